"""Arabic-script text keeps its own punctuation: C2, C5, C17 and C18 of docs/checklist.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worlds import BASELINE, find_problems, write_baseline


def codes_for(tmp_path: Path, arabic: str) -> list[str]:
    """What is wrong with a scenario of which one lesson has this Arabic text."""
    # the same numbers stand in both languages, so that nothing else is wrong
    english = "two" if not any(one.isdigit() for one in arabic) else "2004 to 2011"
    text = f"\n      ar: |-\n        {arabic}\n      en: {english}"
    lessons = BASELINE["lessons.yaml"].replace(" {ar: النص الأول, en: The first text}", text)
    write_baseline(tmp_path, {"lessons.yaml": lessons})
    return [problem.code for problem in find_problems(tmp_path)]


@pytest.mark.parametrize(
    ("arabic", "codes"),
    [
        ("الماء، والكهرباء؛ ثم الصحة؟", []),
        ("الماء, والكهرباء", ["ascii-punctuation"]),
        ("الماء; والكهرباء", ["ascii-punctuation"]),
        ("متى؟ وأين?", ["ascii-punctuation"]),
        ("In English, with a comma; really?", []),
    ],
)
def test_c02_latin_punctuation_beside_arabic_letters_is_reported(tmp_path: Path, arabic: str, codes: list[str]) -> None:
    assert codes_for(tmp_path, arabic) == codes


@pytest.mark.parametrize(
    ("arabic", "codes"),
    [
        ("من 2004 إلى 2011", []),
        ("بين 2004-2011", ["raw-range"]),
        ("بين 2004 - 2011", ["raw-range"]),
        ("بين ٢٠٠٤–٢٠١١", ["raw-range"]),
        ("In English, 2004-2011", []),
    ],
)
def test_c05_a_range_with_a_dash_in_arabic_is_reported(tmp_path: Path, arabic: str, codes: list[str]) -> None:
    assert codes_for(tmp_path, arabic) == codes


@pytest.mark.parametrize(
    ("arabic", "codes"),
    [
        ("قال «نعم» ومضى", []),
        ('قال "نعم" ومضى', ["wrong-quotes"]),
        ("قال “نعم” ومضى", ["wrong-quotes"]),
        ("قال «نعم ومضى", ["wrong-quotes"]),
        ("قال نعم» ومضى", ["wrong-quotes"]),
    ],
)
def test_c17_other_quotation_marks_or_a_single_one_in_arabic_are_reported(
    tmp_path: Path, arabic: str, codes: list[str]
) -> None:
    assert codes_for(tmp_path, arabic) == codes


def test_c18_an_arabic_letter_in_sorani_is_reported(tmp_path: Path) -> None:
    files = {name: text.replace("ar:", "ckb:").replace("[ar,", "[ckb,") for name, text in BASELINE.items()}
    files = {name: text.replace("النص الأول", "دەقی يەکەم").replace("عربية", "کوردی") for name, text in files.items()}
    write_baseline(tmp_path, files)
    found = [problem for problem in find_problems(tmp_path) if "ي" in problem.message]
    assert {problem.code for problem in found} == {"arabic-letter-in-kurdish"}
