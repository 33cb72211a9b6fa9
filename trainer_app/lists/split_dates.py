"""Dates of which the day, the month and the year stand in three columns below one heading, put together."""

import re
from collections.abc import Sequence

from trainer_app.lists.header_words import header_word
from trainer_app.lists.scripts import clean, is_filled, plain, raw_text
from trainer_app.lists.sheets import Grid, cell_in
from trainer_app.lists.words import Words

_PARTS = ("day", "month", "year")
_WHOLE = re.compile(r"\d\D+\d")  # a date, not one part of it
_LONGEST = 12  # letters of one of them


def join_split_dates(grid: Grid, headers: list[list[str]], rows: Sequence[int], words: Words) -> None:
    """Put the dates of rows of a table together in the first of their three columns; the other two are empty then.

    headers: see FoundTable; the heading above the three columns stays for the first of them. Doing it again changes
    nothing.
    """
    for first in range(len(headers) - 2):
        chains = headers[first : first + 3]
        parts = [_part(chain[-1], words) if len(chain) > 1 else "" for chain in chains]
        if set(parts) != set(_PARTS) or len({tuple(chain[:-1]) for chain in chains}) > 1:
            continue
        headers[first : first + 3] = [chains[0][:-1], [], []]
        places = [first + parts.index(part) for part in _PARTS]
        for row in rows:
            if _WHOLE.search(raw_text(cell_in(grid, row, first))):  # somebody corrected it
                grid.rows[row][first + 1 : first + 3] = ["", ""][: max(len(grid.rows[row]) - first - 1, 0)]
                continue
            told = [clean(raw_text(cell)) for place in places if is_filled(cell := cell_in(grid, row, place))]
            if not told or not all(len(one) <= _LONGEST for one in told):
                continue
            line = grid.rows[row]
            line += [""] * (first + 3 - len(line))
            numeric = all(map(str.isdecimal, told))  # then the year comes first, so that the order is not open
            line[first : first + 3] = ["-".join(reversed(told)) if numeric else " ".join(told), "", ""]


def _part(heading: str, words: Words) -> str:
    """Which part of a date a heading is of, "" for none."""
    told = {header_word(heading), plain(heading).strip(" .:")}
    return next((part for part in _PARTS if told & words.sets[f"{part}_heading"]), "")
