"""Which font files the styles of a workspace and the answer sheets ask for, at which weight and for which letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote

from briefgen.workspace import TEMPLATES, Workspace

SHEET_REGULAR: Final = "IBMPlexSansArabic_400Regular.ttf"
SHEET_SEMIBOLD: Final = "IBMPlexSansArabic_600SemiBold.ttf"
SHEET_BOLD: Final = "IBMPlexSansArabic_700Bold.ttf"
SHEET_FONTS: Final = {SHEET_REGULAR: 400, SHEET_SEMIBOLD: 600, SHEET_BOLD: 700}
"""The fonts that answer sheets are drawn with, and their weights."""
STYLES: Final = (".css", ".j2")
RULE: Final = re.compile(r"@font-face\s*\{([^{}]*)\}", re.IGNORECASE)
COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
ADDRESS: Final = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)""", re.IGNORECASE)
WEIGHT: Final = re.compile(r"font-weight\s*:\s*(normal|bold|[0-9]+)\s*(?:;|$)", re.IGNORECASE)
FAMILY: Final = re.compile(r"font-family\s*:\s*[\"']?([^\"';]+)", re.IGNORECASE)
RANGES: Final = re.compile(r"unicode-range\s*:\s*([^;]*)", re.IGNORECASE)
RANGE: Final = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
NAMED: Final = {"normal": 400, "bold": 700}


@dataclass(frozen=True, slots=True)
class FontRule:
    """An `@font-face` rule: the name of its file, the family and the weight it gives it (0 if the rule has none).

    `ranges` are the code points it is for, first and last; none means all.
    """

    name: str
    family: str
    weight: int
    ranges: tuple[tuple[int, int], ...]

    def is_for(self, letter: str) -> bool:
        """Whether the rule is for a letter."""
        return not self.ranges or any(first <= ord(letter) <= last for first, last in self.ranges)


def list_font_rules(workspace: Workspace) -> tuple[FontRule, ...]:
    """The rules of all styles and templates of a workspace; of files of one name, the user's."""
    files: dict[str, Path] = {}
    for folder in workspace.folders(TEMPLATES):
        for file in sorted(folder.rglob("*")):
            if file.suffix in STYLES and file.is_file():
                files.setdefault(file.relative_to(folder).as_posix(), file)
    return tuple(rule for file in files.values() for rule in read_rules(file.read_text("utf-8", "replace")))


def read_rules(style: str) -> Iterator[FontRule]:
    """The rules of a style; one for each file that a rule names."""
    for block in RULE.findall(COMMENT.sub("", style)):
        weight, family, ranges = WEIGHT.search(block), FAMILY.search(block), RANGES.search(block)
        number = weight[1].lower() if weight else "0"
        spans = RANGE.findall(ranges[1]) if ranges else []
        for found in ADDRESS.findall(block):
            yield FontRule(
                PurePosixPath(unquote("".join(found))).name,
                family[1].strip() if family else "",
                NAMED.get(number) or int(number),
                tuple((int(first, 16), int(last or first, 16)) for first, last in spans),
            )
