"""Burmese typed for the Zawgyi font: found cell by cell and sheet by sheet, and turned into Unicode."""

import re
import warnings
from functools import lru_cache
from typing import Any

from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid
from trainer_app.progress import Progress

# What Unicode never has: the vowel sign E or medial RA before their consonant, a virama that stacks nothing.
_SURE = re.compile("(?:^|[^\u1000-\u109f])[\u1031\u103b]|\u1039(?![\u1000-\u1021])")
_BURMESE = re.compile("[\u1000-\u109f]")
_LOWER_FIRST = re.compile(
    "([\u102f\u1030])([\u102d\u102e\u1032])"
)  # vowel signs: Unicode wants the upper before the lower
_LIKELY, _UNLIKELY = 0.9, 0.05  # probability that a text is Zawgyi
_AMONG_OTHERS = 0.99  # the same, where most texts are not


def convert_sheet(grid: Grid, progress: Progress | None = None) -> dict[tuple[int, int], str]:
    """Turn the Zawgyi cells of a sheet into Unicode; returns what was typed by (row, column), from 0.

    A cell that may be either is what the sheet is: Zawgyi where a cell has a sure sign of it and most others are it
    too. Among cells of Unicode a short name, such as သန္တာ, may only look like it.
    """
    cells = [
        (row, column, cell)
        for row, line in enumerate(grid.rows)
        for column, cell in enumerate(line)
        if isinstance(cell, str) and _BURMESE.search(cell)
    ]
    sure = {cell for _row, _column, cell in cells if _SURE.search(cell)}
    chances = [1.0 if cell in sure else _probability(cell) for _row, _column, cell in cells]
    mostly = sum(chance > _LIKELY for chance in chances) > sum(chance < _UNLIKELY for chance in chances)
    enough = (_UNLIKELY if sure else _LIKELY) if mostly else _AMONG_OTHERS
    typed: dict[tuple[int, int], str] = {}
    for (row, column, cell), chance in zip(cells, chances, strict=True):
        if progress is not None:
            progress.cancelled()
        if cell in sure or chance > enough:
            grid.rows[row][column] = to_unicode(cell)
            typed[row, column] = cell
    return typed


def is_zawgyi(text: str) -> bool:
    """Whether a Burmese text can only have been typed for the Zawgyi font."""
    return bool(_SURE.search(text))


def to_unicode(text: str) -> str:
    """A text typed for Zawgyi in Unicode."""
    from myanmar import converter  # loads its tables: only for the lists that need it

    return _LOWER_FIRST.sub(r"\2\1", str(converter.convert(text, "zawgyi", "unicode")))


def _probability(text: Cell) -> float:
    return float(_detector().get_zawgyi_probability(text))


@lru_cache(maxsize=1)
def _detector() -> Any:
    from myanmartools import ZawgyiDetector

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it opens its model as older Pythons did
        return ZawgyiDetector()
