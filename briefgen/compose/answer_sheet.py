"""What goes on an answer sheet: its id, its rows, its words, and what its QR codes say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from briefgen.compose.sheet_geometry import Direction, PaperName, SheetGeometry, load_geometry
from briefgen.errors import BriefgenError, ExitCode, UsageError

CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without I, L, O and U, which are misread or spell words."""
BASE_36: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ID_LENGTH: Final = 8
ID_BITS: Final = 5 * ID_LENGTH
QR_LENGTH: Final = 14

Script = Literal["latin", "arabic"]
SCRIPTS: Final[tuple[Script, ...]] = ("latin", "arabic")
LETTERS: Final = {"latin": ("A", "B", "C", "D", "E", "F"), "arabic": ("أ", "ب", "ج", "د", "هـ", "و")}
TRUE_FALSE: Final = {"latin": ("T", "F"), "arabic": ("ص", "خ")}
MOST_OPTIONS: Final = 6
ARABIC_LANGUAGES: Final = frozenset({"ar", "ckb", "fa", "ur"})

TEXT_KEYS: Final = frozenset(
    {
        "title",  # ورقة الإجابة
        "form",  # النموذج (أ)
        "subject",  # the quiz and its scenario, on one line
        "name",
        "organisation",
        "date",
        "code",  # رمز المشارك
        "fill",  # how to fill a bubble
        "erase",  # how to change an answer
        "photo",  # how to photograph the sheet
        "right",  # below the bubble filled rightly
        "wrong",  # below those filled wrongly
        "true",
        "false",
        "ruler",  # 100 mm
        "page",  # with {page} and {pages}
    }
)
"""The texts a sheet needs, each in the sheet's languages, the leading one first."""

MOD = 1271  # ISO 7064 MOD 1271-36: prime to 36 and to 35, so no changed and no swapped character goes unseen
_CONTENT = re.compile(rf"([A-Z][0-9])([LR])([{CROCKFORD}]{{{ID_LENGTH}}})([1-9A-Z])([0-9A-Z]{{2}})\Z")
_DIRECTIONS: Final[dict[str, Direction]] = {"L": "ltr", "R": "rtl"}


class SheetCodeError(BriefgenError):
    """A QR code is not one of ours, or was read wrongly."""

    exit_code = ExitCode.SCAN


def is_arabic_script(language: str) -> bool:
    """Whether a language is written from right to left, with the letters أ ب ج."""
    return language.split("-")[0] in ARABIC_LANGUAGES


@dataclass(frozen=True, slots=True)
class Row:
    """One row of bubbles: the number printed before it, and two to six options; two for true and false."""

    number: str
    options: int = 4
    true_false: bool = False

    def __post_init__(self) -> None:
        if not 2 <= self.options <= MOST_OPTIONS or (self.true_false and self.options != 2):
            raise UsageError(
                f"row {self.number} of an answer sheet cannot have {self.options} options",
                "two to six, and two for true or false",
            )

    def letters(self, script: Script) -> tuple[str, ...]:
        """The letters of the options in a script, as they stand in the bubbles."""
        return (TRUE_FALSE if self.true_false else LETTERS)[script][: self.options]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One page of a sheet: its number from 1, and at most as many rows as the geometry holds."""

    number: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """What one answer sheet shows. Neither the key nor anything about a person is in it."""

    sheet_id: str
    languages: tuple[str, ...]
    rows: tuple[Row, ...]
    texts: Mapping[str, tuple[str, ...]] = field(hash=False)
    paper: PaperName = "a4"
    geometry_name: str = "A1"

    def __post_init__(self) -> None:
        check_sheet_id(self.sheet_id)
        if not 1 <= len(self.languages) <= 2:
            raise UsageError("an answer sheet has one or two languages", f"these are {len(self.languages)}")
        if not self.rows:
            raise UsageError("an answer sheet needs at least one row", "the quiz has no items to mark in bubbles")
        if len(self.rows) > self.geometry.row_count * (len(BASE_36) - 1):
            raise UsageError(f"{len(self.rows)} rows are too many for one answer sheet", "split the quiz")
        self.geometry.paper(self.paper)
        for key in sorted(TEXT_KEYS):
            if len(self.texts.get(key, ())) != len(self.languages):
                raise UsageError(
                    f'the answer sheet\'s text "{key}" must be there in {len(self.languages)} languages',
                    f"in this order: {', '.join(self.languages)}",
                )

    @property
    def direction(self) -> Direction:
        """The direction of the leading language."""
        return "rtl" if is_arabic_script(self.languages[0]) else "ltr"

    @property
    def scripts(self) -> tuple[Script, ...]:
        """The scripts of the letters in the bubbles, from left to right."""
        used = {"arabic" if is_arabic_script(one) else "latin" for one in self.languages}
        return tuple(one for one in SCRIPTS if one in used)

    @property
    def geometry(self) -> SheetGeometry:
        """Where everything stands, for this sheet's direction."""
        return load_geometry(self.geometry_name, self.direction)

    @property
    def pages(self) -> tuple[SheetPage, ...]:
        """The rows, a page's worth at a time."""
        size = self.geometry.row_count
        starts = range(0, len(self.rows), size)
        return tuple(SheetPage(number, self.rows[start : start + size]) for number, start in enumerate(starts, 1))

    def qr_content(self, page: int) -> str:
        """What both QR codes of a page (from 1) say: 14 capitals and digits.

        Geometry (2), direction L or R, sheet id (8), page in base 36 (1), check (2).
        """
        if not 1 <= page <= len(self.pages):
            raise UsageError(f"this answer sheet has no page {page}", f"it has {len(self.pages)}")
        side = "R" if self.direction == "rtl" else "L"
        return add_check(f"{self.geometry_name}{side}{self.sheet_id}{BASE_36[page]}")


