"""Clock times follow from the start of a day and the minutes of its sessions."""

from __future__ import annotations

from pathlib import Path

from briefgen.compose.coverage import coverage_of
from briefgen.compose.programme import modules_of, programme_of
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace
from tests.model.test_coverage import TRAINING
from tests.support import SHIPPED
from tests.worlds import write_baseline


def test_each_session_begins_when_the_one_before_it_ends(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"training.yaml": TRAINING})
    ((first, second),) = programme_of(load_scenario(Workspace((tmp_path,)), "iraq").value)
    assert (first.start, first.end, first.no) == ("09:00", "09:30", 1)
    assert (second.start, second.end, second.no) == ("09:30", "09:45", 0)


def test_injects_stand_in_the_run_sheet_at_their_minute(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"training.yaml": TRAINING})
    (view,) = modules_of(load_scenario(Workspace((tmp_path,)), "iraq").value)
    shown = [(stage.start, stage.inject.id if stage.inject else stage.minutes) for stage in view.run_sheet]
    assert shown == [("09:00", 10), ("09:10", 20), ("09:10", "leak")]


def test_without_a_programme_a_run_sheet_counts_from_the_modules_start(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"training.yaml": TRAINING.split("programme:")[0]})
    (view,) = modules_of(load_scenario(Workspace((tmp_path,)), "iraq").value)
    assert [stage.start for stage in view.run_sheet] == ["+0", "+10", "+10"]


def test_every_shipped_day_ends_by_half_past_three_and_has_a_break() -> None:
    for name in SHIPPED.list_scenarios():
        days = programme_of(load_scenario(SHIPPED, name).value)
        assert days
        for day in days:
            assert day[-1].end <= "15:30"
            assert any(slot.session.type in ("break", "prayer-lunch") for slot in day)


def test_every_shipped_objective_is_worked_on() -> None:
    for name in SHIPPED.list_scenarios():
        covered = coverage_of(load_scenario(SHIPPED, name).value)
        assert len(covered) >= 10
        assert [one.objective.id for one in covered if not one.modules or not one.questions + one.injects] == []
