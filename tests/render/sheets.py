"""Answer sheets to draw, and a look at their pages: how dark the paper is at a place given in millimetres."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

import pypdfium2

from briefgen.compose.answer_sheet import AnswerSheet, KeyedSheet, Row, sheet_id_for
from briefgen.compose.sheet_geometry import Box, PaperName, Point, SheetGeometry
from briefgen.render.shaping import Faces, load_faces
from briefgen.workspace import Workspace, find_shipped

LAYOUTS = ("ar", "en", "fr", "ar-en", "en-ar")
PAPERS: tuple[PaperName, ...] = ("a4", "letter")
DPI = 200
TEXTS = {
    "title": ("ورقة الإجابة", "Answer sheet"),
    "form": ("النموذج (أ)", "Form A"),
    "subject": ("اختبار قبلي – العراق", "Pre-test – Iraq"),
    "name": ("الاسم", "Name"),
    "organisation": ("المؤسسة", "Organisation"),
    "date": ("التاريخ", "Date"),
    "code": ("رمز المشارك", "Participant code"),
    "fill": ("ظلّل الدائرة كلها بقلم غامق.", "Fill the whole circle, dark pen or pencil."),
    "erase": ("للتغيير امسح جيداً أو اطلب ورقة جديدة.", "To change: erase fully or take a new sheet."),
    "photo": (
        "للتصوير: الورقة مستوية، العلامات الأربع ظاهرة، بلا ظل.",
        "Photo: flat, all four marks in view, no shadow.",
    ),
    "right": ("صحيح", "right"),
    "wrong": ("خطأ", "wrong"),
    "true": ("صح", "True"),
    "false": ("خطأ", "False"),
    "ruler": ("100 مم", "100 mm"),
    "page": ("الصفحة {page} من {pages}", "Page {page} of {pages}"),
}
MARKING_TEXTS = {
    "mask_title": ("قالب التصحيح", "Marking mask"),
    "mask_steps": (
        "اثقب الدوائر، وضع القالب على الورقة بحيث تنطبق الزوايا الأربع.",
        "Punch out the circles; lay the mask on the sheet so that the four corners match.",
    ),
    "strip_title": ("شريط الإجابات", "Key strip"),
    "strip_steps": (
        "قصّ الأشرطة وضع كل شريط بجانب عموده.",
        "Cut out the strips and lay each beside its column.",
    ),
    "facilitators": ("للميسّرين فقط – لا توزَّع", "Facilitators only – do not hand out"),
    "facilitators_short": ("للميسّرين فقط", "Facilitators only"),
}


@cache
def faces() -> Faces:
    return load_faces(Workspace((find_shipped(),)))


def texts_in(layout: str, texts: Mapping[str, tuple[str, str]], **changes: str) -> dict[str, tuple[str, ...]]:
    """The texts in the languages of a layout; French says what English says."""
    at = [0 if language == "ar" else 1 for language in layout.split("-")]
    chosen = {key: tuple(wordings[index] for index in at) for key, wordings in texts.items()}
    return chosen | {key: (text,) * len(at) for key, text in changes.items()}


def make_rows(options: Sequence[int]) -> tuple[Row, ...]:
    """Rows with so many options each; 0 is true or false."""
    return tuple(Row(str(number), count or 2, count == 0) for number, count in enumerate(options, 1))


def make_sheet(layout: str, options: Sequence[int], paper: PaperName = "a4", **changes: str) -> AnswerSheet:
    texts = texts_in(layout, TEXTS, **changes)
    return AnswerSheet(sheet_id_for(layout), tuple(layout.split("-")), make_rows(options), texts, paper)


def make_keyed(layout: str, options: Sequence[int], paper: PaperName = "a4") -> KeyedSheet:
    """A sheet whose right options go round, with two in every seventh row."""
    sheet = make_sheet(layout, options, paper)
    key = [{at % row.options, *([0] if at % 7 == 0 else [])} for at, row in enumerate(sheet.rows)]
    return KeyedSheet(sheet, tuple(map(frozenset, key)))


class Scan:
    """One page as grey pixels; places are in millimetres from the geometry's origin."""

    def __init__(self, image: Any, geometry: SheetGeometry, paper: PaperName, dpi: int) -> None:
        self.image, self.geometry, self.dpi = image, geometry, dpi
        self.offset = geometry.paper(paper).offset
        self.pixels = image.load()

    def pixel(self, x: float, y: float) -> tuple[int, int]:
        left, top = self.offset
        return int((left + x) * self.dpi / 25.4), int((top + y) * self.dpi / 25.4)

    def darkness(self, x: float, y: float) -> float:
        """0 is white, 1 is black."""
        return 1 - float(self.pixels[self.pixel(x, y)]) / 255

    def fill(self, centre: Point, diameter: float) -> None:
        """Blacken a disc, as a pen does."""
        from PIL import ImageDraw

        (x, y), radius = centre, diameter / 2
        corners = [self.pixel(x - radius, y - radius), self.pixel(x + radius, y + radius)]
        ImageDraw.Draw(self.image).ellipse(corners, fill=0)
        self.pixels = self.image.load()

    def inside(self, centre: Point) -> float:
        """The mean darkness of the inner 80 % of a bubble."""
        reach = self.geometry.bubble_diameter_mm / 2 * 0.8
        steps = [reach * at / 5 for at in range(-5, 6)]
        places = [(dx, dy) for dx, dy in product(steps, steps) if math.hypot(dx, dy) <= reach]
        return sum(self.darkness(centre[0] + dx, centre[1] + dy) for dx, dy in places) / len(places)

    def ring(self, centre: Point, diameter: float) -> float:
        """The share of a circle's line that is drawn."""
        turns = [math.tau * at / 48 for at in range(48)]
        found = 0
        for turn in turns:
            reaches = [diameter / 2 + shift for shift in (-0.1, 0, 0.1)]
            near = (self.darkness(centre[0] + r * math.cos(turn), centre[1] + r * math.sin(turn)) for r in reaches)
            found += max(near) > 0.35
        return found / len(turns)

    def is_white(self, box: Box, but: Sequence[Box] = ()) -> bool:
        """Whether nothing is drawn in a box, apart from what lies in others."""
        (left, top), (right, bottom) = (
            self.pixel(box.left_mm, box.top_mm),
            self.pixel(box.left_mm + box.width_mm, box.top_mm + box.height_mm),
        )
        image = self.image.copy()
        for one in but:
            corners = [
                self.pixel(one.left_mm - 0.25, one.top_mm - 0.25),
                self.pixel(one.left_mm + one.width_mm + 0.25, one.top_mm + one.height_mm + 0.25),
            ]
            image.paste(255, (*corners[0], *corners[1]))
        return bool(image.crop((left + 1, top + 1, right, bottom)).getextrema()[0] == 255)

    def ink(self) -> tuple[float, float, float, float]:
        """How far the ink stays from the left, upper, right and lower edge of the paper, in millimetres."""
        box = self.image.point(lambda level: 255 - level).getbbox()
        assert box is not None
        width, height = self.image.size
        left, top, right, bottom = box
        mm = 25.4 / self.dpi
        return left * mm, top * mm, (width - right) * mm, (height - bottom) * mm


def scan(pdf: bytes, sheet: AnswerSheet, dpi: int = DPI) -> list[Scan]:
    """The pages of a drawn sheet in grey."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return [
            Scan(page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L"), sheet.geometry, sheet.paper, dpi)
            for page in document
        ]
    finally:
        document.close()
