"""What stands on the pages of a laid-out document, and inside what: pieces of text and the boxes around them, in mm."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.pages.boxes import MM_PER_PX

PT_PER_PX = 0.75
ASCENT_EM, DESCENT_EM = 0.7, 0.2
"""How far a letter reaches above and below its line, roughly, in both scripts; the fonts' own boxes are far taller."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A place on the paper, in mm from the top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlap(self, other: Rectangle) -> tuple[float, float]:
        """How far both overlap, across and down; negative where they do not."""
        across = min(self.right, other.right) - max(self.x, other.x)
        return across, min(self.bottom, other.bottom) - max(self.y, other.y)

    def __str__(self) -> str:
        return f"{self.x:.0f}–{self.right:.0f} × {self.y:.0f}–{self.bottom:.0f} mm"


@dataclass(frozen=True, slots=True)
class Region:
    """A part of an element on one page. `element` is the same number for all parts of one element."""

    page: int
    kind: str
    tag: str
    classes: frozenset[str]
    element: int
    outer: Rectangle
    inner: Rectangle


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one style on one line: where its letters stand, and the boxes around it, page first, line last."""

    page: int
    text: str
    place: Rectangle
    size_pt: float
    weight: int
    around: tuple[Region, ...]

    @property
    def in_margin(self) -> bool:
        """Whether it belongs to a running head or foot."""
        return any(region.kind == "MarginBox" for region in self.around)

    def inside(self, *names: str) -> bool:
        """Whether an element of one of these tags or classes is around it."""
        return any(region.tag in names or not region.classes.isdisjoint(names) for region in self.around)

    def __str__(self) -> str:
        return f"page {self.page}: “{self.text[:40]}” at {self.place}"


@dataclass(frozen=True)
class Pages:
    """All pages of a document: papers and bodies by page, every piece of text, every region."""

    papers: tuple[Rectangle, ...]
    bodies: tuple[Rectangle, ...]
    pieces: tuple[Piece, ...]
    regions: tuple[Region, ...]

    @cached_property
    def text_in_body(self) -> tuple[Piece, ...]:
        """The text between the running head and foot."""
        return tuple(piece for piece in self.pieces if not piece.in_margin)

    def of_class(self, *names: str) -> list[Region]:
        """The regions of elements with one of these classes."""
        return [region for region in self.regions if not region.classes.isdisjoint(names)]


def read_pages(document: Any, zoom: float = 1.0) -> Pages:
    """The pages of a document that WeasyPrint has laid out, enlarged by `zoom` as on paper."""
    reader = _Reader(MM_PER_PX * zoom, zoom)
    for number, page in enumerate(document.pages, 1):
        reader.read(page._page_box, number, ())
    papers = [Rectangle(0, 0, page.width * reader.mm, page.height * reader.mm) for page in document.pages]
    bodies = [region.inner for region in reader.regions if region.kind == "PageBox"]
    return Pages(tuple(papers), tuple(bodies), tuple(reader.pieces), tuple(reader.regions))


class _Reader:
    def __init__(self, mm: float, zoom: float) -> None:
        self.mm, self.zoom = mm, zoom
        self.pieces: list[Piece] = []
        self.regions: list[Region] = []

    def read(self, box: Any, page: int, around: tuple[Region, ...]) -> None:
        if type(box).__name__ == "TextBox":
            if box.text.strip():
                self.pieces.append(self._piece(box, page, around))
            return
        region = self._region(box, page)
        self.regions.append(region)
        for child in getattr(box, "children", ()):
            self.read(getattr(child, "_box", child), page, (*around, region))  # a placeholder holds what is positioned

    def _region(self, box: Any, page: int) -> Region:
        element = box.element
        classes = frozenset((element.get("class") or "").split()) if element is not None else frozenset()
        x, y = box.border_box_x(), box.border_box_y()
        outer = self._rectangle(x, y, box.border_width(), box.border_height())
        inner = self._rectangle(box.content_box_x(), box.content_box_y(), box.width, box.height)
        return Region(page, type(box).__name__, box.element_tag or "", classes, id(element), outer, inner)

    def _piece(self, box: Any, page: int, around: tuple[Region, ...]) -> Piece:
        size = box.style["font_size"]
        top = box.position_y + box.baseline - ASCENT_EM * size
        place = self._rectangle(box.position_x, top, box.width, (ASCENT_EM + DESCENT_EM) * size)
        weight = int(box.style["font_weight"])
        return Piece(page, box.text.strip(), place, size * PT_PER_PX * self.zoom, weight, around)

    def _rectangle(self, x: float, y: float, width: float, height: float) -> Rectangle:
        return Rectangle(x * self.mm, y * self.mm, width * self.mm, height * self.mm)
