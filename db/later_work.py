"""What may not be taken back with an action, since other work stands on it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from db.journal import columns, read_changes, select_in
from db.models import RECORDS, REFERENCES
from db.resolve import Change, erased_by, resolve, retracted


def held_by_later_work(connection: Connection, changes: Iterable[Change]) -> set[tuple[str, str]]:
    """Of the records that these changes created, those that other work stands on, so that they must stay.

    Other work is a later change of the record itself, or a record from elsewhere that refers to it, unless it does so
    by one of these changes alone. It needs nothing of these where somebody else made the same record too, as one does a
    mark of attendance: that making stays.
    """
    changes = list(changes)
    own = {change.stamp for change in changes}
    changed = {(change.table, change.record) for change in changes}
    created = {(change.table, change.record) for change in changes if change.kind == "create"}
    held: set[tuple[str, str]] = set()
    made_twice: set[tuple[str, str]] = set()
    by_table: dict[str, list[str]] = {}
    for table, record in created:
        by_table.setdefault(table, []).append(record)
    for table, ids in by_table.items():
        for record, history in read_changes(connection, table, ids).items():
            if _is_made_by_others(history, own):
                made_twice.add((table, record))
            elif any(head.stamp not in own for heads in resolve(history).heads.values() for head in heads):
                held.add((table, record))
    references = {
        (table, name): REFERENCES[name] or table for table in RECORDS for name in columns(table) if name in REFERENCES
    }
    for (table, name), target in references.items():
        ids = by_table.get(target, [])
        for record, referred in select_in(
            connection, f"SELECT id, {name} FROM {table} WHERE NOT deleted AND {name} IN", ids
        ):
            if (table, record) in created or (target, referred) in made_twice:
                continue
            if (table, record) not in changed or _before(connection, table, record, own).get(name) == referred:
                held.add((target, referred))
    return _with_referred(connection, held, created - made_twice, references)


def _before(connection: Connection, table: str, record: str, own: set[str]) -> Mapping[str, Any]:
    """The values that a record has without these changes."""
    history = read_changes(connection, table, [record])[record]
    return resolve([change for change in history if change.stamp not in own]).values


def _is_made_by_others(history: Sequence[Change], own: set[str]) -> bool:
    """Whether a creation of the record stands that is not one of these."""
    gone = retracted(history) | erased_by(history) | own
    return any(change.kind == "create" and change.stamp not in gone for change in history)


def _with_referred(
    connection: Connection,
    held: set[tuple[str, str]],
    created: set[tuple[str, str]],
    references: dict[tuple[str, str], str],
) -> set[tuple[str, str]]:
    """The held records with everything among the created that they refer to in turn."""
    todo = list(held)
    while todo:
        table, record = todo.pop()
        for (owner, name), target in references.items():
            if owner != table:
                continue
            for (referred,) in connection.exec_driver_sql(f"SELECT {name} FROM {table} WHERE id = ?", (record,)):
                key = (target, referred)
                if key in created and key not in held:
                    held.add(key)
                    todo.append(key)
    return held
