"""Small PDFs that tests look into."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pikepdf

from briefgen.assemble.metadata import complete_document
from briefgen.render.flow import render_flow
from briefgen.workspace import find_shipped

FONTS = find_shipped() / "fonts"
STYLE = (
    f"@font-face {{ font-family: T; src: url({(FONTS / 'NotoNaskhArabic_400Regular.ttf').as_uri()}) }}"
    f"@font-face {{ font-family: T; font-weight: 700; src: url({(FONTS / 'NotoNaskhArabic_700Bold.ttf').as_uri()}) }}"
    " body { font: 12pt T }"
)


@cache
def set_document(body: str, style: str = "", language: str = "ar") -> bytes:
    """The finished PDF of a body of HTML, set from right to left where the language is Arabic."""
    direction = "rtl" if language == "ar" else "ltr"
    head = f"<head><title>عنوان</title><style>{STYLE} {style}</style></head>"
    rendered = render_flow(f'<html lang="{language}" dir="{direction}">{head}<body>{body}</body></html>', (FONTS,))
    assert rendered.complaints == ()
    return complete_document(rendered, direction)


def blank_document(pages: int = 1, **root: object) -> bytes:
    """A PDF of empty pages, with entries of its catalogue."""
    out = BytesIO()
    with pikepdf.new() as file:
        for _ in range(pages):
            file.add_blank_page()
        for key, value in root.items():
            file.Root[f"/{key}"] = value
        file.save(out, static_id=True)
    return out.getvalue()


def locked_document(password: str) -> bytes:
    """A PDF that needs a password."""
    out = BytesIO()
    with pikepdf.open(BytesIO(blank_document())) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    return out.getvalue()
