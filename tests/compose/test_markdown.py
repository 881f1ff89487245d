import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from briefgen.compose.markdown import block_html, inline_html, isolate_runs

OURS = re.compile(
    r'</?(?:strong|em|p|ul|ol|li)>|<br ?/?>|<ol start="\d+">|<bdi class="run" dir="(?:ltr|rtl)">|</bdi>'
    r'|<span class="keep">|</span>'
)
DIRECTIONS = st.sampled_from(["rtl", "ltr"])
NASTY = [
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    '"><img src=x onerror=alert(1)>',
    "<b>x</b>",
    "<!-- x -->",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "&amp;",
    "![a](file:///etc/passwd)",
    "[a](http://example.org)",
    "<http://example.org>",
    "http://example.org",
    "# a",
    "`a`",
    "> a",
    "{{ scenario }}",
    "{% include 'x' %}",
    "a\n---\nb",
    "    a",
    "[a]: file:///etc/passwd",
]


def plain(html: str) -> str:
    return Markup(OURS.sub("", html)).unescape()


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_html_links_pictures_and_entities_print_as_they_are_written(text: str, direction: str) -> None:
    html = inline_html(text, direction)
    assert "<" not in OURS.sub("", html)
    assert re.sub(r"\s+", " ", plain(html)) == re.sub(r"\s+", " ", text)


@given(st.text(alphabet=st.sampled_from("<>&;\"'[]()!`*_#-+.:/\\ \naAبت،12{}%"), max_size=60), DIRECTIONS)
def test_no_text_whatever_makes_markup_that_is_not_ours(text: str, direction: str) -> None:
    for html in (inline_html(text, direction), block_html(text, direction)):
        rest = OURS.sub("", html)
        assert "<" not in rest
        assert ">" not in rest
        assert re.sub(r"&(?:amp|lt|gt|quot);", "", rest).find("&") == -1


@given(st.text(alphabet=st.sampled_from("NMI U.S-ab12بتن،.()؟ "), max_size=40), DIRECTIONS)
def test_isolating_runs_changes_no_letter(text: str, direction: str) -> None:
    assert plain(isolate_runs(text, direction)) == text


def test_bold_italics_and_line_breaks_work_in_a_line() -> None:
    assert inline_html("a **b** *c*\nd", "ltr") == "a <strong>b</strong> <em>c</em><br>\nd"


def test_lists_and_paragraphs_work_in_a_block() -> None:
    html = block_html("One:\n\n- a\n- **b**\n\n1. c\n2. d", "ltr")
    assert re.sub(r"\s", "", html) == (
        "<p>One:</p><ul><li>a</li><li><strong>b</strong></li></ul><ol><li>c</li><li>d</li></ol>"
    )


def test_a_backslash_takes_a_star_its_meaning() -> None:
    assert inline_html(r"2 \* 3 \* 4", "ltr") == "2 * 3 * 4"


def test_a_latin_run_in_arabic_is_isolated_as_a_whole() -> None:
    html = inline_html("بعثة NATO Mission Iraq في العراق", "rtl")
    assert html == 'بعثة <bdi class="run" dir="ltr">NATO Mission Iraq</bdi> في العراق'


@pytest.mark.parametrize("mark", [".", "،", "؟", ":", ")", "»", "/", "-"])
def test_the_punctuation_after_a_latin_run_belongs_to_the_arabic_sentence(mark: str) -> None:
    assert inline_html(f"بعثة NMI{mark}", "rtl").startswith(f'بعثة <bdi class="run" dir="ltr">NMI</bdi>{mark}')


@pytest.mark.parametrize("run", ["NMI", "NMI-I", "U.S", "R&D", "C++", "COVID-19", "G7/G20", "Lebanon’s", "A"])
def test_what_belongs_to_a_latin_word_stays_in_its_isolate(run: str) -> None:
    assert plain(f"{inline_html(f'في {run} هنا', 'rtl')}") == f"في {run} هنا"
    assert str(Markup.escape(run)).replace("&#39;", "'") in re.findall(
        r"<bdi[^>]*>(.*?)</bdi>", inline_html(f"في {run} هنا", "rtl")
    )


def test_an_arabic_run_in_english_is_isolated_without_its_brackets() -> None:
    html = inline_html("Daesh (داعش) and", "ltr")
    assert '(<bdi class="run" dir="rtl">داعش</bdi>)' in html


def test_a_short_bracket_is_kept_on_one_line() -> None:
    assert inline_html("as of (not before 2023) it", "ltr") == 'as of <span class="keep">(not before 2023)</span> it'
    assert "<span" not in inline_html("(a bracket that is much too long for that)", "ltr")
