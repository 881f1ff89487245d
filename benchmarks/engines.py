"""The PDF of the corpus (tests/corpus.py) by several engines that set Arabic; each is tried where it is installed."""

import importlib.metadata
import importlib.util
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import weasyprint
from fontTools.ttLib import TTFont

from briefgen.assemble.metadata import complete_document
from briefgen.render.flow import VARIANT, render_flow
from tests.corpus import ARABIC_PARAGRAPHS, ENGLISH_PARAGRAPHS, corpus_html

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
TITLE = "NATO"
"""The heading of the corpus."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A font in two weights, by its files."""

    family: str
    regular: Path
    bold: Path

    @classmethod
    def of(cls, regular: Path, bold: Path) -> "Pair":
        """The pair of two files, named as the first one names its family."""
        return cls(str(TTFont(regular)["name"].getBestFamilyName()), regular.resolve(), bold.resolve())

    @property
    def html(self) -> str:
        return corpus_html(self.regular, self.bold)


def with_briefgen(pair: Pair) -> bytes:
    rendered = render_flow(pair.html, (pair.regular.parent, pair.bold.parent))
    assert rendered.fonts, rendered.complaints
    return complete_document(rendered, "rtl")


def with_weasyprint(pair: Pair) -> bytes:
    return bytes(weasyprint.HTML(string=pair.html).write_pdf(pdf_variant=VARIANT))


def with_typst(pair: Pair) -> bytes:
    import typst

    def literal(text: str) -> str:
        return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    lines = [f'#set text(font: "{pair.family}", size: 11pt)', "#set par(leading: 0.9em)", literal(TITLE) + "\n"]
    for weight in ("regular", "bold"):
        for language, direction, paragraphs in (("ar", "rtl", ARABIC_PARAGRAPHS), ("en", "ltr", ENGLISH_PARAGRAPHS)):
            setting = f'lang: "{language}", dir: {direction}, weight: "{weight}"'
            lines += [f"#text({setting})[{literal(text)}]\n" for text in paragraphs]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.typ")
        page.write_text("\n".join(lines), "utf-8")
        return bytes(typst.compile(str(page), font_paths=[str(pair.regular.parent), str(pair.bold.parent)]))


def with_chromium(pair: Pair) -> bytes:
    program = find_chromium()
    assert program
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(pair.html, "utf-8")
        options = ["--headless", "--no-sandbox", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile"]
        subprocess.run([program, *options, f"--print-to-pdf={pdf}", page.as_uri()], check=True, capture_output=True)
        return pdf.read_bytes()


def find_chromium() -> str | None:
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


def with_xelatex(pair: Pair) -> bytes:
    return _with_latex("xelatex", "default", "", pair)


def with_lualatex(pair: Pair) -> bytes:
    return _with_latex("lualatex", "basic", "", pair)


def with_lualatex_and_harfbuzz(pair: Pair) -> bytes:
    return _with_latex("lualatex", "basic", "Renderer=HarfBuzz,", pair)


def _with_latex(program: str, bidi: str, options: str, pair: Pair) -> bytes:
    """What babel makes of the corpus, with the order of words by the engine (`default`) or by babel (`basic`)."""
    escape = str.maketrans({char: f"\\{char}" for char in "%&#_$"})
    with tempfile.TemporaryDirectory() as folder:
        for name, path in (("regular", pair.regular), ("bold", pair.bold)):
            shutil.copy(path, Path(folder, f"{name}.ttf"))
        font = rf"[{options}Extension=.ttf,Path=./,Script=Arabic,UprightFont=regular,BoldFont=bold]{{regular}}"
        lines = [r"\documentclass{article}", rf"\usepackage[bidi={bidi}]{{babel}}"]
        lines += [r"\babelprovide[import,main]{arabic}", r"\babelprovide[import]{english}", rf"\babelfont{{rm}}{font}"]
        lines += [r"\begin{document}", TITLE + "\n"]
        for weight in (r"\mdseries", r"\bfseries"):
            lines += [rf"{weight} {text.translate(escape)}" + "\n" for text in ARABIC_PARAGRAPHS]
            for text in ENGLISH_PARAGRAPHS:
                english = rf"\begin{{otherlanguage}}{{english}}{weight} {text.translate(escape)}\end{{otherlanguage}}"
                lines.append(english + "\n")
        Path(folder, "page.tex").write_text("\n".join([*lines, r"\end{document}"]), "utf-8")
        command = [program, "-interaction=batchmode", "page.tex"]
        subprocess.run(command, cwd=folder, check=False, capture_output=True)  # it fails where a letter is missing, too
        return Path(folder, "page.pdf").read_bytes()


@dataclass(frozen=True, slots=True)
class Engine:
    """What makes a PDF of the corpus, and its version; None where it is not installed."""

    make: Callable[[Pair], bytes]
    version: Callable[[], str | None]


def _version_of_package(name: str) -> str | None:
    return importlib.metadata.version(name) if importlib.util.find_spec(name) else None


def _version_of_program(program: str | None) -> str | None:
    if program is None or shutil.which(program) is None:
        return None
    said = subprocess.run([program, "--version"], check=True, capture_output=True).stdout.decode("utf-8", "replace")
    found = re.search(r"TeX Live \d+", said) or re.search(r"\d+(\.\d+)+", said)
    return found[0] if found else said.splitlines()[0]


ENGINES = {
    "plain WeasyPrint": Engine(with_weasyprint, lambda: weasyprint.__version__),
    "briefgen": Engine(with_briefgen, lambda: f"with WeasyPrint {weasyprint.__version__}"),
    "Typst": Engine(with_typst, lambda: _version_of_package("typst")),
    "Chromium": Engine(with_chromium, lambda: _version_of_program(find_chromium())),
    "XeLaTeX": Engine(with_xelatex, lambda: _version_of_program("xelatex")),
    "LuaLaTeX": Engine(with_lualatex, lambda: _version_of_program("lualatex")),
    "LuaLaTeX, HarfBuzz": Engine(with_lualatex_and_harfbuzz, lambda: _version_of_program("lualatex")),
}
OURS = ("plain WeasyPrint", "briefgen")
