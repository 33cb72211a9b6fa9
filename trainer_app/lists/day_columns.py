"""Columns of marks for the days of a course and their halves: "13 Dec", "Mon", "Day 1" above "am" and "pm"."""

from collections.abc import Sequence

from trainer_app.lists.day_hours import are_hours_of_a_day
from trainer_app.lists.half_days import two_each_day
from trainer_app.lists.mark_letters import own_letters
from trainer_app.lists.scripts import Cell, is_filled, plain, raw_text
from trainer_app.lists.weekdays import is_weekday, without_weekdays
from trainer_app.lists.words import Words

_LONGEST_DAY = 12  # letters of a day and its month above marks, without that of the week
_LONGEST_MARK = 3  # letters of a sign below the name of a day
_LONGEST_PART = 12  # letters of what names a half of a day


def is_day(chain: Sequence[str], cells: Sequence[Cell], words: Words) -> bool:
    """Whether a header is a day (13, 16 Dec) and the cells below are marks of attendance, or hours."""
    days = [
        text for text in map(plain, chain)
        if is_weekday(text) or (any(map(str.isdigit, text)) and len(without_weekdays(text)) <= _LONGEST_DAY)
    ]  # fmt: skip
    text = next(iter(reversed(days)), "")
    if not text:
        return bool(chain) and are_hours_of_a_day(chain[-1], cells, words)
    if is_weekday(text):  # also where one sign is not known
        filled = [plain(raw_text(cell)) for cell in cells if is_filled(cell)]
        return any(sign in _marks(words) for sign in filled) and all(len(sign) <= _LONGEST_MARK for sign in filled)
    return _are_marks(cells, words)


def halves_of_days(chains: Sequence[Sequence[str]], cells_of: Sequence[Sequence[Cell]], words: Words) -> frozenset[int]:
    """The columns of marks that each of several days has two of, however much its heading tells of the day: "Day 1 (20
    July, town hall)" above "m" and "t". Empty where the two are women and men."""
    told = {
        index: (chain[-2], plain(chain[-1]))
        for index, (chain, cells) in enumerate(zip(chains, cells_of, strict=True))
        if len(chain) > 1 and any(map(str.isdigit, plain(chain[-2]))) and len(plain(chain[-1])) <= _LONGEST_PART
        and _are_marks(cells, words)
    }  # fmt: skip
    parts, days = {part for _day, part in told.values()}, {day for day, _part in told.values()}
    are_halves = len(parts) == 2 and len(days) > 1 and two_each_day(list(told.values()))
    return frozenset(told) if are_halves and not parts <= words.sex_words else frozenset()


def _are_marks(cells: Sequence[Cell], words: Words) -> bool:
    """Whether most of the filled cells are marks of attendance."""
    filled = [plain(raw_text(cell)) for cell in cells if is_filled(cell)]
    known = _marks(words)
    return sum(sign in known for sign in filled) * 2 > len(filled)


def _marks(words: Words) -> frozenset[str]:
    sets = words.sets
    return frozenset(sets["present"] | sets["absent"] | sets["half"] | sets["excused"] | own_letters(words))
