"""What all sheets of a list show of how its dates are written, for a column that leaves that open."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from trainer_app.lists.calendar_signs import CALENDARS, is_sign_in
from trainer_app.lists.dates import parse_date
from trainer_app.lists.scripts import plain
from trainer_app.lists.sheets import Grid
from trainer_app.lists.words import Words

_MOST_LOOKED_AT = 500  # rows of a sheet
_THREE_DIGITS = re.compile(r"\s*1[0-4]\d\s*[./年-]\s*\d")  # of a year, as in Taiwan
_NUMERIC_DATE = re.compile(r"\d{1,2}\s*[./\-]\s*\d{1,2}\s*[./\-]\s*(?:\d{4}|\d{2})(?!\d)")


class Elsewhere:
    """Looks through the sheets when it is first asked."""

    def __init__(self, grids: Sequence[Grid], words: Words) -> None:
        self.grids, self.words = grids, words

    def order(self) -> frozenset[bool]:
        """Whether the day comes first, as the dates show that leave nothing open."""
        return self._order

    def calendars(self) -> frozenset[str]:
        """The calendars whose signs stand in the texts."""
        return self._calendars

    @cached_property
    def _order(self) -> frozenset[bool]:
        dated = [parse_date(text, self.words) for text in {*self._texts()} if _NUMERIC_DATE.search(plain(text))]
        shown = {one.day_first(13) for one in dated if one is not None}
        return frozenset(one for one in shown if one is not None)

    @cached_property
    def _calendars(self) -> frozenset[str]:
        texts = {plain(text) for text in self._texts()}
        signed = (one for one in CALENDARS if any(is_sign_in(text, one, self.words) for text in texts))
        dated = (parse_date(text, self.words) for text in texts if _THREE_DIGITS.match(text))
        return frozenset([*signed, *(one.calendar for one in dated if one is not None and one.calendar)])

    def _texts(self) -> Iterator[str]:
        for grid in self.grids:
            for row in grid.rows[:_MOST_LOOKED_AT]:
                yield from (cell for cell in row if isinstance(cell, str))
