"""Shipped sheets as they are drawn and completed, each with what is printed on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefgen.assemble.sheets import complete_sheets
from briefgen.compose.answer_sheet import AnswerSheet, KeyedSheet, Row, SheetPage
from briefgen.compose.drawings import Drawing
from briefgen.model.load import load_scenarios
from briefgen.pipeline.jobs import BuildRequest, plan_jobs
from briefgen.render.drawings import render_drawing
from tests.support import SHIPPED

KINDS = ("answer-sheet", "marking-mask", "key-strip")
PAPERS = ("a4", "letter")


@dataclass(frozen=True)
class DrawnSheet:
    """A finished drawn document; its name is scenario/document/layout/paper."""

    name: str
    drawing: Drawing
    direction: str
    pdf: bytes


@cache
def drawn_sheets() -> tuple[DrawnSheet, ...]:
    """Every drawn document of every shipped scenario, in every layout, on both papers."""
    scenarios, _ = load_scenarios(SHIPPED, SHIPPED.list_scenarios())
    drawn = []
    for loaded in scenarios:
        for paper in PAPERS:
            for job in plan_jobs(SHIPPED, loaded, BuildRequest(documents=KINDS, paper=paper)):
                assert job.composed is not None
                drawing, direction = job.composed.drawing, job.composed.direction
                assert drawing is not None
                pdf = complete_sheets(render_drawing(drawing, SHIPPED), direction)
                name = f"{loaded.id}/{job.document}/{job.layout}/{paper}"
                drawn.append(DrawnSheet(name, drawing, direction, pdf))
    return tuple(drawn)


def printed_on(drawing: Drawing) -> str:
    """The texts of a drawing, a line each."""
    if drawing.kind == "answer-sheet":
        lines = [line for sheet in drawing.sheets for page in sheet.pages for line in answer_sheet_lines(sheet, page)]
    elif drawing.kind == "marking-mask":
        lines = [line for form in drawing.keyed for page, _ in form.pages for line in mask_lines(drawing, form, page)]
    else:
        lines = list(strip_lines(drawing))
    return "\n".join(lines)


def answer_sheet_lines(sheet: AnswerSheet, page: SheetPage) -> Iterator[str]:
    head = ("title", "form", "subject", "name", "organisation", "date", "code")
    foot = ("fill", "erase", "photo", "right", "wrong")
    yield from (text for key in (*head, *foot) for text in sheet.texts[key])
    yield sheet.texts["ruler"][0]
    if len(sheet.pages) > 1:
        yield from page_lines(sheet, page)
    yield shown_id(sheet)
    yield f"{sheet.geometry_name}{'R' if sheet.direction == 'rtl' else 'L'} {sheet.paper.capitalize()} 100 %"
    yield from ["0 1 2 3 4 5 6 7 8 9"] * 5
    block = sheet.geometry.rows_per_block
    for start in range(0, len(page.rows), block):
        yield letters(sheet, max(page.rows[start : start + block], key=lambda row: (not row.true_false, row.options)))
    for row in page.rows:
        yield f"{row.number} {letters(sheet, row)}"
        if row.true_false:
            yield from (*sheet.texts["true"], *sheet.texts["false"])


def mask_lines(drawing: Drawing, form: KeyedSheet, page: SheetPage) -> Iterator[str]:
    yield from (text for key in ("mask_title", "mask_steps", "facilitators") for text in drawing.texts[key])
    yield from (text for key in ("form", "subject") for text in form.sheet.texts[key])
    yield from (shown_id(form.sheet), *page_lines(form.sheet, page), *(row.number for row in page.rows))


def strip_lines(drawing: Drawing) -> Iterator[str]:
    strips = 0
    for form in drawing.keyed:
        sheet = form.sheet
        for page, key in form.pages:
            for start in range(0, len(page.rows), sheet.geometry.rows_per_column):
                strips += 1
                yield from (*sheet.texts["form"], *drawing.texts["facilitators_short"])
                yield f"{shown_id(sheet)} {page.number}/{len(sheet.pages)}"
                end = start + sheet.geometry.rows_per_column
                for row, right in zip(page.rows[start:end], key[start:end], strict=True):
                    scripts = sheet.scripts if sheet.direction == "ltr" else sheet.scripts[::-1]
                    shown = scripts if len(right) <= 3 else scripts[:1]
                    chosen = [row.letters(script)[option] for script in shown for option in sorted(right)]
                    yield " ".join([row.number, *chosen])
    on_each_page = [text for key in ("strip_title", "strip_steps", "facilitators") for text in drawing.texts[key]]
    yield from on_each_page * -(-strips // 6)


def page_lines(sheet: AnswerSheet, page: SheetPage) -> list[str]:
    return [text.format(page=page.number, pages=len(sheet.pages)) for text in sheet.texts["page"]]


def shown_id(sheet: AnswerSheet) -> str:
    return f"{sheet.sheet_id[:4]} {sheet.sheet_id[4:]}"


def letters(sheet: AnswerSheet, row: Row) -> str:
    return " ".join(letter for script in sheet.scripts for letter in row.letters(script))
