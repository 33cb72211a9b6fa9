"""Cells left empty below another that mean the same: what is said once for a group of rows."""

from collections import Counter
from collections.abc import Sequence

from trainer_app.lists.kinds import FILLED_DOWN, OF_GROUP, PEOPLE, WITH_NAMES
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import is_filled, plain, raw_text
from trainer_app.lists.sheets import Grid, cell_in
from trainer_app.lists.tables import FoundTable
from trainer_app.lists.words import Words

_NAMING = frozenset({"product", "course_code", "start", "end", "dates"})
_FEWEST_COLUMNS, _FEWEST_ROWS = 2, 2  # that are empty together where a course was told once for its group


def fill_merged(grid: Grid, table: FoundTable) -> None:
    """Copies a cell merged over several people's rows into each of them."""
    rows = set(table.rows)
    reached: dict[int, int] = {}  # of each column, the row to which it is filled: no two merged cells hold the same
    for (top, left), (bottom, right) in sorted(grid.merges):
        if left != right or top not in rows:
            continue
        for row in range(max(top, reached.get(left, 0)) + 1, min(bottom + 1, len(grid.rows))):
            if row in rows and left < len(grid.rows[row]):
                grid.rows[row][left] = grid.rows[top][left]
        reached[left] = max(bottom, reached.get(left, 0))


def rows_filled_down(
    grid: Grid, table: FoundTable, guess: ColumnGuess, guesses: Sequence[ColumnGuess], words: Words
) -> frozenset[int]:
    """The rows (from 1) in which an empty cell of a column, if it has any, means the same as above."""
    if guess.field not in OF_GROUP and guess.field not in FILLED_DOWN.get(table.kind, ()):
        return frozenset()
    if all(is_filled(cell_in(grid, row, guess.index)) for row in table.rows):
        return frozenset()
    if _is_filled_down(grid, table, guess, guesses):
        ended = {row + 1 for row in _below_merged(grid, guess.index)} if table.kind == PEOPLE else set[int]()
        return frozenset(row + 1 for row in table.rows if row not in ended)
    return _of_lone_groups(grid, table, guesses, words) if guess.field in OF_GROUP else frozenset()


def _is_filled_down(grid: Grid, table: FoundTable, guess: ColumnGuess, guesses: Sequence[ColumnGuess]) -> bool:
    """Whether empty cells of a column mean the same as above: of a group, and most of them empty.

    Some groups may be one merged cell, of which only the first row was typed.
    """
    if guess.field not in FILLED_DOWN.get(table.kind, ()) or not table.rows:
        return False
    filled = [is_filled(cell_in(grid, row, guess.index)) for row in table.rows]
    merged = _below_merged(grid, guess.index)
    typed = sum(told and row not in merged for told, row in zip(filled, table.rows, strict=True))
    often = typed * 2 <= len(filled) or table.kind not in WITH_NAMES
    return filled[0] and not all(filled) and often and _said_with_course(grid, table, guess, guesses)


def _below_merged(grid: Grid, index: int) -> set[int]:
    """The rows (from 0) of a column that lie below the first one of cells merged over several rows."""
    spans = ((top, bottom) for (top, left), (bottom, right) in grid.merges if left == right == index)
    return {row for top, bottom in spans for row in range(top + 1, bottom + 1)}


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


def _of_lone_groups(grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess], words: Words) -> frozenset[int]:
    """The rows (from 1) of people that say nothing of their course, below the only one that says it, where every other
    course of the table is told in several rows: its cells were one, merged, before the list was saved as text."""
    columns = [guess.index for guess in guesses if guess.field in _NAMING]
    if table.kind != PEOPLE or len(columns) < _FEWEST_COLUMNS:
        return frozenset()
    told: Counter[tuple[str, ...]] = Counter()
    below: dict[tuple[str, ...], list[int]] = {}
    above = ("",) * len(columns)
    for row in table.rows:
        typed = (plain(raw_text(cell_in(grid, row, index))) for index in columns)
        said = tuple(before if text in words.sets["ditto"] else text for text, before in zip(typed, above, strict=True))
        if any(said):
            above = said
            told[said] += 1
        else:
            below.setdefault(above, []).append(row + 1)
    lone = {said for said, rows in below.items() if told[said] == 1 and len(rows) >= _FEWEST_ROWS}
    if any(count == 1 and said not in lone for said, count in told.items()):
        return frozenset()
    return frozenset(row for said in lone for row in below[said])
