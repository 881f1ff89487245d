"""Marking by hand, for facilitators: masks to lay on a sheet, and strips with the right letters to lay beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefgen.compose.answer_sheet import KeyedSheet, Row, Script, SheetPage
from briefgen.errors import UsageError
from briefgen.render.pen import MM, Pen
from briefgen.render.shaping import Faces
from briefgen.render.words import SMALLEST_PT, Piece, Words, fit, line_width_mm

TEXT_KEYS: Final = frozenset(
    {
        "mask_title",  # قالب التصحيح
        "mask_steps",  # how to use a mask
        "strip_title",  # شريط الإجابات
        "strip_steps",  # how to use a strip
        "facilitators",  # للميسّرين فقط – لا توزَّع
        "facilitators_short",  # the same on a strip of 28 mm
    }
)
"""The texts of the marking pack, each in the sheets' languages, the leading one first."""

MASK_HOLE_MM: Final = 5.6
CROSS_MM: Final = 3.2  # from the middle of a hole to the end of its cross-hairs
CAP_HEIGHT: Final = 0.698  # em
MASK_TITLE: Final = (9.0, 175.0, 1.2)
MASK_BAR: Final = (9.0, 175.0, 7.0)  # start, end, top
MASK_SUBJECT_Y, MASK_ID_Y, MASK_STEPS_Y = 20.5, 26.5, 33.0
BAR_HEIGHT_MM: Final = 6.6

STRIP_WIDTH_MM: Final = 30.0
STRIPS_A_PAGE: Final = 6
NUMBER_MM: Final = 6.4
LETTER_GAP_MM: Final = 1.4
LETTER_PT: Final = 10.5
STRIP_TOP_MM: Final = 48.0
STRIP_HEAD_MM: Final = 27.0
PAGE_MARGIN_MM: Final = 15.0


@dataclass(frozen=True, slots=True)
class _Strip:
    """One column of one page of one form, with its part of the key."""

    form: KeyedSheet
    page: SheetPage
    rows: tuple[Row, ...]
    key: tuple[frozenset[int], ...]


def draw_masks(
    forms: Sequence[KeyedSheet], texts: Mapping[str, tuple[str, ...]], faces: Faces, *, author: str = ""
) -> bytes:
    """One PDF with a mask for every page of every form: the key's bubbles as circles to punch out.

    Raises `RenderingError` if a font lacks a character or a text has no room.
    """
    pen = _start(forms, texts, faces, "mask_title", author)
    for form in forms:
        for page, key in form.pages:
            _draw_mask(pen, form, page, key, texts, faces)
    return pen.finish()


def draw_key_strips(
    forms: Sequence[KeyedSheet], texts: Mapping[str, tuple[str, ...]], faces: Faces, *, author: str = ""
) -> bytes:
    """One PDF with a strip for every column of every form, six on a page: its rows at the sheet's pitch.

    Raises `RenderingError` if a font lacks a character or a text has no room.
    """
    pen = _start(forms, texts, faces, "strip_title", author)
    strips = [strip for form in forms for strip in _strips_of(form)]
    for start in range(0, len(strips), STRIPS_A_PAGE):
        _draw_strips(pen, strips[start : start + STRIPS_A_PAGE], texts, faces)
    return pen.finish()


def _start(
    forms: Sequence[KeyedSheet], texts: Mapping[str, tuple[str, ...]], faces: Faces, title: str, author: str
) -> Pen:
    sheet = forms[0].sheet
    for key in sorted(TEXT_KEYS):
        if len(texts.get(key, ())) != len(sheet.languages):
            raise UsageError(
                f'the marking pack\'s text "{key}" must be there in {len(sheet.languages)} languages',
                f"in this order: {', '.join(sheet.languages)}",
            )
    named = f"{texts[title][0]} – {sheet.texts['subject'][0]}"
    return Pen(faces.regular, title=named, author=author, language=sheet.languages[0], rtl=sheet.direction == "rtl")


def _words(pen: Pen, form: KeyedSheet, texts: Mapping[str, tuple[str, ...]], faces: Faces, width_mm: float) -> Words:
    sheet = form.sheet
    return Words(pen, faces, sheet.languages, {**sheet.texts, **texts}, width_mm)


# masks


def _draw_mask(
    pen: Pen,
    form: KeyedSheet,
    page: SheetPage,
    key: Sequence[frozenset[int]],
    texts: Mapping[str, tuple[str, ...]],
    faces: Faces,
) -> None:
    sheet, geometry = form.sheet, form.sheet.geometry
    paper = geometry.paper(sheet.paper)
    pen.start_page(
        paper.width_mm, paper.height_mm, paper.offset, bookmark=sheet.texts["form"][0] if page.number == 1 else ""
    )
    words = _words(pen, form, texts, faces, geometry.width_mm)
    _draw_corners(pen, form)
    _draw_mask_head(words, form, page)
    _draw_holes(pen, form, page, key)
    with pen.part():
        for at, row in enumerate(page.rows):
            x, y = geometry.numbers[at]
            number = faces.bold.shape(row.number, words.rtl)
            pen.glyphs(number, x, y + 8.5 * CAP_HEIGHT / 2 / MM, faces.bold, 8.5, "centre")
    pen.end_page()


