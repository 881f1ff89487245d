"""Item templates: quiz items made from a scenario's own data, so that a new scenario has a quiz at once.

Each is a file `templates/items/<name>.yaml`: from which collection, how the key follows from it, and the wording in
Jinja2. What they make follows from the scenario alone: no chance, no clock.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final, Literal

from markupsafe import Markup
from pydantic import BaseModel, Field

from briefgen.compose.languages import read_fields
from briefgen.compose.sandbox import Sandbox
from briefgen.diagnostics import Problems
from briefgen.errors import UsageError
from briefgen.model.nodes import Mapping
from briefgen.model.quiz import BriefSection, Item, ItemNotes, Option
from briefgen.model.scenario import COLLECTIONS, Scenario
from briefgen.model.training import Bloom
from briefgen.model.values import ID_LENGTH, ID_PATTERN, Citation, Fields, PartialDate, Text
from briefgen.workspace import TEMPLATES, Workspace

FOLDER: Final = "items"
OPTIONS: Final = 4
UNSTABLE: Final = ("attributed", "evaluative", "dated")
"""Facts of these kinds are no ground for a key: somebody's view, a judgement, true only at the time."""


class ItemTemplateFields(Fields):
    """What the file of an item template says.

    `only` takes entries in which each of these fields has this value.

    Without `group`, each entry of `from` in which the field `where` is filled makes one item: its key is what the field
    `right` names (`self` for the entry itself), its other options come from the collection `options`. With `group`, so
    many entries make one item: in order of the field `by` for `ordering`, and for `single` the first of them is right;
    for `matching`, each `premise` belongs to the `option` of the same entry.
    """

    type: Literal["single", "ordering", "matching"]
    source: Annotated[str, Field(alias="from")]
    where: str
    only: dict[str, str] = {}  # noqa: RUF012  pydantic copies it
    group: Annotated[str, Field(pattern=r"^[2-6]$")] | None = None
    by: str | None = None
    right: str = "self"
    options: str | None = None
    stem: Text
    option: Text
    premise: Text | None = None
    rationale: Text
    bloom: Bloom
    section: BriefSection


def list_item_templates(workspace: Workspace) -> tuple[str, ...]:
    """The names of all item templates."""
    return tuple(
        sorted({file.stem for folder in workspace.folders(TEMPLATES) for file in folder.glob(f"{FOLDER}/*.yaml")})
    )


def make_items(workspace: Workspace, scenario: Scenario) -> tuple[Item, ...]:
    """All items that the templates make of a scenario, template by template; none with the id of one in the bank.

    Raises `SourceError` if the file of a template is wrong, `UsageError` if its name is no id or it names a collection
    that does not exist, `RenderingError` where its wording fails.
    """
    made: dict[str, Item] = {}
    for name in list_item_templates(workspace):
        for item in _Maker(workspace, name, scenario).items():
            made.setdefault(item.id, item)
    for item in scenario.items:
        made.pop(item.id, None)
    return tuple(made.values())


