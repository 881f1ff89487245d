from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.errors import NotFoundError, UsageError
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace, find_shipped
from tests.worlds import BASELINE, write_baseline, write_files


def test_the_shipped_workspace_has_scenarios_templates_and_fonts() -> None:
    shipped = find_shipped()
    assert all((shipped / kind).is_dir() for kind in ("scenarios", "templates", "fonts"))


def test_a_folder_with_scenarios_is_found_from_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_baseline(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert Workspace.find().roots == (tmp_path, find_shipped())


def test_a_folder_with_templates_alone_is_a_workspace_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"templates/page.html.j2": ""})
    monkeypatch.chdir(tmp_path)
    assert Workspace.find().roots == (tmp_path, find_shipped())


def test_any_other_folder_means_the_shipped_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Workspace.find().roots == (find_shipped(),)


def test_the_shipped_workspace_is_not_searched_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(find_shipped())
    assert Workspace.find().roots == (find_shipped(),)


def test_a_named_folder_is_a_workspace_even_if_it_is_empty(tmp_path: Path) -> None:
    assert Workspace.find(tmp_path).roots == (tmp_path, find_shipped())


def test_a_named_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        Workspace.find(tmp_path / "nowhere")
    assert "scenarios/" in caught.value.hint


def test_a_scenario_of_the_user_replaces_the_shipped_one_whole(tmp_path: Path) -> None:
    write_files(tmp_path / "mine", {f"scenarios/iraq/{name}": text for name, text in BASELINE.items()})
    write_baseline(tmp_path / "shipped", {"facts.yaml": "this: is not even read"})
    loaded = load_scenario(Workspace((tmp_path / "mine", tmp_path / "shipped")), "iraq")
    assert [file.name for file in loaded.files] == sorted(BASELINE)


def test_scenarios_of_all_roots_are_listed_once_and_the_users_first(tmp_path: Path) -> None:
    write_files(tmp_path, {"mine/scenarios/jordan/a.yaml": "", "mine/scenarios/iraq/a.yaml": ""})
    write_files(tmp_path, {"shipped/scenarios/iraq/a.yaml": "", "shipped/scenarios/lebanon/a.yaml": ""})
    workspace = Workspace((tmp_path / "mine", tmp_path / "shipped"))
    assert workspace.list_scenarios() == ("iraq", "jordan", "lebanon")


def test_without_a_target_the_users_own_scenarios_are_meant(tmp_path: Path) -> None:
    write_files(tmp_path, {"mine/scenarios/jordan/a.yaml": "", "shipped/scenarios/iraq/a.yaml": ""})
    assert Workspace((tmp_path / "mine", tmp_path / "shipped")).default_scenarios() == ("jordan",)


def test_without_a_target_or_own_scenarios_the_shipped_ones_are_meant(tmp_path: Path) -> None:
    write_files(tmp_path, {"mine/templates/page.html.j2": "", "shipped/scenarios/iraq/a.yaml": ""})
    assert Workspace((tmp_path / "mine", tmp_path / "shipped")).default_scenarios() == ("iraq",)


def test_hidden_folders_and_files_are_no_scenarios(tmp_path: Path) -> None:
    write_files(tmp_path, {"scenarios/.git/a.yaml": "", "scenarios/notes.txt": "", "scenarios/iraq/a.yaml": ""})
    assert Workspace((tmp_path,)).list_scenarios() == ("iraq",)


def test_an_unknown_scenario_is_answered_with_those_that_there_are(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    with pytest.raises(NotFoundError) as caught:
        Workspace((tmp_path,)).scenario_folder("irak")
    assert "iraq" in caught.value.hint


def test_templates_are_looked_up_file_by_file(tmp_path: Path) -> None:
    write_files(tmp_path, {"mine/templates/a.j2": "", "shipped/templates/a.j2": "", "shipped/templates/b.j2": ""})
    workspace = Workspace((tmp_path / "mine", tmp_path / "shipped"))
    assert workspace.find_file("templates", "a.j2") == tmp_path / "mine/templates/a.j2"
    assert workspace.find_file("templates", "b.j2") == tmp_path / "shipped/templates/b.j2"


def test_a_file_that_no_root_has_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"templates/c\.j2"):
        Workspace((tmp_path,)).find_file("templates", "c.j2")


def test_a_path_below_the_current_folder_is_shown_relative_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = Workspace((tmp_path,))
    assert workspace.shown(tmp_path / "scenarios" / "iraq") == Path("scenarios/iraq")
    assert workspace.shown(tmp_path.parent / "other") == tmp_path.parent / "other"
