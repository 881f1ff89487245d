"""Forms of a quiz: which items are drawn from the bank, and in which order they and their options stand on each form.

Every choice follows from a hash of a named seed, so that it is the same on every machine and with every Python.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Final, TypeVar

from briefgen.compose.quiz_minima import Minimum, minima_of, seek_items
from briefgen.errors import SourceError
from briefgen.model.quiz import Blueprint, Item, Option

MOST_MADE: Final = 0.3
"""The largest share of a draw that item templates may have made."""
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class FormItem:
    """An item as it stands on a form. `no` is its first number there; a row is one line of the answer sheet.

    `options` are in the order of the form. A matching item has a row for each premise, an ordering item one for each
    place, a short item none; `right` holds, for each row, the positions (from 0) of the right options.
    """

    no: int
    item: Item
    options: tuple[Option, ...]
    premises: tuple[Option, ...]
    right: tuple[tuple[int, ...], ...]

    @property
    def rows(self) -> int:
        """How many rows of the answer sheet the item takes."""
        return len(self.right)

    @property
    def choices(self) -> int:
        """How many bubbles each of its rows has; a true-false item has two."""
        return 2 if self.item.type == "true-false" else len(self.options)


@dataclass(frozen=True, slots=True)
class QuizForm:
    """One arrangement of a quiz. `half` is 1 or 2 where forms hold halves of the draw, else 0."""

    letter: str
    half: int
    items: tuple[FormItem, ...]

    @property
    def points(self) -> int:
        """The points of all its items."""
        return sum(one.item.points for one in self.items)

    @property
    def rows(self) -> int:
        """How many rows its answer sheet has."""
        return sum(one.rows for one in self.items)


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn from a bank: the items, and the forms made of them."""

    seed: str
    items: tuple[Item, ...]
    forms: tuple[QuizForm, ...]


class BlueprintNotMet(SourceError):
    """The bank cannot give what the blueprint asks for."""


def make_draw(blueprint: Blueprint, bank: Sequence[Item], made: Sequence[Item] = ()) -> Draw:
    """The items and forms of a blueprint, drawn from a bank and from items that templates made.

    Raises `BlueprintNotMet` where they do not suffice.
    """
    drawn = draw_items(blueprint, bank, made)
    halves = split_halves(blueprint.seed, drawn) if blueprint.halves else (drawn,)
    forms = []
    for number in range(blueprint.forms):
        half = number % len(halves)
        letter = ascii_uppercase[number]
        forms.append(_make_form(blueprint.seed, letter, half + 1 if blueprint.halves else 0, halves[half]))
    return Draw(blueprint.seed, drawn, tuple(forms))


def draw_items(blueprint: Blueprint, bank: Sequence[Item], made: Sequence[Item] = ()) -> tuple[Item, ...]:
    """The items of a draw, in the bank's order: the anchors, what the minima ask for, and then objective by objective.

    Where the bank is empty, all items are those that templates made. Raises `BlueprintNotMet` where there are too few.
    """
    written = [item for item in bank if item.type not in blueprint.without]
    spare = [item for item in made if item.type not in blueprint.without]
    shuffled_spare = _shuffled(f"{blueprint.seed}/made", spare, _id)
    if not written:
        _require(blueprint.items, spare, "the item templates")
        chosen = _draw_from(blueprint, shuffled_spare, blueprint.items)
    else:
        if blueprint.made > MOST_MADE * blueprint.items:
            hint = f"{int(MOST_MADE * blueprint.items)} of {blueprint.items} at most; write the others yourself"
            raise BlueprintNotMet(f"{blueprint.made} items made by templates are too many", hint)
        count = blueprint.items - blueprint.made
        _require(count, written, "the bank")
        _require(blueprint.made, spare, "the item templates")
        chosen = _draw_from(blueprint, _shuffled(f"{blueprint.seed}/draw", written, _id), count)
        chosen += shuffled_spare[: blueprint.made]
    order = {item.id: number for number, item in enumerate((*bank, *made))}
    return tuple(sorted(chosen, key=lambda item: order[item.id]))


def _require(count: int, items: Sequence[Item], where: str) -> None:
    if len(items) < count:
        raise BlueprintNotMet(
            f"the blueprint asks {where} for {count} items; there are {len(items)}",
            "ask for fewer, or write more items",
        )


def _draw_from(blueprint: Blueprint, pool: list[Item], count: int) -> list[Item]:
    """So many items of the pool: anchors, what the minima ask for, and then objective by objective."""
    chosen = [item for item in pool if item.anchor]
    if len(chosen) > count:
        raise BlueprintNotMet(f"there are {len(chosen)} anchor items, and room for {count}", "draw more items")
    others = [item for item in pool if not item.anchor]
    chosen += _meet_minima(blueprint, chosen, others, count - len(chosen))
    drawn = {item.id for item in chosen}
    rest = [item for item in others if item.id not in drawn]
    worked_on = Counter(item.objective for item in chosen)
    while len(chosen) < count:
        chosen.append(rest.pop(rest.index(min(rest, key=lambda item: worked_on[item.objective]))))
        worked_on[chosen[-1].objective] += 1
    return chosen


def _meet_minima(blueprint: Blueprint, chosen: Sequence[Item], pool: Sequence[Item], room: int) -> list[Item]:
    """The items that the minima ask for beyond those chosen, `room` of them at most: each the one that serves most.

    Where that does not suffice, others are sought. Raises `BlueprintNotMet` where none are found.
    """
    minima = minima_of(blueprint)
    for one in minima:
        if (lack := one.lack((*chosen, *pool))) > 0:
            raise _not_met(lack, one)
    taken: list[Item] = []
    left = list(pool)
    while lacking := [one for one in minima if one.lack((*chosen, *taken)) > 0]:
        if len(taken) >= room:
            found = seek_items([(one, one.lack(chosen)) for one in minima], pool, room)
            if found is None:
                raise _not_met(lacking[0].lack((*chosen, *taken)), lacking[0])
            return found
        taken.append(max(left, key=lambda item: sum(one.fits(item) for one in lacking)))
        left.remove(taken[-1])
    return taken


