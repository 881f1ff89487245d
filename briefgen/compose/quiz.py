"""The quiz of a scenario on paper: what is drawn, what participants may see of it, and what the answer key says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from briefgen.compose.audience import Audience, scenario_for
from briefgen.compose.item_templates import make_items
from briefgen.compose.quiz_forms import BlueprintNotMet, Draw, FormItem, QuizForm, make_draw
from briefgen.diagnostics import Problems
from briefgen.model.adaptation import suggest
from briefgen.model.load import Loaded
from briefgen.model.quiz import Blueprint, Item, ItemType
from briefgen.model.scenario import Scenario
from briefgen.model.validation import place_of
from briefgen.workspace import Workspace

DEFAULT_ITEMS: Final = 20
DEFAULT_FORMS: Final = 2


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One row of an answer key: its number, the type of its item, and the positions (from 0) of what is right."""

    no: int
    type: ItemType
    choices: int
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where an item of the draw stands: its number on each form, 0 where it is not on it."""

    item: Item
    numbers: tuple[int, ...]


def blueprint_of(loaded: Loaded, bank: Sequence[Item], made: Sequence[Item]) -> Blueprint:
    """The blueprint of a scenario; without one, twenty items of the bank, or what there is, on two forms."""
    if loaded.value.quiz is not None:
        return loaded.value.quiz
    count = len(bank) or len(made)
    return Blueprint(seed=loaded.id, items=min(DEFAULT_ITEMS, count), forms=DEFAULT_FORMS)


def made_items(workspace: Workspace, loaded: Loaded) -> tuple[Item, ...]:
    """What item templates make of a scenario as participants may read it: of nothing that they are not given."""
    return make_items(workspace, scenario_for(loaded, Audience.PARTICIPANTS))


def quiz_of(workspace: Workspace, loaded: Loaded) -> Draw | None:
    """The draw of a scenario's quiz; None if it has neither items, nor anything to make them of, nor a blueprint.

    Raises `BlueprintNotMet` where the items do not suffice, and whatever `make_items` raises.
    """
    bank, made = loaded.value.items, made_items(workspace, loaded)
    if not bank and not made and loaded.value.quiz is None:
        return None
    return make_draw(blueprint_of(loaded, bank, made), bank, made)


def check_quiz(workspace: Workspace, loaded: Loaded, problems: Problems) -> None:
    """Report a blueprint that cannot be met, at its place in the file; without one, at that of the items."""
    scenario = loaded.value
    if scenario.quiz is None and not scenario.items:
        return
    known = [objective.id for objective in scenario.objectives]
    unknown = [one for one in (scenario.quiz.objectives if scenario.quiz else ()) if one not in known]
    for objective in unknown:
        place = place_of(loaded.layers, ("quiz", "objectives", objective))
        problems.error("unknown-id", place, f'no objective "{objective}"', suggest(objective, known))
    if unknown:
        return
    try:
        quiz_of(workspace, loaded)
    except BlueprintNotMet as error:
        place = place_of(loaded.layers, ("quiz" if scenario.quiz else "items",))
        problems.error("blueprint-not-met", place, error.message, error.hint)


def for_participants(draw: Draw) -> Draw:
    """The draw without keys and rationales, and without anything that follows from them."""

    def shown(one: FormItem) -> FormItem:
        item = one.item.model_copy(update={"facilitator": None})
        return replace(one, item=item, right=((),) * one.rows)

    forms = tuple(replace(form, items=tuple(map(shown, form.items))) for form in draw.forms)
    items = tuple(item.model_copy(update={"facilitator": None}) for item in draw.items)
    return replace(draw, items=items, forms=forms)


def key_rows(form: QuizForm) -> tuple[KeyRow, ...]:
    """The rows of a form's answer sheet with what is right in each."""
    return tuple(
        KeyRow(one.no + number, one.item.type, one.choices, right)
        for one in form.items
        for number, right in enumerate(one.right)
    )


def whereabouts(draw: Draw) -> tuple[Whereabouts, ...]:
    """For each item of the draw, its number on each form."""
    numbers = [{one.item.id: one.no for one in form.items} for form in draw.forms]
    return tuple(Whereabouts(item, tuple(form.get(item.id, 0) for form in numbers)) for item in draw.items)


def origin_of(item: Item, scenario: Scenario) -> str:
    """Whether an item is about the scenario's own `country`, another `case`, or `general`."""
    if item.country is None:
        return "general"
    return "country" if item.country == scenario.country.code else "case"


def form_record(form: QuizForm) -> dict[str, Any]:
    """The order of items and options on a form, and what is right in each row, as data."""
    return {
        "form": form.letter,
        "half": form.half or None,
        "points": form.points,
        "rows": form.rows,
        "items": [
            {
                "no": one.no,
                "item": one.item.id,
                "type": one.item.type,
                "points": one.item.points,
                "options": [option.id for option in one.options],
                "premises": [premise.id for premise in one.premises],
                "right": [list(row) for row in one.right],
            }
            for one in form.items
        ],
    }
