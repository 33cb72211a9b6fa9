"""All hostile files with their names, for the tests and for `make hostile`."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from forged_files import FORGED, Forge, forged
from other_files import CSV, CSV_BIG, NO_FILE, PASSWORD, PROTECTED, PROTECTED_BIG, XLS
from packed_files import ODS, XLSB, XLSX, XLSX_BIG, Maker

from db.database import Database
from db.models import Course, Enrolment, Person
from trainer_app.exchange.merging import Scope, send
from trainer_app.programmes.catalogue import load_catalogue

_KINDS = (
    (".xlsx", XLSX, False), (".xlsx", XLSX_BIG, True), (".ods", ODS, False), (".xlsb", XLSB, False),
    (".xls", XLS, False), (".xlsx", PROTECTED, False), (".xlsx", PROTECTED_BIG, True), (".csv", CSV, False),
    (".csv", CSV_BIG, True), (".xlsx", NO_FILE, False),
)  # fmt: skip


class Case(NamedTuple):
    """A file: `big` where making or reading it takes long."""

    name: str
    file: str
    make: Maker
    password: str | None
    big: bool

    def made(self, folder: Path) -> Path:
        path = folder / self.file
        self.make(path)
        return path


def good_workbook(folder: Path) -> Path:
    """A workbook of a trainer with three participants."""
    database = Database.create(folder / "trainer.db", name="Trainer")
    with database.change("people") as tx:
        course = tx.add(Course(code="SYB-2", programme="SIYB", products="SYB"))
        for number in range(3):
            person = tx.add(Person(full_name=f"Ma Khin {number}"))
            tx.add(Enrolment(course_id=course.id, person_id=person.id, seat=number))
    path = folder / "from the field.xlsx"
    send(database, path, load_catalogue(), Scope("everything"), sender="Trainer")
    return path


def forged_cases(good: Path) -> Iterator[Case]:
    """Copies of a good workbook whose hidden part somebody else wrote."""
    for name, forge in FORGED.items():
        make = partial(_forged, good, forge)
        yield Case(f"forged: {name}", f"{name.replace('/', ' ')}.xlsx", make, None, False)


def _forged(good: Path, forge: Forge, path: Path) -> None:
    forged(good, forge, path)


def cases() -> Iterator[Case]:
    for suffix, makers, big in _KINDS:
        for name, make in makers.items():
            password = PASSWORD if makers in (PROTECTED, PROTECTED_BIG) else None
            yield Case(f"{suffix} {name}", f"{name}{suffix}", make, password, big)
