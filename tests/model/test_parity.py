"""Both languages give the same numbers and name the same things."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.model.months import dated_months
from briefgen.model.parity import numbers_of
from tests.worlds import BASELINE, check_places, find_problems, write_baseline

GLOSSARY = """\
glossary:
  nato:
    term: {ar: حلف شمال الأطلسي (الناتو), en: North Atlantic Treaty Organization}
    acronym: NATO
    definition: {ar: تحالف, en: An alliance}
"""


def world(tmp_path: Path, arabic: str, english: str) -> None:
    lessons = BASELINE["lessons.yaml"].replace(
        "{ar: النص الأول, en: The first text}", f"{{ar: '{arabic}', en: '{english}'}}"
    )
    write_baseline(tmp_path, {"lessons.yaml": lessons, "glossary.yaml": GLOSSARY})


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("دُرّب 15 ألف ضابط بين عامي 2004 و2011", {"15000", "2004", "2011"}),
        ("15,000 officers, 2004 to 2011", {"15000", "2004", "2011"}),
        ("٢٠١٨", {"2018"}),
        ("no numbers, but a v2 and an A4", set()),
    ],
)
def test_c09_numbers_are_read_alike_in_both_languages(text: str, numbers: set[str]) -> None:
    assert numbers_of(text) == numbers


def test_c09_the_same_numbers_and_names_in_both_languages_are_no_problem(tmp_path: Path) -> None:
    world(tmp_path, "درّب الحلف 15 ألف ضابط", "NATO trained 15,000 officers")
    assert find_problems(tmp_path) == []


def test_c09_a_number_that_one_language_lacks_is_shown_there(tmp_path: Path) -> None:
    world(tmp_path, "درّب الحلف ضباطاً", "NATO trained 15,000 officers")
    assert check_places(tmp_path) == ["lessons.yaml:4:12 number-in-one-language"]


def test_c09_an_acronym_that_one_language_neither_has_nor_spells_out_is_shown_there(tmp_path: Path) -> None:
    world(tmp_path, "دُرّب الضباط", "NATO trained the officers")
    assert check_places(tmp_path) == ["lessons.yaml:4:12 acronym-in-one-language"]


def test_c09_a_wording_that_one_language_lacks_is_an_error_there(tmp_path: Path) -> None:
    lessons = BASELINE["lessons.yaml"].replace("{ar: النص الأول, en: The first text}", "{ar: النص الأول}")
    write_baseline(tmp_path, {"lessons.yaml": lessons})
    assert check_places(tmp_path) == ["lessons.yaml:4:5 missing-language"]


@pytest.mark.parametrize(
    ("text", "language", "months"),
    [
        ("في 7 تشرين الأول 2018", "ar", {10: "تشرين الأول"}),
        ("في تشرين الأول من عام 2018 وفي أيلول", "ar", {10: "تشرين الأول"}),
        ("وبآذار 2004 ثم ٧ أكتوبر", "ar", {3: "آذار", 10: "أكتوبر"}),
        ("on 7 October 2018, and in May", "en", {10: "October"}),
        ("on October 7, 2018 they may march", "en", {10: "October"}),
        ("le 1er novembre 2026", "fr", {11: "novembre"}),
        ("7 تشرين الأول 2018", "xx", {}),
        ("no date", "en", {}),
    ],
)
def test_c09_months_of_dates_are_read_in_each_language(text: str, language: str, months: dict[int, str]) -> None:
    assert dated_months(text, language) == months


@pytest.mark.parametrize(
    ("arabic", "english", "places"),
    [
        ("في 7 تشرين الأول 2018", "on 7 October 2018", []),
        ("في أكتوبر 2018", "in October 2018", []),
        ("في أيلول/سبتمبر 2018", "in September 2018", []),
        ("في 7 أيلول 2018", "on 7 October 2018", ["lessons.yaml:4:12", "lessons.yaml:4:35"]),
        ("في عام 2018", "in October 2018", ["lessons.yaml:4:12"]),
        ("في تشرين الأول 2018", "in 2018", ["lessons.yaml:4:39"]),
        ("في الخريف 2018", "2018: they may march", []),
    ],
)
def test_c09_a_month_of_a_date_that_one_language_lacks_is_shown_there(
    tmp_path: Path, arabic: str, english: str, places: list[str]
) -> None:
    world(tmp_path, arabic, english)
    assert check_places(tmp_path) == [f"{place} date-in-one-language" for place in places]


def test_c09_a_date_that_one_language_lacks_whole_is_reported_by_its_numbers_alone(tmp_path: Path) -> None:
    world(tmp_path, "في الخريف", "in October 2018")
    assert check_places(tmp_path) == ["lessons.yaml:4:12 number-in-one-language"]


def test_an_acronym_without_an_entry_in_the_glossary_is_reported_once(tmp_path: Path) -> None:
    world(tmp_path, "بعثة (NMI) وبعثة (NMI)", "The mission (NMI)")
    assert [problem.code for problem in find_problems(tmp_path)] == ["acronym-not-in-glossary"]


@pytest.mark.parametrize(
    ("as_of", "status", "codes"),
    [
        ("2027", "fact", ["as-of-later"]),
        ("2004", "fact", ["as-of-old"]),
        ("2004", "dated", []),
        ("2026-11", "fact", []),
    ],
)
def test_a_fact_that_is_younger_or_much_older_than_its_scenario_is_reported(
    tmp_path: Path, as_of: str, status: str, codes: list[str]
) -> None:
    fact = f"""\
themes:
  t: {{title: {{ar: باب, en: A theme}}}}
facts:
  f:
    text: {{ar: خبر, en: A fact}}
    theme: t
    status: {status}
    as_of: {as_of}
    cites: [model:1]
"""
    write_baseline(tmp_path, {"facts.yaml": fact})
    assert [problem.code for problem in find_problems(tmp_path)] == codes
