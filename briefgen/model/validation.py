"""From a merged tree to a `Scenario`, with pydantic's findings turned into diagnostics that point at their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ValidationError, create_model
from pydantic_core import ErrorDetails

from briefgen.diagnostics import Mark, Problems
from briefgen.model.adaptation import Key, Layers, suggest
from briefgen.model.entries import Entry
from briefgen.model.nodes import Mapping, Node, Sequence, is_refused, to_data
from briefgen.model.scenario import COLLECTIONS, Scenario
from briefgen.model.values import ID_PATTERN, Text

Path = tuple[str | int, ...]

WRONG_TYPES: Final = {
    "string_type": "expected a text",
    "list_type": "expected a list",
    "tuple_type": "expected a list",
    "dict_type": "expected a mapping",
    "model_type": "expected a mapping of fields",
    "model_attributes_type": "expected a mapping of fields",
    "is_instance_of": "expected an id",
    "date_type": "expected a date",
}

TYPE_HINTS: Final = {
    "expected a text": "write words, without brackets, braces or dashes",
    "expected a list": "write it in brackets, such as [one, two], or each entry on a line of its own after a dash",
    "expected true or false": "write `true` or `false`, nothing else",
    "expected a mapping of ids to entries": "write each id on a line of its own, with a colon, and its fields below it",
    "expected a mapping of fields": "write each field on a line of its own below it, indented by two spaces more",
}
VALUE_HINTS: Final = {
    "colon-in-text": "write `>-` after the language, and the text below it:\n    en: >-\n      one thing: another",
    "wrong-type": "write a single value, without brackets, braces or dashes",
    "bad-id": "such as one-team",
    "bad-citation": "`briefgen list sources` shows the paragraphs that there are",
    "bad-date": "year, month and day in European digits, with hyphens",
    "unknown-language": "a language is written as its code, such as ar, en, fr",
}


@dataclass(frozen=True, slots=True)
class Validated:
    """What validating gave: the scenario, and what is wrong in it, which further checks pass over.

    With errors the scenario is good for finding more of them only: what is wrong or missing is left out of it.
    """

    value: Scenario | None
    left_out: frozenset[Key] = frozenset()
    """Entries that are wrong in themselves."""
    lost: frozenset[str] = frozenset()
    """Collections of which nothing is known."""


def load_tree(layers: Layers, problems: Problems, wrong_before: frozenset[Key] = frozenset()) -> Validated:
    """The scenario of a merged tree; what does not validate is reported and left out.

    `wrong_before` names entries that are wrong in the baseline: what they lack is reported there.

    Why: one unknown key must not hide a reference that leads nowhere in another file.
    """
    tree = layers.tree
    for name, node in tree.entries.items():
        if name in COLLECTIONS:
            _check_collection(name, node, problems)
    if "drops" in tree.entries:
        problems.error("unknown-key", tree.keys["drops"], '"drops" is not a field', "write `do: drop` in the entry")
        return Validated(None)
    data = to_data(tree)
    assert isinstance(data, dict)
    data["drops"] = [
        {"collection": collection, "id": entry, "because": to_data(because)}
        for (collection, entry), because in layers.drops.items()
    ]
    try:
        return Validated(Scenario.model_validate(data))
    except ValidationError as error:
        findings = error.errors(include_url=False)
    for details in findings:
        is_lack = details["type"] in ("missing", "too_short")
        if not (is_lack and _entry_of(tree, details["loc"]) in wrong_before) and not _is_refused(layers, details):
            _report(details, layers, problems)
    left_out, lost = _prune(data, findings)
    try:
        return Validated(_PARTIAL.model_validate(data), left_out, lost)
    except ValidationError:
        return Validated(None, left_out, lost)


def _optional(name: str) -> Any:
    """A field of the scenario that may be missing."""
    field = copy(Scenario.model_fields[name])
    field.default = () if name in ("languages", "sources") else None
    return field.annotation, field


_PARTIAL: Final[type[Scenario]] = create_model(
    "Partial",
    __base__=Scenario,
    **{name: _optional(name) for name, field in Scenario.model_fields.items() if field.is_required()},
)
"""A scenario that may lack header fields."""


def _prune(data: dict[str, Any], findings: list[ErrorDetails]) -> tuple[frozenset[Key], frozenset[str]]:
    """The entries and collections in which something is wrong; it is taken out of `data`, as little as possible."""
    ids = {name: list(value) for name, value in data.items() if name in COLLECTIONS and isinstance(value, dict)}
    left_out, lost = set(), set()
    for details in findings:
        name, *path = details["loc"] or ("",)
        if name in ids and path and isinstance(path[0], int):
            entry_id = ids[str(name)][path[0]]
            left_out.add((str(name), entry_id))
            if len(path) < 2 or not _mend(data, str(name), entry_id, str(path[1])):
                data[str(name)].pop(entry_id, None)
        else:
            data.pop(str(name), None)
            lost.update({str(name)} & set(COLLECTIONS))
    return frozenset(left_out), frozenset(lost)


def _mend(data: dict[str, Any], name: str, entry_id: str, key: str) -> bool:
    """Whether an entry can stay without one of its fields; where it needs it, it gets something that is never wrong."""
    entry = data[name].get(entry_id)
    field = _model_in(Scenario.model_fields[name].annotation).model_fields.get(key)
    source = next(iter(data.get("sources") or ("",)))
    if not isinstance(entry, dict) or key == "id":
        return False
    entry.pop(key, None)
    if key == "support":
        entry[key] = {"level": "not-in-source"}
    elif field is not None and field.is_required():
        if field.annotation is Text:
            languages = data.get("languages")
            entry[key] = dict.fromkeys(languages if isinstance(languages, list) else (), "…")
        elif key == "cites" and ID_PATTERN.match(source):
            entry[key] = [f"{source}:1"]
        else:
            return False
    return True


def _entry_of(tree: Mapping, path: Path) -> Key | None:
    """The entry that a path of pydantic leads into, where entries of collections are numbered."""
    collection = tree.entries.get(str(path[0])) if path else None
    if len(path) < 2 or not isinstance(collection, Mapping) or not isinstance(path[1], int):
        return None
    return str(path[0]), list(collection.entries)[path[1]]


def _is_refused(layers: Layers, details: ErrorDetails) -> bool:
    """Whether the value at fault was refused already when the file was read: none at all, null or an alias."""
    return isinstance(details["input"], str) and is_refused(node_of(layers, details["loc"]))


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every model value below `value` with its path in the file; entries of collections are named by their ids."""
    yield path, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            if not (isinstance(value, Entry) and name == "id") and name != "root":
                yield from walk(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            key = item.id if isinstance(item, Entry) else number
            yield from walk(item, (*path, key))


def place_of(layers: Layers, path: Path) -> Mark:
    """Where the value at a path of the model stands in the files."""
    return _find(layers, path)[0]


def node_of(layers: Layers, path: Path) -> Node:
    """The deepest node on a path of the model."""
    return _find(layers, path)[1]


def _find(layers: Layers, path: Path) -> tuple[Mark, Node]:
    node: Node = layers.tree
    if path[:1] == ("drops",) and len(path) > 1 and isinstance(path[1], int):
        node, path = list(layers.drops.values())[path[1]], path[3:]
    mark = node.mark
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, int) and step < len(node.entries):
            step = list(node.entries)[step]  # pydantic counts the entries of a collection
        if isinstance(node, Mapping) and step in node.entries:
            mark = node.keys[str(step)]
            node = node.entries[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            mark = node.mark
    return mark, node


def _check_collection(name: str, node: Node, problems: Problems) -> None:
    """Report what pydantic cannot see because ids are keys in the file and fields in the model."""
    if not isinstance(node, Mapping):
        return
    for entry_id, entry in node.entries.items():
        if isinstance(entry, Mapping) and "id" in entry.entries:
            problems.error(
                "unknown-key",
                entry.keys["id"],
                f'"id" is not a field of a {COLLECTIONS[name]}',
                f"its id is its key: {entry_id}",
            )


def _report(details: ErrorDetails, layers: Layers, problems: Problems) -> None:
    """Report one finding of pydantic as a diagnostic of ours."""
    kind, path = details["type"], tuple(details["loc"])
    if kind == "too_short" and details["input"]:
        return  # not empty as written: its entries are wrong, and each is reported
    field = str(path[-1]) if path else ""
    owner = _owner(path)
    if kind == "missing" or (kind == "too_short" and field == "cites"):
        place = place_of(layers, path[:-1] if kind == "missing" else path)
        if field == "cites" and "support" not in path:
            problems.error(
                "claim-without-citation",
                place,
                f"{owner} has no citation",
                "add a line such as `cites: [nmi-model:25]`",
            )
        elif len(path) == 1:
            problems.error(
                "missing-field", Mark(layers.tree.mark.file), f'"{field}" is missing', "every scenario has it"
            )
        else:
            problems.error("missing-field", place, f'{owner} has no "{field}"', f"add `{field}:`")
    elif kind == "extra_forbidden":
        known = _fields_at(path[:-1])
        if field in ("do", "after"):
            hint = "`do:` and `after:` belong in an adaptation, a scenario with `extends:`"
        else:
            hint = suggest(field, known)
        problems.error("unknown-key", place_of(layers, path), f'"{field}" is not a field of {owner}', hint)
    elif kind == "literal_error":
        said, allowed = details["input"], str(details.get("ctx", {}).get("expected", ""))
        if isinstance(said, str):
            hint = suggest(said, re.findall("'([^']*)'", allowed))
            problems.error("bad-value", place_of(layers, path), f'"{said[:60]}" is not one of {allowed}', hint)
        else:
            hint = f"write one of {allowed}"
            problems.error("wrong-type", place_of(layers, path), f'expected a word for "{_name(path)}"', hint)
    elif kind == "string_pattern_mismatch":
        problems.error(
            "bad-value",
            place_of(layers, path),
            f'"{details["input"]}" is not two capital letters, such as IQ',
            "write the ISO 3166 code of the country",
        )
    elif kind == "too_short":
        hint = f"write at least one below `{field}:`"
        problems.error("missing-field", place_of(layers, path), f'"{field}" has no entries', hint)
    elif kind in WRONG_TYPES:
        hint = _text_hint(details["input"]) if kind == "dict_type" else TYPE_HINTS.get(WRONG_TYPES[kind], "")
        problems.error("wrong-type", place_of(layers, path), f'{WRONG_TYPES[kind]} for "{_name(path)}"', hint)
    else:
        is_text = kind == "wrong-type" and "text" in details["msg"]
        hint = _text_hint(details["input"]) if is_text else TYPE_HINTS.get(details["msg"]) or VALUE_HINTS.get(kind, "")
        if field == "reason":
            hint = "write the name of an entry in `reasons`, or a text in each language"
        problems.error(kind.replace("_", "-"), place_of(layers, path), details["msg"], hint)


def _text_hint(value: object) -> str:
    """How a text is written in each language."""
    wording = value if isinstance(value, str) and len(value) < 60 else "…"
    return f"write each language below its key:\n    ar:\n      …\n    en:\n      {wording}"


def _name(path: Path) -> str:
    """The last named step of a path."""
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "the scenario")


def _owner(path: Path) -> str:
    """The thing a field belongs to, in words: `lesson`, `support`, `the scenario`."""
    if len(path) <= 1:
        return "a scenario"
    inner = [step for step in path[2:-1] if isinstance(step, str)]
    if path[0] in COLLECTIONS and not inner:
        word = COLLECTIONS[str(path[0])]
        return f"an {word}" if word[0] in "aeiou" else f"a {word}"
    return f'"{inner[-1] if inner else path[0]}"'


def _fields_at(path: Path) -> list[str]:
    """The fields that are known at a path of the model."""
    model: Any = Scenario
    for step in path:
        if isinstance(step, int):
            continue
        field = getattr(model, "model_fields", {}).get(step)
        if field is None:
            return []
        model = _model_in(field.annotation)
    return [name for name in getattr(model, "model_fields", {}) if name not in ("id", "drops")]


def _model_in(annotation: Any) -> Any:
    """The model inside an annotation such as `tuple[Lesson, ...]` or `Support | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _model_in(inner):
            return found
    return None
