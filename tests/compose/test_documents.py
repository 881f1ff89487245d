from pathlib import Path

import pytest

from briefgen.compose.audience import Audience
from briefgen.compose.documents import list_documents, load_document
from briefgen.compose.languages import list_languages, load_language
from briefgen.compose.wording import Wording
from briefgen.errors import NotFoundError, RenderingError, SourceError, UsageError
from briefgen.workspace import Workspace
from tests.support import SHIPPED, write_template
from tests.worlds import write_files


def test_documents_are_listed_in_their_order() -> None:
    assert [one.id for one in list_documents(SHIPPED)][:2] == ["participant-brief", "facilitator-guide"]


def test_every_shipped_document_has_a_title_in_every_shipped_language() -> None:
    documents = list_documents(SHIPPED)
    assert len(documents) >= 17
    for code in list_languages(SHIPPED):
        wording = Wording(load_language(SHIPPED, code), {})
        assert [one.id for one in documents if not wording.has_title(one)] == []


def test_a_folder_in_the_users_workspace_is_a_new_document(tmp_path: Path) -> None:
    workspace = write_template(tmp_path, "x", audience="facilitators")
    assert [one.id for one in list_documents(workspace)] == ["note", *(one.id for one in list_documents(SHIPPED))]
    note = load_document(workspace, "note")
    assert note.title is not None
    assert (note.title["en"], note.audience, note.order, note.template) == (
        "A note",
        Audience.FACILITATORS,
        10,
        "note/document.html.j2",
    )


def test_a_record_of_the_user_replaces_the_shipped_one(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/participant-brief/document.yaml": "title: {en: Mine}\naudience: participants\n"})
    brief = load_document(Workspace((tmp_path, *SHIPPED.roots)), "participant-brief")
    assert Wording(load_language(SHIPPED, "en"), {}).plain_title(brief) == "Mine"


def test_a_document_without_a_title_in_a_language_says_where_to_add_it(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/note/document.yaml": "title: {ar: ملاحظة}\naudience: participants\n"})
    note = load_document(Workspace((tmp_path,)), "note")
    with pytest.raises(RenderingError, match='"note" has no title in "en"') as caught:
        Wording(load_language(SHIPPED, "en"), {}).title(note)
    assert "templates/note/document.yaml" in caught.value.hint


def test_an_unknown_document_is_refused_with_those_that_exist() -> None:
    with pytest.raises(NotFoundError, match='no document "brief"') as caught:
        load_document(SHIPPED, "brief")
    assert "facilitator-guide, feedback-form" in caught.value.hint


@pytest.mark.parametrize("name", ["../note", "/etc", "a/b", ".", "", "Note", "a_b"])
def test_a_name_that_is_no_id_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="cannot name a document"):
        load_document(SHIPPED, name)


@pytest.mark.parametrize(
    ("record", "word"),
    [
        ("title: {en: A}\naudience: everybody\n", "audience"),
        ("title: {en: A}\naudience: participants\norder: soon\n", "order"),
        ("title: {en: A}\naudience: participants\ncolour: red\n", "colour"),
        ("title: {en: A}\n", "audience"),
    ],
)
def test_a_faulty_record_is_an_error_at_its_place(tmp_path: Path, record: str, word: str) -> None:
    write_files(tmp_path, {"templates/note/document.yaml": record})
    with pytest.raises(SourceError) as caught:
        load_document(Workspace((tmp_path,)), "note")
    (problem,) = caught.value.problems
    assert word in problem.message
    assert problem.mark.file.name == "document.yaml"
