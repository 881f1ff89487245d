from pathlib import Path

import pytest

from briefgen.diagnostics import Problems, Severity
from briefgen.model.codes import CODES
from briefgen.pipeline.check import check_scenarios
from briefgen.pipeline.font_check import check_fonts
from briefgen.workspace import Workspace, find_shipped
from tests import fonts
from tests.fonts import NASKH, NASKH_BOLD, PLEX, PLEX_BOLD, SERIF


def problems_of(root: Path, files: dict[str, bytes], style: str = "") -> Problems:
    """What is wrong with the fonts of a workspace that has these files and this style."""
    (root / "fonts").mkdir(exist_ok=True)
    for name, data in files.items():
        (root / "fonts" / name).write_bytes(data)
    if style:
        (root / "templates" / "note").mkdir(parents=True)
        (root / "templates" / "note" / "style.css").write_text(style)
    problems = Problems()
    check_fonts(Workspace((root, find_shipped())), problems)
    assert {one.code for one in problems} <= set(CODES)
    assert {one.mark.file.name for one in problems} <= set(files)
    return problems


def codes_of(root: Path, name: str, data: bytes, style: str = "") -> dict[str, Severity]:
    return {one.code: one.severity for one in problems_of(root, {name: data}, style)}


def test_the_shipped_fonts_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> None:
        raise AssertionError(path)

    monkeypatch.setattr("briefgen.pipeline.font_check.read_font_facts", fail)
    check_fonts(Workspace((find_shipped(),)), Problems())


@pytest.mark.parametrize("name", [NASKH, NASKH_BOLD, SERIF, PLEX, PLEX_BOLD])
def test_a_font_that_replaces_its_like_has_no_problem(tmp_path: Path, name: str) -> None:
    assert codes_of(tmp_path, name, fonts.shipped(name)) == {}


@pytest.mark.parametrize("make", [fonts.with_cubic_outlines, fonts.variable], ids=["cff", "variable"])
def test_a_font_of_another_kind_may_replace_a_shipped_one(tmp_path: Path, make: object) -> None:
    assert callable(make)
    assert codes_of(tmp_path, NASKH, make(NASKH)) == {}


def test_a_damaged_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    (one,) = problems_of(tmp_path, {NASKH: fonts.shipped(NASKH)[:5000]})
    assert (one.code, one.severity, one.mark.line) == ("font-not-readable", Severity.ERROR, 0)


def test_a_font_that_forbids_embedding_is_an_error_and_conditions_are_a_warning(tmp_path: Path) -> None:
    assert codes_of(tmp_path, NASKH, fonts.with_rights(0x2)) == {"font-not-embeddable": Severity.ERROR}
    assert codes_of(tmp_path, NASKH, fonts.with_rights(0x4)) == {"font-restricted": Severity.WARNING}


def test_letters_that_the_replaced_font_has_are_named_when_they_are_lacking(tmp_path: Path) -> None:
    found = problems_of(tmp_path, {NASKH: fonts.without_letters("ث٪")})
    assert {(one.code, one.severity) for one in found} == {("font-lacks-letters", Severity.WARNING)}
    assert {one.message[-1] for one in found} == {"ث", "٪"}


def test_letters_that_a_style_takes_from_elsewhere_are_not_missed(tmp_path: Path) -> None:
    latin = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    assert codes_of(tmp_path, NASKH, fonts.without_letters(latin)) == {}


def test_arabic_letters_that_would_stand_apart_are_an_error(tmp_path: Path) -> None:
    assert codes_of(tmp_path, NASKH, fonts.without_joining())["font-without-joining"] is Severity.ERROR


@pytest.mark.parametrize("data", [fonts.coloured(), fonts.bitmap()], ids=["coloured", "bitmap"])
def test_pictures_and_colours_are_an_error(tmp_path: Path, data: bytes) -> None:
    assert codes_of(tmp_path, NASKH, data) == {"font-without-outlines": Severity.ERROR}


def test_a_regular_font_in_the_place_of_a_bold_one_is_a_warning_and_the_reverse(tmp_path: Path) -> None:
    found = problems_of(tmp_path, {NASKH_BOLD: fonts.shipped(NASKH), NASKH: fonts.shipped(NASKH_BOLD)})
    assert {one.code for one in found} == {"font-weight-missing"}
    messages = {one.mark.file.name: one.message for one in found}
    assert "bold (700)" in messages[NASKH_BOLD]
    assert "regular (400)" in messages[NASKH]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (fonts.with_cubic_outlines(PLEX), "CFF"),
        (fonts.variable(PLEX), "variable"),
        (fonts.packed(PLEX, "woff2"), "WOFF2"),
        (fonts.without_letters("ﺑﻼ", PLEX), "ﺑ"),
    ],
    ids=["cff", "variable", "woff2", "forms"],
)
def test_a_font_that_answer_sheets_cannot_be_drawn_with_is_an_error(tmp_path: Path, data: bytes, reason: str) -> None:
    (one,) = problems_of(tmp_path, {PLEX: data})
    assert (one.code, one.severity) == ("font-not-for-sheets", Severity.ERROR)
    assert reason in one.message


def test_a_font_that_nothing_asks_for_is_a_warning_until_a_style_does(tmp_path: Path) -> None:
    assert codes_of(tmp_path, "My.ttf", fonts.shipped(NASKH)) == {"font-not-used": Severity.WARNING}
    style = "@font-face { font-family: My; font-weight: 400; src: url(../../fonts/My.ttf) }"
    assert codes_of(tmp_path, "My.ttf", fonts.shipped(NASKH), style) == {}


def test_check_reports_fonts_beside_the_scenarios(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / NASKH).write_bytes(b"no font")
    checked = check_scenarios(Workspace((tmp_path, find_shipped())), ["iraq"])
    assert [one.code for one in checked.problems.errors] == ["font-not-readable"]
