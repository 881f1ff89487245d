"""The laws of a sheet's geometry, and that the frozen one stays as it is."""

from __future__ import annotations

import json
import math
from itertools import combinations, product
from pathlib import Path

import pytest

from briefgen.compose import sheet_geometry
from briefgen.compose.sheet_geometry import (
    FROZEN,
    Box,
    Direction,
    GeometryError,
    Point,
    SheetGeometry,
    check_frozen,
    load_geometry,
    read_geometry_text,
)
from briefgen.errors import UsageError

DIRECTIONS: tuple[Direction, ...] = ("ltr", "rtl")
BOTH = pytest.mark.parametrize("geometry", [load_geometry("A1", one) for one in DIRECTIONS], ids=DIRECTIONS)


def circles(geometry: SheetGeometry) -> list[Point]:
    return [one for row in (*geometry.bubbles, *geometry.code_bubbles) for one in row]


def gap(one: Box, other: Box) -> float:
    """How far two boxes are apart; negative if they overlap."""
    across = abs(one.x_mm - other.x_mm) - (one.width_mm + other.width_mm) / 2
    down = abs(one.y_mm - other.y_mm) - (one.height_mm + other.height_mm) / 2
    return max(across, down)


def test_a1_is_the_file_that_was_frozen() -> None:
    assert FROZEN["A1"] == "5b2c3748d1e9bd7e0cc9c45e981b2eba66b15429d55099bec3a4a746de0b1459"
    assert load_geometry("A1").sha256 == FROZEN["A1"]
    assert json.loads(read_geometry_text("A1"))["name"] == "A1"


def test_an_edited_geometry_is_refused() -> None:
    text = read_geometry_text("A1")
    with pytest.raises(GeometryError, match="A1 was changed"):
        check_frozen("A1", text.replace("17.5", "17.6", 1))


def test_the_frozen_file_has_the_same_hash_with_the_line_ends_of_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = read_geometry_text("A1")
    (tmp_path / "geometries").mkdir()
    (tmp_path / "geometries" / "A1.json").write_bytes(text.replace("\n", "\r\n").encode())
    monkeypatch.setattr(sheet_geometry, "files", lambda package: tmp_path)
    assert read_geometry_text("A1") == text


def test_a_geometry_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match='"A9"'):
        load_geometry("A9")


def test_a_paper_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match='"a5"'):
        load_geometry().paper("a5")


