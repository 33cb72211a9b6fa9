"""A merge that is killed at any moment leaves the database as before or as after, and sound.

KILLS=50 tries more moments; the seed of the moments is printed and can be given as KILL_SEED.
"""

import os
import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from db.database import Database
from db.models import Course, Enrolment, Person
from tests.killed import run_killed
from trainer_app import dump
from trainer_app.checking import check
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue

ENROLMENTS = 10_000
KILLS = int(os.environ.get("KILLS", "12"))
SEED = int(os.environ.get("KILL_SEED", "20260321"))


def digest(database: Database) -> str:
    with database.read() as tx:
        return dump.digest(tx)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of 10,000 new enrolments of new persons."""
    sender = Database.create(tmp_path_factory.mktemp("sender") / "trainer.db", name="Trainer")
    with sender.change("rows") as tx:
        courses = [Course(code=f"SYB-{number}", programme="SIYB", products="SYB") for number in range(400)]
        persons = [Person(full_name=f"Ma Khin {number}", phones=f"09{number:07}") for number in range(ENROLMENTS)]
        tx.add_many([*courses, *persons])
        tx.add_many(
            [
                Enrolment(course_id=courses[number // 25].id, person_id=person.id, seat=number % 25 + 1)
                for number, person in enumerate(persons)
            ]
        )
    path = sender.path.with_name("from the field.xlsx")
    send(sender, path, load_catalogue(), Scope("everything"), sender="Trainer")
    return path


@pytest.fixture
def office(tmp_path: Path) -> Path:
    database = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with database.change("people") as tx:
        tx.add_many([Person(full_name=f"Somsak {number}") for number in range(100)])
    return database.path


def copy(source: Path, target: Path) -> None:
    """Put the database as it was in the place of what a killed process left, with nothing of its log."""
    for part in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
        part.unlink(missing_ok=True)
    shutil.copyfile(source, target)


def run(office: Path, workbook: Path, *, until: float) -> tuple[float, bool]:
    """Merge, killed after so many seconds of the processor's time; what it had, and whether it was killed."""
    return run_killed("--database", str(office), "merge", "--apply", str(workbook), until=until)


def test_killed_at_any_moment_it_is_as_before_or_as_after(office: Path, workbook: Path, tmp_path: Path) -> None:
    before = digest(Database.open(office))
    pristine = tmp_path / "pristine.db"
    Database.open(office).backup("pristine").rename(pristine)
    merge(Database.open(office), [workbook], apply=True)
    after = digest(Database.open(office))
    assert before != after

    copy(pristine, office)
    whole, _killed = run(office, workbook, until=60)
    assert digest(Database.open(office)) == after

    print(f"seed {SEED}, {KILLS} kills, a whole run takes {whole:.2f} s")
    rng = random.Random(SEED)
    ended: Counter[str] = Counter()
    for number in range(KILLS):
        # Spread over the whole run and a little beyond: one at random in each stretch of equal length.
        moment = whole * 1.05 * (number + rng.random()) / KILLS
        copy(pristine, office)
        _had, killed = run(office, workbook, until=moment)
        database = Database.open(office)
        wrong = [finding.sentence for finding in check(database) if finding.wrong]
        assert not wrong, f"killed after {moment:.3f} s"
        found = digest(database)
        assert found in (before, after), f"killed after {moment:.3f} s"
        ended[f"{'killed' if killed else 'finished'}, as {'before' if found == before else 'after'}"] += 1
    print(dict(ended))
    assert ended["killed, as before"]
