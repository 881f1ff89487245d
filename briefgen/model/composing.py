"""A tree of values composed from YAML's events: each scalar as it was written, each node with its place.

PyYAML's events are taken as they come, so nothing is guessed (`10:30`, `no` and `010` stay what they are) and
nothing harmful is ever built. A value with a problem is reported and stays in the tree.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

import yaml

from briefgen.diagnostics import Mark, Problems, Related
from briefgen.model.characters import check_characters
from briefgen.model.nodes import NULLS, Mapping, Node, Scalar, Sequence
from briefgen.model.prose_traps import (
    Stuck,
    Trap,
    check_braces,
    check_comma,
    check_hash,
    check_plain,
    check_prose,
    explain,
)
from briefgen.model.rewriting import Place

CODES: dict[str, str] = {
    "alias": "a *name that repeats an anchored value",
    "anchor": "an &name that makes a value repeatable",
    "complex-key": "a key that is not a plain word",
    "duplicate-key": "a key that stands twice in the same mapping",
    "empty-file": "a file without any value",
    "empty-value": "a key or a list entry without a value",
    "merge-key": "the key <<, which copies another mapping",
    "not-a-mapping": "a file whose first level is not made of keys",
    "null-value": "null or ~ instead of a value",
    "several-documents": "a file with more than one document, divided by ---",
    "tag": "a !name that gives a value a type",
    "too-deep": "more than 64 levels of nesting",
}

MOST_LEVELS: Final = 64
COLON: Final = re.compile(r"\s*:")
LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class TrappedError(Exception):
    """YAML cannot be read as it stands; `trap` says why."""

    def __init__(self, trap: Trap) -> None:
        super().__init__(trap.message)
        self.trap = trap


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled."""

    mark: Mark
    place: Place
    is_flow: bool
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Mark] = field(default_factory=dict)
    key: str | None = None
    """The key whose value comes next; None if that value is not kept."""
    key_mark: Mark | None = None
    """Where the key stands whose value comes next; None if a key comes next."""
    key_start: Place = (0, 0)
    key_end: Place = (0, 0)
    without_colon: list[Place] = field(default_factory=list)

    def wants_key(self) -> bool:
        """Whether a key comes next."""
        return self.is_mapping and self.key_mark is None


