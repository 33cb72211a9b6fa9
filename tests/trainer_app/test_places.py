"""The tree of places that two replicas write alike."""

from pathlib import Path

import pytest

from db.database import Database
from db.models import Place
from trainer_app import places
from trainer_app.errors import UserError


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


def test_two_replicas_mean_the_same_place(database: Database, tmp_path: Path) -> None:
    other = Database.create(tmp_path / "b.db")
    with database.change("a") as tx, other.change("b") as ty:
        one = places.ensure(tx, "MM", "Bago", "Taungoo")
        assert one == places.ensure(ty, "MM", "  BAGO", "taungoo ")
        assert one == places.ensure(tx, "MM", "bago", "Taungoo")
        assert one != places.ensure(tx, "MM", "Bago")
        assert places.full_names(tx)[one] == "Taungoo, Bago"
        assert [(place.name, place.level) for place in tx.find(Place, order_by=Place.name)] == [
            ("Bago", "province"), ("Taungoo", "district"),
        ]  # fmt: skip
        with pytest.raises(UserError):
            places.ensure(tx, "MM", " ")


def test_spellings_find_the_place_and_joining_adds_them(database: Database) -> None:
    with database.change("a") as tx:
        bago = places.ensure(tx, "MM", "Bago")
        pegu = places.ensure(tx, "MM", "Pegu")
        town = places.ensure(tx, "MM", "Pegu", "Taungoo")
        places.join(tx, bago, pegu)
        assert tx.get(Place, bago).spellings == "Pegu"
        assert places.ensure(tx, "MM", "pegu") == bago
        assert places.below(tx, bago) == {bago, pegu, town}
        assert places.full_names(tx)[town] == "Taungoo, Bago"
        assert [place.id for place in places.find(tx, country="MM")] == [bago, town]
        with pytest.raises(UserError):
            places.join(tx, bago, places.ensure(tx, "KH", "Bago"))
        with pytest.raises(UserError):
            places.join(tx, town, bago)


def test_joining_goes_to_the_place_that_stands(database: Database) -> None:
    with database.change("a") as tx:
        bago, pegu, hanthawaddy = (places.ensure(tx, "MM", name) for name in ("Bago", "Pegu", "Hanthawaddy"))
        places.join(tx, bago, pegu)
        places.join(tx, pegu, hanthawaddy)  # pegu is bago by now
        places.join(tx, hanthawaddy, bago)  # and so is hanthawaddy
        assert [place.id for place in places.find(tx, country="MM")] == [bago]
        assert tx.get(Place, hanthawaddy).merged_into == bago
        assert tx.get(Place, bago).spellings == "Pegu; Hanthawaddy"
        other = places.ensure(tx, "MM", "Bago Region")
        places.join(tx, other, hanthawaddy)
        assert tx.get(Place, bago).merged_into == other
        assert tx.get(Place, other).spellings == "Bago; Pegu; Hanthawaddy"


def test_a_place_cannot_lie_in_itself(database: Database) -> None:
    with database.change("a") as tx:
        bago = tx.get(Place, places.ensure(tx, "MM", "Bago"))
        town = places.ensure(tx, "MM", "Bago", "Taungoo")
        for parent in (bago.id, town):
            with pytest.raises(UserError):
                places.save(tx, bago, parent_id=parent)
        with pytest.raises(UserError):
            places.save(tx, bago, name=" ")
        assert places.save(tx, bago, code="03")


def test_a_deleted_place_comes_back_when_it_is_written_again(database: Database) -> None:
    with database.change("a") as tx:
        bago = places.ensure(tx, "MM", "Bago")
        tx.delete(tx.get(Place, bago))
        assert places.find(tx, country="MM") == []
        assert places.ensure(tx, "MM", "Bago") == bago
        assert [place.id for place in places.find(tx, country="MM")] == [bago]
