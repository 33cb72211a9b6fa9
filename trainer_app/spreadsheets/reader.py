"""The child process: it opens the spreadsheets that it is asked for, and writes their rows to its output.

It may die of any of them. Requests are lines of JSON; an answer is a series of messages, each a letter, four bytes
with the length, and its content in JSON:

    S  a sheet begins: name, hidden, merges, encoding, wrong cells
    R  some of its rows     D  the same with dates and times as {type: ISO text}     B  [n, width]: n empty rows
    .  the sheet ends
    P  nothing can be taken: kind of the problem, details
    E  the end of the answer, with a result where one was asked for
"""

import io
import json
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import orjson
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from trainer_app.spreadsheets import packed, short_cells, texts, wrong_cells
from trainer_app.spreadsheets.bounds import MEMORY, MEMORY_EXIT, MERGES, TEXT
from trainer_app.spreadsheets.content import read_content
from trainer_app.spreadsheets.problem import Problem

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
_MESSAGE = 1 << 16  # bytes of a message with rows, about
_BEYOND = 128 << 20  # addresses that hold the program itself


def main() -> None:
    """Answer requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    with suppress(ImportError):  # Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY + _BEYOND, MEMORY + _BEYOND))
    with open(0, "rb", closefd=False) as requests, open(1, "wb", closefd=False) as output:
        answer = _Answer(output)
        try:
            for line in requests:
                answer.to(json.loads(line))
        except MemoryError:
            sys.exit(MEMORY_EXIT)


class _Answer:
    def __init__(self, output: io.BufferedWriter) -> None:
        self.output = output

    def to(self, request: dict[str, Any]) -> None:
        result: Any = None
        try:
            path, password = Path(request["path"]), request["password"]
            if request["wanted"] == "rows":
                self._rows(path, password, request)
            else:
                result = packed.far_cell(read_content(path, password))
        except Problem as problem:
            self._message(b"P", orjson.dumps([problem.kind, problem.details]))
        self._message(b"E", orjson.dumps(result))
        self.output.flush()

    def _message(self, letter: bytes, content: bytes) -> None:
        self.output.write(letter + len(content).to_bytes(4, "little"))
        self.output.write(content)

    def _rows(self, path: Path, password: str | None, request: dict[str, Any]) -> None:
        content = read_content(path, password)
        if content.startswith(packed.WORKBOOK):
            self._workbook(content, request["most"], request["first"])
        elif path.suffix.lower() in WORKBOOKS:
            raise Problem("other_inside")
        elif request["texts"]:
            rows, encoding = texts.read(content)
            self._message(b"S", orjson.dumps(["csv", False, (), encoding, {}]))
            _Rows("csv", request["most"], self._message).hand_over(rows, 0)
        else:
            raise Problem("damaged")

    def _workbook(self, content: bytes, most: int, first: str) -> None:
        if content.startswith(packed.ZIP):
            packed.check(content)
            content = short_cells.with_columns(content)
        book = _open(content)
        wrong_in = wrong_cells.finder(content)
        del content
        sheets = [place for place, about in enumerate(book.sheets_metadata) if about.typ == SheetTypeEnum.WorkSheet]
        if not sheets:
            raise Problem("no_sheets")
        for place in sorted(sheets, key=lambda place: book.sheets_metadata[place].name != first):
            most -= self._sheet(book, place, wrong_in, most)

    def _sheet(
        self, book: CalamineWorkbook, place: int, wrong_in: Callable[[str], wrong_cells.WrongCells], most: int
    ) -> int:
        """Hand over one sheet, and hold nothing of it when the next is parsed; how many of its cells are filled."""
        about = book.sheets_metadata[place]
        hidden = about.visible != SheetVisibleEnum.Visible
        machine = about.visible == SheetVisibleEnum.VeryHidden  # nobody can have typed there
        wrong = {} if machine else wrong_in(about.name)
        with _damage_of(about.name):
            sheet = book.get_sheet_by_index(place)
            merges = (sheet.merged_cell_ranges or ())[:MERGES]
            about_it = [about.name, hidden, merges, None, wrong]
            self._message(b"S", orjson.dumps(about_it, None, orjson.OPT_NON_STR_KEYS))
            rows = _Rows(about.name, most, self._message)
            rows.hand_over(sheet.iter_rows(), sheet.start[1] if sheet.start else 0)
        return rows.filled


class _Rows:
    """The rows of one sheet on their way to the parent, some to a message."""

    def __init__(self, title: str, most: int, message: Callable[[bytes, bytes], None]) -> None:
        self.title, self.most, self.message = title, most, message
        self.filled = 0
        self.some: list[list[Any]] = []
        self.size = 10  # rows that make a message of about _MESSAGE bytes, as far as known
        self.blank = self.width = 0  # empty rows since, and their cells

    def hand_over(self, rows: Iterable[list[Any]], left: int) -> None:
        """All rows, each with so many empty cells before it. Raises Problem where they are too much."""
        pad = [""] * left
        for number, row in enumerate(rows, 1):
            if left:
                row = pad + row
            filled = len(row) - row.count("")
            if filled:
                self._end_blank()
                self.filled += filled
                if self.filled > self.most:
                    raise Problem("too_much", sheet=self.title, row=number)
                self.some.append(row)
                if len(self.some) >= self.size:
                    self._end_some(number)
            else:
                self._end_some(number - 1)
                if len(row) != self.width:
                    self._end_blank()
                self.blank, self.width = self.blank + 1, len(row)
        self._end_some(number if self.some else 0)
        self.message(b".", b"")

    def _end_blank(self) -> None:
        if self.blank:
            self.message(b"B", orjson.dumps([self.blank, self.width]))
            self.blank = 0

    def _end_some(self, last: int) -> None:
        """Send the rows gathered, of which the last has this number."""
        if not self.some:
            return
        letter, content = _encoded(self.some)
        if len(content) > TEXT:
            self._refuse_long(last - len(self.some) + 1)
        self.message(letter, content)
        self.size = max(1, min(self.size * 2, len(self.some) * _MESSAGE // len(content)))
        self.some = []

    def _refuse_long(self, first: int) -> None:
        for number, row in enumerate(self.some, first):
            for place, cell in enumerate(row):
                if isinstance(cell, str) and len(cell) > TEXT:
                    name = f"{packed.column_letters(place)}{number}"
                    raise Problem("long", sheet=self.title, cell=name)


def _encoded(rows: list[list[Any]]) -> tuple[bytes, bytes]:
    """The letter and content of the message with these rows."""
    letter = b"R"

    def told(value: date | time | timedelta) -> dict[str, Any]:
        nonlocal letter
        letter = b"D"
        if isinstance(value, timedelta):
            return {"timedelta": value.total_seconds()}
        return {type(value).__name__: value.isoformat()}

    content = orjson.dumps(rows, told, orjson.OPT_PASSTHROUGH_DATETIME)
    if b"null" in content:  # JSON knows no infinite numbers
        finite = [[str(cell) if isinstance(cell, float) and cell - cell else cell for cell in row] for row in rows]
        content = orjson.dumps(finite, told, orjson.OPT_PASSTHROUGH_DATETIME)
    return letter, content


def _open(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise Problem("protected_otherwise") from None
    except (CalamineError, ValueError, OSError):
        raise Problem("damaged") from None


@contextmanager
def _damage_of(title: str) -> Iterator[None]:
    """Turn what the parser says of a sheet, also in panic (which is none of Exception), into a Problem."""
    try:
        yield
    except (CalamineError, ValueError, OSError) as error:
        raise Problem("damaged_sheet", sheet=title) from error
    except BaseException as panic:
        if type(panic).__name__ == "PanicException":
            raise Problem("damaged_sheet", sheet=title) from panic
        raise
