"""The laws of print: each takes the pages of a document and returns what breaks it, one line a finding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from tests.pages.regions import Pages, Piece, Rectangle, Region

SMALLEST_PT = 8.0
MARGIN_MM = 10.0
LOOSE_MM = 1.0
HEADING_FOOT_MM = 40.0
ANSWER_GAP_MM = 12.0
CARD_ROOM_MM = 9.0
LAST_PAGE_SHARE = 0.15
QUESTIONS = ("question", "open-question", "scale", "signer", "blank", "numbered", "field")
"""What is answered where it is asked: none of these goes over to a second page."""
TO_FILL_IN = ("lines", "field", "blank", "tick-box", "rate", "fill", "sheet", "write", "added-rows")
"""What makes a page the page of a form."""
BLOCKS = ("BlockBox", "TableCellBox", "InlineBlockBox", "MarginBox")


def small_text(pages: Pages) -> list[str]:
    """Text under 8 pt."""
    return [f"{piece}: {piece.size_pt:.2f} pt" for piece in pages.pieces if piece.size_pt < SMALLEST_PT - 0.01]


def text_at_the_edge(pages: Pages) -> list[str]:
    """Text within 10 mm of the paper's edge, where office printers do not print."""
    found = []
    for piece in pages.pieces:
        paper, place = pages.papers[piece.page - 1], piece.place
        free = min(place.x, place.y, paper.width - place.right, paper.height - place.bottom)
        found += [f"{piece}: {free:.1f} mm from the edge"] if free < MARGIN_MM else []
    return found


def second_digits(pages: Pages) -> list[str]:
    """Digits of a second system."""
    return [str(piece) for piece in pages.pieces if re.search("[٠-٩]", piece.text)]


def empty_pages(pages: Pages) -> list[str]:
    """Pages whose body holds no text."""
    filled = {piece.page for piece in pages.text_in_body}
    return [f"page {number}" for number in range(1, len(pages.papers) + 1) if number not in filled]


def stranded_headings(pages: Pages) -> list[str]:
    """Headings near the foot of a page with nothing below them."""
    found = []
    for number, body in enumerate(pages.bodies, 1):
        texts = [piece for piece in pages.text_in_body if piece.page == number]
        below = [region.outer for region in pages.of_class(*TO_FILL_IN) if region.page == number]
        if texts:
            last = max(texts, key=lambda piece: piece.place.bottom)
            heading = last.inside("h1", "h2", "h3", "th") and not last.inside("td")
            near = body.bottom - last.place.bottom < HEADING_FOOT_MM < last.place.y - body.y
            alone = not any(one.bottom > last.place.bottom + LOOSE_MM for one in below)
            found += [str(last)] if heading and near and alone else []
    return found


def split_pairs(pages: Pages) -> list[str]:
    """Rows of both languages of which a part stands on another page."""
    return [f"{name} of a pair" for name in _split(pages.of_class("pair"), pages)]


def split_questions(pages: Pages) -> list[str]:
    """Questions that go over to a second page, and writing lines that do not follow a text on their own page."""
    found = [f"{name} of a question" for name in _split(pages.of_class(*QUESTIONS, "lines"), pages)]
    for lines in pages.of_class("lines"):
        above = [
            piece.place.bottom
            for piece in pages.text_in_body
            if piece.page == lines.page and piece.place.y < lines.outer.y and _across(piece.place, lines.outer)
        ]
        gap = lines.outer.y - max(above, default=-1000)
        found += [f"page {lines.page}: lines at {lines.outer} without a question"] if gap > ANSWER_GAP_MM else []
    return found


def cards_without_room(pages: Pages) -> list[str]:
    """Cards with no line left to write on below "our decision"."""
    found = []
    for piece in pages.pieces:
        cards = [region for region in piece.around if "inject" in region.classes]
        labels = [region for region in piece.around if "lines-label" in region.classes]
        if cards and labels:
            room = cards[0].inner.bottom - labels[0].outer.bottom
            found += [f"{piece}: {room:.1f} mm left below"] if room < CARD_ROOM_MM else []
    return found


