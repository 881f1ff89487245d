"""The fonts of a document made anew, so that each code of its text layer draws its picture and names its character.

`render.text_layer` writes codes that stand for a picture composed of the font's glyphs, an advance, and a character.
The font that is embedded for them has one glyph for each code. See docs/text-layer.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Any, Final
from unicodedata import normalize

import pikepdf
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from briefgen.errors import AssemblyError
from briefgen.render.clusters import Code, FontCodes

KEPT_TABLES: Final = frozenset({"GlyphOrder", "head", "hhea", "maxp", "hmtx", "glyf", "loca", "post"})
NOT_DEFINED: Final = ".notdef"
TRUETYPE: Final = "\0\1\0\0"
"""How a file with TrueType outlines begins."""
FAITHFUL: Final = 1000
"""The part of an em by which a curve of another kind may miss the one it stands for."""
NOTHING_SHOWN: Final = "\u200c"
"""What stands for a glyph without a text of its own: a character that nobody sees or searches."""
ENTRIES_A_BLOCK: Final = 100
"""The most entries a block of a ToUnicode map may have."""


def rebuild_fonts(file: pikepdf.Pdf, codes: tuple[FontCodes, ...]) -> None:
    """Make the fonts of a file fit the codes written in it; mend the text of fonts that have no such codes.

    Why all: a font without codes may still have glyphs whose text is empty, which PDF/UA forbids.
    """
    wanted = {font.font: font.codes for font in codes}
    for name, font in _composite_fonts(file).items():
        if own := wanted.get(name):
            _rebuild(file, font, own)
        else:
            _mend_texts(font)


def _composite_fonts(file: pikepdf.Pdf) -> dict[str, Any]:
    """The fonts that have glyph numbers for codes, by their name in the resources, which WeasyPrint's pages share."""
    resources = file.pages[0].get("/Resources", pikepdf.Dictionary())
    fonts: Any = resources.get("/Font", pikepdf.Dictionary())
    return {name.removeprefix("/"): font for name, font in fonts.items() if font.get("/Subtype") == "/Type0"}


def _rebuild(file: pikepdf.Pdf, font: Any, codes: tuple[Code, ...]) -> None:
    descendant = font.DescendantFonts[0]
    descriptor = descendant.FontDescriptor
    embedded = descriptor.get("/FontFile2") or descriptor.FontFile3
    try:
        data = build_font(embedded.read_bytes(), codes)
    except Exception as error:  # fontTools raises anything where a font is not as it should be
        name = str(font.get("/BaseFont", "")).rpartition("+")[2]
        raise AssemblyError(
            f"the font {name} cannot be embedded: {type(error).__name__}: {error}",
            "`briefgen doctor --font` says what is wrong with a font file",
        ) from error
    if "/FontFile3" in descriptor:  # what is built has TrueType outlines, whatever it is built from
        del descriptor.FontFile3
        descriptor.FontFile2 = embedded = file.make_stream(b"")
        descendant.Subtype = pikepdf.Name("/CIDFontType2")
    embedded.write(data)
    embedded.Length1 = len(data)
    font.ToUnicode.write(to_unicode_map({number: code.text for number, code in enumerate(codes, 1)}))
    font.Encoding = pikepdf.Name("/Identity-H")
    descendant.CIDToGIDMap = pikepdf.Name("/Identity")
    descendant.W = pikepdf.Array([1, pikepdf.Array([code.advance for code in codes])])


def build_font(embedded: bytes, codes: tuple[Code, ...]) -> bytes:
    """A TrueType font whose glyph *n* is the picture of the *n*th code.

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
    out = BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


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


def to_unicode_map(texts: Mapping[int, str]) -> bytes:
    """The map from the codes of a font to characters, as PDF readers want it."""
    entries = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(texts.items())]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), ENTRIES_A_BLOCK):
        block = entries[start : start + ENTRIES_A_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def _mend_texts(font: Any) -> None:
    """Mend the text of a font that is drawn by its own glyph numbers, as far as it goes.

    A ligature gets the single character that Unicode has for it, since readers turn several ones around; a glyph
    without text gets one that nobody sees. Letters that share a glyph stay confused.
    """
    texts = dict(_texts_of(font.ToUnicode.read_bytes()))
    mended = {code: _ligatures().get(text, text) or NOTHING_SHOWN for code, text in texts.items()}
    if mended != texts:
        font.ToUnicode.write(to_unicode_map(mended))


def _texts_of(mapping: bytes) -> Iterator[tuple[int, str]]:
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", mapping, re.DOTALL):
        for code, text in re.findall(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]*)>", block):
            yield int(code, 16), bytes.fromhex(text.decode()).decode("utf-16-be", "replace")


@cache
def _ligatures() -> dict[str, str]:
    """The presentation form for each text of several Arabic letters that has one."""
    forms: dict[str, str] = {}
    for number in (*range(0xFEF5, 0xFEFD), *range(0xFC00, 0xFDFD)):
        text = normalize("NFKC", chr(number))
        if len(text) > 1 and " " not in text:
            forms.setdefault(text, chr(number))
    return forms
