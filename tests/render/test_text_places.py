import pytest

from briefgen.render.text_places import TextPlace, place_of

SIZE = 10.0


def text(drawn: str, left: float, right: float, baseline: float = 100.0) -> TextPlace:
    """The place of a text whose characters are given from left to right."""
    return place_of(list(drawn), baseline, left, right, SIZE)


RIGHT = text("ةملك", 60, 100)
"""A word that ends at its left end."""


@pytest.mark.parametrize(
    ("after", "runs_into"),
    [
        (text("ىرخأ", 10, 50), True),
        (text(" ىرخأ", 10, 60), False),
        (text("ىرخأ ", 10, 60), True),
        (text("ىرخأ", 10, 60), False),
        (text("ىرخأ", 10, 50, baseline=80), False),
        (text("ىرخأ", 10, 50, baseline=97), True),
        (text("ىرخأ", 110, 150), False),
        (text("word", 10, 50), False),
        (text(".ىرخأ", 10, 50), True),
        (text("ىرخأ.", 10, 50), False),
    ],
    ids=[
        "after a gap",
        "touching it, a space at its own end",
        "touching it, after a space",
        "touching it",
        "on the next line",
        "a little raised",
        "right of it",
        "in other letters",
        "with a full stop at its end",
        "after a full stop",
    ],
)
def test_a_text_left_of_the_one_before_it_would_be_read_as_going_on_in_its_word(
    after: TextPlace, runs_into: bool
) -> None:
    assert RIGHT.runs_into(after) is runs_into


def test_a_space_at_the_end_of_the_text_before_parts_them_for_the_eye_only() -> None:
    assert text(" ةملك", 60, 100).runs_into(text("ىرخأ", 10, 60))


def test_columns_from_left_to_right_are_parted_where_the_first_one_stands_on_the_right() -> None:
    assert text("Module", 60, 100).runs_into(text("17", 10, 50))
    assert not text("17", 10, 50).runs_into(text("Module", 60, 100))


@pytest.mark.parametrize(
    ("drawn", "rtl"), [("ةملك", True), ("word", False), ("2020", False), ("OTAN ةملك عم", True), ("", False)]
)
def test_a_text_runs_as_most_of_its_letters_do(drawn: str, rtl: bool) -> None:
    assert text(drawn, 0, 10).rtl is rtl


def test_signs_belong_to_the_letters_of_their_word() -> None:
    assert text("\u064bادغ", 0, 10).last == "arabic"
