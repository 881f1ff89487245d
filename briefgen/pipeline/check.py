"""Checking scenarios without making anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.compose.quiz import check_quiz
from briefgen.compose.terms import check_terms
from briefgen.diagnostics import Problems
from briefgen.model.load import load_scenarios
from briefgen.pipeline.font_check import check_fonts
from briefgen.pipeline.targets import find_targets
from briefgen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Checked:
    """The scenarios that were read, and all that was found in them and in what they extend."""

    scenarios: tuple[str, ...]
    problems: Problems


def check_scenarios(workspace: Workspace, targets: Sequence[str] = ()) -> Checked:
    """Everything that is wrong with the targets, or with all the workspace's own scenarios.

    Raises `NotFoundError` or `UsageError` if a target is no scenario; problems in files are returned, not raised.
    """
    workspace, names = find_targets(workspace, targets)
    scenarios, problems = load_scenarios(workspace, names)
    check_fonts(workspace, problems)
    for loaded in scenarios:
        check_terms(workspace, loaded, problems)
        check_quiz(workspace, loaded, problems)
    return Checked(names, problems)
