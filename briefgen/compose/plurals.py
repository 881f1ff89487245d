"""Number and noun: a wording's forms for one, for two, for few and for many, as Unicode sorts counts (CLDR)."""

from __future__ import annotations

from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.plural import PluralRule

from briefgen.model.values import Fields

FORMS: Final = ("zero", "one", "two", "few", "many", "other")
"""The names of all forms, in the order in which a file gives them."""
COUNT: Final = "{count}"
LARGEST: Final = 999
"""Counts of a workshop go no higher, so a form for millions is never needed."""
UNKNOWN: Final = PluralRule({"one": "n is 1"})


class Forms(Fields):
    """A wording in the forms its language has for counts.

    A wording that prints its `{count}` has all forms of its language; one that only lists things may leave forms out.
    """

    zero: str | None = None
    one: str | None = None
    two: str | None = None
    few: str | None = None
    many: str | None = None
    other: str

    def of(self, form: str) -> str:
        """The wording in a form; `other` stands for one that is not given."""
        return self.given.get(form, self.other)

    @property
    def given(self) -> dict[str, str]:
        """The forms that the file gives, by name."""
        return {form: wording for form in FORMS if (wording := getattr(self, form)) is not None}

    def missing(self, language: str) -> tuple[str, ...]:
        """The forms that counts in this language come to and that are not given."""
        if not any(COUNT in wording for wording in self.given.values()):
            return ()
        return tuple(form for form in forms_of(language) if form not in self.given)

    def unused(self, language: str) -> tuple[str, ...]:
        """The forms that are given and that no count in this language comes to."""
        known = (*_rule(language).tags, "other")
        return tuple(form for form in self.given if form not in known)


def form_for(language: str, count: int) -> str:
    """The form that a count takes: in Arabic `few` for 3 to 10, `many` for 11 to 99, and so on."""
    return _rule(language)(count)


@cache
def forms_of(language: str) -> tuple[str, ...]:
    """The forms that the counts of a workshop come to in a language."""
    found = {form_for(language, count) for count in range(LARGEST + 1)}
    return tuple(form for form in FORMS if form in found)


@cache
def _rule(language: str) -> PluralRule:
    try:
        return Locale.parse(language, sep="-").plural_form
    except (UnknownLocaleError, ValueError):
        return UNKNOWN
