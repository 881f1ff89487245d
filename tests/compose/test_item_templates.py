"""Items that templates make of a scenario: one right answer each, from what is plainly so; and users' templates."""

from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from briefgen.compose.item_templates import UNSTABLE, list_item_templates, make_items
from briefgen.compose.quiz import made_items
from briefgen.compose.quiz_forms import make_draw
from briefgen.errors import BriefgenError, RenderingError, SourceError, UsageError
from briefgen.model.entries import Challenge, Fact
from briefgen.model.load import Loaded, load_scenario
from briefgen.model.quiz import Blueprint, Item
from briefgen.model.scenario import Scenario
from briefgen.model.values import ID_LENGTH, ID_PATTERN, PartialDate, Text
from briefgen.workspace import Workspace
from tests.support import SHIPPED
from tests.worlds import BASELINE, write_adaptation, write_baseline, write_files

NAMES = SHIPPED.list_scenarios()


@cache
def load_shipped(name: str) -> Loaded:
    """A shipped scenario, loaded once for all tests."""
    return load_scenario(SHIPPED, name)


@cache
def shipped(name: str) -> tuple[Scenario, dict[str, tuple[Item, ...]]]:
    """A shipped scenario, and the items that each shipped template makes of it."""
    loaded = load_shipped(name)
    made = made_items(SHIPPED, loaded)
    templates = list_item_templates(SHIPPED)
    return loaded.value, {one: tuple(item for item in made if item.id.startswith(one)) for one in templates}


def shipped_items(name: str) -> tuple[Item, ...]:
    return tuple(item for items in shipped(name)[1].values() for item in items)


# --- shipped templates over shipped scenarios


def test_each_shipped_template_makes_items_of_a_shipped_scenario() -> None:
    assert len(NAMES) == 3
    assert len(list_item_templates(SHIPPED)) >= 5
    for template in list_item_templates(SHIPPED):
        assert any(shipped(name)[1][template] for name in NAMES), template


@pytest.mark.parametrize("name", NAMES)
def test_ids_of_made_items_are_ids_and_each_stands_once(name: str) -> None:
    ids = [item.id for item in shipped_items(name)]
    assert len(ids) > 10
    assert all(ID_PATTERN.match(one) and len(one) <= ID_LENGTH for one in ids)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", NAMES)
def test_made_items_have_one_key_and_options_that_can_be_told_apart(name: str) -> None:
    scenario, _ = shipped(name)
    for item in shipped_items(name):
        options = [option.id for option in item.options]
        assert item.type in ("single", "ordering", "matching"), item.id
        assert 2 <= len(options) <= 6
        if item.type == "single":
            assert len(item.key) == 1  # type: ignore[arg-type]
            assert set(item.key) < set(options)
        elif item.type == "ordering":
            assert sorted(item.key) == sorted(options)
        else:
            assert [pair[0] for pair in item.key] == [premise.id for premise in item.premises]
            assert len({pair[1] for pair in item.key}) == len(item.premises)
        for language in scenario.languages:
            for things in (item.options, item.premises):
                texts = [one.text[language] for one in things]
                assert all(texts)
                assert len({text.casefold() for text in texts}) == len(texts), item.id
            assert item.stem[language]


@pytest.mark.parametrize("name", NAMES)
def test_no_other_option_of_a_challenge_is_among_its_lessons(name: str) -> None:
    scenario, made = shipped(name)
    for item in made["lesson-for-challenge"]:
        challenge = scenario.entry("challenges", item.id.removeprefix("lesson-for-challenge-"))
        assert isinstance(challenge, Challenge)
        assert [option.id for option in item.options if option.id in challenge.lessons] == list(item.key)


@pytest.mark.parametrize("name", NAMES)
def test_made_items_rest_on_nothing_attributed_evaluative_dated_or_inferred(name: str) -> None:
    scenario, made = shipped(name)
    options = [option for item in (*made["timeline-order"], *made["which-came-first"]) for option in item.options]
    facts = [fact for option in options if isinstance(fact := scenario.entry("facts", option.id), Fact)]
    assert len(facts) == len(options) > 0
    for fact in facts:
        assert (fact.status in UNSTABLE, fact.as_of, fact.support.view) == (False, None, None)
        assert fact.when is not None
        assert not fact.when.inferred
    for item in made["lesson-for-challenge"]:
        challenge = scenario.entry("challenges", item.id.removeprefix("lesson-for-challenge-"))
        assert isinstance(challenge, Challenge)
        assert challenge.support.view is None
        assert challenge.support.level != "not-in-source"