class Composer:
    """One pass over the events of a text, which may be mended; `written` are the lines as they were."""

    def __init__(self, lines: list[str], written: list[str], shown: Path, layer: str) -> None:
        self.lines, self.written, self.shown, self.layer = [*lines, ""], written, shown, layer
        self.problems = Problems()
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0
        self.last: Any = None
        self.closed: _Open | None = None
        self.shared: dict[int, tuple[int, int]] = {}
        """How many characters each mended line shares with the written one, from the beginning and the end."""

    def compose(self, parser: Any) -> Mapping | None:
        """Return the tree, None if there is no mapping; raise `TrappedError` where YAML stops."""
        try:
            for event in yaml.parse("\n".join(self.lines), Loader=parser):
                self._take(event)
                self.last = event
                if self.documents > 1:
                    break
        except yaml.MarkedYAMLError as error:
            raise TrappedError(explain(self._stuck(error), self.lines)) from None
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # the pure parser's chr() of an escape
            place = _end(self.last) if self.last else (0, 0)
            raise TrappedError(Trap("yaml-syntax", place, f"YAML cannot read this: {error}", "")) from None
        if isinstance(self.root, Mapping):
            return self.root
        if self.root is None:
            self._error("empty-file", Mark(self.shown), "the file is empty", "write `key: value` lines, or delete it")
        else:
            hint = "start every line of the first level with a key and a colon"
            self._error("not-a-mapping", self.root.mark, "the file does not start with a key", hint)
        return None

    def _take(self, event: Any) -> None:
        match event:
            case yaml.ScalarEvent():
                self._take_scalar(event)
            case yaml.CollectionStartEvent():
                self._check_properties(event)
                if len(self.open) == MOST_LEVELS:
                    hint = "no scenario needs this; look for brackets that are not closed"
                    message = f"more than {MOST_LEVELS} levels of nesting"
                    raise TrappedError(Trap("too-deep", _start(event), message, hint))
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                flow = bool(event.flow_style)
                self.open.append(_Open(self._mark(event), _start(event), flow, is_mapping))
            case yaml.CollectionEndEvent():
                self._close(self.open.pop())
            case yaml.AliasEvent():
                hint = "write the value out again"
                self._error("alias", self._mark(event), f"*{event.anchor} repeats another value", hint)
                self._add(Scalar(f"*{event.anchor}", self._mark(event), True, self.layer))
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    hint = "delete the line with ---, or give each part a file of its own"
                    self._error("several-documents", self._mark(event), "a second document begins here", hint)

    def _take_scalar(self, event: Any) -> None:
        mark, start, end = self._mark(event), _start(event), _end(event)
        holder = self.open[-1] if self.open else None
        is_key = holder is not None and holder.wants_key()
        if not is_key and (event.anchor or event.tag) and (trap := check_prose(self.lines, start, self._braces())):
            raise TrappedError(trap)
        self._check_properties(event)
        check_characters(event.value, mark, self.written[start[0] : end[0] + 1], self.problems)
        value = LONE_SURROGATE.sub("\ufffd", unicodedata.normalize("NFC", event.value))
        if is_key:
            self._take_key(self.open[-1], event, value)
        elif not value and event.style not in ('"', "'"):
            self._take_empty(holder, event)
        else:
            if not event.style:
                self._check_plain(value, mark, start, end)
            self._add(Scalar(value, mark, not event.style, self.layer))

    def _take_key(self, holder: _Open, event: Any, key: str) -> None:
        mark, (line, column) = self._mark(event), _start(event)
        holder.key, holder.key_mark = None, mark
        holder.key_start, holder.key_end = _start(event), _end(event)
        if key == "<<" and not event.style:
            hint = "write the keys out, or let the scenario extend another one"
            self._error("merge-key", mark, "<< copies another mapping", hint)
        elif not key or self.lines[line][max(0, column - 9) : column].rstrip().endswith("?"):
            self._error("complex-key", mark, "the key is not written as `key:`", "write a word and a colon")
        elif key in holder.keys:
            first = Related(holder.keys[key], "the first one")
            hint = "join the two, or rename one of them"
            self._error("duplicate-key", mark, f'"{key}" stands twice in the same mapping', hint, first)
        else:
            holder.key, holder.keys[key] = key, mark
        braces = None if event.style else self._braces()
        if braces and (trap := check_comma(self.lines, (line, column), _end(event), braces)):
            raise TrappedError(trap)

    def _take_empty(self, holder: _Open | None, event: Any) -> None:
        """Report a value that is not there; where YAML sees nothing, there may be a text it did not see."""
        start, mark = _start(event), self._mark(event)
        if holder is None:
            return
        if holder.is_mapping and self._braces() == holder.place and not self._has_colon(holder.key_end):
            holder.without_colon.append(holder.key_start)
            holder.keys.pop(holder.key or "", None)
            holder.key, holder.key_mark = None, None
            return
        after = holder.key_end if holder.is_mapping else start
        if not event.style and not holder.is_flow and (trap := check_hash(self.lines, after)):
            raise TrappedError(trap)
        if not event.tag and not event.anchor and not (holder.is_mapping and holder.key is None):
            name = f'"{holder.key}"' if holder.key else "the entry"
            hint = "write a value; a text stands below its key, indented by two spaces more"
            self._error("empty-value", holder.key_mark or mark, f"{name} has no value", hint)
        self._add(Scalar("", mark, True, self.layer))

    def _check_plain(self, value: str, mark: Mark, start: Place, end: Place) -> None:
        if value in NULLS:
            hint = "null never deletes: leave the key out, or in an adaptation write `do: drop` with `because:`"
            self._error("null-value", mark, f"{value} is no value", hint)
        for trap in check_plain(self.lines, start, end, self._braces()):
            if trap.mended:
                raise TrappedError(trap)
            self._error(trap.code, self.mark(trap.place), trap.message, trap.hint)

    def _close(self, done: _Open) -> None:
        self.closed = done
        if done.without_colon:
            raise TrappedError(check_braces(self.lines, done.place, done.without_colon))
        if done.is_mapping:
            self._add(Mapping(done.entries, done.keys, done.mark, self.layer))
        else:
            self._add(Sequence(tuple(done.items), done.mark, self.layer))

    def _add(self, node: Node) -> None:
        holder = self.open[-1] if self.open else None
        if holder is None:
            self.root = self.root if self.documents > 1 else node
        elif not holder.is_mapping:
            holder.items.append(node)
        elif holder.wants_key():
            if not isinstance(node, Scalar):  # a scalar in this place is an alias, and reported
                self._error("complex-key", node.mark, "this cannot be a key", "write a word and a colon")
            holder.key, holder.key_mark = None, node.mark
        else:
            if holder.key is not None:
                holder.entries[holder.key] = node
            holder.key, holder.key_mark = None, None

    def _check_properties(self, event: Any) -> None:
        if event.anchor:
            hint = f"delete &{event.anchor}; a text that starts with & goes below its key, after >-"
            self._error("anchor", self._mark(event), f"&{event.anchor} makes a value repeatable", hint)
        if event.tag:
            hint = "delete it: the schema knows the type; a text that starts with ! goes below its key, after >-"
            self._error("tag", self._mark(event), f"{self._word_at(event)} gives the value a type", hint)

    def _stuck(self, error: yaml.MarkedYAMLError) -> Stuck:
        about = f"{error.context or ''} {error.problem or ''}".partition(", but ")[0].strip()
        place, start = error.problem_mark or error.context_mark, error.context_mark
        match self.last:
            case yaml.AliasEvent():
                kind = "alias"
            case yaml.ScalarEvent():
                kind = {"": "plain", '"': "quoted", "'": "quoted"}.get(self.last.style or "", "block")
            case yaml.CollectionEndEvent() if self.closed and self.closed.is_flow:
                kind = "flow"
            case _:
                kind = "other"
        began = self.closed.place if kind == "flow" and self.closed else _start(self.last)
        return Stuck(
            about,
            (place.line, place.column) if place else (0, 0),
            (start.line, start.column) if start else None,
            kind,
            (began, _end(self.last)),
            self._braces(),
        )

    def _braces(self) -> Place | None:
        """Return where the innermost open […] or {…} begins."""
        for one in reversed(self.open):
            if not one.is_flow:
                break
            line, column = one.place
            if self.lines[line][column : column + 1] in ("[", "{"):
                return one.place
        return None

    def _word_at(self, event: Any) -> str:
        line, column = _start(event)
        return self.lines[line][column : column + 60].partition(" ")[0]

    def _has_colon(self, key_end: Place) -> bool:
        return bool(COLON.match(self.lines[key_end[0]], key_end[1]))

    def mark(self, place: Place) -> Mark:
        """Return a place for people, counted from 1: in the lines as written, as near as can be told."""
        line, column = place
        if line >= len(self.written):
            return Mark(self.shown, len(self.written), len(self.written[-1]) + 1)
        mended, written = self.lines[line], self.written[line]
        if mended is not written and mended != written:
            if line not in self.shared:
                self.shared[line] = _count_shared(mended, written), _count_shared(mended[::-1], written[::-1])
            before, behind = self.shared[line]
            from_end = len(mended) - column
            if column > before:
                column = max(before, len(written) - from_end) if from_end <= behind else before
        return Mark(self.shown, line + 1, column + 1)

    def _mark(self, event: Any) -> Mark:
        return self.mark(_start(event))

    def _error(self, code: str, mark: Mark, message: str, hint: str, *related: Related) -> None:
        self.problems.error(code, mark, message, hint, related)


def _start(event: Any) -> Place:
    return event.start_mark.line, event.start_mark.column


def _end(event: Any) -> Place:
    return event.end_mark.line, event.end_mark.column


def _count_shared(one: str, other: str) -> int:
    """Return how many characters two lines have in common from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
