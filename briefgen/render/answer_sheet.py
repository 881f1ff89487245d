"""Answer sheets as PDF: everything where the geometry has it, words in the room that is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

import segno

from briefgen.compose.answer_sheet import AnswerSheet, Row, Script, SheetPage, is_arabic_script
from briefgen.compose.sheet_geometry import Point, SheetGeometry
from briefgen.render.pen import MM, Pen
from briefgen.render.shaping import Face, Faces
from briefgen.render.words import SMALLEST_PT, Piece, Words, fit, line_width_mm

CAP_HEIGHT: Final = 0.698  # em, of the sheet's faces
LINE_MM: Final = 0.25
CODE_PT: Final = 6.4
HEADING_PT: Final = 7.5
HEADING_GAP_MM: Final = 0.7

# The room for words that the geometry leaves, as left to right has it: start, end, baseline (millimetres).
TITLE: Final = (46.0, 138.0, 1.2)
FIELDS: Final = (46.0, 96.5)
FIELD_RULES_Y: Final = (15.0, 26.0, 37.0)
LABEL_ABOVE_RULE_MM: Final = 7.0
CODE: Final = (99.3, 173.9, 6.8)
CODE_DIGITS_Y: Final = 39.3
SUBJECT: Final = (46.0, 173.9, 43.2)
EXAMPLES_X: Final = (36.6, 44.0, 51.4, 58.8)
EXAMPLES_Y: Final = 237.2
WAYS: Final = (67.0, 176.0, 237.0)
WAYS_LEADING_MM: Final = 3.8


def draw_answer_sheet(sheet: AnswerSheet, faces: Faces, *, author: str = "") -> bytes:
    """The PDF of one answer sheet: a page for every 60 rows."""
    return draw_answer_sheets([sheet], faces, author=author)


def draw_answer_sheets(sheets: Sequence[AnswerSheet], faces: Faces, *, author: str = "") -> bytes:
    """One PDF of answer sheets, one after another. The same sheets always give the same bytes.

    Raises `RenderingError` if a font lacks a character or a text has no room.
    """
    first = sheets[0]
    title = " – ".join(first.texts[key][0] for key in ("title", "form" if len(sheets) == 1 else "subject"))
    pen = Pen(faces.regular, title=title, author=author, language=first.languages[0], rtl=first.direction == "rtl")
    for sheet in sheets:
        drawing = SheetDrawing(pen, sheet, faces)
        for page in sheet.pages:
            drawing.draw(page)
    return pen.finish()


class SheetDrawing:
    """Draws the pages of one sheet."""

    def __init__(self, pen: Pen, sheet: AnswerSheet, faces: Faces) -> None:
        self.pen, self.sheet, self.faces = pen, sheet, faces
        self.geometry: SheetGeometry = sheet.geometry
        self.words = Words(pen, faces, sheet.languages, sheet.texts, self.geometry.width_mm)
        self.scripts = sheet.scripts

    def draw(self, page: SheetPage) -> None:
        """Draw one page, its parts in the order in which they are read out."""
        paper = self.geometry.paper(self.sheet.paper)
        bookmark = self.sheet.texts["form"][0] if page.number == 1 else ""
        self.pen.start_page(paper.width_mm, paper.height_mm, paper.offset, bookmark=bookmark)
        draw_marks(self.pen, self.geometry)
        self.draw_titles()
        self.draw_subject(page)
        self.draw_qr_codes(page)
        self.draw_fields()
        self.draw_code_grid()
        self.draw_ways()
        self.draw_examples()
        self.draw_rows(page.rows)
        self.draw_ruler()
        self.pen.end_page()

    def draw_qr_codes(self, page: SheetPage) -> None:
        """Both QR codes, and the sheet's id below the upper one."""
        runs = qr_runs(self.sheet.qr_content(page.number))
        for box in self.geometry.qr_boxes:
            module = box.width_mm / self.geometry.qr_modules
            self.pen.bars(
                (box.left_mm + x * module, box.top_mm + y * module, width * module, module) for x, y, width in runs
            )
        shown = f"{self.sheet.sheet_id[:4]} {self.sheet.sheet_id[4:]}"
        self.pen.glyphs(shown, self.geometry.qr_boxes[0].x_mm, SUBJECT[2], self.faces.bold, 9, "centre")

    def draw_titles(self) -> None:
        """The title and the form on one line."""
        faces, words = self.faces, self.words
        start, end, y = TITLE
        form = fit(words.pieces("form", (faces.bold, 13), (faces.semibold, 11)), (end - start) / 2)
        form_start = end - line_width_mm(form)
        title = words.pieces("title", (faces.bold, 15), (faces.semibold, 11))
        with self.pen.part("H1"):
            words.line(fit(title, form_start - start - 4), start, y)
        words.line(form, form_start, y)

    def draw_fields(self) -> None:
        """The lines for name, organisation and date."""
        start, end = FIELDS
        x = self.words.x
        self.pen.lines([(x(start), y, x(end), y) for y in FIELD_RULES_Y])
        for key, y in zip(("name", "organisation", "date"), FIELD_RULES_Y, strict=True):
            label = self.words.pieces(key, (self.faces.regular, 8.5))
            self.words.ends(label, start, end, y - LABEL_ABOVE_RULE_MM)

    def draw_subject(self, page: SheetPage) -> None:
        """What the sheet is about and, if there are several, which page this is; the last line of the head."""
        faces, words = self.faces, self.words
        start, end, y = SUBJECT
        of: list[Piece] = []
        if len(self.sheet.pages) > 1:
            numbers = {"page": page.number, "pages": len(self.sheet.pages)}
            of = fit(words.pieces("page", (faces.bold, 9), (faces.bold, 8.5), **numbers), (end - start) / 2)
        room = end - start - (line_width_mm(of) + 4 if of else 0)
        words.line(fit(words.pieces("subject", (faces.semibold, 9.5), (faces.regular, 9)), room), start, y)
        words.line(of, end - line_width_mm(of), y)

    def draw_code_grid(self) -> None:
        """The participant's code: four boxes to write in, and ten bubbles for each."""
        geometry, pen = self.geometry, self.pen
        start, end, y = CODE
        self.words.ends(self.words.pieces("code", (self.faces.semibold, 8.5), (self.faces.regular, 8.5)), start, end, y)
        pen.frames((one.left_mm, one.top_mm, one.width_mm, one.height_mm) for one in geometry.code_boxes)
        pen.circles([one for row in geometry.code_bubbles for one in row], geometry.code_diameter_mm, LINE_MM)
        pen.grey(geometry.label_grey)
        baseline = CODE_PT * CAP_HEIGHT / 2 / MM
        for row in geometry.code_bubbles:
            with pen.part():
                for value, (x, y) in enumerate(row):
                    pen.glyphs(str(value), x, y + baseline, self.faces.regular, CODE_PT, "centre")
        pen.grey(0)
        with pen.part():
            for value, (x, _) in enumerate(geometry.code_bubbles[-1]):
                pen.glyphs(str(value), x, CODE_DIGITS_Y, self.faces.bold, SMALLEST_PT, "centre")

    def draw_rows(self, rows: Sequence[Row]) -> None:
        """Bubbles and what stands in, before, above and after them."""
        geometry = self.geometry
        bubbles = [(at, option) for at, row in enumerate(rows) for option in range(row.options)]
        centres = [geometry.bubble(*one) for one in bubbles]
        self.pen.circles(centres, geometry.bubble_diameter_mm, geometry.bubble_line_mm)
        for at, row in enumerate(rows):
            if at % geometry.rows_per_block == 0:
                self.draw_heading(at // geometry.rows_per_block, rows[at : at + geometry.rows_per_block])
            with self.pen.part():
                self.draw_row(at, row)

    def draw_row(self, at: int, row: Row) -> None:
        """The number of a row, the grey letters in its bubbles, and what they mean where that is not plain."""
        self.draw_number(row.number, self.geometry.numbers[at])
        self.pen.grey(self.geometry.label_grey)
        for option in range(row.options):
            self.draw_label(row, option, self.geometry.bubble(at, option))
        self.pen.grey(0)
        if row.true_false:
            self.draw_true_false(self.geometry.bubble(at, 1))

    def draw_label(self, row: Row, option: int, centre: Point) -> None:
        """The grey letters in a bubble: Latin on the left, Arabic on the right, one alone in the middle."""
        sizes, gap = self.geometry.label_size_pt, self.geometry.label_gap_mm
        pieces = [self.letter(row, option, script, self.faces.regular, sizes[script]) for script in self.scripts]
        baseline = centre[1] + sizes["latin"] * CAP_HEIGHT / 2 / MM
        self.words.side_by_side(pieces, centre[0], baseline, gap, self.geometry.label_widest_mm)

    def draw_number(self, number: str, centre: Point) -> None:
        """The number before a row."""
        size, (x, y) = 8.5, centre
        visual = self.faces.bold.shape(number, self.words.rtl)
        self.pen.glyphs(visual, x, y + size * CAP_HEIGHT / 2 / MM, self.faces.bold, size, "centre")

    def draw_heading(self, block: int, rows: Sequence[Row]) -> None:
        """Black letters above a block of rows: photocopies lose the grey ones."""
        widest = max(rows, key=lambda row: (not row.true_false, row.options))
        with self.pen.part():
            for option in range(widest.options):
                x, y = self.geometry.headings[block][option]
                pieces = [self.letter(widest, option, script, self.faces.bold, HEADING_PT) for script in self.scripts]
                x -= line_width_mm(pieces, HEADING_GAP_MM) / 2
                for one in pieces:
                    self.words.draw(one, x, y + HEADING_PT * CAP_HEIGHT / 2 / MM)
                    x += one.width_mm + HEADING_GAP_MM

    def draw_true_false(self, second: Point) -> None:
        """The words for true and false, after the two bubbles of a row, in the order in which the bubbles stand.

        Why: where a language runs against the sheet, its own order would name the bubbles the wrong way round.
        """
        face = self.faces.regular
        pieces = [
            Piece(self._in_order_of_bubbles(true, false, is_arabic_script(language)), face, SMALLEST_PT, language)
            for true, false, language in zip(
                self.sheet.texts["true"], self.sheet.texts["false"], self.sheet.languages, strict=True
            )
        ]
        self.words.line(fit(pieces, 30, 2), self.words.x(second[0]) + 4.4, second[1] + 0.97, 2)

    def _in_order_of_bubbles(self, true: str, false: str, rtl: bool) -> str:
        first, second = (true, false) if rtl == self.words.rtl else (false, true)
        return self.faces.regular.shape(f"{first} / {second}", rtl)

    def draw_ruler(self) -> None:
        """100 mm with a tick every ten, to check the print with; and what it was made for."""
        (x, y), length = self.geometry.ruler_start, self.geometry.ruler_length_mm
        ticks = [(x + at, y, x + at, y - (2.2 if at % 50 == 0 else 1.3)) for at in range(0, round(length) + 1, 10)]
        self.pen.lines([(x, y, x + length, y), *ticks])
        regular = self.faces.regular
        end = self.words.x(x if self.words.rtl else x + length)
        self.words.line(self.words.pieces("ruler", (regular, SMALLEST_PT))[:1], end + 1.8, y + 0.2)
        side = "R" if self.words.rtl else "L"
        tag = f"{self.geometry.name}{side} · {self.sheet.paper.capitalize()} · 100 %"
        self.pen.glyphs(regular.shape(tag, False), self.words.x(WAYS[1]), y + 0.2, regular, SMALLEST_PT, self.words.end)

    def draw_examples(self) -> None:
        """One bubble filled rightly and three filled wrongly."""
        pen, y, size = self.pen, EXAMPLES_Y, self.geometry.bubble_diameter_mm
        right, cross, tick, dot = map(self.words.x, EXAMPLES_X)
        pen.circles([(right, y)], size, LINE_MM, fill=True)
        pen.circles([(cross, y), (tick, y), (dot, y)], size, LINE_MM)
        pen.circles([(dot, y)], 1.1, 0.1, fill=True)
        pen.lines([(cross - 1.5, y - 1.5, cross + 1.5, y + 1.5), (cross - 1.5, y + 1.5, cross + 1.5, y - 1.5)], 0.4)
        pen.lines([(tick - 1.5, y, tick - 0.4, y + 1.3), (tick - 0.4, y + 1.3, tick + 1.6, y - 1.4)], 0.4)
        for key, x in (("right", right), ("wrong", tick)):
            for at, one in enumerate(self.words.pieces(key, (self.faces.regular, SMALLEST_PT))):
                self.words.draw(one, x, y + 5.8 + 3.4 * at, "centre")

    def draw_ways(self) -> None:
        """How to fill a bubble, change an answer and photograph the sheet; the leading language first."""
        (start, end, y), face = WAYS, self.faces.regular
        lines: list[Piece] = []
        for at, language in enumerate(self.sheet.languages):
            fill, erase, photo = (self.sheet.texts[key][at] for key in ("fill", "erase", "photo"))
            arabic = is_arabic_script(language)
            size = 9 if arabic else 8.5
            pieces = [Piece(face.shape(one, arabic), face, size, language) for one in (f"{fill} {erase}", photo)]
            scale = min(fit([one], end - start)[0].size_pt / one.size_pt for one in pieces)
            lines += [one.scaled(scale) for one in pieces]
        y += (4 - len(lines)) / 4 * WAYS_LEADING_MM
        for at, one in enumerate(lines):
            self.words.line([one], start, y + at * WAYS_LEADING_MM)

    def letter(self, row: Row, option: int, script: Script, face: Face, size_pt: float) -> Piece:
        """The letter of an option."""
        visual = face.shape(row.letters(script)[option], script == "arabic")
        return Piece(visual, face, size_pt, self.words.language_of(script))


def draw_marks(pen: Pen, geometry: SheetGeometry) -> None:
    """The corner and timing marks, which a reader finds the sheet by."""
    size = geometry.mark_module_mm
    bars = [(one.left_mm, one.top_mm, one.width_mm, one.height_mm) for one in geometry.timing_marks]
    for mark in geometry.corner_marks:
        box = geometry.mark_box(mark)
        black = [[True] * 6, *([True, *(not bit for bit in row), True] for row in mark.bits), [True] * 6]
        bars += [
            (box.left_mm + x * size, box.top_mm + y * size, width * size, size) for x, y, width in dark_runs(black)
        ]
    pen.bars(bars)


def dark_runs(modules: Sequence[Sequence[object]]) -> Iterator[tuple[int, int, int]]:
    """The dark stretches of a square code, row by row: x, y and width in modules."""
    for y, row in enumerate(modules):
        x = 0
        for dark, run in groupby(row, key=bool):
            width = len(list(run))
            if dark:
                yield x, y, width
            x += width


@lru_cache(maxsize=256)
def qr_runs(content: str) -> tuple[tuple[int, int, int], ...]:
    """The dark stretches of a content's QR code: version 1, level Q."""
    code = segno.make(content, version=1, error="q", mode="alphanumeric", micro=False, boost_error=False)
    return tuple(dark_runs(code.matrix))
