"""The band on the cover, drawn from the scenario's own lessons: one row a lesson, bars as long as its title and text.

Pure geometry in mm, from the top left corner; the template draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from briefgen.compose.layout import Layout
from briefgen.compose.wording import Wording
from briefgen.model.scenario import Scenario
from briefgen.model.values import Text

WIDTH_MM: Final = 186.0
HEIGHT_MM: Final = 92.0
MARGIN_MM: Final = 12.0
LEAD_MM, SPINE_MM, WITH_MM = 86.0, 10.0, 66.0
TITLE_MM_PER_CHARACTER: Final = 1.82
TEXT_MM_PER_CHARACTER: Final = 1.5
DOT_MM: Final = 1.9


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the band: left edge, top edge, width and height in mm."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Band:
    """The band: bars, and the x and y of the dots on the spine, in mm."""

    bars: tuple[Bar, ...]
    dots: tuple[tuple[float, float], ...]
    width: float = WIDTH_MM
    height: float = HEIGHT_MM
    radius: float = DOT_MM


def band_of(scenario: Scenario, layout: Layout, lead: Wording) -> Band:
    """The band of a scenario in a layout: the leading language at its own side, the other opposite."""
    rtl = lead.dir == "rtl"
    bars: list[Bar] = []
    dots: list[tuple[float, float]] = []
    inner = WIDTH_MM - 2 * MARGIN_MM
    columns = [inner - SPINE_MM] if layout.single else [LEAD_MM, WITH_MM]
    spine = MARGIN_MM + (SPINE_MM / 4 if layout.single else LEAD_MM + SPINE_MM / 2)
    count = max(len(scenario.lessons), 1)
    pitch = (HEIGHT_MM - 21) / max(count - 1, 1)
    for number, lesson in enumerate(scenario.lessons):
        y = 10.5 + number * pitch
        dots.append((_mirror(spine, 0, rtl), y))
        for side, (code, width) in enumerate(zip(layout.codes, columns, strict=False)):
            for text, top, height, scale in (
                (lesson.title, -1.9, 2.4, TITLE_MM_PER_CHARACTER),
                (lesson.text, 1.7, 0.8, TEXT_MM_PER_CHARACTER),
            ):
                length = _length(text, code, scale, width)
                start = (
                    MARGIN_MM + SPINE_MM if layout.single else MARGIN_MM if side == 0 else WIDTH_MM - MARGIN_MM - length
                )
                bars.append(Bar(_mirror(start, length, rtl), y + top, length, height))
    return Band(tuple(bars), tuple(dots))


def _length(text: Text, code: str, scale: float, width: float) -> float:
    """How long the last line of the text would be, at most the width of its column."""
    return round(min(max(len(text[code]) * scale % width, width * 0.3), width), 2)


def _mirror(x: float, width: float, rtl: bool) -> float:
    """The x of a box counted from the leading side, as counted from the left."""
    return round(WIDTH_MM - x - width if rtl else x, 2)
