"""Where the texts of a page stand beside each other, and which of them a reader would take for one word.

pdf.js (Firefox) makes spaces of gaps, but not where a text begins left of the one before it on the same line, as texts
that run from right to left do, and columns whose first one stands on the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import bidirectional

from briefgen.render.clusters import NUMBER_OR_LATIN

SAME_LINE: Final = 0.6
"""How far apart, in parts of the size of the type, the base lines of two texts of a line may be."""
GAP: Final = 0.03
"""How far apart, in parts of the size of the type, the pieces of a word may be."""


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text of a page: its base line, its left and right end and the size of its type, in one unit.

    `first` and `last` are the kinds of the characters that it begins and ends with in the order of reading, spaces
    aside; `parted_first` and `parted_last` say whether a space stands there.
    """

    baseline: float
    left: float
    right: float
    size: float
    first: str
    last: str
    parted_first: bool
    parted_last: bool
    rtl: bool

    def runs_into(self, after: TextPlace) -> bool:
        """Whether the text that is drawn after this one would be read as going on in its last word."""
        size = max(self.size, after.size)
        if not self.last or self.last != after.first or abs(self.baseline - after.baseline) > SAME_LINE * size:
            return False
        if after.left >= self.left:
            return False
        return self.parted_last or after.parted_first or self.left - after.right > GAP * size


def place_of(texts: Sequence[str], baseline: float, left: float, right: float, size: float) -> TextPlace:
    """The place of a text, of whose glyphs the texts are given from left to right."""
    seen = [text for text in texts if text]
    arabic = sum(map(_is_arabic, seen))
    rtl = arabic > 0 and 2 * arabic >= sum(text.isalpha() for text in seen)
    kinds = [_kind(seen), _kind(seen[::-1])]
    spaces = [bool(seen) and seen[at].isspace() for at in (0, -1)]
    if rtl:
        kinds.reverse()
        spaces.reverse()
    return TextPlace(baseline, left, right, size, kinds[0], kinds[1], spaces[0], spaces[1], rtl)


def _kind(texts: Sequence[str]) -> str:
    """Of which kind the first character is, spaces aside: a word goes on with one of its own kind only."""
    first = next((text for text in texts if not text.isspace()), "")
    return "arabic" if _is_arabic(first) else "latin" if NUMBER_OR_LATIN.match(first) else ""


def _is_arabic(text: str) -> bool:
    """Whether a glyph stands for letters or signs of a right-to-left script."""
    return any(bidirectional(char) in ("R", "AL", "NSM") for char in text)
