"""What every page must hold to in the editions whose languages stand one above the other, as it is printed."""

import re
from dataclasses import dataclass, replace

import pytest

from briefgen.compose.audience import Audience
from briefgen.compose.compose import compose_document
from briefgen.compose.documents import Document, list_documents, load_document
from briefgen.compose.editions import load_edition
from briefgen.compose.layout import Layout
from briefgen.compose.page_frame import A4, PageFrame, page_frame
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace, find_shipped
from tests.pages.boxes import TextBox, render_pages, text_boxes

SHIPPED = Workspace((find_shipped(),))
LARGE, PHONE = "large-print", "phone"
LAYOUTS = ("ar", "en", "ar-en")
SCENARIOS = ("lebanon", "syria", "iraq")
EACH = [(scenario, layout) for scenario in SCENARIOS for layout in LAYOUTS]
OWN_PAGE = "own"
REFERENCES = {"source-ref", "view", "ends", "in-module", "assumed", "heads"}
"""Parts of a page that may be smaller than what is read: sources, labels of a scale, the running head and foot."""
RUNNING = {"head", "foot"}
NO_HEADING = {"open-question", "plan", "question", "programme", "diagram", "view", "no", "quoted"}
"""What may end a page though it is bold: titles with writing lines below them, cells, cards, marks and numbers."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The smallest sizes in points and the smallest margin in mm, as printed."""

    latin_pt: float
    arabic_pt: float
    reference_pt: float
    running_pt: float
    margin_mm: float


RULES = {LARGE: Rules(18, 18, 14, 14, 10), PHONE: Rules(11.5, 12, 9, 8, 5)}
"""On a phone Arabic is 13 pt; Latin letters and digits within it are a little smaller, as they look larger."""


def participants_documents() -> list[Document]:
    """What the large-print edition is laid out for: every participants' document but those with a page of their own."""
    return [
        document
        for document in list_documents(SHIPPED)
        if document.drawn is None
        if document.audience is Audience.PARTICIPANTS and document.page != OWN_PAGE
    ]


