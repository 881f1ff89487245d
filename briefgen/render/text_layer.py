"""The hook into WeasyPrint's drawing of text, by which its Arabic can be searched and copied.

WeasyPrint gives each glyph the text of its first use, which is wrong wherever letters share a skeleton. While the
pages are drawn, the streams made here note what each glyph stands for, and write codes of their own instead of the
font's glyph numbers. The fonts of the file must then be made anew to fit those codes: until
`assemble.fonts` has done it, the pages show the wrong glyphs.

This touches what WeasyPrint does not promise to keep, so it asks for a version that is known, and checks everything
that it takes for granted: `TextLayerError` tells the caller to draw the document without the hook.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import weasyprint
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream

from briefgen.render.clusters import NOTHING, CodeBook, FontCodes, Glyph, Run, write_line
from briefgen.render.font_files import FontFiles
from briefgen.render.rendered import PageLanguages
from briefgen.render.text_places import TextPlace, place_of

KNOWN_VERSIONS: Final = ("70.0",)
"""The versions of WeasyPrint whose drawing of text is as this module takes it to be."""

SHOWN: Final = re.compile(r"<([0-9a-f]*)>|(-?[0-9][0-9.]*(?:e-?[0-9]+)?)")
NOTHING_DRAWN: Final = "0.0"
"""How WeasyPrint writes a character that has no glyph and no width."""
OUTLINES: Final = frozenset({"glyf", "CFF ", "CFF2"})
"""The tables with the outlines of a font."""
LAST_CODE: Final = 0xFFFF


class TextLayerError(Exception):
    """WeasyPrint does not draw text as expected: set the document without the hook."""


@dataclass(slots=True)
class TextLayer:
    """The text layer of one document that is being drawn: the codes of its fonts so far."""

    document_fonts: Mapping[Any, Any]
    """All fonts that WeasyPrint uses in the document."""
    books: dict[str, CodeBook] = field(default_factory=dict)
    fonts: dict[str, Any] = field(default_factory=dict)
    files: FontFiles = field(default_factory=FontFiles)
    drawn: list[tuple[int, str]] = field(default_factory=list)
    """The glyphs of the line that is being drawn, with their texts, as WeasyPrint asks for them."""
    before: tuple[Any, TextPlace] | None = None
    """The stream and the place of the text that was drawn last."""
    languages: list[dict[int, str]] = field(default_factory=list)
    """The language of each piece of marked content, by its mark; a page after another."""

    def codes(self) -> tuple[FontCodes, ...]:
        """The codes of every font. Raises `TextLayerError` if there are form fields, or a font has too many."""
        if any(font.used_in_forms for font in self.document_fonts.values()):
            raise TextLayerError("a form field shares a font with the text")
        if any(len(book.known) > LAST_CODE for book in self.books.values()):
            raise TextLayerError("a font has too many codes")
        return tuple(FontCodes(name, book.codes()) for name, book in sorted(self.books.items()))

    def languages_of_pages(self) -> tuple[PageLanguages, ...]:
        """For each page the languages of its marked content, by mark."""
        return tuple(tuple(sorted(page.items())) for page in self.languages)


def hook_text_layer(document: Any) -> TextLayer:
    """The text layer that fills while the pages of a WeasyPrint document are drawn; nothing else is changed.

    Raises `TextLayerError` if this is not a version of WeasyPrint that it knows.
    """
    if weasyprint.__version__ not in KNOWN_VERSIONS:
        raise TextLayerError(f"WeasyPrint {weasyprint.__version__} may draw text in another way")
    layer = TextLayer(document.fonts)
    for page in document.pages:
        page.paint = _painter(page.paint, layer)
    return layer


def _painter(paint: Callable[..., None], layer: TextLayer) -> Callable[..., None]:
    def paint_with_layer(stream: Any, scale: float = 1) -> None:
        layer.languages.append({})
        paint(_adopt(stream, layer), scale)

    return paint_with_layer


def _adopt(stream: Any, layer: TextLayer) -> Any:
    """The stream, from now on one that writes codes."""
    if type(stream) is not Stream:
        raise TextLayerError(f"a page is drawn on a {type(stream).__name__}")
    stream.__class__ = _CodeStream
    stream.layer, stream.segments, stream.rise, stream.font = layer, [], 0.0, None
    return stream


class _Texts(dict[int, str]):
    """The texts of a font's glyphs, which reports every use of a glyph and not just the first one."""

    def __init__(self, drawn: list[tuple[int, str]]) -> None:
        super().__init__()
        self.drawn = drawn

    def __contains__(self, glyph: object) -> bool:
        return False  # so that WeasyPrint works out the text each time

    def __setitem__(self, glyph: int, text: str) -> None:
        self.drawn.append((glyph, text))
        if not self.get(glyph):
            super().__setitem__(glyph, text or " ")


@dataclass(slots=True)
class _Segment:
    """What is drawn in one font and size: strings as WeasyPrint writes them, each with its rise."""

    font: str
    size: float
    shown: list[tuple[float, str]] = field(default_factory=list)


