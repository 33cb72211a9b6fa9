"""A table as letters want it: column titles in the first row, one row for each letter, and nothing else."""

import csv
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from trainer_app.errors import UserError
from trainer_app.file_names import called
from trainer_app.reports.csv_output import plain
from trainer_app.reports.document import Table
from trainer_app.saving import replacing, room_beside
from trainer_app.texts import _

ENDINGS = (".xlsx", ".csv")


def write_mail_merge(table: Table, path: Path) -> None:
    """Write the table to a .xlsx or .csv file, for the mail merge of a word processor.

    Raises UserError for another ending, and where the file cannot be written.
    """
    if path.suffix.lower() not in ENDINGS:
        raise UserError(
            _("“{name}” does not say what to write. Give it one of these endings: {endings}.").format(
                name=called(path), endings=", ".join(ENDINGS)
            )
        )
    with replacing(path) as partial:
        if path.suffix.lower() == ".csv":
            _write_csv(table, partial)
        else:
            _write_excel(table, partial)


def _write_csv(table: Table, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([plain(column.label) for column in table.columns])
        writer.writerows([[plain(value) for value in row] for row in table.rows])


def _write_excel(table: Table, path: Path) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with room_beside(path) as room, xlsxwriter.Workbook(path, options | {"tmpdir": str(room)}) as book:
            sheet = book.add_worksheet()
            head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
            sheet.write_row(0, 0, [column.label for column in table.columns], head)
            for number, row in enumerate(table.rows, 1):
                for at, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, at, value, day)
                    elif value is not None:
                        sheet.write(number, at, value)
            sheet.freeze_panes(1, 0)
            sheet.autofit()
    except FileCreateError as error:
        raise error.args[0] from error
