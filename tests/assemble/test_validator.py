import pytest

from briefgen.assemble.conformance import SET_PAGES
from briefgen.assemble.validator import PROFILES, find_faults, validator_version
from tests.assemble.pdfs import blank_document, set_document


def test_the_standards_of_set_pages_can_be_checked() -> None:
    assert set(PROFILES) == set(SET_PAGES)
    assert validator_version()


@pytest.mark.parametrize("standard", PROFILES)
def test_a_document_that_was_set_has_no_fault_and_an_empty_page_has(standard: str) -> None:
    assert find_faults(set_document("<h1>نص</h1>"), standard) == ()
    faults = find_faults(blank_document(), standard)
    assert faults
    assert len(set(faults)) == len(faults)


@pytest.mark.parametrize("standard", PROFILES)
def test_what_is_no_pdf_has_a_fault_and_raises_nothing(standard: str) -> None:
    assert find_faults(b"%PDF-1.7 and nothing more", standard)
