"""Where prose trips over YAML: which trap it is, at which place, and what to write instead.

Lines and columns in here count from 0, as in the parser. A trap may carry `mended` lines, with which reading
can go on and find the next problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.model import rewriting
from briefgen.model.characters import ODD_SPACES, describe_character
from briefgen.model.rewriting import Place, character_at, count_open, indent_of, shorten, starts_line

CODES: dict[str, str] = {
    "arabic-comma": "«،» between list entries or between the parts of {…}, where YAML knows only the comma",
    "bad-indent": "a line is indented by more or less than the lines it belongs with",
    "colon-in-text": "a colon and a space inside unquoted text",
    "comma-in-braces": "a comma splits a text that stands in {…}",
    "comment-in-text": "a comment line cuts an unquoted text in two",
    "dash-line-in-text": "list lines in an unquoted text, which YAML glues into one paragraph",
    "lost-after-hash": "everything after a # is lost from an unquoted text",
    "missing-colon": "a word stands where a key must, without its colon",
    "no-break-space": "a space that is not the ordinary one, after a key or a dash",
    "no-space-after-colon": "the value is glued to the colon of its key",
    "text-starts-with-ampersand": "unquoted text starts with &",
    "text-starts-with-angle": "text stands on the same line as its > mark",
    "text-starts-with-at": "unquoted text starts with @",
    "text-starts-with-backtick": "unquoted text starts with `",
    "text-starts-with-bracket": "unquoted text starts with a bracket or a brace",
    "text-starts-with-comma": "unquoted text starts with a comma",
    "text-starts-with-dash": "unquoted text starts with a dash and a space",
    "text-starts-with-exclamation": "unquoted text starts with !",
    "text-starts-with-hash": "unquoted text starts with #, so all of it is lost",
    "text-starts-with-percent": "unquoted text starts with %",
    "text-starts-with-pipe": "text stands on the same line as its | mark",
    "text-starts-with-question": "unquoted text starts with a question mark and a space",
    "text-starts-with-quote": "text starts with quoted words, which YAML takes for all of it",
    "text-starts-with-star": "unquoted text starts with *",
    "unclosed-bracket": "a bracket or a brace is never closed",
    "unclosed-quote": "a quotation mark is never closed",
    "unknown-escape": "a backslash inside double quotes that means nothing to YAML",
    "yaml-syntax": "anything else that YAML cannot read",
}

_STARTS = {
    "*": "star",
    "&": "ampersand",
    "!": "exclamation",
    "%": "percent",
    "@": "at",
    "`": "backtick",
    "|": "pipe",
    ">": "angle",
    "?": "question",
    "-": "dash",
    "#": "hash",
    ",": "comma",
    '"': "quote",
    "'": "quote",
    **dict.fromkeys("[]{}", "bracket"),
}
_WORD = re.compile(r"[a-z][a-z0-9_-]*\s*")
_KEY_LINE = re.compile(r"( *(?:- +)*)([\w-]+|\"[^\"]*\"|'[^']*'):(?= |$)")
_HEAD = re.compile(r" *(?:- +)*(?:-|[\w-]+:)(?=\s+#)")
_GLUED = re.compile(rf"(?:- ?)*[a-z][a-z0-9_-]*:(?=[^\s\d/])|(?:(?:- ?)*[a-z][a-z0-9_-]*:|-)(?=[{ODD_SPACES}])")
_HASH = re.compile(r"\s+#")
_LIST_LINE = re.compile(r"\s*[-*+•](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Trap:
    """One trap: its code and place, what is wrong, what to write instead, and lines to read on with."""

    code: str
    place: Place
    message: str
    hint: str
    mended: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stuck:
    """Where the parser gave up: its words, the place, where that thing began, and what it had read last."""

    about: str
    place: Place
    start: Place | None
    kind: str
    """What was read last: `plain`, `quoted`, `block`, `alias`, `flow` (the end of […] or {…}) or `other`."""
    last: tuple[Place, Place]
    braces: Place | None
    """Where the innermost open […] or {…} begins."""


def explain(stuck: Stuck, lines: Sequence[str]) -> Trap:
    """Return the trap behind a syntax error: one of ours if the lines show it, else `yaml-syntax`."""
    for words, explainer in _EXPLAINERS:
        if words in stuck.about and (trap := explainer(stuck, lines)):
            return trap
    hint = "the mistake may stand in the line above; a text is safest below its key, after >-"
    return Trap("yaml-syntax", stuck.place, f"YAML cannot read this: {stuck.about}", hint)


def check_plain(lines: Sequence[str], start: Place, end: Place, braces: Place | None) -> Iterator[Trap]:
    """Yield the traps in an unquoted value that YAML accepts while it loses words or glues them together.

    `braces` is where the […] or {…} begins that the value stands in, if it does.
    """
    if braces and (comma := check_comma(lines, start, end, braces)):
        yield comma
    if not braces and (trap := _glued(lines, start) or _check_head(lines, start)):
        yield trap
    if tail := check_tail(lines, start, end, braces):
        yield tail
    dashes = [n for n in range(start[0] + 1, end[0] + 1) if _LIST_LINE.match(lines[n])]
    if dashes and not braces:
        place = dashes[0], len(lines[dashes[0]]) - len(lines[dashes[0]].lstrip())
        message = "this line starts like a list entry, but YAML glues it to the text above"
        safe = rewriting.write_below(lines, start, mark="|-")
        hint = safe.hint.replace(":", ", with |- so that its lines stay apart:", 1)
        yield Trap("dash-line-in-text", place, message, hint)


def check_tail(lines: Sequence[str], start: Place, end: Place, braces: Place | None = None) -> Trap | None:
    """Return the trap if a # follows a value on its line: what stands after it is lost."""
    tail = _HASH.match(lines[end[0]], end[1])
    if not tail:
        return None
    safe = rewriting.write_below(lines, start, braces)
    message = f"YAML drops everything after the #: {shorten(lines[end[0]][tail.end() :])}"
    hint = f"a comment goes on a line of its own; if this belongs to the text, {safe.hint}"
    return Trap("lost-after-hash", (end[0], tail.end() - 1), message, hint)


