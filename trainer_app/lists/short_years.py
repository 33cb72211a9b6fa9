"""Years of birth that are typed with two digits in a column of full ones: "46" below 1367 is 1346."""

import re
from collections.abc import Sequence
from statistics import median

from trainer_app.lists.columns import Entry
from trainer_app.lists.scripts import plain

_SHORT, _FULL = re.compile(r"['’]?(\d\d)"), re.compile(r"\d{4}")
_MOST_OF = 0.5  # of the cells of a column are full years
_CENTURY = 100


def with_full_years(entries: Sequence[Entry]) -> list[Entry]:
    """The cells of a column of years, those of two digits with the century that is nearest to the full ones.

    They stay as they are where most years are short: nothing then shows of which calendar they are.
    """
    told = [plain(entry.text) for entry in entries]
    full = [int(text) for text in told if _FULL.fullmatch(text)]
    if not full or len(full) < _MOST_OF * len(entries):
        return list(entries)
    middle = median(full)
    return [
        entry._replace(cell=str(_nearest(int(match[1]), middle))) if (match := _SHORT.fullmatch(text)) else entry
        for entry, text in zip(entries, told, strict=True)
    ]


def _nearest(short: int, middle: float) -> int:
    return short + _CENTURY * round((middle - short) / _CENTURY)
