"""Do both languages say the same: numbers, dates and acronyms of a text, compared between its languages."""

from __future__ import annotations

import re
from typing import Final

from briefgen.diagnostics import Problems
from briefgen.model.adaptation import Layers
from briefgen.model.months import dated_months, has_months, names_month
from briefgen.model.scenario import Scenario
from briefgen.model.validation import Path, place_of, walk
from briefgen.model.values import PartialDate, Text

NUMBER: Final = re.compile(r"(?<![A-Za-z0-9٠-٩.])[0-9٠-٩]+(?:[.,٬٫][0-9٠-٩]+)*")
THOUSAND: Final = re.compile(r"\s+(?:ألف|آلاف|thousand)\b")
ACRONYM: Final = re.compile(r"(?<![A-Za-z])[A-Z]{2,6}(?![A-Za-z])")
DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
WORD: Final = re.compile(r"[\u0621-\u064A]{3,}")
OLD_YEARS: Final = 10
"""A fact this much older than its scenario deserves a second look unless it is marked `dated`."""


def check_parity(scenario: Scenario, layers: Layers, problems: Problems) -> None:
    """Report texts whose languages differ in numbers, dates or acronyms, acronyms without an entry, and odd dates."""
    glossary = {one.acronym: one.term for one in scenario.glossary if one.acronym}
    named: set[str] = set(glossary)
    for path, value in walk(scenario):
        if isinstance(value, Text):
            _check_text(path, value, scenario.languages, glossary, layers, problems)
            for acronym in sorted({one for language in value for one in ACRONYM.findall(value[language])} - named):
                named.add(acronym)
                problems.warning(
                    "acronym-not-in-glossary",
                    place_of(layers, path),
                    f'"{acronym}" is not in the glossary',
                    f"add a term with `acronym: {acronym}`",
                )
    for fact in scenario.facts:
        if fact.as_of is not None:
            _check_date(fact.id, fact.as_of, fact.status == "dated", scenario, layers, problems)


def numbers_of(text: str) -> frozenset[str]:
    """The numbers of a text without separators, «15 ألف» as 15000."""
    found = set()
    for match in NUMBER.finditer(text):
        number = re.sub("[.,٬٫]", "", match[0]).translate(DIGITS)
        found.add(number + "000" if THOUSAND.match(text, match.end()) else number)
    return frozenset(found)


def _check_text(
    path: Path,
    text: Text,
    languages: tuple[str, ...],
    glossary: dict[str, Text],
    layers: Layers,
    problems: Problems,
) -> None:
    present = [one for one in languages if one in text]
    for first, second in ((a, b) for a in present for b in present if a != b):
        numbers = sorted(numbers_of(text[first]) - numbers_of(text[second]))
        for number in numbers:
            problems.warning(
                "number-in-one-language",
                place_of(layers, (*path, second)),
                f'"{number}" stands in {first}, but not in {second}',
                "both languages give the same numbers",
            )
        if not numbers and has_months(second):  # else the date is already reported by its numbers
            for month, name in sorted(dated_months(text[first], first).items()):
                if not names_month(text[second], second, month):
                    problems.warning(
                        "date-in-one-language",
                        place_of(layers, (*path, second)),
                        f'"{name}" stands in {first}, but not that month in {second}',
                        "both languages give the same dates",
                    )
        for acronym in sorted(set(ACRONYM.findall(text[first])) - set(ACRONYM.findall(text[second]))):
            if not _spelled_out(acronym, text[second], second, glossary):
                problems.warning(
                    "acronym-in-one-language",
                    place_of(layers, (*path, second)),
                    f'"{acronym}" stands in {first}, but neither it nor its term in {second}',
                    "both languages name the same things",
                )


def _spelled_out(acronym: str, text: str, language: str, glossary: dict[str, Text]) -> bool:
    """Whether a text has a word of the glossary's term for the acronym, such as «الحلف» for NATO."""
    term = glossary.get(acronym)
    if term is None or language not in term:
        return False
    stems = {word.removeprefix("ال") for word in WORD.findall(term[language])} or {term[language].lower()}
    return any(stem in text or stem in text.lower() for stem in stems)


def _check_date(
    fact_id: str, as_of: PartialDate, dated: bool, scenario: Scenario, layers: Layers, problems: Problems
) -> None:
    place = place_of(layers, ("facts", fact_id, "as_of"))
    own = scenario.as_of
    if (as_of.year, as_of.month or 0, as_of.day or 0) > (own.year, own.month, own.day):
        problems.warning("as-of-later", place, f"{as_of} is later than the scenario's own {own}", "correct one of them")
    elif own.year - as_of.year > OLD_YEARS and not dated:
        hint = "check that it still holds, or mark the fact `status: dated`"
        problems.warning("as-of-old", place, f"{as_of} is long before the scenario's own {own}", hint)
