"""The laws of forms: what is drawn, what a form holds in which order, and that its key is the bank's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.compose.item_templates import make_items
from briefgen.compose.quiz import key_rows
from briefgen.compose.quiz_forms import (
    MOST_MADE,
    BlueprintNotMet,
    Draw,
    FormItem,
    QuizForm,
    draw_items,
    make_draw,
    split_halves,
)
from briefgen.model.load import load_scenario
from briefgen.model.quiz import ITEM_TYPES, Blueprint, Item, ItemType
from briefgen.model.training import Bloom
from briefgen.workspace import Workspace, find_shipped

WORDS = ("one", "two", "three", "four", "five", "six")
OBJECTIVES = ("rank", "name", "plan")
LEVELS: tuple[Bloom, ...] = ("remember", "apply", "create")


def text_of(word: str) -> dict[str, str]:
    return {"ar": f"«{word}»", "en": word}


def make_item(
    item_id: str,
    kind: ItemType = "single",
    options: int = 4,
    key: Sequence[int] = (0,),
    **fields: object,
) -> Item:
    """An item whose options are one, two, three …; `key` numbers what is right: for a matching item, each premise's."""
    words = WORDS[:options]
    right = [words[one] for one in key]
    keys: dict[str, object] = {
        "single": right[0],
        "multi": right,
        "true-false": "true" if key[0] else "false",
        "matching": {f"premise-{number}": one for number, one in enumerate(right)},
        "ordering": right,
        "short": text_of("answer"),
    }
    has_options = kind not in ("true-false", "short")
    item = {
        "id": item_id,
        "type": kind,
        "stem": text_of(item_id),
        "options": {word: text_of(word) for word in words if has_options},
        "premises": {f"premise-{number}": text_of(str(number)) for number in range(len(key)) if kind == "matching"},
        "objective": "rank",
        "bloom": "apply",
        "section": "lessons",
        "cites": ["model:1"],
        "facilitator": {"key": keys[kind], "rationale": text_of("why")},
    }
    return Item.model_validate(item | {name.rstrip("_"): value for name, value in fields.items()})


@st.composite
def items(draw: st.DrawFn, number: int, kinds: Sequence[ItemType] = ITEM_TYPES, free: bool = False) -> Item:
    """Any item; with `free`, none is an anchor, all are shuffled, and no option is pinned."""
    kind = draw(st.sampled_from(kinds))
    options = draw(st.integers(2, 6))
    places = draw(st.permutations(range(options)))
    count = {"multi": draw(st.integers(1, options)), "matching": draw(st.integers(2, options))}
    key = [draw(st.integers(0, 1))] if kind == "true-false" else places
    fields: dict[str, object] = {"objective": draw(st.sampled_from(OBJECTIVES)), "bloom": draw(st.sampled_from(LEVELS))}
    if not free:
        marks = draw(st.integers(0, 9))
        fields |= {"points": str(marks % 3 + 1), "anchor": marks == 9, "shuffle": marks != 8}
        if kind not in ("true-false", "short") and marks in (6, 7):
            fields["pinned"] = tuple(WORDS[:options][place] for place in places[: marks - 5])
    return make_item(f"item-{number}", kind, options, key[: count.get(kind, len(key))], **fields)


def banks(most: int = 40, kinds: Sequence[ItemType] = ITEM_TYPES, free: bool = False) -> st.SearchStrategy[list[Item]]:
    def of_size(count: int) -> st.SearchStrategy[list[Item]]:
        return st.tuples(*(items(number, kinds, free) for number in range(count))).map(list)

    return st.integers(1, most).flatmap(of_size)


@st.composite
def draws(draw: st.DrawFn, halves: bool | None = None, most: int = 40) -> tuple[list[Item], Draw]:
    """A bank and what a blueprint without minima draws from it."""
    bank = draw(banks(most))
    anchors = sum(item.anchor for item in bank)
    blueprint = Blueprint(
        seed=draw(st.sampled_from(("spring", "ورشة", "7"))),
        items=draw(st.integers(max(1, anchors), len(bank))),
        forms=draw(st.integers(1, 5)),
        halves=draw(st.booleans()) if halves is None else halves,
    )
    return bank, make_draw(blueprint, bank)


law = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def ids(things: Sequence[Item] | Sequence[FormItem]) -> list[str]:
    return [one.item.id if isinstance(one, FormItem) else one.id for one in things]


