"""Copies are made, listed and put back; the restored database never gives a stamp or a code twice."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.database import Database
from db.errors import DatabaseProblem
from db.ids import derived_id
from db.models import Person, Replica, Setting
from trainer_app import backups
from trainer_app.checking import check


@pytest.fixture
def database(tmp_path: Path) -> Database:
    found = Database.create(tmp_path / "office.sqlite", name="Office", kind="office")
    with found.change("add") as tx:
        tx.add(Person(id="p1", full_name="Before"))
        tx.add(
            Setting(
                id=derived_id("setting", found.replica, "country"), replica=found.replica, key="country", value="MM"
            )
        )
    return found


def _names(database: Database) -> list[str | None]:
    with database.read() as tx:
        return [person.full_name for person in tx.find(Person, order_by=Person.id)]


def test_a_copy_is_listed_with_time_and_reason(database: Database) -> None:
    assert backups.find(database.path) == []
    first = backups.make(database, "before: merging/…")
    second = backups.make(database, "before: merging/…")
    found = backups.find(database.path)
    assert {backup.path for backup in found} == {first, second}
    assert all(backup.reason.startswith("before merging") and backup.size > 0 for backup in found)


def test_restoring_brings_back_the_state_and_keeps_the_present_one(database: Database) -> None:
    copy = backups.make(database)
    with database.change("edit") as tx:
        tx.update(tx.get(Person, "p1"), full_name="After")
    restored = backups.restore(database.path, copy)
    assert _names(restored) == ["Before"]
    assert check(restored) == []
    before = next(backup for backup in backups.find(database.path) if backup.reason == "before restoring")
    assert _names(backups.restore(database.path, before.path)) == ["After"]


def test_a_restoring_that_is_refused_leaves_no_backup_of_its_own(database: Database, tmp_path: Path) -> None:
    other = tmp_path / "text.db"
    other.write_text("no database")
    with pytest.raises(DatabaseProblem):
        backups.restore(database.path, other)
    assert backups.find(database.path) == []


def test_the_restored_database_is_a_new_replica_with_the_old_settings(database: Database) -> None:
    copy = backups.make(database)
    restored = backups.restore(database.path, copy)
    assert restored.replica != database.replica
    assert restored.code != database.code
    with restored.read() as tx:
        replica = tx.get(Replica, restored.replica)
        assert (replica.code, replica.name, replica.kind) == (restored.code, "Office", "office")
        assert tx.get(Setting, derived_id("setting", restored.replica, "country")).value == "MM"
        fact = json.loads(tx.rows("SELECT value FROM meta WHERE key = 'restored'")[0][0])
        assert fact["replica"] == database.replica
        assert fact["from"] == copy.name
    with restored.change("add") as tx:
        tx.add(Person(id="p2", full_name="New"))
        stamps = [row[0] for row in tx.rows("SELECT stamp FROM change WHERE record_id = 'p2'")]
    assert all(stamp.endswith(restored.replica) for stamp in stamps)


def test_an_open_reader_and_its_log_do_no_harm(database: Database) -> None:
    copy = backups.make(database)
    with database.change("edit") as tx:
        tx.add(Person(id="p3", full_name="Later"))
    with closing(sqlite3.connect(database.path)) as other:
        other.execute("SELECT count(*) FROM person").fetchone()
        restored = backups.restore(database.path, copy)
        assert other.execute("SELECT count(*) FROM person").fetchone() == (1,)
    assert check(restored) == []


def test_a_damaged_database_is_moved_aside_and_replaced(database: Database) -> None:
    copy = backups.make(database)
    database.path.write_bytes(b"nonsense" * 5000)
    restored = backups.restore(database.path, copy)
    assert _names(restored) == ["Before"]
    assert any(backup.reason == "damaged" for backup in backups.find(database.path))


def test_the_database_of_another_program_is_moved_aside_and_kept(database: Database, tmp_path: Path) -> None:
    copy = backups.make(database)
    place = tmp_path / "there.sqlite"
    with closing(sqlite3.connect(place)) as other:
        other.execute("CREATE TABLE theirs (value)")
        other.execute("INSERT INTO theirs VALUES ('not ours')")
        other.commit()
    assert _names(backups.restore(place, copy)) == ["Before"]
    [aside] = backups.find(place)
    with closing(sqlite3.connect(aside.path)) as kept:
        assert kept.execute("SELECT value FROM theirs").fetchall() == [("not ours",)]


@pytest.mark.parametrize(("content", "kind"), [(None, "missing"), (b"text", "not_ours"), (b"", "not_ours")])
def test_what_is_no_copy_is_refused_and_nothing_changes(
    database: Database, tmp_path: Path, content: bytes | None, kind: str
) -> None:
    source = tmp_path / "copy.db"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(DatabaseProblem) as refused:
        backups.restore(database.path, source)
    assert (refused.value.kind, refused.value.path) == (kind, source)
    assert _names(Database.open(database.path)) == ["Before"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_copy_is_restored_where_nothing_is(database: Database, tmp_path: Path) -> None:
    copy = backups.make(database)
    assert _names(backups.restore(tmp_path / "new.sqlite", copy)) == ["Before"]
