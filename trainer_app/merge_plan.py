"""What a merge does, or would do: per sheet of each file a ledger that adds up, and every field that changes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from db.database import Transaction
from db.journal import Effect
from db.resolve import Change
from trainer_app.acceptance import Key, Places
from trainer_app.conflicts import value_of
from trainer_app.history import naming, source_text
from trainer_app.workbook.incoming import Incoming, Refusal
from trainer_app.workbook.sheets import SHEETS, Sheet

SHEETS_BY_KEY = {sheet.key: sheet for sheet in SHEETS}

_NEW, _CHANGED, _SAME, _HELD, _REFUSED = "new", "changed", "same", "held", "refused"
MOST_NAMED = 500
"""New records of one table and file that a plan names; all are counted."""
OUTCOMES = (_NEW, _CHANGED, _SAME, _HELD, _REFUSED)
"""What becomes of a row: every row read is exactly one of these, so the ledger adds up."""


@dataclass
class Ledger:
    """The rows of one sheet of one file; `read` is the sum of the others.

    Held rows wait for a person: a value of theirs is in conflict, or they were left out.
    """

    sheet: str
    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    held: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that a merge changes: old and new value.

    `cell` is where the new one was typed, "" where it comes from a computer; `values` are those in conflict, the last
    one shows.
    """

    table: str
    record: str
    field: str
    old: Any
    new: Any
    conflict: bool
    sheet: str = ""
    cell: str = ""
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that a merge makes; `values` are those by which a person knows it (history.Labels)."""

    table: str
    record: str
    sheet: str
    values: dict[str, Any]


@dataclass
class FilePlan:
    """What one file brings. `problem` is the sentence for a file that could not be taken at all."""

    path: Path
    sender: str = ""
    replica: str = ""
    code: str = ""
    problem: str = ""
    ledgers: list[Ledger] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    new_records: dict[str, int] = field(default_factory=dict)
    created: list[NewRecord] = field(default_factory=list)  # at most MOST_NAMED of each table
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    settled: int = 0
    left: int = 0  # records that were left out

    @property
    def conflicts(self) -> int:
        return sum(1 for difference in self.differences if difference.conflict)

    @property
    def changes_anything(self) -> bool:
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
            "actions": self.action_ids,
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
    for (table, record), effect in effects.items():
        if effect.kind == "new" and effect.before is None:
            n = file.new_records[table] = file.new_records.get(table, 0) + 1
            if n <= MOST_NAMED:
                values = naming(table, effect.after or {})
                file.created.append(NewRecord(table, record, places.sheet(table, record), values))
        before, after = effect.before or {}, effect.after or {}
        changed = [] if effect.before is None else [name for name in after if before.get(name) != after[name]]
        if effect.before is not None and effect.after is None:
            changed = ["deleted"]
            after = {"deleted": True}
        heads = tx.state(table, record).conflicts if effect.conflicts else {}
        for name in dict.fromkeys([*changed, *sorted(effect.conflicts)]):
            values_there = tuple(value_of(head, record, name) for head in heads.get(name, ()))
            file.differences.append(
                Difference(
                    table, record, name, before.get(name), after.get(name), name in effect.conflicts,
                    places.sheet(table, record), cells.get((table, record, name), ""), values_there,
                )
            )  # fmt: skip


def _cell_text(change: Change) -> str:
    """Sheet and cell that a change was typed into."""
    return source_text({name: part for name, part in (change.origin or {}).items() if name != "file"})


def ledgers(incoming: Incoming, effects: dict[tuple[str, str], Effect], left: set[Key]) -> list[Ledger]:
    """Per sheet what became of its rows."""
    ledgers = {key: Ledger(key) for key in (*incoming.untouched, *(row.sheet for row in incoming.rows))}
    for key, ids in incoming.untouched.items():
        ledger = ledgers[key]
        if not effects and not left:
            ledger.read += len(ids)
            ledger.same += len(ids)
            continue
        for record in ids:
            _count(ledger, _effect_on(incoming, SHEETS_BY_KEY[key], record, effects, left))
    for row in incoming.rows:
        _count(ledgers[row.sheet], _REFUSED if row.refused else _outcome(row.records, effects, left))
    return [ledger for ledger in ledgers.values() if ledger.read]


def _count(ledger: Ledger, outcome: str) -> None:
    ledger.read += 1
    setattr(ledger, outcome, getattr(ledger, outcome) + 1)


def _effect_on(
    incoming: Incoming, sheet: Sheet, record: str, effects: dict[tuple[str, str], Effect], left: set[Key]
) -> str:
    """What became of a row that nobody typed in: by what the carried journal did to its records."""
    records = [(sheet.table, record)]
    if sheet.second and (sheet.table, record) in effects:
        state = effects[sheet.table, record].after or {}
        records.append((sheet.second, state.get(f"{sheet.second}_id") or ""))
    elif sheet.second:
        records.append((sheet.second, incoming.state(sheet.table, record).values.get(f"{sheet.second}_id") or ""))
    return _outcome(records, effects, left)


def _outcome(records: Sequence[tuple[str, str]], effects: dict[tuple[str, str], Effect], left: set[Key]) -> str:
    """What became of a row, by its records; the first is the one that the row is about."""
    found = [effects[key] for key in records if key in effects]
    if any(effect.conflicts for effect in found) or any(key in left for key in records):
        return _HELD
    main = effects.get(records[0]) if records else None
    if main is not None and main.kind == "new":
        return _NEW
    return _SAME if all(effect.kind == "same" for effect in found) else _CHANGED
