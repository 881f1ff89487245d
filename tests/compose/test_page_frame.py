"""The frame of a page on each paper and in each edition."""

import pytest

from briefgen.compose.editions import Edition, list_editions
from briefgen.compose.page_frame import PAPERS_MM, page_frame
from briefgen.compose.sheet_geometry import PaperName
from briefgen.workspace import Workspace, find_shipped

EDITIONS = list_editions(Workspace((find_shipped(),)))
SMALLEST_MARGIN_MM = 10


@pytest.mark.parametrize("paper", PAPERS_MM)
def test_the_measure_is_the_same_on_both_papers_so_lines_break_alike(paper: PaperName) -> None:
    assert page_frame(paper, Edition()).measure == 172


@pytest.mark.parametrize("paper", PAPERS_MM)
@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: one.name)
def test_printed_pages_have_the_size_of_their_paper_and_leave_its_edge_free(paper: PaperName, edition: Edition) -> None:
    frame = page_frame(paper, edition)
    if edition.page_mm:
        assert (frame.width, frame.height) == edition.page_mm
        return
    printed = (frame.width * edition.zoom, frame.height * edition.zoom)
    assert printed == pytest.approx(PAPERS_MM[paper], abs=0.01)
    assert min(frame.top, frame.bottom, frame.inner, frame.outer) * edition.zoom >= SMALLEST_MARGIN_MM


def test_a_turned_page_is_as_wide_as_the_paper_is_high() -> None:
    frame = page_frame("letter", Edition(), landscape=True)
    assert (frame.width, frame.height) == (279.4, 215.9)
    assert frame.ruling == ""


def test_writing_lines_are_nine_millimetres_apart_and_end_above_the_foot() -> None:
    frame = page_frame("a4", Edition())
    assert "M.5 235.75h171" in frame.ruling
    assert "M.5 226.75h171" in frame.ruling
    assert "M.5 244" not in frame.ruling
