"""Each law of print finds what breaks it in a small page made for that, and nothing on a page that keeps them all."""

import pytest
from weasyprint import HTML

from tests.pages.page_laws import LAWS, broken_laws
from tests.pages.regions import read_pages

STYLE = """
@page { size: 100mm 100mm; margin: 20mm }
* { margin: 0; padding: 0; box-sizing: border-box }
body { font-size: 12pt; line-height: 16pt }
.new { break-before: page }
"""
KEPT = """
<h1>Heading</h1><p>A text.</p>
<div class="question"><p>A question?</p><div class="lines"><div style="height: 8mm"></div></div></div>
"""
BROKEN = {
    "small_text": '<p style="font-size: 7.5pt">tiny</p>',
    "text_at_the_edge": '<p style="margin-left: -12mm; padding-left: 0">far out</p>',
    "second_digits": "<p>٣ دروس</p>",
    "empty_pages": '<p>first</p><div class="new" style="height: 10mm"></div><p class="new">third</p>',
    "stranded_headings": '<p style="height: 50mm">text</p><h2>Heading</h2><p class="new">its text</p>',
    "split_pairs": '<p style="height: 50mm">text</p><div class="pair"><p>one</p><p>two</p><p>three</p></div>',
    "split_questions": '<p style="height: 44mm">text</p><p>A question?</p>'
    '<div class="lines" style="break-inside: avoid"><div style="height: 12mm"></div></div><p>after</p>',
    "cards_without_room": '<article class="inject" style="height: 30mm"><p style="height: 20mm">text</p>'
    '<div class="lines-label"><p>Our decision</p></div></article>',
    "nearly_empty_last_page": '<p>text</p><p class="new">one line</p>',
    "text_outside_its_box": '<div style="width: 20mm; white-space: nowrap">far longer than 20 mm</div>',
    "text_over_text": '<p>over</p><p style="margin-top: -4mm">under</p>',
}


def found_on(body: str) -> dict[str, list[str]]:
    return broken_laws(read_pages(HTML(string=f"<style>{STYLE}</style>{body}").render()))


def test_a_page_that_keeps_every_law_has_no_findings() -> None:
    assert found_on(KEPT) == {}


def test_every_law_has_a_page_that_breaks_it() -> None:
    assert set(BROKEN) == {law.__name__ for law in LAWS}


@pytest.mark.parametrize("law", BROKEN)
def test_a_law_finds_what_breaks_it(law: str) -> None:
    assert law in found_on(BROKEN[law])


def test_lines_that_leave_a_box_of_a_fixed_height_are_found() -> None:
    found = found_on('<div style="height: 8mm; overflow: hidden"><p>one</p><p>two</p><p>three</p></div><p>after</p>')

    assert [one for one in found["text_outside_its_box"] if "three" in one]


def test_a_question_whose_lines_go_over_to_a_second_page_is_found() -> None:
    lines = '<div class="lines"><div style="height: 9mm"></div><div style="height: 9mm"></div></div>'
    found = found_on(f'<p style="height: 40mm">text</p><div class="question"><p>A question?</p>{lines}</div>')

    assert len(found["split_questions"]) >= 2


def test_a_short_last_page_of_a_form_is_no_finding() -> None:
    assert found_on('<p>text</p><div class="new"><p>Name</p><div class="field"></div></div>') == {}


def test_text_measured_on_an_enlarged_page_is_as_large_as_on_paper() -> None:
    pages = read_pages(HTML(string=f"<style>{STYLE}</style><p>text</p>").render(), zoom=1.5)

    assert pages.pieces[0].size_pt == pytest.approx(18)
    assert pages.papers[0].width == pytest.approx(150)
