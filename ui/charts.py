"""A report's chart on the screen: bars, stacked bars and lines, with its words for who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QKeySequence, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer_app import formats
from trainer_app.reports.document import COLOURS, Chart, Column, shown
from trainer_app.texts import _
from ui import style

MARGIN = 8
LONGEST_LABEL = 26  # characters
ON_DARK = ("6db3f8", "f2b14b", "b4bec9", "62c796", "d98cc4", "9fd4f5")  # as COLOURS, on a dark ground


def steps(largest: float, at_most: int = 6) -> list[float]:
    """Round marks of an axis from 0 to the largest value or just past it."""
    if largest <= 0:
        return [0.0, 1.0]
    rough = largest / at_most
    power = 10.0 ** floor(log10(rough))
    step = next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= rough * (1 - 1e-9))
    return [number * step for number in range(ceil(largest / step - 1e-9) + 1)]


def describe(chart: Chart) -> str:
    """The chart in words: its title, and every series with every value that is known."""
    lines = [chart.title]
    for column, numbers in chart.series:
        told = [
            _("{label}: {value}").format(label=label, value=shown(column, number))
            for label, number in zip(chart.labels, numbers, strict=True)
        ]
        lines.append(_("{series}. {values}").format(series=column.label, values="; ".join(told)))
    return "\n".join(lines)


class ChartView(QWidget):
    """Draws one trainer_app.reports.document.Chart in the theme's colours; Ctrl+C copies it as a picture.

    A value that is not known is no bar and a gap in a line.
    """

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = chart
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(describe(chart))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copy = QAction(_("Copy as a picture"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        self.addAction(copy)

    def set_chart(self, chart: Chart) -> None:
        """Show another chart."""
        self.chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(describe(chart))
        self.updateGeometry()
        self.update()

    def copy(self) -> None:
        """Put the chart on the clipboard, on white as it is printed, at twice the screen's size."""
        picture = QPixmap(self.size() * 2)
        picture.setDevicePixelRatio(2)
        picture.fill(QColor(style.LIGHT.base))
        painter = QPainter(picture)
        painter.setFont(self.font())
        self._draw(painter, QRectF(self.rect()), style.LIGHT)
        painter.end()
        QGuiApplication.clipboard().setPixmap(picture)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        if self.chart.kind == "line":
            return QSize(line * 34, line * 18)
        bars = len(self.chart.labels) * (len(self.chart.values) if self.chart.kind == "bar" else 1)
        return QSize(
            line * 34, max(line * 6, round(bars * line * 1.1 + len(self.chart.labels) * line * 0.6) + line * 5)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 14, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw(painter, QRectF(self.rect()), style.colours(self))

    def _draw(self, painter: QPainter, whole: QRectF, theme: style.Colours) -> None:
        _Drawing(
            painter, whole.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN), theme, self.chart, self.isRightToLeft()
        ).draw()


