"""The facilitator guide can be run from: its sections, what it says of each session, and which inject needs another."""

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from markupsafe import Markup

from briefgen.compose.compose import compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.drawings import score_table
from briefgen.compose.languages import list_languages, load_language
from briefgen.compose.layout import Layout
from briefgen.compose.quiz import quiz_of
from briefgen.model.load import load_scenario
from briefgen.model.training import SessionType
from briefgen.workspace import Workspace
from tests.support import SHIPPED
from tests.worlds import BASELINE, write_baseline

UNGUIDED = {"module", "break", "prayer-lunch"}
LANGUAGES = [load_language(SHIPPED, code) for code in list_languages(SHIPPED)]

PROGRAMME = """\
programme:
  - start: 09:00
    sessions:
      - {type: registration, minutes: 10}
      - {type: plenary, minutes: 20, title: {ar: نظرة, en: A look}}
      - {type: module, minutes: 60, module: water}
      - {type: break, minutes: 15}
      - {type: plenary, minutes: 15}
"""
OBJECTIVES = """\
objectives:
  decide: {text: {ar: يقرّر, en: decide}, bloom: apply, kind: skill}
"""
TEAMS = """\
teams:
  works: {name: {ar: الماء, en: Water works}, text: {ar: تشغيل الشبكة, en: Running the network}}
  guards: {name: {ar: الحرس, en: The guards}, text: {ar: حفظ الأمن, en: Keeping order}}
"""
MODULES = """\
modules:
  water:
    title: {ar: ماء, en: Water}
    minutes: 60
    aim: {ar: غاية, en: An aim}
    relevance: {ar: أهمية, en: Relevance}
    objectives: [decide]
    key_messages: [{ar: رسالة, en: A message}]
    situation: {ar: موقف, en: A situation}
    steps: [{minutes: 60, activity: {ar: نقاش, en: A talk}, method: exercise}]
    cites: [model:1]
    facilitator: {debrief: [{ar: درس, en: A lesson}]}
"""


def inject(name: str, at: int, more: str = "") -> str:
    return f"""\
  {name}:
    module: water
    title: {{ar: {name}, en: The {name}}}
    at: {at}
    from: {{ar: جهة, en: Somebody}}
    to: [works]
    channel: phone
    text: {{ar: نص, en: A text}}
    ask: {{ar: سؤال, en: What now}}
    objective: decide
    facilitator: {{expected: {{ar: قرار, en: A decision}}}}
{more}"""


# written out of order of time: the numbers follow the minutes
INJECTS = "injects:\n" + inject("repair", 40, "    depends_on: leak\n") + inject("leak", 20) + inject("alarm", 10)
FULL = {
    **BASELINE,
    "programme.yaml": PROGRAMME,
    "objectives.yaml": OBJECTIVES,
    "teams.yaml": TEAMS,
    "modules.yaml": MODULES,
    "injects.yaml": INJECTS,
}


@cache
def composed(document_id: str, *left_out: str, layout: str = "ar-en", more: str = "") -> str:
    """The HTML of a document of a scenario without some of its files; `more` says how its quiz is drawn, if any."""
    files = {name: text for name, text in FULL.items() if name not in left_out}
    with TemporaryDirectory() as folder:
        write_baseline(Path(folder), files | ({"quiz.yaml": more} if more else {}))
        workspace = Workspace((Path(folder), *SHIPPED.roots))
        document = load_document(workspace, document_id)
        return compose_document(workspace, load_scenario(workspace, "iraq"), document, Layout.parse(layout)).html


def sections(html: str) -> list[str]:
    return re.findall(r'<section class="section[^"]*" id="([^"]+)"', html)


def text_of(html: str) -> str:
    bare = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(Markup(re.sub(r"<[^>]*>", "", bare.replace("</", " </"))).unescape().split())


def quiz_file(forms: int, halves: str) -> str:
    return f"quiz: {{seed: s, items: 1, forms: {forms}, halves: {halves}}}\n"


@pytest.mark.parametrize("layout", ["ar-en", "en"])
def test_the_inject_list_names_the_inject_that_another_one_needs(layout: str) -> None:
    text = text_of(composed("inject-list", layout=layout))
    assert re.findall(r"after inject ?(\d+)", text) == ["2"]
    if layout == "ar-en":
        assert re.findall(r"بعد المستجدّ ?(\d+)", text) == ["2"]


def test_the_guide_says_what_becomes_of_an_inject_whose_cause_is_dropped() -> None:
    text = text_of(composed("facilitator-guide"))
    assert re.findall(r"Not before inject ?(\d+) ?has been dealt with", text) == ["2"]
    assert "How an inject is handed out" in text
    assert "How an inject is handed out" not in text_of(composed("facilitator-guide", "injects.yaml"))


def test_participants_do_not_read_which_inject_needs_another() -> None:
    assert "has been dealt with" not in text_of(composed("inject-cards"))


def test_the_sessions_are_those_of_the_programme_each_once_with_all_its_times() -> None:
    html = composed("facilitator-guide", layout="en")
    assert "sessions" in sections(html)
    part = html[html.index('id="sessions"') : html.index('id="modules-guide"')]
    assert re.findall(r"<h3>(.*?)</h3>", part) == ["Registration", "Plenary", "End of the day"]
    assert re.findall(r"\d\d:\d\d", text_of(part)) == ["09:00", "09:10", "10:45"]


