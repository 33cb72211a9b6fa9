"""Which calendar a list uses beside ours, by its country and languages, and the signs that say which years are in."""

import re
from dataclasses import replace
from functools import lru_cache

from trainer_app.lists.columns import Column
from trainer_app.lists.scripts import plain
from trainer_app.lists.words import Words

_OF_LANGUAGE = {
    "am": "ethiopian", "ti": "ethiopian", "om": "ethiopian", "th": "buddhist", "ne": "bikram", "fa": "persian",
    "ps": "persian", "ar": "islamic", "ur": "islamic",
}  # fmt: skip
_OF_COUNTRY = {
    "ET": "ethiopian", "ER": "ethiopian", "TH": "buddhist", "NP": "bikram", "AF": "persian", "IR": "persian",
    "TW": "minguo",
}  # fmt: skip
_YEAR_ALONE = re.compile(r"(?<![\d./\-–])((?:20|25)\d\d)(?!\d|\s*[./\-–年]\s*\d)")


CALENDARS = ("ethiopian", "buddhist", "bikram", "persian", "minguo", "gregorian")
"""The calendars that have signs of their own."""


def local_calendar(column: Column) -> str | None:
    """The calendar that a list's country or languages use beside ours."""
    if column.country in _OF_COUNTRY:
        return _OF_COUNTRY[column.country]
    found = {_OF_LANGUAGE[language] for language in column.languages if language in _OF_LANGUAGE}
    if not found:
        found = {c for c in ("bikram", "ethiopian", "buddhist", "persian") if is_signed(column, c)}
    return found.pop() if len(found) == 1 else None


def is_signed(column: Column, calendar: str) -> bool:
    """Whether what stands around a column holds a sign of a calendar of more than two Latin letters, by itself."""
    return is_sign_in(column.hints, calendar, column.words)


def is_sign_in(text: str, calendar: str, words: Words) -> bool:
    """Whether a plain text holds such a sign."""
    return _signs(calendar, words).search(text) is not None


@lru_cache(maxsize=64)
def _signs(calendar: str, words: Words) -> re.Pattern[str]:
    long = [re.escape(sign) for sign in words.sets[calendar] if len(sign) > 2 or not sign.isascii()]
    return re.compile(rf"(?<![a-z])(?:{'|'.join(long) or '(?!)'})(?![a-z])")


def says_ours(column: Column, local: str | None, signed: bool) -> bool:
    """Whether a heading says that its years are of our calendar, or what stands around it where nothing says else."""
    heading = replace(column, hints=plain(column.header))
    if is_signed(heading, "gregorian"):
        return True
    return not signed and local is not None and is_signed(column, "gregorian")


def year_of_titles(column: Column) -> int | None:
    """The only year that titles, sheet and file name, those of whole dates and of intervals left out; None where there
    is none, more than one or another calendar than ours and the Buddhist one in use."""
    years = {int(year) - 543 if year.startswith("25") else int(year) for year in _YEAR_ALONE.findall(column.hints)}
    if local_calendar(column) not in (None, "buddhist") or len(years) != 1:
        return None
    year = years.pop()
    return year if year <= column.today.year + 1 else None
