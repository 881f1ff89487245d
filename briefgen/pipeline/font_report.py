"""Whether a font file can be used in a pack, and all that speaks for and against it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from briefgen.errors import RenderingError
from briefgen.pipeline.font_check import reason_against_sheets
from briefgen.pipeline.font_score import FontScore, Reading, score_font
from briefgen.render.font_facts import BOLD_FROM, Embedding, FontFacts, read_font_bytes, read_font_facts
from briefgen.render.letter_groups import ARABIC, GROUPS, LATIN, missing_letters

FOUND_AT_LEAST: Final = 0.995
"""The share of words that every reader must find for text to count as searchable."""
LICENCE_SHOWN: Final = 200
NOT_LOADED: Final = "cannot be loaded"


class Verdict(StrEnum):
    """What a font is good for."""

    USABLE = "can be used"
    ARABIC_ONLY = "can be used for Arabic only"
    LATIN_ONLY = "can be used for Latin only"
    UNUSABLE = "cannot be used"


@dataclass(frozen=True, slots=True)
class FontReport:
    """A font file and what it is good for.

    `reasons` say why it cannot be used, or not for one script; `advice` is what to bear in mind. `lacks` are the
    missing letters of each group that the font does not have whole. Of a file that is no font, most is empty.
    """

    file: str
    verdict: Verdict
    reasons: tuple[str, ...]
    advice: tuple[str, ...] = ()
    family: str = ""
    style: str = ""
    version: str = ""
    weight: str = ""
    outlines: str = ""
    embedding: str = ""
    licence: str = ""
    lacks: dict[str, str] | None = None
    joins_arabic: bool = False
    places_vowel_signs: bool = False
    answer_sheets: str = ""
    words: tuple[int, int, int] = (0, 0, 0)
    readings: tuple[Reading, ...] = ()


def report_on_font(path: Path) -> FontReport:
    """The report on a font file; one that is damaged or no font gets a report, too.

    Raises `NotFoundError` if there is no such file, `UsageError` for a folder, `DependencyError` if the page engine
    cannot start.
    """
    try:
        facts = read_font_facts(path)
        refused = _reasons_against(facts)
        score = FontScore() if refused else score_font(read_font_bytes(path), facts.characters, _weights(facts))
    except RenderingError as error:
        return FontReport(str(path), Verdict.UNUSABLE, (error.message,))
    refused = refused or _faults(score)
    verdict, reasons = (Verdict.UNUSABLE, refused) if refused else _judge(facts, score)
    return FontReport(
        str(path),
        verdict,
        reasons,
        _advice(facts),
        facts.family,
        facts.style,
        facts.version,
        _weight(facts),
        _outlines(facts),
        facts.embedding + ("" if facts.subsetting else ", and only whole"),
        _licence(facts),
        {group: missing for group in GROUPS if (missing := missing_letters(group, facts.characters))},
        facts.joins,
        facts.places_signs,
        reason_against_sheets(facts),
        score.words,
        score.readings,
    )


def _weights(facts: FontFacts) -> tuple[int, ...]:
    """The weights to try a font at: a variable one at the two that pages ask for."""
    least, most = facts.weights
    return tuple(weight for weight in (400, 700) if least <= weight <= most) or (facts.weight,)


def _reasons_against(facts: FontFacts) -> tuple[str, ...]:
    """Why a font cannot be used at all, as far as its file says so."""
    reasons = []
    if facts.embedding is Embedding.FORBIDDEN:
        reasons.append("its maker forbids putting it into a PDF")
    if facts.outlines not in ("TrueType", "CFF", "CFF2") or facts.colour:
        reasons.append(
            "its letters are pictures or have colours: text in it cannot be searched, and may not be printed"
        )
    if not any(_has_most(facts, group) for group in (ARABIC, LATIN)):
        reasons.append("it has neither Arabic nor Latin letters")
    return tuple(reasons)


def _faults(score: FontScore) -> tuple[str, ...]:
    """Why a sample could not be set in a font."""
    if score.fault:
        return (score.fault,)
    return tuple("the page engine cannot load it" for complaint in score.complaints[:1] if NOT_LOADED in complaint)


def _judge(facts: FontFacts, score: FontScore) -> tuple[Verdict, tuple[str, ...]]:
    """What a font is good for, and why not for the other script."""
    against_arabic, against_latin = _against_arabic(facts, score), _against_latin(facts, score)
    if against_arabic and against_latin:
        return Verdict.UNUSABLE, (against_arabic, against_latin)
    if against_arabic:
        return Verdict.LATIN_ONLY, (against_arabic,)
    return (Verdict.ARABIC_ONLY, (against_latin,)) if against_latin else (Verdict.USABLE, ())


def _against_arabic(facts: FontFacts, score: FontScore) -> str:
    if missing := missing_letters(ARABIC, facts.characters):
        return "it has no Arabic letters" if len(missing) == len(GROUPS[ARABIC]) else "it lacks Arabic letters"
    if not facts.joins and facts.missing_forms:
        return "it cannot join Arabic letters"
    poor = [one.reader for one in score.readings if min(one.arabic, one.marked) < FOUND_AT_LEAST]
    return f"Arabic in it cannot be searched reliably ({', '.join(poor)})" if poor else ""


def _against_latin(facts: FontFacts, score: FontScore) -> str:
    if missing_letters(LATIN, facts.characters):
        return "it lacks Latin letters"
    poor = [one.reader for one in score.readings if one.latin < FOUND_AT_LEAST]
    return f"Latin text in it cannot be searched reliably ({', '.join(poor)})" if poor else ""


def _advice(facts: FontFacts) -> tuple[str, ...]:
    advice = []
    if facts.embedding is Embedding.RESTRICTED:
        advice.append("it may be put into PDFs that are viewed and printed only: read its licence")
    if not facts.subsetting:
        advice.append("it may be embedded whole only, and briefgen embeds just the letters used: read its licence")
    if facts.weight_is_doubtful:
        advice.append(f'its name says "{facts.style}", its weight is {facts.weight}: is it the right file?')
    if _has_most(facts, ARABIC) and not facts.places_signs:
        advice.append("it does not say where vowel signs stand: look at a page with signs")
    if facts.axes and facts.weights[1] < BOLD_FROM:
        advice.append("it has no bold weight")
    return tuple(advice)


def _has_most(facts: FontFacts, group: str) -> bool:
    return 2 * len(missing_letters(group, facts.characters)) < len(GROUPS[group])


def _weight(facts: FontFacts) -> str:
    least, most = facts.weights
    return f"{least} to {most}" if least != most else str(facts.weight)


def _outlines(facts: FontFacts) -> str:
    parts = [facts.outlines if facts.outlines != "none" else "no outlines"]
    if facts.container:
        parts.append(f"in a {facts.container}" if facts.container == "collection" else f"packed as {facts.container}")
    if facts.axes:
        axes = ", ".join(f"{one.tag} {one.least:g} to {one.most:g}" for one in facts.axes)
        parts.append(f"variable ({axes})")
    if facts.colour:
        parts.append(f"colour ({', '.join(facts.colour)})")
    return ", ".join(parts)


def _licence(facts: FontFacts) -> str:
    text = " ".join(facts.licence.split())
    text = f"{text[:LICENCE_SHOWN]}…" if len(text) > LICENCE_SHOWN else text
    return " ".join(part for part in (text, facts.licence_address) if part)
