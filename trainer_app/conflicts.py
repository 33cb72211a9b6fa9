"""Open conflicts as a person reads them, and settling them: one by one, or by a rule."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from db.database import Transaction
from db.journal import read_changes
from db.resolve import Change
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
        "SELECT table_name, record_id, field, stamps FROM conflict WHERE (:table IS NULL OR table_name = :table) "
        "AND (:record IS NULL OR record_id = :record) AND (:field IS NULL OR field = :field) "
        "ORDER BY table_name, record_id, field LIMIT :limit OFFSET :offset",
        {"table": table, "record": record_id, "field": field, "limit": limit, "offset": offset},
    )
    labels = Labels(tx)
    changes: dict[str, dict[str, Change]] = {}
    for name in {row[0] for row in rows}:
        ids = sorted({row[1] for row in rows if row[0] == name})
        for record, history in read_changes(tx.connection, name, ids).items():
            changes[f"{name} {record}"] = {change.stamp: change for change in history}
    return [
        Dispute(
            name, record, field, labels.record(name, record), field_label(name, field),
            _standing(tx, labels, field, [changes[f"{name} {record}"][stamp] for stamp in json.loads(stamps)]),
        )
        for name, record, field, stamps in rows
    ]  # fmt: skip


def _standing(tx: Transaction, labels: Labels, field: str, heads: list[Change]) -> tuple[Standing, ...]:
    """The values of a conflict. Against a deletion stand the edits that it did not know of."""
    shown = heads[-1] if field != "deleted" else next(head for head in heads if not head.fields.get("deleted"))
    found = []
    for head in heads:
        value = head.fields.get(field, False) if field == "deleted" else head.fields.get(field)
        if field == "deleted":
            text = (
                _("delete it")
                if value
                else _("keep it: {fields} changed").format(
                    fields=", ".join(field_label(head.table, name) for name in head.fields if name != "deleted")
                )
            )
        else:
            text = labels.value(head.table, field, value)
        found.append(
            Standing(
                head.stamp, value, text, head.author or "", labels.computer(head.stamp), moment(head.stamp),
                source_text(head.origin), head is shown, head.stamp.endswith(f"-{tx.database.replica}"),
            )
        )  # fmt: skip
    return tuple(found)


def settle(tx: Transaction, table: str, record_id: str, field: str, stamp: str) -> None:
    """Let the value of one of the stamps stand, on every replica that hears of it."""
    for dispute in find(tx, table=table, record_id=record_id, field=field):
        for standing in dispute.values:
            if standing.stamp == stamp:
                tx.settle(table, record_id, field, standing.value)
                return
    raise UserError(_("This conflict is not open any more: somebody settled it meanwhile. Nothing was changed."))


def settle_with(tx: Transaction, table: str, record_id: str, field: str, value: Any) -> None:
    """Let a new value stand instead of those in conflict."""
    tx.settle(table, record_id, field, value)


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
            tx.settle(dispute.table, dispute.record_id, dispute.field, newest.value)
            settled += 1
    return settled
