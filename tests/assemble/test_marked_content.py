from io import BytesIO
from typing import Any

import pikepdf
import pytest

from briefgen.assemble.marked_content import LOST, ContentReader, Piece, widths_of
from briefgen.render.to_unicode import to_unicode_map
from tests.assemble.pdfs import blank_document


def pieces_of(content: bytes, form: bytes = b"") -> dict[int, Piece]:
    """The pieces of a page whose font has two codes, each half an em wide: 1 is ا, 2 is ب."""
    with pikepdf.open(BytesIO(blank_document())) as file:
        descendant = pikepdf.Dictionary(W=pikepdf.Array([1, pikepdf.Array([500, 500])]))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            DescendantFonts=pikepdf.Array([descendant]),
            ToUnicode=file.make_stream(to_unicode_map({1: "ا", 2: "ب"})),
        )
        resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=file.make_indirect(font)))
        if form:
            drawn = file.make_stream(form, Subtype=pikepdf.Name.Form, Matrix=pikepdf.Array([1, 0, 0, 1, 0, 30]))
            drawn.Resources = resources
            resources = pikepdf.Dictionary(Font=resources.Font, XObject=pikepdf.Dictionary(X=drawn))
        page = file.pages[0]
        page.obj.Resources, page.obj.Contents = resources, file.make_stream(content)
        return ContentReader().read(page)


def marked(mark: int, shown: str, x: float, y: float) -> bytes:
    return f"/Span <</MCID {mark}>> BDC BT /F 10 Tf 1 0 0 1 {x} {y} Tm {shown} ET EMC ".encode()


def test_a_piece_has_its_characters_its_base_line_and_its_ends() -> None:
    pieces = pieces_of(marked(0, "[<0001>-100<0002>] TJ", 20, 50))
    assert pieces == {0: Piece("اب", 50, 20, 31)}


def test_places_are_those_of_the_page_whatever_was_moved_and_enlarged() -> None:
    assert pieces_of(b"q 2 0 0 2 5 5 cm " + marked(0, "<0001> Tj", 10, 10) + b"Q") == {0: Piece("ا", 25, 25, 35)}


def test_what_a_form_draws_is_read_at_its_place() -> None:
    assert pieces_of(b"/X Do", marked(3, "<0002> Tj", 10, 10)) == {3: Piece("ب", 40, 10, 15)}


def test_decoration_is_not_read() -> None:
    assert pieces_of(b"/Artifact BMC BT /F 10 Tf <0001> Tj ET EMC") == {}


def test_a_code_without_a_character_is_a_lost_one() -> None:
    assert pieces_of(marked(0, "<0009> Tj", 0, 0))[0].text == LOST


@pytest.mark.parametrize(
    ("other", "goes_on"),
    [
        (Piece("x", 50, 31, 40), True),
        (Piece("x", 50, 5, 20), True),
        (Piece("x", 50, 33, 40), False),
        (Piece("x", 38, 31, 40), False),
    ],
    ids=["right of it", "left of it", "after a gap", "on another line"],
)
def test_a_piece_goes_on_in_the_one_right_beside_it(other: Piece, goes_on: bool) -> None:
    assert Piece("x", 50, 20, 31).goes_on_in(other) is goes_on


@pytest.mark.parametrize(
    ("listed", "widths"),
    [
        ([3, [500, 600]], {3: 500, 4: 600}),
        ([3, 5, 700], {3: 700, 4: 700, 5: 700}),
        ([1, [100], 7, 8, 200], {1: 100, 7: 200, 8: 200}),
        ([3], {}),
    ],
)
def test_widths_are_listed_one_by_one_or_for_a_range(listed: list[Any], widths: dict[int, float]) -> None:
    array = pikepdf.Array([pikepdf.Array(one) if isinstance(one, list) else one for one in listed])
    font = pikepdf.Dictionary(DescendantFonts=pikepdf.Array([pikepdf.Dictionary(W=array)]))
    assert widths_of(font) == widths


def test_a_simple_font_lists_its_widths_from_its_first_code() -> None:
    assert widths_of(pikepdf.Dictionary(FirstChar=65, Widths=pikepdf.Array([500, 250]))) == {65: 500, 66: 250}
