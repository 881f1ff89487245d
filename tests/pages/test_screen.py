"""Slides for the projector: a slide is one page, and no word of it is lost below."""

import re
from collections import Counter

import pytest
from markupsafe import Markup

from briefgen.compose.compose import compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.layout import Layout
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace, find_shipped
from tests.pages.boxes import render_pages, text_boxes
from tests.pages.page_laws import text_over_text
from tests.pages.regions import read_pages

SHIPPED = Workspace((find_shipped(),))


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w{2,}", text))


@pytest.mark.parametrize("layout", ["ar", "en", "ar-en"])
@pytest.mark.parametrize("scenario", SHIPPED.list_scenarios())
def test_every_slide_shows_all_its_words_on_one_page(scenario: str, layout: str) -> None:
    loaded, screen = load_scenario(SHIPPED, scenario), load_document(SHIPPED, "screen")
    composed = compose_document(SHIPPED, loaded, screen, Layout.parse(layout))
    pages = render_pages(composed, SHIPPED)
    body = re.sub("<head>.*?</head>", "", composed.html, flags=re.DOTALL)

    assert len(pages.pages) == body.count('<section class="slide')
    shown = words_of(" ".join(box.text for box in text_boxes(pages)))
    said = words_of(Markup(body.replace("<", " <")).striptags())
    assert said - shown == Counter()
    assert text_over_text(read_pages(pages)) == []
