"""Drawing in millimetres: a ReportLab page whose origin is wherever the geometry has it, y growing downwards."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from reportlab.pdfgen.canvas import Canvas

from briefgen.render.shaping import Face

MM: Final = 72 / 25.4  # points
HAIRLINE_MM: Final = 0.18

Anchor = Literal["left", "centre", "right"]


class Pen:
    """A canvas that is told millimetres and texts, and knows points and glyphs. Everything it draws is black."""

    def __init__(self, *, title: str, author: str, language: str, rtl: bool) -> None:
        self._out = io.BytesIO()
        self._canvas = Canvas(self._out, pageCompression=1, invariant=1, lang=language)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("briefgen")
        self._canvas.setProducer("briefgen")
        self._canvas.setViewerPreference("PrintScaling", "None")  # a sheet is read by its millimetres
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._canvas.setViewerPreference("Direction", "R2L" if rtl else "L2R")
        self._left = self._top = 0.0

    def start_page(self, width_mm: float, height_mm: float, origin: tuple[float, float] = (0, 0)) -> None:
        """Turn to an empty page; (0, 0) lies at `origin` from its top left corner."""
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

    def circles(
        self, centres: Iterable[tuple[float, float]], diameter_mm: float, line_mm: float, *, fill: bool = False
    ) -> None:
        """Circles whose line lies half inside and half outside their diameter, as the geometry means it."""
        path = self._canvas.beginPath()
        radius = diameter_mm / 2 * MM
        for x, y in centres:
            path.circle(self._left + x * MM, self._top - y * MM, radius)
        self._canvas.setLineWidth(line_mm * MM)
        self._canvas.drawPath(path, stroke=1, fill=int(fill))

    def bars(self, boxes: Iterable[tuple[float, float, float, float]]) -> None:
        """Filled rectangles: left, top, width, height."""
        path = self._canvas.beginPath()
        for left, top, width, height in boxes:
            path.rect(self._left + left * MM, self._top - (top + height) * MM, width * MM, height * MM)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def frames(self, boxes: Iterable[tuple[float, float, float, float]], line_mm: float = HAIRLINE_MM) -> None:
        """Outlined rectangles: left, top, width, height."""
        path = self._canvas.beginPath()
        for left, top, width, height in boxes:
            path.rect(self._left + left * MM, self._top - (top + height) * MM, width * MM, height * MM)
        self._canvas.setLineWidth(line_mm * MM)
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
        self._canvas.lines(
            [(self._left + a * MM, self._top - b * MM, self._left + c * MM, self._top - d * MM) for a, b, c, d in ends]
        )
        self._canvas.setDash()

    def glyphs(
        self, visual: str, x_mm: float, y_mm: float, face: Face, size_pt: float, anchor: Anchor = "left"
    ) -> None:
        """A shaped text on the baseline `y_mm`, its left end, middle or right end at `x_mm`."""
        left = x_mm * MM
        if anchor != "left":
            left -= face.width_pt(visual, size_pt) * (0.5 if anchor == "centre" else 1)
        self._canvas.setFont(face.name, size_pt)
        self._canvas.drawString(self._left + left, self._top - y_mm * MM, visual)

    def grey(self, level: float) -> None:
        """Fill in this grey from now on: 0 is black."""
        self._canvas.setFillGray(level)