def days_of(date: PartialDate) -> tuple[dt.date, dt.date]:
    """The first and about the last day that a date may be."""
    return dt.date(date.year, date.month or 1, date.day or 1), dt.date(date.year, date.month or 12, date.day or 28)


@pytest.mark.parametrize("name", NAMES)
def test_moments_to_order_are_in_order_whatever_day_of_a_year_is_meant(name: str) -> None:
    scenario, made = shipped(name)
    assert made["timeline-order"]
    for item in (*made["timeline-order"], *made["which-came-first"]):
        facts = [scenario.entry("facts", option.id) for option in item.options]
        dates = [days_of(fact.when.start) for fact in facts if isinstance(fact, Fact) and fact.when]
        assert len(dates) == len(facts)
        assert all(before[1] < after[0] for before, after in pairwise(dates))
        assert item.key[0] == item.options[0].id  # type: ignore[index]


@pytest.mark.parametrize("name", NAMES)
def test_items_are_made_the_same_each_time(name: str) -> None:
    assert made_items(SHIPPED, load_shipped(name)) == shipped_items(name)


@pytest.mark.parametrize("name", NAMES)
def test_made_items_can_be_put_on_forms(name: str) -> None:
    made = shipped_items(name)
    draw = make_draw(Blueprint(seed="one", items=len(made), forms=2), (), made)
    assert {len(form.items) for form in draw.forms} == {len(made)}


# --- a user's own templates

TEMPLATE = """\
type: single
from: lessons
where: title
bloom: remember
section: lessons
stem: {ar: "ما عنوان هذا: {{ entry.text }}؟", en: "What is this called: {{ entry.text }}?"}
option: {ar: "{{ option.title }}", en: "{{ option.title }}"}
rationale: {ar: هكذا يُسمّى, en: So it is called}
"""


def swap(text: str, old: str, new: str) -> str:
    """The text with one passage of it replaced."""
    assert text.count(old) == 1
    return text.replace(old, new)


def workspace_with(root: Path, template: str = TEMPLATE, name: str = "my-own", **files: str) -> Workspace:
    """A workspace of one template, without the shipped ones, and the tiny baseline; `files` replaces files of it."""
    write_baseline(root, {f"{one}.yaml": text for one, text in files.items()})
    write_files(root, {f"templates/items/{name}.yaml": template})
    return Workspace((root,))


def make(workspace: Workspace) -> tuple[Item, ...]:
    return make_items(workspace, load_scenario(workspace, "iraq").value)


def test_a_template_of_the_users_own_makes_items(tmp_path: Path) -> None:
    first, second = make(workspace_with(tmp_path))
    assert (first.id, second.id) == ("my-own-one", "my-own-two")
    assert first.stem == Text({"ar": "ما عنوان هذا: النص الأول؟", "en": "What is this called: The first text?"})
    assert {option.id: option.text["en"] for option in first.options} == {"one": "One", "two": "Two"}
    assert (first.key, second.key) == (("one",), ("two",))
    assert [str(cite) for cite in first.cites] == ["model:1"]
    assert (first.objective, first.bloom, first.section, first.points) == (None, "remember", "lessons", 1)


def test_the_users_templates_stand_beside_the_shipped_ones_and_replace_those_of_the_same_name(tmp_path: Path) -> None:
    workspace_with(tmp_path, name="which-term-is-meant")
    both = Workspace((tmp_path, *SHIPPED.roots))
    assert set(list_item_templates(both)) == set(list_item_templates(SHIPPED))
    ids = [item.id for item in make(both)]
    assert "which-term-is-meant-one" in ids


def test_wordings_are_kept_as_they_are_written_because_pages_escape_them(tmp_path: Path) -> None:
    lessons = swap(BASELINE["lessons.yaml"], "en: The first text", 'en: "R&D <first> **text**"')
    first, _ = make(workspace_with(tmp_path, lessons=lessons))
    assert first.stem["en"] == "What is this called: R&D <first> **text**?"


def test_facilitators_notes_are_not_given_to_a_template(tmp_path: Path) -> None:
    notes = BASELINE["lessons.yaml"] + "    facilitator:\n      note: {ar: سرّ, en: A secret}\n"
    template = swap(TEMPLATE, 'en: "What is this called: {{ entry.text }}?"', 'en: "{{ entry.facilitator.note }}"')
    with pytest.raises(RenderingError, match="facilitator"):
        make(workspace_with(tmp_path, template, lessons=notes))


