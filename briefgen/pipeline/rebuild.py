"""The documents of a pack planned once more, from its record."""

from __future__ import annotations

from pathlib import PurePosixPath

from briefgen.compose.documents import list_documents
from briefgen.errors import NotFoundError
from briefgen.model.load import Loaded, load_scenario
from briefgen.pipeline.jobs import BuildRequest, DocumentJob, plan_jobs
from briefgen.pipeline.pack import BuiltDocument, Record
from briefgen.workspace import Workspace


def plan_document(workspace: Workspace, record: Record, document: BuiltDocument) -> DocumentJob:
    """The job that makes a document of a pack from what the workspace has now.

    Raises `NotFoundError` if the scenario or the document is not there any more, `SourceError` if the scenario's files
    have errors, `UsageError` if it is not written in the languages of the layout.
    """
    return plan_documents(workspace, load_scenario(workspace, record.scenario), [document])[0]


def plan_documents(workspace: Workspace, loaded: Loaded, documents: list[BuiltDocument]) -> list[DocumentJob]:
    """The jobs that make documents of a pack of a scenario, in their order; see `plan_document`."""
    planned: dict[str, DocumentJob] = {}
    for one in documents:
        if one.path not in planned:
            request = BuildRequest(
                layouts=(one.layout,),
                documents=_kinds(workspace, one),
                audiences=(one.audience,),
                editions=(one.edition,),
                paper=one.paper,
            )
            for job in plan_jobs(workspace, loaded, request):
                planned[PurePosixPath(*job.path.parts[1:]).as_posix()] = job
    missing = [one.path for one in documents if one.path not in planned]
    if missing:
        raise NotFoundError(f"{loaded.id} has no {missing[0]} any more", "build the pack again")
    return [planned[one.path] for one in documents]


def _kinds(workspace: Workspace, document: BuiltDocument) -> tuple[str, ...]:
    """The kinds of documents that one may be of: its own name, or that of the quiz whose form it is."""
    known = [one.id for one in list_documents(workspace)]
    kinds = tuple(one for one in known if document.id == one or document.id.startswith(f"{one}-"))
    if not kinds:
        raise NotFoundError(f"there is no document {document.id} any more", "build the pack again")
    return kinds
