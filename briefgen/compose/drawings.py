"""Papers of the quiz that are drawn to the millimetre rather than set: answer sheets, marking masks, key strips."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Any, Final

from briefgen.compose.answer_sheet import TEXT_KEYS, AnswerSheet, KeyedSheet, Row, sheet_id_for
from briefgen.compose.documents import Document
from briefgen.compose.quiz import form_record, key_rows
from briefgen.compose.quiz_forms import Draw, QuizForm
from briefgen.compose.sheet_geometry import PaperName, read_geometry_text
from briefgen.compose.wording import Wording
from briefgen.model.load import Loaded

GEOMETRY: Final = "A1"
MARKING_KEYS: Final = ("mask_title", "mask_steps", "strip_title", "strip_steps", "facilitators", "facilitators_short")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A paper before it is drawn: `kind` is the document's `drawn`; `keys` are empty where participants get it.

    A key holds, for each row of its sheet, the positions of the right options, from 0.
    """

    kind: str
    sheets: tuple[AnswerSheet, ...]
    keys: tuple[tuple[frozenset[int], ...], ...] = ()
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    @property
    def keyed(self) -> tuple[KeyedSheet, ...]:
        """The sheets with their keys."""
        return tuple(KeyedSheet(sheet, key) for sheet, key in zip(self.sheets, self.keys, strict=True))


def sheet_id_of(target: str, draw: Draw, form: QuizForm) -> str:
    """The id that is printed on the answer sheets of a form: another form, or another key, has another id."""
    return sheet_id_for(f"{target}/{draw.seed}/{form_record(form)}")


def compose_drawing(
    loaded: Loaded, document: Document, wordings: Sequence[Wording], paper: PaperName, draw: Draw, letter: str
) -> Drawing | None:
    """What is drawn for a document: for one form, or for all of them where the document is about the whole quiz.

    None if no row of the forms is answered on an answer sheet.
    """
    forms = [form for form in draw.forms if letter in ("", form.letter) and form.rows]
    sheets = tuple(_sheet(loaded, draw, form, wordings, paper) for form in forms)
    if not sheets:
        return None
    if document.drawn == "answer-sheet":
        return Drawing(document.drawn, sheets)
    keys = tuple(tuple(frozenset(row.right) for row in key_rows(form)) for form in forms)
    return Drawing(document.drawn or "", sheets, keys, _texts(wordings, MARKING_KEYS))


def _sheet(loaded: Loaded, draw: Draw, form: QuizForm, wordings: Sequence[Wording], paper: PaperName) -> AnswerSheet:
    scenario = loaded.value
    title = scenario.quiz.title if scenario.quiz else None
    number = ascii_uppercase.index(form.letter)
    texts = _texts(wordings, TEXT_KEYS - {"title", "form", "subject"})
    texts["title"] = tuple(one.word("title-answer-sheet") for one in wordings)
    texts["form"] = tuple(one.word("quiz-form", letter=one.letter(number)) for one in wordings)
    texts["subject"] = tuple(
        f"{one.plain(title) if title else one.word('title-quiz')} – {one.plain(scenario.country.name)}"
        for one in wordings
    )
    rows = tuple(Row(str(row.no), row.choices, row.type == "true-false") for row in key_rows(form))
    return AnswerSheet(sheet_id_of(loaded.id, draw, form), tuple(one.code for one in wordings), rows, texts, paper)


def _texts(wordings: Sequence[Wording], keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(one.word(f"sheet-{key.replace('_', '-')}") for one in wordings) for key in keys}


def forms_record(loaded: Loaded, draw: Draw) -> dict[str, Any]:
    """What `forms.json` holds: seed, items; for each form its sheet id, order and key; and the sheets' geometry."""
    geometry = read_geometry_text(GEOMETRY)
    return {
        "scenario": loaded.id,
        "version": loaded.value.version,
        "seed": draw.seed,
        "items": [item.id for item in draw.items],
        "forms": [{"sheet_id": sheet_id_of(loaded.id, draw, one), **form_record(one)} for one in draw.forms],
        "geometry": {"sha256": hashlib.sha256(geometry.encode()).hexdigest(), "data": json.loads(geometry)},
    }


def score_table(draw: Draw) -> str:
    """An empty score record as CSV: the columns, a line for the mean of the room, and one with the forms' points.

    Percentages are of the form's points; the gain is the percentage after less the percentage before.
    """
    columns = "participant_code,pre_form,pre_score,pre_percent,post_form,post_score,post_percent,gain,note"
    totals = " ".join(f"{form.letter}={form.points}" for form in draw.forms)
    return f"{columns}\r\nmean,,,,,,,,\r\n,,,,,,,,points of the forms: {totals}\r\n"
