"""The text of a composed page as it is printed."""

from __future__ import annotations

import html
import re

INLINE_TAG = re.compile(r"</?(?:a|abbr|b|bdi|bdo|em|i|small|span|strong|sub|sup)\b[^>]*>")
INLINE_BETWEEN_NUMBERS = re.compile(rf"(?<=[0-9])(?:{INLINE_TAG.pattern})+(?=[0-9])")
DATA = re.compile(r'\bdata-[a-z-]+="([^"]*)"')
UNPRINTED = re.compile(r"<(head|style|svg)\b.*?</\1>|<!--.*?-->", re.DOTALL)


def printed_text(page: str) -> str:
    """The text of an HTML page as it is printed: a word may go through an inline element, and ends with a block."""
    page = INLINE_BETWEEN_NUMBERS.sub(" ", UNPRINTED.sub("", page))
    return html.unescape(re.sub("<[^>]*>", "\n", INLINE_TAG.sub("", page)))


def generated_text(page: str) -> str:
    """The text that styles may print: the values of an HTML page's `data-` attributes."""
    return html.unescape("\n".join(DATA.findall(page)))
