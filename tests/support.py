"""Everything that ships, composed and set once for all tests; and small documents of a test's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from briefgen.assemble.metadata import complete_document
from briefgen.compose.audience import Audience
from briefgen.compose.compose import Composed, compose_document
from briefgen.compose.documents import Document, list_documents
from briefgen.compose.layout import default_layouts
from briefgen.compose.quiz import quiz_of
from briefgen.model.load import Loaded, load_scenario
from briefgen.pipeline.executors import run_jobs
from briefgen.render.flow import render_flow
from briefgen.render.rendered import Rendered
from briefgen.workspace import FONTS, TEMPLATES, Workspace, find_shipped
from tests.worlds import write_files

SHIPPED = Workspace((find_shipped(),))
FOLDERS = tuple(folder.resolve() for kind in (TEMPLATES, FONTS) for folder in SHIPPED.folders(kind))


@dataclass(frozen=True)
class ShippedPage:
    """One shipped document in one layout, composed."""

    loaded: Loaded
    document: Document
    layout: str
    composed: Composed

    @property
    def name(self) -> str:
        return f"{self.loaded.id}/{self.document.id}/{self.layout}"

    @property
    def for_participants(self) -> bool:
        return self.document.audience is Audience.PARTICIPANTS


@cache
def shipped_pages() -> tuple[ShippedPage, ...]:
    """Every shipped document that is set, of every shipped scenario, in every layout; of the quiz the first form."""
    return tuple(
        ShippedPage(loaded, document, str(layout), compose_document(SHIPPED, loaded, document, layout, quiz=draw))
        for loaded in (load_scenario(SHIPPED, name) for name in SHIPPED.list_scenarios())
        for draw in [quiz_of(SHIPPED, loaded)]
        for document in list_documents(SHIPPED)
        if document.drawn is None
        for layout in default_layouts(loaded.value.languages)
    )


SET = (
    "lebanon/participant-brief/ar",
    "lebanon/participant-brief/en",
    "lebanon/participant-brief/ar-en",
    "iraq/facilitator-guide/ar-en",
    "syria/participant-brief/ar-en",
)
"""The documents that tests set as PDFs: each layout, each kind, each scenario. (Setting one takes seconds.)"""


@cache
def shipped_renderings() -> dict[str, Rendered]:
    """The pages of some shipped documents, by name."""
    names = {page.composed.html: page.name for page in shipped_pages() if page.name in SET}
    assert sorted(names.values()) == sorted(SET)
    made = {}
    for html, rendered in run_jobs(partial(render_flow, folders=FOLDERS), list(names), 2):
        assert isinstance(rendered, Rendered), rendered
        made[names[html]] = rendered
    return made


@cache
def shipped_pdfs() -> dict[str, bytes]:
    """The finished PDFs of the same documents."""
    directions = {page.name: page.composed.direction for page in shipped_pages()}
    return {name: complete_document(one, directions[name]) for name, one in shipped_renderings().items()}


def write_template(root: Path, body: str, name: str = "note", audience: str = "participants") -> Workspace:
    """Add a kind of document to a folder's workspace: no style, and a body in Jinja2."""
    write_files(
        root / "templates" / name,
        {
            "document.yaml": f"title: {{ar: ورقة, en: A note}}\naudience: {audience}\norder: 10\n",
            "document.html.j2": '<html lang="en"><head><title>Note</title></head><body>' + body + "</body></html>",
        },
    )
    return Workspace((root, *SHIPPED.roots))
