"""Coverage: on which pages each objective is worked on."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.scenario import Scenario
from briefgen.model.training import Objective


@dataclass(frozen=True, slots=True)
class Covered:
    """An objective, the numbers of the modules that have it, and how many questions, injects and items work on it."""

    no: int
    objective: Objective
    modules: tuple[int, ...]
    questions: int
    injects: int
    items: int


def coverage_of(scenario: Scenario) -> tuple[Covered, ...]:
    """The objectives in reading order, each with what works on it."""
    numbers = {module.id: number for number, module in enumerate(scenario.modules, 1)}
    return tuple(
        Covered(
            number,
            objective,
            tuple(numbers[module.id] for module in scenario.modules if objective.id in module.objectives),
            sum(question.objective == objective.id for question in scenario.questions),
            sum(inject.objective == objective.id for inject in scenario.injects),
            sum(item.objective == objective.id for item in scenario.items),
        )
        for number, objective in enumerate(scenario.objectives, 1)
    )
