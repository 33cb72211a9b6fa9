"""When a business closed, as the answer to whether it still works says: "No, closed in October 2022"."""

from collections.abc import Mapping, Sequence

from trainer_app.lists.births import read_dates
from trainer_app.lists.columns import Entry
from trainer_app.lists.dates import find_date
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import ColumnGuess, Value


def with_closings(
    rows: dict[int, dict[str, Value]], guesses: Sequence[ColumnGuess], column: ColumnOf
) -> dict[int, dict[str, Value]]:
    """The rows (from 1) with "business_end" where a business is said to work no more, and since when, in one cell;
    as they are where a column of its own tells it."""
    by_field = {guess.field: guess for guess in guesses if guess.field}
    if "operating" not in by_field or "business_end" in by_field:
        return rows
    this = column(by_field["operating"], "business_end")
    entries = [
        Entry(row, dated[0], closed.raw)
        for row, values in rows.items()
        if (closed := values.get("operating")) is not None and closed.value is False
        and (dated := find_date(closed.raw, this.words)) is not None
    ]  # fmt: skip
    ended: Mapping[int, dict[str, Value]] = read_dates(this, entries) if entries else {}
    return {row: {**values, **ended.get(row, {})} for row, values in rows.items()}
