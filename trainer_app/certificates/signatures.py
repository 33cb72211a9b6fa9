"""Who signs a certificate, at its foot: one to four beside each other, on narrow paper on two lines."""

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from trainer_app.certificates.contents import Signatory
from trainer_app.certificates.images import draw_picture
from trainer_app.typesetting.rows import Row, Side, draw_rows, total, wrapped

LINE = 122.0
"""Points from the lower edge of the paper to the lowest line on which somebody signs."""

_LOWEST = 57.0
_PICTURE_HEIGHT = 38.0
_STEP = 100.0  # from one line of signatories to the next
_NARROWEST, _WIDEST = 118.0, 210.0
_BETWEEN = 24.0


def draw_signatories(
    canvas: Canvas, people: tuple[Signatory, ...], left: float, width: float, *, ink: Color, quiet: Color,
    language: str, right_to_left: bool, side: Side = "middle", lowest: float = LINE,
) -> float:  # fmt: skip
    """Draw those who sign in a column of the page; return the y above them, 0 where nobody signs.

    They share the column, or begin at the side where the text does; `lowest` is where the last of them sign.
    """
    number = max(1, min(len(people), int(width // _NARROWEST)))
    if number > 1 and len(people) > number:
        number = -(-len(people) // -(-len(people) // number))  # as many on each line
    lines = [people[start : start + number] for start in range(0, len(people), number)]
    bottom = lowest
    for line in reversed(lines):
        column = width / len(line)
        wide = min(column - _BETWEEN, _WIDEST)
        for position, person in enumerate(line[::-1] if right_to_left else line):
            start = left + column * (position + 0.5) - wide / 2
            if side == "left":
                start = left + (wide + _BETWEEN) * position
            elif side == "right":
                start = left + width - wide - (wide + _BETWEEN) * (len(line) - 1 - position)
            _draw_signatory(canvas, person, start, bottom, wide, (ink, quiet), language, side)
        bottom += _STEP
    return bottom - _STEP + _PICTURE_HEIGHT + 4 if lines else 0.0


def _draw_signatory(
    canvas: Canvas, person: Signatory, left: float, line: float, width: float, colours: tuple[Color, Color],
    language: str, side: Side,
) -> None:  # fmt: skip
    """Draw one who signs: the signature on its line, name and title below."""
    if person.signature:
        draw_picture(canvas, person.signature, left, line - 3, width, _PICTURE_HEIGHT, side)
    canvas.setStrokeColor(colours[1])
    canvas.setLineWidth(0.6)
    canvas.line(left, line, left + width, line)
    draw_rows(canvas, _rows(person, width, LINE - 3 - _LOWEST, colours, language), left, line - 3, width, side)


def _rows(
    person: Signatory, width: float, height: float, colours: tuple[Color, Color], language: str
) -> list[Row]:  # fmt: skip
    scale = 1.0
    while True:
        rows = [
            row
            for text, size, bold, colour in (
                (person.name, 11, True, colours[0]),
                (person.title, 9.5, False, colours[1]),
                (person.organisation, 9.5, False, colours[1]),
            )
            if text
            for row in wrapped(
                text, size * scale, width, colour, bold=bold, language=language, gap=2.5 * scale, between=2.5 * scale
            )
        ]
        if total(rows) <= height:
            return rows
        scale *= 0.93
