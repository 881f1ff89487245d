"""The quiz of a scenario: its items, and the blueprint by which forms are drawn from them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Discriminator, Tag, model_validator
from pydantic_core import PydanticCustomError

from briefgen.model.entries import Citations, CountryCode, Entry, FacilitatorNotes
from briefgen.model.training import Bloom
from briefgen.model.values import ID_PATTERN, LANGUAGE_PATTERN, Fields, Id, ObjectiveId, Text, YesNo

ItemType = Literal["single", "multi", "true-false", "matching", "ordering", "short"]
ITEM_TYPES: Final[tuple[ItemType, ...]] = ("single", "multi", "true-false", "matching", "ordering", "short")
BriefSection = Literal[
    "overview", "background", "who", "lessons", "challenges", "domains", "matrix", "modules", "glossary"
]
"""A section of the participant brief."""
MOST_OPTIONS: Final = 6
MOST_FORMS: Final = 26
MOST_ITEMS: Final = 120


def _options_with_ids(value: Any) -> Any:
    """The options of a mapping as a list, each with its key as `id`."""
    if isinstance(value, dict):
        return [{"id": key, "text": text} for key, text in value.items()]
    if isinstance(value, tuple | list) and all(isinstance(one, Option) for one in value):
        return value
    raise PydanticCustomError("wrong-type", "expected a mapping of ids to texts")


class Option(Fields):
    """One of the answers to choose from, one of the things to order, or one of the things to match."""

    id: Id
    text: Text


Options = Annotated[tuple[Option, ...], BeforeValidator(_options_with_ids)]


def _kind_of_key(value: Any) -> str:
    if isinstance(value, Text):
        return "text"
    if isinstance(value, dict):
        matches = all(isinstance(one, str) and ID_PATTERN.match(one) for one in value.values())
        return "pairs" if matches else "text"
    return "ids" if isinstance(value, list | tuple) else "id"


def _check_pairs(value: Any) -> Any:
    return tuple(value.items()) if isinstance(value, dict) else value


Pairs = Annotated[tuple[tuple[Id, Id], ...], BeforeValidator(_check_pairs)]
Key = Annotated[
    Annotated[Id, Tag("id")]
    | Annotated[tuple[Id, ...], Tag("ids")]
    | Annotated[Pairs, Tag("pairs")]
    | Annotated[Text, Tag("text")],
    Discriminator(_kind_of_key),
]
"""What is right: an option, several of them, each premise with its option, or a text as a model answer."""


class ItemNotes(FacilitatorNotes):
    """The key of an item, and why it is right."""

    key: Key
    rationale: Text


def _read_points(value: Any) -> Any:
    if isinstance(value, int) or (isinstance(value, str) and re.fullmatch(r"[1-9]|10", value)):
        return int(value)
    raise PydanticCustomError("bad-number", "expected a whole number of points, from 1 to 10")


class Item(Entry):
    """A quiz question. `options` are to choose from, to order, or to match with `premises`.

    `country` marks an item about one country's case; `section` is where the participant brief answers it; an `anchor`
    is kept in every form.
    """

    type: ItemType
    situation: Text | None = None
    stem: Text
    options: Options = ()
    premises: Options = ()
    objective: ObjectiveId | None
    bloom: Bloom
    section: BriefSection
    cites: Citations
    country: CountryCode | None = None
    points: Annotated[int, BeforeValidator(_read_points)] = 1
    shuffle: YesNo = True
    pinned: tuple[Id, ...] = ()
    anchor: YesNo = False
    facilitator: ItemNotes | None

    @model_validator(mode="before")
    @classmethod
    def _tell_answers_from_pairs(cls, value: Any) -> Any:
        """The fields of an item; a model answer of one small word a language is a text, though it looks like pairs."""
        notes = value.get("facilitator") if isinstance(value, dict) and value.get("type") == "short" else None
        key = notes.get("key") if isinstance(notes, dict) else None
        if not isinstance(notes, dict) or not isinstance(key, dict) or _kind_of_key(key) != "pairs":
            return value
        if not all(LANGUAGE_PATTERN.match(str(one)) for one in key):
            return value
        return {**value, "facilitator": {**notes, "key": Text(key)}}

    @property
    def key(self) -> tuple[str, ...] | tuple[tuple[str, str], ...] | Text:
        """What is right, as a list: options, or premises each with its option; a model answer is a text.

        Raises `ValueError` for an item of participants, which has no key.
        """
        if self.facilitator is None:
            raise ValueError("participants' items have no key")
        key = self.facilitator.key
        return (key,) if isinstance(key, str) else key


def _count(least: int, most: int) -> Any:
    def read(value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and re.fullmatch(r"0|[1-9][0-9]{0,2}", value) and least <= int(value) <= most:
            return int(value)
        raise PydanticCustomError(
            "bad-number", "expected a whole number, from {least} to {most}", {"least": least, "most": most}
        )

    return BeforeValidator(read)


def _read_seed(value: Any) -> Any:
    is_number = isinstance(value, str) and re.fullmatch(r"-?[0-9]+[.,][0-9]*", value)
    if not isinstance(value, str) or is_number or value in ("true", "false") or not 0 < len(value.strip()) <= 64:
        raise PydanticCustomError("bad-seed", "expected a text or a whole number, at most 64 characters")
    return value.strip()


Seed = Annotated[str, BeforeValidator(_read_seed)]
"""The name of a draw: the same seed gives the same forms on every machine."""


class Blueprint(Fields):
    """How forms are drawn: how many items, how many at least of each objective, level and type.

    `made` of them come from item templates: three in ten at most, unless there are no others.

    With `halves`, the drawn items are split into two halves of equal weight, the anchors in both: forms A, C, … hold
    the first, forms B, D, … the second, so that one can be the test before and the other the test after.
    """

    seed: Seed
    items: Annotated[int, _count(1, MOST_ITEMS)]
    made: Annotated[int, _count(0, MOST_ITEMS)] = 0
    forms: Annotated[int, _count(1, MOST_FORMS)] = 4
    halves: YesNo = False
    title: Text | None = None
    objectives: dict[Id, Annotated[int, _count(1, MOST_ITEMS)]] = {}  # noqa: RUF012  pydantic copies it
    levels: dict[Bloom, Annotated[int, _count(1, MOST_ITEMS)]] = {}  # noqa: RUF012
    types: dict[ItemType, Annotated[int, _count(1, MOST_ITEMS)]] = {}  # noqa: RUF012
    without: tuple[ItemType, ...] = ()
