"""The entries of a scenario's collections: sources, facts, institutions, lessons and the rest.

Whatever stands under `facilitator` in an entry is for facilitators only; all other fields may be given to participants.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from briefgen.model.values import (
    Because,
    Citation,
    Date,
    Fields,
    Id,
    LessonId,
    PartialDate,
    PersonId,
    Text,
    ThemeId,
    YesNo,
)

Level = Literal["stated", "possibility", "general", "inferred", "planner-added", "not-in-source"]
"""Why an entry holds here, from "the source says it of this country" to "the source does not discuss it"."""
Status = Literal["fact", "attributed", "evaluative", "dated"]
"""What kind of statement a fact is: plain fact, somebody's view, the writer's judgement, true only at the time."""
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Citations = Annotated[tuple[Citation, ...], Field(min_length=1)]


class FacilitatorNotes(Fields):
    """What the facilitator should know about an entry and participants do not read."""

    sensitivity: Text | None = None
    source_wording: Text | None = None
    note: Text | None = None


class PersonNotes(FacilitatorNotes):
    """The name behind a role, where the source gives one; the role alone is printed for participants."""

    name: Text | None = None


class TermNotes(FacilitatorNotes):
    """Words to avoid for a term."""

    avoid: Text | None = None


class Support(Fields):
    """Why an entry holds in this scenario, with citations of its own; the entry's `cites` say where it comes from."""

    level: Level = "stated"
    view: Literal["attributed"] | None = None
    cites: tuple[Citation, ...] = ()
    because: Because | None = None


class Entry(Fields):
    """One entry of a collection; `id` is its key in the file."""

    id: Id


class Claim(Entry):
    """An entry that says something about the world, and so names its paragraphs."""

    cites: Citations
    support: Support = Support()
    checked_on: Date | None = None
    facilitator: FacilitatorNotes | None = None


class Source(Entry):
    """An article or other text that claims rest on, with one line of our own wording per paragraph."""

    title: Text
    kind: Literal["article", "planner"]
    outlet: Text | None = None
    date_note: Text
    language: Text
    limits: Text | None = None
    paragraphs: Annotated[tuple[Text, ...], Field(min_length=1)]


class Reason(Entry):
    """A reason that several entries give under `because`."""

    text: Text


class Theme(Entry):
    """A group of facts in the background section."""

    title: Text


class Span(Fields):
    """When something happened; `end` only for a span of time, `inferred` if no source gives the date."""

    start: PartialDate
    end: PartialDate | None = None
    inferred: YesNo = False


class Fact(Claim):
    """A single statement of the background. `when` puts it on the timeline, where `moment` is its short wording."""

    text: Text
    theme: ThemeId
    status: Status
    speaker: PersonId | None = None
    as_of: PartialDate | None = None
    when: Span | None = None
    moment: Text | None = None
    country: CountryCode | None = None


class Institution(Claim):
    """A body of a country. `links` say how the mission or the workshop dealt with it."""

    name: Text
    acronym: str | None = None
    country: CountryCode
    sector: Literal["security", "civil"]
    role: Text
    links: tuple[Literal["advised", "workshop"], ...] = ()


class Partner(Claim):
    """An organisation that works with the institutions. `link` is its place in the picture of who works with whom."""

    name: Text
    acronym: str | None = None
    role: Text
    link: Literal["subject", "host", "coordinates"] | None = None
    country: CountryCode | None = None
    as_of: PartialDate | None = None


class Person(Claim):
    """Somebody whose view a source reports: a label without a name, and the view, for participants."""

    label: Text
    view: Text
    country: CountryCode | None = None
    facilitator: PersonNotes | None = None


class Lesson(Claim):
    """A lesson learned; the `core` ones are those that the source itself numbers as lessons."""

    title: Text
    text: Text
    core: YesNo = False
    speaker: PersonId | None = None


class Challenge(Claim):
    """Something that makes the work hard, and the lessons that answer it."""

    title: Text
    text: Text
    lessons: tuple[LessonId, ...] = ()
    country: CountryCode | None = None


class Domain(Claim):
    """A capability area: a field of training or advice."""

    title: Text
    text: Text
    country: CountryCode | None = None


class Term(Entry):
    """A term of the glossary."""

    term: Text
    acronym: str | None = None
    definition: Text
    theme: Literal["security", "training", "quiz", "paper", "tool"] = "security"
    facilitator: TermNotes | None = None


class Rule(Entry):
    """A ground rule of the workshop, or a limit of the sources: a title and a sentence or two."""

    title: Text
    text: Text


class OverviewRow(Fields):
    """A row of the section "At a glance": a label and a text."""

    label: Text
    text: Text


class Intros(Fields):
    """Sentences that open a section and belong to one scenario's sources; sections have general ones of their own."""

    reading: Text | None = None
    background: Text | None = None
    mission: Text | None = None
    workshop: Text | None = None
    lessons: Text | None = None
    challenges: Text | None = None
    domains: Text | None = None


class Country(Fields):
    """The country a scenario is about: its ISO 3166 code and its name."""

    code: CountryCode
    name: Text
