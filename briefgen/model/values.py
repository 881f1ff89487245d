"""The small values that fields of a scenario hold: texts, ids, dates, citations, references."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    GetCoreSchemaHandler,
    RootModel,
    Tag,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
ID_LENGTH = 64
LANGUAGE_PATTERN = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


class Fields(BaseModel):
    """A group of fields in a file: frozen, and keys that are not fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _check_id(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "expected an id, a single word such as one-team")
    if len(value) > ID_LENGTH or not ID_PATTERN.match(value):
        raise PydanticCustomError(
            "bad-id",
            '"{value}" is not an id: small letters, digits and single hyphens, at most {most} characters',
            {"value": value[:80], "most": ID_LENGTH},
        )
    return value


Id = Annotated[str, BeforeValidator(_check_id)]


class Reference(str):
    """The id of an entry in `collection`, as another entry names it."""

    __slots__ = ("collection",)
    collection: str

    def __new__(cls, value: str, collection: str) -> Reference:
        """Return `value` as a reference to an entry of `collection`."""
        made = super().__new__(cls, value)
        made.collection = collection
        return made

    def __reduce__(self) -> tuple[type[Reference], tuple[str, str]]:
        return Reference, (str(self), self.collection)


class To:
    """The annotation of a field that names an entry of another collection."""

    def __init__(self, collection: str) -> None:
        self.collection = collection

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def refer(value: Any) -> Reference:
            return Reference(_check_id(value), self.collection)

        return core_schema.no_info_before_validator_function(refer, core_schema.is_instance_schema(Reference))


ReasonId = Annotated[str, To("reasons")]
LessonId = Annotated[str, To("lessons")]
PersonId = Annotated[str, To("people")]
ThemeId = Annotated[str, To("themes")]
ObjectiveId = Annotated[str, To("objectives")]
ModuleId = Annotated[str, To("modules")]
TeamId = Annotated[str, To("teams")]
InjectId = Annotated[str, To("injects")]


class Text(RootModel[dict[str, str]]):
    """One wording in several languages: a mapping from language code to text."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _by_language(cls, value: Any) -> Any:
        if isinstance(value, str):
            raise PydanticCustomError("wrong-type", "expected a text in each language, found a single text")
        if isinstance(value, dict):
            for key, wording in value.items():
                if not LANGUAGE_PATTERN.match(str(key)):
                    raise PydanticCustomError("unknown-language", '"{key}" is not a language', {"key": str(key)})
                if isinstance(wording, dict) and any(" " in str(one) for one in wording):
                    raise PydanticCustomError("colon-in-text", 'a colon splits the "{key}" wording', {"key": str(key)})
                if not isinstance(wording, str):
                    raise PydanticCustomError("wrong-type", 'the "{key}" wording is not a text', {"key": str(key)})
        return value

    def __getitem__(self, language: str) -> str:
        return self.root[language]

    def __contains__(self, language: object) -> bool:
        return language in self.root

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        return iter(self.root)


class Citation(Fields):
    """A paragraph of a source, written `nmi-model:25`. Paragraphs count from 1."""

    source: str
    paragraph: int

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        match = re.fullmatch(r"([a-z0-9]+(?:-[a-z0-9]+)*):([1-9][0-9]{0,3})", value)
        if not match:
            raise PydanticCustomError(
                "bad-citation",
                '"{value}" is not a citation; write source:paragraph, such as nmi-model:25',
                {"value": value[:80]},
            )
        return {"source": match[1], "paragraph": int(match[2])}

    def __str__(self) -> str:
        return f"{self.source}:{self.paragraph}"


def _read_date(value: Any) -> Any:
    if isinstance(value, str):
        try:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                return dt.date.fromisoformat(value)
        except ValueError:
            pass
        raise PydanticCustomError("bad-date", '"{value}" is not a date; write it as 2026-11-01', {"value": value[:40]})
    if isinstance(value, dict | list):
        raise PydanticCustomError("wrong-type", "expected a date such as 2026-11-01")
    return value


Date = Annotated[dt.date, BeforeValidator(_read_date)]


class PartialDate(Fields):
    """A year, a month of a year, or a day: written 2018, 2018-10 or 2018-10-07."""

    year: int
    month: int | None = None
    day: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", value)
        try:
            if match:
                year, month, day = (int(part) if part else None for part in match.groups())
                dt.date(year or 0, month or 1, day or 1)
                return {"year": year, "month": month, "day": day}
        except ValueError:
            pass
        raise PydanticCustomError(
            "bad-date", '"{value}" is not a date; write 2018, 2018-10 or 2018-10-07', {"value": value[:40]}
        )

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)


def _read_yes_no(value: Any) -> Any:
    if isinstance(value, bool) or value in ("true", "false"):
        return value in (True, "true")
    raise PydanticCustomError("wrong-type", "expected true or false")


YesNo = Annotated[bool, BeforeValidator(_read_yes_no)]

Because = Annotated[
    Annotated[Text, Tag("text")] | Annotated[ReasonId, Tag("reason")],
    Discriminator(lambda value: "text" if isinstance(value, dict | Text) else "reason"),
]
