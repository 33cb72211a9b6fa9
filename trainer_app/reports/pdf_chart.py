"""Drawing a chart of a report on a PDF page: lying bars, stacked bars, and lines."""

import math
from collections.abc import Sequence

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from trainer_app import formats
from trainer_app.reports.document import COLOURS, Chart
from trainer_app.reports.pdf_text import printable, shortened
from trainer_app.typesetting.text import draw_text, text_width

_SIZE = 8.0
_TITLE = 11.0
_BLACK, _GREY, _RULE = HexColor("#000000"), HexColor("#555555"), HexColor("#C4CBD2")
_BAR, _GAP = 11.0, 5.0
_LINE_HEIGHT = 170.0
_TICKS = 5
_LONGEST_LABEL = 0.3  # of the width of the chart


def height(chart: Chart, width: float, most: float) -> float:
    """How high the chart will be, in points: at most `most`."""
    plot = _LINE_HEIGHT if chart.kind == "line" else _row_height(chart) * len(chart.drawn)
    return min(_above(chart, width) + plot + _SIZE * 2.4, most)


def draw(canvas: Canvas, chart: Chart, left: float, top: float, width: float, high: float) -> None:
    """Draw the chart with its upper left corner there; width and height in points."""
    canvas.saveState()
    canvas.setFillColor(_BLACK)
    draw_text(canvas, left, top - _TITLE, printable(chart.title), _TITLE, bold=True, max_width=width)
    _draw_legend(canvas, chart, left, top - _TITLE * 1.8, width)
    above = _above(chart, width)
    if chart.kind == "line":
        _draw_lines(canvas, chart, left, top - above, width, high - above - _SIZE * 2.4)
    else:
        _draw_bars(canvas, chart, left, top - above, width, high - above - _SIZE * 2.4)
    canvas.restoreState()


def ticks(least: float, most: float) -> list[float]:
    """About five round values from `least` (0 or below) to `most` or a little above, evenly apart."""
    span = (most - least) or 1.0
    power = 10.0 ** math.floor(math.log10(span / _TICKS))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power * _TICKS >= span)
    first, last = math.floor(least / step), math.ceil(most / step - 1e-9)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def _above(chart: Chart, width: float) -> float:
    """The height of title and legend."""
    return _TITLE * 2.2 + _SIZE * 1.8 * len(_legend_rows(chart, width))


def _legend_rows(chart: Chart, width: float) -> list[list[tuple[int, str, float]]]:
    """The legend in rows of (number of the series, its name, x); none for a single series."""
    rows: list[list[tuple[int, str, float]]] = []
    x = width
    for number, (column, _values) in enumerate(chart.series):
        name = printable(column.label)
        needed = text_width(name, _SIZE) + 3 * _SIZE
        if x + needed > width:
            rows.append([])
            x = 0.0
        rows[-1].append((number, name, x))
        x += needed
    return rows if len(chart.values) > 1 else []


def _draw_legend(canvas: Canvas, chart: Chart, left: float, top: float, width: float) -> None:
    for at, row in enumerate(_legend_rows(chart, width)):
        y = top - _SIZE * (1 + 1.8 * at)
        for number, name, x in row:
            canvas.setFillColor(_colour(number))
            canvas.rect(left + x, y - 0.5, _SIZE * 0.9, _SIZE * 0.9, stroke=0, fill=1)
            canvas.setFillColor(_BLACK)
            draw_text(canvas, left + x + _SIZE * 1.4, y, name, _SIZE)


def _colour(number: int) -> Color:
    return HexColor(f"#{COLOURS[number % len(COLOURS)]}")


def _figure(chart: Chart, value: float) -> str:
    if all(column.kind == "percent" for column, _values in chart.series):
        return formats.percent_text(value, 0)
    return formats.number_text(value)


def _row_height(chart: Chart) -> float:
    return _BAR * (1 if chart.kind == "stacked_bar" else len(chart.values)) + _GAP


def _bounds(chart: Chart) -> list[float]:
    """The values of the axis."""
    columns = [values for _column, values in chart.series]
    if chart.kind == "stacked_bar":
        ends = [sum(value for value in row if value is not None) for row in zip(*columns, strict=True)]
    else:
        ends = [value for values in columns for value in values if value is not None]
    return ticks(min([0.0, *ends]), max([0.0, *ends]))


