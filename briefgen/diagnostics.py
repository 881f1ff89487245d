"""Diagnostics: what is wrong in which place of a file, and what to do about it.

Every problem that briefgen finds in somebody's file is one `Diagnostic`. A run collects all of them before it stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning does not (unless `--strict`)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file. `line` and `column` count from 1, columns in characters; 0 means "the file as a whole"."""

    file: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else str(self.file)


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that belongs to a problem: the first of two equal keys, whoever refers to a dropped entry."""

    mark: Mark
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable code, where it is, what is wrong, and (in `hint`) what to do about it."""

    code: str
    mark: Mark
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = ()


@dataclass(slots=True)
class Problems:
    """The diagnostics of one run, in the order found. Iterating gives them sorted by place, each once."""

    found: list[Diagnostic] = field(default_factory=list)

    def error(self, code: str, mark: Mark, message: str, hint: str = "", related: Iterable[Related] = ()) -> None:
        """Add an error."""
        self.found.append(Diagnostic(code, mark, message, hint, Severity.ERROR, tuple(related)))

    def warning(self, code: str, mark: Mark, message: str, hint: str = "", related: Iterable[Related] = ()) -> None:
        """Add a warning."""
        self.found.append(Diagnostic(code, mark, message, hint, Severity.WARNING, tuple(related)))

    def extend(self, others: Iterable[Diagnostic]) -> None:
        """Add diagnostics found elsewhere."""
        self.found.extend(others)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self._unique(), key=lambda one: (one.mark, one.severity, one.code, one.message)))

    def __len__(self) -> int:
        return len(self._unique())

    def _unique(self) -> list[Diagnostic]:
        """The diagnostics, each once; of those that say the same of the same place, the first.

        Why: a scenario and what extends it find the same mistake, and may have different hints for it.
        """
        unique: dict[tuple[object, ...], Diagnostic] = {}
        for one in self.found:
            unique.setdefault((one.code, one.mark, one.severity, one.message), one)
        return list(unique.values())

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The errors alone, sorted by place."""
        return tuple(one for one in self if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The warnings alone, sorted by place."""
        return tuple(one for one in self if one.severity is Severity.WARNING)