class _Drawing:
    """One drawing of one chart: title, legend, axis, then what is drawn against it."""

    def __init__(self, painter: QPainter, area: QRectF, theme: style.Colours, chart: Chart, mirrored: bool) -> None:
        self.painter, self.area, self.theme, self.chart, self.mirrored = painter, area, theme, chart, mirrored
        self.metrics = painter.fontMetrics()
        self.line = self.metrics.height()
        self.series = chart.series
        self.labels = chart.labels
        palette = ON_DARK if theme is style.DARK else COLOURS
        self.colours = [QColor(f"#{palette[number % len(palette)]}") for number in range(len(self.series))]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def draw(self) -> None:
        top = self._title(self.area.top())
        if len(self.series) > 1:
            top = self._legend(top)
        body = QRectF(self.area.left(), top, self.area.width(), self.area.bottom() - top)
        if not self.labels or not any(number is not None for _column, numbers in self.series for number in numbers):
            self._text(body, _("Nothing is known that could be drawn."), Qt.AlignmentFlag.AlignCenter, self.theme.muted)
        elif self.chart.kind == "line":
            self._lines(body)
        else:
            self._bars(body)

    # -- parts

    def _text(self, rect: QRectF, text: str, align: Qt.AlignmentFlag, colour: str = "") -> None:
        self.painter.setPen(QColor(colour or self.theme.text))
        self.painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, text)

    def _title(self, top: float) -> float:
        font = self.painter.font()
        bold = self.painter.font()
        bold.setBold(True)
        self.painter.setFont(bold)
        title = self.painter.fontMetrics().elidedText(
            self.chart.title, Qt.TextElideMode.ElideRight, int(self.area.width())
        )
        self._text(QRectF(self.area.left(), top, self.area.width(), self.line), title, self._start())
        self.painter.setFont(font)
        return top + self.line * 1.4

    def _legend(self, top: float) -> float:
        at, box = 0.0, self.line * 0.7
        for (column, _numbers), colour in zip(self.series, self.colours, strict=True):
            wide = box + 6 + self.metrics.horizontalAdvance(column.label) + self.line
            if at and at + wide > self.area.width():
                at, top = 0.0, top + self.line * 1.2
            left = self._left(at, box)
            self.painter.fillRect(QRectF(left, top + (self.line - box) / 2, box, box), colour)
            advance = self.metrics.horizontalAdvance(column.label) + 2.0
            self._text(QRectF(self._left(at + box + 6, advance), top, advance, self.line), column.label, self._start())
            at += wide
        return top + self.line * 1.5

    def _left(self, from_start: float, width: float) -> float:
        """The left edge of something so far from where reading starts."""
        if self.mirrored:
            return self.area.right() - from_start - width
        return self.area.left() + from_start

    def _start(self) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignRight if self.mirrored else Qt.AlignmentFlag.AlignLeft

    def _end(self) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignLeft if self.mirrored else Qt.AlignmentFlag.AlignRight

    def _largest(self) -> float:
        known = [[number or 0.0 for number in numbers] for _column, numbers in self.series]
        if self.chart.kind == "stacked_bar":
            return max(sum(column) for column in zip(*known, strict=True))
        return max(max(numbers) for numbers in known)

    def _axis_text(self, value: float) -> str:
        if self.series[0][0].kind == "percent":
            return formats.percent_text(value, 0)
        return formats.number_text(value)

    # -- bars, which lie so that long names can be read

    def _bars(self, body: QRectF) -> None:
        marks = steps(self._largest())
        names = min(
            max(self.metrics.horizontalAdvance(label) for label in self.labels) + 2,  # elision counts fractions
            self.metrics.averageCharWidth() * LONGEST_LABEL,
            body.width() * 0.4,
        )
        room = max(self.metrics.horizontalAdvance(self._value_text(at)) for at in range(len(self.labels))) + 8
        start = names + 8
        width = max(body.width() - start - room, 20.0)
        bottom = body.bottom() - self.line * 1.3
        self._grid(marks, start, width, body.top(), bottom)
        slot = (bottom - body.top()) / len(self.labels)
        for at, label in enumerate(self.labels):
            top = body.top() + at * slot
            name = self.metrics.elidedText(label, Qt.TextElideMode.ElideRight, int(names))
            self._text(QRectF(self._left(0, names), top, names, slot), name, self._end())
            if self.chart.kind == "stacked_bar":
                self._stack(at, start, width / marks[-1], top + slot * 0.18, slot * 0.64)
            else:
                self._group(at, start, width / marks[-1], top + slot * 0.14, slot * 0.72)

    def _value_text(self, at: int) -> str:
        """The longest figure beside the bars of one label."""
        if self.chart.kind == "stacked_bar":
            return self._sum_text(at)
        return max((shown(column, numbers[at]) for column, numbers in self.series), key=len)

    def _sum_text(self, at: int) -> str:
        known = [numbers[at] for _column, numbers in self.series if numbers[at] is not None]
        return shown(self.series[0][0], sum(number or 0 for number in known)) if known else ""

    def _grid(self, marks: Sequence[float], start: float, width: float, top: float, bottom: float) -> None:
        faint = QColor(self.theme.line)
        faint.setAlphaF(0.35)
        for mark in marks:
            at = self._left(start + width * mark / marks[-1], 0)
            self.painter.setPen(QPen(QColor(self.theme.line) if mark == 0 else faint, 1))
            self.painter.drawLine(QPointF(at, top), QPointF(at, bottom))
            text = self._axis_text(mark)
            wide = self.metrics.horizontalAdvance(text) + 2.0
            self._text(
                QRectF(at - wide / 2, bottom + 2, wide, self.line),
                text,
                Qt.AlignmentFlag.AlignHCenter,
                self.theme.muted,
            )

    def _group(self, at: int, start: float, scale: float, top: float, height: float) -> None:
        each = height / len(self.series)
        for number, ((column, numbers), colour) in enumerate(zip(self.series, self.colours, strict=True)):
            value = numbers[at]
            long = max(value or 0.0, 0.0) * scale
            y = top + number * each
            if value is not None:
                self.painter.fillRect(QRectF(self._left(start, long), y, long, max(each - 1, 1)), colour)
            self._figure(column, value, start + long, y, each)

    def _stack(self, at: int, start: float, scale: float, top: float, height: float) -> None:
        x = start
        for (_column, numbers), colour in zip(self.series, self.colours, strict=True):
            long = max(numbers[at] or 0.0, 0.0) * scale
            self.painter.fillRect(QRectF(self._left(x, long), top, long, height), colour)
            x += long
        wide = self.metrics.horizontalAdvance(self._sum_text(at)) + 2.0
        self._text(QRectF(self._left(x + 5, wide), top, wide, height), self._sum_text(at), self._start())

    def _figure(self, column: Column, value: float | None, after: float, y: float, height: float) -> None:
        text = shown(column, value)
        wide = self.metrics.horizontalAdvance(text) + 2.0
        self._text(QRectF(self._left(after + 5, wide), y, wide, height), text, self._start())

    # -- lines, in the order of the rows

    def _lines(self, body: QRectF) -> None:
        marks = steps(self._largest())
        beside = max(self.metrics.horizontalAdvance(self._axis_text(mark)) for mark in marks) + 8.0
        bottom = body.bottom() - self.line * 1.4
        height = bottom - body.top() - self.line / 2
        width = body.width() - beside - self.line
        faint = QColor(self.theme.line)
        faint.setAlphaF(0.35)
        for mark in marks:
            y = bottom - height * mark / marks[-1]
            self.painter.setPen(QPen(QColor(self.theme.line) if mark == 0 else faint, 1))
            ends = self._left(beside, 0), self._left(beside + width, 0)
            self.painter.drawLine(QPointF(ends[0], y), QPointF(ends[1], y))
            place = QRectF(self._left(0, beside - 6), y - self.line / 2, beside - 6, self.line)
            self._text(place, self._axis_text(mark), self._end(), self.theme.muted)
        apart = width / max(len(self.labels) - 1, 1)
        xs = [self._left(beside + apart * at, 0) for at in range(len(self.labels))]
        self._names_below(xs, apart, bottom)
        for (_column, numbers), colour in zip(self.series, self.colours, strict=True):
            self._line(xs, [None if n is None else bottom - height * n / marks[-1] for n in numbers], colour)

    def _names_below(self, xs: Sequence[float], apart: float, bottom: float) -> None:
        widest = max(self.metrics.horizontalAdvance(label) for label in self.labels) + 10.0
        every = max(ceil(widest / apart), 1) if apart else 1
        for at in range(0, len(xs), every):
            left = min(max(xs[at] - widest / 2, self.area.left()), self.area.right() - widest)
            self._text(QRectF(left, bottom + 4, widest, self.line), self.labels[at], Qt.AlignmentFlag.AlignHCenter)

    def _line(self, xs: Sequence[float], ys: Sequence[float | None], colour: QColor) -> None:
        self.painter.setPen(QPen(colour, 2))
        self.painter.setBrush(colour)
        before: QPointF | None = None
        for x, y in zip(xs, ys, strict=True):
            point = None if y is None else QPointF(x, y)
            if point is not None:
                if before is not None:
                    self.painter.drawLine(before, point)
                self.painter.drawEllipse(point, 3, 3)
            before = point
