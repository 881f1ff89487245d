"""The libraries of the system that decide how lines are set, and their versions."""

from __future__ import annotations

import ctypes
import ctypes.util
import zlib
from functools import cache
from typing import Final

PANGO: Final = "pango"
HARFBUZZ: Final = "harfbuzz"
HARFBUZZ_SUBSET: Final = "harfbuzz-subset"
MISSING: Final = "not found"


@cache
def system_versions() -> dict[str, str]:
    """The versions of Pango, HarfBuzz, HarfBuzz-subset and zlib; `MISSING` for one that cannot be loaded.

    Why: text is shaped, fonts are cut to size and pages compressed by them, so other versions may write other bytes.
    """
    return {PANGO: _pango(), **_harfbuzz(), "zlib": zlib.ZLIB_RUNTIME_VERSION}


def _library(name: str, *files: str) -> ctypes.CDLL | None:
    """A shared library of the system, or None."""
    for file in (*files, ctypes.util.find_library(name)):
        if file:
            try:
                return ctypes.CDLL(file)
            except OSError:
                continue
    return None


def _pango() -> str:
    library = _library("pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")
    fontconfig = _library("pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll")
    if library is None or fontconfig is None:
        return MISSING
    library.pango_version_string.restype = ctypes.c_char_p
    return str(library.pango_version_string().decode())


def _harfbuzz() -> dict[str, str]:
    """The versions of HarfBuzz and of its part that cuts fonts to size, which come from one source."""
    subset = _library(
        "harfbuzz-subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"
    )
    whole = _library("harfbuzz", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll") or subset
    if whole is None:
        return {HARFBUZZ: MISSING, HARFBUZZ_SUBSET: MISSING}
    whole.hb_version_string.restype = ctypes.c_char_p
    version = str(whole.hb_version_string().decode())
    return {HARFBUZZ: version, HARFBUZZ_SUBSET: version if subset is not None else MISSING}
