from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.cli.report import Format, as_data, as_github, as_text, show_check, show_table, show_unexpected
from briefgen.diagnostics import Diagnostic, Mark, Problems, Related, Severity
from briefgen.errors import UsageError
from briefgen.pipeline.check import Checked
from briefgen.pipeline.inventory import Table

PLACE = Mark(Path("scenarios/lebanon/lessons.yaml"), 41, 3)


def test_a_problem_reads_place_severity_code_message_then_hint() -> None:
    problem = Diagnostic("unknown-id", PLACE, 'no lesson "on"', 'did you mean "one"?')
    assert as_text(problem) == (
        'scenarios/lebanon/lessons.yaml:41:3: error[unknown-id]: no lesson "on"\n  hint: did you mean "one"?'
    )


def test_a_hint_of_several_lines_stays_below_its_problem() -> None:
    problem = Diagnostic("tab", PLACE, "a tab", "write:\n    en: >-\n      One")
    assert as_text(problem).splitlines()[1:] == ["  hint: write:", "      en: >-", "        One"]


def test_related_places_stand_between_a_problem_and_its_hint() -> None:
    problem = Diagnostic("tab", PLACE, "a", "do", related=(Related(Mark(Path("b.yaml"), 1, 2), "here too"),))
    assert as_text(problem).splitlines()[1:] == ["  b.yaml:1:2: here too", "  hint: do"]


def test_a_warning_says_so() -> None:
    assert "warning[undecided]" in as_text(Diagnostic("undecided", PLACE, "silent", severity=Severity.WARNING))


@settings(deadline=None, max_examples=50)
@given(st.text(), st.text())
def test_no_text_of_a_file_reaches_the_terminal_as_a_command(message: str, hint: str) -> None:
    shown = as_text(Diagnostic("tab", PLACE, message, hint))
    assert not [one for one in shown if one != "\n" and (one < " " or "\x7f" <= one < "\xa0" or one in "\u202e\u2066")]
    assert shown.count("\n") == (hint.count("\n") + 1 if hint else 0)


def test_arabic_and_latin_words_are_shown_as_they_are() -> None:
    assert as_text(Diagnostic("tab", PLACE, "«تنسيق» café")).endswith("«تنسيق» café")


def test_an_annotation_escapes_what_github_would_take_for_its_own() -> None:
    place = Mark(Path("a,b:c%.yaml"), 2, 3)
    assert as_github(Diagnostic("tab", place, "100%\r\nof: a, b", "do\nso")) == (
        "::error file=a%2Cb%3Ac%25.yaml,line=2,col=3,title=tab::100%25%0D%0Aof: a, b%0Ahint: do%0Aso"
    )


def test_an_annotation_of_a_whole_file_names_no_line() -> None:
    assert as_github(Diagnostic("empty-file", Mark(Path("a.yaml")), "empty")) == (
        "::error file=a.yaml,title=empty-file::empty"
    )


@settings(deadline=None, max_examples=50)
@given(st.text(), st.text(), st.text(min_size=1))
def test_an_annotation_is_one_line_whatever_it_says(message: str, hint: str, name: str) -> None:
    shown = as_github(Diagnostic("tab", Mark(Path(name), 1, 1), message, hint))
    assert "\n" not in shown
    assert "\r" not in shown
    properties = shown.split("::")[1]
    assert properties.count(",") == 3


@settings(deadline=None, max_examples=50)
@given(st.text(), st.text())
def test_a_problem_as_data_survives_json(message: str, hint: str) -> None:
    data = as_data(Diagnostic("tab", PLACE, message, hint, Severity.WARNING, (Related(PLACE, "here"),)))
    assert json.loads(json.dumps(data)) == data
    assert (data["line"], data["column"], data["message"], data["hint"]) == (41, 3, message, hint)


def test_an_unknown_format_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        Format.parse("xml")
    assert caught.value.hint == "known: text, json, github"


def test_checking_shows_problems_on_stdout_and_the_sum_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    problems = Problems()
    problems.error("tab", PLACE, "a tab")
    problems.warning("undecided", PLACE, "silent")
    show_check(Checked(("lebanon",), problems), Format.TEXT)
    shown = capsys.readouterr()
    assert shown.out.count("\n") == 2
    assert shown.err == "checked lebanon: 1 error, 1 warning\n"


def test_checking_as_json_is_one_value(capsys: pytest.CaptureFixture[str]) -> None:
    problems = Problems()
    problems.error("tab", PLACE, "علامة")
    show_check(Checked(("lebanon",), problems), Format.JSON)
    data = json.loads(capsys.readouterr().out)
    assert data == {"scenarios": ["lebanon"], "problems": [as_data(one) for one in problems]}


def test_a_table_without_rows_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(Table(("code", "meaning"), ()), as_json=False)
    assert capsys.readouterr().out == ""


def test_a_table_stands_in_columns(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(Table(("code", "meaning"), (("tab", "a tab"), ("alias", "a *"))), as_json=False)
    assert capsys.readouterr().out == "tab    a tab\nalias  a *\n"


def test_a_table_as_json_names_its_columns(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(Table(("code", "meaning"), (("tab", "a tab"),)), as_json=True)
    assert json.loads(capsys.readouterr().out) == [{"code": "tab", "meaning": "a tab"}]


def test_what_nobody_thought_of_is_a_message_without_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BRIEFGEN_DEBUG", raising=False)
    show_unexpected(RuntimeError("no idea"))
    shown = capsys.readouterr().err
    assert shown.startswith("briefgen: unexpected RuntimeError: no idea\n  hint: ")
    assert "Traceback" not in shown
