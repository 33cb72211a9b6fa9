"""Merging a workbook of 10,000 new enrolments of new persons, and merging it again unchanged.

The floors: reading the file with python-calamine, and for the first also inserting the same rows into the same tables
with plain executemany, without guards and without a journal.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from measure import Job, Timed, seconds
from python_calamine import CalamineWorkbook

ENROLMENTS = 10_000
PER_COURSE = 25

_FAMILIES = ("Nguyễn", "ສົມພອນ", "Khin", "Somsak", "Sok", "Perera", "Tamang", "Bat")


def workbook(folder: Path) -> Path:
    """A workbook of an office with that many enrolments, each of a person of its own, 25 in a course."""
    from db.database import Database
    from db.models import Course, Enrolment, Person, Place
    from trainer_app.exchange import Scope, send
    from trainer_app.programmes import load_catalogue

    database = Database.create(folder / "sender.db", name="Trainer")
    with database.change("courses") as tx:
        place = tx.add(Place(name="Vientiane", country="LA", level="province"))
        courses = [
            Course(code=f"SYB-{number:04}", programme="SIYB", products="SYB", starts=date(2026, 3, 2),
                   ends=date(2026, 3, 6), venue=f"Room {number % 9}", place_id=place.id)
            for number in range(ENROLMENTS // PER_COURSE)
        ]  # fmt: skip
        persons = [
            Person(full_name=f"{_FAMILIES[number % 8]} {number}", sex="FM"[number % 2], birth_year=1970 + number % 35,
                   phones=f"09 {420000000 + number}", address=f"{number % 400} Main Road", education="secondary",
                   occupations="farmer", place_id=place.id)
            for number in range(ENROLMENTS)
        ]  # fmt: skip
        tx.add_many([*courses, *persons])
        tx.add_many([
            Enrolment(course_id=courses[number // PER_COURSE].id, person_id=person.id, seat=number % PER_COURSE + 1,
                      has_business=number % 3 == 0, plan_finished=True, pre_test=41.5, post_test=77.0,
                      outcome="completed")
            for number, person in enumerate(persons)
        ])  # fmt: skip
    path = folder / "from the field.xlsx"
    send(database, path, load_catalogue(), Scope("everything"), sender="Trainer")
    return path


def _read(path: Path) -> None:
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows that a merge has put into the records' tables."""
    from db.models import RECORDS

    with closing(sqlite3.connect(database)) as connection:
        found = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in RECORDS}
    return {table: rows for table, rows in found.items() if rows and table != "replica"}


def _unguarded(path: Path) -> None:
    """An empty database of ours without the triggers that keep writes in the journal."""
    from db.database import Database

    Database.create(path, name="Floor", kind="office")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")


def _insert(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, found in rows.items():
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(found[0]))})", found)


@contextmanager
def _new(folder: Path) -> Iterator[tuple[Timed, Timed]]:
    from db.database import Database
    from trainer_app.exchange import merge

    path = workbook(folder)
    model = Database.create(folder / "model.db", name="Office", kind="office")
    merge(model, [path], apply=True)
    rows = _rows(model.path)
    numbers = iter(range(1000))

    def ours() -> float:
        office = Database.create(folder / f"office {next(numbers)}.db", name="Office", kind="office")
        return seconds(lambda: merge(office, [path], apply=True))

    def floor() -> float:
        office = folder / f"floor {next(numbers)}.db"
        _unguarded(office)
        return seconds(lambda: (_read(path), _insert(office, rows)))

    yield ours, floor


@contextmanager
def _again(folder: Path) -> Iterator[tuple[Timed, Timed]]:
    from db.database import Database
    from trainer_app.exchange import merge

    path = workbook(folder)
    office = Database.create(folder / "office.db", name="Office", kind="office")
    merge(office, [path], apply=True)
    yield lambda: seconds(lambda: merge(office, [path], apply=True)), lambda: seconds(lambda: _read(path))


NEW = Job(f"merge of {ENROLMENTS:,} new enrolments / read + insert", 2.5, _new)
AGAIN = Job("the same merge again, unchanged / read", 1.5, _again, pairs=7)
