"""Open conflicts as a person reads them, and settling them: one by one, or by a rule."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from db.clock import replica_of
from db.database import PERMANENT, Transaction
from db.journal import read_changes, referring, states
from db.models import RECORDS
from db.resolve import Change, State
from trainer_app.errors import UserError
from trainer_app.history import Labels, field_label, source_text
from trainer_app.moments import is_typed, moment
from trainer_app.progress import Progress
from trainer_app.texts import _
from trainer_app.workbook.sheets import SHEETS

Rule = Literal["newest", "ours", "theirs", "office", "trainer"]
"""newest: the value set last, typed ones counting from when their workbook was written; ours: the one set on this
computer; theirs: one that was set elsewhere; office: one set on an office's computer; trainer: one set on a trainer's
computer, or typed into a workbook."""


Disputed = tuple[str, str, str]
"""Table, id and field of a conflict."""


@dataclass(frozen=True)
class Standing:
    """One of the values that stand against each other. `value` is as in the journal, `text` for a person.

    `source` is the cell that it was typed into, `file` the workbook that brought it here; "" where there was none.
    `side` is who set it: office, trainer or "" for a computer of which neither is known. What was `typed` into a
    workbook was typed at some time after `at`, when that was written.
    """

    stamp: str
    value: Any
    text: str
    who: str
    computer: str
    at: datetime
    source: str
    shows: bool
    ours: bool
    file: str = ""
    side: str = ""
    typed: bool = False


@dataclass(frozen=True)
class Dispute:
    """One field of one record for which two or more values stand, in the order of their stamps."""

    table: str
    record_id: str
    field: str
    label: str
    field_label: str
    values: tuple[Standing, ...]


def tables_of(sheet: str) -> list[str]:
    """The tables whose records stand on the sheet of that key."""
    return [table for one in SHEETS if one.key == sheet for table in (one.table, one.second) if table]


def sheets_of(table: str) -> list[str]:
    """The keys of the sheets on which records of a table stand."""
    return [one.key for one in SHEETS if table in (one.table, one.second)]


def count(tx: Transaction) -> int:
    """How many conflicts are open."""
    return int(tx.rows("SELECT count(*) FROM conflict")[0][0])


def find(
    tx: Transaction,
    *,
    table: str | None = None,
    record_id: str | None = None,
    field: str | None = None,
    sheet: str | None = None,
    limit: int = 500,
    offset: int = 0,
) -> list[Dispute]:
    """The open conflicts, of one table, record, field or sheet (its key) if asked, by table and record.

    A limit of -1 gives all of them.
    """
    given = {"table_name": table, "record_id": record_id, "field": field}
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    parts = ["1", *(f"{name} = :{name}" for name in values)]
    if sheet is not None:
        parts.append("table_name IN (SELECT value FROM json_each(:tables))")
        values["tables"] = json.dumps(tables_of(sheet))
    rows = tx.rows(
        f"SELECT table_name, record_id, field FROM conflict WHERE {' AND '.join(parts)} "
        "ORDER BY table_name, record_id, field LIMIT :limit OFFSET :offset",
        {**values, "limit": limit, "offset": offset},
    )
    return _disputes(tx, [(name, record, field) for name, record, field in rows])


def sides(tx: Transaction, fields: Sequence[tuple[str, str, str]]) -> dict[tuple[str, str, str], tuple[Standing, ...]]:
    """The values that stand against each other in these (table, record, field), of those that are in conflict."""
    if not fields:
        return {}
    wanted = set(fields)
    rows = tx.rows(
        "SELECT table_name, record_id, field FROM conflict WHERE record_id IN (SELECT value FROM json_each(:records))",
        {"records": json.dumps(sorted({record for _table, record, _field in fields}))},
    )
    found = _disputes(tx, [(name, record, field) for name, record, field in rows if (name, record, field) in wanted])
    return {(one.table, one.record_id, one.field): one.values for one in found}


def _disputes(tx: Transaction, rows: Sequence[tuple[str, str, str]]) -> list[Dispute]:
    resolved: dict[tuple[str, str], State] = {}
    for name in {row[0] for row in rows}:
        histories = read_changes(tx.connection, name, sorted({row[1] for row in rows if row[0] == name}))
        resolved |= {(name, record): state for record, state in states(tx.connection, name, histories).items()}
    sides = {(name, record, field): resolved[name, record].conflicts[field] for name, record, field in rows}
    sources = _Sources(tx, [head.stamp for heads in sides.values() for head in heads])
    return [
        Dispute(
            name, record, field, sources.labels.with_join(name, record), field_label(name, field),
            _standing(sources, record, field, heads),
        )
        for (name, record, field), heads in sides.items()
    ]  # fmt: skip


class Sides:
    """Whose side a value is on: office or trainer, by the computer that it was set on, "" where neither is known."""

    def __init__(self, tx: Transaction) -> None:
        self._kinds = {row[0]: row[1] or "" for row in tx.rows("SELECT id, kind FROM replica")}

    def side(self, stamp: str) -> str:
        """The side of the value with this stamp; what was typed into a workbook is the trainer's."""
        return "trainer" if is_typed(stamp) else self._kinds.get(replica_of(stamp), "")


