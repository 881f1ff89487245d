"""Where the text of a set page stands: one line a box of text, in mm from the top left corner of the paper.

A page that is enlarged when it is written is measured as it is printed.
"""

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
    """A piece of text that stands on one line of one page in one style; `classes` are those of all it stands in."""

    page: int
    paper_mm: tuple[float, float]
    x: float
    y: float
    width: float
    height: float
    size_pt: float
    weight: int
    text: str
    classes: frozenset[str] = frozenset()

    @property
    def line(self) -> str:
        """The box as a line of a golden: page, place and width rounded to a millimetre, text."""
        return f"{self.page:3} {round(self.x):4} {round(self.y):4} {round(self.width):4}  {self.text}"


def render_pages(composed: Composed, workspace: Workspace) -> Any:
    """The laid-out document of the page engine, before it is written as a PDF."""
    folders = (*workspace.folders(TEMPLATES), *workspace.folders(FONTS))
    resolved = tuple(Path(folder).resolve() for folder in folders)
    return HTML(string=composed.html, url_fetcher=WorkspaceFetcher(resolved)).render()


def text_boxes(document: Any, zoom: float = 1.0) -> Iterator[TextBox]:
    """Every box of text of a laid-out document, in the order it is drawn; places and sizes are multiplied by `zoom`."""
    mm = MM_PER_PX * zoom
    for number, page in enumerate(document.pages, 1):
        for box, classes in _texts(page._page_box, frozenset()):
            yield TextBox(
                number,
                (page.width * mm, page.height * mm),
                box.position_x * mm,
                box.position_y * mm,
                box.width * mm,
                box.height * mm,
                box.style["font_size"] * 0.75 * zoom,
                box.style["font_weight"],
                box.text.strip(),
                classes,
            )


def _texts(box: Any, classes: frozenset[str]) -> Iterator[tuple[Any, frozenset[str]]]:
    """The boxes of text within a box, with the classes of the elements around them."""
    box = getattr(box, "_box", box)  # what is placed absolutely is wrapped
    if str(box.element_tag).endswith("::marker"):  # the bullet of a list
        return
    if box.element is not None:
        classes |= set((box.element.get("class") or "").split())
    if hasattr(box, "text"):
        if box.text.strip():
            yield box, classes
        return
    for child in getattr(box, "children", ()):
        yield from _texts(child, classes)
