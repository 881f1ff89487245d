"""The checks of docs/checklist.md that pages must hold to: each test has its number in its name.

Each rule is a function that gives the faults of a page. It is tried on a page that breaks the rule, and then on
everything that ships, or on every kind of document of a tiny scenario where pages have to be laid out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from briefgen.compose.audience import Audience
from briefgen.compose.documents import list_documents
from briefgen.model.codes import CODES
from briefgen.model.punctuation import HABITS
from briefgen.render.flow import render_flow
from tests.compose.test_audience import facilitators_parts, plain, texts_in
from tests.compose.test_french import composed as in_french
from tests.pages.printed import Element, Piece, read_page, texts_by_block
from tests.pages.tiny import boxes_on, compose_tiny, note_pages, tiny_pages
from tests.support import FOLDERS, SET, SHIPPED, shipped_pages, shipped_pdfs, shipped_renderings

LAYOUTS = ("ar", "en", "ar-en")
DOCUMENTS = [document.id for document in list_documents(SHIPPED) if document.drawn is None]
FOR_PARTICIPANTS = [one.id for one in list_documents(SHIPPED) if one.audience is Audience.PARTICIPANTS]
ARABIC, LATIN = re.compile("[\u0621-\u064a]"), re.compile("[A-Za-z]")
ACRONYM = re.compile("[A-Z]{2,6}")  # on the spine, between the languages, and the same in both
INDIC = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
RANGE = next(habit.pattern for habit in HABITS if habit.code == "raw-range")


@cache
def read_shipped() -> dict[str, tuple[list[Piece], list[Element]]]:
    """What stands on every shipped page, by its name."""
    found = {page.name: read_page(page.composed.html) for page in shipped_pages()}
    assert len(found) == 3 * 3 * len(DOCUMENTS)
    return found


def note(body: str) -> tuple[list[Piece], list[Element]]:
    """What stands on a page of a template with this body."""
    return read_page(compose_tiny("note", "ar", template=("", body))[1].html)


def faults_in_shipped(rule: Callable[[list[Piece], list[Element]], list[str]]) -> list[str]:
    return [f"{name}: {fault}" for name, read in read_shipped().items() for fault in rule(*read)]


# C1: every block says its language and direction


def without_language(pieces: list[Piece], elements: list[Element]) -> list[str]:
    """Texts that stand in no block of a language, and blocks whose direction is not that of their language."""
    said = [one for one in pieces if not one.block and not ACRONYM.fullmatch(one.text.strip())]
    bare = [f"line {one.line}: {one.text.strip()[:40]}" for one in said if any(map(str.isalpha, one.text))]
    named = [one.attrs for one in elements if "lang" in one.attrs]
    wrong = [str(one) for one in named if one.get("dir") != ("rtl" if one["lang"] == "ar" else "ltr")]
    return bare + wrong


@pytest.mark.parametrize(
    ("body", "is_fault"),
    [
        ("<p>نص</p>", True),
        ("<p lang='ar'>نص</p>", True),
        ("<p dir='rtl'>نص</p>", True),
        ("<p lang='ar' dir='ltr'>نص</p>", True),
        ("<p>Text</p>", True),
        ("<p lang='ar' dir='rtl'>نص <b>غليظ</b></p><p>7</p><p>NATO</p>", False),
    ],
)
def test_c01_a_text_without_language_or_direction_is_found(body: str, is_fault: bool) -> None:
    assert bool(without_language(*note(body))) == is_fault


def test_c01_every_text_of_every_document_stands_in_a_block_with_language_and_direction() -> None:
    assert faults_in_shipped(without_language) == []


def test_c01_the_base_of_every_document_is_its_leading_language_and_right_to_left_for_arabic() -> None:
    for name, (_, elements) in read_shipped().items():
        root = next(one for one in elements if one.tag == "html")
        lead = name.split("/")[2].split("-")[0]
        assert (root.attrs["lang"], root.attrs["dir"]) == (lead, "rtl" if lead == "ar" else "ltr"), name


# C2, C3, C17 and C18 are kept where texts are read: tests/model/test_punctuation.py and test_characters.py


def test_c02_c17_no_latin_punctuation_and_no_other_quotes_beside_arabic_letters_are_printed() -> None:
    blocks = 0
    for name, (pieces, _) in read_shipped().items():
        for first, text in texts_by_block(pieces):
            if first.language == "ar":
                blocks += 1
                assert [habit.code for habit in HABITS if habit.pattern.search(text)] == [], f"{name}: {text}"
                assert text.count("«") == text.count("»"), f"{name}: {text}"
    assert blocks > 1000


# C4: digits of one system


def second_digits(pieces: list[Piece], elements: list[Element]) -> list[str]:
    """Texts and attributes with digits of a second system."""
    said = [piece.text for piece in pieces] + [value for one in elements for value in one.attrs.values()]
    digits = "".join(said)
    return [one.strip() for one in said if INDIC.search(one)] if re.search("[0-9]", digits) else []


def test_c04_digits_of_two_systems_on_one_page_are_found() -> None:
    assert second_digits(*note("<p lang='ar' dir='rtl'>3 و٤</p>")) == ["3 و٤"]
    assert second_digits(*note("<p lang='ar' dir='rtl' title='5'>٣</p>")) == ["٣"]
    assert second_digits(*note("<p lang='ar' dir='rtl'>3 و4</p>")) == []


def test_c04_every_document_has_digits_of_one_system() -> None:
    assert faults_in_shipped(second_digits) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_c04_page_numbers_and_all_else_that_is_laid_out_have_the_same_digits(document: str) -> None:
    texts = [box.text for _, box in boxes_on(tiny_pages(document))]
    assert any(re.search("[0-9]", one) for one in texts)
    assert [one for one in texts if INDIC.search(one)] == []


# C5: ranges in words


def raw_ranges(pieces: list[Piece], _elements: list[Element]) -> list[str]:
    """Ranges of numbers with a dash in Arabic."""
    return [
        found[0] for first, text in texts_by_block(pieces) if first.language == "ar" for found in RANGE.finditer(text)
    ]


def test_c05_a_range_with_a_dash_is_found_across_elements() -> None:
    assert raw_ranges(*note("<p lang='ar' dir='rtl'>بين <b>2004</b>–<bdi>2011</bdi></p>")) == ["2004–2011"]
    assert raw_ranges(*note("<p lang='ar' dir='rtl'>من 2004 إلى 2011</p>")) == []


def test_c05_no_document_prints_a_range_with_a_dash_in_arabic() -> None:
    assert faults_in_shipped(raw_ranges) == []


# C6: runs of the other script are isolated


def not_isolated(pieces: list[Piece], _elements: list[Element]) -> list[str]:
    """Latin letters in Arabic text, or Arabic letters in text that runs to the right, outside any isolate."""
    foreign = {"rtl": LATIN, "ltr": ARABIC}
    return [
        f"line {piece.line}: {piece.text.strip()[:40]}"
        for piece in pieces
        if piece.block and not piece.isolated and foreign[piece.direction].search(piece.text)
    ]


def test_c06_a_latin_name_in_arabic_without_an_isolate_is_found() -> None:
    assert not_isolated(*note("<p lang='ar' dir='rtl'>بعثة NATO.</p>"))
    assert not_isolated(*note("<p lang='en' dir='ltr'>The word نص.</p>"))
    assert not not_isolated(*note("<p lang='ar' dir='rtl'>بعثة <bdi>NATO</bdi>.</p>"))


def test_c06_every_run_of_the_other_script_is_isolated_in_every_document() -> None:
    assert faults_in_shipped(not_isolated) == []
    assert any(piece.isolated for pieces, _ in read_shipped().values() for piece in pieces)


# C9: the same items, numbers and ids in both languages


FRAME = {"section", "header", "nav", "div", "table", "tr", "td", "th", "h1", "h2", "h3", "h4"}


def unpaired(pieces: list[Piece]) -> list[str]:
    """Whether a page in two languages has as many texts in the one as in the other."""
    blocks = {(piece.language, piece.block) for piece in pieces if piece.block and any(map(str.isalpha, piece.text))}
    counts = Counter(language for language, _ in blocks)
    return [] if counts["ar"] == counts["en"] else [f"{counts['ar']} texts in ar, {counts['en']} in en"]


def skeleton(elements: list[Element]) -> list[tuple[str, str, str]]:
    """The frame of a page, element by element, without what its language adds."""
    return [
        (one.tag, one.attrs.get("class", "").strip(), one.attrs.get("id", "")) for one in elements if one.tag in FRAME
    ]


def numbers_printed(pieces: list[Piece]) -> list[str]:
    """The numbers that stand outside all languages: on the spine, in tables of times."""
    return [piece.text.strip() for piece in pieces if not piece.block and piece.text.strip().isascii()]


def test_c09_a_row_with_one_side_missing_and_an_item_that_one_language_lacks_are_found() -> None:
    row = "<div class='pair'><div class='lead' lang='ar' dir='rtl'>نص</div></div>"
    one, two = note(row), note(row * 2 + "<p>7</p>")
    assert unpaired(one[0]) == ["1 texts in ar, 0 in en"]
    assert skeleton(one[1]) == [("div", "pair", ""), ("div", "lead", "")]
    assert skeleton(one[1]) != skeleton(two[1])
    assert numbers_printed(one[0]) != numbers_printed(two[0])


@pytest.mark.parametrize("document", DOCUMENTS)
def test_c09_a_document_has_the_same_rows_ids_and_numbers_in_each_language(document: str) -> None:
    for scenario in SHIPPED.list_scenarios():
        arabic, english, both = (read_shipped()[f"{scenario}/{document}/{layout}"] for layout in LAYOUTS)
        assert len(skeleton(arabic[1])) > 10
        assert skeleton(arabic[1]) == skeleton(english[1])
        assert numbers_printed(arabic[0]) == numbers_printed(english[0])
        assert unpaired(both[0]) == []


# C10: Arabic is not spaced out, slanted or hyphenated


def mistreated(pages: Any) -> list[str]:
    """Arabic texts that are set with letter-spacing, slanted, or with hyphens.

    `manual` (what WeasyPrint sets for headings) hyphenates at soft hyphens alone, and no file may have those (C3).
    """
    return [
        f"page {number}: {box.text[:40]}"
        for number, box in boxes_on(pages)
        if box.style["lang"] == "ar"
        and (
            box.style["letter_spacing"] not in (0, "normal")
            or box.style["font_style"] != "normal"
            or box.style["hyphens"] == "auto"
            or "\u00ad" in box.text
        )
    ]


@pytest.mark.parametrize(
    ("style", "is_fault"),
    [
        ("p { hyphens: none }", False),
        ("p { hyphens: none; letter-spacing: 1px }", True),
        ("p { hyphens: none; font-style: italic }", True),
        ("p { hyphens: auto }", True),
        ("p { hyphens: manual }", False),
    ],
)
def test_c10_mistreated_arabic_is_found(style: str, is_fault: bool) -> None:
    assert bool(mistreated(note_pages("<p lang='ar' dir='rtl'>نص</p>", style))) == is_fault


@pytest.mark.parametrize("document", DOCUMENTS)
def test_c10_no_document_spaces_slants_or_hyphenates_arabic(document: str) -> None:
    for layout in ("ar", "ar-en"):
        pages = tiny_pages(document, layout)
        assert sum(box.style["lang"] == "ar" for _, box in boxes_on(pages)) > 10
        assert mistreated(pages) == []


# C11: fonts are embedded and have every glyph


def font_faults(pdf: bytes) -> list[str]:
    """Fonts that are not embedded, and glyphs that are drawn without being in their font."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as opened:
        fonts = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        whole = [font for font in fonts if font.get("/Subtype") == "/Type0"]
        assert whole
        for font in whole:
            name, descriptor = str(font.BaseFont), font.DescendantFonts[0].FontDescriptor
            embedded = descriptor.get("/FontFile2") or descriptor.get("/FontFile3")
            if embedded is None:
                found.append(f"{name} is not embedded")
                continue
            count = TTFont(BytesIO(embedded.read_bytes()))["maxp"].numGlyphs
            found += [
                f"{name}: U+{ord(text[0]):04X} has no glyph" if text else f"{name}: a glyph that is not in the font"
                for glyph, text in drawn_glyphs(font)
                if not 0 < glyph < count or "\ufffd" in text
            ]
    return found


