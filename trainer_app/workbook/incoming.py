"""What a workbook brings: the changes that it carries, those that follow from typed cells, and what was refused."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from db.journal import BadChange, check_change
from db.resolve import Change, State, end_of_joins, resolve
from trainer_app.errors import UserError
from trainer_app.texts import _
from trainer_app.workbook import machine
from trainer_app.workbook.sheets import SHEETS


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell (or row) that could not be taken, and why. `place` is (sheet's key, row's id, column's key)."""

    sheet: str
    cell: str
    found: str
    reason: str
    place: tuple[str, str, str] = ("", "", "")


@dataclass(slots=True)
class RowSeen:
    """A row that differs from what was written: its records, whether anybody typed in it, whether it was refused.

    `about` is the record that the row stands for where it changes only others: a participant's, of attendance.
    """

    sheet: str
    row: int
    records: list[tuple[str, str]]
    typed: bool = False
    refused: bool = False
    about: tuple[str, str] | None = None


@dataclass
class Incoming:
    """What a workbook brings. `journal` is unpacked when first asked for."""

    path: Path
    head: machine.Head
    machine_rows: Sequence[Sequence[Any]]
    edits: list[Change] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)  # per sheet, the filled rows
    untouched: dict[str, list[str]] = field(default_factory=dict)  # per sheet, the ids of rows that came back as sent
    rows: list[RowSeen] = field(default_factory=list)
    letters: dict[str, dict[str, str]] = field(default_factory=dict)  # of the columns, by sheet with new rows
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @cached_property
    def signature(self) -> machine.Signature | None:
        """The signature that the file carries, whoever made it."""
        return machine.read_signature(self.machine_rows)

    @cached_property
    def journal(self) -> list[Change]:
        """The changes that the file carries."""
        lines = machine.unpack(machine.blob(self.machine_rows, "journal"), self.head.journal_digest, self.path.name)
        try:
            changes = [machine.change_of(line) for line in lines]
            for change in changes:
                check_change(change)
            _check_amount(changes)
        except (BadChange, ValueError, TypeError, AttributeError) as error:
            raise self._never_written() from error
        return changes

    @cached_property
    def histories(self) -> dict[tuple[str, str], list[Change]]:
        """The carried changes per record."""
        found: dict[tuple[str, str], list[Change]] = {}
        for change in self.journal:
            found.setdefault((change.table, change.record), []).append(change)
        return found

    def state(self, table: str, record: str) -> State:
        """A record as it stood in the workbook when it was written."""
        return resolve(self.histories.get((table, record), ()))

    def standing(self, table: str, record: str) -> str:
        """The record that stands for this one, through all joins."""

        def joined_into(one: str) -> str | None:
            state = self.state(table, one)
            return None if state.deleted else state.values.get("merged_into")

        return end_of_joins(record, joined_into)

    @cached_property
    def base(self) -> dict[str, dict[str, list[str]]]:
        """The cells as they were written, per sheet and record."""
        found: dict[str, dict[str, list[str]]] = {sheet.key: {} for sheet in SHEETS}
        lines = machine.unpack(machine.blob(self.machine_rows, "base"), self.head.base_digest, self.path.name)
        try:
            for line in lines:
                sheet, record, cells = orjson.loads(line)
                if len(cells) != len(self.head.columns[sheet]) or any(type(cell) is not str for cell in cells):
                    raise ValueError
                found.setdefault(sheet, {})[record] = cells
        except (ValueError, TypeError, KeyError) as error:
            raise self._never_written() from error
        return found

    def _never_written(self) -> UserError:
        return UserError(
            _("The hidden part of {file} holds what this application never writes. Nothing was taken from it.").format(
                file=self.path.name
            )
        )


_MOST_CHANGES = 5_000  # of one record: twice a day for years
_MOST_RETRACTIONS = 300  # of one record: undone and redone


def _check_amount(changes: Sequence[Change]) -> None:
    """Raise BadChange for changes of one record that are so many that only a forger can have made them."""
    amounts = Counter(change.record for change in changes)
    retractions = Counter(change.record for change in changes if change.kind == "retract")
    for amount, most in ((amounts, _MOST_CHANGES), (retractions, _MOST_RETRACTIONS)):
        for record, number in amount.most_common(1):
            if number > most:
                raise BadChange(f"{record!r:.80}: {number} changes")
