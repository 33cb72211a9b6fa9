"""Real cells that a question is about, with what each of its answers would make of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from trainer_app.importing.choices import Choices
from trainer_app.importing.country import KEEP
from trainer_app.importing.labels import value_text
from trainer_app.importing.opened import Opened
from trainer_app.importing.shown import ShownSheet, shown_sheets
from trainer_app.lists.reading import COUNTRY, Question, Reading, Value
from trainer_app.lists.scripts import cell_at
from trainer_app.lists.sheets import Grid
from trainer_app.texts import _

MOST = 5
"""Cells that are shown of one question."""
_READ = 200  # rows of a sheet that are read once for each answer, or as far as the first cells are that it asks about
_DEEPEST = 2000  # further down no examples are looked for: that would take long


@dataclass(frozen=True)
class Example:
    """A cell as it was typed, and what it becomes by each option of its question, in their order."""

    cell: str
    typed: str
    made: tuple[str, ...]


def examples(opened: Opened, reading: Reading, choices: Choices, question: Question) -> tuple[Example, ...]:
    """A few cells of a question's column; those that its answers tell apart come first, none is shown twice.

    reading: of the same choices, which tells the country. None for a question that is about no column.
    """
    grid = next((one for one in opened.grids if one.name == question.sheet), None)
    last = max(question.rows[:MOST], default=0) or _last(reading, question.sheet)
    if grid is None or not question.column or last > _DEEPEST:
        return ()
    part = replace(opened, grids=(Grid(grid.name, grid.rows[: last + _READ], grid.hidden, grid.merges),))
    known = {COUNTRY: reading.country or KEEP, **choices.answers}
    sheets = [_shown(part, replace(choices, answers={**known, question.key: code})) for code, _told in question.options]
    column = cell_at(f"{question.column}1")[1]
    asked = [number - 1 for number in question.rows[:MOST]] or range(last)
    rows = [row for row in asked if all(row < sheet.height and sheet.role(row) == "row" for sheet in sheets)]
    name = _told_apart(sheets, rows, column)
    found: dict[str, Example] = {}
    for row in rows:
        if typed := sheets[0].typed(row, column):
            made = tuple(_made(sheet.value(row, column, name), name) for sheet in sheets)
            found.setdefault(typed, Example(sheets[0].cell(row, column), typed, made))
    return tuple(sorted(found.values(), key=lambda one: len(set(one.made)) == 1)[:MOST])


def _told_apart(sheets: Sequence[ShownSheet], rows: Iterable[int], column: int) -> str:
    """The field that answers tell apart where they leave the column itself alike: the sex by a name; "" if none."""
    for row in rows:
        if len({sheet.value(row, column) for sheet in sheets}) > 1:
            return ""
        names = dict.fromkeys(name for sheet in sheets for name in sheet.fields(row))
        for name in names:
            if len({sheet.value(row, column, name) for sheet in sheets}) > 1:
                return name
    return ""


def _last(reading: Reading, sheet: str) -> int:
    """How many rows of a sheet show enough of its lists."""
    rows = [row.row_number for table in reading.tables if table.sheet == sheet for row in table.rows]
    return max(rows[:_READ], default=0)


def _shown(part: Opened, choices: Choices) -> ShownSheet:
    return shown_sheets(part, part.read(choices))[0]


def _made(value: Value | None, name: str) -> str:
    if value is None:
        return _("left empty") if name else _("not taken")
    text = value_text(value.value) or _("left empty")
    return _("{value} ?").format(value=text) if value.mark == "unsure" and value.value is not None else text