@dataclass(frozen=True, slots=True)
class KeyedSheet:
    """A sheet and its key, for facilitators: the right options of each row, from 0."""

    sheet: AnswerSheet
    key: tuple[frozenset[int], ...]

    def __post_init__(self) -> None:
        if len(self.key) != len(self.sheet.rows):
            raise UsageError(f"a key of {len(self.key)} rows does not fit {len(self.sheet.rows)} rows", "one for each")
        for row, right in zip(self.sheet.rows, self.key, strict=True):
            if not all(0 <= option < row.options for option in right):
                raise UsageError(f"the key of row {row.number} names an option the row does not have", "count from 0")

    @property
    def pages(self) -> tuple[tuple[SheetPage, tuple[frozenset[int], ...]], ...]:
        """Each page with its part of the key."""
        size = self.sheet.geometry.row_count
        return tuple((page, self.key[(page.number - 1) * size :][: len(page.rows)]) for page in self.sheet.pages)


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What a QR code of a sheet says."""

    geometry_name: str
    direction: Direction
    sheet_id: str
    page: int


def sheet_id_for(seed: str) -> str:
    """The sheet id that a text stands for: 8 characters, 40 bits of its SHA-256. The same text, the same id.

    Why: the id says nothing by itself; what it stands for is kept in the record of printed forms.
    """
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[: ID_BITS // 8])
    return "".join(CROCKFORD[number >> shift & 31] for shift in range(ID_BITS - 5, -1, -5))


def check_sheet_id(sheet_id: str) -> None:
    """Raise `UsageError` unless this is a sheet id."""
    if len(sheet_id) != ID_LENGTH or not set(sheet_id) <= set(CROCKFORD):
        raise UsageError(f'"{sheet_id}" is not a sheet id', f"{ID_LENGTH} of the characters {CROCKFORD}")


def add_check(content: str) -> str:
    """The content and its two check characters (ISO 7064 MOD 1271-36).

    Why: read as a number in base 36, a content with its check leaves 1 when divided by 1271. Any single wrong
    character and any two swapped neighbours leave something else.
    """
    high, low = divmod((1 - int(content, 36) * 36**2) % MOD, 36)
    return content + BASE_36[high] + BASE_36[low]


def parse_qr_content(content: str) -> SheetCode:
    """What a QR code says. Raises `SheetCodeError` if it is not one of ours or its check is wrong."""
    match = _CONTENT.match(content)
    if match is None:
        raise SheetCodeError("this QR code is not that of an answer sheet", "scan the whole sheet again")
    if int(content, 36) % MOD != 1:
        raise SheetCodeError("the QR code of this answer sheet was read wrongly", "scan the sheet again")
    geometry_name, side, sheet_id, page, _ = match.groups()
    return SheetCode(geometry_name, _DIRECTIONS[side], sheet_id, BASE_36.index(page))
