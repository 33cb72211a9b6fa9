"""Lines of text ready to be placed: as large as wanted where they fit, else smaller or on more lines."""

from dataclasses import dataclass, replace
from typing import Literal

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from trainer_app.typesetting.fonts import is_urdu
from trainer_app.typesetting.shaping import Line, clean, set_line
from trainer_app.typesetting.text import draw_line, wrap_text

Side = Literal["left", "middle", "right"]


@dataclass(frozen=True)
class Row:
    """One line of text; `gap` is the space above it, in points."""

    line: Line
    size: float
    colour: Color
    gap: float = 0.0

    @property
    def width(self) -> float:
        return self.line.width * self.size

    @property
    def ascent(self) -> float:
        return self.size * max(self.line.ascent, 0.78)

    @property
    def height(self) -> float:
        """With its gap, marks above and below included."""
        return self.gap + self.ascent + self.size * max(-self.line.descent, 0.24)


def read_as(text: str, language: str) -> str:
    """The language that a text is set in: Urdu wherever its letters stand, as Arabic type does not show it well."""
    return "ur" if is_urdu(text) else language


def wrapped(
    text: str, size: float, width: float, colour: Color, *, bold: bool = False, language: str = "", gap: float = 0.0,
    between: float = 2.0, even: bool = True, typeface: str = "",
) -> list[Row]:  # fmt: skip
    """The rows of a text that is no wider than `width`, the first with `gap` above, the others `between`.

    `even`: lines about as long as each other. A letter that is wider than the width makes all smaller.
    """
    language = read_as(text, language)
    broken = balanced if even else wrap_text
    parts = broken(text, size, width, bold=bold, language=language, typeface=typeface)
    lines = [set_line(part, bold, language, typeface) for part in parts]
    widest = max((line.width for line in lines), default=0.0)
    size = min(size, width / (widest or 1))
    return [Row(line, size, colour, between if at else gap) for at, line in enumerate(lines)]


def fitted(
    text: str, size: float, smallest: float, width: float, colour: Color, *, bold: bool = True, language: str = "",
    typeface: str = "",
) -> list[Row]:  # fmt: skip
    """The rows of a text: one if it fits at `smallest` or larger, else two as large as they go."""
    whole, language = clean(text), read_as(text, language)
    line = set_line(whole, bold, language, typeface)
    if line.width * smallest <= width:
        return [Row(line, min(size, width / (line.width or 1)), colour)]
    while size > 8 and len(wrap_text(whole, size, width, bold=bold, language=language, typeface=typeface)) > 2:
        size -= 1
    return wrapped(whole, size, width, colour, bold=bold, language=language, between=0, typeface=typeface)


def balanced(
    text: str, size: float, width: float, *, bold: bool, language: str = "", typeface: str = ""
) -> list[str]:  # fmt: skip
    """The text in as few lines as it takes, about as long as each other."""
    lines = wrap_text(text, size, width, bold=bold, language=language, typeface=typeface)
    narrowest = width / 2  # half the width takes more lines, unless each letter is wider and has its own already
    while len(lines) > 1 and width > narrowest:
        width *= 0.95
        narrower = wrap_text(text, size, width, bold=bold, language=language, typeface=typeface)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def total(rows: list[Row]) -> float:
    """The height of rows below each other, in points."""
    return sum(row.height for row in rows)


def scaled(rows: list[Row], by: float) -> list[Row]:
    """The rows, larger or smaller in all."""
    return [replace(row, size=row.size * by, gap=row.gap * by) for row in rows]


def within(rows: list[Row], height: float) -> list[Row]:
    """The rows, made smaller where they are higher than `height`."""
    high = total(rows)
    return rows if high <= height else scaled(rows, height / high)


def draw_rows(canvas: Canvas, rows: list[Row], left: float, top: float, width: float, side: Side) -> float:
    """Draw rows below each other in a column; return the y below them."""
    y = top
    for row in rows:
        x = {"left": left, "middle": left + (width - row.width) / 2, "right": left + width - row.width}[side]
        canvas.setFillColor(row.colour)
        draw_line(canvas, x, y - row.gap - row.ascent, row.line, row.size)
        y -= row.height
    return y
