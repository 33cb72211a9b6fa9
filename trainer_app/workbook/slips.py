"""What happens to cells without anybody meaning it.

A column is sorted without the others, cells are inserted or taken out in a row, united cells lose what stood in them,
dates move by four years, texts become numbers.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from trainer_app.formats import plain_digits
from trainer_app.workbook.tables import Row, Table

_SORTED = 4  # cells of few texts that changed places, for a column that was sorted; two may be put right by hand
_LIKE_ITS_NEIGHBOUR = 3  # cells of a row with the text of the next column before, for a row that was moved by one
_OF_TEXTS = frozenset({"text", "reference", "information"})
_FIGURES = re.compile(r"\+?\d+(?:[\s\-‐‑–]+\d+)*")
_BETWEEN = re.compile(r"[\s\-‐‑–+]")
_DATE_SYSTEMS = (date(1904, 1, 1) - date(1899, 12, 31)).days + 1  # Excel knows a 29 February 1900


def sorted_alone(table: Table, rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows whose cell in a column (by its key) was moved to them from other rows of the same column.

    Somebody sorted, or pasted one row off, a part of the columns: the values are those that stood there, on other
    rows. Two names that changed places are that too; of other columns, in which values repeat, it takes three. Where
    there are not as many, as of yes and no, it takes cells that all changed places and stand in order now.
    """
    by_column: dict[str, list[Row]] = {}
    for row in rows:
        for key in table.changed(row) if row.base else ():
            by_column.setdefault(key, []).append(row)
    found: dict[str, list[Row]] = {}
    for at, key in enumerate(table.here):
        column = table.spec.by_key.get(key)
        place = table.keys.index(key)
        changed = by_column.get(key, ())
        if len(changed) < 2 or (column is not None and column.kind == "information"):
            continue
        before, now = [row.base[place] for row in changed if row.base], [row.texts[at] for row in changed]
        if any(isinstance(row.cells[key], int | float) for row in changed):  # texts made numbers, then sorted
            before, now = ([_bare_digits(text) or text for text in texts] for texts in (before, now))
        gone, come = Counter(before), Counter(now)
        moved = come & gone
        unlike = sum(1 for text in moved if text)
        names = column is not None and column.required and column.kind == "text"
        if unlike >= (2 if names else 3):
            is_sorted = moved == come or unlike * 2 >= len(changed)
        else:
            runs = sum(1 for _run in groupby(row.texts[at] for row in changed))
            is_sorted = moved == come and len(changed) >= _SORTED and runs == len(come)
        if is_sorted:
            found[key] = changed
    return found


def shifted(table: Table, rows: Sequence[Row]) -> list[tuple[Row, list[str]]]:
    """The rows whose cells moved by one column, with the columns (keys, from left to right) that show another text.

    Somebody inserted a cell, or took one out: what stood in one column stands in the next. It takes three texts that
    are not alike, since marks of attendance and ticks repeat.
    """
    order = sorted(table.here, key=lambda key: table.positions[key])
    at = [table.here.index(key) for key in order]
    places = [table.keys.index(key) for key in order]
    found = []
    for row in rows:
        if not row.base or len(table.changed(row)) < _LIKE_ITS_NEIGHBOUR:
            continue
        now, before = [row.texts[one] for one in at], [row.base[place] for place in places]
        changed = [one for one, text in enumerate(now) if text != before[one]]
        for neighbours in ([*before[1:], ""], ["", *before[:-1]]):
            if len({now[one] for one in changed if now[one] and now[one] == neighbours[one]}) >= _LIKE_ITS_NEIGHBOUR:
                found.append((row, [order[one] for one in changed]))
                break
    return found


def emptied_by_uniting(table: Table, rows: Sequence[Row]) -> list[tuple[Row, str]]:
    """The cells (row and column's key) that lost their text when somebody united them with others."""
    found = []
    for row in rows if table.merges else ():
        for key, text, before in zip(table.here, row.texts, _written(table, row), strict=True):
            place = row.number - 1, table.positions[key]
            if before and not text and any(_inside(place, merge) for merge in table.merges):
                found.append((row, key))
    return found


def _written(table: Table, row: Row) -> list[str]:
    return [row.base[table.keys.index(key)] if row.base else "" for key in table.here]


def _inside(place: tuple[int, int], merge: tuple[tuple[int, int], tuple[int, int]]) -> bool:
    (top, left), (bottom, right) = merge
    return top <= place[0] <= bottom and left <= place[1] <= right


def moved_by_date_system(table: Table, rows: Sequence[Row]) -> list[tuple[Row, str]]:
    """The date cells (row and column's key) that only moved by the days between 1900 and 1904, from which Excel counts.

    Whoever switches a workbook to the other date system moves every date that stands in it.
    """
    places = _dates(table)
    return [
        (row, key)
        for row in rows
        if row.base
        for key, (at, place) in places.items()
        if row.texts[at] != row.base[place] and _days_between(row.base[place], row.texts[at]) == _DATE_SYSTEMS
    ]


def made_numbers(table: Table, rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows whose cell in a column of texts (by its key) is a number of the very digits that stood there as a text.

    A spreadsheet that is told to convert texts to numbers takes the zeros before each, blanks and signs.
    """
    found: dict[str, list[Row]] = {}
    for at, key in enumerate(table.here):
        column, place = table.spec.by_key.get(key), table.keys.index(key)
        if column is None or column.kind not in _OF_TEXTS:
            continue
        for row in rows:
            before = row.base[place] if row.base else ""
            if isinstance(row.cells[key], int | float) and before != row.texts[at] == _bare_digits(before):
                found.setdefault(key, []).append(row)
    return found


def _bare_digits(text: str) -> str:
    """The digits of a telephone number, an identity number or a code as a number cell has them; "" for other texts."""
    if _FIGURES.fullmatch(text) is None:
        return ""
    return plain_digits(_BETWEEN.sub("", text)).lstrip("0") or "0"


def has_several_dates(table: Table, base: Mapping[str, Sequence[str]]) -> bool:
    """Whether more than one date was written to a sheet."""
    return sum(1 for cells in base.values() for _at, place in _dates(table).values() if cells[place]) > 1


def _dates(table: Table) -> dict[str, tuple[int, int]]:
    """Of each column with dates its place among the cells of a row, and among those that were written."""
    days = [key for key in table.here if (column := table.spec.by_key.get(key)) and column.kind == "date"]
    return {key: (table.here.index(key), table.keys.index(key)) for key in days}


def _days_between(one: str, other: str) -> int:
    try:
        return abs((date.fromisoformat(other) - date.fromisoformat(one)).days)
    except ValueError:
        return 0
