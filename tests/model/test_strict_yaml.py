from __future__ import annotations

import json
import os
import tempfile
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.diagnostics import Diagnostic, Mark, Problems
from briefgen.model import characters, composing, prose_traps, strict_yaml
from briefgen.model.composing import MOST_LEVELS
from briefgen.model.nodes import Mapping, Scalar, Sequence, key_mark_at, mark_at, node_at, to_data, walk
from briefgen.model.strict_yaml import MOST_BYTES, compose_yaml, read_yaml

SHOWN = Path("scenarios/iraq/lessons.yaml")
DOCUMENTED = {*characters.CODES, *composing.CODES, *prose_traps.CODES, *strict_yaml.CODES}
LETTERS = "abcxyzÉ0123456789ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأؤإئ"
MARKS = "\u0301\u064b\u064e\u0651\u0653\u0654\u0655"
SIGNS = ":#-\"'[]{}*&!%@`|>?,.،؛؟«»()/\\~=<+"


def compose(text: str, **options: Any) -> tuple[Mapping | None, list[Diagnostic]]:
    problems = Problems()
    tree = compose_yaml(text, SHOWN, "iraq", problems, **options)
    assert {one.code for one in problems} <= DOCUMENTED
    assert tree is not None or problems.errors
    return tree, list(problems)


def read(path: Path) -> tuple[Mapping | None, list[Diagnostic]]:
    problems = Problems()
    tree = read_yaml(path, SHOWN, "iraq", problems)
    assert {one.code for one in problems} <= DOCUMENTED
    assert tree is not None or problems.errors
    return tree, list(problems)