def test_sections_stand_only_where_there_is_something_to_say() -> None:
    bare = composed("facilitator-guide", *(name for name in FULL if name not in BASELINE))
    assert {"sessions", "quiz-guide", "after", "modules-guide"}.isdisjoint(sections(bare))
    assert "Rules of the exercise" not in text_of(bare)
    assert "quiz-guide" not in sections(composed("facilitator-guide"))
    assert "after" in sections(composed("facilitator-guide"))
    assert "quiz-guide" in sections(composed("facilitator-guide", more=quiz_file(4, "true")))


def test_without_a_quiz_no_paper_of_it_is_named() -> None:
    text = text_of(composed("facilitator-guide", layout="en"))
    assert "at the pre-test" not in text
    assert "answer sheet instead of your name" not in text
    assert "Test mean" not in text_of(composed("after-action-report", layout="en"))


@pytest.mark.parametrize(
    ("forms", "halves", "said"),
    [
        (4, "true", "who had A gets B, who had B gets A, who had C gets D, who had D gets C."),
        (2, "true", "After: who had A gets B, who had B gets A."),
        (3, "true", "who had B gets A, who had C gets B."),
        (2, "false", "After: each participant gets another form than before."),
        (1, "false", "Form A for everybody, before and after."),
    ],
)
def test_the_guide_says_which_form_follows_which(forms: int, halves: str, said: str) -> None:
    text = text_of(composed("facilitator-guide", layout="en", more=quiz_file(forms, halves)))
    assert said in re.sub(r" (?=[,.])", "", text)


def test_the_text_of_the_brief_comes_after_what_a_facilitator_works_with() -> None:
    ids = sections(composed("facilitator-guide", more=quiz_file(4, "true")))
    order = ["before", "run-sheet", "sessions", "modules-guide", "hot-wash", "evaluation", "quiz-guide", "after"]
    brief = ["overview", "background", "who", "lessons", "challenges", "domains"]
    assert [one for one in ids if one in order + brief] == order + brief


def test_teams_and_rules_are_printed_for_facilitators_and_participants_before_the_modules() -> None:
    for document in ("facilitator-guide", "participant-brief"):
        text = text_of(composed(document))
        for said in ("Water works", "Running the network", "The guards", "Rules of the exercise", "ضوابط التمرين"):
            assert said in text, document
    ids = sections(composed("participant-brief"))
    assert ids.index("exercise") < ids.index("modules")
    assert "exercise" not in sections(composed("participant-brief", "teams.yaml", "injects.yaml"))


def test_every_type_of_session_has_its_wordings_in_each_language() -> None:
    types = set(get_args(SessionType))
    assert {"quiz", "plenary"} <= types - UNGUIDED
    for language in LANGUAGES:
        named = {one for one in types if f"session-{one}" not in language.words}
        told = {one for one in types - UNGUIDED if f"session-{one}-text" not in language.words}
        assert named | told == set(), language.code


def test_the_last_row_of_a_day_gives_no_minutes() -> None:
    html = composed("facilitator-guide", layout="en")
    row = re.search(r'<tr class="end">(.*?)</tr>', html, re.DOTALL)
    assert row is not None
    assert re.findall(r"\d+", text_of(row[1])) == ["11", "00"]


@pytest.mark.parametrize("layout", ["ar-en", "en"])
def test_the_sign_in_sheet_says_that_it_stays_at_the_door_and_other_papers_whom_they_are_for(layout: str) -> None:
    sheet, inject_list = (text_of(composed(one, layout=layout)) for one in ("sign-in-sheet", "inject-list"))
    assert "Stays at the door" in sheet
    assert "Facilitators only" not in sheet
    assert "Facilitators only" in inject_list
    assert "do not hand out" in text_of(composed("inject-list", layout="en"))


def test_the_score_record_has_percentages_and_a_mean() -> None:
    scenario = load_scenario(SHIPPED, "iraq")
    draw = quiz_of(SHIPPED, scenario)
    assert draw is not None
    head, mean, points, *rest = score_table(draw).split("\r\n")
    assert head == "participant_code,pre_form,pre_score,pre_percent,post_form,post_score,post_percent,gain,note"
    assert mean.split(",")[0] == "mean"
    assert points.endswith(" ".join(f"{form.letter}={form.points}" for form in draw.forms))
    assert {line.count(",") for line in (head, mean, points)} == {8}
    assert rest == [""]
    document = load_document(SHIPPED, "score-record")
    text = text_of(compose_document(SHIPPED, scenario, document, Layout.parse("en"), quiz=draw).html)
    assert "Mean of the room" in text
    assert text.count("%") >= 2


def test_the_planner_prints_every_paper_of_the_quiz_only_where_there_is_one() -> None:
    titles = ("Quiz · forms A", "Answer key", "Key strip", "Marking mask", "Score record")
    with_quiz = text_of(composed("planner-checklist", layout="en", more=quiz_file(2, "true")))
    without = text_of(composed("planner-checklist", layout="en"))
    assert [one for one in titles if one not in with_quiz] == []
    assert [one for one in titles if one in without] == []
    assert "Screen pages" in without
