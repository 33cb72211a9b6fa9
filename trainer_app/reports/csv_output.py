"""A report as comma-separated text that Excel opens: its tables one under the other, values as they are."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from trainer_app.reports.document import Document, Value
from trainer_app.saving import replacing
from trainer_app.texts import _

# A spreadsheet would take such a text for a formula; a phone number and a negative number are none. It also may where
# the text goes on after a sign that separates cells in other countries.
_FORMULA = re.compile(r"^(?=[\t\r\n])|(^|[;\t\r\n])(?=[^\S\t\r\n]*(?:[=@＝＠]|[+＋－-](?![\d\s(.]*(?:$|[;\t\r\n]))))")


def write_csv(document: Document, path: Path) -> None:
    """Write the report. Dates are ISO dates, shares fractions of 1, "not known" is an empty cell.

    Raises UserError where the file cannot be written.
    """
    with replacing(path) as partial, partial.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(_lines(document))


def _lines(document: Document) -> Iterator[list[str]]:
    for text in (document.title, document.subtitle, document.period, document.made):
        if text:
            yield [plain(text)]
    for table in document.tables:
        yield []
        yield [plain(table.title)]
        yield [plain(column.label) for column in table.columns]
        for row in table.rows:
            yield [
                plain(column.blank if value is None else value)
                for column, value in zip(table.columns, row, strict=True)
            ]
        if table.total is not None:
            yield [_("Total"), *[plain(value) for value in table.total[1:]]]
        yield from ([plain(note)] for note in table.notes)
    yield []
    yield from ([plain(note)] for note in (*document.explanations, *document.notes))


def plain(value: Value) -> str:
    """A value as text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _FORMULA.sub(r"\1'", value)
    return repr(value)
