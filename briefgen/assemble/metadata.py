"""What a reader needs to know about a PDF as a whole: which way its pages turn."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from briefgen.errors import AssemblyError


def set_reading_direction(pdf: bytes, direction: str) -> bytes:
    """The PDF with its reading direction set, `rtl` or `ltr`; the same bytes for the same input.

    Why: WeasyPrint does not write it, and viewers need it to lay two pages side by side for a right-bound book.
    Raises `AssemblyError` if the PDF cannot be read.
    """
    try:
        with pikepdf.open(BytesIO(pdf)) as file:
            preferences = file.Root.get("/ViewerPreferences", pikepdf.Dictionary())
            preferences["/Direction"] = pikepdf.Name("/R2L" if direction == "rtl" else "/L2R")
            preferences["/DisplayDocTitle"] = True
            file.Root["/ViewerPreferences"] = preferences
            out = BytesIO()
            file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    except pikepdf.PdfError as error:
        raise AssemblyError(f"the PDF cannot be completed: {error}") from error
    return out.getvalue()


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)
