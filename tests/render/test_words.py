"""Words keep to the room they have."""

from __future__ import annotations

import pytest

from briefgen.errors import RenderingError
from briefgen.render.words import Piece, fit, line_width_mm
from tests.render.sheets import faces


def test_words_with_room_keep_their_size() -> None:
    pieces = [Piece("Answer sheet", faces().bold, 15), Piece("Form A", faces().regular, 11)]
    assert fit(pieces, 100) == pieces


def test_words_without_room_become_smaller_together() -> None:
    pieces = [Piece("Answer sheet", faces().bold, 15), Piece("Form A", faces().regular, 9)]
    room = line_width_mm(pieces) * 0.8
    title, form = fit(pieces, room)
    assert line_width_mm([title, form]) <= room
    assert 8 <= form.size_pt < 9
    assert 8 < title.size_pt < 15


def test_words_are_never_smaller_than_8_points() -> None:
    piece = Piece("Answer sheet", faces().bold, 15)
    assert fit([piece], piece.width_mm * 8.1 / 15)[0].size_pt >= 8
    with pytest.raises(RenderingError, match='"Answer sheet" is too long for its 10 mm'):
        fit([piece], 10)


def test_nothing_fits_anywhere() -> None:
    assert fit([], 10) == []
