"""Two copies of one database that both work, and changes that travelled without some of their fields."""

import itertools
from pathlib import Path

import pytest

from db.clock import stamp_text
from db.database import Database
from db.models import Person
from db.resolve import RETRACTS, Change, withhold
from trainer_app import dump
from trainer_app.checking import check

FIRST, SECOND, THIRD = (stamp_text(wall, 0, "trainer") for wall in (1, 2, 3))
BORN = Change(FIRST, "person", "p", "create", {"full_name": "Ma Khin", "phones": "09 1"}, {})
ONE = Change(SECOND, "person", "p", "set", {"phones": "09 2"}, {"phones": [FIRST]})
OTHER = Change(SECOND, "person", "p", "set", {"phones": "09 3"}, {"phones": [FIRST]})
UNDO = Change(SECOND, "person", "p", "retract", {}, {RETRACTS: [FIRST]})
AFTER = Change(THIRD, "person", "p", "set", {"email": "khin@example.org"}, {})


def outcome(folder: Path, *deliveries: list[Change]) -> str:
    """What a new database holds after these deliveries, one merge each."""
    folder.mkdir()
    database = Database.create(folder / "office.db")
    for delivery in deliveries:
        with database.change("merge") as tx:
            tx.apply(delivery)
    assert not [finding for finding in check(database) if finding.wrong]
    with database.read() as tx:
        return "\n".join(line for line in dump.lines(tx) if '"person"' in line)


@pytest.mark.parametrize("other", [OTHER, UNDO], ids=["edit", "undo"])
def test_both_values_of_a_stamp_given_twice_stand_in_any_order(tmp_path: Path, other: Change) -> None:
    deliveries = [BORN, ONE, AFTER], [BORN, other], [BORN, AFTER]
    found = {
        outcome(tmp_path / str(number), *order, *order)
        for number, order in enumerate(itertools.permutations(deliveries))
    }
    assert len(found) == 1
    text = found.pop()
    assert "09 2" in text
    assert "khin@example.org" in text
    if other is OTHER:
        assert '"conflicts":{"phones":["09' in text
        assert "09 3" in text


def test_a_stamp_given_twice_to_different_records_needs_no_healing(tmp_path: Path) -> None:
    elsewhere = OTHER._replace(record="q", kind="create", fields={"full_name": "Somsak"}, basis={})
    one = outcome(tmp_path / "1", [BORN, ONE], [elsewhere])
    other = outcome(tmp_path / "2", [elsewhere], [BORN, ONE])
    assert one == other
    assert "conflicts" not in one
    assert "09 2" in one
    assert "Somsak" in one


def test_what_both_copies_gave_is_settled_once(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "office.db")
    with database.change("merge") as tx:
        tx.apply([BORN, ONE])
        assert tx.apply([BORN, OTHER]).twins == {"trainer"}
        tx.settle("person", "p", "phones", "09 4")
    with database.change("merge") as tx:
        assert not tx.apply([BORN, OTHER]).effects
        assert not tx.apply([BORN, ONE]).effects
        assert tx.get(Person, "p").phones == "09 4"
        assert not tx.state("person", "p").conflicts


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0)])
def test_a_change_that_came_without_a_field_is_completed_by_the_whole_one(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    cut = withhold(BORN, {"phones"})
    assert "phones" not in cut.fields
    whole = outcome(tmp_path / "whole", [BORN, ONE])
    versions = [cut, withhold(ONE, {"phones"})], [BORN, ONE]
    assert outcome(tmp_path / "parts", *(list(versions[number]) for number in order)) == whole


def test_what_was_erased_is_not_completed(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "office.db")
    with database.change("merge") as tx:
        tx.apply([withhold(BORN, {"phones"})])
        tx.erase(tx.get(Person, "p"), {"sex": "F"})
        tx.apply([BORN])
        assert tx.get(Person, "p").phones is None
        assert not any(change.fields.get("phones") for change in tx.history("person", "p"))


def test_an_erasure_from_elsewhere_is_no_work_of_a_twin(tmp_path: Path) -> None:
    office, trainer = Database.create(tmp_path / "office.db"), Database.create(tmp_path / "trainer.db")
    for database in (office, trainer):
        with database.change("merge") as tx:
            tx.apply([BORN, ONE])
    with office.change("erase") as tx:
        tx.erase(tx.get(Person, "p"), {"sex": "F"})
        erased = tx.history("person", "p")
    with trainer.change("merge") as tx:
        assert not tx.apply(erased).twins
        assert {change.stamp for change in tx.history("person", "p")} == {change.stamp for change in erased}
        assert not any(change.fields.get("phones") for change in tx.history("person", "p"))


def test_an_erasure_of_what_came_without_a_field_is_no_twin(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "office.db")
    with database.change("merge") as tx:
        tx.apply([withhold(BORN, {"phones"})])
        tx.erase(tx.get(Person, "p"), {"sex": "F"})
        assert not tx.apply([withhold(BORN, {"phones"})]).twins
        assert not tx.apply([BORN]).twins
        assert tx.get(Person, "p").phones is None
