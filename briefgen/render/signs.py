"""Where a font places vowel signs on its letters: the anchors of its glyph positioning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from fontTools.ttLib import TTFont

SHADDA: Final = "\u0651"
ON_LETTERS: Final = "mark"
ON_SIGNS: Final = "mkmk"
EXTENSION: Final = 9
"""The kind of a lookup that only refers to another one."""
Offset = tuple[int, int]


class Signs:
    """The signs of one font. Places are the font's units, from the origin of the letter."""

    def __init__(self, font: TTFont) -> None:
        self._names: dict[int, str] = font.getBestCmap() or {}
        self._tables = {tag: list(_tables(font, tag)) for tag in (ON_LETTERS, ON_SIGNS)}
        self._known: dict[tuple[str, str], tuple[Offset, ...] | None] = {}

    def place(self, letter: str, signs: str) -> tuple[Offset, ...] | None:
        """Where each sign of a letter, joined as it is drawn, stands; None if one of them cannot be placed.

        Why by rank: a shadda stands next to its letter and carries the vowel, in whatever order they are written.
        """
        key = letter, signs
        if key not in self._known:
            self._known[key] = self._place(letter, signs)
        return self._known[key]

    def _place(self, letter: str, signs: str) -> tuple[Offset, ...] | None:
        base, names = self._names.get(ord(letter)), [self._names.get(ord(sign)) for sign in signs]
        found: dict[int, Offset] = {}
        below: int | None = None
        for at in sorted(range(len(signs)), key=lambda at: signs[at] != SHADDA):
            offset = None
            if below is not None and (step := self._offset(ON_SIGNS, names[below], names[at])):
                offset = found[below][0] + step[0], found[below][1] + step[1]
            offset = offset or self._offset(ON_LETTERS, base, names[at])
            if offset is None:
                return None
            found[at], below = offset, at
        return tuple(found[at] for at in range(len(signs)))

    def _offset(self, tag: str, base: str | None, sign: str | None) -> Offset | None:
        """How far a sign is moved to stand on a glyph; what a font says last is what counts."""
        for table in reversed(self._tables[tag]):
            carriers, anchors, signs, marks = _parts(table)
            if base in carriers and sign in signs:
                mark = marks.MarkRecord[signs.index(sign)]
                anchor = anchors(carriers.index(base), mark.Class)
                if anchor is not None:
                    own = mark.MarkAnchor
                    return anchor.XCoordinate - own.XCoordinate, anchor.YCoordinate - own.YCoordinate
        return None


def _tables(font: TTFont, tag: str) -> Iterator[Any]:
    """The tables of a feature of a font, in order."""
    if "GPOS" not in font or font["GPOS"].table.FeatureList is None:
        return
    positions = font["GPOS"].table
    numbers = {
        number
        for record in positions.FeatureList.FeatureRecord
        if record.FeatureTag == tag
        for number in record.Feature.LookupListIndex
    }
    for number in sorted(numbers):
        lookup = positions.LookupList.Lookup[number]
        for table in lookup.SubTable:
            yield table.ExtSubTable if lookup.LookupType == EXTENSION else table


def _parts(table: Any) -> tuple[Sequence[str], Any, Sequence[str], Any]:
    """The glyphs that carry signs, the anchor for one of them and a class of signs, the signs and their anchors.

    On a ligature, a sign stands on its last letter.
    """
    if hasattr(table, "LigatureCoverage"):
        ligatures = table.LigatureArray.LigatureAttach
        return (
            table.LigatureCoverage.glyphs,
            lambda at, kind: ligatures[at].ComponentRecord[-1].LigatureAnchor[kind],
            table.MarkCoverage.glyphs,
            table.MarkArray,
        )
    if hasattr(table, "Mark2Coverage"):
        carriers = table.Mark2Array.Mark2Record
        return (
            table.Mark2Coverage.glyphs,
            lambda at, kind: carriers[at].Mark2Anchor[kind],
            table.Mark1Coverage.glyphs,
            table.Mark1Array,
        )
    bases = table.BaseArray.BaseRecord
    return (
        table.BaseCoverage.glyphs,
        lambda at, kind: bases[at].BaseAnchor[kind],
        table.MarkCoverage.glyphs,
        table.MarkArray,
    )