def _draw_bars(canvas: Canvas, chart: Chart, left: float, top: float, width: float, high: float) -> None:
    labels = [printable(label) for label in chart.labels]
    names = min(max(text_width(label, _SIZE) for label in labels), width * _LONGEST_LABEL)
    x0, axis = left + names + 6, _bounds(chart)
    across = width - names - 6 - 40  # room for the figure behind the longest bar
    scale = across / (axis[-1] - axis[0])
    canvas.setStrokeColor(_RULE)
    canvas.setLineWidth(0.4)
    for value in axis:
        x = x0 + (value - axis[0]) * scale
        canvas.line(x, top, x, top - high)
        canvas.setFillColor(_GREY)
        draw_text(canvas, x, top - high - _SIZE * 1.4, _figure(chart, value), _SIZE * 0.9, align="center")
    row = high / len(labels)
    for at, label in enumerate(labels):
        y = top - row * (at + 0.5)
        canvas.setFillColor(_BLACK)
        draw_text(canvas, x0 - 4, y - _SIZE * 0.35, shortened(label, _SIZE, names + 0.01), _SIZE, align="right")
        values = [series[at] for _column, series in chart.series]
        _draw_row(canvas, chart, values, x0 - axis[0] * scale, y, min(row * 0.7, row - 1.5), scale)


def _draw_row(
    canvas: Canvas, chart: Chart, values: Sequence[float | None], x0: float, y: float, thick: float, scale: float
) -> None:
    """The bars of one row around its middle y; what is not known has no bar and no figure."""
    known = [value for value in values if value is not None]
    if chart.kind == "stacked_bar":
        x = x0
        for number, value in enumerate(values):
            if value:
                canvas.setFillColor(_colour(number))
                canvas.rect(x, y - thick / 2, value * scale, thick, stroke=0, fill=1)
                x += value * scale
        if len(known) == len(values):
            canvas.setFillColor(_BLACK)
            draw_text(canvas, x + 3, y - _SIZE * 0.35, _figure(chart, sum(known)), _SIZE * 0.9)
        return
    each = thick / len(values)
    for number, value in ((at, one) for at, one in enumerate(values) if one is not None):
        low = y + thick / 2 - each * (number + 1)
        canvas.setFillColor(_colour(number))
        canvas.rect(x0, low, value * scale, each, stroke=0, fill=1)
        canvas.setFillColor(_BLACK)
        size = min(_SIZE * 0.9, each * 1.1)
        draw_text(canvas, x0 + max(value, 0) * scale + 3, low + each / 2 - size * 0.35, _figure(chart, value), size)


def _draw_lines(canvas: Canvas, chart: Chart, left: float, top: float, width: float, high: float) -> None:
    axis = _bounds(chart)
    figures = [_figure(chart, value) for value in axis]
    names = max(text_width(figure, _SIZE) for figure in figures)
    x0, across = left + names + 6, width - names - 12
    scale = high / (axis[-1] - axis[0])
    canvas.setLineWidth(0.4)
    canvas.setStrokeColor(_RULE)
    canvas.setFillColor(_GREY)
    for tick, figure in zip(axis, figures, strict=True):
        y = top - high + (tick - axis[0]) * scale
        canvas.line(x0, y, x0 + across, y)
        draw_text(canvas, x0 - 4, y - _SIZE * 0.35, figure, _SIZE, align="right")
    labels = [printable(label) for label in chart.labels]
    step = across / len(labels)
    # As many labels as have room, the first among them.
    every = max(1, math.ceil((max(text_width(label, _SIZE) for label in labels) + 6) / step))
    for at in range(0, len(labels), every):
        draw_text(canvas, x0 + step * (at + 0.5), top - high - _SIZE * 1.5, labels[at], _SIZE, align="center")
    for number, (_column, values) in enumerate(chart.series):
        canvas.setStrokeColor(_colour(number))
        canvas.setFillColor(_colour(number))
        canvas.setLineWidth(1.6)
        last: tuple[float, float] | None = None
        for at, value in enumerate(values):
            if value is None:  # a gap: a line to zero would be a lie
                last = None
                continue
            point = (x0 + step * (at + 0.5), top - high + (value - axis[0]) * scale)
            if last:
                canvas.line(*last, *point)
            canvas.circle(*point, 2, stroke=0, fill=1)
            last = point
