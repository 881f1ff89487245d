"""Merging an adaptation into its baseline: trees in, one tree out, nothing validated yet.

Each entry that an adaptation names says what it does (`do: keep | adapt | add | drop`). Fields not named are inherited;
mappings merge by key (and so texts by language); scalars, lists and `support` replace. `null` never deletes.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from briefgen.diagnostics import Mark, Problems, Related
from briefgen.model.nodes import Mapping, Node, Scalar, Sequence
from briefgen.model.scenario import COLLECTIONS, OWN_HEADER, STANCED

REPLACED: Final = ("support", "country")
"""Mappings that an adaptation replaces whole: its support and its country are its own claims."""

MOST_NAMED: Final = 30
"""How many names a hint lists."""


class Stance(StrEnum):
    """What an adaptation does with an entry; `UNDECIDED` where it has to say and does not."""

    KEEP = "keep"
    ADAPT = "adapt"
    ADD = "add"
    DROP = "drop"
    UNDECIDED = "undecided"


ALLOWED: Final = {Stance.KEEP: {"do", "support", "after"}, Stance.DROP: {"do", "because"}}
"""The keys an entry may have, where its stance limits them."""

Key = tuple[str, str]
"""A collection and the id of one of its entries."""


@dataclass(frozen=True, slots=True)
class Layers:
    """A merged tree, and what became of the baseline's entries, by collection and id."""

    tree: Mapping
    stances: dict[Key, Stance] = field(default_factory=dict)
    drops: dict[Key, Node] = field(default_factory=dict)


