"""Rows below or above people or courses that only count them, though no word for a total may stand first in them."""

import re
from collections.abc import Sequence

from trainer_app.lists.kinds import LEVELS
from trainer_app.lists.scripts import Cell, has_letters, is_filled, plain, raw_text
from trainer_app.lists.sheets import Grid, cell_in
from trainer_app.lists.words import Words

_SHORTEST_COUNTED = 2  # letters of what is counted
_COUNTED = re.compile(r"\d{1,3}\s*[^\W\d_]+\.?")
_DATES = frozenset({"dates", "start", "end"})
_ACTIVITIES = frozenset({"activity", "product"})


def counts_marks(cells: Sequence[Cell], first: str, words: Words) -> bool:
    """Whether a row only says how many were there on each day, "Present", 18, 17, 18, or of what there are so many,
    "Started a business:", 22."""
    numbers = [cell for cell in cells if cell is not first and plain(raw_text(cell)).isdecimal()]
    if len(first) < _SHORTEST_COUNTED or not numbers or len(numbers) < len(cells) - 1:
        return False
    marks = words.sets["present"] | words.sets["absent"]
    return first.rstrip().endswith(":") or (len(numbers) > 1 and plain(first) in marks)


def sums_a_place(texts: Sequence[str], words: Words) -> bool:
    """Whether the texts of a row only say that it sums up a place, above or below its rows: "Chuy" | "All of it:", or
    "Dundgovi aimag" | "4 classes"."""
    if len(texts) != 2:
        return False
    place, said = texts
    counts = _COUNTED.fullmatch(plain(said)) is not None and any(words.speaks_of(place, level) for level in LEVELS)
    return counts or words.starts_with("total", said) or words.ends_with("total", said)


def sums_up(text: str, row: Sequence[Cell], words: Words) -> bool:
    """Whether a row begins with a word for a total and holds numbers: "Total (4 activities)" | 36 | 23 | 59."""
    return words.starts_with("total", text) and any(plain(raw_text(cell)).isdecimal() for cell in row)


def places_of_sums_above(
    grid: Grid, first: int, rows: Sequence[int], left: Sequence[tuple[int, str]], words: Words
) -> None:
    """Write the places that stand only in the sums above their rows into the first of these, as sums are left out.

    first: the row below the header; rows: those that count; left: those that do not, each with the reason. A list whose
    rows begin before its first sum has its sums below them.
    """
    sums = {
        number: texts[0] for number, reason in left
        if reason == "total" and number >= first and (texts := _texts(grid.rows[number]))
        and sums_a_place(texts, words)
    }  # fmt: skip
    if not rows or not sums or min(sums) > rows[0]:
        return
    for number, place in sums.items():
        column = grid.rows[number].index(place)
        if number + 1 in rows and not is_filled(cell_in(grid, number + 1, column)):
            below = grid.rows[number + 1]
            below += [""] * (column + 1 - len(below))
            below[column] = place


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell for cell in row if isinstance(cell, str) and has_letters(cell)]


def undated(row: Sequence[Cell], headers: Sequence[Sequence[str]], words: Words) -> bool:
    """Whether a row says nothing in the columns of dates that its table has. headers: see FoundTable."""
    dated = _headed(headers, _DATES, words)
    return bool(dated) and not any(index < len(row) and is_filled(row[index]) for index in dated)


def unnamed(row: Sequence[Cell], headers: Sequence[Sequence[str]], words: Words) -> bool:
    """Whether a row says something in the column of activities, and nothing in it names a product."""
    named = _headed(headers, _ACTIVITIES, words)
    told = [plain(raw_text(row[index])) for index in named if index < len(row) and is_filled(row[index])]
    said = [text for text in told if has_letters(text) and text not in words.sets["ditto"]]
    texts = [raw_text(cell) for cell in row if is_filled(cell)]
    return bool(said) and not any(map(words.product_of, texts))


def _headed(headers: Sequence[Sequence[str]], fields: frozenset[str], words: Words) -> list[int]:
    """The columns with a heading of one of some fields."""
    told = [{name for one in chain for name in words.fields_of(one, within=True)} for chain in headers]
    return [index for index, names in enumerate(told) if names & fields]
