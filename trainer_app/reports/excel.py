"""A report as an Excel workbook: a sheet per table with real numbers, charts that follow the cells, ready to print."""

import math
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from trainer_app import formats
from trainer_app.reports.document import COLOURS, Chart, Column, Document, Row, Table, Value, column_notes
from trainer_app.saving import replacing, room_beside
from trainer_app.sheet_names import sheet_names
from trainer_app.texts import _

_A4 = 9
_HEADER_ROW = 4  # counted from 0: above it title, subtitle, name of the table and period
_WIDEST_TEXT = 40  # characters
_FIGURE_WIDTH = 11
_BROAD = 100  # characters across that still fit a sheet of paper in portrait
_ROW = 15  # points
_ONE_PAGE = 900  # points that can be made small enough for one page and still be read
_BAR_PIXELS = 22
_PIXELS = 4 / 3  # to a point
_NUMBER_FORMATS = {
    "integer": "#,##0",
    "percent": "0.0%",
    "decimal": "#,##0.0##",
    "date": "yyyy-mm-dd",
    "month": "mmm yyyy",
}
_CHART_TYPES: dict[str, dict[str, str]] = {
    "bar": {"type": "bar"},
    "stacked_bar": {"type": "bar", "subtype": "stacked"},
    "line": {"type": "line"},
}


