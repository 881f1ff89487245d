"""Masks and key strips fit the sheets they mark."""

from __future__ import annotations

import io
import math
from itertools import product

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.assemble.word_score import unmarked
from briefgen.compose.answer_sheet import KeyedSheet
from briefgen.compose.sheet_geometry import PaperName
from briefgen.errors import UsageError
from briefgen.render.marking import MASK_HOLE_MM, draw_key_strips, draw_masks
from tests.render.sheets import LAYOUTS, MARKING_TEXTS, PAPERS, faces, make_keyed, make_sheet, scan, texts_in

LOOKS = pytest.mark.parametrize(
    ("layout", "paper", "options"),
    [("ar", "a4", (4,) * 40), ("en", "letter", (6,) * 75), ("ar-en", "letter", (0, 3, 5) * 25), ("en-ar", "a4", (2,))],
    ids=["ar-40", "en-75", "ar-en-75", "en-ar-1"],
)


def words_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


@LOOKS
def test_a_mask_has_a_hole_at_every_right_bubble_and_at_no_other(
    layout: str, paper: PaperName, options: tuple[int, ...]
) -> None:
    form = make_keyed(layout, options, paper)
    geometry = form.sheet.geometry
    scans = scan(draw_masks([form], texts_in(layout, MARKING_TEXTS), faces()), form.sheet)
    assert len(scans) == len(form.pages)
    for (page, key), one in zip(form.pages, scans, strict=True):
        for at, option in product(range(len(page.rows)), range(6)):
            right = option in key[at]
            share = one.ring(geometry.bubble(at, option), MASK_HOLE_MM)
            assert share > 0.95 if right else share < 0.3, (at, option)
            if right:
                assert one.darkness(*geometry.bubble(at, option)) > 0.3  # the cross-hairs meet here


@LOOKS
def test_a_mask_lies_on_the_corner_marks_and_cannot_be_taken_for_a_sheet(
    layout: str, paper: PaperName, options: tuple[int, ...]
) -> None:
    form = make_keyed(layout, options, paper)
    geometry = form.sheet.geometry
    for one in scan(draw_masks([form], texts_in(layout, MARKING_TEXTS), faces()), form.sheet):
        for mark in geometry.corner_marks:
            box = geometry.mark_box(mark)
            edges = [(box.left_mm, box.y_mm + 2), (box.x_mm + 2, box.top_mm)]
            assert all(max(one.darkness(x + d, y + d) for d in (-0.1, 0, 0.1)) > 0.3 for x, y in edges)
            assert one.darkness(box.left_mm + 1, box.top_mm + 1) == 0
        assert one.darkness(geometry.timing_marks[-20].x_mm, geometry.timing_marks[-20].y_mm) == 0


@LOOKS
def test_every_page_says_that_it_is_for_facilitators_and_of_which_form(
    layout: str, paper: PaperName, options: tuple[int, ...]
) -> None:
    form = make_keyed(layout, options, paper)
    texts = texts_in(layout, MARKING_TEXTS)
    for draw in (draw_masks, draw_key_strips):
        for page in words_of(draw([form], texts, faces())):
            # pdfium turns the order of words around in lines that hold Arabic
            assert "ar" not in layout or {"للميسرين", "فقط"} <= set(unmarked(page).split())
            assert "en" not in layout or {"Facilitators", "only", "Form", "A"} <= set(page.split())
            assert layout != "en" or f"{form.sheet.sheet_id[:4]} {form.sheet.sheet_id[4:]}" in page


def test_strips_name_the_right_letters_beside_each_number() -> None:
    sheet = make_sheet("en", [4, 0, 6, 2])
    form = KeyedSheet(sheet, tuple(map(frozenset, ({1}, {0}, {0, 2, 5}, set()))))
    (page,) = words_of(draw_key_strips([form], texts_in("en", MARKING_TEXTS), faces()))
    assert [" ".join(line.split()) for line in page.splitlines() if line[:1].isdigit() and "/" not in line] == [
        "1 B",
        "2 T",
        "3 A C F",
        "4",
    ]


def test_the_rows_of_a_strip_have_the_pitch_of_the_sheet() -> None:
    form = make_keyed("en", [4] * 20)
    document = pypdfium2.PdfDocument(draw_key_strips([form], texts_in("en", MARKING_TEXTS), faces()))
    page = document[0]
    text = page.get_textpage()
    tops = {}
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        words = text.get_text_bounded(left, bottom, right, top).split()
        if words and words[0].isdigit() and left < 25 / 25.4 * 72:
            tops[int(words[0])] = bottom / 72 * 25.4
    document.close()
    geometry = form.sheet.geometry
    assert set(tops) >= set(range(1, 21))
    for number in range(2, 21):
        pitch = geometry.bubble(number - 1, 0)[1] - geometry.bubble(0, 0)[1]
        assert math.isclose(tops[1] - tops[number], pitch, abs_tol=0.2)


@settings(max_examples=8, deadline=None)
@given(
    layout=st.sampled_from(LAYOUTS),
    paper=st.sampled_from(PAPERS),
    options=st.lists(st.sampled_from([0, 2, 3, 4, 5, 6]), min_size=1, max_size=120),
    data=st.data(),
)
def test_any_key_has_room_on_its_strips(layout: str, paper: PaperName, options: list[int], data: st.DataObject) -> None:
    sheet = make_sheet(layout, options, paper)
    key = tuple(data.draw(st.frozensets(st.integers(0, row.options - 1))) for row in sheet.rows)
    pdf = draw_key_strips([KeyedSheet(sheet, key)], texts_in(layout, MARKING_TEXTS), faces())
    strips = sum(-(-len(page.rows) // 20) for page in sheet.pages)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == -(-strips // 6)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_with_every_option_right_has_room_on_its_strip(layout: str) -> None:
    sheet = make_sheet(layout, [6] * 120)
    form = KeyedSheet(sheet, (frozenset(range(6)),) * 120)
    assert draw_key_strips([form], texts_in(layout, MARKING_TEXTS), faces())


@pytest.mark.parametrize("paper", PAPERS)
def test_marking_pages_stay_off_the_edge_of_the_paper(paper: PaperName) -> None:
    form = make_keyed("ar-en", [4] * 120, paper)
    texts = texts_in("ar-en", MARKING_TEXTS)
    for one in scan(draw_key_strips([form], texts, faces()), form.sheet):
        assert min(one.ink()) >= 10
    for one in scan(draw_masks([form], texts, faces()), form.sheet):
        assert min(one.ink()) >= 7.7


def test_marking_pages_are_printed_at_their_size_and_are_always_the_same_bytes() -> None:
    form = make_keyed("ar-en", [4] * 40)
    for draw in (draw_masks, draw_key_strips):
        pdf = draw([form], texts_in("ar-en", MARKING_TEXTS), faces())
        assert pdf == draw([form], texts_in("ar-en", MARKING_TEXTS), faces())
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert document.Root.ViewerPreferences.PrintScaling == "/None"


def test_a_missing_text_is_named() -> None:
    texts = texts_in("en", MARKING_TEXTS)
    del texts["facilitators"]
    with pytest.raises(UsageError, match='"facilitators"'):
        draw_masks([make_keyed("en", [4])], texts, faces())
