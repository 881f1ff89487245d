import re
from pathlib import Path

import pytest

from briefgen.compose.languages import Language, list_languages, load_language, name_of_language
from briefgen.compose.plurals import FORMS, Forms, form_for, forms_of
from briefgen.errors import SourceError, UsageError
from briefgen.model.punctuation import HABITS
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


def wordings(word: str | Forms) -> dict[str, str]:
    """A wording, or each of its forms, by name."""
    return {"": word} if isinstance(word, str) else word.given


def all_wordings(language: Language) -> dict[str, str]:
    """Every wording of a language by its key, forms for counts as `key.form`."""
    found = {
        f"{key}.{form}".rstrip("."): wording
        for key, word in language.words.items()
        for form, wording in wordings(word).items()
    }
    assert len(found) > len(language.words) > 100
    return found


def places(wording: str) -> list[str]:
    return sorted(re.findall(r"\{.*?\}", wording))


def places_of(word: str | Forms) -> set[str]:
    """The values of a wording; a form for counts may say its number in a word, such as «دقيقتان»."""
    return {place for wording in wordings(word).values() for place in places(wording)}


def test_all_shipped_languages_have_the_same_wordings() -> None:
    first, *others = shipped_languages()
    assert len(first.words) > 100
    for other in others:
        assert set(other.words) == set(first.words)


def test_a_wording_has_the_same_values_in_every_shipped_language() -> None:
    first, *others = shipped_languages()
    assert any(map(places_of, first.words.values()))
    for other in others:
        different = [key for key, word in first.words.items() if places_of(word) != places_of(other.words[key])]
        assert different == []


def test_the_patterns_of_every_shipped_language_hold_their_values() -> None:
    for language in shipped_languages():
        assert places(language.day) == ["{day}", "{month}", "{year}"]
        assert places(language.month) == ["{month}", "{year}"]
        assert places(language.span) == ["{end}", "{start}"]
        assert {"one", "other"} <= language.citation.given.keys()
        for pattern in language.citation.given.values():
            assert places(pattern) == ["{paragraphs}", "{source}"]


def test_no_shipped_wording_is_empty_or_has_spaces_around_it() -> None:
    for language in shipped_languages():
        found = all_wordings(language)
        assert [key for key, wording in found.items() if not wording.strip()] == []
        assert [key for key, wording in found.items() if wording != wording.strip() and key != "comma"] == []


def test_a_shipped_language_is_called_by_the_name_of_its_file() -> None:
    assert [language.code for language in shipped_languages()] == list(list_languages(SHIPPED))


def test_c07_arabic_months_are_the_levantine_ones() -> None:
    assert " · ".join(load_language(SHIPPED, "ar").months) == LEVANTINE


def test_arabic_runs_right_to_left_and_english_left_to_right() -> None:
    assert load_language(SHIPPED, "ar").direction == "rtl"
    assert load_language(SHIPPED, "en").direction == "ltr"


def test_c08_arabic_letters_of_options_are_in_abjad_order() -> None:
    letters = load_language(SHIPPED, "ar").letters.replace("\u0640", "").replace("\u200d", "")
    assert letters.replace(" ", "").startswith("أبجده")
    assert load_language(SHIPPED, "en").letters.startswith("A B C D E")


def test_a_list_of_two_has_a_wording_of_its_own_where_the_language_has_a_dual() -> None:
    dual = Forms(one="a", two="b", other="c")
    plain = Forms(one="a", other="c")
    assert [dual.of(form_for("ar", count)) for count in (1, 2, 3, 11)] == ["a", "b", "c", "c"]
    assert [plain.of(form_for("en", count)) for count in (1, 2, 3, 11)] == ["a", "c", "c", "c"]


COUNTS = (0, 1, 2, 3, 10, 11, 26, 99, 100, 101, 102, 103, 111)


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("ar", "zero one two few few many many many other other other few many"),
        ("en", "other one other other other other other other other other other other other"),
        ("fr", "one one other other other other other other other other other other other"),
        ("ckb", "other one other other other other other other other other other other other"),
        ("xx", "other one other other other other other other other other other other other"),
    ],
)
def test_a_count_takes_the_form_of_its_language(code: str, forms: str) -> None:
    assert [form_for(code, count) for count in COUNTS] == forms.split()


def test_the_forms_of_a_language_are_those_its_counts_come_to() -> None:
    assert forms_of("ar") == FORMS
    assert forms_of("fr") == forms_of("en") == ("one", "other")
    assert forms_of("he") == ("one", "two", "other")


def test_every_shipped_language_has_a_wording_that_depends_on_a_count() -> None:
    for language in shipped_languages():
        counted = {keys[-1]: forms for keys, forms in language.counted()}
        assert {"citation", "minutes-count", "see-lessons"} <= counted.keys()
        assert set(counted["minutes-count"].given) == set(forms_of(language.code))