class _Maker:
    """Makes the items of one template."""

    def __init__(self, workspace: Workspace, name: str, scenario: Scenario) -> None:
        path = workspace.find_file(TEMPLATES, f"{FOLDER}/{name}.yaml")
        self.shown = str(workspace.shown(path))
        if not ID_PATTERN.match(name):
            raise UsageError(f"{self.shown}: the name of the file is no id", "small letters, digits and single hyphens")
        self.fields = read_fields(path, workspace.shown(path), ItemTemplateFields, _check_fields)
        self.name, self.scenario = name, scenario
        self.sandbox = Sandbox(workspace)
        texts = (self.fields.stem, self.fields.option, self.fields.premise, self.fields.rationale)
        is_written = all(one in text for one in scenario.languages for text in texts if text is not None)
        self.languages = scenario.languages if is_written else ()
        for collection in (self.fields.source, self.fields.options or self.fields.source):
            if collection not in COLLECTIONS:
                raise UsageError(
                    f'{self.shown}: "{collection}" is not a collection', f"known: {', '.join(COLLECTIONS)}"
                )

    def items(self) -> Iterator[Item]:
        """The items; none in a language that the template is not written in."""
        entries = [one for one in self.scenario.collection(self.fields.source) if self._is_ground(one)]
        if not self.languages:
            return
        if self.fields.group:
            yield from self._of_groups(entries, int(self.fields.group))
        else:
            made = [item for entry in entries if (item := self._of_entry(entry)) is not None]
            stems = Counter((one, item.stem[one]) for item in made for one in self.languages)
            yield from (item for item in made if all(stems[one, item.stem[one]] == 1 for one in self.languages))

    def _is_ground(self, entry: Any) -> bool:
        """Whether a key may rest on an entry: nobody's view, no judgement, no inferred date."""
        support, when = getattr(entry, "support", None), getattr(entry, "when", None)
        return (
            bool(_field(entry, self.fields.where))
            and self._is_taken(entry)
            and getattr(entry, "status", "fact") not in UNSTABLE
            and getattr(entry, "as_of", None) is None
            and not (support is not None and (support.view or support.level == "not-in-source"))
            and not (when is not None and when.inferred)
        )

    def _is_taken(self, entry: Any) -> bool:
        return all(_field(entry, field) == value for field, value in self.fields.only.items())

    def _of_entry(self, entry: Any) -> Item | None:
        pool = self.scenario.collection(self.fields.options or self.fields.source)
        if self.fields.options in (None, self.fields.source):
            pool = tuple(filter(self._is_taken, pool))
        named = entry.id if self.fields.right == "self" else _field(entry, self.fields.right)
        right = [named] if isinstance(named, str) else list(named or ())
        others = [one for one in pool if one.id not in right]
        others.sort(key=lambda one: hashlib.sha256(f"{self.name}/{entry.id}/{one.id}".encode()).digest())
        keys = [one for one in pool if one.id in right[:1]]
        return self._item(entry, [*keys, *others[: OPTIONS - 1]], right[0]) if keys else None

    def _of_groups(self, entries: list[Any], size: int) -> Iterator[Item]:
        """The items of groups of neighbours in order of `by`, or, without it, of their ids' hash."""
        by = self.fields.by
        if by:
            entries = _one_after_another(entries, by)
        else:
            entries = sorted(entries, key=lambda one: hashlib.sha256(f"{self.name}/{one.id}".encode()).digest())
        for start in range(0, len(entries) - size + 1, size):
            group = entries[start : start + size]
            ids = tuple(one.id for one in group)
            pairs = tuple((one, one) for one in ids)
            key = {"single": ids[0], "ordering": ids, "matching": pairs}[self.fields.type]
            if (item := self._item(group[0], group, key)) is not None:
                yield item

    def _item(self, entry: Any, group: Sequence[Any], key: Any) -> Item | None:
        options = tuple(Option(id=one.id, text=self._say(self.fields.option, entry, one)) for one in group)
        premise = self.fields.premise
        premises = tuple(Option(id=one.id, text=self._say(premise, entry, one)) for one in group) if premise else ()
        first = next(one for one in group if one.id == (key if isinstance(key, str) else group[0].id))
        stem = self._say(self.fields.stem, entry, first)
        for language in self.languages:
            if len(options) < 2 or _has_equals(options, language) or _has_equals(premises, language):
                return None  # there is nothing to choose from, or two options would be right
            right = [one.text[language].casefold() for one in options if one.id == key]
            if any(one in stem[language].casefold() for one in right):
                return None  # the stem says the answer
        grounds = group if self.fields.group else (entry, first)
        cites: dict[Citation, None] = dict.fromkeys(cite for one in grounds for cite in getattr(one, "cites", ()))
        countries = {getattr(one, "country", None) for one in grounds[: None if self.fields.group else 1]}
        return Item.model_construct(
            id=_short(f"{self.name}-{entry.id}"),
            type=self.fields.type,
            stem=stem,
            options=options,
            premises=premises,
            objective=None,
            bloom=self.fields.bloom,
            section=self.fields.section,
            cites=tuple(cites),
            country=countries.pop() if len(countries) == 1 else None,
            points=1 if self.fields.type == "single" else 2,
            facilitator=ItemNotes.model_construct(key=key, rationale=self._say(self.fields.rationale, entry, first)),
        )

    def _say(self, wording: Text, entry: Any, option: Any) -> Text:
        """The wording in each language, with the entry's and the option's own words in it."""
        said = {}
        for code in self.languages:
            context = {"entry": _in_language(entry, code), "option": _in_language(option, code)}
            said[code] = str(self.sandbox.render_text(f"{self.shown} ({code})", wording[code], context)).strip()
        return Text(said)


def _check_fields(fields: ItemTemplateFields, tree: Mapping, problems: Problems) -> None:
    """Report what the type of the items needs and the file does not say."""
    needs = {
        "group": fields.type != "single",
        "by": fields.type == "ordering" or (fields.type == "single" and fields.group is not None),
        "premise": fields.type == "matching",
    }
    for name, is_needed in needs.items():
        if is_needed and getattr(fields, name) is None:
            message = f'items of the type "{fields.type}" need "{name}" here'
            problems.error("missing-field", tree.keys["type"], message, f"add `{name}:`")


def _one_after_another(entries: list[Any], by: str) -> list[Any]:
    """The entries in order of a field, without those that do not have it or cannot be told apart by it.

    Why: what happened in 2018 may have come before or after what happened in October 2018.
    """
    dated = [one for one in entries if _field(one, by) is not None]
    kept: list[Any] = []
    for one in sorted(dated, key=lambda one: _field(one, by, latest=True)):
        if not kept or _field(one, by) > _field(kept[-1], by, latest=True):
            kept.append(one)
    return kept


def _has_equals(options: Sequence[Option], language: str) -> bool:
    """Whether two of the options read the same."""
    return len({one.text[language].casefold() for one in options}) < len(options)


def _in_language(value: Any, code: str) -> Any:
    """A value with each of its texts in one language; raw, because pages escape what they print."""
    if isinstance(value, Text):
        return Markup(value[code]) if code in value else Markup()
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {name: _in_language(getattr(value, name), code) for name in fields if name != "facilitator"}
    if isinstance(value, tuple):
        return [_in_language(one, code) for one in value]
    return Markup(value) if isinstance(value, str) else value


def _field(entry: Any, path: str, latest: bool = False) -> Any:
    """The value at a dotted path, such as `when.start`; a date as its first day that is possible, or its latest."""
    for step in path.split("."):
        entry = getattr(entry, step, None)
    if isinstance(entry, PartialDate | dt.date):
        return entry.year, entry.month or (12 if latest else 1), entry.day or (31 if latest else 1)
    return entry


def _short(name: str) -> str:
    """The name as an id of a length that ids may have."""
    if len(name) <= ID_LENGTH:
        return name
    return f"{name[: ID_LENGTH - 9].rstrip('-')}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
