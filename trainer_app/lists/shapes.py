"""A list of people in a language of which no heading is known, told by its shape alone."""

from collections.abc import Sequence

from trainer_app.lists.scripts import Cell, clean, has_letters, is_filled, plain, raw_text
from trainer_app.lists.sheets import Grid

_FEWEST_COLUMNS = 4
_MOST_LOOKED_AT = 40  # rows from the top in which the header stands
_LONGEST_HEADING = 60


def header_by_shape(grid: Grid) -> int | None:
    """The row (from 0) of different words without digits below which people are numbered 1, 2 and have names."""
    for number, row in enumerate(grid.rows[:_MOST_LOOKED_AT]):
        heads = {index: clean(raw_text(cell)) for index, cell in enumerate(row) if is_filled(cell)}
        if len(heads) < _FEWEST_COLUMNS or len(set(heads.values())) < len(heads):
            continue
        if any(any(map(str.isdigit, text)) or len(text) > _LONGEST_HEADING for text in heads.values()):
            continue
        first, second = (grid.rows[number + step] if number + step < len(grid.rows) else () for step in (1, 2))
        if _is_person(first, heads, "1") and _is_person(second, heads, "2"):
            return number
    return None


def _is_person(row: Sequence[Cell], heads: dict[int, str], number: str) -> bool:
    """Whether a row has its number in the first column of a list and a name of letters in one of the next two."""
    cells = {index: row[index] for index in heads if index < len(row) and is_filled(row[index])}
    columns = list(heads)
    if not cells or len(cells) * 2 < len(heads) or plain(raw_text(row[columns[0]])).rstrip(".)") != number:
        return False
    names = [clean(raw_text(cells[index])) for index in columns[1:3] if index in cells]
    return any(has_letters(name) and not any(map(str.isdigit, name)) for name in names)
