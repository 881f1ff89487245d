from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from briefgen.assemble.tagging import tag_pages
from briefgen.render.answer_sheet import draw_answer_sheet
from briefgen.render.marking import draw_key_strips, draw_masks
from tests.render.sheets import LAYOUTS, MARKING_TEXTS, faces, make_keyed, make_sheet, texts_in

DRAWS = {"f", "f*", "B", "B*", "b", "S", "s", "Tj", "TJ"}


def drawn(kind: str, layout: str) -> bytes:
    if kind == "sheet":
        return draw_answer_sheet(make_sheet(layout, [4, 0] * 31), faces())
    draw = draw_masks if kind == "masks" else draw_key_strips
    return draw([make_keyed(layout, [4, 0] * 31)], texts_in(layout, MARKING_TEXTS), faces())


def tagged(pdf: bytes) -> pikepdf.Pdf:
    file = pikepdf.open(BytesIO(pdf))
    tag_pages(file)
    return file


def marks_around_what_is_drawn(page: pikepdf.Page) -> Iterator[tuple[str, list[str]]]:
    """Each operator that draws something, with the marks that it lies in."""
    open_marks: list[str] = []
    for one in pikepdf.parse_content_stream(page):
        operator = str(one.operator)
        if operator in ("BDC", "BMC"):
            numbered = operator == "BDC" and "/MCID" in one.operands[1]
            open_marks.append(f"{one.operands[0]}{' numbered' if numbered else ''}")
        elif operator == "EMC":
            open_marks.pop()
        elif operator in DRAWS:
            yield operator, list(open_marks)
    assert open_marks == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", ["sheet", "masks", "strips"])
def test_every_text_is_in_a_numbered_part_and_every_shape_in_a_figure_or_an_artifact(kind: str, layout: str) -> None:
    with pikepdf.open(BytesIO(drawn(kind, layout))) as file:
        found = [one for page in file.pages for one in marks_around_what_is_drawn(page)]
    texts = [marks for operator, marks in found if operator in ("Tj", "TJ")]
    shapes = [marks for operator, marks in found if operator not in ("Tj", "TJ")]
    assert texts
    assert shapes
    assert {marks[0] for marks in texts} == {"/H1 numbered", "/P numbered"}
    assert {mark for marks in texts for mark in marks[1:]} <= {"/Span"}
    assert {tuple(marks) for marks in shapes} <= {("/Artifact",), ("/Figure numbered",)}


@pytest.mark.parametrize("kind", ["sheet", "masks", "strips"])
def test_the_structure_and_the_pages_know_each_other(kind: str) -> None:
    with tagged(drawn(kind, "ar-en")) as file:
        root = file.Root.StructTreeRoot
        elements: list[Any] = list(root.K.K)
        owners = [element for owned in list(root.ParentTree.Nums)[1::2] for element in owned]
        assert [one.objgen for one in owners] == [one.objgen for one in elements]
        for number, page in enumerate(file.pages):
            own = [one for one in elements if one.Pg.objgen == page.obj.objgen]
            assert [int(one.K) for one in own] == list(range(len(own)))
            assert str(own[0].S) == "/H1"
            assert int(page.obj.StructParents) == number
        assert bool(file.Root.MarkInfo.Marked)


@pytest.mark.parametrize(("layout", "leading", "other"), [("ar-en", "ar", "en"), ("en-ar", "en", "ar")])
def test_the_leading_language_is_read_first(layout: str, leading: str, other: str) -> None:
    with tagged(drawn("sheet", layout)) as file:
        languages = [str(one.Lang) for one in file.Root.StructTreeRoot.K.K]
    assert languages[:5] == [leading, leading, other, leading, other]  # the title; the form; the subject
    assert set(languages) == {leading, other}


def test_the_holes_of_a_mask_are_described_by_the_key() -> None:
    form = make_keyed("en", [4, 0, 3])
    with tagged(draw_masks([form], texts_in("en", MARKING_TEXTS), faces())) as file:
        (figure,) = (one for one in file.Root.StructTreeRoot.K.K if str(one.S) == "/Figure")
        assert str(figure.Alt) == "1 A, 2 F, 3 C"
        left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
        _, _, width, height = (float(edge) for edge in file.pages[0].MediaBox)
        assert 0 < left < right < width
        assert 0 < bottom < top < height


def test_a_file_whose_pages_mark_nothing_has_an_empty_structure() -> None:
    with pikepdf.new() as file:
        file.add_blank_page()
        tag_pages(file)
        assert list(file.Root.StructTreeRoot.K.K) == []
