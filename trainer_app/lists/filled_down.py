"""Cells left empty below another that mean the same: what is said once for a group of rows."""

from collections.abc import Sequence

from trainer_app.lists.kinds import FILLED_DOWN, OF_GROUP, PEOPLE, WITH_NAMES
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import is_filled
from trainer_app.lists.sheets import Grid, cell_in
from trainer_app.lists.tables import FoundTable


def is_filled_down(grid: Grid, table: FoundTable, guess: ColumnGuess, guesses: Sequence[ColumnGuess]) -> bool:
    """Whether empty cells of a column mean the same as above: of a group, and most of them empty."""
    if guess.field not in FILLED_DOWN.get(table.kind, ()) or not table.rows:
        return False
    filled = [is_filled(cell_in(grid, row, guess.index)) for row in table.rows]
    often = sum(filled) * 2 <= len(filled) or table.kind not in WITH_NAMES
    return filled[0] and not all(filled) and often and _said_with_course(grid, table, guess, guesses)


def _said_with_course(grid: Grid, table: FoundTable, guess: ColumnGuess, guesses: Sequence[ColumnGuess]) -> bool:
    """Whether a column of the course is filled in the same rows as that which names the course, once for a group.

    Where every row names its course, one without a date is one whose date nobody told.
    """
    if table.kind != PEOPLE or guess.field not in OF_GROUP:
        return True
    naming = next((one for one in guesses if one.field in ("course_code", "product")), None)
    if naming is None:
        return False
    return all(
        is_filled(cell_in(grid, row, naming.index)) == is_filled(cell_in(grid, row, guess.index)) for row in table.rows
    )
