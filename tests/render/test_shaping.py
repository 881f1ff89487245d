"""Texts as ReportLab draws them: joined, in the order of the eye, brackets right, every glyph there."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.assemble.word_score import unmarked
from briefgen.compose.answer_sheet import LETTERS, TRUE_FALSE
from briefgen.errors import RenderingError
from briefgen.render.shaping import Face, load_face, load_faces, reorder
from briefgen.workspace import FONTS, Workspace, find_shipped

SHIPPED = Workspace((find_shipped(),))
FACES = load_faces(SHIPPED)
WEIGHTS = [FACES.regular, FACES.semibold, FACES.bold]


def read(visual: str) -> str:
    """What a shaped text says from left to right, in plain letters."""
    return unicodedata.normalize("NFKC", visual)


@pytest.mark.parametrize(
    ("text", "rtl", "seen"),
    [
        ("(أ)", True, "(أ)"),
        ("نص (أ)", True, "(أ) صن"),
        ("نص (A)", True, "(A) صن"),
        ("Form (أ)", False, "Form (أ)"),
        ("Form (أ) ب", False, "Form (أ) ب"),
        ("نص A (B) من", True, "نم A (B) صن"),
        ("«أب» [ج]", True, "[ج] «بأ»"),
        ("((أ) ب)", True, "(ب (أ))"),
        ("((", True, "))"),
        ("f(x) [y]", False, "f(x) [y]"),
        ("A ≤ ب", True, "ب ≥ A"),
    ],
)
def test_brackets_face_what_they_hold(text: str, rtl: bool, seen: str) -> None:
    assert reorder(text, rtl) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("من 2024 إلى 2026", "2026 ىلإ 2024 نم"),
        ("في 2026/11/22 عند 12:30", "12:30 دنع 2026/11/22 يف"),
        ("رقم 3.5 و 1,200", "1,200 و 3.5 مقر"),
        ("الصفحة 1 من 20", "20 نم 1 ةحفصلا"),
        ("20–40 سنة", "ةنس 40–20"),
    ],
)
def test_digits_keep_their_order_among_arabic_words(text: str, seen: str) -> None:
    assert reorder(text, True) == seen


def test_direction_marks_work_and_are_not_drawn() -> None:
    assert reorder("نص \u2066A (B)\u2069", True) == "A (B) صن"
    assert reorder("أ!\u200f", False) == "!أ"


def test_letters_are_joined() -> None:
    visual = FACES.regular.shape("بيت", True)
    assert [unicodedata.name(one).split()[-2] for one in visual] == ["FINAL", "MEDIAL", "INITIAL"]
    assert read(visual) == "تيب"


def test_lam_and_alef_become_one_glyph() -> None:
    assert FACES.regular.shape("الإجابة", True)[-2:] == "ﻹا"


def test_the_letter_heh_stands_as_in_the_list_of_letters() -> None:
    assert FACES.regular.shape("هـ", True) == "ـﻫ"


def test_vowel_marks_stay_with_their_letters_and_take_no_room() -> None:
    for face in WEIGHTS:
        for marked, plain in (("ظلّل", "ظلل"), ("لا توزَّع", "لا توزع"), ("جيداً", "جيدا"), ("الأوّل", "الأول")):
            visual = face.shape(marked, True)
            assert unmarked(read(visual)) == read(face.shape(plain, True))
            assert len(visual) > len(face.shape(plain, True))
            assert face.width_pt(visual, 10) == face.width_pt(face.shape(plain, True), 10)


def test_vowel_marks_without_a_letter_are_left_out() -> None:
    assert FACES.regular.shape("\u0651 A\u0651", True) == FACES.regular.shape(" A", True)


@pytest.mark.parametrize("text", ["漢", "text 漢 text", "نص ✗"])
@pytest.mark.parametrize("face", WEIGHTS, ids=lambda face: Path(face.path).stem)
def test_a_character_the_font_lacks_is_an_error_that_names_it(face: Face, text: str) -> None:
    with pytest.raises(RenderingError) as caught:
        face.shape(text, True)
    culprit = "漢" if "漢" in text else "✗"
    assert f'"{culprit}" (U+{ord(culprit):04X}' in caught.value.message
    assert Path(face.path).name in caught.value.message


def test_a_font_without_joined_forms_is_not_used_for_arabic() -> None:
    latin = load_face(SHIPPED.find_file(FONTS, "IBMPlexSans_400Regular.ttf"))
    assert latin.shape("Name", False) == "Name"
    with pytest.raises(RenderingError, match=r"U\+[0-9A-F]{4}"):
        latin.shape("الاسم", True)


@pytest.mark.parametrize("face", WEIGHTS, ids=lambda face: Path(face.path).stem)
def test_the_faces_of_the_sheet_have_every_form_of_every_arabic_letter(face: Face) -> None:
    letters = [chr(one) for one in range(0x0621, 0x064B) if unicodedata.category(chr(one)) == "Lo" and one < 0x063B]
    letters += [chr(one) for one in range(0x0641, 0x064B)]
    assert len(letters) == 36
    for one in (*letters, *"پچژگکی"):
        for text in (one, f"ب{one}", f"{one}ب", f"ب{one}ب"):
            assert face.shape(text, True)
    for script in LETTERS:
        for one in (*LETTERS[script], *TRUE_FALSE[script], "0123456789٠١٢٣٤٥٦٧٨٩()[]«»،؛؟–·%/"):
            assert face.shape(one, script == "arabic")


def test_a_file_that_is_no_font_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"nothing of the kind")
    with pytest.raises(RenderingError, match=r"a\.ttf"):
        load_face(tmp_path / "a.ttf")


def test_two_fonts_of_one_file_name_are_told_apart(tmp_path: Path) -> None:
    shipped = SHIPPED.find_file(FONTS, "IBMPlexSansArabic_700Bold.ttf")
    (tmp_path / "IBMPlexSansArabic_400Regular.ttf").write_bytes(shipped.read_bytes())
    assert load_face(tmp_path / "IBMPlexSansArabic_400Regular.ttf").name != FACES.regular.name


@given(st.text("ابت ABC 123 ()[]«»<>،.-/", max_size=30), st.booleans())
def test_reordering_loses_no_character(text: str, rtl: bool) -> None:
    def plain(one: str) -> list[str]:
        return sorted(one.translate(str.maketrans(")]»>", "([«<")))

    assert plain(reorder(text, rtl)) == plain(text)


@given(st.text("ABC 123 ()[]<>.-/", max_size=30))
def test_latin_text_stays_as_it_is(text: str) -> None:
    assert reorder(text, False) == text
