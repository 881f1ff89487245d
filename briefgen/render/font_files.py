"""The font files behind the fonts of a document that is drawn: told apart, and whether bold ones are bold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import md5
from io import BytesIO
from typing import Any, Final

from fontTools.ttLib import TTFont
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face, get_pango_font_key

BOLD_FROM: Final = 600
"""The least weight that readers take for bold."""
LETTERS: Final = 26


@dataclass(slots=True)
class FontFiles:
    """Which file each font of a document comes from.

    Why: WeasyPrint knows a font by its description. Where a bold file lacks a letter, Fontconfig takes the regular file
    and calls it bold, too: the letters of one would then be looked up in the other.
    """

    known: dict[int, str] = field(default_factory=dict)
    """The name of the font of each loaded file, by the place where the file is loaded."""
    firsts: dict[str, bytes] = field(default_factory=dict)
    """The first file of each name."""
    others: dict[int, Any] = field(default_factory=dict)

    def font_of(self, pango_font: Any, font: Any, fonts: dict[Any, Any]) -> Any:
        """The font to draw with: the one of that description, or one of its own for another file; noted in `fonts`."""
        face = get_pango_font_hb_face(pango_font)
        place = int(ffi.cast("uintptr_t", face))
        if self.known.get(place) == font.hash:
            return font
        if place in self.others and self.others[place][0] == font.hash:
            return self.others[place][1]
        data = get_hb_object_data(face)
        if self.firsts.setdefault(font.hash, data) == data:
            self.known[place] = font.hash
            return font
        key, description, size = get_pango_font_key(pango_font)
        other = Font(pango_font, description, size)
        other.hash = _letters(f"{font.hash} {len(self.others)}")
        other.name = b"/" + other.hash.encode() + other.name[other.name.index(b"+") :]
        fonts[key, place] = other
        self.others[place] = font.hash, other
        return other


def _letters(text: str) -> str:
    """Six capital letters that stand for a text, as the names of embedded fonts begin."""
    return "".join(chr(65 + one % LETTERS) for one in md5(text.encode(), usedforsecurity=False).digest()[:6])


def find_false_bold(fonts: Iterable[Any]) -> tuple[str, ...]:
    """A sentence for each font that is called bold and whose file is not: nothing makes its letters bolder."""
    found: dict[str, None] = {}
    for font in fonts:
        if font.weight < BOLD_FROM or "fvar" in font.tables or "OS/2" not in font.tables:
            continue
        own = _weight_of(font.file_content)
        if own is not None and own < BOLD_FROM:
            found[f"bold text in {font.family} is not bold: the font file that it is drawn with has weight {own}"] = (
                None
            )
    return tuple(found)


def _weight_of(data: bytes) -> int | None:
    try:
        with TTFont(BytesIO(data), lazy=True, fontNumber=0) as font:
            return int(font["OS/2"].usWeightClass)
    except Exception:  # a damaged table is no reason to fail here: the page was drawn
        return None