def _draw_holes(pen: Pen, form: KeyedSheet, page: SheetPage, key: Sequence[frozenset[int]]) -> None:
    """The circles to punch out, with cross-hairs; read out as the numbers and the right letters of the rows."""
    geometry = form.sheet.geometry
    holes = [geometry.bubble(at, option) for at, right in enumerate(key) for option in sorted(right)]
    if not holes:
        return
    leading: Script = "arabic" if form.sheet.direction == "rtl" else "latin"
    described = ", ".join(
        f"{row.number} {' '.join(row.letters(leading)[option] for option in sorted(right))}"
        for row, right in zip(page.rows, key, strict=True)
        if right
    )
    left, right = min(x for x, _ in holes) - CROSS_MM, max(x for x, _ in holes) + CROSS_MM
    top, bottom = min(y for _, y in holes) - CROSS_MM, max(y for _, y in holes) + CROSS_MM
    with pen.part("Figure", described=described, box=(left, top, right - left, bottom - top)):
        pen.circles(holes, MASK_HOLE_MM, 0.4)
        pen.lines(line for x, y in holes for line in _cross(x, y, CROSS_MM))


def _draw_corners(pen: Pen, form: KeyedSheet) -> None:
    """The outlines of the sheet's corner marks, to lay the mask on them. (Not the marks: a mask is not scanned.)"""
    geometry = form.sheet.geometry
    boxes = [geometry.mark_box(one) for one in geometry.corner_marks]
    pen.frames([(one.left_mm, one.top_mm, one.width_mm, one.height_mm) for one in boxes], 0.3)
    pen.lines(line for one in boxes for line in _cross(one.x_mm, one.y_mm, geometry.mark_size_mm / 2))


def _draw_mask_head(words: Words, form: KeyedSheet, page: SheetPage) -> None:
    faces = words.faces
    start, end, y = MASK_TITLE
    label = fit(words.pieces("form", (faces.bold, 13), (faces.semibold, 11)), (end - start) / 2)
    label_start = end - line_width_mm(label)
    title = words.pieces("mask_title", (faces.bold, 15), (faces.semibold, 11))
    with words.pen.part("H1"):
        words.line(fit(title, label_start - start - 4), start, y)
    words.line(label, label_start, y)
    start, end, y = MASK_BAR
    _draw_bar(words, start, end, y)
    words.ends(words.pieces("subject", (faces.semibold, 9.5)), start, end, MASK_SUBJECT_Y)
    _draw_id(words, form, page, start, end)
    for at, steps in enumerate(words.pieces("mask_steps", (faces.regular, 9))):
        words.line(fit([steps], end - start), start, MASK_STEPS_Y + 4.6 * at)


def _draw_id(words: Words, form: KeyedSheet, page: SheetPage, start: float, end: float) -> None:
    """The sheet's id at the end of a line, and at its start which page this is."""
    sheet_id = form.sheet.sheet_id
    shown = f"{sheet_id[:4]} {sheet_id[4:]}"
    words.pen.glyphs(shown, words.x(end), MASK_ID_Y, words.faces.bold, 9, words.end)
    of = {"page": page.number, "pages": len(form.sheet.pages)}
    words.line(words.pieces("page", (words.faces.regular, 9), **of), start, MASK_ID_Y)


def _draw_bar(words: Words, start: float, end: float, top: float) -> None:
    """The black bar of facilitators' pages."""
    pen = words.pen
    left = min(words.x(start), words.x(end))
    pen.bars([(left, top, end - start, BAR_HEIGHT_MM)])
    pen.grey(1)
    label = words.pieces("facilitators", (words.faces.semibold, 10))
    words.ends(label, start + 3, end - 3, top + BAR_HEIGHT_MM / 2 + 1.2)
    pen.grey(0)


def _cross(x: float, y: float, reach: float) -> Iterator[tuple[float, float, float, float]]:
    yield x - reach, y, x + reach, y
    yield x, y - reach, x, y + reach


# strips


def _strips_of(form: KeyedSheet) -> Iterator[_Strip]:
    size = form.sheet.geometry.rows_per_column
    for page, key in form.pages:
        for start in range(0, len(page.rows), size):
            yield _Strip(form, page, page.rows[start : start + size], key[start : start + size])


