"""Languages: one file each in `templates/languages/`, with direction, months, and every word the tool itself prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar

from babel import Locale, UnknownLocaleError
from pydantic import Discriminator, Field, Tag, TypeAdapter, ValidationError

from briefgen.compose.plurals import LARGEST, Forms, form_for, forms_of
from briefgen.diagnostics import Mark, Problems
from briefgen.errors import NotFoundError, SourceError, UsageError
from briefgen.model.nodes import Mapping, to_data
from briefgen.model.strict_yaml import read_yaml
from briefgen.model.values import Fields
from briefgen.workspace import TEMPLATES, Workspace

FOLDER: Final = "languages"
EUROPEAN, ARABIC_INDIC = "0123456789", "٠١٢٣٤٥٦٧٨٩"
DIGITS: Final = {"european": EUROPEAN, "arabic-indic": ARABIC_INDIC}


ONE, COUNTED = "(one wording)", "(counted)"  # pydantic puts them into the place of a problem
Word = Annotated[
    Annotated[str, Tag(ONE)] | Annotated[Forms, Tag(COUNTED)],
    Discriminator(lambda value: COUNTED if isinstance(value, dict | Forms) else ONE),
]
"""One wording, or its forms for counts."""


class Language(Fields):
    """Everything about a language that a page needs. Wordings hold `{name}` where a value goes in.

    A wording that depends on a count is a mapping of forms: `{one: "{count} minute", other: "{count} minutes"}`.
    """

    code: str
    name: str
    direction: Literal["rtl", "ltr"]
    pdf_language: str
    months: Annotated[tuple[str, ...], Field(min_length=12, max_length=12)]
    day: str
    month: str
    span: str
    joiner: str
    citation: Forms
    letters: str
    avoid: dict[str, str] = {}  # noqa: RUF012  pydantic copies it
    words: dict[str, Word]

    def counted(self) -> Iterator[tuple[tuple[str, ...], Forms]]:
        """The wordings that have forms for counts, each with its place in the file."""
        yield ("citation",), self.citation
        yield from ((("words", key), word) for key, word in self.words.items() if isinstance(word, Forms))


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
    return read_fields(path, workspace.shown(path), Language, _check_forms)


def _check_forms(language: Language, tree: Mapping, problems: Problems) -> None:
    """Report the wordings that lack a form for some count, or have one that no count comes to."""
    for keys, forms in language.counted():
        if missing := forms.missing(language.code):
            message = f"{'.'.join(keys)}: the form for some counts is missing: {', '.join(missing)}"
            problems.error("missing-plural-form", _place(tree, keys), message, _forms_hint(language.code))
        for form in forms.unused(language.code):
            message = f'{".".join(keys)}: no count takes the form "{form}" in "{language.code}"'
            problems.error("bad-value", _place(tree, (*keys, form)), message, _forms_hint(language.code))


def _forms_hint(code: str) -> str:
    """Which forms a language has, each with counts that take it."""
    counts = [(form, [str(n) for n in range(LARGEST + 1) if form_for(code, n) == form]) for form in forms_of(code)]
    shown = (f"{form} ({', '.join(ns[:3])}{', …' if len(ns) > 3 else ''})" for form, ns in counts)
    return f'the forms of "{code}" are: {"; ".join(shown)}'


def name_of_language(language: Language, code: str) -> str:
    """What a language calls the language with this code: its own wording `language-<code>`, else Unicode's name."""
    word = language.words.get(f"language-{code}")
    if isinstance(word, str):
        return word
    try:
        return str(Locale.parse(language.code, sep="-").languages.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code


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


def read_fields(
    path: Path, shown: Path, model: type[Model], check: Callable[[Model, Mapping, Problems], None] | None = None
) -> Model:
    """The fields of one strict YAML file that is no scenario; `check` may report what else is wrong in them.

    Raises `SourceError` with every problem.
    """
    problems = Problems()
    tree = read_yaml(path, shown, "", problems)
    if tree is not None and not problems.errors:
        try:
            fields = TypeAdapter(model).validate_python(to_data(tree))
            if check is not None:
                check(fields, tree, problems)
            if not problems.errors:
                return fields
        except ValidationError as error:
            for details in error.errors(include_url=False):
                keys = [str(step) for step in details["loc"] if step not in (ONE, COUNTED)]
                mark = _place(tree, keys)
                problems.error("bad-value", mark, f"{'.'.join(keys)}: {details['msg']}")
    raise SourceError(f"{shown} has errors", "correct them and try again", tuple(problems))


def _place(tree: Mapping, keys: Sequence[str]) -> Mark:
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
