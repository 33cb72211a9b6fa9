"""The child process: it opens the spreadsheets that it is asked for, and writes their rows to its output.

It may die of any of them. Requests are lines of JSON; an answer is a series of messages, each a letter, four bytes
with the length, and its content in JSON:

    S  a sheet begins: name, hidden, merges, encoding, wrong cells, how many sheets follow
    W  before some of its rows: more wrong cells, that are among these
    K  digests of its rows are looked at: where its columns are
    R  some of its rows     D  the same with dates and times as {type: ISO text}     B  [n, width]: n empty rows
    I  before these: both ids of rows that are as they were written, and how many of those stand before each of them
    .  the sheet ends
    P  nothing can be taken: kind of the problem, details
    E  the end of the answer, with a result where one was asked for
"""

import io
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date, time, timedelta
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any

import orjson
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from trainer_app.garbage import give_back
from trainer_app.spreadsheets import packed, texts, unfit_cells, wrong_cells
from trainer_app.spreadsheets.bounds import MEMORY, MEMORY_EXIT, MERGES, TEXT
from trainer_app.spreadsheets.content import read_content
from trainer_app.spreadsheets.digests import TOP, Comparison, places_in
from trainer_app.spreadsheets.open_document_merges import Merge, merges_by_title
from trainer_app.spreadsheets.problem import Problem, Unfit

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
_MESSAGE = 1 << 16  # bytes of a message with rows, about
_LARGE = 8 << 20  # unpacked bytes of a sheet that others need not wait for
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
                self._rows(read_content(path, password), path.suffix.lower(), request)
            else:
                result = packed.far_cell(read_content(path, password))
        except Problem as problem:
            self._message(b"P", orjson.dumps([problem.kind, problem.details]))
        self._message(b"E", orjson.dumps(result))
        self.output.flush()

    def _message(self, letter: bytes, content: bytes) -> None:
        self.output.write(letter + len(content).to_bytes(4, "little"))
        self.output.write(content)

    def _rows(self, content: bytes, suffix: str, request: dict[str, Any]) -> None:
        if content.startswith(packed.WORKBOOK):
            self._workbook(content, request)
        elif suffix in WORKBOOKS:
            raise Problem("other_inside")
        elif request["texts"]:
            rows, encoding = texts.read(content, request["code_page"])
            self._message(b"S", orjson.dumps(["csv", False, (), encoding, {}, 0]))
            _Rows("csv", request["most"], self._message).hand_over(rows)
        else:
            raise Problem("damaged")

    def _workbook(self, content: bytes, request: dict[str, Any]) -> None:
        if content.startswith(packed.ZIP):
            packed.check(content)
        content, wrong_in = wrong_cells.understood(content)
        book, unfit = _open(content), unfit_cells.Finder(content)
        parsed = _Parsed(book, unfit)
        merges = {} if request["digests"] else merges_by_title(content)  # of a list
        sizes = packed.sizes(content) if request["digests"] else {}  # a list stays in its order
        del content
        sheets = [one for one in enumerate(book.sheets_metadata) if one[1].typ == SheetTypeEnum.WorkSheet]
        if not sheets:
            raise Problem("no_sheets")
        sheets.sort(key=lambda one: (one[1].name != request["first"], sizes.get(one[1].name, 0) > _LARGE))
        most, digests = request["most"], request["digests"]
        with ThreadPoolExecutor(1, "wrong cells", _give_way) as beside:
            for following, (place, about) in zip(range(len(sheets) - 1, -1, -1), sheets, strict=True):
                machine = about.visible == SheetVisibleEnum.VeryHidden  # nobody can have typed there
                wrong = None if machine else beside.submit(wrong_in, about.name)
                if sizes.get(about.name, 0) > _LARGE:
                    self.output.flush()  # the parent has all of the sheet before, while this one is being parsed
                with _damage_of(about.name, unfit):
                    sheet = parsed.sheet(place)
                found = parsed.wrong(about.name, wrong.result()) if wrong else {}
                rows = _Rows(about.name, most, self._message, digests, found, unfit if wrong else None)
                with _damage_of(about.name, unfit):
                    self._sheet(about, sheet, rows, following, merges.get(about.name, ()))
                del sheet
                if sizes.get(about.name, 0) > _LARGE:
                    give_back()
                most -= rows.filled

    def _sheet(
        self, about: SheetMetadata, sheet: CalamineSheet, rows: "_Rows", following: int, merges: Sequence[Merge]
    ) -> None:
        """Hand over one sheet, after which so many follow; merges: those that the parser does not tell."""
        hidden = about.visible != SheetVisibleEnum.Visible
        merges = (sheet.merged_cell_ranges or merges)[:MERGES]
        self._message(b"S", _told_wrong([about.name, hidden, merges, None, rows.wrong, following]))
        rows.hand_over(sheet.iter_rows(), sheet.start[1] if sheet.start else 0)


