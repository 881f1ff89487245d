"""How much of an Arabic text is found again in the PDFs of several engines, by several readers, and what it costs.

    .venv/bin/python benchmarks/text_layer.py [--brief [RUNS]]

The text is that of tests/corpus.py. Typst, Chromium and XeLaTeX are tried where they are installed, and pdf.js where
`node` finds the package pdfjs-dist. With --brief, what the text layer costs on a brief of some 50 pages, beside plain
WeasyPrint with the same HTML: processor time, in one process, in turn.
"""

import functools
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from weasyprint import HTML

from briefgen.assemble.metadata import complete_document, set_reading_direction
from briefgen.assemble.readers import find_readers
from briefgen.assemble.word_score import ARABIC_WORD, ENGLISH_WORD, Words, neighbours_kept, score
from briefgen.compose.compose import compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.layout import Layout
from briefgen.compose.printed_text import printed_text
from briefgen.model.load import load_scenario
from briefgen.render.fetcher import WorkspaceFetcher
from briefgen.render.flow import VARIANT, render_flow
from briefgen.workspace import FONTS, TEMPLATES, Workspace, find_shipped
from tests.corpus import ARABIC_PARAGRAPHS, CORPUS, ENGLISH_PARAGRAPHS, corpus_html

FACES = find_shipped() / "fonts"
PAIRS = {
    "Noto Naskh Arabic": ("NotoNaskhArabic_400Regular", "NotoNaskhArabic_700Bold"),
    "IBM Plex Sans Arabic": ("IBMPlexSansArabic_400Regular", "IBMPlexSansArabic_700Bold"),
}
RUNS = 5 if len(sys.argv) < 3 else int(sys.argv[2])
PDF_JS = """
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { readFileSync } from 'node:fs';
const data = new Uint8Array(readFileSync(process.argv[2]));
const file = await getDocument({ data, verbosity: 0 }).promise;
for (let number = 1; number <= file.numPages; number++) {
  const content = await (await file.getPage(number)).getTextContent();
  console.log(content.items.map((item) => item.str + (item.hasEOL ? '\\n' : '')).join(''));
}
"""


def main() -> None:
    if "--brief" in sys.argv:
        measure_brief()
        return
    readers = find_readers()
    if read_with_pdf_js(None) is not None:
        readers["pdf.js"] = lambda pdf: read_with_pdf_js(pdf) or ""
    source = Words.of(CORPUS)
    print("Share of Arabic words found whole / with their marks / of Latin words and numbers; spurious Arabic words\n")
    print(f"{'font':21} {'engine':17} " + " ".join(f"{name:>24}" for name in readers) + f" {'seconds':>8} {'KB':>4}")
    for font, pair in PAIRS.items():
        base = 0.0
        for engine, make in ENGINES.items():
            start = time.perf_counter()
            pdf = make(font, pair)
            if pdf is None:
                print(f"{font:21} {engine:17} not installed")
                continue
            seconds = time.perf_counter() - start
            base = base or seconds
            results = [score(source, Words.of(read(pdf), CORPUS)) for read in readers.values()]
            cells = [f"{one.arabic:.3f} {one.marked:.3f} {one.latin:.3f} {one.spurious:4}" for one in results]
            print(f"{font:21} {engine:17} " + " ".join(f"{one:>24}" for one in cells), end=" ")
            print(f"{seconds:8.2f} {len(pdf) / 1000:4.0f}")
    for name in ("poppler", "pdf.js"):
        if name not in readers:
            print(f"reader {name}: not installed")


def html_of(pair: tuple[str, str]) -> str:
    return corpus_html(FACES / f"{pair[0]}.ttf", FACES / f"{pair[1]}.ttf")


def with_briefgen(_: str, pair: tuple[str, str]) -> bytes:
    rendered = render_flow(html_of(pair), (FACES,))
    assert rendered.fonts, rendered.complaints
    return complete_document(rendered, "rtl")


def with_weasyprint(_: str, pair: tuple[str, str]) -> bytes:
    return bytes(HTML(string=html_of(pair)).write_pdf(pdf_variant=VARIANT))


def with_typst(font: str, _: tuple[str, str]) -> bytes | None:
    if importlib.util.find_spec("typst") is None:
        return None
    import typst

    def literal(text: str) -> str:
        return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    lines = [f'#set text(font: "{font}", size: 11pt)', "#set par(leading: 0.9em)"]
    for weight in ("regular", "bold"):
        for language, paragraphs in (("ar", ARABIC_PARAGRAPHS), ("en", ENGLISH_PARAGRAPHS)):
            direction = "rtl" if language == "ar" else "ltr"
            lines += [
                f'#text(lang: "{language}", dir: {direction}, weight: "{weight}")[{literal(text)}]\n'
                for text in paragraphs
            ]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.typ")
        page.write_text("\n".join([*lines[:2], '#"NATO"\n', *lines[2:]]), "utf-8")
        return bytes(typst.compile(str(page), font_paths=[str(FACES)]))


