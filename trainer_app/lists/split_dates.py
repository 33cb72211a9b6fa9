"""Dates of which the day, the month and the year stand in three columns, put together."""

import re
from collections.abc import Sequence

from trainer_app.lists.header_words import header_word
from trainer_app.lists.scripts import clean, is_filled, plain, raw_text
from trainer_app.lists.sheets import Grid, cell_in
from trainer_app.lists.words import Words

_PARTS = ("day", "month", "year")
_DATES = frozenset(
    {"birth_date", "birth_year", "start", "end", "business_start", "tot_date", "certified_on", "asked_on"}
)
_WHOLE = re.compile(r"\d\D+\d")  # a date, not one part of it
_LONGEST = 12  # letters of one of them


def join_split_dates(grid: Grid, headers: list[list[str]], rows: Sequence[int], words: Words) -> None:
    """Put the dates of rows of a table together in the first of their three columns; the other two are empty then.

    headers: see FoundTable; the heading above the three columns, or of the first, stays for the first of them. Doing it
    again changes nothing.
    """
    for first in range(len(headers) - 2):
        chains = headers[first : first + 3]
        parts = _parts(chains, words)
        if not parts:
            continue
        headers[first : first + 3] = [chains[0][:-1] or chains[0], [], []]
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


def _parts(chains: Sequence[list[str]], words: Words) -> list[str]:
    """Which part of a date each of three columns is; none where they are not those of one date.

    They stand below one heading, or the first of them says what the date is of: "Year of birth", "Month", "Day".
    """
    parts = [_part(chain[-1], words) if chain else "" for chain in chains]
    above = {tuple(chain[:-1]) for chain in chains}
    if len(above) > 1:
        return []
    if above == {()} and (named := _named_in_full([chain[-1] for chain in chains if chain], words)):
        return named
    if above == {()}:
        heading = chains[0][-1] if chains[0] else ""
        says = _DATES & words.fields_of(heading, within=True).keys()
        left = sorted(set(_PARTS) - set(parts[1:])) if says and not parts[0] else []
        parts[0] = left[0] if len(left) == 1 else ""
    return parts if set(parts) == set(_PARTS) else []


def _named_in_full(headings: Sequence[str], words: Words) -> list[str]:
    """The parts that three headings name of one date, "Day of birth", "Month of birth", "Year of birth"; none for any
    other headings."""
    told = []
    for heading in headings:
        said = plain(heading).replace(".", " ").split()
        named = next((word for word in said if _part(word, words)), "")
        told.append((_part(named, words), tuple(word for word in said if word != named)))
    of_one_date = len(told) == len(_PARTS) and len({rest for _part_of, rest in told}) == 1 and told[0][1]
    says = any(_DATES & words.fields_of(heading, within=True).keys() for heading in headings)
    parts = [part for part, _rest in told]
    return parts if of_one_date and says and set(parts) == set(_PARTS) else []


def _part(heading: str, words: Words) -> str:
    """Which part of a date a heading is of, "" for none."""
    told = {header_word(heading), plain(heading).strip(" .:")}
    return next((part for part in _PARTS if told & words.sets[f"{part}_heading"]), "")
