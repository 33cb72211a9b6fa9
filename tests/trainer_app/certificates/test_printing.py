"""What stands on paper: taken from the records, originals and copies told apart, drawn after the numbers are safe."""

from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from db.database import Database
from db.models import Course, Person
from trainer_app import organisations, places, settings
from trainer_app.certificates import pictures, printing, register
from trainer_app.certificates.drawing import draw_certificates
from trainer_app.courses import attendance, courses, enrolments, sessions
from trainer_app.courses.enrolments import Entry
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
STARTS, ENDS, AFTER = date(2026, 3, 12), date(2026, 3, 13), date(2026, 4, 1)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "a.db")
    with made.change("sample") as tx:
        settings.save(tx, "country", "MM")
        settings.save(tx, "signatory_1_name", "Daw Nilar")
        settings.save(tx, "signatory_1_title", "Director")
        course = courses.save(
            tx, CATALOGUE, products="SYB", starts=STARTS, ends=ENDS, venue="Town hall",
            place_id=places.ensure(tx, "MM", "Shan", "Taunggyi"),
            organiser_id=organisations.ensure(tx, "Sunrise", "MM"),
        )  # fmt: skip
        for day in (STARTS, ENDS):
            sessions.add(tx, course, day, "day", 6.5)
        people = [{"full_name": "အေးအေး", "latin_name": "Aye Aye"}, {"full_name": "Bo Bo"}, {"full_name": "Away"}]
        seats = enrolments.enrol(tx, course.id, [Entry(person=person) for person in people])
        held = sessions.find(tx, course.id)
        attendance.mark(tx, [(one.id, session.id) for one in seats[:2] for session in held], "present")
        attendance.mark(tx, [(seats[2].id, session.id) for session in held], "absent")
    return made


def the_course(database: Database) -> Course:
    with database.read() as tx:
        return tx.find(Course)[0]


def test_a_course_is_printed_from_its_records(tmp_path: Path, database: Database) -> None:
    course = the_course(database)
    with database.change("Print certificates") as tx:
        made = printing.print_course(tx, course, CATALOGUE, today=AFTER)
    [first, second] = made
    assert (first.name, first.latin_name, first.kind, first.copy) == ("အေးအေး", "Aye Aye", "completion", 1)
    assert (first.dates, first.hours, first.place) == ("12–13 March 2026", "13 hours", "Town hall, Taunggyi, Shan")
    assert (first.product, first.organiser) == ("Start Your Business", "Sunrise")
    assert [(one.name, one.title) for one in first.signatories] == [("Daw Nilar", "Director")]
    assert second.number != first.number
    assert draw_certificates(made, tmp_path / "course.pdf") == 2


def test_the_next_printing_is_a_copy_and_a_preview_counts_nothing(database: Database) -> None:
    course = the_course(database)
    with database.change("Print certificates") as tx:
        made = printing.print_course(tx, course, CATALOGUE, today=AFTER)
        assert {row.printings for row in register.rows(tx)} == {0}
        printing.count_printed(tx, made)
    with database.read() as tx:
        assert {row.printings for row in register.rows(tx)} == {1}
        issued = [row.certificate for row in register.rows(tx)]
        assert [one.copy for one in printing.drawings(tx, issued, CATALOGUE)] == [2, 2]
        assert [one.copy for one in printing.drawings(tx, issued, CATALOGUE)] == [2, 2]
    with database.change("Print again") as tx:
        assert [one.copy for one in printing.print_course(tx, course, CATALOGUE, today=AFTER)] == [2, 2]
    with database.change("Void") as tx:
        register.void(tx, issued[0], "torn", AFTER)
        with pytest.raises(UserError, match="void"):
            printing.drawings(tx, issued[:1], CATALOGUE)


def test_the_printed_name_stays_though_the_person_is_renamed(database: Database) -> None:
    with database.change("Print certificates") as tx:
        printing.print_course(tx, the_course(database), CATALOGUE, today=AFTER)
        [person] = [one for one in tx.find(Person) if one.full_name == "Bo Bo"]
        tx.update(person, full_name="Bo Bo Aung")
        names = [one.name for one in printing.drawings(tx, [row.certificate for row in register.rows(tx)], CATALOGUE)]
    assert "Bo Bo" in names


def test_nobody_eligible_is_said(database: Database) -> None:
    with database.change("Print certificates") as tx, pytest.raises(UserError, match="Nobody in SYB-2026"):
        printing.print_course(tx, the_course(database), CATALOGUE, today=STARTS)


@pytest.mark.parametrize(
    ("starts", "ends", "precision", "language", "text"),
    [
        (STARTS, STARTS, None, "en", "12 March 2026"),
        (STARTS, ENDS, None, "fr", "12–13 mars 2026"),
        (date(2026, 5, 4), date(2026, 5, 8), None, "en", "4–8 May 2026"),
        (STARTS, ENDS, None, "ru", "12–13 марта 2026 г."),
        (date(2026, 3, 30), date(2026, 4, 3), None, "en", "30 March – 3 April 2026"),
        (date(2026, 2, 1), date(2026, 2, 28), "month", "en", "February 2026"),
        (date(2026, 1, 1), date(2027, 12, 31), "year", "es", "2026 – 2027"),
        (None, ENDS, None, "en", "13 March 2026"),
        (None, None, None, "en", ""),
        (STARTS, ENDS, None, "no such language", "12–13 March 2026"),
    ],
)
def test_dates_in_words(
    starts: date | None, ends: date | None, precision: str | None, language: str, text: str
) -> None:
    assert printing.dates_text(starts, ends, language, precision) == text


def test_an_office_s_choices_and_pictures_stand_on_every_certificate(tmp_path: Path, database: Database) -> None:
    Image.new("RGB", (40, 20), "navy").save(tmp_path / "logo.png")
    chosen = {
        "certificate_language": "es", "certificate_second_language": "ar", "certificate_second_place": "beside",
        "certificate_paper": "Letter portrait", "certificate_watermark": "rosette", "certificate_back": "yes",
    }  # fmt: skip
    with database.change("Choices") as tx:
        for key, value in chosen.items():
            settings.save(tx, key, value)
        pictures.load(tx, "logo 3", tmp_path / "logo.png")
        pictures.load(tx, "signature 1", tmp_path / "logo.png")
        [first, _second] = printing.print_course(tx, the_course(database), CATALOGUE, today=AFTER)
        sample = printing.sample(tx, CATALOGUE)
    assert (first.language, first.title, first.hours) == ("es", "Certificado de aprobación", "13 horas")
    assert first.second is not None
    assert (first.second.language, first.second.title, first.second.hours) == ("ar", "شهادة إتمام", "13 ساعة")
    assert first.second.dates.endswith("مارس 2026")
    assert (first.beside, first.paper, first.watermark) == (True, "Letter portrait", "rosette")
    assert first.contents == (("Inicie su negocio", ""),)
    assert len(first.logos) == 1
    assert first.signatories[0].signature
    assert (sample.second, sample.paper) != (None, "")
    assert draw_certificates([first, sample], tmp_path / "a.pdf") == 2
