"""The check before sending: each line is there when something is wrong, and names the records to open."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from db.database import Database, Transaction
from db.journal import all_changes
from db.models import Attendance, Certificate, Course, CourseSession, CourseTrainer, Enrolment, Headcount, Person
from trainer_app import duplicates
from trainer_app.exchange import health
from trainer_app.people import persons
from trainer_app.progress import Cancelled, Progress

TODAY = date(2026, 5, 20)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """One course over and complete, with one participant of whom everything is known."""
    database = Database.create(tmp_path / "a.db")
    with database.change("Start") as tx:
        tx.add(Course(id="c1", code="SYB-1", title="Start", starts=date(2026, 3, 2), ends=date(2026, 3, 6)))
        tx.add(Person(id="t", full_name="U Tin", is_trainer=True))
        tx.add(CourseTrainer(id="ct", course_id="c1", person_id="t"))
        tx.add(Person(id="p1", full_name="Ma Khin", sex="F", birth_year=1990, phones="09-1"))
        tx.add(Enrolment(id="e1", course_id="c1", person_id="p1", outcome="completed"))
        tx.add(CourseSession(id="s1", course_id="c1", number=1))
        tx.add(Attendance(id="a1", enrolment_id="e1", session_id="s1", mark="present"))
    return database


def check(database: Database, *courses: str) -> dict[str, tuple[int, list[str]]]:
    with database.read() as tx:
        findings = health.check(tx, list(courses) or None, TODAY)
    return {one.key: (one.count, [record for _table, record, _label in one.records]) for one in findings}


def test_what_is_whole_is_not_mentioned(database: Database) -> None:
    assert check(database) == {}


Edit = Callable[[Transaction], object]


@pytest.mark.parametrize(
    ("key", "record", "edit"),
    [
        ("no_dates", "c1", lambda tx: tx.update(tx.get(Course, "c1"), starts=None, ends=None)),
        ("no_code", "c1", lambda tx: tx.update(tx.get(Course, "c1"), code=None)),
        ("no_trainer", "c1", lambda tx: tx.delete(tx.get(CourseTrainer, "ct"))),
        ("no_participants", "c1", lambda tx: tx.delete(tx.get(Enrolment, "e1"))),
        ("no_attendance", "c1", lambda tx: tx.update(tx.get(Attendance, "a1"), mark=None)),
        ("no_learner", "c1", lambda tx: tx.add(Enrolment(course_id="c1", outcome="no_show"))),
        ("no_learner", "c1", lambda tx: tx.add(Enrolment(course_id="c1", learner="enterprise"))),
        ("no_number", "c1", lambda tx: tx.add(Certificate(course_id="c1", issued_on=TODAY))),
        ("no_outcome", "c1", lambda tx: tx.update(tx.get(Enrolment, "e1"), outcome=None)),
        ("no_name", "p1", lambda tx: tx.update(tx.get(Person, "p1"), full_name=None)),
        ("no_sex", "p1", lambda tx: tx.update(tx.get(Person, "p1"), sex=None)),
        ("no_age", "p1", lambda tx: tx.update(tx.get(Person, "p1"), birth_year=None)),
        ("no_phone", "p1", lambda tx: tx.update(tx.get(Person, "p1"), phones=None)),
    ],
)
def test_what_is_missing_is_one_line_that_names_the_record(
    database: Database, key: str, record: str, edit: Edit
) -> None:
    with database.change("Take away") as tx:
        edit(tx)
    assert check(database) == {key: (1, [record])}
    assert check(database, "c1") == {key: (1, [record])}


def test_a_course_with_totals_only_is_not_empty_and_one_to_come_is_not_half_filled(database: Database) -> None:
    with database.change("Others") as tx:
        tx.add(Course(id="c2", code="SYB-2", starts=date(2026, 3, 2), ends=date(2026, 3, 6)))
        tx.add(Headcount(course_id="c2", women=3))
        tx.add(Course(id="c3", code="SYB-3", starts=date(2026, 7, 2), ends=date(2026, 7, 6)))
        for course in ("c2", "c3"):
            tx.add(CourseTrainer(course_id=course, person_id="t"))
    assert check(database) == {}


def test_a_class_alone_needs_neither_attendance_nor_an_outcome(database: Database) -> None:
    with database.change("A school class") as tx:
        tx.add(Course(id="c2", code="KAB-2", starts=date(2026, 3, 2), ends=date(2026, 3, 6)))
        tx.add(CourseTrainer(course_id="c2", person_id="t"))
        tx.add(Enrolment(course_id="c2", learner="class"))
    assert check(database) == {}


def test_a_certificate_of_no_known_course_needs_a_number_too(database: Database) -> None:
    with database.change("Certificates") as tx:
        tx.add(Certificate(id="n1", kind="trainer", person_id="p1", issued_on=TODAY))
        tx.add(Certificate(id="n2", course_id="gone", issued_on=TODAY))
        tx.add(Certificate(id="n3", kind="trainer", person_id="p1", issued_on=TODAY, number="1"))
    assert check(database) == {"no_number_no_course": (2, ["p1", "n2"])}
    assert check(database, "c1") == {}


def test_a_certificate_that_is_not_given_out_or_void_needs_no_number(database: Database) -> None:
    with database.change("Certificates") as tx:
        tx.add(Certificate(course_id="c1"))
        tx.add(Certificate(course_id="c1", issued_on=TODAY, voided_on=TODAY))
        tx.add(Certificate(course_id="c1", issued_on=TODAY, number="1"))
    assert check(database) == {}


def test_courses_of_one_code_cannot_be_told_apart(database: Database) -> None:
    with database.change("Another") as tx:
        tx.add(Course(id="c2", code="SYB-1", starts=date(2026, 7, 2), ends=date(2026, 7, 6)))
        tx.add(CourseTrainer(course_id="c2", person_id="t"))
    assert check(database) == {"same_code": (2, ["c2", "c1"])}
    with database.change("Take away") as tx:
        tx.delete(tx.get(Course, "c2"))
    assert check(database) == {}


# -- attendance that is there in part


@pytest.fixture
def ten_sessions(database: Database) -> Database:
    """The course has ten sessions and three people, of whom all completed it; one has one mark."""
    with database.change("More") as tx:
        for number in range(2, 11):
            tx.add(CourseSession(id=f"s{number}", course_id="c1", number=number))
        for number in (2, 3):
            tx.add(Person(id=f"p{number}", full_name=f"Ko {number}", sex="M", birth_year=1990, phones=f"09-{number}"))
            tx.add(Enrolment(id=f"e{number}", course_id="c1", person_id=f"p{number}", outcome="completed"))
    return database


def mark(database: Database, *marks: tuple[str, str]) -> None:
    with database.change("Mark") as tx:
        for enrolment, session in marks:
            tx.add(Attendance(enrolment_id=enrolment, session_id=session, mark="absent"))


def part_of(database: Database) -> tuple[str, list[str]]:
    """The line about attendance that is there in part, and the lines below it."""
    with database.read() as tx:
        found = [one for one in health.check(tx, None, TODAY) if one.key == "part_attendance"]
    return (found[0].sentence, [record[2] for record in found[0].records]) if found else ("", [])


def test_one_mark_of_thirty_is_half_filled(ten_sessions: Database) -> None:
    with ten_sessions.change("Not decided") as tx:
        tx.update(tx.get(Enrolment, "e2"), outcome=None)
    assert part_of(ten_sessions) == (
        "1 course is over and its attendance is filled in partly",
        ["SYB-1: 29 of 30 cells are empty; sessions without any mark: 2–10"],
    )
    assert set(check(ten_sessions, "c1")) == {"part_attendance", "no_outcome"}


def test_a_session_that_nobody_is_marked_in_was_not_held_once_the_outcomes_are_set(ten_sessions: Database) -> None:
    assert part_of(ten_sessions)[1] == ["SYB-1: 2 of 3 cells are empty"]
    mark(ten_sessions, ("e2", "s1"), ("e3", "s1"))
    assert check(ten_sessions) == {}


def test_sessions_without_a_mark_are_named_in_runs(ten_sessions: Database) -> None:
    with ten_sessions.change("Not decided") as tx:
        tx.update(tx.get(Enrolment, "e2"), outcome="not_known")
    sessions = ("s2", "s4", "s5", "s8", "s9", "s10")
    mark(ten_sessions, *((enrolment, session) for enrolment in ("e1", "e2", "e3") for session in sessions))
    assert part_of(ten_sessions)[1] == ["SYB-1: 11 of 30 cells are empty; sessions without any mark: 3, 6–7"]


def test_of_who_left_nothing_is_asked(ten_sessions: Database) -> None:
    with ten_sessions.change("Left") as tx:
        tx.update(tx.get(Enrolment, "e2"), outcome="dropped_out")
        tx.update(tx.get(Enrolment, "e3"), outcome="no_show")
    assert check(ten_sessions) == {}


def test_without_any_mark_it_is_not_told_twice(ten_sessions: Database) -> None:
    with ten_sessions.change("Clear") as tx:
        tx.update(tx.get(Attendance, "a1"), mark=None)
        tx.update(tx.get(Enrolment, "e2"), outcome=None)
    assert set(check(ten_sessions)) == {"no_attendance", "no_outcome"}


def test_a_course_that_goes_on_may_be_half_filled(ten_sessions: Database) -> None:
    with ten_sessions.change("Goes on") as tx:
        tx.update(tx.get(Course, "c1"), ends=TODAY)
    assert check(ten_sessions) == {}


def test_only_what_is_sent_is_looked_at(database: Database) -> None:
    with database.change("Another course") as tx:
        tx.add(Course(id="c2", starts=date(2026, 3, 2), ends=date(2026, 3, 6)))
        tx.add(Person(id="p2", full_name="Ko Ko", phones="09-2"))
        tx.add(Person(id="p3", full_name="Ko Ko", phones="09-2"))
        tx.add(Enrolment(course_id="c2", person_id="p2"))
    assert check(database, "c1") == {}
    assert set(check(database, "c2")) == {
        "duplicates", "no_code", "no_trainer", "no_attendance", "no_outcome", "no_sex", "no_age",
    }  # fmt: skip
    with database.change("Look at it") as tx:
        duplicates.mark_not_same(tx, "person", "p2", "p3")
    assert "duplicates" not in check(database, "c2")
    with database.change("One of them is somebody else's second entry") as tx:
        tx.add(Person(id="p4", full_name="Ko Kyaw"))
        persons.join(tx, "p4", "p3")
        tx.update(tx.get(Person, "p4"), full_name="Ko Ko", phones="09-2")
    assert "duplicates" not in check(database, "c2")


def test_a_joined_participant_is_looked_at_as_the_one_who_stands(database: Database) -> None:
    with database.change("Another") as tx:
        tx.add(Person(id="p0", full_name="Ma Khin", sex="F"))
        tx.add(Enrolment(id="e0", course_id="c1", person_id="p0", outcome="completed"))
    assert set(check(database, "c1")) == {"no_age", "no_phone", "part_attendance"}
    with database.change("Join") as tx:
        persons.join(tx, "p1", "p0")
    assert check(database, "c1") == {}


def test_open_conflicts_are_told_first(database: Database, tmp_path: Path) -> None:
    other = Database.create(tmp_path / "b.db")
    with database.read() as tx, other.change("Merge") as ty:
        ty.apply(list(all_changes(tx.connection)))
    for one, name in ((database, "Ma Khin Htay"), (other, "Daw Khin")):
        with one.change("Edit") as tx:
            tx.update(tx.get(Person, "p1"), full_name=name, sex=None)
    with other.read() as tx, database.change("Merge") as ty:
        ty.apply(list(all_changes(tx.connection)))
    with database.read() as tx:
        findings = health.check(tx, None, TODAY)
    assert [one.key for one in findings] == ["conflicts", "no_sex"]
    assert findings[0].records == (("person", "p1", "Daw Khin"),)
    assert findings[0].sentence == "1 conflict is open"


def test_looking_can_be_stopped(database: Database) -> None:
    class Stopped(Progress):
        def cancelled(self) -> None:
            raise Cancelled

    with database.read() as tx, pytest.raises(Cancelled):
        health.check(tx, None, TODAY, Stopped())
