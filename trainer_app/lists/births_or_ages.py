"""Columns of births in which ages stand too, and columns of ages with births among them."""

import re
from collections.abc import Sequence
from datetime import date
from statistics import median_low

from trainer_app.lists.births import read_dates
from trainer_app.lists.calendar_signs import local_calendar
from trainer_app.lists.columns import Column, Entry, marked, refused, unsure
from trainer_app.lists.dates import full_year, parse_date
from trainer_app.lists.numbers import plain_age, read_ages
from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import Cell, is_filled, plain, raw_text
from trainer_app.lists.short_years import with_full_years
from trainer_app.lists.words import Words
from trainer_app.texts import _

_SHORTEST_DAY = 6  # letters of 1/2/85
_UNIT_OF_BOTH = frozenset({"г", "год", "рік", "साल", "j"})  # "85 г." may be the year 1985 as well
_OLDEST = 80  # of people in courses, so that 27 is no year: who was born then is older
_FIVE_DIGITS = re.compile(r"\d{5}")
_MOST_LONG = 0.1  # of the cells of a column of years have a digit too many
_FEWEST_AGED, _MOST_AGED, _YEARS_APART = 4, 0.8, 2  # people whose birth and age are both told; who make them such
_MOST_OF = 0.5  # of the cells of a column are whole days, so that a number among them is no year


def are_births_of_these_ages(births: Sequence[Cell], ages: Sequence[Cell], words: Words) -> bool:
    """Whether nearly all cells of a column are days or years that a column of ages tells as well: both add up to about
    one year, that of the list."""
    told = []
    for birth, age in zip(births, ages, strict=True):
        said = parse_date(raw_text(birth), words) if is_filled(birth) else None
        years = plain_age(raw_text(age))
        if said is not None and said.start.year is not None and not said.short_year and years is not None:
            told.append(said.start.year + years)
    if len(told) < _FEWEST_AGED:
        return False
    usual = median_low(told)
    return sum(abs(one - usual) <= _YEARS_APART for one in told) >= _MOST_AGED * len(told)


def read_births(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "birth_date", "birth_year" where only a year is told, "age" where a cell says that it is one, below a
    heading that asks for either, and, to be looked at, of numbers among whole days that can be no years."""
    note = _("an age, not a year")
    or_age = column.words.speaks_of(column.header, "age")
    aged = {
        entry.row: {"age": marked(entry, age, note)}
        for entry in entries
        if (age := plain_age(entry.text) if or_age else _age_told(entry.text, column.words)) is not None
    }
    values = read_dates(column, [entry for entry in entries if entry.row not in aged])
    days = sum(_tells_day(entry, column) for entry in entries)
    if days > 1 and days >= _MOST_OF * len(entries) and local_calendar(column) is None:
        aged |= {
            entry.row: {"age": unsure(entry, int(entry.text), note)}
            for entry in entries if entry.row not in aged and _is_no_year(entry.text, column.today)
        }  # fmt: skip
    return values | aged


def _age_told(text: str, words: Words) -> int | None:
    """The years of a cell that says that it holds an age by a word: "34 ans", "อายุ 58 ปี"; of "năm 85" or "th 85" none
    is told."""
    beside = re.fullmatch(r"(\D*)\d\d(\D*)", plain(text))
    before, after = (part.strip(" .,;:()") for part in beside.groups()) if beside else ("", "")
    told = words.speaks_of(before, "age") or bool(after and not before and after not in _UNIT_OF_BOTH)
    return plain_age(text) if told else None


def _is_no_year(text: str, today: date) -> bool:
    """Whether a text is a number of two digits that is somebody's age, and no year in which such people are born."""
    short = plain(text)
    return bool(re.fullmatch(r"[1-9]\d", short)) and today.year - full_year(int(short), today, True) > _OLDEST


def read_ages_or_births(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values as of read_ages, and "birth_date" where a whole day was typed below a heading of ages."""
    dated = [entry for entry in entries if len(entry.text) >= _SHORTEST_DAY and _tells_day(entry, column)]
    if not dated:
        return read_ages(column, entries)
    days = {entry.row for entry in dated}
    values = read_ages(column, [entry for entry in entries if entry.row not in days])
    column.field = "birth_date"
    values |= read_dates(column, dated)
    column.field = "age"
    return values


def _tells_day(entry: Entry, column: Column) -> bool:
    if isinstance(entry.cell, date):
        return True
    told = parse_date(entry.text, column.words)
    return told is not None and told.start.day is not None and told.start == told.end


def read_birth_years(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "birth_year" (Gregorian), or "birth_date" where a whole date was typed."""
    long = {entry.row: entry for entry in entries if _FIVE_DIGITS.fullmatch(plain(entry.text))}
    if len(long) > _MOST_LONG * len(entries):
        long = {}  # days that a spreadsheet counts
    column.field = "birth_date"
    values = read_births(column, with_full_years([entry for entry in entries if entry.row not in long]))
    column.field = "birth_year"
    return {row: {"birth_year": refused(entry, _("no year of birth"))} for row, entry in long.items()} | {
        row: {("birth_year" if v.value is None else name): v for name, v in found.items()}
        for row, found in values.items()
    }
