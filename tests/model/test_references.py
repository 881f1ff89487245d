"""What one field alone cannot tell: references, citations, support."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worlds import ADAPTATION, BASELINE, check_places, find_problems, write_adaptation, write_baseline

FACT = """\
facts:
  first:
    text: {ar: حقيقة, en: A fact}
    cites: [model:1]
    theme: idea
    status: fact
"""
THEMES = "themes:\n  idea:\n    title: {ar: فكرة, en: An idea}\n"


def test_a_reference_may_lead_into_any_file(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"a.yaml": FACT, "z.yaml": THEMES})
    assert check_places(tmp_path) == []


def test_a_dangling_reference_suggests_the_entry_that_is_meant(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"a.yaml": FACT.replace("idea", "ideas"), "z.yaml": THEMES})
    [problem] = find_problems(tmp_path)
    assert (problem.code, problem.message, problem.hint) == ("unknown-id", 'no theme "ideas"', 'did you mean "idea"?')


def test_a_reference_into_another_collection_does_not_count(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"a.yaml": FACT.replace("idea", "one")})
    assert check_places(tmp_path) == ["a.yaml:5:5 unknown-id"]


def test_each_use_of_an_unknown_id_is_shown(tmp_path: Path) -> None:
    challenges = BASELINE["challenges.yaml"].replace("[one]", "[no-such, two, no-such]")
    write_baseline(tmp_path, {"challenges.yaml": challenges})
    assert check_places(tmp_path) == ["challenges.yaml:6:15 unknown-id", "challenges.yaml:6:29 unknown-id"]


def test_a_citation_past_the_end_says_how_many_paragraphs_there_are(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"a.yaml": FACT.replace("model:1", "model:3"), "z.yaml": THEMES})
    [problem] = find_problems(tmp_path)
    assert (problem.code, problem.message) == ("citation-past-end", "model has 2 paragraphs, not 3")


@pytest.mark.parametrize("level", ["possibility", "general", "inferred", "stated"])
def test_support_in_an_adaptation_names_the_paragraphs_that_carry_it(tmp_path: Path, level: str) -> None:
    write_baseline(tmp_path)
    change = ADAPTATION["challenges.yaml"].replace("{level: general, cites: [model:2]}", f"{{level: {level}}}")
    write_adaptation(tmp_path, {"challenges.yaml": change})
    assert check_places(tmp_path) == ["challenges.yaml:4:5 claim-without-citation"]


def test_what_is_not_in_the_source_needs_no_paragraph(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    change = ADAPTATION["challenges.yaml"].replace("{level: general, cites: [model:2]}", "{level: not-in-source}")
    write_adaptation(tmp_path, {"challenges.yaml": change})
    assert check_places(tmp_path) == []


def test_an_addition_of_the_planner_needs_a_source_of_the_planner(tmp_path: Path) -> None:
    change = ADAPTATION["challenges.yaml"].replace("general, cites: [model:2]", "planner-added, cites: [own:1]")
    source = """\
sources:
  own:
    do: add
    title: {ar: مذكّرة, en: A note}
    kind: planner
    date_note: {ar: اليوم, en: Today}
    language: {ar: العربية, en: Arabic}
    paragraphs:
      - {ar: سطر, en: A line}
"""
    write_baseline(tmp_path)
    write_adaptation(tmp_path, {"challenges.yaml": change, "sources.yaml": source})
    assert check_places(tmp_path) == []
    write_adaptation(tmp_path, {"challenges.yaml": change, "sources.yaml": source.replace("planner", "article")})
    assert check_places(tmp_path) == ["challenges.yaml:4:5 claim-without-citation"]


def test_a_source_that_is_dropped_but_cited_names_those_who_cite_it(tmp_path: Path) -> None:
    first, entry = BASELINE["sources.yaml"].split("\n", 1)
    write_baseline(tmp_path, {"sources.yaml": f"{first}\n{entry}{entry.replace('model:', 'other:')}"})
    write_adaptation(tmp_path, {"sources.yaml": "sources:\n  model: {do: drop, because: {ar: لا, en: no}}\n"})
    [problem] = find_problems(tmp_path)
    assert problem.message == 'source "model" is dropped, but still named by one, two, hard'
    assert len(problem.related) == 6


def test_an_empty_wording_is_a_missing_one(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"lessons.yaml": BASELINE["lessons.yaml"].replace("en: One", "en: ' '")})
    assert check_places(tmp_path) == ["lessons.yaml:3:23 missing-language"]


def test_the_support_of_an_undecided_entry_is_the_baselines_and_needs_no_paragraphs_of_its_own(tmp_path: Path) -> None:
    lessons = BASELINE["lessons.yaml"].replace("cites: [model:2]", "cites: [model:2]\n    support: {level: inferred}")
    write_baseline(tmp_path, {"lessons.yaml": lessons})
    silent = ADAPTATION["lessons.yaml"].split("  two:")[0]
    write_adaptation(tmp_path, {"lessons.yaml": silent})
    assert [problem.code for problem in find_problems(tmp_path)] == ["undecided"]
