"""The first or last day of a course that is written without its year: that of the other one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from trainer_app.lists.columns import Column
from trainer_app.lists.courses import read_course_dates
from trainer_app.lists.dates import find_date
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import ColumnGuess, Value
from trainer_app.lists.scripts import has_letters, plain
from trainer_app.texts import _

_LONGEST = 120  # days between the first and the last
_PAIR = ("start", "end")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def with_year_lent(start: Value, end: Value, column: Column) -> dict[str, Value]:
    """The "start" or "end" that has no year of its own, with that of the other; nothing where both are known."""
    for name, cut, other in (("start", start, end), ("end", end, start)):
        known = other.value
        if isinstance(cut.value, date) or not isinstance(known, date) or not _lacks_year(cut.text, column):
            continue
        written = _YEAR.search(plain(other.text))
        told = int(written[0]) if written else known.year  # of the calendar in which the other is typed
        for year in (told, told - 1 if name == "start" else told + 1):
            found = read_course_dates(f"{cut.text} {year}", name, column).get(name)
            if found is None or not isinstance(found.value, date):
                continue
            days = (known - found.value).days if name == "start" else (found.value - known).days
            if 0 <= days <= _LONGEST:
                note = _("the year of the end") if name == "start" else _("the year of the start")
                return {name: replace(cut, value=found.value, mark="converted", note=note)}
    return {}


def _lacks_year(raw: str, column: Column) -> bool:
    """Whether a text tells a day and month and no year, also where its day could be a short year: "पुस ११"."""
    if not has_letters(raw) or _YEAR.search(plain(raw)):
        return False
    dated = find_date(raw, column.words)
    return dated is None or (dated[1].short_year and dated[1].start.day is None)


def with_years_lent(
    rows: dict[int, dict[str, Value]], guesses: Sequence[ColumnGuess], column: ColumnOf
) -> dict[int, dict[str, Value]]:
    """The rows, a start or end without a year in one of them with that of the other in the same row."""
    by_field: Mapping[str | None, ColumnGuess] = {guess.field: guess for guess in guesses}
    if not by_field.keys() >= set(_PAIR):
        return rows
    known: dict[tuple[Value, Value], dict[str, Value]] = {}
    result = {}
    for row, values in rows.items():
        start, end = (values.get(name) for name in _PAIR)
        found: dict[str, Value] = {}
        if start is not None and end is not None and isinstance(start.value, date) is not isinstance(end.value, date):
            if (start, end) not in known:
                known[start, end] = with_year_lent(start, end, column(by_field["end"], "end"))
            found = known[start, end]
        result[row] = values | found
    return result
