"""Pages that must not move unseen: every box of text of four documents, to the millimetre.

When a page is meant to change: `pytest tests/pages --update-goldens`, look at the pictures in out/goldens/, commit.
"""

import difflib
import math
from pathlib import Path

import pypdfium2
import pytest

from briefgen.compose.compose import compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.layout import Layout
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace, find_shipped
from tests.pages.boxes import render_pages, text_boxes

GOLDENS = Path(__file__).parent.parent / "goldens"
PICTURES = Path(__file__).parent.parent.parent / "out" / "goldens"
DOCUMENTS = [
    ("lebanon", "participant-brief", "ar"),
    ("lebanon", "participant-brief", "en"),
    ("lebanon", "participant-brief", "ar-en"),
    ("syria", "facilitator-guide", "ar-en"),
]


@pytest.mark.parametrize(("scenario", "document", "layout"), DOCUMENTS)
def test_every_line_of_text_stands_where_it_stood(
    scenario: str, document: str, layout: str, request: pytest.FixtureRequest
) -> None:
    workspace = Workspace((find_shipped(),))
    composed = compose_document(
        workspace, load_scenario(workspace, scenario), load_document(workspace, document), Layout.parse(layout)
    )
    pages = render_pages(composed, workspace)
    found = [box.line for box in text_boxes(pages)]
    assert len(found) > 500
    golden = GOLDENS / f"{scenario}.{document}.{layout}.txt"
    if request.config.getoption("--update-goldens"):
        golden.write_text("\n".join(found) + "\n", "utf-8")
        _draw_pictures(pages.write_pdf(), PICTURES / f"{scenario}.{document}.{layout}")
        return
    expected = golden.read_text("utf-8").splitlines()
    if not _same(expected, found):
        changes = list(difflib.unified_diff(expected, found, "golden", "now", lineterm="", n=0))
        pytest.fail(f"{golden.name}: {len(changes)} lines differ\n" + "\n".join(changes[:40]))


def _same(expected: list[str], found: list[str]) -> bool:
    """Whether all boxes hold the same text at the same place, a millimetre of rounding aside."""
    return len(expected) == len(found) and all(map(_same_box, expected, found))


def _same_box(expected: str, found: str) -> bool:
    if expected == found:
        return True
    *places, text = expected.split(None, 4)
    *places_now, text_now = found.split(None, 4)
    moved = [abs(int(a) - int(b)) for a, b in zip(places, places_now, strict=True)]
    return text == text_now and moved[0] == 0 and max(moved[1:]) <= 1


def _draw_pictures(pdf: bytes, stem: Path) -> None:
    """Contact sheets of twelve pages each, in grey, as an office printer would show them."""
    stem.parent.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=0.8).to_pil().convert("L") for page in document]
    width, height = pages[0].size
    for sheet in range(math.ceil(len(pages) / 12)):
        chosen = pages[sheet * 12 : sheet * 12 + 12]
        picture = chosen[0].resize((width * 6, height * 2))
        picture.paste(128, (0, 0, *picture.size))
        for place, page in enumerate(chosen):
            picture.paste(page, (place % 6 * width, place // 6 * height))
        picture.save(f"{stem}.{sheet + 1}.png")
