"""Whether this machine has what briefgen needs, and what to install where it does not."""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from fontTools.ttLib import TTFont, TTLibError

from briefgen.errors import NotFoundError
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
    return (python, _pango(), _harfbuzz_subset(), *map(_package, PACKAGES), *map(_font, FONT_FILES))


def _library(name: str, *files: str) -> ctypes.CDLL | None:
    """A shared library of the system, or None."""
    for file in (*files, ctypes.util.find_library(name)):
        if file:
            try:
                return ctypes.CDLL(file)
            except OSError:
                continue
    return None


def _pango() -> Finding:
    library = _library("pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")
    fontconfig = _library("pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll")
    if library is None or fontconfig is None:
        return Finding("Pango", "not found", True, INSTALL["Pango"])
    library.pango_version_string.restype = ctypes.c_char_p
    return Finding("Pango", library.pango_version_string().decode())


def _harfbuzz_subset() -> Finding:
    subset = _library(
        "harfbuzz-subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"
    )
    if subset is None:
        return Finding("HarfBuzz subset", "not found", True, INSTALL["HarfBuzz subset"])
    harfbuzz = _library("harfbuzz", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll") or subset
    harfbuzz.hb_version_string.restype = ctypes.c_char_p
    return Finding("HarfBuzz subset", harfbuzz.hb_version_string().decode())


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
