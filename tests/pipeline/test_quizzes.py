"""A scenario's quiz as tables, and what a build writes of it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from string import ascii_uppercase
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2
import pytest

from briefgen.compose.quiz import key_rows, quiz_of
from briefgen.errors import NotFoundError, SourceError, UsageError
from briefgen.model.load import load_scenario
from briefgen.pipeline.build import Build, build_packs
from briefgen.pipeline.jobs import BuildRequest
from briefgen.pipeline.quizzes import KINDS, show_quiz
from briefgen.workspace import Workspace
from tests.compose.test_item_templates import TEMPLATE
from tests.model.test_quiz import write_items
from tests.support import SHIPPED, write_template
from tests.worlds import write_baseline, write_files

QUIZ = "quiz:\n  seed: autumn\n  items: 6\n  forms: 3\n"
IMPOSSIBLE = "quiz:\n  seed: autumn\n  items: 60\n"


# --- tables


def test_the_table_of_items_says_where_each_comes_from(tmp_path: Path) -> None:
    write_items(tmp_path)
    write_files(tmp_path, {"templates/items/own.yaml": TEMPLATE})
    table = show_quiz(Workspace((tmp_path,)), "items", "iraq")
    assert table.columns == ("item", "from", "type", "level", "objective", "points", "stem")
    assert len(table.rows) == 8
    assert table.rows[0] == (
        "first-step",
        "bank",
        "single",
        "remember",
        "rank",
        "1",
        "What does the workshop do first?",
    )
    assert table.rows[-1][:6] == ("own-two", "template", "single", "remember", "", "1")


def test_the_table_of_forms_gives_each_items_number_on_each_form(tmp_path: Path) -> None:
    write_items(tmp_path, quiz=QUIZ + "  halves: true\n")
    table = show_quiz(Workspace((tmp_path,)), "forms", "iraq")
    draw = quiz_of(Workspace((tmp_path,)), load_scenario(Workspace((tmp_path,)), "iraq"))
    assert draw is not None
    assert table.columns == ("item", "form A", "form B", "form C")
    assert [row[0] for row in table.rows] == [item.id for item in draw.items]
    for column, form in enumerate(draw.forms, 1):
        on_form = {row[0]: row[column] for row in table.rows if row[column]}
        assert on_form == {one.item.id: str(one.no) for one in form.items}


def test_the_table_of_keys_gives_the_letters_of_what_is_right_in_each_row(tmp_path: Path) -> None:
    write_items(tmp_path, quiz=QUIZ)
    table = show_quiz(Workspace((tmp_path,)), "key", "iraq")
    draw = quiz_of(Workspace((tmp_path,)), load_scenario(Workspace((tmp_path,)), "iraq"))
    assert draw is not None
    assert table.columns == ("form", "no", "type", "right")
    expected = []
    for form in draw.forms:
        for row in key_rows(form):
            letters = " ".join(ascii_uppercase[place] for place in row.right)
            said = str(row.right == (0,)).lower() if row.type == "true-false" else letters
            expected.append((form.letter, str(row.no), row.type, said))
    assert list(table.rows) == expected
    assert len(expected) == 3 * (3 + 2 + 3)


def test_another_kind_of_table_is_an_error_that_names_those_there_are(tmp_path: Path) -> None:
    write_items(tmp_path)
    with pytest.raises(UsageError) as caught:
        show_quiz(Workspace((tmp_path,)), "answers", "iraq")
    assert caught.value.message == 'a quiz has no "answers"'
    assert all(kind in caught.value.hint for kind in KINDS)


@pytest.mark.parametrize("what", KINDS)
def test_a_scenario_without_a_quiz_and_one_that_does_not_exist_are_not_found(tmp_path: Path, what: str) -> None:
    write_baseline(tmp_path)
    with pytest.raises(NotFoundError, match="iraq has no quiz"):
        show_quiz(Workspace((tmp_path,)), what, "iraq")
    with pytest.raises(NotFoundError):
        show_quiz(Workspace((tmp_path,)), what, "iran")


@pytest.mark.parametrize(
    ("what", "quiz", "code"),
    [
        *((what, "quiz:\n  seed: 1.5\n", "bad-seed") for what in KINDS),
        ("forms", IMPOSSIBLE, "blueprint-not-met"),
        ("key", IMPOSSIBLE, "blueprint-not-met"),
    ],
)
def test_what_is_wrong_in_the_files_is_raised_with_every_problem(
    tmp_path: Path, what: str, quiz: str, code: str
) -> None:
    write_items(tmp_path, quiz=quiz)
    with pytest.raises(SourceError) as caught:
        show_quiz(Workspace((tmp_path,)), what, "iraq")
    assert code in [problem.code for problem in caught.value.problems]


# --- what a build writes


def build(root: Path, *documents: str, out: str = "out") -> Build:
    workspace = Workspace((root, *SHIPPED.roots))
    return build_packs(workspace, ["iraq"], BuildRequest(layouts=("en",), documents=documents, out=root / out))


@cache
def built() -> tuple[dict[str, Any], dict[str, str]]:
    """What the build of a tiny quiz writes: `forms.json`, and the words of each PDF by its path in the pack."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_items(root, quiz=QUIZ)
        result = build(root, "quiz", "answer-key")
        assert result.failures == ()
        pack = root / "out/iraq"
        record = json.loads((pack / "facilitators/forms.json").read_text("utf-8"))
        return record, {one.relative_to(pack).as_posix(): words_of(one) for one in sorted(pack.rglob("*.pdf"))}


