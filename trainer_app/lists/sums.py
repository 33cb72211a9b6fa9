"""Numbers of people told by their arithmetic: two columns that add up to a third, cells of a number and its parts."""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from trainer_app.lists.scripts import plain

_FEWEST, _MOST_WRONG = 2, 0.25  # rows that add up; those that do not, of all that hold three numbers, besides one
_MORE_THAN_MARKS = 4  # a total above this is not of half-days attended
_MOST_PEOPLE = 10_000
_TELLS_PARTS = re.compile(
    r"\d{1,4}\s*\(\D*\d{1,3}(?:[.,]\d+)?\s*%\D*\)"  # 35 (60% F)
    r"|\d{1,4}\s*[/+:-]\s*\d{1,4}\s*\([^\W\d_]+\.?\s*[/+:-]\s*[^\W\d_]+\.?\)"  # 19/7 (F/M)
    r"|\d{1,4}\s*\([^\W\d_]+\.?\s*\d{1,4}\s*[,;/+]\s*[^\W\d_]+\.?\s*\d{1,4}\)"  # 18 (F 15, M 3)
    r"|[^\W\d_]+\.?\s*:?\s*\d{1,3}\s*[,;/+]\s*[^\W\d_]+\.?\s*:?\s*\d{1,3}"  # F 19 / M 7
)


def whole_sums(columns: Mapping[int, Sequence[str]]) -> list[tuple[int, int, int]]:
    """The columns that are the sum of two others in nearly all rows, as (part, part, sum), the closest together first.

    columns: the texts of their cells, row by row, by index.
    """
    numbers = {index: [_whole(text) for text in cells] for index, cells in columns.items()}
    numbers = {index: told for index, told in numbers.items() if sum(one is not None for one in told) >= _FEWEST}
    found = [
        (first, second, whole)
        for first, second in combinations(numbers, 2)
        for whole in numbers
        if whole not in (first, second) and _add_up(numbers[first], numbers[second], numbers[whole])
    ]
    return sorted(found, key=lambda one: (max(one) - min(one), one))


def tells_parts(cells: Sequence[str]) -> bool:
    """Whether cells tell a number of people with its parts, "35 (60% F)", "19/7 (F/M)", whatever the words are."""
    told = [text for text in map(plain, cells) if any(map(str.isdigit, text))]
    parts = sum(_TELLS_PARTS.fullmatch(text) is not None for text in told)
    return parts >= _FEWEST and parts * 2 >= len(told)


def _whole(text: str) -> int | None:
    text = plain(text)
    return int(text) if text.isdecimal() and int(text) <= _MOST_PEOPLE else None


def _add_up(first: Sequence[int | None], second: Sequence[int | None], whole: Sequence[int | None]) -> bool:
    rows = [
        (one, other, both) for one, other, both in zip(first, second, whole, strict=True)
        if one is not None and other is not None and both is not None
    ]  # fmt: skip
    true = [row for row in rows if row[0] + row[1] == row[2]]
    if len(rows) - len(true) > max(1, _MOST_WRONG * len(rows)):
        return False
    counted = sum(one > 0 and other > 0 and both > _MORE_THAN_MARKS for one, other, both in true)
    return counted >= _FEWEST and len(set(true)) >= _FEWEST
