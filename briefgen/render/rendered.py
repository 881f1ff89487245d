"""Pages that were set, and what is needed to complete their file."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.render.clusters import FontCodes

PageLanguages = tuple[tuple[int, str], ...]
"""The marks of a page's content, each with the language of what it marks (as HTML's `lang` has it; empty if none)."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, its number of pages, what the page engine complained about, and what its text layer needs.

    Where there are codes of fonts, the pages are written in them, and `assemble.metadata.complete_document` makes the
    fonts that fit: until then the file shows the wrong glyphs. `languages` holds, for each page, the language of each
    piece of marked content. `false_bold` are sentences on text that is to be bold and is not: it looks wrong, and
    breaks no standard.
    """

    pdf: bytes
    page_count: int
    complaints: tuple[str, ...] = ()
    fonts: tuple[FontCodes, ...] = ()
    languages: tuple[PageLanguages, ...] = ()
    false_bold: tuple[str, ...] = ()
