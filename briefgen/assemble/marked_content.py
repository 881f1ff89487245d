"""The pieces of marked content of a page: their characters as drawn, and where they stand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf

from briefgen.render.to_unicode import read_to_unicode

SAME_LINE_PT: Final = 0.5
"""How far apart, in points, the base lines of two pieces of one line may be."""
GAP_PT: Final = 0.8
"""How far apart, in points, two pieces of a word may be."""
LOST: Final = "\ufffd"
"""What stands for a code whose character the file does not name."""
DEEPEST: Final = 8
"""How many forms may be drawn within each other."""
MOST_FORMS: Final = 20_000
"""How many forms a page may draw."""


@dataclass(slots=True)
class Piece:
    """A piece of marked content: its characters from left to right, its base line and its ends (points)."""

    text: str = ""
    baseline_pt: float = 0.0
    left_pt: float = math.inf
    right_pt: float = -math.inf

    def goes_on_in(self, other: Piece) -> bool:
        """Whether another piece stands right beside it."""
        if abs(self.baseline_pt - other.baseline_pt) > SAME_LINE_PT:
            return False
        return max(self.left_pt, other.left_pt) - min(self.right_pt, other.right_pt) < GAP_PT


@dataclass(frozen=True, slots=True)
class Font:
    """The characters and widths (thousandths of an em) of the codes of a font, and how many bytes a code has."""

    texts: dict[int, str]
    widths: dict[int, float]
    bytes_a_code: int

    def codes(self, shown: bytes) -> Iterator[int]:
        """The codes of a string of a content stream."""
        for at in range(0, len(shown), self.bytes_a_code):
            yield int.from_bytes(shown[at : at + self.bytes_a_code])


@dataclass(slots=True)
class _State:
    """What decides where text is drawn, and with which characters."""

    matrix: pikepdf.Matrix
    font: Font | None = None
    size: float = 0.0
    text_matrix: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)


class ContentReader:
    """Reads the marked content of the pages of one file."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int], Font] = {}
        self._forms = 0

    def read(self, page: pikepdf.Page) -> dict[int, Piece]:
        """The pieces of a page, by mark."""
        pieces: dict[int, Piece] = {}
        self._forms = 0
        self._follow(page, page.obj.get("/Resources", pikepdf.Dictionary()), pikepdf.Matrix(), pieces, 0)
        return pieces

    def _follow(
        self, stream: Any, resources: Any, matrix: pikepdf.Matrix, pieces: dict[int, Piece], depth: int
    ) -> None:
        """Note the marked text of a content stream and of the forms that it draws."""
        state = _State(matrix)
        kept: list[pikepdf.Matrix] = []
        marks: list[int | None] = []
        fonts: Any = resources.get("/Font", pikepdf.Dictionary())
        objects: Any = resources.get("/XObject", pikepdf.Dictionary())
        for instruction in pikepdf.parse_content_stream(stream):
            operands: Any = instruction.operands
            match str(instruction.operator):
                case "BDC" | "BMC":
                    marks.append(_mark_of(operands))
                case "EMC" if marks:
                    marks.pop()
                case "q":
                    kept.append(state.matrix)
                case "Q" if kept:
                    state.matrix = kept.pop()
                case "cm":
                    state.matrix = _matrix(operands) @ state.matrix
                case "Tf":
                    state.font, state.size = self._font(fonts.get(operands[0])), float(operands[1])
                case "BT":
                    state.text_matrix = pikepdf.Matrix()
                case "Tm":
                    state.text_matrix = _matrix(operands)
                case "Td":
                    state.text_matrix = _matrix([1, 0, 0, 1, *operands]) @ state.text_matrix
                case "Tj" | "TJ":
                    mark = next((one for one in reversed(marks) if one is not None), None)
                    _show(Piece() if mark is None else pieces.setdefault(mark, Piece()), state, operands[0])
                case "Do" if depth < DEEPEST and self._forms < MOST_FORMS:
                    drawn = objects.get(operands[0])
                    if drawn is not None and drawn.get("/Subtype") == "/Form":
                        self._forms += 1
                        form = _matrix(drawn.get("/Matrix", [1, 0, 0, 1, 0, 0])) @ state.matrix
                        self._follow(drawn, drawn.get("/Resources", resources), form, pieces, depth + 1)

    def _font(self, font: Any) -> Font | None:
        if font is None:
            return None
        if font.objgen not in self._fonts or font.objgen == (0, 0):
            mapping = font.get("/ToUnicode")
            texts = read_to_unicode(mapping.read_bytes()) if isinstance(mapping, pikepdf.Stream) else {}
            self._fonts[font.objgen] = Font(texts, widths_of(font), 2 if font.get("/Subtype") == "/Type0" else 1)
        return self._fonts[font.objgen]


def widths_of(font: Any) -> dict[int, float]:
    """The widths of a font's codes (thousandths of an em), as far as the file names them."""
    if "/DescendantFonts" not in font:
        return dict(enumerate(map(float, font.get("/Widths", [])), int(font.get("/FirstChar", 0))))
    widths: dict[int, float] = {}
    listed = list(font.DescendantFonts[0].get("/W", []))
    at = 0
    while at + 1 < len(listed):
        first, second = int(listed[at]), listed[at + 1]
        if isinstance(second, pikepdf.Array):
            widths.update(enumerate(map(float, second), first))
            at += 2
        else:
            width = float(listed[at + 2]) if at + 2 < len(listed) else 0.0
            widths.update(dict.fromkeys(range(first, min(int(second), 0xFFFF) + 1), width))
            at += 3
    return widths


def _mark_of(operands: Any) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    known = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
    return int(properties["/MCID"]) if known and properties is not None else None


def _matrix(numbers: Any) -> pikepdf.Matrix:
    return pikepdf.Matrix(*map(float, numbers))


def _show(piece: Piece, state: _State, shown: Any) -> None:
    """Add the characters that are shown to a piece, and move on."""
    font = state.font
    if font is None:
        return
    pen = 0.0
    for one in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(one, pikepdf.String):
            for code in font.codes(bytes(one)):
                piece.text += font.texts.get(code, LOST)
                pen += font.widths.get(code, 0)
        else:
            pen -= float(one)
    start = state.text_matrix
    state.text_matrix = _matrix([1, 0, 0, 1, pen * state.size / 1000, 0]) @ start
    ends = [one @ state.matrix for one in (start, state.text_matrix)]
    piece.baseline_pt = float(ends[0].f)
    piece.left_pt = min(piece.left_pt, *(one.e for one in ends))
    piece.right_pt = max(piece.right_pt, *(one.e for one in ends))
