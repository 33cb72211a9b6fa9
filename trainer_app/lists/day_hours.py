"""Columns that tell how many hours somebody was there on one day: "Day 1 (hours)" above 6."""

import re
from collections.abc import Sequence

from trainer_app.lists.dates import parse_date
from trainer_app.lists.scripts import Cell, is_filled, plain, raw_text
from trainer_app.lists.words import Words

_MOST_HOURS = 14  # of a day
_HOURS = re.compile(r"(\d{1,2}(?:[.,]\d+)?)\D{0,8}")


def in_hours(header: str, words: Words) -> bool:
    """Whether a heading counts hours."""
    return any(word in plain(header) for word in words.sets["hours_word"])


def are_hours_of_a_day(header: str, cells: Sequence[Cell], words: Words) -> bool:
    """Whether a heading names one day beside the word for hours, and the cells below it hold numbers of them."""
    text = plain(header)
    unit = max((word for word in words.sets["hours_word"] if word in text), key=len, default="")
    if not unit:
        return False
    day = text.replace(unit, " ").strip(" ()[]./,:-")
    if day not in words.sets["session"] | words.sets["whole_day"] and parse_date(day, words) is None:
        return False
    told = [text for cell in cells if is_filled(cell) and any(map(str.isdigit, text := plain(raw_text(cell))))]
    hours = [match[1] for text in told if (match := _HOURS.fullmatch(text))]
    return len(hours) == len(told) > 0 and all(float(one.replace(",", ".")) <= _MOST_HOURS for one in hours)
