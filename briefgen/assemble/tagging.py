"""The structure of a drawn sheet: an element for each part that its pages mark, in the order in which they are drawn.

The pages say it all (`render.pen`): what a part is, its number on the page, its language, how a figure is described.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

FROM_PROPERTIES: Final = ("/Lang", "/Alt")
"""What the element of a part takes over from the properties that its page marks it with."""


def tag_pages(file: pikepdf.Pdf) -> None:
    """Give a file the structure that its pages mark."""
    root = file.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = file.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    owners: list[Any] = []
    elements: list[Any] = []
    for number, page in enumerate(file.pages):
        on_page = [file.make_indirect(_element(document, page, *mark)) for mark in _marks(page)]
        page.obj.StructParents = number
        page.obj.Tabs = Name.S
        elements += on_page
        owners += [number, file.make_indirect(Array(on_page))]
    document.K = Array(elements)
    root.K = document
    root.ParentTree = file.make_indirect(Dictionary(Nums=Array(owners)))
    root.ParentTreeNextKey = len(file.pages)
    file.Root.StructTreeRoot = root
    file.Root.MarkInfo = Dictionary(Marked=True)


def _marks(page: pikepdf.Page) -> Iterator[tuple[Any, Any]]:
    """The parts of a page, each with its kind and its properties; they are numbered from 0."""
    number = 0
    for instruction in pikepdf.parse_content_stream(page, "BDC"):
        kind, properties = instruction.operands
        if "/MCID" in properties:
            assert int(properties.MCID) == number, "parts are numbered in order"
            number += 1
            yield kind, properties


def _element(document: Any, page: pikepdf.Page, kind: Any, properties: Any) -> Any:
    element = Dictionary(Type=Name.StructElem, S=kind, P=document, Pg=page.obj, K=int(properties.MCID))
    for key in FROM_PROPERTIES:
        if key in properties:
            element[key] = properties[key]
    if "/BBox" in properties:
        element.A = Dictionary(O=Name.Layout, BBox=properties.BBox)
    return element
