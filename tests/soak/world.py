"""The world around the databases of a story: clocks, chance, a disk in memory, and a file format that costs nothing.

What is replaced is only what lies outside the application: the machine's clock and time zone, its random numbers, and
the two libraries that write and read the .xlsx format (in most stories; the others use real files). A paper holds
what such a file holds as it is read back: per sheet the rows of cells.
"""

import hashlib
import itertools
import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from unittest.mock import patch

import xlsxwriter
from python_calamine import CalamineWorkbook

from trainer_app.spreadsheets.opening import Sheet, error_cells, opened

MARK = b"paper\n"

Rows = list[list[Any]]


class World:
    """Time and chance, told by the story: the same story is the same to the last byte."""

    def __init__(self) -> None:
        self.now = 0  # milliseconds since 1970, as the clock of the computer at work says
        self.seed = ""
        self.papers = True
        self._numbers: Iterator[int] = itertools.count()

    def begin(self, seed: str) -> None:
        """From here on chance follows from `seed`."""
        self.seed, self._numbers = seed, itertools.count()

    def chance(self) -> str:
        """32 hexadecimal digits that nobody could guess."""
        return hashlib.blake2b(f"{self.seed} {next(self._numbers)}".encode(), digest_size=16).hexdigest()

    # what db.clock and db.ids ask

    def time_ns(self) -> int:
        return self.now * 1_000_000

    def uuid7(self) -> str:
        digits = self.chance()
        return f"{digits[:8]}-{digits[8:12]}-7{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"

    def token_hex(self, size: int) -> str:
        return self.chance()[: 2 * size]

    def choice(self, signs: str) -> str:
        return signs[int(self.chance()[:8], 16) % len(signs)]


@contextmanager
def told_by(world: World) -> Iterator[None]:
    """Let time, chance and the file format be those of the story."""
    with (
        patch("db.clock.time", world),
        patch("uuid_utils.uuid7", world.uuid7),
        patch("db.ids.secrets", world),
        patch("trainer_app.workbook.write.xlsxwriter.Workbook", lambda *a, **k: _new_book(world, *a, **k)),
        patch("trainer_app.workbook.files.opened", _opened),
        patch("trainer_app.workbook.read.error_cells", _error_cells),
    ):
        yield


@contextmanager
def time_zone(name: str) -> Iterator[None]:
    """Let the computer stand in a time zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


@contextmanager
def disk() -> Iterator[Path]:
    """A folder in memory where the system has one: nothing here is about what a disk does when power fails."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="stories-", dir=memory if os.access(memory, os.W_OK) else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# -- paper: what an .xlsx file says when it is read


_real_book = xlsxwriter.Workbook


def _new_book(world: World, file: Any, options: Any) -> Any:
    return _Book(file) if world.papers else _real_book(file, options)


class _Anything:
    """Takes every call about how a sheet looks, which reading does not tell."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_a, **_k: None


class _Book(_Anything):
    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.sheets: list[_Sheet] = []

    def close(self) -> None:
        self.file.write(_paper({sheet.name: sheet.rows() for sheet in self.sheets}))

    def worksheets(self) -> list[Any]:
        return []  # none has anything to close

    def add_worksheet(self, name: str) -> "_Sheet":
        self.sheets.append(_Sheet(name))
        return self.sheets[-1]


class _Sheet(_Anything):
    def __init__(self, name: str) -> None:
        self.name = name
        self.cells: dict[tuple[int, int], Any] = {}

    def write_string(self, row: int, column: int, text: str, *_form: Any) -> None:
        self.cells[row, column] = text

    def write_number(self, row: int, column: int, number: float, *_form: Any) -> None:
        self.cells[row, column] = float(number)

    def write_boolean(self, row: int, column: int, value: bool, *_form: Any) -> None:
        self.cells[row, column] = value

    def write_datetime(self, row: int, column: int, day: date, *_form: Any) -> None:
        self.cells[row, column] = day

    def write_formula(self, row: int, column: int, _formula: str, _form: Any = None, shown: Any = 0) -> None:
        self.cells[row, column] = shown

    def rows(self) -> Rows:
        height = max((row for row, _column in self.cells), default=-1) + 1
        width = max((column for _row, column in self.cells), default=-1) + 1
        return [[self.cells.get((row, column), "") for column in range(width)] for row in range(height)]


@contextmanager
def _opened(path: Path, password: str | None = None, **options: Any) -> Iterator[Iterator[Sheet]]:
    """The sheets of a paper; those of any other file as the application reads them."""
    if path.is_file() and is_paper(path):
        yield (Sheet(name, False, (), None, iter(rows)) for name, rows in _papers(path).items())
    else:
        with opened(path, password, **options) as sheets:
            yield sheets


def _error_cells(path: Path, password: str | None, title: str) -> dict[str, str]:
    return {} if is_paper(path) else error_cells(path, password, title)


def _papers(path: Path) -> dict[str, Rows]:
    found: dict[str, Rows] = pickle.loads(path.read_bytes()[len(MARK) :])
    return found


def write_paper(path: Path, sheets: dict[str, Rows]) -> None:
    """Save sheets as a paper."""
    path.write_bytes(_paper(sheets))


def _paper(sheets: dict[str, Rows]) -> bytes:
    return MARK + pickle.dumps(sheets)


def is_paper(path: Path) -> bool:
    """Whether the file is a paper."""
    with path.open("rb") as file:
        return file.read(len(MARK)) == MARK


def read_sheets(path: Path) -> dict[str, Rows]:
    """What a person sees and types into: per sheet its rows, "" for an empty cell."""
    if is_paper(path):
        return _papers(path)
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def write_sheets(source: Path, path: Path, sheets: dict[str, Rows]) -> None:
    """Save a workbook with other rows: a paper, or a real one through a spreadsheet library."""
    if is_paper(source):
        write_paper(path, sheets)
        return
    import openpyxl

    book = openpyxl.load_workbook(source)
    for name, rows in sheets.items():
        sheet = book[name]
        for number, row in enumerate(rows, 1):
            for position, cell in enumerate(row, 1):
                value = None if cell == "" else cell
                if isinstance(value, datetime):
                    value = value.date()
                at = sheet.cell(number, position)
                if at.data_type != "f" and at.value != value:
                    at.value = value
        if sheet.max_row > len(rows):
            sheet.delete_rows(len(rows) + 1, sheet.max_row - len(rows))
    book.save(path)
