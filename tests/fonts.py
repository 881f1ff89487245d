"""Font files of every kind, made from the shipped ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from fontTools.cffLib.CFFToCFF2 import convertCFFToCFF2
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.ttLib.ttCollection import TTCollection

from briefgen.workspace import find_shipped

FONTS = find_shipped() / "fonts"
NASKH = "NotoNaskhArabic_400Regular.ttf"
NASKH_BOLD = "NotoNaskhArabic_700Bold.ttf"
PLEX = "IBMPlexSansArabic_400Regular.ttf"
PLEX_BOLD = "IBMPlexSansArabic_700Bold.ttf"
SERIF = "SourceSerif4_400Regular.ttf"
WIDER = 0.2
"""By how much the letters of the variable font are wider at weight 700 than at 400."""
TRUETYPE_ONLY = ("glyf", "loca", "cvt ", "fpgm", "prep", "gasp")


def shipped(name: str) -> bytes:
    return (FONTS / name).read_bytes()


def saved(font: Any) -> bytes:
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def changed(name: str, change: Callable[[TTFont], None]) -> bytes:
    """A shipped font with something changed."""
    font = TTFont(BytesIO(shipped(name)), recalcTimestamp=False)
    change(font)
    return saved(font)


@cache
def with_cubic_outlines(name: str, version: int = 1) -> bytes:
    """A shipped font whose outlines are CFF; of version 2, CFF2."""

    def draw_anew(font: TTFont) -> None:
        glyphs, strings = font.getGlyphSet(), {}
        for glyph in font.getGlyphOrder():
            pen = T2CharStringPen(glyphs[glyph].width, glyphs)
            glyphs[glyph].draw(Qu2CuPen(pen, 1, all_cubic=True, reverse_direction=True))
            strings[glyph] = pen.getCharString()
        for tag in TRUETYPE_ONLY:
            if tag in font:
                del font[tag]
        font.sfntVersion = "OTTO"
        font["maxp"].tableVersion = 0x00005000
        post_script_name = font["name"].getDebugName(6)
        FontBuilder(font=font).setupCFF(post_script_name, {"FullName": post_script_name}, strings, {})
        font["post"].formatType = 3.0
        if version == 2:
            convertCFFToCFF2(font)

    return changed(name, draw_anew)


@cache
def variable(name: str) -> bytes:
    """A shipped font with weights from 400 to 700; the bolder, the wider its letters are."""

    def vary(font: TTFont) -> None:
        builder = FontBuilder(font=font)
        builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])
        glyphs, metrics = font["glyf"], font["hmtx"].metrics
        builder.setupGvar({glyph: [_wider(glyphs, glyph, metrics)] for glyph in font.getGlyphOrder()})

    return changed(name, vary)


def _wider(glyphs: Any, name: str, metrics: Any) -> TupleVariation:
    glyph = glyphs[name]
    if glyph.isComposite():
        places = [(part.x, part.y) for part in glyph.components]
    else:
        places = list(getattr(glyph, "coordinates", GlyphCoordinates()))
    phantoms = [(0, 0), (metrics[name][0], 0), (0, 0), (0, 0)]
    deltas = [(round(x * WIDER), 0) for x, _ in [*places, *phantoms]]
    return TupleVariation({"wght": (0.0, 1.0, 1.0)}, deltas)


def packed(name: str, flavour: str) -> bytes:
    """A shipped font as WOFF (`woff`) or WOFF2 (`woff2`)."""

    def pack(font: TTFont) -> None:
        font.flavor = flavour

    return changed(name, pack)


def collection(*names: str) -> bytes:
    """Shipped fonts in one file."""
    both = TTCollection()
    both.fonts = [TTFont(BytesIO(shipped(name))) for name in names]
    return saved(both)


def with_rights(flags: int, name: str = NASKH) -> bytes:
    """A shipped font with other rights of embedding."""

    def limit(font: TTFont) -> None:
        font["OS/2"].fsType = flags

    return changed(name, limit)


def without_letters(letters: str, name: str = NASKH) -> bytes:
    """A shipped font that lacks some letters."""

    def remove(font: TTFont) -> None:
        for table in font["cmap"].tables:
            for letter in letters:
                table.cmap.pop(ord(letter), None)

    return changed(name, remove)


def without_joining(name: str = NASKH) -> bytes:
    """A shipped font whose Arabic letters stand apart."""
    forms = "".join(map(chr, range(0xFB50, 0xFEFF)))
    font = TTFont(BytesIO(without_letters(forms, name)))
    del font["GSUB"]
    return saved(font)


def coloured(name: str = NASKH) -> bytes:
    """A shipped font with a coloured letter."""

    def colour(font: TTFont) -> None:
        builder, letter = FontBuilder(font=font), font.getBestCmap()[0x628]
        builder.setupCOLR({letter: [(letter, 0)]}, version=0)
        builder.setupCPAL([[(1.0, 0.0, 0.0, 1.0)]])

    return changed(name, colour)


def bitmap(name: str = NASKH) -> bytes:
    """A shipped font whose outlines are gone, with a table of pictures in their place."""

    def strip(font: TTFont) -> None:
        for tag in ("glyf", "loca"):
            del font[tag]
        font["EBDT"] = newTable("EBDT")
        font["EBDT"].version, font["EBDT"].strikeData = 2.0, []
        font["EBLC"] = newTable("EBLC")
        font["EBLC"].version, font["EBLC"].strikes = 2.0, []

    return changed(name, strip)


def endless(name: str = PLEX) -> bytes:
    """A shipped font in which the letters a and b are made of each other."""

    def turn_around(font: TTFont) -> None:
        glyphs, letters = font["glyf"], [font.getBestCmap()[ord(letter)] for letter in "ab"]
        whole = next(glyphs[one] for one in font.getGlyphOrder() if glyphs[one].isComposite())
        for letter, other in zip(letters, reversed(letters), strict=True):
            part = type(whole.components[0])()
            part.glyphName, part.x, part.y, part.flags = other, 0, 0, 4
            glyph = type(whole)()
            glyph.numberOfContours, glyph.components = -1, [part]
            glyph.xMin = glyph.yMin = glyph.xMax = glyph.yMax = 0
            glyphs[letter] = glyph
        font.recalcBBoxes = False

    return changed(name, turn_around)
