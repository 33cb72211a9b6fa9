"""Several lists beside each other on one sheet, taken apart so that each is read as a list of its own."""

from collections.abc import Sequence

from trainer_app.lists.header_rows import is_header
from trainer_app.lists.header_words import header_word
from trainer_app.lists.indicator_groups import apart_by_indicator
from trainer_app.lists.kinds import NAMES
from trainer_app.lists.scripts import Cell, is_filled, raw_text
from trainer_app.lists.sheets import Grid, part_of
from trainer_app.lists.words import Words

_FEWEST_HEADINGS = 3  # that two lists beside each other have in common


def taken_apart(grids: Sequence[Grid], words: Words) -> list[Grid]:
    """The sheets with those that hold lists side by side as one sheet for each; cells stay where they are."""
    return [part for grid in grids for one in _parts(grid, words) for part in apart_by_indicator(one, words)]


def _parts(grid: Grid, words: Words) -> list[Grid]:
    for number, row in enumerate(grid.rows):
        starts = _starts(row, words)
        if starts:
            ends = [*starts[1:], max(map(len, grid.rows))]
            names = [grid.name, *(part_of(grid.name, start) for start in starts[1:])]
            return [
                Grid(name, _between(grid.rows, number, start, end), grid.hidden, grid.merges)
                for name, start, end in zip(names, [0, *starts[1:]], ends, strict=True)
            ]
    return [grid]


def _starts(row: Sequence[Cell], words: Words) -> list[int]:
    """The columns at which lists begin in a header row where its first heading and that of a name come again."""
    texts = [cell for cell in row if isinstance(cell, str) and cell]
    if len(texts) < 2 * _FEWEST_HEADINGS or len(set(texts)) == len(texts):
        return []
    told = [header_word(raw_text(cell)) if is_filled(cell) else "" for cell in row]
    filled = [index for index, text in enumerate(told) if text]
    if len(filled) < 2 * _FEWEST_HEADINGS:
        return []
    starts = [index for index in filled if told[index] == told[filled[0]]]
    if len(starts) < 2:
        return []
    blocks = [told[start:end] for start, end in zip(starts, [*starts[1:], len(told)], strict=True)]
    alike = all(len({*blocks[0]} & {*block} - {""}) >= _FEWEST_HEADINGS for block in blocks)
    cells = [row[start : start + len(block)] for start, block in zip(starts, blocks, strict=True)]
    return starts if alike and all(is_header(part, words) and _names_people(part, words) for part in cells) else []


def _names_people(part: Sequence[Cell], words: Words) -> bool:
    return any(words.fields_of(cell, within=True).keys() & NAMES for cell in part if isinstance(cell, str))


def _between(rows: Sequence[Sequence[Cell]], header: int, start: int, end: int) -> list[list[Cell]]:
    """The rows with nothing but the columns from start to end from the header on."""
    return [
        list(row) if number < header else [""] * min(start, len(row)) + list(row[start:end])
        for number, row in enumerate(rows)
    ]
