"""What a command shows: results on stdout, messages and progress on stderr."""

from __future__ import annotations

import json
import os
import sys
import traceback
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from briefgen.diagnostics import Diagnostic, Severity
from briefgen.errors import BriefgenError, SourceError, UsageError
from briefgen.render.letter_groups import ARABIC, GROUPS, name_letters

if TYPE_CHECKING:
    from briefgen.pipeline.build import Build
    from briefgen.pipeline.check import Checked
    from briefgen.pipeline.doctor import Finding
    from briefgen.pipeline.font_report import FontReport
    from briefgen.pipeline.font_score import Reading
    from briefgen.pipeline.inventory import Table
    from briefgen.pipeline.verify import Verified


class Format(StrEnum):
    """How diagnostics are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"

    @classmethod
    def parse(cls, name: str) -> Format:
        """The format of this name. Raises `UsageError` if there is none."""
        try:
            return cls(name)
        except ValueError:
            raise UsageError(f'there is no format "{name}"', "known: text, json, github") from None


def as_text(one: Diagnostic) -> str:
    """A diagnostic as people read it: place, severity and code, message; then related places and the hint."""
    lines = [f"{visible(str(one.mark))}: {one.severity}[{one.code}]: {visible(one.message)}"]
    lines += [f"  {related.mark}: {visible(related.message)}" for related in one.related]
    if one.hint:
        first, *rest = one.hint.split("\n")
        lines += [f"  hint: {visible(first)}", *(f"  {visible(line)}" for line in rest)]
    return "\n".join(lines)


def visible(text: str) -> str:
    """A text of one line with its control characters written out: a file must not command the terminal."""
    hidden = [one for one in set(text) - {"\u200c", "\u200d"} if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp")]
    return text.translate({ord(one): ascii(one)[1:-1] for one in hidden})


def as_data(one: Diagnostic) -> dict[str, Any]:
    """A diagnostic as plain data."""
    return {
        "code": one.code,
        "severity": one.severity.value,
        "file": str(one.mark.file),
        "line": one.mark.line,
        "column": one.mark.column,
        "message": one.message,
        "hint": one.hint,
        "related": [
            {"file": str(r.mark.file), "line": r.mark.line, "column": r.mark.column, "message": r.message}
            for r in one.related
        ],
    }


def as_github(one: Diagnostic) -> str:
    """A diagnostic as an annotation of a GitHub workflow."""
    place = f"file={_property(str(one.mark.file))}"
    if one.mark.line:
        place += f",line={one.mark.line},col={one.mark.column}"
    message = one.message + (f"\nhint: {one.hint}" if one.hint else "")
    return f"::{one.severity} {place},title={_property(one.code)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def show_check(checked: Checked, shown: Format) -> None:
    """Print what was found, and a line that sums it up."""
    found = list(checked.problems)
    if shown is Format.JSON:
        data = {"scenarios": list(checked.scenarios), "problems": [as_data(one) for one in found]}
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for one in found:
        print(as_github(one) if shown is Format.GITHUB else as_text(one))
    message(f"checked {', '.join(checked.scenarios)}: {_sum_up(found)}")


def show_build(result: Build, as_json: bool) -> None:
    """Print the folders of the packs; failures and warnings go to stderr."""
    for one in result.warnings:
        message(as_text(one))
    for pack in result.packs:
        for complaint in pack.complaints:
            message(f"warning: {complaint}")
        for failure in pack.failures:
            message(
                f"failed: {failure.path}: {failure.message}" + (f"\n  hint: {failure.hint}" if failure.hint else "")
            )
    if as_json:
        packs = [
            {
                "scenario": pack.target,
                "folder": str(pack.folder),
                "documents": [asdict(one) for one in pack.documents],
                "unchanged": pack.unchanged,
                "failures": [{"path": str(one.path), "message": one.message} for one in pack.failures],
            }
            for pack in result.packs
        ]
        print(json.dumps({"packs": packs}, ensure_ascii=False, indent=2))
        return
    for pack in result.packs:
        pages = sum(one.pages for one in pack.documents)
        parts = [f"{len(pack.documents)} PDFs", f"{pages} pages"]
        if pack.unchanged:
            parts.append(f"{pack.unchanged} unchanged")
        if pack.failures:
            parts.append(f"{len(pack.failures)} failed")
        print(f"{pack.folder}: {', '.join(parts)}")


def show_verified(verified: Sequence[Verified], as_json: bool) -> None:
    """Print what differs in packs, and a line a pack that sums it up."""
    if as_json:
        packs = [{**asdict(one), "folder": str(one.folder)} for one in verified]
        print(json.dumps({"packs": packs}, ensure_ascii=False, indent=2))
        return
    for one in verified:
        for note in one.notes:
            message(f"{one.folder}: {note}")
        for difference in one.differences:
            print(visible(f"{one.folder / difference.path}: {difference.message}"))
        made_again = f"{one.rebuilt} made again" if one.rebuilt else "none made again"
        verdict = counted(len(one.differences), "difference") if one.differences else "all as recorded"
        print(f"{one.folder}: {counted(one.documents, 'document')}, {made_again}, {verdict}")


def show_table(table: Table, as_json: bool) -> None:
    """Print rows in columns; the titles only where a person looks on."""
    if as_json:
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    rows_shown = [table.columns, *table.rows] if sys.stdout.isatty() else list(table.rows)
    widths = [max((len(row[i]) for row in rows_shown), default=0) for i in range(len(table.columns))]
    for row in rows_shown:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def show_findings(findings: Sequence[Finding], as_json: bool) -> None:
    """Print what the doctor found."""
    if as_json:
        print(json.dumps([asdict(one) for one in findings], ensure_ascii=False, indent=2))
        return
    width = max(len(one.name) for one in findings)
    for one in findings:
        print(f"{'MISSING' if one.missing else 'ok':7}  {one.name:{width}}  {one.version}")
        if one.advice:
            print(f"         {one.advice}")


def show_fonts(reports: Sequence[FontReport], as_json: bool) -> None:
    """Print what font files are good for."""
    if as_json:
        print(json.dumps([asdict(one) for one in reports], ensure_ascii=False, indent=2))
        return
    for one in reports:
        print(visible(one.file))
        for title, text in _font_lines(one):
            print(f"  {title:14}{visible(text)}")


def _font_lines(one: FontReport) -> Iterator[tuple[str, str]]:
    if one.outlines:
        yield "font", ", ".join(part for part in (one.family, one.style, one.version) if part)
        yield "weight", one.weight
        yield "outlines", one.outlines
        yield "embedding", one.embedding
        yield "licence", one.licence or "the file names none"
        for group, missing in (one.lacks or {}).items():
            yield "lacks", f"{group}: {'all' if missing == GROUPS[group] else name_letters(missing)}"
        if (one.lacks or {}).get(ARABIC) != GROUPS[ARABIC]:
            joins, signs = ("yes" if so else "no" for so in (one.joins_arabic, one.places_vowel_signs))
            yield "Arabic", f"letters join: {joins}; vowel signs are placed: {signs}"
        yield "answer sheets", f"no: {one.answer_sheets}" if one.answer_sheets else "yes"
    for reading in one.readings:
        shares = zip(("Arabic words", "words with signs", "Latin words"), one.words, _shares(reading), strict=True)
        found = [f"{share:.1%} of {number} {what}" for what, number, share in shares if number]
        yield reading.reader, ", ".join(found)
    for advice in one.advice:
        yield "note", advice
    yield "result", f"{one.verdict}: {'; '.join(one.reasons)}" if one.reasons else one.verdict


def _shares(reading: Reading) -> tuple[float, float, float]:
    return reading.arabic, reading.marked, reading.latin


def show_error(error: BriefgenError) -> None:
    """Print an error, with every problem where it has some."""
    if isinstance(error, SourceError):
        for one in error.problems:
            message(as_text(one))
    problems = error.problems if isinstance(error, SourceError) else ()
    message(f"briefgen: {error.message}" + (f" ({_sum_up(problems)})" if problems else ""))
    if error.hint:
        message(f"  hint: {error.hint}")


def show_unexpected(error: Exception) -> None:
    """Print what nobody thought of; with BRIEFGEN_DEBUG set, with its traceback."""
    if os.environ.get("BRIEFGEN_DEBUG"):
        traceback.print_exc()
    message(f"briefgen: unexpected {type(error).__name__}: {error}")
    message("  hint: this is a fault in briefgen; run again with BRIEFGEN_DEBUG=1 and report what it prints")


def message(text: str) -> None:
    """Print to stderr."""
    print("\n".join(map(visible, text.split("\n"))), file=sys.stderr)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on stderr; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total, name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name)


def _sum_up(found: Sequence[Diagnostic]) -> str:
    errors = sum(one.severity is Severity.ERROR for one in found)
    warnings = len(found) - errors
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not one."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
