"""A cell of a column of dates and the date it tells, where a birth has its place beside it, or is only about known."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from trainer_app.lists.columns import Column, Entry
from trainer_app.lists.dates import LONGEST_COURSE_DAYS, DateText, Partial, parse_date
from trainer_app.lists.header_words import header_word
from trainer_app.lists.scripts import clean, plain, raw_text
from trainer_app.lists.words import Words

_PLACE = r"[^\W\d_][^\d]{1,40}"
_AFTER_PLACE = re.compile(rf"{_PLACE}?[,،;/\s]\s*(\d.+)")  # "Soe, 12-05-1987"
_AT = r"(?:à|a|au|in|en|em|at|di|tại|в|,|-|–|/)"
_BEFORE_PLACE = re.compile(rf"(.*\d{{4}})\s*{_AT}\s+{_PLACE}")  # "12/05/1987 à Dolisie"
_BESIDE_PLACE = re.compile(rf"(.*\d{{4}})\s+{_PLACE}")  # "12/05/1987 Dolisie", where the heading asks for both
_MONTH = re.compile(r"(19[2-9]\d|2000)(0[1-9]|1[0-2])")  # 199205, whose numbers are no day and month
_YEAR_FIRST = frozenset({"zh", "ja", "ko", "mn"})  # languages in which the year comes first, also a short one
_SHORT_FIRST = re.compile(r"(\d\d)\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,2})")
_RUN_TOGETHER = re.compile(r"(\d{2,3})(0[1-9]|1[0-2])([0-3]\d)")  # year, month, day
_DAY_ZERO = date(1899, 12, 30).toordinal()  # of spreadsheets; others count from 1904, which the number does not tell
_COUNTED = range(10_000, 60_000)
_OF_COURSES = ("dates", "start")
_LONGEST_COUNT = 5  # of its digits


@dataclass(frozen=True)
class DateCell:
    """A cell and its date, None where it tells none."""

    entry: Entry
    text: DateText | None
    typed: bool  # text, not a date cell
    counted: bool = False  # a number of days, as a spreadsheet keeps a date
    about: bool = False  # a year that nobody knows more closely


def date_cell(column: Column, entry: Entry) -> DateCell:
    """What a cell of a column of dates tells."""
    content = entry.cell
    if isinstance(content, datetime):
        content = content.date()
    if isinstance(content, date):
        part = Partial(content.year, content.month, content.day)
        return DateCell(entry, DateText(part, part), typed=False)
    if (counted := _counted_day(raw_text(content))) is not None:
        part = Partial(counted.year, counted.month, counted.day)
        return DateCell(entry, DateText(part, part, calendar="gregorian"), typed=False, counted=True)
    text = parse_date(_apart(raw_text(content), column.country), column.words)
    short = _SHORT_FIRST.fullmatch(plain(raw_text(content))) if column.languages & _YEAR_FIRST else None
    if short is not None:
        part = Partial(*map(int, short.groups()))
        text = DateText(part, part, short_year=True)
    elif text is not None and text.short_year and column.field in _OF_COURSES:
        text = _year_first(text) or text
    if text is not None or column.field != "birth_date":
        return DateCell(entry, text, typed=True)
    told = _without_born(clean(raw_text(content)), column.words)
    year = _without_about(told, column.words)
    text = _birth(year, column)
    if year != told and text is not None and text.start.month is not None:
        text = None  # about a day: what is meant?
    return DateCell(entry, text, typed=True, about=year != told)


def _apart(text: str, country: str | None) -> str:
    """A text with points in a date that is written without any where years have two or three digits: 0780505."""
    run_together = _RUN_TOGETHER.fullmatch(plain(text)) if country == "TW" else None
    return "{}.{}.{}".format(run_together[1].lstrip("0"), *run_together.groups()[1:]) if run_together else text


def _year_first(text: DateText) -> DateText | None:
    """The days of a course with the short year before them, 21/3/11-21/3/17, where no other reading makes a course."""
    start, end = (Partial(part.day, part.month, part.year) for part in (text.start, text.end))
    turned = replace(text, start=start, end=end, numeric=False)
    if not text.numeric or text.start == text.end or any(map(_is_of_course, (text, text.month_first()))):
        return None
    return turned if _is_of_course(turned) else None


def _is_of_course(text: DateText) -> bool:
    return 0 < text.days_long() <= LONGEST_COURSE_DAYS


def _birth(text: str, column: Column) -> DateText | None:
    """The date of a birth without the place that stands beside it."""
    if month := _MONTH.fullmatch(plain(text)):
        return parse_date("-".join(month.groups()), column.words)
    if (exact := parse_date(text, column.words)) is not None:
        return exact
    placed = _AFTER_PLACE.match(text) or _BEFORE_PLACE.match(text)
    if placed is None and column.words.concepts["place"].intersection(re.split(r"\W+", header_word(column.header))):
        placed = _BESIDE_PLACE.fullmatch(text)
    return parse_date(placed.group(1), column.words) if placed else None


def _without_born(text: str, words: Words) -> str:
    """A text without the words right before or behind its numbers that say that it is a birth, "1972 г.р."."""
    told = plain(text)
    for word in sorted(words.sets["born"], key=len, reverse=True):
        behind, before = told.removeprefix(word).lstrip(" .:"), told.removesuffix(word).rstrip(" ,-")
        if told.startswith(word) and _without_about(behind, words)[:1].isdigit():
            return behind
        if told.endswith(word) and before[-1:].isdigit():
            return before
    return text


def _without_about(text: str, words: Words) -> str:
    """A text without the word before its numbers that says that they are an estimate, "vers 1972"."""
    for word in sorted(words.sets["about"], key=len, reverse=True):
        rest = text[len(word) :].strip()
        if plain(text).startswith(word) and rest[:1].isdigit():
            return rest
    return text


def _counted_day(text: str) -> date | None:
    """The day that a number stands for where a cell lost its form of a date: 43539 is 15 March 2019."""
    number = plain(text)
    if not number.isdecimal() or len(number) > _LONGEST_COUNT or int(number) not in _COUNTED:
        return None
    return date.fromordinal(_DAY_ZERO + int(number))
