"""What every finished document must hold to as a file: words that are found, a structure, the standards it claims."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from briefgen.assemble.conformance import SET_PAGES
from briefgen.assemble.inspection import Inspection, inspect_pdf
from briefgen.assemble.readers import find_readers
from briefgen.assemble.validator import find_faults
from briefgen.assemble.word_score import FAULTY, Words, normalise, score, unmarked
from briefgen.compose.documents import list_documents
from briefgen.compose.editions import list_editions
from briefgen.compose.page_frame import PAPERS_MM
from briefgen.pipeline.inspect import ANY_WORD
from tests.finished import STANDARD, Finished, finished_documents
from tests.support import SHIPPED

READERS = find_readers()
FOUND_AT_LEAST = 0.995
"""The share of the Arabic words of a document, without their signs, that each reader must find whole."""
MARKED_AT_LEAST = 0.99
"""The share of its words with signs that must be found exactly."""
LETTERS_OF_A_KEY = re.compile("[أبجده]{2,5}$")
BYTES_A_PAGE = 20_000


@pytest.fixture(scope="module")
def documents(request: pytest.FixtureRequest) -> tuple[Finished, ...]:
    return finished_documents(every=request.config.getoption("--all-pages"))


@cache
def described(one: Finished) -> Inspection:
    return inspect_pdf(one.pdf)


def test_every_kind_of_document_layout_edition_and_paper_is_among_them(documents: tuple[Finished, ...]) -> None:
    assert {one.document for one in documents} == {one.id for one in list_documents(SHIPPED)}
    assert {one.layout for one in documents} == {"ar", "en", "ar-en"}
    assert {one.edition for one in documents} == {one.name for one in list_editions(SHIPPED)}
    assert {one.paper for one in documents} == set(PAPERS_MM)
    assert sum(described(one).page_count for one in documents) > 300


def test_the_page_engine_has_nothing_to_complain_of(documents: tuple[Finished, ...]) -> None:
    assert {one.name: one.complaints for one in documents if one.complaints} == {}


@pytest.mark.parametrize("reader", READERS)
def test_c14_the_words_of_whole_documents_are_found(documents: tuple[Finished, ...], reader: str) -> None:
    faults = []
    for one in documents:
        beside = Words.of(one.beside).arabic
        found = score(Words.of(one.source), Words.of(READERS[reader](one.pdf), one.source), beside)
        whole = found.arabic >= FOUND_AT_LEAST and found.marked >= MARKED_AT_LEAST and found.latin == 1
        if one.document == "key-strip" and reader == "poppler":
            # where a line holds nothing but evenly spaced letters, it drops their spaces (see test_sheets.py)
            whole = all(len(word) == 1 for word in found.missing) and found.marked == 1
            found = replace(found, unknown=tuple(word for word in found.unknown if not LETTERS_OF_A_KEY.match(word)))
        if not whole or found.unknown or found.faulty:
            shares = f"{found.arabic:.4f} {found.marked:.4f} {found.latin:.4f}"
            faults.append(f"{one.name}: {shares} {found.missing} {found.unknown} {found.faulty}")
    assert faults == []


def test_the_structure_gives_the_words_in_the_order_of_the_source(documents: tuple[Finished, ...]) -> None:
    faults = {}
    for one in documents:
        if one.drawn:
            continue  # their structure is compared with their drawing in tests/assemble/test_sheets.py
        wanted = ANY_WORD.findall(unmarked(normalise(one.source)))
        given = ANY_WORD.findall(unmarked(normalise("\n".join(text.text for text in described(one).spoken))))
        repeated = set(ANY_WORD.findall(unmarked(normalise(f"{one.heads}\n{one.beside}"))))
        assert given, one.name
        steps = SequenceMatcher(None, wanted, given, autojunk=False).get_opcodes()
        # running heads and feet stand in the source and are no content; heads of tables are repeated on the next page
        moved = [
            given[start:end]
            for kind, _, _, start, end in steps
            if kind in ("insert", "replace") and not repeated.issuperset(given[start:end])
        ]
        if moved:
            faults[one.name] = moved
    assert faults == {}


def test_no_code_of_any_font_is_without_a_character_or_stands_for_a_private_one(
    documents: tuple[Finished, ...],
) -> None:
    for one in documents:
        for font in described(one).fonts:
            assert font.outlines, f"{one.name}: {font.name} is not embedded"
            assert (font.codes > 0, font.nameless) == (True, 0), f"{one.name}: {font.name}"
        assert not [text.text for text in described(one).spoken if FAULTY.search(text.text)], one.name


@pytest.mark.parametrize("standard", SET_PAGES)
def test_documents_meet_the_standards_that_they_claim(documents: tuple[Finished, ...], standard: str) -> None:
    assert {one.conformance for one in documents} == {SET_PAGES}
    assert {one.name: faults for one in documents if (faults := find_faults(one.pdf, standard))} == {}


def test_c12_documents_say_what_they_are_and_how_they_are_read(documents: tuple[Finished, ...]) -> None:
    for one in documents:
        facts, arabic_leads = described(one), one.layout.startswith("ar")
        assert facts.claims == SET_PAGES, one.name
        assert facts.title, one.name
        assert facts.direction == ("rtl" if arabic_leads else "ltr"), one.name
        assert facts.language.partition("-")[0] == ("ar" if arabic_leads else "en"), one.name
        assert facts.pictures_without_text == 0, one.name
        assert facts.bookmarks > 0, one.name
        with pikepdf.open(BytesIO(one.pdf)) as file:
            assert bool(file.Root.MarkInfo.Marked), one.name
            assert bool(file.Root.ViewerPreferences.DisplayDocTitle), one.name
            assert {str(page.obj.Tabs) for page in file.pages} == {"/S"}, one.name
            assert "/Filter" not in file.Root.Metadata, one.name


def test_every_text_is_spoken_in_a_language_of_the_layout(documents: tuple[Finished, ...]) -> None:
    for one in documents:
        spoken = {language for language, _ in described(one).languages}
        assert {language.partition("-")[0] for language in spoken} == set(one.layout.split("-")), one.name


def test_qpdf_finds_no_fault(documents: tuple[Finished, ...]) -> None:
    assert shutil.which("qpdf"), "install qpdf"
    said = {}
    for one in documents:
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(one.pdf)
            file.flush()
            checked = subprocess.run(["qpdf", "--check", file.name], capture_output=True, text=True, check=False)
        if checked.returncode or checked.stderr or "WARNING" in checked.stdout:
            said[one.name] = checked.stdout + checked.stderr
    assert said == {}


def test_a_page_takes_less_than_20_kilobytes_in_documents_of_many_pages(documents: tuple[Finished, ...]) -> None:
    long = [one for one in documents if described(one).page_count >= 20 and one.edition == STANDARD]
    assert long
    assert {one.name for one in long if len(one.pdf) / described(one).page_count >= BYTES_A_PAGE} == set()
