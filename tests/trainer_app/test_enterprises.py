"""Enterprises: what is refused, the list with owner and counts, size classes, joining."""

from datetime import date
from pathlib import Path

import pytest

from db.database import Database
from db.models import Enrolment, Enterprise, Person, Visit
from trainer_app import enterprises, places
from trainer_app.errors import UserError


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


@pytest.mark.parametrize(
    ("values", "field", "refuses"),
    [
        ({"name": None}, "name", True),
        ({"owner_sex": "?"}, "owner_sex", True),
        ({"started_on": date(2027, 1, 1)}, "started_on", True),
        ({"workers_women": -1}, "workers_women", True),
        ({"workers_women": 3, "workers_men": 3, "workers_total": 5}, "workers_total", False),
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, object], field: str, refuses: bool) -> None:
    found = enterprises.problems({"name": "Shop", **values}, date(2026, 5, 1))
    assert [(problem.field, problem.refuses) for problem in found] == [(field, refuses)]


def test_the_list_shows_owner_place_workers_and_what_was_done(database: Database) -> None:
    with database.change("a") as tx:
        bago = places.ensure(tx, "MM", "Bago")
        owner = tx.add(Person(full_name="Ma Khin", sex="F"))
        shop = enterprises.save(tx, name="Shop", owner_id=owner.id, place_id=bago, workers_women=2)
        twin = enterprises.save(tx, name="The Shop", workers_total=3)
        enterprises.save(tx, name="Bakery", owner_name="Aung", owner_sex="M")
        tx.add_many([Enrolment(enterprise_id=shop.id), Visit(enterprise_id=shop.id), Visit(enterprise_id=twin.id)])
        assert enterprises.join(tx, shop.id, twin.id) == 1
        bakery, row = enterprises.rows(tx)
        assert (bakery.name, bakery.owner, bakery.owner_sex, bakery.workers) == ("Bakery", "Aung", "M", None)
        assert (row.name, row.owner, row.owner_sex, row.place) == ("Shop", "Ma Khin", "F", "Bago")
        assert (row.workers, row.courses, row.visits) == (3, 1, 2)
        assert [one.name for one in enterprises.rows(tx, place_id=bago)] == ["Shop"]
        assert enterprises.unjoin(tx, twin.id)
        assert len(enterprises.rows(tx)) == 3
        with pytest.raises(UserError):
            enterprises.save(tx, shop, workers_men=-2)


def test_blank_workers_are_not_zero() -> None:
    assert enterprises.workers(Enterprise()) is None
    assert enterprises.workers(Enterprise(workers_men=0)) == 0
    sizes = [enterprises.size(number) for number in (None, 0, 9, 10, 249, 250)]
    assert sizes == ["", "owner only", "micro", "small", "medium", "large"]
