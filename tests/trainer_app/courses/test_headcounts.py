"""Totals without names: blank is not zero, and parts cannot be more than the whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.database import Database
from trainer_app.courses import headcounts
from trainer_app.errors import UserError


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


def test_sums_keep_blank_apart_from_zero(database: Database) -> None:
    with database.change("totals") as tx:
        headcounts.save(tx, "c", label="Class A", women=12, men=0)
        headcounts.save(tx, "c", label="Class B", women=3, unknown=4)
        sums = headcounts.sums(tx, "c")
        assert (sums.women, sums.men, sums.other, sums.unknown, sums.youth) == (15, 0, None, 4, None)
        assert sums.everyone == 19
        assert headcounts.sums(tx, "another").everyone is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"women": -1}, "-1 people"),
        ({"women": 3, "men": 4, "youth": 8}, "8 young people among 7"),
        ({"unknown": 2, "disability": 3}, "3 people with a disability among 2"),
        ({"youth": 3}, "total is missing"),
        ({"women": 10**20}, "more than one course"),
    ],
)
def test_what_cannot_be_is_refused(database: Database, values: dict[str, int], said: str) -> None:
    with database.change("totals") as tx, pytest.raises(UserError, match=said):
        headcounts.save(tx, "c", **values)


def test_a_change_is_checked_with_what_is_there(database: Database) -> None:
    with database.change("totals") as tx:
        saved = headcounts.save(tx, "c", women=5)
        with pytest.raises(UserError, match="6 young"):
            headcounts.save(tx, "c", saved, youth=6)
        headcounts.save(tx, "c", saved, youth=5)
        assert headcounts.find(tx, "c")[0].youth == 5


counts = st.none() | st.integers(0, 50)


@given(st.fixed_dictionaries(dict.fromkeys((*headcounts.PARTS, "youth", "disability"), counts)))
def test_what_is_taken_has_no_part_greater_than_the_whole(values: dict[str, int | None]) -> None:
    if not headcounts.problems(values):
        known = [values[name] for name in headcounts.PARTS if values[name] is not None]
        for name in ("youth", "disability"):
            assert values[name] is None or (known and values[name] <= sum(known))  # type: ignore[operator]
