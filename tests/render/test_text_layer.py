import pickle
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import weasyprint
from PIL import Image, ImageChops

from briefgen.assemble.metadata import complete_document
from briefgen.assemble.readers import find_readers, read_with_pdfium
from briefgen.assemble.word_score import Words, score
from briefgen.render import text_layer
from briefgen.render.clusters import SPACE_AFTER_SIGN, SPACE_BEFORE_LATIN
from briefgen.render.flow import render_flow
from briefgen.render.font_faces import make_static
from briefgen.render.rendered import Rendered
from briefgen.workspace import find_shipped
from tests.corpus import CORPUS, INSTITUTIONS, corpus_html
from tests.fonts import NASKH, NASKH_BOLD, shipped, variable, with_cubic_outlines

FONTS = find_shipped() / "fonts"
PAIRS = (
    ("NotoNaskhArabic_400Regular", "NotoNaskhArabic_700Bold"),
    ("IBMPlexSansArabic_400Regular", "IBMPlexSansArabic_700Bold"),
    ("IBMPlexSansArabic_500Medium", "IBMPlexSansArabic_600SemiBold"),
)
"""Every shipped Arabic font, two weights at a time."""
READERS = find_readers()
DOTS_AN_INCH = 120
CHANGED_AT_MOST = 0.01
"""How much of the ink of a page may be another: edges of letters, moved by less than a thousandth of their size."""


def html_of(pair: tuple[str, str]) -> str:
    return corpus_html(FONTS / f"{pair[0]}.ttf", FONTS / f"{pair[1]}.ttf")


@cache
def rendered(pair: tuple[str, str], zoom: float = 1.0) -> Rendered:
    return render_flow(html_of(pair), (FONTS,), zoom)


@cache
def finished(pair: tuple[str, str], zoom: float = 1.0) -> bytes:
    one = rendered(pair, zoom)
    return complete_document(one, "rtl")


def set_page(body: str) -> Rendered:
    face = f"@font-face {{ font-family: T; src: url({(FONTS / PAIRS[0][0]).as_uri()}.ttf) }} body {{ font: 12pt T }}"
    head = f"<head><title>T</title><style>{face}</style></head>"
    return render_flow(f'<html lang="ar" dir="rtl">{head}<body>{body}</body></html>', (FONTS,))


def text_of(one: Rendered, reader: str = "pdfium") -> str:
    return READERS[reader](complete_document(one, "rtl"))


def test_the_corpus_is_long_enough_and_every_shipped_arabic_font_is_tried() -> None:
    assert Words.of(INSTITUTIONS).arabic.total() >= 350
    assert Words.of(CORPUS).arabic.total() >= 800
    assert Words.of(CORPUS).marked.total() >= 150
    shipped = {path.stem for path in FONTS.glob("*Arabic*.ttf")}
    assert {name for pair in PAIRS for name in pair} == shipped


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("pair", PAIRS)
def test_c14_every_word_of_the_corpus_is_found_in_every_font(pair: tuple[str, str], reader: str) -> None:
    found = score(Words.of(CORPUS), Words.of(READERS[reader](finished(pair)), CORPUS))
    assert found.missing == ()
    assert (found.arabic, found.marked, found.latin, found.spurious, found.faulty) == (1, 1, 1, 0, 0)


@pytest.mark.parametrize("reader", READERS)
def test_c14_every_word_is_found_on_pages_that_are_enlarged(reader: str) -> None:
    found = score(Words.of(CORPUS), Words.of(READERS[reader](finished(PAIRS[0], 1.4)), CORPUS))
    assert (found.arabic, found.marked, found.latin, found.spurious) == (1, 1, 1, 0)


@pytest.mark.parametrize("pair", PAIRS)
def test_pages_look_as_they_would_without_the_text_layer(pair: tuple[str, str]) -> None:
    plain = weasyprint.HTML(string=html_of(pair)).write_pdf(pdf_variant="pdf/ua-1")
    assert share_changed(pictures(plain), pictures(finished(pair))) < CHANGED_AT_MOST


@cache
def finished_kind(kind: str, folder: Path) -> bytes:
    """The corpus in fonts that are not as the shipped ones are."""
    make = KINDS[kind]
    regular, bold = folder / f"{kind}-regular.ttf", folder / f"{kind}-bold.ttf"
    regular.write_bytes(make(NASKH))
    bold.write_bytes(make(NASKH if kind == "variable" else NASKH_BOLD))
    one = render_flow(corpus_html(regular, bold), (folder,))
    assert one.complaints == ()
    return complete_document(one, "rtl")


KINDS: dict[str, Callable[[str], bytes]] = {
    "cff": with_cubic_outlines,
    "cff2": lambda name: with_cubic_outlines(name, 2),
    "variable": variable,
}


