from io import BytesIO

import pikepdf
import pytest

from briefgen.assemble.structure_text import Spoken, in_reading_order, read_structure
from tests.assemble.pdfs import blank_document, set_document


def spoken(pdf: bytes) -> list[Spoken]:
    with pikepdf.open(BytesIO(pdf)) as file:
        return read_structure(file)


def texts(pdf: bytes) -> list[tuple[str, str]]:
    return [(one.kind, one.text.replace("\u200f", "")) for one in spoken(pdf)]


def test_texts_come_in_the_order_of_the_source_wherever_they_stand_on_the_page() -> None:
    pdf = set_document(
        '<p class="b">الأول</p><p class="a">الثاني</p><h2>الثالث</h2>',
        "body { display: grid; grid-template-columns: 1fr 1fr } .b { grid-column: 2; grid-row: 1 } "
        ".a { grid-column: 1; grid-row: 1 } h2 { grid-row: 2 }",
    )
    assert texts(pdf) == [("P", "الأول"), ("P", "الثاني"), ("H1", "الثالث")]


def test_lines_that_run_from_right_to_left_are_turned_into_the_order_of_reading() -> None:
    pdf = set_document("<p>تبدأ الورشة في 17 آذار مع NATO and UNDP ثمّ أولاً بعد ذلك.</p>", "p { width: 60mm }")
    assert texts(pdf) == [("P", "تبدأ الورشة في 17 آذار مع NATO and UNDP ثمّ أولاً بعد ذلك.")]


def test_a_word_in_several_weights_is_one_word_and_lines_are_several() -> None:
    pdf = set_document('<p lang="en" dir="ltr">first<b>second</b> third fourth</p>', "p { width: 30mm }", language="en")
    assert texts(pdf) == [("P", "firstsecond third fourth")]


def test_boxes_side_by_side_are_not_one_word() -> None:
    pdf = set_document("<div><span>one</span><span>two</span></div>", "div { display: flex; gap: 4mm }", language="en")
    assert texts(pdf) == [("Div", "one two")]


def test_a_picture_is_its_alternative_text() -> None:
    svg = "data:image/svg+xml,<svg xmlns=%27http://www.w3.org/2000/svg%27 width=%2710%27 height=%2710%27/>"
    assert texts(set_document(f'<p>نص</p><img alt="خريطة" src="{svg}">')) == [("P", "نص"), ("Figure", "خريطة")]


def test_what_is_see_through_is_read_too() -> None:
    assert ("P", "الأول") in texts(set_document('<p style="opacity: .5">الأول</p>'))


@pytest.mark.parametrize("drawn", ["plain text", "12 34"])
def test_lines_without_arabic_stay_as_they_are_drawn(drawn: str) -> None:
    assert in_reading_order(drawn) == drawn


def test_a_file_without_a_structure_has_no_texts() -> None:
    assert spoken(blank_document()) == []


def test_a_structure_that_holds_itself_comes_to_an_end() -> None:
    with pikepdf.open(BytesIO(blank_document())) as file:
        element = file.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Sect, K=pikepdf.Array([])))
        figure = pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt="once")
        element.K = pikepdf.Array([figure, element, element])
        file.Root.StructTreeRoot = pikepdf.Dictionary(K=element)
        assert [one.text for one in read_structure(file)] == ["once"]


def test_a_form_that_draws_itself_comes_to_an_end() -> None:
    with pikepdf.open(BytesIO(blank_document())) as file:
        form = file.make_stream(b"/F Do /F Do /F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        page = file.pages[0]
        page.obj.Resources, page.obj.Contents = form.Resources, file.make_stream(b"/F Do")
        paragraph = pikepdf.Dictionary(S=pikepdf.Name.P, Pg=page.obj, K=0)
        file.Root.StructTreeRoot = pikepdf.Dictionary(K=paragraph)
        assert read_structure(file) == []
