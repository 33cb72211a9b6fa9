"""Columns that tell on how many days of a module of SCORE somebody was there: "Days attended M1" above 2 or 2/2."""

import re
from collections.abc import Sequence
from dataclasses import replace

from trainer_app.lists.kinds import PEOPLE
from trainer_app.lists.modules import module_apart
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import Cell, is_filled, plain, raw_text
from trainer_app.lists.words import Words

_DAYS = re.compile(r"(\d{1,2}(?:[.,]\d+)?)(?:\s*/\s*(\d{1,2}))?")
_MOST_DAYS = 31  # of one module


def with_days_of_modules(
    guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]], kind: str, hints: str, words: Words
) -> list[ColumnGuess]:
    """The columns, those of the days of one module as "attendance_total:SCORE-M1".

    Their heading names the module beside a word for attendance in all, or each of their cells is so many out of some.
    cells_of: by column. hints: the plain titles of the table, which name the programme.
    """
    if kind != PEOPLE or "score" not in hints:
        return list(guesses)
    return [
        replace(guess, field=f"attendance_total:{code}", certainty=1.0, product=code)
        if (code := _module_of_days(guess.header, cells, words)) else guess
        for guess, cells in zip(guesses, cells_of, strict=True)
    ]  # fmt: skip


def _module_of_days(heading: str, cells: Sequence[Cell], words: Words) -> str | None:
    """The SCORE product of a column that counts the days of a module; None for any other."""
    number, rest = module_apart(heading) or ("", "")
    said = [plain(raw_text(cell)) for cell in cells if is_filled(cell)] if number else []
    counted = [found for text in said if any(map(str.isdigit, text)) and (found := _DAYS.fullmatch(text))]
    days = [(float(one[1].replace(",", ".")), int(one[2] or _MOST_DAYS), one[2] is not None) for one in counted]
    if not days or len(days) < sum(any(map(str.isdigit, text)) for text in said):
        return None
    if not all(present <= of <= _MOST_DAYS for present, of, _out_of in days):
        return None
    named = bool(rest) and "attendance_total" in words.fields_of(rest, within=True)
    out_of = all(told for _present, _of, told in days)
    several = any(present > 1 for present, _of, _out_of in days)  # and not 1 as a mark
    return f"SCORE-M{number}" if out_of or (named and several) else None
