from io import BytesIO
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from briefgen.render.cluster_fonts import build_font
from briefgen.render.clusters import Code, Part
from briefgen.render.to_unicode import to_unicode_map

LETTER, DOT, LETTER_WITH_DOT = 1, 2, 3
"""The glyphs of the font that tests start from; .notdef is glyph 0."""


def square(left: int, bottom: int, size: int) -> Any:
    pen = TTGlyphPen(None)
    pen.moveTo((left, bottom))
    for point in ((left, bottom + size), (left + size, bottom + size), (left + size, bottom)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def small_font(units_per_em: int = 1000) -> bytes:
    """A font of a letter, a dot, and a letter made of both."""
    names = [".notdef", "letter", "dot", "both"]
    builder = FontBuilder(units_per_em, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x66E: "letter"})
    pen = TTGlyphPen({"letter": None, "dot": None})
    pen.addComponent("letter", (1, 0, 0, 1, 0, 0))
    pen.addComponent("dot", (1, 0, 0, 1, 40, 50))
    glyphs = [square(50, 0, 400), square(60, 0, 500), square(10, 0, 100), pen.glyph()]
    builder.setupGlyf(dict(zip(names, glyphs, strict=True)))
    builder.setupHorizontalMetrics({"letter": (600, 60), "dot": (0, 10), "both": (600, 50), ".notdef": (500, 50)})
    builder.setupHorizontalHeader()
    builder.setupPost()
    out = BytesIO()
    builder.font.save(out)
    return out.getvalue()


def cubic_font() -> bytes:
    """A font of a round letter and a square dot, with CFF outlines."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "letter", "dot"])
    builder.setupCharacterMap({0x66E: "letter"})
    empty, letter, dot = (T2CharStringPen(600, None) for _ in range(3))
    letter.moveTo((0, 250))
    for curve in (
        ((0, 388), (112, 500), (250, 500)),
        ((388, 500), (500, 388), (500, 250)),
        ((500, 112), (388, 0), (250, 0)),
        ((112, 0), (0, 112), (0, 250)),
    ):
        letter.curveTo(*curve)
    letter.closePath()
    dot.moveTo((10, 0))
    for point in ((110, 0), (110, 100), (10, 100)):
        dot.lineTo(point)
    dot.closePath()
    strings = {name: pen.getCharString() for name, pen in ((".notdef", empty), ("letter", letter), ("dot", dot))}
    builder.setupCFF("Round", {}, strings, {})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "letter": (600, 0), "dot": (0, 10)})
    builder.setupHorizontalHeader()
    builder.setupPost(keepGlyphNames=False)
    out = BytesIO()
    builder.font.save(out)
    return out.getvalue()


def built(*codes: Code, units_per_em: int = 1000) -> TTFont:
    return TTFont(BytesIO(build_font(small_font(units_per_em), codes)))


def squares_of(font: TTFont, glyph: int) -> list[tuple[int, int]]:
    """The lower left corners of the squares a glyph draws."""
    name, glyphs = font.getGlyphOrder()[glyph], font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return sorted(points[0] for step, points in pen.value if step == "moveTo")


def metrics_of(font: TTFont, glyph: int) -> tuple[int, int]:
    advance, left = font["hmtx"][font.getGlyphOrder()[glyph]]
    return advance, left


def test_each_code_is_a_glyph_of_its_own_in_order() -> None:
    font = built(Code(600, (Part(LETTER, 0, 0),), "ب"), Code(500, (Part(LETTER, 0, 0),), "ت"), Code(1, (), "ا"))
    assert [squares_of(font, glyph) for glyph in (1, 2, 3)] == [[(60, 0)], [(60, 0)], []]
    assert [metrics_of(font, glyph) for glyph in (1, 2, 3)] == [(600, 60), (500, 60), (1, 0)]


def test_a_picture_is_drawn_from_its_parts_and_begins_at_its_left_edge() -> None:
    font = built(Code(600, (Part(LETTER, 0, 0), Part(DOT, -30, 700)), "ن"))
    assert squares_of(font, 1) == [(-20, 700), (60, 0)]
    assert metrics_of(font, 1) == (600, -20)
    glyph = font["glyf"][font.getGlyphOrder()[1]]
    assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (-20, 0, 560, 800)


def test_a_glyph_that_refers_to_others_is_drawn_out() -> None:
    font = built(Code(600, (Part(LETTER_WITH_DOT, 0, 0),), "ن"))
    assert squares_of(font, 1) == [(50, 50), (60, 0)]
    assert metrics_of(font, 1) == (600, 50)


def test_advances_are_thousandths_in_fonts_of_any_grid() -> None:
    assert metrics_of(built(Code(500, (Part(LETTER, 0, 0),), "ب"), units_per_em=2048), 1)[0] == 1024


def test_a_glyph_that_the_font_does_not_have_is_the_empty_box() -> None:
    font = built(Code(500, (Part(99, 0, 0),), "\ue123"))
    assert squares_of(font, 1) == [(50, 0)]


def test_a_font_keeps_nothing_that_pages_do_not_need() -> None:
    assert not {"cmap", "name", "OS/2", "GSUB"} & set(built(Code(1, (), "ا")).keys())


def test_a_map_names_the_character_of_each_code_in_blocks_of_a_hundred() -> None:
    written = to_unicode_map(dict.fromkeys(range(1, 151), "ا") | {7: "fi", 8: "\U00010380"}).decode("ascii")
    assert "100 beginbfchar" in written
    assert "50 beginbfchar" in written
    assert "<0007> <00660069>" in written
    assert "<0008> <d800df80>" in written


def test_cubic_outlines_are_drawn_anew_within_a_thousandth_of_an_em() -> None:
    font = TTFont(BytesIO(build_font(cubic_font(), (Code(600, (Part(LETTER, 0, 0),), "ه"),))))
    assert (font.sfntVersion, "CFF " in font) == ("\0\1\0\0", False)
    glyph = font["glyf"][font.getGlyphOrder()[1]]
    on_curve = [point for point, flag in zip(glyph.coordinates, glyph.flags, strict=True) if flag & 1]
    assert len(on_curve) >= 4
    assert [(x, y) for x, y in on_curve if abs(((x - 250) ** 2 + (y - 250) ** 2) ** 0.5 - 250) > 1.5] == []
    assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (0, 0, 500, 500)


def test_a_picture_of_cubic_outlines_is_composed_as_any_other() -> None:
    code = Code(600, (Part(LETTER, 0, 0), Part(DOT, 40, 700)), "ن")
    font = TTFont(BytesIO(build_font(cubic_font(), (code,))))
    glyph = font["glyf"][font.getGlyphOrder()[1]]
    assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (0, 0, 500, 800)
    assert metrics_of(font, 1) == (600, 0)
