"""Tables that go on below their own header, repeated: a mark for "as above" in their first row means the row before."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from trainer_app.lists.scripts import Cell, is_filled, plain, raw_text
from trainer_app.lists.sheets import Grid, cell_in
from trainer_app.lists.tables import FoundTable, row_text
from trainer_app.lists.words import Words


def with_those_before(
    grid: Grid, tables: Sequence[FoundTable]
) -> Iterator[tuple[FoundTable, FoundTable | None]]:  # fmt: skip
    """Each table of a sheet with the one that it goes on from: of the same headings, and between both no title, or one
    that was there before, "List of participants (continued)"."""
    yield from ((table, None) for table in tables[:1])
    said = _titles(grid, tables[0]) if tables else ()
    for before, table in pairwise(tables):
        titles = _titles(grid, table)
        again = all(title.startswith(said) for title in titles)
        yield table, before if table.header_rows and before.headers == table.headers and again else None
        said += titles


def _titles(grid: Grid, table: FoundTable) -> tuple[str, ...]:
    return tuple(plain(row_text(grid.rows[row])) for row in table.title_rows)


def cell_before(grid: Grid, before: FoundTable | None, index: int, words: Words) -> Cell:
    """The last cell of a column of the table before that says something itself; "" where there is none."""
    for row in reversed(before.rows) if before is not None else ():
        cell = cell_in(grid, row, index)
        if not is_filled(cell):
            return ""
        if plain(raw_text(cell)) not in words.sets["ditto"]:
            return cell
    return ""
