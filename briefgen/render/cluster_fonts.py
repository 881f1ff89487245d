"""Fonts made anew for one document, so that each code of its text layer draws its picture and names its character.

A code stands for a picture composed of the font's glyphs, an advance, and a character. The font that is embedded for
codes has one glyph for each of them. See docs/text-layer.md.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from briefgen.render.clusters import Code

KEPT_TABLES: Final = frozenset({"GlyphOrder", "head", "hhea", "maxp", "hmtx", "glyf", "loca", "post"})
NOT_DEFINED: Final = ".notdef"
TRUETYPE: Final = "\0\1\0\0"
"""How a file with TrueType outlines begins."""
FAITHFUL: Final = 1000
"""The part of an em by which a curve of another kind may miss the one it stands for."""


def build_font(embedded: bytes, codes: tuple[Code, ...], *, mapped: bool = False) -> bytes:
    """A TrueType font whose glyph *n* is the picture of the *n*th code; `mapped` if a table is to say so.

    A picture that is one glyph of the embedded font is that glyph; any other one refers to such glyphs. The embedded
    font may have outlines of cubic curves (CFF): they are drawn anew with quadratic ones.
    """
    font = TTFont(BytesIO(embedded), lazy=True, recalcBBoxes=True, recalcTimestamp=False)
    pictures = _Pictures(font)
    names = [NOT_DEFINED, *(pictures.add(number, code) for number, code in enumerate(codes, 1))]
    names += pictures.finish()
    metrics = {name: pictures.metrics(name) for name in names}
    if "glyf" not in font:
        _make_truetype(font)
    for tag in set(font.keys()) - KEPT_TABLES:
        del font[tag]
    glyphs = font["glyf"]
    glyphs.glyphs, glyphs.glyphOrder = pictures.glyphs, names
    glyphs._reverseGlyphOrder = {}
    font.setGlyphOrder(names)
    font["hmtx"].metrics = metrics
    font["maxp"].numGlyphs = len(names)
    font["post"].formatType = 3.0
    if mapped:
        font["cmap"] = _code_map(names[: len(codes) + 1])
    out = BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def _code_map(names: list[str]) -> Any:
    """The table by which simple fonts, whose codes are of one byte, find the glyph of a code."""
    table, codes = newTable("cmap"), CmapSubtable.newSubtable(6)
    codes.platformID, codes.platEncID, codes.language = 1, 0, 0
    codes.cmap = {number: name for number, name in enumerate(names) if number}
    table.tableVersion, table.tables = 0, [codes]
    return table


def _make_truetype(font: TTFont) -> None:
    """Give a font of another kind the tables of a TrueType one, still empty."""
    font.sfntVersion = TRUETYPE
    font["glyf"], font["loca"], profile = newTable("glyf"), newTable("loca"), font["maxp"]
    profile.tableVersion = 0x00010000
    profile.maxZones, profile.maxTwilightPoints, profile.maxStorage = 1, 0, 0
    profile.maxFunctionDefs = profile.maxInstructionDefs = profile.maxStackElements = 0
    profile.maxSizeOfInstructions = profile.maxComponentElements = 0


class _Pictures:
    """The glyphs of a new font: those of the embedded one that are used, and pictures composed of them."""

    def __init__(self, font: TTFont) -> None:
        self.units_per_em = font["head"].unitsPerEm
        self.order = font.getGlyphOrder()
        self.source = font.get("glyf")
        self.outlines = font.getGlyphSet()
        self.advances: dict[str, int] = {NOT_DEFINED: font["hmtx"][self.order[0]][0]}
        self.glyphs: dict[str, Any] = {NOT_DEFINED: self._outline(0)}
        self.homes: dict[int, str] = {}
        """The name by which each glyph of the embedded font is known in the new one."""
        self.composed: list[tuple[str, Code]] = []

    def add(self, number: int, code: Code) -> str:
        """The name of the new glyph for a code."""
        name = f"c{number}"
        self.advances[name] = round(code.advance * self.units_per_em / 1000)
        if not code.parts:
            self.glyphs[name] = Glyph()
        elif len(code.parts) == 1 and code.parts[0][1:] == (0, 0) and code.parts[0].glyph not in self.homes:
            self.homes[code.parts[0].glyph] = name
            self.glyphs[name] = self._outline(code.parts[0].glyph)
        else:
            self.composed.append((name, code))
        return name

    def finish(self) -> list[str]:
        """Compose the pictures of several glyphs; the names of the glyphs that only they use."""
        extra = []
        for _, code in self.composed:
            for part in code.parts:
                if part.glyph not in self.homes:
                    name = self.homes[part.glyph] = f"g{part.glyph}"
                    self.glyphs[name] = self._outline(part.glyph)
                    self.advances[name] = 0
                    extra.append(name)
        for name, code in self.composed:
            self.glyphs[name] = self._compose(code)
        return extra

    def _outline(self, number: int) -> Any:
        """A glyph of the embedded font, drawn and not referred to; one that it does not have is .notdef."""
        name = self.order[number if number < len(self.order) else 0]
        if self.source is not None and not self.source[name].isComposite():
            return self.source[name]
        pen, recording = TTGlyphPen(None), DecomposingRecordingPen(self.outlines)
        self.outlines[name].draw(recording)
        cubic = self.source is None
        recording.replay(Cu2QuPen(pen, self.units_per_em / FAITHFUL, reverse_direction=True) if cubic else pen)
        glyph = pen.glyph()
        glyph.recalcBounds(None)
        return glyph

    def _compose(self, code: Code) -> Any:
        """A glyph that refers to others; the bounds are worked out from theirs, since none is scaled."""
        drawn = [(part, self.glyphs[self.homes[part.glyph]]) for part in code.parts]
        drawn = [(part, glyph) for part, glyph in drawn if glyph.numberOfContours]
        if not drawn:
            return Glyph()
        picture = Glyph()
        picture.numberOfContours = -1
        picture.components = [_component(self.homes[part.glyph], part.dx, part.dy) for part, _ in drawn]
        picture.xMin = min(glyph.xMin + part.dx for part, glyph in drawn)
        picture.yMin = min(glyph.yMin + part.dy for part, glyph in drawn)
        picture.xMax = max(glyph.xMax + part.dx for part, glyph in drawn)
        picture.yMax = max(glyph.yMax + part.dy for part, glyph in drawn)
        return picture

    def metrics(self, name: str) -> tuple[int, int]:
        """The advance and left side bearing, which must be the picture's real left edge, or it is drawn elsewhere."""
        glyph = self.glyphs[name]
        return self.advances[name], glyph.xMin if glyph.numberOfContours else 0


def _component(name: str, dx: int, dy: int) -> GlyphComponent:
    component = GlyphComponent()
    component.glyphName, component.x, component.y = name, dx, dy
    component.flags = 0  # the offsets are as they are: no scale, no rounding to the grid
    return component