def show(draw: Draw) -> list[tuple[object, ...]]:
    """All that is decided on the forms of a draw."""
    return [
        (form.letter, form.half, one.no, one.item.id, [option.id for option in one.options], one.right)
        for form in draw.forms
        for one in form.items
    ]


# --- what stands on a form


@given(draws(halves=False))
@law
def test_a_form_is_a_permutation_of_the_drawn_items(drawn: tuple[list[Item], Draw]) -> None:
    bank, draw = drawn
    assert len(set(ids(draw.items))) == len(draw.items)
    assert list(draw.items) == [item for item in bank if item.id in ids(draw.items)]
    for form in draw.forms:
        assert form.half == 0
        assert sorted(ids(form.items)) == sorted(ids(draw.items))


@given(draws(halves=True))
@law
def test_halves_together_are_the_draw_and_share_its_anchors_only(drawn: tuple[list[Item], Draw]) -> None:
    bank, draw = drawn
    first, second = split_halves(draw.seed, draw.items)
    anchors = {item.id for item in bank if item.anchor}
    assert set(ids(first)) | set(ids(second)) == set(ids(draw.items))
    assert set(ids(first)) & set(ids(second)) == anchors
    assert abs(len(first) - len(second)) <= 1
    most = max(item.points for item in draw.items)
    assert abs(sum(item.points for item in first) - sum(item.points for item in second)) <= most
    for number, form in enumerate(draw.forms):
        half = (first, second)[number % 2]
        assert form.half == number % 2 + 1
        assert sorted(ids(form.items)) == sorted(ids(half))


@given(draws())
@law
def test_forms_have_letters_in_order(drawn: tuple[list[Item], Draw]) -> None:
    assert "".join(form.letter for form in drawn[1].forms) == "ABCDE"[: len(drawn[1].forms)]


@given(draws())
@law
def test_the_options_and_premises_of_an_item_on_a_form_are_a_permutation_of_its_own(
    drawn: tuple[list[Item], Draw],
) -> None:
    for one in (one for form in drawn[1].forms for one in form.items):
        assert sorted(one.options, key=lambda option: option.id) == sorted(one.item.options, key=lambda two: two.id)
        assert sorted(one.premises, key=lambda option: option.id) == sorted(one.item.premises, key=lambda two: two.id)


@given(draws())
@law
def test_pinned_options_keep_their_place_and_options_that_are_not_shuffled_their_order(
    drawn: tuple[list[Item], Draw],
) -> None:
    for one in (one for form in drawn[1].forms for one in form.items):
        if not one.item.shuffle:
            assert one.options == one.item.options
        for before, after in zip(one.item.options, one.options, strict=True):
            if before.id in one.item.pinned:
                assert after == before


@given(draws())
@law
def test_rows_are_numbered_without_gaps_and_short_items_come_last(drawn: tuple[list[Item], Draw]) -> None:
    for form in drawn[1].forms:
        assert [row.no for row in key_rows(form)] == list(range(1, form.rows + 1))
        no = 1
        for one in form.items:
            assert one.no == no
            no += max(one.rows, 1)
        are_short = [one.item.type == "short" for one in form.items]
        assert are_short == sorted(are_short)


@given(draws())
@law
def test_a_row_has_a_bubble_for_each_answer_that_can_be_given(drawn: tuple[list[Item], Draw]) -> None:
    rows = {"single": 1, "multi": 1, "true-false": 1, "short": 0}
    for one in (one for form in drawn[1].forms for one in form.items):
        lengths = {"matching": len(one.item.premises), "ordering": len(one.item.options)}
        assert one.rows == (rows | lengths)[one.item.type]
        assert one.choices == (2 if one.item.type == "true-false" else len(one.item.options))
        assert all(0 <= place < one.choices for row in one.right for place in row)


@given(draws())
@law
def test_things_to_order_never_stand_in_their_right_order(drawn: tuple[list[Item], Draw]) -> None:
    for one in (one for form in drawn[1].forms for one in form.items if one.item.type == "ordering"):
        movable = [option for option in one.options if option.id not in one.item.pinned]
        if one.item.shuffle and len(movable) > 1:
            assert tuple(option.id for option in one.options) != one.item.key


# --- keys


def grade(form: QuizForm, answers: dict[int, tuple[int, ...]]) -> float:
    """The points for the answers of a sheet; an item of several rows gives a share for each; short ones are right."""
    points: float = 0
    for one in form.items:
        right = [answers[one.no + row] == wanted for row, wanted in enumerate(one.right)]
        points += one.item.points * (sum(right) / len(right) if right else 1)
    return points


