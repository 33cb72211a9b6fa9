"""Files of every version so far are opened and merged by this one."""

import shutil
from pathlib import Path

import pytest

from db.database import Database
from trainer_app.checking import check
from trainer_app.exchange.merging import merge

RELEASED = Path(__file__).parent / "released"


@pytest.mark.parametrize("file", sorted(RELEASED.glob("*.sqlite")), ids=lambda file: file.stem)
def test_a_database_of_that_version_opens_whole(file: Path, tmp_path: Path) -> None:
    path = tmp_path / file.name
    shutil.copy(file, path)
    database = Database.open(path)
    assert not [finding.sentence for finding in check(database) if finding.wrong]
    with database.read() as tx:
        assert tx.rows("SELECT count(*) FROM enrolment WHERE NOT deleted")[0][0] > 0


@pytest.mark.parametrize("file", sorted(RELEASED.glob("*.xlsx")), ids=lambda file: file.stem)
def test_a_workbook_of_that_version_is_merged_whole(file: Path, tmp_path: Path) -> None:
    database = Database.create(tmp_path / "office.sqlite", kind="office")
    plan = merge(database, [file], apply=True)
    ledgers = {ledger.sheet: ledger for ledger in plan.files[0].ledgers}
    assert ledgers["participants"].read == ledgers["participants"].new + ledgers["participants"].changed == 25
    assert not plan.files[0].refusals
    assert not [finding.sentence for finding in check(database) if finding.wrong]


def test_the_signature_of_a_released_form_still_holds(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "office.sqlite", kind="office")
    plan = merge(database, [RELEASED / "workbook-1.xlsx", RELEASED / "workbook-2.xlsx"], apply=True)
    assert [file.seal for file in plan.files] == ["unsigned", "new"]
