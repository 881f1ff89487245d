"""Reading YAML strictly: every value as the characters written, with its place; surprises are refused.

A file is read as UTF-8, its tree is composed, and a line that stops YAML is mended so that reading goes on: one
run shows all problems of a file.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Any, Final

import yaml

from briefgen.diagnostics import Mark, Problems
from briefgen.model.characters import mend_lines
from briefgen.model.composing import Composer, TrappedError
from briefgen.model.nodes import Mapping

CODES: dict[str, str] = {
    "directive": "a line such as %YAML at the top",
    "file-too-large": "a file of more than 2 MB",
    "not-a-file": "a path that leads to no file",
    "not-utf-8": "a file in another encoding than UTF-8",
    "unreadable-file": "a file that the system does not let us read",
}

PARSER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where it is present: the same events and places, ten times faster."""

MOST_BYTES: Final = 2_000_000
MOST_ATTEMPTS: Final = 50
MOST_MENDINGS: Final = 3
MOST_CHARACTERS_TRIED: Final = 4_000_000


def read_yaml(path: Path, shown: Path, layer: str, problems: Problems) -> Mapping | None:
    """Return the tree of a file, None if it has none; problems name the file as `shown`."""
    data = _read_bytes(path, shown, problems)
    text = None if data is None else _decode(data, shown, problems)
    return None if text is None else compose_yaml(text, shown, layer, problems)


def compose_yaml(text: str, shown: Path, layer: str, problems: Problems, parser: Any = PARSER) -> Mapping | None:
    """Return the tree of a text, None if it has none.

    A tree comes back with errors reported too, each at the place of its key or value, so that further checks
    can find the rest. A line that YAML cannot read is mended if its meaning is plain, and reading goes on.
    """
    written = _split_lines(text.removeprefix("\ufeff"))
    lines = _drop_directives(mend_lines(written, shown, problems), shown, problems)
    stuck: list[int] = []
    for _ in range(max(2, min(MOST_ATTEMPTS, MOST_CHARACTERS_TRIED // (len(text) + 1)))):
        composer = Composer(lines, written, shown, layer)
        try:
            tree = composer.compose(parser)
        except TrappedError as caught:
            trap = caught.trap
        else:
            problems.extend(composer.problems.found)
            return tree
        if trap.place[0] not in stuck:  # a second one on the line may come of mending it
            problems.error(trap.code, composer.mark(trap.place), trap.message, trap.hint)
        stuck.append(trap.place[0])
        mended = [trap.mended.get(number, line) for number, line in enumerate(lines)]
        if mended == lines or stuck.count(trap.place[0]) > MOST_MENDINGS:
            break
        lines = mended
    problems.extend(one for one in composer.problems.found if one.mark.line - 1 not in stuck)
    return None


def _read_bytes(path: Path, shown: Path, problems: Problems) -> bytes | None:
    whole = Mark(shown)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            problems.error("not-a-file", whole, "this is not a file", "name a .yaml file")
            return None
        data = b""
        if found.st_size <= MOST_BYTES:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        problems.error("not-a-file", whole, "there is no such file", "check the name and the folder")
        return None
    except OSError as error:
        hint = "check who may read the file"
        problems.error("unreadable-file", whole, f"the file cannot be read: {error.strerror}", hint)
        return None
    if max(found.st_size, len(data)) > MOST_BYTES:
        message = f"the file has more than {MOST_BYTES // 1_000_000} MB"
        problems.error("file-too-large", whole, message, "spread its keys over several files of the folder")
        return None
    return data


def _decode(data: bytes, shown: Path, problems: Problems) -> str | None:
    hint = "save the file again and choose the encoding UTF-8"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:2].count(0) == 1:
        problems.error("not-utf-8", Mark(shown, 1, 1), "the file is UTF-16, not UTF-8", hint)
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        lines = _split_lines(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
        mark = Mark(shown, len(lines), len(lines[-1]) + 1)
        message = f"the byte {data[error.start]:02X} is not UTF-8; the file has another encoding"
        problems.error("not-utf-8", mark, message, hint)
        return None


def _split_lines(text: str) -> list[str]:
    return re.split("\r\n|\r|\n", text)


def _drop_directives(lines: list[str], shown: Path, problems: Problems) -> list[str]:
    kept = list(lines)
    for number, line in enumerate(lines):
        if line.startswith("%"):
            problems.error("directive", Mark(shown, number + 1, 1), f"{line.split()[0]} is refused", "delete the line")
            kept[number] = ""
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return kept
