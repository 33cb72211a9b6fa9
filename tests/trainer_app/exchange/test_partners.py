"""Partners: who sent what and got what, and who has been silent, whether they have the application or only Excel."""

import csv
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from db.database import Database
from db.models import Course, CourseTrainer, Person
from db.restore import restore
from trainer_app import action_log, settings
from trainer_app.errors import UserError
from trainer_app.exchange import partners
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.exchange.partners import Partner
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.reports.mail_merge import write_mail_merge

CATALOGUE = load_catalogue()
TODAY = date.today()


@pytest.fixture
def office(tmp_path: Path) -> Database:
    """An office that knows two trainers, one of whom taught a course."""
    office = Database.create(tmp_path / "office.db", name="Country office", kind="office")
    with office.change("Start") as tx:
        tx.add(Person(id="aung", full_name="Ko Aung", is_trainer=True, phones="09-1; 09-2", email="aung@example.org"))
        tx.add(Person(id="mya", full_name="Daw Mya", is_trainer=True))
        tx.add(Course(id="c1", code="SYB-1"))
        tx.add(CourseTrainer(course_id="c1", person_id="mya", role="lead"))
    return office


def found(database: Database, today: date = TODAY) -> dict[str, Partner]:
    with database.read() as tx:
        return {partner.name: partner for partner in partners.find(tx, today)}


def export(database: Database, path: Path, sender: str = "", partner: str = "", scope: str = "everything") -> Path:
    send(database, path, CATALOGUE, Scope(scope, "mya" if scope == "trainer" else ""), sender=sender, partner=partner)
    return path


def test_trainers_are_partners_before_there_was_any_contact(office: Database) -> None:
    known = found(office)
    assert {name: (one.kind, one.days(TODAY), one.state(TODAY, 90)) for name, one in known.items()} == {
        "Ko Aung": ("trainer", None, "never"), "Daw Mya": ("trainer", None, "never"),
    }  # fmt: skip
    assert (known["Ko Aung"].phones, known["Ko Aung"].email) == ("09-1; 09-2", "aung@example.org")


def test_a_trainers_computer_and_the_trainer_are_one_partner(office: Database, tmp_path: Path) -> None:
    laptop = Database.create(tmp_path / "laptop.db", name="Laptop 7")
    merge(laptop, [export(office, tmp_path / "out.xlsx", "Office", "Ko Aung")], apply=True)
    merge(office, [export(laptop, tmp_path / "week 1.xlsx", "Ko Aung")], apply=True)
    known = found(office)
    assert set(known) == {"Ko Aung", "Daw Mya"}
    aung = known["Ko Aung"]
    assert (aung.replica, aung.code, aung.person_id) == (laptop.replica, laptop.code, "aung")
    assert (aung.sent, aung.sent_file, aung.received, aung.received_file) == (1, "out.xlsx", 1, "week 1.xlsx")
    assert aung.days(TODAY + timedelta(days=40)) == 40
    here = found(laptop)
    assert here["Office"].kind == "office"
    assert here["Office"].received_file == "out.xlsx"


def test_a_workbook_that_comes_back_is_from_whom_it_was_sent_to(office: Database, tmp_path: Path) -> None:
    out = export(office, tmp_path / "for Daw Mya.xlsx", "Office", scope="trainer")
    assert found(office)["Daw Mya"].state(TODAY + timedelta(days=100), 90) == "silent"
    (plan,) = merge(office, [out], apply=True).files
    assert plan.sender == "Office"  # nobody wrote to whom it goes
    mya = found(office)["Daw Mya"]
    assert (mya.sent, mya.received) == (1, 1)
    assert mya.state(TODAY + timedelta(days=10), 90) == "heard"


def test_a_name_that_nobody_has_is_a_partner_of_its_own(office: Database, tmp_path: Path) -> None:
    export(office, tmp_path / "a.xlsx", partner="NGO in Hpa-An")
    export(office, tmp_path / "b.xlsx", partner="ngo in hpa-an")
    ngo = found(office)["NGO in Hpa-An"]
    assert (ngo.kind, ngo.sent, ngo.sent_file) == ("other", 2, "b.xlsx")


def test_two_trainers_of_one_name_are_not_taken_for_each_other(office: Database, tmp_path: Path) -> None:
    with office.change("Another") as tx:
        tx.add(Person(id="other", full_name="Ko Aung", is_trainer=True))
    export(office, tmp_path / "a.xlsx", partner="Ko Aung")
    with office.read() as tx:
        aungs = [one for one in partners.find(tx) if one.name == "Ko Aung"]
    assert sorted((one.kind, one.sent) for one in aungs) == [("other", 1), ("trainer", 0), ("trainer", 0)]


