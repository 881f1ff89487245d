"""Finishing a set document: its fonts, the standards it meets, and which way its pages turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

import pikepdf

from briefgen.assemble.conformance import declare_universal_access, end_streams_plainly, ends_plainly
from briefgen.assemble.fonts import rebuild_fonts
from briefgen.assemble.languages import name_languages
from briefgen.assemble.structure import mend_structure
from briefgen.errors import AssemblyError
from briefgen.render.rendered import Rendered

AS_THEY_ARE: Final = pikepdf.ObjectStreamMode.preserve
"""Objects stay as the file has them, in streams or by themselves."""
SWITCHED_OFF: Final = ("/HideToolbar", "/HideMenubar", "/HideWindowUI", "/FitWindow", "/CenterWindow")
"""What viewers do not do anyway: saying so changes nothing but the bytes of the file."""


def complete_document(rendered: Rendered, direction: str) -> bytes:
    """The finished PDF of what `render_flow` gives, read `rtl` or `ltr`; the same bytes for the same input.

    Raises `AssemblyError` if it cannot be read or is not as the page engine writes it.
    """
    with opened(rendered.pdf) as file:
        rebuild_fonts(file, rendered.fonts)
        mend_structure(file)
        name_languages(file, rendered.languages)
        declare_universal_access(file)
        set_direction(file, direction)
        return save_plainly(file)


def set_reading_direction(pdf: bytes, direction: str) -> bytes:
    """The PDF with its reading direction set, `rtl` or `ltr`; the same bytes for the same input.

    Why: WeasyPrint does not write it, and viewers need it to lay two pages side by side for a right-bound book.
    Raises `AssemblyError` if the PDF cannot be read.
    """
    with opened(pdf) as file:
        set_direction(file, direction)
        return _saved(file)


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


@contextmanager
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    """A PDF, open to be completed. Raises `AssemblyError` if it cannot be read."""
    try:
        with pikepdf.open(BytesIO(pdf)) as file:
            yield file
    except pikepdf.PdfError as error:
        raise AssemblyError(f"the PDF cannot be completed: {error}") from error


def set_direction(file: pikepdf.Pdf, direction: str) -> None:
    """Say which way the pages of a file turn, and that its title is to be shown."""
    preferences = file.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    preferences["/Direction"] = pikepdf.Name("/R2L" if direction == "rtl" else "/L2R")
    preferences["/DisplayDocTitle"] = True
    file.Root["/ViewerPreferences"] = preferences


def save_plainly(file: pikepdf.Pdf, objects: pikepdf.ObjectStreamMode = AS_THEY_ARE) -> bytes:
    """The bytes of a file with metadata, no stream of which ends in a carriage return."""
    end_streams_plainly(file)
    saved = _saved(file, objects)
    for preference in SWITCHED_OFF:
        if ends_plainly(saved):
            break
        if preference not in file.Root.ViewerPreferences:  # any change makes other streams while saving
            file.Root.ViewerPreferences[preference] = False
            saved = _saved(file, objects)
    return saved


def _saved(file: pikepdf.Pdf, objects: pikepdf.ObjectStreamMode = AS_THEY_ARE) -> bytes:
    out = BytesIO()
    file.save(out, deterministic_id=True, object_stream_mode=objects)
    return out.getvalue()
