"""Words that a language's file says not to use, found in a scenario's texts."""

from __future__ import annotations

import re
from typing import Final

from briefgen.compose.languages import list_languages, load_language
from briefgen.diagnostics import Problems
from briefgen.model.load import Loaded
from briefgen.model.validation import place_of, walk
from briefgen.model.values import Text
from briefgen.workspace import Workspace

ABOUT_WORDS: Final = {"source_wording", "avoid", "note", "sensitivity"}
"""Fields that speak about words, and so may name those to avoid."""


def check_terms(workspace: Workspace, loaded: Loaded, problems: Problems) -> None:
    """Report the words to avoid that a scenario's texts use, each with the word to use instead."""
    known = list_languages(workspace)
    for code in loaded.value.languages:
        if code not in known:
            continue
        avoid = load_language(workspace, code).avoid
        patterns = [(re.compile(_whole_word(phrase)), phrase, use) for phrase, use in avoid.items()]
        for path, value in walk(loaded.value):
            if not isinstance(value, Text) or code not in value or ABOUT_WORDS & set(path):
                continue
            for pattern, phrase, use in patterns:
                if pattern.search(value[code]):
                    place = place_of(loaded.layers, (*path, code))
                    problems.warning("word-to-avoid", place, f'"{phrase}" is a word to avoid', f"write: {use}")


def _whole_word(phrase: str) -> str:
    """A pattern for the phrase as words of its own; in Arabic, one-letter prefixes and the article may precede it."""
    return rf"(?<!\w)(?:[وفبلك]?(?:ال)?|لل)?{re.escape(phrase)}(?!\w)"
