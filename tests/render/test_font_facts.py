import os
from pathlib import Path

import pytest

from briefgen.errors import NotFoundError, RenderingError, UsageError
from briefgen.render.font_facts import Embedding, FontFacts, read_font_facts
from tests import fonts
from tests.fonts import FONTS, NASKH, PLEX, PLEX_BOLD, SERIF


def facts_of(folder: Path, data: bytes) -> FontFacts:
    (folder / "Font.ttf").write_bytes(data)
    return read_font_facts(folder / "Font.ttf")


def test_a_shipped_font_is_what_its_name_says() -> None:
    one = read_font_facts(FONTS / PLEX_BOLD)
    assert (one.family, one.style, one.weight, one.outlines) == ("IBM Plex Sans Arabic", "Bold", 700, "TrueType")
    assert (one.embedding, one.subsetting, one.joins, one.places_signs) == (Embedding.ALLOWED, True, True, True)
    assert one.missing_forms == ""
    assert "OFL" in one.licence_address or "openfontlicense" in one.licence_address or "Open Font" in one.licence
    assert not one.weight_is_doubtful


def test_a_latin_font_joins_no_arabic() -> None:
    one = read_font_facts(FONTS / SERIF)
    assert not one.joins
    assert "ﺑ" in one.missing_forms


@pytest.mark.parametrize(
    ("data", "outlines", "container"),
    [
        (fonts.with_cubic_outlines(NASKH), "CFF", ""),
        (fonts.with_cubic_outlines(NASKH, 2), "CFF2", ""),
        (fonts.packed(PLEX, "woff"), "TrueType", "WOFF"),
        (fonts.packed(PLEX, "woff2"), "TrueType", "WOFF2"),
        (fonts.collection(NASKH, PLEX), "TrueType", "collection"),
        (fonts.bitmap(), "bitmap", ""),
    ],
    ids=["cff", "cff2", "woff", "woff2", "collection", "bitmap"],
)
def test_each_kind_of_outline_is_told_apart(tmp_path: Path, data: bytes, outlines: str, container: str) -> None:
    one = facts_of(tmp_path, data)
    assert (one.outlines, one.container) == (outlines, container)


def test_a_variable_font_has_a_range_of_weights(tmp_path: Path) -> None:
    one = facts_of(tmp_path, fonts.variable(NASKH))
    assert one.weights == (400, 700)
    assert one.is_bold(400)
    assert one.is_bold(700)


def test_colours_are_noted(tmp_path: Path) -> None:
    assert facts_of(tmp_path, fonts.coloured()).colour == ("COLR",)


@pytest.mark.parametrize(
    ("flags", "embedding", "subsetting"),
    [
        (0x0000, Embedding.ALLOWED, True),
        (0x0002, Embedding.FORBIDDEN, True),
        (0x0004, Embedding.RESTRICTED, True),
        (0x0006, Embedding.RESTRICTED, True),
        (0x0008, Embedding.ALLOWED, True),
        (0x0108, Embedding.ALLOWED, False),
        (0x0200, Embedding.FORBIDDEN, False),
    ],
)
def test_rights_of_embedding_are_read(tmp_path: Path, flags: int, embedding: Embedding, subsetting: bool) -> None:
    one = facts_of(tmp_path, fonts.with_rights(flags))
    assert (one.embedding, one.subsetting) == (embedding, subsetting)


def test_a_name_that_says_another_weight_than_the_file_is_doubtful(tmp_path: Path) -> None:
    def lighten(font: object) -> None:
        font["OS/2"].usWeightClass = 400  # type: ignore[index]

    assert facts_of(tmp_path, fonts.changed(PLEX_BOLD, lighten)).weight_is_doubtful


@pytest.mark.parametrize("length", [0, 4, 12, 100, 1_000, 20_000, 113_000, 223_000])
@pytest.mark.parametrize("kind", ["truetype", "woff2"])
def test_a_file_that_was_cut_off_is_damaged(tmp_path: Path, length: int, kind: str) -> None:
    data = fonts.shipped(PLEX) if kind == "truetype" else fonts.packed(PLEX, "woff2")
    if length >= len(data):
        length = len(data) // 2
    with pytest.raises(RenderingError, match=r"damaged|not a font"):
        facts_of(tmp_path, data[:length])


@pytest.mark.parametrize("start", [b"", b"\0\1\0\0", b"OTTO", b"ttcf", b"wOFF", b"wOF2"])
def test_what_only_begins_like_a_font_is_damaged(tmp_path: Path, start: bytes) -> None:
    with pytest.raises(RenderingError, match=r"damaged|not a font"):
        facts_of(tmp_path, start + bytes(range(256)) * 40)


def test_what_is_no_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "loop.ttf").symlink_to(tmp_path / "loop.ttf")
    os.mkfifo(tmp_path / "pipe.ttf")
    with (tmp_path / "huge.ttf").open("wb") as huge:
        huge.truncate(1_000_000_000)
    with pytest.raises(UsageError, match="is a folder"):
        read_font_facts(tmp_path)
    for name in ("none.ttf", "loop.ttf"):
        with pytest.raises(NotFoundError, match=name):
            read_font_facts(tmp_path / name)
    with pytest.raises(RenderingError, match="not an ordinary file"):
        read_font_facts(tmp_path / "pipe.ttf")
    with pytest.raises(RenderingError, match="longer than"):
        read_font_facts(tmp_path / "huge.ttf")


def test_the_weight_of_a_variable_font_is_never_doubtful(tmp_path: Path) -> None:
    def call_bold(font: object) -> None:
        font["name"].setName("Bold", 2, 3, 1, 0x409)  # type: ignore[index]

    static = fonts.changed(NASKH, call_bold)
    assert facts_of(tmp_path, static).weight_is_doubtful
    assert not facts_of(tmp_path, fonts.variable(NASKH)).weight_is_doubtful
