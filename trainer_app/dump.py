"""The whole content of a database as canonical text: equal for equal databases, however they came about."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db.database import Transaction
from db.journal import columns, encode, kinds, read_changes, states
from db.models import RECORDS
from trainer_app.workbook.select import LOCAL


def lines(tx: Transaction) -> Iterator[str]:
    """One line of JSON per record, by table and id, without line ends.

    {"table": …, "id": …, "deleted": true where it is, "fields": {what is not blank}, "conflicts": {field: [values,
    the one that shows last]}}. Nothing of one database alone is in it: no journal positions, actions, times,
    settings or saved views. Memory stays flat.
    """
    for table in sorted(RECORDS):
        if table in LOCAL:
            continue
        conflicts = _conflicts(tx, table)
        names = columns(table)
        flags = {name for name, kind in kinds(table).items() if kind is bool}
        for row in tx.connection.exec_driver_sql(f"SELECT {', '.join(names)} FROM {table} ORDER BY id"):
            values = dict(zip(names, row, strict=True))
            fields = {
                name: bool(value) if name in flags else value
                for name, value in values.items()
                if value is not None and name not in ("id", "deleted")
            }
            record: dict[str, Any] = {"table": table, "id": values["id"], "fields": fields}
            if values["deleted"]:
                record["deleted"] = True
            if values["id"] in conflicts:
                record["conflicts"] = conflicts[values["id"]]
            yield encode(record)


def _conflicts(tx: Transaction, table: str) -> dict[str, dict[str, list[Any]]]:
    """Per record and field the values that stand, the one that shows last."""
    found: dict[str, dict[str, list[Any]]] = {}
    open_ones = tx.rows("SELECT DISTINCT record_id FROM conflict WHERE table_name = :table", {"table": table})
    histories = read_changes(tx.connection, table, sorted(row[0] for row in open_ones))
    for record, state in states(tx.connection, table, histories).items():
        for field, heads in sorted(state.conflicts.items()):
            found.setdefault(record, {})[field] = [head.fields.get(field) for head in heads]
    return found


def write(tx: Transaction, path: Path) -> str:
    """Write the lines to a file (UTF-8) and return their digest."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for line in lines(tx):
            text = line.encode() + b"\n"
            digest.update(text)
            file.write(text)
    return digest.hexdigest()


def digest(tx: Transaction) -> str:
    """SHA-256 (hexadecimal) over all lines: two databases hold the same if it is the same."""
    found = hashlib.sha256()
    for line in lines(tx):
        found.update(line.encode() + b"\n")
    return found.hexdigest()
