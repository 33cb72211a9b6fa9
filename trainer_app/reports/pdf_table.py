"""Laying a table out on the width of a page and drawing its rows, in the reading direction of the language."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from trainer_app import formats
from trainer_app.reports.document import Column, Table
from trainer_app.reports.pdf_text import printable, widest_word, wrapped
from trainer_app.typesetting.text import draw_text, text_width

_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0)
_PAD = 3.0
_WIDEST_TEXT = 170.0  # points at the first size; longer text is wrapped
_NARROWEST_TEXT = 62.0
_NARROWEST_FIGURE = 34.0
_LEADING = 1.5  # tall scripts such as Burmese and Khmer need it
_BLACK, _RULE, _SHADE = HexColor("#000000"), HexColor("#C4CBD2"), HexColor("#E8EDF2")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table, ready to draw: the lines of text of each cell."""

    cells: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    size: float
    height: float
    place: str  # head, body, total

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it with its upper left corner there."""
        whole = sum(self.widths)
        mirrored = formats.right_to_left()
        if self.place == "head":
            canvas.setFillColor(_SHADE)
            canvas.rect(left, top - self.height, whole, self.height, stroke=0, fill=1)
        canvas.setStrokeColor(_BLACK if self.place == "total" else _RULE)
        canvas.setLineWidth(0.6 if self.place == "total" else 0.4)
        edge = top if self.place == "total" else top - self.height
        canvas.line(left, edge, left + whole, edge)
        canvas.setFillColor(_BLACK)
        x = left + whole if mirrored else left
        for column, lines, width in zip(self.columns, self.cells, self.widths, strict=True):
            start = x - width if mirrored else x
            self._draw_cell(canvas, column.is_number or mirrored, lines, start, top, width)
            x = start if mirrored else x + width

    def _draw_cell(self, canvas: Canvas, right: bool, lines: Sequence[str], x: float, top: float, width: float) -> None:
        leading = self.size * _LEADING
        # Heads of several lengths stand on one line below.
        y = top - _PAD - self.size * 1.05
        if self.place == "head":
            y -= (self.height - 2 * _PAD) - leading * len(lines)
        for line in lines:
            at, align = (x + width - _PAD, "right") if right else (x + _PAD, "left")
            draw_text(
                canvas, at, y, line, self.size, bold=self.place != "body",
                align=align, max_width=width - 2 * _PAD,  # type: ignore[arg-type]
            )  # fmt: skip
            y -= leading


@dataclass(frozen=True, slots=True)
class Layout:
    """A table on a width: its header, which is repeated on every page, and its rows, the total last."""

    head: Line
    rows: tuple[Line, ...]


def natural_width(table: Table) -> float:
    """The width that the table has at its usual size, in points."""
    return sum(_widths(table, _SIZES[0]))


def lay_out(table: Table, width: float) -> Layout:
    """Fit the table to a width: smaller letters first, then narrower columns of text, then all columns."""
    for size in _SIZES:
        widths = _widths(table, size)
        if sum(widths) <= width:
            break
    else:
        widths = _squeezed(table, widths, width)
    texts = [tuple(printable(text) for text in table.shown(row)) for row in table.rows]
    head = _line(table, tuple(printable(column.label) for column in table.columns), widths, size, "head")
    rows = [_line(table, row, widths, size, "body") for row in texts]
    if table.total is not None:
        rows.append(_line(table, table.shown_total(), widths, size, "total"))
    return Layout(head, tuple(rows))


def _line(table: Table, texts: Sequence[str], widths: Sequence[float], size: float, place: str) -> Line:
    bold = place != "body"
    cells = []
    for column, text, width in zip(table.columns, texts, widths, strict=True):
        whole = column.is_number and place != "head"
        cells.append((text,) if whole else tuple(wrapped(text, size, width - 2 * _PAD + 0.01, bold=bold)))
    height = max(len(lines) for lines in cells) * size * _LEADING + 2 * _PAD
    return Line(tuple(cells), table.columns, tuple(widths), size, height, place)


def _widths(table: Table, size: float) -> list[float]:
    """The width of each column: of figures in whole, of text up to a bound, of labels by their longest word."""
    totals = table.shown_total()
    scale = size / _SIZES[0]
    rows = [table.shown(row) for row in table.rows]
    widths = []
    for at, column in enumerate(table.columns):
        values = {printable(row[at]) for row in rows}
        widest = max((text_width(value, size) for value in values), default=0.0)
        if totals:
            widest = max(widest, text_width(totals[at], size, bold=True))
        label = printable(column.label)
        if column.is_number:
            least = _NARROWEST_FIGURE * scale - 2 * _PAD
        else:
            # A label is shorter in two lines; a column of text is as wide as that at least.
            least = text_width(label, size, bold=True) / 2
            widest = min(widest, _WIDEST_TEXT * scale)
        widths.append(max(widest, least, widest_word(label, size, bold=True)) + 2 * _PAD)
    return widths


def _squeezed(table: Table, widths: Sequence[float], width: float) -> list[float]:
    """Narrower columns for a table that is too wide at the smallest size."""
    texts = [one for one, column in zip(widths, table.columns, strict=True) if not column.is_number]
    excess = sum(widths) - width
    spare = sum(max(one - _NARROWEST_TEXT, 0) for one in texts)
    share = min(excess / spare, 1.0) if spare else 0.0
    narrower = [
        one if column.is_number else one - max(one - _NARROWEST_TEXT, 0) * share
        for one, column in zip(widths, table.columns, strict=True)
    ]
    scale = min(width / sum(narrower), 1.0)
    return [one * scale for one in narrower]
