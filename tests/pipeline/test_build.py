import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from briefgen.compose.audience import Audience
from briefgen.errors import NotFoundError, SourceError, UsageError
from briefgen.pipeline.build import Build, build_packs
from briefgen.pipeline.jobs import BuildRequest
from briefgen.workspace import Workspace, find_shipped
from tests.support import SHIPPED, write_template
from tests.worlds import BASELINE, write_adaptation, write_baseline, write_files

NOTE = "{% for l in wordings %}<h1>{{ l(scenario.title) }}</h1><p>{{ l(scenario.lessons[0].text) }}</p>{% endfor %}"


def write_world(root: Path, note: str = NOTE) -> Workspace:
    """A workspace with the tiny baseline and two kinds of documents, one for each audience; both without style."""
    write_baseline(root)
    write_template(root, note)
    write_template(root, "<h1>Key</h1>", "key", "facilitators")
    return Workspace((root, *SHIPPED.roots))


def build(workspace: Workspace, out: Path, *targets: str, **request: object) -> Build:
    documents = request.pop("documents", ("note", "key"))
    return build_packs(workspace, targets, BuildRequest(out=out, documents=documents, **request))  # type: ignore[arg-type]


def files_in(folder: Path) -> dict[str, bytes]:
    found = {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    return dict(sorted(found.items()))


def record_of(out: Path, name: str = "iraq") -> dict[str, dict[str, object]]:
    return {one["path"]: one for one in json.loads((out / name / "pack.json").read_text("utf-8"))["documents"]}


def test_a_pack_has_a_file_for_each_document_and_layout_by_audience_and_a_record(tmp_path: Path) -> None:
    built = build(write_world(tmp_path), tmp_path / "out")
    assert built.failures == ()
    assert list(files_in(tmp_path / "out")) == [
        "iraq/facilitators/ar-en/key.pdf",
        "iraq/facilitators/ar/key.pdf",
        "iraq/facilitators/en/key.pdf",
        "iraq/pack.json",
        "iraq/participants/ar-en/note.pdf",
        "iraq/participants/ar/note.pdf",
        "iraq/participants/en/note.pdf",
    ]


def test_the_record_says_what_was_made_from_what_with_what(tmp_path: Path) -> None:
    write_world(tmp_path)
    write_adaptation(tmp_path)
    build(Workspace((tmp_path, *SHIPPED.roots)), tmp_path / "out", "lebanon", layouts=("en",))
    text = (tmp_path / "out/lebanon/pack.json").read_text("utf-8")
    record = json.loads(text)
    assert (record["scenario"], record["version"], record["as_of"]) == ("lebanon", "1.0", "2026-11-02")
    assert {"briefgen", "weasyprint", "jinja2", "pikepdf"} <= set(record["libraries"])
    assert [layer["id"] for layer in record["layers"]] == ["lebanon", "iraq"]
    source = (tmp_path / "scenarios/iraq/lessons.yaml").read_bytes()
    assert record["layers"][1]["sha256"]["lessons.yaml"] == hashlib.sha256(source).hexdigest()
    assert [one["path"] for one in record["documents"]] == ["facilitators/en/key.pdf", "participants/en/note.pdf"]
    for one in record["documents"]:
        pdf = (tmp_path / "out/lebanon" / one["path"]).read_bytes()
        assert set(one) >= {"id", "layout", "edition", "audience", "conformance", "path", "pages", "bytes", "sha256"}
        assert (one["layout"], one["edition"], one["pages"], one["bytes"]) == ("en", "standard", 1, len(pdf))
        assert one["sha256"] == hashlib.sha256(pdf).hexdigest()
    assert str(tmp_path) not in text


def test_an_error_in_a_target_or_what_it_extends_stops_all_and_writes_nothing(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    write_adaptation(tmp_path)
    write_baseline(tmp_path, name="fine")
    write_files(tmp_path, {"scenarios/iraq/lessons.yaml": BASELINE["lessons.yaml"].replace("model:1", "model:9")})
    with pytest.raises(SourceError) as caught:
        build(workspace, tmp_path / "out", "fine", "lebanon")
    assert [one.code for one in caught.value.problems if one.severity == "error"]
    assert not (tmp_path / "out").exists()


def test_a_warning_stops_a_strict_build_only(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    write_adaptation(tmp_path, {"challenges.yaml": None})
    with pytest.raises(SourceError):
        build(workspace, tmp_path / "out", "lebanon", strict=True)
    assert not (tmp_path / "out").exists()
    built = build(workspace, tmp_path / "out", "lebanon", documents=("key",), layouts=("en",))
    assert [one.code for one in built.warnings] == ["undecided"]
    assert (tmp_path / "out/lebanon/facilitators/en/key.pdf").exists()


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("{{ missing }}", "document.html.j2:1: 'missing' is undefined"),
        ("{% for a in range(99999) %}{{ 'a' * 99999 }}{% endfor %}", "writes more than"),
        ("{% if %}", "document.html.j2:1"),
        ("{{ '{:999999999999}'.format(1) }}", "document.html.j2:1"),
        ('<img alt="a" src="file:///etc/passwd">', "/etc/passwd"),
        ('<img alt="a" src="http://127.0.0.1:9/a.png">', "http://127.0.0.1:9/a.png"),
        ("<style>@import url(file:///etc/passwd);</style>", "/etc/passwd"),
    ],
)
def test_a_document_that_fails_is_named_and_does_not_stop_the_others(tmp_path: Path, body: str, word: str) -> None:
    built = build(write_world(tmp_path, body), tmp_path / "out", layouts=("en",))
    (failure,) = built.failures
    assert failure.path == Path("iraq/participants/en/note.pdf")
    assert word in failure.message
    assert list(files_in(tmp_path / "out")) == ["iraq/facilitators/en/key.pdf", "iraq/pack.json"]
    assert list(record_of(tmp_path / "out")) == ["facilitators/en/key.pdf"]


def test_a_document_that_fails_in_a_worker_is_named_and_does_not_stop_the_others(tmp_path: Path) -> None:
    workspace = write_world(tmp_path, '<img alt="a" src="file:///etc/passwd">')
    built = build(workspace, tmp_path / "out", layouts=("en",), workers=2)
    assert [(one.path.name, "/etc/passwd" in one.message) for one in built.failures] == [("note.pdf", True)]
    assert list(files_in(tmp_path / "out")) == ["iraq/facilitators/en/key.pdf", "iraq/pack.json"]


def test_a_folder_that_cannot_be_written_fails_every_document_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    built = build(write_world(tmp_path), tmp_path / "out", layouts=("en",))
    assert len(built.failures) == 2
    assert all("cannot be written" in one.message for one in built.failures)
    assert (tmp_path / "out").read_text() == "a file"


def test_a_document_that_has_not_changed_is_not_set_again(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    build(workspace, tmp_path / "out")
    before = {one: one.stat().st_mtime_ns for one in (tmp_path / "out").rglob("*.pdf")}
    built = build(workspace, tmp_path / "out")
    assert (built.packs[0].unchanged, len(built.packs[0].documents)) == (6, 6)
    assert {one: one.stat().st_mtime_ns for one in (tmp_path / "out").rglob("*.pdf")} == before


def test_force_sets_every_document_again_to_the_same_bytes(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    build(workspace, tmp_path / "out")
    files = files_in(tmp_path / "out")
    before = {one: one.stat().st_mtime_ns for one in (tmp_path / "out").rglob("*.pdf")}
    assert build(workspace, tmp_path / "out", force=True).packs[0].unchanged == 0
    assert files_in(tmp_path / "out") == files
    assert all(one.stat().st_mtime_ns > time for one, time in before.items())


def test_a_changed_text_sets_only_the_documents_it_stands_in(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    build(workspace, tmp_path / "out")
    before = record_of(tmp_path / "out")
    changed = BASELINE["lessons.yaml"].replace("The first text", "Another text")
    write_files(tmp_path, {"scenarios/iraq/lessons.yaml": changed})
    assert build(workspace, tmp_path / "out").packs[0].unchanged == 4
    after = record_of(tmp_path / "out")
    assert [one for one in before if before[one] != after[one]] == [
        "participants/ar-en/note.pdf",
        "participants/en/note.pdf",
    ]


def test_a_changed_style_sets_documents_again(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    build(workspace, tmp_path / "out", layouts=("en",))
    write_files(tmp_path, {"templates/style/mine.css": "p { color: red }"})
    assert build(workspace, tmp_path / "out", layouts=("en",)).packs[0].unchanged == 0


def test_a_file_that_was_altered_or_removed_is_set_again(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    build(workspace, tmp_path / "out")
    files = files_in(tmp_path / "out")
    (tmp_path / "out/iraq/participants/en/note.pdf").write_bytes(b"altered")
    (tmp_path / "out/iraq/participants/ar/note.pdf").unlink()
    assert build(workspace, tmp_path / "out").packs[0].unchanged == 4
    assert files_in(tmp_path / "out") == files


def test_a_partial_build_keeps_the_rest_of_the_record_as_far_as_its_files_are_intact(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    build(workspace, tmp_path / "out", layouts=("en", "ar"), documents=("note",))
    (tmp_path / "out/iraq/participants/ar/note.pdf").write_bytes(b"altered")
    build(workspace, tmp_path / "out", layouts=("en",), documents=("key",))
    assert list(record_of(tmp_path / "out")) == ["facilitators/en/key.pdf", "participants/en/note.pdf"]


@pytest.mark.parametrize(
    "record",
    ["", "[]", "{", '{"documents": 7}', '{"documents": [{"path": 7}]}', '{"documents": [null]}', "\0", "NaN"],
)
def test_a_spoilt_record_means_that_everything_is_set_again(tmp_path: Path, record: str) -> None:
    workspace = write_world(tmp_path)
    build(workspace, tmp_path / "out", layouts=("en",))
    good = (tmp_path / "out/iraq/pack.json").read_bytes()
    (tmp_path / "out/iraq/pack.json").write_text(record)
    assert build(workspace, tmp_path / "out", layouts=("en",)).packs[0].unchanged == 0
    assert (tmp_path / "out/iraq/pack.json").read_bytes() == good


@pytest.mark.parametrize(("field", "value"), [("path", 7), ("path", "a\0b"), ("path", None), ("bytes", "many")])
def test_a_record_with_a_field_of_the_wrong_kind_is_no_record(tmp_path: Path, field: str, value: object) -> None:
    workspace = write_world(tmp_path)
    build(workspace, tmp_path / "out", layouts=("en",), documents=("key",))
    path = tmp_path / "out/iraq/pack.json"
    record = json.loads(path.read_text("utf-8"))
    record["documents"][0][field] = value
    path.write_text(json.dumps(record))
    assert build(workspace, tmp_path / "out", layouts=("en",), documents=("key",)).packs[0].unchanged == 0


def test_files_are_the_same_in_another_folder_in_another_process_and_with_two_workers(tmp_path: Path) -> None:
    build(write_world(tmp_path / "one"), tmp_path / "out-one")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    two = Workspace((tmp_path / "two", *SHIPPED.roots))
    build(two, tmp_path / "out-two", workers=2)
    command = [sys.executable, "-m", "briefgen.cli.main", "build", "-w", "two", "-o", "out-three", "-j", "1"]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONHASHSEED": "7", "TZ": "Asia/Beirut"}
    subprocess.run([*command, "-d", "note", "-d", "key"], cwd=tmp_path, env=env, check=True, capture_output=True)
    files = files_in(tmp_path / "out-one")
    assert len(files) == 7
    assert files_in(tmp_path / "out-two") == files
    assert files_in(tmp_path / "out-three") == files


def test_no_passing_file_is_left(tmp_path: Path) -> None:
    build(write_world(tmp_path), tmp_path / "out", workers=2)
    assert [one for one in (tmp_path / "out").rglob("*") if one.is_file() and one.suffix not in (".pdf", ".json")] == []


def test_a_request_chooses_audiences_layouts_and_documents(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    build_packs(
        workspace,
        (),
        BuildRequest(
            out=tmp_path / "out", layouts=("en-ar",), audiences=(Audience.PARTICIPANTS,), documents=("note", "key")
        ),
    )
    assert list(files_in(tmp_path / "out")) == ["iraq/pack.json", "iraq/participants/en-ar/note.pdf"]


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (BuildRequest(layouts=("tlh",)), UsageError),
        (BuildRequest(layouts=("ar-en-ar",)), UsageError),
        (BuildRequest(documents=("no-such",)), NotFoundError),
        (BuildRequest(documents=("../note",)), UsageError),
        (BuildRequest(editions=("gold",)), UsageError),
    ],
)
def test_a_request_for_what_does_not_exist_is_refused_and_writes_nothing(
    tmp_path: Path, request_: BuildRequest, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = write_world(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error):
        build_packs(workspace, (), request_)
    assert not (tmp_path / "out").exists()


def test_a_faulty_language_file_is_shown_with_its_problems_and_nothing_is_written(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    write_files(tmp_path, {"templates/languages/en.yaml": "code: en\n"})
    with pytest.raises(SourceError) as caught:
        build(workspace, tmp_path / "out")
    assert len(caught.value.problems) > 3
    assert not (tmp_path / "out").exists()


def test_progress_counts_up_to_all_documents(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    request = BuildRequest(out=tmp_path / "out", documents=("note", "key"), layouts=("ar", "en"))
    build_packs(write_world(tmp_path), (), request, lambda done, total, _: seen.append((done, total)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_users_document_can_stand_on_the_shipped_page_and_replace_parts_of_it(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_files(
        tmp_path,
        {
            "templates/card/document.yaml": "title: {ar: بطاقة, en: A card}\naudience: participants\n",
            "templates/card/document.html.j2": '{% extends "shipped:page.html.j2" %}{% block cover %}{% endblock %}'
            "{% block body %}<p>{{ lead(scenario.lessons[0].title) }}</p>{% endblock %}",
        },
    )
    built = build(Workspace((tmp_path, *SHIPPED.roots)), tmp_path / "out", documents=("card",), layouts=("ar",))
    assert built.failures == ()
    assert list(files_in(tmp_path / "out")) == ["iraq/pack.json", "iraq/participants/ar/card.pdf"]


def test_a_users_template_replaces_a_shipped_one(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    page = '<html lang="en"><head><title>Mine</title></head><body><p>Mine</p></body></html>'
    write_files(tmp_path, {"templates/participant-brief/document.html.j2": page})
    workspace = Workspace((tmp_path, *SHIPPED.roots))
    built = build(workspace, tmp_path / "out", documents=("participant-brief",), layouts=("en",))
    assert built.failures == ()
    assert [one.pages for one in built.packs[0].documents] == [1]


def test_the_grey_edition_is_made_of_participants_documents_only_and_beside_the_standard_one(tmp_path: Path) -> None:
    request = BuildRequest(
        layouts=("en",), documents=("agenda", "inject-list"), editions=("standard", "grey"), out=tmp_path
    )
    build_packs(SHIPPED, ["lebanon"], request)
    assert sorted(path.relative_to(tmp_path / "lebanon").as_posix() for path in tmp_path.rglob("*.pdf")) == [
        "facilitators/en/inject-list.pdf",
        "participants/en/agenda.grey.pdf",
        "participants/en/agenda.pdf",
    ]


def test_large_print_and_us_letter_come_out_on_the_paper_that_was_asked_for(tmp_path: Path) -> None:
    editions = ("standard", "large-print", "phone")
    for paper, size in (("a4", (210, 297)), ("letter", (215.9, 279.4))):
        out = tmp_path / paper
        request = BuildRequest(("en",), ("agenda", "one-page-summary"), editions=editions, paper=paper, out=out)
        (pack,) = build_packs(SHIPPED, ["syria"], request).packs
        assert {(one.id, one.edition, one.paper) for one in pack.documents} == {
            (document, edition, paper)
            for document in ("agenda", "one-page-summary")
            for edition in ("standard", "large-print")
        }
        for path in out.rglob("*.pdf"):
            with pikepdf.open(path) as pdf:
                box = [float(edge) / 72 * 25.4 for page in pdf.pages for edge in page.mediabox[2:]]
            assert box == pytest.approx(list(size) * (len(box) // 2), abs=0.2), path


def test_a_folder_in_editions_makes_an_edition(tmp_path: Path) -> None:
    workspace = write_template(tmp_path, "text")
    record = "title:\n  ar: ب\n  en: Violet\ndocuments: [note]\n"
    write_files(tmp_path / "templates/editions/violet", {"edition.yaml": record, "edition.css": "p { color: #603 }"})
    out = tmp_path / "out"
    build_packs(workspace, ["iraq"], BuildRequest(("en",), ("note",), editions=("violet",), out=out))
    assert [path.name for path in out.rglob("*.pdf")] == ["note.violet.pdf"]


def test_bold_text_in_a_font_that_is_not_bold_is_complained_of_and_the_document_conforms_all_the_same(
    tmp_path: Path,
) -> None:
    address = (find_shipped() / "fonts" / "SourceSerif4_400Regular.ttf").as_uri()
    style = (
        f"<style>@font-face {{ font-family: T; font-weight: 400; src: url({address}) }} p {{ font: 12pt T }}</style>"
    )
    built = build(
        write_world(tmp_path, f"{style}<p>Plain <b>bold</b></p>"),
        tmp_path / "out",
        documents=("note",),
        layouts=("en",),
    )
    (pack,) = built.packs
    assert [one for one in pack.complaints if "is not bold" in one] == pack.complaints != []
    assert pack.documents[0].conformance


def test_nothing_is_built_with_a_font_that_cannot_be_used(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    write_files(tmp_path, {"fonts/SourceSerif4_400Regular.ttf": "no font"})
    with pytest.raises(SourceError) as caught:
        build(workspace, tmp_path / "out")
    assert [one.code for one in caught.value.problems] == ["font-not-readable"]
    assert not (tmp_path / "out").exists()