@pytest.fixture(scope="module")
def fonts_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_word_is_found_in_fonts_of_other_kinds(kind: str, reader: str, fonts_folder: Path) -> None:
    found = score(Words.of(CORPUS), Words.of(READERS[reader](finished_kind(kind, fonts_folder)), CORPUS))
    assert (found.arabic, found.marked, found.latin, found.spurious, found.faulty) == (1, 1, 1, 0, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_pages_in_fonts_of_other_kinds_look_as_in_static_truetype(kind: str, fonts_folder: Path) -> None:
    if kind == "variable":
        regular, bold = (make_static(variable(NASKH), weight) for weight in (400, 700))
    else:
        regular, bold = shipped(NASKH), shipped(NASKH_BOLD)
    (fonts_folder / "A.ttf").write_bytes(regular)
    (fonts_folder / "B.ttf").write_bytes(bold)
    plain = weasyprint.HTML(string=corpus_html(fonts_folder / "A.ttf", fonts_folder / "B.ttf")).write_pdf()
    assert share_changed(pictures(plain), pictures(finished_kind(kind, fonts_folder))) < CHANGED_AT_MOST


def share_changed(before: list[Image.Image], after: list[Image.Image]) -> float:
    """How much of the ink of some pages is another on others."""
    assert len(before) == len(after) > 1
    inked = sum(sum(page.histogram()[:128]) for page in before)
    assert inked > 10_000
    differences = [ImageChops.difference(*pages) for pages in zip(before, after, strict=True)]
    return sum(sum(picture.histogram()[128:]) for picture in differences) / inked


def pictures(pdf: bytes) -> list[Image.Image]:
    return [page.render(scale=DOTS_AN_INCH / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]


def test_a_zero_width_non_joiner_is_kept() -> None:
    one = set_page("<p>می‌خواهم نامه‌ها</p>")
    assert sum(code.text == "\u200c" for font in one.fonts for code in font.codes) == 1
    assert "می\u200cخواهم" in text_of(one)


def test_letters_that_have_no_glyph_stay_in_the_text() -> None:
    one = set_page("<p>نص \U00010380 نص</p>")
    assert any(".notdef" in complaint for complaint in one.complaints)
    assert Words.of(text_of(one)).arabic["نص"] == 2


def test_a_line_that_stands_on_its_side_or_is_see_through_is_read_too() -> None:
    one = set_page('<p style="opacity: .5">الأول ثمّ</p><p style="transform: rotate(90deg)">الثاني</p>')
    assert set(Words.of(text_of(one)).arabic) == {"الأول", "ثم", "الثاني"}


def spaces_put_in(body: str) -> list[str]:
    """The texts of codes that part what stands beside each other."""
    spaces = (SPACE_AFTER_SIGN, SPACE_BEFORE_LATIN)
    return [code.text for font in set_page(body).fonts for code in font.codes if code.text in spaces]


def test_words_whose_style_changes_between_them_are_parted_for_readers_that_do_not_look_left() -> None:
    assert spaces_put_in("<p><b>نص</b> آخر</p>") == [SPACE_AFTER_SIGN]
    assert spaces_put_in("<p><b>نص</b>آخر</p>") == []
    assert spaces_put_in("<p>نص آخر</p>") == []


def test_columns_that_begin_on_the_right_are_parted() -> None:
    style = "display: flex; justify-content: space-between"
    assert spaces_put_in(f'<div style="{style}"><span>نص</span><span>آخر</span></div>') == [SPACE_AFTER_SIGN]
    assert spaces_put_in(f'<div style="{style}"><span>one</span><span>two</span></div>') == [SPACE_BEFORE_LATIN]
    assert spaces_put_in(f'<div style="{style}"><span>نص</span><span>two</span></div>') == []


def test_what_is_rendered_goes_through_worker_processes() -> None:
    assert pickle.loads(pickle.dumps(rendered(PAIRS[0]))) == rendered(PAIRS[0])


def test_an_unknown_version_of_the_page_engine_gets_a_plain_text_layer_and_a_complaint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "99.0")
    one = set_page("<p>نص English</p>")
    assert one.fonts == ()
    (complaint,) = one.complaints
    assert "99.0" in complaint
    assert "English" in text_of(one)


@pytest.mark.parametrize("error", [text_layer.TextLayerError("glyphs"), KeyError("glyphs"), AssertionError("glyphs")])
def test_a_text_layer_that_fails_leaves_a_whole_file_and_a_complaint(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(text_layer, "write_line", fail)
    one = set_page("<p>نص English</p>")
    assert one.fonts == ()
    assert [complaint for complaint in one.complaints if "glyphs" in complaint]
    assert "English" in text_of(one)


def test_a_page_with_form_fields_gets_a_plain_text_layer() -> None:
    one = set_page('<p>نص <input value="abc" style="appearance: auto"> English</p>')
    assert one.fonts == ()
    assert any("form field" in complaint for complaint in one.complaints)
    assert "English" in text_of(one)


def test_no_font_of_a_finished_file_has_a_code_without_a_character() -> None:
    with pikepdf.open(BytesIO(finished(PAIRS[1]))) as file:
        maps = [font.ToUnicode.read_bytes() for font in file.pages[0].Resources.Font.values()]
    assert len(maps) >= 2
    assert [one for one in maps if b"<>" in one] == []


def test_a_word_is_found_as_it_is_written_not_as_it_is_shaped() -> None:
    assert "الأول" in read_with_pdfium(finished(PAIRS[0]))
