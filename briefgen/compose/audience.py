"""Who reads a document, and what of a scenario they are given."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, RootModel

from briefgen.model.adaptation import Stance
from briefgen.model.entries import Claim
from briefgen.model.load import Loaded
from briefgen.model.scenario import COLLECTIONS, Scenario


class Audience(StrEnum):
    """Participants get what stands outside `facilitator:`; facilitators get everything."""

    PARTICIPANTS = "participants"
    FACILITATORS = "facilitators"


def scenario_for(loaded: Loaded, audience: Audience) -> Scenario:
    """The scenario as this audience may read it.

    Why: a template can only print what it is given, so participants' templates are never given facilitators' matter:
    no `facilitator` field, no drops and their reasons, no entry on which the adaptation has not decided.
    """
    if audience is Audience.FACILITATORS:
        return loaded.value
    kept: dict[str, Any] = {"drops": ()}
    for name in COLLECTIONS:
        entries = loaded.value.collection(name)
        kept[name] = tuple(_stripped(one) for one in entries if loaded.stance(name, one.id) is not Stance.UNDECIDED)
    given = {one.support.because for name in COLLECTIONS for one in kept[name] if isinstance(one, Claim)}
    kept["reasons"] = tuple(one for one in kept["reasons"] if one.id in given)
    return loaded.value.model_copy(update=kept)


def baseline_for(loaded: Loaded, audience: Audience) -> Scenario | None:
    """What a scenario extends, as this audience may read it; None for a baseline.

    Why: participants get no entry of the baseline that was dropped here, or on which nothing was decided.
    """
    if loaded.baseline is None:
        return None
    before = scenario_for(loaded.baseline, audience)
    if audience is Audience.FACILITATORS:
        return before
    here = scenario_for(loaded, audience)
    kept = {
        name: tuple(one for one in before.collection(name) if here.entry(name, one.id) is not None)
        for name in COLLECTIONS
    }
    return before.model_copy(update=kept)


def _stripped(value: Any) -> Any:
    """The value without what stands under a `facilitator` key in it, at any depth."""
    if isinstance(value, tuple):
        return tuple(map(_stripped, value))
    if not isinstance(value, BaseModel) or isinstance(value, RootModel):
        return value
    fields = type(value).model_fields
    changed = {name: None if name == "facilitator" else _stripped(getattr(value, name)) for name in fields}
    return value.model_copy(update=changed)
