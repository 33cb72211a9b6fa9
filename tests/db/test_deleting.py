"""A deletion that did not know of work on what refers to the deleted record waits on the conflict list."""

from pathlib import Path

import pytest

from db.database import Database, Transaction
from db.models import Attendance, Course, CourseSession, Enrolment, Person
from db.resolve import Change
from trainer_app import dump
from trainer_app.checking import check


def everything(database: Database) -> list[Change]:
    with database.read() as tx:
        ids = {row[0]: row[1] for row in tx.rows("SELECT record_id, table_name FROM change")}
        return [change for record, table in ids.items() for change in tx.history(table, record)]


def take(database: Database, changes: list[Change]) -> None:
    with database.change("merge", kind="merge") as tx:
        tx.apply(changes)


def deleted(tx: Transaction, model: type, record: str) -> bool:
    return bool(tx.get(model, record).deleted)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Database, Database]:
    """An office and a trainer who know the same course of one participant."""
    office = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with office.change("course") as tx:
        tx.add_many([Course(id="c", code="SYB-1"), CourseSession(id="s", course_id="c", number=1)])
        tx.add_many([Person(id="p"), Enrolment(id="e", course_id="c", person_id="p")])
        tx.add(Attendance(id="a", enrolment_id="e", session_id="s", mark="P"))
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    take(trainer, everything(office))
    return office, trainer


def delete_course(office: Database) -> None:
    """As the application does: what belongs to the course goes first, its attendance stays below."""
    with office.change("delete") as tx:
        for model, record in (CourseSession, "s"), (Enrolment, "e"), (Course, "c"):
            tx.delete(tx.get(model, record))


def meet(*databases: Database) -> None:
    known = [everything(database) for database in databases]
    for database in databases:
        for changes in known:
            take(database, changes)
    texts = set()
    for database in databases:
        assert not [finding for finding in check(database) if finding.wrong]
        with database.read() as tx:
            texts.add(dump.digest(tx))
    assert len(texts) == 1


def test_what_was_known_does_not_keep_a_deleted_record(pair: tuple[Database, Database]) -> None:
    office, trainer = pair
    delete_course(office)
    meet(office, trainer)
    with trainer.read() as tx:
        assert deleted(tx, Course, "c")
        assert deleted(tx, Enrolment, "e")
        assert not tx.rows("SELECT * FROM conflict")


def test_a_new_record_brings_what_it_refers_to_back_into_view(pair: tuple[Database, Database]) -> None:
    office, trainer = pair
    delete_course(office)
    with trainer.change("edit") as tx:
        tx.add_many([Person(id="q"), Enrolment(id="f", course_id="c", person_id="q")])
    meet(office, trainer)
    with office.change("settle") as tx:
        assert not deleted(tx, Course, "c")
        assert [tuple(row) for row in tx.rows("SELECT record_id, field FROM conflict")] == [("c", "deleted")]
        tx.settle("course", "c", "deleted", True)
        assert deleted(tx, Course, "c")
        assert not tx.rows("SELECT * FROM conflict")
    meet(office, trainer)


def test_an_edit_two_steps_below_is_not_hidden_either(pair: tuple[Database, Database]) -> None:
    office, trainer = pair
    delete_course(office)
    with trainer.change("edit") as tx:
        tx.update(tx.get(Attendance, "a"), mark="A")
    meet(office, trainer)
    with trainer.read() as tx:
        assert not deleted(tx, Course, "c")
        assert not deleted(tx, Enrolment, "e")
        assert not deleted(tx, CourseSession, "s")


def test_what_was_deleted_and_erased_comes_back_for_a_mark_that_neither_knew_of(
    pair: tuple[Database, Database],
) -> None:
    office, trainer = pair
    with office.change("seat") as tx:
        tx.update(tx.get(Enrolment, "e"), remark="ill in the first week")
        tx.delete(tx.get(Attendance, "a"))
        tx.delete(tx.get(Enrolment, "e"))
    with office.change("erase") as tx:
        tx.erase(tx.get(Enrolment, "e"), {"course_id": "c", "person_id": "p", "deleted": True})
        assert deleted(tx, Enrolment, "e")
    with trainer.change("mark") as tx:
        tx.add_many([CourseSession(id="t", course_id="c", number=2)])
        tx.add(Attendance(id="b", enrolment_id="e", session_id="t", mark="P"))
    meet(office, trainer)
    with office.change("settle") as tx:
        assert not deleted(tx, Enrolment, "e")
        assert tx.get(Enrolment, "e").remark is None
        assert [tuple(row) for row in tx.rows("SELECT record_id, field FROM conflict")] == [("e", "deleted")]
        tx.settle("enrolment", "e", "deleted", True)
    meet(office, trainer)