class _Sources:
    """Where values came from: the computers' names and kinds, and the workbooks that brought the changes here."""

    def __init__(self, tx: Transaction, stamps: list[str]) -> None:
        self.labels = Labels(tx)
        self._own = tx.database.replica
        self._sides = Sides(tx)
        rows = tx.rows(
            "SELECT c.stamp, json_extract(a.details, '$.file') FROM change c JOIN action a ON a.id = c.action_id "
            "WHERE a.kind = 'merge' AND c.stamp IN (SELECT value FROM json_each(:stamps))",
            {"stamps": json.dumps(stamps)},
        )
        self._files = {row[0]: row[1] or "" for row in rows}

    def standing(self, head: Change, value: Any, text: str, *, shows: bool) -> Standing:
        return Standing(
            head.stamp, value, text, head.author or "", self.labels.computer(head.stamp), moment(head.stamp),
            source_text(head.origin), shows, replica_of(head.stamp) == self._own, self._files.get(head.stamp, ""),
            self._sides.side(head.stamp), is_typed(head.stamp),
        )  # fmt: skip


def _standing(sources: _Sources, record_id: str, field: str, heads: list[Change]) -> tuple[Standing, ...]:
    """The values of a conflict. Against a deletion stands the work that it did not know of."""
    labels = sources.labels
    shown = heads[-1] if field != "deleted" else next(head for head in heads if not value_of(head, record_id, field))
    found = []
    for head in heads:
        value = value_of(head, record_id, field)
        if field != "deleted":
            text = labels.value(head.table, field, value)
        elif value:
            text = _("delete it")
        elif head.record != record_id:
            text = _("keep it: needed by {record}").format(record=labels.record(head.table, head.record))
        else:
            text = _("keep it: {fields} changed").format(
                fields=", ".join(field_label(head.table, name) for name in head.fields if name != "deleted")
            )
        found.append(sources.standing(head, value, text, shows=head is shown))
    return tuple(found)


def value_of(head: Change, record_id: str, field: str) -> Any:
    """The value that one side of a conflict gives the field: a change of another record wants this one kept."""
    if field == "deleted":
        return head.record == record_id and bool(head.fields.get("deleted"))
    return head.fields.get(field)


def settle(tx: Transaction, table: str, record_id: str, field: str, stamp: str) -> None:
    """Let the value of one of the stamps stand, on every replica that hears of it."""
    for dispute in find(tx, table=table, record_id=record_id, field=field):
        for standing in dispute.values:
            if standing.stamp == stamp:
                settle_with(tx, table, record_id, field, standing.value)
                return
    raise UserError(_("This conflict is not open any more: somebody settled it meanwhile. Nothing was changed."))


def settle_with(tx: Transaction, table: str, record_id: str, field: str, value: Any) -> None:
    """Let a value stand instead of those in conflict; deleting takes along what refers to the record.

    Raises UserError where that may be on paper.
    """
    if field == "deleted" and value:
        below = _below(tx, table, record_id)
        for owner, record in below:
            if owner in PERMANENT:
                raise UserError(
                    _("This cannot be deleted: {record} stands in the register of certificates. Keep it, or make the "
                      "certificate void.").format(record=Labels(tx).record(owner, record))
                )  # fmt: skip
        # All are fetched first: what was taken back is there only for what refers to it and may go with that.
        for one in [tx.get(RECORDS[owner], record) for owner, record in below]:
            tx.delete(one)
    tx.settle(table, record_id, field, value)


