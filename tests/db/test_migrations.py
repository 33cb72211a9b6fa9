"""An older file is brought up to date wholly or not at all, after a backup; a newer one is refused."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import migrate, schema
from db.backup import backup_folder
from db.database import Database
from db.errors import DatabaseProblem
from db.models import Person
from trainer_app.errors import explain

NEXT = '''"""A later version, for this test."""

import sqlalchemy as sa
from alembic import op

revision = "{version}"
down_revision = "{before}"


def upgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("nickname", sa.String()))
        batch.drop_column("father_name")
    op.execute("UPDATE person SET nickname = 'none'")
    {end}
'''


def schema_of(path: Path) -> set[tuple[str, str, str, str]]:
    """Tables, indexes and triggers, however they are spaced and quoted."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master").fetchall()
    return {(kind, name, table, re.sub(r'[\s"]+', "", sql)) for kind, name, table, sql in rows}


def rows_of(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release with one more version; its file may be changed by the test."""
    copy = Path(shutil.copytree(migrate.MIGRATIONS, tmp_path / "migrations"))
    before = migrate.head()
    version = f"{int(before) + 1:04}"
    added = copy / "versions" / f"{version}_later.py"
    added.write_text(NEXT.format(version=version, before=before, end=""), "utf-8")
    monkeypatch.setattr(migrate, "MIGRATIONS", copy)
    return added


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database of this release, with somebody in it."""
    database = Database.create(tmp_path / "office.db", name="Office")
    with database.change("person") as tx:
        tx.add(Person(full_name="Somsak"))
    return database.path


def test_migrating_an_empty_file_gives_the_schema_that_new_databases_have(tmp_path: Path) -> None:
    new = Database.create(tmp_path / "new.db").path
    empty = tmp_path / "empty.db"
    migrate.upgrade(empty)
    assert schema_of(empty) == schema_of(new)
    with closing(sqlite3.connect(empty)) as connection:
        assert connection.execute("SELECT open FROM journal_gate").fetchall() == [(0,)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(migrate.head(),)]
        with pytest.raises(sqlite3.IntegrityError, match="write outside the journal"):
            connection.execute("INSERT INTO person (id, deleted) VALUES ('x', 0)")


def test_the_versions_follow_each_other_and_are_named_by_their_numbers() -> None:
    before = None
    for version in migrate.versions():
        (path,) = (migrate.MIGRATIONS / "versions").glob(f"{version}_*.py")
        text = path.read_text("utf-8")
        assert f'revision = "{version}"' in text
        assert f"down_revision = {before!r}".replace("'", '"') in text
        before = version


def test_an_older_file_is_copied_and_then_brought_up_to_date(old: Path, later: Path) -> None:
    before = rows_of(old)
    Database.open(old)
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT full_name, nickname FROM person").fetchall() == [("Somsak", "none")]
        assert connection.execute("SELECT open FROM journal_gate").fetchall() == [(0,)]
        for statement in "UPDATE person SET nickname = 'x'", "DELETE FROM person":
            with pytest.raises(sqlite3.IntegrityError, match="write outside the journal"):
                connection.execute(statement)
    (copy,) = backup_folder(old).glob("*.db")
    assert f"before-{migrate.head()}" in copy.name
    assert rows_of(copy) == before
    Database.open(old)
    assert len(list(backup_folder(old).glob("*.db"))) == 1


def test_a_migration_that_fails_changes_nothing(old: Path, later: Path) -> None:
    before = rows_of(old)
    later.write_text(later.read_text("utf-8").rstrip() + '\n    raise RuntimeError("power cut")\n', "utf-8")
    with pytest.raises(RuntimeError, match="power cut"):
        Database.open(old)
    assert rows_of(old) == before


def test_a_newer_file_is_refused_with_a_sentence(old: Path, later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Database.open(old)
    before = rows_of(old)
    monkeypatch.undo()
    with pytest.raises(DatabaseProblem) as problem:
        Database.open(old)
    assert problem.value.kind == "too_new"
    assert "newer version" in str(explain(problem.value))
    assert rows_of(old) == before


def test_the_guard_names_every_journaled_table(tmp_path: Path) -> None:
    path = Database.create(tmp_path / "new.db").path
    triggers = {name for kind, name, _table, _sql in schema_of(path) if kind == "trigger"}
    assert len(triggers) == 3 * len(schema._GUARDED)
