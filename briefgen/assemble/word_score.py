"""How much of a text is found again in what a PDF reader extracts: words, their vowel signs, brackets, order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
LETTERS = "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff"
UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\u0640\ufeff]")
ARABIC_WORD = re.compile(f"[{LETTERS}]+")
MARKED_WORD = re.compile(f"[{LETTERS}{MARKS}]*[{MARKS}][{LETTERS}{MARKS}]*")
LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]+|[0-9]+(?:[.,:/][0-9]+)*|[٠-٩]+(?:/[٠-٩]+)*|[۰-۹]+")
"""Words of Latin letters and numbers of all digits."""
COMPOUND = re.compile("([A-Za-z]+)[-\u2010\u2011](?=([A-Za-z]+))")
EMBEDDED = re.compile("(?<=[0-9٠-٩۰-۹])[\u202a-\u202c\u200e\u200f]+(?=[0-9٠-٩۰-۹])")
"""Between numbers, the characters by which a reader says that they follow each other in another direction."""
ENGLISH_WORD = re.compile("[A-Za-z]+")
BRACKETED = tuple(re.compile(pattern) for pattern in (r"\([^()]*\)", r"\[[^][]*\]", "«[^«»]*»"))
"""What stands in brackets of each kind, with them; others may stand inside."""
FAULTY = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""What no text layer may hold: the sign of a lost character, and codes that mean nothing outside one font."""


def normalise(text: str) -> str:
    """The text in plain letters, without what is neither seen nor searched."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def unmarked(text: str) -> str:
    """The text without vowel signs."""
    return re.sub(f"[{MARKS}]", "", text)


Word = TypeVar("Word")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, each with how often it occurs: Arabic unmarked, Arabic with marks, Latin and numbers."""

    arabic: Counter[str]
    marked: Counter[str]
    latin: Counter[str]
    faulty: int = 0

    @classmethod
    def of(cls, text: str, source: str = "") -> Words:
        """The words of a text; where a reader extracted it, of the `source` it was printed from.

        Readers join a compound that is divided at its hyphen, so those of the source are taken apart again.
        """
        plain = normalise(EMBEDDED.sub(" ", text))
        for first, second in set(COMPOUND.findall(source)):
            plain = re.sub(rf"\b{first}{second}\b", f"{first}-{second}", plain)
        return cls(
            Counter(ARABIC_WORD.findall(unmarked(plain))),
            Counter(MARKED_WORD.findall(plain)),
            Counter(word.casefold() for word in LATIN_WORD.findall(plain)),
            len(FAULTY.findall(text)),
        )


@dataclass(frozen=True, slots=True)
class Score:
    """Shares, from 0 to 1, of what is found whole of a source; and how many found Arabic words it does not have.

    `missing` are words that are not found as often as the source has them, `unknown` the Arabic words it does not have.
    """

    arabic: float
    marked: float
    latin: float
    spurious: int
    faulty: int
    missing: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def score(source: Words, found: Words, beside: Container[str] = ()) -> Score:
    """How much of a source a reader finds; `beside` are Arabic words that may be found and need not."""
    unknown = {word: n for word, n in found.arabic.items() if word not in source.arabic and word not in beside}
    return Score(
        _share(source.arabic, found.arabic),
        _share(source.marked, found.marked),
        _share(source.latin, found.latin),
        sum(unknown.values()),
        found.faulty,
        tuple((source.arabic - found.arabic) + (source.latin - found.latin)),
        tuple(unknown),
    )


def neighbours_kept(source: str, found: str, word: re.Pattern[str]) -> float:
    """The share of neighbouring words of the lines of a source that are neighbours, in that order, in what is found."""
    kept = Counter(pairwise(word.findall(unmarked(normalise(found)))))
    wanted = Counter(pair for line in source.splitlines() for pair in pairwise(word.findall(unmarked(normalise(line)))))
    return _share(wanted, kept)


def brackets_kept(source: str, found: str) -> float:
    """The share of the bracketed phrases of a source that are found whole, with both brackets as they are written.

    Line breaks, vowel signs and spaces beside brackets do not matter.
    """
    wanted = Counter(phrase for kind in BRACKETED for phrase in kind.findall(_flowing(source)))
    text = _flowing(found)
    return _share(wanted, Counter({phrase: text.count(phrase) for phrase in wanted}))


def _flowing(text: str) -> str:
    """The text unmarked on one line, without spaces beside brackets."""
    return re.sub(r"\s*([][()«»])\s*", r"\1", re.sub(r"\s+", " ", unmarked(normalise(text))))


def _share(source: Counter[Word], found: Counter[Word]) -> float:
    return (source & found).total() / source.total() if source else 1.0
