"""US Letter: lines break as on A4, what must fit one page still does, and A4 knows nothing of it."""

import pytest

from briefgen.compose.compose import compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.layout import Layout
from briefgen.compose.page_frame import A4
from briefgen.compose.sheet_geometry import PaperName
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace, find_shipped
from tests.pages.boxes import render_pages
from tests.pages.page_laws import cards_without_room, text_outside_its_box
from tests.pages.regions import Pages, read_pages

SHIPPED = Workspace((find_shipped(),))


def set_on(paper: PaperName, document: str, scenario: str = "lebanon", layout: str = "ar-en") -> Pages:
    loaded, kind = load_scenario(SHIPPED, scenario), load_document(SHIPPED, document)
    composed = compose_document(SHIPPED, loaded, kind, Layout.parse(layout), paper=paper)
    return read_pages(render_pages(composed, SHIPPED))


def test_every_page_is_a_page_of_us_letter_upright_or_wide() -> None:
    assert {(round(one.width, 1), round(one.height, 1)) for one in set_on("letter", "agenda").papers} == {
        (215.9, 279.4)
    }
    wide = set_on("letter", "sign-in-sheet").papers
    assert {(round(one.width, 1), round(one.height, 1)) for one in wide} == {(279.4, 215.9)}


def test_lines_break_on_us_letter_as_on_a4() -> None:
    a4, letter = set_on(A4, "glossary", layout="en"), set_on("letter", "glossary", layout="en")

    assert [one.text for one in letter.text_in_body] == [one.text for one in a4.text_in_body]
    assert len(letter.papers) > len(a4.papers)


@pytest.mark.parametrize("scenario", ["iraq", "lebanon", "syria"])
@pytest.mark.parametrize("layout", ["ar", "en", "ar-en"])
def test_the_summary_stays_one_page_on_us_letter(scenario: str, layout: str) -> None:
    assert len(set_on("letter", "one-page-summary", scenario, layout).papers) == 1


@pytest.mark.parametrize("scenario", ["iraq", "lebanon", "syria"])
def test_the_cards_of_us_letter_hold_their_text_and_leave_a_line_to_write_on(scenario: str) -> None:
    pages = set_on("letter", "inject-cards", scenario)

    assert len(pages.of_class("lines-label")) > 10
    assert cards_without_room(pages) == []
    assert text_outside_its_box(pages) == []


def test_each_page_of_the_action_plan_stays_one_page_on_us_letter() -> None:
    assert len(set_on("letter", "action-plan").papers) == 4
