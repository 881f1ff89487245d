"""How a document says things in one language: texts, dates, citations, support, and the tool's own words.

Every value put into a wording is isolated (`<bdi>`), so that its direction cannot disturb the sentence around it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from markupsafe import Markup, escape

from briefgen.compose.documents import Document
from briefgen.compose.languages import ARABIC_INDIC, DIGITS, EUROPEAN, Language, name_of_language
from briefgen.compose.markdown import block_html, inline_html, isolate_runs
from briefgen.compose.plurals import Forms, form_for
from briefgen.errors import RenderingError
from briefgen.model.entries import Span, Support
from briefgen.model.values import Citation, PartialDate, Text

FIELD: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Wording:
    """The voice of a document in one language. All methods give HTML that is safe to print."""

    language: Language
    source_numbers: dict[str, int]
    numerals: str = "european"
    own: dict[str, Text] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The language code, for `lang`."""
        return self.language.code

    @property
    def dir(self) -> str:
        """The direction, for `dir`."""
        return self.language.direction

    def __call__(self, text: Text | None) -> Markup:
        """A text of the scenario as a title or a short wording; nothing for a text that is not there."""
        return inline_html(self.digits(text[self.code]), self.dir) if text is not None else Markup()

    def block(self, text: Text | None) -> Markup:
        """A text of the scenario as paragraphs and lists."""
        return block_html(self.digits(text[self.code]), self.dir) if text is not None else Markup()

    def plain(self, text: Text) -> str:
        """A text of the scenario as it is written, for metadata."""
        return self.digits(text[self.code])

    def t(self, key: str, **values: object) -> Markup:
        """One of the tool's own wordings, with its values put in; `count` chooses among the forms of a counted one.

        Raises `RenderingError` if the language's file does not have it, or a value is missing.
        """
        word = self._word(key)
        pattern = word if isinstance(word, str) else word.of(form_for(self.code, _count_of(key, values)))
        return self._fill(pattern, values)

    def language_name(self, code: str) -> Markup:
        """What this language calls the language with this code."""
        return Markup(isolate_runs(name_of_language(self.language, code), self.dir))

    def word(self, key: str, **values: str) -> str:
        """One of the tool's own wordings as plain text, for what is drawn. Values are put in as they are."""
        word = self._word(key)
        if not isinstance(word, str):
            raise RenderingError(f'the wording "{key}" depends on a count', "it cannot be drawn")
        return self.digits(FIELD.sub(lambda field: values.get(field[1], field[0]), word))

    def has(self, key: str) -> bool:
        """Whether the language's file has a wording."""
        return key in self.language.words or (key in self.own and self.code in self.own[key])

    def number(self, value: object) -> str:
        """A number in the document's digits."""
        return self.digits(str(value))

    def letter(self, position: int) -> str:
        """The letter of an option, a form or another thing that is lettered; positions count from 0."""
        letters = self.language.letters.split()
        return letters[position] if position < len(letters) else chr(ord("A") + position)

    def numbers(self, ids: Iterable[str], numbered: dict[str, int]) -> Markup:
        """The numbers under which entries are printed, in order, as a list."""
        return self.join(self.number(one) for one in sorted(numbered[entry] for entry in ids if entry in numbered))

    def digits(self, text: str) -> str:
        """The text with all its digits of one system."""
        wanted = DIGITS[self.numerals]
        table = str.maketrans(EUROPEAN + ARABIC_INDIC, wanted * 2)
        return text.translate(table)

    def date(self, value: dt.date | PartialDate | None) -> Markup:
        """A day, a month or a year in words: «7 تشرين الأول 2018»."""
        if value is None:
            return Markup()
        if not value.month:
            return Markup(escape(self.number(value.year)))
        month = self.language.months[value.month - 1]
        pattern = self.language.day if value.day else self.language.month
        parts = {"day": str(value.day or ""), "month": month, "year": str(value.year)}
        return Markup(escape(self.digits(FIELD.sub(lambda field: parts[field[1]], pattern))))

    def span(self, span: Span) -> Markup:
        """A date, or a span in words («من 2004 إلى 2011»): never a dash, which would read in either direction."""
        if span.end is None:
            return self.date(span.start)
        return self._fill(self.language.span, {"start": self.date(span.start), "end": self.date(span.end)})

    def join(self, items: Iterable[object]) -> Markup:
        """The items as a list in one line."""
        return Markup(self.language.joiner).join(Markup(escape(item)) for item in items)

    def cite(self, citations: Sequence[Citation]) -> Markup:
        """Citations as readers see them: «المصدر 1، الفقرتان 6 و14»; several sources are parted by a middle dot."""
        order = sorted(set(citations), key=lambda one: (self.source_numbers.get(one.source, 0), one.paragraph))
        return Markup(" · ").join(
            self._cite_one(source, [one.paragraph for one in group])
            for source, group in groupby(order, key=lambda one: one.source)
        )

    def _cite_one(self, source: str, paragraphs: list[int]) -> Markup:
        """The paragraphs of one source; a few of them are kept on one line."""
        numbers = self.join(self.number(one) for one in paragraphs)
        values = {"source": self.number(self.source_numbers.get(source, 0)), "paragraphs": numbers}
        pattern = self.language.citation.of(form_for(self.code, len(paragraphs)))
        filled = Markup(FIELD.sub(lambda field: values[field[1]], pattern))
        return Markup('<span class="keep">{}</span>').format(filled) if len(paragraphs) < 5 else filled

    def support(self, support: Support) -> Markup:
        """Why an entry holds, in words: its level, and whose view it is."""
        levels = [self.t(f"support-{support.level}")] if support.level != "stated" or not support.view else []
        if support.view:
            levels.append(self.t("support-attributed"))
        return Markup(self.t("comma")).join(levels)

    def title(self, document: Document) -> Markup:
        """The title of a document: the one it brings itself, else the language's own for it."""
        return Markup(isolate_runs(self._title(document), self.dir))

    def has_title(self, document: Document) -> bool:
        """Whether the document has a title in this language."""
        return self.has(f"title-{document.id}") or (document.title is not None and self.code in document.title)

    def plain_title(self, document: Document) -> str:
        """The title of a document for metadata."""
        return self._title(document)

    def _title(self, document: Document) -> str:
        if document.title is not None and self.code in document.title:
            return document.title[self.code]
        title = self.language.words.get(f"title-{document.id}")
        if isinstance(title, str):
            return title
        raise RenderingError(
            f'the document "{document.id}" has no title in "{self.code}"',
            f"add it to templates/{document.id}/document.yaml",
        )

    def _word(self, key: str) -> str | Forms:
        if key in self.own and self.code in self.own[key]:
            return self.own[key][self.code]
        try:
            return self.language.words[key]
        except KeyError:
            raise RenderingError(
                f'the language "{self.code}" has no wording "{key}"',
                f"add it under `words:` in templates/languages/{self.code}.yaml",
            ) from None

    def _fill(self, pattern: str, values: dict[str, object]) -> Markup:
        """The pattern with each `{name}` replaced by its value, isolated."""

        def value_of(name: str) -> Markup:
            if name not in values:
                raise RenderingError(f'a wording needs a value "{name}"', f"it is: {pattern}")
            value = values[name]
            text = value if isinstance(value, Markup) else Markup(escape(self.digits(str(value))))
            return Markup("<bdi>{}</bdi>").format(text)

        parts: list[str] = []
        end = 0
        for place in FIELD.finditer(pattern):
            parts += [isolate_runs(self.digits(pattern[end : place.start()]), self.dir), value_of(place[1])]
            end = place.end()
        parts.append(isolate_runs(self.digits(pattern[end:]), self.dir))
        return Markup("".join(parts))


def _count_of(key: str, values: dict[str, object]) -> int:
    """The number by which a wording chooses its form, in digits of either system."""
    try:
        return int(str(values["count"]))
    except (KeyError, ValueError):
        raise RenderingError(
            f'the wording "{key}" has forms for counts and needs a number "count"', f'write: t("{key}", count=…)'
        ) from None
