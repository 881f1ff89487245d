import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from markupsafe import Markup

from briefgen.compose.compose import Composed, compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.languages import load_language
from briefgen.compose.layout import Layout
from briefgen.compose.plurals import Forms
from briefgen.compose.wording import Wording
from briefgen.model.entries import Span
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace
from tests.support import SHIPPED
from tests.worlds import BASELINE, find_problems, write_baseline

ENGLISH = load_language(SHIPPED, "en")
FRENCH = load_language(SHIPPED, "fr")
TEXTS = {
    "Lessons": "Enseignements",
    "Iraq": "Irak",
    "The baseline": "Le cas de référence",
    "A summary": "Un résumé",
    "Officials": "Fonctionnaires",
    "For training": "Pour la formation",
    "An article": "Un article",
    "Undated": "Sans date",
    "Arabic": "Arabe",
    "The first": "Le premier",
    "The second": "Le second",
    "One": "Un",
    "Two": "Deux",
    "The first text": "Le premier texte",
    "The second text": "Le second texte",
    "Hard": "Difficile",
    "Hard work": "Un travail difficile",
}
PRINTED = (
    *("how-to-use", "contents", "overview", "background", "who"),
    *("lessons", "challenges", "domains", "glossary", "sources"),
)
LAYOUTS = pytest.mark.parametrize("layout", ["fr", "ar-fr"])


def in_french(written: str) -> str:
    written = written.replace("languages: [ar, en]", "languages: [ar, fr]")
    return re.sub(r"\ben: ([^,}]+)", lambda found: f"fr: {TEXTS[found[1]]}", written)


FILES = {name: in_french(written) for name, written in BASELINE.items()}


@cache
def composed(layout: str, document_id: str = "participant-brief") -> Composed:
    """A document of a scenario in Arabic and French, made with the shipped templates alone."""
    with TemporaryDirectory() as folder:
        write_baseline(Path(folder), FILES)
        workspace = Workspace((Path(folder), *SHIPPED.roots))
        document = load_document(workspace, document_id)
        return compose_document(workspace, load_scenario(workspace, "iraq"), document, Layout.parse(layout))


def plain(html: str) -> str:
    return str(Markup(re.sub(r"<[^>]*>", "", html)).unescape())


def forms(word: str | Forms) -> list[str]:
    """A wording, or all its forms for counts."""
    return [word] if isinstance(word, str) else list(word.given.values())


WORDINGS = {key: forms(word) for key, word in FRENCH.words.items()}


def visible(html: str) -> str:
    return plain(re.sub("<style>.*?</style>", "", html, flags=re.DOTALL).replace("</", " </"))


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{2,}", text.lower()))


def test_a_scenario_in_arabic_and_french_has_no_problems(tmp_path: Path) -> None:
    write_baseline(tmp_path, FILES)
    assert not any("en:" in written for written in FILES.values())
    assert find_problems(tmp_path) == []


@LAYOUTS
def test_the_sections_have_their_french_titles(layout: str) -> None:
    titles = re.findall(r'<div class="(?:lead|with)" lang="fr" dir="ltr"><h1>(.*?)</h1>', composed(layout).html)
    assert set(titles) == {FRENCH.words[f"section-{one}"] for one in PRINTED}
    assert {"En bref", "Enseignements", "Défis", "Sources et limites"} <= set(titles)


@LAYOUTS
def test_the_page_says_that_it_is_french_and_leads_with_the_first_language(layout: str) -> None:
    page = composed(layout)
    assert 'lang="fr" dir="ltr"' in page.html
    lead = ("ar", "rtl") if layout == "ar-fr" else ("fr", "ltr")
    assert re.search(rf'<html [^>]*lang="{lead[0]}" dir="{lead[1]}"', page.html)
    assert page.direction == lead[1]
    assert ('lang="ar"' in page.html) == (layout == "ar-fr")


@LAYOUTS
def test_the_date_is_written_in_french(layout: str) -> None:
    text = " ".join(visible(composed(layout).html).split())
    assert "1 novembre 2026" in text
    assert "November" not in text
    assert ("1 تشرين الثاني 2026" in text) == (layout == "ar-fr")


@LAYOUTS
def test_no_word_of_an_english_section_title_is_printed(layout: str) -> None:
    titles = [forms(title)[0] for key, title in ENGLISH.words.items() if key.startswith("section-")]
    english = {word for title in titles for word in words_of(re.sub(r"\{\w+\}", "", title))}
    both = {word for said in WORDINGS.values() for wording in said for word in words_of(wording)}
    assert {"lessons", "challenges", "background", "glossary"} <= english - both
    assert words_of(visible(composed(layout).html)) & (english - both) == set()
    assert 'lang="en"' not in composed(layout).html


def test_every_wording_is_there_in_the_order_of_the_english_ones_and_most_differ() -> None:
    assert list(FRENCH.words) == list(ENGLISH.words)
    same = [key for key, wording in ENGLISH.words.items() if FRENCH.words[key] == wording]
    assert len(same) < len(ENGLISH.words) / 10


def test_french_typography_is_kept() -> None:
    marks = re.compile(r"(?<!\u202f)[;:!?»]|«(?!\u202f)|['\"\u00a0]| \u202f|\u202f ")
    assert [key for key, said in WORDINGS.items() if any(map(marks.search, said))] == []


def texts_of(html: str, code: str) -> list[str]:
    """The text of every block of one language."""
    return [plain(one) for one in re.findall(rf'<div class="(?:lead|with)" lang="{code}"[^>]*>(.*?)</div>', html, re.S)]


def has(texts: list[str], part: str) -> bool:
    return any(part in one for one in texts)


def test_how_to_read_the_page_names_the_languages_that_stand_on_it_and_their_sides() -> None:
    html = composed("ar-fr").html
    assert has(texts_of(html, "ar"), "العربية إلى اليمين والفرنسية إلى اليسار، والرقم بينهما واحد للّغتين.")
    assert has(texts_of(html, "fr"), "À droite figure l’arabe, à gauche le français\u202f; le numéro")
    assert not has([plain(html)], "الإنكليزية")


def test_in_a_pair_that_french_leads_it_stands_on_the_left() -> None:
    html = composed("fr-ar").html
    assert has(texts_of(html, "ar"), "العربية إلى اليمين والفرنسية إلى اليسار")
    assert has(texts_of(html, "fr"), "À droite figure l’arabe, à gauche le français")


@pytest.mark.parametrize("layout", ["ar", "fr", "ar-fr"])
def test_the_feedback_form_asks_about_each_language_of_the_workshop(layout: str) -> None:
    html = composed(layout, "feedback-form").html
    asked = {
        "ar": ["كانت العربية في الأوراق وفي القاعة واضحة.", "كانت الفرنسية في الأوراق وفي القاعة واضحة."],
        "fr": [f"Dans les documents et dans la salle, {one} était clair." for one in ("l’arabe", "le français")],
    }
    for code in layout.split("-"):
        assert [one for one in texts_of(html, code) if one in asked[code]] == asked[code]
    assert "الإنكليزية" not in html
    assert "anglais" not in html


def test_spans_and_months_are_french() -> None:
    wording = Wording(FRENCH, {})
    written = [("2004", "2011"), ("2004-02", "2005-08")]
    spans = [plain(wording.span(Span.model_validate({"start": start, "end": end}))) for start, end in written]
    assert spans == ["de 2004 à 2011", "de février 2004 à août 2005"]
    assert all(month.islower() for month in FRENCH.months)
