from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.diagnostics import Diagnostic, Problems
from briefgen.model.characters import CODES, describe_character
from briefgen.model.nodes import Mapping, to_data
from briefgen.model.strict_yaml import compose_yaml

SHOWN = Path("lessons.yaml")

EXAMPLES = [
    ("title: \u200fنص\n", "bidi-control", "1:8", "U+200F RIGHT-TO-LEFT MARK"),
    ("title: نص\u061c\n", "bidi-control", "1:10", "U+061C ARABIC LETTER MARK"),
    ("title: a\u202eb\u202c\n", "bidi-control", "1:9", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ("title: a\u2066b\n", "bidi-control", "1:9", "U+2066 LEFT-TO-RIGHT ISOLATE"),
    ("title: كتـاب\n", "tatweel", "1:10", "U+0640 ARABIC TATWEEL"),
    ("title: هـذا\n", "tatweel", "1:9", "U+0640 ARABIC TATWEEL"),
    ("title: \ufefb\n", "presentation-form", "1:8", "U+FEFB ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM"),
    ("title: \ufb50\n", "presentation-form", "1:8", "U+FB50 ARABIC LETTER ALEF WASLA ISOLATED FORM"),
    ("title: a\u200bb\n", "invisible-character", "1:9", "U+200B ZERO WIDTH SPACE"),
    ("title: a\u00adb\n", "invisible-character", "1:9", "U+00AD SOFT HYPHEN"),
    ("title: a\u0085b\n", "invisible-character", "1:9", "U+0085 NEXT LINE"),
    ("title: a\x07b\n", "invisible-character", "1:9", "U+0007"),
    ("title: a\ufeffb\n", "invisible-character", "1:9", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
    ("title: a\u2028b\n", "invisible-character", "1:9", "U+2028 LINE SEPARATOR"),
    ("title: a\ud800b\n", "invisible-character", "1:9", "U+D800"),
    ("title:\n\tar: x\n", "tab", "2:1", "tab"),
    ("title: a\tb\n", "tab", "1:9", "tab"),
    ("title:\n\u00a0\u00a0ar: x\n", "no-break-space", "2:1", "U+00A0 NO-BREAK SPACE"),
    ("title:\n  \u202far: x\n", "no-break-space", "2:3", "U+202F NARROW NO-BREAK SPACE"),
    ("title:\n\u2007ar: x\n", "no-break-space", "2:1", "U+2007 FIGURE SPACE"),
]


def compose(text: str) -> tuple[Mapping | None, tuple[Diagnostic, ...]]:
    problems = Problems()
    tree = compose_yaml(text, SHOWN, "iraq", problems)
    return tree, tuple(problems)


def problem_in(text: str) -> Diagnostic:
    _, (problem,) = compose(text)
    return problem


def place(problem: Diagnostic) -> str:
    return f"{problem.mark.line}:{problem.mark.column}"


@pytest.mark.parametrize(("text", "code", "where", "named"), EXAMPLES)
def test_c03_each_unwanted_character_is_named_at_its_place(text: str, code: str, where: str, named: str) -> None:
    problem = problem_in(text)
    assert (problem.code, place(problem)) == (code, where)
    assert named in problem.message
    assert problem.hint


def test_every_code_has_an_example() -> None:
    assert {code for _, code, _, _ in EXAMPLES} == set(CODES)


@pytest.mark.parametrize("text", ["عام 1445هـ", "هـ", "سنة 1445 هـ.", "می\u200cخواهم", "क\u094d\u200dष", "«نص»؛ نص؟"])
def test_c03_what_arabic_and_other_scripts_need_is_allowed(text: str) -> None:
    tree, problems = compose(f"title: {text}\n")
    assert problems == ()
    assert tree is not None
    assert to_data(tree) == {"title": text}


def test_a_key_is_checked_like_a_value() -> None:
    problem = problem_in("title:\n  a\u200fr: نص\n")
    assert (problem.code, place(problem)) == ("bidi-control", "2:4")


def test_a_character_in_a_block_is_reported_on_its_own_line() -> None:
    problem = problem_in("title:\n  ar: >-\n    سطر\n    كتـاب\n")
    assert (problem.code, place(problem)) == ("tatweel", "4:7")


def test_a_character_written_as_an_escape_is_reported_at_its_value() -> None:
    problem = problem_in('title: "a\\u200f"\n')
    assert (problem.code, place(problem)) == ("bidi-control", "1:8")


def test_the_stroke_of_the_abbreviation_does_not_hide_a_later_one() -> None:
    problem = problem_in("title: 1445هـ كتـاب\n")
    assert place(problem) == "1:17"


def test_many_of_a_kind_are_one_problem_with_their_number() -> None:
    problem = problem_in("title: \ufefb\ufefb\ufefb\n")
    assert "and 2 more" in problem.message


def test_c03_a_shaped_letter_is_shown_in_ordinary_letters() -> None:
    assert "write لا with ordinary letters" in problem_in("title: \ufefb\n").hint


def test_comments_may_have_any_visible_character() -> None:
    assert compose("# كتـاب\ttab\ntitle: x\n")[1] == ()


def test_a_file_indented_with_tabs_is_one_problem_and_reads_as_meant() -> None:
    tree, (problem,) = compose("title:\n\tar: x\n\ten:\n\t\ty\n")
    assert (problem.code, place(problem)) == ("tab", "2:1")
    assert "and so are 2 more" in problem.message
    assert tree is not None
    assert to_data(tree) == {"title": {"ar": "x", "en": "y"}}


def test_a_tab_inside_a_line_is_shown_as_a_space() -> None:
    assert problem_in("title:\tx\n").hint == "type a space instead:\n    title: x"


def test_a_file_that_reads_on_without_the_character_has_the_text() -> None:
    tree, problems = compose("a: b\x00c\n\ufeffd: e\u0085f\n")
    assert [place(one) for one in problems] == ["1:5", "2:1"]
    assert tree is not None
    assert to_data(tree) == {"a": "bc", "d": "e f"}


def test_next_line_characters_do_not_shift_the_lines_below() -> None:
    _, problems = compose("a: b\u0085c\nd: \u200be\n")
    assert [place(one) for one in problems] == ["1:5", "2:4"]


def test_characters_without_a_name_are_given_by_number() -> None:
    assert describe_character("\x01") == "U+0001"