def _below(tx: Transaction, table: str, record_id: str) -> dict[tuple[str, str], list[Change]]:
    """What refers to a record, and to that, the lowest first, each with what stands in it."""
    direct: dict[tuple[str, str], list[Change]] = {}
    for head in referring(tx.connection, table, [record_id]).get(record_id, []):
        direct.setdefault((head.table, head.record), []).append(head)
    found: dict[tuple[str, str], list[Change]] = {}
    for (owner, record), heads in sorted(direct.items()):
        found |= {one: below for one, below in _below(tx, owner, record).items() if one not in found}
        found.setdefault((owner, record), heads)
    return found


def settle_by_rule(
    tx: Transaction,
    rule: Rule,
    *,
    table: str | None = None,
    record_id: str | None = None,
    field: str | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> int:
    """Settle the open conflicts (of one table, record, field or sheet) by the rule, and return how many were.

    Those that the rule says nothing about stay open. A deletion against an edit is settled by the same rule: the
    later, ours or theirs of the two.
    """
    meant = find(tx, table=table, record_id=record_id, field=field, sheet=sheet, limit=-1)
    return settle_these(tx, rule, meant, progress)


def settle_these(tx: Transaction, rule: Rule, disputes: Sequence[Dispute], progress: Progress | None = None) -> int:
    """The same for conflicts that were found already."""
    own, whose = tx.database.replica, Sides(tx)

    def prefers(head: Change) -> bool:
        if rule in ("ours", "theirs"):
            return (replica_of(head.stamp) == own) == (rule == "ours")
        return rule in ("newest", whose.side(head.stamp))

    return len(settle_each(tx, [(one.table, one.record_id, one.field) for one in disputes], prefers, progress))


def settle_each(
    tx: Transaction,
    disputed: Sequence[Disputed],
    prefers: Callable[[Change], bool],
    progress: Progress | None = None,
) -> set[Disputed]:
    """Let the newest of the preferred values stand in each of these fields, and return those that are settled now.

    What is on paper, and where no value is preferred, stays open. A deletion may be settled with what is below it, and
    settles the other fields. What nobody disputed to be deleted stays so where only a field below it was settled, but
    not over newer work that is preferred: that was hidden by a deletion between them.
    """
    settled = set()
    doubted = _doubted(tx)
    ((before,),) = tx.rows("SELECT COALESCE(max(seq), 0) FROM change")
    # Deletions first: what another field is settled to would be newer than all that was done. Of them the lowest
    # first: what is kept there keeps what it refers to.
    in_order = sorted(disputed, key=lambda one: (one[2] != "deleted", -_RANKS[one[0]]))
    for number, (table, record, field) in enumerate(in_order):
        heads = tx.state(table, record).conflicts.get(field, [])
        chosen = max(filter(prefers, heads), key=lambda head: head.stamp, default=None)
        if not heads or (chosen is not None and _settled(tx, table, record, field, chosen, prefers)):
            settled.add((table, record, field))
        if progress is not None:
            progress.step(number + 1, len(in_order))
    while newly := _doubted(tx) - doubted:
        for table, record in sorted(newly, key=lambda one: -_RANKS[one[0]]):
            made = {row[0] for row in tx.rows("SELECT stamp FROM change WHERE seq > :before", {"before": before})}
            heads = tx.state(table, record).conflicts.get("deleted", [])
            deletions = [head for head in heads if value_of(head, record, "deleted")]
            if deletions:  # else what was settled before this one has settled it
                _settled(tx, table, record, "deleted", max(deletions, key=lambda head: head.stamp), prefers, made)
        doubted |= newly
    return settled


def _doubted(tx: Transaction) -> set[tuple[str, str]]:
    """The records of which it is in conflict whether they are deleted."""
    return {(row[0], row[1]) for row in tx.rows("SELECT table_name, record_id FROM conflict WHERE field = 'deleted'")}


_RANKS = {table: rank for rank, table in enumerate(RECORDS)}


def _settled(
    tx: Transaction,
    table: str,
    record: str,
    field: str,
    chosen: Change,
    prefers: Callable[[Change], bool],
    made: Collection[str] = (),
) -> bool:
    """Settle a conflict by the chosen value. A deletion gives way to preferred work below the record that is newer.

    `made` are the stamps by which others were settled: they are no work.
    """
    value = value_of(chosen, record, field)
    if field == "deleted" and value:
        work = (head for heads in _below(tx, table, record).values() for head in heads if head.stamp not in made)
        value = not any(head.stamp > chosen.stamp and prefers(head) for head in work)
    try:
        settle_with(tx, table, record, field, value)
    except UserError:  # on paper: that is for a person to decide
        return False
    return True
