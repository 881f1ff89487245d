"""The structure of a tagged document, mended where a page's looks decided it: heading levels, undescribed pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

HEADING: Final = re.compile("/H([1-6])")


def mend_structure(file: pikepdf.Pdf) -> None:
    """Number the headings of a file without gaps, and take pictures without a description for decoration."""
    root = file.Root.get("/StructTreeRoot")
    if root is None:
        return
    open_levels: list[int] = []
    for element, kind in list(_elements(root)):
        if heading := HEADING.fullmatch(kind):
            _number_heading(element, int(heading[1]), open_levels)
        elif kind == "/Figure" and not (element.get("/Alt") or element.get("/ActualText")):
            _make_decoration(file, element)


def _elements(parent: Any) -> Iterator[tuple[Any, str]]:
    """The elements below one of the structure tree, in reading order, each with its kind."""
    kids = parent.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and (kind := kid.get("/S")) is not None:
            yield kid, str(kind)
            yield from _elements(kid)


def _number_heading(element: Any, level: int, open_levels: list[int]) -> None:
    """Give a heading the level that follows from the headings it stands under.

    Why: templates choose h3 or h4 by size, and PDF/UA allows no level to be skipped.
    """
    while open_levels and open_levels[-1] >= level:
        open_levels.pop()
    open_levels.append(level)
    if len(open_levels) != level:
        element["/S"] = pikepdf.Name(f"/H{len(open_levels)}")


def _make_decoration(file: pikepdf.Pdf, element: Any) -> None:
    """Take a picture out of the structure, and mark it in its page as something not to be read out."""
    marks = [int(kid) for kid in element.get("/K", []) if isinstance(kid, int)]
    page, parent = element.get("/Pg"), element["/P"]
    if page is None or len(marks) != len(element.get("/K", [])):
        return  # it holds more than a picture
    content = page.Contents.read_bytes()
    for mark in marks:
        content = re.sub(rb"/Figure\s*<<\s*/MCID %d\s*>>\s*BDC" % mark, b"/Artifact BMC", content)
    page.Contents.write(content)
    parent["/K"] = pikepdf.Array([kid for kid in parent["/K"] if _identity(kid) != element.objgen])
    owners = _owners_on_page(file, int(page.StructParents))
    for mark in marks:
        owners[mark] = None


def _identity(kid: Any) -> Any:
    return kid.objgen if isinstance(kid, pikepdf.Dictionary) else None


def _owners_on_page(file: pikepdf.Pdf, number: int) -> Any:
    """The elements that own the marked content of a page, by mark."""
    pairs = file.Root.StructTreeRoot.ParentTree.Nums
    for place in range(0, len(pairs), 2):
        if int(pairs[place]) == number:
            return pairs[place + 1]
    raise KeyError(number)