class _CodeStream(Stream):  # type: ignore[misc]
    """A stream that collects the glyphs of each line and writes their codes at its end."""

    layer: TextLayer
    segments: list[_Segment]
    rise: float
    start: Matrix

    def clone(self, **arguments: Any) -> Any:
        return _adopt(super().clone(**arguments), self.layer)

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        with super().marked(box, tag):
            if self._tags is not None:
                self.layer.languages[-1][self._tags[box]["mcid"]] = box.style["lang"] or ""
            yield

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        font, size = super().add_font(pango_font)
        font = self.layer.files.font_of(pango_font, font, self._fonts)
        if font.hash not in self.layer.fonts:
            self.layer.fonts[font.hash] = font
            if _has_outlines(font):
                self.layer.books[font.hash] = CodeBook(font.upem)
        if font.hash in self.layer.books and type(font.to_unicode) is not _Texts:
            if font.to_unicode:
                raise TextLayerError("a font was used before its text was noted")
            font.to_unicode = _Texts(self.layer.drawn)
            font.widths = self.layer.fonts[font.hash].widths
        return font, size

    def begin_text(self) -> None:
        self.segments, self.rise = [], 0.0
        super().begin_text()

    def set_text_matrix(self, *values: float) -> None:
        self.start = Matrix(*values)
        super().set_text_matrix(*values)

    def set_font_size(self, font: str, size: float) -> None:
        self.segments.append(_Segment(font, size))

    def set_text_rise(self, height: float) -> None:
        self.rise = height

    def show_text(self, text: str) -> None:
        self.segments[-1].shown.append((self.rise, text))

    def end_text(self) -> None:
        drawn = iter(self.layer.drawn)
        runs = {}
        for place, segment in enumerate(self.segments):
            if segment.font in self.layer.books:
                runs[place] = self._run(segment, drawn)
        if next(drawn, None) is not None:
            raise TextLayerError("a glyph was not drawn")
        self.layer.drawn.clear()
        line = list(runs.values())
        written = dict(zip(runs, write_line(line, self._parted(line)), strict=True))
        for place, segment in enumerate(self.segments):
            super().set_font_size(segment.font, segment.size)
            if place in written:
                if written[place]:
                    super().show_text(written[place])
            else:
                self._repeat(segment)
        self.segments = []
        super().end_text()

    def _parted(self, runs: list[Run]) -> Literal["rtl", "ltr", ""]:
        """Its direction, if a reader would take a text to go on in the last word of the one before it."""
        before = self.layer.before
        if len(runs) != len(self.segments):  # a font without codes is among them
            self.layer.before = None
            return ""
        if not runs:
            return ""
        matrix = self.start @ self.ctm
        left, baseline = matrix.transform_point(0, 0)
        length = sum(run.length * segment.size / 1000 for run, segment in zip(runs, self.segments, strict=True))
        right = matrix.transform_point(length, 0)[0]
        size = abs(matrix[0][0]) * max(segment.size for segment in self.segments)
        place = place_of([glyph.text for run in runs for glyph in run.glyphs], baseline, left, right, size)
        self.layer.before = (self, place)
        if before is None or before[0] is not self or not before[1].runs_into(place):
            return ""
        return "rtl" if place.rtl else "ltr"

    def _run(self, segment: _Segment, drawn: Any) -> Run:
        """The glyphs of a segment, each at its place and with its text."""
        widths = self.layer.fonts[segment.font].widths
        glyphs: list[Glyph] = []
        pen = 0.0
        for rise, shown in segment.shown:
            y = rise / segment.size * 1000 if rise else 0.0
            for numbers, step in SHOWN.findall(shown):
                if step:
                    pen -= float(step)
                    if step == NOTHING_DRAWN:
                        glyphs.append(Glyph(NOTHING, pen, 0.0, ""))
                    continue
                for number in _glyph_numbers(numbers):
                    asked, text = next(drawn, (None, ""))
                    if asked != number:
                        raise TextLayerError("glyphs and texts do not agree")
                    glyphs.append(Glyph(number, pen, y, text))
                    pen += widths[number]
        return Run(self.layer.books[segment.font], widths, glyphs, pen)

    def _repeat(self, segment: _Segment) -> None:
        """Write a segment as WeasyPrint would have."""
        raised = 0.0
        for rise, shown in segment.shown:
            if rise != raised:
                super().set_text_rise(rise)
                raised = rise
            super().show_text(shown)
        if raised:
            super().set_text_rise(0)


def _glyph_numbers(digits: str) -> array[int]:
    numbers = array("H", bytes.fromhex(digits))
    numbers.byteswap()
    return numbers


def _has_outlines(font: Any) -> bool:
    """Whether letters can be composed from the font's glyphs: they are outlines, of either kind, not pictures."""
    outlines = not OUTLINES.isdisjoint(font.tables)
    return outlines and not (font.bitmap or font.png or font.svg or font.colr)
