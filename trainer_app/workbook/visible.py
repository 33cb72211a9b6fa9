"""The visible sheets of a workbook, made for people.

Everything a person types in is unlocked, so that sorting, filtering and inserting rows work on the protected sheet.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from babel import Locale
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from db.ids import new_id
from trainer_app.progress import Progress
from trainer_app.spreadsheets.digests import blank_digest, row_digest
from trainer_app.texts import in_language, plural_in_language
from trainer_app.workbook import machine, wording
from trainer_app.workbook.bulk import Bulk, PlainRow, is_plain
from trainer_app.workbook.cells import Lists
from trainer_app.workbook.layout import (
    ABOUT_MARK,
    FIRST_ROW,
    HEADER_MARK,
    HIDDEN_COLUMNS,
    LISTS_MARK,
    as_read,
)
from trainer_app.workbook.rows import NATIONAL_ID, SheetRow
from trainer_app.workbook.sheets import ATTENDANCE, PARTICIPANTS, SHEETS, Column, Sheet

Columns = Mapping[str, Sequence[Column]]
"""The columns of a workbook, by the sheet's key."""

Remarks = Mapping[tuple[str, str], Mapping[str, str]]
"""What is to be looked at: sentences in the reader's language, by (sheet, row's id) and column."""

_PAGE_WIDTH = 190  # characters of all columns that are still readable on one landscape page
_WRAPPED = 20  # characters from which a text column shows long texts in several lines
_LINE = 15  # points
_MOST_LINES = 4  # of a long text that show; the row can be drawn higher
_A4 = 9
_BASE = {"valign": "top", "locked": False}
_FORMS: dict[str, dict[str, Any]] = {
    "text": {**_BASE, "num_format": "@"},
    "long": {**_BASE, "num_format": "@", "text_wrap": True},
    "date": {**_BASE, "num_format": "yyyy-mm-dd", "align": "left"},
    "integer": {**_BASE, "num_format": "0", "align": "center"},
    "decimal": {**_BASE, "num_format": "General", "align": "center"},
    "mark": {**_BASE, "num_format": "@", "align": "center"},
    "information": {**_BASE, "num_format": "@", "font_color": "#666666", "italic": True},
}


def sheet_title(label: str) -> str:
    """A sheet's name as Excel takes it: at most 31 characters."""
    return label[:31]


def _quoted(label: str) -> str:
    """A sheet's name as a formula takes it."""
    return "'" + sheet_title(label).replace("'", "''") + "'"


@dataclass(frozen=True)
class Contents:
    """What the visible sheets show. `people`: how many it holds personal data of."""

    columns: Columns
    rows: Mapping[str, Sequence[SheetRow]]
    lists: Lists
    people: int
    remarks: Remarks = field(default_factory=dict)


