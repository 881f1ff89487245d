"""The text of a PDF, as the readers that people use extract it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable

import pypdfium2

from briefgen.errors import AssemblyError


def read_with_poppler(pdf: bytes) -> str:
    """The text of a PDF by Poppler's `pdftotext`. Raises `AssemblyError` if it cannot read the file."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        command = ["pdftotext", "-enc", "UTF-8", file.name, "-"]
        try:
            return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")
        except subprocess.CalledProcessError:
            raise AssemblyError("Poppler cannot read the PDF", "it is damaged or needs a password") from None


def read_with_pdfium(pdf: bytes) -> str:
    """The text of a PDF by PDFium, which Chrome and Edge use. Raises `AssemblyError` if it cannot read the file."""
    try:
        document = pypdfium2.PdfDocument(pdf)
        # a word divided at the end of a line comes with U+FFFE or U+0002 for its hyphen
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    except pypdfium2.PdfiumError as error:
        raise AssemblyError(f"PDFium cannot read the PDF: {error}", "it is damaged or needs a password") from None


def find_readers() -> dict[str, Callable[[bytes], str]]:
    """The readers that are here, by name: `pdfium` comes with briefgen, `poppler` where `pdftotext` is installed."""
    readers: dict[str, Callable[[bytes], str]] = {"pdfium": read_with_pdfium}
    if shutil.which("pdftotext"):
        readers["poppler"] = read_with_poppler
    return readers
