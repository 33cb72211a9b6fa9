"""How many hours a course takes, by a title of its list: "SYB, 8-9 July 2021, 12 hours in all", "Duration: 40 hrs"."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import clean, plain
from trainer_app.lists.words import Words
from trainer_app.texts import _

_NUMBER = r"(?<![\d.:,/])([1-9]\d{0,2})(?![\d:])"
_MOST_ON_A_DAY, _HOURS_OF_A_CLOCK, _MOST = 8, 24, 500
_CLOCK_BEFORE = re.compile(r"(?<![\d/])(?:1?\d|2[0-4])(?:[:.h]\d\d)?\D{1,7}$")  # "from 9 to 17 hours", "8-12 hrs"


def hours_of_course(lines: Iterable[str], words: Words) -> Value | None:
    """The hours that exactly one of the titles of a list tells; None where none or several do.

    As many as a clock shows may be a time of the day, and are to be looked at.
    """
    told = [(clean(line), hours) for line in lines for hours in _hours_in(line, words)]
    if len(told) != 1:
        return None
    ((line, hours),) = told
    value = Value(line, float(hours), "converted", _("from the title"))
    return replace(value, mark="unsure") if hours <= _HOURS_OF_A_CLOCK else value


def without_hours(value: Value, words: Words) -> Value:
    """A place or people told in a title, without the hours of the course that stand behind: "Town Hall. 40 hours"."""
    parts = str(value.value or "").split()
    said = next((n for n in range(1, len(parts)) if _before_hours(words).match(plain(" ".join(parts[n:])))), None)
    if said is None:
        return value
    while said > 1 and words.speaks_of(parts[said - 1], "duration"):
        said -= 1
    return replace(value, value=" ".join(parts[:said]).rstrip(" .,;:(-–"), mark=value.mark or "converted")


def _hours_in(line: str, words: Words) -> list[int]:
    """The numbers before a word for hours in a line that are more than those of one day."""
    text = plain(line)
    found = [(match, int(match[1])) for match in _before_hours(words).finditer(text)]
    return [
        hours
        for match, hours in found
        if _MOST_ON_A_DAY < hours <= _MOST and not _CLOCK_BEFORE.search(text[: match.start()])
    ]


@lru_cache(maxsize=4)
def _before_hours(words: Words) -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in sorted(words.sets["hours_word"], key=len, reverse=True))
    return re.compile(rf"{_NUMBER}[\s-]*(?:{units})(?![a-zа-я])")
