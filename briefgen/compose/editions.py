"""Editions: the same document in another dress. Each is a folder `templates/editions/<name>/` with `edition.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field

from briefgen.compose.audience import Audience
from briefgen.compose.documents import Document
from briefgen.compose.languages import read_fields
from briefgen.errors import NotFoundError, UsageError
from briefgen.model.values import Fields, Text, YesNo
from briefgen.workspace import TEMPLATES, Workspace

FOLDER: Final = "editions"
RECORD: Final = "edition.yaml"
STYLE: Final = "edition.css"
STANDARD: Final = "standard"
Arrangement = Literal["beside", "stacked"]
"""How the two languages of a pair stand: in columns beside each other, or one above the other."""


class EditionFields(Fields):
    """What an `edition.yaml` says; the edition's style is the file `edition.css` beside it.

    `zoom` enlarges everything that is laid out; `page` is a size of its own in mm, such as `100 x 178`; `documents` are
    the only ones there are in this edition.
    """

    title: Text
    order: Annotated[str, Field(pattern=r"^[0-9]{1,4}$")] = "100"
    arrangement: Arrangement = "beside"
    zoom: Annotated[str, Field(pattern=r"^[1-3](\.[0-9]{1,2})?$")] = "1"
    page: Annotated[str | None, Field(pattern=r"^[1-9][0-9]{1,2} x [1-9][0-9]{1,2}$")] = None
    ruled: YesNo = True
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition. `page_mm` is its own width and height, or none; `documents` is empty where there are all of them."""

    name: str = STANDARD
    order: int = 0
    arrangement: Arrangement = "beside"
    zoom: float = 1.0
    page_mm: tuple[float, float] | None = None
    ruled: bool = True
    documents: tuple[str, ...] = ()

    @property
    def standard(self) -> bool:
        """Whether this is the edition that is made unless another is asked for."""
        return self.name == STANDARD

    @property
    def style(self) -> str:
        """The name of its style below `templates/`."""
        return f"{FOLDER}/{self.name}/{STYLE}"

    def has(self, document: Document) -> bool:
        """Whether there is such a document in this edition.

        Facilitators have the standard one only, and so have papers that are drawn to the millimetre.
        """
        if self.standard:
            return True
        if document.drawn is not None:
            return False
        return document.audience is Audience.PARTICIPANTS and (not self.documents or document.id in self.documents)


def list_editions(workspace: Workspace) -> tuple[Edition, ...]:
    """The editions there are, the standard one first. Raises `SourceError` if an `edition.yaml` is wrong."""
    names = {one.parent.name for folder in workspace.folders(TEMPLATES) for one in folder.glob(f"{FOLDER}/*/{RECORD}")}
    others = (_read_edition(workspace, name) for name in names)
    return (Edition(), *sorted(others, key=lambda one: (one.order, one.name)))


def load_edition(workspace: Workspace, name: str) -> Edition:
    """The edition with this name. Raises `UsageError` if there is none, `SourceError` if its file is wrong."""
    known = {one.name: one for one in list_editions(workspace)}
    if name not in known:
        raise UsageError(f'there is no edition "{name}"', f"known: {', '.join(known)}")
    return known[name]


def _read_edition(workspace: Workspace, name: str) -> Edition:
    path = workspace.find_file(TEMPLATES, f"{FOLDER}/{name}/{RECORD}")
    try:
        workspace.find_file(TEMPLATES, f"{FOLDER}/{name}/{STYLE}")
    except NotFoundError:
        raise NotFoundError(f"the edition {name} has no {STYLE}", f"it may be empty; put it beside {RECORD}") from None
    fields = read_fields(path, workspace.shown(path), EditionFields)
    width, height = fields.page.split(" x ") if fields.page else (None, None)
    page = (float(width), float(height)) if width and height else None
    zoom, order = float(fields.zoom), int(fields.order)
    return Edition(name, order, fields.arrangement, zoom, page, fields.ruled, fields.documents)
