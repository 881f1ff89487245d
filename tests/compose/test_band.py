from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.compose.band import Band, band_of
from briefgen.compose.languages import load_language
from briefgen.compose.layout import Layout
from briefgen.compose.wording import Wording
from briefgen.model.entries import Lesson
from briefgen.model.load import load_scenario
from briefgen.model.scenario import Scenario
from briefgen.model.values import Text
from tests.support import SHIPPED

IRAQ = load_scenario(SHIPPED, "iraq").value
LAYOUTS = ("ar", "en", "ar-en", "en-ar")
TEXTS = st.fixed_dictionaries({"ar": st.text(max_size=400), "en": st.text(max_size=400)})


def draw(scenario: Scenario, layout: str) -> Band:
    return band_of(scenario, Layout.parse(layout), Wording(load_language(SHIPPED, layout[:2]), {}))


def assert_inside(band: Band) -> None:
    for bar in band.bars:
        assert bar.x >= 0
        assert bar.y >= 0
        assert bar.width > 0
        assert bar.x + bar.width <= band.width
        assert bar.y + bar.height <= band.height
    for x, y in band.dots:
        assert band.radius <= x <= band.width - band.radius
        assert band.radius <= y <= band.height - band.radius


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=40), st.sampled_from(LAYOUTS))
def test_whatever_the_lessons_all_bars_and_dots_lie_inside_the_band(
    lessons: list[tuple[dict[str, str], ...]], layout: str
) -> None:
    made = tuple(
        Lesson(id="one", title=Text(title), text=Text(text), cites=IRAQ.lessons[0].cites) for title, text in lessons
    )
    band = draw(IRAQ.model_copy(update={"lessons": made}), layout)
    assert len(band.dots) == len(lessons)
    assert_inside(band)


@pytest.mark.parametrize("name", SHIPPED.list_scenarios())
@pytest.mark.parametrize("layout", LAYOUTS)
def test_shipped_bands_have_a_row_for_each_lesson(name: str, layout: str) -> None:
    scenario = load_scenario(SHIPPED, name).value
    band = draw(scenario, layout)
    assert len(band.dots) == len(scenario.lessons) > 5
    assert len(band.bars) == len(scenario.lessons) * 2 * len(layout.split("-"))
    assert_inside(band)


def test_the_bars_of_the_two_languages_do_not_meet_across_the_spine() -> None:
    band = draw(IRAQ, "ar-en")
    spine = band.dots[0][0]
    for lead, other in zip(band.bars[0::4], band.bars[2::4], strict=True):
        assert lead.x > spine + band.radius
        assert other.x + other.width < spine - band.radius


def test_the_band_of_an_arabic_layout_is_the_mirror_of_an_english_one() -> None:
    same = Text({"ar": "abc", "en": "abc"})
    scenario = IRAQ.model_copy(
        update={"lessons": tuple(one.model_copy(update={"title": same, "text": same}) for one in IRAQ.lessons)}
    )
    arabic, english = draw(scenario, "ar"), draw(scenario, "en")
    assert [round(bar.x + bar.width + other.x, 2) for bar, other in zip(arabic.bars, english.bars, strict=True)] == [
        arabic.width
    ] * len(arabic.bars)


def test_a_band_takes_no_file() -> None:
    assert not any(isinstance(value, Path) for value in vars(type(draw(IRAQ, "ar"))).values())
