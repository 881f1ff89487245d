"""How `briefgen inspect` shows what it found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from briefgen.assemble.word_score import normalise
from briefgen.cli.report import counted, visible

if TYPE_CHECKING:
    from briefgen.assemble.inspection import Inspection, PageSize
    from briefgen.assemble.structure_text import Spoken
    from briefgen.assemble.word_score import Score, Words
    from briefgen.pipeline.inspect import Inspected

PAPERS: Final = {(210.0, 297.0): "A4", (215.9, 279.4): "US Letter"}
DIRECTIONS: Final = {"rtl": "right to left", "ltr": "left to right", "": "not said"}
HEADINGS: Final = ("H", "H1", "H2", "H3", "H4", "H5", "H6")
SHOWN_FAULTS: Final = 5


def show_inspected(inspected: Inspected, as_json: bool) -> None:
    """Print what a PDF is, a line a subject."""
    if as_json:
        print(json.dumps(_as_data(inspected), ensure_ascii=False, indent=2))
        return
    for subject, text in _lines(inspected):
        print(f"{subject:11}{visible(text)}")


def show_spoken(spoken: Sequence[Spoken], as_json: bool) -> None:
    """Print the texts of a structure, each with its kind and language."""
    if as_json:
        print(json.dumps([asdict(one) for one in spoken], ensure_ascii=False, indent=2))
        return
    for one in spoken:
        print(visible(f"{one.kind:10} {one.language:6} {normalise(one.text)}"))


def _lines(inspected: Inspected) -> Iterator[tuple[str, str]]:
    facts = inspected.facts
    yield "file", str(inspected.path)
    yield "title", facts.title or "none"
    yield "made by", f"{facts.producer or 'not said'} (PDF {facts.version}{', encrypted' if facts.encrypted else ''})"
    yield "pages", f"{facts.page_count}: " + ", ".join(map(_size, facts.sizes))
    yield "read", f"{DIRECTIONS[facts.direction]}, language {facts.language or 'not said'}"
    yield from _structure(facts)
    yield from _standards(inspected)
    yield from _fonts(facts)
    yield from _text(inspected)


def _size(one: PageSize) -> str:
    millimetres = f"{one.width_mm:g} × {one.height_mm:g} mm"
    paper = PAPERS.get((one.width_mm, one.height_mm))
    return f"{one.pages} of {paper or millimetres}" + (f" ({millimetres})" if paper else "")


def _structure(facts: Inspection) -> Iterator[tuple[str, str]]:
    if not facts.tags:
        yield "tags", "none: a screen reader has to guess"
        return
    tags = dict(facts.tags)
    pictures = counted(tags.get("Figure", 0), "picture")
    if facts.pictures_without_text:
        pictures += f" ({facts.pictures_without_text} without a description)"
    headings = sum(tags.get(one, 0) for one in HEADINGS)
    tables, lists = counted(tags.get("Table", 0), "table"), counted(tags.get("L", 0), "list")
    yield "tags", f"{counted(headings, 'heading')}, {tables}, {lists}, {pictures}"
    yield "", "texts: " + ", ".join(f"{count} {language or 'in no language'}" for language, count in facts.languages)
    yield "bookmarks", str(facts.bookmarks)


def _standards(inspected: Inspected) -> Iterator[tuple[str, str]]:
    if not inspected.facts.claims:
        yield "standards", "claims none"
    for claim in inspected.facts.claims:
        faults = inspected.faults.get(claim)
        if faults is None:
            known = (
                "no check for it"
                if inspected.validator
                else "not checked: `pip install briefgen[validation]` brings what checks it"
            )
            yield "standards", f"claims {claim}; {known}"
            continue
        verdict = counted(len(faults), "fault") if faults else "no fault"
        yield "standards", f"claims {claim}; {verdict} found by page-validation {inspected.validator}"
        for fault in faults[:SHOWN_FAULTS]:
            yield "", fault
        if len(faults) > SHOWN_FAULTS:
            yield "", f"and {len(faults) - SHOWN_FAULTS} more"


def _fonts(facts: Inspection) -> Iterator[tuple[str, str]]:
    for one in facts.fonts:
        how = f"{one.outlines}{', subset' if one.subset else ''}" if one.outlines else "NOT EMBEDDED"
        named = "no code names its character" if not one.codes else counted(one.codes, "code")
        if one.nameless:
            named += f", {one.nameless} of them for no character"
        yield "font", f"{one.name}: {how}, {named}"
    if not facts.fonts:
        yield "font", "none"


def _text(inspected: Inspected) -> Iterator[tuple[str, str]]:
    compared = inspected.compared
    if compared is None:
        yield "source", f"not compared: {inspected.reason}"
        for name, words in inspected.words.items():
            yield name, _count(words)
        return
    yield "source", compared.source
    for name, score in compared.scores.items():
        yield name, _share(score)
    if compared.order is not None:
        yield "order", f"{compared.order:.4f} of the words of the structure follow the source"


def _count(words: Words) -> str:
    lost = f", {counted(words.faulty, 'lost character')}" if words.faulty else ""
    return f"{counted(words.arabic.total(), 'Arabic word')}, {words.latin.total()} Latin words and numbers{lost}"


def _share(score: Score) -> str:
    shares = (
        f"Arabic words {score.arabic:.4f}, with their signs {score.marked:.4f}, Latin and numbers {score.latin:.4f}"
    )
    return f"{shares}; {score.spurious} Arabic words it does not have, {score.faulty} lost characters"


def _as_data(inspected: Inspected) -> dict[str, Any]:
    facts = asdict(inspected.facts)
    del facts["spoken"]
    compared = inspected.compared
    return {
        "path": str(inspected.path),
        **facts,
        "languages": dict(inspected.facts.languages),
        "tags": dict(inspected.facts.tags),
        "faults": {standard: list(faults) for standard, faults in inspected.faults.items()},
        "validator": inspected.validator,
        "words": {
            name: {"arabic": words.arabic.total(), "latin": words.latin.total(), "lost": words.faulty}
            for name, words in inspected.words.items()
        },
        "compared": compared
        and {"source": compared.source, "order": compared.order}
        | {"readers": {name: asdict(score) for name, score in compared.scores.items()}},
        "reason": inspected.reason,
    }
