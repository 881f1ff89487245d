"""The code of every problem that a scenario's files can have, with one line that says what it means."""

from __future__ import annotations

from typing import Final

from briefgen.model import characters, composing, prose_traps, strict_yaml

MODEL: Final = {
    "acronym-in-one-language": "an acronym that one language has and the other does not (a warning)",
    "acronym-not-in-glossary": "an acronym without an entry in the glossary (a warning)",
    "arabic-letter-in-kurdish": "an Arabic letter where Sorani has its own (a warning)",
    "as-of-later": "a fact that is younger than its scenario (a warning)",
    "as-of-old": "a fact much older than its scenario and not marked as dated (a warning)",
    "ascii-punctuation": "a Latin comma, semicolon or question mark in Arabic text (a warning)",
    "bad-citation": "a citation that is not written source:paragraph",
    "bad-date": "a date that does not exist or is not written 2018, 2018-10 or 2018-10-07",
    "bad-do": "a `do:` that is not keep, adapt, add or drop",
    "bad-id": "an id with other characters than small letters, digits and single hyphens",
    "bad-number": "a number that is not a whole number of minutes",
    "bad-session": "a session of type module without its module, or another one with a module",
    "bad-time": "a time of day that is not written 09:00",
    "bad-value": "a value that is not one of those allowed",
    "circular-extends": "scenarios that extend each other in a circle",
    "citation-past-end": "a citation of a paragraph that the source does not have",
    "claim-without-citation": "a claim that names no paragraph of a source",
    "date-in-one-language": "a month of a date that one language has and the other does not (a warning)",
    "dropped-but-referenced": "an entry that is dropped while another one still names it",
    "duplicate-id": "an id that stands twice in a list",
    "empty-scenario": "a scenario folder without a .yaml file",
    "existing-id": "`do: add` for an entry that the baseline already has",
    "field-not-allowed": "a field that does not go with `do: keep` or `do: drop`",
    "incomplete-order": "an `order` that leaves entries out",
    "inject-after-the-end": "an inject that comes when its module is over",
    "inject-before-its-cause": "an inject that comes before the one it depends on",
    "minutes-do-not-add-up": "minutes that differ from the sum of their parts",
    "missing-because": "a dropped entry without a reason",
    "missing-do": "an entry of an adaptation that does not say what it does",
    "missing-field": "a field that has to be there",
    "missing-language": "a text without one of the scenario's languages",
    "missing-support": "an entry of an adaptation that does not say why it holds here",
    "missing-plural-form": "a counted wording of a language file without the form that some counts take",
    "module-without-question": "a module without a question for discussion (a warning)",
    "no-break": "a day of the programme without a break (a warning)",
    "not-in-programme": "a module that the programme leaves out or has twice (a warning)",
    "nothing-adapted": "`do: adapt` without any change (a warning)",
    "number-in-one-language": "a number that one language has and the other does not (a warning)",
    "objective-not-covered": "an objective that no question and no inject works on (a warning)",
    "objective-of-another-module": "a question or inject with an objective that its module does not have",
    "objective-without-question": "an objective that only injects work on, and no question for discussion (a warning)",
    "raw-range": "a range of numbers with a dash in Arabic text (a warning)",
    "stale-translation": "a text changed in one language only (a warning)",
    "undecided": "an entry of the baseline on which the adaptation is silent (a warning)",
    "unknown-id": "the id of something that does not exist",
    "unknown-key": "a key that is not a field here",
    "unknown-language": "a text in a language that the scenario does not have",
    "unused": "an entry that nothing uses (a warning)",
    "unknown-scenario": "`extends` with a scenario that does not exist",
    "word-to-avoid": "a word that the language file says not to use (a warning)",
    "wrong-quotes": "other quotation marks than «» in Arabic text, or one without its partner (a warning)",
    "wrong-type": "a list where a text is expected, a text where a mapping is expected, and the like",
}

CODES: Final = strict_yaml.CODES | composing.CODES | characters.CODES | prose_traps.CODES | MODEL
"""All codes. They are stable: tools may rely on them."""
