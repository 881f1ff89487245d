"""What `briefgen quiz` shows of a scenario's quiz: its items, its forms, their keys."""

from __future__ import annotations

from string import ascii_uppercase
from typing import Final

from briefgen.compose.quiz import KeyRow, check_quiz, key_rows, made_items, quiz_of, whereabouts
from briefgen.compose.quiz_forms import Draw
from briefgen.errors import NotFoundError, SourceError, UsageError
from briefgen.model.load import Loaded, load_scenarios
from briefgen.model.quiz import Item
from briefgen.pipeline.inventory import Table
from briefgen.pipeline.targets import find_targets
from briefgen.workspace import Workspace

KINDS: Final = ("items", "forms", "key")


def show_quiz(workspace: Workspace, what: str, target: str) -> Table:
    """A table of a scenario's quiz: `items` it can be drawn from, its `forms` or the `key` of each.

    Raises `UsageError` for anything else, `NotFoundError` if there is no such scenario or it has no quiz, `SourceError`
    if its files have errors or its blueprint cannot be met.
    """
    if what not in KINDS:
        raise UsageError(f'a quiz has no "{what}"', f"known: {', '.join(KINDS)}")
    workspace, names = find_targets(workspace, [target])
    scenarios, problems = load_scenarios(workspace, names)
    for loaded in scenarios if what != "items" else ():  # the list helps where a blueprint asks for too much
        check_quiz(workspace, loaded, problems)
    if problems.errors:
        raise SourceError(
            f"{target} has {len(problems.errors)} error(s)", "correct them and try again", tuple(problems)
        )
    (loaded,) = scenarios
    if what == "items" and (table := _items(workspace, loaded)).rows:
        return table
    draw = quiz_of(workspace, loaded)
    if draw is None:
        raise NotFoundError(f"{loaded.id} has no quiz", "add items in a file items.yaml; see docs/planner.md")
    return _forms(draw) if what == "forms" else _key(draw)


def _items(workspace: Workspace, loaded: Loaded) -> Table:
    language = loaded.value.languages[-1]
    made = made_items(workspace, loaded)

    def row(item: Item, origin: str) -> tuple[str, ...]:
        objective = item.objective or ""
        return (item.id, origin, item.type, item.bloom, objective, str(item.points), item.stem[language])

    rows = [row(item, "bank") for item in loaded.value.items] + [row(item, "template") for item in made]
    return Table(("item", "from", "type", "level", "objective", "points", "stem"), tuple(rows))


def _forms(draw: Draw) -> Table:
    columns = ("item", *(f"form {form.letter}" for form in draw.forms))
    rows = tuple((one.item.id, *(str(no or "") for no in one.numbers)) for one in whereabouts(draw))
    return Table(columns, rows)


def _key(draw: Draw) -> Table:
    rows = tuple((form.letter, str(row.no), row.type, _right(row)) for form in draw.forms for row in key_rows(form))
    return Table(("form", "no", "type", "right"), rows)


def _right(row: KeyRow) -> str:
    if row.type == "true-false":
        return "true" if row.right == (0,) else "false"
    return " ".join(ascii_uppercase[one] for one in row.right)
