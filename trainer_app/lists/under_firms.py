"""People listed below a line with the name of their firm, where the file lists the firms too."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from trainer_app.lists.kinds import ENTERPRISES, PEOPLE
from trainer_app.lists.reading import ListTable, Skipped, Value
from trainer_app.lists.scripts import clean, plain
from trainer_app.texts import _

_NUMBER_BEFORE = re.compile(r"^\W*(?:\d+|[ivx]+|[a-z])\s*[.)|:-]\s*", re.IGNORECASE)


def firm_key(name: object) -> str:
    """The name of a firm as it is compared: its letters and digits."""
    return re.sub(r"\W", "", plain(str(name)))


def with_firms_above(tables: Sequence[ListTable], skipped: Iterable[Skipped]) -> list[ListTable]:
    """The tables, each person below a line that names a listed firm with that firm."""
    firms = {
        firm_key(name.value): clean(str(name.value))
        for table in tables if table.kind == ENTERPRISES
        for row in table.rows
        if (name := row.values.get("business_name")) is not None and name.value is not None
    }  # fmt: skip
    lines = {(one.sheet, one.row): firm for one in skipped if firms and (firm := _named(one.text, firms)) is not None}
    sheets = {sheet for sheet, _row in lines}
    return [
        _below(table, {row: firm for (sheet, row), firm in lines.items() if sheet == table.sheet})
        if table.kind == PEOPLE and table.sheet in sheets and "business_name" not in table.index_of
        else table
        for table in tables
    ]  # fmt: skip


def _named(line: str, firms: Mapping[str, str]) -> str | None:
    """The firm that a line names: alone, after a number or label, or before more in brackets or after a comma."""
    text = _NUMBER_BEFORE.sub("", clean(line))
    options = (text, clean(line), text.partition(":")[2], text.partition("(")[0], text.partition(",")[0])
    return next((firms[key] for one in options if (key := firm_key(one)) in firms), None)


def _below(table: ListTable, lines: Mapping[int, str]) -> ListTable:
    """The table with the firm of the last line above each row, since its header."""
    top = max((row for row in table.header_rows if not table.rows or row < table.rows[0].row_number), default=0)
    rows = []
    for row in table.rows:
        above = max((line for line in lines if top < line < row.row_number), default=None)
        if above is not None:
            value = Value(lines[above], lines[above], "converted", _("the firm in the line above"))
            row = replace(row, values={**row.values, "business_name": value})
        rows.append(row)
    return replace(table, rows=tuple(rows))
