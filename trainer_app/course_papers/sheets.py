"""Cells of one size on sheets of paper: badges and labels, where the stock is punched beforehand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from trainer_app.course_papers.facts import Learner

_CUT = HexColor("#B8C0C8")


@dataclass(frozen=True)
class Stock:
    """A sheet of cells: how many across and down, each cell's size and the distance between them, in millimetres."""

    across: int
    down: int
    width: float
    height: float
    gap_x: float = 0.0
    gap_y: float = 0.0


def draw_cells(
    canvas: Canvas, size: tuple[float, float], stock: Stock, learners: Iterable[Learner],
    draw: Callable[[Canvas, Learner, float, float, float, float], None], *, cut: bool,
) -> None:  # fmt: skip
    """Draw each learner's cell by `draw(canvas, learner, left, bottom, width, height)`; `cut` draws where to cut."""
    width, height, gap_x, gap_y = (length * mm for length in (stock.width, stock.height, stock.gap_x, stock.gap_y))
    left = (size[0] - stock.across * width - (stock.across - 1) * gap_x) / 2
    top = size[1] - (size[1] - stock.down * height - (stock.down - 1) * gap_y) / 2
    for at, learner in enumerate(learners):
        place = at % (stock.across * stock.down)
        if at and not place:
            canvas.showPage()
        if not place:
            canvas.setPageSize(size)
        x = left + place % stock.across * (width + gap_x)
        y = top - (place // stock.across + 1) * height - place // stock.across * gap_y
        if cut:
            canvas.setStrokeColor(_CUT)
            canvas.setLineWidth(0.4)
            canvas.setDash(2, 3)
            canvas.rect(x, y, width, height)
            canvas.setDash()
        draw(canvas, learner, x, y, width, height)
    canvas.showPage()
