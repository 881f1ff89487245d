"""How much of an Arabic text is found again in the PDFs of several engines, by several readers, and what it costs.

    .venv/bin/python benchmarks/text_layer.py [--font REGULAR BOLD] [--ours] [--missing]
    .venv/bin/python benchmarks/text_layer.py --brief [RUNS]

The text is that of tests/corpus.py, the output a Markdown table. Typst, Chromium, XeLaTeX and LuaLaTeX are tried where
they are installed, and so is pdf.js (see pdf_js.py). --font measures the files of a font instead of the shipped ones,
and may be given several times; --ours leaves the other engines out; --missing lists what readers do not find in
briefgen's file. The run fails if briefgen does not keep what BOUNDS promises.

With --brief, what the text layer costs on a brief of some 50 pages, beside plain WeasyPrint with the same HTML:
processor time, in one process, in turn.
"""

import argparse
import math
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from engines import ENGINES, OURS, Engine, Pair
from pdf_js import find_pdf_js, read_with_pdf_js, version_of_pdf_js
from weasyprint import HTML

from briefgen.assemble.metadata import complete_document, set_reading_direction
from briefgen.assemble.readers import find_readers
from briefgen.assemble.word_score import ARABIC_WORD, ENGLISH_WORD, Words, brackets_kept, neighbours_kept, score
from briefgen.compose.compose import compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.layout import Layout
from briefgen.compose.printed_text import printed_text
from briefgen.model.load import load_scenario
from briefgen.render.fetcher import WorkspaceFetcher
from briefgen.render.flow import VARIANT, render_flow
from briefgen.workspace import FONTS, TEMPLATES, Workspace, find_shipped
from tests.corpus import CORPUS, INSTITUTIONS, VOCALISED

FACES = find_shipped() / "fonts"
SHIPPED = tuple(
    (FACES / f"{name}_400Regular.ttf", FACES / f"{name}_700Bold.ttf")
    for name in ("NotoNaskhArabic", "IBMPlexSansArabic")
)
"""Every shipped Arabic family."""
READERS = {"pdfium": "PDFium", "poppler": "Poppler", "pdf.js": "pdf.js"}
"""The readers by the names of `find_readers`, in the order of the table."""
WEIGHTS = 2
"""How often the corpus prints each paragraph."""
TRIES = 3
"""How often a file is made; the fastest time counts."""
BOUNDS = {
    "pdfium": (0.995, 0.99),
    "poppler": (0.995, 0.99),
    "pdf.js": (0.995, 0.95),
}
"""The shares of Arabic words, and of the words with signs of the modern text, that briefgen must reach; no word may be
spurious, and all Latin words and numbers must be found."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader finds again in a file of the corpus."""

    text: str
    arabic: float
    modern: float
    vocalised: float
    latin: float
    spurious: int
    brackets: float
    order: float

    @classmethod
    def of(cls, text: str) -> "Found":
        """What is found in the text that a reader extracts."""
        words = Words.of(text, CORPUS)
        whole = score(Words.of(CORPUS), words)
        parts = [score(Words.of("\n".join([part] * WEIGHTS)), words) for part in (INSTITUTIONS, VOCALISED)]
        brackets, order = brackets_kept(CORPUS, text), neighbours_kept(CORPUS, text, ARABIC_WORD)
        marked = [part.marked for part in parts]
        return cls(text, whole.arabic, marked[0], marked[1], whole.latin, whole.spurious, brackets, order)


COLUMNS: dict[str, Callable[[Found], float]] = {
    "Arabic words": lambda found: found.arabic,
    "with signs, modern": lambda found: found.modern,
    "with signs, vocalised": lambda found: found.vocalised,
    "English, numbers": lambda found: found.latin,
    "spurious": lambda found: found.spurious,
    "brackets": lambda found: found.brackets,
    "order": lambda found: found.order,
}


def main() -> int:
    asked = read_arguments()
    if asked.brief is not None:
        measure_brief(asked.brief)
        return 0
    pairs = [Pair.of(regular, bold) for regular, bold in asked.font or SHIPPED]
    engines = {name: engine for name, engine in ENGINES.items() if name in OURS or not asked.ours}
    readers = readers_here()
    print_versions(engines, list(readers))
    broken = []
    print(f"| font | engine | {' | '.join(COLUMNS)} | s | KB |")
    print("|---|---|" + "---|" * (len(COLUMNS) + 2))
    for pair in pairs:
        for name, engine in engines.items():
            if engine.version() is None:
                continue
            pdf, seconds = make(engine, pair)
            found = {reader: Found.of(read(pdf)) for reader, read in readers.items()}
            cells = [" ".join(figure(measure(one)) for one in found.values()) for measure in COLUMNS.values()]
            shown = f"**{name}**" if name == "briefgen" else name
            print(
                f"| {pair.family} | {shown} | {' | '.join(cells)} | {seconds:.2f} | {len(pdf) / 1000:.0f} |", flush=True
            )
            if name == "briefgen":
                broken += [f"{pair.family}, {one}" for one in found if not keeps_bounds(found[one], *BOUNDS[one])]
                if asked.missing:
                    print_missing(pair.family, found)
    for one in broken:
        print(f"below what is promised: {one}")
    return 1 if broken else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What readers find again in the PDFs of several engines.")
    parser.add_argument("--font", nargs=2, action="append", type=Path, metavar=("REGULAR", "BOLD"))
    parser.add_argument("--ours", action="store_true", help="only briefgen and plain WeasyPrint")
    parser.add_argument("--missing", action="store_true", help="list what readers do not find")
    parser.add_argument("--brief", nargs="?", type=int, const=5, metavar="RUNS", help="what the text layer costs")
    return parser.parse_args()


