import pytest

from briefgen.assemble.word_score import (
    ARABIC_WORD,
    ENGLISH_WORD,
    Score,
    Words,
    brackets_kept,
    neighbours_kept,
    normalise,
    score,
    unmarked,
)
from tests.corpus import INSTITUTIONS, NEIGHBOURS, VOCALISED

RIGHT_TO_LEFT_MARK, LEFT_TO_RIGHT_EMBEDDING, POP, NON_JOINER = "\u200f", "\u202a", "\u202c", "\u200c"
BRACKETED = "شارك (IOM) في [العدد 48، الملحق «ج»] والحوار."
"""Three phrases in brackets, one inside another."""


def scored(source: str, found: str) -> Score:
    return score(Words.of(source), Words.of(found, source))


def test_presentation_forms_are_read_as_the_letters_they_stand_for() -> None:
    assert normalise("\ufefb") == "لا"
    assert scored("لا", "\ufefb").arabic == 1


def test_signs_of_direction_joining_and_lengthening_are_not_part_of_a_word() -> None:
    assert normalise(f"نـــص{RIGHT_TO_LEFT_MARK} می{NON_JOINER}خواهم") == "نص میخواهم"


def test_without_its_signs_a_word_has_its_letters_only() -> None:
    assert unmarked("أَوَّلًا") == "أولا"


def test_a_word_counts_as_often_as_it_occurs() -> None:
    assert scored("نص نص نص نص", "نص").arabic == 0.25
    assert scored("نص", "نص نص").spurious == 0


def test_a_word_with_a_letter_of_another_is_missing_and_what_is_found_instead_is_spurious() -> None:
    found = scored("بيت كبير", "تيت كبير")
    assert (found.arabic, found.spurious, found.missing) == (0.5, 1, ("بيت",))


def test_a_word_that_is_cut_is_missing_and_its_pieces_are_spurious() -> None:
    found = scored("مكتبة", "مك تبة")
    assert (found.arabic, found.spurious) == (0, 2)


def test_a_word_turned_around_is_not_found() -> None:
    assert scored("الأول", "األول").arabic == 0


@pytest.mark.parametrize("found", ["أولا", "أولا ً", "أوًلا", "ً أولا"])
def test_a_word_whose_sign_is_lost_or_moved_is_whole_without_signs_only(found: str) -> None:
    assert scored("أولاً", found).marked == 0
    assert scored("أولاً", "أولاً").marked == 1


def test_signs_at_the_wrong_place_cut_no_word_that_is_searched_without_them() -> None:
    assert scored("أولاً ثم", "أولا ًثم").arabic == 1


def test_words_without_signs_do_not_count_among_those_with_signs() -> None:
    assert set(Words.of("قال أولاً ثمّ مضى").marked) == {"أولاً", "ثمّ"}


def test_latin_words_and_numbers_of_all_digits_count_together() -> None:
    assert set(Words.of("NATO, 1,280 و٢٠١٩/٢٠٢٠ و۱۴۰۲ at 09:30").latin) == {
        "nato",
        "1,280",
        "٢٠١٩/٢٠٢٠",
        "۱۴۰۲",
        "at",
        "09:30",
    }


def test_a_number_with_its_digits_in_another_order_is_not_found() -> None:
    assert scored("2019", "9102").latin == 0


def test_numbers_that_a_reader_embeds_in_another_direction_are_two_numbers() -> None:
    found = f"12{POP}{LEFT_TO_RIGHT_EMBEDDING}34"
    assert scored("12 34", found).latin == 1
    assert set(Words.of("1234").latin) == {"1234"}


def test_a_compound_that_a_reader_joins_at_a_line_end_is_taken_apart_only_if_the_source_has_it() -> None:
    assert scored("a well-known plan", "a wellknown plan").latin == 1
    assert scored("a well known plan", "a wellknown plan").latin == 0.5


@pytest.mark.parametrize("code", ["\ufffd", "\ue000", "\U000f0000"])
def test_lost_characters_and_private_codes_are_counted(code: str) -> None:
    assert scored("نص", f"نص {code}").faulty == 1
    assert scored("نص", "نص").faulty == 0


def test_of_a_text_without_words_nothing_is_missing() -> None:
    assert scored("", "") == Score(1, 1, 1, 0, 0, ())


def test_neighbours_are_kept_in_their_order_only() -> None:
    assert neighbours_kept("one two three", "one two\nthree", ENGLISH_WORD) == 1
    assert neighbours_kept("one two three", "three two one", ENGLISH_WORD) == 0
    assert neighbours_kept("one two three", "one two four three", ENGLISH_WORD) == 0.5
    assert neighbours_kept("من هنا إلى هناك", "إلى هناك من هنا", ARABIC_WORD) == pytest.approx(2 / 3)


def test_words_of_two_lines_of_the_source_are_no_neighbours() -> None:
    assert neighbours_kept("one two\nthree four", "three four one two", ENGLISH_WORD) == 1


def test_brackets_are_kept_where_a_phrase_stands_in_both_as_they_are_written() -> None:
    assert brackets_kept(BRACKETED, BRACKETED) == 1
    assert brackets_kept(BRACKETED, "") == 0
    assert brackets_kept("no bracket", "") == 1


@pytest.mark.parametrize("found", [")IOM(", "IOM)(", "(IOM(", "IOM", "(IMO)", "( I OM )"])
def test_a_phrase_is_lost_with_a_bracket_that_faces_the_other_way_or_stands_elsewhere(found: str) -> None:
    assert brackets_kept("(IOM)", found) == 0


def test_each_kind_of_bracket_counts() -> None:
    assert brackets_kept(BRACKETED, BRACKETED.replace("(IOM)", ")IOM(")) == pytest.approx(2 / 3)
    assert brackets_kept(BRACKETED, BRACKETED.translate({ord("["): "]", ord("]"): "["})) == pytest.approx(2 / 3)
    inner_and_outer = BRACKETED.translate({ord("«"): "»", ord("»"): "«"})
    assert brackets_kept(BRACKETED, inner_and_outer) == pytest.approx(1 / 3)


def test_line_breaks_signs_and_spaces_beside_brackets_do_not_lose_a_phrase() -> None:
    assert brackets_kept("قال («أهلًا وسهلًا» لهم) ثم", "قال (\r\n« أهلا\nوسهلا » لهم ) ثم") == 1


def test_a_phrase_that_occurs_twice_must_be_found_twice() -> None:
    assert brackets_kept("(أ) و (أ)", "(أ) و )أ(") == 0.5


def test_the_corpus_has_brackets_of_each_kind_and_words_with_signs_that_tell_its_texts_apart() -> None:
    corpus = f"{INSTITUTIONS}\n{VOCALISED}\n{NEIGHBOURS}"
    assert {kind for kind in "()[]«»" if kind in corpus} == set("()[]«»")
    modern, vocalised = Words.of(INSTITUTIONS).marked, Words.of(VOCALISED).marked
    assert modern.total() >= 50
    assert vocalised.total() >= 30
    assert set(modern).isdisjoint(vocalised)