@pytest.mark.parametrize("field", ["stem", "option", "rationale"])
def test_a_template_that_is_not_written_in_a_language_of_the_scenario_makes_nothing(tmp_path: Path, field: str) -> None:
    line = next(line for line in TEMPLATE.splitlines() if line.startswith(f"{field}:"))
    template = swap(TEMPLATE, line, f"{field}: {{en: Only in English {{{{ option.title }}}}}}".replace("{{", '"{{', 0))
    template = swap(template, "{en: Only in English {{ option.title }}}", '{en: "Only in English {{ option.title }}"}')
    assert make(workspace_with(tmp_path, template)) == ()


def test_a_template_that_has_more_languages_than_the_scenario_makes_items_in_those_of_the_scenario(
    tmp_path: Path,
) -> None:
    template = swap(TEMPLATE, "stem: {", 'stem: {fr: "Comment ?", ')
    assert {tuple(item.stem) for item in make(workspace_with(tmp_path, template))} == {("ar", "en")}


def test_an_item_whose_stem_says_the_answer_is_left_out(tmp_path: Path) -> None:
    lessons = swap(BASELINE["lessons.yaml"], "en: The first text", "en: This is lesson one")
    assert [item.id for item in make(workspace_with(tmp_path, lessons=lessons))] == ["my-own-two"]


@pytest.mark.parametrize(("old", "new"), [("ar: النص الثاني", "ar: النص الأول"), ("en: The second", "en: The first")])
def test_two_entries_that_ask_the_same_in_one_language_make_no_items(tmp_path: Path, old: str, new: str) -> None:
    lessons = swap(BASELINE["lessons.yaml"], old, new)
    assert make(workspace_with(tmp_path, lessons=lessons)) == ()


def test_an_item_two_of_whose_options_read_the_same_is_left_out(tmp_path: Path) -> None:
    lessons = swap(BASELINE["lessons.yaml"], "en: Two}", "en: ONE}")
    assert make(workspace_with(tmp_path, lessons=lessons)) == ()


CHALLENGE = """\
type: single
from: challenges
where: lessons
right: lessons
options: lessons
bloom: understand
section: challenges
stem: {ar: "{{ entry.text }}", en: "{{ entry.text }}"}
option: {ar: "{{ option.title }}", en: "{{ option.title }}"}
rationale: {ar: هكذا, en: So it is}
"""


def test_views_and_what_no_source_says_are_no_ground_for_a_key(tmp_path: Path) -> None:
    assert [item.key for item in make(workspace_with(tmp_path, CHALLENGE))] == [("one",)]
    for support in ("{level: stated, view: attributed}", "{level: not-in-source}"):
        challenges = BASELINE["challenges.yaml"] + f"    support: {support}\n"
        assert make(workspace_with(tmp_path, CHALLENGE, challenges=challenges)) == ()


def test_all_entries_that_are_right_are_kept_out_of_the_other_options(tmp_path: Path) -> None:
    challenges = swap(BASELINE["challenges.yaml"], "lessons: [one]", "lessons: [one, two]")
    assert make(workspace_with(tmp_path, CHALLENGE, challenges=challenges)) == ()


FACTS = """\
themes:
  army:
    title: {ar: الجيش, en: The army}
  police:
    title: {ar: الشرطة, en: The police}
facts:
"""


def fact(name: str, when: str = "{start: 2018}", status: str = "fact", more: str = "") -> str:
    return f"""\
  {name}:
    text: {{ar: حدث {name}, en: {name} happened}}
    theme: army
    status: {status}
    when: {when}
    cites: [model:1]
{more}"""


BY_THEME = """\
type: single
from: facts
where: theme
right: theme
options: themes
bloom: remember
section: background
stem: {ar: "أين يُذكر «{{ entry.text }}»؟", en: "Where is it said that “{{ entry.text }}”?"}
option: {ar: "{{ option.title }}", en: "{{ option.title }}"}
rationale: {ar: هكذا, en: So it is}
"""
ORDER = """\
type: ordering
from: facts
where: when.start
group: 3
by: when.start
bloom: remember
section: background
stem: {ar: رتّب, en: Put in order}
option: {ar: "{{ option.text }}", en: "{{ option.text }}"}
rationale: {ar: هكذا, en: So it is}
"""


def test_a_field_that_names_a_single_entry_says_what_is_right_too(tmp_path: Path) -> None:
    (item,) = make(workspace_with(tmp_path, BY_THEME, facts=FACTS + fact("alpha")))
    assert item.key == ("army",)
    assert {option.id for option in item.options} == {"army", "police"}


@pytest.mark.parametrize("status", UNSTABLE)
def test_facts_that_are_not_plainly_so_make_no_items(tmp_path: Path, status: str) -> None:
    assert make(workspace_with(tmp_path, BY_THEME, facts=FACTS + fact("alpha", status=status))) == ()


