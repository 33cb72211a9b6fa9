"""Labels and envelopes with names and addresses."""

from collections.abc import Callable

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from trainer_app.course_papers.facts import Facts, Learner
from trainer_app.course_papers.sheets import Stock, draw_cells
from trainer_app.typesetting.rows import Row, Side, draw_rows, total, within, wrapped

# What is sold for each paper: 21 of 63.5 x 38.1 mm on A4, 30 of 2 5/8 x 1 inch on Letter.
_STOCKS = {"A4": Stock(3, 7, 63.5, 38.1, 2.5), "Letter": Stock(3, 10, 66.7, 25.4, 3.1)}
_ENVELOPES = {"A4": (220 * mm, 110 * mm), "Letter": (241.3 * mm, 104.8 * mm)}
_LARGE_ENVELOPES = {"A4": (324 * mm, 229 * mm), "Letter": (304.8 * mm, 228.6 * mm)}
_INK, _QUIET = HexColor("#1F2933"), HexColor("#52606D")
_EDGE = 8.0


def draw_labels(canvas: Canvas, facts: Facts) -> None:
    """Draw a label for each learner."""

    def draw_one(canvas: Canvas, learner: Learner, left: float, bottom: float, width: float, height: float) -> None:
        inner, room = width - 2 * _EDGE, height - 2 * _EDGE
        rows = within(_address(learner, 11, inner, facts.language), room)
        draw_rows(canvas, rows, left + _EDGE, bottom + (height + total(rows)) / 2, inner, _side(facts))

    draw_cells(canvas, facts.size, _STOCKS[facts.page], facts.learners, draw_one, cut=False)


def envelopes(large: bool) -> Callable[[Canvas, Facts], None]:
    """Draws an envelope for each learner; a large one takes a certificate that is not folded."""

    def draw(canvas: Canvas, facts: Facts) -> None:
        width, height = (_LARGE_ENVELOPES if large else _ENVELOPES)[facts.page]
        for learner in facts.learners:
            canvas.setPageSize((width, height))
            sender = [
                row
                for text in (facts.organiser,)
                if text
                for row in wrapped(text, 9, width * 0.4, _QUIET, language=facts.language)
            ]
            draw_rows(canvas, within(sender, height * 0.25), 12 * mm, height - 12 * mm, width * 0.4, _side(facts))
            inner = width * 0.45
            rows = within(_address(learner, 14, inner, facts.language), height * 0.42)
            draw_rows(canvas, rows, width * 0.48, height * 0.52, inner, _side(facts))
            canvas.showPage()

    return draw


def _address(learner: Learner, size: float, width: float, language: str) -> list[Row]:
    texts = ((learner.name, True), (learner.latin_name, False), (learner.organisation, False), (learner.address, False))
    return [
        row
        for text, bold in texts
        if text
        for row in wrapped(
            text, size if bold else size * 0.86, width, _INK, bold=bold, language=language, gap=2, between=1
        )
    ]


def _side(facts: Facts) -> Side:
    return "right" if facts.right_to_left else "left"
