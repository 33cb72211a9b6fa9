"""What a merge does, or would do: every record that is new, every field that changes, per file with its ledger."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

from db.database import Transaction
from db.journal import Effect
from db.resolve import Change
from trainer_app.exchange.acceptance import Places
from trainer_app.exchange.conflicts import Standing, sides
from trainer_app.exchange.ledger import Ledger
from trainer_app.history import naming, source_text
from trainer_app.workbook.incoming import Incoming, Refusal

_OF_THE_EXCHANGE = ("signing_key",)
"""Tables that nobody fills in: what comes of them is no news to a person."""
MOST_NAMED = 500
"""New records of one table and file that a plan names; all are counted."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that a merge changes: old and new value.

    `cell` is where the new one was typed, "" where it comes from a computer; `sides` are the values in conflict, each
    with who set it, when and where from. A value of a joined record does not show unless the one that stands for it
    has the same.
    """

    table: str
    record: str
    field: str
    old: Any
    new: Any
    conflict: bool
    sheet: str = ""
    cell: str = ""
    sides: tuple[Standing, ...] = ()
    settles: bool = False  # it was in conflict, and is no more
    shows: bool = True


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that a merge makes; `values` are those by which a person knows it (history.Labels)."""

    table: str
    record: str
    sheet: str
    values: dict[str, Any]


@dataclass
class FilePlan:
    """What one file brings. `problem` is the sentence for a file that could not be taken at all.

    `seal` is the kind of its signature (signatures.Seal), `signature` what it says.
    """

    path: Path
    sender: str = ""
    replica: str = ""
    code: str = ""
    seal: str = ""
    signature: str = ""
    problem: str = ""
    ledgers: list[Ledger] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    new_records: dict[str, int] = field(default_factory=dict)
    created: list[NewRecord] = field(default_factory=list)  # at most MOST_NAMED of each table
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    settled: int = 0
    left: int = 0  # records that were left out
    gained: bool = False  # whether the journal has more than before
    foreign: bool = False  # no workbook of ours: it may be somebody's own list
    locked: bool = False  # a password may open it

    @property
    def conflicts(self) -> int:
        return sum(1 for difference in self.differences if difference.conflict)

    @property
    def changes_anything(self) -> bool:
        """Also what shows nowhere, as an older value does: it is kept in the history."""
        return self.gained

    @property
    def shows_anything(self) -> bool:
        return bool(self.new_records or self.differences)


@dataclass
class Plan:
    """What a merge does (or did), file by file."""

    files: list[FilePlan]
    applied: bool = False
    action_ids: list[int] = field(default_factory=list)
    backup: Path | None = None

    @property
    def changes_anything(self) -> bool:
        return any(file.changes_anything for file in self.files)

    @property
    def problems(self) -> list[FilePlan]:
        return [file for file in self.files if file.problem]

    def to_json(self) -> dict[str, Any]:
        """The plan for programs: JSON types only."""
        return {
            "applied": self.applied,
            "actions": self.action_ids if self.applied else [],  # those of a plan were rolled back
            "files": [asdict(file) | {"path": str(file.path), "conflicts": file.conflicts} for file in self.files],
        }


def fill_in(tx: Transaction, incoming: Incoming, file: FilePlan, effects: dict[tuple[str, str], Effect]) -> None:
    """Tell the plan what the workbook did, field by field."""
    places = Places(incoming)
    cells = {
        (change.table, change.record, name): _cell_text(change)
        for change in incoming.edits
        if change.kind == "set"
        for name in change.fields
    }
    standing = _Standing(tx, effects)
    disputed = sides(tx, [(*key, name) for key, effect in effects.items() for name in effect.conflicts])
    for (table, record), (kind, had, has, conflicts, settled, _opened) in effects.items():
        if table in _OF_THE_EXCHANGE:
            continue
        if kind == "new" and had is None:
            n = file.new_records[table] = file.new_records.get(table, 0) + 1
            if n <= MOST_NAMED:
                values = naming(table, has or {})
                file.created.append(NewRecord(table, record, places.sheet(table, record), values))
            if not conflicts:
                continue
        before, after = had or {}, has or {}
        changed = [] if had is None else [name for name in after if before.get(name) != after[name]]
        if had is not None and has is None:
            changed = ["deleted"]
            after = {"deleted": True}
        for name in dict.fromkeys([*changed, *sorted(conflicts | settled)]):
            file.differences.append(
                Difference(
                    table, record, name, before.get(name), after.get(name), name in conflicts,
                    places.sheet(table, record), cells.get((table, record, name), ""),
                    disputed.get((table, record, name), ()), name in settled,
                    standing.shows(table, record, name, after.get(name)),
                )
            )  # fmt: skip


class _Standing:
    """Which of the records that a merge changes others stand for, and what those say."""

    def __init__(self, tx: Transaction, effects: dict[tuple[str, str], Effect]) -> None:
        changed = [record for (_table, record), effect in effects.items() if effect.before != effect.after]
        disputed = [record for (_table, record), effect in effects.items() if effect.conflicts]
        rows = tx.rows(
            "SELECT table_name, id, root FROM joined WHERE id IN (SELECT value FROM json_each(:records))",
            {"records": orjson.dumps([*changed, *disputed]).decode()},
        )
        self._values = {(table, record): tx.state(table, root).values for table, record, root in rows}

    def shows(self, table: str, record: str, field: str, value: Any) -> bool:
        """Whether a value of the record is the one that a person sees; that it is joined shows by itself."""
        if field == "merged_into" or (table, record) not in self._values:
            return True
        return bool(self._values[table, record].get(field) == value)


def _cell_text(change: Change) -> str:
    """Sheet and cell that a change was typed into."""
    return source_text({name: part for name, part in (change.origin or {}).items() if name != "file"})