@given(draws(most=15))
@law
def test_answers_by_the_key_get_full_marks_and_any_other_answer_loses_points(drawn: tuple[list[Item], Draw]) -> None:
    for form in drawn[1].forms:
        by_key = {row.no: row.right for row in key_rows(form)}
        assert grade(form, by_key) == pytest.approx(form.points)
        for row in key_rows(form):
            for place in range(row.choices):
                other = tuple(sorted(set(row.right) ^ {place})) if row.type == "multi" else (place,)
                if other != row.right:
                    assert grade(form, by_key | {row.no: other}) < form.points - 0.1


@given(draws())
@law
def test_right_places_on_a_form_lead_back_to_the_key_of_the_bank(drawn: tuple[list[Item], Draw]) -> None:
    for one in (one for form in drawn[1].forms for one in form.items):
        named = [[one.options[place].id for place in row] for row in one.right] if one.options else []
        assert one.item.facilitator is not None
        key = one.item.facilitator.key
        if one.item.type == "true-false":
            assert one.right == ((0,) if key == "true" else (1,),)
        elif one.item.type == "single":
            assert named == [[key]]
        elif one.item.type == "multi":
            assert sorted(named[0]) == sorted(one.item.key)
        elif one.item.type == "ordering":
            assert [row[0] for row in named] == list(one.item.key)
        elif one.item.type == "matching":
            found = {premise.id: row[0] for premise, row in zip(one.premises, named, strict=True)}
            assert found == {pair[0]: pair[1] for pair in one.item.key}
        else:
            assert one.right == ()


def letters_of(form: QuizForm) -> dict[int, Counter[int]]:
    """For single items of so many options, how often each place is right."""
    found: dict[int, Counter[int]] = {}
    for one in form.items:
        if one.item.type == "single":
            found.setdefault(one.choices, Counter(range(one.choices)))[one.right[0][0]] += 1
    return found


@given(banks(kinds=("single", "single", "single", "multi", "ordering"), free=True), st.integers(1, 4))
@law
def test_each_letter_is_right_equally_often_where_all_options_may_move(bank: list[Item], forms: int) -> None:
    draw = make_draw(Blueprint(seed="letters", items=len(bank), forms=forms), bank)
    for form in draw.forms:
        for counts in letters_of(form).values():
            assert max(counts.values()) - min(counts.values()) <= 1


def test_items_that_may_move_make_up_for_those_that_may_not() -> None:
    fixed = [make_item(f"fixed-{number}", shuffle="false") for number in range(3)]
    free = [make_item(f"free-{number}") for number in range(9)]
    (form,) = make_draw(Blueprint(seed="one", items=12, forms=1), fixed + free).forms
    assert letters_of(form) == {4: Counter({0: 4, 1: 4, 2: 4, 3: 4})}


def test_where_wrong_options_stand_is_left_to_chance() -> None:
    bank = [make_item(f"item-{number}") for number in range(40)]
    draw = make_draw(Blueprint(seed="chance", items=40, forms=1), bank)
    orders = {tuple(option.id for option in one.options) for one in draw.forms[0].items}
    assert len(orders) > 12


# --- seeds


FRESH = """
from tests.compose.test_quiz_forms import draw_of_lebanon
print(draw_of_lebanon())
"""


def draw_of_lebanon() -> Draw:
    shipped = Workspace((find_shipped(),))
    scenario = load_scenario(shipped, "lebanon").value
    blueprint = Blueprint(seed="a fresh start", items=10, made=3, forms=3)
    return make_draw(blueprint, scenario.items, make_items(shipped, scenario))


def test_the_same_seed_gives_the_same_forms_in_a_fresh_process() -> None:
    other = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    environment = {**os.environ, "PYTHONHASHSEED": other, "PYTHONPATH": os.pathsep.join(sys.path)}
    start = [sys.executable, "-c", FRESH]
    done = subprocess.run(start, capture_output=True, text=True, timeout=60, env=environment, check=True)
    assert done.stdout == f"{draw_of_lebanon()}\n"


@given(draws(), st.randoms(use_true_random=False))
@law
def test_forms_do_not_depend_on_the_order_of_the_bank(drawn: tuple[list[Item], Draw], chance: object) -> None:
    bank, draw = drawn
    shuffled = list(bank)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    blueprint = Blueprint(
        seed=draw.seed, items=len(draw.items), forms=len(draw.forms), halves=any(form.half for form in draw.forms)
    )
    assert show(make_draw(blueprint, shuffled)) == show(draw)


BANK = [make_item(f"item-{number}", objective=OBJECTIVES[number % 3]) for number in range(12)]


