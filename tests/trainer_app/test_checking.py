"""The check is silent on sound databases, and finds every corruption that is planted."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from db.database import Database
from db.journal import all_changes
from db.models import Certificate, Course, Enrolment, Person
from trainer_app.checking import Finding, check


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Two replicas' work with a conflict, a deletion, a join, an erasure and an undone creation."""
    one, other = Database.create(tmp_path / "one.db"), Database.create(tmp_path / "other.db")
    with one.change("start") as tx:
        tx.add_many([Person(id=f"p{number}", full_name=f"Person {number}", birth_year=1990) for number in range(6)])
        tx.add(Course(id="c1", code="C-1", starts=date(2024, 3, 1), hours=12.5))
        tx.add(Enrolment(id="e1", course_id="c1", person_id="p1", has_business=True))
        tx.add(Certificate(id="n1", number="N-1", enrolment_id="e1"))
    with one.read() as tx, other.change("merge", kind="merge") as target:
        target.apply(list(all_changes(tx.connection)))
    for database, name in ((one, "A"), (other, "B")):
        with database.change("edit") as tx:
            tx.update(tx.get(Person, "p0"), full_name=name)
    with one.change("upkeep") as tx:
        tx.update(tx.get(Person, "p2"), merged_into="p1")
        tx.delete(tx.get(Person, "p3"))
        tx.erase(tx.get(Person, "p4"), {"erased_on": date(2024, 1, 1)})
    with one.change("mistake") as tx:
        tx.add(Person(id="p9", full_name="Mistake"))
        mistake = tx.action.id
    with one.change("undo", kind="undo") as tx:
        tx.undo(mistake or 0)
    with other.read() as tx, one.change("merge", kind="merge") as target:
        target.apply(list(all_changes(tx.connection)))
    return one


def _plant(database: Database, *statements: str) -> None:
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("UPDATE journal_gate SET open = 1")
        for statement in statements:
            assert connection.execute(statement).rowcount != 0
        connection.execute("UPDATE journal_gate SET open = 0")


def test_a_sound_database_has_no_findings(database: Database) -> None:
    shares: list[float] = []
    assert check(database, shares.append) == []


