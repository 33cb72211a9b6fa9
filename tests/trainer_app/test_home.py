"""Home: each line is there when there is something to do, and gone when it is done."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from db.database import Database, Transaction
from db.ids import derived_id
from db.journal import all_changes
from db.models import Attendance, Certificate, Course, CourseSession, Credential, Enrolment, Person, Printing
from trainer_app import backups, duplicates, home, settings
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
TODAY = date(2026, 5, 20)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    with database.change("a") as tx:
        yield tx


def _item(tx: Transaction, key: str, today: date = TODAY) -> home.Item | None:
    return next((item for item in home.items(tx, CATALOGUE, today) if item.key == key), None)


def test_an_empty_database_has_nothing_to_do(tx: Transaction) -> None:
    assert home.is_empty(tx)
    assert home.items(tx, CATALOGUE, TODAY) == []
    tx.add(Person(full_name="A"))
    assert not home.is_empty(tx)


def test_courses_running_today(tx: Transaction) -> None:
    tx.add(Course(id="c1", starts=TODAY - timedelta(days=1), ends=TODAY))
    tx.add(Course(id="c2", starts=TODAY))
    tx.add(Course(id="c3", starts=TODAY, status="cancelled"))
    tx.add(Course(id="c4", starts=TODAY + timedelta(days=1)))
    item = _item(tx, "running")
    assert item == home.Item("running", "2 courses run today", 2, "courses", ("c1", "c2"))


def test_attendance_that_is_not_filled_in(tx: Transaction) -> None:
    tx.add(Course(id="c1", starts=TODAY - timedelta(days=3), ends=TODAY - timedelta(days=2)))
    tx.add(CourseSession(id="s1", course_id="c1", held_on=TODAY - timedelta(days=3)))
    assert _item(tx, "attendance") is None  # nobody is enrolled
    tx.add(Enrolment(id="e1", course_id="c1", person_id="p1"))
    item = _item(tx, "attendance")
    assert item is not None
    assert (item.ids, item.section) == (("c1",), "attendance")
    tx.add(Attendance(id=derived_id("attendance", "e1", "s1"), enrolment_id="e1", session_id="s1", mark="absent"))
    assert _item(tx, "attendance") is None


def test_certificates_ready_to_print(tx: Transaction) -> None:
    tx.add(Course(id="c1"))
    tx.add_many([Enrolment(id="e1", course_id="c1", outcome="completed"), Enrolment(course_id="c1", outcome="failed")])
    item = _item(tx, "certificates")
    assert item is not None
    assert (item.count, item.ids) == (1, ("c1",))
    tx.add(Certificate(id="n1", number="1", enrolment_id="e1"))
    assert _item(tx, "certificates") is not None  # has a number, was not printed
    tx.add(Printing(certificate_id="n1"))
    assert _item(tx, "certificates") is None
    tx.update(tx.get(Certificate, "n1"), voided_on=TODAY)
    assert _item(tx, "certificates") is not None


def test_follow_ups_due_and_overdue(tx: Transaction) -> None:
    tx.add(Course(id="c1", products="SYB", ends=date(2025, 11, 19)))
    tx.add_many([Person(id="p1", full_name="A"), Enrolment(course_id="c1", person_id="p1")])
    item = _item(tx, "follow_ups")
    assert item is not None
    assert item.sentence == "1 follow-up is due, of these 1 overdue"
    assert _item(tx, "follow_ups", date(2025, 11, 30)) is None


def test_licences_that_end(tx: Transaction) -> None:
    tx.add(
        Credential(person_id="t1", product="SYB", status="certified", since=date(2023, 6, 1), until=date(2026, 6, 1))
    )
    tx.add(
        Credential(person_id="t2", product="SYB", status="certified", since=date(2023, 6, 1), until=date(2027, 6, 1))
    )
    tx.add(
        Credential(person_id="t3", product="SYB", status="certified", since=date(2020, 6, 1), until=date(2023, 6, 1))
    )
    item = _item(tx, "licences")
    assert item is not None
    assert item.ids == ("t1",)
    tx.add(
        Credential(person_id="t1", product="SYB", status="certified", since=date(2026, 5, 1), until=date(2029, 5, 1))
    )
    assert _item(tx, "licences") is None


def test_conflicts_wait(database: Database, tmp_path: Path) -> None:
    other = Database.create(tmp_path / "b.db")
    with database.change("a") as tx:
        tx.add(Person(id="p1", full_name="A"))
    for source, target in ((database, other), (other, database)):
        if source is other:
            for one, name in ((database, "B"), (other, "C")):
                with one.change("b") as tx:
                    tx.update(tx.get(Person, "p1"), full_name=name)
        with source.read() as tx, target.change("merge", kind="merge") as ty:
            ty.apply(list(all_changes(tx.connection)))
    with database.read() as tx:
        item = _item(tx, "conflicts")
    assert item is not None
    assert (item.count, item.screen) == (1, "exchange")


def test_persons_entered_twice(tx: Transaction) -> None:
    tx.add_many([Person(id=record, full_name="A", phones="0942000") for record in ("p1", "p2")])
    item = _item(tx, "duplicates")
    assert item is not None
    assert item.ids == ("p1", "p2")
    duplicates.mark_not_same(tx, "person", "p1", "p2")
    assert _item(tx, "duplicates") is None


def test_who_was_said_to_be_two_stays_so_when_one_of_them_is_joined_with_a_third(tx: Transaction) -> None:
    tx.add_many([Person(id=record, full_name="A", phones="0942000") for record in ("p1", "p2")])
    tx.add(Person(id="p3", full_name="Aa", phones="0942000"))
    duplicates.mark_not_same(tx, "person", "p1", "p2")
    persons.join(tx, "p3", "p2")
    tx.update(tx.get(Person, "p3"), full_name="A")
    assert _item(tx, "duplicates") is None


def test_of_three_entered_alike_those_are_told_of_whom_nobody_has_said_anything(tx: Transaction) -> None:
    tx.add_many([Person(id=record, full_name="A", phones="0942000") for record in ("p1", "p2", "p3")])
    duplicates.mark_not_same(tx, "person", "p1", "p3")  # the first and the last of them
    item = _item(tx, "duplicates")
    assert item is not None
    assert item.ids == ("p1", "p2", "p3")
    duplicates.mark_not_same(tx, "person", "p1", "p2")
    item = _item(tx, "duplicates")
    assert item is not None
    assert item.ids == ("p2", "p3")
    duplicates.mark_not_same(tx, "person", "p2", "p3")
    assert _item(tx, "duplicates") is None


def _long_ago(database: Database, days: int) -> None:
    """Make the work of a database look so many days old."""
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("UPDATE journal_gate SET open = 1")
        for (stamp,) in connection.execute("SELECT stamp FROM change").fetchall():
            wall = int(stamp[:12], 16) - days * 86_400_000
            connection.execute("UPDATE change SET stamp = ? WHERE stamp = ?", (f"{wall:012x}{stamp[12:]}", stamp))
        for action, at in connection.execute("SELECT id, at FROM action").fetchall():
            earlier = datetime.fromisoformat(at) - timedelta(days=days)
            connection.execute("UPDATE action SET at = ? WHERE id = ?", (earlier.isoformat(), action))
        connection.execute("UPDATE journal_gate SET open = 0")


def test_work_that_was_not_sent_for_two_weeks(database: Database) -> None:
    with database.change("s") as tx:
        settings.save(tx, "your_name", "A")
    _long_ago(database, 20)
    with database.read() as tx:
        assert _item(tx, "unsent") is None  # a setting is nothing to send
    with database.change("a") as tx:
        tx.add(Person(full_name="A"))
    _long_ago(database, 13)
    with database.read() as tx:
        assert _item(tx, "unsent") is None
    _long_ago(database, 1)
    with database.read() as tx:
        item = _item(tx, "unsent")
        assert item is not None
        assert item.sentence == "Work of 14 days was not sent yet"
    with database.change("Sent", kind="export") as tx:
        tx.describe(file="x.xlsx")
    with database.read() as tx:
        assert _item(tx, "unsent") is None


def test_backups_that_are_old_or_missing(database: Database) -> None:
    with database.change("a") as tx:
        tx.add(Person(full_name="A"))
    _long_ago(database, 8)
    with database.read() as tx:
        item = _item(tx, "backup")
        assert item is not None
        assert item.sentence == "There is no backup yet"
    made = backups.make(database)
    with database.read() as tx:
        assert _item(tx, "backup") is None
    old = datetime.now() - timedelta(days=9)
    os.rename(made, made.with_name(f"a {old:%Y-%m-%d %H%M%S} by hand.db"))
    with database.read() as tx:
        item = _item(tx, "backup")
        assert item is not None
        assert item.sentence == "The last backup is 9 days old"


def test_the_order_is_that_of_urgency(tx: Transaction) -> None:
    tx.add(Course(id="c1", products="SYB", starts=TODAY, ends=TODAY))
    tx.add_many([Person(id=f"p{number}", full_name="A", phones="0942000") for number in range(2)])
    tx.add(Enrolment(course_id="c1", person_id="p1", outcome="completed"))
    tx.add(CourseSession(course_id="c1", held_on=TODAY - timedelta(days=1)))
    assert [item.key for item in home.items(tx, CATALOGUE, TODAY)] == [
        "running",
        "attendance",
        "certificates",
        "duplicates",
    ]


def test_partners_that_are_silent(tx: Transaction) -> None:
    tx.begin_action("export", "Export")
    tx.describe(file="a.xlsx", partner="Ko Aung")
    assert _item(tx, "silent", date.today() + timedelta(days=89)) is None
    item = _item(tx, "silent", date.today() + timedelta(days=90))
    assert item is not None
    assert (item.sentence, item.screen, item.section) == (
        "1 partner was not heard from for long", "exchange", "partners",
    )  # fmt: skip
