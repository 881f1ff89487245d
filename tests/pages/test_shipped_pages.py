"""What every page of every shipped document must hold to, whatever its text."""

import re
from functools import cache

import pytest

from briefgen.compose.compose import compose_document
from briefgen.compose.documents import list_documents, load_document
from briefgen.compose.layout import Layout, default_layouts
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace, find_shipped
from tests.pages.boxes import TextBox, render_pages, text_boxes

SHIPPED = Workspace((find_shipped(),))
SMALLEST_PT = 8.0
MARGIN_MM = 10.0
EDITIONS = [(name, str(layout)) for name in SHIPPED.list_scenarios() for layout in default_layouts(("ar", "en"))]
DOCUMENTS = [document.id for document in list_documents(SHIPPED)]
ALL = [(scenario, document, layout) for document in DOCUMENTS for scenario, layout in EDITIONS]
SOME = [(*EDITIONS[number * 2 % len(EDITIONS)], document) for number, document in enumerate(DOCUMENTS)]
"""Each document once, every scenario and layout among them: setting all of them takes many minutes."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "layout" in metafunc.fixturenames:
        some = [(scenario, document, layout) for scenario, layout, document in SOME]
        cases = ALL if metafunc.config.getoption("--all-pages") else some
        metafunc.parametrize(("scenario", "document", "layout"), cases)


@cache
def boxes_of(scenario: str, document: str, layout: str) -> tuple[TextBox, ...]:
    loaded = load_scenario(SHIPPED, scenario)
    composed = compose_document(SHIPPED, loaded, load_document(SHIPPED, document), Layout.parse(layout))
    return tuple(text_boxes(render_pages(composed, SHIPPED)))


def test_every_document_scenario_and_layout_is_among_those_looked_at() -> None:
    assert len(ALL) == 3 * 3 * len(DOCUMENTS)
    assert {(scenario, layout) for scenario, layout, _ in SOME} == set(EDITIONS)
    assert [document for _, _, document in SOME] == DOCUMENTS


def test_every_page_holds_to_the_rules_of_print(scenario: str, document: str, layout: str) -> None:
    boxes = boxes_of(scenario, document, layout)
    pages = {box.page for box in boxes}

    assert [box for box in boxes if box.size_pt < SMALLEST_PT - 0.01] == [], "text under 8 pt"
    assert [box for box in boxes if _beyond(box)] == [], "text within 10 mm of the paper's edge"
    assert [box for box in boxes if re.search("[٠-٩]", box.text)] == [], "digits of a second system"
    assert len(pages) == max(pages), "a page without any text"
    assert _stranded(boxes) == [], "a heading at the foot of a page"


def _beyond(box: TextBox) -> bool:
    width, height = box.paper_mm
    return not (
        box.x >= MARGIN_MM
        and box.x + box.width <= width - MARGIN_MM
        and box.y >= MARGIN_MM
        and box.y + box.height <= height - MARGIN_MM
    )


def _stranded(boxes: tuple[TextBox, ...]) -> list[TextBox]:
    """Boxes in the size and weight of a heading that end the text of a page near its foot (which begins at 272 mm)."""
    found = []
    for page in {box.page for box in boxes if box.page > 1}:
        body = [box for box in boxes if box.page == page and 27 <= box.y < 271]
        if body:
            last = max(body, key=lambda box: box.y + box.height)
            found += [last] if last.size_pt >= 13 and last.weight >= 600 and last.y > 220 and len(last.text) > 4 else []
    return found
