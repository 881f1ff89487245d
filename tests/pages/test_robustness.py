"""Pages hold whatever a planner writes: very long words and titles, nothing at all, or far too much."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from briefgen.compose.compose import compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.layout import Layout
from briefgen.errors import RenderingError
from briefgen.model.load import load_scenario
from briefgen.render.flow import render_flow
from tests.pages.boxes import render_pages
from tests.pages.tiny import beyond_the_margin, boxes_on, compose_tiny, note_pages, pages_without_text
from tests.support import FOLDERS, SHIPPED, write_template
from tests.worlds import BASELINE, write_baseline

LESSONS, HEADER = BASELINE["lessons.yaml"], BASELINE["scenario.yaml"]
ARABIC_WORD, LATIN_WORD = ("مسؤولية" * 18)[:120], ("institution" * 12)[:120]
ARABIC_TITLE, LATIN_TITLE = ("مسؤولية مشتركة " * 40)[:399] + "ة", ("shared institution " * 40)[:399] + "s"
TITLED = {
    "a lesson": lambda arabic, latin: {
        "lessons.yaml": LESSONS.replace("ar: واحد", f"ar: {arabic}").replace("en: One", f"en: {latin}")
    },
    "the scenario": lambda arabic, latin: {
        "scenario.yaml": HEADER.replace("ar: دروس", f"ar: {arabic}").replace("en: Lessons", f"en: {latin}")
    },
}


def faults(layout: str, files: Mapping[str, str | None]) -> list[str]:
    """What is wrong with the pages of a tiny scenario's brief, of which some files are as given."""
    pages = render_pages(compose_tiny("participant-brief", layout, files)[1], SHIPPED)
    assert len(pages.pages) > 5
    return beyond_the_margin(pages) + [f"page {number} is empty" for number in pages_without_text(pages)]


def test_what_stands_beyond_the_margin_and_a_page_without_text_are_found() -> None:
    assert beyond_the_margin(note_pages("<p style='margin-inline-start: -80mm'>خارج الهامش</p>"))
    assert not beyond_the_margin(note_pages("<p>داخل الهامش</p>"))
    empty = note_pages("<p>أول</p><div style='break-before: page'></div><p style='break-before: page'>ثالث</p>")
    assert pages_without_text(empty) == [2]


@pytest.mark.parametrize("titled", TITLED)
@pytest.mark.parametrize("layout", ["ar", "en", "ar-en"])
def test_a_title_of_400_characters_stays_on_the_page(layout: str, titled: str) -> None:
    assert len(ARABIC_TITLE) == len(LATIN_TITLE) == 400
    assert faults(layout, TITLED[titled](ARABIC_TITLE, LATIN_TITLE)) == []


@pytest.mark.parametrize("titled", TITLED)
@pytest.mark.parametrize("layout", ["ar", "en", "ar-en"])
def test_a_word_of_120_letters_in_a_title_stays_on_the_page(layout: str, titled: str) -> None:
    assert len(ARABIC_WORD) == len(LATIN_WORD) == 120
    assert faults(layout, TITLED[titled](ARABIC_WORD, LATIN_WORD)) == []


@pytest.mark.parametrize("layout", ["ar", "en"])
def test_a_word_of_120_letters_of_the_other_script_stays_on_the_page(layout: str) -> None:
    assert faults(layout, TITLED["a lesson"](LATIN_WORD, ARABIC_WORD)) == []


EMPTY: dict[str, dict[str, str | None]] = {
    "lessons": {
        "lessons.yaml": None,
        "challenges.yaml": BASELINE["challenges.yaml"].replace("    lessons: [one]\n", ""),
    },
    "challenges": {"challenges.yaml": None},
    "modules": {"training.yaml": None},
    "glossary": {"glossary.yaml": None},
}
EMPTY["all of them"] = {name: None for files in EMPTY.values() for name in files}


@pytest.mark.parametrize("empty", EMPTY)
def test_a_scenario_without_a_collection_has_good_pages(empty: str) -> None:
    assert faults("ar-en", EMPTY[empty]) == []


@pytest.mark.parametrize(
    "document", ["facilitator-guide", "one-page-summary", "inject-list", "evaluator-form", "screen"]
)
def test_other_documents_of_a_scenario_without_anything_have_good_pages(document: str) -> None:
    pages = render_pages(compose_tiny(document, "ar", EMPTY["all of them"])[1], SHIPPED)
    assert beyond_the_margin(pages) == []
    assert {number for number, _ in boxes_on(pages)} == set(range(1, len(pages.pages) + 1))


def test_two_hundred_lessons_have_good_pages() -> None:
    lesson = """\
  lesson-{0}:
    title: {{ar: درس {0}, en: Lesson {0}}}
    text: {{ar: نص {0}, en: Text {0}}}
    cites: [model:1]
"""
    lessons = "lessons:\n" + "".join(lesson.format(number) for number in range(1, 201))
    assert faults("ar-en", {"lessons.yaml": lessons, "challenges.yaml": None}) == []


def test_a_missing_picture_in_a_template_of_ones_own_is_an_error_that_names_template_and_picture(
    tmp_path: Path,
) -> None:
    workspace = write_template(tmp_path, "\n<img alt='' src=\"{{ asset('note/plan.png') }}\">")
    write_baseline(tmp_path)
    with pytest.raises(RenderingError, match=r"note/document\.html\.j2:2: .*note/plan\.png"):
        compose_document(
            workspace, load_scenario(workspace, "iraq"), load_document(workspace, "note"), Layout.parse("ar")
        )


def test_a_picture_that_goes_missing_before_the_page_is_set_is_an_error_that_names_it(tmp_path: Path) -> None:
    workspace = write_template(tmp_path, "<img alt='' src='file:///templates/note/plan.png'>")
    write_baseline(tmp_path)
    composed = compose_document(
        workspace, load_scenario(workspace, "iraq"), load_document(workspace, "note"), Layout.parse("ar")
    )
    with pytest.raises(RenderingError, match=r"plan\.png"):
        render_flow(composed.html, FOLDERS)
