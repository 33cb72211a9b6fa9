"""A list that writes a known name otherwise: capitals and Arabic signs are no news, a better spelling is."""

from pathlib import Path

import pytest

from db.database import Database
from db.models import Person
from trainer_app import settings
from trainer_app.importing import taking
from trainer_app.importing.choices import Choices
from trainer_app.importing.opened import open_list
from trainer_app.importing.plan import Plan
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()


def take(database: Database, path: Path, name: str, corrections: dict[tuple[str, str], str] | None = None) -> Plan:
    """Import a list of one person in one course."""
    path.write_text(
        "Course: SYB, Date: 5-9 August 2019, Venue: Hpa-An,,\nNo,Name,Sex,Date of birth,Phone\n"
        f"1,{name},F,25/03/1990,09443790564\n"
    )
    choices = Choices(corrections=corrections or {})
    reading = open_list(path).read(choices, "MM")
    with database.change("import", kind="import", rehearse=True) as tx:
        plan = taking.make_plan(tx, reading, CATALOGUE, choices)
    return taking.take(database, plan, CATALOGUE, backup=False).plan


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with made.change("country") as tx:
        settings.save(tx, "country", "MM")
    return made


def name_of(database: Database) -> str:
    with database.read() as tx:
        (person,) = tx.find(Person)
        return person.full_name or ""


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ("Thérèse Diop", "THERESE DIOP"),
        ("Thérèse Diop", "THÉRÈSE DIOP"),
        ("محمد علی کریم", "مُحَمَّد علي كـــريم"),
    ],
)
def test_a_name_that_is_written_with_less_or_with_signs_changes_nothing(
    tmp_path: Path, database: Database, known: str, written: str
) -> None:
    take(database, tmp_path / "first.csv", known)
    again = take(database, tmp_path / "again.csv", written)
    assert [row.verdict for row in again.rows] == ["same"]
    assert name_of(database) == known


@pytest.mark.parametrize(
    ("known", "written"), [("THERESE DIOP", "Thérèse Diop"), ("Therese Diop", "Thérèse Diop"), ("احمد", "أحمد")]
)
def test_a_better_spelling_goes_in(tmp_path: Path, database: Database, known: str, written: str) -> None:
    take(database, tmp_path / "first.csv", known)
    take(database, tmp_path / "again.csv", written)
    assert name_of(database) == written


def test_what_somebody_corrects_to_capitals_is_capitals(tmp_path: Path, database: Database) -> None:
    take(database, tmp_path / "first.csv", "Thérèse Diop")
    take(database, tmp_path / "again.csv", "Thérèse Diopp", {("csv", "B3"): "THÉRÈSE DIOP"})
    assert name_of(database) == "THÉRÈSE DIOP"
