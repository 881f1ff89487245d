"""What `briefgen inspect` tells of a PDF: what it is, whether it is what it claims, whether its words are found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from briefgen.assemble.inspection import Inspection, inspect_pdf
from briefgen.assemble.readers import find_readers
from briefgen.assemble.structure_text import Spoken
from briefgen.assemble.validator import PROFILES, find_faults, validator_version
from briefgen.assemble.word_score import ARABIC_WORD, ENGLISH_WORD, Score, Words, normalise, score, unmarked
from briefgen.compose.printed_text import generated_text, printed_text
from briefgen.errors import AssemblyError, BriefgenError, NotFoundError
from briefgen.pipeline.pack import BuiltDocument, Record, find_record
from briefgen.pipeline.rebuild import plan_document
from briefgen.workspace import Workspace

LARGEST_BYTES: Final = 500_000_000
PAGES: Final = (".html", ".htm")
"""Sources that are pages; others are texts."""
MANY_WORDS: Final = 30_000
"""Of a text with more words than this, order is worked out without its commonest words."""
ANY_WORD: Final = re.compile(f"{ARABIC_WORD.pattern}|{ENGLISH_WORD.pattern}")


@dataclass(frozen=True, slots=True)
class Compared:
    """What a PDF was compared with, and how much of it each reader finds; `order` is that of the structure.

    `order` is the share, from 0 to 1, of the structure's words that stand in the order of the source; None for a PDF
    without a structure.
    """

    source: str
    scores: Mapping[str, Score]
    order: float | None


@dataclass(frozen=True, slots=True)
class Inspected:
    """A PDF, what it is, the faults against what it claims, the words in it, and how it compares with its source.

    `faults` has an entry for each standard that was checked; none where page-validation is not installed. `reason`
    says why the file was not compared.
    """

    path: Path
    facts: Inspection
    faults: Mapping[str, tuple[str, ...]]
    validator: str
    words: Mapping[str, Words]
    compared: Compared | None
    reason: str = ""


def inspect_file(workspace: Workspace, path: Path, source: Path | None = None) -> Inspected:
    """Look into a PDF. It is compared with a source, if one is named, or with what its pack was made from.

    Raises `NotFoundError` if a file is not there, `AssemblyError` if the PDF cannot be read. Nothing is written.
    """
    pdf = _read(path)
    facts = inspect_pdf(pdf)
    claimed = [one for one in facts.claims if one in PROFILES]
    validator = validator_version()
    faults = {one: find_faults(pdf, one) for one in claimed} if validator else {}
    texts = {name: read(pdf) for name, read in find_readers().items()}
    try:
        against = _source_of(workspace, path, source)
    except BriefgenError as error:
        if source is not None:
            raise
        words = {name: Words.of(found) for name, found in texts.items()}
        return Inspected(path, facts, faults, validator, words, None, error.message)
    words = {name: Words.of(found, against.text) for name, found in texts.items()}
    wanted, beside = Words.of(against.text), Words.of(against.beside).arabic
    scores = {name: score(wanted, found, beside) for name, found in words.items()}
    order = order_kept(against.text, facts.spoken) if facts.spoken else None
    return Inspected(path, facts, faults, validator, words, Compared(against.name, scores, order))


def order_kept(source: str, spoken: tuple[Spoken, ...]) -> float:
    """The share of the words of a structure that stand in the order of a source, from 0 to 1."""
    wanted = ANY_WORD.findall(unmarked(normalise(source)))
    given = ANY_WORD.findall(unmarked(normalise("\n".join(one.text for one in spoken))))
    # without autojunk the time grows with the square of how often the commonest words occur
    matching = SequenceMatcher(None, wanted, given, autojunk=len(wanted) > MANY_WORDS).get_matching_blocks()
    return sum(one.size for one in matching) / len(given) if given else 1.0


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise NotFoundError(f"{path} is no ordinary file", "name a PDF, such as one in out/")
        if path.stat().st_size > LARGEST_BYTES:
            raise AssemblyError(f"{path} is too large to look into", f"up to {LARGEST_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFoundError(f"there is no file {path}", "name a PDF, such as one in out/") from None
    except OSError as error:
        raise NotFoundError(f"{path} cannot be read: {error.strerror}", "name a PDF, such as one in out/") from None


@dataclass(frozen=True, slots=True)
class _Source:
    """What a PDF is compared with: its name, its text as it is printed, and text that may be printed beside it."""

    name: str
    text: str
    beside: str = ""

    @classmethod
    def of_page(cls, name: str, html: str) -> _Source:
        return cls(name, printed_text(html), generated_text(html))


def _source_of(workspace: Workspace, path: Path, source: Path | None) -> _Source:
    if source is not None:
        text = _read(source).decode("utf-8", "replace")
        return _Source.of_page(str(source), text) if source.suffix.lower() in PAGES else _Source(str(source), text)
    record, document = _recorded(path)
    job = plan_document(workspace, record, document)
    if job.composed is None or job.composed.drawing is not None:
        raise NotFoundError("it is a drawn sheet, which has no text to compare it with")
    changed = "" if job.digest == document.source_sha256 else ", which has changed since"
    return _Source.of_page(f"{record.scenario} {record.version}{changed}", job.composed.html)


def _recorded(path: Path) -> tuple[Record, BuiltDocument]:
    """The record of the pack that a file lies in, and the file's entry in it."""
    found = find_record(path)
    if found is None:
        raise NotFoundError("it lies in no pack, so there is nothing to compare it with")
    folder, record = found
    inside = path.resolve().relative_to(folder.resolve()).as_posix()
    for one in record.documents:
        if one.path == inside:
            return record, one
    raise NotFoundError("the record of the pack that it lies in does not name it")
