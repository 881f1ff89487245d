import os

import pytest

from briefgen.errors import NotFoundError, RenderingError
from briefgen.pipeline.executors import run_jobs


@pytest.mark.parametrize("workers", [1, 2])
def test_every_job_comes_back_with_its_result_or_its_error(workers: int) -> None:
    outcomes = dict(run_jobs(int, ["1", "two", "3"], workers))
    assert (outcomes["1"], outcomes["3"]) == (1, 3)
    assert isinstance(outcomes["two"], ValueError)


def test_an_error_of_ours_comes_back_whole_from_another_process() -> None:
    error = NotFoundError("what", "and what to do")
    ((_, back),) = [one for one in run_jobs(raise_again, [error, None], 2) if one[0] is not None]
    assert isinstance(back, NotFoundError)
    assert (back.message, back.hint) == ("what", "and what to do")


def test_a_worker_that_dies_is_an_error_with_advice() -> None:
    outcomes = [outcome for _, outcome in run_jobs(os._exit, [3, 4], 2)]
    assert len(outcomes) == 2
    for outcome in outcomes:
        assert isinstance(outcome, RenderingError)
        assert "--jobs 1" in outcome.hint


def test_no_jobs_give_nothing() -> None:
    assert list(run_jobs(int, [], 4)) == []


def raise_again(error: Exception | None) -> None:
    if error is not None:
        raise error
