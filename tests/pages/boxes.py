"""Where the text of a set page stands: one line a box of text, in mm from the top left corner of the paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from weasyprint import HTML

from briefgen.compose.compose import Composed
from briefgen.render.fetcher import WorkspaceFetcher
from briefgen.workspace import FONTS, TEMPLATES, Workspace

MM_PER_PX = 25.4 / 96


@dataclass(frozen=True, slots=True)
class TextBox:
    """A piece of text that stands on one line of one page in one style."""

    page: int
    paper_mm: tuple[float, float]
    x: float
    y: float
    width: float
    height: float
    size_pt: float
    weight: int
    text: str

    @property
    def line(self) -> str:
        """The box as a line of a golden: page, place and width rounded to a millimetre, text."""
        return f"{self.page:3} {round(self.x):4} {round(self.y):4} {round(self.width):4}  {self.text}"


def render_pages(composed: Composed, workspace: Workspace) -> Any:
    """The laid-out document of the page engine, before it is written as a PDF."""
    folders = (*workspace.folders(TEMPLATES), *workspace.folders(FONTS))
    resolved = tuple(Path(folder).resolve() for folder in folders)
    return HTML(string=composed.html, url_fetcher=WorkspaceFetcher(resolved)).render()


def text_boxes(document: Any) -> Iterator[TextBox]:
    """Every box of text of a laid-out document, in the order it is drawn."""
    for number, page in enumerate(document.pages, 1):
        for box in page._page_box.descendants():
            if type(box).__name__ == "TextBox" and box.text.strip():
                yield TextBox(
                    number,
                    (page.width * MM_PER_PX, page.height * MM_PER_PX),
                    box.position_x * MM_PER_PX,
                    box.position_y * MM_PER_PX,
                    box.width * MM_PER_PX,
                    box.height * MM_PER_PX,
                    box.style["font_size"] * 0.75,
                    box.style["font_weight"],
                    box.text.strip(),
                )
