"""Name badges, ten on a sheet, to be cut and put into holders of 90 by 54 millimetres."""

from dataclasses import replace

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from trainer_app.certificates.images import draw_picture
from trainer_app.course_papers.facts import Facts, Learner
from trainer_app.course_papers.sheets import Stock, draw_cells
from trainer_app.typesetting.rows import draw_rows, fitted, total, within, wrapped

_STOCK = Stock(2, 5, 90, 54)
_INK, _QUIET, _ACCENT = HexColor("#1F2933"), HexColor("#52606D"), HexColor("#1B3A5C")
_EDGE, _HEAD, _FOOT = 10.0, 30.0, 24.0


def draw(canvas: Canvas, facts: Facts) -> None:
    """Draw a badge for each learner."""

    def draw_one(canvas: Canvas, learner: Learner, left: float, bottom: float, width: float, height: float) -> None:
        inner = width - 2 * _EDGE
        top = bottom + height
        _draw_head(canvas, facts, left, top, width)
        room = height - _HEAD - _FOOT - 8
        rows = fitted(learner.name, 28, 16, inner, _INK, language=facts.language)
        for text, size in ((learner.latin_name, 13.0), (learner.organisation, 10.0)):
            if text:
                more = wrapped(text, size, inner, _QUIET, language=facts.language, gap=3)
                rows += more
        rows = within(rows, room)
        draw_rows(canvas, rows, left + _EDGE, top - _HEAD - 4 - (room - total(rows)) / 2, inner, "middle")
        foot = within(wrapped(facts.title, 8, inner, _QUIET, language=facts.language), _FOOT - 8)
        draw_rows(canvas, foot, left + _EDGE, bottom + _FOOT - 2, inner, "middle")

    draw_cells(canvas, facts.size, _STOCK, facts.learners, draw_one, cut=True)


def _draw_head(canvas: Canvas, facts: Facts, left: float, top: float, width: float) -> None:
    """Draw a band with the organiser, and the first logo beside it."""
    canvas.setFillColor(_ACCENT)
    canvas.rect(left, top - 4, width, 4, stroke=0, fill=1)
    logo = next((one for slot, one in facts.pictures.items() if slot.startswith("logo")), None)
    start = left + _EDGE
    if logo:
        draw_picture(canvas, logo, start, top - _HEAD + 2, 40, _HEAD - 8)
        start += 44
    if facts.organiser:
        inner = left + width - _EDGE - start
        rows = within(wrapped(facts.organiser, 9, inner, _ACCENT, bold=True, language=facts.language), _HEAD - 8)
        rows[0] = replace(rows[0], gap=(_HEAD - 8 - total(rows)) / 2)
        draw_rows(canvas, rows, start, top - 5, inner, "left" if logo else "middle")
