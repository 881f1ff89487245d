"""The record of a pack, `pack.json`: what was made, from what, with which libraries."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from pydantic import TypeAdapter, ValidationError

from briefgen.compose.audience import Audience
from briefgen.errors import BriefgenError, NotFoundError, SourceError
from briefgen.model.load import Loaded
from briefgen.pipeline.jobs import library_versions
from briefgen.pipeline.write import write_whole

RECORD: Final = "pack.json"
DEPTH_IN_PACK: Final = 3
"""How many folders stand above a document in its pack: the layout's, the audience's, the pack's."""


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """One finished PDF. `path` is relative to the pack's folder; `source_sha256` covers all that decides the file."""

    id: str
    layout: str
    edition: str
    paper: str
    audience: Audience
    conformance: tuple[str, ...]
    path: str
    pages: int
    bytes: int
    sha256: str
    source_sha256: str


@dataclass(frozen=True, slots=True)
class Layer:
    """A scenario that a pack was made from: its id, its version and the digest of each of its files, by name."""

    id: str
    version: str
    sha256: dict[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """A pack's record: the scenario, the versions of the libraries, the layers that were merged, the documents."""

    scenario: str
    version: str
    as_of: str
    libraries: dict[str, str]
    layers: tuple[Layer, ...]
    documents: tuple[BuiltDocument, ...]


def load_record(folder: Path) -> Record:
    """The record of the pack in a folder.

    Raises `NotFoundError` if there is none, `SourceError` if it is not as briefgen writes it.
    """
    path = folder / RECORD
    if path.exists() and not path.is_file():
        raise SourceError(f"{path} is no ordinary file", "build the pack again")
    try:
        record = TypeAdapter(Record).validate_json(path.read_bytes())
    except OSError:
        raise NotFoundError(
            f"there is no pack in {folder}", "a pack has a record, pack.json; build one first"
        ) from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(one) for one in first["loc"])
        raise SourceError(
            f"{path} is damaged: {where + ': ' if where else ''}{first['msg']}", "build the pack again"
        ) from None
    for one in record.documents:
        inside = PurePosixPath(one.path)
        if inside.is_absolute() or ".." in inside.parts or "\0" in one.path:
            raise SourceError(f"{path} is damaged: {one.path!r} is no place in a pack", "build the pack again")
    return record


def find_record(path: Path) -> tuple[Path, Record] | None:
    """The folder and the record of the pack that a file lies in, if it lies in one.

    Raises `SourceError` if the record is not as briefgen writes it.
    """
    for folder in list(path.resolve().parents)[:DEPTH_IN_PACK]:
        if (folder / RECORD).is_file():
            return folder, load_record(folder)
    return None


def intact_documents(folder: Path) -> dict[str, BuiltDocument]:
    """The documents of the pack in a folder whose files are still what the record says, by path; none if unreadable."""
    try:
        return {one.path: one for one in load_record(folder).documents if is_intact(folder / one.path, one)}
    except BriefgenError:
        return {}


def write_record(folder: Path, loaded: Loaded, documents: list[BuiltDocument]) -> None:
    """Write the record of a pack; no clock, no path of this machine. Raises `AssemblyError` if it cannot be written."""
    record = Record(
        loaded.id,
        loaded.value.version,
        loaded.value.as_of.isoformat(),
        library_versions(),
        layers_of(loaded),
        tuple(sorted(documents, key=lambda one: one.path)),
    )
    write_whole(folder / RECORD, (json.dumps(asdict(record), ensure_ascii=False, indent=2) + "\n").encode())


def layers_of(loaded: Loaded) -> tuple[Layer, ...]:
    """The layers of a scenario as they are now, the scenario itself first."""
    layers = []
    layer: Loaded | None = loaded
    while layer is not None:
        files = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in layer.files}
        layers.append(Layer(layer.id, layer.value.version, files))
        layer = layer.baseline
    return tuple(layers)


def is_intact(path: Path, built: BuiltDocument) -> bool:
    """Whether a file is what the record says."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return len(content) == built.bytes and hashlib.sha256(content).hexdigest() == built.sha256
