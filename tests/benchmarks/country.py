"""The database of a country: 1,000,000 enrolments of as many persons, made once and copied for each repetition.

Journal and tables are written side by side with plain executemany, which is many times faster than letting the
application do it. What comes out is what that would have made: `python tests/benchmarks/country.py FILE` makes one, and
`python -m trainer_app --database FILE check` finds nothing in it.
"""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import records

ENROLMENTS = 1_000_000
_BATCH = 25_000


def country(shared: Path) -> Path:
    """The database in this folder, made if it is not there."""
    path = shared / "country.db"
    if not path.exists():
        make(path)
    return path


def duplicate(source: Path, target: Path) -> Path:
    """A copy of a database that nobody has open, all of it in the one file."""
    assert not Path(f"{source}-wal").exists()
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())  # or the first commit would pay for writing it
    return target


def make(path: Path, enrolments: int = ENROLMENTS) -> None:
    """Write the database."""
    from db.database import Database

    database = Database.create(path, name="Country", kind="office")
    with database.change("Everything so far", kind="import") as tx:
        tx.describe(file="country")
        action = tx.action.id
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = -500000")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE journal_gate SET open = 1")
        place = records.place()
        _write(connection, database, action, "place", [place])
        for start in range(0, enrolments, _BATCH):
            numbers = range(start, min(start + _BATCH, enrolments))
            held = range(start // records.PER_COURSE, numbers[-1] // records.PER_COURSE + 1)
            found = records.courses(held, place["id"]), records.persons(numbers, place["id"])
            _write(connection, database, action, "course", found[0])
            _write(connection, database, action, "person", found[1])
            _write(connection, database, action, "enrolment", records.enrolments(*found))
        connection.execute("UPDATE journal_gate SET open = 0")
        connection.executemany(
            "UPDATE meta SET value = ? WHERE key = ?",
            [(str(database.clock.wall), "wall"), (str(database.clock.counter), "counter")],
        )
        connection.execute("COMMIT")


def _write(
    connection: sqlite3.Connection, database: Any, action: int | None, table: str, rows: Iterable[dict[str, Any]]
) -> None:
    """New records with the changes that created them."""
    from db.journal import columns, encode, plain

    names = columns(table)
    values = [{name: plain(value) for name, value in row.items()} for row in rows]
    connection.executemany(
        "INSERT INTO change (stamp, table_name, record_id, kind, fields, basis, action_id) "
        "VALUES (?, ?, ?, 'create', ?, '{}', ?)",
        [
            (database.clock.tick(), table, row["id"], encode({name: row[name] for name in row if name != "id"}), action)
            for row in values
        ],
    )
    connection.executemany(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        [(row["id"], False, *map(row.get, names[2:])) for row in values],
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]))
