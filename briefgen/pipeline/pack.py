"""The record of a pack, `pack.json`: what was made, from what, with which libraries."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from briefgen.model.load import Loaded
from briefgen.pipeline.jobs import library_versions
from briefgen.pipeline.write import write_whole

RECORD: Final = "pack.json"


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """One finished PDF. `path` is relative to the pack's folder; `source_sha256` covers all that decides the file."""

    id: str
    layout: str
    edition: str
    paper: str
    audience: str
    conformance: tuple[str, ...]
    path: str
    pages: int
    bytes: int
    sha256: str
    source_sha256: str


def read_record(folder: Path) -> dict[str, BuiltDocument]:
    """The documents of the pack in a folder whose files are still what the record says, by path; none if unreadable."""
    try:
        record = json.loads((folder / RECORD).read_text("utf-8"))
        known = [BuiltDocument(**{**one, "conformance": tuple(one["conformance"])}) for one in record["documents"]]
        return {one.path: one for one in known if _is_intact(folder / one.path, one)}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def write_record(folder: Path, loaded: Loaded, documents: list[BuiltDocument]) -> None:
    """Write the record of a pack; no clock, no path of this machine. Raises `AssemblyError` if it cannot be written."""
    layers = []
    layer: Loaded | None = loaded
    while layer is not None:
        files = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in layer.files}
        layers.append({"id": layer.id, "version": layer.value.version, "sha256": files})
        layer = layer.baseline
    record: dict[str, Any] = {
        "scenario": loaded.id,
        "version": loaded.value.version,
        "as_of": loaded.value.as_of.isoformat(),
        "libraries": library_versions(),
        "layers": layers,
        "documents": [asdict(one) for one in sorted(documents, key=lambda one: one.path)],
    }
    write_whole(folder / RECORD, (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode())


def _is_intact(path: Path, built: BuiltDocument) -> bool:
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return len(content) == built.bytes and hashlib.sha256(content).hexdigest() == built.sha256