def with_chromium(_: str, pair: tuple[str, str]) -> bytes | None:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    program = next((found for name in names if (found := shutil.which(name))), None)
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html_of(pair), "utf-8")
        options = ["--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={pdf}"]
        subprocess.run([program, *options, page.as_uri()], check=True, capture_output=True)
        return pdf.read_bytes()


def with_xelatex(_: str, pair: tuple[str, str]) -> bytes | None:
    if shutil.which("xelatex") is None:
        return None
    escape = str.maketrans({char: f"\\{char}" for char in "%&#_$"})
    font = rf"[Path={FACES}/,Extension=.ttf,Script=Arabic,UprightFont={pair[0]},BoldFont={pair[1]}]{{{pair[0]}}}"
    lines = [r"\documentclass{article}", r"\usepackage[bidi=default]{babel}", r"\babelprovide[import,main]{arabic}"]
    lines += [r"\babelprovide[import]{english}", rf"\babelfont{{rm}}{font}", r"\begin{document}", "NATO\n"]
    for weight in (r"\mdseries", r"\bfseries"):
        lines += [rf"{weight} {text.translate(escape)}" + "\n" for text in ARABIC_PARAGRAPHS]
        for text in ENGLISH_PARAGRAPHS:
            lines += [
                rf"\begin{{otherlanguage}}{{english}}{weight} {text.translate(escape)}\end{{otherlanguage}}" + "\n"
            ]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "page.tex").write_text("\n".join([*lines, r"\end{document}"]), "utf-8")
        command = ["xelatex", "-interaction=batchmode", "page.tex"]
        subprocess.run(command, cwd=folder, check=False, capture_output=True)
        return Path(folder, "page.pdf").read_bytes()


ENGINES: dict[str, Callable[[str, tuple[str, str]], bytes | None]] = {
    "plain WeasyPrint": with_weasyprint,
    "briefgen": with_briefgen,
    "Typst": with_typst,
    "Chromium": with_chromium,
    "XeLaTeX (babel)": with_xelatex,
}


def read_with_pdf_js(pdf: bytes | None) -> str | None:
    """The text of a PDF (of None: an empty one) by pdf.js, which Firefox uses; None where it is not installed."""
    modules = find_pdf_js()
    if modules is None:
        return None
    if pdf is None:
        return ""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "node_modules").symlink_to(modules)
        script, file = Path(folder, "read.mjs"), Path(folder, "file.pdf")
        script.write_text(PDF_JS, "utf-8")
        file.write_bytes(pdf)
        read = subprocess.run(["node", script.name, file.name], cwd=folder, check=True, capture_output=True)
        return read.stdout.decode("utf-8")


@functools.cache
def find_pdf_js() -> Path | None:
    """The folder that node loads pdfjs-dist from: beside the project, or in NODE_PATH."""
    if shutil.which("node") is None:
        return None
    places = [Path(one) for one in os.environ.get("NODE_PATH", "").split(os.pathsep) if one]
    places.append(Path(__file__).parent.parent / "node_modules")
    return next((place.resolve() for place in places if (place / "pdfjs-dist").is_dir()), None)


def measure_brief() -> None:
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
    for _ in range(RUNS):
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
    print(f"{count} pages, {RUNS} pairs; processor seconds, median")
    print(f"plain WeasyPrint, saved once more   {statistics.median(row[0] for row in rows):6.2f}")
    print(f"briefgen: set and drawn             {statistics.median(row[1] for row in rows):6.2f}")
    print(f"briefgen: fonts, structure, saved   {statistics.median(row[2] for row in rows):6.2f}")
    print(f"ratio, pair by pair                 {statistics.median(ratios):6.2f}   {ratios[0]:.2f} to {ratios[-1]:.2f}")
    print(f"bytes a page: plain {len(plain) / count:.0f}, briefgen {len(pdf) / count:.0f}")
    print("share of neighbouring words that are neighbours in the file, Arabic and English, by /Direction:")
    source = printed_text(html)
    for direction in ("rtl", "ltr"):
        pdf = complete_document(rendered, direction)
        for name, read in find_readers().items():
            shares = [neighbours_kept(source, read(pdf), word) for word in (ARABIC_WORD, ENGLISH_WORD)]
            print(f"  {direction} {name:8} " + " ".join(f"{one:.3f}" for one in shares))


if __name__ == "__main__":
    main()