def test_bubbles_stand_where_the_trial_had_them() -> None:
    geometry = load_geometry()
    assert (geometry.width_mm, geometry.height_mm) == (184, 252)
    for at, option in product(range(60), range(6)):
        column, row = divmod(at, 20)
        x, y = geometry.bubble(at, option)
        assert x == pytest.approx(17.5 + 57 * column + 7.4 * option)
        assert y == pytest.approx(52.5 + 8.4 * row + 3.4 * (row // 5))
    for digit, value in product(range(4), range(10)):
        assert geometry.code_bubbles[digit][value] == pytest.approx((112 + 6.6 * value, 11.5 + 7.4 * digit))


def test_timing_marks_stand_where_the_trial_had_them() -> None:
    geometry = load_geometry()
    rows = {one[0][1] for one in (*geometry.bubbles, *geometry.code_bubbles)}
    beside = {(x, y, 3.0, 1.6) for x in (0, 184) for y in rows}
    below = {(round(184 * at / 9, 3), 252, 1.6, 3.0) for at in range(1, 9)}
    above = {(round(184 * at / 9, 3), 0, 1.6, 3.0) for at in (1, 2, 7, 8)}
    marks = {(one.x_mm, one.y_mm, one.width_mm, one.height_mm) for one in geometry.timing_marks}
    assert marks == beside | below | above
    assert len(geometry.timing_marks) == 60


def test_the_mirror_of_the_mirror_is_the_same_sheet() -> None:
    for direction in DIRECTIONS:
        geometry = load_geometry("A1", direction)
        assert geometry.mirrored().mirrored() == geometry
    assert load_geometry("A1", "ltr").mirrored() == load_geometry("A1", "rtl")


def test_right_to_left_mirrors_all_but_the_marks() -> None:
    ltr, rtl = load_geometry("A1", "ltr"), load_geometry("A1", "rtl")
    assert rtl.bubble(0, 0) == (166.5, 52.5)
    for (x, y), (across, same) in zip(circles(ltr), circles(rtl), strict=True):
        assert across == pytest.approx(184 - x)
        assert same == y
    assert rtl.timing_marks == ltr.timing_marks
    assert [one.centre for one in rtl.corner_marks] == [one.centre for one in ltr.corner_marks]


def test_the_ids_of_the_corner_marks_tell_the_direction() -> None:
    assert [one.id for one in load_geometry("A1", "ltr").corner_marks] == [0, 1, 2, 3]
    assert [one.id for one in load_geometry("A1", "rtl").corner_marks] == [4, 5, 6, 7]


def test_corner_marks_differ_in_at_least_five_modules_however_they_are_turned() -> None:
    marks = load_geometry().mark_bits
    assert len(marks) == 8
    for (at, one), (to, other) in product(enumerate(marks), repeat=2):
        turned = one
        for turn in range(4):
            differing = sum(a != b for a, b in zip(sum(turned, ()), sum(other, ()), strict=True))
            assert differing >= 5 or (at, turn) == (to, 0)
            turned = tuple(zip(*turned[::-1], strict=True))


@BOTH
def test_no_circle_touches_another_one(geometry: SheetGeometry) -> None:
    for one, other in combinations(circles(geometry), 2):
        assert math.dist(one, other) - geometry.bubble_diameter_mm - geometry.bubble_line_mm > 1.2


@BOTH
def test_no_circle_lies_in_the_white_of_a_mark_or_a_code(geometry: SheetGeometry) -> None:
    white = [
        *(geometry.mark_box(one).grown(geometry.mark_white_mm) for one in geometry.corner_marks),
        *(one.grown(geometry.timing_white_mm) for one in geometry.timing_marks),
        *map(geometry.quiet_box, geometry.qr_boxes),
    ]
    size = geometry.bubble_diameter_mm + geometry.bubble_line_mm
    for box, (x, y) in product(white, circles(geometry)):
        assert gap(box, Box(x, y, size, size)) > 0
    for box, written in product(white, geometry.code_boxes):
        assert gap(box, written) > 0


@BOTH
def test_marks_and_codes_keep_out_of_each_others_way(geometry: SheetGeometry) -> None:
    corners = [geometry.mark_box(one) for one in geometry.corner_marks]
    for corner, timing in product(corners, geometry.timing_marks):
        assert gap(corner.grown(geometry.mark_white_mm), timing) > 0
    for one, other in combinations(geometry.timing_marks, 2):
        assert gap(one.grown(geometry.timing_white_mm), other) > 0
    for code in geometry.qr_boxes:
        assert all(gap(geometry.quiet_box(code), one) > 0 for one in geometry.timing_marks)
        assert all(gap(code, one.grown(geometry.mark_white_mm)) > 0 for one in corners)


@pytest.mark.parametrize("name", ["a4", "letter"])
@BOTH
def test_the_frame_is_in_the_middle_of_the_paper_and_off_its_edges(geometry: SheetGeometry, name: str) -> None:
    paper = geometry.paper(name)
    left, top = paper.offset
    assert 2 * left + geometry.width_mm == pytest.approx(paper.width_mm)
    assert 2 * top + geometry.height_mm == pytest.approx(paper.height_mm)
    half = geometry.mark_size_mm / 2
    assert min(left, top) - half >= 7.9 - 1e-9
    for x, y in circles(geometry):
        assert min(left + x, paper.width_mm - left - x, top + y, paper.height_mm - top - y) > 10 + 2.6


@BOTH
def test_the_ruler_is_100_mm_and_clear_of_everything(geometry: SheetGeometry) -> None:
    (x, y), length = geometry.ruler_start, geometry.ruler_length_mm
    assert length == 100
    ruler = Box(x + length / 2, y - 1, length, 2.2)
    assert all(gap(ruler, geometry.quiet_box(one)) > 0 for one in geometry.qr_boxes)
    assert all(gap(ruler, Box(*one, 5.25, 5.25)) > 0 for one in circles(geometry))
