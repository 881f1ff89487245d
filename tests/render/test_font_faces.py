from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from briefgen.render.font_faces import make_static
from tests.fonts import NASKH, PLEX, WIDER, collection, packed, shipped, variable, with_cubic_outlines


def opened(data: bytes) -> TTFont:
    return TTFont(BytesIO(data))


def width_of(font: TTFont, letter: str) -> int:
    return int(font["hmtx"][font.getBestCmap()[ord(letter)]][0])


def test_a_variable_font_is_drawn_at_the_weight_that_is_asked_for() -> None:
    regular, bold = (opened(make_static(variable(NASKH), weight)) for weight in (400, 700))
    assert "fvar" not in bold
    assert (regular["OS/2"].usWeightClass, bold["OS/2"].usWeightClass) == (400, 700)
    assert width_of(bold, "س") == pytest.approx(width_of(regular, "س") * (1 + WIDER), abs=1)


def test_a_variable_font_without_the_weight_is_drawn_at_the_nearest_it_has() -> None:
    assert opened(make_static(variable(NASKH), 900))["OS/2"].usWeightClass == 700


def test_a_static_font_stays_as_it_is() -> None:
    for data in (shipped(NASKH), with_cubic_outlines(NASKH), packed(PLEX, "woff2")):
        assert make_static(data, 700) == data


def test_of_a_collection_the_first_font_is_taken() -> None:
    font = opened(make_static(collection(PLEX, NASKH), 400))
    assert font["name"].getDebugName(1) == "IBM Plex Sans Arabic"
