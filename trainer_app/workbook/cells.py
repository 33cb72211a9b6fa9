"""What a cell says: from a record's value to the cell, and from what a person left in the cell back to a value."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from trainer_app.formats import fold, number_readings, plain_digits, undirected
from trainer_app.texts import _, in_language, workbook_languages
from trainer_app.workbook import wording
from trainer_app.workbook.sheets import CODE_LISTS, Column


class Refused(Exception):
    """A cell that cannot be taken: the sentence says what was found and what is expected."""


class Lists:
    """The code lists and referable records of one workbook: (code or id, label) per list."""

    def __init__(self, entries: dict[str, list[tuple[str, str]]]) -> None:
        self.entries = entries
        self._labels = {name: dict(pairs) for name, pairs in entries.items()}
        self._exact: dict[str, dict[str, str]] = {}
        self._folded: dict[str, dict[str, set[str]]] = {}
        for name, pairs in entries.items():
            for code, _label in pairs:
                self.add(name, code, code)
            for code, label in pairs:
                self.add(name, code, label)

    def show(self, name: str, code: str, label: str | None) -> None:
        """Show another code by this label too, as for a record that was joined with one of the list."""
        self._labels.setdefault(name, {}).setdefault(code, label or code)

    def label(self, name: str, code: str | None) -> str | None:
        """The label of a code; a code that is in no list is shown as it is."""
        return None if code is None else self._labels.get(name, {}).get(code, code)

    def code(self, name: str, label: str) -> str | None:
        """The code or id for a label as somebody typed it; None if there is none, or if it may mean several."""
        exact = self._exact.get(name, {}).get(label.strip())
        alike = self._folded.get(name, {}).get(fold(label), set())
        return exact or (next(iter(alike)) if len(alike) == 1 else None)

    def add(self, name: str, code: str, label: str) -> None:
        """Another entry, such as a record that the workbook itself brings."""
        self._exact.setdefault(name, {})[label] = code
        self._folded.setdefault(name, {}).setdefault(fold(label), set()).add(code)

    def understand(self, name: str, code: str, label: str) -> None:
        """Another word for an entry, unless it already means one."""
        if name in self.entries and fold(label) not in self._folded.get(name, {}):
            self.add(name, code, label)

    def leave_open(self, name: str, label: str) -> None:
        """A word that may mean several entries, so that none is taken for it."""
        self._exact.get(name, {}).pop(label, None)
        self._folded.get(name, {}).pop(fold(label), None)

    def labels(self, name: str) -> list[str]:
        return [label for _code, label in self.entries.get(name, ())]


_SEX_LETTERS: dict[str, dict[str, str | None]] = {"fr": {"H": "M"}, "es": {"H": "M", "M": None}}
"""What people write for homme and hombre; M alone is mujer in one Spanish list and masculino in another."""


def understand_all_languages(lists: Lists, language: str) -> None:
    """Let the lists of a workbook in one language take the labels of every other: people paste from other files."""
    for letter, code in _SEX_LETTERS.get(language, {}).items():
        if code is None:
            lists.leave_open("sex", letter)
        else:
            lists.understand("sex", code, letter)
    for other in workbook_languages():
        say = in_language(other)
        for name, pairs in CODE_LISTS.items():
            for code, label in pairs:
                lists.understand(name, code, say(label))


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
    return _shown(value) if isinstance(value, str) else value


_UNSEEN = {code: None for code in (*range(32), 127, 0xFEFF, 0xFFFE, 0xFFFF) if code != 10} | {13: "\n"}
"""What one spreadsheet program or another drops from a text (.ods: tabs), so that dropping it is no edit."""

LONGEST = 16_383
"""Characters of a text in a cell; Excel counts at most 32,767 units of UTF-16."""

_CUT = " […]"


def _shown(text: str) -> str:
    """A text as far as a cell holds it."""
    if not text.isprintable():
        text = text.translate({0xFFFE: None, 0xFFFF: None})  # no XML can hold them
    if len(text) <= LONGEST or len(text.encode("utf-16-le")) < LONGEST * 4:
        return text
    return text[: LONGEST - len(_CUT)] + _CUT


def is_cut(text: str) -> bool:
    """Whether a written cell holds only the beginning of its text."""
    return len(text) > LONGEST // 2 and text.endswith(_CUT)


def canon(cell: Any) -> str:
    """The cell as text for comparison: the same before and after any spreadsheet program saved it."""
    kind = type(cell)
    if kind is str:
        return (cell if cell.isprintable() else cell.replace("\r\n", "\n").translate(_UNSEEN)).strip()
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
    if kind is timedelta:
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"  # as it was typed; days are not told apart
    return str(cell)


def from_cell(column: Column, cell: Any, lists: Lists) -> Any:
    """The value (JSON scalar) that a person's cell means. Raises Refused. Blank is None."""
    if canon(cell) == "":
        return None
    return _READERS[column.kind](column, cell, lists)