def check_hash(lines: Sequence[str], after: Place) -> Trap | None:
    """Return the trap if a text begins with # where a value is expected: YAML sees no text there."""
    tail = re.compile(r":?\s*#").match(lines[after[0]], after[1])
    if not tail:
        return None
    place = after[0], tail.end() - 1
    message = f"a # starts a comment, so this is no text: {shorten(lines[place[0]][place[1] :])}"
    safe = rewriting.write_below(lines, place)
    return Trap("text-starts-with-hash", place, message, safe.hint, safe.mended)


def _check_head(lines: Sequence[str], start: Place) -> Trap | None:
    """Return the trap if a # stands behind the key or dash of a text that goes on below it."""
    if not starts_line(lines, start):
        return None
    above = next((n for n in range(start[0] - 1, -1, -1) if lines[n].strip()), None)
    head = _HEAD.match(lines[above]) if above is not None else None
    return check_hash(lines, (above, head.end())) if head and above is not None else None


def check_braces(lines: Sequence[str], braces: Place, keys: Sequence[Place]) -> Trap:
    """Return the trap behind keys without a colon in {…}: a comma in a text, or a brace that begins one."""
    line, column = keys[0]
    if glued := _GLUED.match(lines[line], column):
        return _glued_at((line, glued.end() - 1), lines)
    comma = lines[line].rfind(",", braces[1] if braces[0] == line else 0, column)
    if comma < 0:
        return _starts_with(lines, braces)
    safe = rewriting.write_without_braces(lines, braces)
    message = f"the comma splits the text: {shorten(lines[line][column:])} begins a key of its own"
    return Trap("comma-in-braces", (line, comma), message, safe.hint, safe.mended)


