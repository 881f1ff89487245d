"""Whether a pack is what its record says, and what would be made again from the same sources."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import BriefgenError, DependencyError, NotFoundError
from briefgen.model.load import Loaded, load_scenario
from briefgen.pipeline.executors import run_jobs
from briefgen.pipeline.finish import finish_document
from briefgen.pipeline.jobs import DocumentJob, library_versions
from briefgen.pipeline.pack import RECORD, BuiltDocument, Layer, Record, is_intact, layers_of, load_record
from briefgen.pipeline.rebuild import plan_documents
from briefgen.workspace import Workspace

Progress = Callable[[int, int, str], None]
"""Called with the documents done, the documents in all, and what was just compared."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A file of a pack (relative to its folder) that is not as it should be, and how."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Verified:
    """A pack that was verified: its folder, how many documents its record has, how many were made again.

    `differences` are what is wrong. `notes` say why documents were not made again, which is no fault of the pack.
    """

    folder: Path
    scenario: str
    documents: int
    rebuilt: int
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()


def find_packs(out: Path, targets: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The folders of the packs that are meant: the targets, or all below `out`.

    Raises `NotFoundError` if there is none.
    """
    folders = tuple(targets) or tuple(sorted(one.parent for one in out.glob(f"*/{RECORD}")))
    if not folders:
        raise NotFoundError(f"there is no pack in {out}", "build one first, or name a pack's folder")
    return tuple(folder.parent if folder.name == RECORD else folder for folder in folders)


def verify_pack(
    workspace: Workspace,
    folder: Path,
    *,
    rebuild: bool = True,
    workers: int = 1,
    progress: Progress | None = None,
) -> Verified:
    """Compare a pack with its record and, with `rebuild`, with what is made from the same sources now.

    Documents are made again in memory; nothing is written. Where the libraries are not those of the record, nothing is
    made again, and a note says so: other versions may draw the same page with other bytes.

    Raises `NotFoundError` if there is no pack, `SourceError` if its record is damaged, `DependencyError` if a system
    library is missing.
    """
    record = load_record(folder)
    differences = [*_changed_files(folder, record), *_unknown_files(folder, record)]
    notes: list[str] = []
    rebuilt = 0
    if rebuild:
        notes += _other_libraries(record.libraries)
        if not notes:
            rebuilt, found = _compare_rebuilt(workspace, record, workers, progress)
            differences += found
    return Verified(
        folder, record.scenario, len(record.documents), rebuilt, tuple(_each_file_once(differences)), tuple(notes)
    )


def _changed_files(folder: Path, record: Record) -> Iterator[Difference]:
    for one in record.documents:
        path = folder / one.path
        if not path.is_file():
            yield Difference(one.path, "is missing")
        elif not is_intact(path, one):
            yield Difference(one.path, "is not the file that the record names: it was changed or replaced")


def _unknown_files(folder: Path, record: Record) -> Iterator[Difference]:
    known = {one.path for one in record.documents}
    for path in sorted(folder.rglob("*.pdf")):
        inside = path.relative_to(folder).as_posix()
        if inside not in known:
            yield Difference(inside, "is not in the record: it does not belong to the pack")


def _other_libraries(recorded: dict[str, str]) -> Iterator[str]:
    """What is installed in another version than a record names."""
    here = library_versions()
    for name in sorted(recorded.keys() | here.keys()):
        was, is_now = recorded.get(name, "not there"), here.get(name, "not there")
        if was != is_now:
            yield f"not made again: {name} was {was}, here it is {is_now}"


def _compare_rebuilt(
    workspace: Workspace, record: Record, workers: int, progress: Progress | None
) -> tuple[int, list[Difference]]:
    """How many documents were made again, and those that differ."""
    loaded = load_scenario(workspace, record.scenario)
    differences = list(_changed_sources(record.layers, layers_of(loaded)))
    planned = dict(_planned(workspace, loaded, record.documents, differences))
    by_digest = {one.path: one for one in record.documents}
    same_source = [job for path, job in planned.items() if by_digest[path].source_sha256 == job.digest]
    differences += [
        Difference(path, "would be another one now: its sources, templates or fonts have changed")
        for path, job in planned.items()
        if by_digest[path].source_sha256 != job.digest
    ]
    paths = {job.path: path for path, job in planned.items()}
    for number, (job, outcome) in enumerate(run_jobs(_Digester(workspace), same_source, workers), 1):
        path = paths[job.path]
        if isinstance(outcome, DependencyError):
            raise outcome
        if not isinstance(outcome, str):
            differences.append(Difference(path, f"cannot be made again: {outcome}"))
        elif outcome != by_digest[path].sha256:
            differences.append(Difference(path, "comes out with other bytes, from the same sources and libraries"))
        if progress:
            progress(number, len(same_source), path)
    return len(same_source), differences


def _planned(
    workspace: Workspace, loaded: Loaded, documents: Iterable[BuiltDocument], differences: list[Difference]
) -> Iterator[tuple[str, DocumentJob]]:
    """The jobs of the documents that can still be planned; the others go to the differences."""
    documents = list(documents)
    try:
        jobs = plan_documents(workspace, loaded, documents)
    except BriefgenError as error:
        if len(documents) == 1:
            differences.append(Difference(documents[0].path, f"cannot be made again: {error.message}"))
            return
        for one in documents:
            yield from _planned(workspace, loaded, [one], differences)
        return
    yield from zip((one.path for one in documents), jobs, strict=True)


def _changed_sources(recorded: tuple[Layer, ...], now: tuple[Layer, ...]) -> Iterator[Difference]:
    if [one.id for one in recorded] != [one.id for one in now]:
        yield Difference(RECORD, "the scenario extends another one now")
        return
    for was, is_now in zip(recorded, now, strict=True):
        for name in sorted(was.sha256.keys() | is_now.sha256.keys()):
            if was.sha256.get(name) != is_now.sha256.get(name):
                yield Difference(RECORD, f"{was.id}/{name} has changed since the pack was built")


def _each_file_once(differences: Iterable[Difference]) -> Iterator[Difference]:
    """The differences, and of each document the first: the others follow from it."""
    seen: set[str] = set()
    for one in differences:
        if one.path == RECORD or one.path not in seen:
            seen.add(one.path)
            yield one


@dataclass(frozen=True, slots=True)
class _Digester:
    """Makes one document again and gives its digest; picklable, so that worker processes can do it."""

    fonts: Workspace

    def __call__(self, job: DocumentJob) -> str:
        if job.failure is not None:
            raise job.failure
        assert job.composed is not None
        return hashlib.sha256(finish_document(job.composed, job.folders, self.fonts).pdf).hexdigest()
