import shutil

import pytest

from briefgen.assemble.readers import find_readers
from briefgen.errors import AssemblyError
from tests.assemble.pdfs import locked_document, set_document


def test_both_readers_are_here_for_the_tests() -> None:
    assert shutil.which("pdftotext"), "install poppler-utils (Debian, Ubuntu, Fedora) or poppler (macOS)"
    assert sorted(find_readers()) == ["pdfium", "poppler"]


@pytest.mark.parametrize("reader", find_readers())
def test_the_text_of_a_file_is_read(reader: str) -> None:
    assert "الأول" in find_readers()[reader](set_document("<p>الأول</p>"))


@pytest.mark.parametrize("pdf", [b"", b"text", locked_document("secret")], ids=["empty", "text", "locked"])
@pytest.mark.parametrize("reader", find_readers())
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(reader: str, pdf: bytes) -> None:
    with pytest.raises(AssemblyError, match="cannot read the PDF") as caught:
        find_readers()[reader](pdf)
    assert caught.value.hint
