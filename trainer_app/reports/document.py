"""A report as a description: tables and charts that the screen, PDF, Excel, CSV and JSON draw, each in its own way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from trainer_app import formats
from trainer_app.texts import _

Kind = Literal["text", "integer", "percent", "decimal", "date", "month"]
Value = str | int | float | date | None
Row = tuple[Value, ...]

NOT_KNOWN = "–"
"""What people read where a value is None: not known, which is never zero."""

COLOURS = ("0072B2", "E69F00", "8C8C8C", "009E73", "CC79A7", "56B4E9")
"""Of the series of a chart, in their order, as RRGGBB; told apart also without red and green, and in grey."""

_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "integer": (int,),
    "percent": (float, int),
    "decimal": (float, int),
    "date": (date,),
    "month": (date,),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. percent: fractions of 1, shown with one decimal. month: the first day of the month.

    `note` explains the figure; `blank` is shown for None instead of a dash, such as "Other or unspecified".
    """

    key: str
    label: str
    kind: Kind = "text"
    note: str = ""
    blank: str = ""

    @property
    def is_number(self) -> bool:
        """Whether its values are figures, which stand at the right and are summed and drawn."""
        return self.kind in ("integer", "percent", "decimal")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one value per column; None is not known. `total` is such a row whose first value is None.

    A total is given and never added up by an output: distinct persons do not add up.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len({column.key for column in self.columns}) != len(self.columns):
            raise ValueError(f"{self.title}: two columns of one key")
        for row in (*self.rows, *([self.total] if self.total else [])):
            if len(row) != len(self.columns):
                raise ValueError(f"{self.title}: {len(row)} values for {len(self.columns)} columns")
            for column, value in zip(self.columns, row, strict=True):
                if value is not None and (not isinstance(value, _TYPES[column.kind]) or isinstance(value, bool)):
                    raise ValueError(f"{self.title}: {column.key} = {value!r}")
        if self.total and self.total[0] is not None:
            raise ValueError(f"{self.title}: the first value of the total is where the word Total stands")

    def index(self, key: str) -> int:
        """The position of the column of that key."""
        return [column.key for column in self.columns].index(key)

    def shown(self, row: Row) -> tuple[str, ...]:
        """The row as a person reads it."""
        return tuple(shown(column, value) for column, value in zip(self.columns, row, strict=True))

    def shown_total(self) -> tuple[str, ...]:
        """The total as a person reads it, the word Total first; () where there is none."""
        if self.total is None:
            return ()
        values = zip(self.columns, self.total, strict=True)
        texts = ["" if value is None and not column.is_number else shown(column, value) for column, value in values]
        return (_("Total"), *texts[1:])


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of the first `rows` rows of a table of the same document (None: all of them).

    `label` is the key of the column that names the bars or points, `values` those of the series. Bars lie, so that
    long names can be read; a line goes over the rows in their order.
    """

    kind: Literal["bar", "stacked_bar", "line"]
    title: str
    table: Table
    label: str
    values: tuple[str, ...]
    rows: int | None = None

    def __post_init__(self) -> None:
        for key in self.values:
            if not self.table.columns[self.table.index(key)].is_number:
                raise ValueError(f"{self.title}: {key} cannot be drawn")
        self.table.index(self.label)

    @property
    def drawn(self) -> tuple[Row, ...]:
        """The rows that it shows."""
        return self.table.rows[: self.rows]

    @property
    def labels(self) -> list[str]:
        """The names of its bars or points, as a person reads them."""
        at = self.table.index(self.label)
        return [shown(self.table.columns[at], row[at]) for row in self.drawn]

    @property
    def series(self) -> list[tuple[Column, list[float | None]]]:
        """Each column drawn, with its value in every row."""
        found = []
        for key in self.values:
            at = self.table.index(key)
            found.append((self.table.columns[at], [row[at] for row in self.drawn]))
        return found  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `made_at` carries its time zone; `made_by` is empty where nobody gave a name."""

    title: str
    subtitle: str
    period: str
    made_at: datetime
    made_by: str
    parts: tuple[Table | Chart, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for chart in self.charts:
            if not any(chart.table is table for table in self.tables):
                raise ValueError(f"{self.title}: the table of the chart {chart.title} is not in it")

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(part for part in self.parts if isinstance(part, Table))

    @property
    def charts(self) -> tuple[Chart, ...]:
        return tuple(part for part in self.parts if isinstance(part, Chart))

    def charts_of(self, table: Table) -> tuple[Chart, ...]:
        """The charts that show this table."""
        return tuple(chart for chart in self.charts if chart.table is table)

    @property
    def explanations(self) -> list[str]:
        """What the figures mean: the notes of all columns, each once."""
        columns = [column for table in self.tables for column in table.columns]
        return list(dict.fromkeys(column_notes(columns)))

    @property
    def made(self) -> str:
        """Who made it and when, in words."""
        day = formats.date_text(self.made_at.date())
        if self.made_by:
            return _("Made on {day} by {name}").format(day=day, name=self.made_by)
        return _("Made on {day}").format(day=day)


def shown(column: Column, value: Value) -> str:
    """A value as a person reads it, in the person's locale."""
    if value is None:
        return column.blank or NOT_KNOWN
    if isinstance(value, date):
        return formats.month_text(value) if column.kind == "month" else formats.date_text(value)
    if isinstance(value, str):
        return value
    if column.kind == "percent":
        return formats.percent_text(value)
    return formats.number_text(value, 0 if column.kind == "integer" else None)


def column_notes(columns: Sequence[Column]) -> list[str]:
    """What the figures of these columns mean, a line each."""
    return [f"{column.label}: {column.note}" for column in columns if column.note]
