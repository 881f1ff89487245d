"""The wheel holds all it needs: built and installed without the network, run far from the checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
NO_NETWORK = """\
import socket

def refuse(*arguments, **options):
    raise OSError("this test has no network")

socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
"""


def run(*command: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command that must succeed, without what this process's environment says of Python."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "VIRTUAL_ENV"))}
    dead = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env={**kept, **dead, **env}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, CHECKOUT, cwd=out)
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel; its libraries are those of this environment."""
    folder = tmp_path_factory.mktemp("env") / "env"
    venv.create(folder, with_pip=False)
    (site,) = folder.glob("lib/python*/site-packages")
    python = folder / "bin" / "python"
    run(
        sys.executable,
        *("-m", "pip", "--python", python, "install", "--no-index", "--no-deps", "--no-compile", "--quiet", wheel),
        cwd=folder,
    )
    # after the wheel's own folder on the path, and without this environment's link to the checkout
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (site / "sitecustomize.py").write_text(NO_NETWORK)
    return python


def test_the_wheel_holds_scenarios_templates_fonts_and_their_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    tops = {name.split("/")[0] for name in names}
    assert tops == {"briefgen", next(top for top in tops if top.endswith(".dist-info"))}
    for folder in ("scenarios", "templates", "fonts"):
        here = {
            one.relative_to(CHECKOUT).as_posix()
            for one in (CHECKOUT / folder).rglob("*")
            if one.is_file() and not one.name.startswith(".")
        }
        assert len(here) > 10
        assert {f"briefgen/shipped/{one}" for one in here} <= names
    assert "briefgen/py.typed" in names
    assert len([name for name in names if "/licenses/" in name]) >= 5
    assert [name for name in names if "__pycache__" in name or name.endswith(".pyc")] == []


def test_the_network_is_away(python: Path, tmp_path: Path) -> None:
    code = "import urllib.request as r\ntry: r.urlopen('http://127.0.0.1:9')\nexcept OSError as e: print(e)"
    assert "this test has no network" in run(python, "-c", code, cwd=tmp_path).stdout


def test_an_installed_briefgen_is_not_the_checkouts(python: Path, tmp_path: Path) -> None:
    code = "import briefgen.workspace as w; print(w.__file__); print(w.find_shipped())"
    module, shipped = run(python, "-c", code, cwd=tmp_path).stdout.split()
    assert Path(module).is_relative_to(python.parents[1])
    assert Path(shipped) == Path(module).parent.resolve() / "shipped"


def test_an_installed_briefgen_lists_and_builds_in_an_empty_folder(python: Path, tmp_path: Path) -> None:
    briefgen = python.parent / "briefgen"
    listed = run(briefgen, "list", cwd=tmp_path).stdout
    assert {"iraq", "lebanon", "syria"} <= set(listed.split())
    assert str(CHECKOUT) not in listed
    run(briefgen, *["build", "lebanon", "--layout", "en", "--document", "participant-brief"], cwd=tmp_path)
    made = sorted(one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*") if one.is_file())
    assert made == ["out/lebanon/pack.json", "out/lebanon/participants/en/participant-brief.pdf"]
    pdf = (tmp_path / made[1]).read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 50_000
