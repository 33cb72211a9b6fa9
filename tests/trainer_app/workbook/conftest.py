"""A rich database, its workbook, and people who edit it: in LibreOffice (a Basic macro) and with openpyxl."""

import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest

from db.database import Database
from db.ids import derived_id
from db.models import (
    Attendance,
    Certificate,
    Course,
    CourseSession,
    CourseTrainer,
    Enrolment,
    Enterprise,
    FollowUp,
    Headcount,
    Organisation,
    Person,
    Place,
    Visit,
)
from tests.trainer_app.workbook.sittings import FORMATS, NAMES, SITTINGS, WRONG
from trainer_app.exchange.merging import Scope, send
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.workbook.refusals import write_refusals

CATALOGUE = load_catalogue()

STEPS = Path(__file__).with_name("person.bas")

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Person" script:language="StarBasic">
{}</script:module>
"""

LONG_NOTE = 'Came late.\nSaid: "my shop, the one by the river, is closed".\n\n' + "A long tale; " * 400


def fill(database: Database) -> None:
    """Two courses with everything that has a sheet, in several scripts, with values that spreadsheets like to spoil."""
    with database.change("rich") as tx:
        place = tx.add(Place(id=derived_id("place", "LA", "", "vientiane"), name="Vientiane", country="LA",
                             level="province"))  # fmt: skip
        office = tx.add(Organisation(id=derived_id("organisation", "LA", "chamber"), name="Chamber", country="LA"))
        trainers = [
            tx.add(Person(full_name="Daw Mya", is_trainer=True, phones="007", notes="+1 more")),
            tx.add(Person(full_name="ครู แดง", is_trainer=True, sex="M", email="@home")),
        ]
        for number, code in enumerate(("SYB-1", "007")):
            course = tx.add(
                Course(code=code, title="=Start", programme="SIYB", products="SYB", place_id=place.id,
                       organiser_id=office.id, starts=date(2026, 3, 2 + 7 * number), ends=date(2026, 3, 6 + 7 * number),
                       hours=27.5, notes=LONG_NOTE, school_year="2025/26", class_name="1-2")
            )  # fmt: skip
            for trainer in trainers:
                tx.add(CourseTrainer(id=derived_id("course_trainer", course.id, trainer.id), course_id=course.id,
                                     person_id=trainer.id))  # fmt: skip
            sessions = [
                tx.add(CourseSession(id=derived_id("course_session", course.id, str(n)), course_id=course.id, number=n,
                                     held_on=date(2026, 3, 2 + 7 * number + n), part="am", hours=2.5, module="=1+1"))
                for n in (1, 2, 3)
            ]  # fmt: skip
            tx.add(Headcount(course_id=course.id, label="Visitors", women=3, men=0, notes="-"))
            tx.add(Visit(course_id=course.id, kind="call", visited_on=date(2026, 4, 1), hours=0.5, notes=LONG_NOTE))
            for seat, (name, latin, sex) in enumerate(NAMES, 1):
                person = tx.add(
                    Person(full_name=name, latin_name=latin, sex=sex, phones=f"0912 345 67{seat}; 00{seat}",
                           national_id=f"00{seat}", birth_date=date(1960 + seat, 12, 31), address="1/2",
                           education="TRUE", occupations="3-4", place_id=place.id, disability="no")
                )  # fmt: skip
                enrolment = tx.add(
                    Enrolment(course_id=course.id, person_id=person.id, seat=seat, has_business=seat % 2 == 0,
                              business_name="=HYPERLINK(1)", pre_test=33.3, post_test=66.666666666, outcome="completed",
                              remark='He said "yes"; she, \'no\'\nnew line\ttab')
                )  # fmt: skip
                for session in sessions[:2]:
                    tx.add(Attendance(id=derived_id("attendance", enrolment.id, session.id),
                                      enrolment_id=enrolment.id, session_id=session.id,
                                      mark="absent" if seat == 3 else "present"))  # fmt: skip
                tx.add(FollowUp(id=derived_id("follow_up", enrolment.id, "6"), enrolment_id=enrolment.id, months=6,
                                due=date(2026, 9, 6), status="due", notes="1E5"))  # fmt: skip
                tx.add(Certificate(number=f"SIYB-{code}-{seat}", kind="completion", course_id=course.id,
                                   enrolment_id=enrolment.id, person_id=person.id))  # fmt: skip
        tx.add(Enterprise(name="-Shop & Co <b>", owner_name="O'Brien", owner_sex="F", place_id=place.id,
                          started_on=date(1999, 1, 1), workers_women=0, workers_total=12,
                          registered=False))  # fmt: skip


@pytest.fixture(scope="session")
def office_model(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """The office's database as it was when the workbook was sent; tests copy it."""
    database = Database.create(tmp_path_factory.mktemp("office") / "office.db", name="Office", kind="office")
    fill(database)
    return database


