"""Firms with several indicators beside each other, each above its values before and after: taken apart, a list for
each indicator, so that each is read as one with the indicators below each other is."""

from collections.abc import Sequence
from itertools import pairwise

from trainer_app.lists.modules import module_number
from trainer_app.lists.owners import names_firm, names_indicator
from trainer_app.lists.scripts import Cell, clean, is_filled, raw_text
from trainer_app.lists.sheets import Grid, cell_in, part_of
from trainer_app.lists.words import Words

_Span = tuple[int, int]  # from which column to which, the second not included
_FEWEST_VALUES = 2  # of one indicator


def apart_by_indicator(grid: Grid, words: Words) -> list[Grid]:
    """A sheet as one without its groups of indicators, and one for each with the names of the firms; cells stay where
    they are. The sheet itself where a header names no indicators above "before" and "after"."""
    for number, (above, below) in enumerate(pairwise(grid.rows)):
        lowest = grid.rows[number + 2] if number + 2 < len(grid.rows) else []
        groups = _groups(above, below, lowest, words)
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
    """The rows, from the header on with nothing but some columns; a heading that comes again beside itself is one."""
    kept = [
        list(row) if number < header else [cell if i in columns else "" for i, cell in enumerate(row)]
        for number, row in enumerate(rows)
    ]
    kept[header] = [cell if i == 0 or cell != kept[header][i - 1] else "" for i, cell in enumerate(kept[header])]
    return kept


def _groups(above: Sequence[Cell], below: Sequence[Cell], lowest: Sequence[Cell], words: Words) -> list[_Span]:
    """The columns below each indicator. lowest: the row that may say more of those values, "M1", "M2" below "After"."""
    if len(set(above) - {""}) == len(above) >= len(below):  # as most rows: nothing stands above several cells
        return []
    filled = [i for i, cell in enumerate(above) if is_filled(cell) and (i == 0 or cell != above[i - 1])]
    width = max(len(below), len(above))
    spans = [(start, end) for start, end in pairwise([*filled, width]) if end - start >= _FEWEST_VALUES]
    return [
        (start, end) for start, end in spans
        if names_indicator(raw_text(above[start]), words)
        and _before_and_after(list(zip(_of_span(below, start, end), _of_span(lowest, start, end), strict=True)), words)
    ]  # fmt: skip


def _of_span(row: Sequence[Cell], start: int, end: int) -> list[str]:
    return [clean(raw_text(row[index])) if index < len(row) else "" for index in range(start, end)]


def _before_and_after(headings: Sequence[tuple[str, str]], words: Words) -> bool:
    """Whether headings (each with the cell below it) begin with the only one for the value before, and one is for those
    after it or how much they changed; the others may be of what was wanted, or remarks."""
    before: list[bool] = []
    after: list[bool] = []
    last = ""
    for above, below in headings:
        last = above or last  # "After" stands above "M1" and "M2"
        fields = {name for text in (last, below) if text for name in words.fields_of(text, within=True)}
        after.append(bool(fields & {"after", "change"} or module_number(last) or module_number(below)))
        before.append("baseline" in fields and not (before and after[-1]))
    return before[0] and sum(before) == 1 and any(after[1:])


def _firm_column(header: Sequence[Cell], words: Words) -> int | None:
    named = (index for index, cell in enumerate(header) if isinstance(cell, str) and names_firm(cell, words))
    return next(named, None)
