import logging
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from briefgen.errors import RenderingError
from briefgen.render.flow import render_flow
from tests.compose.test_audience import plain, secrets_of
from tests.support import SET, shipped_pages, shipped_renderings

PAGES = {page.name: page for page in shipped_pages()}


def page(body: str, lang: str = "en", style: str = "") -> str:
    return f'<html lang="{lang}"><head><title>A title</title><style>{style}</style></head><body>{body}</body></html>'


def fonts_of(pdf: pikepdf.Pdf) -> list[Any]:
    """The font dictionaries of a PDF that can hold an embedded file."""
    found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
    return [one for one in found if one.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2", "/TrueType", "/Type1")]


@pytest.mark.parametrize(
    ("lang", "direction", "text"), [("ar", "rtl", "نص عربي (NMI)."), ("en", "ltr", "An English text.")]
)
def test_a_page_is_set_in_either_direction(lang: str, direction: str, text: str) -> None:
    rendered = render_flow(page(f'<p dir="{direction}">{text}</p>', lang), ())
    assert rendered.pdf.startswith(b"%PDF-")
    assert rendered.page_count == 1
    with pikepdf.open(BytesIO(rendered.pdf)) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.Root.Lang) == lang
        assert str(pdf.docinfo["/Title"]) == "A title"


def test_the_same_page_gives_the_same_bytes() -> None:
    html = page("<h1>A</h1><p>نص</p>")
    assert render_flow(html, ()).pdf == render_flow(html, ()).pdf


def test_what_the_page_engine_complains_about_is_kept_and_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    rendered = render_flow(page("<p>a</p>", style="p { no-such-property: 1 }"), ())
    assert any("no-such-property" in one for one in rendered.complaints)
    assert capfd.readouterr() == ("", "")


def test_the_log_of_the_page_engine_is_given_back_as_it_was() -> None:
    logger = logging.getLogger("weasyprint")
    before = logger.handlers[:], logger.propagate
    render_flow(page("<p>a</p>"), ())
    with pytest.raises(RenderingError):
        render_flow(page('<img alt="a" src="file:///etc/passwd">'), ())
    assert (logger.handlers, logger.propagate) == before


def test_a_picture_that_is_not_there_fails_the_page_by_name(tmp_path: Path) -> None:
    with pytest.raises(RenderingError, match=r"no-such\.png"):
        render_flow(page(f'<img alt="a" src="{tmp_path.as_uri()}/no-such.png">'), (tmp_path,))


def test_some_shipped_documents_are_set_for_the_tests() -> None:
    assert len(SET) >= 5
    assert {name.split("/")[2] for name in SET} == {"ar", "en", "ar-en"}


@pytest.mark.parametrize("name", SET)
def test_the_page_engine_has_nothing_to_complain_about_in_a_shipped_document(name: str) -> None:
    assert shipped_renderings()[name].complaints == ()
    assert shipped_renderings()[name].page_count > 10


@pytest.mark.parametrize("name", SET)
def test_c11_all_fonts_of_a_shipped_document_are_embedded(name: str) -> None:
    with pikepdf.open(BytesIO(shipped_renderings()[name].pdf)) as pdf:
        fonts = fonts_of(pdf)
        assert len(fonts) >= 3
        for font in fonts:
            descriptor = font["/FontDescriptor"]
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()), font.get("/BaseFont")


@pytest.mark.parametrize("name", SET)
def test_a_shipped_document_is_set_in_shipped_fonts_only(name: str) -> None:
    with pikepdf.open(BytesIO(shipped_renderings()[name].pdf)) as pdf:
        names = {str(font["/BaseFont"]).split("+")[-1] for font in fonts_of(pdf)}
    families = ("Brief", "Noto", "Source", "IBM")
    assert [one for one in names if not one.lstrip("/").startswith(families)] == []


@pytest.mark.parametrize("name", [name for name in SET if PAGES[name].for_participants])
def test_c15_title_bookmarks_and_metadata_of_participants_files_hold_nothing_for_facilitators(name: str) -> None:
    found = PAGES[name]
    with pikepdf.open(BytesIO(shipped_renderings()[name].pdf)) as pdf:
        said = [str(value) for value in pdf.docinfo.values()]
        said += [str(value) for value in pdf.open_metadata().values()]
        with pdf.open_outline() as outline:
            titles = list(titles_in(outline.root))
        assert pdf.attachments == {}
    assert found.composed.title in said
    assert len(titles) > 10
    printed = plain("|".join(said + titles))
    assert [one for one in secrets_of(found.loaded.id) if one in printed] == []


def titles_in(items: Any) -> Any:
    for item in items:
        yield item.title
        yield from titles_in(item.children)
