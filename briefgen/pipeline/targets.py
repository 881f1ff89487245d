"""What the words on a command line mean: a scenario id, or the path of a scenario's folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefgen.errors import NotFoundError, UsageError
from briefgen.model.adaptation import suggest
from briefgen.workspace import SCENARIOS, Workspace


def find_targets(workspace: Workspace, targets: Sequence[str]) -> tuple[Workspace, tuple[str, ...]]:
    """The workspace to work in and the ids of the scenarios that are meant.

    Without targets, the scenarios of the user's workspace, or the shipped ones where there is none. Raises
    `NotFoundError` for a target that is neither a scenario nor the path of one, `UsageError` for a path that is none or
    whose scenario is replaced by another of the same id.
    """
    if not targets:
        names = workspace.default_scenarios()
        if not names:
            raise NotFoundError("there is no scenario here", "a scenario is a folder in scenarios/")
        return workspace, names
    known = workspace.list_scenarios()
    found: dict[str, None] = {}
    paths: dict[str, str] = {}
    for target in targets:
        if target in known:
            found[target] = None
            continue
        workspace, name = _from_path(workspace, target)
        found[name], paths[target] = None, name
    for target, name in paths.items():
        built = workspace.scenario_folder(name)
        if built.resolve() != Path(target).resolve():
            raise UsageError(f"{target} is replaced by {built}", "build it alone, with --workspace naming its folder")
    return workspace, tuple(found)


def _from_path(workspace: Workspace, target: str) -> tuple[Workspace, str]:
    """The workspace that holds the scenario folder at a path, and the scenario's id."""
    path = Path(target)
    if not _exists(path):
        known = workspace.list_scenarios()
        hint = suggest(target, known) or f"the scenarios here are: {', '.join(known)}"
        raise NotFoundError(f'there is no scenario "{target}"', hint)
    folder = path.resolve()
    if not folder.is_dir() or folder.parent.name != SCENARIOS:
        raise UsageError(f"{target} is not a scenario", f"a scenario is a folder in {SCENARIOS}/")
    root = folder.parent.parent
    return Workspace((root, *(one for one in workspace.roots if one.resolve() != root))), folder.name


def _exists(path: Path) -> bool:
    """Whether there is something at the path; a name that the system refuses names nothing."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