PARTICIPANTS = participants_documents()
BRIEF = "participant-brief"
SOME = [
    *((LARGE, SCENARIOS[number % 3], document.id, LAYOUTS[number % 3]) for number, document in enumerate(PARTICIPANTS)),
    *((PHONE, SCENARIOS[0], BRIEF, layout) for layout in LAYOUTS),
]
"""Each document once in large print, each layout on a phone; setting all of them takes many minutes."""
ALL = [(LARGE, scenario, document.id, layout) for document in PARTICIPANTS for scenario, layout in EACH] + [
    (PHONE, scenario, BRIEF, layout) for scenario, layout in EACH
]
COVERS = [(edition, scenario, layout) for edition in (LARGE, PHONE) for scenario in SCENARIOS for layout in LAYOUTS[1:]]
TELLING = {"how-to-use", "ground-rules", "contents", "overview", "agenda", "who", "lessons", "matrix", "modules"}
"""The parts of a brief that are looked at unless all pages are: each kind of row, table and diagram is among them."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "document" in metafunc.fixturenames:
        cases = ALL if metafunc.config.getoption("--all-pages") else SOME
        metafunc.parametrize(("edition", "scenario", "document", "layout"), cases)


def boxes_of(edition_name: str, scenario: str, document_id: str, layout: str, *, whole: bool) -> tuple[TextBox, ...]:
    edition, document = load_edition(SHIPPED, edition_name), load_document(SHIPPED, document_id)
    loaded = load_scenario(SHIPPED, scenario)
    composed = compose_document(SHIPPED, loaded, document, Layout.parse(layout), edition)
    if document_id == BRIEF and not whole:
        composed = replace(composed, html=_telling_parts(composed.html))
    return tuple(text_boxes(render_pages(composed, SHIPPED), composed.zoom))


def _telling_parts(html: str) -> str:
    """A brief with its cover and those sections whose names are in `TELLING`."""
    head, cover, *sections = re.split(r"(?=<section )", html)
    kept = [one for one in sections if set(re.findall(r'<section[^>]* id="([^"]+)"', one)) & TELLING]
    return "".join((head, cover, *kept)) + ("" if "</html>" in kept[-1] else "</body></html>")


def frame_of(edition_name: str) -> tuple[PageFrame, float]:
    edition = load_edition(SHIPPED, edition_name)
    return page_frame(A4, edition), edition.zoom


def test_every_layout_is_among_those_looked_at_in_large_print() -> None:
    assert {layout for edition, _, _, layout in SOME if edition == LARGE} == set(LAYOUTS)


def test_every_page_holds_to_the_rules_of_its_edition(
    edition: str, scenario: str, document: str, layout: str, request: pytest.FixtureRequest
) -> None:
    boxes = boxes_of(edition, scenario, document, layout, whole=request.config.getoption("--all-pages"))
    rules = RULES[edition]
    pages = {box.page for box in boxes}

    assert [box for box in boxes if box.size_pt < _smallest(box, rules) - 0.02] == [], "text that is too small"
    assert [box for box in boxes if _beyond_paper(box, rules.margin_mm)] == [], "text at the paper's edge"
    assert [box for box in boxes if _beyond_measure(box, edition)] == [], "text that runs out of the measure"
    assert len({box.page for box in boxes if not box.classes & RUNNING}) == max(pages), "a page without any text"
    assert _stranded(boxes, edition) == [], "a heading at the foot of a page"
    assert _colliding(boxes) == [], "lines that run into each other"


@pytest.mark.parametrize(("edition", "scenario", "layout"), COVERS)
def test_the_cover_is_one_page_and_its_texts_keep_apart(edition: str, scenario: str, layout: str) -> None:
    loaded, document = load_scenario(SHIPPED, scenario), load_document(SHIPPED, "participant-brief")
    composed = compose_document(SHIPPED, loaded, document, Layout.parse(layout), load_edition(SHIPPED, edition))
    end = composed.html.index("</section>") + len("</section>")
    cover = replace(composed, html=f"{composed.html[:end]}</body></html>")
    boxes = tuple(text_boxes(render_pages(cover, SHIPPED), composed.zoom))

    assert {box.page for box in boxes} == {1}
    base = min(box.y for box in boxes if "base" in box.classes)
    assert max(box.y + box.height for box in boxes if "base" not in box.classes) < base - 1
    assert _colliding(boxes) == []
    assert [box for box in boxes if _beyond_paper(box, RULES[edition].margin_mm)] == []


def _smallest(box: TextBox, rules: Rules) -> float:
    if box.classes & RUNNING:
        return rules.running_pt
    if box.classes & REFERENCES or "base" in box.classes:
        return rules.reference_pt
    return rules.arabic_pt if any("\u0600" <= letter <= "\u06ff" for letter in box.text) else rules.latin_pt


def _beyond_paper(box: TextBox, margin: float) -> bool:
    width, height = box.paper_mm
    return not (
        box.x >= margin
        and box.x + box.width <= width - margin
        and box.y >= margin
        and box.y + box.height <= height - margin
    )


def _beyond_measure(box: TextBox, edition: str) -> bool:
    """Whether text runs out at a side. The cover and cards have margins of their own."""
    if box.classes & {"cover", "cards"}:
        return False
    frame, zoom = frame_of(edition)
    margin = min(frame.inner, frame.outer) * zoom - 0.5
    return box.x < margin or box.x + box.width > box.paper_mm[0] - margin


def _body(boxes: tuple[TextBox, ...], page: int) -> list[TextBox]:
    return [box for box in boxes if box.page == page and not box.classes & (RUNNING | {"cover", "cards"})]


def _stranded(boxes: tuple[TextBox, ...], edition: str) -> list[TextBox]:
    """Headings that end the text of a page in its last fifth; the lines of a form below them are no text."""
    frame, zoom = frame_of(edition)
    found = []
    for page in {box.page for box in boxes}:
        body = _body(boxes, page)
        if body:
            last = max(body, key=lambda box: box.y + box.height)
            low = last.y > (frame.top + frame.body * 0.8) * zoom
            bold = last.weight >= 600 and last.size_pt > RULES[edition].latin_pt + 0.9
            found += [last] if low and (bold or last.classes & {"sub-head", "section-head", "label"}) else []
    return [box for box in found if not box.classes & NO_HEADING]


def _colliding(boxes: tuple[TextBox, ...]) -> list[tuple[TextBox, TextBox]]:
    """Pairs of boxes of which one's middle lies within the other."""
    found = []
    for page in {box.page for box in boxes}:
        on_page = [box for box in boxes if box.page == page]
        for one in on_page:
            x, y = one.x + one.width / 2, one.y + one.height / 2
            found += [
                (one, two)
                for two in on_page
                if two is not one and two.x < x < two.x + two.width and two.y < y < two.y + two.height
            ]
    return found
