"""From the glyphs of a line to the codes of its text layer: one code for each character, in the order readers expect.

A letter with its dots and vowel signs, or a ligature, is a *cluster*: glyphs that stand for some characters together.
Its first letter carries the whole picture; its other characters are empty codes. See docs/text-layer.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal, NamedTuple
from unicodedata import bidirectional

MARK: Final = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff]")
NON_JOINER: Final = "\u200c"
RIGHT_TO_LEFT_MARK: Final = "\u200f"
SPACE_AFTER_SIGN: Final = f"{RIGHT_TO_LEFT_MARK} "
"""The text of a space that follows a vowel sign, and of the end of a line after one.

Why: pdf.js skips what begins with a space and makes spaces of gaps, but does not look where a sign stands, so the sign
came out after the space or at the end of the line before. This it takes for a letter.
"""
SPACE_BEFORE_LATIN: Final = "\u200e "
"""The text of a space that is put before a text from left to right, in the same way."""
UNWRITTEN: Final = frozenset("\u200b\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u061c\ufeff")
"""Characters that leave no trace in the text layer."""
POINTED: Final = frozenset("()[]«»،؛؟")
"""Punctuation that readers move to the other side of a number beside it."""
NUMBER_OR_LATIN: Final = re.compile("[A-Za-z0-9%٠-٩۰-۹]")
NOTHING: Final = -1
"""The number of a glyph that is not drawn: a character without width or picture stands there."""
FARTHEST: Final = 4000
"""How far apart, in thousandths of an em, neighbouring letters of a word may be."""
HAIR: Final = 1
"""How wide a character without a picture is, in thousandths of an em."""
TOLERANCE: Final = 0.4
"""A step this small, in thousandths of an em, is not worth writing."""


class Glyph(NamedTuple):
    """A glyph of a line: its number in the font, its place from the start of the run and from the base line.

    Places are thousandths of an em. `text` is what the page engine says of it: in a cluster, one glyph has it all.
    """

    number: int
    x: float
    y: float
    text: str


class Part(NamedTuple):
    """A glyph of a composed picture, and how far it is moved (font units)."""

    glyph: int
    dx: int
    dy: int


@dataclass(frozen=True, slots=True)
class Code:
    """What a code of a font stands for: the way to the next code, the picture, the character.

    The way is in thousandths of an em, and whole: some readers cut off fractions.
    """

    advance: int
    parts: tuple[Part, ...]
    text: str


@dataclass(frozen=True, slots=True)
class FontCodes:
    """All codes of a font of a document, from 1 on; `font` is its name among the resources of the pages."""

    font: str
    codes: tuple[Code, ...]


@dataclass(slots=True)
class CodeBook:
    """The codes of one font so far; the same thing drawn again has the same code."""

    units_per_em: int
    known: dict[tuple[int, tuple[Part, ...], str], int] = field(default_factory=dict)
    letters: dict[tuple[object, ...], list[Placed]] = field(default_factory=dict)
    plain: dict[tuple[int, str], list[Placed]] = field(default_factory=dict)

    def place(self, advance: int, parts: tuple[Part, ...], text: str, x: float) -> Placed:
        """The code for a picture and a character, new if need be, at a place in a cluster."""
        number = self.known.setdefault((advance, parts, text), len(self.known) + 1)
        return Placed(f"{number:04x}", advance, x)

    def codes(self) -> tuple[Code, ...]:
        """All codes, in order."""
        return tuple(Code(*key) for key in self.known)


class Placed(NamedTuple):
    """A code as written in a content stream, its advance and its place in its cluster (thousandths of an em)."""

    written: str
    advance: int
    x: float


@dataclass(slots=True)
class Run:
    """Consecutive glyphs of a line in one font, left to right, with the font's codes and widths (1/1000 em).

    `length` is the way to the next run (thousandths of an em).
    """

    book: CodeBook
    widths: dict[int, int]
    glyphs: list[Glyph]
    length: float = 0.0


class Cluster:
    """Glyphs that stand for some characters together."""

    __slots__ = ("advance", "ends_line", "ends_word", "glyphs", "mark_left", "mark_right", "open", "rtl", "run", "text")

    def __init__(self, run: Run, glyph: Glyph) -> None:
        self.run = run
        self.glyphs = [glyph]
        self.text = glyph.text
        self.rtl = _is_rtl(glyph.text)
        self.open = not glyph.text  # left to right, the last glyph has the text
        self.advance: float | None = None
        self.ends_line = self.ends_word = self.mark_left = self.mark_right = False

    @property
    def base(self) -> Glyph:
        """The glyph that the others are placed by: the widest one, or the first from left to right."""
        if not self.rtl or len(self.glyphs) == 1:
            return self.glyphs[0]
        widths = self.run.widths
        return max(self.glyphs, key=lambda glyph: widths.get(glyph.number, 0))

    @property
    def is_letter(self) -> bool:
        """Whether this is a letter of a right-to-left script."""
        return self.rtl and any(char.isalpha() for char in self.text)

    @property
    def is_mark(self) -> bool:
        """Whether this has no letter yet: its letter stands to its right."""
        return bool(self.text) and all(MARK.match(char) for char in self.text)


_DIRECTIONS: dict[str, bool] = {}


def _is_rtl(text: str) -> bool:
    known = _DIRECTIONS.get(text)
    if known is None:
        known = any(bidirectional(char) in ("R", "AL") or MARK.match(char) for char in text)
        _DIRECTIONS[text] = known
    return known


def write_line(runs: Sequence[Run], parted: Literal["rtl", "ltr", ""] = "") -> Iterator[str]:
    """For each run of a line, what its content stream is to show: codes, and steps in thousandths of an em.

    A line that is `parted` gets a space of its direction in front, which readers must not overlook.
    """
    groups = [_group(run) for run in runs]
    line = [cluster for group in groups for cluster in group]
    if any(cluster.rtl for cluster in line):
        _close_gaps(line)
        _hold_in_place(line)
    space, first = (SPACE_AFTER_SIGN, -1) if parted == "rtl" else (SPACE_BEFORE_LATIN, 0)
    added = ""
    if parted and line and line[first].text == " ":
        line[first].text = space
    elif parted and runs:
        added = f"<{runs[first].book.place(HAIR, (), space, 0.0).written}>"
    written = [_write_run(run, group) for run, group in zip(runs, groups, strict=True)]
    if added:
        written[first] = written[first] + added if parted == "rtl" else added + written[first]
    yield from written


def place_run(run: Run) -> list[Placed]:
    """The codes of a run that is a line by itself, one right after another: no glyph is moved from its place."""
    clusters = _group(run)
    if any(cluster.rtl for cluster in clusters):
        _close_gaps(clusters)
        _hold_in_place(clusters)
    return [code for cluster in clusters for code in _codes_of(cluster)]


def _group(run: Run) -> list[Cluster]:
    """The clusters of a run, left to right.

    Why: from right to left the leftmost glyph of a cluster has its text, from left to right the rightmost one; and
    marks may come as clusters of their own, left of their letter.
    """
    clusters: list[Cluster] = []
    now: Cluster | None = None
    unjoined: Cluster | None = None
    for glyph in run.glyphs:
        if glyph.number == NOTHING:
            unjoined = now
            continue
        text = glyph.text
        if now is not None and now is not unjoined:
            if not text and now.rtl:
                now.glyphs.append(glyph)
                continue
            if now.open or (now.rtl and now.is_mark and _is_rtl(text)):
                now.glyphs.append(glyph)
                now.text = text + now.text
                now.open = not text
                now.rtl = now.rtl or _is_rtl(text)
                continue
        now = Cluster(run, glyph)
        clusters.append(now)
        if unjoined is not None and unjoined.is_letter and now.is_letter:
            unjoined.text = NON_JOINER + unjoined.text  # of what has no picture, only this one stands inside words
        unjoined = None
    return clusters


def _close_gaps(line: list[Cluster]) -> None:
    """Let letters of a word reach to the next one.

    Why: some fonts leave gaps between joined letters that readers take for spaces.
    """
    for left, right in pairwise(line):
        if left.run is right.run and left.is_letter and right.is_letter:
            distance = right.base.x - left.base.x
            if 0 <= distance < FARTHEST:
                left.advance = distance


def _hold_in_place(line: list[Cluster]) -> None:
    """Note where a right-to-left mark keeps a vowel sign with its word, or punctuation on its side of a number."""
    for place, cluster in enumerate(line):
        left = line[place - 1] if place else None
        if cluster.rtl:
            space_then_word = place > 1 and line[place - 1].text == " " and line[place - 2].is_letter
            cluster.ends_word = (left is None or not left.is_letter) and not space_then_word
            cluster.ends_line = left is None
            if left is not None and left.text == " " and MARK.match(cluster.text[-1:]):
                left.text = SPACE_AFTER_SIGN
        if cluster.text in POINTED:
            cluster.mark_left = _is_number(line[max(0, place - 2) : place][::-1])
            cluster.mark_right = _is_number(line[place + 1 : place + 3])


def _is_number(clusters: list[Cluster]) -> bool:
    """Whether the first of some clusters, a space aside, is of a number or a Latin word."""
    texts = [cluster.text for cluster in clusters]
    beside = texts[1:] if texts[:1] == [" "] else texts
    return bool(beside) and NUMBER_OR_LATIN.match(beside[0]) is not None


def _write_run(run: Run, clusters: list[Cluster]) -> str:
    """What a content stream shows for a run."""
    written: list[str] = []
    pen, inside = 0.0, False
    for cluster in clusters:
        start = cluster.base.x
        for code, advance, x in _codes_of(cluster):
            step = start + x - pen
            if not -TOLERANCE < step < TOLERANCE:
                written.append(f">{_number(-step)}<" if inside else f"{_number(-step)}<")
                pen += step
            elif not inside:
                written.append("<")
            inside = True
            written.append(code)
            pen += advance
    rest = run.length - pen
    closing = ">" if inside else ""
    return "".join(written) + closing + (_number(-rest) if abs(rest) > TOLERANCE else "")


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _codes_of(cluster: Cluster) -> list[Placed]:
    """The codes of a cluster, left to right; known ones are looked up."""
    book, glyphs = cluster.run.book, cluster.glyphs
    if len(glyphs) == 1 and not cluster.rtl and not (cluster.mark_left or cluster.mark_right or glyphs[0].y):
        key = (glyphs[0].number, cluster.text)
        found = book.plain.get(key)
        if found is None:
            found = book.plain[key] = _left_to_right(cluster)
        return found
    base = cluster.base
    ends = (cluster.ends_line, cluster.ends_word, cluster.mark_left, cluster.mark_right)
    shape = tuple([(glyph.number, round(glyph.x - base.x, 1), glyph.y) for glyph in glyphs])
    advance = None if cluster.advance is None else round(cluster.advance)
    whole = (cluster.text, shape, advance, ends)
    found = book.letters.get(whole)
    if found is None:
        found = _right_to_left(cluster) if cluster.rtl else _left_to_right(cluster)
        found = book.letters[whole] = _with_direction_marks(cluster, found)
    return found


def _with_direction_marks(cluster: Cluster, codes: list[Placed]) -> list[Placed]:
    if not (cluster.mark_left or cluster.mark_right):
        return codes
    left = [cluster.run.book.place(0, (), RIGHT_TO_LEFT_MARK, codes[0].x)] if cluster.mark_left else []
    end = codes[-1].x + codes[-1].advance
    right = [cluster.run.book.place(0, (), RIGHT_TO_LEFT_MARK, end)] if cluster.mark_right else []
    return left + codes + right


def _parts(cluster: Cluster, left: int = 0) -> list[Part]:
    """The glyphs of a cluster in font units, the base first, placed from a point right of it (1/1000 em)."""
    scale, base = cluster.run.book.units_per_em / 1000, cluster.base
    parts = [Part(one.number, round((one.x - base.x - left) * scale), round(one.y * scale)) for one in cluster.glyphs]
    first = cluster.glyphs.index(base)
    return [parts[first], *parts[:first], *parts[first + 1 :]]


def _left_to_right(cluster: Cluster) -> list[Placed]:
    """One code for the whole cluster, which may stand for several characters."""
    book, first, last = cluster.run.book, cluster.glyphs[0], cluster.glyphs[-1]
    way = last.x + cluster.run.widths.get(last.number, 0) - first.x
    text = cluster.text
    if text not in (SPACE_AFTER_SIGN, SPACE_BEFORE_LATIN):
        text = "".join(char for char in text if char not in UNWRITTEN) or " "
    return [book.place(round(way), tuple(_parts(cluster)), text, 0.0)]


def _right_to_left(cluster: Cluster) -> list[Placed]:
    """A code for each character, the last one leftmost; the first letter has the picture.

    Why: readers turn the codes of a line around one by one, so a code must not hold two characters.
    """
    book, base = cluster.run.book, cluster.base
    way = cluster.advance if cluster.advance is not None else cluster.run.widths.get(base.number, 0)
    advance = round(way)
    chars = [char for char in cluster.text if char not in UNWRITTEN] or [" "]
    letters = [place for place, char in enumerate(chars) if not _has_no_width(char)] or [0]
    share = round(advance / len(letters))
    placed, left = [], 0
    if cluster.ends_word and MARK.match(chars[-1]):
        placed.append(book.place(HAIR, (), SPACE_AFTER_SIGN if cluster.ends_line else RIGHT_TO_LEFT_MARK, 0.0))
        left = HAIR
    start = left
    for place in range(len(chars) - 1, -1, -1):
        if place == letters[0]:
            own = advance - share * (len(letters) - 1) - HAIR * (len(chars) - len(letters)) - start
            parts = tuple(_parts(cluster, left))
        else:
            own, parts = share if place in letters else HAIR, ()
        placed.append(book.place(own, parts, chars[place], left))
        left += own
    return placed


def _has_no_width(char: str) -> bool:
    return char == NON_JOINER or MARK.match(char) is not None
