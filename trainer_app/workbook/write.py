"""Writing a workbook: made for people in front, for machines behind.

Row 1 of each work sheet is hidden and holds the stable keys; columns A to C are hidden and hold the ids of the row's
records and the digest of its cells as they were written. Everything a person types in is unlocked, so that sorting,
filtering and inserting rows work on the protected sheet.
"""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from db.database import Transaction
from db.ids import new_id
from db.journal import encode
from trainer_app.errors import UserError
from trainer_app.programmes import Catalogue
from trainer_app.progress import Progress
from trainer_app.texts import _
from trainer_app.workbook import machine, select
from trainer_app.workbook.cells import Lists, canon
from trainer_app.workbook.rows import SheetRow, columns_of, lists_for, session_numbers, sheet_rows
from trainer_app.workbook.sheets import ATTENDANCE, PARTICIPANTS, SHEETS, Column, Sheet

HIDDEN_COLUMNS = 3  # id, second id, digest
FIRST_ROW = 2  # rows before the first record: keys, headers
HEADER_MARK = "header"  # in the id's column of the header
LISTS_SHEET = "_lists"
ABOUT_MARK = "about/"
REFUSALS_MARK = "about/refusals"

_PAGE_WIDTH = 240  # characters of all columns that are still readable on one landscape page
_DIGEST = 8  # bytes; a digest tells an edited row, it guards nothing


def row_digest(cells: Iterable[Any]) -> str:
    """The digest of a row's cells (those that a person may change) as calamine reads them.

    It only spares a look: a row whose digest differs is compared with its base cell by cell.
    """
    return hashlib.blake2b(repr(tuple(cells)).encode(), digest_size=_DIGEST).hexdigest()


def as_read(cell: Any) -> Any:
    """A written cell as calamine reads it back."""
    if cell is None:
        return ""
    return float(cell) if isinstance(cell, int) else cell


def _typed(columns: Sequence[Column], cells: Sequence[Any]) -> list[Any]:
    return [cell for column, cell in zip(columns, cells, strict=True) if column.kind != "information"]


@dataclass(frozen=True)
class Written:
    """What was written where: rows per sheet and a sentence on the personal data inside."""

    path: Path
    workbook: str
    journal_digest: str
    rows: dict[str, int]
    personal_data: str


