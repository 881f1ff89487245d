"""Shipped documents as finished PDFs, each with the text it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from briefgen.assemble.metadata import complete_document
from briefgen.compose.compose import Composed
from briefgen.pipeline.executors import run_jobs
from briefgen.pipeline.jobs import BuildRequest, plan_jobs
from briefgen.render.flow import render_flow
from tests.support import FOLDERS, SET, SHIPPED, shipped_pages, shipped_pdfs

SHORT = ("inject-cards", "screen", "agenda", "quiz")
"""Documents of one scenario that take little time to set, beside those of `tests.support.SET`."""


@dataclass(frozen=True)
class Finished:
    """A finished PDF, and the HTML it was set from."""

    name: str
    html: str
    pdf: bytes
    complaints: tuple[str, ...]


@cache
def finished_documents(*, every: bool) -> tuple[Finished, ...]:
    """Shipped documents of every kind that tests set, or all of them in every layout."""
    pages = {page.name: page for page in shipped_pages()}
    done = [Finished(name, pages[name].composed.html, pdf, ()) for name, pdf in shipped_pdfs().items()]
    todo = {
        f"{job.target}/{job.document}/{job.layout}/{job.path.stem}": job.composed
        for loaded in {page.loaded.id: page.loaded for page in shipped_pages()}.values()
        if every or loaded.id == "lebanon"
        for job in plan_jobs(SHIPPED, loaded, BuildRequest(documents=() if every else SHORT))
        if job.composed is not None and job.composed.drawing is None
        if (every or job.layout == "ar-en") and f"{job.target}/{job.document}/{job.layout}" not in SET
    }
    names = {composed: name for name, composed in todo.items()}
    for composed, made in run_jobs(finish, list(names), 2):
        assert isinstance(made, tuple), f"{names[composed]}: {made}"
        done.append(Finished(names[composed], composed.html, *made))
    return tuple(done)


def finish(composed: Composed) -> tuple[bytes, tuple[str, ...]]:
    """The finished PDF of a composed document, and what the page engine complained about."""
    rendered = render_flow(composed.html, FOLDERS, composed.zoom)
    return complete_document(rendered, composed.direction), rendered.complaints
