"""Writing a workbook of 100,000 rows, against the fastest library of the lock file writing the same plain cells.

That is XlsxWriter, with constant memory and its typed calls (write_string, write_number, write_datetime): every cell
that the workbook has, its hidden sheets and ids too, in as many sheets, without formats, drop-downs and notes.
Reading the records from the database, and packing their journal, is ours alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from measure import Job, PeakJob, Timed, seconds
from merging import MANY, MOST_MEMORY
from python_calamine import CalamineWorkbook
from workbooks import sender, workbook

_SEND = """
import sys
from pathlib import Path
from db.database import Database
from trainer_app.exchange.merging import Scope, send
from trainer_app.programmes.catalogue import load_catalogue
send(Database.open(Path(sys.argv[1])), Path(sys.argv[2]), load_catalogue(), Scope("everything"), sender="Trainer")
"""


def _plain(path: Path, sheets: dict[str, list[list[Any]]]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for position, cell in enumerate(row):
                    if cell == "":
                        continue
                    if isinstance(cell, str):
                        sheet.write_string(number, position, cell)
                    elif isinstance(cell, (date, datetime)):
                        sheet.write_datetime(number, position, cell, day)
                    else:
                        sheet.write_number(number, position, cell)


def _cells(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


@contextmanager
def _prepare(folder: Path) -> Iterator[tuple[Timed, Timed]]:
    from db.database import Database
    from trainer_app.exchange.merging import Scope, send
    from trainer_app.programmes.catalogue import load_catalogue

    made = workbook(folder.parent / "hundred thousand", MANY)
    database = Database.open(made.with_name("sender.db"))
    cells, catalogue, target = _cells(made), load_catalogue(), folder / "workbook.xlsx"

    def ours() -> float:
        return seconds(lambda: send(database, target, catalogue, Scope("everything"), sender="Trainer"))

    yield ours, lambda: seconds(lambda: _plain(target, cells))


@contextmanager
def _peak(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    yield _SEND, [sender(folder, MANY), folder / "workbook.xlsx"]


JOBS = (
    Job(f"writing a workbook of {MANY:,} rows / XlsxWriter, plain cells", 1.3, _prepare, pairs=3),
    PeakJob(f"writing a workbook of {MANY:,} rows: peak memory", MOST_MEMORY, _peak),
)
