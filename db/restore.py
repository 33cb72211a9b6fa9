"""Putting an older copy in the place of a database, as a new replica: no stamp or number is ever given twice."""

import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from db import stopping
from db.backup import backup_folder, copy
from db.database import Database, file_problems
from db.errors import DatabaseProblem
from db.identity import renew
from db.schema import APPLICATION_ID


def restore(path: Path, source: Path, label: str) -> Database:
    """Make `path` hold what `source` holds, and open it; wholly or not at all.

    The restored database gets a new replica id and code, since what the old one gave out after `source` was made
    may be anywhere. It keeps the name, kind and settings of the old. Meta "restored" says when, from which file and
    from which replica, `label` names the action. A file at `path` that is no readable database is moved to the
    folder of backups. Other Database objects of `path` are to be opened again. Raises DatabaseProblem.
    """
    if not source.is_file():
        raise DatabaseProblem("missing", source)
    with stopping.held():
        with file_problems(path), TemporaryDirectory(dir=path.parent, prefix=f".{path.stem}-") as folder:
            prepared = Path(folder) / path.name
            _prepare(prepared, source, label)
            _take_place(prepared, path)
        return Database.open(path)


def _prepare(prepared: Path, source: Path, label: str) -> None:
    with file_problems(source):
        copy(source, prepared)
    try:
        old = Database.open(prepared)  # also brings an older version up to date
    except DatabaseProblem as problem:
        raise DatabaseProblem(problem.kind, source) from problem
    with old.change(label, kind="restore") as tx:
        fact = {"at": datetime.now(UTC).isoformat(), "from": source.name, "replica": renew(tx)}
        tx.connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES ('restored', ?)", (json.dumps(fact),))


def _take_place(prepared: Path, path: Path) -> None:
    """Write the prepared database over the other through SQLite, which knows of its write-ahead log and readers.

    What is no database of ours is moved aside instead: it may be another program's, or a damaged one.
    """
    try:
        with closing(sqlite3.connect(prepared)) as new, closing(sqlite3.connect(path)) as present:
            if _is_free(present):
                new.backup(present)
                return
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") not in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
            raise
    folder = backup_folder(path)
    folder.mkdir(exist_ok=True)
    stem = f"{path.stem} {datetime.now():%Y-%m-%d %H%M%S} damaged"
    for ending in ("-wal", "-shm", ""):
        part = Path(f"{path}{ending}")
        if part.exists():
            os.replace(part, folder / f"{stem}.db{ending}")
    os.replace(prepared, path)


def _is_free(present: sqlite3.Connection) -> bool:
    """Whether a database may be written over: it is ours, of which there is a copy, or holds nothing at all."""
    if present.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
        return True
    return not present.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
