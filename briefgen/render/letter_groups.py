"""The letters that pages are written in, in groups that people know by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from unicodedata import combining, decomposition

ARABIC: Final = "Arabic letters"
ARABIC_SIGNS: Final = "Arabic vowel signs"
LATIN: Final = "Latin letters"
GROUPS: Final = {
    ARABIC: "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
    ARABIC_SIGNS: "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670",
    "Arabic punctuation": "،؛؟«»٪",
    "Sorani letters": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهھەیێ",
    "Persian letters": "ءآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئؤأۀ",
    LATIN: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,;:!?()-",
    "French letters": "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ’",
    "Turkish letters": "ÂÇĞIİÎÖŞÜâçğıiîöşü",
    "European digits": "0123456789%",
    "Arabic-Indic digits": "٠١٢٣٤٥٦٧٨٩",
    "Eastern Arabic-Indic digits": "۰۱۲۳۴۵۶۷۸۹",
}
"""What each group holds."""
JOINED_FORMS: Final = tuple(
    number
    for number in (*range(0xFE80, 0xFEF5), *range(0xFEF5, 0xFEFD))
    if number >= 0xFEF5 or decomposition(chr(number)).startswith(("<initial>", "<medial>", "<final>"))
)
"""The joined forms of the Arabic letters as characters of their own, by which ReportLab draws the answer sheets."""
PLACEHOLDER: Final = "◌"


def missing_letters(group: str, characters: frozenset[int]) -> str:
    """The letters of a group that are not among some characters, in order."""
    return "".join(one for one in GROUPS[group] if ord(one) not in characters)


def name_letters(letters: Iterable[str], most: int = 12) -> str:
    """Letters for a message, vowel signs on a dotted circle; of many, the first ones and how many more there are."""
    shown = [f"{PLACEHOLDER}{one}" if combining(one) else one for one in letters]
    rest = len(shown) - most
    return " ".join(shown[:most]) + (f" and {rest} more" if rest > 0 else "")
