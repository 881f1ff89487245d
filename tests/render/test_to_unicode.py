import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.render.to_unicode import read_to_unicode, to_unicode_map

CHARACTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=3)


@given(st.dictionaries(st.integers(0, 0xFFFF), CHARACTERS, max_size=250))
def test_a_map_that_was_written_is_read_the_same(texts: dict[int, str]) -> None:
    assert read_to_unicode(to_unicode_map(texts)) == texts


@pytest.mark.parametrize(
    ("block", "texts"),
    [
        (b"1 beginbfchar <41> <0627> endbfchar", {0x41: "ا"}),
        (b"1 beginbfchar <0003><0644 0627> endbfchar", {3: "لا"}),
        (b"1 beginbfrange <10> <12> <0041> endbfrange", {0x10: "A", 0x11: "B", 0x12: "C"}),
        (b"1 beginbfrange <10> <12> [<0041> <0628>] endbfrange", {0x10: "A", 0x11: "ب"}),
        (b"1 beginbfrange <10> <11> <> endbfrange", {0x10: "", 0x11: ""}),
    ],
)
def test_maps_of_other_programs_are_read(block: bytes, texts: dict[int, str]) -> None:
    assert read_to_unicode(block) == texts


@given(st.binary(max_size=300))
def test_what_is_no_map_has_no_entries_and_stops_nothing(junk: bytes) -> None:
    read_to_unicode(b"beginbfchar " + junk + b" endbfchar beginbfrange " + junk + b" endbfrange")


def test_a_range_without_end_is_cut_off() -> None:
    assert len(read_to_unicode(b"beginbfrange <00000000> <ffffffff> <0041> endbfrange")) <= 0x10000
