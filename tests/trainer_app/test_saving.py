"""A file that is written is there wholly or not at all, whatever its name and whenever the power goes."""

import os
import time
from pathlib import Path

import openpyxl
import pytest

from db.database import Database
from db.models import Course, Enrolment, Person
from tests.killed import run_killed
from trainer_app.errors import UserError
from trainer_app.exchange.sending import Scope, send
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.saving import replacing

ENROLMENTS = 2_000
KILLS = 8


@pytest.mark.parametrize("stem", ["n" * 250, "ရ" * 83])
def test_a_name_as_long_as_the_disk_takes_is_written(tmp_path: Path, stem: str) -> None:
    path = tmp_path / f"{stem}.xlsx"
    assert 250 < len(os.fsencode(path.name)) < 256
    send(Database.create(tmp_path / "a.db"), path, load_catalogue(), Scope("template"), sender="Office")
    assert path.exists()


def test_a_longer_name_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"too long.*Nothing was written.*shorter"):
        send(
            Database.create(tmp_path / "a.db"), tmp_path / ("n" * 251 + ".xlsx"), load_catalogue(), Scope("template"),
            sender="Office",
        )  # fmt: skip
    assert not list(tmp_path.glob("*.xlsx"))


def test_all_of_it_is_on_the_disk_before_it_takes_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, steps = tmp_path / "a.xlsx", []
    sync, replace = os.fsync, os.replace

    def synced(number: int) -> None:
        sync(number)
        steps.append(("on the disk", os.fstat(number).st_size, path.exists()))

    def replaced(source: Path, target: Path) -> None:
        replace(source, target)
        steps.append(("named", target.stat().st_size, True))

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    with replacing(path) as partial:
        partial.write_bytes(b"all of it")
    assert steps == [("on the disk", 9, False), ("named", 9, True)]


def test_what_a_killed_process_left_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    old, new, other = (tmp_path / name for name in (f".{'0a' * 8}.part", f".{'1b' * 8}.part", ".holiday.part"))
    for path in (old, new, other):
        path.write_text("Ma Khin")
    for path in (old, other):
        os.utime(path, (time.time() - 2 * 24 * 60 * 60,) * 2)
    send(Database.create(tmp_path / "a.db"), tmp_path / "a.xlsx", load_catalogue(), Scope("template"), sender="Office")
    assert [path.exists() for path in (old, new, other)] == [False, True, True]


def test_killed_while_it_is_written_no_half_workbook_has_the_name(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "office.db", name="Office")
    with database.change("rows") as tx:
        course = tx.add(Course(code="SYB-1", programme="SIYB", products="SYB"))
        persons = [Person(full_name=f"Ma Khin {number}") for number in range(ENROLMENTS)]
        tx.add_many(persons)
        tx.add_many([Enrolment(course_id=course.id, person_id=person.id) for person in persons])
    path = tmp_path / "out" / "all.xlsx"
    path.parent.mkdir()
    whole = _export(database.path, path, until=60)
    assert path.exists()
    left = 0
    for number in range(KILLS):
        path.unlink(missing_ok=True)
        _export(database.path, path, until=whole * (number + 1) / (KILLS + 1))
        if path.exists():
            rows = openpyxl.load_workbook(path, read_only=True)["Participants"].max_row
            assert rows is not None
            assert rows >= ENROLMENTS
        else:
            left += 1
    assert left


def _export(office: Path, path: Path, *, until: float) -> float:
    """Export, killed after so many seconds of the processor's time; gives the seconds that it had."""
    own = str(path.parent.parent)  # a killed process clears nothing away
    return run_killed("--database", str(office), "export", str(path), until=until, TMPDIR=own)[0]
