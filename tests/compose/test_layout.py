import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.compose.layout import Layout, default_layouts
from briefgen.errors import UsageError

CODES = st.sampled_from(("ar", "en", "fr", "ckb", "he"))


@given(st.lists(CODES, min_size=1, max_size=2, unique=True))
def test_a_layout_is_read_back_from_its_name(codes: list[str]) -> None:
    layout = Layout.parse("-".join(codes))
    assert layout == Layout(tuple(codes))
    assert str(layout) == "-".join(codes)
    assert layout.lead == codes[0]
    assert layout.single is (len(codes) == 1)


@pytest.mark.parametrize(
    "name", ["", "-", "ar-", "-ar", "ar-ar", "ar-en-fr", "AR", "arabic", "ar_en", "../ar", "a", "ar en"]
)
def test_what_is_not_one_or_two_languages_is_no_layout(name: str) -> None:
    with pytest.raises(UsageError, match="is not a layout"):
        Layout.parse(name)


def test_by_default_each_language_stands_alone_and_the_first_two_as_a_pair() -> None:
    assert [str(one) for one in default_layouts(("ar", "en"))] == ["ar", "en", "ar-en"]
    assert [str(one) for one in default_layouts(("ar", "en", "fr"))] == ["ar", "en", "fr", "ar-en"]
    assert [str(one) for one in default_layouts(("en",))] == ["en"]


def test_a_layout_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Layout.parse("ar-en"))) == Layout(("ar", "en"))
