"""Who made a workbook: its signature against the keys that are known."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db.database import Database
from db.models import Person
from trainer_app import backups, keys
from trainer_app.exchange import merging
from trainer_app.exchange.merging import FilePlan
from trainer_app.exchange.sending import Scope, send
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.workbook import machine

RELEASED = Path(__file__).parents[2] / "released"
CATALOGUE = load_catalogue()


@pytest.fixture
def trainer(tmp_path: Path) -> Database:
    database = Database.create(tmp_path / "trainer.db", name="Daw Mya")
    with database.change("add") as tx:
        tx.add(Person(full_name="Ko Ko"))
    return database


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Database, str], Path]:
    def written(database: Database, name: str) -> Path:
        path = tmp_path / f"{name}.xlsx"
        send(database, path, CATALOGUE, Scope("everything"), sender="Daw Mya")
        return path

    return written


def take(database: Database, path: Path, *, apply: bool = True) -> FilePlan:
    (file,) = merging.merge(database, [path], apply=apply).files
    return file


def forge(path: Path, target: Path, **facts: Any) -> Path:
    """The workbook with other facts in its first machine row; None takes one out."""
    book = openpyxl.load_workbook(path)
    cell = book[machine.SHEET]["B1"]
    known = json.loads(cell.value) | facts
    cell.value = json.dumps({name: fact for name, fact in known.items() if fact is not None})
    book.save(target)
    return target


def test_a_sender_is_new_once_and_known_from_then_on(
    office: Database, trainer: Database, write: Callable[..., Path]
) -> None:
    first, second = write(trainer, "first"), write(trainer, "second")
    planned = take(office, first, apply=False)
    assert (planned.seal, planned.signature) == ("new", "Made by a sender who is not known here yet: Daw Mya.")
    assert take(office, first).seal == "new"
    merged = take(office, second)
    assert (merged.seal, merged.signature) == ("known", "Signed by Daw Mya.")
    assert not merged.notes


def test_what_comes_back_to_who_wrote_it_is_its_own(trainer: Database, write: Callable[..., Path]) -> None:
    assert take(trainer, write(trainer, "own")).seal == "own"


def test_who_is_vouched_for_is_said(office: Database, trainer: Database, write: Callable[..., Path]) -> None:
    take(office, write(trainer, "first"))
    with office.change("vouch") as tx:
        theirs = next(key for key in keys.known(tx) if key.replica == trainer.replica)
        keys.vouch(tx, theirs.id)
    assert take(office, write(trainer, "second")).signature == "Signed by Daw Mya. Office vouches for this key."


def test_a_signature_that_does_not_fit_is_pointed_out_and_refuses_nobody(
    office: Database, trainer: Database, write: Callable[..., Path], tmp_path: Path
) -> None:
    take(office, write(trainer, "first"))
    with trainer.change("add") as tx:
        tx.add(Person(full_name="Ma Phyu"))
    path = write(trainer, "second")
    known = json.loads(openpyxl.load_workbook(path)[machine.SHEET]["B1"].value)
    other = write(trainer, "other")
    signature = json.loads(openpyxl.load_workbook(other)[machine.SHEET]["B1"].value)["signature"]
    for number, facts in enumerate(({"signature": signature}, {"signature": None}, {"key": "AAAA"}, {"signature": 7})):
        file = take(office, forge(path, tmp_path / f"{number}.xlsx", **facts), apply=False)
        assert file.seal == "altered", facts
        assert "altered after Daw Mya had signed it" in file.notes[0]
        assert file.new_records == {"person": 1}
    assert take(office, forge(path, tmp_path / "same.xlsx", key=known["key"]), apply=False).seal == "known"


def test_another_key_under_a_known_name_is_pointed_out(
    office: Database, trainer: Database, write: Callable[..., Path]
) -> None:
    take(office, write(trainer, "first"))
    with trainer.change("lose the key") as tx:
        tx.connection.exec_driver_sql("DELETE FROM meta WHERE key = 'key'")
    second = write(trainer, "second")
    file = take(office, second)
    assert file.seal == "other_key"
    assert "another key" in file.notes[0]
    assert take(office, write(trainer, "third")).seal == "other_key"  # what came with a forged file vouches for nothing


def test_a_workbook_of_before_signatures_is_taken(office: Database) -> None:
    file = take(office, RELEASED / "workbook-1.xlsx")
    assert file.seal == "unsigned"
    assert "older version" in file.signature


def test_each_workbook_names_the_one_before(trainer: Database, write: Callable[..., Path]) -> None:
    from trainer_app.workbook.read import read_workbook

    first, second = (read_workbook(write(trainer, name)).head for name in ("first", "second"))
    assert (first.previous, second.previous) == ("", first.workbook)


def test_a_restored_database_signs_with_a_key_of_its_own(
    office: Database, trainer: Database, write: Callable[..., Path]
) -> None:
    take(office, write(trainer, "first"))
    with trainer.read() as tx:
        before = [key.public for key in keys.known(tx)]
    restored = backups.restore(trainer.path, backups.make(trainer))
    file = take(office, write(restored, "second"))
    assert (file.seal, file.replica) == ("new", restored.replica)
    with restored.read() as tx:
        assert len([key for key in keys.known(tx) if key.replica == restored.replica]) == 1
        assert {key.public for key in keys.known(tx)} > set(before)


def test_the_private_key_stays_in_the_database_file(trainer: Database, write: Callable[..., Path]) -> None:
    path = write(trainer, "out")
    with trainer.read() as tx:
        secret = str(tx.rows("SELECT value FROM meta WHERE key = 'key'")[0][0]).partition(":")[2]
        log = str(tx.rows("SELECT label, details FROM action"))
    assert len(secret) == 44
    cells = str([list(sheet.values) for sheet in openpyxl.load_workbook(path).worksheets])
    assert secret not in cells + log
