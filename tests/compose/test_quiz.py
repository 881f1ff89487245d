"""The quiz of a scenario: what is drawn without and with a blueprint, and that participants see no key of it."""

from __future__ import annotations

import html as html_module
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import pytest
from pydantic import BaseModel

from briefgen.compose.compose import compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.languages import load_language
from briefgen.compose.layout import Layout
from briefgen.compose.quiz import (
    DEFAULT_FORMS,
    DEFAULT_ITEMS,
    KeyRow,
    blueprint_of,
    check_quiz,
    for_participants,
    key_rows,
    origin_of,
    quiz_of,
    whereabouts,
)
from briefgen.compose.quiz_forms import Draw, FormItem, make_draw
from briefgen.compose.wording import Wording
from briefgen.diagnostics import Problems
from briefgen.model.load import Loaded, load_scenario
from briefgen.model.quiz import Blueprint, Item
from briefgen.model.values import Text
from briefgen.workspace import Workspace
from tests.compose.test_item_templates import TEMPLATE, load_shipped
from tests.compose.test_quiz_forms import make_item
from tests.model.test_quiz import ITEMS, SINGLE, swap, write_items
from tests.pages.boxes import MM_PER_PX, render_pages
from tests.pages.tiny import beyond_the_margin, boxes_on
from tests.support import SHIPPED
from tests.worlds import check_places, find_problems, show_places, write_baseline, write_files

NAMES = SHIPPED.list_scenarios()
LAYOUTS = ("ar", "en", "ar-en")


def load(root: Path) -> tuple[Workspace, Loaded]:
    workspace = Workspace((root,))
    return workspace, load_scenario(workspace, "iraq")


# --- what is drawn


def many_items(count: int, extra: str = "") -> str:
    """So many items, each another question."""
    items = [
        swap(SINGLE, "first-step:", f"step-{number}:")
        .replace("first?", f"first on day {number}?")
        .replace("الورشة؟", f"الورشة يوم {number}؟")
        for number in range(count)
    ]
    return "items:\n" + "".join(item.replace("    objective:", f"{extra}    objective:") for item in items)


def test_without_a_blueprint_what_the_bank_has_is_drawn_for_two_forms_named_after_the_scenario(tmp_path: Path) -> None:
    write_items(tmp_path)
    workspace, loaded = load(tmp_path)
    draw = quiz_of(workspace, loaded)
    assert draw is not None
    assert blueprint_of(loaded, loaded.value.items, ()) == Blueprint(seed="iraq", items=6, forms=DEFAULT_FORMS)
    assert draw.items == loaded.value.items
    assert [form.letter for form in draw.forms] == ["A", "B"]


def test_without_a_blueprint_twenty_items_of_a_large_bank_are_drawn(tmp_path: Path) -> None:
    write_items(tmp_path, many_items(DEFAULT_ITEMS + 2))
    draw = quiz_of(*load(tmp_path))
    assert draw is not None
    assert len(draw.items) == DEFAULT_ITEMS == 20


