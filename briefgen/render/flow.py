"""Flowing documents: HTML to a tagged PDF with WeasyPrint."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from weasyprint import HTML, Document
from weasyprint.urls import FatalURLFetchingError, URLFetchingError

from briefgen.errors import RenderingError
from briefgen.render import text_layer
from briefgen.render.fetcher import WorkspaceFetcher
from briefgen.render.font_faces import FontFaces
from briefgen.render.font_files import find_false_bold
from briefgen.render.rendered import Rendered

VARIANT: Final = "pdf/a-2a"
"""What WeasyPrint is told to write; `assemble.conformance` makes it PDF/UA-1, too."""
NO_LAYER: Final = "searching and copying Arabic in this file may fail"
LONGEST_COMPLAINT: Final = 300


def render_flow(html: str, folders: tuple[Path, ...], zoom: float = 1.0) -> Rendered:
    """The PDF of an HTML document, which may fetch files below `folders` only; `zoom` enlarges pages and all on them.

    If the text layer cannot be made, the document has a plain one, and a complaint says so.
    Raises `RenderingError` if the document asks for anything else or cannot be set.
    """
    with _complaints() as complaints:
        try:
            page = HTML(string=html, base_url=None, url_fetcher=WorkspaceFetcher(folders))
            drawn = _draw(page, zoom)
        except (FatalURLFetchingError, URLFetchingError) as error:
            raise RenderingError(f"the page asks for a file it may not have: {error}", "see docs/planner.md") from None
        except RenderingError:
            raise
        except Exception as error:
            raise RenderingError(f"the page engine failed: {type(error).__name__}: {error}") from error
    fault = drawn.complaints
    said = dict.fromkeys(complaints) if fault else complaints  # what was set twice was complained about twice
    return replace(drawn, complaints=(*said, *fault))


def _draw(page: HTML, zoom: float) -> Rendered:
    """The document with its text layer, or without and with the reason.

    Why: a text layer that fails must not cost the document, so then it is drawn again without.
    """
    document = page.render(font_config=FontFaces(), pdf_variant=VARIANT)
    try:
        layer = text_layer.hook_text_layer(document)
        pdf = _write(document, zoom)
        pages, bold = len(document.pages), find_false_bold(document.fonts.values())
        return Rendered(pdf, pages, (), layer.codes(), layer.languages_of_pages(), bold)
    except (FatalURLFetchingError, URLFetchingError, RenderingError):
        raise
    except Exception as error:
        document = page.render(font_config=FontFaces(), pdf_variant=VARIANT)
        reason = str(error) if isinstance(error, text_layer.TextLayerError) else f"{type(error).__name__}: {error}"
        pdf = _write(document, zoom)
        bold = find_false_bold(document.fonts.values())
        return Rendered(pdf, len(document.pages), (f"{NO_LAYER}: {reason}",), false_bold=bold)


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
