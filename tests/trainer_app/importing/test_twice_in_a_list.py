"""Who stands in a list twice: one person where everything agrees, and nobody is joined that a person did not join."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from db.database import Database
from db.models import Person
from trainer_app import duplicates
from trainer_app.cli.list_lines import plan_lines
from trainer_app.importing import importer
from trainer_app.importing.choices import Choices
from trainer_app.importing.plan import SAME_AS_ROW, Options, Plan
from trainer_app.importing.problems import problems
from trainer_app.lists.read import read_list
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
HEAD = "No|Course|Course date|Name|Father's name|Sex|Birth year|Phone|ID number"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "office.db", name="Office", kind="office")


def take(database: Database, folder: Path, *rows: str, **options: Any) -> Plan:
    """Import a list in which each row is of a course of its own, unless it begins with "1"."""
    book = Workbook()
    book.active.append(HEAD.split("|"))
    courses = {"1": ("SYB", "5-9/8/2019"), "2": ("IYB", "12-16/8/2019")}
    for number, row in enumerate(rows, 1):
        course, *told = row.split("|")
        book.active.append([number, *courses[course], *told])
    book.save(folder / "list.xlsx")
    reading = read_list(folder / "list.xlsx", country="AF")
    with database.change("Look", rehearse=True) as tx:
        plan = importer.plan(tx, reading, CATALOGUE, Options(**options))
    with database.change("Import", kind="import") as tx:
        return importer.apply(tx, plan, CATALOGUE)


def people(database: Database) -> int:
    with database.read() as tx:
        return len(tx.find(Person))


def offered(database: Database) -> int:
    with database.read() as tx:
        return len(duplicates.candidates(tx))


FIRST = "1|رحیم اکبری|عبدالقیوم|M|1985|0798954861|6190414"
SPELLED = "رحيم اکبری|عبدالقيوم|M|1985|0798954861|6190414"
NO_PHONE = "رحیم اکبری|عبدالقیوم|M|1985||6190414"
NAMESAKES = "رحیم اکبری|عبدالقیوم|M|1984|0729271100|6673225", "رحیم اکبری|عبدالقیوم|M|1985|0729271100|"


def test_rows_that_agree_in_everything_are_of_one_person(tmp_path: Path, database: Database) -> None:
    again = FIRST.replace("1|", "2|", 1)
    plan = take(database, tmp_path, FIRST, again, FIRST)
    assert [row.verdict for row in plan.rows] == ["new", "new", "same"]
    assert people(database) == 1


@pytest.mark.parametrize("other", [SPELLED, NO_PHONE])
def test_who_is_told_otherwise_is_another_until_a_person_joins_them(
    tmp_path: Path, database: Database, other: str
) -> None:
    plan = take(database, tmp_path, FIRST, f"2|{other}")
    assert [(row.verdict, row.doubted) for row in plan.rows] == [("new", False), ("new", True)]
    assert (people(database), offered(database)) == (2, 1)


@pytest.mark.parametrize("other", NAMESAKES)
def test_namesakes_are_two(tmp_path: Path, database: Database, other: str) -> None:
    plan = take(database, tmp_path, FIRST, f"2|{other}")
    assert [row.verdict for row in plan.rows] == ["new", "new"]
    assert people(database) == 2


def test_a_person_may_say_at_once_that_it_is_the_same(tmp_path: Path, database: Database) -> None:
    plan = take(database, tmp_path, FIRST, f"2|{SPELLED}", decisions={("Sheet", 3): SAME_AS_ROW})
    assert ([row.verdict for row in plan.rows], people(database)) == (["new", "new"], 1)


def test_what_is_asked_of_a_row_of_another_course_keeps_nothing_back(tmp_path: Path, database: Database) -> None:
    plan = take(database, tmp_path, FIRST, f"2|{SPELLED}", f"1|{NO_PHONE}")
    assert [row.verdict for row in plan.rows] == ["new", "new", "held"]
    twice = [one for one in problems(plan, Choices(), {}) if one.kind == "twice"]
    assert [one.places[0].row for one in twice] == [3, 4]
    assert ["goes in as somebody else" in one.text for one in twice] == [True, False]
    lines = [line for line in plan_lines(plan, Choices()) if "--row" in line]
    assert any("wait for --row Sheet!4=same or Sheet!4=new" in line for line in lines)
    assert any("go in as others but for --row Sheet!3=same" in line for line in lines)


@pytest.mark.parametrize(("other", "verdict"), [(SPELLED, "held"), (NO_PHONE, "held"), (FIRST[2:], "new")])
def test_a_known_person_is_taken_only_where_everything_agrees(
    tmp_path: Path, database: Database, other: str, verdict: str
) -> None:
    take(database, tmp_path, FIRST)
    plan = take(database, tmp_path, f"2|{other}")
    assert [row.verdict for row in plan.rows] == [verdict]
    assert people(database) == 1
