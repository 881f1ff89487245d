"""The training part hangs together, or the planner is told where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.compose.coverage import coverage_of
from briefgen.model.codes import CODES
from briefgen.model.load import load_scenario
from tests.support import SHIPPED
from tests.worlds import check_places, find_problems, show_places, write_baseline

TRAINING = """\
teams:
  water:
    name: {ar: الماء, en: Water}
    text: {ar: من يعيد الماء, en: Whoever restores water}
objectives:
  rank:
    text: {ar: يرتّب الأولويات, en: rank the priorities}
    bloom: apply
    kind: skill
modules:
  table:
    title: {ar: طاولة, en: A table}
    minutes: 30
    aim: {ar: غاية, en: An aim}
    relevance: {ar: أهمية, en: It matters}
    objectives: [rank]
    key_messages:
      - {ar: رسالة, en: A message}
    situation: {ar: موقف, en: A situation}
    steps:
      - minutes: 10
        activity: {ar: عرض, en: Present}
        method: briefing
      - minutes: 20
        activity: {ar: نقاش, en: Discuss}
        method: discussion
    cites: [model:1]
    facilitator:
      debrief:
        - {ar: ماذا تعلّمنا؟, en: What did we learn?}
questions:
  first:
    module: table
    text: {ar: ما الأولى؟, en: Which comes first?}
    objective: rank
    level: tactical
    minutes: 10
    facilitator:
      probes:
        - {ar: ولماذا؟, en: And why?}
      listen_for:
        - {ar: سبب, en: A reason}
injects:
  leak:
    module: table
    title: {ar: تسرّب, en: A leak}
    at: 10
    from: {ar: مهندس, en: An engineer}
    to: [water]
    channel: phone
    text: {ar: انكسر الأنبوب, en: The pipe broke}
    ask: {ar: ماذا تفعلون؟, en: What do you do?}
    objective: rank
    facilitator:
      expected: {ar: يُغلق الصمام, en: They close the valve}
programme:
  - start: 09:00
    sessions:
      - type: module
        module: table
        minutes: 30
      - type: break
        minutes: 15
"""

OTHER = """\
  name:
    text: {ar: يسمّي, en: name}
    bloom: remember
    kind: knowledge
  rank:
"""
"""A second objective, before the first."""


def test_a_training_part_that_hangs_together_has_no_problems(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"training.yaml": TRAINING})
    assert check_places(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        (
            "    minutes: 30\n    aim",
            "    minutes: 40\n    aim",
            ["13:5 minutes-do-not-add-up", "59:9 minutes-do-not-add-up"],
        ),
        ("    at: 10", "    at: 30", ["47:5 inject-after-the-end"]),
        ("    to: [water]", "    depends_on: leak\n    to: [water]", ["47:5 inject-before-its-cause"]),
        ("    to: [water]", "    to: [fire]", ["49:10 unknown-id"]),
        ("    at: 10", "    at: ten", ["47:5 bad-number"]),
        ("  - start: 09:00", "  - start: 9", ["57:5 bad-time"]),
        ("      - type: break\n        minutes: 15\n", "", ["57:5 no-break"]),
        ("      - type: module\n        module: table\n", "      - type: plenary\n", ["11:3 not-in-programme"]),
        (
            "        module: table\n        minutes: 30",
            "        minutes: 30",
            ["11:3 not-in-programme", "59:9 bad-session"],
        ),
    ],
)
def test_what_does_not_add_up_is_shown_at_its_line(tmp_path: Path, old: str, new: str, places: list[str]) -> None:
    assert TRAINING.count(old) == 1
    write_baseline(tmp_path, {"training.yaml": TRAINING.replace(old, new)})
    assert check_places(tmp_path) == [f"training.yaml:{place}" for place in places]


def test_an_objective_that_no_question_and_no_inject_works_on_is_reported(tmp_path: Path) -> None:
    more = TRAINING.replace(
        "  rank:\n", "  name:\n    text: {ar: يسمّي, en: name}\n    bloom: remember\n    kind: knowledge\n  rank:\n"
    )
    write_baseline(tmp_path, {"training.yaml": more.replace("objectives: [rank]", "objectives: [rank, name]")})
    assert [problem.code for problem in find_problems(tmp_path)] == ["objective-not-covered"]


TWO_OBJECTIVES = TRAINING.replace("  rank:\n", OTHER).replace("objectives: [rank]", "objectives: [rank, name]")


def test_an_objective_that_only_an_inject_works_on_is_reported_at_its_line(tmp_path: Path) -> None:
    inject_for_name = TWO_OBJECTIVES.replace(
        "What do you do?}\n    objective: rank", "What do you do?}\n    objective: name"
    )
    assert inject_for_name != TWO_OBJECTIVES
    write_baseline(tmp_path, {"training.yaml": inject_for_name})
    (problem,) = find_problems(tmp_path)
    assert show_places([problem]) == ["training.yaml:6:3 objective-without-question"]
    assert (problem.severity, problem.code in CODES) == ("warning", True)
    assert '"name"' in problem.message
    assert problem.hint == "add a question with it to its module"


def test_an_objective_that_only_a_question_works_on_is_no_problem(tmp_path: Path) -> None:
    first, second = TWO_OBJECTIVES.split("questions:\n")
    question = (
        second[: second.index("injects:")].replace("objective: rank", "objective: name").replace("first:", "more:")
    )
    write_baseline(tmp_path, {"training.yaml": f"{first}questions:\n{question}{second}"})
    assert check_places(tmp_path) == []


def test_a_module_without_any_question_is_one_warning_however_many_objectives_it_has(tmp_path: Path) -> None:
    start, end = TRAINING.index("questions:"), TRAINING.index("injects:")
    write_baseline(tmp_path, {"training.yaml": TRAINING[:start] + TRAINING[end:]})
    assert [problem.code for problem in find_problems(tmp_path)] == ["module-without-question"]


def test_shipped_scenarios_have_a_question_and_an_inject_for_every_objective() -> None:
    for name in SHIPPED.list_scenarios():
        covered = coverage_of(load_scenario(SHIPPED, name).value)
        assert len(covered) > 10
        assert [one.objective.id for one in covered if not one.questions or not one.injects or not one.modules] == []


def test_an_objective_that_no_module_has_is_reported_as_unused(tmp_path: Path) -> None:
    more = TRAINING.replace(
        "  rank:\n", "  name:\n    text: {ar: يسمّي, en: name}\n    bloom: remember\n    kind: knowledge\n  rank:\n"
    )
    write_baseline(tmp_path, {"training.yaml": more})
    assert [problem.code for problem in find_problems(tmp_path)] == ["unused"]


def test_a_question_works_on_an_objective_of_its_own_module(tmp_path: Path) -> None:
    wrong = TRAINING.replace("  rank:\n", OTHER).replace(
        "    objective: rank\n    level", "    objective: name\n    level"
    )
    write_baseline(tmp_path, {"training.yaml": wrong})
    assert sorted(problem.code for problem in find_problems(tmp_path)) == ["objective-of-another-module", "unused"]


def test_to_all_means_every_team(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"training.yaml": TRAINING.replace("to: [water]", "to: all")})
    assert check_places(tmp_path) == []
