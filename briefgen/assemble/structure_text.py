"""The text of a tagged file in the order of its structure: what a screen reader is given, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf
from bidi import get_display

from briefgen.assemble.marked_content import ContentReader, Piece
from briefgen.assemble.word_score import ARABIC_WORD

BLOCKS: Final = frozenset(
    {"P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "LBody", "Lbl", "Table", "TR", "TH", "TD"}
    | {"Caption", "Div", "Sect", "Art", "Part", "BlockQuote", "Figure"}
)
"""The kinds of elements whose text is a text of its own: words do not go beyond them."""
DEEPEST: Final = 150
"""How deep elements may stand in each other; what is deeper is passed over."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text of the structure: the kind of its element, its language (empty if none is named) and its characters."""

    kind: str
    language: str
    text: str


def read_structure(file: pikepdf.Pdf) -> list[Spoken]:
    """The texts of a file in the order of its structure; none if it is not tagged.

    A picture counts with its alternative text. Lines that run from right to left are turned into the order of reading.
    """
    root = file.Root.get("/StructTreeRoot")
    if root is None:
        return []
    pages = {page.obj.objgen: page for page in file.pages}
    reader = _Reader(pages)
    for element in _kids(root):
        reader.read(element, str(file.Root.get("/Lang", "")), "")
    reader.end_text()
    return reader.spoken


class _Reader:
    """Goes through a structure and collects its texts."""

    def __init__(self, pages: dict[tuple[int, int], pikepdf.Page]) -> None:
        self.pages = pages
        self.contents: dict[tuple[int, int], dict[int, Piece]] = {}
        self.reader = ContentReader()
        self.spoken: list[Spoken] = []
        self.open: list[Piece] = []
        self.kind = self.language = ""
        self.seen: set[tuple[int, int]] = set()

    def read(self, element: Any, language: str, kind: str, depth: int = 0) -> None:
        """Read an element that stands in one of some kind and language."""
        if depth > DEEPEST or element.objgen in self.seen:
            return
        if element.is_indirect:
            self.seen.add(element.objgen)  # a damaged structure may hold itself
        own = str(element.get("/S", "")).lstrip("/")
        language = str(element.get("/Lang", language))
        if own in BLOCKS:
            self.end_text()
            kind = own
        if alternative := str(element.get("/Alt", "")):
            self.end_text()
            self.spoken.append(Spoken(own, language, alternative))
            return
        page = element.get("/Pg")
        for kid in _all_kids(element):
            if isinstance(kid, int):
                self._add(page, kid, kind, language)
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                self.read(kid, language, kind, depth + 1)
            elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
                self._add(kid.get("/Pg", page), int(kid.MCID), kind, language)
        if own in BLOCKS:
            self.end_text()

    def end_text(self) -> None:
        """End the text that is being collected."""
        text, before = "", None
        for piece in self.open:
            if before is not None and not before.goes_on_in(piece):
                text += " "
            text += in_reading_order(piece.text)
            before = piece
        if text.strip():
            self.spoken.append(Spoken(self.kind, self.language, re.sub(r"\s+", " ", text).strip()))
        self.open = []

    def _add(self, page: Any, mark: int, kind: str, language: str) -> None:
        if page is None or page.objgen not in self.pages:
            return
        if page.objgen not in self.contents:
            self.contents[page.objgen] = self.reader.read(self.pages[page.objgen])
        piece = self.contents[page.objgen].get(mark)
        if piece is None:
            return
        if self.open and (self.kind, self.language) != (kind, language):
            self.end_text()
        self.kind, self.language = kind, language
        self.open.append(piece)


def in_reading_order(drawn: str) -> str:
    """A line's characters, given from left to right, in the order of reading."""
    if not ARABIC_WORD.search(drawn):
        return drawn
    return str(get_display(drawn, base_dir="R"))


def _all_kids(element: Any) -> Iterator[Any]:
    kids = element.get("/K")
    yield from kids if isinstance(kids, pikepdf.Array) else () if kids is None else (kids,)


def _kids(element: Any) -> Iterator[Any]:
    return (kid for kid in _all_kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)
