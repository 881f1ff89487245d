"""The tree of a scenario file: every value as the characters written, with its place and its scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from briefgen.diagnostics import Mark


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value. `plain` is False if it stood in quotes or a block; `layer` is the scenario it comes from."""

    value: str
    mark: Mark
    plain: bool = True
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: tuple[Node, ...]
    mark: Mark
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Values by key, in the order written; `keys` has the place of each key."""

    entries: dict[str, Node]
    keys: dict[str, Mark] = field(repr=False)
    mark: Mark
    layer: str = ""


Node: TypeAlias = Scalar | Sequence | Mapping
Data: TypeAlias = "str | list[Data] | dict[str, Data]"
Step: TypeAlias = str | int


NULLS: Final = ("null", "Null", "NULL", "~")
"""What YAML takes for no value when it stands without quotes."""


def is_refused(node: Node) -> bool:
    """Whether a value was refused when it was read, and stands here only so that reading could go on."""
    return isinstance(node, Scalar) and node.plain and (node.value in ("", *NULLS) or node.value.startswith("*"))


def to_data(node: Node) -> Data:
    """Return plain Python data, every scalar a `str`."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [to_data(item) for item in node.items]
        case Mapping():
            return {key: to_data(value) for key, value in node.entries.items()}


def child_of(node: Node, step: Step) -> Node | None:
    """Return the value under a key of a mapping or at an index of a list, None where there is none."""
    match node, step:
        case Mapping(), str():
            return node.entries.get(step)
        case Sequence(), int() if 0 <= step < len(node.items):
            return node.items[step]
    return None


def _follow(root: Node, path: Iterable[Step]) -> Iterator[tuple[Node, Step, Node]]:
    """Yield parent, step and child along a path for as long as it exists."""
    node = root
    for step in path:
        child = child_of(node, step)
        if child is None:
            return
        yield node, step, child
        node = child


def node_at(root: Node, path: Iterable[Step]) -> Node:
    """Return the deepest value that exists on a path."""
    return next(reversed([child for _, _, child in _follow(root, path)]), root)


def mark_at(root: Node, path: Iterable[Step]) -> Mark:
    """Return the place of the deepest value that exists on a path."""
    return node_at(root, path).mark


def key_mark_at(root: Node, path: Iterable[Step]) -> Mark:
    """Return the place of the last key that exists on a path, or of the list entry it ends with.

    Why: what is wrong with a key itself, or with a whole entry, is best pointed at by its name.
    """
    mark = root.mark
    for parent, step, child in _follow(root, path):
        mark = parent.keys[step] if isinstance(parent, Mapping) and isinstance(step, str) else child.mark
    return mark


def walk(root: Node) -> Iterator[Node]:
    """Yield a value and everything below it, in the order written."""
    yield root
    children = root.items if isinstance(root, Sequence) else root.entries.values() if isinstance(root, Mapping) else ()
    for child in children:
        yield from walk(child)
