"""Kinds of documents: each is a folder in `templates/` with a `document.yaml`; adding one needs no Python."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Final, Literal

from pydantic import Field

from briefgen.compose.audience import Audience
from briefgen.compose.languages import read_fields
from briefgen.errors import NotFoundError, UsageError
from briefgen.model.values import ID_PATTERN, Fields, Text
from briefgen.workspace import TEMPLATES, Workspace

RECORD: Final = "document.yaml"
TEMPLATE: Final = "document.html.j2"
PageKind = Literal["upright", "landscape", "own"]
"""The paper upright or turned, or a page of the document's own style, as for a projector."""
PerKind = Literal["scenario", "quiz", "form"]
"""What one PDF of a kind of document is about: the scenario, the quiz with all its forms, or one of them."""

DrawnKind = Literal["answer-sheet", "marking-mask", "key-strip"]
"""A paper that is drawn to the millimetre and has no template."""


class DocumentFields(Fields):
    """What a `document.yaml` says: who it is for, its place in lists, its page, and words that no language file has.

    Shipped documents have their titles (`title-<id>`) and words in the languages' files, so that a new language is new
    files only; a document of a user's own brings them itself.
    """

    title: Text | None = None
    words: Annotated[dict[str, Text], Field(default_factory=dict)]
    audience: Audience
    order: Annotated[str, Field(pattern=r"^[0-9]{1,4}$")] = "100"
    page: PageKind = "upright"
    per: PerKind = "scenario"
    drawn: DrawnKind | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of PDF."""

    id: str
    title: Text | None
    audience: Audience
    order: int
    words: dict[str, Text] = field(default_factory=dict)
    page: PageKind = "upright"
    per: PerKind = "scenario"
    drawn: DrawnKind | None = None

    @property
    def template(self) -> str:
        """The name of its template."""
        return f"{self.id}/{TEMPLATE}"


def list_documents(workspace: Workspace) -> tuple[Document, ...]:
    """All kinds of documents, in their order.

    Raises `SourceError` if a `document.yaml` is wrong, `UsageError` if the name of its folder is no id.
    """
    ids = {one.parent.name for folder in workspace.folders(TEMPLATES) for one in folder.glob(f"*/{RECORD}")}
    return tuple(sorted((load_document(workspace, one) for one in ids), key=lambda one: (one.order, one.id)))


def load_document(workspace: Workspace, document_id: str) -> Document:
    """The kind of document with this id. Raises `NotFoundError` if there is none, `UsageError` if it is no id."""
    if not ID_PATTERN.match(document_id):
        raise UsageError(f'"{document_id}" cannot name a document', "small letters, digits and single hyphens")
    try:
        path = workspace.find_file(TEMPLATES, f"{document_id}/{RECORD}")
    except NotFoundError:
        known = {one.parent.name for folder in workspace.folders(TEMPLATES) for one in folder.glob(f"*/{RECORD}")}
        hint = f"the documents here are: {', '.join(sorted(known))}"
        raise NotFoundError(f'there is no document "{document_id}"', hint) from None
    fields = read_fields(path, workspace.shown(path), DocumentFields)
    order = int(fields.order)
    return Document(
        document_id, fields.title, fields.audience, order, fields.words, fields.page, fields.per, fields.drawn
    )