class _Parsed:
    """The sheets of a workbook; a few cells that the parser does not take are no reason to do without all else."""

    def __init__(self, book: CalamineWorkbook, unfit: unfit_cells.Finder) -> None:
        self.book, self.unfit = book, unfit
        self.tried = self.mended = False  # once for all sheets: their number is not ours to say

    def sheet(self, place: int) -> CalamineSheet:
        """The sheet at a place. Raises what the parser raises."""
        try:
            return self.book.get_sheet_by_index(place)  # it does without Python's lock
        except BaseException as error:
            if not _is_damage(error):
                raise
            content = None if self.tried else self.unfit.mended()
            self.tried = True
            if content is None:
                raise
            self.book, self.mended = _open(content), True
            return self.book.get_sheet_by_index(place)

    def wrong(self, title: str, found: wrong_cells.WrongCells) -> wrong_cells.WrongCells:
        """The wrong cells of a sheet, of which these were found, with those that were emptied for the parser."""
        if self.mended:
            for row, cells in self.unfit.of(title).items():
                found[row] = {**cells, **found.get(row, {})}
        return found


def _give_way() -> None:
    """Let this thread work when no other wants to, where the system knows that of a thread (Linux)."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 5)


class _Rows:
    """The rows of one sheet on their way to the parent, some to a message.

    Of the sheets with the keys `digests` only the ids are handed over of rows that are as they were written.
    """

    def __init__(
        self, title: str, most: int, message: Callable[[bytes, bytes], None], digests: Collection[str] = (),
        wrong: wrong_cells.WrongCells | None = None, unfit: unfit_cells.Finder | None = None,
    ) -> None:  # fmt: skip
        self.title, self.most, self.message, self.digests, self.wrong = title, most, message, digests, wrong or {}
        self.unfit = unfit
        self.filled = 0
        self.some: list[list[Any]] = []
        self.numbers: list[int] = []  # theirs
        self.comparison: Comparison | None = None
        self.count = 0  # rows that were gathered
        self.size = 1  # rows that make a message of about _MESSAGE bytes, as far as known
        self.stand_in = b""  # is looked for in all messages but the first: there it is the title of a list
        self.blank = self.width = 0  # empty rows since, and their cells

    def hand_over(self, rows: Iterable[list[Any]], left: int = 0) -> None:
        """All rows, each with so many empty cells before it. Raises Problem where they are too much."""
        pad, number, rest = [""] * left, 0, iter(rows)
        top = list(islice(rest, TOP))
        if self.digests and not left:
            self._compare(top)
        for number, row in enumerate(chain(top, rest), 1):
            if left:
                row = pad + row
            filled = len(row) - row.count("")
            if filled:
                self._end_blank()
                self.filled += filled
                if self.filled > self.most:
                    raise Problem("too_much", sheet=self.title, row=number)
                self._gather(number, row)
                if self.count >= self.size:
                    self._end_some(number)
            else:
                self._end_some(number - 1)
                if len(row) != self.width:
                    self._end_blank()
                self.blank, self.width = self.blank + 1, len(row)
        self._end_some(number)
        self.message(b".", b"")

    def _compare(self, top: Sequence[list[Any]]) -> None:
        """From now on tell rows that are as they were written, if these rows above them say where to look."""
        places = places_in(top, self.digests)
        if places is not None:
            self.comparison = Comparison(places, top)
            self.message(b"K", orjson.dumps([*places]))

    def _gather(self, number: int, row: list[Any]) -> None:
        self.count += 1
        wrong = self.wrong.get(number)
        if wrong:
            _empty(row, wrong)
        if self.comparison is None or wrong or not self.comparison.takes(row):
            self.some.append(row)
            self.numbers.append(number)

    def _end_blank(self) -> None:
        if self.blank:
            self.message(b"B", orjson.dumps([self.blank, self.width]))
            self.blank = 0

    def _end_some(self, last: int) -> None:
        """Send the rows gathered, of which the last has this number."""
        if not self.count:
            return
        letter, content = _encoded(self.some)
        if self._may_be_unfit(letter, content) and (wrong := self._take_unfit()):
            self.message(b"W", _told_wrong(wrong))
            letter, content = _encoded(self.some)
        self.stand_in = self.unfit.stand_in if self.unfit else b""
        if len(content) > TEXT:
            self._refuse_long()
        ids = b""
        if self.comparison is not None and self.count > len(self.some):
            begin = last + 1 - self.count
            before = [number - begin - place for place, number in enumerate(self.numbers)]
            ids = orjson.dumps([*self.comparison.gathered(), before])
            self.message(b"I", ids)
        self.message(letter, content)
        self.size = max(1, min(self.size * 2, self.count * _MESSAGE // (len(ids) + len(content))))
        self.some, self.numbers, self.count = [], [], 0

    def _may_be_unfit(self, letter: bytes, content: bytes) -> bool:
        """Whether something is among the rows of a message that the parser may give for what it cannot."""
        return (
            b",null" in content  # JSON knows no infinite numbers
            or b"[null" in content
            or (letter == b"D" and (_NO_DAY in content or _NO_TIME in content))
            or bool(self.stand_in and self.stand_in in content)
        )

    def _take_unfit(self) -> wrong_cells.WrongCells:
        """What cannot be in cells of the gathered rows, which are empty then."""
        known = self._unfit_cells
        wrong: wrong_cells.WrongCells = {}
        for number, row in zip(self.numbers, self.some, strict=True):
            endless = {at: Unfit(cell) for at, cell in enumerate(row) if isinstance(cell, float) and cell - cell}
            found: dict[int, str] = {**endless, **known.get(number, {})}
            if found:
                wrong[number] = found
                _empty(row, found)
        return wrong

    @cached_property
    def _unfit_cells(self) -> unfit_cells.UnfitCells:
        return self.unfit.of(self.title) if self.unfit else {}

    def _refuse_long(self) -> None:
        for number, row in zip(self.numbers, self.some, strict=True):
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
    return letter, content


_NO_DAY, _NO_TIME = b'"1899-12-30T00:00:00"', b'"timedelta":0.0'  # the parser's date and duration of no number


def _told_wrong(content: Any) -> bytes:
    """JSON with wrong cells in it; [text] stands for an Unfit."""
    return orjson.dumps(content, lambda unfit: [str(unfit)], orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_SUBCLASS)


def _empty(row: list[Any], columns: Iterable[int]) -> None:
    for column in columns:
        if column < len(row):
            row[column] = ""


def _open(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise Problem("protected_otherwise") from None
    except (CalamineError, ValueError, OSError):
        raise Problem("protected_otherwise" if packed.is_encrypted(content) else "damaged") from None


@contextmanager
def _damage_of(title: str, unfit: unfit_cells.Finder) -> Iterator[None]:
    """Turn what the parser says of a sheet into a Problem."""
    try:
        yield
    except BaseException as error:
        if _is_damage(error):
            raise _damaged(title, unfit) from error
        raise


def _is_damage(error: BaseException) -> bool:
    """Whether the parser says it of what it reads, also in panic, which is none of Exception."""
    known = isinstance(error, CalamineError | ValueError | OverflowError | OSError)
    return known or type(error).__name__ == "PanicException"


def _damaged(title: str, unfit: unfit_cells.Finder) -> Problem:
    """What is told of a sheet that cannot be parsed: the cell that made it so, where one did."""
    first = unfit.first(title)
    if first is None:
        return Problem("damaged_sheet", sheet=title)
    return Problem("damaged_cell", sheet=title, cell=first[0], found=str(first[1]))
