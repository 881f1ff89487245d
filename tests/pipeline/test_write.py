import os
from pathlib import Path

import pytest

from briefgen.errors import AssemblyError
from briefgen.pipeline.write import write_whole


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "c.pdf", b"content")
    assert (tmp_path / "a" / "b" / "c.pdf").read_bytes() == b"content"
    assert [one.name for one in (tmp_path / "a" / "b").iterdir()] == ["c.pdf"]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "c.pdf", b"old and long")
    write_whole(tmp_path / "c.pdf", b"new")
    assert (tmp_path / "c.pdf").read_bytes() == b"new"


def test_others_may_read_a_file_as_far_as_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "c.pdf", b"content")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert (tmp_path / "c.pdf").stat().st_mode & 0o777 == 0o640


def test_a_folder_that_is_a_file_is_an_error_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(AssemblyError, match="cannot be written") as caught:
        write_whole(tmp_path / "out" / "c.pdf", b"content")
    assert "--out" in caught.value.hint
    assert [one.name for one in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").read_text() == "a file"


def test_a_file_that_cannot_be_put_in_place_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "c.pdf").mkdir()
    with pytest.raises(AssemblyError, match=r"c\.pdf cannot be written"):
        write_whole(tmp_path / "c.pdf", b"content")
    assert [one.name for one in tmp_path.iterdir()] == ["c.pdf"]


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    write_whole(tmp_path / "c.pdf", b"old")
    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "c.pdf", b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("c.pdf", b"old")]
