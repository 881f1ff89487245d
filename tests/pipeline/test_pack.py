import json
from pathlib import Path
from typing import Any

import pytest

from briefgen.compose.audience import Audience
from briefgen.errors import NotFoundError, SourceError
from briefgen.pipeline.pack import BuiltDocument, Record, find_record, intact_documents, load_record

RECORD: dict[str, Any] = {
    "scenario": "iraq",
    "version": "1.0",
    "as_of": "2026-11-01",
    "libraries": {"weasyprint": "70.0"},
    "layers": [{"id": "iraq", "version": "1.0", "sha256": {"scenario.yaml": "00"}}],
    "documents": [
        {
            "id": "note",
            "layout": "en",
            "edition": "standard",
            "paper": "a4",
            "audience": "participants",
            "conformance": ["PDF/UA-1"],
            "path": "participants/en/note.pdf",
            "pages": 1,
            "bytes": 3,
            "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "source_sha256": "00",
        }
    ],
}
"""A record of one document, whose file holds the letters abc."""


def write_pack(folder: Path, record: object = RECORD, content: bytes = b"abc") -> Path:
    (folder / "participants/en").mkdir(parents=True)
    (folder / "participants/en/note.pdf").write_bytes(content)
    (folder / "pack.json").write_text(json.dumps(record), "utf-8")
    return folder


def changed(**changes: object) -> dict[str, Any]:
    """The record with other values for its document."""
    return RECORD | {"documents": [RECORD["documents"][0] | changes]}


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    record = load_record(write_pack(tmp_path))
    assert isinstance(record, Record)
    (document,) = record.documents
    assert document == BuiltDocument(
        **{**RECORD["documents"][0], "audience": Audience.PARTICIPANTS, "conformance": ("PDF/UA-1",)}
    )
    assert record.layers[0].sha256 == {"scenario.yaml": "00"}


@pytest.mark.parametrize(
    "record",
    [
        [],
        {},
        RECORD | {"libraries": 3},
        changed(pages="many"),
        changed(audience="everybody"),
        changed(path="../../elsewhere.pdf"),
        changed(path="/etc/passwd"),
        changed(path="a\0b"),
    ],
)
def test_a_damaged_record_is_called_so_and_nothing_is_taken_from_it(tmp_path: Path, record: object) -> None:
    write_pack(tmp_path, record)
    with pytest.raises(SourceError, match=r"pack\.json is damaged"):
        load_record(tmp_path)
    assert intact_documents(tmp_path) == {}


def test_a_folder_without_a_record_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no pack"):
        load_record(tmp_path)


def test_a_document_is_intact_while_its_file_is_what_the_record_says(tmp_path: Path) -> None:
    assert list(intact_documents(write_pack(tmp_path / "a"))) == ["participants/en/note.pdf"]
    assert intact_documents(write_pack(tmp_path / "b", content=b"abd")) == {}


def test_the_pack_of_a_file_is_found_from_where_it_lies(tmp_path: Path) -> None:
    write_pack(tmp_path / "pack")
    found = find_record(tmp_path / "pack/participants/en/note.pdf")
    assert found is not None
    assert found[0] == (tmp_path / "pack").resolve()
    assert find_record(tmp_path / "loose.pdf") is None
