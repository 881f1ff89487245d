from pathlib import Path

from briefgen.compose.timeline import Moment, timeline_of
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace
from tests.support import SHIPPED
from tests.worlds import write_baseline

FACT = """\
  {id}:
    text: {{ar: نص, en: "{id}"}}
    theme: history
    status: fact
    cites: [model:1]
"""


def timeline(root: Path, facts: dict[str, str]) -> tuple[Moment, ...]:
    """The timeline of facts, each with what it says about its time."""
    written = "".join(FACT.format(id=name) + more for name, more in facts.items())
    themes = "themes:\n  history: {title: {ar: تاريخ, en: History}}\n"
    write_baseline(root, {"facts.yaml": f"facts:\n{written}", "themes.yaml": themes})
    return timeline_of(load_scenario(Workspace((root,)), "iraq").value)


def test_dated_facts_stand_in_order_of_time_and_undated_ones_do_not(tmp_path: Path) -> None:
    moments = timeline(
        tmp_path,
        {
            "late": "    when: {start: 2018-10-07}\n",
            "undated": "",
            "year": "    when: {start: 2018}\n",
            "month": "    when: {start: 2018-10}\n",
            "early": "    when: {start: 2004-02}\n",
        },
    )
    assert [moment.text["en"] for moment in moments] == ["early", "year", "month", "late"]


def test_a_span_shows_both_years_and_one_within_a_year_shows_it_once(tmp_path: Path) -> None:
    moments = timeline(
        tmp_path,
        {"long": "    when: {start: 2004, end: 2011}\n", "short": "    when: {start: 2018-03, end: 2018-10}\n"},
    )
    assert [moment.years for moment in moments] == [(2004, 2011), (2018,)]


def test_a_moment_uses_the_short_wording_and_tells_an_inferred_year(tmp_path: Path) -> None:
    (moment,) = timeline(
        tmp_path, {"one": "    when: {start: 2004, inferred: true}\n    moment: {ar: قصير, en: Short}\n"}
    )
    assert moment.text["en"] == "Short"
    assert moment.inferred
    assert [str(one) for one in moment.cites] == ["model:1"]


def test_every_shipped_scenario_has_a_timeline_in_order() -> None:
    for name in SHIPPED.list_scenarios():
        years = [moment.years[0] for moment in timeline_of(load_scenario(SHIPPED, name).value)]
        assert len(years) > 2
        assert years == sorted(years)