def drawn_glyphs(font: Any) -> Iterator[tuple[int, str]]:
    """The glyphs of a font that a file draws, with the text each stands for."""
    tables = re.findall("beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes().decode("ascii"), re.DOTALL)
    for glyph, text in re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]*)>$", "".join(tables), re.MULTILINE | re.IGNORECASE):
        yield int(glyph, 16), bytes.fromhex(text).decode("utf-16-be", "replace")


def test_c11_a_letter_that_no_font_has_is_found() -> None:
    html = compose_tiny("note", "ar", template=("", "<p lang='ar' dir='rtl'>نص \ue123</p>"))[1].html
    rendered = render_flow(html, FOLDERS)
    assert any("U+E123" in one for one in font_faults(rendered.pdf))
    assert any(".notdef" in one for one in rendered.complaints)


@pytest.mark.parametrize("name", SET)
def test_c11_the_fonts_of_a_finished_document_are_embedded_and_have_every_glyph(name: str) -> None:
    assert font_faults(shipped_pdfs()[name]) == []
    assert [one for one in shipped_renderings()[name].complaints if "notdef" in one] == []


@pytest.mark.parametrize("layout", ["fr", "ar-fr"])
def test_c11_the_narrow_space_of_french_has_a_glyph_in_the_fonts_of_its_text(layout: str) -> None:
    html = in_french(layout).html
    assert "\u202f" in html
    rendered = render_flow(html, FOLDERS)
    assert font_faults(rendered.pdf) == []
    assert rendered.complaints == ()