def readers_here() -> dict[str, Callable[[bytes], str]]:
    """The readers that are installed, in the order of the table."""
    readers = find_readers() | ({"pdf.js": read_with_pdf_js} if find_pdf_js() else {})
    return {name: readers[name] for name in READERS if name in readers}


def print_versions(engines: dict[str, Engine], readers: list[str]) -> None:
    """Print what is measured, and what is not for want of being installed."""
    versions = {name: engine.version() for name, engine in engines.items()}
    versions |= {title: None for name, title in READERS.items() if name not in readers}
    versions |= {READERS[name]: version_of_reader(name) for name in readers}
    print("; ".join(f"{name}: {said or 'not installed'}" for name, said in versions.items()))
    print(f"\nIn each cell: {', '.join(READERS[name] for name in readers)}.\n")


def version_of_reader(name: str) -> str:
    if name == "pdfium":
        return f"pypdfium2 {version('pypdfium2')}"
    if name == "poppler":
        said = subprocess.run(["pdftotext", "-v"], check=True, capture_output=True).stderr.decode("utf-8")
        return said.split()[2]
    return version_of_pdf_js()


def make(engine: Engine, pair: Pair) -> tuple[bytes, float]:
    """The file, and how many seconds it took at best."""
    times = []
    for _ in range(TRIES):
        start = time.perf_counter()
        pdf = engine.make(pair)
        times.append(time.perf_counter() - start)
    return pdf, min(times)


def figure(value: float) -> str:
    """A share in three places, cut off so that only what is whole is 1; or a number."""
    if isinstance(value, int) or value == 1:
        return f"{value:.0f}"
    return f"{math.floor(value * 1000) / 1000:.3f}".removeprefix("0")


def keeps_bounds(found: Found, arabic: float, modern: float) -> bool:
    return found.arabic >= arabic and found.modern >= modern and found.latin == 1 and found.spurious == 0


def print_missing(family: str, found: dict[str, Found]) -> None:
    """Print which words readers do not find, with and without signs."""
    for name, one in found.items():
        source, words = Words.of(CORPUS), Words.of(one.text, CORPUS)
        for kind in ("arabic", "marked", "latin"):
            missing: Counter[str] = getattr(source, kind) - getattr(words, kind)
            print(f"    {family}, {READERS[name]}, {kind}: {dict(missing)}", file=sys.stderr)


def measure_brief(runs: int) -> None:
    """Print what the text layer costs, and how large it makes the file."""
    workspace = Workspace((find_shipped(),))
    folders = tuple(folder.resolve() for kind in (TEMPLATES, FONTS) for folder in workspace.folders(kind))
    html = compose_document(
        workspace,
        load_scenario(workspace, "lebanon"),
        load_document(workspace, "participant-brief"),
        Layout.parse("ar-en"),
    ).html
    rows = []
    for _ in range(runs):
        start = time.process_time()
        pages = HTML(string=html, base_url=None, url_fetcher=WorkspaceFetcher(folders)).render(pdf_variant=VARIANT)
        plain = set_reading_direction(bytes(pages.write_pdf(pdf_variant=VARIANT)), "rtl")
        middle = time.process_time()
        rendered = render_flow(html, folders)
        drawn = time.process_time()
        pdf = complete_document(rendered, "rtl")
        rows.append((middle - start, drawn - middle, time.process_time() - drawn))
    count = rendered.page_count
    ratios = sorted((drawn + fonts) / plain_time for plain_time, drawn, fonts in rows)
    print(f"{count} pages, {runs} pairs; processor seconds, median")
    print(f"plain WeasyPrint, saved once more   {statistics.median(row[0] for row in rows):6.2f}")
    print(f"briefgen: set and drawn             {statistics.median(row[1] for row in rows):6.2f}")
    print(f"briefgen: fonts, structure, saved   {statistics.median(row[2] for row in rows):6.2f}")
    print(f"ratio, pair by pair                 {statistics.median(ratios):6.2f}   {ratios[0]:.2f} to {ratios[-1]:.2f}")
    print(f"bytes a page: plain {len(plain) / count:.0f}, briefgen {len(pdf) / count:.0f}")
    columns = ("/Direction", "reader", "Arabic words", "with signs", "English, numbers", "spurious", "brackets")
    print(f"\n| {' | '.join(columns)} | order | order, English |\n{'|---' * (len(columns) + 2)}|")
    source = printed_text(html)
    for direction, entry in (("rtl", "R2L"), ("ltr", "L2R")):
        pdf = complete_document(rendered, direction)
        for name, read in readers_here().items():
            text = read(pdf)
            found = score(Words.of(source), Words.of(text, source))
            order = [neighbours_kept(source, text, word) for word in (ARABIC_WORD, ENGLISH_WORD)]
            measures = (found.arabic, found.marked, found.latin, found.spurious, brackets_kept(source, text), *order)
            print(f"| {entry} | {READERS[name]} | {' | '.join(figure(one) for one in measures)} |")


if __name__ == "__main__":
    sys.exit(main())
