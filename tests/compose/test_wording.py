import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from briefgen.compose.languages import load_language
from briefgen.compose.wording import Wording
from briefgen.errors import RenderingError
from briefgen.model.entries import Span, Support
from briefgen.model.values import Citation, PartialDate, Text
from tests.support import SHIPPED

SOURCES = {"model": 1, "workshop": 2}
ARABIC = load_language(SHIPPED, "ar")
ENGLISH = load_language(SHIPPED, "en")
AR = Wording(ARABIC, SOURCES)
EN = Wording(ENGLISH, SOURCES)
FR = Wording(load_language(SHIPPED, "fr"), SOURCES)


def cites(*written: str) -> list[Citation]:
    return [Citation.model_validate(one) for one in written]


def span(start: str, end: str | None = None) -> Span:
    return Span.model_validate({"start": start, "end": end})


def plain(html: str) -> str:
    return Markup(re.sub(r"<[^>]*>", "", html)).unescape()


@pytest.mark.parametrize(
    ("written", "arabic", "english"),
    [
        (["model:25"], "المصدر 1، الفقرة 25", "Source 1, paragraph 25"),
        (["model:6", "model:14"], "المصدر 1، الفقرتان 6 و14", "Source 1, paragraphs 6, 14"),
        (["workshop:2"], "المصدر 2، الفقرة 2", "Source 2, paragraph 2"),
    ],
)
def test_citations_name_source_and_paragraphs(written: list[str], arabic: str, english: str) -> None:
    assert plain(AR.cite(cites(*written))).replace("، 14", " و14") == arabic
    assert plain(EN.cite(cites(*written))) == english


def test_many_paragraphs_are_listed_in_order_and_once() -> None:
    assert plain(EN.cite(cites("model:9", "model:2", "model:11", "model:2"))) == "Source 1, paragraphs 2, 9, 11"


def test_several_sources_are_parted_by_a_middle_dot_in_the_order_of_their_numbers() -> None:
    text = plain(EN.cite(cites("workshop:3", "model:1", "workshop:1")))
    assert text == "Source 1, paragraph 1 · Source 2, paragraphs 1, 3"


def test_a_citation_of_a_few_paragraphs_is_kept_on_one_line() -> None:
    assert EN.cite(cites("model:1", "model:2")).startswith('<span class="keep">')
    assert "keep" not in EN.cite(cites(*(f"model:{one}" for one in range(1, 7))))


def test_no_citations_print_nothing() -> None:
    assert EN.cite([]) == ""


def test_dates_are_written_in_words_as_far_as_they_are_known() -> None:
    day, month, year = (PartialDate.model_validate(one) for one in ("2018-10-07", "2018-10", "2018"))
    assert [AR.date(one) for one in (day, month, year)] == ["7 تشرين الأول 2018", "تشرين الأول 2018", "2018"]
    assert [EN.date(one) for one in (day, month, year)] == ["7 October 2018", "October 2018", "2018"]
    assert EN.date(dt.date(2026, 11, 1)) == "1 November 2026"
    assert EN.date(None) == ""


def test_c05_a_span_of_time_is_written_in_words_never_with_a_dash() -> None:
    assert plain(AR.span(span("2004", "2011"))) == "من 2004 إلى 2011"
    assert plain(EN.span(span("2004", "2011"))) == "2004 to 2011"
    assert plain(EN.span(span("2004-02"))) == "February 2004"


@given(
    st.dates(dt.date(1000, 1, 1)),
    st.dates(dt.date(1000, 1, 1)),
    st.sampled_from(["european", "arabic-indic"]),
    st.sampled_from([ARABIC, ENGLISH]),
)
def test_c04_dates_and_spans_have_digits_of_one_system(
    start: dt.date, end: dt.date, numerals: str, language: Any
) -> None:
    wording = Wording(language, SOURCES, numerals)
    printed = plain(wording.span(span(start.isoformat(), end.isoformat())))
    other = "[٠-٩]" if numerals == "european" else "[0-9]"
    assert re.search(other, printed) is None
    assert re.search(r"\d[-–/]\d", printed) is None
    assert wording.number(end.year) in printed


@given(st.text(alphabet="0123456789٠١٢٣٤٥٦٧٨٩ab،. "), st.sampled_from(["european", "arabic-indic"]))
def test_c04_digits_become_those_of_the_document_and_nothing_else_changes(text: str, numerals: str) -> None:
    printed = Wording(ARABIC, SOURCES, numerals).digits(text)
    assert [int(one) for one in printed if one.isdigit()] == [int(one) for one in text if one.isdigit()]
    assert re.sub(r"\d", "", printed) == re.sub(r"\d", "", text)
    assert len({one.isascii() for one in printed if one.isdigit()}) <= 1


def test_c06_every_value_put_into_a_wording_is_isolated() -> None:
    assert EN.t("see-lessons", count=2, numbers="3, 4") == "see lessons <bdi>3, 4</bdi>"
    line = AR.t("version-line", country="Iraq", version="1.0", date=AR.date(dt.date(2026, 11, 1)))
    assert line.count("<bdi>") == 3
    assert "<bdi>1 تشرين الثاني 2026</bdi>" in line