def test_another_seed_draws_other_items_in_another_order() -> None:
    one, two = (make_draw(Blueprint(seed=seed, items=6, forms=1), BANK) for seed in ("one", "two"))
    assert set(ids(one.items)) != set(ids(two.items))
    all_one, all_two = (make_draw(Blueprint(seed=seed, items=12, forms=1), BANK) for seed in ("one", "two"))
    assert ids(all_one.forms[0].items) != ids(all_two.forms[0].items)


def test_forms_of_a_draw_differ_in_the_order_of_items_and_of_options() -> None:
    draw = make_draw(Blueprint(seed="one", items=12, forms=4), BANK)
    assert len({tuple(ids(form.items)) for form in draw.forms}) == 4
    for item in BANK:
        orders = {
            tuple(option.id for option in one.options)
            for form in draw.forms
            for one in form.items
            if one.item.id == item.id
        }
        assert len(orders) > 1


def test_one_form_more_leaves_the_others_as_they_are() -> None:
    few, more = (make_draw(Blueprint(seed="one", items=12, forms=forms), BANK) for forms in (2, 3))
    assert more.forms[:2] == few.forms


# --- what is drawn


def blueprint_of(**fields: object) -> Blueprint:
    return Blueprint.model_validate({"seed": "one"} | fields)


@st.composite
def feasible(draw: st.DrawFn) -> tuple[list[Item], Blueprint]:
    """A bank, and a blueprint whose minima some items of it meet exactly."""
    bank = draw(banks(12, free=True))
    there = draw(st.lists(st.sampled_from(bank), min_size=1, unique_by=lambda item: item.id))
    asked = draw(st.sets(st.sampled_from(("objectives", "levels", "types"))))
    of: dict[str, Callable[[Item], object]] = {
        "objectives": lambda item: item.objective,
        "levels": lambda item: item.bloom,
        "types": lambda item: item.type,
    }
    minima = {name: dict(Counter(map(of[name], there))) for name in sorted(asked)}
    return bank, blueprint_of(items=len(there), **minima)


@given(feasible())
@settings(law, max_examples=100)
def test_minima_that_the_bank_can_meet_are_met(world: tuple[list[Item], Blueprint]) -> None:
    bank, blueprint = world
    drawn = draw_items(blueprint, bank)
    assert len(drawn) == blueprint.items
    for objective, count in blueprint.objectives.items():
        assert sum(item.objective == objective for item in drawn) >= count
    for level, count in blueprint.levels.items():
        assert sum(item.bloom == level for item in drawn) >= count
    for kind, count in blueprint.types.items():
        assert sum(item.type == kind for item in drawn) >= count


def test_minima_are_met_where_the_item_that_serves_most_of_them_leads_nowhere() -> None:
    bank = [
        make_item("first", "single", objective="rank", bloom="apply"),
        make_item("second", "multi", objective="name", bloom="create"),
        *(make_item(f"trap-{number}", "multi", objective="rank", bloom="apply") for number in range(4)),
    ]
    minima = {
        "objectives": {"rank": 1, "name": 1},
        "levels": {"apply": 1, "create": 1},
        "types": {"single": 1, "multi": 1},
    }
    for seed in ("one", "two", "three", "four", "five"):
        drawn = draw_items(blueprint_of(seed=seed, items=2, **minima), bank)
        assert ids(drawn) == ["first", "second"]


def test_a_draw_spreads_over_the_objectives() -> None:
    bank = [make_item(f"item-{number}", objective="rank" if number < 9 else "name") for number in range(12)]
    drawn = draw_items(blueprint_of(items=6), bank)
    assert Counter(item.objective for item in drawn) == {"rank": 3, "name": 3}


def test_anchors_are_always_drawn() -> None:
    bank = [*BANK, make_item("kept", anchor="true")]
    for seed in ("one", "two", "three", "four"):
        assert "kept" in ids(draw_items(blueprint_of(seed=seed, items=2), bank))


def test_no_item_of_a_type_that_is_left_out_is_drawn_not_even_an_anchor_or_a_made_one() -> None:
    bank = [*BANK, make_item("essay", "short", anchor="true"), make_item("order", "ordering", key=(0, 1, 2, 3))]
    made = [make_item("made-order", "ordering", key=(0, 1, 2, 3)), make_item("made")]
    drawn = draw_items(blueprint_of(items=13, made=1, without=["short", "ordering"]), bank, made)
    assert {item.type for item in drawn} == {"single"}
    assert "made" in ids(drawn)