def read_bytes(data: bytes) -> tuple[Mapping | None, list[Diagnostic]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lessons.yaml"
        path.write_bytes(data)
        return read(path)


def tree_of(text: str) -> Mapping:
    tree, problems = compose(text)
    assert problems == []
    assert tree is not None
    return tree


def found(text: str) -> list[tuple[str, str]]:
    return [(f"{one.mark.line}:{one.mark.column}", one.code) for one in compose(text)[1]]


def at(line: int, column: int) -> Mark:
    return Mark(SHOWN, line, column)


# What a file says.


@pytest.mark.parametrize(
    "value", ["10:30", "no", "yes", "010", "0x1F", "1e3", "1_000", ".5", "2026-12-07", "true", "=", "1.0", "NaN"]
)
def test_a_plain_value_is_kept_as_the_characters_written(value: str) -> None:
    assert to_data(tree_of(f"key: {value}\n")) == {"key": value}


def test_every_value_and_key_knows_its_place_and_scenario() -> None:
    tree = tree_of("عنوان:\n  ar: نص\n  en:\n    😀 text\ncites: [a:1, 'b']\n")
    assert node_at(tree, ["عنوان", "ar"]) == Scalar("نص", at(2, 7), True, "iraq")
    assert mark_at(tree, ["عنوان", "en"]) == at(4, 5)
    assert key_mark_at(tree, ["عنوان", "en"]) == at(3, 3)
    assert node_at(tree, ["cites", 1]) == Scalar("b", at(5, 14), False, "iraq")
    assert mark_at(tree, ["cites"]) == at(5, 8)
    assert {node.layer for node in walk(tree)} == {"iraq"}


def test_a_place_that_does_not_exist_is_the_deepest_that_does() -> None:
    tree = tree_of("a:\n  b:\n    - c\n")
    assert mark_at(tree, ["a", "b", 7, "x"]) == at(3, 5)
    assert key_mark_at(tree, ["a", "b", "x"]) == at(2, 3)
    assert key_mark_at(tree, ["a", "b", 0]) == at(3, 7)
    assert key_mark_at(tree, ["x"]) == mark_at(tree, []) == at(1, 1)


def test_text_is_composed_to_nfc() -> None:
    assert to_data(tree_of("key: ا\u0653 e\u0301\n")) == {"key": "آ é"}


def test_block_text_and_quotes_read_as_yaml_says() -> None:
    text = "a: >-\n  one\n  two\nb: |-\n  one\n  two\nc: 'it''s'\nd: \"x\\ny\"\n"
    assert to_data(tree_of(text)) == {"a": "one two", "b": "one\ntwo", "c": "it's", "d": "x\ny"}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_read_alike(line_end: str) -> None:
    assert tree_of(line_end.join(["a: b", "c:", "  d", ""])) == tree_of("a: b\nc:\n  d\n")


# What is refused.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b\nc: d\na: e\n", [("3:1", "duplicate-key")]),
        ("t: {ar: x, ar: y}\n", [("1:12", "duplicate-key")]),
        ('a: b\n"a": c\n', [("2:1", "duplicate-key")]),
        ("a: &x b\n", [("1:4", "anchor")]),
        ("a: &x\n  b: c\n", [("1:4", "anchor")]),
        ("a: *x\n", [("1:4", "alias")]),
        ("*x : a\n", [("1:1", "alias")]),
        ("a: !!str b\n", [("1:4", "tag")]),
        ("a: !x\n  b: c\n", [("1:4", "tag")]),
        ("a: !\n", [("1:4", "tag")]),
        ("<<: x\na: b\n", [("1:1", "merge-key")]),
        ("? [a, b]\n: c\n", [("1:3", "complex-key")]),
        ("? a\n: c\n", [("1:3", "complex-key")]),
        ("'': c\n", [("1:1", "complex-key")]),
        ("%YAML 1.1\n---\na: b\n", [("1:1", "directive")]),
        ("%TAG ! x\n---\na: b\n", [("1:1", "directive")]),
        ("a: null\nb: ~\nc: Null\nd: NULL\n", [(f"{n}:4", "null-value") for n in (1, 2, 3, 4)]),
        ("a: [x, ~]\n", [("1:8", "null-value")]),
        ("a:\nb: c\n", [("1:1", "empty-value")]),
        ("a: >-\nb: c\n", [("1:1", "empty-value")]),
        ("a:\n  -\n  - b\n", [("2:4", "empty-value")]),
        ("t: {ar: , en: x}\n", [("1:5", "empty-value")]),
        ("a: b\n---\nc: d\n", [("2:1", "several-documents")]),
        ("- a\n- b\n", [("1:1", "not-a-mapping")]),
        ("نص فقط\n", [("1:1", "not-a-mapping")]),
        ("", [("0:0", "empty-file")]),
        ("# only a comment\n\n", [("0:0", "empty-file")]),
        ("---\n", [("0:0", "empty-file")]),
    ],
)
def test_what_strict_yaml_refuses_is_reported_at_its_place(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_null_in_quotes_is_a_text() -> None:
    assert to_data(tree_of("a: 'null'\nb: '~'\nc: ''\n")) == {"a": "null", "b": "~", "c": ""}


def test_the_second_of_two_equal_keys_names_the_first() -> None:
    tree, (problem,) = compose("a:\n  x: 1\nb: 2\na: 3\n")
    assert [one.mark for one in problem.related] == [at(1, 1)]
    assert tree is not None
    assert to_data(tree) == {"a": {"x": "1"}, "b": "2"}


def test_keys_that_differ_only_in_composition_are_equal() -> None:
    assert found("é: 1\ne\u0301: 2\n") == [("2:1", "duplicate-key")]


def test_null_says_how_an_entry_is_dropped() -> None:
    _, (problem,) = compose("a: null\n")
    assert "do: drop" in problem.hint
    assert "because:" in problem.hint


def test_one_run_shows_all_problems_of_a_file() -> None:
    text = "a: 1\na: 2\nb: &x 3\nc: *x\nd: null\ne:\nf: {y: 1, y: 2}\ng: كتـاب\n"
    codes = ["duplicate-key", "anchor", "alias", "null-value", "empty-value", "duplicate-key", "tatweel"]
    assert [code for _, code in found(text)] == codes


def test_a_value_with_a_problem_stays_in_the_tree() -> None:
    tree, _ = compose("a: null\nb: &x c\nd: *x\ne:\n")
    assert tree is not None
    assert to_data(tree) == {"a": "null", "b": "c", "d": "*x", "e": ""}


# Depth and size.


def test_sixty_four_levels_are_read_and_one_more_is_not() -> None:
    lists = MOST_LEVELS - 1
    tree_of("a: " + "[" * lists + "x" + "]" * lists)
    assert found("a: " + "[" * (lists + 1) + "x" + "]" * (lists + 1)) == [(f"1:{MOST_LEVELS + 3}", "too-deep")]


@pytest.mark.parametrize("parser", [strict_yaml.PARSER, yaml.SafeLoader])
@pytest.mark.parametrize("text", ["[" * 10_000, "- " * 10_000, "? " * 10_000, "a: " + "{a: " * 10_000])
def test_ten_thousand_levels_are_refused_at_once(text: str, parser: Any) -> None:
    start = time.perf_counter()
    _, problems = compose(text, parser=parser)
    assert [one.code for one in problems] == ["too-deep"]
    assert time.perf_counter() - start < 5


def test_ten_thousand_nested_mappings_are_refused_at_once() -> None:
    start = time.perf_counter()
    text = "".join(f"{' ' * level}a:\n" for level in range(10_000))
    assert [one.code for one in compose(text)[1]] == ["too-deep"]
    assert time.perf_counter() - start < 10


def test_a_file_of_fifty_megabytes_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("the file was opened"))
    assert [one.code for one in read(path)[1]] == ["file-too-large"]


