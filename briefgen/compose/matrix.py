"""The adaptation matrix: each lesson, challenge and domain, its support in the baseline and its support here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from briefgen.compose.audience import Audience
from briefgen.model.adaptation import Stance
from briefgen.model.entries import Challenge, Domain, Lesson, Support
from briefgen.model.load import Loaded
from briefgen.model.scenario import STANCED
from briefgen.model.training import Module
from briefgen.model.values import Citation, Text

TITLED: Final = (Lesson, Challenge, Domain, Module)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `baseline` is None for an entry added here, `here` is None for one that is dropped or undecided."""

    id: str
    title: Text
    stance: str
    baseline: Support | None
    here: Support | None
    cites: tuple[Citation, ...] = ()
    because: Text | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one collection."""

    collection: str
    rows: tuple[Row, ...]


def matrix_of(loaded: Loaded) -> tuple[Group, ...]:
    """What carries over from the baseline and what is added, as participants may see it; empty for a baseline."""
    if loaded.baseline is None:
        return ()
    groups = []
    for name in STANCED:
        entries = [one for one in loaded.value.collection(name) if loaded.stance(name, one.id) is not Stance.UNDECIDED]
        rows = tuple(_row(loaded, name, one) for one in entries if isinstance(one, TITLED))
        groups.append(Group(name, rows))
    return tuple(group for group in groups if group.rows)


def left_out(loaded: Loaded, audience: Audience) -> tuple[Group, ...]:
    """What an adaptation drops, with the reasons, and what it has not decided: for facilitators only."""
    if audience is not Audience.FACILITATORS or loaded.baseline is None:
        return ()
    reasons = {reason.id: reason.text for reason in loaded.value.reasons}
    groups = []
    for name in STANCED:
        rows = []
        for drop in loaded.value.drops:
            entry = _before(loaded, name, drop.id) if drop.collection == name else None
            if isinstance(entry, TITLED):
                because = drop.because if isinstance(drop.because, Text) else reasons.get(drop.because)
                rows.append(Row(entry.id, entry.title, Stance.DROP, entry.support, None, entry.cites, because))
        for entry in loaded.value.collection(name):
            if loaded.stance(name, entry.id) is Stance.UNDECIDED and isinstance(entry, TITLED):
                rows.append(Row(entry.id, entry.title, Stance.UNDECIDED, entry.support, None, entry.cites))
        groups.append(Group(name, tuple(rows)))
    return tuple(group for group in groups if group.rows)


def _row(loaded: Loaded, name: str, entry: Lesson | Challenge | Domain | Module) -> Row:
    before = _before(loaded, name, entry.id)
    baseline = before.support if isinstance(before, TITLED) else None
    stance = loaded.stance(name, entry.id) or Stance.KEEP
    return Row(entry.id, entry.title, stance, baseline, entry.support, entry.cites)


def _before(loaded: Loaded, name: str, entry_id: str) -> object:
    """The entry as the nearest scenario that this one extends has it."""
    layer = loaded.baseline
    while layer is not None:
        if found := layer.value.entry(name, entry_id):
            return found
        layer = layer.baseline
    return None
