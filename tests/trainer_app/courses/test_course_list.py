"""The list of courses: its counts agree with the records, its filters with what they say, its pages with the whole."""

from datetime import date
from pathlib import Path

import pytest

from db.database import Database
from db.models import Attendance, Certificate, Course, CourseTrainer, Enrolment, Headcount, Person, Place
from trainer_app.courses import attendance, course_list, courses, sessions
from trainer_app.courses.course_list import Filter
from trainer_app.courses.enrolments import enrol_class

TODAY = date(2026, 3, 10)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "a.db")
    with made.change("sample") as tx:
        tx.add_many([
            Place(id="state", name="Shan"), Place(id="town", name="Taunggyi", parent_id="state"),
            Course(id="held", code="B", title="Start 100%", programme="SIYB", products="GYB SYB", place_id="town",
                   starts=date(2026, 1, 5), ends=date(2026, 1, 9)),
            Course(id="running", code="A", programme="SIYB", products="IYB", starts=TODAY, ends=TODAY),
            Course(id="undated", code="C", programme="KAB", products="KAB"),
            Course(id="cancelled", code="D", programme="SIYB", products="SYB", status="cancelled",
                   starts=date(2025, 1, 5), ends=date(2025, 1, 9)),
            Course(id="gone", code="E"),
            Person(id="w", full_name="Aye", sex="F"), Person(id="m", full_name="Ko", sex="M"),
            Person(id="twin", full_name="Aye Aye", merged_into="w"), Person(id="n", full_name="Nobody knows"),
            CourseTrainer(course_id="held", person_id="m", role="lead"),
            Enrolment(id="e1", course_id="held", person_id="twin", outcome="completed"),
            Enrolment(id="e2", course_id="held", person_id="m", outcome="failed"),
            Enrolment(id="e3", course_id="held", person_id="n"),
            Enrolment(id="e4", course_id="held", person_id="w"),
            Headcount(course_id="held", women=3, unknown=4),
            Certificate(course_id="held", number="1"), Certificate(course_id="held", number="2", voided_on=TODAY),
        ])  # fmt: skip
        session = sessions.add(tx, tx.get(Course, "held"))
        sessions.add(tx, tx.get(Course, "held"))
        attendance.mark(tx, [("e1", session.id), ("e2", session.id)], "present")
        attendance.mark(tx, [("e2", session.id)], None)
        tx.add(Attendance(enrolment_id="e4", session_id=session.id, mark="present"))
        tx.delete(tx.get(Enrolment, "e4"))
        tx.delete(tx.get(Course, "gone"))
    return made


def ids(database: Database, filter: Filter | None = None, **options: object) -> list[str]:
    with database.read() as tx:
        found = course_list.rows(tx, filter, today=TODAY, **options)  # type: ignore[arg-type]
        assert "limit" in options or course_list.count(tx, filter, TODAY) == len(found)
    return [row.id for row in found]


def test_counts_agree_with_the_records(database: Database) -> None:
    with database.read() as tx:
        rows = {row.id: row for row in course_list.rows(tx, today=TODAY)}
    held = rows["held"]
    assert (held.enrolled, held.women, held.completed, held.certificates, held.headcount) == (3, 4, 1, 1, 7)
    assert (held.sessions, held.marks, held.cells, held.attendance) == (2, 1, 6, pytest.approx(1 / 6))
    assert (held.place, held.trainers, held.starts) == ("Taunggyi", "Ko", date(2026, 1, 5))
    assert (rows["undated"].enrolled, rows["undated"].headcount, rows["undated"].attendance) == (0, None, None)
    assert rows["undated"].women is None


def test_people_are_those_with_and_without_names_and_no_class_or_enterprise(tmp_path: Path) -> None:
    made = Database.create(tmp_path / "a.db")
    with made.change("sample") as tx:
        tx.add(Course(id="c", code="C"))
        tx.add(Person(id="p", full_name="Aye"))
        tx.add_many([Enrolment(course_id="c", person_id="p"), Enrolment(course_id="c", learner="enterprise")])
        enrol_class(tx, "c", "9 B", women=18, men=15)
    with made.read() as tx:
        (row,) = course_list.rows(tx)
    assert (row.enrolled, row.named, row.headcount, row.people) == (3, 1, 33, 34)


@pytest.mark.parametrize(
    ("sexes", "totals", "women"),
    [
        ([], [], None),
        ([None, "N"], [], None),
        (["M", None], [], 0),
        (["F", "N", "M"], [], 1),
        ([], [{"unknown": 7}], None),
        ([], [{"women": 0, "men": 7}], 0),
        ([None], [{"women": 3}, {"unknown": 4}], 3),
        (["F"], [{"unknown": 4}], 1),
        (["F", "F"], [{"women": 3}, {"women": 5}], 10),
    ],
)
def test_women_are_those_known_with_and_without_names(
    tmp_path: Path, sexes: list[str | None], totals: list[dict[str, int]], women: int | None
) -> None:
    made = Database.create(tmp_path / "a.db")
    with made.change("sample") as tx:
        tx.add(Course(id="c", code="C"))
        for number, sex in enumerate(sexes):
            tx.add(Person(id=f"p{number}", full_name="Aye", sex=sex))
            tx.add(Enrolment(course_id="c", person_id=f"p{number}"))
        tx.add_many([Headcount(course_id="c", **counts) for counts in totals])
    with made.read() as tx:
        (row,) = course_list.rows(tx)
    assert row.women == women
    assert (row.enrolled, row.headcount) == (len(sexes), sum(sum(one.values()) for one in totals) if totals else None)


def test_the_status_is_that_of_the_domain(database: Database) -> None:
    with database.read() as tx:
        known = {one.id: courses.status(one, TODAY) for one in tx.find(Course)}
        assert {row.id: row.status for row in course_list.rows(tx, today=TODAY)} == known
    assert known == {"held": "held", "running": "running", "undated": "planned", "cancelled": "cancelled"}


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        (Filter(text="taung"), {"held"}),
        (Filter(text="100%"), {"held"}),
        (Filter(programme="KAB"), {"undated"}),
        (Filter(product="SYB"), {"held", "cancelled"}),
        (Filter(status="running"), {"running"}),
        (Filter(since=date(2026, 1, 9), until=date(2026, 2, 1)), {"held"}),
        (Filter(place_id="state"), {"held"}),
        (Filter(trainer_id="m"), {"held"}),
        (Filter(project_id="none"), set()),
    ],
)
def test_filters(database: Database, filter: Filter, expected: set[str]) -> None:
    assert set(ids(database, filter)) == expected


@pytest.mark.parametrize("order", sorted(course_list.ORDERS))
@pytest.mark.parametrize("descending", [False, True])
def test_pages_make_up_the_whole_in_every_order(database: Database, order: str, descending: bool) -> None:
    whole = ids(database, order=order, descending=descending)
    pages = [ids(database, order=order, descending=descending, limit=1, offset=at)[0] for at in range(4)]
    assert pages == whole
    if order in ("starts", "ends"):
        assert whole[-1] == "undated"


def test_only_the_courses_that_are_named(database: Database) -> None:
    with database.read() as tx:
        assert [row.id for row in course_list.rows(tx, Filter(ids=("running", "gone", "held")))] == ["running", "held"]
        assert course_list.count(tx, Filter(ids=())) == 0
