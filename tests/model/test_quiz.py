"""Items of a quiz and its blueprint, as they are read from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.diagnostics import Diagnostic
from briefgen.errors import SourceError
from briefgen.model.load import load_scenario
from briefgen.model.quiz import ITEM_TYPES, Blueprint, Item, Option
from briefgen.model.scenario import Scenario
from briefgen.model.values import Text
from briefgen.workspace import Workspace
from tests.model.test_coverage import TRAINING
from tests.worlds import check_places, find_problems, show_places, write_adaptation, write_baseline

RATIONALE = """\
      rationale: {ar: هكذا يقول الملف, en: The brief says so}
"""
SINGLE = """\
  first-step:
    type: single
    stem: {ar: ما أول ما تفعله الورشة؟, en: What does the workshop do first?}
    options:
      water: {ar: تعيد الماء, en: It restores water}
      roads: {ar: تفتح الطرق, en: It opens roads}
      power: {ar: تعيد الكهرباء, en: It restores power}
    objective: rank
    bloom: remember
    section: lessons
    cites: [model:1]
    facilitator:
      key: roads
      rationale: {ar: هكذا يقول الملف, en: The brief says so}
"""
MULTI = """\
  who-works:
    type: multi
    stem: {ar: من يعمل في الورشة؟, en: Who works in the workshop?}
    options:
      police: {ar: الشرطة, en: The police}
      army: {ar: الجيش, en: The army}
      market: {ar: السوق, en: The market}
    objective: rank
    bloom: understand
    section: who
    cites: [model:1, model:2]
    points: 2
    facilitator:
      key: [army, police]
      rationale: {ar: هكذا يقول الملف, en: The brief says so}
"""
TRUE_FALSE = """\
  one-team:
    type: true-false
    stem: {ar: الورشة فريق واحد, en: The workshop is one team}
    objective: rank
    bloom: remember
    section: lessons
    cites: [model:1]
    facilitator:
      key: true
      rationale: {ar: هكذا يقول الملف, en: The brief says so}
"""
MATCHING = """\
  tasks:
    type: matching
    stem: {ar: صِل كل جهة بمهمتها, en: Match each body with its task}
    premises:
      army: {ar: الجيش, en: The army}
      police: {ar: الشرطة, en: The police}
    options:
      border: {ar: الحدود, en: The border}
      market: {ar: السوق, en: The market}
      city: {ar: المدينة, en: The city}
    objective: rank
    bloom: understand
    section: who
    cites: [model:2]
    points: 3
    facilitator:
      key:
        army: border
        police: city
      rationale: {ar: هكذا يقول الملف, en: The brief says so}
"""
ORDERING = """\
  stages:
    type: ordering
    stem: {ar: رتّب المراحل, en: Put the stages in order}
    options:
      report: {ar: يُكتب التقرير, en: The report is written}
      plan: {ar: توضع الخطة, en: The plan is made}
      work: {ar: يبدأ العمل, en: The work begins}
    objective: rank
    bloom: apply
    section: modules
    cites: [model:2]
    points: 2
    facilitator:
      key: [plan, work, report]
      rationale: {ar: هكذا يقول الملف, en: The brief says so}
"""
SHORT = """\
  in-a-sentence:
    type: short
    situation: {ar: انقطع الماء أمس, en: The water failed yesterday}
    stem: {ar: ما العمل الآن؟, en: What is to be done now?}
    objective: rank
    bloom: create
    section: modules
    country: IQ
    cites: [model:2]
    shuffle: false
    anchor: true
    facilitator:
      key: {ar: تُبلَّغ البلدية, en: The town hall is told}
      rationale: {ar: هكذا يقول الملف, en: The brief says so}