CORRUPTIONS = {
    "value": "UPDATE person SET full_name = 'X' WHERE id = 'p1'",
    "value of the conflict": "UPDATE person SET full_name = 'A' WHERE id = 'p0'",
    "blank": "UPDATE person SET birth_year = NULL WHERE id = 'p1'",
    "number": "UPDATE course SET hours = 12 WHERE id = 'c1'",
    "date": "UPDATE course SET starts = '2024-03-02' WHERE id = 'c1'",
    "flag": "UPDATE enrolment SET has_business = 0 WHERE id = 'e1'",
    "deleted": "UPDATE person SET deleted = 0 WHERE id = 'p3'",
    "erased": "UPDATE person SET full_name = 'back' WHERE id = 'p4'",
    "row gone": "DELETE FROM person WHERE id = 'p5'",
    "row from nowhere": "INSERT INTO person (id, deleted, full_name) VALUES ('px', 0, 'X')",
    "undone row back": "INSERT INTO person (id, deleted, full_name) VALUES ('p9', 0, 'Mistake')",
    "journal line gone": "DELETE FROM change WHERE record_id = 'p1'",
    "journal line changed": "UPDATE change SET fields = '{\"full_name\":\"Y\"}' WHERE record_id = 'p1'",
    "erased value in journal": "UPDATE change SET fields = '{\"sex\":1}' WHERE record_id = 'p4' AND kind <> 'erase'",
    "conflict gone": "DELETE FROM conflict",
    "conflict invented": "INSERT INTO conflict VALUES ('person', 'p1', 'sex', '[]')",
    "conflict of nothing": "INSERT INTO conflict VALUES ('person', 'nobody', 'sex', '[]')",
    "conflict changed": "UPDATE conflict SET stamps = '[]'",
    "join gone": "DELETE FROM joined",
    "join invented": "INSERT INTO joined VALUES ('person', 'p5', 'p1')",
    "join elsewhere": "UPDATE joined SET root = 'p5'",
    "clock behind": "UPDATE meta SET value = '0' WHERE key = 'wall'",
    "other replica": "UPDATE meta SET value = '0123456789abcdef' WHERE key = 'replica'",
    "guard gone": "DROP TRIGGER guard_person_update",
    "guard of the journal gone": "DROP TRIGGER guard_change_delete",
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_every_planted_corruption_is_found(database: Database, name: str) -> None:
    _plant(database, CORRUPTIONS[name])
    findings = check(Database(database.path))
    assert findings
    assert findings[0].wrong


def test_a_gate_left_open_is_found(database: Database) -> None:
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("UPDATE journal_gate SET open = 1")
    assert [finding.kind for finding in check(database)] == ["trigger"]


def test_damaged_pages_are_found(database: Database) -> None:
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_person_full_name'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with database.path.open("r+b") as file:
        file.seek((page - 1) * size + size - 40)
        file.write(b"\xee" * 40)
    assert "pages" in {finding.kind for finding in check(database)}


def _kinds(findings: list[Finding]) -> set[tuple[str, bool]]:
    return {(finding.kind, finding.wrong) for finding in findings}


def test_numbers_given_twice_and_references_to_nothing_are_found(database: Database) -> None:
    with database.change("edit") as tx:
        tx.add(Certificate(id="n2", number="N-1", enrolment_id="nowhere"))
        tx.add(Person(id="p4"))
        tx.update(tx.get(Enrolment, "e1"), person_id="p4")
        tx.delete(tx.get(Person, "p4"))
    assert _kinds(check(database)) == {
        ("certificate_number", True),
        ("missing_reference", False),
        ("deleted_reference", False),
    }


def test_a_clock_far_ahead_is_mentioned(database: Database) -> None:
    with database.change("edit") as tx:
        (change,) = [c for c in all_changes(tx.connection) if c.record == "p5"]
        ahead = f"{int(change.stamp[:12], 16) + 400 * 86_400_000:012x}-000000-ffffffffffffffff"
        tx.apply([type(change)(ahead, "person", "p5", "set", {"sex": "F"}, {})])
    assert _kinds(check(database)) == {("clock_ahead", False)}


def test_two_valid_certificates_for_one_thing_are_told_but_not_wrong(database: Database) -> None:
    with database.change("two replicas") as tx:
        tx.add_many([
            Certificate(id=f"t{at}", number=number, enrolment_id="e1", product="SYB", kind=kind)
            for at, (number, kind) in enumerate([("N-3", "completion"), ("N-2", "completion"), ("N-4", "attendance")])
        ])  # fmt: skip
    [finding] = check(database)
    assert (finding.kind, finding.wrong, finding.table) == ("certificate_twice", False, "certificate")
    assert "SYB: N-2, N-3." in finding.sentence
    with database.change("void") as tx:
        tx.update(tx.get(Certificate, "t0"), voided_on=date(2024, 5, 1), void_reason="twice")
    assert check(database) == []


def test_one_person_with_two_seats_in_a_course_is_pointed_out(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "a.db")
    with database.change("a") as tx:
        tx.add_many([Course(id="c1", code="C-1"), Course(id="c2", code="C-2")])
        tx.add_many([Person(id=one, full_name="Ma Khin") for one in ("p1", "p2")])
        for number, (course, person) in enumerate((("c1", "p1"), ("c1", "p2"), ("c2", "p2"))):
            tx.add(Enrolment(id=f"e{number}", course_id=course, person_id=person))
    assert check(database) == []
    with database.change("join") as tx:
        tx.update(tx.get(Person, "p2"), merged_into="p1")
    assert [(finding.kind, finding.wrong, finding.sentence) for finding in check(database)] == [
        ("enrolled_twice", False, "Ma Khin is enrolled 2 times in C-1. Take all but one off the course.")
    ]
    with database.change("off") as tx:
        tx.delete(tx.get(Enrolment, "e1"))
    assert check(database) == []
