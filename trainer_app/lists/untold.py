"""What a list leaves untold of its courses: never silent, a mark says where to look."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from trainer_app.lists.kinds import ENTERPRISES, FOLLOW_UPS, PEOPLE, TOTALS
from trainer_app.lists.reading import ColumnGuess, ListRow, ListTable, Value
from trainer_app.lists.running_words import holds_dates
from trainer_app.lists.scripts import clean, column_letters, is_filled, raw_text
from trainer_app.lists.sheets import Grid
from trainer_app.lists.tables import FoundTable
from trainer_app.lists.titles import CourseTold
from trainer_app.lists.words import Words
from trainer_app.texts import _

_OF_COURSES = (PEOPLE, FOLLOW_UPS, ENTERPRISES, TOTALS)


def mark_undated(
    told: CourseTold, rows: Sequence[ListRow], grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess],
    words: Words,
) -> tuple[ListRow, ...]:  # fmt: skip
    """The rows, with a mark on each course, or row, that no date was understood for; told gets those of the table."""
    values = told.values
    if table.kind not in _OF_COURSES or "school_year" in values or not rows:
        return tuple(rows)
    fields = {guess.field for guess in guesses if guess.field}
    if "school_year" in fields or any(guess.product for guess in guesses):
        return tuple(rows)
    if "start" in values:
        _mark_end(told, grid, table, words)
        return tuple(rows)
    if fields & {"dates", "start"} or any("start" in row.values for row in rows):
        return tuple(_row_dated(row) for row in rows)
    codes = {field.partition(":")[2] for field in map(_field, guesses) if field.startswith("product:")}
    if codes:
        return tuple(_marks_dated(row, codes, values) for row in rows)
    if table.kind == ENTERPRISES and "product" not in fields | values.keys():
        return tuple(rows)  # firms alone: nothing is said of a course
    said = _unread(grid, table, words, told)
    if said is None:
        values["start"] = Value("", None, "unsure", _("no date of the course is told"))
        told.cells["start"] = _free_cell(grid, table.header_rows[0] if table.header_rows else table.rows[0])
    else:
        told.take_unread("start", *said)
    return tuple(rows)


def _free_cell(grid: Grid, header: int) -> str:
    """The first free cell of the line above a header, or beside one that has none: there the dates can be typed."""
    row = max(header - 1, 0)
    filled = [index for index, cell in enumerate(grid.rows[row]) if is_filled(cell)]
    return f"{column_letters(filled[-1] + 1 if filled else 0)}{row + 1}"


def _row_dated(row: ListRow) -> ListRow:
    """A row whose own cell for the date of its course is empty, with a mark."""
    if row.values.keys() & {"start", "dates"} or any(name.startswith("start:") for name in row.values):
        return row
    note = Value("", None, "unsure", _("no date of the course is told"))
    return replace(row, values={**row.values, "start": note})


def _marks_dated(row: ListRow, codes: set[str], told: Mapping[str, Value]) -> ListRow:
    """A row that is marked for products whose columns tell no dates, with a mark on each."""
    missing = {
        f"start:{code}": Value(mark.raw, None, "unsure", _("no date of the course is told"))
        for code in codes
        if (mark := row.values.get(f"product:{code}")) is not None and mark.value
        and f"start:{code}" not in row.values.keys() | told.keys() and "start" not in row.values
    }  # fmt: skip
    return replace(row, values={**row.values, **missing}) if missing else row


def mark_unlinked(table: ListTable) -> ListTable:
    """A table of several products with a mark on each row, or on each product of it, that nothing dates."""
    if not any(guess.product for guess in table.columns) or "start" in table.course or table.kind not in _OF_COURSES:
        return table
    if any(name.startswith("start:") for name in table.course):
        codes = {field.partition(":")[2] for field in map(_field, table.columns) if field.startswith("product:")}
        return replace(table, rows=tuple(_marks_dated(row, codes, table.course) for row in table.rows))
    return replace(table, rows=tuple(_row_dated(row) for row in table.rows))


def _field(guess: ColumnGuess) -> str:
    return guess.field or ""


def _mark_end(told: CourseTold, grid: Grid, table: FoundTable, words: Words) -> None:
    """A mark on the end of a course of which only the start was understood, where another line holds more dates."""
    if "end" in told.values or (said := _unread(grid, table, words, told)) is None:
        return
    told.take_unread("end", *said)


def _unread(grid: Grid, table: FoundTable, words: Words, told: CourseTold) -> tuple[int, int, str] | None:
    """The first cell above a table (row, column, text) that holds days, months or years nobody took for a date."""
    taken = {told.cells[name] for name in ("start", "end") if name in told.cells}
    for row in table.title_rows:
        for index, cell in enumerate(grid.rows[row]):
            text = clean(raw_text(cell)) if is_filled(cell) else ""
            if f"{column_letters(index)}{row + 1}" not in taken and holds_dates(text, words):
                return row, index, text
    return None
