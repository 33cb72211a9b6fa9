"""Firms with several indicators beside each other, each above its values before and after: taken apart, a list for
each indicator, so that each is read as one with the indicators below each other is."""

from collections.abc import Sequence
from itertools import pairwise

from trainer_app.lists.modules import module_number
from trainer_app.lists.owners import names_indicator
from trainer_app.lists.scripts import Cell, clean, is_filled, raw_text
from trainer_app.lists.sheets import Grid, cell_in, part_of
from trainer_app.lists.words import Words

_Span = tuple[int, int]  # from which column to which, the second not included
_FEWEST_VALUES = 2  # of one indicator


def apart_by_indicator(grid: Grid, words: Words) -> list[Grid]:
    """A sheet as one without its groups of indicators, and one for each with the names of the firms; cells stay where
    they are. The sheet itself where a header names no indicators above "before" and "after"."""
    for number, (above, below) in enumerate(pairwise(grid.rows)):
        groups = _groups(above, below, words)
        firm = _firm_column(above, words) if groups else None
        if firm is not None:
            return _parts(grid, number, groups, firm, words)
    return [grid]


def _parts(grid: Grid, header: int, groups: Sequence[_Span], firm: int, words: Words) -> list[Grid]:
    of_groups = {column for span in groups for column in range(*span)}
    width = max(map(len, grid.rows))
    others = {column for column in range(width) if column not in of_groups}
    kept = [{firm, *range(*span)} for span in groups]
    names = [part_of(grid.name, start) for start, _end in groups]
    if any(_says_more(grid, header, column, words) for column in others - {firm}):
        kept, names = [others, *kept], [grid.name, *names]
    else:
        names[0] = grid.name
    return [
        Grid(name, _with_columns(grid.rows, header, columns), grid.hidden, grid.merges)
        for name, columns in zip(names, kept, strict=True)
    ]


def _says_more(grid: Grid, header: int, column: int, words: Words) -> bool:
    """Whether a column beside the name of the firm is more than the number of the row."""
    texts = [raw_text(cell_in(grid, row, column)) for row in (header, header + 1)]
    return any(text and "serial" not in words.fields_of(text) for text in texts)


def _with_columns(rows: Sequence[Sequence[Cell]], header: int, columns: set[int]) -> list[list[Cell]]:
    """The rows, from the header on with nothing but some columns."""
    return [
        list(row) if number < header else [cell if i in columns else "" for i, cell in enumerate(row)]
        for number, row in enumerate(rows)
    ]


def _groups(above: Sequence[Cell], below: Sequence[Cell], words: Words) -> list[_Span]:
    if "" not in above and len(below) <= len(above):  # as most rows: nothing stands above several cells
        return []
    filled = [index for index, cell in enumerate(above) if is_filled(cell)]
    spans = [(start, end) for start, end in pairwise([*filled, len(below)]) if end - start >= _FEWEST_VALUES]
    return [
        (start, end) for start, end in spans
        if names_indicator(raw_text(above[start]), words)
        and _before_and_after([clean(raw_text(cell)) for cell in below[start:end]], words)
    ]  # fmt: skip


def _before_and_after(texts: Sequence[str], words: Words) -> bool:
    """Whether headings are one for the value before, and others for those after it."""
    fields = [words.fields_of(text, within=True).keys() if text else set() for text in texts]
    later = all("after" in told or module_number(text) for told, text in zip(fields[1:], texts[1:], strict=True))
    return "baseline" in fields[0] and later


def _firm_column(header: Sequence[Cell], words: Words) -> int | None:
    named = (index for index, cell in enumerate(header) if isinstance(cell, str) and is_filled(cell)
             and "business_name" in words.fields_of(cell, within=True))  # fmt: skip
    return next(named, None)
