from pathlib import Path

import pytest

from briefgen.assemble.metadata import complete_document
from briefgen.assemble.readers import read_with_pdfium
from briefgen.assemble.word_score import Words
from briefgen.render.flow import render_flow
from briefgen.render.rendered import Rendered
from tests.fonts import FONTS, NASKH, NASKH_BOLD, variable, without_letters

LETTERS = "".join(map(chr, (*range(0x621, 0x653), *range(0xFB50, 0xFEFF))))
"""All Arabic letters a page of these tests uses."""


def face(file: Path, weight: int) -> str:
    return f"@font-face {{ font-family: T; font-weight: {weight}; src: url({file.as_uri()}) }}"


def set_bold(*faces: str, folder: Path = FONTS, text: str = "نص عريض") -> Rendered:
    """A page with a regular and a bold line."""
    head = f"<head><title>T</title><style>{' '.join(faces)} body {{ font: 12pt T }}</style></head>"
    body = f'<p>{text}</p><p style="font-weight: 700">{text}</p><p lang="en" style="font-weight: 700">Bold</p>'
    return render_flow(f'<html lang="ar" dir="rtl">{head}<body>{body}</body></html>', (FONTS, folder))


def test_bold_text_of_a_family_without_a_bold_file_is_complained_of() -> None:
    (said,) = set_bold(face(FONTS / NASKH, 400)).false_bold
    assert "bold text in T is not bold" in said
    assert "400" in said


def test_a_regular_file_that_is_called_bold_is_complained_of() -> None:
    assert len(set_bold(face(FONTS / NASKH, 400), face(FONTS / NASKH, 700)).false_bold) == 1


@pytest.mark.parametrize("file", ["static", "variable"])
def test_bold_text_in_a_bold_font_is_not_complained_of(tmp_path: Path, file: str) -> None:
    bold = tmp_path / "V.ttf"
    bold.write_bytes(variable(NASKH) if file == "variable" else (FONTS / NASKH_BOLD).read_bytes())
    one = set_bold(face(FONTS / NASKH, 400), face(bold, 700), folder=tmp_path)
    assert (one.complaints, one.false_bold) == ((), ())


def test_letters_that_only_the_regular_file_has_are_not_taken_for_those_of_the_bold_one(tmp_path: Path) -> None:
    (tmp_path / "Bold.ttf").write_bytes(without_letters(LETTERS, NASKH_BOLD))
    one = set_bold(face(FONTS / NASKH, 400), face(tmp_path / "Bold.ttf", 700), folder=tmp_path)
    assert len({font.font for font in one.fonts}) == 3
    text = read_with_pdfium(complete_document(one, "rtl"))
    found = Words.of(text)
    assert "Bold" in text
    assert (found.arabic["نص"], found.arabic["عريض"]) == (2, 2)
