"""Files of every version so far are opened and merged by this one."""

import shutil
from pathlib import Path

import pytest

from db.database import Database
from db.models import Person
from trainer_app import undoing
from trainer_app.checking import check
from trainer_app.exchange import conflicts
from trainer_app.exchange.merging import merge
from trainer_app.spreadsheets.digests import TOP, AsWritten
from trainer_app.spreadsheets.opening import opened

RELEASED = Path(__file__).parent / "released"


@pytest.mark.parametrize("file", sorted(RELEASED.glob("*.sqlite")), ids=lambda file: file.stem)
def test_a_database_of_that_version_opens_whole(file: Path, tmp_path: Path) -> None:
    path = tmp_path / file.name
    shutil.copy(file, path)
    database = Database.open(path)
    assert not [finding.sentence for finding in check(database) if finding.wrong]
    with database.read() as tx:
        assert tx.rows("SELECT count(*) FROM enrolment WHERE NOT deleted")[0][0] > 0


def test_what_several_merges_brought_alike_before_places_were_noted_stays_with_the_last_of_them(tmp_path: Path) -> None:
    """Of the three merges the second holds Khin's phone and Nang as well, the third also Aung's phone."""
    path = tmp_path / "office.sqlite"
    shutil.copy(RELEASED / "database-0002.sqlite", path)
    database = Database.open(path)
    before = {"Khin": "09 550 0000", "Aung": "09 550 0000"}
    typed = {"Khin": "09 550 7777", "Aung": "09 550 8888", "Nang": None}
    with database.read() as tx:
        merges = [row[0] for row in tx.rows("SELECT id FROM action WHERE kind = 'merge' ORDER BY id")]
    for merge_id, left in zip(merges, (typed, typed, before), strict=True):
        with database.change("undo", kind="undo") as tx:
            undoing.take_back(tx, merge_id)
        with database.read() as tx:
            assert {person.full_name: person.phones for person in tx.find(Person)} == left
    assert not [finding.sentence for finding in check(database) if finding.wrong]


def test_what_was_deleted_is_no_longer_in_conflict_over_its_phone_and_is_again_when_it_is_there(tmp_path: Path) -> None:
    """Khin's phone and that of Aung, who was deleted on both sides, are in conflict."""
    path = tmp_path / "office.sqlite"
    shutil.copy(RELEASED / "database-0003.sqlite", path)
    database = Database.open(path)
    with database.change("restore") as tx:
        assert [dispute.label for dispute in conflicts.find(tx)] == ["Khin"]
        (aung,) = tx.find(Person, Person.full_name == "Aung", deleted=True)
        tx.update(aung, deleted=False)
        assert [dispute.label for dispute in conflicts.find(tx)] == ["Khin", "Aung"]
    assert not [finding.sentence for finding in check(database) if finding.wrong]


@pytest.mark.parametrize("file", sorted(RELEASED.glob("*.xlsx")), ids=lambda file: file.stem)
def test_a_workbook_of_that_version_is_merged_whole(file: Path, tmp_path: Path) -> None:
    database = Database.create(tmp_path / "office.sqlite", kind="office")
    plan = merge(database, [file], apply=True)
    ledgers = {ledger.sheet: ledger for ledger in plan.files[0].ledgers}
    assert ledgers["participants"].read == ledgers["participants"].new + ledgers["participants"].changed == 25
    assert not plan.files[0].refusals
    assert not [finding.sentence for finding in check(database) if finding.wrong]


def test_the_digests_of_the_third_form_before_they_were_of_json_still_tell_the_rows() -> None:
    with opened(RELEASED / "workbook-3.xlsx", digests=["participants"]) as sheets:
        told = [len(row.firsts) for sheet in sheets for row in sheet.rows if isinstance(row, AsWritten)]
    assert sum(told) == 25 + 2 - TOP  # the rows at the top are handed over whole


def test_the_signature_of_a_released_form_still_holds(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "office.sqlite", kind="office")
    plan = merge(database, [RELEASED / "workbook-1.xlsx", RELEASED / "workbook-2.xlsx"], apply=True)
    assert [file.seal for file in plan.files] == ["unsigned", "new"]
