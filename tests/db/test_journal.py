"""Every write goes through the journal: the file itself refuses others, and no module tries."""

import ast
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

import pytest

from db import journal
from db.clock import stamp_text
from db.database import Database
from db.models import RECORDS, Course, Person
from db.resolve import Change

ROOT = Path(__file__).parents[2]
GUARDED = (*RECORDS, "change")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A database with a row in every table."""
    database = Database.create(tmp_path_factory.mktemp("full") / "full.db", name="Office", kind="office")
    with database.change("one of each") as tx:
        for model in RECORDS.values():
            tx.add(model())
    return database


def raw(database: Database) -> sqlite3.Connection:
    return sqlite3.connect(database.path, isolation_level=None)


@pytest.mark.parametrize("table", GUARDED)
def test_a_raw_write_is_refused(full: Database, table: str) -> None:
    with closing(raw(full)) as connection:
        before = connection.execute(f"SELECT * FROM {table}").fetchall()
        assert before
        marks = ", ".join("?" * len(before[0]))
        column = "deleted" if table in RECORDS else "fields"
        for statement, values in (
            (f"INSERT INTO {table} VALUES ({marks})", before[0]),
            (f"INSERT OR REPLACE INTO {table} VALUES ({marks})", before[0]),
            (f"REPLACE INTO {table} SELECT * FROM {table}", ()),
            (f"UPDATE {table} SET {column} = {column}", ()),
            (f"UPDATE OR IGNORE {table} SET {column} = '1'", ()),
            (f"DELETE FROM {table}", ()),
        ):
            with pytest.raises(sqlite3.IntegrityError, match="write outside the journal"):
                connection.execute(statement, values)
        assert connection.execute(f"SELECT * FROM {table}").fetchall() == before


def test_bulk_work_leaves_the_guards_in_place(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "bulk.db")
    with database.change("many") as tx:
        tx.add_many([Person(full_name=str(number)) for number in range(2500)])
    with closing(raw(database)) as connection:
        for table in "person", "change":
            with pytest.raises(sqlite3.IntegrityError, match="write outside the journal"):
                connection.execute(f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1")
        assert connection.execute("SELECT open FROM journal_gate").fetchall() == [(0,)]


def test_bulk_work_of_which_a_part_is_taken_back_leaves_the_guards_in_place(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "bulk.db")
    with database.change("many") as tx:
        with suppress(KeyError), tx.attempt():
            tx.add_many([Person(full_name=str(number)) for number in range(100)])
            raise KeyError
        tx.add_many([Person(full_name=str(number)) for number in range(100)])
        tx.add_many([Course(code=str(number)) for number in range(100)])
    with database.read() as tx:
        assert len(tx.find(Person)) == len(tx.find(Course)) == 100
    with closing(sqlite3.connect(database.path)) as connection:
        for table in ("person", "course", "change"):
            with pytest.raises(sqlite3.IntegrityError, match="write outside the journal"):
                connection.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_bulk_work_that_fails_leaves_the_guards_in_place(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "bulk.db")
    with closing(raw(database)) as connection:
        before = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    changes = [
        Change(stamp_text(number, 0, "other"), "person", f"{number}", "create", {"full_name": "x"}, {})
        for number in range(1, 2001)
    ]
    broken = Change(stamp_text(1, 0, "broken"), "person", "2000", "create", {"full_name": ["no text"]}, {})
    with pytest.raises(Exception, match="type 'list' is not supported"), database.change("many") as tx:
        tx.apply([*changes[:-1], broken])
    with closing(raw(database)) as connection:
        assert connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall() == before
        assert connection.execute("SELECT open FROM journal_gate").fetchall() == [(0,)]
        assert connection.execute("SELECT count(*) FROM person").fetchall() == [(0,)]
    with database.change("again") as tx:
        tx.apply(changes)
    with database.read() as tx:
        assert tx.rows("SELECT count(*) FROM person") == [(2000,)]


def test_what_no_release_could_have_written_is_found() -> None:
    good = Change(stamp_text(1, 0, "a"), "person", "r", "create", {"full_name": "x", "birth_year": 1990}, {})
    journal.check_change(good)
    for bad in (
        good._replace(table="meta"),
        good._replace(kind="drop"),
        good._replace(stamp="now"),
        good._replace(record=""),
        good._replace(fields={"id": "x"}),
        good._replace(fields={"nothing": 1}),
        good._replace(fields={"birth_year": "1990"}),
        good._replace(fields={"birth_year": True}),
        good._replace(fields={"birth_year": 1 << 60}),
        good._replace(fields={"birth_date": "2026-02-30"}),
        good._replace(fields={"is_trainer": 1}),
        good._replace(basis={"full_name": "all"}),
        good._replace(basis={"full_name": [1]}),
        good._replace(author=7),  # type: ignore[arg-type]
        good._replace(origin=[]),  # type: ignore[arg-type]
    ):
        if bad.origin == []:
            continue  # an empty one is none
        with pytest.raises(journal.BadChange):
            journal.check_change(bad)


# -- no module writes past the journal

_WRITE = re.compile(
    r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+[\"`]?(?:main\.)?([\w{]+)"
)
_ALLOWED = {"db/journal.py"}
_CORE = {"insert", "update", "delete", "Session", "sessionmaker"}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the program by its path, parsed."""
    found = {}
    for folder in "db", "trainer_app", "ui":
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith("db/migrations/"):
                found[name] = ast.parse(path.read_text("utf-8"))
    return found


def texts(tree: ast.Module) -> Iterator[str]:
    """The texts of a module, an f-string as one with {} for what is put in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def written(tree: ast.Module) -> set[str]:
    """The journaled tables that a module's SQL writes to; "{" for one that is put in."""
    return {table for text in texts(tree) for table in _WRITE.findall(text)} & {*GUARDED, "{"}


def test_only_the_journal_writes_to_records() -> None:
    found = {name: written(tree) for name, tree in modules().items()}
    assert found["db/journal.py"]
    assert {name: tables for name, tables in found.items() if tables and name not in _ALLOWED} == {}


def test_nobody_writes_through_the_orm_or_core() -> None:
    found: dict[str, set[str]] = {}
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("sqlalchemy", "sqlmodel")):
                found.setdefault(name, set()).update({alias.name for alias in node.names} & _CORE)
    # The database reads through a session that never flushes.
    assert {name: names for name, names in found.items() if names} == {"db/database.py": {"Session"}}
    tree = modules()["db/database.py"]
    calls = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Attribute) and node.func.value.attr == "_session"
    }  # fmt: skip
    assert calls == {"exec", "expunge_all"}


@pytest.mark.parametrize(
    "code",
    [
        'connection.execute("INSERT INTO person VALUES (1)")',
        'connection.execute("DELETE FROM  enrolment")',
        'connection.execute(f"UPDATE {table} SET x = 1")',
        'connection.execute("INSERT OR REPLACE INTO change VALUES (1)")',
    ],
)
def test_the_inspection_would_find_a_write(code: str) -> None:
    assert written(ast.parse(code))