"""
ITEMS = "items:\n" + SINGLE + MULTI + TRUE_FALSE + MATCHING + ORDERING + SHORT


def write_items(root: Path, items: str = ITEMS, quiz: str = "") -> None:
    """The baseline with items of all six types and, where it is given, a blueprint."""
    files: dict[str, str | bytes | None] = {"training.yaml": TRAINING, "items.yaml": items}
    write_baseline(root, files | ({"quiz.yaml": quiz} if quiz else {}))


def load(root: Path, scenario: str = "iraq") -> Scenario:
    return load_scenario(Workspace((root,)), scenario).value


def item_of(root: Path, item_id: str, scenario: str = "iraq") -> Item:
    return next(item for item in load(root, scenario).items if item.id == item_id)


def swap(text: str, old: str, new: str) -> str:
    """The text with one passage of it replaced."""
    assert text.count(old) == 1
    return text.replace(old, new)


def line_of(text: str, part: str) -> int:
    """The number of the only line that holds this."""
    (number,) = [number for number, line in enumerate(text.splitlines(), 1) if part in line]
    return number


def errors_in(root: Path) -> list[Diagnostic]:
    return [problem for problem in find_problems(root) if problem.severity == "error"]


# --- items


def test_items_of_all_six_types_load_without_a_problem(tmp_path: Path) -> None:
    write_items(tmp_path)
    assert check_places(tmp_path) == []
    assert tuple(item.type for item in load(tmp_path).items) == ITEM_TYPES


@pytest.mark.parametrize(
    ("item_id", "key"),
    [
        ("first-step", ("roads",)),
        ("who-works", ("army", "police")),
        ("one-team", ("true",)),
        ("tasks", (("army", "border"), ("police", "city"))),
        ("stages", ("plan", "work", "report")),
        ("in-a-sentence", Text({"ar": "تُبلَّغ البلدية", "en": "The town hall is told"})),
    ],
)
def test_a_key_is_read_as_its_type_of_item_has_it(tmp_path: Path, item_id: str, key: object) -> None:
    write_items(tmp_path)
    assert item_of(tmp_path, item_id).key == key


def test_an_item_without_its_facilitators_part_has_no_key(tmp_path: Path) -> None:
    write_items(tmp_path)
    shown = item_of(tmp_path, "first-step").model_copy(update={"facilitator": None})
    with pytest.raises(ValueError, match="no key"):
        _ = shown.key


def test_a_model_answer_of_one_word_is_a_text_though_it_looks_like_pairs_of_ids() -> None:
    item = Item.model_validate(
        {
            "id": "one-word",
            "type": "short",
            "stem": {"en": "What does it restore?", "fr": "Que rétablit-on?"},
            "objective": "rank",
            "bloom": "remember",
            "section": "lessons",
            "cites": ["model:1"],
            "facilitator": {
                "key": {"en": "water", "fr": "eau"},
                "rationale": {"en": "It is said.", "fr": "C’est dit."},
            },
        }
    )
    assert item.key == Text({"en": "water", "fr": "eau"})


def test_options_and_premises_are_a_mapping_of_ids_to_texts_in_the_order_of_the_file(tmp_path: Path) -> None:
    write_items(tmp_path)
    item = item_of(tmp_path, "tasks")
    assert [option.id for option in item.options] == ["border", "market", "city"]
    assert item.premises == (
        Option(id="army", text=Text({"ar": "الجيش", "en": "The army"})),
        Option(id="police", text=Text({"ar": "الشرطة", "en": "The police"})),
    )


def test_an_item_has_one_point_is_shuffled_and_no_anchor_unless_it_says_otherwise(tmp_path: Path) -> None:
    write_items(tmp_path)
    plain, marked = item_of(tmp_path, "first-step"), item_of(tmp_path, "in-a-sentence")
    assert (plain.points, plain.shuffle, plain.anchor, plain.pinned, plain.country) == (1, True, False, (), None)
    assert (marked.shuffle, marked.anchor, marked.country) == (False, True, "IQ")
    assert marked.situation == Text({"ar": "انقطع الماء أمس", "en": "The water failed yesterday"})


@pytest.mark.parametrize(
    ("old", "new", "at", "code"),
    [
        ("      roads: {ar: تفتح الطرق, en: It opens roads}", "      roads: {ar: تفتح الطرق}", 0, "missing-language"),
        ("      army: {ar: الجيش, en: The army}\n      market", "      army: {en: The army}\n      market", 0, ""),
        ("ar: صِل كل جهة بمهمتها, en: Match each body with its task", "en: Match each", 0, "missing-language"),
        ("key: {ar: تُبلَّغ البلدية, en: The town hall is told}", "key: {ar: تُبلَّغ البلدية}", 0, "missing-language"),
    ],
)
def test_a_missing_language_is_reported_at_the_line_of_its_text(
    tmp_path: Path, old: str, new: str, at: int, code: str
) -> None:
    items = swap(ITEMS, old, new)
    write_items(tmp_path, items)
    (problem,) = errors_in(tmp_path)
    changed = items[: items.index(new)].count("\n") + 1 + at
    assert (problem.mark.line, problem.code) == (changed, code or "missing-language")


def test_an_option_with_a_wrong_id_is_reported_at_its_line(tmp_path: Path) -> None:
    items = swap(ITEMS, "      water: {ar", "      Water: {ar")
    write_items(tmp_path, items)
    assert [place.split(" ")[-1] for place in check_places(tmp_path)] == ["bad-id"]
    assert check_places(tmp_path)[0].startswith(f"items.yaml:{line_of(items, 'Water: {ar')}:")


def test_options_as_a_list_are_refused(tmp_path: Path) -> None:
    options = SINGLE[SINGLE.index("    options:") : SINGLE.index("    objective")]
    items = swap(ITEMS, options, "    options: [water, roads]\n")
    write_items(tmp_path, items)
    (problem,) = errors_in(tmp_path)
    assert show_places([problem]) == [f"items.yaml:{line_of(items, '[water')}:5 wrong-type"]
    assert problem.message == "expected a mapping of ids to texts"


@pytest.mark.parametrize("field", ["key", "rationale"])
def test_a_key_and_a_rationale_are_required(tmp_path: Path, field: str) -> None:
    line = {"key": "      key: roads\n", "rationale": RATIONALE}[field]
    items = "items:\n" + swap(SINGLE, line, "")
    write_items(tmp_path, items)
    (problem,) = errors_in(tmp_path)
    assert show_places([problem]) == [f"items.yaml:{line_of(items, 'facilitator:')}:5 missing-field"]
    assert f'"{field}"' in problem.message


@pytest.mark.parametrize("field", ["type", "stem", "objective", "bloom", "section", "facilitator"])
def test_what_an_item_lacks_is_reported_at_its_id(tmp_path: Path, field: str) -> None:
    lines = SINGLE.splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith(f"    {field}:"))
    end = start + 1
    while end < len(lines) and lines[end].startswith("      "):
        end += 1
    write_items(tmp_path, "items:\n" + "".join(lines[:start] + lines[end:]))
    (problem,) = errors_in(tmp_path)
    assert show_places([problem]) == ["items.yaml:2:3 missing-field"]
    assert problem.message == f'an item has no "{field}"'


@pytest.mark.parametrize(
    ("field", "wrong"), [("type", "singel"), ("bloom", "analyze"), ("section", "people"), ("section", "overveiw")]
)
def test_a_word_that_is_none_of_those_allowed_is_reported_at_its_line(tmp_path: Path, field: str, wrong: str) -> None:
    line = next(line for line in SINGLE.splitlines() if line.startswith(f"    {field}:"))
    items = "items:\n" + swap(SINGLE, line, f"    {field}: {wrong}")
    write_items(tmp_path, items)
    (problem,) = errors_in(tmp_path)
    assert show_places([problem]) == [f"items.yaml:{line_of(items, wrong)}:5 bad-value"]


def test_an_item_names_its_objective_and_its_paragraphs(tmp_path: Path) -> None:
    wrong = swap(swap(SINGLE, "objective: rank", "objective: rnak"), "cites: [model:1]", "cites: [model:9]")
    write_items(tmp_path, "items:\n" + wrong)
    assert sorted(problem.code for problem in errors_in(tmp_path)) == ["citation-past-end", "unknown-id"]


@pytest.mark.parametrize("points", ["1", "3", "10"])
def test_points_are_a_whole_number_from_1_to_10(tmp_path: Path, points: str) -> None:
    write_items(tmp_path, swap(ITEMS, "points: 3", f"points: {points}"))
    assert item_of(tmp_path, "tasks").points == int(points)


@pytest.mark.parametrize("points", ["0", "11", "-1", "1.5", "two", "[1]", "true", "٣"])
def test_other_points_are_refused_at_their_line(tmp_path: Path, points: str) -> None:
    items = swap(ITEMS, "points: 3", f"points: {points}")
    write_items(tmp_path, items)
    (problem,) = errors_in(tmp_path)
    assert show_places([problem]) == [f"items.yaml:{line_of(items, f'points: {points}')}:5 bad-number"]


# --- the blueprint


def quiz_of(root: Path, quiz: str) -> Blueprint:
    write_items(root, quiz=quiz)
    blueprint = load(root).quiz
    assert blueprint is not None
    return blueprint


@pytest.mark.parametrize("seed", ["autumn", "2026", "-7", "ورشة بغداد", "1 of 2", "a.b", "007"])
def test_a_seed_is_a_text_or_a_whole_number(tmp_path: Path, seed: str) -> None:
    assert quiz_of(tmp_path, f"quiz:\n  seed: {seed}\n  items: 3\n").seed == seed


@pytest.mark.parametrize("seed", ["[1, 2]", "{a: b}", "1.5", "1,5", "true", "false", "x" * 65])
def test_any_other_seed_is_refused_at_its_line(tmp_path: Path, seed: str) -> None:
    write_items(tmp_path, quiz=f"quiz:\n  items: 3\n  seed: {seed}\n")
    (problem,) = errors_in(tmp_path)
    assert show_places([problem]) == ["quiz.yaml:3:3 bad-seed"]
    assert problem.message == "expected a text or a whole number, at most 64 characters"


def test_a_blueprint_has_a_seed_and_a_number_of_items(tmp_path: Path) -> None:
    write_items(tmp_path, quiz="quiz:\n  forms: 2\n")
    assert sorted(problem.message for problem in errors_in(tmp_path)) == [
        '"quiz" has no "items"',
        '"quiz" has no "seed"',
    ]


def test_a_blueprint_says_how_many_of_what(tmp_path: Path) -> None:
    blueprint = quiz_of(
        tmp_path,
        """\