# C13: right-to-left tables begin at the right, and right-to-left pages are bound there


def tables_from_the_left(pages: Any) -> list[str]:
    """Rows of tables that begin in Arabic and do not begin at the right."""
    found = []
    for number, row in boxes_on(pages, "TableRowBox"):
        cells = sorted(row.children, key=lambda cell: cell.grid_x)
        if len(cells) > 1 and language_of(cells[0]) == "ar":
            places = [cell.position_x for cell in cells]
            found += [f"page {number}: {places}"] if any(a < b for a, b in pairwise(places)) else []
    return found


def language_of(cell: Any) -> str:
    """The language of the first text in a cell, else of the cell."""
    texts = [one for one in cell.descendants() if type(one).__name__ == "TextBox" and one.text.strip()]
    return str((texts[0] if texts else cell).style["lang"])


def gutters(pages: Any) -> list[str]:
    """The side of each page on which the wider margin is; pages with equal margins have none."""
    found = []
    for page in pages.pages:
        box = page._page_box
        wider = round(box.margin_right - box.margin_left)
        found.append("right" if wider > 0 else "left" if wider < 0 else "none")
    return found


def test_c13_an_arabic_table_that_begins_at_the_left_is_found() -> None:
    table = "<table dir='{}' lang='ar'><tr><td>أول</td><td>ثان</td></tr></table>"
    assert tables_from_the_left(note_pages(table.format("ltr")))
    assert not tables_from_the_left(note_pages(table.format("rtl")))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_c13_the_first_column_of_an_arabic_table_stands_at_the_right(document: str) -> None:
    for layout in ("ar", "ar-en"):
        assert tables_from_the_left(tiny_pages(document, layout)) == []


