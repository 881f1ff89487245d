from io import BytesIO

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from briefgen.assemble.fonts import rebuild_fonts
from briefgen.errors import AssemblyError
from briefgen.render.clusters import Code, FontCodes, Part
from briefgen.render.to_unicode import to_unicode_map
from tests.render.test_cluster_fonts import LETTER, cubic_font, small_font


def file_with_font(texts: dict[int, str], name: str = "F") -> pikepdf.Pdf:
    """A file of one page and one font."""
    pdf = pikepdf.new()
    embedded = pdf.make_stream(small_font())
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        FontDescriptor=pdf.make_indirect(pikepdf.Dictionary(FontFile2=embedded)),
        W=pikepdf.Array([1, pikepdf.Array([600])]),
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        Encoding=pdf.make_stream(b"a map of missing glyphs"),
        ToUnicode=pdf.make_stream(to_unicode_map(texts)),
        DescendantFonts=pikepdf.Array([pdf.make_indirect(descendant)]),
    )
    page = pdf.add_blank_page()
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary({f"/{name}": pdf.make_indirect(font)}))
    return pdf


def test_a_font_that_has_codes_is_made_anew_with_widths_and_map_to_fit() -> None:
    pdf = file_with_font({1: "x"})
    rebuild_fonts(pdf, (FontCodes("F", (Code(600, (Part(LETTER, 0, 0),), "ب"), Code(0, (), "\u064b"))),))
    font = pdf.pages[0].Resources.Font.F
    descendant = font.DescendantFonts[0]
    assert str(font.Encoding) == "/Identity-H"
    assert [int(width) for width in descendant.W[1]] == [600, 0]
    assert b"<0001> <0628>" in font.ToUnicode.read_bytes()
    data = descendant.FontDescriptor.FontFile2.read_bytes()
    assert int(descendant.FontDescriptor.FontFile2.Length1) == len(data)
    assert TTFont(BytesIO(data))["maxp"].numGlyphs == 3


def test_a_font_without_codes_has_its_texts_mended() -> None:
    pdf = file_with_font({1: "لا", 2: "", 3: "ب", 4: "fi"})
    rebuild_fonts(pdf, ())
    written = pdf.pages[0].Resources.Font.F.ToUnicode.read_bytes()
    assert b"<0001> <fefb>" in written
    assert b"<0002> <200c>" in written
    assert b"<0003> <0628>" in written
    assert b"<0004> <00660069>" in written


def test_a_font_with_cubic_outlines_is_embedded_as_truetype() -> None:
    pdf = file_with_font({1: "x"})
    descendant = pdf.pages[0].Resources.Font.F.DescendantFonts[0]
    del descendant.FontDescriptor.FontFile2
    descendant.FontDescriptor.FontFile3 = pdf.make_stream(cubic_font(), Subtype=pikepdf.Name.OpenType)
    descendant.Subtype = pikepdf.Name.CIDFontType0
    rebuild_fonts(pdf, (FontCodes("F", (Code(600, (Part(LETTER, 0, 0),), "ه"),)),))
    assert str(descendant.Subtype) == "/CIDFontType2"
    assert "/FontFile3" not in descendant.FontDescriptor
    embedded = descendant.FontDescriptor.FontFile2
    assert "/Subtype" not in embedded
    assert TTFont(BytesIO(embedded.read_bytes()))["maxp"].numGlyphs == 2


def test_a_font_that_is_damaged_is_named() -> None:
    pdf = file_with_font({1: "x"})
    font = pdf.pages[0].Resources.Font.F
    font.BaseFont = pikepdf.Name("/ABCDEF+Broken")
    font.DescendantFonts[0].FontDescriptor.FontFile2.write(b"no font")
    with pytest.raises(AssemblyError, match="Broken"):
        rebuild_fonts(pdf, (FontCodes("F", (Code(600, (Part(LETTER, 0, 0),), "ه"),)),))
