from pathlib import Path

from briefgen.compose.audience import Audience, scenario_for
from briefgen.compose.notes import KINDS, notes_of
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace
from tests.support import SHIPPED
from tests.worlds import write_baseline

NOTED = """\
lessons:
  one:
    title: {ar: واحد, en: One}
    text: {ar: النص الأول, en: The first text}
    cites: [model:1]
    facilitator:
      note: {ar: ملاحظة, en: Lesson note}
      sensitivity: {ar: حذر, en: Careful}
"""
FACTS = """\
facts:
  first:
    text: {ar: نص, en: A fact}
    theme: history
    status: fact
    cites: [model:2]
    facilitator: {note: {ar: ملاحظة, en: Fact note}}
"""
THEMES = "themes:\n  history: {title: {ar: تاريخ, en: History}}\n"


def test_notes_are_gathered_by_kind_in_reading_order_with_their_entry(tmp_path: Path) -> None:
    write_baseline(
        tmp_path, {"lessons.yaml": NOTED, "challenges.yaml": None, "facts.yaml": FACTS, "themes.yaml": THEMES}
    )
    notes = notes_of(load_scenario(Workspace((tmp_path,)), "iraq").value)
    assert [(one.collection, one.heading["en"], one.titled, one.text["en"]) for one in notes["note"]] == [
        ("facts", "A fact", False, "Fact note"),
        ("lessons", "One", True, "Lesson note"),
    ]
    assert [one.text["en"] for one in notes["sensitivity"]] == ["Careful"]
    assert [str(one) for one in notes["sensitivity"][0].cites] == ["model:1"]
    assert notes["source_wording"] == ()


def test_there_are_notes_of_every_kind_and_none_for_participants() -> None:
    loaded = load_scenario(SHIPPED, "iraq")
    assert all(notes_of(loaded.value)[kind] for kind in KINDS)
    assert notes_of(scenario_for(loaded, Audience.PARTICIPANTS)) == dict.fromkeys(KINDS, ())
