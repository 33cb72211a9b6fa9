"""Columns of indicators that nobody knows the heading of: the unit, and the values before and after, by their cells."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from trainer_app.lists.reading import GUESSED, ColumnGuess
from trainer_app.lists.scripts import Cell, has_letters, is_filled, is_number, plain, raw_text
from trainer_app.lists.words import Words

_VALUE = re.compile(r"[^\W\d_]{0,3}\s*[\-−]?\d[\d\s.,']*%?")
_UNIT = re.compile(r"[%٪％‰]|\S+\s*/\s*\S+|0\s*[-–]\s*\d+")  # "%", "cases/month", "0-100"
_LONGEST_UNIT = 20
_FEWEST = 2


def firms_below_one_indicator(rows: Sequence[Sequence[Cell]], fields: Sequence[Sequence[Collection[str]]]) -> list[int]:
    """The columns of firms where an indicator stands once, in the first of the rows of all firms; nothing where each
    row names its own, as those of averages do not.

    rows: the first below the header; fields: of each column, those of each of its headings.
    """
    indicators, firms = (
        [i for i, chain in enumerate(fields) if any(name in one for one in chain)]
        for name in ("indicator", "business_name")
    )
    of_firms = [row for row in rows if any(i < len(row) and is_filled(row[i]) for i in firms)]
    named = sum(any(i < len(row) and is_filled(row[i]) for i in indicators) for row in of_firms)
    return firms if 0 < named * 2 <= len(of_firms) else []


def measures_told(
    guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]], words: Words
) -> list[ColumnGuess]:
    """The columns of a table of indicators with those told by their cells.

    A unit is the same wherever its indicator stands. Numbers right of those before are those after, numbers left of
    those after are those before, to be looked at; not so where a heading tells others.
    """
    result = list(guesses)
    fields = [(guess.field or "").partition(":")[0] for guess in guesses]
    open_columns = [i for i, name in enumerate(fields) if not name]
    if "unit" not in fields and "indicator" in fields:
        labels = [plain(raw_text(cell)) for cell in cells_of[fields.index("indicator")]]
        units = [i for i in open_columns if _are_units(cells_of[i], labels)]
        for i in units[:1]:
            result[i] = replace(result[i], field="unit", certainty=0.6)
    numbers = [i for i in open_columns if _are_values(cells_of[i], words)]
    if "baseline" in fields and "after" not in fields:
        found = next((i for i in numbers if i == fields.index("baseline") + 1), None)
        if found is not None:
            result[found] = replace(result[found], field=f"after:{found}", certainty=GUESSED)
    elif "after" in fields and "baseline" not in fields:
        found = next((i for i in numbers if i == fields.index("after") - 1), None)
        if found is not None:
            result[found] = replace(result[found], field="baseline", certainty=GUESSED)
    return result


def _are_units(cells: Sequence[Cell], labels: Sequence[str]) -> bool:
    """Whether cells hold units, one for each indicator; of an indicator in several rows, so that they can differ."""
    told: dict[str, set[str]] = {}
    texts = []
    for label, cell in zip(labels, cells, strict=True):
        if is_filled(cell):
            texts.append(plain(raw_text(cell)))
            told.setdefault(label, set()).add(texts[-1])
    short = all(len(text) <= _LONGEST_UNIT for text in texts)
    return len(texts) >= _FEWEST and short and any(map(_UNIT.fullmatch, texts)) and all(
        len(units) == 1 for units in told.values()
    )  # fmt: skip


def _are_values(cells: Sequence[Cell], words: Words) -> bool:
    """Whether nearly all filled cells that are no words for nothing hold a measured number."""
    filled = [cell for cell in cells if is_filled(cell) and plain(raw_text(cell)) not in words.instead]
    values = [cell for cell in filled if is_number(cell) or _VALUE.fullmatch(plain(raw_text(cell)))]
    worded = sum(has_letters(raw_text(cell)) for cell in filled)
    return len(values) >= _FEWEST and len(values) * 4 >= len(filled) * 3 and worded * 2 < len(filled)
