"""What a cell says: from a record's value to the cell, and from what a person left in the cell back to a value."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from trainer_app.formats import fold
from trainer_app.texts import _
from trainer_app.workbook.sheets import NAMES_SEPARATOR, Column


class Refused(Exception):
    """A cell that cannot be taken: the sentence says what was found and what is expected."""


class Lists:
    """The code lists and referable records of one workbook: (code or id, label) per list."""

    def __init__(self, entries: dict[str, list[tuple[str, str]]]) -> None:
        self.entries = entries
        self._labels = {name: dict(pairs) for name, pairs in entries.items()}
        self._codes = {name: _by_label(pairs) for name, pairs in entries.items()}

    def label(self, name: str, code: str | None) -> str | None:
        """The label of a code; a code that is in no list is shown as it is."""
        return None if code is None else self._labels.get(name, {}).get(code, code)

    def code(self, name: str, label: str) -> str | None:
        """The code or id for a label as somebody typed it; None if there is none."""
        return self._codes.get(name, {}).get(fold(label))

    def add(self, name: str, code: str, label: str) -> None:
        """Another entry, for a record that the workbook itself brings."""
        self._codes.setdefault(name, {}).setdefault(fold(label), code)

    def labels(self, name: str) -> list[str]:
        return [label for _code, label in self.entries.get(name, ())]


def _by_label(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, _label in pairs:
        found.setdefault(fold(code), code)
    for code, label in pairs:
        found[fold(label)] = code
    return found


def to_cell(column: Column, value: Any, lists: Lists) -> Any:
    """The cell for a value of the journal (JSON scalar): text, number, date or None."""
    if value is None:
        return None
    if column.kind == "date":
        return date.fromisoformat(value) if isinstance(value, str) else value
    if column.kind == "choice" and column.list == "product":
        return value if " " in value else lists.label("product", value)
    if column.kind in ("choice", "reference"):
        return lists.label(column.list, value)
    if column.kind == "yesno":
        return lists.label("yes_no", "yes" if value else "no")
    return value


def canon(cell: Any) -> str:
    """The cell as text for comparison: the same before and after any spreadsheet program saved it."""
    kind = type(cell)
    if kind is str:
        return str(cell).strip()
    if cell is None:
        return ""
    if kind is float:
        return str(int(cell)) if cell.is_integer() else repr(round(cell, 9))
    if kind is datetime:
        return cell.date().isoformat() if not (cell.hour or cell.minute or cell.second) else cell.isoformat()
    if kind is date:
        return str(cell.isoformat())
    if kind is bool:
        return "TRUE" if cell else "FALSE"
    return str(cell)


def from_cell(column: Column, cell: Any, lists: Lists) -> Any:
    """The value (JSON scalar) that a person's cell means. Raises Refused. Blank is None."""
    if canon(cell) == "":
        return None
    return _READERS[column.kind](column, cell, lists)


def _text(_column: Column, cell: Any, _lists: Lists) -> str:
    if isinstance(cell, float) and abs(cell) >= 1e15:
        raise Refused(
            _(
                "The number {found} has lost digits in Excel. Type it again into a cell that is formatted as text."
            ).format(found=f"{cell:.0f}")
        )
    return unicodedata.normalize("NFC", canon(cell))


def _plain_number(cell: Any) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if not isinstance(cell, str):
        return None
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in cell.strip())
    try:
        return float(digits.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        return None


def _integer(_column: Column, cell: Any, _lists: Lists) -> int:
    number = _plain_number(cell)
    if number is None or not number.is_integer() or abs(number) >= 1e15:
        raise Refused(_("“{found}” is not a whole number.").format(found=canon(cell)))
    return int(number)


def _decimal(_column: Column, cell: Any, _lists: Lists) -> float:
    number = _plain_number(cell)
    if number is None or number != number or abs(number) == float("inf"):
        raise Refused(_("“{found}” is not a number.").format(found=canon(cell)))
    return number


def _date(_column: Column, cell: Any, _lists: Lists) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in cell.strip())
        for form in ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d"):
            try:
                return datetime.strptime(digits, form).date().isoformat()
            except ValueError:
                continue
    raise Refused(
        _("“{found}” is not a date that can be read in one way only. Type it as 2026-03-31 or as a date cell.").format(
            found=canon(cell)
        )
    )


def _choice(column: Column, cell: Any, lists: Lists) -> str:
    text = canon(cell)
    code = lists.code(column.list, text)
    if code is None and column.list == "product":
        codes = [lists.code("product", part) for part in text.replace(",", " ").replace("+", " ").split()]
        if codes and all(codes):
            return " ".join(part for part in codes if part)
    if code is None:
        raise Refused(
            _("“{found}” is none of: {allowed}.").format(
                found=text, allowed=", ".join(lists.labels(column.list)[:12]) or "-"
            )
        )
    return code


def _yes_no(column: Column, cell: Any, lists: Lists) -> bool:
    if isinstance(cell, bool):
        return cell
    return _choice(column, cell, lists) == "yes"


def _information(_column: Column, _cell: Any, _lists: Lists) -> None:
    return None


_READERS = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "choice": _choice,
    "reference": _text,  # read.py finds or makes the record of that name
    "trainers": _text,
    "yesno": _yes_no,
    "information": _information,
}


def names_in(text: str) -> list[str]:
    """The names of a cell that holds several."""
    return [name.strip() for name in text.split(NAMES_SEPARATOR.strip()) if name.strip()]
