"""Tiny scenarios for tests: a complete baseline `iraq` and a complete adaptation `lebanon`, written to a folder.

A test names the files that matter to it; the others are as below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from briefgen.diagnostics import Diagnostic
from briefgen.pipeline.check import check_scenarios
from briefgen.workspace import Workspace

BASELINE = {
    "scenario.yaml": """\
title: {ar: دروس, en: Lessons}
country: {code: IQ, name: {ar: العراق, en: Iraq}}
kind_line: {ar: الأصل, en: The baseline}
version: 1.0
as_of: 2026-11-01
summary: {ar: ملخّص, en: A summary}
audience: {ar: الموظفون, en: Officials}
languages: [ar, en]
handling: {ar: للتدريب, en: For training}
""",
    "sources.yaml": """\
sources:
  model:
    title: {ar: مقال, en: An article}
    kind: article
    date_note: {ar: بلا تاريخ, en: Undated}
    language: {ar: العربية, en: Arabic}
    paragraphs:
      - {ar: الأولى, en: The first}
      - {ar: الثانية, en: The second}
""",
    "lessons.yaml": """\
lessons:
  one:
    title: {ar: واحد, en: One}
    text: {ar: النص الأول, en: The first text}
    cites: [model:1]
  two:
    title: {ar: اثنان, en: Two}
    text: {ar: النص الثاني, en: The second text}
    cites: [model:2]
""",
    "challenges.yaml": """\
challenges:
  hard:
    title: {ar: صعب, en: Hard}
    text: {ar: عمل صعب, en: Hard work}
    cites: [model:2]
    lessons: [one]
""",
}

ADAPTATION = {
    "scenario.yaml": """\
extends: iraq
title: {ar: دروس للبنان, en: Lessons for Lebanon}
country: {code: LB, name: {ar: لبنان, en: Lebanon}}
kind_line: {ar: مواءمة, en: An adaptation}
version: 1.0
as_of: 2026-11-02
summary: {ar: ملخّص آخر, en: Another summary}
""",
    "lessons.yaml": """\
lessons:
  one:
    do: keep
    support: {level: general, cites: [model:1]}
  two:
    do: keep
    support: {level: general, cites: [model:2]}
""",
    "challenges.yaml": """\
challenges:
  hard:
    do: keep
    support: {level: general, cites: [model:2]}
""",
}


def write_files(root: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write files below a folder; None leaves one out."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def write_baseline(root: Path, files: Mapping[str, str | bytes | None] | None = None, name: str = "iraq") -> None:
    """Write the baseline; `files` replaces some of its files and adds others."""
    write_files(root / "scenarios" / name, {**BASELINE, **(files or {})})


def write_adaptation(
    root: Path,
    files: Mapping[str, str | bytes | None] | None = None,
    name: str = "lebanon",
    extends: str = "iraq",
) -> None:
    """Write an adaptation; `files` replaces some of its files and adds others."""
    header = ADAPTATION["scenario.yaml"].replace("extends: iraq", f"extends: {extends}")
    write_files(root / "scenarios" / name, {**ADAPTATION, "scenario.yaml": header, **(files or {})})


def find_problems(root: Path, *targets: str) -> list[Diagnostic]:
    """Everything that is wrong with scenarios of a folder, by default with all of them."""
    return list(check_scenarios(Workspace((root,)), targets).problems)


def show_places(problems: Iterable[Diagnostic]) -> list[str]:
    """Each problem as `file:line:column code`, the file without its folders."""
    shown = []
    for one in problems:
        mark = one.mark
        place = f"{mark.file.name}:{mark.line}:{mark.column}" if mark.line else mark.file.name
        shown.append(f"{place} {one.code}")
    return shown


def check_places(root: Path, *targets: str) -> list[str]:
    """What `find_problems` finds, as `show_places` shows it."""
    return show_places(find_problems(root, *targets))
