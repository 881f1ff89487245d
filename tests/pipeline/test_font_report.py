from pathlib import Path

import pytest

from briefgen.errors import NotFoundError, UsageError
from briefgen.pipeline.font_report import FontReport, Verdict, report_on_font
from tests import fonts
from tests.fonts import FONTS, NASKH, PLEX, SERIF


def report_of(folder: Path, data: bytes) -> FontReport:
    (folder / "Font.ttf").write_bytes(data)
    return report_on_font(folder / "Font.ttf")


@pytest.mark.parametrize(
    "data",
    [
        fonts.shipped(NASKH),
        fonts.with_cubic_outlines(NASKH),
        fonts.with_cubic_outlines(NASKH, 2),
        fonts.variable(NASKH),
        fonts.packed(PLEX, "woff2"),
        fonts.collection(NASKH, PLEX),
    ],
    ids=["truetype", "cff", "cff2", "variable", "woff2", "collection"],
)
def test_a_font_of_any_kind_of_outline_can_be_used_and_all_its_words_are_found(tmp_path: Path, data: bytes) -> None:
    one = report_of(tmp_path, data)
    assert (one.verdict, one.reasons) == (Verdict.USABLE, ())
    assert one.words[0] >= 80
    assert one.words[1] >= 25
    assert one.readings
    assert {share for reading in one.readings for share in (reading.arabic, reading.marked, reading.latin)} == {1}


def test_a_latin_font_can_be_used_for_latin_only() -> None:
    one = report_on_font(FONTS / SERIF)
    assert one.verdict is Verdict.LATIN_ONLY
    assert one.reasons == ("it has no Arabic letters",)
    assert one.lacks is not None
    assert "Arabic letters" in one.lacks
    assert "French letters" not in one.lacks


@pytest.mark.parametrize(
    ("data", "verdict", "reason"),
    [
        (fonts.with_rights(0x2), Verdict.UNUSABLE, "forbids"),
        (fonts.coloured(), Verdict.UNUSABLE, "colours"),
        (fonts.bitmap(), Verdict.UNUSABLE, "pictures"),
        (fonts.endless(), Verdict.UNUSABLE, "embedded"),
        (b"\0\1\0\0 no font", Verdict.UNUSABLE, "damaged"),
        (b"", Verdict.UNUSABLE, "not a font"),
        (fonts.shipped(PLEX)[:100_000], Verdict.UNUSABLE, "cut off"),
        (fonts.without_joining(), Verdict.LATIN_ONLY, "join"),
        (fonts.without_letters("ث"), Verdict.LATIN_ONLY, "lacks Arabic letters"),
        (fonts.without_letters("Qq"), Verdict.ARABIC_ONLY, "lacks Latin letters"),
    ],
    ids=["rights", "colours", "bitmap", "endless", "start", "empty", "cut", "joining", "arabic", "latin"],
)
def test_what_speaks_against_a_font_is_said(tmp_path: Path, data: bytes, verdict: Verdict, reason: str) -> None:
    one = report_of(tmp_path, data)
    assert one.verdict is verdict
    assert any(reason in said for said in one.reasons)


def test_conditions_of_embedding_and_a_doubtful_weight_are_advice(tmp_path: Path) -> None:
    one = report_of(tmp_path, fonts.with_rights(0x104))
    assert one.verdict is Verdict.USABLE
    assert len(one.advice) == 2


def test_what_is_not_there_or_a_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        report_on_font(tmp_path / "none.ttf")
    with pytest.raises(UsageError):
        report_on_font(tmp_path)
