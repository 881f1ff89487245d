"""From a composed document to its finished PDF: set or drawn, then completed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefgen.assemble.conformance import DRAWN_SHEETS, claim_conformance
from briefgen.assemble.metadata import complete_document, count_pages
from briefgen.assemble.sheets import complete_sheets
from briefgen.compose.compose import Composed
from briefgen.errors import DependencyError
from briefgen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished PDF, its number of pages, the standards it meets, and what there is to complain of."""

    pdf: bytes
    page_count: int
    conformance: tuple[str, ...]
    complaints: tuple[str, ...] = ()


def finish_document(composed: Composed, folders: tuple[Path, ...], fonts: Workspace) -> Finished:
    """The finished PDF of a composed document, which may fetch files below `folders` only.

    Raises `RenderingError` or `AssemblyError` if it cannot be made, `DependencyError` if the page engine's libraries
    cannot be loaded.
    """
    if composed.drawing is not None:
        from briefgen.render.drawings import render_drawing

        drawn = complete_sheets(render_drawing(composed.drawing, fonts), composed.direction)
        return Finished(drawn, count_pages(drawn), DRAWN_SHEETS)
    # WeasyPrint takes most of a second to import: only a process that sets pages does
    try:
        from briefgen.render.flow import render_flow
    except OSError as error:
        hint = "run `briefgen doctor`: it says what to install"
        raise DependencyError(f"the page engine cannot start: {error}", hint) from None
    rendered = render_flow(composed.html, folders, composed.zoom)
    pdf = complete_document(rendered, composed.direction)
    complaints = (*rendered.complaints, *rendered.false_bold)
    return Finished(pdf, rendered.page_count, claim_conformance(rendered.complaints), complaints)