def test_a_file_of_two_megabytes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "full.yaml"
    path.write_bytes(b"a: b\n#".ljust(MOST_BYTES, b"x"))
    assert read(path)[1] == []
    path.write_bytes(b"a: b\n#".ljust(MOST_BYTES + 1, b"x"))
    assert [one.code for one in read(path)[1]] == ["file-too-large"]


# Files and encodings.


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert [one.code for one in read(tmp_path)[1]] == ["not-a-file"]


def test_a_missing_file_is_not_a_file(tmp_path: Path) -> None:
    assert [one.code for one in read(tmp_path / "none.yaml")[1]] == ["not-a-file"]


def test_a_path_through_a_file_or_with_a_zero_is_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")
    assert [one.code for one in read(tmp_path / "a" / "b.yaml")[1]] == ["not-a-file"]
    assert [one.code for one in read(tmp_path / "a\0b")[1]] == ["not-a-file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert [one.code for one in read(tmp_path / "pipe.yaml")[1]] == ["not-a-file"]


def test_a_file_that_may_not_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.yaml"
    path.write_text("a: b", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    _, (problem,) = read(path)
    assert problem.code == "unreadable-file"
    assert "Permission denied" in problem.message


def test_a_byte_order_mark_is_skipped_and_shifts_nothing() -> None:
    tree, problems = read_bytes("\ufeffa: b\n".encode())
    assert problems == []
    assert tree is not None
    assert tree.keys == {"a": at(1, 1)}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_named_and_the_hint_says_utf_8(encoding: str) -> None:
    _, (problem,) = read_bytes("title: نص\n".encode(encoding))
    assert (problem.code, problem.mark) == ("not-utf-8", at(1, 1))
    assert "UTF-16" in problem.message
    assert "UTF-8" in problem.hint


@pytest.mark.parametrize(
    ("data", "mark"),
    [
        ("a: b\nc: é\n".encode("latin-1"), at(2, 4)),
        ("a: نص\n".encode("windows-1256"), at(1, 4)),
        ("نص: ".encode() + b"\xff", at(1, 5)),
        ("\ufeffنص: ".encode() + b"\xff", at(1, 5)),
        ("نص\r\n😀".encode() + b"\xc3", at(2, 2)),
    ],
)
def test_the_first_byte_of_another_encoding_is_pointed_at(data: bytes, mark: Mark) -> None:
    _, (problem,) = read_bytes(data)
    assert (problem.code, problem.mark) == ("not-utf-8", mark)


def test_every_code_of_reading_is_raised_in_this_file() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert strict_yaml.CODES
    assert composing.CODES
    assert [code for code in strict_yaml.CODES | composing.CODES if f'"{code}"' not in source] == []


# Laws.

WORDS = st.text(LETTERS + MARKS + SIGNS, min_size=1, max_size=8)
LINES = st.lists(WORDS, max_size=5).map(" ".join)
TEXTS = st.lists(LINES, min_size=1, max_size=5).map("\n".join).map(lambda text: text.strip("\n") or "x")
PLAIN = st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)
IDS = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4}){0,2}", fullmatch=True).filter(lambda one: one != "null")


