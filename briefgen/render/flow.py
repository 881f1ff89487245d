"""Flowing documents: HTML to a tagged PDF with WeasyPrint."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetchingError

from briefgen.errors import RenderingError
from briefgen.render.fetcher import WorkspaceFetcher

VARIANT: Final = "pdf/ua-1"
LONGEST_COMPLAINT: Final = 300


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, its number of pages, and what the page engine complained about."""

    pdf: bytes
    page_count: int
    complaints: tuple[str, ...] = ()


def render_flow(html: str, folders: tuple[Path, ...], zoom: float = 1.0) -> Rendered:
    """The PDF of an HTML document, which may fetch files below `folders` only; `zoom` enlarges pages and all on them.

    Raises `RenderingError` if the document asks for anything else or cannot be set.
    """
    with _complaints() as complaints:
        try:
            page = HTML(string=html, base_url=None, url_fetcher=WorkspaceFetcher(folders))
            document = page.render(pdf_variant=VARIANT)
            pdf = document.write_pdf(zoom=zoom, pdf_variant=VARIANT)
        except (FatalURLFetchingError, URLFetchingError) as error:
            raise RenderingError(f"the page asks for a file it may not have: {error}", "see docs/planner.md") from None
        except RenderingError:
            raise
        except Exception as error:
            raise RenderingError(f"the page engine failed: {type(error).__name__}: {error}") from error
    assert isinstance(pdf, bytes)
    return Rendered(pdf, len(document.pages), tuple(complaints))


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
