"""Taking a workbook in parts: what a person leaves out is not applied, stays in the file, and is offered again.

A merge is a union of changes, so that any part of them may be taken; a record is taken with all its changes or not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from db.database import Transaction
from db.models import REFERENCES
from db.resolve import WITHHELD, Change
from trainer_app.workbook.incoming import Incoming
from trainer_app.workbook.sheets import ATTENDANCE, COURSES, SHEETS

OTHER = "other"
"""Stands for a sheet's key where a record is on no sheet of the file."""

Key = tuple[str, str]
"""Table and id of a record."""

_SHEETS = {sheet.key: sheet for sheet in SHEETS}
_WITH = {"attendance": ATTENDANCE.key, "course_trainer": COURSES.key}
"""The sheets on which records stand that have no row of their own."""


@dataclass(frozen=True)
class Left:
    """What of a workbook is left out: whole sheets by their keys (or OTHER), and single records."""

    sheets: frozenset[str] = frozenset()
    records: frozenset[Key] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.sheets or self.records)


class Places:
    """On which sheet of a workbook each record stands."""

    def __init__(self, incoming: Incoming) -> None:
        self._incoming = incoming
        self._there = {*incoming.untouched, *(row.sheet for row in incoming.rows)}

    @cached_property
    def _rows(self) -> dict[Key, str]:
        return {record: row.sheet for row in self._incoming.rows for record in row.records}

    @cached_property
    def _untouched(self) -> dict[str, list[tuple[str, set[str]]]]:
        """Per table the sheets that it is the main one of, with the ids of their rows that nobody typed in."""
        found: dict[str, list[tuple[str, set[str]]]] = {}
        for key, ids in self._incoming.untouched.items():
            found.setdefault(_SHEETS[key].table, []).append((key, set(ids.firsts)))
        return found

    @cached_property
    def _second(self) -> dict[str, str]:
        """The sheets on whose rows the records of other tables stand as well."""
        found = {table: sheet for table, sheet in _WITH.items() if sheet in self._there}
        for sheet in SHEETS:
            if sheet.second and sheet.key in self._there:
                found.setdefault(sheet.second, sheet.key)
        return found

    def sheet(self, table: str, record: str) -> str:
        """The key of the sheet that a record stands on; OTHER if on none."""
        seen = self._rows.get((table, record))
        if seen is not None:
            return seen
        for key, ids in self._untouched.get(table, ()):
            if record in ids:
                return key
        return self._second.get(table, OTHER)


def left_out(tx: Transaction, incoming: Incoming, left: Left, *, journal: bool) -> set[Key]:
    """The records of a workbook that are not taken, of those that bring anything.

    What refers to a record that is left out and not known here is left out as well, and so is the person of a seat
    that is left out, unless another seat needs it. `journal` false: what the file carries was taken before.
    """
    changes = [*(incoming.changes() if journal else ()), *incoming.edits]
    fresh = tx.unknown(changes)
    by_record: dict[Key, list[Change]] = {}
    for change in fresh:
        by_record.setdefault((change.table, change.record), []).append(change)
    places = Places(incoming)
    found = {key for key in by_record if key in left.records or places.sheet(*key) in left.sheets}
    found |= {key for key in _completed(tx, changes) if key in left.records or places.sheet(*key) in left.sheets}
    made = {(change.table, change.record) for change in fresh if change.kind == "create"}
    found |= _persons_of(found, by_record, made)
    while more := _standing_on(found & made, by_record) - found:
        found |= more
    return found


def _completed(tx: Transaction, changes: Iterable[Change]) -> set[Key]:
    """The records of which these changes bring what had been withheld from here: a national id."""
    short = {tuple(row) for row in tx.rows("SELECT record_id, stamp FROM change WHERE basis LIKE :withheld",
                                           {"withheld": f'%"{WITHHELD}":%'})}  # fmt: skip
    return {
        (change.table, change.record)
        for change in changes
        if (change.record, change.stamp) in short and WITHHELD not in change.basis
    }


def _persons_of(found: set[Key], by_record: dict[Key, list[Change]], made: set[Key]) -> set[Key]:
    """The new persons of seats that are left out, whom no seat that is taken needs."""
    needed = {key: _named(changes) for key, changes in by_record.items() if key[0] == "enrolment"}
    of_left = {key for seat in found if seat[0] == "enrolment" for key in needed[seat] if key[0] == "person"}
    of_taken = {key for seat, named in needed.items() if seat not in found for key in named}
    return of_left & made - of_taken


def _standing_on(gone: set[Key], by_record: dict[Key, list[Change]]) -> set[Key]:
    """The records that refer to one that will not be there."""
    return {key for key, changes in by_record.items() if not gone.isdisjoint(_named(changes))}


def _named(changes: Iterable[Change]) -> set[Key]:
    """The records that these changes refer to."""
    return {
        (REFERENCES[name] or change.table, value)
        for change in changes
        for name, value in change.fields.items()
        if name in REFERENCES and value is not None
    }
