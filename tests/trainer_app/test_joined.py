"""Two people join one pair the other way round: one stays in every list and workbook, the same everywhere."""

import itertools
import random
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from db.database import Database
from db.models import Course, CourseTrainer, Credential, Enrolment, Enterprise, Organisation, Person, Place
from trainer_app import checking, dump, duplicates, enterprises, joined, name_index, organisations, places, searching
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.people import person_records, persons, trainers
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.workbook import select

CATALOGUE = load_catalogue()
A, B = "a", "b"
"""The two persons, places, organisations, enterprises; the smaller id stands in a circle."""
FIRST = 3


def _names(database: Database) -> dict[str, list[str]]:
    with database.read() as tx:
        return {
            "persons": [row.id for row in persons.rows(tx)],
            "search": sorted(hit.id for hit in searching.search(tx, "Khin") if hit.table == "person"),
            "organisations found": sorted(
                hit.id for hit in searching.search(tx, "Hall") if hit.table == "organisation"
            ),
            "enterprises found": sorted(hit.id for hit in searching.search(tx, "Shop") if hit.table == "enterprise"),
            "trainers": [row.id for row in trainers.rows(tx, CATALOGUE)],
            "organisations": [row.id for row in organisations.rows(tx)],
            "organisations by country": [one.id for one in organisations.find(tx, country="MM")],
            "enterprises": [row.id for row in enterprises.rows(tx)],
            "places": [place.id for place in places.find(tx)],
        }


def _standing(database: Database) -> list[str]:
    """Who is in the list of persons, and is found there."""
    names = _names(database)
    assert sorted(names["persons"]) == names["search"]
    return names["search"]


def _count(database: Database) -> int:
    with database.read() as tx:
        return person_records.count(tx)


def _exchanged(tmp_path: Path, *databases: Database) -> None:
    """Everybody takes in what everybody sent, until all are level."""
    for turn in range(2):
        files = []
        for database in databases:
            files.append(tmp_path / f"{turn} {database.path.stem}.xlsx")
            send(database, files[-1], CATALOGUE, Scope("everything"), sender=database.path.stem)
        for database, own in zip(databases, files, strict=True):
            merge(database, [path for path in files if path != own], apply=True)


def _join(database: Database, gone: str, keep: str) -> None:
    with database.change("join") as tx:
        persons.join(tx, keep, gone)
        enterprises.join(tx, keep, gone)
        organisations.join(tx, keep, gone)
        tx.update(tx.get(Place, gone), merged_into=keep)


@pytest.fixture
def both(tmp_path: Path) -> tuple[Database, Database]:
    """An office and a trainer that know the same pair, each taught one course and sat in one."""
    office = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with office.change("pair") as tx:
        for one in (A, B):
            tx.add(Place(id=one, name=f"Town {one}", country="MM", level="province"))
            tx.add(Organisation(id=one, name=f"Hall {one}", country="MM"))
            tx.add(Enterprise(id=one, name=f"Shop {one}"))
            tx.add(Person(id=one, full_name=f"Ma Khin {one}", is_trainer=True, phones="09420012345"))
            tx.add(
                Course(id=f"c{one}", code=f"SYB-{one}", programme="SIYB", products="SYB", starts=date(2026, 3, 2),
                       ends=date(2026, 3, 6))
            )  # fmt: skip
            tx.add(CourseTrainer(id=f"t{one}", course_id=f"c{one}", person_id=one))
            tx.add(Credential(id=f"k{one}", person_id=one))
            tx.add(Enrolment(id=f"e{one}", course_id=f"c{one}", person_id=one))
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    _exchanged(tmp_path, office, trainer)
    return office, trainer


def test_of_a_pair_joined_both_ways_one_is_shown_the_same_everywhere(
    tmp_path: Path, both: tuple[Database, Database]
) -> None:
    office, trainer = both
    assert set(map(tuple, _names(office).values())) == {(A, B)}
    _join(office, A, B)
    _join(trainer, B, A)
    assert set(map(tuple, _names(office).values())) == {(B,)}  # the search keeps an index from here on
    _exchanged(tmp_path, office, trainer)
    for database in both:
        assert set(map(tuple, _names(database).values())) == {(A,)}
        assert _count(database) == 1
        with database.read() as tx:
            assert {tx.get(Person, A).merged_into, tx.get(Person, B).merged_into} == {A, B}
            assert duplicates.candidates(tx) == []
            assert trainers.named(tx, "Ma Khin a") is not None
    with office.read() as one, trainer.read() as other:
        assert dump.digest(one) == dump.digest(other)

    path = tmp_path / "everything.xlsx"
    send(office, path, CATALOGUE, Scope("everything"), sender="Office")
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in book["Trainers"][1]}
    column = heads["trainers/person.full_name"]
    assert [cell.value for cell in next(book["Trainers"].iter_cols(column, column, FIRST)) if cell.value] == [
        "Ma Khin a"
    ]
    keys = {cell.value: cell.column for cell in book["Participants"][1]}
    for row in (FIRST, FIRST + 1):
        assert book["Participants"].cell(row, keys["participants/second"]).value == A
        assert book["Participants"].cell(row, keys["participants/person.full_name"]).value == "Ma Khin a"