def write_excel(document: Document, path: Path) -> None:
    """Write the report. "Not known" is an empty cell; text that begins with "=" stays text.

    Raises UserError where the file cannot be written.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(path) as partial, room_beside(path) as room:
        try:
            with xlsxwriter.Workbook(partial, options | {"tmpdir": str(room)}) as book:
                _Writer(book, document).write()
        except FileCreateError as error:
            raise error.args[0] from error


class _Writer:
    """One workbook while it is written."""

    def __init__(self, book: xlsxwriter.Workbook, document: Document) -> None:
        self.book = book
        self.document = document
        titles = [table.title for table in document.tables]
        self.names = sheet_names(
            [*titles, *[_("Chart {title}").format(title=title) for title in titles]] or [document.title]
        )
        self.formats: dict[tuple[str, str], Any] = {}

    def write(self) -> None:
        self.book.set_properties({"title": self.document.title, "author": self.document.made_by})
        for table, name in zip(self.document.tables, self.names, strict=False):
            self._sheet(table, name)
        if not self.document.tables:
            self._head(self.book.add_worksheet(self.names[0]), "")

    def _format(self, place: str, kind: str = "text") -> Any:
        """The cell format of a place (title, head, body, total, note) for a kind of value; each made once."""
        if (place, kind) not in self.formats:
            looks: dict[str, dict[str, Any]] = {
                "title": {"bold": True, "font_size": 14},
                "subtitle": {"bold": True},
                "plain": {},
                "head": {
                    "bold": True, "text_wrap": True, "valign": "bottom", "bg_color": "#E8EDF2", "bottom": 1,
                    "align": "left" if kind == "text" else "right",
                },
                "body": {"valign": "top", "text_wrap": kind == "text"},
                "total": {"bold": True, "top": 1},
                "note": {"italic": True, "font_color": "#555555", "text_wrap": True, "valign": "top"},
            }  # fmt: skip
            properties = dict(looks[place])
            if place in ("body", "total"):
                if kind in _NUMBER_FORMATS:
                    properties["num_format"] = _NUMBER_FORMATS[kind]
                if kind in ("date", "month"):
                    properties["align"] = "left"
            self.formats[place, kind] = self.book.add_format(properties)
        return self.formats[place, kind]

    def _head(self, sheet: Any, title: str) -> None:
        document = self.document
        sheet.write_string(0, 0, document.title, self._format("title"))
        for row, text in enumerate((document.subtitle, document.period), start=1):
            if text:
                sheet.write_string(row, 0, text, self._format("plain"))
        if title:
            sheet.write_string(3, 0, title, self._format("subtitle"))

    def _sheet(self, table: Table, name: str) -> None:
        sheet = self._new_sheet(name, table.title)
        widths = [_width(column, (values[at] for values in table.rows)) for at, column in enumerate(table.columns)]
        for at, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
            sheet.set_column(at, at, width)
            kind = "integer" if column.is_number else "text"
            sheet.write_string(_HEADER_ROW, at, column.label, self._format("head", kind))
        labels = tuple(column.label for column in table.columns)
        high = _set_height(sheet, _HEADER_ROW, labels, [width * 0.85 for width in widths])
        row = _HEADER_ROW + 1
        for values in table.rows:
            self._row(sheet, row, table, values, "body")
            high += _set_height(sheet, row, values, widths)
            row += 1
        if table.total is not None:
            self._row(sheet, row, table, (_("Total"), *table.total[1:]), "total")
            row += 1
        below = self._notes(sheet, row + 1, table, sum(widths))
        high += (below - row + _HEADER_ROW) * _ROW
        self._paper(sheet, sum(widths), one_page=self._charts(sheet, table, name, below, high))
        sheet.repeat_rows(_HEADER_ROW)
        sheet.freeze_panes(_HEADER_ROW + 1, 1)

    def _new_sheet(self, name: str, title: str) -> Any:
        sheet = self.book.add_worksheet(name)
        if formats.right_to_left():
            sheet.right_to_left()
        self._head(sheet, title)
        return sheet

    def _row(self, sheet: Any, at: int, table: Table, values: Row, place: str) -> None:
        for number, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            if value is None and column.blank and place == "body":
                value = column.blank
            look = self._format(place, column.kind)
            if value is None:
                sheet.write_blank(at, number, None, look)
            elif isinstance(value, date):
                sheet.write_datetime(at, number, value, look)
            elif isinstance(value, str):
                sheet.write_string(at, number, value, look)
            else:
                sheet.write_number(at, number, value, look)

    def _notes(self, sheet: Any, first: int, table: Table, width: float) -> int:
        """Write the notes over the width of the table (characters); returns the row after them."""
        notes = [*table.notes, *column_notes(table.columns), *self.document.notes, self.document.made]
        for row, note in enumerate(notes, start=first):
            if len(table.columns) > 1:
                sheet.merge_range(row, 0, row, len(table.columns) - 1, "", self._format("note"))
            sheet.write_string(row, 0, note, self._format("note"))
            sheet.set_row(row, _ROW * math.ceil(len(note) * 1.1 / width))
        return first + len(notes) + 1

    def _charts(self, sheet: Any, table: Table, name: str, row: int, high: float) -> bool:
        """Put the charts under the table where both go on one page, else on a sheet of their own; whether they are."""
        drawn = [(chart, *self._chart(chart, name)) for chart in self.document.charts_of(table) if chart.drawn]
        if not drawn:
            return False
        below = high + sum(height for _chart, _object, height in drawn) / _PIXELS <= _ONE_PAGE
        if not below:
            own = self.names[len(self.document.tables) + self.document.tables.index(table)]
            sheet, row = self._new_sheet(own, ""), _HEADER_ROW
            self._paper(sheet, 0, one_page=True)
        for chart, made, height in drawn:
            sheet.insert_chart(row, 0, made, {"description": chart.title})
            row += math.ceil(height / _PIXELS / _ROW) + 1
        return below

    def _chart(self, chart: Chart, name: str) -> tuple[Any, int]:
        """A chart that refers to the cells, and its height in pixels."""
        drawn = self.book.add_chart(_CHART_TYPES[chart.kind])
        first, last = _HEADER_ROW + 1, _HEADER_ROW + len(chart.drawn)
        for key, colour in zip(chart.values, COLOURS * len(chart.values), strict=False):
            at, label = chart.table.index(key), chart.table.index(chart.label)
            look = {"color": f"#{colour}"}
            drawn.add_series(
                {
                    "name": [name, _HEADER_ROW, at],
                    "categories": [name, first, label, last, label],
                    "values": [name, first, at, last, at],
                    "fill": look,
                    "border": look,
                    "line": look | {"width": 2.25},
                    "gap": 40,
                    "marker": {"type": "circle", "fill": look, "border": look} if chart.kind == "line" else {},
                }
            )
        percent = all(column.kind == "percent" for column, _values in chart.series)
        figures: dict[str, Any] = {"num_format": "0%" if percent else "#,##0", "min": 0}
        figures["major_gridlines"] = {"visible": True, "line": {"color": "#C4CBD2", "width": 0.5}}
        if any(value is not None and value < 0 for _column, values in chart.series for value in values):
            del figures["min"]
        month = chart.table.columns[chart.table.index(chart.label)].kind == "month"
        names: dict[str, Any] = (
            {"date_axis": True, "num_format": "mmm yyyy"} if month else {"text_axis": True, "interval_unit": 1}
        )
        if chart.kind == "line":
            drawn.set_x_axis(names)
            drawn.set_y_axis(figures)
            height = 320
        else:
            # Excel counts bars from below; the first row belongs on top.
            drawn.set_x_axis(figures)
            drawn.set_y_axis(names | {"reverse": True, "crossing": "max"})
            groups = len(chart.drawn) * (1 if chart.kind == "stacked_bar" else len(chart.values))
            height = 140 + _BAR_PIXELS * max(groups, 2)
        drawn.set_title({"name": chart.title, "name_font": {"size": 12}, "overlay": False})
        drawn.set_legend({"position": "bottom"} if len(chart.values) > 1 else {"none": True})
        drawn.set_size({"width": 760, "height": height})
        return drawn, height

    def _paper(self, sheet: Any, width: float, *, one_page: bool) -> None:
        if width > _BROAD:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 1 if one_page else 0)
        sheet.set_footer(f"&L{_in_footer(self.document.title)}&R&P / &N")


def _in_footer(text: str) -> str:
    """At most as much as a footer holds (255 characters in all), "&" doubled because it begins a code."""
    return text[:100].replace("&", "&&")


def _width(column: Column, values: Iterable[Value]) -> float:
    """The width of a column in characters."""
    word = max((len(word) for word in column.label.split()), default=0) + 2
    if column.is_number:
        return max(_FIGURE_WIDTH, min(word, 18))
    longest = max((len(value) if isinstance(value, str) else 10 for value in values), default=0)
    return min(max(longest + 2, word, len(column.blank) + 2, 12), _WIDEST_TEXT)


def _set_height(sheet: Any, row: int, values: Sequence[Value], widths: Sequence[float]) -> float:
    """Make a row as high as its wrapped text needs, for programs that do not do it on opening; returns points."""
    lines = max(
        math.ceil(len(value) / width) if isinstance(value, str) else 1
        for value, width in zip(values, widths, strict=True)
    )
    if lines > 1:
        sheet.set_row(row, lines * _ROW)
    return lines * _ROW
