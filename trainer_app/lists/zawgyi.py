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
_OF_ZAWGYI = re.compile("[\u1060-\u1097]")  # letters of other languages in Unicode, which no sheet of Zawgyi holds
_BURMESE = re.compile("[\u1000-\u109f]")
_LOWER_FIRST = re.compile(
    "([\u102f\u1030])([\u102d\u102e\u1032])"
)  # vowel signs: Unicode wants the upper before the lower
_KNOWN_LETTERS = str.maketrans({
    "\u1072": "\u1071", "\u1093": "\u107b", "\u1096": "\u1071\u103c", "\u1086": "\u103f",
    "\u108b": "\u1064\u102d", "\u108c": "\u1064\u102e", "\u108d": "\u1064\u1036", "\u108e": "\u102d\u1036",
})  # fmt: skip
"""Zawgyi has several letters for one, by the width of what stands beside it, or one for two: those that the library
does not know, or only half, as others that it does (stacked TA and BHA, TA with WA, the great SA; signs joined)."""
_STACKED_LA = re.compile("(\u1031?)\u1085")  # of which the library knows none
_NO_DIGIT = "(?<![\u1040-\u1049])"
_LOOKS_ALIKE = (
    (re.compile("\u1025(?=\u1039)"), "\u1009"),
    (re.compile(_NO_DIGIT + "\u1040(?=[\u1000-\u103e\u1060-\u1097])|(?<=\u1031)\u1040"), "\u101d"),
    (re.compile(_NO_DIGIT + "\u1047(?=[\u102b-\u1030\u1032-\u103a])|(?<=\u1031)\u1047"), "\u101b"),
    (re.compile(_NO_DIGIT + "[\u1044\u104e]\u1004\u1039\u1038"), "\u104e"),
)
"""What is typed as another letter that looks the same, with that which is meant: U for NYA with a virama, the digits 0
and 7 for WA and RA, 4 for the sign of "the same", which the library writes out itself."""
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
        if cell in sure or chance > enough or (mostly and sure and _OF_ZAWGYI.search(cell)):
            grid.rows[row][column] = to_unicode(cell)
            typed[row, column] = cell
    return typed


def is_zawgyi(text: str) -> bool:
    """Whether a Burmese text can only have been typed for the Zawgyi font."""
    return bool(_SURE.search(text))


def to_unicode(text: str) -> str:
    """A text typed for Zawgyi in Unicode."""
    from myanmar import converter  # loads its tables: only for the lists that need it

    for typed, meant in _LOOKS_ALIKE:
        text = typed.sub(meant, text)
    told = str(converter.convert(text.translate(_KNOWN_LETTERS), "zawgyi", "unicode"))
    return _LOWER_FIRST.sub(r"\2\1", _STACKED_LA.sub("\u1039\u101c\\1", told))


def _probability(text: Cell) -> float:
    return float(_detector().get_zawgyi_probability(text))


@lru_cache(maxsize=1)
def _detector() -> Any:
    from myanmartools import ZawgyiDetector

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it opens its model as older Pythons did
        return ZawgyiDetector()