def test_it_is_hidden_again_when_nothing_refers_to_it_any_more(pair: tuple[Database, Database]) -> None:
    office, trainer = pair
    delete_course(office)
    with trainer.change("edit") as tx:
        tx.add_many([Person(id="q"), Enrolment(id="f", course_id="c", person_id="q")])
        action = tx.action.id or 0
    meet(office, trainer)
    with trainer.change("undo", kind="undo") as tx:
        tx.undo(action)
        assert deleted(tx, Course, "c")
    meet(office, trainer)


def test_a_creation_that_was_taken_back_stays_under_others_new_records(pair: tuple[Database, Database]) -> None:
    office, trainer = pair
    with office.change("course") as tx:
        tx.add(Course(id="d", code="SYB-2"))
        action = tx.action.id or 0
    take(trainer, everything(office))
    with trainer.change("edit") as tx:
        tx.add(Enrolment(id="f", course_id="d", person_id="p"))
    with office.change("undo", kind="undo") as tx:
        tx.undo(action)
    meet(office, trainer)
    with office.read() as tx:
        assert tx.get(Course, "d").code == "SYB-2"


@pytest.mark.parametrize("later", [False, True])
def test_what_referred_elsewhere_before_the_same_work_holds_nothing_that_it_made(later: bool, tmp_path: Path) -> None:
    office = Database.create(tmp_path / "o.db")
    with office.change("before") as tx:
        tx.add_many([Course(id="c", code="SYB-1"), Person(id="p"), Enrolment(id="e", course_id="c", person_id="p")])
    with office.change("move") as tx:
        tx.add(Course(id="d", code="SYB-2"))
        tx.update(tx.get(Enrolment, "e"), course_id="d")
        action = tx.action.id or 0
    if later:  # somebody else says so too
        with office.change("away") as tx:
            tx.update(tx.get(Enrolment, "e"), course_id="c")
        with office.change("again") as tx:
            tx.update(tx.get(Enrolment, "e"), course_id="d")
    with office.change("undo", kind="undo") as tx:
        assert tx.undo(action) == ({("course", "d")} if later else set())
    with office.read() as tx:
        assert [one.id for one in tx.find(Course, order_by=Course.id)] == (["c", "d"] if later else ["c"])
        assert tx.get(Enrolment, "e").course_id == ("d" if later else "c")


def test_work_far_below_keeps_all_that_it_stands_on_when_the_making_is_undone(tmp_path: Path) -> None:
    office, trainer = Database.create(tmp_path / "o.db"), Database.create(tmp_path / "t.db")
    with office.change("course") as tx:
        tx.add_many([Course(id="c", code="SYB-1"), CourseSession(id="s", course_id="c", number=1)])
        tx.add_many([Person(id="p", full_name="Ma Khin"), Enrolment(id="e", course_id="c", person_id="p")])
        made = tx.action.id or 0
    take(trainer, everything(office))
    with trainer.change("mark") as tx:
        tx.add(Attendance(id="a", enrolment_id="e", session_id="s", mark="present"))
    with office.change("undo", kind="undo") as tx:
        tx.undo(made)
    meet(office, trainer)
    for database in office, trainer:
        with database.read() as tx:
            assert tx.get(Enrolment, "e").course_id == "c"
            assert tx.get(Course, "c").code == "SYB-1"
            assert tx.get(Person, "p").full_name == "Ma Khin"


def test_work_below_that_leaves_its_value_as_it_shows_counts_too(pair: tuple[Database, Database]) -> None:
    office, trainer = pair
    for database, mark in (office, "A"), (trainer, "H"):
        with database.change("edit") as tx:
            tx.update(tx.get(Attendance, "a"), mark=mark)
    meet(office, trainer)
    delete_course(office)
    with trainer.change("settle") as tx:
        tx.settle("attendance", "a", "mark", tx.get(Attendance, "a").mark)
    meet(office, trainer)
    with office.read() as tx:
        assert not deleted(tx, Course, "c")
