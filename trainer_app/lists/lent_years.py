"""The first or last day of a course that is written without its year, or its month: that of the other one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from trainer_app.lists.columns import Column
from trainer_app.lists.courses import read_course_dates
from trainer_app.lists.dates import find_date, parse_date
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import ColumnGuess, Value
from trainer_app.lists.scripts import has_letters, plain
from trainer_app.texts import _

_LONGEST = 120  # days between the first and the last
_ANY_YEAR = 2000
_PAIR = ("start", "end")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY = re.compile(r"[^\W\d]{0,5}\s*(\d{1,2})(?!\d)\D{0,6}")  # alone, or with a short word beside it: "21 गते", "ngày 21"


def with_year_lent(start: Value, end: Value, column: Column) -> dict[str, Value]:
    """The "start" or "end" that has no year of its own, or nothing but its day, with that of the other; nothing where
    both are known."""
    for name, cut, other in (("start", start, end), ("end", end, start)):
        known = other.value
        if isinstance(cut.value, date) or not isinstance(known, date):
            continue
        if (day := _DAY.fullmatch(plain(cut.text))) and not _names_month(cut.text, column):
            return _with_month_lent(name, cut, other, day[1], column)
        if not _lacks_year(cut.text, column):
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


def _with_month_lent(name: str, cut: Value, other: Value, day: str, column: Column) -> dict[str, Value]:
    """A first or last day that tells only its number, in the month of the other: what that says with this number."""
    text, known = plain(other.text), other.value
    said = parse_date(text, column.words)
    if said is None or not isinstance(known, date):
        return {}
    known_day = known.day if said.numeric else said.start.day  # which of two numbers it is, the column has decided
    numbers = [one for one in re.finditer(r"\d+", text) if int(one[0]) == known_day]
    if len(numbers) != 1:
        return {}
    read = f"{text[: numbers[0].start()]}{day}{text[numbers[0].end() :]}"
    found = read_course_dates(read, name, column).get(name)
    first, last = (known, found and found.value) if name == "end" else (found and found.value, known)
    if found is None or not (isinstance(first, date) and isinstance(last, date) and first <= last):
        return {}
    note = _("the month of the start") if name == "end" else _("the month of the end")
    return {name: replace(cut, value=found.value, mark="converted", note=note)}


def _names_month(text: str, column: Column) -> bool:
    return any(parse_date(one, column.words) is not None for one in (text, f"{text} {_ANY_YEAR}"))


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
