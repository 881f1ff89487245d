import json
from pathlib import Path

import pikepdf
import pytest

from tests.assemble.pdfs import blank_document, locked_document, set_document
from tests.cli.test_main import run

BODY = '<h1>عنوان</h1><p>النص الأول</p><p lang="en" dir="ltr">Some text</p>'


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "note.pdf"
    path.write_bytes(set_document(BODY))
    return path


def test_inspect_prints_what_a_person_needs_to_know(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("inspect", document) == 0
    lines = capsys.readouterr().out.splitlines()
    shown = dict(line.split(maxsplit=1) for line in lines if not line.startswith(" "))
    assert shown["title"] == "عنوان"
    assert shown["pages"] == "1: 1 of A4 (210 × 297 mm)"
    assert shown["read"] == "right to left, language ar"
    assert shown["tags"].startswith("1 heading, 0 tables")
    assert shown["standards"].startswith("claims PDF/A-2a; no fault found by page-validation")
    assert [line.split()[1:4] for line in lines if line.startswith("font")] == [
        ["T:", "TrueType,", "subset,"],
        ["T-Bold:", "TrueType,", "subset,"],
    ]
    assert "no pack" in shown["source"]
    assert shown["pdfium"] == shown["poppler"] == "3 Arabic words, 2 Latin words and numbers"


def test_inspect_compares_with_a_source(document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "note.html"
    source.write_text(BODY, "utf-8")
    assert run("inspect", document, "--source", source, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["compared"]["order"] == 1
    assert {one["arabic"] for one in data["compared"]["readers"].values()} == {1}
    assert data["faults"] == {"PDF/UA-1": [], "PDF/A-2a": []}
    assert data["languages"] == {"ar": 2, "en": 1}


def test_inspect_reads_aloud(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("inspect", document, "--read") == 0
    assert [line.split(maxsplit=2) for line in capsys.readouterr().out.splitlines()] == [
        ["H1", "ar", "عنوان"],
        ["P", "ar", "النص الأول"],
        ["P", "en", "Some text"],
    ]


def test_inspect_says_of_a_poor_file_what_it_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "poor.pdf"
    path.write_bytes(blank_document())
    assert run("inspect", path) == 0
    shown = capsys.readouterr().out
    assert "none: a screen reader has to guess" in shown
    assert "claims none" in shown


def test_a_file_does_not_command_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(blank_document(Lang=pikepdf.String("\x1b[31mred\nfile ok")))
    assert run("inspect", path) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "file ok" not in shown.splitlines()
    assert run("inspect", tmp_path / "\x1b[31m.pdf") == 4
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [(b"text", 6, "not a PDF"), (locked_document("secret"), 6, "encrypted"), (None, 4, "no file")],
    ids=["text", "locked", "missing"],
)
def test_inspect_refuses_what_it_cannot_read_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, code: int, said: str
) -> None:
    path = tmp_path / "x.pdf"
    if content is not None:
        path.write_bytes(content)
    assert run("inspect", path) == code
    output = capsys.readouterr()
    assert output.out == ""
    assert said in output.err
    assert "hint:" in output.err
    assert "Traceback" not in output.err
