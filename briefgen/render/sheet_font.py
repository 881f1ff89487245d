"""A font that ReportLab draws sheets with, whose codes stand for pictures and characters as in set documents.

ReportLab asks a font for the codes of a text, and at the end for the objects of the file that explain them. Here a
letter with its signs, or a ligature, is a cluster with a code for each character (see docs/text-layer.md), so that
what is drawn from forms joined beforehand is found as plain letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from bidi.mirror import MIRRORED
from fontTools.ttLib import TTFont as Outlines
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, SUBSETN, TTFont

from briefgen.errors import RenderingError
from briefgen.render.cluster_fonts import build_font
from briefgen.render.clusters import MARK, NON_JOINER, NOTHING, Code, CodeBook, Glyph, Placed, Run, place_run
from briefgen.render.signs import Signs
from briefgen.render.to_unicode import to_unicode_map

TURNED: Final = "\u0359"
"""In a shaped text, what follows a bracket that is drawn as its mirror image. (A combining mark no text here uses.)"""
UNREAD: Final = "\u0358"
"""What a text begins with whose vowel signs are drawn and not written in the text layer. (Another unused mark.)

Why: in a line that PDFium takes to run left to right, a sign parts its word in two, and these change places.
"""
MOST_CODES: Final = 255
"""The codes of a simple font, of one byte; 0 is none of them."""
FORMS: Final = (range(0xFB50, 0xFE00), range(0xFE70, 0xFF00))
"""Where Unicode keeps letters joined beforehand."""


class SheetFont(TTFont):  # type: ignore[misc]
    """A TrueType font of which each document gets what it draws. Texts are as `shaping` leaves them."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, str(path), shapable=False)
        self.path = path
        self.books: WeakKeyDictionary[Any, list[CodeBook]] = WeakKeyDictionary()
        """The codes of each document so far, a book for each part of the font."""
        self.measure = CodeBook(self.units_per_em)
        self.measured: dict[str, int] = {}

    @cached_property
    def outlines(self) -> Outlines:
        """The font as fontTools has it, read as far as needed."""
        return Outlines(self.path, lazy=True)

    @property
    def units_per_em(self) -> int:
        """The font units of an em."""
        return int(self.face.unitsPerEm)

    @cached_property
    def signs(self) -> Signs:
        """Where vowel signs stand."""
        return Signs(self.outlines)

    @cached_property
    def widths(self) -> dict[int, int]:
        """The width of each glyph in whole thousandths of an em, as codes have it. Signs take no room."""
        metrics, order = self.outlines["hmtx"].metrics, self.outlines.getGlyphOrder()
        widths = {at: round(metrics[name][0] * 1000 / self.units_per_em) for at, name in enumerate(order)}
        return widths | {glyph: 0 for code, glyph in self.face.charToGlyph.items() if MARK.match(chr(code))}

    def glyphs(self, visual: str) -> list[Glyph]:
        """The glyphs of a shaped text from left to right, with what each stands for."""
        glyphs: list[Glyph] = []
        pen, signs, unread = 0.0, "", visual.startswith(UNREAD)
        for one in visual.removeprefix(UNREAD):
            if one == TURNED:
                glyphs[-1] = glyphs[-1]._replace(text=MIRRORED[glyphs[-1].text])
            elif one == NON_JOINER:
                glyphs.append(Glyph(NOTHING, pen, 0.0, ""))
            elif MARK.match(one):
                signs = one + signs  # from the left, the last sign of a letter comes first
            else:
                number = self.face.charToGlyph[ord(one)]
                letter, placed = Glyph(number, pen, 0.0, plain_letters(one)), self._signs_on(one, signs, pen)
                glyphs += [letter, *(sign._replace(text="") for sign in placed)] if unread else [*placed, letter]
                pen, signs = pen + self.widths[number], ""
        return glyphs

    def _signs_on(self, letter: str, signs: str, x: float) -> Iterator[Glyph]:
        offsets = self.signs.place(letter, signs) or () if signs else ()
        for sign, (dx, dy) in reversed(list(zip(signs, offsets, strict=True))):
            scale = 1000 / self.units_per_em
            yield Glyph(self.face.charToGlyph[ord(sign)], x + dx * scale, dy * scale, sign)

    def _codes(self, visual: str, book: CodeBook) -> list[Placed]:
        return place_run(Run(book, self.widths, self.glyphs(visual)))

    def width(self, visual: str) -> int:
        """How wide a shaped text is, in thousandths of an em."""
        known = self.measured.get(visual)
        if known is None:
            known = self.measured[visual] = sum(one.advance for one in self._codes(visual, self.measure))
        return known

    # what ReportLab asks for

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """How wide a text is in points."""
        return self.width(text) * size / 1000

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """The codes of a text, with the number of the part of the font that they are in.

        Why in one part: PDFium overlooks a sign that is drawn by itself, as one of another part would be.
        """
        books = self.books.setdefault(doc, [CodeBook(self.units_per_em)])
        known = dict(books[-1].known)
        placed = self._codes(text, books[-1])
        if len(books[-1].known) > MOST_CODES:
            books[-1].known = known
            books.append(CodeBook(self.units_per_em))
            placed = self._codes(text, books[-1])
            if len(books[-1].known) > MOST_CODES:
                raise RenderingError("a line of a sheet has too many different letters", "write it more briefly")
        return [(len(books) - 1, bytes(int(one.written, 16) for one in placed))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:
        """The name of a part among the resources of the pages."""
        if self.fontName not in doc.fontMapping:
            doc.fontMapping[self.fontName] = f"/F{len(doc.fontMapping) + 1}"
            doc.delayedFonts.append(self)
        return f"{doc.fontMapping[self.fontName]}+{subset}"

    def addObjects(self, doc: Any) -> None:
        """Write the parts of the font that a document uses."""
        for part, book in enumerate(self.books.pop(doc)):
            self._add_part(doc, part, book.codes())

    def _add_part(self, doc: Any, part: int, codes: tuple[Code, ...]) -> None:
        name = b"".join((SUBSETN(part), b"+", self.face.name)).decode("pdfdoc")
        font = pdfdoc.PDFTrueTypeFont()
        font.Name = self.getSubsetInternalName(part, doc)[1:]
        font.BaseFont = name
        font.FirstChar, font.LastChar = 1, len(codes)
        font.Widths = pdfdoc.PDFArray([code.advance for code in codes])
        texts = to_unicode_map({number: code.text for number, code in enumerate(codes, 1)}, code_bytes=1)
        font.ToUnicode = doc.Reference(_stream(doc, texts), f"toUnicode:{name}")
        font.FontDescriptor = doc.Reference(self._descriptor(doc, name, codes), f"fontDescriptor:{name}")
        doc.idToObject["BasicFonts"].dict[font.Name] = font

    def _descriptor(self, doc: Any, name: str, codes: tuple[Code, ...]) -> Any:
        data = build_font(self.path.read_bytes(), codes, mapped=True)
        embedded = _stream(doc, data)
        embedded.dictionary["Length1"] = len(data)
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": pdfdoc.PDFName(name),
                "Flags": self.face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(self.face.bbox),
                "Ascent": self.face.ascent,
                "Descent": self.face.descent,
                "CapHeight": self.face.capHeight,
                "ItalicAngle": self.face.italicAngle,
                "StemV": self.face.stemV,
                "FontFile2": doc.Reference(embedded, f"fontFile:{name}"),
            }
        )


def plain_letters(form: str) -> str:
    """The letters that a form joined beforehand stands for; any other character as it is."""
    return unicodedata.normalize("NFKC", form) if any(ord(form) in forms for forms in FORMS) else form


def _stream(doc: Any, content: bytes) -> Any:
    stream = pdfdoc.PDFStream()
    stream.content = content
    if doc.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return stream
