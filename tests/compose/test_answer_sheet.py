"""What goes on an answer sheet: rows, pages, ids, and what the QR codes say."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.compose.answer_sheet import (
    BASE_36,
    CROCKFORD,
    QR_LENGTH,
    TEXT_KEYS,
    AnswerSheet,
    KeyedSheet,
    Row,
    SheetCode,
    SheetCodeError,
    add_check,
    parse_qr_content,
    sheet_id_for,
)
from briefgen.errors import ExitCode, UsageError

ids = st.text(CROCKFORD, min_size=8, max_size=8)
contents = st.builds("A1{}{}{}".format, st.sampled_from("LR"), ids, st.sampled_from(BASE_36[1:])).map(add_check)


def sheet(count: int = 40, languages: tuple[str, ...] = ("ar", "en"), **changes: object) -> AnswerSheet:
    texts = dict.fromkeys(TEXT_KEYS, ("x",) * len(languages))
    rows = tuple(Row(str(number)) for number in range(1, count + 1))
    fields: dict[str, object] = {"sheet_id": "7K3QX9F2", "languages": languages, "rows": rows, "texts": texts}
    return AnswerSheet(**{**fields, **changes})  # type: ignore[arg-type]


@given(ids, st.sampled_from(["ar", "en"]), st.integers(1, 35))
def test_a_qr_code_says_which_sheet_and_page_it_is(sheet_id: str, language: str, page: int) -> None:
    one = sheet(35 * 60, (language,), sheet_id=sheet_id)
    content = one.qr_content(page)
    assert len(content) == QR_LENGTH
    assert set(content) <= set(BASE_36)
    assert parse_qr_content(content) == SheetCode("A1", one.direction, sheet_id, page)


@given(contents, st.integers(0, 13), st.sampled_from(BASE_36))
def test_one_wrong_character_is_noticed(content: str, at: int, wrong: str) -> None:
    corrupt = content[:at] + wrong + content[at + 1 :]
    if corrupt != content:
        with pytest.raises(SheetCodeError):
            parse_qr_content(corrupt)


@given(contents, st.integers(0, 12))
def test_two_swapped_neighbours_are_noticed(content: str, at: int) -> None:
    swapped = content[:at] + content[at + 1] + content[at] + content[at + 2 :]
    if swapped != content:
        with pytest.raises(SheetCodeError):
            parse_qr_content(swapped)


@given(st.text(max_size=20))
def test_any_other_text_is_not_taken_for_a_sheet(text: str) -> None:
    with pytest.raises(SheetCodeError) as caught:
        parse_qr_content(text)
    assert caught.value.exit_code is ExitCode.SCAN


@pytest.mark.parametrize("text", ["", "a1r7k3qx9f21aa", " A1R7K3QX9F2100", "A1R7K3QX9F2100\n", "https://example.org"])
def test_a_text_near_a_qr_content_is_refused(text: str) -> None:
    with pytest.raises(SheetCodeError):
        parse_qr_content(text)


def test_the_check_is_that_of_iso_7064_mod_1271_36() -> None:
    assert add_check("ISO79") == "ISO793W"  # the standard's own example


@given(st.text())
def test_a_seed_always_gives_the_same_id(seed: str) -> None:
    assert sheet_id_for(seed) == sheet_id_for(seed)
    assert len(sheet_id_for(seed)) == 8
    assert set(sheet_id_for(seed)) <= set(CROCKFORD)


def test_ids_stay_the_same_from_release_to_release_and_differ_by_seed() -> None:
    assert sheet_id_for("x") == "5NRHCGNQ"
    assert len({sheet_id_for(str(number)) for number in range(2000)}) == 2000


def test_the_leading_language_decides_direction_and_mark_ids() -> None:
    assert sheet(languages=("ar", "en")).direction == "rtl"
    assert sheet(languages=("en", "ar")).direction == "ltr"
    assert [one.id for one in sheet(languages=("ar",)).geometry.corner_marks] == [4, 5, 6, 7]


def test_letters_are_those_of_the_languages() -> None:
    assert sheet(languages=("ar",)).scripts == ("arabic",)
    assert sheet(languages=("fr",)).scripts == ("latin",)
    assert sheet(languages=("ar", "en")).scripts == ("latin", "arabic")
    assert Row("1", 6).letters("arabic") == ("أ", "ب", "ج", "د", "هـ", "و")
    assert Row("1", 3).letters("latin") == ("A", "B", "C")
    assert Row("1", 2, true_false=True).letters("arabic") == ("ص", "خ")
    assert Row("1", 2, true_false=True).letters("latin") == ("T", "F")


@pytest.mark.parametrize(("count", "sizes"), [(1, [1]), (60, [60]), (61, [60, 1]), (120, [60, 60]), (121, [60, 60, 1])])
def test_rows_fill_page_after_page(count: int, sizes: list[int]) -> None:
    pages = sheet(count).pages
    assert [len(one.rows) for one in pages] == sizes
    assert [one.number for one in pages] == list(range(1, len(sizes) + 1))
    assert [row for page in pages for row in page.rows] == list(sheet(count).rows)


@pytest.mark.parametrize(("options", "true_false"), [(1, False), (7, False), (3, True)])
def test_a_row_with_too_few_or_too_many_options_is_refused(options: int, true_false: bool) -> None:
    with pytest.raises(UsageError, match="row 9"):
        Row("9", options, true_false)


@pytest.mark.parametrize(
    "changes",
    [
        {"sheet_id": "7K3QX9FU"},
        {"sheet_id": "7K3QX9F"},
        {"rows": ()},
        {"rows": (Row("1"),) * 2101},
        {"paper": "a5"},
        {"texts": {"title": ("x", "x")}},
        {"languages": ("ar", "en", "fr")},
        {"geometry_name": "A9"},
    ],
    ids=str,
)
def test_a_sheet_that_cannot_be_printed_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        sheet(**changes)  # type: ignore[arg-type]


def test_a_page_that_is_not_there_has_no_qr_code() -> None:
    with pytest.raises(UsageError, match="page 2"):
        sheet(60).qr_content(2)


def test_the_qr_content_does_not_depend_on_words_or_rows() -> None:
    assert sheet(5).qr_content(1) == sheet(60, texts=dict.fromkeys(TEXT_KEYS, ("y", "z"))).qr_content(1)


def test_a_key_is_dealt_to_the_pages() -> None:
    key = tuple(frozenset({number % 4}) for number in range(75))
    (first, first_key), (second, second_key) = KeyedSheet(sheet(75), key).pages
    assert (len(first.rows), len(second.rows)) == (60, 15)
    assert first_key + second_key == key


@pytest.mark.parametrize("key", [(), (frozenset({0}),) * 4, (frozenset({4}),) * 5, (frozenset({-1}),) * 5])
def test_a_key_that_does_not_fit_the_rows_is_refused(key: tuple[frozenset[int], ...]) -> None:
    with pytest.raises(UsageError):
        KeyedSheet(sheet(5), key)


def test_sheets_pass_between_processes() -> None:
    one = KeyedSheet(sheet(5), (frozenset({0}),) * 5)
    assert pickle.loads(pickle.dumps(one)) == one
