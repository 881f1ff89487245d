"""An adaptation laid over its baseline: the stances, the order, the provenance."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import Mark, Problems
from briefgen.model.adaptation import Layers, Stance, merge_adaptation, suggest
from briefgen.model.load import Loaded, load_scenario
from briefgen.model.nodes import Mapping, Scalar, node_at, to_data, walk
from briefgen.model.strict_yaml import compose_yaml
from briefgen.workspace import Workspace
from tests.worlds import (
    ADAPTATION,
    BASELINE,
    check_places,
    find_problems,
    show_places,
    write_adaptation,
    write_baseline,
)

HEADER = "title: {}\ncountry: {}\nkind_line: {}\nversion: 1\nas_of: 2026\nsummary: {}\n"
SUPPORT = "    support: {level: general}\n"


def read(text: str, layer: str) -> Mapping:
    problems = Problems()
    tree = compose_yaml(text, Path(f"{layer}.yaml"), layer, problems)
    assert tree is not None
    assert not problems.found
    return tree


def merge(baseline: str, *adaptations: str) -> tuple[Layers, Problems]:
    """The layers of adaptations (`first`, `second`) over a baseline (`base`)."""
    layers, problems = Layers(read(baseline, "base")), Problems()
    for name, text in zip(("first", "second"), adaptations, strict=False):
        layers = merge_adaptation(layers, "base", read(HEADER + text, name), problems)
    return layers, problems


def lesson_ids(layers: Layers) -> list[str]:
    lessons = layers.tree.entries["lessons"]
    assert isinstance(lessons, Mapping)
    return list(lessons.entries)


def load(root: Path, name: str = "lebanon") -> Loaded:
    return load_scenario(Workspace((root,)), name)


def check_lessons(root: Path, lessons: str, more: dict[str, str] | None = None) -> list[str]:
    """The problems of an adaptation with these lessons."""
    write_baseline(root)
    write_adaptation(root, {"lessons.yaml": f"lessons:\n{lessons}", **(more or {})})
    return check_places(root)


KEEP_ONE = "  one:\n    do: keep\n    support: {level: general, cites: [model:1]}\n"
KEEP_TWO = "  two:\n    do: keep\n    support: {level: general, cites: [model:2]}\n"
ADD_NEW = """\
  new:
    do: add
    title: {ar: جديد, en: New}
    text: {ar: نص, en: Text}
    cites: [model:1]
    support: {level: general, cites: [model:1]}
