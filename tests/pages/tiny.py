"""A tiny scenario that has something of everything, set with the shipped templates: quick to lay out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from briefgen.compose.compose import Composed, compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.layout import Layout
from briefgen.model.load import Loaded, load_scenario
from briefgen.workspace import Workspace
from tests.model.test_coverage import TRAINING
from tests.pages.boxes import MM_PER_PX, render_pages
from tests.support import SHIPPED
from tests.worlds import BASELINE, write_files

NOTES = """\
    facilitator:
      note: {ar: ملاحظة للميسّر وحده, en: A note for the facilitator alone}
      sensitivity: {ar: موضع حساسية خفيّ, en: A hidden sensitivity}
"""
GLOSSARY = """\
glossary:
  nato:
    term: {ar: حلف شمال الأطلسي, en: North Atlantic Treaty Organization}
    acronym: NATO
    definition: {ar: تحالف, en: An alliance}
"""
WORLD = {"training.yaml": TRAINING, "glossary.yaml": GLOSSARY, "lessons.yaml": BASELINE["lessons.yaml"] + NOTES}


def compose_tiny(
    document: str = "participant-brief",
    layout: str = "ar-en",
    files: Mapping[str, str | None] | None = None,
    template: tuple[str, str] | None = None,
) -> tuple[Loaded, Composed]:
    """The tiny scenario and one of its documents; `files` replaces files of the scenario.

    `template` adds a kind of document, with a `<style>` and a body, which is then to be named as `document`.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        world = {**BASELINE, **WORLD, **(files or {})}
        write_files(root / "scenarios/iraq", {name: text for name, text in world.items() if text is not None})
        if template is not None:
            style, body = template
            style = f"<style>@page {{ margin: 30mm }} {style}</style>"
            page = f'<!DOCTYPE html><html lang="ar" dir="rtl"><head>{style}</head><body>{body}</body></html>'
            head = "title: {ar: ورقة, en: A note}\naudience: participants\n"
            write_files(root / "templates" / document, {"document.yaml": head, "document.html.j2": page})
        workspace = Workspace((root, *SHIPPED.roots))
        loaded = load_scenario(workspace, "iraq")
        return loaded, compose_document(workspace, loaded, load_document(workspace, document), Layout.parse(layout))


@cache
def tiny_pages(document: str = "participant-brief", layout: str = "ar-en") -> Any:
    """A document of the tiny scenario, laid out."""
    return render_pages(compose_tiny(document, layout)[1], SHIPPED)


def note_pages(body: str, style: str = "") -> Any:
    """A page of a template with this body, laid out: for pages that break a rule."""
    return render_pages(compose_tiny("note", "ar", template=(style, body))[1], SHIPPED)


def boxes_on(pages: Any, kind: str = "TextBox") -> Iterator[tuple[int, Any]]:
    """Every box of a kind with the number of its page."""
    for number, page in enumerate(pages.pages, 1):
        for box in page._page_box.descendants():
            if type(box).__name__ == kind and (kind != "TextBox" or box.text.strip()):
                yield number, box


def beyond_the_margin(pages: Any, margin_mm: float = 10) -> list[str]:
    """The texts that come nearer to the edge of the paper than this."""
    found = []
    for number, box in boxes_on(pages):
        paper = pages.pages[number - 1]
        left, top = box.position_x * MM_PER_PX, box.position_y * MM_PER_PX
        right, bottom = left + box.width * MM_PER_PX, top + box.height * MM_PER_PX
        width, height = paper.width * MM_PER_PX, paper.height * MM_PER_PX
        if not (left >= margin_mm and top >= margin_mm and right <= width - margin_mm and bottom <= height - margin_mm):
            found.append(f"page {number}: {box.text[:40]} x {left:.0f}-{right:.0f} y {top:.0f}-{bottom:.0f} mm")
    return found


def pages_without_text(pages: Any) -> list[int]:
    """The pages on which nothing is printed between head and foot."""
    with_text = {number for number, box in boxes_on(pages) if 25 < box.position_y * MM_PER_PX < 271}
    with_text |= {1}  # a cover has its own places
    return [number for number in range(1, len(pages.pages) + 1) if number not in with_text]
