from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import Diagnostic, Mark, Problems, Related, Severity

HERE, THERE = Mark(Path("a.yaml"), 2, 3), Mark(Path("b.yaml"), 1, 1)

marks = st.builds(Mark, st.sampled_from([Path("a.yaml"), Path("b.yaml")]), st.integers(0, 3), st.integers(0, 3))
diagnostics = st.builds(
    Diagnostic,
    st.sampled_from(["tab", "unknown-key"]),
    marks,
    st.sampled_from(["this", "that"]),
    st.sampled_from(["", "do so"]),
    st.sampled_from(Severity),
    st.just(()),
)


def test_a_mark_reads_as_file_line_and_column() -> None:
    assert str(HERE) == "a.yaml:2:3"


def test_a_mark_without_a_line_means_the_file_as_a_whole() -> None:
    assert str(Mark(Path("a.yaml"))) == "a.yaml"


def test_problems_come_sorted_by_place() -> None:
    problems = Problems()
    problems.error("tab", THERE, "last")
    problems.error("tab", HERE, "second")
    problems.error("tab", Mark(Path("a.yaml")), "first")
    assert [one.message for one in problems] == ["first", "second", "last"]


def test_a_problem_found_twice_is_shown_once() -> None:
    problems = Problems()
    problems.error("tab", HERE, "this")
    problems.error("tab", HERE, "this")
    assert len(problems) == len(list(problems)) == 1


def test_of_two_equal_problems_with_different_hints_the_first_is_shown() -> None:
    problems = Problems()
    problems.error("unknown-id", HERE, 'no lesson "on"', 'did you mean "one"?')
    problems.error("unknown-id", HERE, 'no lesson "on"', 'did you mean "ons"?')
    assert [one.hint for one in problems] == ['did you mean "one"?']


def test_two_problems_of_one_place_are_both_shown() -> None:
    problems = Problems()
    problems.error("tab", HERE, "this")
    problems.error("unknown-key", HERE, "that")
    assert [one.code for one in problems] == ["tab", "unknown-key"]


def test_errors_and_warnings_are_told_apart() -> None:
    problems = Problems()
    problems.warning("undecided", HERE, "this")
    problems.error("tab", THERE, "that", related=[Related(HERE, "here too")])
    assert [one.code for one in problems.errors] == ["tab"]
    assert [one.code for one in problems.warnings] == ["undecided"]


@settings(deadline=None, max_examples=50)
@given(st.lists(diagnostics))
def test_the_order_in_which_problems_are_found_does_not_matter_for_their_places(found: list[Diagnostic]) -> None:
    forwards, backwards = Problems(list(found)), Problems(found[::-1])
    assert [(one.mark, one.code, one.message) for one in forwards] == [
        (one.mark, one.code, one.message) for one in backwards
    ]


@settings(deadline=None, max_examples=50)
@given(st.lists(diagnostics))
def test_errors_and_warnings_together_are_all_problems(found: list[Diagnostic]) -> None:
    problems = Problems()
    problems.extend(found)
    assert sorted(map(str, (*problems.errors, *problems.warnings))) == sorted(map(str, problems))
