"""Does the training part hang together: objectives worked on, times that add up, references within a module."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.diagnostics import Problems
from briefgen.model.adaptation import Layers
from briefgen.model.scenario import Scenario
from briefgen.model.training import Module
from briefgen.model.validation import place_of


def check_coverage(scenario: Scenario, layers: Layers, problems: Problems) -> None:
    """Report gaps in the training part. Sums and orders that cannot be right are errors, gaps are warnings."""
    _check_objectives(scenario, layers, problems)
    _check_modules(scenario, layers, problems)
    _check_injects(scenario, layers, problems)
    _check_programme(scenario, layers, problems)


def _check_objectives(scenario: Scenario, layers: Layers, problems: Problems) -> None:
    asked = {question.objective for question in scenario.questions}
    exercised = {inject.objective for inject in scenario.injects}
    used = {one for module in scenario.modules for one in module.objectives}
    discussed = {
        one for module in scenario.modules if _has_good_questions(scenario, module) for one in module.objectives
    }
    for objective in scenario.objectives:
        place = place_of(layers, ("objectives", objective.id))
        if objective.id not in used:
            problems.warning("unused", place, f'no module has the objective "{objective.id}"', "drop it, or name it")
        elif objective.id not in asked | exercised:
            problems.warning(
                "objective-not-covered",
                place,
                f'no question and no inject works on the objective "{objective.id}"',
                "add a question with it, or drop the objective",
            )
        elif objective.id in discussed - asked:
            problems.warning(
                "objective-without-question",
                place,
                f'an inject works on the objective "{objective.id}", but no question for discussion',
                "add a question with it to its module",
            )


def _has_good_questions(scenario: Scenario, module: Module) -> bool:
    """Whether a module has questions, all with objectives of its own.

    Why: where it has none, or one with a wrong objective, that is reported, and not each objective that lacks one.
    """
    aims = [question.objective for question in scenario.questions if question.module == module.id]
    return bool(aims) and set(aims) <= set(module.objectives)


def _check_modules(scenario: Scenario, layers: Layers, problems: Problems) -> None:
    objectives = {module.id: module.objectives for module in scenario.modules}
    for module in scenario.modules:
        total = sum(step.minutes for step in module.steps)
        if total != module.minutes:
            problems.error(
                "minutes-do-not-add-up",
                place_of(layers, ("modules", module.id, "minutes")),
                f'the steps of "{module.id}" take {total} minutes, the module has {module.minutes}',
                "change `minutes`, or the minutes of a step",
            )
        if all(question.module != module.id for question in scenario.questions):
            place = place_of(layers, ("modules", module.id))
            problems.warning("module-without-question", place, f'"{module.id}" has no question for discussion')
    for question in scenario.questions:
        if question.module in objectives and question.objective not in objectives[question.module]:
            problems.error(
                "objective-of-another-module",
                place_of(layers, ("questions", question.id, "objective")),
                f'"{question.objective}" is not an objective of the module "{question.module}"',
                _known(objectives[question.module]),
            )


def _check_injects(scenario: Scenario, layers: Layers, problems: Problems) -> None:
    modules = {module.id: module for module in scenario.modules}
    injects = {inject.id: inject for inject in scenario.injects}
    for inject in scenario.injects:
        module = modules.get(inject.module)
        place = place_of(layers, ("injects", inject.id, "at"))
        if module and inject.at >= module.minutes:
            problems.error(
                "inject-after-the-end",
                place,
                f'"{inject.id}" comes after {inject.at} minutes; its module takes {module.minutes}',
                "choose an earlier minute",
            )
        if module and inject.objective not in module.objectives:
            problems.error(
                "objective-of-another-module",
                place_of(layers, ("injects", inject.id, "objective")),
                f'"{inject.objective}" is not an objective of the module "{inject.module}"',
                _known(module.objectives),
            )
        before = injects.get(inject.depends_on) if inject.depends_on else None
        if before and (before.module != inject.module or before.at >= inject.at):
            problems.error(
                "inject-before-its-cause",
                place,
                f'"{inject.id}" depends on "{before.id}", which does not come before it in the same module',
                "give it a later minute, or take `depends_on` out",
            )


def _check_programme(scenario: Scenario, layers: Layers, problems: Problems) -> None:
    minutes = {module.id: module.minutes for module in scenario.modules}
    placed: list[str] = []
    for number, day in enumerate(scenario.programme):
        for line, session in enumerate(day.sessions):
            place = place_of(layers, ("programme", number, "sessions", line))
            if (session.type == "module") != (session.module is not None):
                problems.error(
                    "bad-session",
                    place,
                    "a session of type module names its module, and no other does",
                    "add `module:`",
                )
            elif session.module in minutes and session.minutes != minutes[session.module]:
                problems.error(
                    "minutes-do-not-add-up",
                    place,
                    f"the session takes {session.minutes} minutes, its module {minutes[session.module]}",
                    "give both the same minutes",
                )
            placed += [session.module] if session.module else []
        if not any(session.type in ("break", "prayer-lunch") for session in day.sessions):
            place = place_of(layers, ("programme", number))
            problems.warning("no-break", place, f"day {number + 1} has no break", "add a session of type break")
    for module in scenario.modules if scenario.programme else ():
        if placed.count(module.id) != 1:
            problems.warning(
                "not-in-programme",
                place_of(layers, ("modules", module.id)),
                f'the programme has the module "{module.id}" {placed.count(module.id)} times',
                "each module stands in the programme once",
            )


def _known(ids: Iterable[str]) -> str:
    return f"its objectives are: {', '.join(ids)}"
