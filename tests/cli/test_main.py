"""The command line as people call it: exit codes, what goes where, what is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.cli.main import main
from tests.worlds import BASELINE, write_adaptation, write_baseline, write_files

WRONG = BASELINE["lessons.yaml"] + "    colour: red\n"


def run(*arguments: str | Path) -> int:
    """The exit code of a command line, run in this process."""
    old = sys.argv
    sys.argv = ["briefgen", *map(str, arguments)]
    try:
        main()
    except SystemExit as leaving:
        return int(leaving.code or 0)
    finally:
        sys.argv = old
    raise AssertionError("the command line did not leave")


def run_apart(
    *arguments: str | Path, code: str = "", stdout: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    """A command line in a process of its own."""
    start = [sys.executable, "-c", code] if code else [sys.executable, "-m", "briefgen.cli.main"]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    return subprocess.run(
        [*start, *map(str, arguments)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        env=environment,
        check=False,
    )


@pytest.fixture(autouse=True)
def _away_from_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")


def list_files(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()]


# --- check


def test_checking_a_scenario_without_problems_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_baseline(tmp_path)
    assert run("check", "iraq", "--workspace", tmp_path) == 0
    assert capsys.readouterr() == ("", "checked iraq: 0 errors, 0 warnings\n")


def test_checking_a_scenario_with_errors_shows_them_on_stdout_and_leaves_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_baseline(tmp_path, {"lessons.yaml": WRONG})
    assert run("check", "--workspace", tmp_path) == 3
    shown = capsys.readouterr()
    assert shown.out == (
        f'{tmp_path}/scenarios/iraq/lessons.yaml:10:5: error[unknown-key]: "colour" is not a field of a lesson\n'
        '  hint: did you mean "core"?\n'
    )
    assert shown.err == "checked iraq: 1 error, 0 warnings\n"


def test_warnings_alone_are_done_and_count_with_strict(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path, {"lessons.yaml": None})
    assert run("check", "--workspace", tmp_path) == 0
    assert run("check", "--strict", "--workspace", tmp_path) == 3


def test_checking_as_json_is_one_value_on_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_baseline(tmp_path, {"lessons.yaml": WRONG})
    assert run("check", "--format", "json", "--workspace", tmp_path) == 3
    [problem] = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["code"], problem["line"], problem["column"]) == ("unknown-key", 10, 5)


def test_checking_for_github_writes_annotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_baseline(tmp_path, {"lessons.yaml": WRONG})
    assert run("check", "--format", "github", "--workspace", tmp_path) == 3
    assert capsys.readouterr().out.startswith(f"::error file={tmp_path}/scenarios/iraq/lessons.yaml,line=10,col=5,")


def test_a_scenario_in_the_current_folder_is_shown_relative_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_baseline(tmp_path, {"lessons.yaml": WRONG})
    monkeypatch.chdir(tmp_path)
    assert run("check") == 3
    assert capsys.readouterr().out.startswith("scenarios/iraq/lessons.yaml:10:5: ")


def test_a_scenario_may_be_named_by_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_baseline(tmp_path, {"lessons.yaml": WRONG}, name="jordan")
    assert run("check", tmp_path / "scenarios/jordan") == 3
    assert "checked jordan" in capsys.readouterr().err


# --- what is called wrongly, or is not there


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["bulid"], 2, "build"),
        (["check", "--colour"], 2, "--colour"),
        (["check", "--format", "xml"], 2, "known: text, json, github"),
        (["check", "irak"], 4, 'did you mean "iraq"?'),
        (["check", "--workspace", "nowhere"], 2, "name the folder"),
        (["list", "colours"], 2, "known: scenarios"),
        (["list", "sources", "irak"], 4, "iraq"),
        (["build", "iraq", "--layout", "en-en"], 2, "such as ar, en or ar-en"),
        (["build", "iraq", "--layout", "fr"], 2, "its languages are: ar, en"),
        (["build", "iraq", "--document", "brief"], 4, "participant-brief"),
        (["build", "iraq", "--edition", "golden"], 2, "known: standard, large-print, grey, phone"),
        (["build", "iraq", "--paper", "a5"], 2, "known: a4, letter"),
        (["build", "iraq", "--audience", "everybody"], 2, "known: participants, facilitators"),
        (["build", "irak"], 4, 'did you mean "iraq"?'),
        (["build", "iraq", "--jobs", "many"], 2, "--jobs"),
        (["build", "iraq", "--jobs", "-1"], 2, "--jobs"),
    ],
)
def test_a_call_that_cannot_be_meant_leaves_with_its_code_a_hint_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    write_baseline(tmp_path)
    own = [] if "--workspace" in arguments or arguments[0] == "bulid" else ["--workspace", str(tmp_path)]
    assert run(*arguments, *own) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert not Path("out").exists()


def test_a_path_that_is_no_scenario_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", tmp_path) == 2
    assert "a scenario is a folder in scenarios/" in capsys.readouterr().err


# --- build


def test_building_with_an_error_in_a_target_leaves_with_3_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_baseline(tmp_path)
    write_baseline(tmp_path, {"lessons.yaml": WRONG}, name="jordan")
    assert run("build", "iraq", "jordan", "--workspace", tmp_path, "--out", "made") == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "lessons.yaml:10:5: error[unknown-key]" in shown.err
    assert not Path("made").exists()


def test_building_leaves_an_earlier_pack_alone_when_its_scenario_has_an_error(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"lessons.yaml": WRONG})
    write_files(tmp_path, {"desk/out/iraq/participants/ar/participant-brief.pdf": b"%PDF"})
    assert run("build", "--workspace", tmp_path) == 3
    assert [one.read_bytes() for one in list_files(Path("out"))] == [b"%PDF"]


def test_building_strictly_stops_at_a_warning(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    write_adaptation(tmp_path, {"lessons.yaml": None})
    assert run("build", "lebanon", "--strict", "--workspace", tmp_path) == 3
    assert not Path("out").exists()


def test_a_template_that_fails_leaves_with_7_and_names_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_baseline(tmp_path)
    write_files(
        tmp_path,
        {
            "templates/own/document.yaml": "title: {ar: خاص, en: Own}\naudience: participants\n",
            "templates/own/document.html.j2": "<p>\n{{ no_such_name }}\n",
        },
    )
    arguments = ["build", "iraq", "--document", "own", "--layout", "en", "--workspace", str(tmp_path), "--jobs", "1"]
    assert run(*arguments) == 7
    assert "templates/own/document.html.j2:2: 'no_such_name' is undefined" in capsys.readouterr().err
    assert [one for one in list_files(Path("out")) if one.suffix == ".pdf"] == []


# --- list


def test_the_codes_are_listed_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "codes", "--json") == 0
    shown = capsys.readouterr()
    assert {"unknown-key", "tab", "undecided"} <= {one["code"] for one in json.loads(shown.out)}
    assert shown.err == ""


def test_the_paragraphs_of_a_source_are_listed_with_their_citations(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_baseline(tmp_path)
    assert run("list", "sources", "iraq", "--workspace", tmp_path) == 0
    assert capsys.readouterr().out == "model:1  The first\nmodel:2  The second\n"


def test_the_scenarios_of_a_workspace_come_before_the_shipped_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_baseline(tmp_path, name="jordan")
    assert run("list", "--workspace", tmp_path) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("jordan")


# --- as a process of its own


def test_a_process_leaves_with_the_exit_code_of_its_command(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"lessons.yaml": WRONG})
    done = run_apart("check", "--workspace", tmp_path)
    assert (done.returncode, done.stderr) == (3, "checked iraq: 1 error, 0 warnings\n")


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["list", "documents"], ["check"]])
def test_only_building_waits_for_the_page_engine(arguments: list[str]) -> None:
    code = "import sys\nfrom briefgen.cli.main import main\ntry:\n  main()\nexcept SystemExit as leaving:\n"
    code += "  print([one for one in ('weasyprint', 'pikepdf', 'reportlab') if one in sys.modules], file=sys.stderr)\n"
    done = run_apart(*arguments, code=code)
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize("arguments", [["list", "codes"], ["--help"], ["check", "--format", "json"]])
def test_a_reader_that_has_seen_enough_gets_no_traceback(arguments: list[str]) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = run_apart(*arguments, stdout=write_end)
    os.close(write_end)
    assert "Broken" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_does_not_turn_errors_into_success(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"lessons.yaml": WRONG})
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = run_apart("check", "--workspace", tmp_path, stdout=write_end)
    os.close(write_end)
    assert done.returncode == 3


def test_a_terminal_without_arabic_gets_escapes_and_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = run_apart("list", "documents")
    assert done.returncode == 0
    assert "\\u06" in done.stdout


def test_a_page_engine_that_cannot_start_is_one_message_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')\n")
    command = [sys.executable, "-m", "briefgen.cli.main", "build", "lebanon", "-l", "en", "-d", "agenda", "-o", "out"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])])}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 9
    assert "libpango" in done.stderr
    assert "briefgen doctor" in done.stderr
    assert not (tmp_path / "out").exists()