def _draw_strips(pen: Pen, strips: Sequence[_Strip], texts: Mapping[str, tuple[str, ...]], faces: Faces) -> None:
    sheet = strips[0].form.sheet
    paper = sheet.geometry.paper(sheet.paper)
    forms = dict.fromkeys(one.form.sheet.texts["form"][0] for one in strips)
    pen.start_page(paper.width_mm, paper.height_mm, bookmark=" – ".join(forms))
    words = _words(pen, strips[0].form, texts, faces, paper.width_mm)
    start, end = PAGE_MARGIN_MM, paper.width_mm - PAGE_MARGIN_MM
    title = words.pieces("strip_title", (faces.bold, 15), (faces.semibold, 11))
    with pen.part("H1"):
        words.line(fit(title, end - start), start, 19)
    _draw_bar(words, start, end, 23)
    for at, steps in enumerate(words.pieces("strip_steps", (faces.regular, 9))):
        words.line(fit([steps], end - start), start, 36 + 4.6 * at)
    for at, strip in enumerate(strips):
        left_start = start + at * STRIP_WIDTH_MM
        _draw_strip(_words(pen, strip.form, texts, faces, paper.width_mm), strip, left_start)
    _draw_cuts(words, strips, start)


def _strip_length(strips: Sequence[_Strip]) -> float:
    geometry = strips[0].form.sheet.geometry
    longest = max(len(one.rows) for one in strips)
    return STRIP_HEAD_MM + geometry.bubble(longest - 1, 0)[1] - geometry.bubble(0, 0)[1] + 7


def _draw_cuts(words: Words, strips: Sequence[_Strip], start: float) -> None:
    """Dashed lines to cut along."""
    bottom = STRIP_TOP_MM + _strip_length(strips)
    edges = [words.x(start + at * STRIP_WIDTH_MM) for at in range(len(strips) + 1)]
    across = [(edges[0], y, edges[-1], y) for y in (STRIP_TOP_MM, bottom)]
    words.pen.lines([*((x, STRIP_TOP_MM, x, bottom) for x in edges), *across], dash_mm=(1.6, 1.2))
    words.pen.end_page()


def _draw_strip(words: Words, strip: _Strip, start: float) -> None:
    """One strip: what it is for, then the number and the right letters of each row, with ticks at both edges."""
    faces, pen, sheet = words.faces, words.pen, strip.form.sheet
    inner, end, room = start + 3.8, start + STRIP_WIDTH_MM - 3, STRIP_WIDTH_MM - 6.8
    y = STRIP_TOP_MM + 5.5
    for piece in words.pieces("form", (faces.bold, 10), (faces.semibold, 9)):
        words.line(fit([piece], room), inner, y)
        y += 4.2
    shown = f"{sheet.sheet_id[:4]} {sheet.sheet_id[4:]} · {strip.page.number}/{len(sheet.pages)}"
    words.line(fit([Piece(shown, faces.regular, SMALLEST_PT)], room), inner, y)
    for at, piece in enumerate(words.pieces("facilitators_short", (faces.semibold, SMALLEST_PT))):
        words.line(fit([piece], room), inner, y + 4 + 3.5 * at)
    geometry = sheet.geometry
    first = geometry.bubble(0, 0)[1]
    for at, (row, right) in enumerate(zip(strip.rows, strip.key, strict=True)):
        y = STRIP_TOP_MM + STRIP_HEAD_MM + geometry.bubble(at, 0)[1] - first
        ticks = [(start, start + 2), (end + 1, end + 3)]
        pen.lines([(words.x(a), y, words.x(b), y) for a, b in ticks], 0.3)
        baseline = y + 9 * CAP_HEIGHT / 2 / MM
        letters = fit(_letters(words, strip.form, row, right), end - inner - NUMBER_MM, LETTER_GAP_MM)
        with pen.part():
            words.line([Piece(faces.regular.shape(row.number, words.rtl), faces.regular, 9)], inner, baseline)
            words.line(letters, inner + NUMBER_MM, baseline, LETTER_GAP_MM)


def _letters(words: Words, form: KeyedSheet, row: Row, right: frozenset[int]) -> list[Piece]:
    """The right letters of a row, each script in its own reading order, the leading one first.

    In that alone if there are more than three: both have no room on a strip.
    """
    scripts = form.sheet.scripts if form.sheet.direction == "ltr" else form.sheet.scripts[::-1]
    if len(right) > 3:
        scripts = scripts[:1]
    size = LETTER_PT if len(right) < 3 else SMALLEST_PT + 0.5
    pieces, bold = [], words.faces.bold
    for script in scripts:
        letters = " ".join(row.letters(script)[option] for option in sorted(right))
        pieces.append(Piece(bold.shape(letters, script == "arabic"), bold, size, words.language_of(script)))
    return pieces