_REMARKS = frozenset({"notes", "remark", "problems", "outcome_reason"})
"""Fields of text in which somebody may mean a date."""


def _text(column: Column, cell: Any, _lists: Lists) -> str:
    if isinstance(cell, float) and abs(cell) >= 1e15:
        raise Refused(
            _(
                "The number {found} has lost digits in Excel. Type it again into a cell that is formatted as text."
            ).format(found=f"{cell:.0f}")
        )
    if isinstance(cell, date | time | timedelta) and column.name not in _REMARKS:
        raise Refused(
            _("The cell holds a date or a time, {found}, where a text belongs: a spreadsheet makes one of 1-2 or 3/4. "
              "Type it again, with an apostrophe before it (').").format(found=canon(cell))
        )  # fmt: skip
    text = cell.replace("\t", " ") if isinstance(cell, str) else cell
    return unicodedata.normalize("NFC", canon(text))


def _numbers(cell: Any) -> set[float]:
    """What a cell can be read as: one number, two (1,234), or none."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return {float(cell)}
    return {*number_readings(cell).values()} if isinstance(cell, str) else set()


def _integer(column: Column, cell: Any, _lists: Lists) -> int:
    number = max(_numbers(cell), key=abs, default=None)  # of 1,234 and 1.234 thousands are meant
    if number is None or not number.is_integer():
        raise Refused(_("“{found}” is not a whole number.").format(found=canon(cell)))
    if not column.least <= number <= column.most:
        raise Refused(
            _("“{found}” is not a number from {least} to {most}.").format(
                found=canon(cell), least=column.least, most=column.most
            )
        )
    return int(number)


def _decimal(column: Column, cell: Any, _lists: Lists) -> float:
    bare = undirected(cell).strip().rstrip("%٪％") if column.is_percentage and isinstance(cell, str) else cell
    found = sorted(_numbers(bare), key=abs)
    if len(found) > 1:
        decimal = canon(found[0])
        if len(decimal.partition(".")[2]) == 3:
            decimal += "0"  # three digits would be read in two ways again
        raise Refused(
            _("“{found}” can be read in two ways. Type {thousands} or {decimal}, whichever is meant.").format(
                found=canon(cell), thousands=canon(found[1]), decimal=decimal
            )
        )
    if not found or not isfinite(found[0]):
        raise Refused(_("“{found}” is not a number.").format(found=canon(cell)))
    return found[0]


_DATE_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d")
_YEARS = range(1900, 2101)


def _date(_column: Column, cell: Any, _lists: Lists) -> str:
    day = cell.date() if isinstance(cell, datetime) else cell
    if isinstance(cell, str):
        digits = plain_digits(undirected(cell)).strip()
        day = next((found for form in _DATE_FORMS if (found := _day(digits, form))), None)
    if not isinstance(day, date):
        raise Refused(
            _(
                "“{found}” is not a date that can be read in one way only. Type it as 2026-03-31 or as a date cell."
            ).format(found=canon(cell))
        )
    if day.year not in _YEARS:
        raise Refused(
            _("The year {year} cannot be meant. Type the date in the international calendar, as 2026-03-31.").format(
                year=day.year
            )
        )
    return day.isoformat()


def _day(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        return None


_NAMED = 12  # entries of a list that a sentence names


def _choice(column: Column, cell: Any, lists: Lists) -> str:
    text = canon(cell)
    code = lists.code(column.list, text)
    if code is None and column.list == "product":
        codes = [lists.code("product", part) for part in text.replace(",", " ").replace("+", " ").split()]
        if codes and all(codes):
            return " ".join(part for part in codes if part)
    if code is None:
        labels = lists.labels(column.list)
        allowed = ", ".join(labels[:_NAMED]) or "-"
        if len(labels) > _NAMED:
            raise Refused(
                _("“{found}” is none of: {allowed}, … All of them stand on the sheet “{sheet}”.").format(
                    found=text, allowed=allowed, sheet=_(wording.LISTS)
                )
            )
        raise Refused(_("“{found}” is none of: {allowed}.").format(found=text, allowed=allowed))
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


def names_in(text: str, name_list: str, lists: Lists) -> list[str]:
    """The names of a cell that holds several.

    A comma may belong to a name; it stands between two where one of them is known by itself and the whole is not.
    """
    found: list[str] = []
    for part in filter(None, (part.strip() for part in re.split(r"[;\n،、]", text))):
        smaller = [name.strip() for name in part.split(",") if name.strip()]
        apart = lists.code(name_list, part) is None and any(lists.code(name_list, name) for name in smaller)
        found += smaller if apart else [part]
    return found