@pytest.mark.parametrize(
    ("when", "more"), [("{start: 2018, inferred: true}", ""), ("{start: 2018}", "    as_of: 2020\n")]
)
def test_inferred_dates_and_facts_as_of_a_day_make_no_items(tmp_path: Path, when: str, more: str) -> None:
    assert make(workspace_with(tmp_path, BY_THEME, facts=FACTS + fact("alpha", when, more=more))) == ()


def test_entries_are_ordered_by_the_field_named_and_cited_together(tmp_path: Path) -> None:
    late = fact("late", "{start: 2020}").replace("model:1", "model:2")
    facts = FACTS + late + fact("early", "{start: 2003-05}") + fact("middle", "{start: 2018-10-07}")
    (item,) = make(workspace_with(tmp_path, ORDER, facts=facts))
    assert item.key == ("early", "middle", "late")
    assert [str(cite) for cite in item.cites] == ["model:1", "model:2"]
    assert item.points == 2


def test_moments_that_may_have_come_in_either_order_are_not_asked_for_together(tmp_path: Path) -> None:
    facts = FACTS + fact("year", "{start: 2018}") + fact("month", "{start: 2018-10}") + fact("late", "{start: 2020}")
    assert make(workspace_with(tmp_path, ORDER, facts=facts)) == ()
    (item,) = make(workspace_with(tmp_path, ORDER, facts=facts + fact("early", "{start: 2003}")))
    assert item.key == ("early", "month", "late")


def test_entries_without_the_field_to_order_by_are_left_out(tmp_path: Path) -> None:
    undated = fact("undated").replace("    when: {start: 2018}\n", "")
    facts = FACTS + undated + "".join(fact(f"in-{year}", f"{{start: {year}}}") for year in (2003, 2004, 2005))
    (item,) = make(workspace_with(tmp_path, swap(ORDER, "where: when.start", "where: text"), facts=facts))
    assert item.key == ("in-2003", "in-2004", "in-2005")


def test_an_item_about_facts_of_several_countries_is_about_none_of_them(tmp_path: Path) -> None:
    of = {"a": "IQ", "b": "LB", "c": "IQ"}
    facts = [
        fact(name, f"{{start: 200{number}}}", more=f"    country: {code}\n")
        for number, (name, code) in enumerate(of.items())
    ]
    (item,) = make(workspace_with(tmp_path, ORDER, facts=FACTS + "".join(facts)))
    assert item.country is None
    (item,) = make(workspace_with(tmp_path, ORDER, facts=FACTS + "".join(facts).replace("LB", "IQ")))
    assert item.country == "IQ"


GLOSSARY = """\
glossary:
  nato:
    term: {ar: الحلف, en: The Alliance}
    acronym: NATO
    definition: {ar: تحالف, en: An alliance}
  union:
    term: {ar: الاتحاد, en: The Union}
    acronym: EU
    definition: {ar: اتحاد, en: A union}
"""
MATCH = """\
type: matching
from: glossary
where: acronym
group: 2
bloom: remember
section: glossary
stem: {ar: صِل, en: Match}
premise: {ar: "{{ option.acronym }}", en: "{{ option.acronym }}"}
option: {ar: "{{ option.term }}", en: "{{ option.term }}"}
rationale: {ar: هكذا, en: So it is}
"""


def test_premises_are_matched_with_the_options_of_the_same_entries(tmp_path: Path) -> None:
    (item,) = make(workspace_with(tmp_path, MATCH, glossary=GLOSSARY))
    assert sorted(item.key) == [("nato", "nato"), ("union", "union")]
    assert {one.id: one.text["en"] for one in item.premises} == {"nato": "NATO", "union": "EU"}


def test_premises_that_read_the_same_make_no_item(tmp_path: Path) -> None:
    glossary = swap(GLOSSARY, "acronym: EU", "acronym: NATO")
    assert make(workspace_with(tmp_path, MATCH, glossary=glossary)) == ()


def test_an_item_of_the_bank_takes_the_place_of_a_made_one_of_the_same_id(tmp_path: Path) -> None:
    training = "objectives:\n  rank:\n    text: {ar: يرتّب, en: rank}\n    bloom: apply\n    kind: skill\n"
    items = """\
items:
  my-own-one:
    type: true-false
    stem: {ar: كذا, en: So}
    objective: rank
    bloom: apply
    section: lessons
    cites: [model:1]
    facilitator:
      key: true
      rationale: {ar: هكذا, en: So it is}
"""
    assert [item.id for item in make(workspace_with(tmp_path, objectives=training, items=items))] == ["my-own-two"]


