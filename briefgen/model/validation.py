"""From a merged tree to a `Scenario`, with pydantic's findings turned into diagnostics that point at their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from briefgen.diagnostics import Mark, Problems
from briefgen.model.adaptation import Key, Layers, suggest
from briefgen.model.entries import Entry
from briefgen.model.nodes import Mapping, Node, Sequence, to_data
from briefgen.model.scenario import COLLECTIONS, Scenario

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


@dataclass(frozen=True, slots=True)
class Validated:
    """What validating gave: the scenario, and the entries left out of it because they are wrong in themselves."""

    value: Scenario | None
    left_out: frozenset[Key] = frozenset()


def load_tree(layers: Layers, problems: Problems) -> Validated:
    """The scenario of a merged tree; what does not validate is reported and left out.

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
        _report(details, layers, problems)
    left_out = _prune(data, findings)
    try:
        return Validated(Scenario.model_validate(data), left_out)
    except ValidationError:
        return Validated(None, left_out)


def _prune(data: dict[str, Any], findings: list[ErrorDetails]) -> frozenset[Key]:
    """The entries taken out of `data` because something in them is wrong."""
    ids = {name: list(value) for name, value in data.items() if name in COLLECTIONS and isinstance(value, dict)}
    left_out = set()
    for details in findings:
        path = details["loc"]
        if not path or (details["type"] == "missing" and len(path) == 1):
            continue
        if path[0] in ids and len(path) > 1 and isinstance(path[1], int):
            entry_id = ids[str(path[0])][path[1]]
            data[str(path[0])].pop(entry_id, None)
            left_out.add((str(path[0]), entry_id))
        else:
            data.pop(str(path[0]), None)
    return frozenset(left_out)


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every model value below `value` with its path in the file; entries of collections are named by their ids."""
    yield path, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if not (isinstance(value, Entry) and name == "id") and name != "root":
                yield from walk(getattr(value, name), (*path, name))
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
    field = str(path[-1]) if path else ""
    owner = _owner(path)
    if kind == "missing" or (kind == "too_short" and field == "cites"):
        place = place_of(layers, path[:-1])
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
        said = str(details["input"])[:60]
        allowed = details.get("ctx", {}).get("expected", "")
        problems.error("bad-value", place_of(layers, path), f'"{said}" is not one of {allowed}')
    elif kind == "string_pattern_mismatch":
        problems.error(
            "bad-value",
            place_of(layers, path),
            f'"{details["input"]}" is not two capital letters, such as IQ',
        )
    elif kind == "too_short":
        problems.error("missing-field", place_of(layers, path), f'"{field}" has no entries')
    elif kind in WRONG_TYPES:
        hint = _text_hint(details["input"]) if kind == "dict_type" else ""
        problems.error("wrong-type", place_of(layers, path), f'{WRONG_TYPES[kind]} for "{_name(path)}"', hint)
    else:
        hint = _text_hint(details["input"]) if kind == "wrong-type" else ""
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
        return f"a {COLLECTIONS[str(path[0])]}"
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
