"""The frame of a page: paper, margins and what is left for text, in mm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from briefgen.compose.editions import Edition
from briefgen.compose.sheet_geometry import PaperName
from briefgen.errors import UsageError

A4: Final[PaperName] = "a4"
PAPERS_MM: Final[dict[PaperName, tuple[float, float]]] = {A4: (210.0, 297.0), "letter": (215.9, 279.4)}
"""Width and height of each paper, upright."""
LINE_PITCH_MM: Final = 9.0
ENLARGED_PITCH_MM: Final = 8.0
"""Writing lines of a page that is enlarged: 12.8 mm apart in large print."""
RULE_MM: Final = 0.18


@dataclass(frozen=True, slots=True)
class PageFrame:
    """A page before it is enlarged by `zoom`: its size, its margins, and where text may stand, in mm.

    `inner` is the margin at the binding, `measure` the width for text, `body` its height; writing lines are `pitch`
    apart.
    """

    width: float
    height: float
    top: float
    bottom: float
    inner: float
    outer: float
    ruled: bool = True
    pitch: float = LINE_PITCH_MM

    @property
    def measure(self) -> float:
        """The width that is left for text."""
        return round(self.width - self.inner - self.outer, 2)

    @property
    def body(self) -> float:
        """The height that is left for text."""
        return round(self.height - self.top - self.bottom, 2)

    @property
    def ruling(self) -> str:
        """A picture of writing lines over the whole body, as the address of an image; empty if it is not ruled."""
        if not self.ruled:
            return ""
        heights = [self.body - self.pitch * number - 9.25 for number in range(int(self.body / self.pitch))]
        lines = "".join(f"<path d='M.5 {height:g}h{self.measure - 1:g}'/>" for height in heights if height > 19)
        size = f"width='{self.measure:g}mm' height='{self.body:g}mm' viewBox='0 0 {self.measure:g} {self.body:g}'"
        svg = f"<svg xmlns='http://www.w3.org/2000/svg' {size}><g stroke='#4d575b' stroke-width='{RULE_MM}'>"
        return "data:image/svg+xml," + quote(f"{svg}{lines}</g></svg>", safe=" =/:.")


def find_paper(name: str) -> PaperName:
    """The name of a paper, small letters. Raises `UsageError` if there is none of this name."""
    if name.lower() not in PAPERS_MM:
        raise UsageError(f'there is no paper "{name}"', f"known: {', '.join(PAPERS_MM)}")
    return "letter" if name.lower() == "letter" else "a4"


def page_frame(paper: PaperName, edition: Edition, *, landscape: bool = False) -> PageFrame:
    """The frame of a document's pages.

    The measure of an upright page is 172 mm on A4 and on Letter alike: the wider paper has wider margins, so that lines
    break alike. An enlarged page is laid out smaller; margins are those of the printed page divided by the zoom.
    """
    if edition.page_mm:
        width, height = edition.page_mm
        return PageFrame(width, height, 15, 15, 8, 8, edition.ruled)
    width, height = PAPERS_MM[paper]
    if landscape:
        return PageFrame(height, width, 23, 25, 12, 12, ruled=False)
    if edition.zoom > 1:
        width, height = round(width / edition.zoom, 3), round(height / edition.zoom, 3)
        return PageFrame(width, height, 18, 21.6, 13, 11, edition.ruled, ENLARGED_PITCH_MM)
    extra = (width - PAPERS_MM[A4][0]) / 2
    return PageFrame(width, height, 27, 25, round(22 + extra, 2), round(16 + extra, 2), edition.ruled)
