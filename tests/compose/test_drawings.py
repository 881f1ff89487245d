"""Papers that are drawn: what goes on an answer sheet, and what never does."""

import json
from dataclasses import replace
from functools import cache

import pytest

from briefgen.compose.answer_sheet import parse_qr_content
from briefgen.compose.compose import compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.drawings import Drawing, forms_record, sheet_id_of
from briefgen.compose.layout import Layout
from briefgen.compose.quiz import quiz_of
from briefgen.compose.quiz_forms import Draw
from briefgen.compose.sheet_geometry import FROZEN
from briefgen.model.load import Loaded, load_scenario
from briefgen.workspace import Workspace, find_shipped

SHIPPED = Workspace((find_shipped(),))
LAYOUTS = ("ar", "en", "ar-en")


@cache
def scenario(name: str) -> tuple[Loaded, Draw]:
    loaded = load_scenario(SHIPPED, name)
    draw = quiz_of(SHIPPED, loaded)
    assert draw is not None
    return loaded, draw


def drawing_of(document: str, name: str = "lebanon", layout: str = "ar-en", form: str = "A") -> Drawing:
    loaded, draw = scenario(name)
    kind = load_document(SHIPPED, document)
    composed = compose_document(
        SHIPPED, loaded, kind, Layout.parse(layout), quiz=draw, form=form if kind.per == "form" else ""
    )
    assert composed.html == ""
    assert composed.drawing is not None
    return composed.drawing


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", SHIPPED.list_scenarios())
def test_an_answer_sheet_is_drawn_without_any_key(name: str, layout: str) -> None:
    drawing = drawing_of("answer-sheet", name, layout)
    assert drawing.keys == ()
    assert drawing.texts == {}
    (sheet,) = drawing.sheets
    assert sheet.languages == tuple(layout.split("-"))


@pytest.mark.parametrize("name", SHIPPED.list_scenarios())
def test_rows_of_a_sheet_have_the_numbers_and_choices_of_the_quiz(name: str) -> None:
    _, draw = scenario(name)
    for form in draw.forms:
        (sheet,) = drawing_of("answer-sheet", name, form=form.letter).sheets
        items = [one for one in form.items for _ in range(one.rows)]
        assert [row.number for row in sheet.rows] == [str(number) for number in range(1, form.rows + 1)]
        assert [row.options for row in sheet.rows] == [one.choices for one in items]
        assert [row.true_false for row in sheet.rows] == [one.item.type == "true-false" for one in items]


@pytest.mark.parametrize("document", ["marking-mask", "key-strip"])
def test_masks_and_strips_hold_the_key_of_every_form(document: str) -> None:
    _, draw = scenario("iraq")
    drawing = drawing_of(document, "iraq")
    assert len(drawing.keyed) == len(draw.forms)
    for form, key in zip(draw.forms, drawing.keys, strict=True):
        assert [tuple(sorted(right)) for right in key] == [right for one in form.items for right in one.right]


def test_each_form_has_an_id_of_its_own_and_another_key_gives_another_id() -> None:
    _, draw = scenario("iraq")
    ids = [sheet_id_of("iraq", draw, form) for form in draw.forms]
    assert len(set(ids)) == len(ids)
    form = draw.forms[0]
    changed = replace(form.items[0], right=((3,), *form.items[0].right[1:]))
    again = replace(changed, right=((0,), *changed.right[1:]))
    others = {sheet_id_of("iraq", draw, replace(form, items=(one, *form.items[1:]))) for one in (changed, again)}
    assert len(others) == 2


def test_a_printed_code_leads_back_to_its_form_by_the_record() -> None:
    loaded, draw = scenario("syria")
    record = json.loads(json.dumps(forms_record(loaded, draw)))
    (sheet,) = drawing_of("answer-sheet", "syria", form="C").sheets
    code = parse_qr_content(sheet.qr_content(1))
    assert [one["form"] for one in record["forms"] if one["sheet_id"] == code.sheet_id] == ["C"]
    assert record["seed"] == draw.seed
    assert record["geometry"]["sha256"] == FROZEN[code.geometry_name]
    assert record["geometry"]["data"]["name"] == code.geometry_name
