"""What the README shows works as shown."""

import re
import subprocess
import sys
from pathlib import Path

from briefgen.model.load import load_scenarios
from briefgen.workspace import Workspace, find_shipped

README = Path(__file__).parents[1] / "README.md"
LEBANON = find_shipped() / "scenarios" / "lebanon"


def test_the_ten_line_adaptation_loads_and_lists_what_is_undecided(tmp_path: Path) -> None:
    (adaptation,) = re.findall(r"```yaml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    folder = tmp_path / "scenarios" / "jordan"
    folder.mkdir(parents=True)
    assert len(adaptation.splitlines()) <= 10
    (folder / "lessons.yaml").write_text(adaptation, "utf-8")
    for name in ("scenario.yaml", "reasons.yaml"):
        (folder / name).write_text((LEBANON / name).read_text("utf-8"), "utf-8")

    (jordan,), problems = load_scenarios(Workspace((tmp_path, find_shipped())), ["jordan"])

    assert {one.code for one in problems} == {"undecided"}
    assert jordan.stance("lessons", "one-team") == "drop"


def test_every_picture_and_page_it_links_to_is_there() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", README.read_text("utf-8"))
    assert len(targets) > 8
    assert [one for one in targets if not (README.parent / one).exists()] == []


def test_its_python_example_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    planned = example.replace("build = briefgen.build_packs(", "request = (")
    subprocess.run([sys.executable, "-W", "error", "-c", planned], check=True, cwd=README.parent)
