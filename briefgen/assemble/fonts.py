"""The fonts of a set document, made to fit the codes of its text layer; text mended where there are no such codes.

See docs/text-layer.md.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final
from unicodedata import normalize

import pikepdf

from briefgen.errors import AssemblyError
from briefgen.render.cluster_fonts import build_font
from briefgen.render.clusters import Code, FontCodes
from briefgen.render.to_unicode import read_to_unicode, to_unicode_map

NOTHING_SHOWN: Final = "\u200c"
"""What stands for a glyph without a text of its own: a character that nobody sees or searches."""


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


def _mend_texts(font: Any) -> None:
    """Mend the text of a font that is drawn by its own glyph numbers, as far as it goes.

    A ligature gets the single character that Unicode has for it, since readers turn several ones around; a glyph
    without text gets one that nobody sees. Letters that share a glyph stay confused.
    """
    texts = read_to_unicode(font.ToUnicode.read_bytes())
    mended = {code: _ligatures().get(text, text) or NOTHING_SHOWN for code, text in texts.items()}
    if mended != texts:
        font.ToUnicode.write(to_unicode_map(mended))


@cache
def _ligatures() -> dict[str, str]:
    """The presentation form for each text of several Arabic letters that has one."""
    forms: dict[str, str] = {}
    for number in (*range(0xFEF5, 0xFEFD), *range(0xFC00, 0xFDFD)):
        text = normalize("NFKC", chr(number))
        if len(text) > 1 and " " not in text:
            forms.setdefault(text, chr(number))
    return forms
