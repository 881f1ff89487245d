import contextlib
import os
import random
import shutil
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.assemble.structure_text import Spoken
from briefgen.errors import AssemblyError, BriefgenError, NotFoundError
from briefgen.pipeline.build import build_packs
from briefgen.pipeline.inspect import MANY_WORDS, inspect_file, order_kept
from briefgen.pipeline.jobs import BuildRequest
from briefgen.workspace import Workspace
from tests.assemble.pdfs import locked_document, set_document
from tests.support import SHIPPED, write_template
from tests.worlds import write_baseline

NOTE = '<h1>{{ wordings[0](scenario.title) }}</h1><p data-more="مزيد">{{ wordings[0](scenario.lessons[0].text) }}</p>'
BODY = "<h1>عنوان</h1><p>النص الأول ثمّ أولاً 17</p>"


def write_world(root: Path) -> Workspace:
    write_baseline(root)
    return write_template(root, NOTE)


def build_note(workspace: Workspace, out: Path) -> Path:
    build_packs(workspace, (), BuildRequest(out=out, documents=("note",), layouts=("ar",)))
    return out / "iraq/participants/ar/note.pdf"


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_document_of_a_pack_is_compared_with_what_it_was_made_from(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    found = inspect_file(workspace, build_note(workspace, tmp_path / "out"))
    assert found.compared is not None
    assert found.compared.source == "iraq 1.0"
    assert found.compared.order == 1
    for name, score in found.compared.scores.items():
        assert (score.arabic, score.marked, score.latin, score.unknown, score.faulty) == (1, 1, 1, (), 0), name
    assert found.faults == {"PDF/UA-1": (), "PDF/A-2a": ()}


def test_a_source_that_has_changed_since_is_named_so(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    path = build_note(workspace, tmp_path / "out")
    write_template(tmp_path, NOTE + "<p>إضافة</p>")
    found = inspect_file(workspace, path)
    assert found.compared is not None
    assert "has changed since" in found.compared.source
    assert {score.missing for score in found.compared.scores.values()} == {("إضافة",)}


@pytest.mark.parametrize(("name", "text"), [("page.html", BODY), ("page.txt", "عنوان النص الأول ثمّ أولاً 17")])
def test_a_file_from_elsewhere_is_compared_with_the_source_that_is_named(tmp_path: Path, name: str, text: str) -> None:
    found = inspect_file(SHIPPED, write(tmp_path / "x.pdf", set_document(BODY)), write(tmp_path / name, text))
    assert found.compared is not None
    assert {(one.arabic, one.marked, one.latin) for one in found.compared.scores.values()} == {(1.0, 1.0, 1.0)}


def test_words_that_the_source_does_not_have_lower_no_share_and_are_named(tmp_path: Path) -> None:
    found = inspect_file(SHIPPED, write(tmp_path / "x.pdf", set_document(BODY)), write(tmp_path / "x.txt", "النص زائد"))
    assert found.compared is not None
    score = found.compared.scores["pdfium"]
    assert (score.arabic, score.missing) == (0.5, ("زائد",))
    assert set(score.unknown) == {"عنوان", "الأول", "ثم", "أولا"}


def test_a_file_that_lies_in_no_pack_is_described_and_not_compared(tmp_path: Path) -> None:
    found = inspect_file(SHIPPED, write(tmp_path / "x.pdf", set_document(BODY)))
    assert found.compared is None
    assert "no pack" in found.reason
    assert found.words["pdfium"].arabic.total() == 5


def test_a_pack_whose_scenario_is_gone_is_described_and_not_compared(tmp_path: Path) -> None:
    workspace = write_world(tmp_path)
    path = build_note(workspace, tmp_path / "out")
    shutil.rmtree(tmp_path / "templates/note")
    found = inspect_file(workspace, path)
    assert found.compared is None
    assert "note" in found.reason


@pytest.mark.parametrize("content", [b"", b"text", b"%PDF-1.7\nnothing", locked_document("secret")])
def test_a_file_that_cannot_be_read_is_refused_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path / "x.pdf", content)
    with pytest.raises(AssemblyError) as caught:
        inspect_file(SHIPPED, path)
    assert caught.value.hint
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_file_is_not_found(tmp_path: Path) -> None:
    pdf = write(tmp_path / "x.pdf", set_document(BODY))
    for path, source in ((tmp_path / "none.pdf", None), (tmp_path, None), (pdf, tmp_path / "none.txt")):
        with pytest.raises(NotFoundError):
            inspect_file(SHIPPED, path, source)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False))
def test_a_damaged_file_is_described_or_refused(tmp_path: Path, chance: random.Random) -> None:
    pdf = bytearray(set_document(BODY))
    for _ in range(chance.randrange(1, 30)):
        pdf[chance.randrange(len(pdf))] = chance.randrange(256)
    with contextlib.suppress(BriefgenError):
        inspect_file(SHIPPED, write(tmp_path / "x.pdf", bytes(pdf)))


@pytest.mark.parametrize(
    ("spoken", "order"),
    [(["one two", "three four"], 1.0), (["three four", "one two"], 0.5), (["one", "two", "four"], 1.0), ([], 1.0)],
)
def test_order_is_the_share_of_what_is_spoken_in_the_order_of_the_source(spoken: list[str], order: float) -> None:
    assert order_kept("one two three four", tuple(Spoken("P", "en", text) for text in spoken)) == order


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(NotFoundError, match="no ordinary file"):
        inspect_file(SHIPPED, tmp_path / "pipe.pdf")


def test_the_order_of_a_very_long_text_is_worked_out_by_its_rarer_words() -> None:
    rare = ["".join(letters) for letters in product("abcdefghijklmnopqrst", repeat=3)]
    words = [word for one in rare for word in ("the", "of", "the", one, "in")]
    assert len(words) > MANY_WORDS
    assert order_kept(" ".join(words), (Spoken("P", "en", " ".join(words)),)) == 1
    assert order_kept(" ".join(words), (Spoken("P", "en", " ".join(words[::-1])),)) < 0.5
