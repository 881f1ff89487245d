"""The errors briefgen raises. Each says what to do next and carries the exit code of the command line."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from briefgen.diagnostics import Diagnostic


class ExitCode(IntEnum):
    """What a briefgen command returns to the shell."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    SOURCE = 3
    NOT_FOUND = 4
    RENDERING = 5
    ASSEMBLY = 6
    PARTIAL = 7
    SCAN = 8
    DEPENDENCY = 9
    INTERRUPTED = 130


class BriefgenError(Exception):
    """The root of the tree. `hint` says what to do next; `exit_code` is what the command line returns."""

    exit_code = ExitCode.UNEXPECTED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[BriefgenError], tuple[str, str]]:
        return type(self), (self.message, self.hint)


class UsageError(BriefgenError):
    """The call itself is off: an unknown layout, a folder where a file is needed."""

    exit_code = ExitCode.USAGE


class SourceError(BriefgenError):
    """The files of a scenario have errors; `problems` holds every one of them."""

    exit_code = ExitCode.SOURCE

    def __init__(self, message: str, hint: str = "", problems: Iterable[Diagnostic] = ()) -> None:
        super().__init__(message, hint)
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type[BriefgenError], tuple[object, ...]]:  # type: ignore[override]
        return type(self), (self.message, self.hint, self.problems)


class NotFoundError(BriefgenError):
    """A scenario, template or font is in none of the workspace roots."""

    exit_code = ExitCode.NOT_FOUND


class RenderingError(BriefgenError):
    """A template or the page engine failed on one document."""

    exit_code = ExitCode.RENDERING


class AssemblyError(BriefgenError):
    """A finished PDF could not be completed or written."""

    exit_code = ExitCode.ASSEMBLY


class DependencyError(BriefgenError):
    """A system library or font that briefgen needs is not on this machine."""

    exit_code = ExitCode.DEPENDENCY