def test_a_pair_joined_both_ways_is_taken_apart_at_once(tmp_path: Path, both: tuple[Database, Database]) -> None:
    office, trainer = both
    _join(office, A, B)
    _join(trainer, B, A)
    _exchanged(tmp_path, office, trainer)
    with office.change("apart") as tx:
        assert persons.unjoin(tx, B)
        assert not persons.unjoin(tx, B)
        assert {joined.root_of(tx, "person", one) for one in (A, B)} == {A, B}


@pytest.mark.parametrize(("gone", "roots"), [("b", "abab"), ("d", "aaad")])
def test_who_is_taken_out_of_a_circle_leaves_the_others_joined(tmp_path: Path, gone: str, roots: str) -> None:
    database = Database.create(tmp_path / "a.db")
    with database.change("a") as tx:
        tx.add_many([Person(id=one, full_name=one) for one in "abcd"])
        for one, other in ("ab", "bc", "ca", "db"):
            tx.update(tx.get(Person, one), merged_into=other)
        assert persons.unjoin(tx, gone)
        assert "".join(joined.root_of(tx, "person", one) for one in "abcd") == roots


def test_the_workbook_for_a_trainer_holds_what_was_done_under_a_joined_identity(
    both: tuple[Database, Database],
) -> None:
    office, _trainer = both
    _join(office, A, B)
    for asked in (A, B):
        with office.read() as tx:
            selection = select.of_trainer(tx, asked)
        assert set(selection.of("course")) == {"ca", "cb"}
        assert set(selection.of("credential")) == {"ka", "kb"}
        assert set(selection.of("person")) == {A, B}


def test_values_of_a_joined_person_go_to_the_one_who_stands(both: tuple[Database, Database]) -> None:
    office, _trainer = both
    _join(office, A, B)
    with office.change("edit") as tx:
        assert persons.save(tx, tx.get(Person, A), notes="called").id == B
        assert (tx.get(Person, A).notes, tx.get(Person, B).notes) == (None, "called")


def test_what_stands_in_memory_follows_the_joins_of_others(tmp_path: Path) -> None:
    """Of three persons any joins and partings in a row: the search finds whom the list shows."""
    database = Database.create(tmp_path / "a.db")
    ids = ("a", "b", "c")
    with database.change("add") as tx:
        tx.add_many([Person(id=one, full_name=f"Ma Khin {one}") for one in ids])
    steps = [*itertools.permutations(ids, 2), *((one, None) for one in ids)]
    chance = random.Random(7)
    for gone, keep in (chance.choice(steps) for _turn in range(60)):
        with database.change("join") as tx:
            tx.update(tx.get(Person, gone), merged_into=keep)
        with database.read() as tx:
            shown = [row.id for row in persons.rows(tx)]
            assert sorted(name_index.named(tx, "person", "khin", 9)) == shown
            assert shown


def test_who_was_joined_with_somebody_that_is_taken_back_elsewhere_stands_until_they_return(
    tmp_path: Path, both: tuple[Database, Database]
) -> None:
    office, trainer = both
    with office.change("third") as tx:
        tx.add(Person(id="c", full_name="Ma Khin c"))
    with office.change("fourth") as tx:
        tx.add(Person(id="d", full_name="Ma Khin d"))
        fourth = tx.action.id or 0
    _exchanged(tmp_path, office, trainer)
    assert _standing(office) == _standing(trainer) == [A, B, "c", "d"]  # the search keeps an index from here on
    with office.change("undo", kind="undo") as tx:
        tx.undo(fourth)
        undoing = tx.action.id or 0
    with trainer.change("join") as tx:
        persons.join(tx, "d", "c")
    _exchanged(tmp_path, office, trainer)
    for database in both:
        assert _standing(database) == [A, B, "c"]
        assert [finding.kind for finding in checking.check(database)] == ["missing_reference"]

    with office.change("redo", kind="undo") as tx:
        tx.undo(undoing)
        redoing = tx.action.id or 0
    _exchanged(tmp_path, office, trainer)
    for database in both:
        assert _standing(database) == [A, B, "d"]
        assert checking.check(database) == []

    with office.change("undo", kind="undo") as tx:
        tx.undo(redoing)
    _exchanged(tmp_path, office, trainer)
    for database in both:
        assert _standing(database) == [A, B, "c"]
    with office.change("apart") as tx:
        assert persons.unjoin(tx, "c")
    assert checking.check(office) == []
