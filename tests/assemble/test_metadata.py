from io import BytesIO

import pikepdf
import pytest

from briefgen.assemble.metadata import complete_document, set_reading_direction
from briefgen.errors import AssemblyError
from briefgen.render.rendered import Rendered
from tests.support import SET, shipped_pdfs, shipped_renderings


def make_pdf(pages: int = 2) -> bytes:
    out = BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.Root["/ViewerPreferences"] = pikepdf.Dictionary({"/HideToolbar": True})
        pdf.save(out, static_id=True)
    return out.getvalue()


@pytest.mark.parametrize(("direction", "written"), [("rtl", "/R2L"), ("ltr", "/L2R")])
def test_pages_turn_as_the_leading_language_is_read(direction: str, written: str) -> None:
    with pikepdf.open(BytesIO(set_reading_direction(make_pdf(), direction))) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == written
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_what_else_the_file_says_to_viewers_is_kept() -> None:
    with pikepdf.open(BytesIO(set_reading_direction(make_pdf(3), "rtl"))) as pdf:
        assert bool(pdf.Root.ViewerPreferences.HideToolbar)
        assert len(pdf.pages) == 3


def test_the_same_file_gives_the_same_bytes() -> None:
    pdf = make_pdf()
    assert set_reading_direction(pdf, "rtl") == set_reading_direction(pdf, "rtl")
    assert set_reading_direction(pdf, "rtl") != set_reading_direction(pdf, "ltr")


@pytest.mark.parametrize("broken", [b"", b"not a PDF", b"%PDF-1.7\n", make_pdf()[:100]])
def test_a_broken_file_cannot_be_completed(broken: bytes) -> None:
    with pytest.raises(AssemblyError, match="cannot be completed"):
        set_reading_direction(broken, "rtl")
    with pytest.raises(AssemblyError, match="cannot be completed"):
        complete_document(Rendered(broken, 0), "rtl")


def test_a_file_without_metadata_cannot_be_completed_as_a_set_document() -> None:
    with pytest.raises(AssemblyError, match="its metadata are not"):
        complete_document(Rendered(make_pdf(), 2), "rtl")


@pytest.mark.parametrize("name", SET)
def test_a_shipped_document_has_no_fault_for_qpdf_and_keeps_its_pages(name: str) -> None:
    with pikepdf.open(BytesIO(shipped_pdfs()[name])) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == shipped_renderings()[name].page_count


@pytest.mark.parametrize("name", SET)
def test_a_shipped_document_that_arabic_leads_turns_to_the_left(name: str) -> None:
    with pikepdf.open(BytesIO(shipped_pdfs()[name])) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == ("/L2R" if name.endswith("/en") else "/R2L")


def test_a_shipped_document_is_completed_to_the_same_bytes_each_time() -> None:
    name = SET[0]
    rendered = shipped_renderings()[name]
    assert complete_document(rendered, "rtl") == shipped_pdfs()[name]
