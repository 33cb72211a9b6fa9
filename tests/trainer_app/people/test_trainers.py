"""Trainers: steps that are never overwritten, where each stands and why, the funnel, and who trained whom."""

from datetime import date
from pathlib import Path

import pytest

from db.database import Database, Transaction
from db.models import Course, CourseTrainer, Credential, Enrolment, Observation, Person
from trainer_app.errors import UserError
from trainer_app.people import persons, standings, trainers
from trainer_app.people.standings import Funnel
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
TODAY = date(2026, 5, 20)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    found = Database.create(tmp_path / "a.db")
    with found.change("a") as tx:
        tx.add_many([Person(id=f"t{number}", full_name=f"Trainer {number}") for number in range(4)])
        tx.add(Person(id="m", full_name="Daw Master", is_trainer=True))
        tx.add(Course(id="tot", code="TOT-1", products="SYB-TOT", starts=date(2025, 9, 1), ends=date(2025, 9, 12)))
        tx.add(CourseTrainer(course_id="tot", person_id="m", role="master_trainer"))
        for number, outcome in enumerate(("completed", "completed", "failed", None)):
            tx.add(Enrolment(course_id="tot", person_id=f"t{number}", outcome=outcome))
    return found


def _teach(tx: Transaction, person: str, course: str, ends: date, products: str = "SYB", **values: str) -> None:
    tx.add(Course(id=course, products=products, ends=ends, **values))
    tx.add(CourseTrainer(course_id=course, person_id=person))


def _standing(tx: Transaction, person: str) -> tuple[str, int, int]:
    (place,) = [one for one in standings.places(tx, CATALOGUE, TODAY, person) if one.product == "SYB"]
    return place.standing.status, place.delivered, place.observed


def test_from_the_training_to_the_certificate(database: Database) -> None:
    with database.change("a") as tx:
        assert _standing(tx, "t0") == ("tot_done", 0, 0)
        assert standings.places(tx, CATALOGUE, TODAY, "t2") == []  # did not pass
        assert standings.places(tx, CATALOGUE, TODAY, "t3") == []  # outcome not known, and over
        _teach(tx, "t0", "c0", date(2025, 8, 1))  # before the training
        _teach(tx, "t0", "c1", date(2025, 11, 1))
        _teach(tx, "t0", "c2", date(2026, 2, 1), status="cancelled")
        _teach(tx, "t0", "c3", date(2026, 6, 1))  # not over yet
        _teach(tx, "t0", "c4", date(2026, 2, 1), products="GYB")
        assert _standing(tx, "t0") == ("practising", 1, 0)
        _teach(tx, "t0", "c5", date(2026, 3, 1), products="GYB SYB")
        for competency in ("voice", "method"):
            tx.add(Observation(course_id="c5", trainer_id="t0", observer_id="m", competency=competency))
        assert _standing(tx, "t0") == ("ready", 2, 1)
        trainers.add_step(tx, CATALOGUE, person_id="t0", product="SYB", status="certified", since=date(2026, 4, 1))
        assert _standing(tx, "t0") == ("active", 2, 1)
        assert standings.places(tx, CATALOGUE, date(2028, 1, 1), "t0")[0].standing.status == "inactive"
        trainers.add_step(tx, CATALOGUE, person_id="t0", product="SYB", status="suspended", since=date(2026, 5, 1))
        assert _standing(tx, "t0")[0] == "suspended"
        assert [step.status for step in trainers.history(tx, "t0")] == ["certified", "suspended"]
        trainers.add_step(tx, CATALOGUE, person_id="t0", product="SYB", status="certified", since=date(2026, 5, 10))
        assert _standing(tx, "t0")[0] == "active"


def test_a_step_fills_in_what_follows_and_marks_the_trainer(database: Database) -> None:
    with database.change("a") as tx:
        step = trainers.add_step(tx, CATALOGUE, person_id="t1", product="SYB", status="nominated", since=TODAY)
        assert (step.programme, step.level) == ("SIYB", "trainer")
        assert not tx.get(Person, "t1").is_trainer
        trainers.add_step(tx, CATALOGUE, person_id="t1", product="SYB", status="tot_done", since=TODAY)
        assert tx.get(Person, "t1").is_trainer
        for values, said in (
            ({"status": "king"}, "step"),
            ({"product": "NOSUCH"}, "NOSUCH"),
            ({"since": None}, "date of the step"),
            ({"until": date(2020, 1, 1)}, "before it begins"),
            ({"level": "boss"}, "boss"),
            ({"product": None}, "product is missing"),
        ):
            with pytest.raises(UserError, match=said):
                trainers.add_step(
                    tx,
                    CATALOGUE,
                    **{"person_id": "t1", "product": "SYB", "status": "certified", "since": TODAY, **values},
                )
        assert len(tx.find(Credential)) == 2


