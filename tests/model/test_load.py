"""Whole scenarios, from files to problems: what one run finds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.errors import NotFoundError, SourceError
from briefgen.model.adaptation import MOST_NAMED
from briefgen.model.codes import CODES
from briefgen.model.load import load_scenario, load_scenarios
from briefgen.model.scenario import Scenario
from briefgen.workspace import Workspace
from tests.worlds import (
    ADAPTATION,
    BASELINE,
    check_places,
    find_problems,
    show_places,
    write_adaptation,
    write_baseline,
    write_files,
)

HEADER, LESSONS = BASELINE["scenario.yaml"], BASELINE["lessons.yaml"]


def test_the_tiny_worlds_have_no_problems(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path)
    assert check_places(tmp_path) == []


# --- one run shows all problems of all files


def test_six_problems_in_four_files_are_shown_in_one_run(tmp_path: Path) -> None:
    write_baseline(
        tmp_path,
        {
            "scenario.yaml": HEADER.replace("2026-11-01", "soon"),
            "lessons.yaml": LESSONS.replace(", en: One", "").replace("[model:2]", "[model:3]"),
            "challenges.yaml": BASELINE["challenges.yaml"].replace("[one]", "[on]").replace("[model:2]", "model:2"),
            "domains.yaml": "domains: {}\ncolour: red\n",
        },
    )
    assert check_places(tmp_path) == [
        "challenges.yaml:5:5 wrong-type",
        "challenges.yaml:6:15 unknown-id",
        "domains.yaml:2:1 unknown-key",
        "lessons.yaml:3:5 missing-language",
        "lessons.yaml:9:13 citation-past-end",
        "scenario.yaml:5:1 bad-date",
    ]


def test_problems_of_a_baseline_and_of_its_adaptation_are_shown_in_one_run(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"lessons.yaml": LESSONS.replace(", en: One", "")})
    write_adaptation(tmp_path, {"scenario.yaml": ADAPTATION["scenario.yaml"].replace("2026-11-02", "soon")})
    assert check_places(tmp_path, "lebanon") == ["lessons.yaml:3:5 missing-language", "scenario.yaml:6:1 bad-date"]


def test_one_entry_shows_all_its_problems_in_one_run(tmp_path: Path) -> None:
    lesson = "lessons:\n  one:\n    title: {ar: واحد}\n    text: plain\n    colour: red\n    speaker: nobody\n"
    write_baseline(tmp_path, {"lessons.yaml": lesson})
    assert check_places(tmp_path) == [
        "lessons.yaml:2:3 claim-without-citation",
        "lessons.yaml:3:5 missing-language",
        "lessons.yaml:4:5 wrong-type",
        "lessons.yaml:5:5 unknown-key",
        "lessons.yaml:6:5 unknown-id",
    ]


def test_a_missing_header_field_does_not_hide_a_dangling_reference(tmp_path: Path) -> None:
    write_baseline(
        tmp_path,
        {
            "scenario.yaml": HEADER.replace("version: 1.0\n", ""),
            "challenges.yaml": BASELINE["challenges.yaml"].replace("[one]", "[on]"),
        },
    )
    assert check_places(tmp_path) == ["challenges.yaml:6:15 unknown-id", "scenario.yaml missing-field"]


def test_a_mistake_in_the_baseline_is_shown_once_however_many_extend_it(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"lessons.yaml": LESSONS.replace("    cites: [model:2]\n", "    colour: red\n")})
    write_adaptation(tmp_path)
    write_adaptation(tmp_path, name="syria")
    assert check_places(tmp_path) == ["lessons.yaml:6:3 claim-without-citation", "lessons.yaml:9:5 unknown-key"]


def test_a_collection_that_is_a_list_is_one_problem_in_the_baseline_and_none_in_the_adaptation(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"lessons.yaml": "lessons: [one, two]\n"})
    write_adaptation(tmp_path)
    assert check_places(tmp_path) == ["lessons.yaml:1:1 wrong-type"]


def test_an_entry_that_is_a_text_is_one_problem_in_the_baseline_and_none_in_the_adaptation(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"lessons.yaml": LESSONS[: LESSONS.index("  two:")] + "  two: words\n"})
    write_adaptation(tmp_path)
    assert check_places(tmp_path) == ["lessons.yaml:6:3 wrong-type"]


# --- a file that cannot be read


BROKEN = 'reasons:\n  here:\n    text: {ar: "لا, en: no}\n  there: [}\n'


def test_a_syntax_error_does_not_hide_an_unknown_key_in_another_file(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"reasons.yaml": BROKEN, "lessons.yaml": LESSONS + "    colour: red\n"})
    assert check_places(tmp_path) == ["lessons.yaml:10:5 unknown-key", "reasons.yaml:3:16 unclosed-quote"]


def test_nothing_counts_as_missing_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"sources.yaml": BROKEN, "scenario.yaml": b"\xff\xfe"})
    assert check_places(tmp_path) == ["scenario.yaml:1:1 not-utf-8", "sources.yaml:3:16 unclosed-quote"]


def test_an_adaptation_whose_extends_cannot_be_read_is_not_taken_for_a_baseline(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    lessons = ADAPTATION["lessons.yaml"].replace("do: keep", "do: adapt\n    colour: red", 1)
    write_adaptation(tmp_path, {"scenario.yaml": b"\xff\xfe", "lessons.yaml": lessons})
    assert check_places(tmp_path) == ["lessons.yaml:4:5 unknown-key", "scenario.yaml:1:1 not-utf-8"]


def test_a_baseline_file_that_cannot_be_read_makes_no_unknown_ids_in_the_adaptation(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"lessons.yaml": b"\xff\xfe"})
    write_adaptation(tmp_path)
    assert check_places(tmp_path) == ["lessons.yaml:1:1 not-utf-8"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "facts.yaml empty-file"),
        ("# nothing yet\n", "facts.yaml empty-file"),
        ("just words\n", "facts.yaml:1:1 not-a-mapping"),
        ("- one\n- two\n", "facts.yaml:1:1 not-a-mapping"),
        (b"facts: {}\n# caf\xe9\n", "facts.yaml:2:6 not-utf-8"),
        ("facts: {}".encode("utf-16"), "facts.yaml:1:1 not-utf-8"),
        ("facts: {}\n---\nlimits: {}\n", "facts.yaml:2:1 several-documents"),
        ("facts: " + "[" * 10_000, "facts.yaml:1:71 too-deep"),
        ("facts:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 300)), "facts.yaml:65:65 too-deep"),
    ],
)
def test_a_file_that_holds_no_tree_is_one_problem(tmp_path: Path, content: str | bytes, expected: str) -> None:
    write_baseline(tmp_path, {"facts.yaml": content})
    assert check_places(tmp_path) == [expected]


def test_a_folder_with_the_name_of_a_file_is_no_file(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    (tmp_path / "scenarios/iraq/facts.yaml").mkdir()
    assert check_places(tmp_path) == ["facts.yaml not-a-file"]


def test_a_pipe_with_the_name_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    os.mkfifo(tmp_path / "scenarios/iraq/facts.yaml")
    assert check_places(tmp_path) == ["facts.yaml not-a-file"]


def test_a_link_in_a_circle_is_no_file(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    (tmp_path / "scenarios/iraq/facts.yaml").symlink_to("facts.yaml")
    assert check_places(tmp_path) == ["facts.yaml unreadable-file"]


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    with (tmp_path / "scenarios/iraq/facts.yaml").open("wb") as file:
        file.truncate(50_000_000)
    assert check_places(tmp_path) == ["facts.yaml file-too-large"]


def test_a_scenario_folder_without_a_file_is_empty(tmp_path: Path) -> None:
    (tmp_path / "scenarios/iraq").mkdir(parents=True)
    assert check_places(tmp_path) == ["iraq empty-scenario"]


def test_a_scenario_folder_whose_name_is_no_id_is_refused(tmp_path: Path) -> None:
    write_baseline(tmp_path, name="Iraq 2")
    assert check_places(tmp_path) == ["Iraq 2 bad-id"]


# --- keys


def test_a_key_that_stands_twice_in_a_mapping_is_refused_where_it_stands_again(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"lessons.yaml": LESSONS.replace("  two:", "  one:")})
    [problem] = find_problems(tmp_path)
    assert show_places([problem]) == ["lessons.yaml:6:3 duplicate-key"]
    assert problem.related[0].mark.line == 2


def test_a_key_that_stands_in_two_files_names_both(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"more.yaml": "limits: {}\nlessons: {}\n"})
    [problem] = find_problems(tmp_path)
    assert show_places([problem]) == ["more.yaml:2:1 duplicate-key"]
    assert problem.related[0].mark.file.name == "lessons.yaml"


def test_a_key_that_stands_in_two_files_is_one_problem_and_hides_none_of_its_entries(tmp_path: Path) -> None:
    more = "lessons:\n  three:\n    title: {ar: ثلاثة, en: Three}\n    text: {ar: نص}\n    cites: [model:1]\n"
    write_baseline(tmp_path, {"a.yaml": more})
    assert check_places(tmp_path) == ["a.yaml:4:5 missing-language", "lessons.yaml:1:1 duplicate-key"]


def test_a_field_that_is_missing_is_reported_at_the_file_with_the_header(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"scenario.yaml": HEADER.replace("title:", "titel:")})
    assert check_places(tmp_path) == ["scenario.yaml missing-field", "scenario.yaml:1:1 unknown-key"]


def test_a_key_that_resembles_none_is_answered_with_all_that_there_are_in_their_order(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"more.yaml": "xyz: 1\n"})
    [problem] = find_problems(tmp_path)
    known = ["extends", *(name for name in Scenario.model_fields if name != "drops")]
    more = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    assert problem.hint == f"known here: {', '.join(known[:MOST_NAMED])}{more}"


def test_order_belongs_in_an_adaptation(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"more.yaml": "order: {lessons: [two, one]}\n"})
    assert check_places(tmp_path) == ["more.yaml:1:1 unknown-key"]


# --- extends


def test_extending_what_does_not_exist_suggests_what_does(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path, extends="irak")
    [problem] = find_problems(tmp_path)
    assert show_places([problem]) == ["scenario.yaml:1:10 unknown-scenario"]
    assert problem.hint == 'did you mean "iraq"?'


def test_an_unknown_baseline_does_not_hide_an_unknown_key(tmp_path: Path) -> None:
    lessons = ADAPTATION["lessons.yaml"].replace("do: keep", "do: adapt\n    colour: red", 1)
    write_adaptation(tmp_path, {"lessons.yaml": lessons})
    assert check_places(tmp_path) == ["lessons.yaml:4:5 unknown-key", "scenario.yaml:1:10 unknown-scenario"]


@pytest.mark.parametrize("extends", ["[iraq]", "{a: iraq}", "Iraq and Syria", "../iraq", "iraq/.."])
def test_extends_takes_the_id_of_one_scenario(tmp_path: Path, extends: str) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path, extends=extends)
    assert check_places(tmp_path, "lebanon") == ["scenario.yaml:1:10 wrong-type"]


def test_scenarios_that_extend_each_other_are_reported_once_with_the_way_round(tmp_path: Path) -> None:
    write_adaptation(tmp_path, name="iraq", extends="lebanon")
    write_adaptation(tmp_path, name="lebanon", extends="syria")
    write_adaptation(tmp_path, name="syria", extends="iraq")
    [problem] = find_problems(tmp_path)
    assert problem.code == "circular-extends"
    assert problem.message.endswith("iraq → lebanon → syria → iraq")


def test_a_scenario_cannot_extend_itself(tmp_path: Path) -> None:
    write_adaptation(tmp_path, name="iraq", extends="iraq")
    assert check_places(tmp_path) == ["scenario.yaml:1:10 circular-extends"]


# --- what YAML would make of plain words


@pytest.mark.parametrize(
    "word", ["10:30", "no", "yes", "on", "010", "0x1F", "2026-12-07", "1e3", "~x", "3.10", "=", ".5"]
)
def test_plain_words_in_a_text_stay_as_they_are_written(tmp_path: Path, word: str) -> None:
    write_baseline(tmp_path, {"lessons.yaml": LESSONS.replace("en: One}", f"en: {word}}}")})
    scenario = load_scenario(Workspace((tmp_path,)), "iraq").value
    assert scenario.lessons[0].title["en"] == word


@pytest.mark.parametrize("word", ["null", "Null", "NULL", "~", ""])
def test_null_never_deletes(tmp_path: Path, word: str) -> None:
    write_baseline(tmp_path, {"lessons.yaml": LESSONS + "    checked_on: 2026-11-01\n"})
    change = ADAPTATION["lessons.yaml"].replace("two:\n    do: keep", f"two:\n    do: adapt\n    checked_on: {word}")
    write_adaptation(tmp_path, {"lessons.yaml": change})
    assert check_places(tmp_path) == [f"lessons.yaml:7:{'17 null-value' if word else '5 empty-value'}"]


# --- what YAML offers and a scenario refuses; prose traps


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("    title: &t {ar: واحد, en: One}", "3:12 anchor"),
        ("    title: !!map {ar: واحد, en: One}", "3:12 tag"),
        ("    title: {ar: واحد, en: !!python/name:os.system One}", "3:27 tag"),
        ("    title: {ar: واحد, en: One, <<: {fr: Un}}", "3:32 merge-key"),
        ("    title: *t", "3:12 alias"),
        ('    title: {ar: واحد, en: "One\\u202e"}', "3:27 bidi-control"),
        ("    title: {ar: واحد, en: O\u200fne}", "3:28 bidi-control"),
        ("    title: {ar: واحـــد, en: One}", "3:20 tatweel"),
        ("    title: {ar: ﻭﺍﺣﺪ, en: One}", "3:17 presentation-form"),
        ("    title: {ar: واحد, en: One, or two}", "3:30 comma-in-braces"),
        ("    title:\n      ar: واحد\n      en: One: the first", "5:14 colon-in-text"),
        ("    title:\n      ar: واحد\n      en: One #1", "5:15 lost-after-hash"),
        ('    title:\n      ar: واحد\n      en: "One" and only', "5:11 text-starts-with-quote"),
        ("    title:\n      ar: واحد\n      en:\n        One\n        - two", "7:9 dash-line-in-text"),
        ("    title:\n\tar: واحد\n\ten: One", "4:1 tab"),
    ],
)
def test_each_trap_has_its_code_and_its_place(tmp_path: Path, line: str, expected: str) -> None:
    title = "    title: {ar: واحد, en: One}"
    write_baseline(tmp_path, {"lessons.yaml": LESSONS.replace(title, line)})
    assert f"lessons.yaml:{expected}" in check_places(tmp_path)
    assert all(one.hint for one in find_problems(tmp_path))


# --- loading


def test_loading_a_scenario_with_errors_raises_all_of_them(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"lessons.yaml": LESSONS + "    colour: red\n    shape: round\n"})
    with pytest.raises(SourceError) as caught:
        load_scenario(Workspace((tmp_path,)), "iraq")
    assert show_places(caught.value.problems) == ["lessons.yaml:10:5 unknown-key", "lessons.yaml:11:5 unknown-key"]


def test_loading_what_does_not_exist_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        load_scenario(Workspace((tmp_path,)), "iraq")


def test_errors_of_one_scenario_do_not_keep_another_from_loading(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path, extends="irak")
    loaded, problems = load_scenarios(Workspace((tmp_path,)), ["iraq", "lebanon"])
    assert [one.id for one in loaded] == ["iraq"]
    assert problems.errors


def test_an_adaptation_does_not_load_while_its_baseline_has_errors(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"lessons.yaml": LESSONS + "    colour: red\n"})
    write_adaptation(tmp_path)
    loaded, _ = load_scenarios(Workspace((tmp_path,)), ["lebanon"])
    assert loaded == []


def test_a_loaded_adaptation_knows_its_baseline_and_its_own_files(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path)
    loaded = load_scenario(Workspace((tmp_path,)), "lebanon")
    assert loaded.baseline is not None
    assert loaded.baseline.id == "iraq"
    assert sorted(file.name for file in loaded.files) == sorted(ADAPTATION)


def test_files_of_a_scenario_may_have_any_name(tmp_path: Path) -> None:
    write_files(
        tmp_path / "scenarios/iraq", {"everything.yml": "".join(BASELINE.values()), ".hidden.yaml": "x", "a.txt": ""}
    )
    assert check_places(tmp_path) == []


# --- whatever somebody types


TEXTS = {f"iraq/{name}": text for name, text in BASELINE.items()} | {f"lebanon/{n}": t for n, t in ADAPTATION.items()}
PIECES = [
    "\n",
    " ",
    "  ",
    ":",
    ": ",
    "- ",
    "#",
    " #",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    ",",
    "،",
    "&a ",
    "*a",
    "!",
    "<<: ",
    "|",
    ">",
    "%",
    "\t",
]
PIECES += [
    "null",
    "~",
    "do: drop",
    "do: keep",
    "after: one",
    "\u200f",
    "ـ",
    "\x00",
    "\x85",
    "\ufeff",
    "\ud7ff",
    "🙂",
    "---\n",
    "...\n",
    "order: ",
]


@st.composite
def _mutations(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the tiny worlds with a few things in it changed."""
    name = draw(st.sampled_from(sorted(TEXTS)))
    text = TEXTS[name]
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.sampled_from([0, 0, 1, 2, 10, 40])))
        lines = text.splitlines(keepends=True) or [""]
        new = draw(st.sampled_from(PIECES) | st.text(max_size=3) | st.sampled_from(lines))
        text = text[:at] + new + text[end:]
    return name, text


def _write_mutation(root: Path, mutation: tuple[str, str]) -> None:
    write_baseline(root)
    write_adaptation(root)
    name, text = mutation
    write_files(root / "scenarios", {name: text.encode("utf-8", "surrogatepass")})


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_mutations())
def test_whatever_is_typed_gives_known_problems_inside_its_files_or_none(
    tmp_path: Path, mutation: tuple[str, str]
) -> None:
    _write_mutation(tmp_path, mutation)
    for one in find_problems(tmp_path):
        assert one.code in CODES
        assert one.message
        assert one.severity == "warning" or one.hint
        for mark in (one.mark, *(related.mark for related in one.related)):
            if mark.line:
                lines = mark.file.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
                ends = lines.replace("\r\n", "\n").replace("\r", "\n").split("\n")
                assert 1 <= mark.line <= len(ends)
                assert 1 <= mark.column <= len(ends[mark.line - 1]) + 1


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_mutations())
def test_checking_twice_finds_the_same(tmp_path: Path, mutation: tuple[str, str]) -> None:
    _write_mutation(tmp_path, mutation)
    assert find_problems(tmp_path) == find_problems(tmp_path)
