"""Verifying: a number as typed, and the numbers and names of a PDF, in sentences that say what to do."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.database import Database
from db.journal import all_changes
from db.models import Replica
from trainer_app import settings
from trainer_app.certificates import printing, proof, register, verification
from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.drawing import draw_certificates
from trainer_app.certificates.numbers import make_number
from trainer_app.courses import attendance, courses, enrolments, sessions
from trainer_app.courses.enrolments import Entry
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
DAY, AFTER = date(2026, 3, 2), date(2026, 4, 1)
NAMES = ["Aye Aye", "အေးအေးခိုင်", "محمد علي", "Nguyễn Thị Hồng", "សុខ សុភា", "王小明", "สมชาย ใจดี", "ราณี", "ማርታ ተስፋዬ"]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "a.db")
    with made.change("settings") as tx:
        settings.save(tx, "country", "MM")
    return made


def printed(database: Database, *names: str) -> list[Certificate]:
    with database.change("print") as tx:
        course = courses.save(tx, CATALOGUE, products="SYB", starts=DAY, ends=DAY)
        session = sessions.add(tx, course, DAY)
        enrolments.enrol(tx, course.id, [Entry(person={"full_name": name}) for name in names])
        attendance.all_present(tx, session)
        return printing.print_course(tx, course, CATALOGUE, today=AFTER)


def verify(database: Database, text: str) -> verification.Result:
    with database.read() as tx:
        return verification.verify(tx, text)


def test_a_number_of_ours_however_it_is_typed(database: Database) -> None:
    [one] = printed(database, "Aye Aye")
    for typed in (one.number, one.number.lower(), one.number.replace("-", " "), f" {one.number}\n"):
        result = verify(database, typed)
        assert (result.state, result.number) == ("good", one.number)
        assert "given to Aye Aye" in result.sentence


def test_a_void_one_says_why(database: Database) -> None:
    [one] = printed(database, "Aye Aye")
    with database.change("void") as tx:
        register.void(tx, register.rows(tx)[0].certificate, "name misspelled", AFTER)
    result = verify(database, one.number)
    assert result.state == "void"
    assert "name misspelled" in result.sentence


def test_a_number_that_two_hold_is_good_for_neither_until_one_is_void(tmp_path: Path, database: Database) -> None:
    with closing(sqlite3.connect(database.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(database.path, tmp_path / "copied.db")
    copied = Database.open(tmp_path / "copied.db")
    [one], [same] = printed(database, "Aye Aye"), printed(copied, "Ko Zaw")
    assert one.number == same.number
    with copied.read() as tx, database.change("merge", kind="merge") as target:
        target.apply(list(all_changes(tx.connection)))
    result = verify(database, one.number)
    assert (result.state, result.number) == ("wrong", one.number)
    for part in ("Aye Aye (", "Ko Zaw (", "the other certificate void"):
        assert part in result.sentence
    draw_certificates([one], tmp_path / "one.pdf")
    with database.change("void") as tx:
        assert [found.state for found in proof.verify_pdf(tx, tmp_path / "one.pdf")] == ["wrong"]
        [mine] = [row.certificate for row in register.rows(tx) if row.name == "Ko Zaw"]
        register.void(tx, mine, "given twice", AFTER)
        assert verification.verify(tx, one.number).state == "good"


def test_a_wrong_letter_is_noticed(database: Database) -> None:
    one = make_number("SIYB", "SYB", "MM", 2026, "K7Q2M9D", 7)  # of another, two wrong letters may be right by chance
    assert verify(database, one.replace("SYB", "SYC")).state == "wrong"
    assert verify(database, "hello").state == "wrong"


def test_a_number_that_is_not_here_tells_whom_to_ask(database: Database) -> None:
    assert "Ask the office" in verify(database, make_number("SIYB", "SYB", "MM", 2026, "K7Q2M9D", 7)).sentence
    with database.change("meet") as tx:
        tx.add(Replica(code="K7Q2M9D", name="Ko Zaw's laptop"))
    result = verify(database, make_number("SIYB", "SYB", "MM", 2026, "K7Q2M9D", 7))
    assert (result.state, "Ko Zaw's laptop" in result.sentence) == ("unknown", True)
    own = verify(database, make_number("SIYB", "SYB", "MM", 2026, database.code, 99))
    assert "never issued here" in own.sentence


def test_a_number_of_a_pattern_that_is_set_elsewhere_is_not_called_wrong(database: Database) -> None:
    with database.change("meet") as tx:
        tx.add(Replica(code="K7Q2M9D", name="Chamber"))
    result = verify(database, "mol/26.k7q2m9d.0007")
    assert (result.state, "Chamber" in result.sentence) == ("unknown", True)
    assert verify(database, "MOL/26.0000000.0007").state == "wrong"
    usual = make_number("SIYB", "SYB", "MM", 2026, "K7Q2M9D", 7)
    assert verify(database, usual.replace("SYB", "SYC")).state == "wrong"


def test_a_pdf_in_every_script(tmp_path: Path, database: Database) -> None:
    made = printed(database, *NAMES)
    draw_certificates(made, tmp_path / "course.pdf")
    with database.read() as tx:
        found = proof.verify_pdf(tx, tmp_path / "course.pdf")
    assert [(one.number, one.state, one.sentence if one.state != "good" else "") for one in found] == [
        (one.number, "good", "") for one in made
    ]


@pytest.mark.parametrize(("name", "other"), [("Aye Aye", "Yea Yea"), ("အေးအေးခိုင်", "မြမြခိုင်"), ("محمد علي", "حسن علي")])
def test_a_pdf_with_another_name_is_noticed(tmp_path: Path, database: Database, name: str, other: str) -> None:
    [one] = printed(database, name)
    draw_certificates([replace(one, name=other)], tmp_path / "forged.pdf")
    with database.read() as tx:
        [result] = proof.verify_pdf(tx, tmp_path / "forged.pdf")
    assert result.state == "wrong"
    assert "may have been altered" in result.sentence


def test_what_is_no_certificate_is_said(tmp_path: Path, database: Database) -> None:
    (tmp_path / "a.pdf").write_bytes(b"hello")
    draw_certificates([Certificate(number="none", kind="attendance", name="A", title="T")], tmp_path / "no-number.pdf")
    with database.read() as tx:
        for name, said in (
            ("a.pdf", "not a PDF"),
            ("no-number.pdf", "No certificate number"),
            ("gone.pdf", "not there"),
        ):
            with pytest.raises(UserError, match=said):
                proof.verify_pdf(tx, tmp_path / name)