def write_workbook(
    tx: Transaction,
    path: Path,
    selection: select.Selection,
    catalogue: Catalogue,
    *,
    kind: str,
    sender: str,
    language: str = "en",
    country: str = "",
    progress: Progress | None = None,
) -> Written:
    """Write a workbook of the selected records. The file is there wholly or not at all."""
    lists = lists_for(selection, catalogue, language)
    numbers = session_numbers(selection)
    rows = sheet_rows(selection, lists, numbers)
    head = machine.Head(
        format=machine.FORMAT,
        workbook=new_id(),
        replica=tx.database.replica,
        code=tx.database.code,
        sender=sender,
        stamp=tx.database.clock.tick(),
        language=language,
        country=country,
        kind=kind,
        columns={sheet.key: [column.key for column in columns_of(sheet, numbers)] for sheet in SHEETS},
        lists={name: [list(pair) for pair in pairs] for name, pairs in lists.entries.items()},
    )
    journal, journal_digest = machine.pack(machine.change_line(change) for change in select.changes_of(tx, selection))
    base, base_digest = machine.pack(
        encode([sheet.key, row.id, [canon(cell) for cell in row.cells]]) for sheet in SHEETS for row in rows[sheet.key]
    )
    head = machine.Head(**{**head.__dict__, "journal_digest": journal_digest, "base_digest": base_digest})
    partial = path.with_name(f".{path.name}.part")
    try:
        with xlsxwriter.Workbook(partial, {"constant_memory": True, "strings_to_formulas": False,
                                           "strings_to_urls": False}) as book:  # fmt: skip
            _Writer(book, lists, language == "ar").write(head, rows, numbers, progress or Progress())
            _write_machine(book, machine.machine_rows(head, journal, base))
        os.replace(partial, path)
    except (FileCreateError, OSError) as error:
        raise UserError(
            _(
                "{file} could not be written ({reason}). Nothing was changed. "
                "Close it if it is open elsewhere, or choose another folder."
            ).format(file=path, reason=error)
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return Written(
        path, head.workbook, journal_digest, {sheet: len(found) for sheet, found in rows.items()}, _personal(rows)
    )


def _personal(rows: dict[str, list[SheetRow]]) -> str:
    people = len({row.second_id for row in rows["participants"]} | {row.id for row in rows["trainers"]})
    if not people:
        return _("The workbook holds no personal data.")
    return _("The workbook holds names, contacts and answers of {n} people. Give it only to those who need it.").format(
        n=people
    )


def _write_machine(book: xlsxwriter.Workbook, rows: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet(machine.SHEET)
    sheet.very_hidden()
    for number, row in enumerate(rows):
        for position, cell in enumerate(row):
            sheet.write_string(number, position, cell)


class _Writer:
    """The visible sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, lists: Lists, right_to_left: bool) -> None:
        self.book = book
        self.lists = lists
        self.right_to_left = right_to_left
        self._spare_enrolments: list[str] = []
        base = {"valign": "top", "locked": False}
        self.formats = {
            "text": book.add_format({**base, "num_format": "@"}),
            "date": book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "left"}),
            "integer": book.add_format({**base, "num_format": "0", "align": "center"}),
            "decimal": book.add_format({**base, "num_format": "General"}),
            "information": book.add_format({**base, "num_format": "@", "font_color": "#666666", "italic": True}),
            "wrapped": book.add_format({"valign": "top", "text_wrap": True}),
            "title": book.add_format({"bold": True, "font_size": 16}),
            "header": book.add_format(
                {"bold": True, "bg_color": "#1F4E79", "font_color": "white", "text_wrap": True, "valign": "vcenter",
                 "border": 1, "border_color": "#FFFFFF"}
            ),
        }  # fmt: skip

    def write(
        self,
        head: machine.Head,
        rows: dict[str, list[SheetRow]],
        numbers: Sequence[int],
        progress: Progress,
    ) -> None:
        self._about(head)
        self._list_ranges = self._lists()
        total, done = sum(len(found) for found in rows.values()), 0
        for sheet in SHEETS:
            self._sheet(sheet, columns_of(sheet, numbers), rows[sheet.key])
            done += len(rows[sheet.key])
            progress.step(done, total)

    def _about(self, head: machine.Head) -> None:
        sheet = self.book.add_worksheet(_("About")[:31])
        self._direct(sheet)
        sheet.set_column(0, 0, 112)
        lines = [
            _("Training records"),
            _("From {sender} ({code}), {day}.").format(
                sender=head.sender or "-", code=head.code, day=f"{datetime.now(UTC):%Y-%m-%d}"
            ),
            "",
            _("How to fill this in"),
            _("Type into the white rows of each sheet, and save the file. Send it back to the office as it is."),
            _("Start with Courses: each course needs a code of its own. The other sheets name a course by its code."),
            _("New participants go into the empty rows below the others. One row per person and course."),
            _("Attendance: P present, H half, A absent, E excused. An empty cell means not known."),
            _("Rows may be sorted and filtered, columns moved or hidden. Columns and sheets may be renamed."),
            _("Emptying a row, or taking it out, deletes nothing at the office."),
            _("Leave unknown cells empty. Empty is not zero."),
        ]
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.write_string(0, 1, ABOUT_MARK)  # row by row: what is behind is written already
        for number, line in enumerate(lines):
            sheet.write_string(number, 0, line, self.formats["title"] if number in (0, 3) else self.formats["wrapped"])
        sheet.hide_gridlines(2)

    def _lists(self) -> dict[str, str]:
        """The hidden sheet that the drop-downs point to; returns the range of each list."""
        sheet = self.book.add_worksheet(LISTS_SHEET)
        sheet.hide()
        names = list(self.lists.entries)
        columns = [self.lists.labels(name) for name in names]
        for row in range(max((len(labels) for labels in columns), default=0)):
            for position, labels in enumerate(columns):
                if row < len(labels):
                    sheet.write_string(row, position, labels[row])
        return {
            name: f"={LISTS_SHEET}!${_letter(position)}$1:${_letter(position)}${max(len(labels), 1)}"
            for position, (name, labels) in enumerate(zip(names, columns, strict=True))
        }

    def _direct(self, sheet: Worksheet) -> None:
        if self.right_to_left:
            sheet.right_to_left()

    def _sheet(self, spec: Sheet, columns: Sequence[Column], rows: Sequence[SheetRow]) -> None:
        sheet = self.book.add_worksheet(_(spec.label)[:31])
        self._direct(sheet)
        last = FIRST_ROW + len(rows) + (PARTICIPANTS if spec is ATTENDANCE else spec).spare - 1
        sheet.set_column(0, HIDDEN_COLUMNS - 1, 4, self.formats["text"], {"hidden": True})
        for position, column in enumerate(columns, HIDDEN_COLUMNS):
            sheet.set_column(position, position, column.width, self._format(column))
        self._headers(sheet, spec, columns)
        for number, row in enumerate(rows, FIRST_ROW):
            digest = row_digest(map(as_read, _typed(columns, row.cells)))
            self._row(sheet, number, row.id, row.second_id, digest, columns, row.cells)
        self._spare_rows(sheet, spec, columns, FIRST_ROW + len(rows))
        for position, column in enumerate(columns, HIDDEN_COLUMNS):
            self._validate(sheet, column, position, max(last, FIRST_ROW) + 500)
        sheet.freeze_panes(FIRST_ROW, HIDDEN_COLUMNS)
        # The hidden columns are inside the filter, so that sorting takes the ids along.
        sheet.autofilter(FIRST_ROW - 1, 0, max(last, FIRST_ROW), HIDDEN_COLUMNS + len(columns) - 1)
        sheet.protect(
            options={"sort": True, "autofilter": True, "insert_rows": True, "delete_rows": True, "format_columns": True,
                     "format_rows": True, "format_cells": True, "insert_columns": True, "delete_columns": True}
        )  # fmt: skip
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1 + sum(column.width for column in columns) // _PAGE_WIDTH, 0)
        sheet.hide_gridlines(0)
        sheet.repeat_rows(FIRST_ROW - 1)
        sheet.set_footer("&L&A&R&P / &N")

    def _spare_rows(self, sheet: Worksheet, spec: Sheet, columns: Sequence[Column], first: int) -> None:
        """Empty rows with ids made beforehand; those of the attendance grid are of the spare participants."""
        empty = [None] * len(columns)
        digest = row_digest(map(as_read, _typed(columns, empty)))
        if spec is ATTENDANCE:
            for number, enrolment in enumerate(self._spare_enrolments, first):
                self._row(sheet, number, enrolment, "", digest, columns, empty)
                for position, source in (
                    (HIDDEN_COLUMNS, "enrolment.course_id"),
                    (HIDDEN_COLUMNS + 1, "person.full_name"),
                ):
                    sheet.write_formula(
                        number, position, self._look_up(number, source), self.formats["information"], ""
                    )
            return
        for number in range(first, first + spec.spare):
            record = new_id()
            self._row(sheet, number, record, new_id() if spec.second else "", digest, columns, empty)
            if spec is PARTICIPANTS:
                self._spare_enrolments.append(record)

    def _look_up(self, row: int, key: str) -> str:
        """A formula that shows a participant's cell by the row's id, wherever sorting has put it."""
        name = "'" + _(PARTICIPANTS.label)[:31].replace("'", "''") + "'"
        position = HIDDEN_COLUMNS + [column.key for column in PARTICIPANTS.columns].index(key)
        found = f"INDEX({name}!${_letter(position)}:${_letter(position)},MATCH($A{row + 1},{name}!$A:$A,0))"
        return f'=IFERROR(IF({found}="","",{found}),"")'

    def _headers(self, sheet: Worksheet, spec: Sheet, columns: Sequence[Column]) -> None:
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_row(1, 32)
        for position, key in enumerate(("id", "second", "digest")):
            sheet.write_string(0, position, f"{spec.key}/{key}")
        for position, column in enumerate(columns, HIDDEN_COLUMNS):
            sheet.write_string(0, position, f"{spec.key}/{column.key}")
        sheet.write_string(1, 0, HEADER_MARK)
        for position, column in enumerate(columns, HIDDEN_COLUMNS):
            label = _(column.label) + (" *" if column.required else "")
            sheet.write_string(1, position, label, self.formats["header"])
            if column.note:
                sheet.write_comment(1, position, _(column.note))

    def _row(
        self, sheet: Worksheet, number: int, record: str, second: str, digest: str, columns: Sequence[Column],
        cells: Sequence[Any],
    ) -> None:  # fmt: skip
        sheet.write_string(number, 0, record)
        if second:
            sheet.write_string(number, 1, second)
        sheet.write_string(number, 2, digest)
        for position, (column, cell) in enumerate(zip(columns, cells, strict=True), HIDDEN_COLUMNS):
            if cell is None:
                continue
            form = self._format(column)
            if column.kind == "date":
                sheet.write_datetime(number, position, cell, form)
            elif isinstance(cell, str):
                sheet.write_string(number, position, cell, form)
            else:
                sheet.write_number(number, position, cell, form)

    def _format(self, column: Column) -> Any:
        return self.formats.get(column.kind, self.formats["text"])

    def _validate(self, sheet: Worksheet, column: Column, position: int, last: int) -> None:
        span = (FIRST_ROW, position, last, position)
        if column.list in self._list_ranges and self.lists.labels(column.list) and column.kind != "trainers":
            open_ended = column.kind == "reference" or column.list == "product"
            sheet.data_validation(
                *span,
                {"validate": "list", "source": self._list_ranges[column.list], "ignore_blank": True,
                 "error_type": "information" if open_ended else "stop", "show_error": not open_ended,
                 "error_title": _("Not in the list")[:32], "error_message": _("Choose one of the list.")},
            )  # fmt: skip
        elif column.kind == "information":
            sheet.data_validation(
                *span,
                {"validate": "custom", "value": "=FALSE", "ignore_blank": True, "error_title": _("Only shown")[:32],
                 "error_message": _("This column only shows what stands elsewhere. Change it there.")},
            )  # fmt: skip
        elif column.kind == "integer":
            sheet.data_validation(
                *span,
                {"validate": "integer", "criteria": ">=", "value": 0, "error_type": "warning",
                 "error_title": _("Not a number")[:32], "error_message": _("A whole number is expected here.")},
            )  # fmt: skip


def _letter(position: int) -> str:
    return str(xlsxwriter.utility.xl_col_to_name(position))
