"""The texts of a composed page, each with the language, direction and isolate it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "col", "hr", "input", "wbr"}
UNREAD = {"head", "style", "svg"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one element."""

    text: str
    block: int
    """The number of the element it belongs to that has both `lang` and `dir`; 0 is the whole document."""
    language: str
    direction: str
    isolated: bool
    """Whether a `bdi` between that element and the text sets it apart."""
    line: int


@dataclass(slots=True)
class _Open:
    tag: str
    block: int
    language: str
    direction: str
    isolated: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag: its name and attributes."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [_Open("", 0, "", "")]
        self.pieces: list[Piece] = []
        self.elements: list[Element] = []
        self.blocks = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, has))
        if tag in VOID:
            return
        above = self.open[-1]
        own = _Open(tag, above.block, above.language, above.direction, above.isolated)
        if {"lang", "dir"} <= has.keys():
            self.blocks += tag != "html"
            own = _Open(tag, self.blocks if tag != "html" else 0, has["lang"], has["dir"])
        elif tag == "bdi":
            own.isolated = True
        self.open.append(own)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().tag == tag, f"line {self.getpos()[0]}: </{tag}>"

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(one.tag in UNREAD for one in self.open):
            now = self.open[-1]
            place = self.getpos()[0]
            self.pieces.append(Piece(data, now.block, now.language, now.direction, now.isolated, place))


def read_page(html: str) -> tuple[list[Piece], list[Element]]:
    """Every text and every start tag of a page, in reading order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.pieces, reader.elements


def texts_by_block(pieces: list[Piece]) -> Iterator[tuple[Piece, str]]:
    """The whole text of each block of a language, with its first piece."""
    found: dict[int, list[Piece]] = {}
    for piece in pieces:
        found.setdefault(piece.block, []).append(piece)
    for block, inside in found.items():
        if block:
            yield inside[0], "".join(one.text for one in inside)
