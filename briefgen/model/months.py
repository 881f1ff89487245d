"""Months that a text names as part of a date, in every language whose month names Unicode has (CLDR)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError

ARABIC: Final = ("ar", "ar_LB")
"""Both sets of Arabic names are understood, «أكتوبر» and «تشرين الأول»; which one to write is not decided here."""
DIGIT: Final = "[0-9٠-٩]"


def dated_months(text: str, language: str) -> dict[int, str]:
    """The months, from 1 to 12, that stand beside a day or a year, each as it is named there."""
    names = _names(language)
    if not names or not re.search(DIGIT, text):
        return {}
    return {names[found["after"] or found["before"]]: found["after"] or found["before"] for found in _find(text, names)}


def names_month(text: str, language: str, month: int) -> bool:
    """Whether a text names a month anywhere."""
    return any(re.search(_word(name), text) for name, number in _names(language).items() if number == month)


def has_months(language: str) -> bool:
    """Whether the month names of a language are known."""
    return bool(_names(language))


def _find(text: str, names: dict[str, int]) -> list[re.Match[str]]:
    return list(_pattern(tuple(names)).finditer(text))


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """A day with its month, or a month with its year: «7 تشرين الأول», `October 2018`, `October 7, 2018`."""
    one_of = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    day = rf"(?<!{DIGIT}){DIGIT}{{1,2}}(?:er)?"
    year = rf"(?:{day},?\s+)?(?:(?:من )?(?:عام|سنة)\s+)?{DIGIT}{{4}}(?!{DIGIT})"
    return re.compile(rf"{day}\s+(?P<after>{one_of})(?!\w)|{_word_start()}(?P<before>{one_of})\s+{year}")


def _word(name: str) -> str:
    return rf"{_word_start()}{re.escape(name)}(?!\w)"


def _word_start() -> str:
    """Where a word begins; in Arabic one-letter words may be joined to it."""
    return r"(?<!\w)[وف]?[بلك]?"


@cache
def _names(language: str) -> dict[str, int]:
    """The names of the months, each with its number; none for a language that is not known."""
    found: dict[str, int] = {}
    for code in ARABIC if language == "ar" else (language.replace("-", "_"),):
        try:
            months = Locale.parse(code).months["format"]["wide"]
        except (UnknownLocaleError, ValueError, KeyError):
            continue
        found |= {str(name): int(number) for number, name in months.items()}
    return found
