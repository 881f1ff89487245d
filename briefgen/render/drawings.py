"""Papers that are drawn to the millimetre, as PDF."""

from __future__ import annotations

from briefgen.compose.drawings import Drawing
from briefgen.render.answer_sheet import draw_answer_sheets
from briefgen.render.marking import draw_key_strips, draw_masks
from briefgen.render.shaping import load_faces
from briefgen.workspace import Workspace


def render_drawing(drawing: Drawing, fonts: Workspace) -> bytes:
    """The PDF of a drawing, with the fonts of a workspace.

    Raises `RenderingError` if a font lacks a character or a text has no room.
    """
    faces = load_faces(fonts)
    if drawing.kind == "answer-sheet":
        return draw_answer_sheets(drawing.sheets, faces)
    draw = draw_masks if drawing.kind == "marking-mask" else draw_key_strips
    return draw(drawing.keyed, drawing.texts, faces)
