"""Running jobs one after another or in several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from briefgen.errors import RenderingError

Job = TypeVar("Job")
Result = TypeVar("Result")


def run_jobs(
    work: Callable[[Job], Result], jobs: Sequence[Job], workers: int
) -> Iterator[tuple[Job, Result | Exception]]:
    """Each job with its result, or the exception it raised, as they finish.

    Why processes: the page engine keeps one core busy and holds the interpreter while it does. They are spawned, not
    forked, because a progress bar runs a thread.
    """
    if workers <= 1 or len(jobs) <= 1:
        for job in jobs:
            try:
                yield job, work(job)
            except Exception as failure:
                yield job, failure
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context) as pool:
        futures = {pool.submit(work, job): job for job in jobs}
        try:
            for future in as_completed(futures):
                error = future.exception()
                if isinstance(error, BrokenProcessPool):
                    error = RenderingError("a worker process ended early", "is there memory enough? try --jobs 1")
                if error is not None and not isinstance(error, Exception):
                    raise error
                yield futures[future], error if error is not None else future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
