"""The sheets of a list file of any kind as plain grids of cells."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from trainer_app.errors import UserError
from trainer_app.file_names import called
from trainer_app.lists.scripts import Cell, cell_at, column_letters, raw_text
from trainer_app.spreadsheets.bounds import LISTED, LISTED_LETTERS, LISTED_ROWS, LISTED_SHEETS
from trainer_app.spreadsheets.opening import UNCALCULATED, Sheet, opened, too_much
from trainer_app.texts import _

_PART = ":"  # never part of a sheet's name; "List:G" is what stands on the sheet List from column G on
_OWN_SHEET = "_machine"  # trainer_app.workbook.machine.SHEET, whose imports a list does without


@dataclass
class Grid:
    """One sheet. rows[0] is row 1 of the sheet; an empty cell is "". merges: (top, left), (bottom, right) from 0."""

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    merges: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


def sheet_of(part: str) -> str:
    """The sheet in the file of a part such as "List:G"."""
    return part.partition(_PART)[0]


def part_of(sheet: str, column: int) -> str:
    """The name of the part of a sheet that begins at a column, from 0."""
    return f"{sheet}{_PART}{column_letters(column)}"


def cell_in(grid: Grid, row: int, index: int) -> Cell:
    """A cell by its row and column from 0; empty beyond the last of its row."""
    return grid.rows[row][index] if index < len(grid.rows[row]) else ""


def open_sheets(path: Path, password: str | None, code_page: str = "") -> tuple[list[Grid], str | None]:
    """The sheets of a workbook or text file, and the encoding of a text file (None for a workbook).

    A text file is one sheet named "csv" whose rows are records; code_page: see spreadsheets.opening. Raises UserError
    for what cannot be opened.
    """
    grids, encoding = [], None
    amount = _Amount(path)
    with opened(path, password, texts=True, most=LISTED, code_page=code_page) as sheets:
        for sheet in sheets:
            _refuse_own(path, sheet)
            encoding = sheet.encoding
            rows = list(amount.counting(sheet))
            grids.append(Grid(sheet.name, rows, sheet.hidden, tuple(sheet.merges)))
            _show_errors(grids[-1], sheet.wrong)
    return grids, encoding


class _Amount:
    """Counts what was taken of a list: the application itself holds and understands it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sheets = self.rows = self.letters = 0

    def counting(self, sheet: Sheet) -> Iterator[list[Cell]]:
        """The rows of a sheet, empty ones without cells. UserError where the list is longer than a list can be."""
        self.sheets += 1
        for number, row in enumerate(sheet.rows, 1):
            if not any(row):
                yield []
                continue
            self.rows += 1
            self.letters += sum([len(cell) for cell in row if isinstance(cell, str)])
            if self.rows > LISTED_ROWS or self.sheets > LISTED_SHEETS or self.letters > LISTED_LETTERS:
                raise too_much(self.path, sheet.name, number)
            yield list(row)


def _show_errors(grid: Grid, wrong: Mapping[int, Mapping[int, str]]) -> None:
    """Put #REF! and the like where they stand, and what is Unfit, which come as empty cells otherwise."""
    for number, cells in wrong.items():
        row = grid.rows[number - 1] if number <= len(grid.rows) else []
        for column, shown in cells.items():
            if shown != UNCALCULATED and column < len(row) and row[column] == "":
                row[column] = shown


class OwnWorkbook(UserError):
    """The file is no list but a workbook of this application, to be merged."""


def _refuse_own(path: Path, sheet: Sheet) -> None:
    if sheet.hidden and sheet.name == _OWN_SHEET:
        raise OwnWorkbook(
            _(
                "{file} is a workbook of this application, not a list. Nothing was taken from it. Merge it instead: "
                "on the screen Exchange, or by the command “merge”; then nobody comes in twice."
            ).format(file=called(path))
        )


def correct(grid: Grid, corrections: Mapping[str, str], typed: dict[tuple[int, int], str]) -> None:
    """Put corrected texts into their cells, and keep what was typed there."""
    for cell, text in corrections.items():
        row, column = cell_at(cell)
        grid.rows += [[] for _missing in range(row + 1 - len(grid.rows))]
        grid.rows[row] += [""] * (column + 1 - len(grid.rows[row]))
        typed.setdefault((row, column), raw_text(grid.rows[row][column]))
        grid.rows[row][column] = text


def pasted_grid(text: str) -> Grid:
    """Text from the clipboard as a sheet: cells by tabs, rows by lines. A lone quotation mark is a ditto mark."""
    guarded = re.sub(r'(^|\t)"(?=\t|\r?$)', r'\1""""', text, flags=re.MULTILINE)
    return Grid("pasted", [list(row) for row in csv.reader(io.StringIO(guarded, newline=""), delimiter="\t")])
