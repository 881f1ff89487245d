"""The text of a PDF, as the readers that people use extract it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable

import pypdfium2


def read_with_poppler(pdf: bytes) -> str:
    """The text of a PDF by Poppler's `pdftotext`."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        command = ["pdftotext", "-enc", "UTF-8", file.name, "-"]
        return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


def read_with_pdfium(pdf: bytes) -> str:
    """The text of a PDF by PDFium, which Chrome and Edge use."""
    document = pypdfium2.PdfDocument(pdf)
    # a word divided at the end of a line comes with U+FFFE or U+0002 for its hyphen
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def find_readers() -> dict[str, Callable[[bytes], str]]:
    """The readers that are here, by name: `pdfium` comes with briefgen, `poppler` where `pdftotext` is installed."""
    readers: dict[str, Callable[[bytes], str]] = {"pdfium": read_with_pdfium}
    if shutil.which("pdftotext"):
        readers["poppler"] = read_with_poppler
    return readers
