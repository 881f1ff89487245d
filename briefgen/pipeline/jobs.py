"""What a build is asked to make, and the single documents that follow from it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final

from briefgen.compose.audience import Audience
from briefgen.compose.compose import Composed, compose_document
from briefgen.compose.documents import Document, list_documents, load_document
from briefgen.compose.drawings import Drawing
from briefgen.compose.editions import STANDARD, Edition, load_edition
from briefgen.compose.languages import load_language
from briefgen.compose.layout import Layout, default_layouts
from briefgen.compose.page_frame import A4, find_paper
from briefgen.compose.quiz import quiz_of
from briefgen.compose.quiz_forms import Draw
from briefgen.compose.sheet_geometry import PaperName
from briefgen.errors import BriefgenError, UsageError
from briefgen.model.load import Loaded
from briefgen.pipeline.system_libraries import system_versions
from briefgen.workspace import FONTS, SCENARIOS, TEMPLATES, Workspace

LIBRARIES: Final = (
    "weasyprint",
    "pydyf",
    "tinyhtml5",
    "tinycss2",
    "fonttools",
    "jinja2",
    "markdown-it-py",
    "pikepdf",
    "pillow",
    "reportlab",
    "arabic-reshaper",
    "python-bidi",
    "segno",
)
"""The libraries whose version can change what is on a page."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to make of each target; an empty choice means everything it has."""

    layouts: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    audiences: tuple[Audience, ...] = ()
    editions: tuple[str, ...] = (STANDARD,)
    paper: str = A4
    out: Path = Path("out")
    workers: int = 1
    force: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class DocumentJob:
    """One PDF to make: where it goes (relative to `out`), what is on it, and a digest of everything that decides it."""

    target: str
    document: str
    layout: str
    edition: str
    paper: str
    audience: Audience
    path: Path
    composed: Composed | None
    folders: tuple[Path, ...]
    digest: str
    about_quiz: bool = False
    failure: BriefgenError | None = field(default=None, compare=False)


def library_versions() -> dict[str, str]:
    """The version of briefgen and of each library, the system's among them, that decides what a page looks like."""
    return {"briefgen": version("briefgen")} | {name: version(name) for name in LIBRARIES} | system_versions()


def plan_jobs(workspace: Workspace, loaded: Loaded, request: BuildRequest) -> list[DocumentJob]:
    """The documents of one scenario that the request asks for, composed; one whose template fails carries its failure.

    Raises `UsageError` or `NotFoundError` if the request names a layout, edition, paper or document that does not
    exist, `SourceError` if the file of an edition is wrong.
    """
    editions = tuple(load_edition(workspace, name) for name in dict.fromkeys(request.editions))
    paper = find_paper(request.paper)
    layouts = _layouts(workspace, loaded, request)
    documents = [load_document(workspace, one) for one in request.documents] or list(list_documents(workspace))
    chosen = [one for one in documents if not request.audiences or one.audience in request.audiences]
    assets = _assets_digest(workspace)
    draw = quiz_of(workspace, loaded) if any(one.per != "scenario" for one in chosen) else None
    return [
        _plan(workspace, loaded, document, layout, edition, paper, assets, draw, form)
        for document in chosen
        for form in _forms(document, draw)
        for layout in layouts
        for edition in editions
        if edition.has(document)
    ]


def _forms(document: Document, draw: Draw | None) -> tuple[str, ...]:
    """The letters of the forms of which the document has a PDF each; one empty text where it has a single PDF.

    None where it is about a quiz and there is none.
    """
    if document.per == "scenario":
        return ("",)
    if draw is None:
        return ()
    if document.drawn and not any(form.rows for form in draw.forms):
        return ()
    if document.per == "quiz":
        return ("",)
    return tuple(form.letter for form in draw.forms if form.rows or not document.drawn)


def _layouts(workspace: Workspace, loaded: Loaded, request: BuildRequest) -> tuple[Layout, ...]:
    """The layouts to make.

    Raises `UsageError` for one whose languages the scenario or the workspace does not have, `SourceError` if the file
    of a language is wrong.
    """
    layouts = tuple(Layout.parse(name) for name in dict.fromkeys(request.layouts))
    for layout in layouts or default_layouts(loaded.value.languages):
        for code in layout.codes:
            if code not in loaded.value.languages:
                hint = f"its languages are: {', '.join(loaded.value.languages)}"
                raise UsageError(f'{loaded.id} is not written in "{code}"', hint)
            load_language(workspace, code)
    return layouts or default_layouts(loaded.value.languages)


def _plan(
    workspace: Workspace,
    loaded: Loaded,
    document: Document,
    layout: Layout,
    edition: Edition,
    paper: PaperName,
    assets: str,
    draw: Draw | None,
    form: str,
) -> DocumentJob:
    suffix = (f"-{form.lower()}" if form else "") + ("" if edition.standard else f".{edition.name}")
    path = Path(loaded.id) / document.audience / str(layout) / f"{document.id}{suffix}.pdf"
    folders = (
        *workspace.folders(TEMPLATES),
        *workspace.folders(FONTS),
        *(folder / loaded.id for folder in workspace.folders(SCENARIOS)),
    )
    composed, failure = None, None
    try:
        composed = compose_document(workspace, loaded, document, layout, edition, paper, draw, form)
    except BriefgenError as error:
        failure = error
    html = f"{composed.html}{_written_out(composed.drawing)}" if composed else ""
    for root in workspace.roots:  # what a document is made from does not depend on where it lies
        html = html.replace(f"{root.resolve().as_uri()}/", "root:")
    digest = hashlib.sha256(
        json.dumps([html, str(layout), edition.name, paper, composed.zoom if composed else 1, assets]).encode()
    ).hexdigest()
    return DocumentJob(
        loaded.id,
        f"{document.id}-{form.lower()}" if form else document.id,
        str(layout),
        edition.name,
        paper,
        document.audience,
        path,
        composed,
        tuple(folder.resolve() for folder in folders),
        digest,
        document.per != "scenario",
        failure,
    )


def _written_out(drawing: Drawing | None) -> str:
    """All that decides what a drawing looks like, in the same words in every process.

    Why: a set has no order of its own, and another one in each process.
    """
    return json.dumps(asdict(drawing), default=_plain, sort_keys=True) if drawing else ""


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"a drawing holds a {type(value).__name__}, which has no fixed wording")


def _assets_digest(workspace: Workspace) -> str:
    """A digest of all that a page may fetch, and of the libraries that set it."""
    digest = hashlib.sha256(json.dumps(library_versions()).encode())
    for kind in (TEMPLATES, FONTS):
        for folder in workspace.folders(kind):
            for file in sorted(folder.rglob("*")):
                if file.is_file() and file.suffix not in (".j2", ".yaml", ".md", ".txt"):
                    digest.update(f"{file.relative_to(folder)} {file.stat().st_size}".encode())
                    digest.update(file.read_bytes())
    return digest.hexdigest()