def check_comma(lines: Sequence[str], start: Place, end: Place, braces: Place) -> Trap | None:
    """Return the trap if «،» stands in an unquoted entry of […]; in {…} it may belong to a text."""
    line, column = start
    at = lines[line].find("،", column, end[1] if end[0] == line else None)
    if at < 0 or character_at(lines, braces) != "[":
        return None
    return _arabic_comma(lines, (line, at), braces)


def check_prose(lines: Sequence[str], start: Place, braces: Place | None = None) -> Trap | None:
    """Return the trap if what YAML takes for an anchor or a tag begins several words of text."""
    text = re.compile(r"[^,\]}]*" if braces else ".*").match(lines[start[0]], start[1])
    head, _, rest = text[0].strip().partition(" ") if text else ("", "", "")
    is_type = re.match(r"!!\w|!<", head) or rest[:1] in ("[", "{", "#", "|", ">", '"', "'", "")
    is_prose = " " in rest or not (head + rest).isascii()
    return _starts_with(lines, start, braces) if is_prose and not is_type else None


def _starts_with(lines: Sequence[str], place: Place, braces: Place | None = None) -> Trap:
    """Return the trap of a text whose first character means something else to YAML."""
    character = lines[place[0]][place[1]]
    safe = rewriting.write_below(lines, place, braces)
    hint = safe.hint
    if character == "-":
        hint += "\n  if it is a list, start each entry on a line of its own below the key"
    code = f"text-starts-with-{_STARTS[character]}"
    return Trap(code, place, CODES[code], hint, safe.mended)


def _explain_start(stuck: Stuck, lines: Sequence[str]) -> Trap | None:
    place = stuck.start or stuck.place
    return _starts_with(lines, place, stuck.braces) if character_at(lines, place) in _STARTS else None


def _explain_colon(stuck: Stuck, lines: Sequence[str]) -> Trap | None:
    """`mapping values are not allowed here`: the colon is at the place, the text before it was read last."""
    start, (line, column) = stuck.last
    if line != stuck.place[0] or lines[line][column : stuck.place[1]].strip():
        return _colon_in_text(stuck, lines, stuck.place)  # the text starts with the colon
    if stuck.kind == "quoted":
        return _starts_with(lines, start)
    if glued := _glued(lines, start):
        return glued
    if start[0] < stuck.place[0] and starts_line(lines, start) and _WORD.fullmatch(lines[start[0]], start[1]):
        return _missing_colon(lines, start)
    return _colon_in_text(stuck, lines, start)


def _colon_in_text(stuck: Stuck, lines: Sequence[str], start: Place) -> Trap:
    safe = rewriting.write_below(lines, start, stuck.braces)
    message = 'a colon and a space inside a text make YAML read "key: value"'
    return Trap("colon-in-text", stuck.place, message, safe.hint, safe.mended)


def _explain_lost_key(stuck: Stuck, lines: Sequence[str]) -> Trap | None:
    """`could not find expected ':'`: a line stands where a key must, and is none."""
    if stuck.start is None or stuck.braces:
        return None
    line, column = stuck.start
    if glued := _glued(lines, stuck.start):
        return glued
    head = next((n for n in range(line - 1, -1, -1) if _KEY_LINE.match(lines[n])), None)
    awaits_text = head == line - 1 and re.search(r":(?: +[>|][-+]?)?$", lines[head])
    if _WORD.fullmatch(lines[line], column) and not awaits_text:
        return _missing_colon(lines, stuck.start)
    if head is None:
        return None
    end = line + 1
    while end < len(lines) and lines[end].strip() and not _KEY_LINE.match(lines[end]):
        end += 1
    return _outdented(lines, head, range(head + 1, end), stuck.start)


def _outdented(lines: Sequence[str], head: int, text: range, place: Place) -> Trap:
    """Return the trap of text that is not indented below the key on line `head`."""
    key = _KEY_LINE.match(lines[head])
    safe = rewriting.indent_below(lines, head, text, len(key[1]) if key else indent_of(lines[head]))
    message = "this line of text is not indented like the text of its key"
    return Trap("bad-indent", place, message, safe.hint, safe.mended)