def write_sheets(
    book: xlsxwriter.Workbook, bulk: Bulk, head: machine.Head, contents: Contents, progress: Progress
) -> None:
    """Write the page about the workbook, the lists that cells are chosen from, and the work sheets."""
    _Writer(book, bulk, head, contents).write(progress)


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, bulk: Bulk, head: machine.Head, contents: Contents) -> None:
        self.book, self.bulk, self.head, self.contents, self.lists = book, bulk, head, contents, contents.lists
        self.say = in_language(head.language)
        self.right_to_left = Locale.parse(head.language).text_direction == "rtl"
        side = {"align": "right", "reading_order": 2} if self.right_to_left else {}
        self._spare_enrolments: list[str] = []
        # Also where words run from right to left a telephone number is read as it is dialled.
        dialled = {"align": "right", "reading_order": 1} if self.right_to_left else {}
        forms = _FORMS | {
            "date": _FORMS["date"] | ({"align": "right"} if self.right_to_left else {}),
            "phones": _FORMS["text"] | dialled, "phones shown": _FORMS["information"] | dialled,
        }  # fmt: skip
        self.formats = {name: book.add_format(form) for name, form in forms.items()}
        self.marked = {name: book.add_format(form | {"bg_color": "#FFE699"}) for name, form in forms.items()}
        self.wrapped = book.add_format({"valign": "top", "text_wrap": True, **side})
        self.title = book.add_format({"bold": True, "font_size": 16, **side})
        header = {"bold": True, "font_color": "white", "text_wrap": True, "valign": "vcenter", "border": 1,
                  "border_color": "#FFFFFF", **side}  # fmt: skip
        self.header = book.add_format(header | {"bg_color": "#1F4E79"})
        self.header_shown = book.add_format(header | {"bg_color": "#7F7F7F"})

    def write(self, progress: Progress) -> None:
        self._about()
        self._ranges = self._list_ranges()
        total, done = sum(len(rows) for rows in self.contents.rows.values()), 0
        for spec in SHEETS:
            rows = self.contents.rows[spec.key]
            self._sheet(spec, self.contents.columns[spec.key], rows)
            done += len(rows)
            progress.step(done, total)
        self._write_lists()

    # -- about, lists

    def _about(self) -> None:
        sheet = self._add(wording.ABOUT)
        sheet.set_column(0, 0, 112)
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.write_string(0, 1, ABOUT_MARK)  # row by row: what is behind is written already
        marks = dict(self.lists.entries["mark"])
        lines = [
            (self.say(wording.TITLE), self.title),
            (self.say(wording.FROM).format(sender=self.head.sender or "-", code=self.head.code,
                                           day=f"{datetime.now(UTC):%Y-%m-%d}"), self.wrapped),
            *((text, self.wrapped) for text in self._facts()),
            ("", self.wrapped),
            (self.say(wording.HOW_TO), self.title),
            *((self.say(step).format(**marks) if "{" in step else self.say(step), self.wrapped)
              for step in wording.STEPS),
        ]  # fmt: skip
        for number, (line, form) in enumerate(lines):
            sheet.write_string(number, 0, line, form)
        sheet.hide_gridlines(2)

    def _facts(self) -> Iterator[str]:
        """What is special about this workbook."""
        if self.head.follows:
            yield self.say(wording.ONLY_NEWS)
        if self.contents.people:
            n = self.contents.people
            yield plural_in_language(self.head.language)(*wording.PEOPLE, n).format(n=n)
            if not any(column.field in NATIONAL_ID for column in self.contents.columns[PARTICIPANTS.key]):
                yield self.say(wording.IDS_LEFT_OUT)
        if self.contents.remarks:
            yield self.say(wording.TO_CORRECT).format(n=sum(map(len, self.contents.remarks.values())))

    def _add(self, label: str) -> Worksheet:
        sheet = self.book.add_worksheet(sheet_title(self.say(label)))
        if self.right_to_left:
            sheet.right_to_left()
        return sheet

    def _shown_lists(self) -> dict[str, list[str]]:
        """What stands on the sheet of lists, by the list's name: an entry each, in the order of the columns."""
        return {
            name: [code for code, _label in self.lists.entries["product"]]
            if name == "product_code"
            else self.lists.labels(name)
            for name in wording.LIST_HEADERS
        }

    def _list_ranges(self) -> dict[str, str]:
        """Where the drop-downs find each list."""
        title = _quoted(self.say(wording.LISTS))
        return {
            name: f"={title}!{xl_range_abs(FIRST_ROW, place, FIRST_ROW + len(labels) - 1, place)}"
            for place, (name, labels) in enumerate(self._shown_lists().items())
            if labels
        }

    def _write_lists(self) -> None:
        """The sheet that the drop-downs point to, also to be looked things up in."""
        sheet = self._add(wording.LISTS)
        lists = self._shown_lists()
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.write_string(0, 0, LISTS_MARK)
        sheet.set_row(1, 32)
        widths = [44 if name == "product" else 22 for name in lists]
        for place, name in enumerate(lists):
            sheet.set_column(place, place, widths[place])
            sheet.write_string(1, place, self.say(wording.LIST_HEADERS[name]), self.header_shown)
        for number in range(max(map(len, lists.values()))):
            for place, labels in enumerate(lists.values()):
                if number < len(labels):
                    sheet.write_string(FIRST_ROW + number, place, labels[number])
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.protect(options={"format_columns": True, "format_rows": True})
        self._paper(sheet, widths)

    # -- work sheets

    def _sheet(self, spec: Sheet, columns: Sequence[Column], rows: Sequence[SheetRow]) -> None:
        sheet = self._add(spec.label)
        last = FIRST_ROW + len(rows) + (PARTICIPANTS if spec is ATTENDANCE else spec).spare - 1
        sheet.set_column(0, HIDDEN_COLUMNS - 1, 4, self.formats["text"], {"hidden": True})
        for position, column in enumerate(columns, HIDDEN_COLUMNS):
            longest = max(map(len, self._header(column).split()))
            sheet.set_column(position, position, max(column.width, longest + 2), self.formats[_form(column)])
        self._headers(sheet, spec, columns)
        self._rows(sheet, spec, columns, rows)
        self._spare_rows(sheet, spec, columns, FIRST_ROW + len(rows))
        for position, column in enumerate(columns, HIDDEN_COLUMNS):
            self._validate(sheet, column, position, max(last, FIRST_ROW) + 500)
        sheet.freeze_panes(FIRST_ROW, HIDDEN_COLUMNS)
        sheet.set_selection(FIRST_ROW, HIDDEN_COLUMNS, FIRST_ROW, HIDDEN_COLUMNS)
        # The hidden columns are inside the filter, so that sorting takes the ids along.
        sheet.autofilter(FIRST_ROW - 1, 0, max(last, FIRST_ROW), HIDDEN_COLUMNS + len(columns) - 1)
        sheet.protect(
            options={"sort": True, "autofilter": True, "insert_rows": True, "delete_rows": True, "format_columns": True,
                     "format_rows": True, "format_cells": True, "insert_columns": True, "delete_columns": True}
        )  # fmt: skip
        if self._paper(sheet, [column.width for column in columns]) > 1:  # each page shows whose rows these are
            naming = 3 if spec is PARTICIPANTS else 1
            sheet.repeat_columns(HIDDEN_COLUMNS, HIDDEN_COLUMNS + naming - 1)

    def _paper(self, sheet: Worksheet, widths: Sequence[int]) -> int:
        """Set the sheet up for printing; returns how many pages wide it is."""
        pages = 1 + sum(widths) // _PAGE_WIDTH
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(pages, 0)
        sheet.hide_gridlines(0)
        sheet.repeat_rows(FIRST_ROW - 1)
        sheet.set_footer("&L&A&R&P / &N")
        return pages

    def _headers(self, sheet: Worksheet, spec: Sheet, columns: Sequence[Column]) -> None:
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_row(1, 2 + _LINE * max(2, *(_lines(self._header(column), column.width) for column in columns)))
        for position, key in enumerate(("id", "second", "digest")):
            sheet.write_string(0, position, f"{spec.key}/{key}")
        for position, column in enumerate(columns, HIDDEN_COLUMNS):
            sheet.write_string(0, position, f"{spec.key}/{column.key}")
        sheet.write_string(1, 0, HEADER_MARK)
        for position, column in enumerate(columns, HIDDEN_COLUMNS):
            label = self._header(column)
            sheet.write_string(1, position, label, self.header_shown if column.kind == "information" else self.header)
            if column.note:
                sheet.write_comment(1, position, self.say(column.note))

    def _header(self, column: Column) -> str:
        return self.say(column.label) + (" *" if column.required else "")

    def _rows(self, sheet: Worksheet, spec: Sheet, columns: Sequence[Column], rows: Sequence[SheetRow]) -> None:
        long = [(place, column.width) for place, column in enumerate(columns) if _form(column) == "long"]
        writers = self._cell_writers(sheet, columns)
        special = {
            number
            for number, row in enumerate(rows)
            if number == len(rows) - 1 or (spec.key, row.id) in self.contents.remarks or not is_plain(row.cells)
        }  # the last one too: by it XlsxWriter knows how far the sheet extends
        for number in sorted(special):
            row = rows[number]
            if height := _height(row, long):
                sheet.set_row(FIRST_ROW + number, height)
            self._ids(sheet, FIRST_ROW + number, row.id, row.second_id, _digest(row))
            for (position, write, form), cell in zip(writers, row.cells, strict=True):
                if cell is not None:
                    write(FIRST_ROW + number, position, cell, form)
            if (spec.key, row.id) in self.contents.remarks:
                self._point_out(sheet, FIRST_ROW + number, columns, row, self.contents.remarks[spec.key, row.id])
        plain = (
            PlainRow(FIRST_ROW + number, _height(row, long),
                     [row.id, row.second_id or None, _digest(row), *row.cells])
            for number, row in enumerate(rows)
            if number not in special
        )  # fmt: skip
        self.bulk.add(sheet, plain)

    def _cell_writers(
        self, sheet: Worksheet, columns: Sequence[Column]
    ) -> list[tuple[int, Callable[[int, int, Any, Any], Any], Any]]:
        """Per column its position, what writes a cell of it, and its format."""

        def either(row: int, position: int, cell: Any, form: Any) -> None:
            (sheet.write_string if isinstance(cell, str) else sheet.write_number)(row, position, cell, form)

        kinds: dict[str, Callable[[int, int, Any, Any], Any]] = {
            "date": sheet.write_datetime, "integer": either, "decimal": either, "information": either,
        }  # fmt: skip
        return [
            (position, kinds.get(column.kind, sheet.write_string), self.formats[_form(column)])
            for position, column in enumerate(columns, HIDDEN_COLUMNS)
        ]

    def _point_out(
        self, sheet: Worksheet, number: int, columns: Sequence[Column], row: SheetRow, remarks: Mapping[str, str]
    ) -> None:
        """Colour the cells that there is something to say about, and say it in a note."""
        for position, (column, cell) in enumerate(zip(columns, row.cells, strict=True), HIDDEN_COLUMNS):
            remark = remarks.get(column.key)
            if remark is None:
                continue
            form = self.marked[_form(column)]
            if column.kind == "date" and cell is not None:
                sheet.write_datetime(number, position, cell, form)
            else:
                sheet.write(number, position, cell, form)
            sheet.write_comment(number, position, remark, {"x_scale": 2})

    def _spare_rows(self, sheet: Worksheet, spec: Sheet, columns: Sequence[Column], first: int) -> None:
        """Empty rows with ids made beforehand; those of the attendance grid are of the spare participants."""
        digest = blank_digest(len(columns))
        if spec is ATTENDANCE:
            for number, enrolment in enumerate(self._spare_enrolments, first):
                self._ids(sheet, number, enrolment, "", digest)
                for position, source in (
                    (HIDDEN_COLUMNS, "enrolment.course_id"),
                    (HIDDEN_COLUMNS + 1, "person.full_name"),
                ):
                    formula = self._look_up(number, source)
                    sheet.write_formula(number, position, formula, self.formats["information"], "")
            return
        for number in range(first, first + spec.spare):
            record = new_id()
            self._ids(sheet, number, record, new_id() if spec.second else "", digest)
            if spec is PARTICIPANTS:
                self._spare_enrolments.append(record)

    def _look_up(self, row: int, key: str) -> str:
        """A formula that shows a participant's cell by the row's id, wherever sorting has put it."""
        name = _quoted(self.say(PARTICIPANTS.label))
        position = HIDDEN_COLUMNS + [column.key for column in self.contents.columns[PARTICIPANTS.key]].index(key)
        letter = xl_col_to_name(position)
        found = f"INDEX({name}!${letter}:${letter},MATCH($A{row + 1},{name}!$A:$A,0))"
        return f'=IFERROR(IF({found}="","",{found}),"")'

    def _ids(self, sheet: Worksheet, number: int, record: str, second: str, digest: str) -> None:
        sheet.write_string(number, 0, record)
        if second:
            sheet.write_string(number, 1, second)
        sheet.write_string(number, 2, digest)

    def _validate(self, sheet: Worksheet, column: Column, position: int, last: int) -> None:
        rule: dict[str, Any] | None = None
        if column.list in self._ranges and self.lists.labels(column.list) and column.kind != "trainers":
            open_ended = column.kind == "reference" or column.list == "product"
            rule = {"validate": "list", "source": self._ranges[column.list],
                    "error_type": "information" if open_ended else "stop", "show_error": not open_ended,
                    **self._said(wording.NOT_LISTED, wording.CHOOSE)}  # fmt: skip
        elif column.kind == "information":
            rule = {"validate": "custom", "value": "=FALSE", **self._said(wording.ONLY_SHOWN, wording.ELSEWHERE)}
        elif column.kind == "integer":
            rule = {"validate": "integer", "criteria": ">=", "value": 0, "error_type": "warning",
                    **self._said(wording.NO_NUMBER, wording.WHOLE_NUMBER)}  # fmt: skip
        if rule is not None:
            sheet.data_validation(FIRST_ROW, position, last, position, {"ignore_blank": True, **rule})

    def _said(self, title: str, message: str) -> dict[str, str]:
        """What Excel says of a cell that does not fit; it shows 32 characters of the title, 255 of the message."""
        return {"error_title": self.say(title)[:32], "error_message": self.say(message)[:255]}


def _form(column: Column) -> str:
    """The name of the format of a column's cells."""
    if column.list == "mark":
        return "mark"
    if column.name == "phones":
        return "phones shown" if column.kind == "information" else "phones"
    if column.kind == "text" and column.width > _WRAPPED:
        return "long"
    return column.kind if column.kind in _FORMS else "text"


def _digest(row: SheetRow) -> str:
    """The digest of the cells of a row."""
    return row_digest(["" if cell is None else as_read(cell) for cell in row.cells])


def _height(row: SheetRow, long: Sequence[tuple[int, int]]) -> int | None:
    """Points that the long texts of a row take, by their places and widths; None for one line."""
    lines = max((_lines(row.cells[place], width) for place, width in long), default=1)
    return _LINE * min(lines, _MOST_LINES) if lines > 1 else None


def _lines(text: str | None, width: int) -> int:
    """Lines that a text takes in a column of this width."""
    if not text or len(text) < width:
        return 1 + text.count("\n") if text else 1
    return sum(1 + len(line) // width for line in text.split("\n"))
