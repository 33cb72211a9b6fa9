"""Visits: one line is enough, and what cannot be is refused."""

from datetime import date
from pathlib import Path

import pytest

from db.database import Database
from db.models import Course, Enrolment, Enterprise, Person
from trainer_app.errors import UserError
from trainer_app.follow_ups import visits

TODAY = date(2026, 5, 20)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    found = Database.create(tmp_path / "a.db")
    with found.change("a") as tx:
        tx.add(Course(id="c1", code="C-1", starts=date(2026, 3, 1)))
        tx.add_many(
            [
                Person(id="p1", full_name="Ma Khin"),
                Person(id="t1", full_name="Trainer"),
                Enterprise(id="b1", name="Shop"),
            ]
        )
        tx.add(Enrolment(id="e1", course_id="c1", person_id="p1", enterprise_id="b1"))
    return found


def test_one_line_is_enough(database: Database) -> None:
    with database.change("v") as tx:
        visit = visits.save(tx, today=TODAY, enrolment_id="e1", trainer_id="t1", notes="keeps records")
        assert (visit.course_id, visit.enterprise_id, visit.kind, visit.visited_on) == ("c1", "b1", "visit", TODAY)
        visits.save(tx, today=TODAY, enterprise_id="b1", kind="call", visited_on=date(2026, 4, 1), hours=0.5)
        first, second = visits.rows(tx)
        assert (first.who, first.course_code, first.trainer, first.notes) == (
            "Ma Khin",
            "C-1",
            "Trainer",
            "keeps records",
        )
        assert (second.who, second.kind, second.hours) == ("Shop", "call", 0.5)
        assert len(visits.rows(tx, trainer_id="t1")) == len(visits.rows(tx, enrolment_id="e1")) == 1
        assert len(visits.rows(tx, enterprise_id="b1")) == 2
        visits.delete(tx, visit)
        assert visits.rows(tx, course_id="c1") == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Who was visited"),
        ({"course_id": "c1", "kind": "dream"}, "dream"),
        ({"course_id": "c1", "visited_on": date(2026, 5, 21)}, "future"),
        ({"course_id": "c1", "visited_on": date(2026, 2, 1)}, "before the course"),
        ({"course_id": "c1", "hours": 25}, "24 hours"),
    ],
)
def test_what_cannot_be_is_refused(database: Database, values: dict[str, object], said: str) -> None:
    with database.change("v") as tx:
        with pytest.raises(UserError, match=said):
            visits.save(tx, today=TODAY, **values)
        assert visits.rows(tx) == []
