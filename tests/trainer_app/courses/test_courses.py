"""Courses: what is refused and why, codes that differ, trainers and payments as a set, status by the dates."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.database import Database, Transaction
from db.models import Certificate, Course, CourseTrainer, Funding, Person
from trainer_app.courses import courses, enrolments
from trainer_app.courses.courses import Payment
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
DAY = date(2026, 3, 2)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


def save(tx: Transaction, **values: object) -> Course:
    return courses.save(tx, CATALOGUE, **{"products": "SYB", "starts": DAY, "ends": DAY, **values})  # type: ignore[arg-type]


def test_a_new_course_gets_a_code_a_programme_and_numbers_that_go_on(database: Database) -> None:
    with database.change("new") as tx:
        first, second = save(tx), save(tx)
        stem = f"SYB-2026-{database.code[:3]}"
        assert (first.code, second.code, first.programme) == (f"{stem}-001", f"{stem}-002", "SIYB")
        assert save(tx, products="GYB SYB").code == f"SIYB-2026-{database.code[:3]}-001"
        tx.delete(second)
        assert save(tx).code == f"{stem}-003"  # a deleted course's code is not given again
    with database.change("code") as tx, pytest.raises(UserError, match="another course"):
        save(tx, code=first.code)


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"ends": DAY - timedelta(days=1)}, "ends", "before it starts"),
        ({"products": "NOSUCH"}, "products", "NOSUCH"),
        ({"products": None}, "products", "missing"),
        ({"products": "KAB", "programme": "SIYB"}, "products", "KAB belongs to KAB"),
        ({"programme": "NOSUCH", "products": "SYB"}, "programme", "no programme"),
        ({"starts": date(1926, 3, 2)}, "starts", "1926"),
        ({"hours": 0}, "hours", "0 hours"),
        ({"fee": -5}, "fee", "-5"),
        ({"status": "running"}, "status", "running"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    database: Database, values: dict[str, object], field: str, said: str
) -> None:
    found = courses.problems({"products": "SYB", "starts": DAY, "ends": DAY, **values}, CATALOGUE, DAY)
    assert said in " ".join(problem.sentence for problem in found if problem.field == field and problem.refuses)
    with database.change("new") as tx, pytest.raises(UserError, match=said):
        save(tx, **values)
    with database.read() as tx:
        assert tx.find(Course) == []


def test_doubts_are_said_and_not_refused(database: Database) -> None:
    far = {"products": "SYB", "starts": DAY, "ends": DAY + timedelta(days=800)}
    assert [problem.refuses for problem in courses.problems(far, CATALOGUE, DAY)] == [False]
    with database.change("new") as tx:
        assert save(tx, ends=DAY + timedelta(days=800)).id


def test_what_came_from_elsewhere_can_still_be_edited(database: Database) -> None:
    with database.change("merged") as tx:
        course = tx.add(Course(code="X", programme="LOCAL", products="LOCAL1", starts=DAY, ends=DAY))
        courses.save(tx, CATALOGUE, course, venue="Town hall")
        assert tx.get(Course, course.id).venue == "Town hall"
        with pytest.raises(UserError, match="LOCAL2"):
            courses.save(tx, CATALOGUE, course, products="LOCAL2")
        with pytest.raises(UserError, match="before it starts"):
            courses.save(tx, CATALOGUE, course, starts=DAY + timedelta(days=1))


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(st.none() | days, st.none() | days, days)
def test_a_course_is_planned_then_running_then_held(starts: date | None, ends: date | None, today: date) -> None:
    course = Course(starts=starts, ends=ends)
    order = [courses.status(course, today + timedelta(days=days)) for days in range(3)]
    assert order == sorted(order, key=["planned", "running", "held"].index)
    if starts and ends and starts <= today <= ends:
        assert order[0] == "running"
    assert courses.status(Course(starts=starts, ends=ends, status="cancelled"), today) == "cancelled"


def test_trainers_are_a_set_with_roles(database: Database) -> None:
    with database.change("trainers") as tx:
        people = [tx.add(Person(full_name=name)) for name in ("Zaw", "Aye", "Ma")]
        course = save(tx, trainers=[(people[0].id, "co_trainer"), (people[1].id, "lead")])
        assert [(one.role, person.full_name) for one, person in courses.trainers_of(tx, course.id)] == [
            ("lead", "Aye"), ("co_trainer", "Zaw"),
        ]  # fmt: skip
        courses.set_trainers(tx, course.id, [(people[2].id, "lead")])
        courses.set_trainers(tx, course.id, [(people[0].id, "lead"), (people[2].id, None)])
        assert {person.full_name for _one, person in courses.trainers_of(tx, course.id)} == {"Zaw", "Ma"}
        assert len(tx.find(CourseTrainer, deleted=True)) == 3
        tx.update(people[2], merged_into=people[1].id)
        assert {person.full_name for _one, person in courses.trainers_of(tx, course.id)} == {"Zaw", "Aye"}


def test_payments_add_up_to_at_most_the_whole(database: Database) -> None:
    with database.change("payments") as tx:
        course = save(tx, payments=[Payment("p1", share=60), Payment("p2", share=40)])
        with pytest.raises(UserError, match="110"):
            courses.set_payments(tx, course.id, [Payment("p1", share=60), Payment("p2", share=50)])
        with pytest.raises(UserError, match="below zero"):
            courses.set_payments(tx, course.id, [Payment("p1", share=-1)])
        courses.set_payments(tx, course.id, [Payment("p1", share=70), Payment(organisation_id="o", role="host")])
        assert {(one.project_id, one.organisation_id, one.share) for one in tx.find(Funding)} == {
            ("p1", None, 70), (None, "o", None),
        }  # fmt: skip


def test_a_course_that_gave_certificates_stays(database: Database) -> None:
    with database.change("delete") as tx:
        course, other = save(tx), save(tx)
        enrolments.enrol(tx, course.id, [enrolments.Entry(person={"full_name": "A"})])
        tx.add(Certificate(course_id=other.id, number="N-1", voided_on=DAY))
        with pytest.raises(UserError, match="N-1"):
            courses.delete(tx, other)
        courses.delete(tx, course)
        assert [one.id for one in tx.find(Course)] == [other.id]
        assert enrolments.find(tx, course.id) == []
        assert len(tx.find(Person)) == 1


def test_a_training_of_trainers_is_told_from_a_course() -> None:
    assert courses.trains_trainers(Course(products="SYB-TOT"), CATALOGUE)
    assert not courses.trains_trainers(Course(products="SYB UNKNOWN"), CATALOGUE)


def test_a_course_is_found_by_its_code_or_id_and_never_guessed(database: Database) -> None:
    with database.change("courses") as tx:
        one = save(tx, code="SYB-1")
        assert courses.find_course(tx, "SYB-1").id == courses.find_course(tx, one.id).id == one.id
        twin = tx.add(Course(code="SYB-1"))  # from another computer
        with pytest.raises(UserError, match="2 courses have the code SYB-1") as told:
            courses.find_course(tx, "SYB-1")
        assert one.id in str(told.value)
        assert courses.find_course(tx, twin.id).id == twin.id
        with pytest.raises(UserError, match="no course with the code SYB-2"):
            courses.find_course(tx, "SYB-2")