def _missing_colon(lines: Sequence[str], place: Place) -> Trap:
    word = lines[place[0]][place[1] :].strip()
    safe = rewriting.write_colon(lines, place)
    return Trap("missing-colon", place, f'"{word}" stands where a key must, and has no colon', safe.hint, safe.mended)


def _explain_flow(stuck: Stuck, lines: Sequence[str]) -> Trap | None:
    """A […] or {…} that goes wrong: Arabic commas, a colon, a comment in it, or no end."""
    braces = stuck.braces
    if braces is None:
        return None
    line, column = braces
    text = lines[line]
    (first, at), _ = stuck.last
    if stuck.kind == "plain" and first == stuck.place[0] and "،" in lines[first][at : stuck.place[1]]:
        return _arabic_comma(lines, (first, lines[first].index("،", at)), braces)
    if stuck.kind in ("quoted", "alias") and stuck.last[1][0] == stuck.place[0] and not count_open(text[column:]):
        return _starts_with(lines, stuck.last[0], braces)
    if stuck.place[0] > line and (tail := _HASH.search(text, column)):
        lost = check_tail(lines, braces, (line, tail.start()), braces)
        mended = {line: text[: tail.start()] + "]}"[text[column] == "{"]}
        return Trap(lost.code, lost.place, lost.message, lost.hint, mended) if lost else None
    if character_at(lines, stuck.place) == ":" and not count_open(text[column:]):
        return _colon_in_text(stuck, lines, stuck.last[0])
    safe = rewriting.close_bracket(lines, braces)
    return Trap("unclosed-bracket", braces, f"the {text[column]} is not closed", safe.hint, safe.mended)


def _explain_quote(stuck: Stuck, lines: Sequence[str]) -> Trap | None:
    if stuck.start is None:
        return None
    if "escape" in stuck.about or "hexdecimal" in stuck.about:
        line, column = stuck.place
        at = lines[line].rfind("\\", 0, column + 1)
        place = line, max(at, 0)
        safe = rewriting.write_below(lines, stuck.start, stuck.braces, quote='"')
        hint = rf"write \\ for a backslash, or leave the quotes out and {safe.hint}"
        return Trap("unknown-escape", place, "this backslash means nothing to YAML", hint, safe.mended)
    return _unclosed_quote(lines, stuck.start, stuck.braces)


def _unclosed_quote(lines: Sequence[str], start: Place, braces: Place | None = None) -> Trap:
    quote = lines[start[0]][start[1]]
    safe = rewriting.write_below(lines, start, braces, quote=quote)
    hint = f"close it at the end of its text, or {safe.hint}"
    return Trap("unclosed-quote", start, f"the quotation mark {quote} is not closed", hint, safe.mended)


def _explain_block(stuck: Stuck, lines: Sequence[str]) -> Trap | None:
    """`did not find expected key`: something follows a value on its line, or a line is badly indented."""
    start, end = stuck.last
    line, column = stuck.place
    if end[0] == line and stuck.kind in ("quoted", "alias", "flow"):
        goes_on = stuck.kind == "quoted" and start[0] < line
        return _unclosed_quote(lines, start) if goes_on else _starts_with(lines, start)
    own = line, indent_of(lines[line])
    if start == end and end[0] == line and character_at(lines, own) in ('"', "'"):
        return _starts_with(lines, own)  # a quoted word at the start of a line that has a colon further on
    if stuck.kind == "plain" and end[0] < line and own[1] == column:
        if tail := check_tail(lines, start, end):
            return Trap(tail.code, tail.place, tail.message, tail.hint, rewriting.write_below(lines, start).mended)
        if comment := next((n for n in range(end[0] + 1, line) if lines[n].lstrip().startswith("#")), None):
            safe = rewriting.write_below(lines, start)
            place = comment, indent_of(lines[comment])
            hint = f"put the comment above the key; {safe.hint}"
            return Trap("comment-in-text", place, "this comment cuts the text in two", hint, safe.mended)
    if stuck.kind == "block" and own[1] > indent_of(lines[start[0]]):
        end_of_text = line
        while end_of_text < len(lines) and indent_of(lines[end_of_text]) > indent_of(lines[start[0]]):
            end_of_text += 1
        return _outdented(lines, start[0], range(start[0] + 1, end_of_text), own)
    return _bad_indent(stuck, lines)


