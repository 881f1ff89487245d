"""Who reads a document, and what of a scenario they are given."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from briefgen.model.adaptation import Stance
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
        kept[name] = tuple(
            _for_participants(one) for one in entries if loaded.stance(name, one.id) is not Stance.UNDECIDED
        )
    return loaded.value.model_copy(update=kept)


def _for_participants(entry: Any) -> Any:
    """The entry without its facilitators' matter."""
    if isinstance(entry, BaseModel) and "facilitator" in type(entry).model_fields:
        return entry.model_copy(update={"facilitator": None})
    return entry
