"""Languages: one file each in `templates/languages/`, with direction, months, and every word the tool itself prints."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from briefgen.diagnostics import Mark, Problems
from briefgen.errors import NotFoundError, SourceError, UsageError
from briefgen.model.nodes import Mapping, to_data
from briefgen.model.strict_yaml import read_yaml
from briefgen.model.values import Fields
from briefgen.workspace import TEMPLATES, Workspace

FOLDER: Final = "languages"
EUROPEAN, ARABIC_INDIC = "0123456789", "٠١٢٣٤٥٦٧٨٩"
DIGITS: Final = {"european": EUROPEAN, "arabic-indic": ARABIC_INDIC}


class Counted(Fields):
    """A wording for one, for two and for more; languages without a dual leave `two` out."""

    one: str
    two: str | None = None
    other: str

    def of(self, count: int) -> str:
        """The wording for this many."""
        return self.one if count == 1 else (self.two or self.other) if count == 2 else self.other


class Language(Fields):
    """Everything about a language that a page needs. Wordings hold `{name}` where a value goes in."""

    code: str
    name: str
    direction: Literal["rtl", "ltr"]
    pdf_language: str
    months: Annotated[tuple[str, ...], Field(min_length=12, max_length=12)]
    day: str
    month: str
    span: str
    joiner: str
    citation: Counted
    letters: str
    avoid: dict[str, str] = {}  # noqa: RUF012  pydantic copies it
    words: dict[str, str]


def load_language(workspace: Workspace, code: str) -> Language:
    """The language with this code.

    Raises `UsageError` if it has no file, `SourceError` if the file is wrong.
    """
    try:
        path = workspace.find_file(TEMPLATES, f"{FOLDER}/{code}.yaml")
    except NotFoundError:
        known = ", ".join(list_languages(workspace))
        hint = f"known: {known}; a new language is a new file templates/{FOLDER}/{code}.yaml"
        raise UsageError(f'there is no language "{code}"', hint) from None
    return read_fields(path, workspace.shown(path), Language)


def list_languages(workspace: Workspace) -> tuple[str, ...]:
    """The codes of all languages that have a file."""
    found = {
        file.stem
        for folder in workspace.folders(TEMPLATES)
        for file in (folder / FOLDER).glob("*.yaml")
        if re.fullmatch(r"[a-zA-Z-]+", file.stem)
    }
    return tuple(sorted(found))


Model = TypeVar("Model", bound=Fields)


def read_fields(path: Path, shown: Path, model: type[Model]) -> Model:
    """The fields of one strict YAML file that is no scenario. Raises `SourceError` with every problem."""
    problems = Problems()
    tree = read_yaml(path, shown, "", problems)
    if tree is not None and not problems.errors:
        try:
            return TypeAdapter(model).validate_python(to_data(tree))
        except ValidationError as error:
            for details in error.errors(include_url=False):
                keys = [str(step) for step in details["loc"]]
                mark = _place(tree, keys)
                problems.error("bad-value", mark, f"{'.'.join(keys)}: {details['msg']}")
    raise SourceError(f"{shown} has errors", "correct them and try again", tuple(problems))


def _place(tree: Mapping, keys: list[str]) -> Mark:
    mark: Mark = tree.mark
    node = tree
    for key in keys:
        if key not in node.entries:
            break
        mark = node.keys[key]
        inner = node.entries[key]
        if not isinstance(inner, Mapping):
            break
        node = inner
    return mark
