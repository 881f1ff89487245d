"""A planner's own lines rewritten in the shape that is always safe: for a hint, and for reading on.

Lines and columns in here count from 0, as in the parser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

Place = tuple[int, int]
"""Line and column, from 0."""

_CLOSERS = {"[": "]", "{": "}"}
_LEAD = re.compile(r" *(?:- +)*")
_MOST_LINES = 12
_OUTSIDE = "write it without brackets and braces:\n"


class Safe(NamedTuple):
    """How to write a text safely, for the hint, and the lines that let reading go on."""

    hint: str
    mended: Mapping[int, str]


def write_below(
    lines: Sequence[str], start: Place, braces: Place | None = None, mark: str = ">-", quote: str = ""
) -> Safe:
    """Return the text that begins at `start` below its key or dash, and in quotes to read on with."""
    if braces:
        return write_without_braces(lines, braces)
    line, column = start
    before = lines[line][:column].rstrip()
    above = line
    while not before and above > 0:
        above -= 1
        if lines[above].strip() and indent_of(lines[above]) < column:
            before = re.sub(r"\s+[>|][-+\d]*$", "", lines[above].rstrip())
    if not before.endswith((":", "-")):
        return _NO_KEY
    lead = _LEAD.match(before)
    base = len(lead[0]) if lead and before.endswith(":") else len(before) - 1
    end = line + 1
    while end < len(lines) and (not lines[end].strip() or indent_of(lines[end]) > base):
        end += 1
    text = [lines[line][column:].strip(), *(one.strip() for one in lines[line + 1 : end])]
    while len(text) > 1 and not text[-1]:
        text.pop()
    first = re.sub(r"^[>|][-+\d]* +", "", text[0]) if not quote else text[0].strip(quote)
    words = [first, *(one for one in text[1:] if one and not one.startswith("#"))]
    offset = base - indent_of(before) + 2
    shown = _show_lines([f"{before.lstrip()} {mark}", *(" " * offset + one for one in words)])
    mended = dict.fromkeys(range(line + 1, line + len(text)), "")
    mended[line] = lines[line][:column] + json.dumps(" ".join(words), ensure_ascii=False)
    return Safe(f"write it below its {'key' if before.endswith(':') else 'dash'}:\n{shown}", mended)


def write_without_braces(lines: Sequence[str], braces: Place) -> Safe:
    """Return the texts in a […] or {…} as lines of their own, and as JSON to read on with."""
    head, opener, inner, tail = _cut_braces(lines, braces)
    is_plain = not re.search(r"[\[\]{}\"]", inner + tail) and not re.search(r"[\[{]", head)
    pairs = [one.partition(":") for one in re.split(r"\s*[,،]\s*(?=[a-z][\w-]*:)", inner.strip())]
    if not is_plain or not head.rstrip().endswith((":", "-")) or tail.strip():
        return _NO_KEY
    if opener == "[":
        items = [one for one in re.split(r"\s*[,،]\s*", inner.strip()) if one]
        entries = [part for one in items for part in ("  - >-", f"      {one}")]
        return Safe(
            _OUTSIDE + _show_lines([head.strip(), *entries]),
            {braces[0]: head + json.dumps(items, ensure_ascii=False)},
        )
    if not all(colon for _, colon, _ in pairs):
        return Safe(_OUTSIDE + _show_lines([f"{head.strip()} >-", f"  {opener}{inner}"]), {})
    texts = {key.strip(): text.strip() for key, _, text in pairs}
    entries = [part for key, text in texts.items() for part in (f"  {key}: >-", f"    {text}")]
    mended = {braces[0]: head + json.dumps(texts, ensure_ascii=False)}
    return Safe(_OUTSIDE + _show_lines([head.strip(), *entries]), mended)


def _cut_braces(lines: Sequence[str], braces: Place) -> tuple[str, str, str, str]:
    """Return what stands on a line before a […] or {…}, its first bracket, what it holds, what follows."""
    line, column = braces
    text = lines[line]
    closer = text.find(_CLOSERS[text[column]], column)
    end = closer if closer >= 0 else len(text)
    return text[:column], text[column], text[column + 1 : end], text[end + 1 :]


def write_commas(lines: Sequence[str], place: Place, braces: Place) -> Safe:
    """Return the line of a […] or {…} with ordinary commas for Arabic ones; in the hint, a text without {…}."""
    line, opener = lines[place[0]], character_at(lines, braces)
    start = braces[1] if braces[0] == place[0] else 0
    closer = line.find(_CLOSERS[opener], place[1])
    end = closer if closer >= 0 else len(line)
    inner, follows = line[start:end], "" if opener == "[" else r"(?=[a-z][\w-]*:)"
    mended = line[:start] + re.sub(f"، *{follows}", ", ", inner) + line[end:]
    is_text = opener == "{" and not inner.replace("،", "").isascii()
    ordinary = f"write an ordinary comma:\n{_show_lines([mended.strip()])}"
    hint = write_without_braces(lines, braces).hint if is_text else ordinary
    return Safe(hint, {place[0]: mended})


def indent_below(lines: Sequence[str], head: int, text: range, base: int) -> Safe:
    """Return lines of text indented by two spaces more than their key, which stands at column `base` of `head`."""
    words = {number: lines[number].strip() for number in text if lines[number].strip()}
    offset = " " * (base - indent_of(lines[head]) + 2)
    shown = _show_lines([lines[head].strip(), *(offset + one for one in words.values())])
    mended = {number: " " * (base + 2) + one for number, one in words.items()}
    return Safe(f"indent the text by two spaces more than its key:\n{shown}", mended)


def write_colon(lines: Sequence[str], place: Place) -> Safe:
    """Return the word at a place as a key; to read on, it is left out if nothing stands below it."""
    line, column = place
    word = lines[line][column:].strip()
    deeper = indent_of(next((one for one in lines[line + 1 :] if one.strip()), "")) > column
    mended = {line: f"{lines[line].rstrip()}:" if deeper else ""}
    hint = f"write `{word}:`; if it belongs to the text above, indent it by two spaces more than the key"
    return Safe(hint, mended)


def close_bracket(lines: Sequence[str], braces: Place) -> Safe:
    """Return the line of a […] or {…} with its end, or its text written below the key."""
    line, column = braces
    text = lines[line]
    closer = _CLOSERS.get(text[column], "]")
    hint = f"close it with {closer}; if a text only starts with a bracket, {write_below(lines, braces).hint}"
    mended = {line: f"{text.rstrip()}{closer}"} if count_open(text[column:]) == 1 else {}
    return Safe(hint, mended)


def shorten(text: str) -> str:
    """Return a text in quotes as a message shows it: the end of a long one is left out."""
    text = text.strip()
    return f'"{text[:40]}…"' if len(text) > 41 else f'"{text}"'


def _show_lines(shown: Sequence[str]) -> str:
    """Return lines as they stand below a hint; the end of a long text is left out."""
    kept = [*shown[:_MOST_LINES], "      …"] if len(shown) > _MOST_LINES else shown
    return "\n".join(f"    {one}".rstrip() for one in kept)


def indent_of(line: str) -> int:
    """Return how many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def character_at(lines: Sequence[str], place: Place) -> str:
    """Return the character at a place, empty behind the end of a line."""
    return lines[place[0]][place[1] : place[1] + 1]


def starts_line(lines: Sequence[str], start: Place) -> bool:
    """Whether nothing but spaces and dashes stands before a place on its line."""
    return not lines[start[0]][: start[1]].strip(" -")


def count_open(text: str) -> int:
    """Return how many brackets a text opens and does not close."""
    return sum(text.count(one) for one in "[{") - sum(text.count(one) for one in "]}")


_NO_KEY = Safe("write each text below its key:\n" + _show_lines(["ar: >-", "  …"]), {})
