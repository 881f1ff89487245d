"""Fonts as the page engine is to load them: variable ones made static, collections reduced to their first font."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcherResponse

WEIGHTS: Final = {"normal": 400, "bold": 700}
COLLECTION: Final = b"ttcf"
COMPRESSED: Final = b"wOF"
HEAD_BYTES: Final = 12
RECORD_BYTES: Final = 16
"""How long the head of a font file and the record of each of its tables are."""


class FontFaces(FontConfiguration):  # type: ignore[misc]
    """The fonts of one document.

    Why: of a variable font that a style asks for at one weight, Pango measures the letters at the font's own weight
    and WeasyPrint embeds them at the wanted one, so that letters of a word do not meet.
    """

    def add_font_face(self, rule_descriptors: Any, url_fetcher: Any) -> Any:
        """Load the font of an `@font-face` rule."""
        weight = rule_descriptors.get("font_weight")
        if weight is not None:
            slanted = rule_descriptors.get("font_style") in ("italic", "oblique")
            url_fetcher = _StaticFonts(url_fetcher, WEIGHTS.get(weight, weight), slanted)
        return super().add_font_face(rule_descriptors, url_fetcher)


class _StaticFonts:
    """Serves what another fetcher does, with fonts made static."""

    def __init__(self, fetcher: Any, weight: int, slanted: bool) -> None:
        self._fetcher, self._weight, self._slanted = fetcher, weight, slanted
        self._fail_on_errors = fetcher._fail_on_errors  # WeasyPrint asks every fetcher

    def __call__(self, url: str) -> URLFetcherResponse:
        response = self._fetcher(url)
        data = make_static(response.read(), self._weight, self._slanted)
        return URLFetcherResponse(url, data, {"Content-Type": response.content_type})


@lru_cache(maxsize=24)
def make_static(data: bytes, weight: int, slanted: bool = False) -> bytes:
    """The font file at one weight: a static font is what it was, a variable one is drawn at the nearest weight it has.

    Raises what fontTools raises if the file is no font.
    """
    if not _may_vary(data):
        return data
    with TTFont(BytesIO(data), fontNumber=0, recalcTimestamp=False) as font:
        if "fvar" not in font and not data.startswith(COLLECTION):
            return data
        font.flavor = None
        if "fvar" in font:
            place = {axis.axisTag: _along(axis, weight, slanted) for axis in font["fvar"].axes}
            instantiateVariableFont(font, place, inplace=True, static=True, downgradeCFF2="CFF2" in font)
        out = BytesIO()
        font.save(out)
    return out.getvalue()


def _may_vary(data: bytes) -> bool:
    """Whether a file may hold a variable font or several fonts; cheap for the ordinary kind."""
    if data.startswith((COLLECTION, COMPRESSED)):
        return True
    return b"fvar" in data[: HEAD_BYTES + RECORD_BYTES * int.from_bytes(data[4:6], "big")]


def _along(axis: Any, weight: int, slanted: bool) -> float:
    """The place on an axis of a variable font: the weight, the slant where it is wanted, or where the axis begins."""
    wanted = axis.defaultValue
    if axis.axisTag == "wght":
        wanted = weight
    elif slanted and axis.axisTag == "ital":
        wanted = 1
    elif slanted and axis.axisTag == "slnt":
        wanted = axis.minValue if axis.maxValue == 0 else axis.maxValue
    return float(min(max(wanted, axis.minValue), axis.maxValue))
