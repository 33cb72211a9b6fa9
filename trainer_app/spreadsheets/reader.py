"""The child process: it opens the spreadsheets that it is asked for, and writes their rows to its output.

It may die of any of them. Requests are lines of JSON; an answer is a series of messages, each a letter, four bytes
with the length, and its content in JSON:

    S  a sheet begins: name, hidden, merges, encoding
    R  some of its rows     D  the same with dates and times as {type: ISO text}     B  [n, width]: n empty rows
    .  the sheet ends
    P  nothing can be taken: kind of the problem, details
    E  the end of the answer, with a result where one was asked for
"""

import io
import json
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import orjson
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from trainer_app.spreadsheets import packed, texts
from trainer_app.spreadsheets.bounds import MEMORY, MEMORY_EXIT
from trainer_app.spreadsheets.content import read_content
from trainer_app.spreadsheets.problem import Problem

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
_CELLS = 8_000  # cells of a message, about
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
            elif request["wanted"] == "errors":
                result = packed.error_cells(read_content(path, password), request["sheet"])
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
        most = request["most"]
        if not content.startswith(packed.WORKBOOK):
            if path.suffix.lower() in WORKBOOKS:
                raise Problem("other_inside")
            if not request["texts"]:
                raise Problem("damaged")
            rows, encoding = texts.read(content)
            del content
            self._sheet("csv", False, (), encoding, rows, 0, most)
            return
        if content.startswith(packed.ZIP):
            packed.refuse_bomb(content)
        book = _open(content)
        del content
        for index, about in enumerate(book.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = _sheet(book, index)
            hidden = about.visible != SheetVisibleEnum.Visible
            left = sheet.start[1] if sheet.start else 0
            most -= self._sheet(about.name, hidden, sheet.merged_cell_ranges or (), None, sheet.iter_rows(), left, most)

    def _sheet(
        self, name: str, hidden: bool, merges: Sequence[Any], encoding: str | None, rows: Iterator[list[Any]],
        left: int, most: int,
    ) -> int:  # fmt: skip
        """Hand over one sheet whose rows lack so many empty cells on the left, and count its filled cells."""
        self._message(b"S", orjson.dumps([name, hidden, merges, encoding]))
        pad = [""] * left
        some: list[list[Any]] = []
        cells = blank = width = filled = 0
        for number, row in enumerate(rows, 1):
            if pad:
                row = pad + row
            told = len(row) - row.count("")
            if not told:
                if some:
                    self._some(some)
                    some, cells = [], 0
                if blank and len(row) != width:
                    self._message(b"B", orjson.dumps([blank, width]))
                    blank = 0
                blank, width = blank + 1, len(row)
                continue
            if blank:
                self._message(b"B", orjson.dumps([blank, width]))
                blank = 0
            filled += told
            if filled > most:
                raise Problem("too_much", sheet=name, row=number)
            some.append(row)
            cells += len(row)
            if cells >= _CELLS:
                self._some(some)
                some, cells = [], 0
        if some:
            self._some(some)
        self._message(b".", b"")
        return filled

    def _some(self, rows: list[list[Any]]) -> None:
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
        self._message(letter, content)


def _open(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise Problem("protected_otherwise") from None
    except (CalamineError, ValueError, OSError):
        raise Problem("damaged") from None


def _sheet(book: CalamineWorkbook, index: int) -> CalamineSheet:
    try:
        return book.get_sheet_by_index(index)
    except (CalamineError, ValueError, OSError):
        raise Problem("damaged_sheet", sheet=book.sheet_names[index]) from None
