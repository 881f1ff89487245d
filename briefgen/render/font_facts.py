"""What a font file says of itself: its name and weight, its outlines, its letters, and whether it may be embedded.

The file may be anything: whatever is wrong with it is a `RenderingError` that says so.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from briefgen.errors import NotFoundError, RenderingError, UsageError
from briefgen.render.letter_groups import JOINED_FORMS

LARGEST_BYTES: Final = 64_000_000
LARGEST_PACKED_BYTES: Final = 8_000_000
"""How long a font file may be, and one that is compressed."""
CONTAINERS: Final = {b"wOFF": "WOFF", b"wOF2": "WOFF2", b"ttcf": "collection"}
STARTS: Final = frozenset({b"\0\1\0\0", b"OTTO", b"true", *CONTAINERS})
"""How a font file may begin."""
COLOUR: Final = frozenset({"COLR", "SVG ", "CBDT", "sbix"})
JOINING: Final = frozenset({"init", "medi", "fina"})
WEIGHT_NAMES: Final = {
    "extrabold": 800,
    "ultrabold": 800,
    "semibold": 600,
    "demibold": 600,
    "extralight": 200,
    "ultralight": 200,
    "thin": 100,
    "light": 300,
    "medium": 500,
    "bold": 700,
    "black": 900,
    "heavy": 900,
}
"""The weight that a word in the name of a style stands for; longer words first."""
FAR_APART: Final = 150
"""By how much the weight of a font may differ from what its name says."""
BOLD_FROM: Final = 600
NO_FONT: Final = "a font file ends in .ttf or .otf and is copied whole; copy it again"

logging.getLogger("fontTools").addHandler(logging.NullHandler())  # what it says of odd files is for its own developers


class Embedding(StrEnum):
    """Whether the maker of a font lets it be put into a PDF, by the flags of the file."""

    ALLOWED = "allowed"
    RESTRICTED = "for viewing and printing only"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Axis:
    """A direction in which a variable font varies."""

    tag: str
    least: float
    default: float
    most: float


@dataclass(frozen=True, slots=True)
class FontFacts:
    """A font file. `characters` are the code points it has a glyph for; `weight` is what the file says, 400 or 700.

    `outlines` is TrueType, CFF, CFF2, bitmap or none; `container` is empty for a plain file.
    """

    file: Path
    family: str
    style: str
    version: str
    weight: int
    named_weight: int
    outlines: str
    container: str
    axes: tuple[Axis, ...]
    colour: tuple[str, ...]
    embedding: Embedding
    subsetting: bool
    licence: str
    licence_address: str
    characters: frozenset[int]
    joins: bool
    places_signs: bool

    @property
    def weights(self) -> tuple[int, int]:
        """The least and the greatest weight of the font."""
        axis = next((one for one in self.axes if one.tag == "wght"), None)
        return (round(axis.least), round(axis.most)) if axis else (self.weight, self.weight)

    @property
    def weight_is_doubtful(self) -> bool:
        """Whether the name of the font says another weight than the file; a variable one has many."""
        return not self.axes and abs(self.weight - self.named_weight) > FAR_APART

    @property
    def missing_forms(self) -> str:
        """The joined forms it lacks that the answer sheets are drawn with."""
        return "".join(chr(one) for one in JOINED_FORMS if one not in self.characters)

    def is_bold(self, wanted: int) -> bool:
        """Whether it has a bold weight where a bold one is wanted, and an ordinary one where not."""
        least, most = self.weights
        return most >= BOLD_FROM if wanted >= BOLD_FROM else least < BOLD_FROM


def read_font_bytes(path: Path) -> bytes:
    """The bytes of a font file.

    Raises `NotFoundError` if there is none, `UsageError` for a folder, `RenderingError` if it cannot be a font.
    """
    try:
        if path.is_dir():
            raise UsageError(f"{path} is a folder", "name a font file in it")
        if not path.exists():
            raise NotFoundError(f"there is no file {path}", "is the name spelt as in the folder, with its ending?")
        if not path.is_file():
            raise RenderingError(f"{path} is not an ordinary file", NO_FONT)
        if path.stat().st_size > LARGEST_BYTES:
            raise RenderingError(f"{path.name} is longer than {LARGEST_BYTES // 1_000_000} MB", "that is no text font")
        data = path.read_bytes()
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links, a name with a zero byte, no permission
        raise RenderingError(f"{path} cannot be read: {error}", NO_FONT) from None
    if data[:4] not in STARTS:
        raise RenderingError(f"{path.name} is not a font file", NO_FONT)
    if data[:3] == b"wOF" and len(data) > LARGEST_PACKED_BYTES:
        raise RenderingError(f"{path.name} is longer than {LARGEST_PACKED_BYTES // 1_000_000} MB", "use its .ttf file")
    return data


def read_font_facts(path: Path) -> FontFacts:
    """What a font file says of itself; of a collection, its first font. Raises as `read_font_bytes` does."""
    data = read_font_bytes(path)
    from fontTools.ttLib import TTFont  # takes a moment: only where there are fonts to read

    try:
        with TTFont(BytesIO(data), lazy=True, fontNumber=0) as font:
            tables = font.reader.tables.values()
            if not data.startswith(b"wOF2") and any(one.offset + one.length > len(data) for one in tables):
                raise ValueError("the file is cut off")
            return _facts(path, CONTAINERS.get(data[:4], ""), font)
    except Exception as error:  # fontTools raises anything where a file is not as it should be
        said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise RenderingError(f"the font {path.name} is damaged: {said[:200]}", NO_FONT) from None


def _facts(path: Path, container: str, font: Any) -> FontFacts:
    names, style_table = font["name"], font["OS/2"]
    style = names.getDebugName(17) or names.getDebugName(2) or ""
    embedding, subsetting = _embedding(style_table.fsType, style_table.version)
    outlines = _outlines(font)
    if outlines in ("TrueType", "CFF", "CFF2"):
        _check_outlines(font, outlines)
    return FontFacts(
        path,
        names.getDebugName(16) or names.getDebugName(1) or "",
        style,
        names.getDebugName(5) or "",
        int(style_table.usWeightClass),
        _named_weight(style),
        outlines,
        container,
        tuple(Axis(one.axisTag, one.minValue, one.defaultValue, one.maxValue) for one in font["fvar"].axes)
        if "fvar" in font
        else (),
        tuple(sorted(tag.strip() for tag in COLOUR & set(font.keys()))),
        embedding,
        subsetting,
        names.getDebugName(13) or "",
        names.getDebugName(14) or "",
        frozenset(font.getBestCmap() or {}),
        _features(font, "GSUB") >= JOINING or "morx" in font,
        "mark" in _features(font, "GPOS"),
    )


def _outlines(font: Any) -> str:
    if "glyf" in font and "loca" in font:
        return "TrueType"
    if "CFF2" in font:
        return "CFF2"
    if "CFF " in font:
        return "CFF"
    return "bitmap" if {"EBDT", "CBDT", "sbix"} & set(font.keys()) else "none"


def _check_outlines(font: Any, outlines: str) -> None:
    """Read what every page needs of the outlines, so that a file that was cut off is known for it."""
    order = font.getGlyphOrder()
    units = font["head"].unitsPerEm
    if not 16 <= units <= 16384:
        raise ValueError(f"an em of {units} units")
    if len(font["hmtx"].metrics) < len(order):
        raise ValueError("letters without a width")
    if outlines == "TrueType":
        if len(font["loca"].locations) <= len(order):
            raise ValueError("letters without an outline")
    elif len(font["CFF " if outlines == "CFF" else "CFF2"].cff[0].CharStrings) < len(order):
        raise ValueError("letters without an outline")


def _named_weight(style: str) -> int:
    words = re.sub(r"[^a-z]", "", style.lower())
    return next((weight for name, weight in WEIGHT_NAMES.items() if name in words), 400)


def _embedding(flags: int, version: int) -> tuple[Embedding, bool]:
    """Whether a font may be embedded, and whether only the letters that are used may; of several rights the widest."""
    rights = flags & 0x000E
    if flags & 0x0200 and version >= 2:
        return Embedding.FORBIDDEN, False  # only its pictures may be
    subsetting = not (flags & 0x0100 and version >= 2)
    if not rights or rights & 0x0008:
        return Embedding.ALLOWED, subsetting
    return (Embedding.RESTRICTED if rights & 0x0004 else Embedding.FORBIDDEN), subsetting


def _features(font: Any, tag: str) -> frozenset[str]:
    """The features that a layout table has for Arabic, or for any script where it does not name it."""
    if tag not in font or font[tag].table.ScriptList is None or font[tag].table.FeatureList is None:
        return frozenset()
    table = font[tag].table
    scripts = {record.ScriptTag: record.Script for record in table.ScriptList.ScriptRecord}
    script = scripts.get("arab") or scripts.get("DFLT") or scripts.get("latn")
    if script is None:
        return frozenset()
    systems = [record.LangSys for record in script.LangSysRecord]
    systems += [script.DefaultLangSys] if script.DefaultLangSys else []
    records = table.FeatureList.FeatureRecord
    return frozenset(records[place].FeatureTag for system in systems for place in system.FeatureIndex)
