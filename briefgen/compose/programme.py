"""The programme with its clock times, and the run sheet: when each step of each module begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model.scenario import Scenario
from briefgen.model.training import Day, Inject, Module, Objective, Question, Session, Step


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of a day: start and end on the 24-hour clock, minutes, and what happens. `no` counts the modules."""

    start: str
    end: str
    minutes: int
    session: Session
    module: Module | None
    no: int = 0


@dataclass(frozen=True, slots=True)
class Stage:
    """One line of a run sheet: a step of a module, or an inject that falls into it. Minutes count from its start."""

    start: str
    minutes: int
    step: Step | None = None
    inject: Inject | None = None


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module with all that belongs to it, and its number in reading order."""

    no: int
    module: Module
    objectives: tuple[Objective, ...]
    questions: tuple[Question, ...]
    injects: tuple[Inject, ...]
    run_sheet: tuple[Stage, ...]


def modules_of(scenario: Scenario) -> tuple[ModuleView, ...]:
    """The modules in reading order; injects in order of time."""
    return tuple(
        ModuleView(
            number,
            module,
            tuple(one for one in scenario.objectives if one.id in module.objectives),
            tuple(one for one in scenario.questions if one.module == module.id),
            tuple(sorted((one for one in scenario.injects if one.module == module.id), key=lambda one: one.at)),
            run_sheet_of(scenario, module),
        )
        for number, module in enumerate(scenario.modules, 1)
    )


def programme_of(scenario: Scenario) -> tuple[tuple[Slot, ...], ...]:
    """The days of the programme, each line with its times."""
    numbers = {module.id: number for number, module in enumerate(scenario.modules, 1)}
    modules = {module.id: module for module in scenario.modules}

    def slots(day: Day) -> Iterator[Slot]:
        now = _minutes(day.start)
        for session in day.sessions:
            module = modules.get(session.module) if session.module else None
            end = now + session.minutes
            number = numbers.get(module.id, 0) if module else 0
            yield Slot(_clock(now), _clock(end), session.minutes, session, module, number)
            now = end

    return tuple(tuple(slots(day)) for day in scenario.programme)


def run_sheet_of(scenario: Scenario, module: Module) -> tuple[Stage, ...]:
    """The stages of a module in order of time, with clock times where the programme has it, else with +minutes."""
    begin = _begin(scenario, module)
    steps: list[tuple[int, int, Stage]] = []
    now = 0
    for step in module.steps:
        steps.append((now, 0, Stage(_time(begin, now), step.minutes, step=step)))
        now += step.minutes
    for inject in scenario.injects:
        if inject.module == module.id:
            steps.append((inject.at, 1, Stage(_time(begin, inject.at), 0, inject=inject)))
    return tuple(stage for _, _, stage in sorted(steps, key=lambda one: one[:2]))


def _begin(scenario: Scenario, module: Module) -> int | None:
    for day in scenario.programme:
        now = _minutes(day.start)
        for session in day.sessions:
            if session.module == module.id:
                return now
            now += session.minutes
    return None


def _time(begin: int | None, minutes: int) -> str:
    return f"+{minutes}" if begin is None else _clock(begin + minutes)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
