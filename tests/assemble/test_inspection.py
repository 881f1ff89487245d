import contextlib
import random
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.assemble.inspection import PageSize, inspect_pdf
from briefgen.errors import AssemblyError, BriefgenError
from tests.assemble.pdfs import blank_document, locked_document, set_document

PAGE = '<h1>نص</h1><p lang="en" dir="ltr">Some text</p><p>نص <b>آخر</b></p>'


def test_a_document_that_was_set_is_described() -> None:
    found = inspect_pdf(set_document(PAGE))
    assert (found.title, found.language, found.direction) == ("عنوان", "ar", "rtl")
    assert found.claims == ("PDF/UA-1", "PDF/A-2a")
    assert found.sizes == (PageSize(210, 297, 1),)
    assert (found.page_count, found.bookmarks, found.encrypted) == (1, 1, False)
    assert dict(found.languages) == {"ar": 2, "en": 1}
    assert dict(found.tags)["H1"] == 1
    assert [(font.name, font.outlines, font.subset, font.nameless) for font in found.fonts] == [
        ("T", "TrueType", True, 0),
        ("T-Bold", "TrueType", True, 0),
    ]
    assert all(font.codes > 0 for font in found.fonts)


def test_pages_of_several_sizes_are_counted_as_they_are_looked_at() -> None:
    with pikepdf.open(BytesIO(blank_document(3))) as file:
        for page, (width, height) in zip(file.pages, ((612, 792), (792, 612), (419.53, 595.28)), strict=True):
            page.obj.MediaBox = pikepdf.Array([0, 0, width, height])
        file.pages[1].obj.Rotate = 90
        out = BytesIO()
        file.save(out)
    assert inspect_pdf(out.getvalue()).sizes == (PageSize(215.9, 279.4, 2), PageSize(148, 210, 1))


def test_a_file_that_says_nothing_of_itself_claims_nothing() -> None:
    found = inspect_pdf(blank_document())
    assert (found.title, found.direction, found.language) == ("", "", "")
    assert (found.claims, found.tags, found.fonts, found.spoken) == ((), (), (), ())


def test_a_font_that_is_not_embedded_is_named_so() -> None:
    with pikepdf.open(BytesIO(blank_document())) as file:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        file.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=file.make_indirect(font)))
        out = BytesIO()
        file.save(out)
    (found,) = inspect_pdf(out.getvalue()).fonts
    assert (found.name, found.outlines, found.subset, found.codes) == ("Helvetica", "", False, 0)


def test_a_picture_without_a_description_is_counted() -> None:
    with pikepdf.open(BytesIO(blank_document())) as file:
        kind = {"/Type": pikepdf.Name.StructElem, "/S": pikepdf.Name.Figure}
        figures = [file.make_indirect(pikepdf.Dictionary(one)) for one in (kind | {"/Alt": "map"}, kind)]
        file.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array(figures))
        out = BytesIO()
        file.save(out)
    assert inspect_pdf(out.getvalue()).pictures_without_text == 1


@pytest.mark.parametrize("pdf", [b"", b"text", b"PK\x03\x04" + bytes(3000)])
def test_what_is_no_pdf_is_called_so(pdf: bytes) -> None:
    with pytest.raises(AssemblyError, match="not a PDF"):
        inspect_pdf(pdf)


def test_a_file_that_needs_a_password_is_called_encrypted() -> None:
    with pytest.raises(AssemblyError, match="encrypted") as caught:
        inspect_pdf(locked_document("secret"))
    assert "password" in caught.value.hint


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    assert inspect_pdf(locked_document("")).encrypted


def test_a_file_without_pages_is_called_so() -> None:
    with pytest.raises(AssemblyError, match="no pages"):
        inspect_pdf(blank_document(0))


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_damaged_file_is_read_as_far_as_it_goes_or_called_damaged(chance: random.Random) -> None:
    pdf = bytearray(set_document(PAGE))
    for _ in range(chance.randrange(1, 40)):
        pdf[chance.randrange(len(pdf))] = chance.randrange(256)
    if chance.random() < 0.4:
        del pdf[chance.randrange(len(pdf)) :]
    with contextlib.suppress(BriefgenError):
        inspect_pdf(bytes(pdf))