def test_a_joined_trainer_is_one_partner(office: Database, tmp_path: Path) -> None:
    with office.change("Another") as tx:
        tx.add(Person(id="twin", full_name="U Aung", is_trainer=True))
    with office.change("Send", kind="export") as tx:
        tx.describe(file="old.xlsx", partner="U Aung", partner_key="person:twin")
    with office.change("Join") as tx:
        persons.join(tx, "aung", "twin")
    known = found(office)
    assert "U Aung" not in known
    assert known["Ko Aung"].sent_file == "old.xlsx"


def test_the_longest_silent_come_first_and_the_days_are_a_setting(office: Database, tmp_path: Path) -> None:
    export(office, tmp_path / "a.xlsx", partner="Ko Aung")
    later = TODAY + timedelta(days=60)
    with office.read() as tx:
        assert [one.name for one in partners.find(tx, later)] == ["Ko Aung", "Daw Mya"]
        assert partners.silent(tx, later) == []
    with office.change("Setting") as tx:
        settings.save(tx, "silent_days", 30)
    with office.read() as tx:
        assert [one.name for one in partners.silent(tx, later)] == ["Ko Aung"]


@pytest.mark.parametrize("year", [2010, 2041])
@pytest.mark.parametrize("days", [0, 40])
def test_what_came_while_the_own_clock_was_years_wrong_falls_silent_too(
    office: Database, tmp_path: Path, year: int, days: int
) -> None:
    """The clock was put right later: then something else was done, or nothing yet."""
    laptop = Database.create(tmp_path / "laptop.db", name="Laptop 7")
    merge(office, [export(laptop, tmp_path / "week 1.xlsx", "Ko Aung")], apply=True)
    with office.change("Something else") as tx:
        tx.add(Person(full_name="Ma Khin"))
    moments = {"merge": f"{year}-03-05T08:00:00+00:00"}
    if days:
        moments["edit"] = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    with sqlite3.connect(office.path) as connection:
        for kind, at in moments.items():
            connection.execute("UPDATE action SET at = ? WHERE kind = ?", (at, kind))
    aung = found(office)["Ko Aung"]
    assert (aung.days(TODAY), aung.state(TODAY, 30)) == (days, "silent" if days else "heard")
    assert aung.days(TODAY + timedelta(days=100)) == days + 100
    assert aung.days(date(2010, 1, 1)) == 0


def test_one_action_while_the_own_clock_was_behind_makes_nobody_silent(office: Database, tmp_path: Path) -> None:
    laptop = Database.create(tmp_path / "laptop.db", name="Laptop 7")
    merge(office, [export(laptop, tmp_path / "week 1.xlsx", "Ko Aung")], apply=True)
    with office.change("Something else") as tx:
        tx.add(Person(full_name="Ma Khin"))
    behind = (datetime.now(UTC) - timedelta(days=200)).isoformat()
    with sqlite3.connect(office.path) as connection:
        connection.execute("UPDATE action SET at = ? WHERE label = 'Something else'", (behind,))
    assert found(office)["Ko Aung"].days(TODAY) == 0


def test_letters_have_their_titles_in_the_first_row(office: Database, tmp_path: Path) -> None:
    with office.change("A name like a formula") as tx:
        tx.add(Person(full_name="=1+1", is_trainer=True))
    export(office, tmp_path / "a.xlsx", partner="Ko Aung")
    with office.read() as tx:
        (table,) = partners.letters(partners.find(tx), TODAY).tables
    write_mail_merge(table, tmp_path / "letters.csv")
    with (tmp_path / "letters.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["Name"] for row in rows] == ["Ko Aung", "'=1+1", "Daw Mya"]
    assert (rows[0]["Phone"], rows[0]["Last sent"], rows[0]["Days of silence"]) == ("09-1; 09-2", str(TODAY), "0")
    write_mail_merge(table, tmp_path / "letters.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "letters.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:2] == ["Name", "Honorific"]
    assert sheet["A3"].data_type == "s"
    assert sheet["I2"].value.date() == TODAY
    with pytest.raises(UserError, match=r"\.pdf"):
        write_mail_merge(table, tmp_path / "letters.pdf")


def test_a_database_that_was_restored_is_no_partner_of_itself(office: Database) -> None:
    with office.change("A setting") as tx:
        settings.save(tx, "your_name", "Daw Hla")
    backup = office.backup("test")
    restored = restore(office.path, backup, "Restore")
    assert restored.replica != Database.open(backup).replica
    assert "Country office" not in found(restored)


def test_a_workbook_that_comes_back_is_logged_as_from_whom_it_was_sent_to(office: Database, tmp_path: Path) -> None:
    out = export(office, tmp_path / "for Daw Mya.xlsx", "Office", partner="Daw Mya")
    (plan,) = merge(office, [out], apply=True).files
    assert plan.sender == "Daw Mya"
    with office.read() as tx:
        assert action_log.actions(tx, 1, None, "merge")[0].details["partner"] == "Daw Mya"
