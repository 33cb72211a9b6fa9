"""A copy of a database is of one moment, whatever is written meanwhile, and there wholly or not at all."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.backup import GivenUp, backup, backup_folder, copy
from db.database import Database
from db.errors import DatabaseProblem
from db.models import Person


def names(path: Path) -> list[str | None]:
    with Database.open(path).read() as tx:
        return [person.full_name for person in tx.find(Person, order_by=Person.full_name)]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database.create(tmp_path / "office.db")
    with database.change("before") as tx:
        tx.add(Person(full_name="Before"))
    return database


def test_made_alongside_a_transaction_it_is_of_the_state_before(database: Database) -> None:
    with database.change("after") as tx, database.backup_alongside("before") as alongside:
        tx.add(Person(full_name="After"))
        alongside.start()
        tx.add(Person(full_name="Later"))
        made = alongside.finish()
    assert names(made) == ["Before"]
    assert names(database.path) == ["After", "Before", "Later"]


def test_what_nobody_asked_for_does_not_stay(database: Database) -> None:
    with database.change("after"), database.backup_alongside("before") as alongside:
        alongside.start()
    with pytest.raises(ZeroDivisionError):
        _fail(database)
    with database.backup_alongside("never begun"):
        pass
    assert list(backup_folder(database.path).iterdir()) == []


def _fail(database: Database) -> None:
    with database.backup_alongside("before") as alongside:
        alongside.start()
        raise ZeroDivisionError


def _write(database: Database) -> None:
    with database.change("after") as tx, database.backup_alongside("before") as alongside:
        tx.add(Person(full_name="After"))
        alongside.finish()


def test_a_copy_that_is_given_up_leaves_nothing(database: Database, tmp_path: Path) -> None:
    with pytest.raises(GivenUp):
        copy(database.path, tmp_path / "copy.db", lambda: True)
    assert {path.name for path in tmp_path.iterdir()} <= {"office.db", "office.db-wal", "office.db-shm"}


@pytest.mark.parametrize("hindered", ["not at all", "by a log that is not in the file", "by a system without cp"])
def test_a_copy_has_all_that_was_committed_and_nothing_else(
    database: Database, tmp_path: Path, hindered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.db"
    with closing(sqlite3.connect(database.path)) as early, closing(sqlite3.connect(database.path)):
        if hindered == "by a log that is not in the file":
            early.execute("BEGIN")
            early.execute("SELECT count(*) FROM person").fetchone()  # what is committed from now on waits for it
        elif hindered == "by a system without cp":
            monkeypatch.setenv("PATH", str(tmp_path))
        with database.change("in the log") as tx:
            tx.add_many([Person(full_name=f"Somebody {number:04}") for number in range(2000)])
        with database.change("not yet") as tx:
            tx.add(Person(full_name="Not yet"))
            copy(database.path, target)
    assert len(names(target)) == 2001
    assert "Not yet" not in names(target)
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_is_committed_while_the_file_is_copied_is_not_in_the_copy(database: Database, tmp_path: Path) -> None:
    written = iter(range(3))

    def write() -> bool:
        if (number := next(written, None)) is not None:
            with database.change("meanwhile") as tx:
                tx.add_many([Person(full_name=f"{number} {other}") for other in range(500)])
            with closing(sqlite3.connect(database.path)) as other:
                other.execute("PRAGMA wal_checkpoint(PASSIVE)")
        return False

    copy(database.path, tmp_path / "copy.db", write)
    assert names(tmp_path / "copy.db") == ["Before"]
    assert next(written, None) != 0


def test_what_goes_wrong_is_told_when_it_is_asked_for(database: Database) -> None:
    backup_folder(database.path).write_text("a file stands where the folder should be")
    with pytest.raises(DatabaseProblem):
        _write(database)
    assert names(database.path) == ["Before"]


def test_two_copies_of_one_second_have_two_names(database: Database) -> None:
    assert len({backup(database.path, "twice"), backup(database.path, "twice")}) == 2