def suggest(word: str, known: Iterable[str]) -> str:
    """A "did you mean" hint for a word that is not known; what is known, or the first of it, where nothing is close."""
    names = list(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"known here: {', '.join(names[:MOST_NAMED]) or 'none'}{more}"


def merge_nodes(base: Node, change: Node) -> Node:
    """The node that results when `change` is laid over `base`."""
    if not (isinstance(base, Mapping) and isinstance(change, Mapping)):
        return change
    entries, keys = dict(base.entries), dict(base.keys)
    for key, value in change.entries.items():
        inherits = key in entries and key not in REPLACED
        entries[key] = merge_nodes(entries[key], value) if inherits else value
        keys[key] = change.keys[key]
    return replace(change, entries=entries, keys=keys)


def without(node: Mapping, *names: str) -> Mapping:
    """The mapping without some of its keys."""
    kept = {key: value for key, value in node.entries.items() if key not in names}
    return replace(node, entries=kept, keys={key: node.keys[key] for key in kept})


def merge_adaptation(base: Layers, parent_id: str, change: Mapping, problems: Problems) -> Layers:
    """The layers of an adaptation over those of the scenario it extends. Reports every stance that cannot be taken."""
    for name in OWN_HEADER:
        if name not in change.entries:
            problems.error(
                "missing-field",
                Mark(change.mark.file),
                f'"{name}" is missing',
                f"an adaptation gives its own {', '.join(OWN_HEADER)}",
            )
    orders = change.entries.get("order")
    header = without(change, "extends", "order", *COLLECTIONS)
    merged = merge_nodes(without(base.tree, *COLLECTIONS), header)
    assert isinstance(merged, Mapping)
    entries, keys = dict(merged.entries), dict(merged.keys)
    stances, drops = dict(base.stances), dict(base.drops)
    for name in COLLECTIONS:
        old, new = base.tree.entries.get(name), change.entries.get(name)
        if new is not None and not isinstance(new, Mapping):
            hint = "write each id on a line of its own, with a colon, and its fields below it"
            problems.error("wrong-type", new.mark, f'"{name}" is not a mapping of ids to entries', hint)
            new = None
        if old is not None and not isinstance(old, Mapping):
            entries[name], keys[name] = old, base.tree.keys[name]  # wrong in the baseline, and reported there
            continue
        merge = _CollectionMerge(name, parent_id, old, new, problems)
        merge.run(change.mark)
        stances.update({(name, entry): stance for entry, stance in merge.stances.items()})
        drops = {key: because for key, because in drops.items() if key[0] != name or key[1] not in merge.stances}
        drops.update({(name, entry): because for entry, because in merge.drops.items()})
        if merge.result is not None:
            entries[name] = _reorder(merge.result, name, orders, problems)
            keys[name] = change.keys.get(name) or base.tree.keys[name]
    if orders is not None:
        _check_orders(orders, entries, problems)
    return Layers(replace(merged, entries=entries, keys=keys), stances, drops)


@dataclass(slots=True)
class _CollectionMerge:
    """The merge of one collection: `result`, and the stances taken on the way."""

    name: str
    parent_id: str
    base: Mapping | None
    change: Mapping | None
    problems: Problems
    result: Mapping | None = None
    stances: dict[str, Stance] = field(default_factory=dict)
    drops: dict[str, Node] = field(default_factory=dict)

    def run(self, mark: Mark) -> None:
        """Fill `result`, `stances` and `drops`. `mark` is where the adaptation begins."""
        entries = dict(self.base.entries) if self.base else {}
        keys = dict(self.base.keys) if self.base else {}
        moves: list[tuple[str, Scalar]] = []
        for entry_id, node in self.change.entries.items() if self.change else ():
            assert self.change is not None
            key_mark = self.change.keys[entry_id]
            stance = self._stance(entry_id, node, key_mark)
            if stance is None or not isinstance(node, Mapping):
                continue
            self.stances[entry_id] = stance
            after = node.entries.get("after")
            if after is not None and not isinstance(after, Scalar):
                hint = "write one id, such as `after: one-team`"
                self.problems.error("wrong-type", after.mark, '"after" is not the id of one entry', hint)
            body = without(node, "do", "after")
            if stance is Stance.DROP:
                self.drops[entry_id] = node.entries.get("because", Scalar("", key_mark))
                del entries[entry_id], keys[entry_id]
                continue
            if stance is not Stance.ADD and not isinstance(entries[entry_id], Mapping):
                continue  # wrong in the baseline, and reported there
            entries[entry_id] = body if stance is Stance.ADD else merge_nodes(entries[entry_id], body)
            keys[entry_id] = key_mark
            if isinstance(after, Scalar):
                moves.append((entry_id, after))
        self._report_undecided(mark)
        if self.base is not None or self.change is not None:
            order = self._place(list(entries), moves)
            whole = self.change or self.base
            assert whole is not None
            self.result = replace(
                whole,
                entries={one: entries[one] for one in order},
                keys={one: keys[one] for one in order},
            )

    def _stance(self, entry_id: str, node: Node, mark: Mark) -> Stance | None:
        """The stance an entry takes, or None where it cannot be taken (and that is reported)."""
        word, problems = COLLECTIONS[self.name], self.problems
        if not isinstance(node, Mapping):
            hint = "write its fields below its id, beginning with `do:`"
            problems.error("wrong-type", node.mark, f'{word} "{entry_id}" is not a mapping of fields', hint)
            return None
        do = node.entries.get("do")
        if do is None:
            problems.error(
                "missing-do",
                mark,
                f'{word} "{entry_id}" does not say what it does',
                "add a line `do: keep`, `do: adapt`, `do: add` or `do: drop`",
            )
            return None
        if not isinstance(do, Scalar) or do.value not in list(Stance)[:4]:
            said = do.value if isinstance(do, Scalar) else "a list or mapping"
            hint = suggest(said, list(Stance)[:4])
            problems.error("bad-do", do.mark, f'"{said}" is not one of keep, adapt, add, drop', hint)
            return None
        stance = Stance(do.value)
        known = self.base.entries if self.base else {}
        if stance is Stance.ADD and entry_id in known:
            problems.error(
                "existing-id",
                mark,
                f'{self.parent_id} already has a {word} "{entry_id}"',
                "write `do: adapt` to change it, or choose another id",
                [Related(self.base.keys[entry_id], "it stands here")] if self.base else [],
            )
            return None
        if stance is not Stance.ADD and entry_id not in known:
            hint = suggest(entry_id, known)
            if not hint.startswith("did you"):
                hint = f"write `do: add` for an entry of your own; {hint}"
            problems.error("unknown-id", mark, f'no {word} "{entry_id}" in {self.parent_id}', hint)
            return None
        self._check_fields(entry_id, node, stance, mark)
        return stance

    def _check_fields(self, entry_id: str, node: Mapping, stance: Stance, mark: Mark) -> None:
        """Report fields that the stance does not allow and those that it demands."""
        word = COLLECTIONS[self.name]
        for key in node.entries if stance in ALLOWED else ():
            if key not in ALLOWED[stance]:
                hint = (
                    "write `do: adapt` to change it" if stance is Stance.KEEP else "a dropped entry has only `because`"
                )
                self.problems.error(
                    "field-not-allowed", node.keys[key], f'"{key}" does not go with `do: {stance}`', hint
                )
        if stance is Stance.DROP and "because" not in node.entries:
            self.problems.error(
                "missing-because",
                mark,
                f'{word} "{entry_id}" is dropped without a reason',
                "add `because:` with a text or the name of an entry in `reasons`",
            )
        if stance is not Stance.DROP and self.name in STANCED and "support" not in node.entries:
            self.problems.error(
                "missing-support",
                mark,
                f'{word} "{entry_id}" does not say why it holds here',
                "add `support:` with level, cites and because",
            )
        if stance is Stance.ADAPT and not set(node.entries) - {"do", "support", "after"}:
            self.problems.warning(
                "nothing-adapted",
                mark,
                f'{word} "{entry_id}" is adapted, but nothing changes',
                "write `do: keep`",
            )

    def _report_undecided(self, mark: Mark) -> None:
        if self.name not in STANCED or self.base is None:
            return
        place = self.change.mark if self.change else mark
        for entry_id in self.base.entries:
            if self.change is None or entry_id not in self.change.entries:
                self.stances[entry_id] = Stance.UNDECIDED
                self.problems.warning(
                    "undecided",
                    Mark(place.file) if self.change is None else place,
                    f'nothing is said about the {COLLECTIONS[self.name]} "{entry_id}" of {self.parent_id}',
                    "add it with `do: keep`, `do: adapt` or `do: drop`; until then participants do not see it",
                )

    def _place(self, order: list[str], moves: list[tuple[str, Scalar]]) -> list[str]:
        """The order of the entries once each one with `after` stands behind the entry that it names.

        Entries that name the same one keep the order they are written in, each followed by those that name it.
        """
        followers: dict[str, list[str]] = {}
        moved: dict[str, Scalar] = {}
        for entry_id, after in moves:
            target = after.value
            if target not in order or target == entry_id:
                hint = "it is dropped here: name another one" if target in self.drops else suggest(target, order)
                self.problems.error(
                    "unknown-id", after.mark, f'no {COLLECTIONS[self.name]} "{target}" to stand after', hint
                )
                continue
            followers.setdefault(target, []).append(entry_id)
            moved[entry_id] = after
        waiting = [one for one in reversed(order) if one not in moved]
        placed: list[str] = []
        while waiting:
            placed.append(waiting.pop())
            waiting += reversed(followers.get(placed[-1], []))
        circle = [one for one in order if one not in placed]
        for entry_id in circle:
            hint = "let one of them stand after another entry, or leave its `after` out"
            message = f'"{entry_id}" and the entry it stands after are placed after each other'
            self.problems.error("bad-value", moved[entry_id].mark, message, hint)
        return placed + circle


def _check_orders(orders: Node, entries: dict[str, Node], problems: Problems) -> None:
    """Report an `order` that is no mapping, and keys of it that are no collections or have no entries."""
    if not isinstance(orders, Mapping):
        hint = "write it as `lessons: [one, two]` below `order:`"
        problems.error("wrong-type", orders.mark, '"order" is not a mapping of collections to lists of ids', hint)
        return
    for name in orders.entries:
        if name not in COLLECTIONS:
            problems.error(
                "unknown-key", orders.keys[name], f'"{name}" is not a collection', suggest(name, COLLECTIONS)
            )
        elif name not in entries:
            problems.error("unknown-id", orders.keys[name], f'there are no "{name}" to order', "delete the line")


def _reorder(collection: Mapping, name: str, orders: Node | None, problems: Problems) -> Mapping:
    """The collection in the order that the header's `order` gives for it; that order has to name every entry once."""
    order = orders.entries.get(name) if isinstance(orders, Mapping) else None
    if order is None:
        return collection
    if not isinstance(order, Sequence) or not all(isinstance(item, Scalar) for item in order.items):
        problems.error("wrong-type", order.mark, f'the order of "{name}" is not a list of ids', "such as [one, two]")
        return collection
    ids = [item.value for item in order.items if isinstance(item, Scalar)]
    for item in order.items:
        assert isinstance(item, Scalar)
        if item.value not in collection.entries:
            hint = suggest(item.value, collection.entries)
            problems.error("unknown-id", item.mark, f'no {COLLECTIONS[name]} "{item.value}" to order', hint)
        elif ids.count(item.value) > 1:
            problems.error("duplicate-id", item.mark, f'"{item.value}" stands twice in the order', "delete one of them")
    if missing := [one for one in collection.entries if one not in ids]:
        hint = "an order names every entry once; to move a single one, give it `after:`"
        problems.error("incomplete-order", order.mark, f"the order leaves out: {', '.join(missing)}", hint)
    if sorted(ids) != sorted(collection.entries):
        return collection
    return replace(
        collection,
        entries={one: collection.entries[one] for one in ids},
        keys={one: collection.keys[one] for one in ids},
    )
