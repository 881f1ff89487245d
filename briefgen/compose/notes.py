"""The facilitators' notes that stand in a scenario's entries, gathered by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from briefgen.model.entries import FacilitatorNotes
from briefgen.model.scenario import COLLECTIONS, Scenario
from briefgen.model.values import Citation, Text

KINDS: Final = ("sensitivity", "source_wording", "note")
HEADINGS: Final = ("title", "name", "moment", "label", "term", "stem", "text")
"""The fields that can head a note, the shortest first."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note: the entry it belongs to, and what it says. `titled` is False where the entry's text has to head it."""

    collection: str
    heading: Text
    titled: bool
    text: Text
    cites: tuple[Citation, ...]


def notes_of(scenario: Scenario) -> dict[str, tuple[Note, ...]]:
    """The notes of every kind, in reading order; none in a scenario that was stripped for participants."""
    entries = [(name, entry) for name in COLLECTIONS for entry in scenario.collection(name) if name != "people"]
    return {kind: tuple(_notes(entries, kind)) for kind in KINDS}


def _notes(entries: list[tuple[str, Any]], kind: str) -> list[Note]:
    found = []
    for name, entry in entries:
        notes = getattr(entry, "facilitator", None)
        text = getattr(notes, kind, None) if isinstance(notes, FacilitatorNotes) else None
        if text is not None:
            field = next(field for field in HEADINGS if getattr(entry, field, None) is not None)
            found.append(Note(name, getattr(entry, field), field != "text", text, getattr(entry, "cites", ())))
    return found