def words_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_a_build_sets_one_quiz_sheet_a_form_and_one_answer_key() -> None:
    _, words = built()
    assert list(words) == [
        "facilitators/en/answer-key.pdf",
        "participants/en/quiz-a.pdf",
        "participants/en/quiz-b.pdf",
        "participants/en/quiz-c.pdf",
    ]


def test_forms_json_holds_the_seed_the_items_and_the_order_and_key_of_each_form() -> None:
    record, _ = built()
    assert (record["scenario"], record["seed"]) == ("iraq", "autumn")
    assert record["items"] == ["first-step", "who-works", "one-team", "tasks", "stages", "in-a-sentence"]
    assert [form["form"] for form in record["forms"]] == ["A", "B", "C"]
    for form in record["forms"]:
        assert form["half"] is None
        assert sorted(one["item"] for one in form["items"]) == sorted(record["items"])
        assert form["points"] == sum(one["points"] for one in form["items"]) == 10
        assert form["rows"] == sum(len(one["right"]) for one in form["items"]) == 8
        by_id = {one["item"]: one for one in form["items"]}
        step, works, tasks, stages = (by_id[one] for one in ("first-step", "who-works", "tasks", "stages"))
        assert [step["options"][place] for place in step["right"][0]] == ["roads"]
        assert {works["options"][place] for place in works["right"][0]} == {"army", "police"}
        matched = [tasks["options"][place] for (place,) in tasks["right"]]
        assert dict(zip(tasks["premises"], matched, strict=True)) == {"army": "border", "police": "city"}
        assert [stages["options"][place] for (place,) in stages["right"]] == ["plan", "work", "report"]
        assert by_id["one-team"]["right"] == [[0]]
        assert by_id["in-a-sentence"]["right"] == []
    assert record["forms"][0]["items"] != record["forms"][1]["items"]


STEMS = {
    "first-step": "What does the workshop do first?",
    "who-works": "Who works in the workshop?",
    "one-team": "The workshop is one team",
    "tasks": "Match each body with its task",
    "stages": "Put the stages in order",
    "in-a-sentence": "What is to be done now?",
}
OPTIONS = {
    "water": "It restores water",
    "roads": "It opens roads",
    "power": "It restores power",
    "report": "The report is written",
    "plan": "The plan is made",
    "work": "The work begins",
}


def test_forms_json_says_what_stands_on_the_sheets() -> None:
    record, words = built()
    for form in record["forms"]:
        sheet = words[f"participants/en/quiz-{form['form'].lower()}.pdf"]
        places = [sheet.index(STEMS[one["item"]]) for one in form["items"]]
        assert places == sorted(places)
        for one in form["items"]:
            for letter, option in zip(ascii_uppercase, one["options"], strict=False):
                if option in OPTIONS:
                    assert f"{letter} {OPTIONS[option]}" in sheet


def test_forms_json_says_what_the_answer_key_says() -> None:
    record, words = built()
    key = words["facilitators/en/answer-key.pdf"]
    parts = re.split(r"Form (?=[ABC]\b)", key)
    for form in record["forms"]:
        part = next(one for one in parts if one.startswith(form["form"]) and STEMS["first-step"] in one)
        (step,) = [one for one in form["items"] if one["item"] == "first-step"]
        letter = ascii_uppercase[step["right"][0][0]]
        assert f"{letter} {OPTIONS['roads']}" in part
        assert OPTIONS["water"] not in part


def test_no_sheet_of_participants_says_why_an_answer_is_right() -> None:
    _, words = built()
    assert "The brief says so" in words["facilitators/en/answer-key.pdf"]
    assert "The town hall is told" in words["facilitators/en/answer-key.pdf"]
    for path, said in words.items():
        if path.startswith("participants/"):
            assert "The brief says so" not in said
            assert "The town hall is told" not in said


def test_forms_json_is_written_only_where_a_document_about_the_quiz_is_made(tmp_path: Path) -> None:
    write_items(tmp_path, quiz=QUIZ)
    write_template(tmp_path, "<h1>Note</h1>")
    build(tmp_path, "note")
    assert list(tmp_path.rglob("*.pdf"))
    assert list(tmp_path.rglob("forms.json")) == []


def test_a_scenario_without_anything_to_make_a_quiz_of_has_no_documents_about_it(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"challenges.yaml": None})
    write_template(tmp_path, "<h1>Note</h1>")
    result = build(tmp_path, "note", "quiz", "answer-key")
    assert result.failures == ()
    assert [one.id for one in result.packs[0].documents] == ["note"]
    assert list(tmp_path.rglob("forms.json")) == []


@pytest.mark.parametrize("documents", [("quiz",), ("participant-brief",), ()])
def test_a_build_with_a_blueprint_that_cannot_be_met_writes_nothing(tmp_path: Path, documents: tuple[str, ...]) -> None:
    write_items(tmp_path, quiz=IMPOSSIBLE)
    with pytest.raises(SourceError) as caught:
        build(tmp_path, *documents)
    assert [problem.code for problem in caught.value.problems] == ["blueprint-not-met"]
    assert not (tmp_path / "out").exists()


def test_a_second_build_of_the_same_draw_writes_the_same_forms_json(tmp_path: Path) -> None:
    write_items(tmp_path, quiz=QUIZ)
    template = {"document.yaml": "title: {ar: س, en: Q}\naudience: facilitators\nper: quiz\n"}
    write_files(
        tmp_path / "templates/about", template | {"document.html.j2": "<html lang='en'><title>Q</title></html>"}
    )
    for out in ("first", "second"):
        assert build(tmp_path, "about", out=out).failures == ()
    first, second = ((tmp_path / out / "iraq/facilitators/forms.json").read_bytes() for out in ("first", "second"))
    assert first == second