"""

# --- laws

law = settings(max_examples=40, deadline=None)
ids = st.from_regex(r"[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3})?", fullmatch=True)
words = st.sampled_from(["خطة", "مرنة", "plan", "ahead", "no", "010", "10:30", "1e3"])


class Entry(NamedTuple):
    ar: str
    en: str
    cites: list[str]


entries = st.builds(Entry, words, words, st.lists(st.sampled_from(["a:1", "b:2"]), max_size=3))
baselines = st.dictionaries(ids, entries, min_size=1, max_size=6)


def write_lessons(lessons: dict[str, Entry]) -> str:
    texts = [
        f"  {key}:\n    title:\n      ar: {one.ar}\n      en: {one.en}\n    cites: [{', '.join(one.cites)}]\n"
        for key, one in lessons.items()
    ]
    return "lessons:\n" + "".join(texts)


def as_read(lesson: Entry) -> dict[str, object]:
    return {"title": {"ar": lesson.ar, "en": lesson.en}, "cites": lesson.cites}


@law
@given(baselines)
def test_keeping_everything_gives_the_entries_of_the_baseline_in_its_order(lessons: dict[str, Entry]) -> None:
    layers, problems = merge(
        write_lessons(lessons), "lessons:\n" + "".join(f"  {one}:\n    do: keep\n{SUPPORT}" for one in sorted(lessons))
    )
    merged = to_data(layers.tree.entries["lessons"])
    assert isinstance(merged, dict)
    support = {"support": {"level": "general"}}
    assert list(merged.items()) == [(key, {**as_read(one), **support}) for key, one in lessons.items()]
    assert not problems.found


@law
@given(baselines, st.data())
def test_dropping_removes_exactly_what_is_dropped(lessons: dict[str, Entry], data: st.DataObject) -> None:
    dropped = data.draw(st.lists(st.sampled_from(list(lessons)), unique=True, min_size=1))
    text = "lessons:\n" + "".join(f"  {one}: {{do: drop, because: here-not}}\n" for one in dropped)
    layers, _ = merge(write_lessons(lessons), text)
    assert lesson_ids(layers) == [one for one in lessons if one not in dropped]
    assert [one for _, one in layers.drops] == dropped


@law
@given(baselines, st.data())
def test_undecided_is_exactly_what_is_not_named(lessons: dict[str, Entry], data: st.DataObject) -> None:
    named = data.draw(st.lists(st.sampled_from(list(lessons)), unique=True))
    text = "lessons:\n" + "".join(f"  {one}:\n    do: keep\n{SUPPORT}" for one in named) if named else ""
    layers, problems = merge(write_lessons(lessons), text)
    undecided = [one for (_, one), stance in layers.stances.items() if stance is Stance.UNDECIDED]
    assert undecided == [one for one in lessons if one not in named]
    assert [one.code for one in problems] == ["undecided"] * len(undecided)
    assert lesson_ids(layers) == list(lessons)


@law
@given(st.lists(ids, unique=True, min_size=2, max_size=7), st.data())
def test_additions_come_last_as_written_and_those_with_after_stand_behind_their_place(
    names: list[str], data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(names) - 1))
    old, new = names[:count], names[count:]
    rank = data.draw(st.permutations(names))  # an entry stands after one of lower rank: never in a circle
    after: dict[str, str] = {}
    for name in names:
        if lower := [one for one in names if rank.index(one) < rank.index(name)]:
            target = data.draw(st.none() | st.sampled_from(lower))
            after |= {name: target} if target else {}
    written = data.draw(st.permutations(names))
    text = "lessons:\n" + "".join(
        f"  {one}:\n    do: {'add' if one in new else 'keep'}\n{SUPPORT}"
        + (f"    after: {after[one]}\n" if one in after else "")
        for one in written
    )
    layers, problems = merge(write_lessons(dict.fromkeys(old, Entry("a", "b", []))), text)
    order = lesson_ids(layers)
    assert not problems.found
    assert sorted(order) == sorted(names)
    unmoved = [one for one in order if one not in after]
    assert unmoved == [one for one in (*old, *(one for one in written if one in new)) if one not in after]
    for target in set(after.values()):
        behind = [one for one in written if after.get(one) == target]
        assert order[order.index(target) + 1] == behind[0]
        assert [one for one in order if after.get(one) == target] == behind
    for name in after:  # between an entry and the one it names stands nothing but what was placed there too
        for between in order[order.index(after[name]) + 1 : order.index(name)]:
            while between != after[name]:
                between = after[between]


@law
@given(baselines, st.data())
def test_an_order_rearranges_a_collection_and_loses_nothing(lessons: dict[str, Entry], data: st.DataObject) -> None:
    order = data.draw(st.permutations(list(lessons)))
    layers, problems = merge(write_lessons(lessons), f"order:\n  lessons: [{', '.join(order)}]\n")
    assert lesson_ids(layers) == order
    assert not problems.errors
    merged, plain = to_data(layers.tree.entries["lessons"]), to_data(merge(write_lessons(lessons))[0].tree)
    assert isinstance(plain, dict)
    assert merged == plain["lessons"]


@law
@given(baselines, st.data())
def test_an_order_that_is_no_permutation_changes_nothing(lessons: dict[str, Entry], data: st.DataObject) -> None:
    order = data.draw(st.lists(st.sampled_from([*lessons, "no-such"]), max_size=7))
    layers, problems = merge(write_lessons(lessons), f"order:\n  lessons: [{', '.join(order)}]\n")
    assert sorted(lesson_ids(layers)) == sorted(lessons)
    if sorted(order) != sorted(lessons):
        assert lesson_ids(layers) == list(lessons)
        assert {one.code for one in problems.errors} <= {"incomplete-order", "unknown-id", "duplicate-id"}
        assert problems.errors


@law
@given(baselines, words, st.data())
def test_adapting_one_field_leaves_all_others_with_their_values_and_places(
    lessons: dict[str, Entry], word: str, data: st.DataObject
) -> None:
    name, language = data.draw(st.sampled_from(list(lessons))), data.draw(st.sampled_from(["ar", "en"]))
    before, _ = merge(write_lessons(lessons))
    text = f"lessons:\n  {name}:\n    do: adapt\n    title: {{{language}: '{word}'}}\n"
    after, _ = merge(write_lessons(lessons), text)
    changed = ("lessons", name, "title", language)
    assert node_at(after.tree, changed) == Scalar(word, Mark(Path("first.yaml"), 10, 17), False, "first")
    for entry_id in lessons:
        for path in (("title", "ar"), ("title", "en"), ("cites",)):
            whole = ("lessons", entry_id, *path)
            if whole != changed:
                assert node_at(after.tree, whole) == node_at(before.tree, whole)


@law
@given(baselines, baselines, baselines)
def test_a_chain_of_three_is_the_same_as_merging_twice(
    base: dict[str, Entry], first: dict[str, Entry], second: dict[str, Entry]
) -> None:
    def change(lessons: dict[str, Entry], known: dict[str, Entry]) -> str:
        text = write_lessons(lessons)
        for one in lessons:
            text = text.replace(f"\n  {one}:\n", f"\n  {one}:\n    do: {'adapt' if one in known else 'add'}\n")
        return text

    layers, problems = merge(write_lessons(base), change(first, base), change(second, base | first))
    assert not [one for one in problems.errors if one.code != "missing-support"]
    data = to_data(layers.tree.entries["lessons"])
    assert isinstance(data, dict)
    merged = base | first | second
    assert list(data.items()) == [(key, as_read(one)) for key, one in merged.items()]
    for key in merged:
        owner = "second" if key in second else "first" if key in first else "base"
        assert node_at(layers.tree, ("lessons", key, "title", "en")).layer == owner


@law
@given(baselines, st.data())
def test_merging_twice_gives_the_same(lessons: dict[str, Entry], data: st.DataObject) -> None:
    stances = {one: data.draw(st.sampled_from(["keep", "adapt", "drop", "add", "x"])) for one in lessons}
    text = "lessons:\n" + "".join(f"  {one}:\n    do: {stance}\n" for one, stance in stances.items())
    assert merge(write_lessons(lessons), text) == merge(write_lessons(lessons), text)


@law
@given(baselines)
def test_every_value_of_a_merged_tree_knows_its_place_and_layer(lessons: dict[str, Entry]) -> None:
    name = next(iter(lessons))
    layers, _ = merge(
        write_lessons(lessons), f"lessons:\n  {name}:\n    do: adapt\n    text: {{ar: x, en: y}}\n{SUPPORT}"
    )
    for node in walk(layers.tree):
        assert node.layer in ("base", "first")
        assert node.mark.file == Path(f"{node.layer}.yaml")
        assert node.mark.line > 0


@settings(max_examples=24, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(["keep", "adapt", "drop", "none"]), st.booleans())
def test_each_value_of_a_loaded_scenario_is_found_in_the_file_it_comes_from(
    tmp_path: Path, stances: list[str], add: bool
) -> None:
    names = ["a", "b", "c", "d"]
    lesson = "    title: {{ar: و, en: {0}}}\n    text: {{ar: و, en: text of {0}}}\n    cites: [model:1]\n"
    write_baseline(
        tmp_path,
        {
            "lessons.yaml": "lessons:\n" + "".join(f"  {one}:\n{lesson.format(one)}" for one in names),
            "challenges.yaml": None,
        },
    )
    support = "    support: {level: general, cites: [model:1]}\n"
    bodies = {
        "keep": f"    do: keep\n{support}",
        "adapt": f"    do: adapt\n    title: {{ar: و, en: other}}\n{support}",
        "drop": "    do: drop\n    because: {ar: لا, en: not here}\n",
        "add": f"    do: add\n{lesson.format('new')}{support}",
    }
    chosen = dict(zip(names, stances, strict=True)) | ({"new": "add"} if add else {})
    text = "".join(f"  {name}:\n{bodies[stance]}" for name, stance in chosen.items() if stance != "none")
    write_adaptation(tmp_path, {"lessons.yaml": f"lessons:\n{text}", "challenges.yaml": None})
    loaded = load(tmp_path)
    assert [one.id for one in loaded.value.lessons] == [one for one in chosen if chosen[one] != "drop"]
    for one in loaded.value.lessons:
        stance = chosen[one.id]
        assert loaded.stance("lessons", one.id) == ("undecided" if stance == "none" else stance)
        for field, wording in (("title", one.title["en"]), ("text", one.text["en"])):
            mark = loaded.place("lessons", one.id, field)
            own = stance == "add" or (stance == "adapt" and field == "title")
            assert mark.file.parent.name == ("lebanon" if own else "iraq")
            assert mark.file.read_text().splitlines()[mark.line - 1].strip().startswith(f"{field}:")
            assert wording in mark.file.read_text().splitlines()[mark.line - 1]


# --- what replaces, what merges


def test_support_replaces_that_of_the_baseline_whole(tmp_path: Path) -> None:
    write_baseline(
        tmp_path, {"lessons.yaml": BASELINE["lessons.yaml"] + "    support: {level: inferred, view: attributed}\n"}
    )
    write_adaptation(tmp_path)
    support = load(tmp_path).value.lessons[1].support
    assert (support.level, support.view) == ("general", None)


def test_a_list_replaces_that_of_the_baseline(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_adaptation(
        tmp_path,
        {"challenges.yaml": ADAPTATION["challenges.yaml"].replace("do: keep", "do: adapt\n    lessons: [two]")},
    )
    assert load(tmp_path).value.challenges[0].lessons == ("two",)


def test_header_texts_merge_by_language_and_scalars_replace(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path, {"more.yaml": "audience: {en: Officers}\n"})
    loaded = load(tmp_path)
    assert loaded.value.audience.root == {"ar": "الموظفون", "en": "Officers"}
    assert loaded.value.as_of.isoformat() == "2026-11-02"
    assert show_places(loaded.warnings) == ["more.yaml:1:12 stale-translation"]


def test_a_text_changed_in_one_language_is_stale_and_keeps_the_other(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    lessons = ADAPTATION["lessons.yaml"].replace("do: keep", "do: adapt\n    title: {en: First}", 1)
    write_adaptation(tmp_path, {"lessons.yaml": lessons})
    loaded = load(tmp_path)
    assert loaded.value.lessons[0].title.root == {"ar": "واحد", "en": "First"}
    assert show_places(loaded.warnings) == ["lessons.yaml:4:13 stale-translation"]


def test_a_text_changed_in_both_languages_is_not_stale(tmp_path: Path) -> None:
    lessons = KEEP_ONE.replace("do: keep", "do: adapt\n    title: {ar: أول, en: First}") + KEEP_TWO
    assert check_lessons(tmp_path, lessons) == []


def test_a_stale_translation_is_reported_where_it_was_made_not_in_what_extends_that(tmp_path: Path) -> None:
    lessons = (
        "  one:\n    do: adapt\n    title: {en: First}\n    support: {level: general, cites: [model:1]}\n" + KEEP_TWO
    )
    assert check_lessons(tmp_path, lessons) == ["lessons.yaml:4:13 stale-translation"]
    write_adaptation(tmp_path, name="syria", extends="lebanon")
    assert check_places(tmp_path, "syria") == []


def test_an_adaptation_may_take_fewer_languages(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path, {"more.yaml": "languages: [ar]\n", "scenario.yaml": ADAPTATION["scenario.yaml"]})
    codes = {one.split()[1] for one in check_places(tmp_path)}
    assert codes == {"unknown-language"}  # its own English wordings, not those it inherits


def test_an_adaptation_gives_a_header_of_its_own(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path, {"scenario.yaml": "extends: iraq\n"})
    problems = find_problems(tmp_path)
    named = ["as_of", "country", "kind_line", "summary", "title", "version"]
    assert [one.message for one in problems] == [f'"{name}" is missing' for name in named]
    assert {one.mark.file.parent.name for one in problems} == {"lebanon"}


# --- a third over the second


def test_the_third_in_a_chain_takes_its_own_stances(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path, {"lessons.yaml": "lessons:\n" + KEEP_ONE + KEEP_TWO + ADD_NEW})
    write_adaptation(tmp_path, name="syria", extends="lebanon")
    loaded = load(tmp_path, "syria")
    assert {key[1]: stance.value for key, stance in loaded.layers.stances.items() if key[0] == "lessons"} == {
        "one": "keep",
        "two": "keep",
        "new": "undecided",
    }


def test_what_the_second_drops_stays_dropped_in_the_third(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    drop = "  two:\n    do: drop\n    because: {ar: لا, en: not here}\n"
    write_adaptation(tmp_path, {"lessons.yaml": "lessons:\n" + KEEP_ONE + drop})
    write_adaptation(tmp_path, {"lessons.yaml": "lessons:\n" + KEEP_ONE}, name="syria", extends="lebanon")
    loaded = load(tmp_path, "syria")
    assert [one.id for one in loaded.value.lessons] == ["one"]
    assert [one.id for one in loaded.value.drops] == ["two"]


def test_what_the_second_drops_and_the_third_adds_again_is_not_dropped(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    drop = "  two:\n    do: drop\n    because: {ar: لا, en: not here}\n"
    write_adaptation(tmp_path, {"lessons.yaml": "lessons:\n" + KEEP_ONE + drop})
    again = "lessons:\n" + KEEP_ONE + ADD_NEW.replace("new:", "two:")
    write_adaptation(tmp_path, {"lessons.yaml": again}, name="syria", extends="lebanon")
    loaded = load(tmp_path, "syria")
    assert [one.id for one in loaded.value.lessons] == ["one", "two"]
    assert loaded.value.drops == ()


# --- stances that cannot be taken


@pytest.mark.parametrize(
    ("lessons", "expected"),
    [
        (KEEP_ONE.replace("    do: keep\n", "") + KEEP_TWO, "lessons.yaml:2:3 missing-do"),
        (KEEP_ONE.replace("do: keep", "do: kep") + KEEP_TWO, "lessons.yaml:3:9 bad-do"),
        (KEEP_ONE.replace("do: keep", "do: undecided") + KEEP_TWO, "lessons.yaml:3:9 bad-do"),
        (KEEP_ONE.replace("do: keep", "do: [keep]") + KEEP_TWO, "lessons.yaml:3:9 bad-do"),
        (KEEP_ONE.replace("do: keep", "do: keep\n    core: true") + KEEP_TWO, "lessons.yaml:4:5 field-not-allowed"),
        ("  one:\n    do: keep\n" + KEEP_TWO, "lessons.yaml:2:3 missing-support"),
        ("  one: keep\n" + KEEP_TWO, "lessons.yaml:2:8 wrong-type"),
        (KEEP_ONE.replace("one", "on") + KEEP_ONE + KEEP_TWO, "lessons.yaml:2:3 unknown-id"),
        (KEEP_ONE + KEEP_TWO + ADD_NEW.replace("do: add", "do: adapt"), "lessons.yaml:8:3 unknown-id"),
        (KEEP_ONE + ADD_NEW.replace("new", "two"), "lessons.yaml:5:3 existing-id"),
        (KEEP_ONE.replace("do: keep", "do: adapt") + KEEP_TWO, "lessons.yaml:2:3 nothing-adapted"),
        (KEEP_ONE + KEEP_TWO + "    after: tow\n", "lessons.yaml:8:12 unknown-id"),
        (KEEP_ONE + KEEP_TWO + "    after: two\n", "lessons.yaml:8:12 unknown-id"),
        (KEEP_ONE + KEEP_TWO + "    after: [one]\n", "lessons.yaml:8:12 wrong-type"),
        (KEEP_ONE + KEEP_TWO + ADD_NEW[: ADD_NEW.index("    support")], "lessons.yaml:8:3 missing-support"),
        (KEEP_ONE + "  two:\n    do: drop\n", "lessons.yaml:5:3 missing-because"),
        (KEEP_ONE + "  two: {do: drop, because: {ar: a, en: b}, core: true}\n", "lessons.yaml:5:44 field-not-allowed"),
        (KEEP_ONE + KEEP_TWO.replace("general, cites: [model:2]", "stated"), "lessons.yaml:7:5 claim-without-citation"),
        (KEEP_ONE + KEEP_TWO.replace("general", "planner-added"), "lessons.yaml:7:5 claim-without-citation"),
        (KEEP_ONE + KEEP_TWO.replace("general", "generel"), "lessons.yaml:7:15 bad-value"),
        (KEEP_ONE, "lessons.yaml:2:3 undecided"),
    ],
)  # fmt: skip
def test_each_stance_that_cannot_be_taken_has_its_code_place_and_hint(
    tmp_path: Path, lessons: str, expected: str
) -> None:
    assert check_lessons(tmp_path, lessons) == [expected]
    assert all(one.hint for one in find_problems(tmp_path))


def test_an_unknown_id_suggests_the_one_that_is_meant(tmp_path: Path) -> None:
    check_lessons(tmp_path, KEEP_ONE + KEEP_TWO.replace("two", "tow"))
    [problem] = [one for one in find_problems(tmp_path) if one.code == "unknown-id"]
    assert problem.message == 'no lesson "tow" in iraq'
    assert problem.hint == 'did you mean "two"?'


def test_adding_what_exists_names_the_place_where_it_exists(tmp_path: Path) -> None:
    check_lessons(tmp_path, KEEP_ONE + ADD_NEW.replace("new", "two"))
    [problem] = find_problems(tmp_path)
    assert [(one.mark.file.parent.name, one.mark.line) for one in problem.related] == [("iraq", 6)]


def test_dropping_what_is_still_referenced_names_every_referrer(tmp_path: Path) -> None:
    drop = "  one:\n    do: drop\n    because: {ar: لا, en: not here}\n"
    another = """\
  soft:
    do: add
    title: {ar: سهل, en: Soft}
    text: {ar: سهل, en: Soft}
    cites: [model:1]
    lessons: [two, one]
    support: {level: general, cites: [model:1]}
