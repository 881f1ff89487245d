"""Building packs: check the scenarios, set what has changed, write every file whole, record what was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from briefgen.compose.audience import Audience
from briefgen.compose.drawings import forms_record, score_table
from briefgen.compose.quiz import check_quiz, quiz_of
from briefgen.diagnostics import Diagnostic
from briefgen.errors import BriefgenError, DependencyError, SourceError
from briefgen.model.load import Loaded, load_scenarios
from briefgen.pipeline.executors import run_jobs
from briefgen.pipeline.finish import finish_document
from briefgen.pipeline.font_check import check_fonts
from briefgen.pipeline.jobs import BuildRequest, DocumentJob, plan_jobs
from briefgen.pipeline.pack import BuiltDocument, intact_documents, write_record
from briefgen.pipeline.targets import find_targets
from briefgen.pipeline.write import write_whole
from briefgen.workspace import Workspace

FORMS: Final = "forms.json"
SCORES: Final = "score-record.csv"


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be made, and why."""

    path: Path
    message: str
    hint: str = ""


@dataclass(slots=True)
class Pack:
    """What became of one target: its folder, its documents, how many were up to date, what failed.

    `complaints` are what the page engine said of styles it does not know, each with the document's path.
    """

    target: str
    folder: Path
    documents: list[BuiltDocument] = field(default_factory=list)
    unchanged: int = 0
    failures: list[Failure] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Build:
    """The packs of one build, and the warnings of the scenarios."""

    packs: tuple[Pack, ...]
    warnings: tuple[Diagnostic, ...]

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The documents of all packs that could not be made."""
        return tuple(failure for pack in self.packs for failure in pack.failures)


Progress = Callable[[int, int, str], None]
"""Called with the documents done, the documents in all, and what was just finished."""


def build_packs(
    workspace: Workspace,
    targets: Sequence[str] = (),
    request: BuildRequest | None = None,
    progress: Progress | None = None,
) -> Build:
    """Make the packs of the targets (scenario ids or folders); without targets, of all the workspace's own scenarios.

    A document that fails does not stop the others: see `Build.failures`.

    Raises `SourceError` with every problem, and writes nothing, if a target's files have errors (or, with
    `request.strict`, warnings); `NotFoundError` or `UsageError` if the request names what does not exist;
    `DependencyError` if a system library is missing.
    """
    request = request or BuildRequest()
    workspace, names = find_targets(workspace, targets)
    scenarios, problems = load_scenarios(workspace, names)
    check_fonts(workspace, problems)
    for loaded in scenarios:
        check_quiz(workspace, loaded, problems)
    if problems.errors or (request.strict and len(problems)):
        raise SourceError("nothing was built: the source files have problems", "", tuple(problems))
    jobs = {loaded.id: plan_jobs(workspace, loaded, request) for loaded in scenarios}
    packs = {loaded.id: Pack(loaded.id, request.out / loaded.id) for loaded in scenarios}
    todo = [job for loaded in scenarios for job in _changed(jobs[loaded.id], packs[loaded.id], request)]
    total = sum(len(one) for one in jobs.values())
    done = total - len(todo)
    for job, outcome in run_jobs(_Setter(request.out, workspace), todo, request.workers):
        done += 1
        pack = packs[job.target]
        if isinstance(outcome, DependencyError):
            raise outcome  # no document can be set: one message, not one a document
        if isinstance(outcome, _Made):
            pack.documents.append(outcome.document)
            pack.complaints += [f"{job.path}: {one}" for one in outcome.complaints]
        else:
            pack.failures.append(_failure(job, outcome))
        if progress:
            progress(done, total, str(job.path))
    for loaded in scenarios:
        if any(job.about_quiz and job.failure is None for job in jobs[loaded.id]):
            _write_forms(workspace, loaded, packs[loaded.id])
        _record(packs[loaded.id], loaded)
    return Build(tuple(packs.values()), problems.warnings)


@dataclass(frozen=True, slots=True)
class _Made:
    """A document that was set, and what the page engine complained about."""

    document: BuiltDocument
    complaints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Setter:
    """Sets one document and writes it below `out`; picklable, so that worker processes can do it."""

    out: Path
    fonts: Workspace

    def __call__(self, job: DocumentJob) -> _Made:
        if job.failure is not None:
            raise job.failure
        assert job.composed is not None
        finished = finish_document(job.composed, job.folders, self.fonts)
        write_whole(self.out / job.path, finished.pdf)
        document = BuiltDocument(
            job.document,
            job.layout,
            job.edition,
            job.paper,
            job.audience,
            finished.conformance,
            job.path.relative_to(job.target).as_posix(),
            finished.page_count,
            len(finished.pdf),
            hashlib.sha256(finished.pdf).hexdigest(),
            job.digest,
        )
        return _Made(document, finished.complaints)


def _changed(jobs: list[DocumentJob], pack: Pack, request: BuildRequest) -> list[DocumentJob]:
    """The jobs whose file is not there yet or was made from something else; the others count as made."""
    if request.force:
        return jobs
    made = intact_documents(pack.folder)
    todo = []
    for job in jobs:
        before = made.get(job.path.relative_to(job.target).as_posix())
        if before is not None and job.failure is None and before.source_sha256 == job.digest:
            pack.documents.append(before)
            pack.unchanged += 1
        else:
            todo.append(job)
    return todo


def _record(pack: Pack, loaded: Loaded) -> None:
    """Write the pack's record: what was made now, and what an earlier build left that is still as it was."""
    now = {one.path for one in pack.documents}
    earlier = [one for path, one in intact_documents(pack.folder).items() if path not in now]
    if pack.documents or earlier:
        write_record(pack.folder, loaded, pack.documents + earlier)


def _write_forms(workspace: Workspace, loaded: Loaded, pack: Pack) -> None:
    """Write `forms.json`, by which answers are marked, and an empty table for the scores: for facilitators only."""
    draw = quiz_of(workspace, loaded)
    if draw is not None:
        record = json.dumps(forms_record(loaded, draw), ensure_ascii=False, indent=2)
        write_whole(pack.folder / Audience.FACILITATORS / FORMS, f"{record}\n".encode())
        table = score_table(draw).encode("utf-8-sig")  # the mark by which spreadsheets know the letters
        write_whole(pack.folder / Audience.FACILITATORS / SCORES, table)


def _failure(job: DocumentJob, error: object) -> Failure:
    if isinstance(error, BriefgenError):
        return Failure(job.path, error.message, error.hint)
    return Failure(job.path, f"{type(error).__name__}: {error}", "this is a fault in briefgen; please report it")
