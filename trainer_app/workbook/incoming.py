"""What a workbook brings: the changes that it carries, those that follow from typed cells, and what was refused."""

import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import orjson

from db.journal import BadChange, check_change
from db.models import REFERENCES
from db.resolve import Change, State, end_of_joins, resolve
from trainer_app.errors import UserError
from trainer_app.file_names import called
from trainer_app.texts import _
from trainer_app.workbook import machine

_MOST_CHANGES = 5_000  # of one record: twice a day for years
_BLOBS = ("journal", "base")
_MOST_RETRACTIONS = 300  # of one record: undone and redone


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell (or row, or range of a column) that could not be taken, and why.

    `place` is (sheet's key, row's id, column's key), `whose` what tells the row: course and name. `cells` are how many.
    """

    sheet: str
    cell: str
    found: str
    reason: str
    place: tuple[str, str, str] = ("", "", "")
    whose: str = ""
    cells: int = 1


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


@dataclass(slots=True)
class Untouched:
    """The rows of a sheet that came back as they were sent: the ids of both records of each."""

    firsts: list[str] = field(default_factory=list)
    seconds: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.firsts)

    def extend(self, firsts: Iterable[str], seconds: Iterable[str]) -> None:
        """Add the ids of further rows."""
        self.firsts += firsts
        self.seconds += seconds


@dataclass
class Incoming:
    """What a workbook brings. Its journal and base values are unpacked when they are first asked for."""

    path: Path
    head: machine.Head
    machine_rows: Sequence[Sequence[Any]]
    edits: list[Change] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)  # per sheet, the filled rows
    untouched: dict[str, Untouched] = field(default_factory=dict)  # per sheet
    rows: list[RowSeen] = field(default_factory=list)
    letters: dict[str, dict[str, str]] = field(default_factory=dict)  # of the columns, by sheet with new rows
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _states: dict[tuple[str, str], State] = field(default_factory=dict)

    @cached_property
    def signature(self) -> machine.Signature | None:
        """The signature that the file carries, whoever made it."""
        return machine.read_signature(self.machine_rows)

    @cached_property
    def _journal(self) -> bytes:
        return self._unpacked("journal", self.head.journal_digest)

    @cached_property
    def _base(self) -> bytes:
        return self._unpacked("base", self.head.base_digest)

    def _unpacked(self, tag: str, digest: str) -> bytes:
        """One blob. Its cells are let go: those of a large workbook take tens of MB."""
        raw = machine.unpack(machine.blob(self.machine_rows, tag), digest, called(self.path))
        self.machine_rows = [row for row in self.machine_rows if list(row[:1]) != [tag]]
        return raw

    def machine_sheet(self) -> list[Sequence[Any]]:
        """The rows of the machine's sheet; those of what was unpacked are made again."""
        rows = [row for row in self.machine_rows if row[:1] and row[0] not in _BLOBS]
        for tag, raw in zip(_BLOBS, (self._journal, self._base), strict=True):
            rows += [[tag, cell] for cell in machine.pack(raw.decode().split("\n"))[0]]
        return rows

    def changes(self, *, naming: Collection[str] = ()) -> Iterator[Change]:
        """The changes that the file carries, each looked at whether this application could have written it.

        With `naming` only those in which a text (or key) ends with one of these, and perhaps others.
        """
        amounts: dict[str, int] = {}
        retractions: Counter[str] = Counter()
        for line in machine.lines_with(self._journal, naming) if naming else io.BytesIO(self._journal):
            change = _change(self.path, line)
            record = change.record
            amount = amounts[record] = amounts.get(record, 0) + 1
            if change.kind == "retract":
                retractions[record] += 1
            if amount > _MOST_CHANGES or retractions.get(record, 0) > _MOST_RETRACTIONS:
                raise _never_written(self.path)
            yield change

    def look_ahead(self) -> None:
        """Unpack and sort now what will be asked for if anything was typed; what is wrong with it is said then."""
        with suppress(UserError):
            _ = self._written, self._carried

    def carried(self, table: str) -> Mapping[str, list[Change]]:
        """The carried changes of each record of a table."""
        return self._carried.get(table, {})

    def written(self, sheet: str) -> Mapping[str, list[str]]:
        """The cells of each row of a sheet as they were written, by the row's id."""
        return self._written.get(sheet, {})

    def of_others(self, sheet: str, records: set[str]) -> int:
        """How many of these rows were never written into this workbook."""
        written = self._written.get(sheet)
        return len(records.difference(written.begins) if written else records)

    def foresee(self, sheet: str, record: str) -> None:
        """Make ready the cells of a row as they were written: they will be asked for."""
        if sheet in self._written:
            self._written[sheet].foresee(record)

    def state(self, table: str, record: str) -> State:
        """A record as it stood in the workbook when it was written."""
        key = table, record
        if key not in self._states:
            history = self.carried(table).get(record, ())
            state = resolve(history)
            if history and (state.absent or state.deleted):  # unless what refers to it keeps it there
                state = resolve(history, self._heads_referring(table, record))
            self._states[key] = state
        return self._states[key]

    def standing(self, table: str, record: str) -> str:
        """The record that stands for this one, through all joins with records that are there."""

        def joined_into(one: str) -> str | None:
            state = self.state(table, one)
            named = state.values.get("merged_into")
            if named is None or state.deleted:
                return None
            other = self.state(table, named)
            return None if other.absent or other.deleted else named

        return end_of_joins(record, joined_into)

    def _heads_referring(self, table: str, record: str) -> list[Change]:
        """The heads of all records of the file that are there and name this one."""
        found: dict[str, Change] = {}
        for owner, one in sorted(self._referring.get(record, ())):
            state = self.state(owner, one)
            if not state.deleted and any(
                REFERENCES.get(name) == table and value == record for name, value in state.values.items()
            ):
                found |= {head.stamp: head for heads in state.heads.values() for head in heads}
        return list(found.values())

    @cached_property
    def _referring(self) -> dict[str, set[tuple[str, str]]]:
        """By record that was ever deleted or taken back, the records (with their tables) that ever named it."""
        maybe_hidden = {change.record for change in self.changes(naming=("deleted", "retract"))}
        found: dict[str, set[tuple[str, str]]] = {}
        for change in self.changes() if maybe_hidden else ():
            for name, value in change.fields.items():
                if name in REFERENCES and value in maybe_hidden:
                    found.setdefault(value, set()).add((change.table, change.record))
        return found

    @cached_property
    def _carried(self) -> dict[str, machine.Lines[list[Change]]]:
        try:
            return machine.lines_by_record(self._journal, 1, partial(_history, self.path))
        except (ValueError, IndexError) as error:
            raise _never_written(self.path) from error

    @cached_property
    def _written(self) -> dict[str, machine.Lines[list[str]]]:
        try:
            return machine.lines_by_record(self._base, 0, partial(_cells, self.path, self.head.columns))
        except (ValueError, IndexError) as error:
            raise _never_written(self.path) from error


# No methods, which would hold what holds them: all that a file brought would wait for a search for garbage.


def _history(path: Path, lines: list[bytes]) -> list[Change]:
    changes = [_change(path, line) for line in lines]
    if len(changes) > _MOST_CHANGES or sum(change.kind == "retract" for change in changes) > _MOST_RETRACTIONS:
        raise _never_written(path)
    return changes


def _change(path: Path, line: bytes) -> Change:
    try:
        change = machine.change_of(line)
        check_change(change)
    except (BadChange, ValueError, TypeError, AttributeError) as error:
        raise _never_written(path) from error
    return change


def _cells(path: Path, columns: Mapping[str, Sequence[str]], lines: list[bytes]) -> list[str]:
    try:
        sheet, _record, cells = orjson.loads(lines[-1])
        if len(cells) != len(columns[sheet]) or not set(map(type, cells)) <= {str}:
            raise ValueError
    except (ValueError, TypeError, KeyError) as error:
        raise _never_written(path) from error
    return list(cells)


def _never_written(path: Path) -> UserError:
    return UserError(
        _("The hidden part of {file} holds what this application never writes. Nothing was taken from it.").format(
            file=called(path)
        )
    )
