import re

from briefgen.render.clusters import (
    HAIR,
    NON_JOINER,
    NOTHING,
    RIGHT_TO_LEFT_MARK,
    SPACE_AFTER_SIGN,
    SPACE_BEFORE_LATIN,
    Code,
    CodeBook,
    Glyph,
    Part,
    Run,
    write_line,
)

WIDTHS = {1: 500, 2: 300, 3: 0, 4: 200, 5: 250}
"""Widths of some glyphs: letters 1 and 2, a mark or dots 3, a digit 4, a bracket 5."""


def run_of(*glyphs: Glyph, length: float = 0.0) -> Run:
    return Run(CodeBook(1000), WIDTHS, list(glyphs), length or max(one.x for one in glyphs) + 500)


def codes_of(run: Run) -> list[Code]:
    """The codes of a run, in the order in which they are written."""
    (shown,) = write_line([run])
    digits = "".join(re.findall("<([0-9a-f]+)>", shown))
    codes = run.book.codes()
    return [codes[int(digits[start : start + 4], 16) - 1] for start in range(0, len(digits), 4)]


def texts_of(run: Run) -> list[str]:
    return [code.text for code in codes_of(run)]


def test_letters_of_one_skeleton_have_codes_of_their_own() -> None:
    codes = codes_of(run_of(Glyph(1, 0, 0, "ت"), Glyph(1, 500, 0, "ب")))
    assert [code.text for code in codes] == ["ت", "ب"]
    assert codes[0].parts == codes[1].parts == (Part(1, 0, 0),)


def test_the_dots_of_a_letter_are_drawn_with_it_and_have_no_code() -> None:
    assert codes_of(run_of(Glyph(3, 100, 80.0, "ب"), Glyph(1, 0, 0, ""))) == [
        Code(500, (Part(1, 0, 0), Part(3, 100, 80)), "ب")
    ]


def test_a_mark_that_comes_alone_goes_to_the_letter_on_its_right_and_comes_after_it() -> None:
    codes = codes_of(run_of(Glyph(3, 10, 90.0, "\u0651"), Glyph(1, 0, 0, "ب"), Glyph(2, 500, 0, "ا")))
    assert [(code.text, code.advance, len(code.parts)) for code in codes][-2:] == [("ب", 498, 2), ("ا", 300, 1)]
    assert [code.text for code in codes[:2]] == [SPACE_AFTER_SIGN, "\u0651"]


def test_a_ligature_is_a_code_for_each_letter_that_together_take_its_room() -> None:
    codes = codes_of(run_of(Glyph(1, 0, 0, "لا")))
    assert codes == [Code(250, (), "ا"), Code(250, (Part(1, -250, 0),), "ل")]


def test_letters_of_a_word_leave_no_gap_and_words_do() -> None:
    codes = codes_of(run_of(Glyph(1, 0, 0, "ب"), Glyph(2, 620, 0, "ا"), Glyph(5, 1000, 0, " "), Glyph(1, 1250, 0, "ب")))
    assert [code.advance for code in codes] == [620, 300, 250, 500]


def test_what_stands_between_two_letters_without_a_picture_keeps_them_unjoined() -> None:
    run = run_of(Glyph(1, 0, 0, "ب"), Glyph(NOTHING, 500, 0, ""), Glyph(2, 500, 0, "ی"))
    assert texts_of(run) == ["ب", NON_JOINER, "ی"]
    assert codes_of(run)[1].advance == HAIR


def test_what_has_no_picture_beside_a_space_is_left_out() -> None:
    assert texts_of(run_of(Glyph(5, 0, 0, " "), Glyph(NOTHING, 250, 0, ""), Glyph(2, 250, 0, "ی"))) == [" ", "ی"]


def test_a_sign_at_the_end_of_a_line_is_held_to_its_word() -> None:
    assert texts_of(run_of(Glyph(2, 0, 0, "اً")))[0] == SPACE_AFTER_SIGN
    assert texts_of(run_of(Glyph(2, 0, 0, "اً"), Glyph(1, 300, 0, "ب")))[0] == SPACE_AFTER_SIGN
    after = (Glyph(1, 0, 0, "ب"), Glyph(5, 500, 0, " "), Glyph(2, 750, 0, "اً"))
    assert texts_of(run_of(*after))[0] == "ب"


def test_a_sign_before_punctuation_is_held_to_its_word_without_a_space() -> None:
    line = (Glyph(3, 0, 0, "."), Glyph(2, 250, 0, "اً"))
    assert texts_of(run_of(*line)) == [".", RIGHT_TO_LEFT_MARK, "\u064b", "ا"]


def test_a_space_after_a_sign_does_not_begin_with_a_space_since_readers_skip_those() -> None:
    line = (Glyph(1, 0, 0, "ب"), Glyph(5, 500, 0, " "), Glyph(2, 750, 0, "اً"), Glyph(5, 1050, 0, " "))
    assert texts_of(run_of(*line, Glyph(1, 1300, 0, "ب"))) == ["ب", SPACE_AFTER_SIGN, "\u064b", "ا", " ", "ب"]


def test_brackets_and_commas_stay_on_their_side_of_a_number() -> None:
    line = (Glyph(5, 0, 0, ")"), Glyph(4, 250, 0, "7"), Glyph(5, 450, 0, "("), Glyph(1, 700, 0, "ب"))
    assert texts_of(run_of(*line)) == [")", RIGHT_TO_LEFT_MARK, "7", RIGHT_TO_LEFT_MARK, "(", "ب"]


def test_latin_text_is_one_code_a_glyph_in_the_order_of_reading() -> None:
    run = run_of(Glyph(1, 0, 0, "f"), Glyph(2, 480, 0, "fi"))
    assert codes_of(run) == [Code(500, (Part(1, 0, 0),), "f"), Code(300, (Part(2, 0, 0),), "fi")]
    assert next(write_line([run_of(Glyph(1, 0, 0, "f"), Glyph(2, 480, 0, "i"), length=780)])) == "<0001>20<0002>"


def test_the_next_run_begins_where_it_did() -> None:
    assert next(write_line([run_of(Glyph(1, 0, 0, "f"), length=540)])) == "<0001>-40"


def test_the_same_letter_has_the_same_code_again() -> None:
    run = run_of(Glyph(1, 0, 0, "ب"), Glyph(5, 500, 0, " "), Glyph(1, 750, 0, "ب"))
    first, _, last = codes_of(run)
    assert first == last
    assert len(run.book.codes()) == 2


def test_a_line_that_is_parted_begins_with_a_space_that_readers_do_not_overlook() -> None:
    arabic = run_of(Glyph(1, 0, 0, "ب"), Glyph(2, 500, 0, "ا"))
    assert next(write_line([arabic], "rtl")).endswith("<0001>")
    assert arabic.book.codes()[0] == Code(HAIR, (), SPACE_AFTER_SIGN)
    latin = run_of(Glyph(1, 0, 0, "f"), length=500)
    assert next(write_line([latin], "ltr")) == "<0001><0002>"
    assert latin.book.codes()[0] == Code(HAIR, (), SPACE_BEFORE_LATIN)


def test_where_a_parted_line_has_a_space_in_front_that_one_is_taken() -> None:
    run = run_of(Glyph(1, 0, 0, "ب"), Glyph(5, 500, 0, " "), length=750)
    assert next(write_line([run], "rtl")) == "<00010002>"
    assert [code.text for code in run.book.codes()] == ["ب", SPACE_AFTER_SIGN]
