import json
import shutil
from pathlib import Path

import pytest

from briefgen.errors import NotFoundError, SourceError
from briefgen.pipeline.build import build_packs
from briefgen.pipeline.jobs import BuildRequest
from briefgen.pipeline.verify import Verified, find_packs, verify_pack
from briefgen.workspace import Workspace
from tests.support import SHIPPED, write_template
from tests.worlds import BASELINE, write_adaptation, write_baseline, write_files

NOTE = "<h1>{{ wordings[0](scenario.title) }}</h1>"


def write_world(root: Path) -> Workspace:
    write_baseline(root)
    write_template(root, NOTE)
    return write_template(root, "<h1>Key</h1>", "key", "facilitators")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return write_world(tmp_path / "here")


@pytest.fixture
def pack(workspace: Workspace, tmp_path: Path) -> Path:
    request = BuildRequest(out=tmp_path / "out", documents=("note", "key"), layouts=("ar", "en"))
    assert build_packs(workspace, (), request).failures == ()
    return tmp_path / "out/iraq"


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def differences(found: Verified) -> list[tuple[str, str]]:
    return [(one.path, one.message) for one in found.differences]


def test_a_pack_that_nobody_touched_is_as_recorded_and_comes_out_the_same(workspace: Workspace, pack: Path) -> None:
    before = files_in(pack.parent)
    steps: list[tuple[int, int, str]] = []
    found = verify_pack(workspace, pack, progress=lambda *step: steps.append(step))
    assert (found.scenario, found.documents, found.rebuilt) == ("iraq", 4, 4)
    assert (found.differences, found.notes) == ((), ())
    assert [step[:2] for step in steps] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert files_in(pack.parent) == before


def test_a_pack_is_verified_elsewhere_from_a_copy_of_the_workspace(pack: Path, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    found = verify_pack(Workspace((tmp_path / "there", *SHIPPED.roots)), pack)
    assert (found.rebuilt, found.differences) == (4, ())


def test_a_workspace_that_adds_nothing_changes_nothing(tmp_path: Path) -> None:
    request = BuildRequest(out=tmp_path / "out", documents=("agenda",), layouts=("en",))
    build_packs(SHIPPED, ["iraq"], request)
    (tmp_path / "own/fonts").mkdir(parents=True)
    found = verify_pack(Workspace((tmp_path / "own", *SHIPPED.roots)), tmp_path / "out/iraq")
    assert (found.rebuilt, found.differences) == (1, ())


def test_files_that_were_changed_lost_or_added_are_named(workspace: Workspace, pack: Path) -> None:
    (pack / "participants/ar/note.pdf").write_bytes((pack / "participants/en/note.pdf").read_bytes())
    (pack / "facilitators/en/key.pdf").unlink()
    shutil.copy(pack / "facilitators/ar/key.pdf", pack / "participants/ar/key.pdf")
    found = differences(verify_pack(workspace, pack, rebuild=False))
    assert [path for path, _ in found] == [
        "facilitators/en/key.pdf",
        "participants/ar/note.pdf",
        "participants/ar/key.pdf",
    ]
    assert [what for _, what in found] == [
        "is missing",
        "is not the file that the record names: it was changed or replaced",
        "is not in the record: it does not belong to the pack",
    ]


def test_a_record_that_was_changed_with_its_file_is_found_by_making_it_again(workspace: Workspace, pack: Path) -> None:
    import hashlib

    forged = (pack / "participants/en/note.pdf").read_bytes() + b"\n"
    record = json.loads((pack / "pack.json").read_text("utf-8"))
    (entry,) = (one for one in record["documents"] if one["path"] == "participants/en/note.pdf")
    entry |= {"bytes": len(forged), "sha256": hashlib.sha256(forged).hexdigest()}
    (pack / "participants/en/note.pdf").write_bytes(forged)
    (pack / "pack.json").write_text(json.dumps(record), "utf-8")
    assert verify_pack(workspace, pack, rebuild=False).differences == ()
    assert differences(verify_pack(workspace, pack)) == [
        ("participants/en/note.pdf", "comes out with other bytes, from the same sources and libraries")
    ]


def test_a_scenario_that_has_changed_since_is_named_with_the_documents_it_changes(
    workspace: Workspace, pack: Path, tmp_path: Path
) -> None:
    title = BASELINE["scenario.yaml"].replace("{ar: دروس, en: Lessons}", "{ar: عبر, en: Lessons}")
    write_files(tmp_path / "here/scenarios/iraq", {"scenario.yaml": title})
    found = differences(verify_pack(workspace, pack))
    assert ("pack.json", "iraq/scenario.yaml has changed since the pack was built") in found
    changed = [path for path, message in found if message.startswith("would be another one now")]
    assert "participants/ar/note.pdf" in changed


def test_a_document_that_is_there_no_more_cannot_be_made_again(
    workspace: Workspace, pack: Path, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "here/templates/key")
    found = verify_pack(workspace, pack)
    assert [path for path, _ in differences(found)] == ["facilitators/ar/key.pdf", "facilitators/en/key.pdf"]
    assert all("cannot be made again" in message for _, message in differences(found))
    assert found.rebuilt == 2


def test_where_other_libraries_are_installed_it_says_so_and_compares_the_files_only(
    workspace: Workspace, pack: Path
) -> None:
    record = json.loads((pack / "pack.json").read_text("utf-8"))
    record["libraries"] |= {"weasyprint": "69.0"}
    (pack / "pack.json").write_text(json.dumps(record), "utf-8")
    found = verify_pack(workspace, pack)
    assert (found.differences, found.rebuilt) == ((), 0)
    (note,) = found.notes
    assert "weasyprint was 69.0" in note


def test_an_adaptation_is_verified_with_what_it_extends(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    write_adaptation(tmp_path)
    build_packs(workspace, ["lebanon"], BuildRequest(out=tmp_path / "out", documents=("note",), layouts=("en",)))
    assert verify_pack(workspace, tmp_path / "out/lebanon").differences == ()
    write_files(tmp_path / "scenarios/iraq", {"lessons.yaml": BASELINE["lessons.yaml"] + "# a remark\n"})
    assert differences(verify_pack(workspace, tmp_path / "out/lebanon")) == [
        ("pack.json", "iraq/lessons.yaml has changed since the pack was built")
    ]


def test_a_damaged_record_is_refused_and_stays_as_it_is(workspace: Workspace, pack: Path) -> None:
    (pack / "pack.json").write_text("{", "utf-8")
    before = files_in(pack)
    with pytest.raises(SourceError, match="damaged"):
        verify_pack(workspace, pack)
    assert files_in(pack) == before


def test_packs_are_the_folders_that_are_named_or_all_that_have_a_record(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "out/empty").mkdir()
    assert find_packs(tmp_path / "out") == (pack,)
    assert find_packs(tmp_path, [pack / "pack.json", pack]) == (pack, pack)
    with pytest.raises(NotFoundError, match="no pack"):
        find_packs(tmp_path / "nowhere")