MINUTES = """\
  minutes-count:
    zero: "{count} دقيقة"
    one: دقيقة واحدة
    two: دقيقتان
    few: "{count} دقائق"
    many: "{count} دقيقة"
    other: "{count} دقيقة"
"""


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "message"),
    [
        ('    few: "{count} دقائق"\n', "", "missing-plural-form", 0, "words.minutes-count: .*missing: few"),
        ("    one: دقيقة واحدة\n    two: دقيقتان\n", "", "missing-plural-form", 0, "missing: one, two"),
        ('    other: "{count} دقيقة"\n', "", "bad-value", 0, "words.minutes-count.*other: Field required"),
        ("    few:", "    several:", "bad-value", 4, "several"),
    ],
)
def test_a_missing_form_is_an_error_that_names_file_and_key(
    tmp_path: Path, old: str, new: str, code: str, line: int, message: str
) -> None:
    arabic = SHIPPED.find_file("templates", "languages/ar.yaml").read_text("utf-8")
    assert arabic.count(MINUTES) == MINUTES.count(old) == 1
    write_files(tmp_path, {"templates/languages/ar.yaml": arabic.replace(MINUTES, MINUTES.replace(old, new))})
    with pytest.raises(SourceError, match=r"templates/languages/ar\.yaml has errors") as caught:
        load_language(Workspace((tmp_path,)), "ar")
    problem = caught.value.problems[0]
    key_line = arabic[: arabic.index(MINUTES)].count("\n") + 1
    assert (problem.code, problem.mark.line) == (code, key_line + line)
    assert re.search(message, problem.message)
    assert code == "bad-value" or "few (3, 4, 5, …)" in problem.hint


def test_a_form_that_no_count_takes_is_an_error_at_its_line(tmp_path: Path) -> None:
    english = SHIPPED.find_file("templates", "languages/en.yaml").read_text("utf-8")
    wrong = english.replace('    one: "{count} minute"\n', '    one: "{count} minute"\n    two: "{count} minutes"\n')
    write_files(tmp_path, {"templates/languages/en.yaml": wrong})
    with pytest.raises(SourceError) as caught:
        load_language(Workspace((tmp_path,)), "en")
    (problem,) = caught.value.problems
    assert wrong.splitlines()[problem.mark.line - 1].strip().startswith("two:")
    assert 'no count takes the form "two" in "en"' in problem.message


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("ar", ["العربية", "الإنكليزية", "الفرنسية"]),
        ("en", ["Arabic", "English", "French"]),
        ("fr", ["l’arabe", "l’anglais", "le français"]),
    ],
)
def test_a_language_has_names_for_the_others(code: str, names: list[str]) -> None:
    language = load_language(SHIPPED, code)
    assert [name_of_language(language, other) for other in ("ar", "en", "fr")] == names
    assert name_of_language(language, "de") not in ("", "de")
    assert name_of_language(language, "xx") == "xx"


ENGLISH_BY_NAME = re.compile(r"(?<!\w)(?:English|anglais|الإنكليزية|الإنجليزية)(?!\w)")


def test_no_wording_names_a_language_but_its_name() -> None:
    for language in shipped_languages():
        named = [key for key, wording in all_wordings(language).items() if ENGLISH_BY_NAME.search(wording)]
        assert named == ["language-en"]


ARABIC_WORDINGS = sorted(all_wordings(load_language(SHIPPED, "ar")).items())


def test_c02_c05_c17_the_tools_own_arabic_has_its_own_punctuation() -> None:
    found = [(key, habit.code) for key, wording in ARABIC_WORDINGS for habit in HABITS if habit.pattern.search(wording)]
    assert found == []
    assert [key for key, wording in ARABIC_WORDINGS if wording.count("«") != wording.count("»")] == []
    assert any("؟" in wording for _, wording in ARABIC_WORDINGS)
    assert any("«" in wording for _, wording in ARABIC_WORDINGS)


@pytest.mark.parametrize("wrong", ["كتـاب", "نص\u200f", "\ufefb"])
def test_c03_a_character_that_cannot_be_searched_is_refused_in_a_language_file(tmp_path: Path, wrong: str) -> None:
    arabic = SHIPPED.find_file("templates", "languages/ar.yaml").read_text("utf-8")
    write_files(tmp_path, {"templates/languages/ar.yaml": arabic.replace("page: الصفحة", f"page: {wrong}")})
    with pytest.raises(SourceError) as caught:
        load_language(Workspace((tmp_path,)), "ar")
    assert [one.code for one in caught.value.problems] in (["tatweel"], ["bidi-control"], ["presentation-form"])


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
