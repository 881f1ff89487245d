from io import BytesIO
from typing import Any

import pikepdf

from briefgen.assemble.languages import name_languages
from briefgen.assemble.structure_text import read_structure
from tests.assemble.pdfs import blank_document, set_document


def spoken(pdf: bytes) -> list[tuple[str, str]]:
    with pikepdf.open(BytesIO(pdf)) as file:
        return [(one.language, one.text) for one in read_structure(file)]


def named(pdf: bytes) -> list[tuple[str, str]]:
    """The kinds of the elements that name a language, with it."""
    with pikepdf.open(BytesIO(pdf)) as file:
        elements: list[Any] = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one]
        return sorted((str(one.S), str(one.Lang)) for one in elements if "/S" in one)


def test_c12_a_text_in_another_language_says_so_and_its_surroundings_do_not() -> None:
    pdf = set_document('<p>نص</p><p lang="en" dir="ltr">Text</p><p>نص <span lang="fr">mot</span></p>')
    assert spoken(pdf) == [("ar", "نص"), ("en", "Text"), ("ar", "نص"), ("fr", "mot")]
    assert named(pdf) == [("/P", "en"), ("/Span", "fr")]


def test_the_language_is_named_once_for_all_that_speaks_it() -> None:
    pdf = set_document('<h1>نص</h1><section lang="en" dir="ltr"><h2>One</h2><p>Two</p><p>Three</p></section>')
    assert named(pdf) == [("/Sect", "en")]


def test_within_another_language_the_first_one_is_named_again() -> None:
    pdf = set_document('<h1>نص</h1><div lang="en" dir="ltr"><p>One</p><p>Two <span lang="ar">نص</span></p></div>')
    assert spoken(pdf)[1:] == [("en", "One"), ("en", "Two"), ("ar", "نص")]


def test_a_link_speaks_the_language_it_is_written_in() -> None:
    pdf = set_document('<p id="p">نص <a lang="en" href="#p">link</a></p>')
    assert ("en", "link") in spoken(pdf)


def test_a_file_without_a_structure_or_pages_without_languages_stay_as_they_are() -> None:
    for pdf, pages in ((blank_document(), (((0, "ar"),),)), (set_document("<p>نص</p>"), ())):
        with pikepdf.open(BytesIO(pdf)) as file:
            before = len(file.objects)
            name_languages(file, pages)
            assert len(file.objects) == before
