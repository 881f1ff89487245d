"""Arabic and Latin text as ReportLab can draw it: letters joined, in the order of the eye, every glyph there."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from arabic_reshaper import ArabicReshaper
from bidi import get_display
from bidi.mirror import MIRRORED
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from briefgen.errors import RenderingError
from briefgen.render.clusters import MARK, NON_JOINER
from briefgen.render.font_rules import SHEET_BOLD as BOLD
from briefgen.render.font_rules import SHEET_REGULAR as REGULAR
from briefgen.render.font_rules import SHEET_SEMIBOLD as SEMIBOLD
from briefgen.render.sheet_font import TURNED, UNREAD, SheetFont
from briefgen.workspace import FONTS, Workspace

# Letters standing alone stay as they are: fonts leave out the isolated forms, which look the same. The one ligature
# that must be made is lam-alef.
_RESHAPER: Final = ArabicReshaper(
    {
        "delete_harakat": False,
        "delete_tatweel": False,
        "support_ligatures": True,
        "use_unshaped_instead_of_isolated": True,
        "ARABIC LIGATURE ALLAH": False,
    }
)
_BRACKET: Final = re.compile("{0}([{1}])|([{1}]){0}".format(TURNED, re.escape("".join(MIRRORED))))
_UNSEEN: Final = re.compile("[\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SIGNS: Final = re.compile(f"({MARK.pattern}+)(.?)", re.DOTALL)


@dataclass(frozen=True)
class Face:
    """One font that ReportLab knows by `name`."""

    name: str
    path: str

    @property
    def font(self) -> SheetFont:
        """The font as ReportLab has it."""
        font = pdfmetrics.getFont(self.name)
        assert isinstance(font, SheetFont)
        return font

    def width_pt(self, visual: str, size_pt: float) -> float:
        """How wide a shaped text is."""
        return float(pdfmetrics.stringWidth(visual, self.name, size_pt))

    def shape(self, text: str, rtl: bool) -> str:
        """The text joined and in the order of the eye, with those vowel signs that the font has a place for.

        Raises `RenderingError` naming a character the font lacks.
        """
        return _shape(self, text, rtl)


@dataclass(frozen=True)
class Faces:
    """The three weights of a sheet."""

    regular: Face
    semibold: Face
    bold: Face


def load_faces(workspace: Workspace) -> Faces:
    """The faces of answer sheets, both scripts in one family. Raises `NotFoundError` if a font is missing."""
    return Faces(*(load_face(workspace.find_file(FONTS, name)) for name in (REGULAR, SEMIBOLD, BOLD)))


@cache
def load_face(path: Path) -> Face:
    """The font of a file, registered. Raises `RenderingError` if the file cannot be used."""
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        face = Face(f"{path.stem}-{digest}", str(path))  # two files of one name are two fonts
        pdfmetrics.registerFont(SheetFont(face.name, path))
    except (OSError, TTFError) as error:
        raise RenderingError(f"the font {path.name} cannot be used: {error}", "use a TrueType font (.ttf)") from None
    return face


def reorder(text: str, rtl: bool) -> str:
    """The characters in the order of the eye, brackets facing the right way."""
    return _reorder(text, rtl).replace(TURNED, "").replace(NON_JOINER, "")


def _reorder(text: str, rtl: bool) -> str:
    """The characters in the order of the eye, with a mark after each bracket that was turned to face the right way.

    Why: the bidi library moves brackets and does not turn them. A mark put after each of them ends up before it where
    the text runs right to left, and only there.
    """
    marked = "".join(one + TURNED if one in MIRRORED else one for one in text)
    moved = str(get_display(marked, base_dir="R" if rtl else "L"))
    turned = _BRACKET.sub(lambda found: MIRRORED[found[1]] + TURNED if found[1] else found[2], moved)
    return _UNSEEN.sub("", turned)


@lru_cache(maxsize=4096)
def _shape(face: Face, text: str, rtl: bool) -> str:
    for one in (TURNED, UNREAD):
        if one in text:
            raise _missing(face, one, text)
    visual = _reorder(_RESHAPER.reshape(unicodedata.normalize("NFC", text)), rtl)
    glyphs = face.font.face.charToGlyph
    for one in visual:
        if ord(one) not in glyphs and one not in (TURNED, NON_JOINER) and not MARK.match(one):
            raise _missing(face, one, text)
    return _SIGNS.sub(lambda found: _signs_with_a_place(face, found[1], found[2]), visual)


def _signs_with_a_place(face: Face, signs: str, letter: str) -> str:
    """A letter and, left of it, its signs; without them, as in most print, if the font has no place for them."""
    placed = letter and face.font.signs.place(letter, signs[::-1]) is not None
    return signs + letter if placed else letter


def _missing(face: Face, character: str, text: str) -> RenderingError:
    """The error for a character the font cannot draw; a joined form is named by its plain letter, too."""
    plain = unicodedata.normalize("NFKC", character)
    form = f", a form of {plain}" if plain != character else ""
    return RenderingError(
        f'the font {Path(face.path).name} has no "{character}" (U+{ord(character):04X}{form}), needed for "{text}"',
        "write the text without it, or put another font of this name into the workspace's fonts/",
    )
