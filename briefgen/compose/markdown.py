"""Inline Markdown of a scenario's texts as HTML: bold, lists, line breaks; all other markup prints as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markupsafe import Markup

LATIN_WORD = r"[A-Za-z](?:[A-Za-z0-9.&/+'’-]*[A-Za-z0-9+])?"  # a full stop after it belongs to the sentence
LATIN_RUN = re.compile(f"{LATIN_WORD}(?: {LATIN_WORD})*")
ARABIC_RUN = re.compile(r"[\u0621-\u064A\u066E-\u06D3][\u0600-\u06FF ،]*[\u0621-\u0652\u066E-\u06D3]|[\u0621-\u064A]")
LONGEST_UNBROKEN = 24
SHORT_BRACKET = re.compile(r"\([^()<>]{1,18}\)")


def inline_html(text: str, direction: str) -> Markup:
    """The text as HTML without paragraphs, for titles and short wordings."""
    return Markup(_parser(direction).renderInline(text))


def block_html(text: str, direction: str) -> Markup:
    """The text as HTML paragraphs and lists."""
    return Markup(_parser(direction).render(text))


def isolate_runs(text: str, direction: str) -> str:
    """The escaped HTML of a plain text, with runs of the other direction isolated and short brackets kept unbroken.

    Why: a Latin acronym beside Arabic punctuation would otherwise pull the punctuation to its own side.
    """
    foreign, other = (LATIN_RUN, "ltr") if direction == "rtl" else (ARABIC_RUN, "rtl")
    parts, end = [], 0
    for match in foreign.finditer(text):
        parts += [
            escapeHtml(text[end : match.start()]),
            f'<bdi class="{_run_class(match[0])}" dir="{other}">{escapeHtml(match[0])}</bdi>',
        ]
        end = match.end()
    html = "".join([*parts, escapeHtml(text[end:])])
    return SHORT_BRACKET.sub(_keep_bracket, html)


def _keep_bracket(match: re.Match[str]) -> str:
    """A bracket that does not break over lines. Why: one word in a bracket needs nothing, and no-wrap spans at the end
    of a line make the page engine break the line earlier than it has to."""
    return f'<span class="keep">{match[0]}</span>' if " " in match[0] else match[0]


def _run_class(run: str) -> str:
    """A short run stands on one line; a long one may break, or it would run off the page."""
    return "run" if len(run) <= LONGEST_UNBROKEN else "run long"


@cache
def _parser(direction: str) -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True, "html": False}).enable(["emphasis", "list", "newline", "escape"])

    def text(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return isolate_runs(tokens[index].content, direction)

    parser.add_render_rule("text", text)
    return parser
