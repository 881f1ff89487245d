"""Editions: folders that say how a document is dressed."""

from pathlib import Path

import pytest

from briefgen.compose.documents import load_document
from briefgen.compose.editions import list_editions, load_edition
from briefgen.errors import NotFoundError, SourceError, UsageError
from briefgen.workspace import Workspace, find_shipped
from tests.worlds import write_files

SHIPPED = Workspace((find_shipped(),))
TITLE = "title:\n  ar: ب\n  en: Mine\n"


def test_the_shipped_editions_come_in_their_order_the_standard_one_first() -> None:
    assert [one.name for one in list_editions(SHIPPED)] == ["standard", "large-print", "grey", "phone"]


def test_facilitators_documents_have_the_standard_edition_only() -> None:
    for edition in list_editions(SHIPPED):
        assert edition.has(load_document(SHIPPED, "facilitator-guide")) == edition.standard


def test_answer_sheets_have_one_size_only_in_every_edition() -> None:
    sheet = load_document(SHIPPED, "answer-sheet")
    assert [edition.name for edition in list_editions(SHIPPED) if edition.has(sheet)] == ["standard"]


def test_an_edition_may_name_the_only_documents_it_has() -> None:
    phone = load_edition(SHIPPED, "phone")
    assert phone.has(load_document(SHIPPED, "participant-brief"))
    assert not phone.has(load_document(SHIPPED, "agenda"))


def test_an_edition_that_is_not_there_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(UsageError, match="golden") as refused:
        load_edition(SHIPPED, "golden")
    assert "large-print" in refused.value.hint


@pytest.mark.parametrize("wrong", ["zoom: 9", "page: a5", "arrangement: diagonal", "ruled: maybe", "colour: red"])
def test_an_edition_file_with_a_wrong_field_is_an_error_with_its_place(tmp_path: Path, wrong: str) -> None:
    files = {"edition.yaml": f"{TITLE}{wrong}\n", "edition.css": ""}
    write_files(tmp_path / "templates/editions/mine", files)
    with pytest.raises(SourceError) as refused:
        list_editions(Workspace((tmp_path, *SHIPPED.roots)))
    assert refused.value.problems[0].mark.line == 4


def test_an_edition_without_a_style_says_which_file_is_missing(tmp_path: Path) -> None:
    write_files(tmp_path / "templates/editions/mine", {"edition.yaml": TITLE})
    with pytest.raises(NotFoundError, match=r"edition\.css"):
        list_editions(Workspace((tmp_path, *SHIPPED.roots)))