"""
    codes = check_lessons(tmp_path, drop + KEEP_TWO, {"challenges.yaml": ADAPTATION["challenges.yaml"] + another})
    assert codes == ["lessons.yaml:4:14 dropped-but-referenced"]
    [problem] = find_problems(tmp_path)
    assert "hard, soft" in problem.message
    assert [(one.mark.file.parent.name, one.mark.line) for one in problem.related] == [("iraq", 6), ("lebanon", 10)]


def test_dropping_a_reason_that_a_drop_still_gives_names_that_entry(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_adaptation(
        tmp_path,
        {
            "lessons.yaml": f"lessons:\n{KEEP_ONE}  two:\n    do: drop\n    because: not-here\n",
            "reasons.yaml": "reasons:\n  not-here:\n    do: add\n    text: {ar: لا, en: not here}\n",
        },
    )
    reasons = "reasons:\n  not-here:\n    do: drop\n    because: {ar: لا, en: no}\n"
    changes = {"lessons.yaml": f"lessons:\n{KEEP_ONE}", "reasons.yaml": reasons}
    write_adaptation(tmp_path, changes, name="syria", extends="lebanon")
    [problem] = find_problems(tmp_path, "syria")
    assert show_places([problem]) == ["reasons.yaml:4:14 dropped-but-referenced"]
    assert problem.message.endswith("still named by two")


def test_entries_placed_after_each_other_are_reported_and_none_is_lost() -> None:
    base = write_lessons(dict.fromkeys(["a", "b", "c"], Entry("x", "y", [])))
    text = f"lessons:\n  b:\n    do: keep\n    after: c\n{SUPPORT}  c:\n    do: keep\n    after: b\n{SUPPORT}"
    layers, problems = merge(base, text)
    assert lesson_ids(layers) == ["a", "b", "c"]
    assert [one.code for one in problems.errors] == ["bad-value", "bad-value"]


def test_an_entry_may_stand_after_one_that_is_placed_later_in_the_file() -> None:
    base = write_lessons(dict.fromkeys(["a", "b", "c"], Entry("x", "y", [])))
    text = f"lessons:\n  c:\n    do: keep\n    after: b\n{SUPPORT}  b:\n    do: keep\n    after: a\n{SUPPORT}"
    new = f"  new:\n    do: add\n    after: a\n{SUPPORT}"
    layers, _ = merge(base, text + new)
    assert lesson_ids(layers) == ["a", "b", "c", "new"]


# --- order


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("order: {lessons: [two]}", ["more.yaml:1:18 incomplete-order"]),
        ("order: {lessons: [two, one, tow]}", ["more.yaml:1:29 unknown-id"]),
        ("order: {lessons: [two, one, two]}", ["more.yaml:1:19 duplicate-id", "more.yaml:1:29 duplicate-id"]),
        ("order: {lessons: two}", ["more.yaml:1:18 wrong-type"]),
        ("order: {lessons: [[two], one]}", ["more.yaml:1:18 wrong-type"]),
        ("order: {lesson: [two, one]}", ["more.yaml:1:9 unknown-key"]),
        ("order: [two, one]", ["more.yaml:1:8 wrong-type"]),
        ("order: {facts: [one]}", ["more.yaml:1:9 unknown-id"]),
    ],
)
def test_an_order_that_cannot_be_taken_has_its_code_place_and_hint(
    tmp_path: Path, order: str, expected: list[str]
) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path, {"more.yaml": f"{order}\n"})
    assert check_places(tmp_path) == expected
    assert all(one.hint for one in find_problems(tmp_path))


def test_a_collection_of_an_adaptation_that_is_a_list_is_one_problem(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path, {"lessons.yaml": "lessons:\n  - one\n"})
    errors = [one for one in find_problems(tmp_path) if one.severity == "error"]
    assert show_places(errors) == ["lessons.yaml:2:3 wrong-type"]


# --- did you mean


def test_a_suggestion_is_the_closest_of_what_is_known() -> None:
    assert suggest("lesson-on", ["lesson-one", "challenge"]) == 'did you mean "lesson-one"?'


def test_without_a_close_one_the_hint_lists_what_is_known() -> None:
    assert suggest("xyz", ["one", "two"]) == "known here: one, two"


def test_a_long_list_of_what_is_known_is_cut() -> None:
    assert suggest("xyz", [f"lesson-{n}" for n in range(100)]).endswith(" and 70 more")
