import json
import subprocess
import sys
from pathlib import Path

from tests.fonts import FONTS, NASKH, SERIF


def doctor(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefgen.cli.main", "doctor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_usable_font_is_told_in_full_and_exits_0() -> None:
    done = doctor("--font", FONTS / NASKH, "--font", FONTS / SERIF)
    assert (done.returncode, done.stderr) == (0, "")
    results = [line.split(maxsplit=1)[1] for line in done.stdout.splitlines() if line.startswith("  result")]
    assert results == ["can be used", "can be used for Latin only: it has no Arabic letters"]
    assert "100.0% of 81 Arabic words" in done.stdout
    assert "Noto Naskh Arabic, Regular" in done.stdout


def test_json_has_the_same(tmp_path: Path) -> None:
    (tmp_path / "No.ttf").write_bytes(b"no font")
    done = doctor("--json", "--font", FONTS / SERIF, "--font", tmp_path / "No.ttf")
    first, second = json.loads(done.stdout)
    assert first["verdict"] == "can be used for Latin only"
    assert first["lacks"]["Arabic-Indic digits"] == "٠١٢٣٤٥٦٧٨٩"
    assert second["verdict"] == "cannot be used"
    assert done.returncode == 3


def test_a_missing_file_exits_4_and_a_folder_2(tmp_path: Path) -> None:
    assert doctor("--font", tmp_path / "none.ttf").returncode == 4
    assert doctor("--font", tmp_path).returncode == 2
