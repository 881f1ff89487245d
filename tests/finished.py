"""Shipped documents as finished PDFs, each with the text it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefgen.compose.documents import list_documents
from briefgen.compose.editions import STANDARD, list_editions
from briefgen.compose.layout import default_layouts
from briefgen.compose.page_frame import A4, PAPERS_MM
from briefgen.compose.printed_text import generated_text, printed_text
from briefgen.model.load import load_scenario
from briefgen.pipeline.executors import run_jobs
from briefgen.pipeline.finish import finish_document
from briefgen.pipeline.jobs import BuildRequest, DocumentJob, plan_jobs
from tests.drawn import printed_on
from tests.support import SHIPPED

HEAD = re.compile("<thead.*?</thead>", re.DOTALL)
LONG = {"participant-brief", "facilitator-guide", "interpreter-pack", "review-copy"}
"""Documents of dozens of pages, hundreds in large print: in editions only where every document is asked for."""


@dataclass(frozen=True)
class Finished:
    """A finished PDF, the text it is made from, and what was said of it.

    `beside` is text that styles may print beside the source, `heads` that of heads which tables repeat on a next page.
    """

    name: str
    document: str
    layout: str
    edition: str
    paper: str
    source: str
    beside: str
    heads: str
    drawn: bool
    pdf: bytes
    conformance: tuple[str, ...]
    complaints: tuple[str, ...]


@cache
def finished_documents(*, every: bool) -> tuple[Finished, ...]:
    """Every shipped document in every layout, edition and paper, or a choice that has each of them.

    The choice has each kind of document in the standard edition, and the shorter ones in each edition, by turns in each
    scenario, layout and paper.
    """
    jobs = {_name(job): job for request in (_all() if every else _some()) for job in request}
    done = []
    for job, made in run_jobs(_finish, list(jobs.values()), 2):
        assert isinstance(made, tuple), f"{_name(job)}: {made}"
        assert job.composed is not None
        kind = next(one.id for one in list_documents(SHIPPED) if job.path.stem.startswith(one.id))
        html, drawing = job.composed.html, job.composed.drawing
        source = printed_text(html) if drawing is None else printed_on(drawing)
        heads = printed_text("".join(HEAD.findall(html)))
        about = (job.layout, job.edition, job.paper, source, generated_text(html), heads, drawing is not None)
        done.append(Finished(_name(job), kind, *about, *made))
    return tuple(sorted(done, key=lambda one: one.name))


def _all() -> Iterator[list[DocumentJob]]:
    editions = tuple(one.name for one in list_editions(SHIPPED))
    for scenario in SHIPPED.list_scenarios():
        loaded = load_scenario(SHIPPED, scenario)
        for paper in PAPERS_MM:
            yield plan_jobs(SHIPPED, loaded, BuildRequest(editions=editions, paper=paper))


def _some() -> Iterator[list[DocumentJob]]:
    """The choice: each next document takes the next scenario and layout, and every third one the second paper."""
    scenarios = [load_scenario(SHIPPED, name) for name in SHIPPED.list_scenarios()]
    layouts = [str(one) for one in default_layouts(("ar", "en"))]
    turn = 0
    for edition in list_editions(SHIPPED):
        for document in list_documents(SHIPPED):
            if not edition.has(document) or (not edition.standard and document.id in LONG and edition.name != "phone"):
                continue
            turn += 1
            request = BuildRequest(
                layouts=(layouts[turn % 3],),
                documents=(document.id,),
                editions=(edition.name,),
                paper="letter" if turn % 3 == 0 and not document.drawn else A4,
            )
            yield plan_jobs(SHIPPED, scenarios[turn // 3 % 3], request)[:1]


def _name(job: DocumentJob) -> str:
    return f"{job.path.with_suffix('').as_posix()}/{job.paper}"


def _finish(job: DocumentJob) -> tuple[bytes, tuple[str, ...], tuple[str, ...]]:
    if job.failure is not None:
        raise job.failure
    assert job.composed is not None
    made = finish_document(job.composed, job.folders, SHIPPED)
    return made.pdf, made.conformance, made.complaints


__all__ = ["STANDARD", "Finished", "finished_documents"]
