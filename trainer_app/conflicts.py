"""Open conflicts as a person reads them, and settling them: one by one, or by a rule."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from db.database import PERMANENT, Transaction
from db.journal import read_changes, referring, states
from db.models import RECORDS
from db.resolve import Change, State
from trainer_app.errors import UserError
from trainer_app.history import Labels, field_label, moment, source_text
from trainer_app.texts import _

Rule = Literal["newest", "ours", "theirs"]
"""newest: the value set last; ours: the one set on this computer; theirs: one that was set elsewhere."""


@dataclass(frozen=True)
class Standing:
    """One of the values that stand against each other. `value` is as in the journal, `text` for a person."""

    stamp: str
    value: Any
    text: str
    who: str
    computer: str
    at: datetime
    source: str
    shows: bool
    ours: bool


@dataclass(frozen=True)
class Dispute:
    """One field of one record for which two or more values stand, in the order of their stamps."""

    table: str
    record_id: str
    field: str
    label: str
    field_label: str
    values: tuple[Standing, ...]


def count(tx: Transaction) -> int:
    """How many conflicts are open."""
    return int(tx.rows("SELECT count(*) FROM conflict")[0][0])


def find(
    tx: Transaction,
    *,
    table: str | None = None,
    record_id: str | None = None,
    field: str | None = None,
    limit: int = 500,
    offset: int = 0,
) -> list[Dispute]:
    """The open conflicts, of one table, record or field if asked, by table and record."""
    rows = tx.rows(
        "SELECT table_name, record_id, field FROM conflict WHERE (:table IS NULL OR table_name = :table) "
        "AND (:record IS NULL OR record_id = :record) AND (:field IS NULL OR field = :field) "
        "ORDER BY table_name, record_id, field LIMIT :limit OFFSET :offset",
        {"table": table, "record": record_id, "field": field, "limit": limit, "offset": offset},
    )
    labels = Labels(tx)
    resolved: dict[tuple[str, str], State] = {}
    for name in {row[0] for row in rows}:
        histories = read_changes(tx.connection, name, sorted({row[1] for row in rows if row[0] == name}))
        resolved |= {(name, record): state for record, state in states(tx.connection, name, histories).items()}
    return [
        Dispute(
            name, record, field, labels.record(name, record), field_label(name, field),
            _standing(tx, labels, record, field, resolved[name, record].conflicts[field]),
        )
        for name, record, field in rows
    ]  # fmt: skip


def _standing(tx: Transaction, labels: Labels, record_id: str, field: str, heads: list[Change]) -> tuple[Standing, ...]:
    """The values of a conflict. Against a deletion stands the work that it did not know of."""
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
        found.append(
            Standing(
                head.stamp, value, text, head.author or "", labels.computer(head.stamp), moment(head.stamp),
                source_text(head.origin), head is shown, head.stamp.endswith(f"-{tx.database.replica}"),
            )
        )  # fmt: skip
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
        for owner, record in _below(tx, table, record_id):
            tx.delete(tx.get(RECORDS[owner], record))
    tx.settle(table, record_id, field, value)


def _below(tx: Transaction, table: str, record_id: str) -> list[tuple[str, str]]:
    """What refers to a record, and to that, the lowest first."""
    found: list[tuple[str, str]] = []
    heads = referring(tx.connection, table, [record_id]).get(record_id, [])
    for owner, record in sorted({(head.table, head.record) for head in heads}):
        if owner in PERMANENT:
            raise UserError(
                _("This cannot be deleted: {record} stands in the register of certificates. Keep it, or make the "
                  "certificate void.").format(record=Labels(tx).record(owner, record))
            )  # fmt: skip
        found += [*_below(tx, owner, record), (owner, record)]
    return list(dict.fromkeys(found))


def settle_by_rule(tx: Transaction, rule: Rule, *, table: str | None = None, field: str | None = None) -> int:
    """Settle the open conflicts (of one table or field) by the rule, and return how many were.

    Those that the rule says nothing about stay open. A deletion against an edit is settled by the same rule: the
    later, ours or theirs of the two.
    """
    settled = 0
    for dispute in find(tx, table=table, field=field, limit=-1):
        chosen = [standing for standing in dispute.values if rule == "newest" or standing.ours == (rule == "ours")]
        if chosen:
            newest = max(chosen, key=lambda standing: standing.stamp)
            try:
                settle_with(tx, dispute.table, dispute.record_id, dispute.field, newest.value)
            except UserError:
                continue  # on paper: that is for a person to decide
            settled += 1
    return settled
