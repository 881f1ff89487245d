"""Which language each part of a tagged document is in, so that it is read aloud by the right voice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from briefgen.render.rendered import PageLanguages

Known = dict[tuple[int, int], dict[int, str]]
"""The language of each mark of each page, the page by its number as an object."""


def name_languages(file: pikepdf.Pdf, pages: tuple[PageLanguages, ...]) -> None:
    """Say of each part of a file's structure in which language it is, where it is not that of what it stands in.

    Why: the page engine says it of the whole document only.
    """
    root = file.Root.get("/StructTreeRoot")
    if root is None or not pages:
        return
    known = {page.obj.objgen: dict(marks) for page, marks in zip(file.pages, pages, strict=True)}
    for element in _kids(root):
        _name(element, str(file.Root.get("/Lang", "")), known)


def _name(element: Any, around: str, known: Known) -> None:
    """Name the language of an element that stands in one of another language, and of what stands in it."""
    own = set(_own_languages(element, known))
    all_of_it = own | {language for one in _below(element) for language in _own_languages(one, known)}
    spoken = all_of_it if len(all_of_it) == 1 else own
    if spoken and around not in spoken:
        around = min(spoken)
        element["/Lang"] = pikepdf.String(around)
    if len(all_of_it) > 1:
        for kid in _kids(element):
            _name(kid, around, known)


def _own_languages(element: Any, known: Known) -> Iterator[str]:
    """The languages of the marked content that belongs to an element itself."""
    page = element.get("/Pg")
    marks = known.get(page.objgen, {}) if page is not None else {}
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int) and (language := marks.get(kid)):
            yield language


def _kids(element: Any) -> Iterator[Any]:
    """The elements that stand in an element."""
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid


def _below(element: Any) -> Iterator[Any]:
    for kid in _kids(element):
        yield kid
        yield from _below(kid)
