"""A document as HTML: one scenario, one kind of document, one layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import Any, Final

from briefgen.compose.audience import Audience, baseline_for, scenario_for
from briefgen.compose.band import band_of
from briefgen.compose.coverage import coverage_of
from briefgen.compose.documents import Document
from briefgen.compose.drawings import Drawing, compose_drawing
from briefgen.compose.editions import Edition
from briefgen.compose.languages import load_language
from briefgen.compose.layout import Layout
from briefgen.compose.matrix import left_out, matrix_of
from briefgen.compose.notes import notes_of
from briefgen.compose.page_frame import A4, page_frame
from briefgen.compose.programme import modules_of, programme_of
from briefgen.compose.quiz import for_participants, key_rows, origin_of, quiz_of, whereabouts
from briefgen.compose.quiz_forms import Draw
from briefgen.compose.sandbox import Sandbox
from briefgen.compose.sheet_geometry import PaperName
from briefgen.compose.timeline import timeline_of
from briefgen.compose.wording import Wording
from briefgen.errors import NotFoundError
from briefgen.model.load import Loaded
from briefgen.model.scenario import Scenario
from briefgen.workspace import TEMPLATES, Workspace

UNGUIDED: Final = ("module", "break", "prayer-lunch")
"""Types of session of which the guide does not say what to do: modules have their own pages."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A document before it is set: its HTML, what its metadata say, and by how much its pages are enlarged.

    Where it is drawn, it has a `drawing` instead of HTML.
    """

    html: str
    title: str
    language: str
    direction: str
    zoom: float = 1.0
    drawing: Drawing | None = None


def compose_document(
    workspace: Workspace,
    loaded: Loaded,
    document: Document,
    layout: Layout,
    edition: Edition | None = None,
    paper: PaperName = A4,
    quiz: Draw | None = None,
    form: str = "",
) -> Composed:
    """The HTML of one document, in the standard edition unless another is given.

    `quiz` spares drawing it again; a document of one form is that of the first one unless a `form` is named.

    Raises `UsageError` for a layout whose languages are unknown or not the scenario's, `RenderingError` where a
    template fails, `NotFoundError` for a document about a quiz where there is none.
    """
    edition = edition or Edition()
    scenario = scenario_for(loaded, document.audience)
    if document.per != "scenario":
        quiz = quiz or quiz_of(workspace, loaded)
        if quiz is None:
            raise NotFoundError(f"{loaded.id} has no quiz", "add items in a file items.yaml; see docs/planner.md")
        form = form or (quiz.forms[0].letter if document.per == "form" else "")
    if document.per == "form" and scenario.quiz is not None and scenario.quiz.title is not None:
        document = replace(document, title=scenario.quiz.title)  # what the planner calls it stands in the head, too
    sources = {source.id: number for number, source in enumerate(scenario.sources, 1)}
    wordings = [Wording(load_language(workspace, code), sources, own=document.words) for code in layout.codes]
    lead = wordings[0]
    modules = modules_of(scenario)
    context: dict[str, Any] = {
        "document": document,
        "facilitators": document.audience is Audience.FACILITATORS,
        "scenario": scenario,
        "baseline": baseline_for(loaded, document.audience),
        "layout": layout,
        "edition": edition,
        "frame": page_frame(paper, edition, landscape=document.page == "landscape"),
        "beside": not layout.single and edition.arrangement == "beside",
        "lead": lead,
        "second": wordings[1] if len(wordings) > 1 else None,
        "wordings": wordings,
        "timeline": timeline_of(scenario),
        "matrix": matrix_of(loaded),
        "left_out": left_out(loaded, document.audience),
        "programme": programme_of(scenario),
        "modules": modules,
        "inject_numbers": {one.id: no for view in modules for no, one in enumerate(view.injects, 1)},
        "session_types": tuple(
            dict.fromkeys(
                session.type for day in scenario.programme for session in day.sessions if session.type not in UNGUIDED
            )
        ),
        "coverage": coverage_of(scenario),
        "objective_numbers": {one.id: number for number, one in enumerate(scenario.objectives, 1)},
        "team_names": {team.id: team.name for team in scenario.teams},
        "band": band_of(scenario, layout, lead),
        "lesson_numbers": {lesson.id: number for number, lesson in enumerate(scenario.lessons, 1)},
        "linked": {
            link: tuple(body for body in scenario.institutions if link in body.links)
            for link in ("advised", "workshop")
        },
        "notes_by_kind": notes_of(scenario),
        "source_numbers": sources,
        "asset": _asset_finder(workspace),
        **_quiz_context(scenario, document, quiz, form),
    }
    title = f"{lead.plain_title(document)}: {lead.plain(scenario.country.name)}"
    if form:
        title = f"{title} ({lead.letter(ascii_uppercase.index(form))})"
    language = lead.language.pdf_language
    if document.drawn is not None:
        assert quiz is not None
        drawing = compose_drawing(loaded, document, wordings, paper, quiz, form)
        return Composed("", title, language, lead.dir, drawing=drawing)
    html = Sandbox(workspace).render(document.template, context)
    return Composed(html, title, language, lead.dir, 1.0 if document.page == "own" else edition.zoom)


def _quiz_context(scenario: Scenario, document: Document, draw: Draw | None, form: str) -> dict[str, Any]:
    """What a template is given of the quiz: nothing unless it is about it, and no key where participants read it."""
    if draw is None:
        return {"quiz": None, "form": None}
    shown = draw if document.audience is Audience.FACILITATORS else for_participants(draw)
    return {
        "quiz": shown,
        "form": next((one for one in shown.forms if one.letter == form), None),
        "form_numbers": {one.letter: number for number, one in enumerate(shown.forms)},
        "key_rows": {one.letter: key_rows(one) for one in shown.forms},
        "whereabouts": whereabouts(shown),
        "origins": {item.id: origin_of(item, scenario) for item in shown.items},
    }


def _asset_finder(workspace: Workspace) -> Callable[[str], str]:
    """A function for templates: the address of a style or picture by its name below `templates/`."""
    folders = tuple(folder.resolve() for folder in workspace.folders(TEMPLATES))

    def asset(name: str) -> str:
        path = workspace.find_file(TEMPLATES, name).resolve()
        if not any(path.is_relative_to(folder) for folder in folders):
            raise NotFoundError(f"{name} lies outside templates/", "copy it into templates/")
        return path.as_uri()

    return asset
