"""Enrolments: nobody twice in a course, classes and enterprises, the grid and its cells."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.database import Database
from db.models import Certificate, Course, Enrolment, Enterprise, Organisation, Person
from trainer_app.courses import attendance, enrolments, headcounts, sessions
from trainer_app.courses.enrolments import Entry
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import load_catalogue


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "a.db")
    with made.change("course") as tx:
        tx.add(Course(id="c", code="C"))
    return made


def test_persons_are_enrolled_once_in_order(database: Database) -> None:
    with database.change("enrol") as tx:
        known = tx.add(Person(full_name="Aye"))
        twin = tx.add(Person(full_name="Aye Aye", merged_into=known.id))
        first = enrolments.enrol(
            tx, "c", [Entry(known.id), Entry(person={"full_name": "Ko", "sex": "M"}, values={"role": "worker"})]
        )
        again = enrolments.enrol(tx, "c", [Entry(twin.id), Entry(person={"latin_name": "Su"}), Entry(known.id)])
        assert again[0].id == again[2].id == first[0].id
        assert [(row.person.full_name or row.person.latin_name, row.enrolment.seat) for row in enrolments.rows(tx, "c")
                if row.person] == [("Aye", 1), ("Ko", 2), ("Su", 3)]  # fmt: skip
        assert enrolments.find(tx, "c")[1].role == "worker"


def test_a_person_without_a_name_enrols_nobody(database: Database) -> None:
    with database.change("enrol") as tx:
        with pytest.raises(UserError, match="name is missing"):
            enrolments.enrol(tx, "c", [Entry(person={"full_name": "A"}), Entry(person={"sex": "F"})])
        assert tx.find(Person) == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 5), max_size=12), st.lists(st.integers(0, 5), max_size=12))
def test_enrolling_again_changes_nothing(database: Database, first: list[int], second: list[int]) -> None:
    with database.change("enrol", rehearse=True) as tx:
        people = [tx.add(Person(full_name=f"P{number}")) for number in range(6)]
        enrolments.enrol(tx, "c", [Entry(people[number].id) for number in first])
        enrolments.enrol(tx, "c", [Entry(people[number].id) for number in second])
        found = [row.enrolment.person_id for row in enrolments.rows(tx, "c")]
        assert found == [people[number].id for number in dict.fromkeys([*first, *second])]


def test_a_class_brings_its_totals(database: Database) -> None:
    with database.change("class") as tx:
        school = tx.add(Organisation(name="State High School 2"))
        one, totals = enrolments.enrol_class(tx, "c", "10 B", school.id, women=14, men=None)
        two, changed = enrolments.enrol_class(tx, "c", "10 B", school.id, men=11)
        assert (one.id, totals.id) == (two.id, changed.id)
        assert (one.learner, totals.label) == ("class", "State High School 2 10 B")
        assert headcounts.sums(tx, "c").everyone == 25
        assert enrolments.rows(tx, "c")[0].organisation == "State High School 2"


def test_totals_of_a_course_of_classes_enrol_the_class_and_others_do_not(database: Database) -> None:
    catalogue = load_catalogue()
    with database.change("totals") as tx:
        kab = tx.add(Course(code="KAB-1", programme="KAB", products="KAB"))
        syb = tx.add(Course(code="SYB-1", programme="SIYB", products="SYB"))
        for course, learners in ((kab, ["class"]), (syb, [])):
            made = enrolments.add_totals(tx, course, catalogue, label="9 B", women=18)
            assert made.label == "9 B"
            assert [one.learner for one in enrolments.find(tx, course.id)] == learners
            with pytest.raises(UserError, match="9 B has its totals"):
                enrolments.add_totals(tx, course, catalogue, label="9 B", men=15)
            enrolments.add_totals(tx, course, catalogue, women=1)
            enrolments.add_totals(tx, course, catalogue, women=2)
            assert headcounts.sums(tx, course.id).everyone == 21


def test_an_enterprise_sends_its_people(database: Database) -> None:
    with database.change("enterprise") as tx:
        firm = tx.add(Enterprise(name="Good Shoes", workers_women=60, workers_men=None))
        people = [tx.add(Person(full_name=name)) for name in ("Boss", "Hand")]
        sent = [(people[0].id, "manager"), (people[1].id, "worker")]
        seat, seats = enrolments.enrol_enterprise(tx, "c", firm.id, sent)
        assert enrolments.enrol_enterprise(tx, "c", firm.id, sent)[0].id == seat.id
        assert (seat.workers_women, seat.workers_men) == (60, None)
        assert [(one.role, one.enterprise_id) for one in seats] == [("manager", firm.id), ("worker", firm.id)]
        assert [row.enterprise for row in enrolments.rows(tx, "c")] == ["Good Shoes"] * 3
        assert enrolments.enrol_organisation(tx, "c", "o").id == enrolments.enrol_organisation(tx, "c", "o").id


def test_a_cell_goes_to_the_person_who_stands_for_both(database: Database) -> None:
    with database.change("cells") as tx:
        twin = tx.add(Person(full_name="Aye"))
        [enrolment] = enrolments.enrol(tx, "c", [Entry(twin.id)])
        kept = tx.add(Person(full_name="Aye Aye"))
        tx.update(twin, merged_into=kept.id)
        assert enrolments.save_cell(tx, enrolment.id, "person.phones", "0912345678")
        assert not enrolments.save_cell(tx, enrolment.id, "person.phones", "0912345678")
        assert enrolments.save_cell(tx, enrolment.id, "enrolment.plan_finished", True)
        row = enrolments.rows(tx, "c")[0]
        assert (row.value("person.phones"), row.value("enrolment.plan_finished")) == ("0912345678", True)
        assert tx.get(Person, twin.id).phones is None
        refused = {
            "person.full_name": None, "person.birth_year": 1790, "enrolment.post_test": 130,
            "enrolment.outcome": "won", "enrolment.role": "x", "enrolment.income": -1,
        }  # fmt: skip
        for column, value in refused.items():
            with pytest.raises(UserError):
                enrolments.save_cell(tx, enrolment.id, column, value)


def test_a_class_has_no_phone(database: Database) -> None:
    with database.change("cells") as tx:
        enrolment, _totals = enrolments.enrol_class(tx, "c", "10 B", women=3)
        with pytest.raises(UserError, match="not a person"):
            enrolments.save_cell(tx, enrolment.id, "person.phones", "1")


def test_who_holds_a_certificate_stays_until_it_is_void(database: Database) -> None:
    with database.change("remove") as tx:
        [one, other] = enrolments.enrol(tx, "c", [Entry(person={"full_name": "A"}), Entry(person={"full_name": "B"})])
        certificate = tx.add(Certificate(number="N-7", enrolment_id=one.id, course_id="c"))
        session = sessions.add(tx, tx.get(Course, "c"))
        attendance.all_present(tx, session)
        assert enrolments.rows(tx, "c")[0].certificates == ("N-7",)
        with pytest.raises(UserError, match="N-7"):
            enrolments.remove(tx, one)
        enrolments.remove(tx, other)
        tx.update(certificate, voided_on=date(2026, 3, 1))
        enrolments.remove(tx, one)
        assert enrolments.rows(tx, "c") == []
        assert len(tx.find(Person)) == len(tx.find(Enrolment, deleted=True)) == 2
