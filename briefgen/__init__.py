"""briefgen turns a folder of scenario files into printed training packs, in Arabic and English.

The same as the command line, as functions:

>>> import briefgen
>>> workspace = briefgen.Workspace.find()
>>> briefgen.check_scenarios(workspace, ["lebanon"]).problems.errors
()
>>> build = briefgen.build_packs(workspace, ["lebanon"], briefgen.BuildRequest(layouts=("ar-en",)))  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.compose.audience import Audience
    from briefgen.compose.documents import Document, list_documents
    from briefgen.compose.layout import Layout
    from briefgen.diagnostics import Diagnostic, Mark, Problems, Severity
    from briefgen.errors import (
        AssemblyError,
        BriefgenError,
        DependencyError,
        ExitCode,
        NotFoundError,
        RenderingError,
        SourceError,
        UsageError,
    )
    from briefgen.model.load import Loaded, load_scenario
    from briefgen.model.scenario import Scenario
    from briefgen.pipeline.build import Build, Failure, Pack, build_packs
    from briefgen.pipeline.check import Checked, check_scenarios
    from briefgen.pipeline.doctor import Finding, examine
    from briefgen.pipeline.inspect import Inspected, inspect_file
    from briefgen.pipeline.inventory import Table, list_things
    from briefgen.pipeline.jobs import BuildRequest
    from briefgen.pipeline.pack import BuiltDocument
    from briefgen.pipeline.verify import Verified, verify_pack
    from briefgen.workspace import Workspace

__version__ = "0.1.0"

_HOMES = {
    "AssemblyError": "briefgen.errors",
    "Audience": "briefgen.compose.audience",
    "BriefgenError": "briefgen.errors",
    "Build": "briefgen.pipeline.build",
    "BuildRequest": "briefgen.pipeline.jobs",
    "BuiltDocument": "briefgen.pipeline.pack",
    "Checked": "briefgen.pipeline.check",
    "DependencyError": "briefgen.errors",
    "Diagnostic": "briefgen.diagnostics",
    "Document": "briefgen.compose.documents",
    "ExitCode": "briefgen.errors",
    "Failure": "briefgen.pipeline.build",
    "Finding": "briefgen.pipeline.doctor",
    "Inspected": "briefgen.pipeline.inspect",
    "Layout": "briefgen.compose.layout",
    "Loaded": "briefgen.model.load",
    "Mark": "briefgen.diagnostics",
    "NotFoundError": "briefgen.errors",
    "Pack": "briefgen.pipeline.build",
    "Problems": "briefgen.diagnostics",
    "RenderingError": "briefgen.errors",
    "Scenario": "briefgen.model.scenario",
    "Severity": "briefgen.diagnostics",
    "SourceError": "briefgen.errors",
    "Table": "briefgen.pipeline.inventory",
    "UsageError": "briefgen.errors",
    "Verified": "briefgen.pipeline.verify",
    "Workspace": "briefgen.workspace",
    "build_packs": "briefgen.pipeline.build",
    "check_scenarios": "briefgen.pipeline.check",
    "examine": "briefgen.pipeline.doctor",
    "inspect_file": "briefgen.pipeline.inspect",
    "list_documents": "briefgen.compose.documents",
    "list_things": "briefgen.pipeline.inventory",
    "load_scenario": "briefgen.model.load",
    "verify_pack": "briefgen.pipeline.verify",
}
__all__ = [
    "AssemblyError",
    "Audience",
    "BriefgenError",
    "Build",
    "BuildRequest",
    "BuiltDocument",
    "Checked",
    "DependencyError",
    "Diagnostic",
    "Document",
    "ExitCode",
    "Failure",
    "Finding",
    "Inspected",
    "Layout",
    "Loaded",
    "Mark",
    "NotFoundError",
    "Pack",
    "Problems",
    "RenderingError",
    "Scenario",
    "Severity",
    "SourceError",
    "Table",
    "UsageError",
    "Verified",
    "Workspace",
    "build_packs",
    "check_scenarios",
    "examine",
    "inspect_file",
    "list_documents",
    "list_things",
    "load_scenario",
    "verify_pack",
]


def __getattr__(name: str) -> object:
    """A public name, imported when it is first used: `briefgen --help` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"briefgen has no {name}")
    return getattr(import_module(_HOMES[name]), name)
