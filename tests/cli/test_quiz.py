"""`briefgen quiz` as people call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_main import run
from tests.model.test_quiz import ITEMS, SINGLE, TRUE_FALSE, swap, write_items
from tests.worlds import write_baseline

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _away_from_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")


@pytest.mark.parametrize("what", ["items", "forms", "key"])
def test_the_quiz_of_a_shipped_scenario_is_shown_as_lines_and_as_json(what: str, capsys: Capture) -> None:
    assert run("quiz", what, "lebanon") == 0
    lines = capsys.readouterr()
    assert lines.err == ""
    assert run("quiz", what, "lebanon", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == len(lines.out.splitlines()) > 20
    columns = {
        "items": ["item", "from", "type", "level", "objective", "points", "stem"],
        "forms": ["item", *(f"form {letter}" for letter in "ABCD")],
        "key": ["form", "no", "type", "right"],
    }
    assert all(list(row) == columns[what] for row in rows)


def test_the_key_is_a_line_a_row_of_the_answer_sheet(tmp_path: Path, capsys: Capture) -> None:
    unshuffled = swap(SINGLE, "    objective:", "    shuffle: false\n    objective:")
    write_items(tmp_path, f"items:\n{unshuffled}{TRUE_FALSE}", "quiz:\n  seed: a\n  items: 2\n  forms: 1\n")
    assert run("quiz", "key", "iraq", "--workspace", tmp_path) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {tuple(line.split()[2:]) for line in lines} == {("single", "B"), ("true-false", "true")}
    assert [line.split()[:2] for line in lines] == [["A", "1"], ["A", "2"]]


def test_an_unknown_kind_is_a_usage_error(tmp_path: Path, capsys: Capture) -> None:
    write_items(tmp_path)
    assert run("quiz", "answers", "iraq", "-w", tmp_path) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == 'briefgen: a quiz has no "answers"\n  hint: known: items, forms, key\n'


@pytest.mark.parametrize("arguments", [(), ("items",)])
def test_a_call_without_a_kind_or_a_scenario_is_a_usage_error(arguments: tuple[str, ...], capsys: Capture) -> None:
    assert run("quiz", *arguments) == 2
    assert capsys.readouterr().out == ""


def test_an_unknown_scenario_is_not_found(tmp_path: Path, capsys: Capture) -> None:
    write_items(tmp_path)
    assert run("quiz", "items", "atlantis", "-w", tmp_path) == 4
    assert "atlantis" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["items", "forms", "key"])
def test_a_scenario_without_anything_to_make_a_quiz_of_is_not_found(tmp_path: Path, what: str, capsys: Capture) -> None:
    write_baseline(tmp_path, {"challenges.yaml": None})
    assert run("quiz", what, "iraq", "-w", tmp_path) == 4
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("briefgen: iraq has no quiz\n  hint: add items in a file items.yaml")


def test_errors_in_the_files_are_shown_with_their_places(tmp_path: Path, capsys: Capture) -> None:
    write_items(tmp_path, swap(ITEMS, "key: roads", "key: [roads, water]"))
    assert run("quiz", "items", "iraq", "-w", tmp_path) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "items.yaml:14:7: error[bad-key]: 2 keys in a single item" in shown.err


def test_a_blueprint_that_cannot_be_met_is_an_error_of_the_files(tmp_path: Path, capsys: Capture) -> None:
    write_items(tmp_path, quiz="quiz:\n  seed: one\n  items: 60\n")
    for command in (("quiz", "forms", "iraq"), ("check", "iraq"), ("build", "iraq", "--out", tmp_path / "out")):
        assert run(*command, "-w", tmp_path) == 3
        shown = capsys.readouterr()
        assert "quiz.yaml:1:1: error[blueprint-not-met]" in shown.out + shown.err
    assert not (tmp_path / "out").exists()