@given(TEXTS)
def test_any_text_in_a_block_reads_back(text: str) -> None:
    lines = "".join(f"    {line}\n" if line else "\n" for line in text.split("\n"))
    assert to_data(tree_of(f"key:\n  ar: |-\n{lines}")) == {"key": {"ar": unicodedata.normalize("NFC", text)}}


@given(TEXTS)
def test_any_text_in_double_quotes_reads_back(text: str) -> None:
    written = json.dumps(text, ensure_ascii=False)
    assert to_data(tree_of(f"key: {written}\n")) == {"key": unicodedata.normalize("NFC", text)}


@given(st.dictionaries(IDS, PLAIN, min_size=1), st.integers(0, 4), st.integers(1, 3))
def test_plain_values_read_back_with_their_places(values: dict[str, str], above: int, gap: int) -> None:
    spaces = " " * gap
    text = "# نص\n" * above + "".join(f"{key}:{spaces}{value}\n" for key, value in values.items())
    tree = tree_of(text)
    assert to_data(tree) == values
    for number, (key, node) in enumerate(tree.entries.items(), start=above + 1):
        assert tree.keys[key] == at(number, 1)
        assert node.mark == at(number, len(key) + 2 + gap)


PIECES = st.sampled_from([*SIGNS, *"ab\n\t ", "\n  ", ": ", "- ", " #", "نص", "،", "\x85", "\ufeff", "\u200f"])


@given(st.lists(PIECES).map("".join))
def test_every_place_lies_inside_the_file(text: str) -> None:
    tree, problems = compose(text)
    lines = text.removeprefix("\ufeff").split("\n")
    marks = {one.mark for one in problems} | {node.mark for node in (walk(tree) if tree else ())}
    for mark in marks - {Mark(SHOWN)}:
        assert 1 <= mark.line <= len(lines)
        assert 1 <= mark.column <= len(lines[mark.line - 1]) + 1


@given(st.text())
def test_no_text_raises(text: str) -> None:
    compose(text)


@given(st.lists(PIECES).map("".join))
def test_no_text_of_signs_raises(text: str) -> None:
    compose(text)
    compose(text, parser=yaml.SafeLoader)


@given(st.binary())
def test_no_bytes_raise(data: bytes) -> None:
    read_bytes(data)


SAFE_WORDS = st.text(LETTERS + SIGNS.replace("?", "") + " ", max_size=12)
DATA = st.dictionaries(
    IDS,
    st.recursive(
        SAFE_WORDS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(IDS, inner, max_size=3),
        max_leaves=12,
    ),
    min_size=1,
)


@pytest.mark.skipif(strict_yaml.PARSER is yaml.SafeLoader, reason="libyaml is not here to compare with")
@given(DATA, st.sampled_from([True, False, None]), st.sampled_from([2, 4]))
def test_both_parsers_give_the_same_tree_and_places(data: Any, flow: bool | None, indent: int) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, indent=indent, sort_keys=False)
    tree, problems = compose(text)
    assert (tree, problems) == compose(text, parser=yaml.SafeLoader)
    if tree is not None and not problems:
        assert to_data(tree) == data


@given(st.dictionaries(IDS, PLAIN, min_size=1), st.data())
def test_a_key_that_stands_twice_is_always_reported(values: dict[str, str], data: st.DataObject) -> None:
    lines = [f"{key}: {value}" for key, value in values.items()]
    first = data.draw(st.integers(0, len(lines) - 1))
    second = data.draw(st.integers(first + 1, len(lines)))
    lines.insert(second, f"{list(values)[first]}: x")
    _, (problem,) = compose("\n".join(lines))
    assert (problem.code, problem.mark) == ("duplicate-key", at(second + 1, 1))
    assert [one.mark for one in problem.related] == [at(first + 1, 1)]


def test_an_item_of_a_list_is_a_sequence_of_nodes() -> None:
    tree = tree_of("a:\n  - b\n  - c: d\n")
    items = node_at(tree, ["a"])
    assert isinstance(items, Sequence)
    assert [type(item) for item in items.items] == [Scalar, Mapping]
