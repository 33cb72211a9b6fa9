"""Persons: what is refused, ages as exact as the data, joining and taking apart, erasing for good, the copy."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from db.database import Database
from db.journal import all_changes
from db.models import (
    Answer,
    Certificate,
    Course,
    CourseTrainer,
    Credential,
    Enrolment,
    Enterprise,
    FollowUp,
    Person,
    Place,
)
from trainer_app.checking import check
from trainer_app.errors import UserError
from trainer_app.people import persons
from trainer_app.people.ages import Age
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
TODAY = date(2026, 5, 20)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db", name="A")


@pytest.mark.parametrize(
    ("values", "field", "refuses"),
    [
        ({"full_name": " "}, "full_name", True),
        ({"sex": "W"}, "sex", True),
        ({"birth_date": date(2027, 1, 1)}, "birth_date", True),
        ({"birth_date": date(1900, 1, 1)}, "birth_date", True),
        ({"birth_date": date(2024, 1, 1)}, "birth_date", False),
        ({"birth_date": date(1990, 1, 1), "birth_year": 1991}, "birth_year", False),
        ({"birth_year": 90}, "birth_year", True),
        ({"birth_year": 2027}, "birth_year", True),
        ({"age": 111}, "age", True),
        ({"age": -1}, "age", True),
        ({"age": 30, "age_on": date(2027, 1, 1)}, "age_on", True),
        ({"age_bracket": "young"}, "age_bracket", True),
        ({"email": "nobody"}, "email", False),
        ({"phones": "12"}, "phones", False),
        ({"consent_on": date(2026, 5, 21)}, "consent_on", True),
    ],
)
def test_what_cannot_be_is_refused_and_what_is_odd_is_asked(
    values: dict[str, object], field: str, refuses: bool
) -> None:
    found = persons.problems({"full_name": "Ma Khin", **values}, TODAY)
    assert [(problem.field, problem.refuses) for problem in found] == [(field, refuses)]


def test_ordinary_values_have_no_problem() -> None:
    values = {
        "latin_name": "Khin",
        "sex": "F",
        "birth_date": date(1990, 1, 1),
        "birth_year": 1990,
        "age_bracket": "60+",
    }
    assert persons.problems(values | {"email": "k@example.org", "phones": "၀၉ ၄၂၀ ၀၁၂"}, TODAY) == []


def test_saving_refuses_only_what_comes_with_it(database: Database) -> None:
    with database.change("add") as tx:
        person = tx.add(Person(full_name="Old", birth_year=90))
        persons.save(tx, person, today=TODAY, phones="09420000")
        with pytest.raises(UserError, match="1890"):
            persons.save(tx, person, today=TODAY, birth_year=1890)
        assert persons.save(tx, full_name="New", age=30, today=TODAY).age_on == TODAY
        with pytest.raises(UserError, match="name is missing"):
            persons.save(tx, sex="F")


def test_the_list_counts_courses_of_joined_persons_together(database: Database) -> None:
    with database.change("add") as tx:
        tx.add(Place(id="bago", name="Bago", country="MM"))
        tx.add(Place(id="tgo", name="Taungoo", country="MM", parent_id="bago"))
        tx.add_many([Course(id="c1", ends=date(2025, 1, 1)), Course(id="c2", ends=date(2026, 1, 1))])
        tx.add(Person(id="p1", full_name="Ma Khin", place_id="tgo", birth_year=1990))
        tx.add(Person(id="p2", full_name="Khin", phones="09420000"))
        tx.add(Person(id="p3", full_name="Aung", is_trainer=True))
        tx.add_many([Enrolment(course_id="c1", person_id="p1"), Enrolment(course_id="c2", person_id="p2")])
        assert persons.join(tx, "p1", "p2", "p1") == 1
        rows = persons.rows(tx, day=TODAY)
        assert [(row.full_name, row.courses, row.last, row.place) for row in rows] == [
            ("Aung", 0, None, ""),
            ("Ma Khin", 2, date(2026, 1, 1), "Taungoo, Bago"),
        ]
        assert rows[1].phones == "09420000"
        assert rows[1].age == Age(35, 36)
        assert [row.id for row in persons.rows(tx, place_id="bago")] == ["p1"]
        assert [row.id for row in persons.rows(tx, trainers=True)] == ["p3"]
        assert [row.id for row in persons.rows(tx, trainers=False)] == ["p1"]
        assert [row.id for row in persons.rows(tx, ids=["p3", "p1"])] == ["p3", "p1"]
        assert [row.id for row in persons.rows(tx, limit=1, offset=1)] == ["p1"]


def test_joining_goes_to_the_one_that_stands_and_can_be_taken_apart(database: Database) -> None:
    with database.change("add") as tx:
        tx.add_many([Person(id=f"p{number}", full_name="Khin", birth_year=1990 + number) for number in range(4)])
        persons.join(tx, "p0", "p1")
        assert persons.join(tx, "p2", "p1") == 1  # p1 stands for p0 already: p0 goes to p2
        assert persons.join(tx, "p1", "p0") == 0
        assert {row.id for row in persons.rows(tx)} == {"p2", "p3"}
        assert tx.get(Person, "p2").birth_year == 1992
        assert persons.unjoin(tx, "p1")
        assert not persons.unjoin(tx, "p1")
        assert {row.id for row in persons.rows(tx)} == {"p1", "p2", "p3"}
        tx.delete(tx.get(Person, "p3"))
        with pytest.raises(UserError):
            persons.join(tx, "p2", "p3")
    assert check(database) == []


def _known_person(database: Database) -> None:
    with database.change("Entered Daw Secret") as tx:
        tx.add(Person(id="p1", full_name="Daw Secret", phones="09420001", is_trainer=True))
        tx.add(Person(id="p2", full_name="Ma Hidden", national_id="12/SECRET"))
        tx.add(Course(id="c1", code="C-1", ends=date(2026, 1, 1)))
        tx.add(Enrolment(id="e1", course_id="c1", person_id="p2", remark="her husband, Secret", outcome="completed"))
        tx.add(Enrolment(id="e2", course_id="c1", person_id="p1", outcome="completed", income=5.0))
        tx.add(Certificate(id="n1", number="N-1", person_id="p1", enrolment_id="e2", name_printed="Daw Secret"))
        tx.add(Credential(id="k1", person_id="p1", status="certified", programme="SIYB"))
        tx.add(CourseTrainer(id="t1", course_id="c1", person_id="p1"))
        tx.add(Enterprise(id="b1", name="Shop", owner_id="p1", owner_name="Daw Secret"))
        tx.add(FollowUp(id="f1", enrolment_id="e2", months=6, status="reached", notes="Secret has moved"))
        tx.add(Answer(id="a1", follow_up_id="f1", question="business_now", value="yes"))
        tx.add(Answer(id="a2", follow_up_id="f1", question="remark", value="Secret said so"))
        tx.update(tx.get(Person, "p1"), notes="Secret note")
        persons.join(tx, "p1", "p2")


def test_erasing_leaves_no_trace_of_the_person_in_the_file(database: Database) -> None:
    _known_person(database)
    with database.change("erase", kind="erase") as tx:
        assert persons.erase(tx, "p2", CATALOGUE, TODAY) == 7  # p1 p2 n1 e1 b1 f1 a2
    with closing(sqlite3.connect(database.path)) as connection:
        connection.execute("VACUUM")
        text = "\n".join(connection.iterdump())
    assert "Secret" not in text
    assert "SECRET" not in text
    assert "Hidden" not in text
    assert "09420001" not in text
    assert check(database) == []
    with database.read() as tx:
        certificate = tx.get(Certificate, "n1")
        assert (certificate.number, certificate.name_printed, certificate.person_id) == ("N-1", None, "p1")
        assert tx.get(Enrolment, "e1").outcome == "completed"
        assert tx.get(Enrolment, "e2").income == 5.0
        assert tx.get(Answer, "a1").value == "yes"
        assert tx.get(Person, "p1").erased_on == TODAY
        assert persons.rows(tx) == []
        assert [row[0] for row in tx.rows("SELECT label FROM action WHERE label LIKE 'Entered%'")] == ["Entered …"]


def test_an_erasure_travels(database: Database, tmp_path: Path) -> None:
    other = Database.create(tmp_path / "b.db")
    _known_person(database)
    with database.read() as tx, other.change("merge", kind="merge") as target:
        target.apply(list(all_changes(tx.connection)))
    with database.change("erase", kind="erase") as tx:
        persons.erase(tx, "p1", CATALOGUE, TODAY)
    with database.read() as tx, other.change("merge", kind="merge") as target:
        target.apply(list(all_changes(tx.connection)))
    with other.read() as tx:
        assert tx.get(Person, "p1").full_name is None
        assert not tx.rows("SELECT 1 FROM change WHERE fields LIKE '%Secret%'")


def test_a_copy_holds_everything_about_a_person(database: Database) -> None:
    _known_person(database)
    with database.read() as tx:
        copy = json.loads(json.dumps(persons.held(tx, "p2")))
    text = json.dumps(copy)
    for part in ("Daw Secret", "Ma Hidden", "12/SECRET", "N-1", "C-1", "certified", "Shop", "Secret said so"):
        assert part in text
    assert copy["person"]["Full name"] == "Daw Secret"
    assert any("changed" in sentence or "set Notes" in sentence for sentence in copy["history"])
