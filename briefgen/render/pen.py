"""Drawing in millimetres: a ReportLab page whose origin is wherever the geometry has it, y growing downwards.

What is drawn says what it is, so that `assemble.tagging` can give the file its structure: texts are marked content with
a number, their language in its properties; everything else is an artifact.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, Literal

from reportlab.pdfgen.canvas import Canvas

from briefgen.render.shaping import Face
from briefgen.render.sheet_font import UNREAD

MM: Final = 72 / 25.4  # points
HAIRLINE_MM: Final = 0.18

Anchor = Literal["left", "centre", "right"]
Kind = Literal["H1", "P", "Figure"]
Box = tuple[float, float, float, float]
"""Left, top, width, height."""


class Pen:
    """A canvas that is told millimetres and texts, and knows points and glyphs. Everything it draws is black."""

    def __init__(self, face: Face, *, title: str, author: str, language: str, rtl: bool) -> None:
        self._out = io.BytesIO()
        # without a face of ours to start with, the file would name one that it does not hold
        self._canvas = Canvas(self._out, pageCompression=1, invariant=1, lang=language, initialFontName=face.name)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("briefgen")
        self._canvas.setProducer("briefgen")
        self._canvas.setViewerPreference("PrintScaling", "None")  # a sheet is read by its millimetres
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._canvas.setViewerPreference("Direction", "R2L" if rtl else "L2R")
        self._left = self._top = 0.0
        self._language, self._rtl = language, rtl
        self._inside: str | None = None
        """The language of the part that is being drawn; None between parts."""
        self._parts = self._bookmarks = 0

    def start_page(
        self, width_mm: float, height_mm: float, origin: tuple[float, float] = (0, 0), *, bookmark: str = ""
    ) -> None:
        """Turn to an empty page; (0, 0) lies at `origin` from its top left corner. It may be listed by a bookmark."""
        if bookmark:
            self._bookmarks += 1
            self._canvas.bookmarkPage(f"page-{self._bookmarks}")
            self._canvas.addOutlineEntry(bookmark, f"page-{self._bookmarks}")
        self._parts = 0
        self._canvas.setPageSize((width_mm * MM, height_mm * MM))
        self._left, self._top = origin[0] * MM, (height_mm - origin[1]) * MM
        self._canvas.setLineWidth(HAIRLINE_MM * MM)
        self._canvas.setLineCap(0)

    def end_page(self) -> None:
        """Finish the page."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The whole PDF."""
        self._canvas.save()
        return self._out.getvalue()

    @contextmanager
    def part(
        self, kind: Kind = "P", language: str = "", *, described: str = "", box: Box | None = None
    ) -> Iterator[None]:
        """Everything drawn meanwhile is one part of the page to read out, in the order in which parts are drawn.

        A figure is read as it is described, and says in which box it lies.
        """
        assert self._inside is None, "parts do not lie in one another"
        self._inside = language or self._language
        properties = f"/MCID {self._parts} /Lang ({self._inside})"
        if described:
            properties += f" /Alt <feff{described.encode('utf-16-be').hex()}>"
        if box:
            left, top, width, height = (one * MM for one in box)
            edges = (self._left + left, self._top - top - height, self._left + left + width, self._top - top)
            properties += f" /BBox [{' '.join(f'{edge:.2f}' for edge in edges)}]"
        self._canvas.addLiteral(f"/{kind} <<{properties}>> BDC")
        self._parts += 1
        yield
        self._canvas.addLiteral("EMC")
        self._inside = None

    @contextmanager
    def _shape(self) -> Iterator[None]:
        """A shape that is drawn outside all parts is nothing to read out."""
        if self._inside is not None:
            yield
            return
        self._canvas.addLiteral("/Artifact BMC")
        yield
        self._canvas.addLiteral("EMC")

    def circles(
        self, centres: Iterable[tuple[float, float]], diameter_mm: float, line_mm: float, *, fill: bool = False
    ) -> None:
        """Circles whose line lies half inside and half outside their diameter, as the geometry means it."""
        path = self._canvas.beginPath()
        radius = diameter_mm / 2 * MM
        for x, y in centres:
            path.circle(self._left + x * MM, self._top - y * MM, radius)
        self._canvas.setLineWidth(line_mm * MM)
        with self._shape():
            self._canvas.drawPath(path, stroke=1, fill=int(fill))

    def bars(self, boxes: Iterable[tuple[float, float, float, float]]) -> None:
        """Filled rectangles: left, top, width, height."""
        path = self._canvas.beginPath()
        for left, top, width, height in boxes:
            path.rect(self._left + left * MM, self._top - (top + height) * MM, width * MM, height * MM)
        with self._shape():
            self._canvas.drawPath(path, stroke=0, fill=1)

    def frames(self, boxes: Iterable[tuple[float, float, float, float]], line_mm: float = HAIRLINE_MM) -> None:
        """Outlined rectangles: left, top, width, height."""
        path = self._canvas.beginPath()
        for left, top, width, height in boxes:
            path.rect(self._left + left * MM, self._top - (top + height) * MM, width * MM, height * MM)
        self._canvas.setLineWidth(line_mm * MM)
        with self._shape():
            self._canvas.drawPath(path, stroke=1, fill=0)

    def lines(
        self,
        ends: Iterable[tuple[float, float, float, float]],
        line_mm: float = HAIRLINE_MM,
        dash_mm: Sequence[float] = (),
    ) -> None:
        """Straight lines: from x, y to x, y."""
        self._canvas.setLineWidth(line_mm * MM)
        self._canvas.setDash([one * MM for one in dash_mm])
        with self._shape():
            self._canvas.lines(
                (self._left + a * MM, self._top - b * MM, self._left + c * MM, self._top - d * MM)
                for a, b, c, d in ends
            )
        self._canvas.setDash()

    def glyphs(
        self,
        visual: str,
        x_mm: float,
        y_mm: float,
        face: Face,
        size_pt: float,
        anchor: Anchor = "left",
        language: str = "",
    ) -> None:
        """A shaped text on the baseline `y_mm`, its left end, middle or right end at `x_mm`.

        It is a part of its own, if it is not drawn inside one. Without a language it is in that of its part.
        """
        if self._inside is None:
            with self.part("P", language):
                self.glyphs(visual, x_mm, y_mm, face, size_pt, anchor)
            return
        left = x_mm * MM
        if anchor != "left":
            left -= face.width_pt(visual, size_pt) * (0.5 if anchor == "centre" else 1)
        is_foreign = language not in ("", self._inside)
        if is_foreign:
            self._canvas.addLiteral(f"/Span <</Lang ({language})>> BDC")
        self._canvas.setFont(face.name, size_pt)
        self._canvas.drawString(self._left + left, self._top - y_mm * MM, visual if self._rtl else UNREAD + visual)
        if is_foreign:
            self._canvas.addLiteral("EMC")

    def grey(self, level: float) -> None:
        """Fill in this grey from now on: 0 is black."""
        self._canvas.setFillGray(level)
