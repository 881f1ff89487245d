"""Fields of the wrong kind, each with its code, its place and a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace
from tests.worlds import BASELINE, check_places, find_problems, show_places, write_baseline

HEADER, LESSONS = BASELINE["scenario.yaml"], BASELINE["lessons.yaml"]
ONE, TWO = "title: {ar: واحد, en: One}", "    cites: [model:2]\n"


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (ONE, "title: One", "lessons.yaml:3:5 wrong-type"),
        (ONE, "title: [One]", "lessons.yaml:3:5 wrong-type"),
        (ONE, "title: {ar: [واحد], en: One}", "lessons.yaml:3:5 wrong-type"),
        (ONE, "title: {ar: واحد}", "lessons.yaml:3:5 missing-language"),
        (ONE, "title: {}", "lessons.yaml:3:5 missing-language"),
        (ONE, "title: {ar: واحد, en: One, fr: Un}", "lessons.yaml:3:32 unknown-language"),
        (ONE, "title: {ar: واحد, en: One, english: One}", "lessons.yaml:3:5 unknown-language"),
        (ONE, "titel: {ar: واحد, en: One}", "lessons.yaml:3:5 unknown-key"),
        (TWO, "    cites: model:2\n", "lessons.yaml:9:5 wrong-type"),
        (TWO, "    cites: {model: 2}\n", "lessons.yaml:9:5 wrong-type"),
        (TWO, "    cites: [[model:2]]\n", "lessons.yaml:9:13 wrong-type"),
        (TWO, "    cites: []\n", "lessons.yaml:9:5 claim-without-citation"),
        (TWO, "", "lessons.yaml:6:3 claim-without-citation"),
        (TWO, "    cites: [model:1, model]\n", "lessons.yaml:9:22 bad-citation"),
        (TWO, "    cites: [model:0]\n", "lessons.yaml:9:13 bad-citation"),
        (TWO, "    cites: [model:01]\n", "lessons.yaml:9:13 bad-citation"),
        (TWO, "    cites: [model:-1]\n", "lessons.yaml:9:13 bad-citation"),
        (TWO, "    cites: [model:٢]\n", "lessons.yaml:9:13 bad-citation"),
        (TWO, "    cites: [model:99999]\n", "lessons.yaml:9:13 bad-citation"),
        (TWO, "    cites: [model:3]\n", "lessons.yaml:9:13 citation-past-end"),
        (TWO, "    cites: [modle:2]\n", "lessons.yaml:9:13 unknown-id"),
        (TWO, f"{TWO}    core: yes\n", "lessons.yaml:10:5 wrong-type"),
        (TWO, f"{TWO}    core: [true]\n", "lessons.yaml:10:5 wrong-type"),
        (TWO, f"{TWO}    speaker: nobody\n", "lessons.yaml:10:5 unknown-id"),
        (TWO, f"{TWO}    speaker: Not an id\n", "lessons.yaml:10:5 bad-id"),
        (TWO, f"{TWO}    speaker: [a, b]\n", "lessons.yaml:10:5 wrong-type"),
        (TWO, f"{TWO}    checked_on: 2026-02-30\n", "lessons.yaml:10:5 bad-date"),
        (TWO, f"{TWO}    checked_on: 2026-2-3\n", "lessons.yaml:10:5 bad-date"),
        (TWO, f"{TWO}    checked_on: [2026-02-03]\n", "lessons.yaml:10:5 wrong-type"),
        (TWO, f"{TWO}    support: stated\n", "lessons.yaml:10:5 wrong-type"),
        (TWO, f"{TWO}    support: {{level: statd}}\n", "lessons.yaml:10:15 bad-value"),
        (TWO, f"{TWO}    support: {{level: [stated]}}\n", "lessons.yaml:10:15 wrong-type"),
        (TWO, f"{TWO}    support: {{levle: stated}}\n", "lessons.yaml:10:15 unknown-key"),
        (TWO, f"{TWO}    support: {{because: here-not}}\n", "lessons.yaml:10:15 unknown-id"),
        (TWO, f"{TWO}    support: {{because: Because it is}}\n", "lessons.yaml:10:15 bad-id"),
        (TWO, f"{TWO}    support: {{because: {{ar: لأن}}}}\n", "lessons.yaml:10:15 missing-language"),
        (TWO, f"{TWO}    facilitator: {{note: {{ar: ن, en: n}}, nota: x}}\n", "lessons.yaml:10:41 unknown-key"),
        (TWO, f"{TWO}    id: other\n", "lessons.yaml:10:5 unknown-key"),
        (TWO, f"{TWO}    do: keep\n", "lessons.yaml:10:5 unknown-key"),
        ("  two:", "  Two:", "lessons.yaml:6:3 bad-id"),
        ("  two:", "  two_b:", "lessons.yaml:6:3 bad-id"),
        ("  two:", f"  {'t' * 65}:", "lessons.yaml:6:3 bad-id"),
    ],
)
def test_a_field_of_the_wrong_kind_has_its_code_place_and_hint(
    tmp_path: Path, was: str, now: str, expected: str
) -> None:
    write_baseline(tmp_path, {"lessons.yaml": LESSONS.replace(was, now), "challenges.yaml": None})
    problems = find_problems(tmp_path)
    assert set(show_places(problems)) - {"lessons.yaml:2:3 missing-field"} == {expected}
    assert all(one.hint for one in problems)


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("languages: [ar, en]", "languages: ar", "scenario.yaml:8:1 wrong-type"),
        ("languages: [ar, en]", "languages: []", "scenario.yaml:8:1 missing-field"),
        ("languages: [ar, en]", "languages: [ar, en, EN]", "scenario.yaml:8:21 unknown-language"),
        ("languages: [ar, en]", "languages: [ar, en, ar]", "scenario.yaml:8:21 duplicate-id"),
        ("languages: [ar, en]\n", "", "scenario.yaml missing-field"),
        ("code: IQ", "code: Iraq", "scenario.yaml:2:11 bad-value"),
        ("code: IQ, ", "", "scenario.yaml:2:1 missing-field"),
        ("as_of: 2026-11-01", "as_of: 2026-11", "scenario.yaml:5:1 bad-date"),
        ("as_of: 2026-11-01", "as_of: ٢٠٢٦-١١-٠١", "scenario.yaml:5:1 bad-date"),
        ("version: 1.0", "version: [1]", "scenario.yaml:4:1 wrong-type"),
        ("version: 1.0", "version: 1.0\ndrops: []", "scenario.yaml:5:1 unknown-key"),
        ("version: 1.0", "version: 1.0\nlesons: {}", "scenario.yaml:5:1 unknown-key"),
        ("version: 1.0", "version: 1.0\noverview: words", "scenario.yaml:5:1 wrong-type"),
        ("version: 1.0", "version: 1.0\nfacts: words", "scenario.yaml:5:1 wrong-type"),
        ("version: 1.0", "version: 1.0\nfacts: [a, b]", "scenario.yaml:5:1 wrong-type"),
        ("version: 1.0", "version: 1.0\nfacts: {a: words}", "scenario.yaml:5:9 wrong-type"),
    ],
)
def test_a_header_of_the_wrong_kind_has_its_code_place_and_hint(
    tmp_path: Path, was: str, now: str, expected: str
) -> None:
    write_baseline(tmp_path, {"scenario.yaml": HEADER.replace(was, now)})
    assert check_places(tmp_path) == [expected]
    assert all(one.hint for one in find_problems(tmp_path))


def test_a_misspelt_field_suggests_the_one_that_is_meant_at_any_level(tmp_path: Path) -> None:
    change = f"{TWO}    suport: {{}}\n    facilitator: {{sensitvity: {{ar: ح, en: s}}}}\n"
    write_baseline(tmp_path, {"lessons.yaml": LESSONS.replace(TWO, change), "more.yaml": "lesons: {}\n"})
    assert [one.hint for one in find_problems(tmp_path)] == [
        'did you mean "support"?',
        'did you mean "sensitivity"?',
        'did you mean "lessons"?',
    ]


def test_null_is_one_problem_not_also_one_of_the_wrong_type(tmp_path: Path) -> None:
    change = f"{TWO}    core: null\n    speaker: ~\n    checked_on:\n"
    write_baseline(tmp_path, {"lessons.yaml": LESSONS.replace(TWO, change)})
    assert check_places(tmp_path) == [
        "lessons.yaml:10:11 null-value",
        "lessons.yaml:11:14 null-value",
        "lessons.yaml:12:5 empty-value",
    ]


def test_a_missing_collection_of_sources_makes_no_unknown_citations(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"sources.yaml": None})
    assert check_places(tmp_path) == ["scenario.yaml missing-field"]


def test_a_reference_to_an_entry_that_is_wrong_in_itself_is_no_second_problem(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"lessons.yaml": LESSONS.replace("  one:\n", "  one: words\n  three:\n")})
    assert check_places(tmp_path) == ["lessons.yaml:2:3 wrong-type"]


def test_a_source_that_is_wrong_in_itself_is_not_also_a_lack_of_sources(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"sources.yaml": BASELINE["sources.yaml"].replace("kind: article", "kind: artikel")})
    assert check_places(tmp_path) == ["sources.yaml:4:5 bad-value"]


def test_a_value_and_its_parts_have_their_places(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    loaded = load_scenario(Workspace((tmp_path,)), "iraq")
    places = {
        ("title",): "scenario.yaml:1:1",
        ("languages", 1): "scenario.yaml:8:17",
        ("lessons", "two"): "lessons.yaml:6:3",
        ("lessons", "two", "text", "en"): "lessons.yaml:8:29",
        ("challenges", "hard", "lessons", 0): "challenges.yaml:6:15",
        ("sources", "model", "paragraphs", 1, "en"): "sources.yaml:9:23",
    }
    for path, place in places.items():
        mark = loaded.place(*path)
        assert f"{mark.file.name}:{mark.line}:{mark.column}" == place


def test_a_colon_in_a_text_on_a_line_of_its_own_says_how_to_write_it(tmp_path: Path) -> None:
    title = "title:\n  ar:\n    عنوان\n  en:\n    One table: the first step\n"
    header = BASELINE["scenario.yaml"]
    first = header[: header.index("country:")]
    write_baseline(tmp_path, {"scenario.yaml": header.replace(first, title)})
    (problem,) = find_problems(tmp_path)
    assert (problem.code, problem.mark.line) == ("colon-in-text", 1)
    assert "en: >-" in problem.hint
