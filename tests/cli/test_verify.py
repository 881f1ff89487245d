import json
from pathlib import Path

import pytest

from tests.cli.test_main import run
from tests.pipeline.test_verify import write_world


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    write_world(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run("build", "--document", "note", "--layout", "ar") == 0
    capsys.readouterr()
    return Path("out/iraq")


def test_verify_says_that_all_is_as_recorded(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify") == 0
    assert capsys.readouterr().out == f"{pack}: 1 document, 1 made again, all as recorded\n"


def test_verify_names_what_differs_and_leaves_with_3(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "participants/ar/note.pdf").write_bytes(b"")
    assert run("verify", pack, "--no-rebuild") == 3
    first, last = capsys.readouterr().out.splitlines()
    assert (
        first == f"{pack}/participants/ar/note.pdf: is not the file that the record names: it was changed or replaced"
    )
    assert last == f"{pack}: 1 document, none made again, 1 difference"


def test_verify_speaks_json(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", pack, "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)["packs"]
    assert (found["folder"], found["documents"], found["rebuilt"], found["differences"]) == (str(pack), 1, 1, [])


def test_verify_refuses_what_is_no_pack_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("verify") == 4
    (tmp_path / "pack.json").write_bytes(b"\xff\x00")
    assert run("verify", ".") == 3
    errors = capsys.readouterr().err
    assert "damaged" in errors
    assert "Traceback" not in errors
