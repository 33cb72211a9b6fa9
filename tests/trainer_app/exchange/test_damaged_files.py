"""Workbooks that were damaged at random end in a plan or a sentence; what is taken of them is whole.

DAMAGED=2000 tries as many.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from damage import damaged

from db.database import Database
from trainer_app import dump
from trainer_app.checking import check
from trainer_app.errors import UserError
from trainer_app.exchange.merging import merge
from trainer_app.importing import importer
from trainer_app.lists.read import read_list
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.spreadsheets import apart

DAMAGED = int(os.environ.get("DAMAGED", "60"))
CATALOGUE = load_catalogue()
GOOD = (Path(__file__).parents[2] / "released" / "workbook-3.xlsx").read_bytes()  # the same for every run


@pytest.fixture(scope="module", autouse=True)
def _end_the_reader() -> Iterator[None]:
    yield
    apart.end_all()


def test_damage_is_the_same_for_the_same_seed_and_seldom_none() -> None:
    made = [damaged(GOOD, Random(seed)) for seed in range(40)]
    assert made == [damaged(GOOD, Random(seed)) for seed in range(40)]
    assert sum(one != GOOD for one in made) > 35


def test_a_damaged_workbook_is_taken_whole_or_with_a_sentence(tmp_path: Path) -> None:
    path, taken, told = tmp_path / "damaged.xlsx", 0, list[str]()
    empty = Database.create(tmp_path / "empty.db", name="Office", kind="office")
    with empty.read() as tx:
        before = dump.digest(tx)
    for seed in range(DAMAGED):
        path.write_bytes(damaged(GOOD, Random(seed)))
        try:
            planned = merge(empty, [path], apply=False)
        except UserError as error:
            told.append(str(error))
        else:
            with empty.read() as tx:
                assert dump.digest(tx) == before, seed
            office = Database.create(tmp_path / f"office {seed}.db", name="Office", kind="office")
            done = merge(office, [path], apply=True)
            assert [file.ledgers for file in done.files] == [file.ledgers for file in planned.files], seed
            assert not [finding for finding in check(office) if finding.wrong], seed
            taken += 1
    assert min(taken, len(told)) > DAMAGED // 10
    assert [sentence for sentence in told if path.name not in sentence] == []


def test_a_damaged_list_is_planned_or_told_of(tmp_path: Path) -> None:
    path = tmp_path / "damaged.xlsx"
    office, told = Database.create(tmp_path / "office.db", name="Office", kind="office"), list[str]()
    for seed in range(DAMAGED):
        path.write_bytes(damaged(GOOD, Random(seed)))
        try:
            reading = read_list(path)
            with office.change("Import", rehearse=True) as tx:
                importer.plan(tx, reading, CATALOGUE)
        except UserError as error:
            told.append(str(error))
    assert [sentence for sentence in told if path.name not in sentence] == []