def _explain_outside(stuck: Stuck, lines: Sequence[str]) -> Trap | None:
    """`did not find expected <document start>`: for YAML, the lines above were a whole file."""
    if character_at(lines, stuck.place) == "%":
        return _explain_start(stuck, lines)
    for number, line in enumerate(lines[: stuck.place[0]]):
        if line.startswith("..."):
            message = "a line that starts with ... ends the file for YAML"
            return Trap("yaml-syntax", (number, 0), message, "delete the line", {number: ""})
    return _bad_indent(stuck, lines)


def _bad_indent(stuck: Stuck, lines: Sequence[str]) -> Trap | None:
    line = stuck.place[0]
    own, is_entry = indent_of(lines[line]), lines[line].lstrip().startswith("-")
    above = [one for one in lines[:line] if one.strip() and not one.lstrip().startswith("#")]
    steps: list[int] = []
    for one in reversed(above):
        if not steps or indent_of(one) < steps[-1]:
            steps.append(indent_of(one))
    if not steps:
        return None
    if own in steps:
        message = "a list entry stands among keys" if is_entry else "a key stands among list entries"
        hint = "below one key stand either list entries or keys, never both"
        return Trap("bad-indent", (line, own), message, hint)
    choice = " or ".join(str(step) for step in sorted(steps))
    message = f"the line is indented by {own}, the lines above it by {choice}"
    hint = f"indent it by {choice}, like the lines it belongs with; a text by two more than its key"
    return Trap("bad-indent", (line, own), message, hint)


def _glued(lines: Sequence[str], start: Place) -> Trap | None:
    """Return the trap if a line starts with a key whose value is glued to its colon."""
    if not starts_line(lines, start):
        return None
    glued = _GLUED.match(lines[start[0]], start[1])
    return _glued_at((start[0], glued.end() - 1), lines) if glued else None


def _glued_at(place: Place, lines: Sequence[str]) -> Trap:
    line, column = place
    head, rest = lines[line][: column + 1], lines[line][column + 1 :]
    bare = re.sub(f"^[{ODD_SPACES}]+", "", rest)
    key, mended = head.strip(" {["), {line: f"{head} {bare}"}
    if bare != rest:
        message = f"{describe_character(rest[0])} follows {key} where an ordinary space belongs"
        hint = f"type an ordinary space:\n    {key} {bare}"
        return Trap("no-break-space", (line, column + 1), message, hint, mended)
    hint = f"put a space after the colon:\n    {key} {bare}\n  if it is one text, write >- behind the key above"
    return Trap("no-space-after-colon", place, f"no space follows {key}", hint, mended)


def _arabic_comma(lines: Sequence[str], place: Place, braces: Place) -> Trap:
    safe = rewriting.write_commas(lines, place, braces)
    message = "the Arabic comma «،» separates nothing inside brackets and braces"
    return Trap("arabic-comma", place, message, safe.hint, safe.mended)


_ODD_STARTS = (
    *("an alias", "an anchor", "a directive", "a tag", "tag handle", "a block scalar"),
    *("cannot start any token", "are not allowed", "a block node"),
)
_EXPLAINERS = (
    ("values are not allowed", _explain_colon),
    ("expected ':'", _explain_lost_key),
    ("flow ", _explain_flow),
    *((words, _explain_start) for words in _ODD_STARTS),
    ("quoted scalar", _explain_quote),
    ("block mapping", _explain_block),
    ("block collection", _explain_block),
    ("document start", _explain_outside),
)
