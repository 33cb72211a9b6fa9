"""How many hours a course takes, by a title of its list, "SYB, 8-9 July 2021, 12 hours in all", or a column of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from trainer_app.lists.day_hours import in_hours
from trainer_app.lists.kinds import PEOPLE
from trainer_app.lists.reading import ColumnGuess, Value
from trainer_app.lists.scripts import Cell, clean, plain, raw_text
from trainer_app.lists.word_finder import one_of
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
    units = one_of(words.sets["hours_word"])
    return re.compile(rf"{_NUMBER}[\s-]*(?:{units})(?![a-zа-я])")


def with_hours_given(
    guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]], kind: str, words: Words
) -> list[ColumnGuess]:  # fmt: skip
    """The columns, one of which nobody knows the heading left of the hours or days attended, and never less than these,
    as the hours or days of the course."""
    result = list(guesses)
    if kind != PEOPLE or any(guess.field in ("hours", "days") for guess in guesses):
        return result
    for place, (guess, right) in enumerate(pairwise(guesses)):
        attended = guess.field is None and right.field == "attendance_total"
        if attended and are_bound(cells_of[place + 1], cells_of[place]):
            unit = "hours" if in_hours(guess.header, words) or in_hours(right.header, words) else "days"
            result[place] = replace(guess, field=unit, certainty=0.6)
    return result


def are_bound(attended: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Whether the cells of a column are hours of which at most so many were attended in each row."""
    hours = [
        [re.match(r"\d{1,3}(?!\d)", plain(raw_text(cell))) for cell in pair]
        for pair in zip(attended, cells, strict=True)
    ]
    both = [(int(one[0]), int(most[0])) for one, most in hours if one is not None and most is not None]
    return len(both) > 1 and len(both) * 2 > len(cells) and all(one <= most for one, most in both) and any(
        one == most for one, most in both
    )  # fmt: skip
