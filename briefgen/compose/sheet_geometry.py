"""Where everything stands on an answer sheet, in millimetres: pure data, read from a frozen file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from briefgen.errors import RenderingError, UsageError

Direction = Literal["ltr", "rtl"]
PaperName = Literal["a4", "letter"]
Point = tuple[float, float]

FROZEN: Final = {"A1": "5b2c3748d1e9bd7e0cc9c45e981b2eba66b15429d55099bec3a4a746de0b1459"}
"""The geometries there are, each with the SHA-256 of its file. A printed geometry never changes: a change is A2."""


class GeometryError(RenderingError):
    """The file of a geometry is not the one that sheets were printed with."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle by its centre."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float

    @property
    def left_mm(self) -> float:
        """The left edge."""
        return self.x_mm - self.width_mm / 2

    @property
    def top_mm(self) -> float:
        """The upper edge (y grows downwards)."""
        return self.y_mm - self.height_mm / 2

    def grown(self, by_mm: float) -> Box:
        """The box with `by_mm` more on every side."""
        return replace(self, width_mm=self.width_mm + 2 * by_mm, height_mm=self.height_mm + 2 * by_mm)


@dataclass(frozen=True, slots=True)
class CornerMark:
    """One AprilTag 16h5: its id, its place, and its four rows of four modules, True where white."""

    id: int
    centre: Point
    bits: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, and where on it the centre of the top left corner mark stands."""

    width_mm: float
    height_mm: float
    offset: Point


@dataclass(frozen=True, slots=True)
class SheetGeometry:
    """Every centre and size of an answer sheet; millimetres from the centre of the top left corner mark, y down.

    Rows run down a column, then down the next one; options run in the direction of reading.
    """

    name: str
    direction: Direction
    sha256: str
    width_mm: float
    height_mm: float
    papers: Mapping[str, Paper]
    mark_size_mm: float
    mark_module_mm: float
    mark_white_mm: float
    mark_ids: Mapping[str, tuple[int, ...]]
    mark_centres: tuple[Point, ...]
    mark_bits: tuple[tuple[tuple[bool, ...], ...], ...]
    timing_white_mm: float
    timing_marks: tuple[Box, ...]
    bubble_diameter_mm: float
    bubble_line_mm: float
    columns: int
    rows_per_column: int
    rows_per_block: int
    bubbles: tuple[tuple[Point, ...], ...]
    numbers: tuple[Point, ...]
    headings: tuple[tuple[Point, ...], ...]
    label_gap_mm: float
    label_widest_mm: float
    label_size_pt: Mapping[str, float]
    label_grey: float
    code_diameter_mm: float
    code_bubbles: tuple[tuple[Point, ...], ...]
    code_boxes: tuple[Box, ...]
    qr_modules: int
    qr_quiet_modules: int
    qr_boxes: tuple[Box, ...]
    ruler_start: Point
    ruler_length_mm: float

    @property
    def row_count(self) -> int:
        """How many rows a page holds."""
        return len(self.bubbles)

    @property
    def option_count(self) -> int:
        """How many options a row can have."""
        return len(self.bubbles[0])

    @property
    def corner_marks(self) -> tuple[CornerMark, ...]:
        """The four marks, clockwise from the top left. Their ids tell the direction."""
        ids = self.mark_ids[self.direction]
        return tuple(
            CornerMark(number, centre, self.mark_bits[number])
            for number, centre in zip(ids, self.mark_centres, strict=True)
        )

    def bubble(self, row: int, option: int) -> Point:
        """The centre of the bubble of an option (from 0) in a row of the page (from 0)."""
        return self.bubbles[row][option]

    def paper(self, name: str) -> Paper:
        """The paper of this name. Raises `UsageError` if the geometry does not know it."""
        if name not in self.papers:
            raise UsageError(f'there is no paper "{name}" for answer sheets', f"one of: {', '.join(self.papers)}")
        return self.papers[name]

    def mark_box(self, mark: CornerMark) -> Box:
        """The black square of a corner mark."""
        return Box(*mark.centre, self.mark_size_mm, self.mark_size_mm)

    def quiet_box(self, qr: Box) -> Box:
        """A QR code with the white it needs around it."""
        return qr.grown(self.qr_quiet_modules * qr.width_mm / self.qr_modules)

    def mirrored(self) -> SheetGeometry:
        """The same sheet for the other direction; the corner and timing marks stay where they are."""

        def point(one: Point) -> Point:
            return self._across(one[0]), one[1]

        def points(many: tuple[tuple[Point, ...], ...]) -> tuple[tuple[Point, ...], ...]:
            return tuple(tuple(map(point, row)) for row in many)

        def boxes(many: tuple[Box, ...]) -> tuple[Box, ...]:
            return tuple(replace(one, x_mm=self._across(one.x_mm)) for one in many)

        start_x, start_y = self.ruler_start
        return replace(
            self,
            direction="ltr" if self.direction == "rtl" else "rtl",
            bubbles=points(self.bubbles),
            numbers=tuple(map(point, self.numbers)),
            headings=points(self.headings),
            code_bubbles=points(self.code_bubbles),
            code_boxes=boxes(self.code_boxes),
            qr_boxes=boxes(self.qr_boxes),
            ruler_start=(self._across(start_x + self.ruler_length_mm), start_y),
        )

    def _across(self, x_mm: float) -> float:
        return round(self.width_mm - x_mm, 3)  # thousandths, so that twice mirrored is the same number


def read_geometry_text(name: str) -> str:
    """The frozen file of a geometry, as it also goes into the record of printed sheets.

    Raises `UsageError` if there is no such geometry, `GeometryError` if its file was changed.
    """
    if name not in FROZEN:
        raise UsageError(f'there is no sheet geometry "{name}"', f"one of: {', '.join(FROZEN)}")
    # read_text makes every line end a "\n", so that the hash is the same on every system
    text = (files("briefgen.compose") / "geometries" / f"{name}.json").read_text(encoding="utf-8")
    check_frozen(name, text)
    return text


def check_frozen(name: str, text: str) -> None:
    """Raise `GeometryError` unless `text` is the geometry `name` as it was frozen."""
    if hashlib.sha256(text.encode()).hexdigest() != FROZEN[name]:
        raise GeometryError(
            f"the sheet geometry {name} was changed: sheets already printed would be read wrongly",
            f"restore geometries/{name}.json; a new geometry needs a new name and its own mark ids",
        )


@cache
def load_geometry(name: str = "A1", direction: Direction = "ltr") -> SheetGeometry:
    """The geometry of this name for one direction.

    Raises `UsageError` if there is none, `GeometryError` if its file is not the frozen one.
    """
    if direction == "rtl":
        return load_geometry(name).mirrored()
    return _from_data(json.loads(read_geometry_text(name)), FROZEN[name])


def _from_data(data: dict[str, Any], sha256: str) -> SheetGeometry:
    marks, timing, bubbles = data["corner_marks"], data["timing_marks"], data["bubbles"]
    labels, code, codes = data["labels"], data["code_grid"], data["qr_codes"]
    return SheetGeometry(
        name=data["name"],
        direction="ltr",
        sha256=sha256,
        width_mm=data["frame"][0],
        height_mm=data["frame"][1],
        papers={name: _paper(one) for name, one in data["papers"].items()},
        mark_size_mm=marks["size"],
        mark_module_mm=marks["module"],
        mark_white_mm=marks["white"],
        mark_ids={name: tuple(ids) for name, ids in marks["ids"].items()},
        mark_centres=tuple(map(_point, marks["centres"])),
        mark_bits=tuple(tuple(tuple(bit == "1" for bit in row) for row in rows) for rows in marks["bits"]),
        timing_white_mm=timing["white"],
        timing_marks=tuple(Box(*one) for one in timing["bars"]),
        bubble_diameter_mm=bubbles["diameter"],
        bubble_line_mm=bubbles["line"],
        columns=bubbles["columns"],
        rows_per_column=bubbles["rows_per_column"],
        rows_per_block=bubbles["rows_per_block"],
        bubbles=tuple(tuple(map(_point, row)) for row in bubbles["centres"]),
        numbers=tuple(map(_point, data["numbers"]["centres"])),
        headings=tuple(tuple(map(_point, row)) for row in data["headings"]["centres"]),
        label_gap_mm=labels["gap"],
        label_widest_mm=labels["widest"],
        label_size_pt={"latin": labels["latin_pt"], "arabic": labels["arabic_pt"]},
        label_grey=labels["grey"],
        code_diameter_mm=code["diameter"],
        code_bubbles=tuple(tuple(map(_point, row)) for row in code["centres"]),
        code_boxes=tuple(Box(*one) for one in code["boxes"]),
        qr_modules=codes["modules"],
        qr_quiet_modules=codes["quiet_modules"],
        qr_boxes=tuple(Box(*one) for one in codes["boxes"]),
        ruler_start=_point(data["ruler"]["start"]),
        ruler_length_mm=data["ruler"]["length"],
    )


def _paper(data: dict[str, list[float]]) -> Paper:
    width, height = data["size"]
    return Paper(width, height, _point(data["offset"]))


def _point(pair: list[float]) -> Point:
    return pair[0], pair[1]
