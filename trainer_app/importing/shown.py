"""A sheet as it was typed, with what each of its rows and cells was taken for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from trainer_app.importing.labels import value_text
from trainer_app.importing.opened import Opened
from trainer_app.lists.reading import ListRow, ListTable, Reading, Value
from trainer_app.lists.said_headings import heading_keys
from trainer_app.lists.scripts import column_letters, raw_text
from trainer_app.lists.sheets import Grid

Role = Literal["heading", "row", "course", "skipped", "blank"]


@dataclass(frozen=True)
class ShownColumn:
    """A column of a table. heading: what choices of columns call it; field None: its text is kept as a remark."""

    index: int
    heading: str
    field: str | None
    certainty: float


@dataclass
class ShownSheet:
    """One sheet. Rows and columns count from 0 here; `skipped` gives the reason of a row that is nobody's."""

    grid: Grid
    tables: tuple[ListTable, ...] = ()
    skipped: dict[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.grid.name

    @cached_property
    def width(self) -> int:
        return max((len(row) for row in self.grid.rows), default=0)

    @property
    def height(self) -> int:
        return len(self.grid.rows)

    @cached_property
    def _table_at(self) -> list[int]:
        """Per row the number of the table that it belongs to or comes before."""
        ends = [max([*table.header_rows, *(row.row_number for row in table.rows)]) for table in self.tables]
        found, table = [], 0
        for number in range(1, self.height + 1):
            while table + 1 < len(ends) and number > ends[table]:
                table += 1
            found.append(table)
        return found

    @cached_property
    def _rows(self) -> dict[int, ListRow]:
        return {row.row_number - 1: row for table in self.tables for row in table.rows}

    @cached_property
    def _roles(self) -> dict[int, Role]:
        roles: dict[int, Role] = dict.fromkeys(self.skipped, "skipped")
        for table in self.tables:
            roles |= dict.fromkeys((number - 1 for number in table.course_rows), "course")
            roles |= dict.fromkeys((number - 1 for number in table.header_rows), "heading")
        return roles | dict.fromkeys(self._rows, "row")

    def role(self, row: int) -> Role:
        return self._roles.get(row, "blank")

    def table(self, row: int) -> ListTable | None:
        """The table that a row belongs to; of a row between two the one that follows."""
        return self.tables[self._table_at[row]] if self.tables and 0 <= row < self.height else None

    @cached_property
    def _columns(self) -> dict[int, dict[int, ShownColumn]]:
        return {
            id(table): {
                guess.index: ShownColumn(guess.index, key, guess.field, guess.certainty)
                for guess, key in zip(table.columns, heading_keys(table.columns), strict=True)
            }
            for table in self.tables
        }

    def column(self, row: int, column: int) -> ShownColumn | None:
        """The column of the table that a row belongs to."""
        table = self.table(row)
        return self._columns[id(table)].get(column) if table is not None else None

    def typed(self, row: int, column: int) -> str:
        """What stands in a cell."""
        cells = self.grid.rows[row]
        return raw_text(cells[column]) if column < len(cells) else ""

    def value(self, row: int, column: int, field: str = "") -> Value | None:
        """What a cell was understood as, or its row as another field; None where nothing was taken from it."""
        listed, shown = self._rows.get(row), self.column(row, column)
        name = field or (shown.field if shown else None)
        return listed.values.get(name) if listed and name else None

    def fields(self, row: int) -> Iterable[str]:
        """The fields that a row tells."""
        listed = self._rows.get(row)
        return listed.values if listed else ()

    def told(self, row: int, column: int) -> str:
        """What was understood otherwise than it was typed, or ""."""
        value = self.value(row, column)
        return "" if value is None or value.mark is None else value_text(value.value)

    def cell(self, row: int, column: int) -> str:
        """The name of a cell as Excel shows it."""
        return f"{column_letters(column)}{row + 1}"


def shown_sheets(opened: Opened, reading: Reading) -> list[ShownSheet]:
    """All sheets of a file as they were typed, in its order."""
    skipped: dict[str, dict[int, str]] = {}
    for one in reading.skipped:
        skipped.setdefault(one.sheet, {})[one.row - 1] = one.reason
    return [
        ShownSheet(
            grid, tuple(table for table in reading.tables if table.sheet == grid.name), skipped.get(grid.name, {})
        )
        for grid in opened.grids
    ]
