"""Workbooks of news that were lost on the way, came late, twice, or to a computer that was restored meanwhile."""

from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path

import pytest
from sqlmodel import col

from db.database import Database
from db.models import Course, Enrolment, Person
from trainer_app import backups, dump
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.workbook.read import read_workbook

NEWS, ALL = Scope("everything", only_new=True), Scope("everything")
Written = Callable[..., Path]


@pytest.fixture
def office(tmp_path: Path) -> Database:
    database = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with database.change("start") as tx:
        tx.add(Course(id="c1", code="SYB-1"))
    return database


@pytest.fixture
def trainer(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "Daw Mya.db", name="Daw Mya")


@pytest.fixture
def written(tmp_path: Path) -> Written:
    numbers: Iterator[int] = iter(range(100))

    def written(database: Database, scope: Scope, to: str) -> Path:
        path = tmp_path / f"{next(numbers)}.xlsx"
        send(database, path, load_catalogue(), scope, sender=database.path.stem, partner=to)
        return path

    return written


def enrol(database: Database, name: str) -> None:
    with database.change(name) as tx:
        person = tx.add(Person(full_name=name))
        tx.add(Enrolment(course_id="c1", person_id=person.id))


def names(database: Database) -> list[str | None]:
    with database.read() as tx:
        return [person.full_name for person in tx.find(Person, order_by=col(Person.full_name))]


def warned(database: Database, path: Path) -> bool:
    (file,) = merge(database, [path], apply=True).files
    return any("Something may be missing" in note for note in file.notes)


def held(database: Database) -> list[str]:
    with database.read() as tx:
        return [
            line for line in dump.lines(tx) if '"table":"replica"' not in line and '"table":"signing_key"' not in line
        ]


def test_what_was_lost_is_told_of_until_it_came(office: Database, trainer: Database, written: Written) -> None:
    assert not warned(trainer, written(office, ALL, "Daw Mya"))
    enrol(office, "Aung")
    lost = written(office, NEWS, "Daw Mya")
    for name in ("Khin", "Nang"):
        enrol(office, name)
        assert warned(trainer, written(office, NEWS, "Daw Mya")), name  # also of the one after the next
    assert names(trainer) == ["Khin", "Nang"]
    assert not warned(trainer, lost)  # it turned up
    enrol(office, "Thida")
    assert not warned(trainer, written(office, NEWS, "Daw Mya"))
    assert held(office) == held(trainer)


def test_whoever_asks_for_everything_lacks_nothing(office: Database, trainer: Database, written: Written) -> None:
    for name in ("Aung", "Khin"):
        enrol(office, name)
        last = written(office, NEWS, "Daw Mya")
    assert warned(trainer, last)
    assert not warned(trainer, written(office, ALL, "Daw Mya"))
    enrol(office, "Nang")
    assert not warned(trainer, written(office, NEWS, "Daw Mya"))
    assert held(office) == held(trainer)


def test_any_order_and_twice_come_to_the_same(office: Database, written: Written, tmp_path: Path) -> None:
    books = [written(office, ALL, "Daw Mya")]
    for name in ("Aung", "Khin"):
        enrol(office, name)
        with office.change("edit") as tx:
            tx.update(tx.find(Person, order_by=col(Person.id))[0], phones=name)
        books.append(written(office, NEWS, "Daw Mya"))
    for number, order in enumerate(permutations(books)):
        database = Database.create(tmp_path / f"{number}.db")
        for book in order:
            merge(database, [book], apply=True)
            assert not merge(database, [book], apply=True).changes_anything
        assert held(database) == held(office)


def test_a_restored_computer_gets_its_own_work_back(office: Database, trainer: Database, written: Written) -> None:
    """Work that was sent to the office is gone with the trainer's disk; the backup is of before."""
    merge(trainer, [written(office, ALL, "Daw Mya")], apply=True)
    backup = backups.make(trainer)
    enrol(trainer, "Aung")
    merge(office, [written(trainer, NEWS, "Office")], apply=True)
    enrol(office, "Khin")
    seen = written(office, NEWS, "Daw Mya")
    assert "Aung" not in {change.fields.get("full_name") for change in read_workbook(seen).changes()}  # they have it
    trainer = backups.restore(trainer.path, backup)
    merge(trainer, [seen], apply=True)
    assert names(trainer) == ["Khin"]
    enrol(trainer, "Nang")
    merge(office, [written(trainer, NEWS, "Office")], apply=True)
    enrol(office, "Thida")
    merge(trainer, [written(office, NEWS, "Daw Mya")], apply=True)
    assert names(trainer) == names(office) == ["Aung", "Khin", "Nang", "Thida"]
    enrol(trainer, "Zaw")
    merge(office, [written(trainer, NEWS, "Office")], apply=True)
    enrol(office, "Hla")
    news = read_workbook(written(office, NEWS, "Daw Mya"))  # from now on only news again
    assert {change.fields.get("full_name") for change in news.changes() if change.table == "person"} == {"Hla"}


def test_a_restored_office_leaves_nothing_out(office: Database, trainer: Database, written: Written) -> None:
    merge(trainer, [written(office, ALL, "Daw Mya")], apply=True)
    backup = backups.make(office)
    enrol(office, "Aung")
    merge(trainer, [written(office, NEWS, "Daw Mya")], apply=True)
    enrol(trainer, "Khin")
    back = written(trainer, NEWS, "Office")
    office = backups.restore(office.path, backup)
    enrol(office, "Nang")
    assert not warned(trainer, written(office, NEWS, "Daw Mya"))
    merge(office, [back], apply=True)
    assert names(office) == ["Khin", "Nang"]
    enrol(trainer, "Thida")
    merge(office, [written(trainer, NEWS, "Office")], apply=True)
    assert names(office) == names(trainer) == ["Aung", "Khin", "Nang", "Thida"]
