"""What happens to whole columns without anybody meaning it: sorted without the others, dates moved by four years."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from trainer_app.workbook.tables import Row, Table

_DATE_SYSTEMS = (date(1904, 1, 1) - date(1899, 12, 31)).days + 1  # Excel knows a 29 February 1900


def sorted_alone(table: Table, rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows whose cell in a column (by its key) was moved to them from other rows of the same column.

    Somebody sorted, or pasted one row off, a part of the columns: the values are those that stood there, on other
    rows. Two names that changed places are that too; of other columns, in which values repeat, it takes three.
    """
    known = [row for row in rows if row.base]
    found: dict[str, list[Row]] = {}
    if len(known) < 2:
        return found
    for at, key in enumerate(table.here):
        column = table.spec.by_key.get(key)
        place = table.keys.index(key)
        changed = [row for row in known if row.base and row.texts[at] != row.base[place]]
        if len(changed) < 2 or (column is not None and column.kind == "information"):
            continue
        gone = Counter(row.base[place] for row in changed if row.base)
        come = Counter(row.texts[at] for row in changed)
        moved = come & gone
        unlike = sum(1 for text in moved if text)
        names = column is not None and column.required and column.kind == "text"
        if unlike >= (2 if names else 3) and (moved == come or unlike * 2 >= len(changed)):
            found[key] = changed
    return found


def date_system_changed(table: Table, rows: Sequence[Row], base: Mapping[str, Sequence[str]]) -> list[tuple[Row, str]]:
    """The date cells (row and column's key) that only moved by the days between 1900 and 1904, from which Excel counts.

    Whoever switches a workbook to the other date system moves every date that stands in it. One date alone may have
    been typed so, unless it is the only one of its sheet.
    """
    days = [key for key in table.here if (column := table.spec.by_key.get(key)) and column.kind == "date"]
    places = {key: (table.here.index(key), table.keys.index(key)) for key in days}
    found = [
        (row, key)
        for row in rows
        if row.base
        for key, (at, place) in places.items()
        if row.texts[at] != row.base[place] and _days_between(row.base[place], row.texts[at]) == _DATE_SYSTEMS
    ]
    if len(found) == 1 and sum(1 for cells in base.values() for _at, place in places.values() if cells[place]) > 1:
        return []
    return found


def _days_between(one: str, other: str) -> int:
    try:
        return abs((date.fromisoformat(other) - date.fromisoformat(one)).days)
    except ValueError:
        return 0
