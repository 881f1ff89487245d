"""The scenario as a whole: its header and its collections."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from briefgen.model.entries import (
    Challenge,
    Country,
    Domain,
    Entry,
    Fact,
    Institution,
    Intros,
    Lesson,
    OverviewRow,
    Partner,
    Person,
    Reason,
    Rule,
    Source,
    Term,
    Theme,
)
from briefgen.model.quiz import Blueprint, Item
from briefgen.model.training import Day, Inject, Module, Objective, Question, Team
from briefgen.model.values import Because, Date, Fields, Id, Text

COLLECTIONS: Final = {
    "sources": "source",
    "reasons": "reason",
    "ground_rules": "ground rule",
    "limits": "limit",
    "themes": "theme",
    "facts": "fact",
    "institutions": "institution",
    "partners": "partner",
    "people": "person",
    "lessons": "lesson",
    "challenges": "challenge",
    "domains": "domain",
    "teams": "team",
    "objectives": "objective",
    "modules": "module",
    "questions": "question",
    "injects": "inject",
    "items": "item",
    "glossary": "term",
}
"""The collections of a scenario, in reading order, each with the word for one of its entries."""

STANCED: Final = ("lessons", "challenges", "domains", "modules")
"""The collections in which an adaptation takes a stance on every entry of its baseline."""

OWN_HEADER: Final = ("title", "country", "kind_line", "version", "as_of", "summary")
"""The header fields that an adaptation gives itself; the others are inherited."""


def _entries_with_ids(value: Any) -> Any:
    """The entries of a mapping as a list, each with its key as `id`."""
    if isinstance(value, dict):
        return [{"id": key, **entry} if isinstance(entry, dict) else entry for key, entry in value.items()]
    raise PydanticCustomError("wrong-type", "expected a mapping of ids to entries")


ById = BeforeValidator(_entries_with_ids)


class Drop(Fields):
    """An entry of the baseline that an adaptation leaves out, and why."""

    collection: str
    id: Id
    because: Because


class Scenario(Fields):
    """Everything a scenario says, merged with what it extends. Collections are tuples in reading order."""

    title: Text
    country: Country
    kind_line: Text
    version: str
    as_of: Date
    summary: Text
    audience: Text
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    handling: Text
    overview: tuple[OverviewRow, ...] = ()
    programme: tuple[Day, ...] = ()
    quiz: Blueprint | None = None
    intros: Intros = Intros()

    sources: Annotated[tuple[Source, ...], ById, Field(min_length=1)]
    reasons: Annotated[tuple[Reason, ...], ById] = ()
    ground_rules: Annotated[tuple[Rule, ...], ById] = ()
    limits: Annotated[tuple[Rule, ...], ById] = ()
    themes: Annotated[tuple[Theme, ...], ById] = ()
    facts: Annotated[tuple[Fact, ...], ById] = ()
    institutions: Annotated[tuple[Institution, ...], ById] = ()
    partners: Annotated[tuple[Partner, ...], ById] = ()
    people: Annotated[tuple[Person, ...], ById] = ()
    lessons: Annotated[tuple[Lesson, ...], ById] = ()
    challenges: Annotated[tuple[Challenge, ...], ById] = ()
    domains: Annotated[tuple[Domain, ...], ById] = ()
    teams: Annotated[tuple[Team, ...], ById] = ()
    objectives: Annotated[tuple[Objective, ...], ById] = ()
    modules: Annotated[tuple[Module, ...], ById] = ()
    questions: Annotated[tuple[Question, ...], ById] = ()
    injects: Annotated[tuple[Inject, ...], ById] = ()
    items: Annotated[tuple[Item, ...], ById] = ()
    glossary: Annotated[tuple[Term, ...], ById] = ()
    drops: tuple[Drop, ...] = ()

    def collection(self, name: str) -> tuple[Entry, ...]:
        """The entries of one collection, in reading order."""
        entries: tuple[Entry, ...] = getattr(self, name)
        return entries

    def entry(self, collection: str, entry_id: str) -> Entry | None:
        """The entry of a collection with this id, or None."""
        return next((one for one in self.collection(collection) if one.id == entry_id), None)
