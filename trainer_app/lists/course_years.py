"""A column of years beside the courses: when they were held, where nothing beside it tells the days."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from trainer_app.lists.births import read_dates
from trainer_app.lists.columns import Entry
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import ColumnGuess, Value
from trainer_app.lists.scripts import plain
from trainer_app.texts import _

_YEAR = "course_year"


def with_years_of_courses(
    rows: dict[int, dict[str, Value]], guesses: Sequence[ColumnGuess], column: ColumnOf
) -> dict[int, dict[str, Value]]:
    """The rows (from 1) with "start" and "end" known to the year, or the year of days that stand without one.

    A day of another year than the one beside it is to be looked at.
    """
    guess = next((guess for guess in guesses if guess.field == _YEAR), None)
    if guess is None:
        return rows
    years: list[Entry] = []
    days: dict[str, list[Entry]] = {"start": [], "dates": []}
    for row, values in rows.items():
        own, start = values.get(_YEAR), values.get("start")
        if own is None or own.value is None:
            continue
        years.append(Entry(row, str(own.value), own.raw))
        if start is not None and start.value is None and start.raw and not re.search(r"\d{4}", plain(start.raw)):
            days["start" if "end" in values else "dates"].append(Entry(row, f"{start.raw} {own.value}", start.raw))
    told = read_dates(column(guess, "dates"), years) if years else {}
    dated = {
        row: found for name, entries in days.items() if entries
        for row, found in read_dates(column(guess, name), entries).items()
    }  # fmt: skip
    return {row: _row(values, told.get(row, {}), dated.get(row, {})) for row, values in rows.items()}


def _row(values: dict[str, Value], year: Mapping[str, Value], days: Mapping[str, Value]) -> dict[str, Value]:
    start = values.get("start")
    if not year:
        return values
    if start is None or (start.value is None and not start.raw):
        return {name: value for name, value in values.items() if name != _YEAR} | dict(year)
    if days and all(isinstance(value.value, date) for value in days.values()):
        note = _("the year of the column beside it")
        return values | {name: replace(value, mark="converted", note=note) for name, value in days.items()}
    told = year.get("start")
    if told is None or told.value is None or start.value is None or str(start.value)[:4] == str(told.value)[:4]:
        return values
    return values | {"start": replace(start, mark="unsure", note=_("the year beside it says otherwise"))}
