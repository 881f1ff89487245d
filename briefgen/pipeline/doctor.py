"""Whether this machine has what briefgen needs, and what to install where it does not."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from fontTools.ttLib import TTFont, TTLibError

from briefgen.errors import NotFoundError
from briefgen.pipeline.system_libraries import HARFBUZZ_SUBSET, MISSING, PANGO, system_versions
from briefgen.workspace import FONTS, Workspace

PACKAGES: Final = ("briefgen", "weasyprint", "pydyf", "jinja2", "pyyaml", "pydantic", "pikepdf", "fonttools")
FONT_FILES: Final = (
    "NotoNaskhArabic_400Regular.ttf",
    "NotoNaskhArabic_700Bold.ttf",
    "SourceSerif4_400Regular.ttf",
    "SourceSerif4_600SemiBold.ttf",
    "IBMPlexSansArabic_400Regular.ttf",
    "IBMPlexSansArabic_500Medium.ttf",
    "IBMPlexSansArabic_600SemiBold.ttf",
    "IBMPlexSansArabic_700Bold.ttf",
    "IBMPlexSans_400Regular.ttf",
    "IBMPlexSans_500Medium.ttf",
    "IBMPlexSans_600SemiBold.ttf",
    "IBMPlexSans_700Bold.ttf",
)
SYSTEM: Final = (("Pango", PANGO), ("HarfBuzz subset", HARFBUZZ_SUBSET))
"""What pages cannot be set without, or not in good time, by the names that people know."""
INSTALL: Final = {
    "Pango": "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0; Fedora: dnf install pango;"
    " macOS: brew install pango",
    "HarfBuzz subset": "Debian, Ubuntu: apt install libharfbuzz-subset0; Fedora: dnf install harfbuzz;"
    " macOS: brew install harfbuzz (without it each document takes far longer to write)",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked for: its version, and what to do if it is missing."""

    name: str
    version: str
    missing: bool = False
    advice: str = ""


def examine() -> tuple[Finding, ...]:
    """What is here and what is missing: Python, system libraries, packages, fonts."""
    python = Finding("Python", f"{platform.python_version()} ({platform.system()} {platform.machine()})")
    return (python, *(_system(*one) for one in SYSTEM), *map(_package, PACKAGES), *map(_font, FONT_FILES))


def _system(name: str, key: str) -> Finding:
    version = system_versions()[key]
    missing = version == MISSING
    return Finding(name, version, missing, INSTALL[name] if missing else "")


def _package(name: str) -> Finding:
    try:
        return Finding(name, version(name))
    except PackageNotFoundError:
        return Finding(name, "not found", True, "run `make setup` in the checkout, or `pip install briefgen` again")


def _font(name: str) -> Finding:
    advice = "the font files ship with briefgen: install it again"
    try:
        with TTFont(Workspace.find().find_file(FONTS, name), lazy=True) as font:
            return Finding(name, str(font["name"].getDebugName(5) or "version not named"))
    except NotFoundError:
        return Finding(name, "not found", True, advice)
    except (OSError, TTLibError) as error:
        return Finding(name, f"not readable: {error}", True, advice)
