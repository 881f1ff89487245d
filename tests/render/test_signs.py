import pytest

from briefgen.render.shaping import Face
from briefgen.render.signs import Signs
from tests.render.sheets import faces

SHADDA, FATHA, KASRA = "\u0651", "\u064e", "\u0650"
SEEN = faces().regular
SIGNS: Signs = SEEN.font.signs


def ink_height(face: Face, character: str) -> tuple[int, int]:
    """Where a character of a font begins and ends, from the base line up."""
    outlines = face.font.outlines
    glyph = outlines["glyf"][outlines.getBestCmap()[ord(character)]]
    return glyph.yMin, glyph.yMax


@pytest.mark.parametrize("letter", ["\ufeb4", "\ufe97", "\ufecb", "و"])
def test_a_shadda_stands_above_its_letter_and_a_kasra_below(letter: str) -> None:
    bottom, top = ink_height(SEEN, letter)
    placed = SIGNS.place(letter, SHADDA)
    assert placed is not None
    assert ink_height(SEEN, SHADDA)[0] + placed[0][1] > top
    below = SIGNS.place(letter, KASRA)
    assert below is not None
    assert ink_height(SEEN, KASRA)[1] + below[0][1] < max(bottom, 0)


def test_a_vowel_stands_on_the_shadda_in_whatever_order_they_are_written() -> None:
    for signs in (SHADDA + FATHA, FATHA + SHADDA):
        placed = SIGNS.place("\ufeb4", signs)
        assert placed is not None
        heights = {
            sign: (ink_height(SEEN, sign)[0] + dy, ink_height(SEEN, sign)[1] + dy)
            for sign, (_, dy) in zip(signs, placed, strict=True)
        }
        assert sum(heights[SHADDA]) / 2 < heights[FATHA][0]  # it may reach between the teeth of the shadda
        assert heights[SHADDA][1] < heights[FATHA][1]


def test_what_the_font_does_not_anchor_has_no_place() -> None:
    assert SIGNS.place("A", SHADDA) is None
    assert SIGNS.place(" ", SHADDA) is None
    assert SIGNS.place("漢", SHADDA) is None
