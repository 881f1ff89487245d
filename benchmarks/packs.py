"""How much of the text of whole packs is found again, by every reader that is here: pdf.js too.

    briefgen build && .venv/bin/python benchmarks/packs.py out/iraq out/lebanon out/syria

Reads every set document that the packs' records name and compares it with what it was made from. Prints a row a reader:
documents, pages, the least and the mean share of Arabic words, of words with signs, of English words and numbers, and
spurious words; then each document that is below the bounds of text_layer.py. (Drawn sheets: tests/assemble.)
"""

import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from text_layer import BOUNDS, READERS, figure, readers_here

from briefgen.assemble.word_score import Score, Words, score
from briefgen.compose.printed_text import generated_text, printed_text
from briefgen.model.load import load_scenario
from briefgen.pipeline.pack import load_record
from briefgen.pipeline.rebuild import plan_documents
from briefgen.workspace import Workspace

FEW_SIGNS = 20
"""Of fewer words with signs than this, one that is lost says nothing of a share."""


def main() -> int:
    workspace, found, pages = Workspace.find(), [], 0
    readers = readers_here()
    for folder in map(Path, sys.argv[1:]):
        record = load_record(folder)
        jobs = plan_documents(workspace, load_scenario(workspace, record.scenario), list(record.documents))
        for document, job in zip(record.documents, jobs, strict=True):
            assert job.composed is not None
            if job.composed.drawing is not None:
                continue
            pages += document.pages
            html, pdf = job.composed.html, (folder / document.path).read_bytes()
            source, beside = printed_text(html), Words.of(generated_text(html)).arabic
            signs = Words.of(source).marked.total()
            for reader, read in readers.items():
                result = score(Words.of(source), Words.of(read(pdf), source), beside)
                found.append((reader, f"{record.scenario}/{document.path}", signs, result))
    print(f"{len(found) // len(readers)} documents, {pages} pages; least and mean shares\n")
    print("| reader | Arabic words | with signs | English, numbers | spurious |\n|---|---|---|---|---|")
    for reader in readers:
        own = [(signs, one) for name, _, signs, one in found if name == reader]
        cells = [shown([one.arabic for _, one in own]), shown([one.marked for signs, one in own if signs >= FEW_SIGNS])]
        cells += [shown([one.latin for _, one in own]), str(sum(one.spurious for _, one in own))]
        print(f"| {READERS[reader]} | {' | '.join(cells)} |")
    below = [row for row in found if not keeps(*row[::3], signs=row[2])]
    for reader, name, _, one in below:
        shares = f"{figure(one.arabic)} {figure(one.marked)} {figure(one.latin)}"
        print(f"{READERS[reader]}, {name}: {shares}; {one.missing} {one.unknown}")
    return 1 if below else 0


def keeps(reader: str, one: Score, *, signs: int) -> bool:
    """Whether a document keeps the bounds of a reader."""
    arabic, marked = BOUNDS[reader]
    return one.arabic >= arabic and one.latin == 1 and not one.spurious and (signs < FEW_SIGNS or one.marked >= marked)


def shown(shares: list[float]) -> str:
    return f"{figure(min(shares))} {figure(statistics.fmean(shares))}" if shares else "none"


if __name__ == "__main__":
    sys.exit(main())
