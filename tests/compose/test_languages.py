import re
from pathlib import Path

import pytest

from briefgen.compose.languages import Counted, Language, list_languages, load_language
from briefgen.errors import SourceError, UsageError
from briefgen.workspace import Workspace
from tests.support import SHIPPED
from tests.worlds import write_files

LEVANTINE = (
    "كانون الثاني · شباط · آذار · نيسان · أيار · حزيران · تموز · آب · أيلول · تشرين الأول · تشرين الثاني · كانون الأول"
)


def shipped_languages() -> list[Language]:
    languages = [load_language(SHIPPED, code) for code in list_languages(SHIPPED)]
    assert len(languages) >= 2
    return languages


def places(wording: str) -> list[str]:
    return sorted(re.findall(r"\{.*?\}", wording))


def test_all_shipped_languages_have_the_same_wordings() -> None:
    first, *others = shipped_languages()
    assert len(first.words) > 100
    for other in others:
        assert set(other.words) == set(first.words)


def test_a_wording_has_the_same_values_in_every_shipped_language() -> None:
    first, *others = shipped_languages()
    assert any(map(places, first.words.values()))
    for other in others:
        different = [key for key, wording in first.words.items() if places(wording) != places(other.words[key])]
        assert different == []


def test_the_patterns_of_every_shipped_language_hold_their_values() -> None:
    for language in shipped_languages():
        assert places(language.day) == ["{day}", "{month}", "{year}"]
        assert places(language.month) == ["{month}", "{year}"]
        assert places(language.span) == ["{end}", "{start}"]
        for pattern in (
            language.citation.one,
            language.citation.two or language.citation.other,
            language.citation.other,
        ):
            assert places(pattern) == ["{paragraphs}", "{source}"]


def test_no_shipped_wording_is_empty_or_has_spaces_around_it() -> None:
    for language in shipped_languages():
        assert [key for key, wording in language.words.items() if not wording.strip()] == []
        assert [key for key, wording in language.words.items() if wording != wording.strip() and key != "comma"] == []


def test_a_shipped_language_is_called_by_the_name_of_its_file() -> None:
    assert [language.code for language in shipped_languages()] == list(list_languages(SHIPPED))


def test_arabic_months_are_the_levantine_ones() -> None:
    assert " · ".join(load_language(SHIPPED, "ar").months) == LEVANTINE


def test_arabic_runs_right_to_left_and_english_left_to_right() -> None:
    assert load_language(SHIPPED, "ar").direction == "rtl"
    assert load_language(SHIPPED, "en").direction == "ltr"


def test_arabic_letters_of_options_are_in_abjad_order() -> None:
    letters = load_language(SHIPPED, "ar").letters.replace("\u0640", "").replace("\u200d", "")
    assert letters.startswith("أبجده")
    assert load_language(SHIPPED, "en").letters.startswith("ABCDE")


def test_two_have_a_wording_of_their_own_where_the_language_has_a_dual() -> None:
    dual = Counted(one="a", two="b", other="c")
    plain = Counted(one="a", other="c")
    assert [dual.of(count) for count in (1, 2, 3, 0)] == ["a", "b", "c", "c"]
    assert [plain.of(count) for count in (1, 2, 3)] == ["a", "c", "c"]


def test_a_language_of_ones_own_is_a_file_in_the_workspace(tmp_path: Path) -> None:
    english = SHIPPED.find_file("templates", "languages/en.yaml").read_text("utf-8")
    write_files(tmp_path, {"templates/languages/fr.yaml": english.replace("code: en", "code: fr")})
    workspace = Workspace((tmp_path, *SHIPPED.roots))
    assert list_languages(workspace) == ("ar", "en", "fr")
    assert load_language(workspace, "fr").code == "fr"


def test_a_language_without_a_file_is_refused_with_those_that_have_one() -> None:
    with pytest.raises(UsageError, match='no language "tlh"') as caught:
        load_language(SHIPPED, "tlh")
    assert "ar, en" in caught.value.hint


def test_every_fault_of_a_language_file_is_shown_at_its_line(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/languages/xx.yaml": "code: xx\nname: X\ndirection: up\nmonths: [one]\n"})
    with pytest.raises(SourceError) as caught:
        load_language(Workspace((tmp_path,)), "xx")
    places = {problem.message.split(":")[0]: problem.mark.line for problem in caught.value.problems}
    assert places["direction"] == 3
    assert places["months"] == 4
    assert "words" in places