quiz:
  seed: one
  items: 4
  made: 0
  forms: 3
  halves: true
  title: {ar: اختبار, en: Test}
  objectives: {rank: 2}
  levels:
    remember: 1
  types: {single: 1}
  without: [short]
""",
    )
    assert (blueprint.items, blueprint.made, blueprint.forms, blueprint.halves) == (4, 0, 3, True)
    assert (blueprint.objectives, blueprint.levels) == ({"rank": 2}, {"remember": 1})
    assert (blueprint.types, blueprint.without) == ({"single": 1}, ("short",))


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("items: 0", 3),
        ("items: 121", 3),
        ("items: 2.5", 3),
        ("items: many", 3),
        ("made: -1", 3),
        ("made: 121", 3),
        ("forms: 0", 3),
        ("forms: 27", 3),
        ("forms: [2]", 3),
        ("objectives: {rank: 0}", 16),
        ("levels: {apply: none}", 12),
        ("types: {single: 500}", 11),
    ],
)
def test_a_count_out_of_range_is_refused_at_its_place(tmp_path: Path, line: str, column: int) -> None:
    more = "" if line.startswith("items") else "  items: 3\n"
    write_items(tmp_path, quiz=f"quiz:\n  {line}\n  seed: one\n{more}")
    (problem,) = errors_in(tmp_path)
    assert show_places([problem]) == [f"quiz.yaml:2:{column} bad-number"]
    assert problem.message.startswith("expected a whole number, from ")


@pytest.mark.parametrize("line", ["levels: {analyze: 1}", "types: {choice: 1}", "without: [choice]"])
def test_a_level_or_type_that_does_not_exist_is_refused(tmp_path: Path, line: str) -> None:
    write_items(tmp_path, quiz=f"quiz:\n  {line}\n  seed: one\n  items: 3\n")
    (problem,) = errors_in(tmp_path)
    assert problem.mark.line == 2
    assert problem.code == "bad-value"


# --- adaptation


def test_an_adaptation_inherits_changes_drops_and_adds_items(tmp_path: Path) -> None:
    write_items(tmp_path, quiz="quiz:\n  seed: one\n  items: 3\n  forms: 2\n")
    added = swap(TRUE_FALSE, "  one-team:\n", "  two-teams:\n    do: add\n")
    items = f"""\
