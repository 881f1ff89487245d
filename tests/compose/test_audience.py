"""Nothing for facilitators stands on participants' pages: follows from the model's structure, for all that ships."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from markupsafe import Markup
from pydantic import BaseModel

from briefgen.compose.audience import Audience, baseline_for, scenario_for
from briefgen.model.adaptation import Stance
from briefgen.model.load import Loaded, load_scenario
from briefgen.model.scenario import COLLECTIONS, STANCED
from briefgen.model.values import Text
from briefgen.workspace import Workspace
from tests.support import ShippedPage, shipped_pages
from tests.worlds import write_adaptation, write_baseline

PAGES = shipped_pages()


def texts_in(value: Any) -> Iterator[str]:
    """Every wording, in every language, anywhere in a value of the model."""
    match value:
        case Text():
            yield from value.root.values()
        case BaseModel():
            for name in type(value).model_fields:
                yield from texts_in(getattr(value, name))
        case dict():
            for one in value.values():
                yield from texts_in(one)
        case tuple() | list():
            for one in value:
                yield from texts_in(one)


def facilitators_parts(value: Any) -> Iterator[Any]:
    """Whatever stands under a field called `facilitator`, at any depth."""
    match value:
        case BaseModel():
            for name in type(value).model_fields:
                yield from [getattr(value, name)] if name == "facilitator" else facilitators_parts(getattr(value, name))
        case tuple() | list():
            for one in value:
                yield from facilitators_parts(one)


def without_facilitators_parts(value: Any) -> Iterator[str]:
    match value:
        case Text():
            yield from value.root.values()
        case BaseModel():
            for name in type(value).model_fields:
                if name != "facilitator":
                    yield from without_facilitators_parts(getattr(value, name))
        case tuple() | list():
            for one in value:
                yield from without_facilitators_parts(one)


def layers_of(loaded: Loaded) -> list[Loaded]:
    return [loaded, *(layers_of(loaded.baseline) if loaded.baseline else [])]


def is_undecided(loaded: Loaded, collection: str, entry_id: str) -> bool:
    return loaded.stance(collection, entry_id) is Stance.UNDECIDED


def kept_from_participants(loaded: Loaded) -> set[str]:
    """Facilitators' notes, reasons of drops, and entries dropped or undecided, of a scenario and all it extends."""
    found: set[str] = set()
    reasons = {one.id: one.text for layer in layers_of(loaded) for one in layer.value.reasons}
    for layer in layers_of(loaded):
        found.update(texts_in(list(facilitators_parts(layer.value))))
        for drop in layer.value.drops:
            found.update(texts_in(drop.because if isinstance(drop.because, Text) else reasons[str(drop.because)]))
            for lower in layers_of(layer)[1:]:
                found.update(texts_in(lower.value.entry(drop.collection, drop.id)))
        for name in COLLECTIONS:
            found.update(*(texts_in(one) for one in layer.value.collection(name) if is_undecided(layer, name, one.id)))
    given = "|".join(sorted(open_to_participants(loaded)))
    return {one for one in map(plain, found) if one not in given}


def open_to_participants(loaded: Loaded) -> set[str]:
    """Wordings that stand in the scenario outside all that, too."""
    given: set[str] = set()
    for name in type(loaded.value).model_fields:
        if name in ("drops", "reasons"):
            continue
        value = getattr(loaded.value, name)
        if name in COLLECTIONS:
            value = [one for one in value if not is_undecided(loaded, name, one.id)]
        given.update(map(plain, without_facilitators_parts(value)))
    return given


def plain(text: str) -> str:
    """A text as letters and digits only: no tags, marks or spaces that setting could change."""
    return re.sub(r"[\W_]+", "", Markup(re.sub(r"<[^>]*>", "", text)).unescape())


@cache
def secrets_of(scenario: str) -> frozenset[str]:
    """What a shipped scenario keeps from participants, as far as it cannot stand in a sentence by chance."""
    loaded = next(page.loaded for page in PAGES if page.loaded.id == scenario)
    return frozenset(one for one in kept_from_participants(loaded) if len(one) >= 12)


def test_there_are_documents_for_both_and_much_to_keep_from_participants() -> None:
    assert len([page for page in PAGES if page.for_participants]) >= 9
    assert len([page for page in PAGES if not page.for_participants]) >= 9
    for page in PAGES:
        assert len(secrets_of(page.loaded.id)) >= 60, page.name
    assert any(page.loaded.value.drops for page in PAGES)


