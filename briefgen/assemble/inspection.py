"""What a person needs to know of a PDF: its pages, fonts, languages, tags, and what it says of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import pikepdf

from briefgen.assemble.structure_text import Spoken, read_structure
from briefgen.errors import AssemblyError, BriefgenError
from briefgen.render.to_unicode import read_to_unicode

MM: Final = 72 / 25.4  # points
SUBSET_NAME: Final = re.compile("[A-Z]{6}[+]")
STREAM_NAME: Final = re.compile("^stream <[^>]*>: ")
"""What qpdf calls a file that is read from memory."""
HEAD_BYTES: Final = 1024
"""How far into a file readers look for the mark of a PDF."""
OUTLINES: Final = {"/FontFile": "Type 1", "/FontFile2": "TrueType", "/FontFile3": "CFF"}


@dataclass(frozen=True, slots=True, order=True)
class PageSize:
    """A size of page (millimetres, as it is looked at), and how many pages have it."""

    width_mm: float
    height_mm: float
    pages: int


@dataclass(frozen=True, slots=True, order=True)
class EmbeddedFont:
    """A font of a file: its name, the kind of its outlines (empty if it is not embedded), and what its map lacks.

    `nameless` is how many of its codes stand for no character.
    """

    name: str
    outlines: str
    subset: bool
    codes: int
    nameless: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a PDF is. `claims` are the standards that it says it meets; nobody has checked them.

    `languages` and `tags` count the texts in each language and the elements of each kind.
    """

    title: str
    producer: str
    version: str
    encrypted: bool
    sizes: tuple[PageSize, ...]
    direction: str
    language: str
    languages: tuple[tuple[str, int], ...]
    tags: tuple[tuple[str, int], ...]
    pictures_without_text: int
    bookmarks: int
    fonts: tuple[EmbeddedFont, ...]
    claims: tuple[str, ...]
    spoken: tuple[Spoken, ...]

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return sum(one.pages for one in self.sizes)


def inspect_pdf(pdf: bytes) -> Inspection:
    """What is to be known of a PDF.

    Raises `AssemblyError` if it is no PDF, is damaged beyond reading, or needs a password.
    """
    if b"%PDF-" not in pdf[:HEAD_BYTES]:
        raise AssemblyError("this is not a PDF", "name a PDF, such as one in out/")
    try:
        with pikepdf.open(BytesIO(pdf)) as file:
            if not len(file.pages):
                raise AssemblyError("the PDF has no pages", "make it anew, or copy it again from where it came")
            return _inspect(file)
    except pikepdf.PasswordError:
        raise AssemblyError("the PDF is encrypted", "remove its password first, with the program that set it") from None
    except BriefgenError:
        raise
    except Exception as error:  # whatever a library says of a file that it cannot make sense of
        said = STREAM_NAME.sub("", str(error)) if isinstance(error, pikepdf.PdfError) else ""
        raise AssemblyError(
            f"the PDF is damaged: {said or 'a part of it is not as it should be'}",
            "make it anew, or copy it again from where it came",
        ) from None


def _inspect(file: pikepdf.Pdf) -> Inspection:
    spoken = tuple(read_structure(file))
    kinds = Counter(str(element.get("/S", "")).lstrip("/") for element in _elements(file))
    described = sum(1 for one in _elements(file) if one.get("/S") == "/Figure" and one.get("/Alt"))
    preferences: Any = file.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    with file.open_outline() as outline:
        bookmarks = _count(outline.root)
    return Inspection(
        title=str(file.docinfo.get("/Title", "")),
        producer=str(file.docinfo.get("/Producer", "")),
        version=file.pdf_version,
        encrypted=file.is_encrypted,
        sizes=_sizes(file),
        direction={"/R2L": "rtl", "/L2R": "ltr"}.get(str(preferences.get("/Direction", "")), ""),
        language=str(file.Root.get("/Lang", "")),
        languages=tuple(Counter(one.language for one in spoken).most_common()),
        tags=tuple(sorted(kinds.items())),
        pictures_without_text=kinds["Figure"] - described,
        bookmarks=bookmarks,
        fonts=tuple(sorted(set(_fonts(file)))),
        claims=_claims(file),
        spoken=spoken,
    )


def _elements(file: pikepdf.Pdf) -> Iterator[Any]:
    """The elements of a file's structure, in no order."""
    for one in file.objects:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one and one.get("/Type") == "/StructElem":
            yield one


def _sizes(file: pikepdf.Pdf) -> tuple[PageSize, ...]:
    counted = Counter(_size(page) for page in file.pages)
    return tuple(PageSize(width, height, pages) for (width, height), pages in counted.most_common())


def _size(page: pikepdf.Page) -> tuple[float, float]:
    box = [float(one) for one in page.mediabox]
    scale = float(page.obj.get("/UserUnit", 1)) / MM
    width, height = (round(abs(box[2] - box[0]) * scale, 1), round(abs(box[3] - box[1]) * scale, 1))
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (height, width) if turned else (width, height)


def _count(entries: Any) -> int:
    return sum(1 + _count(one.children) for one in entries)


def _fonts(file: pikepdf.Pdf) -> Iterator[EmbeddedFont]:
    for font in file.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Type") != "/Font" or "/BaseFont" not in font:
            continue
        if str(font.get("/Subtype")) in ("/CIDFontType0", "/CIDFontType2"):
            continue  # a part of a font
        within: Any = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor: Any = within.get("/FontDescriptor", pikepdf.Dictionary())
        outlines = next((kind for key, kind in OUTLINES.items() if key in descriptor), "")
        mapping = font.get("/ToUnicode")
        texts = read_to_unicode(mapping.read_bytes()) if isinstance(mapping, pikepdf.Stream) else {}
        name = str(font.BaseFont).lstrip("/")
        nameless = sum(1 for text in texts.values() if not text)
        yield EmbeddedFont(SUBSET_NAME.sub("", name), outlines, bool(SUBSET_NAME.match(name)), len(texts), nameless)


def _claims(file: pikepdf.Pdf) -> tuple[str, ...]:
    metadata = file.open_metadata()
    claims = []
    if part := metadata.get("pdfuaid:part"):
        claims.append(f"PDF/UA-{part}")
    if part := metadata.get("pdfaid:part"):
        claims.append(f"PDF/A-{part}{str(metadata.get('pdfaid:conformance', '')).lower()}")
    return tuple(claims)
