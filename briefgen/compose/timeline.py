"""The timeline: the dated facts of a scenario in order of time."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.entries import Fact, Span
from briefgen.model.scenario import Scenario
from briefgen.model.values import Citation, Text


@dataclass(frozen=True, slots=True)
class Moment:
    """One point of the timeline. `years` are the years to print, one above the other."""

    years: tuple[int, ...]
    inferred: bool
    text: Text
    cites: tuple[Citation, ...]


def timeline_of(scenario: Scenario) -> tuple[Moment, ...]:
    """The moments of a scenario, earliest first."""
    dated = [(fact, fact.when) for fact in scenario.facts if fact.when is not None]
    return tuple(_moment(fact, when) for fact, when in sorted(dated, key=lambda one: _order(one[1])))


def _moment(fact: Fact, when: Span) -> Moment:
    years = dict.fromkeys((when.start.year, when.end.year) if when.end else (when.start.year,))
    return Moment(tuple(years), when.inferred, fact.moment or fact.text, fact.cites)


def _order(span: Span) -> tuple[int, int, int]:
    return span.start.year, span.start.month or 0, span.start.day or 0