def test_without_a_bank_item_templates_make_the_quiz(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_files(tmp_path, {"templates/items/own.yaml": TEMPLATE})
    draw = quiz_of(*load(tmp_path))
    assert draw is not None
    assert [item.id for item in draw.items] == ["own-one", "own-two"]


def test_without_a_bank_templates_and_a_blueprint_there_is_no_quiz(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    assert quiz_of(*load(tmp_path)) is None
    assert check_places(tmp_path) == []


def test_a_blueprint_says_what_is_drawn(tmp_path: Path) -> None:
    blueprint = "quiz:\n  seed: spring\n  items: 4\n  forms: 3\n  without: [short]\n  types: {ordering: 1}\n"
    write_items(tmp_path, quiz=blueprint)
    draw = quiz_of(*load(tmp_path))
    assert draw is not None
    assert (draw.seed, len(draw.items), len(draw.forms)) == ("spring", 4, 3)
    assert "ordering" in {item.type for item in draw.items}
    assert "short" not in {item.type for item in draw.items}


@pytest.mark.parametrize("name", NAMES)
def test_the_bank_of_a_shipped_scenario_gives_what_its_blueprint_asks_for(name: str) -> None:
    loaded, draw = shipped_quiz(name)
    problems = Problems()
    check_quiz(SHIPPED, loaded, problems)
    assert list(problems) == []
    assert len(draw.items) == blueprint_of(loaded, (), draw.items).items


# --- what is reported


def test_a_blueprint_that_cannot_be_met_is_reported_at_its_place(tmp_path: Path) -> None:
    write_items(tmp_path, quiz="# the quiz\nquiz:\n  seed: one\n  items: 9\n")
    (problem,) = find_problems(tmp_path)
    assert show_places([problem]) == ["quiz.yaml:2:1 blueprint-not-met"]
    assert (problem.severity, problem.message) == ("error", "the blueprint asks the bank for 9 items; there are 6")
    assert problem.hint == "ask for fewer, or write more items"


def test_a_blueprint_without_any_items_is_reported(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"quiz.yaml": "quiz:\n  seed: one\n  items: 3\n"})
    assert check_places(tmp_path) == ["quiz.yaml:1:1 blueprint-not-met"]


def test_objectives_of_a_blueprint_that_do_not_exist_are_each_reported_at_their_place(tmp_path: Path) -> None:
    write_items(tmp_path, quiz="quiz:\n  seed: one\n  items: 3\n  objectives:\n    rnak: 1\n    rank: 1\n    x: 1\n")
    first, second = find_problems(tmp_path)
    assert show_places([first, second]) == ["quiz.yaml:5:5 unknown-id", "quiz.yaml:7:5 unknown-id"]
    assert (first.message, first.hint) == ('no objective "rnak"', 'did you mean "rank"?')
    assert second.hint == "known here: rank"


def test_more_anchors_than_a_quiz_without_a_blueprint_holds_are_reported_at_the_items(tmp_path: Path) -> None:
    write_items(tmp_path, many_items(21, extra="    anchor: true\n"))
    (problem,) = [one for one in find_problems(tmp_path) if one.code == "blueprint-not-met"]
    assert show_places([problem]) == ["items.yaml:1:1 blueprint-not-met"]
    assert problem.message == "there are 21 anchor items, and room for 20"


# --- keys and places


def test_the_rows_of_a_key_are_those_of_the_answer_sheet(tmp_path: Path) -> None:
    write_items(tmp_path)
    draw = quiz_of(*load(tmp_path))
    assert draw is not None
    for form in draw.forms:
        rows = key_rows(form)
        assert [row.no for row in rows] == list(range(1, form.rows + 1))
        (judged,) = [one for one in form.items if one.item.type == "true-false"]
        assert rows[judged.no - 1] == KeyRow(judged.no, "true-false", 2, (0,))
        assert {row.type for row in rows} == {"single", "multi", "true-false", "matching", "ordering"}


def test_the_whereabouts_of_an_item_are_its_numbers_on_the_forms_and_0_where_it_is_not() -> None:
    bank = [make_item(f"item-{number}", anchor=str(number == 0).lower()) for number in range(5)]
    draw = make_draw(Blueprint(seed="one", items=5, forms=2, halves=True), bank)
    numbers = {one.item.id: one.numbers for one in whereabouts(draw)}
    assert list(numbers) == [item.id for item in bank]
    assert all(numbers["item-0"])
    for item in bank[1:]:
        assert numbers[item.id].count(0) == 1
    for position, form in enumerate(draw.forms):
        assert {one.item.id: one.no for one in form.items} == {
            item: found[position] for item, found in numbers.items() if found[position]
        }


def test_an_item_is_about_the_country_another_case_or_no_country(tmp_path: Path) -> None:
    write_items(tmp_path)
    scenario = load(tmp_path)[1].value
    assert origin_of(make_item("one"), scenario) == "general"
    assert origin_of(make_item("one", country="IQ"), scenario) == "country"
    assert origin_of(make_item("one", country="SY"), scenario) == "case"


# --- what participants are given


def strings_in(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from (text for inner in vars(value).values() for text in strings_in(inner))
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings_in(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in strings_in(inner))
    elif isinstance(value, tuple | list):
        yield from (text for inner in value for text in strings_in(inner))


def secrets_of(item: Item) -> list[Text]:
    """Its rationale and, of a short item, the model answer."""
    assert item.facilitator is not None
    key = item.facilitator.key
    return [item.facilitator.rationale, *([key] if isinstance(key, Text) else [])]


@cache
def whole_quiz(name: str) -> tuple[Loaded, Draw]:
    """A shipped scenario, and two forms of its whole bank."""
    loaded = load_shipped(name)
    bank = loaded.value.items
    return loaded, make_draw(Blueprint(seed="all", items=len(bank), forms=2), bank)


@pytest.mark.parametrize("name", NAMES)
def test_the_draw_of_participants_holds_no_key_and_no_rationale(name: str) -> None:
    _, draw = whole_quiz(name)
    shown = for_participants(draw)
    secrets = {text[code] for item in draw.items for text in secrets_of(item) for code in text}
    assert len(secrets) > 20
    assert secrets <= set(strings_in(draw))
    assert secrets.isdisjoint(strings_in(shown))
    assert [item.facilitator for item in shown.items] == [None] * len(draw.items)
    for form in shown.forms:
        assert all(row == () for one in form.items for row in one.right)
        assert [one.rows for one in form.items] == [one.rows for one in draw.forms[shown.forms.index(form)].items]


@cache
def shipped_quiz(name: str) -> tuple[Loaded, Draw]:
    """A shipped scenario, and what its own blueprint draws."""
    loaded = load_shipped(name)
    draw = quiz_of(SHIPPED, loaded)
    assert draw is not None
    return loaded, draw


@cache
def composed(name: str, document: str, layout: str, form: str = "A") -> str:
    """The HTML of a document about the whole quiz of a shipped scenario."""
    loaded, draw = whole_quiz(name)
    kind = load_document(SHIPPED, document)
    return compose_document(SHIPPED, loaded, kind, Layout.parse(layout), quiz=draw, form=form).html


def plain(html: str) -> str:
    """The words of a page, without marks."""
    return " ".join(html_module.unescape(re.sub(r"<[^>]*>", "", html)).split())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_the_quiz_sheet_says_no_rationale_and_no_model_answer_and_the_answer_key_says_them_all(
    name: str, layout: str
) -> None:
    _, draw = whole_quiz(name)
    sheets = [plain(composed(name, "quiz", layout, form)) for form in ("A", "B")]
    key = plain(composed(name, "answer-key", layout, ""))
    wordings = [Wording(load_language(SHIPPED, code), {}) for code in Layout.parse(layout).codes]
    secrets = {plain(wording(text)) for item in draw.items for text in secrets_of(item) for wording in wordings}
    assert len(secrets) > 20
    assert [text for text in secrets if text not in key] == []
    assert [text for text in secrets for sheet in sheets if text in sheet] == []
    questions = {plain(wording(item.stem)) for item in draw.items for wording in wordings}
    assert [text for text in questions for sheet in sheets if text not in sheet] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_form_of_a_shipped_quiz_says_in_one_item_what_is_the_model_answer_to_another(name: str) -> None:
    loaded, draw = shipped_quiz(name)
    kind = load_document(SHIPPED, "quiz")
    wordings = [Wording(load_language(SHIPPED, code), {}) for code in ("ar", "en")]
    secrets = {plain(wording(text)) for item in draw.items for text in secrets_of(item) for wording in wordings}
    assert len(secrets) > 20
    for form in draw.forms:
        html = compose_document(SHIPPED, loaded, kind, Layout.parse("ar-en"), quiz=draw, form=form.letter).html
        sheet = plain(html)
        assert [text for text in secrets if text in sheet] == []


class Values(HTMLParser):
    """The values of all attributes of a page, but those of styles and languages; and its comments."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.comments: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value or "" for name, value in attrs if name not in ("class", "lang", "dir")}

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_the_quiz_sheet_shows_no_id_of_an_item_or_an_option(name: str, layout: str) -> None:
    _, draw = whole_quiz(name)
    page = composed(name, "quiz", layout)
    values = Values(page)
    ids = {item.id for item in draw.items} | {one.id for item in draw.items for one in (*item.options, *item.premises)}
    assert values.comments == []
    assert [one for one in ids for value in values.found if one == value or (f"{one}." in value and "-" in one)] == []
    said = " ".join(text for item in draw.items for text in strings_in((item.stem, item.options, item.situation)))
    names = {one for one in ids if "-" in one and one.lower() not in f"{said} {plain(page)}".lower()}
    assert len(names) > 30
    assert [one for one in names if one in page] == []


def with_other_keys(one: FormItem) -> FormItem:
    """The item as it stands, with another key: nothing else shows which option is right."""
    assert one.item.facilitator is not None
    notes = one.item.facilitator.model_copy(update={"key": "another", "rationale": Text({"ar": "…", "en": "…"})})
    item = one.item.model_copy(update={"facilitator": notes})
    return replace(one, item=item, right=tuple(((row[0] + 1) % one.choices,) for row in one.right))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_quiz_sheet_is_the_same_to_the_byte_whatever_the_keys_are(layout: str) -> None:
    loaded, draw = whole_quiz("lebanon")
    forms = tuple(replace(form, items=tuple(map(with_other_keys, form.items))) for form in draw.forms)
    by_id = {one.item.id: one.item for form in forms for one in form.items}
    other = replace(draw, items=tuple(by_id[item.id] for item in draw.items), forms=forms)
    assert other != draw
    assert for_participants(other) == for_participants(draw)
    kind = load_document(SHIPPED, "quiz")
    page = compose_document(SHIPPED, loaded, kind, Layout.parse(layout), quiz=other, form="A").html
    assert page == composed("lebanon", "quiz", layout)


# --- on the page


@cache
def pages(name: str, layout: str) -> Any:
    """The first form of the quiz of a shipped scenario, laid out."""
    loaded, draw = shipped_quiz(name)
    kind = load_document(SHIPPED, "quiz")
    return render_pages(compose_document(SHIPPED, loaded, kind, Layout.parse(layout), quiz=draw, form="A"), SHIPPED)


ONE_OF_EACH = (("lebanon", "ar"), ("syria", "en"), ("iraq", "ar-en"))


def test_c08_option_letters_are_paired_arabic_with_latin() -> None:
    arabic, english = (Wording(load_language(SHIPPED, code), {}) for code in ("ar", "en"))
    assert [arabic.letter(place) for place in range(5)] == ["أ", "ب", "ج", "د", "هـ"]
    assert [english.letter(place) for place in range(5)] == ["A", "B", "C", "D", "E"]
    assert [english.letter(place) for place in range(26)] == list(ascii_uppercase)
    assert len({arabic.letter(place) for place in range(26)}) == 26
    pairs = {(arabic.letter(place), english.letter(place)) for place in range(6)}
    judged = {tuple(str(one.t(f"letter-{said}")) for one in (arabic, english)) for said in ("true", "false")}
    on_pages = boxes_on(pages("iraq", "ar-en"))
    letters = [(page, box) for page, box in on_pages if box.element.get("class") == "letter"]
    items = shipped_quiz("iraq")[1].forms[0].items
    lettered = [len(one.options) for one in items if one.options]
    assert len(letters) == 2 * (sum(lettered) + 2 * sum(one.item.type == "true-false" for one in items))
    found = []
    for (page, right), (same_page, left) in zip(letters[::2], letters[1::2], strict=True):
        found.append((right.text.strip(), left.text.strip()))
        assert page == same_page
        assert right.position_x > left.position_x
        middles = [(box.position_y + box.height / 2) * MM_PER_PX for box in (right, left)]
        assert middles[0] == pytest.approx(middles[1], abs=2)
    assert set(found) <= pairs | judged
    assert sum(one in pairs for one in found) == sum(lettered)


@pytest.mark.parametrize(("name", "layout"), ONE_OF_EACH)
def test_c16_an_item_stands_whole_on_one_page(name: str, layout: str) -> None:
    _, draw = shipped_quiz(name)
    document = pages(name, layout)
    found: dict[int, set[int]] = defaultdict(set)
    for number, page in enumerate(document.pages, 1):
        for box in page._page_box.descendants():
            if box.element is not None and box.element.get("class") == "item":
                found[id(box.element)].add(number)
    assert len(document.pages) > 1
    assert len(found) == len(draw.forms[0].items)
    assert [sorted(on) for on in found.values() if len(on) > 1] == []
    assert beyond_the_margin(document) == []


def test_a_quiz_of_all_six_types_can_be_composed_from_a_tiny_scenario(tmp_path: Path) -> None:
    write_items(tmp_path, ITEMS, quiz="quiz:\n  seed: one\n  items: 6\n  title: {ar: اختبار قصير, en: A short test}\n")
    workspace = Workspace((tmp_path, *SHIPPED.roots))
    loaded = load_scenario(workspace, "iraq")
    draw = quiz_of(workspace, loaded)
    kind = load_document(workspace, "quiz")
    for layout in LAYOUTS:
        said = plain(compose_document(workspace, loaded, kind, Layout.parse(layout), quiz=draw, form="D").html)
        title = "اختبار قصير" if layout.startswith("ar") else "A short test"
        assert title in said
