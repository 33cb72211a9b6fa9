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
KILLS = 6


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


GONE, OTHERS = 0x7FFFFFFE, 1  # no process has such a number; one that is not ours runs for ever
MINUTES, DAYS = 60, 24 * 60 * 60


def test_what_a_killed_process_left_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    left = {
        "of a process that is gone": (f".{'0a' * 4}{GONE:08x}.part", 2 * MINUTES),
        "of one that may be of another computer": (f".{'1b' * 4}{GONE:08x}.part", 10),
        "of one that runs": (f".{'2c' * 4}{OTHERS:08x}.part", 2 * MINUTES),
        "of one that runs, days ago": (f".{'3d' * 4}{OTHERS:08x}.part", 2 * DAYS),
        "a folder": (f".{'4e' * 4}{GONE:08x}.part", 2 * MINUTES),
        "somebody's own": (".holiday.part", 2 * DAYS),
    }
    for what, (name, ago) in left.items():
        if what == "a folder":
            (tmp_path / name).mkdir()
        (tmp_path / name / "rows" if what == "a folder" else tmp_path / name).write_text("Ma Khin")
        os.utime(tmp_path / name, (time.time() - ago,) * 2)
    send(Database.create(tmp_path / "a.db"), tmp_path / "a.xlsx", load_catalogue(), Scope("template"), sender="Office")
    assert [what for what, (name, _ago) in left.items() if (tmp_path / name).exists()] == [
        "of one that may be of another computer", "of one that runs", "somebody's own",
    ]  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The database of an office with many people, and an empty folder "out" beside it."""
    database = Database.create(tmp_path / "office.db", name="Office")
    with database.change("rows") as tx:
        course = tx.add(Course(code="SYB-1", programme="SIYB", products="SYB"))
        # Two blanks are written in the slow way.
        persons = [Person(full_name=f"Ma  Khin {number}") for number in range(ENROLMENTS)]
        tx.add_many(persons)
        tx.add_many([Enrolment(course_id=course.id, person_id=person.id) for person in persons])
    for folder in ("out", "temporary"):
        (tmp_path / folder).mkdir()
    return database.path


def test_killed_while_it_is_written_no_half_workbook_has_the_name(office: Path) -> None:
    path = office.with_name("out") / "all.xlsx"
    whole = _export(office, path, until=60)
    assert path.exists()
    left = 0
    for number in range(KILLS):
        path.unlink(missing_ok=True)
        _export(office, path, until=whole * (number + 1) / (KILLS + 1))
        if path.exists():
            rows = openpyxl.load_workbook(path, read_only=True)["Participants"].max_row
            assert rows is not None
            assert rows >= ENROLMENTS
        else:
            left += 1
    assert left


@pytest.mark.parametrize("password", ["", "four small plain words"])
def test_killed_while_it_is_written_it_leaves_nothing_that_the_next_writing_does_not_find(
    office: Path, password: str
) -> None:
    path, temporary = office.with_name("out") / "all.xlsx", office.with_name("temporary")
    whole, seen = 0.0, 0
    for number in range(4 * KILLS):
        if number >= KILLS and seen:
            break  # else the computer was slower, or quicker, than when it was timed
        path.unlink(missing_ok=True)
        if number % KILLS == 0:
            whole = _export(office, path, until=60, password=password)
            path.unlink()
        moment = (1 + (number % KILLS + 1) / (KILLS + 1)) / 2  # it takes some time before it writes
        # where no moment was that of writing, as soon as it begins
        _export(office, path, until=60 if number >= 2 * KILLS else whole * moment, password=password,
                while_written=number >= 2 * KILLS)  # fmt: skip
        assert not list(temporary.iterdir())
        for left in path.parent.glob(".*"):
            if password:
                assert not left.is_dir()
                assert left.read_bytes()[:2] != b"PK"
            elif left.is_dir():
                assert left.stat().st_mode & 0o777 == 0o700
            seen += left.is_dir() or bool(password)
            os.utime(left, (time.time() - 2 * MINUTES,) * 2)
    assert seen
    _export(office, path, until=60)
    assert [one.name for one in path.parent.iterdir()] == ["all.xlsx"]


def _export(office: Path, path: Path, *, until: float, password: str = "", while_written: bool = False) -> float:
    """Export, killed after so many seconds of the processor's time, or while it is written; gives the seconds that it
    had."""
    how = ("--replace", "--password") if password else ("--replace",)
    own = str(office.with_name("temporary"))  # so that what is left there is seen
    told = {"TMPDIR": own, "TRAINER_APP_PASSWORD": password}
    begun = (lambda: any(path.parent.glob(".*"))) if while_written else (lambda: False)
    return run_killed("--database", str(office), "export", str(path), *how, until=until, once=begun, **told)[0]
