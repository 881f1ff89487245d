"""What a workspace has: scenarios, kinds of documents, editions, languages, sources, codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefgen.compose.documents import list_documents
from briefgen.compose.editions import list_editions
from briefgen.compose.languages import list_languages, load_language
from briefgen.compose.wording import Wording
from briefgen.errors import UsageError
from briefgen.model.codes import CODES
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under named columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def list_things(workspace: Workspace, what: str, target: str | None = None) -> Table:
    """The table of `scenarios`, `documents`, `editions`, `languages`, `sources` (of `target`) or `codes`.

    Raises `UsageError` for any other kind, `SourceError` if a file that has to be read is wrong.
    """
    kinds: dict[str, Callable[[], Table]] = {
        "scenarios": lambda: _scenarios(workspace),
        "documents": lambda: _documents(workspace),
        "editions": lambda: _editions(workspace),
        "languages": lambda: _languages(workspace),
        "sources": lambda: _sources(workspace, target),
        "codes": lambda: Table(("code", "meaning"), tuple(sorted(CODES.items()))),
    }
    if what not in kinds:
        raise UsageError(f'there is no list of "{what}"', f"known: {', '.join(kinds)}")
    return kinds[what]()


def _scenarios(workspace: Workspace) -> Table:
    rows = tuple((one, str(workspace.scenario_folder(one))) for one in workspace.list_scenarios())
    return Table(("scenario", "folder"), rows)


def _documents(workspace: Workspace) -> Table:
    languages = [Wording(load_language(workspace, code), {}) for code in list_languages(workspace)]
    rows = tuple(
        (
            one.id,
            str(one.audience),
            " / ".join(wording.plain_title(one) for wording in languages if wording.has_title(one)),
        )
        for one in list_documents(workspace)
    )
    return Table(("document", "audience", "title"), rows)


def _editions(workspace: Workspace) -> Table:
    rows = tuple((one.name, ", ".join(one.documents) or "all") for one in list_editions(workspace))
    return Table(("edition", "documents"), rows)


def _languages(workspace: Workspace) -> Table:
    languages = [load_language(workspace, code) for code in list_languages(workspace)]
    return Table(("language", "direction", "name"), tuple((one.code, one.direction, one.name) for one in languages))


def _sources(workspace: Workspace, target: str | None) -> Table:
    scenario = load_scenario(workspace, target or workspace.default_scenarios()[0]).value
    language = scenario.languages[-1]
    rows = tuple(
        (f"{source.id}:{number}", paragraph[language])
        for source in scenario.sources
        for number, paragraph in enumerate(source.paragraphs, 1)
    )
    return Table(("citation", "what the paragraph says, in our words"), rows)
