"""A drawn answer sheet is what its geometry says: filled, scanned and read again, it gives the same answers."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Sequence
from itertools import product
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.compose.answer_sheet import AnswerSheet, SheetPage
from briefgen.compose.sheet_geometry import Box, PaperName
from briefgen.errors import RenderingError
from briefgen.render.answer_sheet import draw_answer_sheet, draw_answer_sheets
from tests.render.sheets import DPI, LAYOUTS, PAPERS, Scan, faces, make_sheet, scan

PIXEL_MM = 25.4 / DPI
EVERY_KIND = [
    (layout, paper, options)
    for layout, paper, options in zip(
        ("ar", "en", "ar-en", "en-ar", "fr", "ar-en"),
        ("a4", "letter", "letter", "a4", "letter", "a4"),
        ((4,) * 40, (6,) * 60, (2, 3, 4, 5, 6, 0) * 10 + (4,), (0,) * 120, (5,), (6,) * 60),
        strict=True,
    )
]
KINDS = pytest.mark.parametrize(("layout", "paper", "options"), EVERY_KIND, ids=lambda one: str(one)[:9])

some_options = st.one_of(
    st.lists(st.sampled_from([0, 2, 3, 4, 5, 6]), min_size=1, max_size=120),
    st.builds(lambda count, options: [options] * count, st.sampled_from([1, 60, 61, 120]), st.integers(2, 6)),
)
drawn = {"layout": st.sampled_from(LAYOUTS), "paper": st.sampled_from(PAPERS), "options": some_options}
a_few = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def drawn_pages(layout: str, paper: PaperName, options: Sequence[int]) -> tuple[AnswerSheet, list[Scan]]:
    sheet = make_sheet(layout, options, paper)
    scans = scan(draw_answer_sheet(sheet, faces()), sheet)
    assert len(scans) == len(sheet.pages)
    return sheet, scans


def operations(page: pikepdf.Page) -> list[tuple[list[Any], str]]:
    """What a page draws: operands and operator, one after another."""
    return [(list(one.operands), str(one.operator)) for one in pikepdf.parse_content_stream(page)]


def fill(page: SheetPage, one: Scan, chance: random.Random) -> list[set[int]]:
    """Fill none, one or two bubbles of each row with dark or half dark discs; what was filled."""
    answers = []
    for at, row in enumerate(page.rows):
        chosen = set(chance.sample(range(row.options), chance.choice([0, 1, 1, 1, 2])))
        for option in chosen:
            one.fill(one.geometry.bubble(at, option), chance.uniform(3.4, 5.2))
        answers.append(chosen)
    return answers


def read_answers(page: SheetPage, one: Scan) -> list[set[int]]:
    """What a simple reader finds: the bubbles that are dark inside."""
    geometry = one.geometry
    return [
        {option for option in range(row.options) if one.inside(geometry.bubble(at, option)) > 0.4}
        for at, row in enumerate(page.rows)
    ]


def check_round_trip(layout: str, paper: PaperName, options: Sequence[int]) -> None:
    sheet, scans = drawn_pages(layout, paper, options)
    chance = random.Random(len(options))
    for page, one in zip(sheet.pages, scans, strict=True):
        assert read_answers(page, one) == [set()] * len(page.rows)  # letters in bubbles are no answers
        answers = fill(page, one, chance)
        assert read_answers(page, one) == answers


@KINDS
def test_answers_filled_in_are_read_back(layout: str, paper: PaperName, options: Sequence[int]) -> None:
    check_round_trip(layout, paper, options)


@a_few
@given(**drawn)
def test_answers_filled_in_are_read_back_on_any_sheet(layout: str, paper: PaperName, options: Sequence[int]) -> None:
    check_round_trip(layout, paper, options)


@pytest.mark.sweep
@many
@given(**drawn)
def test_sweep_answers_filled_in_are_read_back(layout: str, paper: PaperName, options: Sequence[int]) -> None:
    check_round_trip(layout, paper, options)


@pytest.mark.sweep
@pytest.mark.parametrize(("layout", "paper", "count"), list(product(LAYOUTS, PAPERS, [1, 20, 21, 59, 60, 61, 120])))
@pytest.mark.parametrize("options", [2, 3, 4, 5, 6, 0])
def test_sweep_every_layout_paper_and_number_of_options(
    layout: str, paper: PaperName, count: int, options: int
) -> None:
    check_round_trip(layout, paper, [options] * count)


@KINDS
def test_bubbles_are_drawn_where_the_geometry_has_them_and_nowhere_else(
    layout: str, paper: PaperName, options: Sequence[int]
) -> None:
    sheet, scans = drawn_pages(layout, paper, options)
    geometry = sheet.geometry
    for page, one in zip(sheet.pages, scans, strict=True):
        for at, option in product(range(geometry.row_count), range(geometry.option_count)):
            there = at < len(page.rows) and option < page.rows[at].options
            share = one.ring(geometry.bubble(at, option), geometry.bubble_diameter_mm)
            assert share == 1 if there else share < 0.5, (at, option, share)
        for centre in sum(geometry.code_bubbles, ()):
            assert one.ring(centre, geometry.code_diameter_mm) == 1


@KINDS
def test_corner_marks_hold_their_bits_and_timing_marks_stand_in_white(
    layout: str, paper: PaperName, options: Sequence[int]
) -> None:
    sheet, scans = drawn_pages(layout, paper, options)
    geometry = sheet.geometry
    size = geometry.mark_module_mm
    for one in scans:
        for mark in geometry.corner_marks:
            box = geometry.mark_box(mark)
            for x, y in product(range(6), range(6)):
                white = 0 < x < 5 and 0 < y < 5 and mark.bits[y - 1][x - 1]
                place = box.left_mm + (x + 0.5) * size, box.top_mm + (y + 0.5) * size
                assert one.darkness(*place) == (0 if white else 1)
            assert one.is_white(box.grown(geometry.mark_white_mm), but=[box])
        for bar in geometry.timing_marks:
            assert one.darkness(bar.x_mm, bar.y_mm) == 1
            assert one.is_white(bar.grown(geometry.timing_white_mm), but=[bar])


@KINDS
def test_nothing_is_written_in_the_white_of_a_qr_code(layout: str, paper: PaperName, options: Sequence[int]) -> None:
    sheet, scans = drawn_pages(layout, paper, options)
    geometry = sheet.geometry
    corners = [geometry.mark_box(one) for one in geometry.corner_marks]
    for one, box in product(scans, geometry.qr_boxes):
        assert one.is_white(geometry.quiet_box(box), but=[box, *corners])


@KINDS
def test_both_qr_codes_name_the_sheet_and_the_page(layout: str, paper: PaperName, options: Sequence[int]) -> None:
    sheet, scans = drawn_pages(layout, paper, options)
    for page, one in zip(sheet.pages, scans, strict=True):
        codes = zxingcpp.read_barcodes(one.image)
        assert [code.text for code in codes] == [sheet.qr_content(page.number)] * 2
        assert {code.ec_level for code in codes} == {"Q"}
        for box in sheet.geometry.qr_boxes:
            inner = one.pixel(box.x_mm, box.y_mm)
            found = [code.position for code in codes]
            assert any(
                place.top_left.x < inner[0] < place.bottom_right.x
                and place.top_left.y < inner[1] < place.bottom_right.y
                for place in found
            )


@KINDS
def test_everything_stays_off_the_edge_of_the_paper(layout: str, paper: PaperName, options: Sequence[int]) -> None:
    sheet, scans = drawn_pages(layout, paper, options)
    for one in scans:
        assert min(one.ink()) >= 7.9 - PIXEL_MM
        for mark in sheet.geometry.corner_marks:  # apart from the marks, whose place is fixed: 10 mm
            box = sheet.geometry.mark_box(mark).grown(0.2)
            left, top = one.pixel(box.left_mm, box.top_mm)
            right, bottom = one.pixel(box.left_mm + box.width_mm, box.top_mm + box.height_mm)
            one.image.paste(255, (left, top, right, bottom))
        assert min(one.ink()) >= 10


def test_the_ruler_is_100_mm_long_on_paper() -> None:
    for layout in ("ar", "en"):
        sheet, (one,) = drawn_pages(layout, "a4", [4])
        (x, y), length = sheet.geometry.ruler_start, sheet.geometry.ruler_length_mm
        assert all(one.darkness(x + at, y - 0.7) > 0.3 for at in range(0, 101, 10))
        assert one.is_white(Box(x - 0.6, y, 0.8, 1))
        assert one.is_white(Box(x + length + 0.6, y, 0.8, 1))


def test_a_sheet_is_printed_at_its_size_and_says_what_it_is() -> None:
    sheet = make_sheet("ar-en", [4] * 61, "letter")
    pdf = draw_answer_sheet(sheet, faces(), author="The organisers")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.ViewerPreferences.PrintScaling == "/None"
        assert document.Root.ViewerPreferences.Direction == "/R2L"
        assert str(document.Root.Lang) == "ar"
        assert str(document.docinfo.Title) == "ورقة الإجابة – النموذج (أ)"
        assert str(document.docinfo.Author) == "The organisers"
        assert [round(float(one) / 72, 2) for page in document.pages for one in page.MediaBox[2:]] == [8.5, 11.0] * 2


def test_a_sheet_is_drawn_in_black_without_pictures_and_with_its_fonts() -> None:
    pdf = draw_answer_sheet(make_sheet("ar-en", [4, 0]), faces())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (page,) = document.pages
        assert "/XObject" not in page.Resources
        for operands, operator in operations(page):
            assert operator not in {"k", "K", "cs", "sc", "scn", "Do", "BI"}
            if operator in {"rg", "RG"}:
                assert len({float(one) for one in operands}) == 1
        embedded = [
            str(font.FontDescriptor.FontName) for font in page.Resources.Font.values() if "/FontDescriptor" in font
        ]
        assert len(embedded) >= 3
        assert all(
            "FontFile2" in str(font.FontDescriptor.keys())
            for font in page.Resources.Font.values()
            if "/FontDescriptor" in font
        )


@KINDS
def test_words_are_8_points_or_more_and_only_letters_in_and_above_bubbles_are_smaller(
    layout: str, paper: PaperName, options: Sequence[int]
) -> None:
    pdf = draw_answer_sheet(make_sheet(layout, options, paper), faces())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        size, seen = 0.0, 0
        for page in document.pages:
            for operands, operator in operations(page):
                if operator == "Tf":
                    size = float(operands[1])
                if operator == "Tj":
                    seen += 1
                    assert size >= 8 or len(bytes(operands[0])) <= 2
        assert seen > 50


def test_the_same_sheet_is_always_the_same_bytes() -> None:
    sheets = [make_sheet("ar-en", [4] * 40), make_sheet("en", [4] * 75)]
    assert draw_answer_sheets(sheets, faces()) == draw_answer_sheets(sheets, faces())
    assert draw_answer_sheet(sheets[0], faces()) == draw_answer_sheet(sheets[0], faces())


def test_the_pdf_holds_neither_path_nor_clock() -> None:
    pdf = draw_answer_sheet(make_sheet("en", [4]), faces())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.docinfo.CreationDate).startswith("D:2000")
    assert b"ttf" not in pdf


def test_forms_of_a_quiz_are_drawn_one_after_another() -> None:
    sheets = [make_sheet("ar-en", [4] * 61, form=letter) for letter in "ABC"]
    document = pypdfium2.PdfDocument(draw_answer_sheets(sheets, faces()))
    texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) == 6
    for at, text in enumerate(texts):
        assert sheets[at // 2].texts["form"][0] in text.split()
    document.close()


def test_twenty_six_forms_take_seconds() -> None:
    sheets = [make_sheet("ar-en", [4] * 40, form=chr(65 + at)) for at in range(26)]
    start = time.process_time()
    draw_answer_sheets(sheets, faces())
    assert time.process_time() - start < 10


def test_a_character_no_font_has_is_an_error_that_names_it() -> None:
    with pytest.raises(RenderingError, match=r"漢.*U\+6F22"):
        draw_answer_sheet(make_sheet("en", [4], subject="漢"), faces())


def test_a_text_without_room_is_an_error_that_names_it() -> None:
    with pytest.raises(RenderingError, match="too long"):
        draw_answer_sheet(make_sheet("en", [4], subject="a subject " * 20), faces())


def test_a_long_title_is_set_smaller_and_stays_clear_of_the_marks() -> None:
    long = "A long title of an answer sheet"
    sheet = make_sheet("en", [4], title=long, subject=long * 3, form="Form A, afternoon group")
    (one,) = scan(draw_answer_sheet(sheet, faces()), sheet)
    for bar in sheet.geometry.timing_marks:
        assert one.is_white(bar.grown(sheet.geometry.timing_white_mm), but=[bar])


def test_an_empty_subject_leaves_its_line_empty() -> None:
    assert draw_answer_sheet(make_sheet("ar-en", [4], subject=""), faces())