@pytest.fixture(scope="session")
def sent(office_model: Database) -> Path:
    """The workbook that the office sent."""
    path = office_model.path.with_name("for the trainer.xlsx")
    send(office_model, path, CATALOGUE, Scope("everything"), sender="Office", country="LA", national_ids=True)
    return path


@pytest.fixture
def office(office_model: Database, tmp_path: Path) -> Database:
    """A copy of the office's database, to merge into."""
    copy = office_model.backup("for a test").rename(tmp_path / "office.db")
    return Database.open(copy)


@pytest.fixture(scope="session")
def fill_in() -> Callable[[Path, Path, dict[tuple[str, int, str], Any]], Path]:
    """Makes a copy of a workbook with cells typed in, named by sheet, row and the column's header."""

    def fill_in(source: Path, target: Path, cells: dict[tuple[str, int, str], Any]) -> Path:
        book = openpyxl.load_workbook(source)
        for (title, row, header), value in cells.items():
            sheet = book[title]
            column = next(cell.column for cell in sheet[2] if str(cell.value).rstrip(" *") == header)
            sheet.cell(row, column, value)
        book.save(target)
        return target

    return fill_in


Steps = Sequence[Sequence[str]]


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Steps], None]:
    """Somebody at LibreOffice who does these steps (see person.bas), all in one sitting."""
    profile = tmp_path_factory.mktemp("profile")
    environment = f"-env:UserInstallation={profile.as_uri()}"
    program = ["soffice", "--headless", "--norestore", environment]

    def run(*arguments: str) -> None:
        subprocess.run([*program, *arguments], check=True, capture_output=True, timeout=600)

    run("--terminate_after_init")
    standard = profile / "user" / "basic" / "Standard"
    (standard / "Person.xba").write_text(_MODULE.format(escape(STEPS.read_text("utf-8"))), "utf-8")
    index = standard / "script.xlb"
    index.write_text(index.read_text("utf-8").replace('"Module1"', '"Person"'), "utf-8")
    desk = tmp_path_factory.mktemp("desk")

    def work(steps: Steps) -> None:
        listed = desk / f"{len(list(desk.iterdir()))}.txt"
        listed.write_text("".join("\t".join(step) + "\n" for step in steps), "utf-8")
        run(f'macro:///Standard.Person.Work("{listed}")')
        assert listed.with_name(f"{listed.name}.done").exists(), "LibreOffice stopped at one of the steps"

    return work


@pytest.fixture(scope="session")
def sittings(
    office_model: Database, sent: Path, libreoffice: Callable[..., None], fill_in: Callable[..., Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:  # fmt: skip
    """The workbook after each sitting, all done by one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("edited")
    french = folder / "pour la formatrice.xlsx"
    send(office_model, french, CATALOGUE, Scope("everything"), sender="Office", country="LA", language="fr",
         national_ids=True)  # fmt: skip
    template = folder / "template.xlsx"
    send(office_model, template, CATALOGUE, Scope("template"), sender="Office", country="LA")
    refusals = folder / "refusals.xlsx"
    write_refusals(fill_in(sent, folder / "wrong.xlsx", WRONG), refusals)
    files = {"sent": sent, "french": french, "template": template, "refusals": refusals}
    files |= {name: folder / (sitting.saved_as or f"{name}.{sitting.form}") for name, sitting in SITTINGS.items()}
    libreoffice(
        [
            step
            for name, sitting in SITTINGS.items()
            for step in (
                ("open", str(files[sitting.source])),
                *sitting.steps,
                ("save", str(files[name]), FORMATS[sitting.form]),
            )
        ]
    )
    return files