items:
  first-step:
    do: adapt
    options:
      water:
        ar:
          تصلح الأنابيب
        en:
          It mends the pipes
  who-works:
    do: drop
    because: {{ar: لا تخصّ لبنان, en: It is not about Lebanon}}
{swap(added, "The workshop is one team", "The workshop is two teams")}"""
    modules = """\
modules:
  table:
    do: keep
    support: {level: general, cites: [model:1]}
"""
    write_adaptation(tmp_path, {"items.yaml": items, "modules.yaml": modules, "quiz.yaml": "quiz:\n  seed: two\n"})
    scenario = load(tmp_path, "lebanon")
    baseline = {item.id: item for item in load(tmp_path).items}
    here = {item.id: item for item in scenario.items}
    assert list(here) == ["first-step", "one-team", "tasks", "stages", "in-a-sentence", "two-teams"]
    assert here["stages"] == baseline["stages"]
    before, after = baseline["first-step"], here["first-step"]
    assert after.options[0] == Option(id="water", text=Text({"ar": "تصلح الأنابيب", "en": "It mends the pipes"}))
    assert after.model_copy(update={"options": before.options}) == before
    assert after.options[1:] == before.options[1:]
    assert scenario.quiz == Blueprint(seed="two", items=3, forms=2)


def test_an_adaptation_that_drops_the_objective_of_an_item_is_told_so(tmp_path: Path) -> None:
    write_items(tmp_path)
    write_adaptation(
        tmp_path, {"objectives.yaml": "objectives:\n  rank:\n    do: drop\n    because: {ar: زائد, en: Superfluous}\n"}
    )
    with pytest.raises(SourceError) as caught:
        load(tmp_path, "lebanon")
    (problem,) = [one for one in caught.value.problems if one.code == "dropped-but-referenced"]
    assert "first-step" in problem.message
