from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.diagnostics import Mark, Problems
from briefgen.model.nodes import Mapping, child_of, is_refused, key_mark_at, mark_at, node_at, to_data, walk
from briefgen.model.strict_yaml import compose_yaml

FILE = Path("a.yaml")


def read(text: str) -> Mapping:
    tree = compose_yaml(text, FILE, "iraq", Problems())
    assert tree is not None
    return tree


TREE = read("lessons:\n  one:\n    title: {ar: واحد, en: One}\n    cites: [a:1, b:2]\n")


def test_a_tree_as_plain_data_has_a_text_for_every_value() -> None:
    data = {"lessons": {"one": {"title": {"ar": "واحد", "en": "One"}, "cites": ["a:1", "b:2"]}}}
    assert to_data(TREE) == data


def test_a_path_leads_through_keys_and_numbers() -> None:
    assert to_data(node_at(TREE, ("lessons", "one", "cites", 1))) == "b:2"
    assert mark_at(TREE, ("lessons", "one", "cites", 1)) == Mark(FILE, 4, 18)


def test_a_path_that_ends_early_gives_the_deepest_value_on_it() -> None:
    assert node_at(TREE, ("lessons", "one", "text", "en")) == node_at(TREE, ("lessons", "one"))
    assert node_at(TREE, ("nothing",)) == TREE


def test_the_mark_of_a_key_is_where_the_key_stands() -> None:
    assert key_mark_at(TREE, ("lessons", "one", "title")) == Mark(FILE, 3, 5)
    assert key_mark_at(TREE, ("lessons", "one", "cites", 0)) == Mark(FILE, 4, 13)


@pytest.mark.parametrize("step", [2, -1, "ar"])
def test_a_step_that_does_not_exist_has_no_child(step: int | str) -> None:
    assert child_of(node_at(TREE, ("lessons", "one", "cites")), step) is None


def test_walking_visits_every_value_in_the_order_written() -> None:
    marks = [(node.mark.line, node.mark.column) for node in walk(TREE)]
    assert len(marks) == 9
    assert marks == sorted(marks)


@pytest.mark.parametrize("word", ["null", "~", "", "*other"])
def test_a_value_that_was_refused_is_known_by_its_looks(word: str) -> None:
    assert is_refused(read(f"a: {word}\nb: &other c\n").entries["a"])


@pytest.mark.parametrize("word", ["'null'", '"~"', "''", "'*other'", "nullify", "~x", "[null]"])
def test_words_that_only_look_like_it_are_not_refused(word: str) -> None:
    assert not is_refused(read(f"a: {word}\n").entries["a"])
