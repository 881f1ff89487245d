"""Texts drawn with a sheet's font look as ReportLab draws them and read as they were written."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from briefgen.assemble.readers import find_readers
from briefgen.assemble.word_score import Words, score
from briefgen.render.pen import Pen
from briefgen.render.shaping import Face
from tests.corpus import INSTITUTIONS
from tests.render.sheets import faces

READERS = find_readers()
LINE_WORDS = 7
CHANGED_AT_MOST = 0.01


def lines_of(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[at : at + LINE_WORDS]) for at in range(0, len(words), LINE_WORDS)]


def draw(visuals: list[str], face: Face, *, rtl: bool = True, size_pt: float = 12) -> bytes:
    """Shaped lines, one below the other, on pages of thirty."""
    pen = Pen(faces().regular, title="T", author="", language="ar" if rtl else "en", rtl=rtl)
    for start in range(0, len(visuals), 30):
        pen.start_page(210, 297)
        for at, visual in enumerate(visuals[start : start + 30]):
            pen.glyphs(visual, 190, 20 + 8 * at, face, size_pt, "right")
        pen.end_page()
    return pen.finish()


def pictures(pdf: bytes) -> list[Image.Image]:
    return [page.render(scale=150 / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]


def part_changed(before: bytes, after: bytes) -> float:
    """The part of the ink of a page that is another."""
    (first,), (second,) = pictures(before), pictures(after)
    inked = sum(first.histogram()[:128])
    assert inked > 1000
    return sum(ImageChops.difference(first, second).histogram()[128:]) / inked


@pytest.mark.parametrize("reader", READERS)
def test_every_word_that_is_drawn_is_found_with_its_signs(reader: str) -> None:
    face = faces().regular
    lines = lines_of(INSTITUTIONS)
    text = READERS[reader](draw([face.shape(one, True) for one in lines], face))
    found = score(Words.of("\n".join(lines)), Words.of(text))
    assert found.missing == ()
    assert (found.arabic, found.marked, found.latin, found.spurious, found.faulty) == (1, 1, 1, 0, 0)


def test_lam_alef_is_found_in_the_order_in_which_it_is_written() -> None:
    face = faces().regular
    for read in READERS.values():
        text = read(draw([face.shape(one, True) for one in ("الأول", "الإجابة", "لا بأس")], face))
        assert {"الأول", "الإجابة", "لا"} <= set(text.replace("\u202b", " ").replace("\u202c", " ").split())


def test_signs_are_drawn_and_not_read_where_a_left_to_right_language_leads() -> None:
    face = faces().regular
    line = [f"Facilitators only – do not hand out {face.shape('للميسّرين', True)}"]
    for read in READERS.values():
        assert "للميسرين" in read(draw(line, face, rtl=False))
    assert part_changed(draw(line, face), draw(line, face, rtl=False)) < CHANGED_AT_MOST / 2
    unsigned = [line[0].replace("\u0651", "")]
    assert part_changed(draw(line, face), draw(unsigned, face, rtl=False)) > CHANGED_AT_MOST / 2


def test_lines_without_signs_look_as_reportlab_draws_them_with_the_font_itself() -> None:
    face = faces().regular
    plain = TTFont("plain", face.path)
    plain.face.name = b"Plain"  # ReportLab takes fonts of one name for the same
    pdfmetrics.registerFont(plain)
    lines = ["الأول والإجابة (أ) 12/5 – مم", "Answer sheet (A) 100 %", "ورقة الإجابة والنموذج هـ"]
    visuals = [face.shape(one, one[0] > "z") for one in lines]
    before = draw([one.replace("\u0359", "") for one in visuals], Face("plain", face.path), size_pt=20)
    assert part_changed(before, draw(visuals, face, size_pt=20)) < CHANGED_AT_MOST


def test_more_codes_than_one_byte_holds_are_shared_out_among_parts_of_the_font() -> None:
    face = faces().regular
    letters, signs = "بتثجحخدذرزسشصضطظعغفقكلمنهوي", "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
    lines = [" ".join(f"{letter}{sign}{letter}{sign}" for letter in letters) for sign in signs]
    pdf = draw([face.shape(one, True) for one in lines], face)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages[0].Resources.Font) == 2
    found = score(Words.of("\n".join(lines)), Words.of(READERS["pdfium"](pdf)))
    assert (found.arabic, found.marked, found.spurious) == (1, 1, 0)


def test_documents_drawn_at_the_same_time_have_codes_of_their_own() -> None:
    face = faces().regular
    pens = [Pen(face, title="T", author="", language="en", rtl=False) for _ in range(2)]
    for pen, text in zip(pens, ("first", "second"), strict=True):
        pen.start_page(100, 100)
        pen.glyphs(text, 10, 10, face, 12)
    for pen in pens:
        pen.end_page()
    assert [READERS["pdfium"](pen.finish()).strip() for pen in pens] == ["first", "second"]