def test_so_many_items_as_asked_for_come_from_templates() -> None:
    made = [make_item(f"made-{number}") for number in range(5)]
    drawn = draw_items(blueprint_of(items=10, made=3), BANK, made)
    assert sum(item.id.startswith("made-") for item in drawn) == 3
    assert len(drawn) == 10


def test_an_empty_bank_leaves_all_to_templates() -> None:
    made = [make_item(f"made-{number}") for number in range(5)]
    assert len(draw_items(blueprint_of(items=4), (), made)) == 4
    essays = [make_item("essay", "short")]
    assert len(draw_items(blueprint_of(items=5, without=["short"]), essays, made)) == 5


def test_minima_hold_for_an_empty_bank_too() -> None:
    made = [make_item(f"made-{number}") for number in range(9)] + [make_item("order", "ordering", key=(0, 1, 2, 3))]
    for seed in ("one", "two", "three"):
        assert "order" in ids(draw_items(blueprint_of(seed=seed, items=2, types={"ordering": 1}), (), made))


ANCHORS = [make_item(f"anchor-{number}", anchor="true") for number in range(3)]
MADE = [make_item(f"made-{number}") for number in range(9)]


@pytest.mark.parametrize(
    ("fields", "bank", "made", "message"),
    [
        ({"items": 13}, BANK, [], "the blueprint asks the bank for 13 items; there are 12"),
        ({"items": 12, "made": 2}, BANK[:9], MADE, "the blueprint asks the bank for 10 items; there are 9"),
        ({"items": 10, "made": 3}, BANK, MADE[:2], "the blueprint asks the item templates for 3 items; there are 2"),
        ({"items": 10}, [], MADE, "the blueprint asks the item templates for 10 items; there are 9"),
        ({"items": 10}, [], [], "the blueprint asks the item templates for 10 items; there are 0"),
        ({"items": 3, "without": ["single"]}, BANK, MADE, "asks the item templates for 3 items; there are 0"),
        ({"items": 10, "made": 4}, BANK, MADE, "4 items made by templates are too many"),
        ({"items": 2}, BANK + ANCHORS, [], "there are 3 anchor items, and room for 2"),
        ({"items": 2, "objectives": {"name": 2}}, BANK + ANCHORS, [], "there are 3 anchor items, and room for 2"),
        ({"items": 12, "objectives": {"name": 5}}, BANK, [], '1 more of objective "name" would be needed'),
        ({"items": 12, "levels": {"create": 2}}, BANK, [], '2 more of level "create" would be needed'),
        ({"items": 12, "types": {"ordering": 1}}, BANK, [], '1 more of type "ordering" would be needed'),
        ({"items": 3, "objectives": {"rank": 2, "name": 2}}, BANK, [], '1 more of objective "'),
        ({"items": 4, "objectives": {"name": 2}}, BANK + ANCHORS, [], '1 more of objective "name" would be needed'),
        ({"items": 2, "types": {"ordering": 1}}, [], MADE, '1 more of type "ordering" would be needed'),
    ],
)
def test_what_a_bank_cannot_give_is_an_error_that_names_what_lacks(
    fields: dict[str, object], bank: list[Item], made: list[Item], message: str
) -> None:
    with pytest.raises(BlueprintNotMet) as caught:
        make_draw(blueprint_of(**fields), bank, made)
    assert message in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("count", [1, 3, 10, 20, 30, 40, 70, 120])
def test_three_in_ten_items_may_be_made_by_templates_and_not_one_more(count: int) -> None:
    bank = [make_item(f"item-{number}") for number in range(count)]
    made = [make_item(f"made-{number}") for number in range(count)]
    most = count * 3 // 10
    assert most == int(MOST_MADE * count)
    assert len(draw_items(blueprint_of(items=count, made=most), bank, made)) == count
    with pytest.raises(BlueprintNotMet, match="too many"):
        draw_items(blueprint_of(items=count, made=most + 1), bank, made)


def test_minima_that_cannot_be_met_together_are_refused_in_reasonable_time() -> None:
    bank = [
        make_item(f"item-{number}", ITEM_TYPES[number % 2], objective=f"goal-{number % 20}", bloom=LEVELS[number % 3])
        for number in range(120)
    ]
    minima = {"objectives": {f"goal-{one}": 2 for one in range(20)}, "types": {"single": 30, "multi": 30}}
    with pytest.raises(BlueprintNotMet, match="would be needed"):
        draw_items(blueprint_of(items=50, **minima), bank)
