from pathlib import Path

from briefgen.compose.audience import Audience
from briefgen.compose.matrix import left_out, matrix_of
from briefgen.model.load import Loaded, load_scenario
from briefgen.model.scenario import STANCED
from briefgen.workspace import Workspace
from tests.support import SHIPPED
from tests.worlds import write_adaptation, write_baseline

LESSONS = """\
lessons:
  one:
    do: adapt
    text: {ar: نص آخر, en: Another text}
    support: {level: possibility, cites: [model:2]}
  two:
    do: drop
    because: {ar: سبب, en: A reason}
  three:
    do: add
    title: {ar: ثلاثة, en: Three}
    text: {ar: النص الثالث, en: The third text}
    cites: [model:1]
    support: {level: stated, cites: [model:1]}
"""


def load_world(root: Path) -> Loaded:
    """An adaptation that adapts one lesson, drops the second, adds a third, and says nothing of the challenge."""
    write_baseline(root)
    write_adaptation(root, {"lessons.yaml": LESSONS, "challenges.yaml": None})
    return load_scenario(Workspace((root,)), "lebanon")


def test_the_matrix_shows_what_carries_over_and_what_is_added(tmp_path: Path) -> None:
    groups = matrix_of(load_world(tmp_path))
    assert [group.collection for group in groups] == ["lessons"]
    assert [(row.id, row.stance) for row in groups[0].rows] == [("one", "adapt"), ("three", "add")]


def test_a_row_has_the_support_in_the_baseline_and_the_support_here(tmp_path: Path) -> None:
    one, three = matrix_of(load_world(tmp_path))[0].rows
    assert one.baseline is not None
    assert one.here is not None
    assert (one.baseline.level, one.here.level) == ("stated", "possibility")
    assert three.baseline is None


def test_what_is_left_out_has_its_reason_and_what_is_undecided_says_so(tmp_path: Path) -> None:
    lessons, challenges = left_out(load_world(tmp_path), Audience.FACILITATORS)
    (two,), (hard,) = lessons.rows, challenges.rows
    assert (two.id, two.stance, two.because and two.because["en"]) == ("two", "drop", "A reason")
    assert (hard.id, hard.stance, hard.because) == ("hard", "undecided", None)


def test_participants_are_shown_nothing_that_is_left_out(tmp_path: Path) -> None:
    assert left_out(load_world(tmp_path), Audience.PARTICIPANTS) == ()


def test_a_baseline_has_neither_a_matrix_nor_anything_left_out(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    loaded = load_scenario(Workspace((tmp_path,)), "iraq")
    assert matrix_of(loaded) == ()
    assert left_out(loaded, Audience.FACILITATORS) == ()


def test_an_entry_dropped_two_layers_up_is_found_where_it_last_stood(tmp_path: Path) -> None:
    load_world(tmp_path)
    write_adaptation(
        tmp_path,
        {"lessons.yaml": "lessons:\n  three: {do: drop, because: {ar: سبب, en: Why}}\n", "challenges.yaml": None},
        name="syria",
        extends="lebanon",
    )
    rows = {
        row.id: row
        for group in left_out(load_scenario(Workspace((tmp_path,)), "syria"), Audience.FACILITATORS)
        for row in group.rows
    }
    assert rows["three"].stance == "drop"
    assert rows["two"].title["en"] == "Two"


def test_every_entry_of_the_shipped_baseline_stands_in_the_matrix_or_is_left_out() -> None:
    baseline = load_scenario(SHIPPED, "iraq").value
    for name in ("lebanon", "syria"):
        loaded = load_scenario(SHIPPED, name)
        groups = (*matrix_of(loaded), *left_out(loaded, Audience.FACILITATORS))
        shown = {(group.collection, row.id) for group in groups for row in group.rows}
        wanted = {(kind, one.id) for kind in STANCED for one in baseline.collection(kind)}
        assert len(wanted) > 20
        assert wanted <= shown
