"""Drawing text in any script on a reportlab canvas: one line, its width, and lines that fit a width."""

from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from trainer_app.typesetting.embedding import need
from trainer_app.typesetting.shaping import Line, set_line

Align = Literal["left", "center", "right"]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of the text on one line, in points. UserError names a character that no font holds."""
    return set_line(text, bold).width * size


def draw_text(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    bold: bool = False,
    align: Align = "left",
    max_width: float | None = None,
) -> float:
    """Draw one line with its baseline at y, in the canvas's fill colour; return its width in points.

    x is its left end, middle or right end, as `align` says. A line wider than max_width (points) is set in a
    smaller size that fits it. UserError names a character that no font holds; nothing is drawn then.
    """
    line = set_line(text, bold)
    if max_width is not None and line.width * size > max_width:
        size = max_width / line.width
    width = line.width * size
    x -= {"left": 0.0, "center": width / 2, "right": width}[align]
    draw_line(canvas, x, y, line, size)
    return width


def draw_line(canvas: Canvas, x: float, y: float, line: Line, size: float) -> None:
    """Draw a line that `set_line` made, from its left end x, with its baseline at y, in points."""
    need(canvas._doc, line)
    canvas.addLiteral(f"q BT {size:.6g} 0 0 {size:.6g} {x:.3f} {y:.3f} Tm\n{line.code}\nET Q")
