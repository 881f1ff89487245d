"""What setting a brief costs beside plain WeasyPrint: whole processes in turn, the same HTML, the same PDF variant.

    .venv/bin/python benchmarks/brief.py [RUNS]

Prints seconds (median, and least to most) and the ratio pair by pair. The aim is a ratio of at most 1.3.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from briefgen.compose.compose import compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.layout import Layout
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace, find_shipped

SCENARIO, DOCUMENT, LAYOUT = "lebanon", "participant-brief", "ar-en"
PLAIN = "import sys, weasyprint; weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    workspace = Workspace((find_shipped(),))
    composed = compose_document(
        workspace, load_scenario(workspace, SCENARIO), load_document(workspace, DOCUMENT), Layout.parse(LAYOUT)
    )
    with tempfile.TemporaryDirectory() as folder:
        html, pdf, out = Path(folder, "brief.html"), Path(folder, "plain.pdf"), Path(folder, "out")
        html.write_text(composed.html, "utf-8")
        plain = [sys.executable, "-c", PLAIN, str(html), str(pdf)]
        ours = [sys.executable, "-m", "briefgen.cli.main", "build", SCENARIO, "--layout", LAYOUT]
        ours += ["--document", DOCUMENT, "--out", str(out), "--jobs", "1", "--force"]
        pairs = [(seconds(ours), seconds(plain)) for _ in range(runs + 1)][1:]
    for name, times in (("briefgen", [a for a, _ in pairs]), ("plain WeasyPrint", [b for _, b in pairs])):
        print(f"{name:17} {statistics.median(times):6.2f} s   {min(times):.2f} to {max(times):.2f}")
    ratios = [a / b for a, b in pairs]
    print(f"{'ratio':17} {statistics.median(ratios):6.2f}     {min(ratios):.2f} to {max(ratios):.2f}")


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