@pytest.mark.parametrize(("layout", "odd", "even"), [("ar", "right", "left"), ("en", "left", "right")])
def test_c13_the_gutter_is_at_the_side_where_the_language_is_bound(layout: str, odd: str, even: str) -> None:
    sides = gutters(tiny_pages("participant-brief", layout))
    inner = [(number, side) for number, side in enumerate(sides, 1) if side != "none"]
    assert len(inner) > 5
    assert [number for number, side in inner if side != (odd if number % 2 else even)] == []


def test_c13_a_page_with_its_gutter_at_the_wrong_side_is_found() -> None:
    assert gutters(note_pages("<p>نص</p>", "@page { margin: 20mm 10mm 20mm 30mm }")) == ["left"]
    assert gutters(note_pages("<p>نص</p>", "@page { margin: 20mm }")) == ["none"]


# C15: nothing for facilitators stands on participants' pages; for all that ships: tests/compose/test_audience.py


def secrets_of_tiny() -> set[str]:
    """What the tiny scenario says to facilitators alone, in both languages."""
    loaded, _ = compose_tiny("participant-brief", "ar")
    found = {plain(text) for text in texts_in(list(facilitators_parts(loaded.value)))}
    assert any(map(ARABIC.search, found))
    assert any(map(LATIN.search, found))
    return found


def laid_out(document: str, layout: str) -> str:
    return plain("".join(box.text for _, box in boxes_on(tiny_pages(document, layout))))


@pytest.mark.parametrize("document", FOR_PARTICIPANTS)
def test_c15_no_note_for_facilitators_is_laid_out_for_participants_in_either_language(document: str) -> None:
    printed = laid_out(document, "ar-en")
    assert [one for one in secrets_of_tiny() if one in printed] == []
    assert plain("للميسّرين فقط") not in printed
    assert plain("Facilitators only") not in printed


def test_c15_the_facilitator_guide_has_them_so_that_a_leak_would_be_found() -> None:
    printed = laid_out("facilitator-guide", "ar-en")
    assert [one for one in secrets_of_tiny() if one not in printed] == []


# The list itself


CHECKLIST = Path(__file__).parents[2] / "docs" / "checklist.md"


def test_the_list_names_every_rule_once_and_the_tests_and_codes_it_names_are_there() -> None:
    rows = re.findall(r"^\| C([0-9]+) \|(.*)\|$", CHECKLIST.read_text("utf-8"), re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 20))
    for number, row in rows:
        named = re.findall(r"`(tests/[a-z_/]+\.py)`", row)
        texts = [(CHECKLIST.parents[1] / name).read_text("utf-8") for name in named]
        if "test_c" in row:
            assert named
            assert [name for name, text in zip(named, texts, strict=True) if f"c{int(number):02}_" not in text] == []
        assert "not yet" not in row
    codes = re.findall(r"`([a-z]+(?:-[a-z]+)+|undecided|unused|tatweel)`", CHECKLIST.read_text("utf-8"))
    assert len(set(codes)) > 15
    assert set(codes) <= set(CODES)