@given(st.sampled_from(sorted(ENGLISH.words)), st.sampled_from([AR, EN]), st.text(min_size=1, max_size=20))
def test_c06_whatever_is_put_into_whichever_wording_stands_in_an_isolate_and_is_escaped(
    key: str, wording: Wording, value: str
) -> None:
    word = wording.language.words[key]
    names = re.findall(r"\{(\w+)\}", word if isinstance(word, str) else word.other)
    count = {} if isinstance(word, str) else {"count": 100}
    printed = wording.t(key, **dict.fromkeys(names, value) | count)
    value = "100" if "count" in names and count else value
    assert printed.count(Markup("<bdi>{}</bdi>").format(wording.digits(value))) == len(names)
    assert "{" not in plain(printed.replace(Markup.escape(wording.digits(value)), ""))


def test_c06_the_ends_of_a_span_are_isolated() -> None:
    assert AR.span(span("2004", "2011")).count("<bdi>") == 2


def test_a_value_that_is_html_of_ours_is_not_escaped_again_and_any_other_is() -> None:
    assert EN.t("see-lessons", count=1, numbers=Markup("<b>3</b>")) == "see lesson <bdi><b>3</b></bdi>"
    assert EN.t("see-lessons", count=1, numbers="<b>") == "see lesson <bdi>&lt;b&gt;</bdi>"


def test_a_missing_wording_is_an_error_that_names_the_file() -> None:
    with pytest.raises(RenderingError, match='"en" has no wording "no-such"') as caught:
        EN.t("no-such")
    assert "templates/languages/en.yaml" in caught.value.hint
    assert not EN.has("no-such")
    assert EN.has("page")


def test_a_missing_value_is_an_error_that_shows_the_wording() -> None:
    with pytest.raises(RenderingError, match='needs a value "numbers"') as caught:
        EN.t("see-lessons", count=1)
    assert "{numbers}" in caught.value.hint


@pytest.mark.parametrize(
    ("count", "arabic", "english", "french"),
    [
        (0, "0 دقيقة", "0 minutes", "0 minute"),
        (1, "دقيقة واحدة", "1 minute", "1 minute"),
        (2, "دقيقتان", "2 minutes", "2 minutes"),
        (3, "3 دقائق", "3 minutes", "3 minutes"),
        (10, "10 دقائق", "10 minutes", "10 minutes"),
        (11, "11 دقيقة", "11 minutes", "11 minutes"),
        (26, "26 دقيقة", "26 minutes", "26 minutes"),
        (99, "99 دقيقة", "99 minutes", "99 minutes"),
        (100, "100 دقيقة", "100 minutes", "100 minutes"),
        (101, "101 دقيقة", "101 minutes", "101 minutes"),
        (102, "102 دقيقة", "102 minutes", "102 minutes"),
        (103, "103 دقائق", "103 minutes", "103 minutes"),
        (111, "111 دقيقة", "111 minutes", "111 minutes"),
    ],
)
def test_the_counted_noun_agrees_with_its_number(count: int, arabic: str, english: str, french: str) -> None:
    assert plain(AR.t("minutes-count", count=count)) == arabic
    assert plain(EN.t("minutes-count", count=count)) == english
    assert plain(FR.t("minutes-count", count=count)) == french


def test_a_counted_wording_takes_its_number_in_either_digits() -> None:
    indic = Wording(ARABIC, SOURCES, "arabic-indic")
    assert plain(indic.t("minutes-count", count=indic.number(5))) == "٥ دقائق"


@pytest.mark.parametrize("values", [{}, {"count": ""}, {"count": "many"}, {"count": None}])
def test_a_counted_wording_without_its_number_is_an_error(values: dict[str, Any]) -> None:
    with pytest.raises(RenderingError, match='"minutes-count" has forms for counts and needs a number'):
        AR.t("minutes-count", **values)


def test_lessons_to_see_are_named_in_singular_dual_and_plural() -> None:
    printed = [plain(AR.t("see-lessons", count=count, numbers="3")) for count in (1, 2, 3, 12)]
    assert printed == ["انظر الدرس 3", "انظر الدرسين 3", "انظر الدروس 3", "انظر الدروس 3"]


def test_a_language_is_called_by_its_name_in_the_language_of_the_wording() -> None:
    assert [one.language_name("fr") for one in (AR, EN, FR)] == ["الفرنسية", "French", "le français"]


def test_a_text_that_is_not_there_prints_nothing() -> None:
    assert EN(None) == ""
    assert EN.block(None) == ""


def test_a_text_prints_in_the_language_of_the_wording() -> None:
    text = Text({"ar": "نص", "en": "Text"})
    assert (AR(text), EN(text), EN.plain(text), EN.block(text)) == ("نص", "Text", "Text", "<p>Text</p>\n")


def test_the_numbers_of_entries_are_listed_in_order_without_those_that_are_not_printed() -> None:
    assert EN.numbers(["c", "gone", "a"], {"a": 1, "b": 2, "c": 3}) == "1, 3"


def test_support_says_the_level_and_whose_view_it_is() -> None:
    words = ENGLISH.words
    stated, attributed = words["support-stated"], words["support-attributed"]
    assert plain(EN.support(Support())) == stated
    assert plain(EN.support(Support(view="attributed"))) == attributed
    assert plain(EN.support(Support(level="general", view="attributed"))) == f"{words['support-general']}, {attributed}"
