"""Opening a database file, and the two ways to its data: `read` and `change`."""

import errno
import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session, col, select

from db import journal, migrate, schema, stopping
from db.backup import Alongside, backup
from db.clock import Clock, replica_of, wall_of
from db.errors import DatabaseProblem, NotFound
from db.ids import new_code, new_replica
from db.later_work import held_by_later_work
from db.models import Action, Record, Replica
from db.resolve import BELOW, ERASED, LOCAL, RETRACTS, SAW, Change, State

R = TypeVar("R", bound=Record)

BUSY_SECONDS = 10

PERMANENT = frozenset({"certificate", "printing"})
"""Tables whose records no undo takes back: they may be on paper, with a number that must stay known."""


class Transaction:
    """The handle that every domain function takes first.

    Records read are plain objects; changing them changes nothing, `update` does. `incomplete`: set by whoever answered
    from what is still being prepared, so that asking again a little later may find more.
    """

    def __init__(self, database: "Database", connection: Connection, action: Action | None) -> None:
        self.database = database
        self.connection = connection
        self.touched: set[str] = set()
        self.incomplete = False
        self._action = action
        self._earlier: list[str] = []
        self._session = Session(bind=connection, autoflush=False, expire_on_commit=False)

    # -- reading

    def get(self, model: type[R], record_id: str) -> R:
        """The record of that id, deleted or not; NotFound if there is none."""
        found = self.find(model, col(model.id) == record_id, deleted=True)
        if not found:
            raise NotFound(f"{model.__tablename__} {record_id}")
        return found[0]

    def find(
        self, model: type[R], *where: ColumnElement[bool] | bool, order_by: Any = None, deleted: bool = False
    ) -> list[R]:
        """The records that meet all conditions, without the deleted ones unless asked."""
        query = select(model).where(*where).execution_options(populate_existing=True)
        if not deleted:
            query = query.where(col(model.deleted).is_(False))
        if order_by is not None:
            query = query.order_by(*(order_by if isinstance(order_by, tuple) else (order_by,)))
        found = list(self._session.exec(query))
        self._session.expunge_all()
        return found

    def rows(self, query: Any, parameters: dict[str, Any] | None = None) -> list[Any]:
        """The rows of a Core select or of SQL text with :named parameters."""
        if isinstance(query, str):
            query = text(query)
        return list(self.connection.execute(query, parameters or {}))

    # -- writing

    @property
    def action(self) -> Action:
        """The action that this transaction's changes belong to; written with the first of them."""
        if self._action is None:
            raise RuntimeError("this transaction only reads")
        if self._action.id is None:
            result = self.connection.execute(
                text(
                    "INSERT INTO action (kind, label, at, author, details) "
                    "VALUES (:kind, :label, :at, :author, :details)"
                ),
                self._action.model_dump(include={"kind", "label", "at", "author", "details"}),
            )
            self._action.id = result.lastrowid
        return self._action

    @property
    def wrote(self) -> bool:
        """Whether the action of the moment has changed anything yet."""
        return self._action is not None and self._action.id is not None

    @property
    def labels(self) -> list[str]:
        """The labels of the actions that have changed anything yet."""
        return [*self._earlier, self._action.label] if self._action is not None and self.wrote else self._earlier

    def begin_action(self, kind: str, label: str) -> None:
        """From here on the changes belong to another action, in the same transaction."""
        if self._action is None:
            raise RuntimeError("this transaction only reads")
        self._earlier = self.labels
        self._action = Action(kind=kind, label=label, at=self._action.at, author=self._action.author)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Do a part of this transaction wholly or not at all: where it raises, nothing of it stays."""
        database = self.database
        before = database.replica, database.code, database.clock.wall, database.clock.counter
        action, written = self._action, self.wrote
        self.connection.exec_driver_sql("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            if _in_transaction(self.connection):  # a full disk has ended it
                self.connection.exec_driver_sql("ROLLBACK TO attempt")
                self.connection.exec_driver_sql("RELEASE attempt")
            database.be_again(before)
            if action is not None and not written:
                action.id = None
            raise
        self.connection.exec_driver_sql("RELEASE attempt")

    def describe(self, **details: Any) -> None:
        """Keep facts with the action: file, sha256, partner, ledger ... (JSON)."""
        known = json.loads(self.action.details) | details
        self.action.details = journal.encode(known)
        self.connection.execute(
            text("UPDATE action SET details = :details WHERE id = :id"),
            {"details": self.action.details, "id": self.action.id},
        )

    def add(self, record: R, origin: dict[str, Any] | None = None) -> R:
        """Save a new record."""
        self.add_many([record], origin)
        return record

    def add_many(self, records: Sequence[Record], origin: dict[str, Any] | None = None) -> None:
        """Save new records in one go."""
        self.apply(self.creations(records, origin))

    def creations(self, records: Sequence[Record], origin: dict[str, Any] | None = None) -> list[Change]:
        """The changes that save new records, to be applied together with others."""
        changes = []
        for record in records:
            fields = {
                name: value
                for name, value in ((name, journal.plain(value)) for name, value in record)
                if value is not None and name not in ("id", "deleted")
            }
            changes.append(self._new_change(record, record.id, "create", fields, {}, origin))
        return changes

    def update(self, record: Record, origin: dict[str, Any] | None = None, **values: Any) -> bool:
        """Set fields of a saved record; only what differs from the database is written. True if anything was."""
        table = str(type(record).__tablename__)
        state = self.state(table, record.id)
        before = {"deleted": False} | state.values
        fields = {name: journal.plain(value) for name, value in values.items()}
        fields = {name: value for name, value in fields.items() if before.get(name) != value}
        if fields:
            self._set(table, record.id, state, fields, origin)
        for name in values:
            setattr(record, name, values[name])
        return bool(fields)

    def settle(self, table: str, record_id: str, field: str, value: Any) -> None:
        """Give a field in conflict one value that replaces all that stand; also right where they agree by now."""
        self._set(table, record_id, self.state(table, record_id), {field: journal.plain(value)})

    def delete(self, record: Record) -> None:
        """Delete a record: it stays in the journal, and an edit elsewhere that did not know brings it to notice.

        One whose creation was taken back, and that went with the last record that referred to it, is gone already.
        """
        table = str(type(record).__tablename__)
        state = self.state(table, record.id)
        if not state.absent:
            self._set(table, record.id, state, {"deleted": True})
        record.deleted = True

    def _set(
        self, table: str, record_id: str, state: State, fields: dict[str, Any], origin: dict[str, Any] | None = None
    ) -> None:
        """Write one change that replaces all that stands in these fields, in knowledge of the whole state."""
        basis = {name: [head.stamp for head in state.heads[name]] for name in fields if name in state.heads}
        if fields.get("deleted"):
            basis[SAW] = sorted({head.stamp for heads in state.heads.values() for head in heads})
            basis[BELOW] = self._below(table, record_id)
        if state.erasures:
            basis[ERASED] = list(state.erasures)
        stamp = self.database.clock.tick()
        self.apply([Change(stamp, table, record_id, "set", fields, basis, self.action.author, origin)])

    def _below(self, table: str, record_id: str) -> list[str]:
        """The stamps of what stands in the records that refer to this one."""
        heads = journal.referring(self.connection, table, [record_id]).get(record_id, [])
        return sorted({head.stamp for head in heads})

    def erase(self, record: Record, keep: dict[str, Any]) -> None:
        """Remove every value of a record from table and journal, here and wherever this travels; `keep` stays.

        What was deleted stays so, but not under work that the deletion did not know of.
        """
        fields = {name: journal.plain(value) for name, value in keep.items()}
        deletes = {BELOW: self._below(str(type(record).__tablename__), record.id)} if fields.get("deleted") else {}
        self.apply([self._new_change(record, record.id, "erase", fields, deletes, None)])

    def apply(self, changes: Sequence[Change]) -> journal.Applied:
        """Add changes, of this replica or another, to the journal and bring their records up to date."""
        if not changes:
            return journal.Applied({})
        applied = journal.apply(self.connection, changes, self.action.id or 0)
        self.touched |= applied.tables
        return applied

    def witness(self, changes: Sequence[Change]) -> tuple[int, str] | None:
        """Let the clock learn of foreign changes; how many lie too far ahead to follow, and the farthest day (ISO)."""
        clock = self.database.clock
        bound = clock.bound()
        ahead = [change.stamp for change in changes if change.stamp > bound]
        clock.witness(max((change.stamp for change in changes if change.stamp <= bound), default=""))
        if not ahead:
            return None
        farthest = min(wall_of(max(ahead)) / 1000, 253402300799)  # the year 9999
        return len(ahead), datetime.fromtimestamp(farthest, UTC).date().isoformat()

    def took(self, digest: str) -> bool:
        """Whether the journal with this digest was taken in whole before: since nothing leaves, it has nothing new."""
        return bool(self.rows("SELECT 1 FROM meta WHERE key = :key", {"key": f"took:{digest}"}))

    def unknown(self, changes: Sequence[Change]) -> list[Change]:
        """Those of the changes that the journal does not hold."""
        return journal.unknown(self.connection, changes)

    def remember(self, digest: str) -> None:
        """Note that the journal with this digest has been taken in whole."""
        self.connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"took:{digest}", "1"))

    def history(self, table: str, record_id: str) -> list[Change]:
        """All changes of one record."""
        return journal.read_changes(self.connection, table, [record_id])[record_id]

    def state(self, table: str, record_id: str) -> State:
        """What a record is now, with what stands in each field."""
        return journal.states(self.connection, table, {record_id: self.history(table, record_id)})[record_id]

    def undo(self, action_id: int, also: Sequence[Change] = ()) -> set[tuple[str, str]]:
        """Take back an action's changes, `also` these that go with it; returns the created records that stay.

        These are the ones that other work stands on, and the PERMANENT ones with what they refer to. What a merge
        brought is somebody else's work: it is put aside here only, and who made it keeps it.
        """
        changes = [*journal.changes_of_action(self.connection, action_id), *also]
        permanent = {
            (change.table, change.record) for change in changes if change.kind == "create" and change.table in PERMANENT
        }
        others = [change for change in changes if (change.table, change.record) not in permanent]
        held = permanent | held_by_later_work(self.connection, others)
        merged = self.rows("SELECT 1 FROM action WHERE id = :id AND kind = 'merge'", {"id": action_id})
        taken_back: dict[tuple[str, str, bool], list[str]] = {}
        for change in changes:
            if (change.table, change.record) not in held:
                foreign = bool(merged) and replica_of(change.stamp) != self.database.replica
                key = change.table, change.record, foreign or LOCAL in change.basis
                taken_back.setdefault(key, []).append(change.stamp)
        self.apply(
            [
                Change(
                    self.database.clock.tick(),
                    table,
                    record,
                    "retract",
                    {},
                    {RETRACTS: stamps} | ({LOCAL: []} if local else {}),
                    self.action.author,
                )
                for (table, record, local), stamps in taken_back.items()
            ]
        )
        self.connection.execute(
            text("UPDATE action SET undone_by = :by WHERE id = :id"), {"by": self.action.id, "id": action_id}
        )
        return held

    def _new_change(
        self, record: Record, record_id: str, kind: str, fields: dict[str, Any], basis: dict[str, list[str]],
        origin: dict[str, Any] | None,
    ) -> Change:  # fmt: skip
        table = str(type(record).__tablename__)
        return Change(self.database.clock.tick(), table, record_id, kind, fields, basis, self.action.author, origin)


class Database:
    """One database file. Make it with `create` or `open`; use it from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "before_cursor_execute", _stop_if_asked)
        self.author: str | None = None
        with _problems(path), self._engine.connect() as connection:
            meta: dict[str, str] = dict(connection.exec_driver_sql("SELECT key, value FROM meta").all())
        self.replica: str = meta["replica"]
        self.code: str = meta["code"]
        self.clock = Clock(self.replica, int(meta["wall"]), int(meta["counter"]))

    @classmethod
    def create(cls, path: Path, *, name: str = "", kind: str = "trainer") -> "Database":
        """A new, empty database with a replica id and code of its own. `kind` is trainer or office."""
        if path.exists():
            raise DatabaseProblem("exists", path)
        with stopping.held():
            with file_problems(path):
                partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
                try:
                    _write_new(partial, kind)
                    os.replace(partial, path)
                finally:
                    for leftover in (partial, Path(f"{partial}-wal"), Path(f"{partial}-shm")):
                        leftover.unlink(missing_ok=True)
            database = cls(path)
            with database.change("New database", kind="new") as tx:
                tx.add(Replica(id=database.replica, code=database.code, name=name, kind=kind))
        return database

    @classmethod
    def open(cls, path: Path) -> "Database":
        """An existing database, migrated (after a backup) if it is of an older version."""
        if not path.is_file():
            raise DatabaseProblem("missing", path)
        with file_problems(path):
            version = _version(path)
            if version not in migrate.versions():
                raise DatabaseProblem("too_new", path)
            if version != migrate.head():
                backup(path, f"before-{migrate.head()}")
                migrate.upgrade(path)
        return cls(path)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A consistent view of the data, for reading."""
        with _problems(self.path), self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            try:
                yield Transaction(self, connection, None)
            finally:
                connection.exec_driver_sql("ROLLBACK")

    @contextmanager
    def change(
        self, label: str, *, kind: str = "edit", rehearse: bool = False, small_attempts: bool = False,
        at_commit: Callable[[], None] = lambda: None,
    ) -> Iterator[Transaction]:  # fmt: skip
        """One action, written wholly or not at all. `label` says in the person's language what was done.

        With `rehearse` everything is done and then rolled back: that is how a plan is made. With `small_attempts`
        the pages as they were before an attempt are kept in memory, not in a file: each attempt writes little.
        `at_commit` is called last, before all is written to the disk, which may take a while.
        """
        action = Action(kind=kind, label=label, at=datetime.now(UTC).isoformat(), author=self.author)
        with _problems(self.path), self._engine.connect() as connection:
            if small_attempts:
                connection.exec_driver_sql("PRAGMA temp_store = MEMORY")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            self._catch_up(connection)
            before = self.replica, self.code, self.clock.wall, self.clock.counter
            tx = Transaction(self, connection, action)
            try:
                yield tx
                if rehearse:
                    connection.exec_driver_sql("ROLLBACK")
                    self.be_again(before)
                    return
                schema.guard_again(connection)
                connection.exec_driver_sql(
                    "UPDATE meta SET value = ? WHERE key = ?",
                    [(str(self.clock.wall), "wall"), (str(self.clock.counter), "counter")],
                )
                at_commit()
                connection.exec_driver_sql("COMMIT")
                stopping.note(*tx.labels)
            except BaseException:
                self.be_again(before)
                if _in_transaction(connection):
                    connection.exec_driver_sql("ROLLBACK")
                raise

    def be_again(self, before: tuple[str, str, int, int]) -> None:
        """Forget what was not written."""
        self.replica, self.code, self.clock.wall, self.clock.counter = before
        self.clock.replica = self.replica

    def _catch_up(self, connection: Connection) -> None:
        """Learn what another process did to the file: moved the clock, or restored it as a new replica."""
        query = "SELECT key, value FROM meta WHERE key IN ('replica', 'code', 'wall', 'counter')"
        meta: dict[str, str] = dict(connection.exec_driver_sql(query).all())
        self.replica, self.code, self.clock.replica = meta["replica"], meta["code"], meta["replica"]
        latest = max((self.clock.wall, self.clock.counter), (int(meta["wall"]), int(meta["counter"])))
        self.clock.wall, self.clock.counter = latest

    def backup(self, reason: str) -> Path:
        """A copy of the database as it was last committed, in the folder beside it; returns its path."""
        with file_problems(self.path):
            return backup(self.path, reason)

    def backup_alongside(self, reason: str) -> Alongside:
        """A backup that is made while a transaction is being written, of the state before it."""

        def make(given_up: Callable[[], bool]) -> Path:
            with file_problems(self.path):
                return backup(self.path, reason, given_up)

        return Alongside(make)


def _write_new(path: Path, kind: str) -> None:
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    event.listen(engine, "connect", _prepare)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        schema.create_tables(connection)
        migrate.mark(connection)
        facts = {"replica": new_replica(), "code": new_code(), "kind": kind, "wall": "0", "counter": "0"}
        connection.exec_driver_sql("INSERT INTO meta VALUES (?, ?)", list(facts.items()))
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _version(path: Path) -> str:
    """The schema version of a file, after looking whether it is a database of ours at all."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
            raise DatabaseProblem("not_ours", path)
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _prepare(connection: Any, _record: Any) -> None:
    """Explicit transactions (the driver's own would commit before DDL), and every commit safe on disk."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -16384")


def _stop_if_asked(_connection: Connection, _cursor: Any, statement: str, *_more: Any) -> None:
    """Ctrl-C ends the work before a statement, also the one that would commit it, but not before one that undoes it."""
    if not statement.startswith("ROLLBACK"):
        stopping.check()


def _in_transaction(connection: Connection) -> bool:
    return bool(connection.connection.driver_connection.in_transaction)  # type: ignore[union-attr]


_KINDS = {
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_FULL": "full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "not_ours",
    "SQLITE_CANTOPEN": "cannot_open",
    "SQLITE_IOERR": "full",  # a disk that takes no more, or is gone
}


@contextmanager
def _problems(path: Path) -> Iterator[None]:
    """Tell what a person can act on (DatabaseProblem) from bugs, in what SQLite reports."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        name = getattr(original, "sqlite_errorname", "") or ""
        for prefix, kind in _KINDS.items():
            if name.startswith(prefix):
                if kind == "cannot_open" and path.is_file() and not os.access(path.parent, os.W_OK):
                    kind = "read_only"  # its write-ahead log cannot be made beside it
                raise DatabaseProblem(kind, path) from error
        raise


@contextmanager
def file_problems(path: Path) -> Iterator[None]:
    """The same for what the file system reports; only around our own work on files, never around a caller's."""
    try:
        with _problems(path):
            yield
    except PermissionError as error:
        raise DatabaseProblem("read_only", path) from error
    except OSError as error:
        raise DatabaseProblem("full" if error.errno == errno.ENOSPC else "cannot_open", path) from error
