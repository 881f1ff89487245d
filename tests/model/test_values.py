from __future__ import annotations

import datetime as dt
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from briefgen.model.values import Citation, Id, PartialDate, Reference, Text, YesNo

law = settings(max_examples=50, deadline=None)


@law
@given(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True), st.integers(1, 9999))
def test_a_citation_is_written_as_it_is_read(source: str, paragraph: int) -> None:
    citation = Citation.model_validate(f"{source}:{paragraph}")
    assert (citation.source, citation.paragraph) == (source, paragraph)
    assert str(citation) == f"{source}:{paragraph}"


@law
@given(st.dates(dt.date(1, 1, 1)), st.sampled_from([4, 7, 10]))
def test_a_partial_date_is_written_as_it_is_read(day: dt.date, length: int) -> None:
    written = day.isoformat()[:length]
    assert str(PartialDate.model_validate(written)) == written


@pytest.mark.parametrize(
    "written", ["0000", "18", "2018-13", "2018-02-30", "2018-2", "2018-10-7", "٢٠١٨", "2018\n", ""]
)
def test_what_is_no_partial_date_is_refused(written: str) -> None:
    with pytest.raises(ValidationError, match="is not a date"):
        PartialDate.model_validate(written)


@pytest.mark.parametrize("written", ["one", "one-team", "2018", "a" * 64, "a-1-b"])
def test_an_id_is_small_letters_digits_and_single_hyphens(written: str) -> None:
    assert TypeAdapter(Id).validate_python(written) == written


@pytest.mark.parametrize(
    "written", ["", "One", "one_team", "one--team", "-one", "one-", "one\n", "واحد", "٢", "a" * 65]
)
def test_what_is_no_id_is_refused(written: str) -> None:
    with pytest.raises(ValidationError, match="is not an id"):
        TypeAdapter(Id).validate_python(written)


@pytest.mark.parametrize("written", ["yes", "True", "1", "no", "", "null"])
def test_only_true_and_false_are_yes_and_no(written: str) -> None:
    with pytest.raises(ValidationError, match="expected true or false"):
        TypeAdapter(YesNo).validate_python(written)
    assert [TypeAdapter(YesNo).validate_python(one) for one in ("true", "false")] == [True, False]


def test_a_reference_survives_pickling_with_its_collection() -> None:
    back = pickle.loads(pickle.dumps(Reference("one", "lessons")))
    assert (back, back.collection) == ("one", "lessons")


def test_a_text_knows_its_languages_in_the_order_written() -> None:
    text = Text.model_validate({"ar": "واحد", "en": "One"})
    assert list(text) == ["ar", "en"]
    assert "fr" not in text
    assert text["en"] == "One"