def test_two_templates_that_come_to_the_same_id_make_one_item_of_it(tmp_path: Path) -> None:
    lessons = BASELINE["lessons.yaml"] + BASELINE["lessons.yaml"].replace("lessons:\n", "").replace(
        "  one:", "  own-one:"
    ).replace("  two:", "  own-two:").replace("One", "Own").replace("Two", "Other").replace("واحد", "خاص").replace(
        "اثنان", "آخر"
    ).replace("first", "third").replace("second", "fourth").replace("الأول", "الثالث").replace("الثاني", "الرابع")
    workspace = workspace_with(tmp_path, lessons=lessons)
    write_files(tmp_path, {"templates/items/my.yaml": TEMPLATE})
    ids = [item.id for item in make(workspace)]
    assert sorted(ids) == sorted(
        {f"my-{one}" for one in ("one", "two", "own-one", "own-two", "own-own-one", "own-own-two")}
    )


def test_a_long_name_gives_an_id_of_the_length_that_ids_may_have(tmp_path: Path) -> None:
    first, second = make(workspace_with(tmp_path, name="a" * 62))
    assert len(first.id) <= ID_LENGTH
    assert first.id != second.id
    assert ID_PATTERN.match(first.id)


def test_an_entry_on_which_an_adaptation_has_not_decided_makes_no_item(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, CHALLENGE)
    write_adaptation(tmp_path, {"challenges.yaml": None})
    loaded = load_scenario(workspace, "lebanon")
    assert loaded.value.challenges
    assert made_items(workspace, loaded) == ()


@pytest.mark.parametrize(
    ("template", "error", "said"),
    [
        (swap(TEMPLATE, "from: lessons", "from: lesons"), UsageError, '"lesons" is not a collection'),
        (swap(CHALLENGE, "options: lessons", "options: lesons"), UsageError, '"lesons" is not a collection'),
        (swap(TEMPLATE, "{{ entry.text }}?", "{{ entry.text }?"), RenderingError, "unexpected '}'"),
        (swap(TEMPLATE, "{{ entry.text }}?", "{% if %}"), RenderingError, "(en)"),
        (swap(TEMPLATE, "{{ entry.text }}?", "{{ entry.txet }}?"), RenderingError, "txet"),
        (swap(TEMPLATE, "{{ entry.text }}?", "{{ entry.__class__ }}?"), RenderingError, "(en)"),
        (swap(TEMPLATE, "type: single", "type: multi"), SourceError, ""),
        (swap(TEMPLATE, "where: title\n", ""), SourceError, ""),
        (swap(TEMPLATE, "where: title", "where: title\ncolour: red"), SourceError, ""),
        (swap(TEMPLATE, "type: single", "type: ordering"), SourceError, ""),
        (swap(ORDER, "group: 3", "group: 9"), SourceError, ""),
        (swap(ORDER, "by: when.start\n", ""), SourceError, ""),
        (swap(TEMPLATE, "where: title", "where: title\ngroup: 2"), SourceError, ""),
        (swap(MATCH, 'premise: {ar: "{{ option.acronym }}", en: "{{ option.acronym }}"}\n', ""), SourceError, ""),
        ("type: [", SourceError, ""),
    ],
)
def test_a_template_that_is_wrong_is_an_error_that_names_its_file(
    tmp_path: Path, template: str, error: type[BriefgenError], said: str
) -> None:
    workspace = workspace_with(tmp_path, template)
    with pytest.raises(error) as caught:
        make(workspace)
    assert "items/my-own.yaml" in caught.value.message
    assert said in caught.value.message
    if isinstance(caught.value, SourceError):
        assert caught.value.problems
        assert all(problem.mark.file.name == "my-own.yaml" for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (swap(TEMPLATE, "type: single", "type: ordering"), 'items of the type "ordering" need "group" here'),
        (swap(ORDER, "by: when.start\n", ""), 'items of the type "ordering" need "by" here'),
        (swap(TEMPLATE, "where: title", "where: title\ngroup: 2"), 'items of the type "single" need "by" here'),
    ],
)
def test_what_the_type_of_the_items_needs_is_said_at_its_line(tmp_path: Path, template: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        make(workspace_with(tmp_path, template))
    assert message in [problem.message for problem in caught.value.problems]
    assert {problem.mark.line for problem in caught.value.problems} == {1}


def test_a_template_whose_name_is_no_id_is_an_error_that_names_its_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"items/My Own\.yaml: the name of the file is no id"):
        make(workspace_with(tmp_path, name="My Own"))
