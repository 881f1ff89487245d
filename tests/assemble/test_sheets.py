import json
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import page as validator
import pikepdf
import pytest

from briefgen.assemble.conformance import DRAWN_SHEETS, ends_plainly
from briefgen.assemble.readers import find_readers
from briefgen.assemble.sheets import complete_sheets
from briefgen.assemble.word_score import Words, normalise, score, unmarked
from briefgen.errors import AssemblyError
from briefgen.pipeline.build import build_packs
from briefgen.pipeline.jobs import BuildRequest
from briefgen.render.answer_sheet import draw_answer_sheet
from briefgen.render.drawings import render_drawing
from tests.drawn import DrawnSheet, drawn_sheets, printed_on
from tests.render.sheets import faces, make_sheet
from tests.support import SHIPPED

PROFILES = {
    "PDF/UA-1": validator.ValidationProfile.PDF_UA_1,
    "PDF/A-2a": validator.ValidationProfile.PDF_A_2A,
}
READERS = find_readers()
PRESENTATION_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufefe]")


@pytest.fixture(scope="module")
def sheets() -> tuple[DrawnSheet, ...]:
    return drawn_sheets()


@pytest.fixture
def files(sheets: tuple[DrawnSheet, ...]) -> Iterator[dict[str, pikepdf.Pdf]]:
    opened = {one.name: pikepdf.open(BytesIO(one.pdf)) for one in sheets}
    yield opened
    for file in opened.values():
        file.close()


def test_every_shipped_sheet_of_each_kind_layout_and_paper_is_there(sheets: tuple[DrawnSheet, ...]) -> None:
    parts = [set(one) for one in zip(*(one.name.split("/") for one in sheets), strict=True)]
    assert len(sheets) == 108
    assert parts[1] >= {"answer-sheet-a", "marking-mask", "key-strip"}
    assert parts[2:] == [{"ar", "en", "ar-en"}, {"a4", "letter"}]


@pytest.mark.parametrize("standard", DRAWN_SHEETS)
def test_sheets_meet_what_they_claim(sheets: tuple[DrawnSheet, ...], standard: str) -> None:
    faults = {}
    for one in sheets:
        report = validator.validate_pdf_bytes(one.pdf, profile=PROFILES[standard])
        if not report.is_compliant or report.failures:
            faults[one.name] = {failure.message for failure in report.failures}
    assert faults == {}


@pytest.mark.parametrize("reader", READERS)
def test_every_word_of_a_sheet_is_found_in_plain_letters(sheets: tuple[DrawnSheet, ...], reader: str) -> None:
    for one in sheets:
        source, text = printed_on(one.drawing), READERS[reader](one.pdf)
        found = score(Words.of(source), Words.of(text))
        assert (found.marked, found.faulty) == (1, 0), one.name
        assert PRESENTATION_FORM.findall(text) == [], one.name
        if reader == "poppler" and "/key-strip/" in one.name:
            # where only letters stand on a line, evenly spaced, it takes them for one word: their spaces are lost
            assert all(len(letter) == 1 for letter in found.missing), one.name
            assert letters_of(text) == letters_of(source), one.name
        else:
            assert found.missing == (), one.name
            assert (found.arabic, found.latin, found.spurious) == (1, 1, 0), one.name


def letters_of(text: str) -> Counter[str]:
    """The letters and digits of a text."""
    return Counter(one for one in unmarked(normalise(text)) if one.isalnum())


def test_brackets_face_what_they_hold_in_poppler(sheets: tuple[DrawnSheet, ...]) -> None:
    if "poppler" not in READERS:
        pytest.skip("pdftotext is not installed")
    tried = [one for one in sheets if "/answer-sheet-" in one.name and "/ar/" in one.name]
    assert tried
    for one in tried:
        assert one.drawing.sheets[0].texts["form"][0] in READERS["poppler"](one.pdf)


def test_sheets_are_sound_and_every_font_that_they_name_is_in_them(files: dict[str, pikepdf.Pdf]) -> None:
    for name, file in files.items():
        assert file.check_pdf_syntax() == [], name
        fonts = [font for page in file.pages for font in page.Resources.Font.values()]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts), name


def test_sheets_are_drawn_in_black_and_grey_whose_meaning_is_declared(files: dict[str, pikepdf.Pdf]) -> None:
    for name, file in files.items():
        assert int(file.Root.OutputIntents[0].DestOutputProfile.N) == 1
        used = {str(one.operator) for page in file.pages for one in pikepdf.parse_content_stream(page)}
        assert "Tj" in used
        assert not used & {"rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "Do", "BI"}, name


def test_sheets_say_what_they_are_and_how_they_are_read(files: dict[str, pikepdf.Pdf]) -> None:
    for name, file in files.items():
        arabic_leads = name.split("/")[2].startswith("ar")
        assert str(file.Root.ViewerPreferences.Direction) == ("/R2L" if arabic_leads else "/L2R")
        assert str(file.Root.ViewerPreferences.PrintScaling) == "/None"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        assert str(file.Root.Lang) == ("ar" if arabic_leads else "en")
        assert {str(page.obj.Tabs) for page in file.pages} == {"/S"}
        properties = file.open_metadata()
        assert properties["dc:title"] == str(file.docinfo.Title) != ""
        assert str(properties["pdfuaid:part"]) == "1"
        assert (str(properties["pdfaid:part"]), str(properties["pdfaid:conformance"])) == ("2", "A")
        with file.open_outline() as outline:
            assert len(outline.root) > 0


def test_the_same_sheet_is_completed_to_the_same_bytes(sheets: tuple[DrawnSheet, ...]) -> None:
    for one in sheets[::18]:
        assert complete_sheets(render_drawing(one.drawing, SHIPPED), one.direction) == one.pdf
        assert ends_plainly(one.pdf)


def test_the_record_of_a_pack_says_what_its_sheets_meet(tmp_path: Path) -> None:
    request = BuildRequest(out=tmp_path, documents=("key-strip", "answer-sheet"), layouts=("ar-en",))
    build_packs(SHIPPED, ("iraq",), request)
    record = json.loads((tmp_path / "iraq/pack.json").read_text("utf-8"))["documents"]
    assert {one["id"] for one in record} >= {"key-strip", "answer-sheet-a"}
    assert {tuple(one["conformance"]) for one in record} == {DRAWN_SHEETS}


def test_an_author_with_signs_of_markup_is_named_as_written() -> None:
    drawn = draw_answer_sheet(make_sheet("en", [4]), faces(), author="Training & <Research>")
    with pikepdf.open(BytesIO(complete_sheets(drawn, "ltr"))) as file:
        assert list(file.open_metadata()["dc:creator"]) == ["Training & <Research>"]
        assert str(file.docinfo.Author) == "Training & <Research>"


def test_what_is_no_pdf_cannot_be_completed() -> None:
    with pytest.raises(AssemblyError, match="cannot be completed"):
        complete_sheets(b"no PDF", "ltr")
