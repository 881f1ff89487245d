"""What every page of every shipped document must hold to, whatever its text, on either paper."""

from functools import cache

import pytest

from briefgen.compose.audience import Audience
from briefgen.compose.compose import compose_document
from briefgen.compose.documents import list_documents, load_document
from briefgen.compose.editions import STANDARD, load_edition
from briefgen.compose.layout import Layout, default_layouts
from briefgen.compose.page_frame import PAPERS_MM
from briefgen.compose.sheet_geometry import PaperName
from briefgen.model.load import Loaded, load_scenario
from briefgen.workspace import Workspace, find_shipped
from tests.pages.boxes import render_pages
from tests.pages.page_laws import broken_laws
from tests.pages.regions import read_pages

SHIPPED = Workspace((find_shipped(),))
DOCUMENTS = [document for document in list_documents(SHIPPED) if document.drawn is None]
PAPERS: list[PaperName] = list(PAPERS_MM)
VARIANTS = [(name, str(layout)) for name in SHIPPED.list_scenarios() for layout in default_layouts(("ar", "en"))]
STEP = {"a4": 0, "letter": 4}
"""How far the second paper's variants are from the first's, so that a document is looked at in two."""


def _case(number: int, paper: PaperName) -> tuple[str, str, str, PaperName, str]:
    """Scenario, document, layout, paper and edition in which the document of this number is always looked at."""
    document = DOCUMENTS[number]
    scenario, layout = VARIANTS[(number * 2 + STEP[paper]) % len(VARIANTS)]
    grey = document.audience is Audience.PARTICIPANTS and (number + STEP[paper]) % 3 == 0
    return scenario, document.id, layout, paper, "grey" if grey else STANDARD


SOME = [_case(number, paper) for number in range(len(DOCUMENTS)) for paper in PAPERS]
"""Each document once a paper, every scenario and layout among them: setting all of them takes many minutes."""
ALL = [
    (scenario, document.id, layout, paper, STANDARD)
    for document in DOCUMENTS
    for paper in PAPERS
    for scenario, layout in VARIANTS
] + [case for case in SOME if case[-1] != STANDARD]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "layout" in metafunc.fixturenames:
        cases = ALL if metafunc.config.getoption("--all-pages") else SOME
        metafunc.parametrize(("scenario", "document", "layout", "paper", "edition"), cases)


@cache
def loaded(scenario: str) -> Loaded:
    return load_scenario(SHIPPED, scenario)


def test_every_document_scenario_layout_and_paper_is_among_those_looked_at() -> None:
    assert len(DOCUMENTS) > 10
    assert len({case for case in ALL if case[-1] == STANDARD}) == 3 * 3 * len(DOCUMENTS) * len(PAPERS)
    assert {(scenario, layout) for scenario, _, layout, _, _ in SOME} == set(VARIANTS)
    assert {(document, paper) for _, document, _, paper, _ in SOME} == {(d.id, p) for d in DOCUMENTS for p in PAPERS}
    assert {paper for *_, paper, edition in SOME if edition == "grey"} == set(PAPERS)


def test_every_page_holds_to_the_rules_of_print(
    scenario: str, document: str, layout: str, paper: PaperName, edition: str
) -> None:
    kind, dress = load_document(SHIPPED, document), load_edition(SHIPPED, edition)
    composed = compose_document(SHIPPED, loaded(scenario), kind, Layout.parse(layout), dress, paper)

    assert broken_laws(read_pages(render_pages(composed, SHIPPED))) == {}
