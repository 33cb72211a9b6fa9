"""The first or last day of a course that is written without its year: that of the other one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from trainer_app.lists.columns import Column
from trainer_app.lists.courses import read_course_dates
from trainer_app.lists.dates import find_date
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import ColumnGuess, Value
from trainer_app.lists.running_words import year_within
from trainer_app.lists.scripts import has_letters
from trainer_app.texts import _

_LONGEST = 120  # days between the first and the last
_PAIR = ("start", "end")


def with_year_lent(start: Value, end: Value, column: Column) -> dict[str, Value]:
    """The "start" or "end" that has no year of its own, with that of the other; nothing where both are known."""
    for name, cut, known in (("start", start, end.value), ("end", end, start.value)):
        if cut.value is not None or not isinstance(known, date) or not _lacks_year(cut.raw, column):
            continue
        for year in (known.year, known.year - 1 if name == "start" else known.year + 1):
            found = read_course_dates(f"{cut.raw} {year}", name, column).get(name)
            if found is None or not isinstance(found.value, date):
                continue
            days = (known - found.value).days if name == "start" else (found.value - known).days
            if 0 <= days <= _LONGEST:
                note = _("the year of the end") if name == "start" else _("the year of the start")
                return {name: replace(found, raw=cut.raw, mark="converted", note=note)}
    return {}


def _lacks_year(raw: str, column: Column) -> bool:
    return has_letters(raw) and not year_within(raw) and find_date(raw, column.words) is None


def with_years_lent(
    rows: dict[int, dict[str, Value]], guesses: Sequence[ColumnGuess], column: ColumnOf
) -> dict[int, dict[str, Value]]:
    """The rows, a start or end without a year in one of them with that of the other in the same row."""
    by_field: Mapping[str | None, ColumnGuess] = {guess.field: guess for guess in guesses}
    if not by_field.keys() >= set(_PAIR):
        return rows
    known: dict[tuple[object, ...], dict[str, Value]] = {}
    result = {}
    for row, values in rows.items():
        start, end = (values.get(name) for name in _PAIR)
        found: dict[str, Value] = {}
        if start is not None and end is not None and (start.value is None) is not (end.value is None):
            pair = (start.raw, start.value, end.raw, end.value)
            if pair not in known:
                known[pair] = with_year_lent(start, end, column(by_field["end"], "end"))
            found = known[pair]
        result[row] = values | found
    return result
