"""Words that a language's file says not to use are found in texts, but not where texts speak about words."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.compose.terms import check_terms
from briefgen.diagnostics import Problems
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace
from tests.support import SHIPPED
from tests.worlds import BASELINE, write_baseline


@pytest.mark.parametrize(
    ("arabic", "found"),
    [
        ("سيادة القانون أولاً", False),
        ("حكم القانون أولاً", True),
        ("يقوم على حكم القانون", True),
        ("وحكم القانون أولاً", True),
        ("يحكم القانون بينهم", False),
        ("بأجندة واضحة", True),
    ],
)
def test_a_word_to_avoid_is_found_with_its_prefixes_and_only_as_a_word(
    tmp_path: Path, arabic: str, found: bool
) -> None:
    write_baseline(tmp_path, {"lessons.yaml": BASELINE["lessons.yaml"].replace("النص الأول", arabic)})
    workspace = Workspace((tmp_path, *SHIPPED.roots))
    problems = Problems()
    check_terms(workspace, load_scenario(workspace, "iraq"), problems)
    assert [one.code for one in problems] == ["word-to-avoid"] * found
    assert [one.mark.line for one in problems] == [4] * found


def test_notes_about_words_may_name_them(tmp_path: Path) -> None:
    note = "    facilitator: {source_wording: {ar: يقول المقال حكم القانون, en: The article says it}}\n"
    write_baseline(tmp_path, {"lessons.yaml": BASELINE["lessons.yaml"] + note})
    workspace = Workspace((tmp_path, *SHIPPED.roots))
    problems = Problems()
    check_terms(workspace, load_scenario(workspace, "iraq"), problems)
    assert list(problems) == []
