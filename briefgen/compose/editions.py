"""Editions: the same pages in another dress; each is a style `templates/style/edition-<name>.css`."""

from __future__ import annotations

from typing import Final

from briefgen.workspace import TEMPLATES, Workspace

STANDARD: Final = "standard"


def list_editions(workspace: Workspace) -> tuple[str, ...]:
    """The editions there are, the standard one first. Facilitators' documents have the standard one only."""
    styles = {
        file.stem.removeprefix("edition-")
        for folder in workspace.folders(TEMPLATES)
        for file in (folder / "style").glob("edition-*.css")
    }
    return (STANDARD, *sorted(styles))
