"""The minima of a blueprint: how many items of each objective, level and type, and which items meet them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from briefgen.model.quiz import Blueprint, Item

MOST_STEPS: Final = 2_000
"""How long items are sought that meet all minima together."""


@dataclass(frozen=True, slots=True)
class Minimum:
    """How many items a blueprint asks for of one objective, level or type."""

    name: str
    field: str
    value: str
    count: int

    def fits(self, item: Item) -> bool:
        """Whether an item counts."""
        return bool(getattr(item, self.field) == self.value)

    def lack(self, items: Iterable[Item]) -> int:
        """How many more than these would be needed."""
        return self.count - sum(map(self.fits, items))


def minima_of(blueprint: Blueprint) -> tuple[Minimum, ...]:
    """What a blueprint asks for at least."""
    asked = (
        ("objective", "objective", blueprint.objectives),
        ("level", "bloom", blueprint.levels),
        ("type", "type", blueprint.types),
    )
    return tuple(
        Minimum(f'{name} "{value}"', field, value, count)
        for name, field, counts in asked
        for value, count in counts.items()
    )


def seek_items(asked: Iterable[tuple[Minimum, int]], pool: Sequence[Item], room: int) -> list[Item] | None:
    """Items of the pool, `room` at most, that give each minimum what it lacks; None if none are found.

    Why: where minima leave little room, the item that serves most of them may be the wrong one to begin with.
    """
    return _Search(MOST_STEPS).run(list(asked), list(pool), room)


class _Search:
    """A search in a bounded number of steps."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def run(self, asked: list[tuple[Minimum, int]], pool: list[Item], room: int) -> list[Item] | None:
        """See `seek_items`."""
        asked = [(one, lack) for one, lack in asked if lack > 0]
        self.steps -= 1
        needed = Counter[str]()  # an item serves one minimum of each field
        for one, lack in asked:
            needed[one.field] += lack
        if not asked:
            return []
        if self.steps < 0 or max(needed.values()) > room:
            return None
        scarcest, _ = min(asked, key=lambda pair: sum(map(pair[0].fits, pool)) - pair[1])
        while fitting := [item for item in pool if scarcest.fits(item)]:
            best = max(fitting, key=lambda item: sum(one.fits(item) for one, _ in asked))
            rest = [item for item in pool if item is not best]
            found = self.run([(one, lack - one.fits(best)) for one, lack in asked], rest, room - 1)
            if found is not None or self.steps < 0:
                return None if found is None else [best, *found]
            kind = _kind(best)
            pool = [item for item in pool if _kind(item) != kind]  # none like it leads further
        return None


def _kind(item: Item) -> tuple[object, ...]:
    """What minima see of an item."""
    return item.objective, item.bloom, item.type