def _not_met(lack: int, minimum: Minimum) -> BlueprintNotMet:
    message = f"the blueprint cannot be met: {lack} more of {minimum.name} would be needed"
    return BlueprintNotMet(message, "lower it, draw more items, or write more")


def split_halves(seed: str, items: Sequence[Item]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Two halves of like weight, the anchors in both: items of a kind go to the first and the second in turn.

    Halves differ by at most one item, and by the points of one item.
    """
    halves: tuple[list[Item], list[Item]] = ([], [])
    others = [item for item in _shuffled(f"{seed}/halves", items, _id) if not item.anchor]
    for item in sorted(others, key=lambda one: (one.points, one.type, one.objective or "", one.bloom)):
        halves[0 if len(halves[0]) <= len(halves[1]) else 1].append(item)
    order = {item.id: number for number, item in enumerate(items)}
    first, second = (
        tuple(sorted((*half, *(one for one in items if one.anchor)), key=lambda item: order[item.id]))
        for half in halves
    )
    return first, second


def _make_form(seed: str, letter: str, half: int, items: Sequence[Item]) -> QuizForm:
    """The items in the order of a form: short answers last, because they have no row on the answer sheet."""
    ordered = _shuffled(f"{seed}/{letter}/items", items, _id)
    ordered.sort(key=lambda item: item.type == "short")
    orders = _balanced_orders(f"{seed}/{letter}", ordered)
    made, no = [], 1
    for item in ordered:
        one = _form_item(seed, letter, no, item, orders[item.id])
        made.append(one)
        no += max(one.rows, 1)
    return QuizForm(letter, half, tuple(made))


def _form_item(seed: str, letter: str, no: int, item: Item, options: tuple[Option, ...]) -> FormItem:
    premises = tuple(_shuffled(f"{seed}/{letter}/{item.id}/premises", item.premises, _id))
    place = {option.id: number for number, option in enumerate(options)}
    return FormItem(no, item, options, premises, _right_rows(item, place, premises))


def _right_rows(item: Item, place: dict[str, int], premises: Sequence[Option]) -> tuple[tuple[int, ...], ...]:
    """For each row of an item, the positions of its right options."""
    key = item.facilitator.key if item.facilitator else None
    if item.type == "true-false":
        return ((0 if key == "true" else 1,),)
    if isinstance(key, str):
        return ((place[key],),)
    if not isinstance(key, tuple):
        return ()
    pairs = dict(one for one in key if not isinstance(one, str))
    if item.type == "matching":
        return tuple((place[pairs[premise.id]],) for premise in premises)
    named = tuple(place[one] for one in key if isinstance(one, str))
    return tuple((one,) for one in named) if item.type == "ordering" else (tuple(sorted(named)),)


def _balanced_orders(seed: str, items: Sequence[Item]) -> dict[str, tuple[Option, ...]]:
    """The options of each item in a new order, so that the keys of single items fall on each letter equally often.

    Each single item is given the letter that is right least often so far among items of as many options; its key
    changes places with what stands there. Pinned options and items that are not shuffled stay as they are.
    """
    orders: dict[str, tuple[Option, ...]] = {}
    counts: dict[int, Counter[int]] = {}
    fixed_first = sorted(items, key=lambda item: item.shuffle and not item.pinned)
    for item in fixed_first:
        options = _permuted(f"{seed}/{item.id}", item)
        key = item.facilitator.key if item.facilitator else None
        ids = [option.id for option in options]
        if item.type == "single" and key in ids:
            seen = counts.setdefault(len(ids), Counter())
            now = ids.index(str(key))
            free = [now] if not item.shuffle or key in item.pinned else _free_places(item, ids)
            ranks = _shuffled(f"{seed}/{item.id}/letter", free, str)
            wanted = min(ranks, key=lambda place: seen[place])
            options[now], options[wanted] = options[wanted], options[now]
            seen[wanted] += 1
        orders[item.id] = tuple(options)
    return orders


def _free_places(item: Item, ids: Sequence[str]) -> list[int]:
    return [number for number, one in enumerate(ids) if one not in item.pinned]


def _permuted(seed: str, item: Item) -> list[Option]:
    """The options in the order of a hash; pinned ones keep their place. Things to order never stand in their order."""
    if not item.shuffle:
        return list(item.options)
    free = _shuffled(seed, [one for one in item.options if one.id not in item.pinned], _id)
    options = _among_pinned(item, free)
    key = item.facilitator.key if item.facilitator else None
    if item.type == "ordering" and tuple(one.id for one in options) == key:
        options = _among_pinned(item, free[1:] + free[:1])
    return options


def _among_pinned(item: Item, free: Iterable[Option]) -> list[Option]:
    """The options of an item, the free ones in this order between the pinned ones."""
    following = iter(free)
    return [one if one.id in item.pinned else next(following) for one in item.options]


def _shuffled(seed: str, things: Iterable[Thing], name: Callable[[Thing], str]) -> list[Thing]:
    """The things in the order of a hash of the seed and their names."""
    return sorted(things, key=lambda one: hashlib.sha256(f"{seed}\0{name(one)}".encode()).digest())


def _id(one: Item | Option) -> str:
    return one.id