def nearly_empty_last_page(pages: Pages) -> list[str]:
    """A last page that reaches down less than 15 % of its body and is not the page of a form."""
    number, body = len(pages.bodies), pages.bodies[-1]
    if any(region.page == number for region in pages.of_class(*TO_FILL_IN)):
        return []
    foot = max((piece.place.bottom for piece in pages.text_in_body if piece.page == number), default=body.y)
    share = (foot - body.y) / body.height
    return [f"page {number}: filled to {share:.0%}"] if share < LAST_PAGE_SHARE else []


def text_outside_its_box(pages: Pages) -> list[str]:
    """Text that reaches more than 1 mm out of its column or cell, or below or above a box around it."""
    return [f"{piece} leaves {reason}" for piece in pages.pieces for reason in _left_boxes(piece)]


def text_over_text(pages: Pages) -> list[str]:
    """Letters on letters: two pieces of text that overlap by more than 1 mm across and down."""
    found = []
    by_page: dict[int, list[Piece]] = defaultdict(list)
    for piece in pages.pieces:
        by_page[piece.page].append(piece)
    for pieces in by_page.values():
        pieces.sort(key=lambda piece: piece.place.y)
        for number, piece in enumerate(pieces):
            for other in pieces[number + 1 :]:
                if other.place.y > piece.place.bottom - LOOSE_MM:
                    break
                if min(piece.place.overlap(other.place)) > LOOSE_MM:
                    found.append(f"{piece} lies on “{other.text[:40]}” at {other.place}")
    return found


Law = Callable[[Pages], list[str]]
LAWS: tuple[Law, ...] = (
    small_text,
    text_at_the_edge,
    second_digits,
    empty_pages,
    stranded_headings,
    split_pairs,
    split_questions,
    cards_without_room,
    nearly_empty_last_page,
    text_outside_its_box,
    text_over_text,
)


def broken_laws(pages: Pages, laws: Iterable[Law] = LAWS) -> dict[str, list[str]]:
    """What each law finds, by the law's name; laws that are kept are left out."""
    return {law.__name__: found for law in laws if (found := law(pages))}


def _split(regions: list[Region], pages: Pages) -> Iterator[str]:
    """Which elements stand on more than one page, by their first text on the second."""
    where: dict[int, set[int]] = defaultdict(set)
    for region in regions:
        where[region.element].add(region.page)
    for element, numbers in where.items():
        for _, page in pairwise(sorted(numbers)):
            texts = [one for one in pages.pieces if one.page == page and any(r.element == element for r in one.around)]
            yield f"page {page}: “{texts[0].text[:40] if texts else ''}”, the rest"


def _left_boxes(piece: Piece) -> Iterator[str]:
    """The boxes around a piece of text that it reaches out of, named by their classes; bullets hang outside theirs."""
    if any(region.tag.endswith("::marker") for region in piece.around):
        return
    blocks = [region for region in piece.around if region.kind in BLOCKS]
    line = next(region.outer for region in reversed(piece.around) if region.kind == "LineBox")
    if blocks:
        column = blocks[-1].inner
        out = max(column.x - piece.place.x, piece.place.right - column.right)
        if out > LOOSE_MM:
            yield f"its column {column} by {out:.1f} mm"
    for region in piece.around[:-1]:
        box = region.inner if region.kind in ("PageBox", "MarginBox") else region.outer
        if (region.kind == "PageBox" and piece.in_margin) or region.kind in ("InlineBox", "LineBox"):
            continue
        out = max(box.y - line.y, line.bottom - box.bottom, box.x - piece.place.x, piece.place.right - box.right)
        if out > LOOSE_MM:
            yield f"{region.tag}.{'.'.join(sorted(region.classes))} {box} by {out:.1f} mm"


def _across(one: Rectangle, other: Rectangle) -> bool:
    """Whether both stand over one another somewhere."""
    return one.overlap(other)[0] > 0
