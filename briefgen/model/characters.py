"""Characters that have no place in a file: invisible ones, odd spaces, Arabic that cannot be searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from briefgen.diagnostics import Mark, Problems

CODES: dict[str, str] = {
    "bidi-control": "an invisible character that changes the direction of text",
    "tatweel": "a lengthening stroke inside a word; only the abbreviation هـ has one",
    "presentation-form": "a letter already shaped for print, which cannot be searched for",
    "invisible-character": "a control character or another one that nobody can see",
    "no-break-space": "a space that is not the ordinary one, where a line is indented",
    "tab": "a tab character, which YAML does not take for spaces",
}

_ARABIC_LETTER = "[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff]"
# What a YAML reader refuses, skips or takes for the end of a line.
_UNREADABLE = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_INVISIBLE = f"{_UNREADABLE}\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufff9-\ufffb"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SHAPED = "\ufb50-\ufdff\ufe70-\ufefc"
ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_NAMES = {"\x7f": "DELETE", "\x85": "NEXT LINE"}


class _Kind(NamedTuple):
    code: str
    pattern: re.Pattern[str]
    advice: str


_KINDS = (
    _Kind("bidi-control", re.compile(f"[{_BIDI}]"), "delete it; the layout sets the direction of every text"),
    _Kind(
        "tatweel",
        re.compile(f"(?<!\u0647)\u0640|\u0640(?={_ARABIC_LETTER})"),
        "delete it; the layout fills the line",
    ),
    _Kind("presentation-form", re.compile(f"[{_SHAPED}]"), "delete it"),
    _Kind("invisible-character", re.compile(f"[{_INVISIBLE}]"), "delete it"),
)
_SUSPECT = re.compile(f"[\u0640{_BIDI}{_SHAPED}{_INVISIBLE}]")
_ODD_INDENT = re.compile(rf"[ \t]*[{ODD_SPACES}]")
_TAB_INDENT = re.compile(r" *\t(?=[ \t]*[^\s#])")
_BLANKS = "\t " + "".join(chr(n) for n in range(0xA0, 0x3001) if unicodedata.category(chr(n)) == "Zs")
_STOPS_READING = re.compile(f"[{_UNREADABLE}]")


def check_characters(text: str, mark: Mark, source: Sequence[str], problems: Problems) -> None:
    """Report each kind of unwanted character in a text once, where it first stands.

    `source` are the lines of the file that the text stands on, from the line of `mark` on. A character that
    is written as an escape ("\\u200f") is reported at `mark`.
    """
    if not _SUSPECT.search(text):
        return
    for kind in _KINDS:
        if found := kind.pattern.findall(text):
            _report(kind, found, _find_place(kind.pattern, mark, source, len(text)), problems)


def mend_lines(lines: Sequence[str], shown: Path, problems: Problems) -> list[str]:
    """Return the lines without the characters that stop or mislead a YAML reader; report where they stand.

    Why: YAML refuses a whole file for one control character, counts lines otherwise than editors do, and
    takes neither a tab nor a no-break space for indentation.
    """
    kept = list(lines)
    for number, line in enumerate(lines):
        if found := _STOPS_READING.findall(line):
            place = Mark(shown, number + 1, line.index(found[0]) + 1)
            _report(_KINDS[-1], found, place, problems)
            kept[number] = _STOPS_READING.sub(lambda match: " " if match[0] in _LINE_BREAKS else "", line)
    _report_tab_indents(kept, shown, problems)
    for number, line in enumerate(kept):
        if "\t" in line or _ODD_INDENT.match(line):
            kept[number] = _mend_spaces(line, Mark(shown, number + 1), problems)
    return kept


def _report_tab_indents(lines: Sequence[str], shown: Path, problems: Problems) -> None:
    """Report once for a file that its lines are indented with tabs: whoever does it does it everywhere."""
    places = [(n, tab.end()) for n, line in enumerate(lines) if (tab := _TAB_INDENT.match(line))]
    if places:
        others = f", and so are {len(places) - 1} more" if len(places) > 1 else ""
        hint = "indent with two spaces for each level; most editors can turn tabs into spaces"
        mark = Mark(shown, places[0][0] + 1, places[0][1])
        problems.error("tab", mark, f"the line is indented with a tab{others}", hint)


def _mend_spaces(line: str, mark: Mark, problems: Problems) -> str:
    """Return a line with ordinary spaces for its tabs and for the odd spaces it is indented with."""
    start = len(line) - len(line.lstrip(_BLANKS))
    if odd := _ODD_INDENT.match(line):
        message = f"the line is indented with {describe_character(line[odd.end() - 1])}"
        place = Mark(mark.file, mark.line, odd.end())
        problems.error("no-break-space", place, message, "type ordinary spaces instead")
    body = line[start:].rstrip("\t ")
    if "\t" in body and not body.startswith("#"):
        hint = "type a space instead:\n    " + body.replace("\t", " ")
        place = Mark(mark.file, mark.line, start + body.index("\t") + 1)
        problems.error("tab", place, "there is a tab in the line", hint)
    return "".join("  " if one == "\t" else " " for one in line[:start]) + body.replace("\t", " ")


def describe_character(character: str) -> str:
    """Return number and name of a character: `U+200F RIGHT-TO-LEFT MARK`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, _NAMES.get(character, ''))}".rstrip()


def _find_place(pattern: re.Pattern[str], mark: Mark, source: Sequence[str], length: int) -> Mark:
    for number, line in enumerate(source):
        start = mark.column - 1 if number == 0 else 0
        # An escape has at most ten characters; what stands further on belongs to other texts.
        if match := pattern.search(line, start, start + 10 * length + 2):
            return Mark(mark.file, mark.line + number, match.start() + 1)
    return mark


def _report(kind: _Kind, found: Sequence[str], place: Mark, problems: Problems) -> None:
    others = f", and {len(found) - 1} more like it" if len(found) > 1 else ""
    problems.error(
        kind.code,
        place,
        f"{describe_character(found[0])} stands here{others}: {CODES[kind.code]}",
        _write_instead(found[0]) or kind.advice,
    )


def _write_instead(character: str) -> str:
    """Return advice to write a shaped letter with the ordinary ones, empty for any other character."""
    ordinary = unicodedata.normalize("NFKC", character).strip()
    if not re.match(f"[{_SHAPED}]", character) or ordinary in ("", character):
        return ""
    return f"write {ordinary} with ordinary letters; text copied from a PDF often has such shaped ones"
