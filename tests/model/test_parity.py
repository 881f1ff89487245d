"""Both languages give the same numbers and name the same things."""

from __future__ import annotations

from pathlib import Path

import pytest

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
def test_numbers_are_read_alike_in_both_languages(text: str, numbers: set[str]) -> None:
    assert numbers_of(text) == numbers


def test_the_same_numbers_and_names_in_both_languages_are_no_problem(tmp_path: Path) -> None:
    world(tmp_path, "درّب الحلف 15 ألف ضابط", "NATO trained 15,000 officers")
    assert find_problems(tmp_path) == []


def test_a_number_that_one_language_lacks_is_shown_there(tmp_path: Path) -> None:
    world(tmp_path, "درّب الحلف ضباطاً", "NATO trained 15,000 officers")
    assert check_places(tmp_path) == ["lessons.yaml:4:12 number-in-one-language"]


def test_an_acronym_that_one_language_neither_has_nor_spells_out_is_shown_there(tmp_path: Path) -> None:
    world(tmp_path, "دُرّب الضباط", "NATO trained the officers")
    assert check_places(tmp_path) == ["lessons.yaml:4:12 acronym-in-one-language"]


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
