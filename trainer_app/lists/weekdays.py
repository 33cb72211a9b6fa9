"""The days of the week, beside dates and as headings."""

import re
from functools import lru_cache

from trainer_app.lists.between_days import TO
from trainer_app.lists.month_names import weekdays
from trainer_app.lists.scripts import has_letters, plain

_SHORT = ("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun")


@lru_cache(maxsize=1)
def _weekdays() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds from which to which day of the week something is, "Mon-Fri", and what finds one of them."""
    longest = "|".join(map(re.escape, sorted({*weekdays(), *_SHORT}, key=len, reverse=True)))
    day = rf"(?:(?:{longest})(?:ที่)?|thứ [2-7])"
    return tuple(
        re.compile(rf"(?<![^\W\d_]){days}(?![^\W\d_])\.?{sign}")
        for days, sign in ((rf"{day}{TO}{day}", r"\s*[,/:]?"), (day, ",?"))
    )  # type: ignore[return-value]


def is_weekday(text: str) -> bool:
    """Whether a text is the name of a day of the week and no more."""
    return _weekdays()[1].fullmatch(plain(text)) is not None


def without_weekdays(text: str) -> str:
    """A plain text without the names of days of the week."""
    if not has_letters(text):
        return text
    for pattern in _weekdays():
        text = pattern.sub(" ", text)
    return text.strip()
