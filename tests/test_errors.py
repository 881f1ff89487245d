from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from briefgen import errors
from briefgen.diagnostics import Diagnostic, Mark
from briefgen.errors import BriefgenError, ExitCode, SourceError

TREE = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, BriefgenError)]


def test_there_is_a_tree_of_errors() -> None:
    assert len(TREE) > 5


@pytest.mark.parametrize("kind", TREE)
def test_an_error_survives_the_way_back_from_a_worker_process(kind: type[BriefgenError]) -> None:
    back = pickle.loads(pickle.dumps(kind("what is wrong", "what to do")))
    assert (type(back), back.message, back.hint, str(back)) == (kind, "what is wrong", "what to do", "what is wrong")


def test_a_source_error_keeps_its_problems_on_that_way() -> None:
    problem = Diagnostic("tab", Mark(Path("a.yaml"), 1, 1), "a tab")
    assert pickle.loads(pickle.dumps(SourceError("wrong", "", [problem]))).problems == (problem,)


def test_every_kind_of_error_has_an_exit_code_of_its_own() -> None:
    codes = [kind.exit_code for kind in TREE]
    assert len(set(codes)) == len(codes)


def test_no_error_leaves_with_success() -> None:
    assert ExitCode.DONE not in [kind.exit_code for kind in TREE]
