"""Flowing documents: HTML to a tagged PDF with WeasyPrint."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from weasyprint import HTML, Document
from weasyprint.urls import FatalURLFetchingError, URLFetchingError

from briefgen.errors import RenderingError
from briefgen.render import text_layer
from briefgen.render.clusters import FontCodes
from briefgen.render.fetcher import WorkspaceFetcher
from briefgen.render.font_faces import FontFaces
from briefgen.render.font_files import find_false_bold

VARIANT: Final = "pdf/a-2a"
"""What WeasyPrint is told to write; `assemble.conformance` makes it PDF/UA-1, too."""
NO_LAYER: Final = "searching and copying Arabic in this file may fail"
LONGEST_COMPLAINT: Final = 300


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, its number of pages, what the page engine complained about, and the codes of its text layer.

    `false_bold` are sentences on text that is to be bold and is not: it looks wrong, and breaks no standard.

    Where there are codes, the pages are written in them, and `assemble.metadata.complete_document` makes the fonts that
    fit: until then the file shows the wrong glyphs.
    """

    pdf: bytes
    page_count: int
    complaints: tuple[str, ...] = ()
    fonts: tuple[FontCodes, ...] = ()
    false_bold: tuple[str, ...] = ()


def render_flow(html: str, folders: tuple[Path, ...], zoom: float = 1.0) -> Rendered:
    """The PDF of an HTML document, which may fetch files below `folders` only; `zoom` enlarges pages and all on them.

    If the text layer cannot be made, the document has a plain one, and a complaint says so.
    Raises `RenderingError` if the document asks for anything else or cannot be set.
    """
    with _complaints() as complaints:
        try:
            page = HTML(string=html, base_url=None, url_fetcher=WorkspaceFetcher(folders))
            document, pdf, fonts, fault = _draw(page, zoom)
        except (FatalURLFetchingError, URLFetchingError) as error:
            raise RenderingError(f"the page asks for a file it may not have: {error}", "see docs/planner.md") from None
        except RenderingError:
            raise
        except Exception as error:
            raise RenderingError(f"the page engine failed: {type(error).__name__}: {error}") from error
    said = dict.fromkeys(complaints) if fault else complaints  # what was set twice was complained about twice
    return Rendered(pdf, len(document.pages), (*said, *fault), fonts, find_false_bold(document.fonts.values()))


def _draw(page: HTML, zoom: float) -> tuple[Document, bytes, tuple[FontCodes, ...], tuple[str, ...]]:
    """The document, its PDF, the codes it is written in, and why there are none.

    Why: a text layer that fails must not cost the document, so then it is drawn again without.
    """
    document = page.render(font_config=FontFaces(), pdf_variant=VARIANT)
    try:
        layer = text_layer.hook_text_layer(document)
        return document, _write(document, zoom), layer.codes(), ()
    except (FatalURLFetchingError, URLFetchingError, RenderingError):
        raise
    except Exception as error:
        document = page.render(font_config=FontFaces(), pdf_variant=VARIANT)
        reason = str(error) if isinstance(error, text_layer.TextLayerError) else f"{type(error).__name__}: {error}"
        return document, _write(document, zoom), (), (f"{NO_LAYER}: {reason}",)


def _write(document: Document, zoom: float) -> bytes:
    with warnings.catch_warnings():
        # WeasyPrint opens its colour profile and leaves closing it to the interpreter
        warnings.filterwarnings("ignore", r"unclosed file .*\.icc", ResourceWarning)
        pdf = document.write_pdf(zoom=zoom, pdf_variant=VARIANT)
    assert isinstance(pdf, bytes)
    return pdf


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        self.messages.append(message if len(message) <= LONGEST_COMPLAINT else f"{message[:LONGEST_COMPLAINT]}…")


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """The messages WeasyPrint logs in the block, instead of on the terminal."""
    logger, collector = logging.getLogger("weasyprint"), _Collector()
    old, spread = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [collector], False
    try:
        yield collector.messages
    finally:
        logger.handlers, logger.propagate = old, spread
