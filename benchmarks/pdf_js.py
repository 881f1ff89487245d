"""The text of a PDF by pdf.js, which Firefox uses, where `node` finds the package pdfjs-dist."""

import functools
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SCRIPT = """
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { readFileSync } from 'node:fs';
const data = new Uint8Array(readFileSync(process.argv[2]));
const file = await getDocument({ data, verbosity: 0 }).promise;
for (let number = 1; number <= file.numPages; number++) {
  const content = await (await file.getPage(number)).getTextContent();
  console.log(content.items.map((item) => item.str + (item.hasEOL ? '\\n' : '')).join(''));
}
"""


@functools.cache
def find_pdf_js() -> Path | None:
    """The folder that node loads pdfjs-dist from: beside the project, or in NODE_PATH; None if there is none."""
    if shutil.which("node") is None:
        return None
    places = [Path(one) for one in os.environ.get("NODE_PATH", "").split(os.pathsep) if one]
    places.append(Path(__file__).parent.parent / "node_modules")
    return next((place.resolve() for place in places if (place / "pdfjs-dist").is_dir()), None)


def version_of_pdf_js() -> str:
    modules = find_pdf_js()
    assert modules
    return str(json.loads((modules / "pdfjs-dist" / "package.json").read_text("utf-8"))["version"])


def read_with_pdf_js(pdf: bytes) -> str:
    """The text of a PDF by pdf.js, which must be installed."""
    modules = find_pdf_js()
    assert modules
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "node_modules").symlink_to(modules)
        script, file = Path(folder, "read.mjs"), Path(folder, "file.pdf")
        script.write_text(SCRIPT, "utf-8")
        file.write_bytes(pdf)
        read = subprocess.run(["node", script.name, file.name], cwd=folder, check=True, capture_output=True)
        return read.stdout.decode("utf-8")
