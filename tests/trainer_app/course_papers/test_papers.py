"""Papers of a course: everybody on them, nothing over the edge, whatever the names; only those who were asked for."""

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from random_names import random_names

from db.database import Database
from db.models import Course
from trainer_app import settings
from trainer_app.course_papers.facts import Facts, Learner, read
from trainer_app.course_papers.papers import PAPERS, write
from trainer_app.courses import attendance, courses, enrolments, sessions
from trainer_app.courses.attendance import NOTHING
from trainer_app.courses.enrolments import Entry
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
STARTS = date(2026, 3, 9)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "a.db")
    with made.change("sample") as tx:
        settings.save(tx, "office_name", "Chamber of Lashio")
        course = courses.save(tx, CATALOGUE, products="SYB", starts=STARTS, ends=STARTS + timedelta(days=1))
        for day in (STARTS, STARTS + timedelta(days=1)):
            sessions.add(tx, course, day, "day", 6.5)
        people = [
            {"full_name": "အေးအေး", "latin_name": "Aye Aye", "phones": "09420012345; 2"}, {"full_name": "Bo Bo"},
        ]  # fmt: skip
        seats = enrolments.enrol(tx, course.id, [Entry(person=person) for person in people])
        attendance.mark(tx, [(seats[0].id, sessions.find(tx, course.id)[0].id)], "present")
    return made


def facts(database: Database, *names: str) -> Facts:
    """Of those with these names, of all if none is given."""
    with database.read() as tx:
        course = tx.find(Course)[0]
        found = read(tx, course, CATALOGUE)
        chosen = [one.enrolment_id for one in found.learners if one.name in names]
        return read(tx, course, CATALOGUE, chosen) if names else found


def texts(kind: str, found: Facts) -> list[str]:
    memory = io.BytesIO()
    write(kind, found, memory)
    with pypdfium2.PdfDocument(memory.getvalue()) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_the_register_has_a_column_for_each_day_and_a_line_for_each(database: Database) -> None:
    [sheet] = texts("register", facts(database))
    for said in (
        "Start Your Business",
        "9–10 March 2026",
        "Mon 9 Mar",
        "Tue 10 Mar",
        "အေးအေး",
        "Aye Aye",
        "09420012345",
    ):
        assert said in sheet
    assert "Signature" not in sheet
    many = replace(facts(database), days=tuple(STARTS + timedelta(days=one) for one in range(8)))
    assert len(texts("register", many)) == 2
    assert "Signature" in texts("register", replace(many, days=()))[0]


def test_a_letter_says_what_is_known_of_each(database: Database) -> None:
    first, second = texts("letters", facts(database))
    assert "Attended: 1 of 1 sessions" in first
    assert "Hours attended: 6.5 of 6.5" in first
    assert "Bo Bo" in second
    assert "Attended" not in second
    assert "Chamber of Lashio" in second


@pytest.mark.parametrize("kind", PAPERS)
def test_only_those_who_are_asked_for_are_on_it(database: Database, kind: str) -> None:
    sheet = " ".join(texts(kind, facts(database, "Bo Bo")))
    assert "Bo Bo" in sheet
    assert "Aye Aye" not in sheet


def test_a_course_without_anybody_is_told(database: Database) -> None:
    with database.change("s") as tx:
        empty = courses.save(tx, CATALOGUE, products="SYB", starts=STARTS, ends=STARTS)
        with pytest.raises(UserError, match="Nobody is enrolled"):
            read(tx, empty, CATALOGUE)


@pytest.mark.parametrize("page", ["A4", "Letter"])
@pytest.mark.parametrize("kind", PAPERS)
def test_nothing_leaves_the_paper_whatever_the_names(database: Database, kind: str, page: str) -> None:
    learners = tuple(
        Learner(str(seat), seat, name, "Maria Conceição de Albuquerque", name, f"{name}, Lashio", "0942001", NOTHING)
        for seat, (_script, name) in enumerate(random_names(51, seed=7), start=1)
    )
    memory = io.BytesIO()
    write(kind, replace(facts(database), learners=learners, page=page, title="Start Your Business " * 5), memory)
    with pypdfium2.PdfDocument(memory.getvalue()) as document:
        for sheet in document:
            width, height = sheet.get_size()
            text = sheet.get_textpage()
            for number in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(number)
                assert left >= 6
                assert right <= width - 6
                assert bottom >= 6
                assert top <= height - 6
