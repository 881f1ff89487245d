"""Layouts: which languages stand on a page, and which of them leads."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.errors import UsageError
from briefgen.model.values import LANGUAGE_PATTERN


@dataclass(frozen=True, slots=True)
class Layout:
    """One language, or a pair of which the first leads: `ar`, `en`, `ar-en`."""

    codes: tuple[str, ...]

    @classmethod
    def parse(cls, name: str) -> Layout:
        """The layout with this name. Raises `UsageError` if it is not one or two different language codes."""
        codes = tuple(name.split("-"))
        if not all(LANGUAGE_PATTERN.match(code) for code in codes) or len(codes) > 2 or len(set(codes)) < len(codes):
            raise UsageError(f'"{name}" is not a layout', "a layout is a language or a pair, such as ar, en or ar-en")
        return cls(codes)

    @property
    def lead(self) -> str:
        """The leading language; it decides direction, binding and bookmarks."""
        return self.codes[0]

    @property
    def single(self) -> bool:
        """Whether one language has the page to itself."""
        return len(self.codes) == 1

    def __str__(self) -> str:
        return "-".join(self.codes)


def default_layouts(languages: tuple[str, ...]) -> tuple[Layout, ...]:
    """The layouts of a scenario unless others are asked for: each language alone, and the first two as a pair."""
    alone = tuple(Layout((code,)) for code in languages)
    return (*alone, Layout(languages[:2])) if len(languages) > 1 else alone
