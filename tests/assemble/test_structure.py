from typing import Any

import pikepdf
import pytest

from briefgen.assemble.structure import mend_structure


def tagged_file(*kinds: str, content: bytes = b"") -> tuple[pikepdf.Pdf, Any]:
    """A file of one page, and its structure: elements of some kinds, each with the mark of its number."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj.StructParents = 0
    page.obj.Contents = pdf.make_stream(content)
    document = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Document))
    elements = [
        pdf.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), P=document, Pg=page.obj, K=pikepdf.Array([number]))
        )
        for number, kind in enumerate(kinds)
    ]
    document.K = pikepdf.Array(elements)
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(
        K=document, ParentTree=pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Array(elements)]))
    )
    return pdf, document


def kinds_in(document: Any) -> list[str]:
    return [str(element.S).lstrip("/") for element in document.K]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("H1 H2 H3 H2", "H1 H2 H3 H2"),
        ("H1 H3 H3 H1 H3", "H1 H2 H2 H1 H2"),
        ("H2 H1 H2", "H1 H1 H2"),
        ("H1 H2 H4 H3 P H4", "H1 H2 H3 H3 P H4"),
        ("P", "P"),
    ],
)
def test_no_level_of_headings_is_skipped(before: str, after: str) -> None:
    pdf, document = tagged_file(*before.split())
    mend_structure(pdf)
    assert kinds_in(document) == after.split()


def test_a_picture_without_a_description_is_decoration() -> None:
    content = b"/P <</MCID 0>> BDC EMC /Figure <</MCID 1>> BDC q Q EMC /Figure <</MCID 2>> BDC EMC"
    pdf, document = tagged_file("P", "Figure", "Figure", content=content)
    document.K[2].Alt = "A map"
    mend_structure(pdf)
    assert kinds_in(document) == ["P", "Figure"]
    assert pdf.pages[0].Contents.read_bytes() == content.replace(b"/Figure <</MCID 1>> BDC", b"/Artifact BMC")
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    assert [owner is None for owner in owners] == [False, True, False]


def test_a_file_without_a_structure_stays_as_it_is() -> None:
    pdf = pikepdf.new()
    mend_structure(pdf)
    assert "/StructTreeRoot" not in pdf.Root