@pytest.mark.parametrize("page", [page for page in PAGES if page.for_participants], ids=lambda page: page.name)
def test_c15_participants_pages_hold_nothing_that_is_for_facilitators(page: ShippedPage) -> None:
    # tags are kept apart from text, so that what stands in `title`, `content` or a comment would be found too
    tags = re.sub(r"[\W_]+", "", "".join(re.findall(r"<[^>]*>", page.composed.html)))
    printed = plain(page.composed.html)
    leaked = [one for one in secrets_of(page.loaded.id) if one in printed or one in tags]
    assert leaked == []


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.document.id == "facilitator-guide"], ids=lambda page: page.name
)
def test_the_facilitator_guide_holds_all_notes_and_reasons_of_their_scenario(page: ShippedPage) -> None:
    printed = plain(page.composed.html)
    codes = page.layout.split("-")
    reasons = {one.id: one.text for one in page.loaded.value.reasons}
    because = [
        one.because if isinstance(one.because, Text) else reasons[str(one.because)] for one in page.loaded.value.drops
    ]
    stanced = [one for one, drop in zip(because, page.loaded.value.drops, strict=True) if drop.collection in STANCED]
    without_quiz = page.loaded.value.model_copy(update={"items": ()})  # the answer key holds what belongs to items
    notes = [part for part in facilitators_parts(without_quiz) if part is not None]
    fields = [getattr(part, name) for part in notes for name in type(part).model_fields]
    wanted = [text for one in fields for text in (one if isinstance(one, tuple) else (one,))] + stanced
    missing = [one[code] for one in wanted if one is not None for code in codes if plain(one[code]) not in printed]
    assert len(wanted) > 40
    assert missing == []


LESSONS = """\
lessons:
  one:
    do: keep
    support: {level: general, cites: [model:1], because: rule}
  two:
    do: drop
    because: secret
"""
REASONS = (
    "reasons:\n  rule: {do: add, text: {ar: قاعدة, en: A rule}}\n  secret: {do: add, text: {ar: سر, en: A secret}}\n"
)
NOTED = """\
lessons:
  one:
    title: {ar: واحد, en: One}
    text: {ar: النص الأول, en: The first text}
    cites: [model:1]
    facilitator: {note: {ar: سر, en: A secret}}
  two:
    title: {ar: اثنان, en: Two}
    text: {ar: النص الثاني, en: The second text}
    cites: [model:2]
"""


def test_participants_templates_are_not_given_facilitators_notes(tmp_path: Any) -> None:
    write_baseline(tmp_path, {"lessons.yaml": NOTED})
    loaded = load_scenario(Workspace((tmp_path,)), "iraq")
    assert "A secret" in set(texts_in(scenario_for(loaded, Audience.FACILITATORS)))
    assert "A secret" not in set(texts_in(scenario_for(loaded, Audience.PARTICIPANTS)))


def test_participants_templates_are_not_given_what_is_dropped_nor_why(tmp_path: Any) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path, {"lessons.yaml": LESSONS, "reasons.yaml": REASONS})
    loaded = load_scenario(Workspace((tmp_path,)), "lebanon")
    given = {
        *texts_in(scenario_for(loaded, Audience.PARTICIPANTS)),
        *texts_in(baseline_for(loaded, Audience.PARTICIPANTS)),
    }
    assert "A rule" in given
    assert "Iraq" in given
    assert given.isdisjoint({"A secret", "The second text", "Two"})
    assert "The second text" in set(texts_in(baseline_for(loaded, Audience.FACILITATORS)))


def test_participants_templates_are_not_given_entries_without_a_stance(tmp_path: Any) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path, {"challenges.yaml": None})
    loaded = load_scenario(Workspace((tmp_path,)), "lebanon")
    assert loaded.stance("challenges", "hard") is Stance.UNDECIDED
    given = {
        *texts_in(scenario_for(loaded, Audience.PARTICIPANTS)),
        *texts_in(baseline_for(loaded, Audience.PARTICIPANTS)),
    }
    assert "Hard work" not in given
    assert "Hard work" in set(texts_in(scenario_for(loaded, Audience.FACILITATORS)))


def test_a_baseline_extends_nothing(tmp_path: Any) -> None:
    write_baseline(tmp_path)
    loaded = load_scenario(Workspace((tmp_path,)), "iraq")
    assert baseline_for(loaded, Audience.PARTICIPANTS) is None
