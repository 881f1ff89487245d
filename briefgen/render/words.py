"""Texts of one or two languages in the room they have: side by side, from the side where reading starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from fontTools.pens.boundsPen import BoundsPen

from briefgen.compose.answer_sheet import Script, is_arabic_script
from briefgen.errors import RenderingError
from briefgen.render.pen import MM, Anchor, Pen
from briefgen.render.shaping import Face, Faces

SMALLEST_PT: Final = 8.0
GAP_MM: Final = 3.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A shaped text in a face, a size and a language (or that of what it is a part of)."""

    visual: str
    face: Face
    size_pt: float
    language: str = ""

    @property
    def width_mm(self) -> float:
        """How wide it is."""
        return self.face.width_pt(self.visual, self.size_pt) / MM

    def scaled(self, by: float) -> Piece:
        """The piece made smaller, but not below 8 pt."""
        return replace(self, size_pt=max(int(self.size_pt * by * 20) / 20, min(SMALLEST_PT, self.size_pt)))


def line_width_mm(pieces: Sequence[Piece], gap_mm: float = GAP_MM) -> float:
    """How wide pieces side by side are."""
    return sum(one.width_mm for one in pieces) + gap_mm * (len(pieces) - 1)


def fit(pieces: Sequence[Piece], room_mm: float, gap_mm: float = GAP_MM) -> list[Piece]:
    """The pieces at a size at which they stand side by side in a room.

    Raises `RenderingError` if they do not fit even at 8 pt.
    """
    fitted = list(pieces)
    for _ in range(4):  # those at 8 pt do not shrink further, so the others must do more
        if (needed := line_width_mm(fitted, gap_mm)) <= room_mm:
            return fitted
        fitted = [one.scaled(room_mm / needed * 0.995) for one in fitted]
    if line_width_mm(fitted, gap_mm) > room_mm:
        shown = " / ".join(one.visual for one in pieces)
        raise RenderingError(f'"{shown}" is too long for its {room_mm:.0f} mm of a sheet', "write it more briefly")
    return fitted


class Words:
    """The texts of a sheet, drawn with a pen. Places are given as left to right has them, and mirrored if need be."""

    def __init__(
        self,
        pen: Pen,
        faces: Faces,
        languages: tuple[str, ...],
        texts: Mapping[str, tuple[str, ...]],
        width_mm: float,
    ) -> None:
        self.pen, self.faces, self.languages, self.texts, self.width_mm = pen, faces, languages, texts, width_mm
        self.rtl = is_arabic_script(languages[0])
        self.start: Anchor = "right" if self.rtl else "left"
        self.end: Anchor = "left" if self.rtl else "right"

    def x(self, x_mm: float) -> float:
        """Where a place of the left to right sheet lies on this one."""
        return self.width_mm - x_mm if self.rtl else x_mm

    def wordings(self, key: str, **values: object) -> list[str]:
        """A text in each language, shaped. (All weights of the family have the same glyphs.)"""
        return [
            self.faces.regular.shape(text.format(**values) if values else text, is_arabic_script(language))
            for text, language in zip(self.texts[key], self.languages, strict=True)
        ]

    def pieces(self, key: str, *styles: tuple[Face, float], **values: object) -> list[Piece]:
        """A text in each language; the last style serves every language that is left."""
        visuals = self.wordings(key, **values)
        padded = [*styles, *[styles[-1]] * len(visuals)]
        styled = zip(visuals, padded, self.languages, strict=False)
        return [Piece(visual, *style, language) for visual, style, language in styled if visual]

    def language_of(self, script: Script) -> str:
        """The language of the sheet that is written in a script."""
        return next(one for one in self.languages if is_arabic_script(one) == (script == "arabic"))

    def draw(self, piece: Piece, x: float, y: float, anchor: Anchor = "left") -> None:
        """A piece on the baseline `y`, its left end, middle or right end at `x`. (Not mirrored.)"""
        self.pen.glyphs(piece.visual, x, y, piece.face, piece.size_pt, anchor, piece.language)

    def line(self, pieces: Sequence[Piece], start: float, y: float, gap_mm: float = GAP_MM) -> None:
        """Pieces one after another, in reading direction, from `start`."""
        x = self.x(start)
        for one in pieces:
            self.draw(one, x, y, self.start)
            step = one.width_mm + gap_mm
            x += -step if self.rtl else step

    def ends(self, pieces: Sequence[Piece], start: float, end: float, y: float) -> None:
        """The leading language at the start of a line, the other one at its end."""
        fitted = fit(pieces, end - start)
        for one, x, anchor in zip(fitted, (start, end), (self.start, self.end), strict=False):
            self.draw(one, self.x(x), y, anchor)

    def side_by_side(self, pieces: Sequence[Piece], x: float, baseline: float, gap_mm: float, room_mm: float) -> None:
        """Letters from left to right, the middle of their ink at `x`, smaller if wider than a room. (Not mirrored.)"""
        inks = [ink_ends(one.face, one.visual) for one in pieces]
        widths = [(right - left) * one.size_pt / MM for (left, right), one in zip(inks, pieces, strict=True)]
        scale = min(1, (room_mm - gap_mm * (len(pieces) - 1)) / sum(widths))
        x -= (sum(widths) * scale + gap_mm * (len(pieces) - 1)) / 2
        for one, (left, _), width in zip(pieces, inks, widths, strict=True):
            sized = replace(one, size_pt=one.size_pt * scale)
            self.draw(sized, x - left * sized.size_pt / MM, baseline)
            x += width * scale + gap_mm


@lru_cache(maxsize=512)
def ink_ends(face: Face, visual: str) -> tuple[float, float]:
    """The left and the right end of a text's ink, in em from its start."""
    font = face.font
    outlines, order = font.outlines.getGlyphSet(), font.outlines.getGlyphOrder()
    ends: list[float] = []
    for one in font.glyphs(visual):
        bounds = BoundsPen(outlines)
        outlines[order[one.number]].draw(bounds)
        if bounds.bounds:
            scale = 1000 / font.units_per_em
            ends += (one.x + bounds.bounds[0] * scale, one.x + bounds.bounds[2] * scale)
    return min(ends) / 1000, max(ends) / 1000
