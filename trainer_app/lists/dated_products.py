"""Dates of courses that stand in one cell with their product, "SYB 5-9 Aug 2019", where no column tells them."""

from collections.abc import Mapping, Sequence

from trainer_app.lists.births import read_dates
from trainer_app.lists.columns import Entry
from trainer_app.lists.dates import find_date
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import ColumnGuess, Value
from trainer_app.lists.running_words import as_interval
from trainer_app.lists.scripts import has_letters
from trainer_app.lists.words import Words

_OF_DATES = frozenset({"start", "end", "dates"})


def with_dates_of_products(
    rows: dict[int, dict[str, Value]], guesses: Sequence[ColumnGuess], column: ColumnOf
) -> dict[int, dict[str, Value]]:
    """The rows (from 1) with "start" and "end" where the cell of the product tells them; else as they are."""
    by_field = {guess.field: guess for guess in guesses if guess.field}
    if "product" not in by_field or _OF_DATES & by_field.keys():
        return rows
    this = column(by_field["product"], "start")
    entries = [
        Entry(row, told, values["product"].raw)
        for row, values in rows.items()
        if "product" in values and (told := _date_in(values["product"].raw, this.words)) is not None
    ]
    dated: Mapping[int, dict[str, Value]] = read_dates(this, entries) if entries else {}
    return {row: {**values, **dated.get(row, {})} for row, values in rows.items()}


def _date_in(text: str, words: Words) -> str | None:
    """The date in a text, with its day or the name of its month: in "SYB-2019-03" the last may count courses."""
    if not any(map(str.isdigit, text)):
        return None
    dated = find_date(as_interval(text, words), words)
    if dated is None or (dated[1].start.day is None and not has_letters(dated[0])):
        return None
    return dated[0]
