"""The world around the databases of a story: clocks, chance, and a disk in memory.

What is replaced is only what lies outside the application: the machine's clock and time zone, and its random numbers.
The workbooks are real files.
"""

import hashlib
import itertools
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from python_calamine import CalamineWorkbook

from trainer_app.workbook.sheets import SHEETS

Rows = list[list[Any]]

_SPARE = 6
"""Prepared rows of a sheet in a story: each is written and read again some hundred thousand times in a soak."""


class World:
    """Time and chance, told by the story: the same story is the same to the last byte."""

    def __init__(self) -> None:
        self.now = 0  # milliseconds since 1970, as the clock of the computer at work says
        self.seed = ""
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
    """Let time and chance be those of the story, and prepared rows as many as its people fill in."""
    with ExitStack() as fewer:
        for sheet in SHEETS:
            fewer.enter_context(patch.dict(vars(sheet), spare=min(sheet.spare, _SPARE)))
        fewer.enter_context(_told_by(world))
        yield


@contextmanager
def _told_by(world: World) -> Iterator[None]:
    with (
        patch("db.clock.time", world),
        patch("uuid_utils.uuid7", world.uuid7),
        patch("db.ids.secrets", world),
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
    before, tempfile.tempdir = tempfile.tempdir, str(folder)  # of the libraries that write workbooks
    try:
        yield folder
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)


def read_sheets(path: Path) -> dict[str, Rows]:
    """What a person sees and types into: per sheet its rows, "" for an empty cell."""
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def write_sheets(source: Path, path: Path, sheets: dict[str, Rows]) -> None:
    """Save a workbook with other rows, through a spreadsheet library."""
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
