"""What a participant list says once it is read: tables of marked values, what was skipped, what must be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

Mark = Literal["converted", "unsure", "refused"]

GUESSED = 0.4
"""The certainty of a column that only its cells tell, and not beyond doubt: its values are marked for a look."""
COUNTRY = "country"
"""The key of the question of which country a list's telephone numbers and places are; ISO 3166 is its answer."""


@dataclass(frozen=True)
class Value:
    """One cell as typed and as understood.

    mark None: taken as typed. "converted": certain, but written differently (`note` says how). "unsure": a person
    should look; value is the best reading, or None. "refused": impossible or lost; value is None.
    above: what stands in the cell that a mark for "the same as above" means.
    """

    raw: str
    value: str | int | float | bool | date | None
    mark: Mark | None = None
    note: str = ""
    above: str = ""

    @property
    def text(self) -> str:
        """What the cell, or for a mark of "the same" the one above, says."""
        return self.above or self.raw


@dataclass(frozen=True)
class ColumnGuess:
    """What a column is taken for. index from 0; field None = unknown, kept as extra; certainty 0 to 1.

    product: the product that a column of attendance belongs to where the table has several.
    """

    index: int
    header: str
    field: str | None
    certainty: float
    product: str | None = None


@dataclass(frozen=True)
class ListRow:
    """One person's row. row_number from 1 as Excel shows it; extra: columns that nobody understood, as typed."""

    row_number: int
    values: Mapping[str, Value]
    extra: Mapping[str, str]


@dataclass(frozen=True)
class ListTable:
    """One table of people, trainers, follow-ups, firms, indicators or totals.

    Row numbers count from 1. `header_rows` includes headers repeated inside the table; `course_rows` are the lines
    above it that tell of the course. Fields that a table may have several of carry a suffix: `product:SYB` (a
    column of X marks), `attendance:7` (the column's index), `phones:7` (a number that is none, beside another column).
    `course` has product, start, end, venue, trainer, organiser, course_code as far as the lines or header cells tell,
    for X columns `start:SYB` and `end:SYB`.
    """

    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[ColumnGuess, ...]
    rows: tuple[ListRow, ...]
    course: Mapping[str, Value] = field(default_factory=dict)
    course_rows: tuple[int, ...] = ()
    kind: str = "people"  # one of trainer_app.lists.kinds
    course_cells: Mapping[str, str] = field(default_factory=dict)  # field of course -> cell that told it

    @cached_property
    def index_of(self) -> Mapping[str, int]:
        """The first column of each field."""
        return {guess.field: guess.index for guess in reversed(self.columns) if guess.field}

    @cached_property
    def headings_of(self) -> Mapping[str, str]:
        """The heading of the first column of each field that has one."""
        return {guess.field: guess.header for guess in reversed(self.columns) if guess.field and guess.header}

    @cached_property
    def letters_of(self) -> dict[str, str]:
        """The letters of the column that a field's values stand in, as far as somebody asked, "" for none."""
        return {}

    @cached_property
    def sessions(self) -> tuple[ColumnGuess, ...]:
        """The columns of attendance."""
        return tuple(guess for guess in self.columns if guess.field and guess.field.startswith("attendance:"))

    @cached_property
    def attendance_totals(self) -> tuple[ColumnGuess, ...]:
        """The columns of attendance in days or hours in all."""
        return tuple(one for one in self.columns if (one.field or "").partition(":")[0] == "attendance_total")

    @cached_property
    def marked(self) -> frozenset[str]:
        """The fields of those columns of attendance in which somebody was there, or away with leave."""
        fields = {guess.field for guess in self.sessions if guess.field}
        return frozenset(name for row in self.rows for name in fields & row.values.keys() if row.values[name].value)


@dataclass(frozen=True)
class Skipped:
    """A filled row that is nobody's, and why. `text` is its filled cells, so that it can be checked at a glance."""

    sheet: str
    row: int
    reason: str
    text: str


@dataclass(frozen=True)
class Question:
    """What no program can decide. Answer it by calling again with answers={key: code of an option}.

    lasting: a key that holds for the same heading on every sheet and in the next list of this layout as well; "" where
    single rows are asked about.
    """

    key: str
    text: str
    options: tuple[tuple[str, str], ...]  # (code, what is shown)
    sheet: str
    column: str  # the letters of the column, "A"
    rows_touched: int
    rows: tuple[int, ...] = ()  # the rows whose cells are asked for, where it is not the whole column
    lasting: str = ""


@dataclass(frozen=True)
class Reading:
    """A whole file. encoding is that of a text file, None for a workbook; languages: of its headings, the likeliest
    first (ISO 639-1). country: which its telephone numbers and places were read as being of (ISO 3166); country_by: by
    what that is known where it is not the one of the database, as N_ marks it."""

    file: str
    tables: tuple[ListTable, ...]
    skipped: tuple[Skipped, ...]
    questions: tuple[Question, ...]
    encoding: str | None = None
    languages: tuple[str, ...] = ()
    country: str | None = None
    country_by: str = ""
    is_copy: bool = False
    spent: float = field(default=0.0, compare=False)
