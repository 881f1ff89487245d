"""The punctuation of Arabic-script text: its own commas and question marks, «», ranges in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from briefgen.diagnostics import Problems
from briefgen.model.adaptation import Layers
from briefgen.model.scenario import Scenario
from briefgen.model.validation import place_of, walk
from briefgen.model.values import Text

LETTER: Final = "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]"
ARABIC: Final = re.compile(LETTER)
KURDISH: Final = "ckb"


@dataclass(frozen=True, slots=True)
class Habit:
    """Something that does not belong into Arabic-script text."""

    code: str
    pattern: re.Pattern[str]
    message: str
    hint: str


HABITS: Final = (
    Habit(
        "ascii-punctuation",
        re.compile(rf"{LETTER}\s*[,;?]|[,;?]\s*{LETTER}"),
        "Latin punctuation stands beside Arabic letters",
        "write ، ؛ or ؟",
    ),
    Habit(
        "raw-range",
        re.compile(r"(?<![\w-])[0-9٠-٩]+\s*[-–—]\s*[0-9٠-٩]+(?![\w-])"),
        "a range of numbers with a dash reads in either direction",
        "write it in words: «من 2004 إلى 2011»",
    ),
    Habit(
        "wrong-quotes",
        re.compile(rf"[\"“”]\s*{LETTER}|{LETTER}[.،؛]?\s*[\"“”]"),
        "quotation marks of another script",
        "write «…»",
    ),
)


def check_punctuation(scenario: Scenario, layers: Layers, problems: Problems) -> None:
    """Report what does not belong into the Arabic-script wordings of a scenario."""
    for path, value in walk(scenario):
        if not isinstance(value, Text):
            continue
        for language in value:
            wording = value[language]
            if not ARABIC.search(wording):
                continue
            place = place_of(layers, (*path, language))
            for habit in HABITS:
                if found := habit.pattern.search(wording):
                    problems.warning(habit.code, place, f'{habit.message}: "{found[0].strip()}"', habit.hint)
            if wording.count("«") != wording.count("»"):
                problems.warning("wrong-quotes", place, "a quotation mark without its partner", "write «…»")
            if language == KURDISH and (found := re.search("[كيى]", wording)):
                problems.warning(
                    "arabic-letter-in-kurdish", place, f'"{found[0]}" is not a letter of Sorani', "write ک or ی"
                )