def test_master_trainers_practise_by_trainings_of_trainers(database: Database) -> None:
    with database.change("a") as tx:
        trainers.add_step(
            tx, CATALOGUE, person_id="m", product="SYB", level="master_trainer", status="certified",
            since=date(2023, 7, 1), until=date(2026, 7, 1),
        )  # fmt: skip
        (place,) = standings.places(tx, CATALOGUE, TODAY, "m")
        assert place.delivered == 1  # the TOT
        assert place.standing.status == "expiring"
        assert place.active
        assert standings.places(tx, CATALOGUE, date(2026, 7, 2), "m")[0].standing.status == "expired"


def test_the_funnel_counts_persons_once(database: Database) -> None:
    with database.change("a") as tx:
        for product in ("SYB", "GYB"):
            trainers.add_step(
                tx, CATALOGUE, person_id="t0", product=product, status="certified", since=date(2026, 1, 1)
            )
        _teach(tx, "t0", "c1", date(2026, 3, 1))
        found = standings.places(tx, CATALOGUE, TODAY)
        assert standings.funnel(found) == Funnel(2, 1, 1)
        assert standings.funnel(found, "GYB") == Funnel(1, 1, 0)
        tx.update(tx.get(Person, "t1"), merged_into="t0")
        assert standings.funnel(standings.places(tx, CATALOGUE, TODAY)) == Funnel(1, 1, 1)


def test_the_list_has_everybody_who_trains_once(database: Database) -> None:
    with database.change("a") as tx:
        _teach(tx, "t2", "c1", date(2026, 3, 1))
        _teach(tx, "t2", "c2", date(2026, 4, 1))
        rows = {row.name: row for row in trainers.rows(tx, CATALOGUE, TODAY)}
        assert list(rows) == ["Daw Master", "Trainer 0", "Trainer 1", "Trainer 2"]
        assert (rows["Trainer 2"].status, rows["Trainer 2"].courses, rows["Trainer 2"].last) == (
            "not_known",
            2,
            date(2026, 4, 1),
        )
        assert rows["Trainer 0"].status == "tot_done"
        assert rows["Daw Master"].courses == 1
        persons.join(tx, "t0", "t2")
        rows = {row.name: row for row in trainers.rows(tx, CATALOGUE, TODAY)}
        assert "Trainer 2" not in rows
        assert rows["Trainer 0"].courses == 2
        assert {row.status for row in rows.values()} <= standings.STATUSES.keys()


def test_the_cascade_goes_from_trainer_to_trainee(database: Database) -> None:
    with database.change("a") as tx:
        _teach(tx, "t0", "tot2", date(2026, 2, 1), products="GYB-TOT")
        tx.add(Enrolment(course_id="tot2", person_id="t1", outcome="completed"))
        _teach(tx, "t0", "c1", date(2026, 3, 1))
        tx.add(Enrolment(course_id="c1", person_id="t3", outcome="completed"))
        links = [(link.trainer_id, link.trainee_id, link.course_id) for link in trainers.cascade(tx, CATALOGUE)]
        assert links == [("t0", "t1", "tot2"), ("m", "t0", "tot"), ("m", "t1", "tot")]
        assert [link.trainee for link in trainers.cascade(tx, CATALOGUE, "m")] == ["Trainer 0", "Trainer 1"]
        assert len(trainers.cascade(tx, CATALOGUE, "t0")) == 2


def test_a_trainer_is_found_by_name(database: Database) -> None:
    with database.change("a") as tx:
        assert trainers.find_by_name(tx, "daw  MASTER").id == "m"
        for name in ("Trainer 0", "", "Nobody"):
            with pytest.raises(UserError, match="no trainer"):
                trainers.find_by_name(tx, name)
        tx.add(Person(id="n", full_name="Daw Master", is_trainer=True))
        with pytest.raises(UserError, match="2 trainers"):
            trainers.find_by_name(tx, "Daw Master")


def test_of_two_trainers_of_one_name_each_is_named_by_the_id(database: Database) -> None:
    with database.change("a") as tx:
        tx.add(Person(id="n1", full_name="Daw Namesake", is_trainer=True))
        tx.add(Person(id="n2", full_name="Daw Namesake", is_trainer=True))
        with pytest.raises(UserError, match=r"2 trainers.*: n1, n2"):
            trainers.named(tx, "Daw Namesake")
        found = trainers.named(tx, "n2")
        assert found is not None
        assert found.id == "n2"
