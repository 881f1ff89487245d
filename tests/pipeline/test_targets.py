import os
from pathlib import Path

import pytest

from briefgen.errors import NotFoundError, UsageError
from briefgen.pipeline.targets import find_targets
from briefgen.workspace import Workspace
from tests.support import SHIPPED
from tests.worlds import write_baseline, write_files


def test_without_targets_the_users_scenarios_are_meant(tmp_path: Path) -> None:
    write_baseline(tmp_path, name="mine")
    assert find_targets(Workspace((tmp_path, *SHIPPED.roots)), [])[1] == ("mine",)


def test_without_targets_and_without_a_workspace_the_shipped_scenarios_are_meant(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/a.css": ""})
    assert find_targets(Workspace((tmp_path, *SHIPPED.roots)), [])[1] == ("iraq", "lebanon", "syria")


def test_without_any_scenario_there_is_nothing_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no scenario here"):
        find_targets(Workspace((tmp_path,)), [])


def test_ids_are_taken_in_the_order_given_and_once() -> None:
    assert find_targets(SHIPPED, ["syria", "iraq", "syria"]) == (SHIPPED, ("syria", "iraq"))


def test_a_path_means_its_scenario_and_brings_its_workspace(tmp_path: Path) -> None:
    write_baseline(tmp_path, name="mine")
    workspace, names = find_targets(SHIPPED, [str(tmp_path / "scenarios" / "mine")])
    assert names == ("mine",)
    assert workspace.roots == (tmp_path.resolve(), *SHIPPED.roots)


def test_a_path_may_be_relative_and_end_in_a_slash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_baseline(tmp_path, name="mine")
    monkeypatch.chdir(tmp_path)
    assert find_targets(Workspace((tmp_path, *SHIPPED.roots)), [f"scenarios{os.sep}mine{os.sep}"])[1] == ("mine",)


def test_a_misspelt_scenario_is_not_found_with_a_suggestion() -> None:
    with pytest.raises(NotFoundError, match='no scenario "libanon"') as caught:
        find_targets(SHIPPED, ["libanon"])
    assert caught.value.hint == 'did you mean "lebanon"?'


@pytest.mark.parametrize("target", ["scenarios", "scenarios/mine/scenario.yaml", "."])
def test_a_path_that_is_no_scenario_folder_is_refused(
    tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_baseline(tmp_path, name="mine")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="is not a scenario"):
        find_targets(SHIPPED, [target])


def test_a_path_means_the_scenario_there_even_if_the_users_workspace_replaces_it(tmp_path: Path) -> None:
    write_baseline(tmp_path, name="iraq")
    folder = SHIPPED.scenario_folder("iraq").resolve()
    workspace, names = find_targets(Workspace((tmp_path, *SHIPPED.roots)), [str(folder)])
    assert workspace.scenario_folder(*names).resolve() == folder


def test_two_scenarios_of_one_id_cannot_be_built_together(tmp_path: Path) -> None:
    write_baseline(tmp_path / "a")
    write_baseline(tmp_path / "b")
    with pytest.raises(UsageError, match="is replaced by"):
        find_targets(SHIPPED, [str(tmp_path / one / "scenarios" / "iraq") for one in ("a", "b")])
