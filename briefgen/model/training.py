"""What a scenario trains: objectives, modules, discussion questions, injects, teams, and the programme of its days."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from briefgen.model.entries import Citations, CountryCode, Entry, FacilitatorNotes, Support
from briefgen.model.values import (
    Fields,
    InjectId,
    ModuleId,
    ObjectiveId,
    TeamId,
    Text,
)

Bloom = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
"""The level of an objective in the revised taxonomy of Bloom (Anderson and Krathwohl 2001)."""
Channel = Literal["briefing", "phone", "message", "letter", "media", "radio"]
SessionType = Literal[
    "registration",
    "welcome",
    "introductions",
    "module",
    "group-work",
    "plenary",
    "break",
    "prayer-lunch",
    "quiz",
    "hot-wash",
    "evaluation",
    "action-plan",
    "closing",
]
MOST_MINUTES = 600


def _read_minutes(value: Any) -> Any:
    if isinstance(value, int):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"0|[1-9][0-9]{0,2}", value) or int(value) > MOST_MINUTES:
        raise PydanticCustomError(
            "bad-number", "expected a whole number of minutes, from 0 to {most}", {"most": MOST_MINUTES}
        )
    return int(value)


Minutes = Annotated[int, BeforeValidator(_read_minutes)]
"""A number of minutes."""


def _read_clock(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        return value
    raise PydanticCustomError("bad-time", "expected a time of day such as 09:00")


Clock = Annotated[str, BeforeValidator(_read_clock)]
"""A time of day on the 24-hour clock, such as 09:00."""


class Team(Entry):
    """A group of participants that acts together in the exercise: functions, not named units."""

    name: Text
    text: Text
    country: CountryCode | None = None


class Objective(Entry):
    """What a participant can do in the end: one verb that can be seen or heard."""

    text: Text
    bloom: Bloom
    kind: Literal["knowledge", "skill", "attitude"]


class Step(Fields):
    """A stage of a module: how long it takes, what is done, and in which form."""

    minutes: Minutes
    activity: Text
    method: Literal["briefing", "discussion", "group-work", "exercise", "plenary", "writing"]
    materials: Text | None = None


class ModuleNotes(FacilitatorNotes):
    """What the facilitator of a module needs beside what participants read."""

    pitfalls: tuple[Text, ...] = ()
    if_late: Text | None = None
    debrief: Annotated[tuple[Text, ...], Field(min_length=1)]


class Module(Entry):
    """A part of the workshop with an aim of its own. `situation` is exercise material and fictional."""

    title: Text
    minutes: Minutes
    aim: Text
    relevance: Text
    objectives: Annotated[tuple[ObjectiveId, ...], Field(min_length=1)]
    key_messages: Annotated[tuple[Text, ...], Field(min_length=1)]
    situation: Text
    product: Text | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    cites: Citations
    support: Support = Support()
    country: CountryCode | None = None
    facilitator: ModuleNotes


class QuestionNotes(FacilitatorNotes):
    """Follow-up questions, and what a good discussion brings up."""

    probes: Annotated[tuple[Text, ...], Field(min_length=1)]
    listen_for: Annotated[tuple[Text, ...], Field(min_length=1)]


class Question(Entry):
    """A question for discussion in a module."""

    module: ModuleId
    text: Text
    objective: ObjectiveId
    level: Literal["strategic", "operational", "tactical"]
    minutes: Minutes
    facilitator: QuestionNotes


class InjectNotes(FacilitatorNotes):
    """What the teams are expected to do, and what to do if they are late."""

    expected: Text
    if_late: Text | None = None


class Inject(Entry):
    """A message that reaches a team during an exercise, `at` minutes after its module begins."""

    module: ModuleId
    title: Text
    at: Minutes
    depends_on: InjectId | None = None
    sender: Annotated[Text, Field(alias="from")]
    to: Annotated[tuple[TeamId, ...], BeforeValidator(lambda value: () if value == "all" else value)]
    channel: Channel
    text: Text
    ask: Text
    objective: ObjectiveId
    facilitator: InjectNotes


class Session(Fields):
    """A line of the programme. A session of type `module` names its module and takes its title from it."""

    type: SessionType
    minutes: Minutes
    module: ModuleId | None = None
    title: Text | None = None


class Day(Fields):
    """One day of the programme: when it starts, and its sessions one after another."""

    start: Clock
    sessions: Annotated[tuple[Session, ...], Field(min_length=1)]
