"""What 26 forms of a 40-item quiz cost beside as many plain WeasyPrint runs: whole processes, the same pages.

    .venv/bin/python benchmarks/quiz_forms.py [RUNS]

briefgen sets them on two cores in one process with two workers; plain WeasyPrint runs once a form, one after another.
Prints seconds (median, and least to most) and the ratio pair by pair. The aim is a ratio of at most 0.65.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from briefgen.compose.compose import compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.layout import Layout
from briefgen.compose.quiz import quiz_of
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace, find_shipped

SCENARIO, LAYOUT = "iraq", "ar-en"
BLUEPRINT = "quiz:\n  seed: benchmark\n  items: 40\n  forms: 26\n"
PLAIN = "import sys, weasyprint; weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(find_shipped() / "scenarios" / SCENARIO, folder / "scenarios" / SCENARIO)
        (folder / "scenarios" / SCENARIO / "quiz.yaml").write_text(BLUEPRINT, "utf-8")
        workspace = Workspace((folder, find_shipped()))
        pages = [write_page(workspace, folder, number) for number in range(26)]
        ours = [sys.executable, "-m", "briefgen.cli.main", "build", SCENARIO, "--workspace", str(folder)]
        ours += ["--layout", LAYOUT, "--document", "quiz", "--out", str(folder / "out"), "--jobs", "2", "--force"]
        pairs = [(seconds([ours]), seconds([plain(page) for page in pages])) for _ in range(runs)]
        made = len(list((folder / "out").rglob("*.pdf")))
    print(f"{made} forms of 40 items")
    for label, times in (("briefgen, 2 cores", [a for a, _ in pairs]), ("plain WeasyPrint", [b for _, b in pairs])):
        print(f"{label:18} {statistics.median(times):6.2f} s   {min(times):.2f} to {max(times):.2f}")
    ratios = [a / b for a, b in pairs]
    print(f"{'ratio':18} {statistics.median(ratios):6.2f}     {min(ratios):.2f} to {max(ratios):.2f}")


def write_page(workspace: Workspace, folder: Path, number: int) -> Path:
    """The HTML of one form, in a file for plain WeasyPrint."""
    loaded = load_scenario(workspace, SCENARIO)
    draw = quiz_of(workspace, loaded)
    assert draw is not None
    document, letter = load_document(workspace, "quiz"), draw.forms[number].letter
    composed = compose_document(workspace, loaded, document, Layout.parse(LAYOUT), quiz=draw, form=letter)
    page = folder / f"form-{letter}.html"
    page.write_text(composed.html, "utf-8")
    return page


def plain(page: Path) -> list[str]:
    return [sys.executable, "-c", PLAIN, str(page), str(page.with_suffix(".pdf"))]


def seconds(commands: list[list[str]]) -> float:
    start = time.perf_counter()
    for command in commands:
        subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
