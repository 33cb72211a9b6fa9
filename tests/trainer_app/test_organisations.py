"""Organisations: name and country identify one, offices form a tree, joined ones count as one."""

from pathlib import Path

import pytest

from db.database import Database
from db.models import Course, Organisation
from trainer_app import organisations
from trainer_app.errors import UserError


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


def test_name_and_country_identify_one_never_the_acronym(database: Database, tmp_path: Path) -> None:
    other = Database.create(tmp_path / "b.db")
    with database.change("a") as tx, other.change("b") as ty:
        one = organisations.ensure(tx, "Chamber of Commerce", "VN", acronym="VCCI", kind="chamber")
        assert organisations.ensure(ty, "CHAMBER  of commerce", "VN") == one
        assert organisations.ensure(tx, "chamber of commerce", "VN") == one
        assert organisations.ensure(tx, "Chamber of Commerce", "US", acronym="VCCI") != one
        assert len(organisations.find(tx, kind="chamber")) == 1
        assert len(organisations.find(tx, country="US")) == 1
        with pytest.raises(UserError, match="name"):
            organisations.ensure(tx, " ", "VN")
        with pytest.raises(UserError, match="circus"):
            organisations.ensure(tx, "Clowns", "VN", kind="circus")


def test_joined_ones_count_under_the_one_kept(database: Database) -> None:
    with database.change("a") as tx:
        one = organisations.ensure(tx, "Ministry of Labour", "MM")
        other = organisations.ensure(tx, "Min. of Labour", "MM", acronym="MOL")
        tx.add_many([Course(organiser_id=one), Course(organiser_id=other)])
        assert organisations.join(tx, one, other) == 1
        (row,) = organisations.rows(tx)
        assert (row.name, row.acronym, row.courses) == ("Ministry of Labour", "MOL", 2)
        assert organisations.ensure(tx, "Min. of Labour", "MM") == one
        assert organisations.unjoin(tx, other)
        assert len(organisations.rows(tx)) == 2
        with pytest.raises(UserError, match="country"):
            organisations.join(tx, one, organisations.ensure(tx, "Ministry of Labour", "KH"))


def test_the_tree_of_offices(database: Database) -> None:
    with database.change("a") as tx:
        top = tx.add(Organisation(name="Regional office"))
        country = tx.add(Organisation(name="Country office", parent_id=top.id))
        branch = tx.add(Organisation(name="Branch", parent_id=country.id))
        assert organisations.below(tx, top.id) == {top.id, country.id, branch.id}
        with pytest.raises(UserError):
            organisations.save(tx, top, parent_id=branch.id)
        assert organisations.save(tx, branch, name="Sub-office")
        assert {row.name: row.above for row in organisations.rows(tx)}["Sub-office"] == "Country office"
