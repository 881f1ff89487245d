#!/usr/bin/env python3
"""Draw the pictures of docs/gallery.md, and write the page:   .venv/bin/python scripts/gallery.py

To show another page, add it to SHOWN and run this again; pictures no longer shown are removed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pypdfium2

from briefgen import BuildRequest, Workspace, build_packs, load_scenario
from briefgen.compose.documents import load_document
from briefgen.compose.editions import STANDARD
from briefgen.compose.languages import load_language

DOCS = Path(__file__).resolve().parent.parent / "docs"
PICTURES = DOCS / "pictures" / "gallery"
DPI, WIDEST_PX, COLOURS, IN_A_ROW = 60, 640, 24, 3
LARGEST_FILE, LARGEST_TOTAL = 60_000, 1_600_000
LAYOUTS = {"ar": "Arabic", "en": "English", "ar-en": "Arabic and English"}


@dataclass(frozen=True)
class Shown:
    """One page of one document: `page` counts from 1, `what` says what the document is for and who gets it."""

    document: str
    scenario: str
    layout: str
    page: int
    what: str
    edition: str = STANDARD

    @property
    def picture(self) -> str:
        return f"{self.document}.{self.layout}{'' if self.edition == STANDARD else '.' + self.edition}.png"


SHOWN = (
    Shown("participant-brief", "lebanon", "ar-en", 18, "Every participant's book: lessons, modules, sources."),
    Shown("participant-brief", "iraq", "ar", 13, "The same book in one language, larger, with room in the margin."),
    Shown(
        "participant-brief",
        "syria",
        "en",
        1,
        "The grey edition of any participants' document: no solid areas, little ink.",
        "grey",
    ),
    Shown(
        "participant-brief",
        "iraq",
        "ar-en",
        20,
        "The large-print edition, 18 pt: the languages one above the other.",
        "large-print",
    ),
    Shown("participant-brief", "syria", "ar-en", 12, "The brief for a phone, as wide as its screen.", "phone"),
    Shown("agenda", "lebanon", "ar-en", 1, "The programme by day and hour, for everybody."),
    Shown(
        "discussion-sheet", "syria", "en", 1, "One a team and module: the situation, the questions, lines to write on."
    ),
    Shown(
        "inject-cards",
        "iraq",
        "ar-en",
        1,
        "Cards to cut out; a team is given one at its minute and writes its decision on it.",
    ),
    Shown("action-plan", "syria", "ar-en", 2, "Each participant's own plan for 30, 60 and 90 days."),
    Shown("feedback-form", "iraq", "ar-en", 1, "Each participant's view of the workshop, without a name."),
    Shown(
        "one-page-summary",
        "lebanon",
        "ar-en",
        1,
        "One page for a minister or a door: the core lessons and their limits.",
    ),
    Shown("quiz", "lebanon", "ar-en", 2, "The quiz, in forms A to D: before and after the workshop."),
    Shown("answer-sheet", "lebanon", "ar-en", 1, "Bubbles for each form; no name is needed, only a code."),
    Shown("glossary", "iraq", "en", 1, "The terms in the wording that the pack keeps to, for everybody."),
    Shown("screen", "lebanon", "ar-en", 3, "For the projector: one situation, question or inject a page."),
    Shown(
        "facilitator-guide",
        "lebanon",
        "ar-en",
        33,
        "The facilitators' book: run sheets, probing questions, what to expect, sensitivities.",
    ),
    Shown("answer-key", "iraq", "ar-en", 1, "For each form what is right, why, and where the brief says it."),
    Shown("key-strip", "iraq", "ar-en", 1, "To mark by hand: strips of letters to lay beside the bubbles."),
    Shown("marking-mask", "iraq", "ar-en", 1, "To mark by hand: a mask of holes to lay on the sheet."),
    Shown("score-record", "iraq", "ar", 1, "Scores by participant code, before and after; also as CSV."),
    Shown("inject-list", "lebanon", "ar-en", 1, "All injects by the clock, for whoever hands them out."),
    Shown(
        "sign-in-sheet", "syria", "ar-en", 1, "At the door: names and signatures by day, and consent to photographs."
    ),
    Shown("evaluator-form", "syria", "ar", 1, "For evaluators: expected actions to tick, a rating for each objective."),
    Shown(
        "after-action-report",
        "iraq",
        "en",
        3,
        "A report to fill in after the workshop: ratings, improvement plan, figures.",
    ),
    Shown(
        "planner-checklist", "lebanon", "ar", 1, "For whoever prepares: clearance, room, what to print and how often."
    ),
    Shown(
        "interpreter-pack",
        "syria",
        "ar-en",
        3,
        "For interpreters: phrases, terms and what is read aloud, both languages side by side.",
    ),
    Shown(
        "review-copy",
        "lebanon",
        "ar-en",
        9,
        "For clearance: every paragraph numbered, a form for changes and one to sign.",
    ),
)


def build_pages(folder: Path, shown: Iterable[Shown]) -> dict[Shown, Path]:
    """The PDF of each shown page, made in a folder."""
    workspace, made = Workspace.find(), {}
    for one in shown:
        request = BuildRequest((one.layout,), (one.document,), editions=(one.edition,), out=folder, workers=1)
        (pack,) = build_packs(workspace, [one.scenario], request).packs
        if pack.failures:
            raise SystemExit(f"{one.document}: {pack.failures[0]}")
        form = "-a" if load_document(workspace, one.document).per == "form" else ""
        suffix = form + ("" if one.edition == STANDARD else f".{one.edition}")
        (made[one],) = folder.glob(f"{one.scenario}/*/{one.layout}/{one.document}{suffix}.pdf")
    return made


def draw_page(pdf: Path, page: int, picture: Path) -> int:
    """Write one page as a small picture of few colours; its size in bytes."""
    sheet = pypdfium2.PdfDocument(pdf)[page - 1]
    scale = min(DPI / 72, WIDEST_PX / sheet.get_width())
    drawn = sheet.render(scale=scale * 2).to_pil().convert("RGB")
    small = drawn.resize((drawn.width // 2, drawn.height // 2), resample=4)  # a box: each pixel the mean of four
    small.quantize(COLOURS).save(picture, optimize=True)
    size = picture.stat().st_size
    if size > LARGEST_FILE:
        raise SystemExit(f"{picture.name} has {size} bytes, more than {LARGEST_FILE}")
    return size


def write_page(shown: Iterable[Shown]) -> str:
    """The text of docs/gallery.md: for each audience a table of pictures, and under each what it is."""
    workspace = Workspace.find()
    words = load_language(workspace, "en").words
    countries = {name: load_scenario(workspace, name).value.country.name["en"] for name in workspace.list_scenarios()}
    lines = ["# What is in a pack", "", "One page of each document, small. `scripts/gallery.py` draws them anew.", ""]
    for audience, group in groupby(shown, lambda one: load_document(workspace, one.document).audience):
        lines += [f"## For {audience}", "", f"{'| ' * IN_A_ROW}|", f"{'|---' * IN_A_ROW}|"]
        cells = []
        for one in group:
            title = words[f"title-{one.document}"]
            place = f"{countries[one.scenario]}, {LAYOUTS[one.layout]}"
            edition = "" if one.edition == STANDARD else f", {one.edition}"
            picture = f"![{title}: {place}](pictures/gallery/{one.picture})"
            cells.append((picture, f"**{title}** ({place}{edition}). {one.what}"))
        for start in range(0, len(cells), IN_A_ROW):
            row = [*cells[start : start + IN_A_ROW], ("", ""), ("", "")][:IN_A_ROW]
            lines += [f"| {' | '.join(kind)} |" for kind in zip(*row, strict=True)]
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        made = build_pages(Path(folder), SHOWN)
        sizes = [draw_page(pdf, one.page, PICTURES / one.picture) for one, pdf in made.items()]
    for picture in set(PICTURES.glob("*.png")) - {PICTURES / one.picture for one in SHOWN}:
        picture.unlink()
    if sum(sizes) > LARGEST_TOTAL:
        raise SystemExit(f"the pictures have {sum(sizes)} bytes together, more than {LARGEST_TOTAL}")
    (DOCS / "gallery.md").write_text(write_page(SHOWN).rstrip() + "\n", "utf-8")
    print(f"{len(sizes)} pictures, {sum(sizes) // 1000} KB, the largest {max(sizes) // 1000} KB")


if __name__ == "__main__":
    main()
