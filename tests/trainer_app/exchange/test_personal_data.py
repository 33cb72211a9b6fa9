"""What is said of the personal data in a workbook: every kind, and apart what only the hidden journal holds."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from db.journal import columns, kinds
from db.models import (
    RECORDS,
    Certificate,
    Course,
    CourseTrainer,
    Enrolment,
    Enterprise,
    Organisation,
    Person,
    Visit,
)
from trainer_app.exchange import personal_data
from trainer_app.exchange.merging import merge
from trainer_app.exchange.personal_data import FIELDS, STAFF, PersonalData
from trainer_app.exchange.sending import Scope, preview, send
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.undoing import take_back
from trainer_app.workbook.read import read_workbook
from trainer_app.workbook.select import Selection

OF_PEOPLE = (
    "person", "enrolment", "follow_up", "answer", "certificate", "credential", "visit", "observation", "enterprise",
)  # fmt: skip
OF_NOBODY = {
    "id", "deleted", "merged_into", "course_id", "enrolment_id", "follow_up_id", "enterprise_id", "organisation_id",
    "trainer_id", "observer_id", "session_id", "person.is_trainer", "person.erased_on", "enrolment.learner",
    "enrolment.class_name", "enrolment.seat", "enrolment.role", "follow_up.months", "follow_up.due", "answer.question",
    "certificate.kind", "certificate.product", "certificate.person_id", "certificate.issued_on",
    "certificate.collected_on", "certificate.voided_on", "credential.person_id", "enterprise.name",
    "enterprise.registered", "enterprise.legal_form", "enterprise.sector", "enterprise.isic", "enterprise.place_id",
    "enterprise.started_on", "enterprise.workers_women", "enterprise.workers_men", "enterprise.workers_total",
    "enterprise.union_representative", "enterprise.buyer", "enterprise.cooperative",
}  # fmt: skip
"""Columns that say nothing of a person, or nothing that another column of the record does not."""

VALUES: dict[type, Any] = {str: "x", int: 3, float: 2.5, bool: True, date: date(2020, 1, 2)}


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A course of a trainer with one participant, of whom only the name is known."""
    database = Database.create(tmp_path / "a.db")
    with database.change("Start") as tx:
        tx.add(Course(id="c", code="SYB-1"))
        tx.add(Person(id="t", full_name="U Tin", is_trainer=True))
        tx.add(CourseTrainer(id="ct", course_id="c", person_id="t"))
        tx.add(Person(id="p", full_name="Ma Khin"))
        tx.add(Enrolment(id="e", course_id="c", person_id="p"))
    return database


def said(database: Database, scope: Scope, *, national_ids: bool = False) -> PersonalData:
    with database.read() as tx:
        return preview(tx, scope, national_ids=national_ids)


COURSE, ALL = Scope("course", "SYB-1"), Scope("everything")


def test_every_column_about_people_has_its_kind() -> None:
    """A new column must be given a kind, or be said to tell nothing of people."""
    for table in OF_PEOPLE:
        named = {name for fields in FIELDS.values() for name in fields.get(table, ())} | set(STAFF.get(table, ()))
        free = {name for name in columns(table) if name in OF_NOBODY or f"{table}.{name}" in OF_NOBODY}
        assert named | free == set(columns(table)), table
        assert not named & free


@pytest.mark.parametrize("kind", FIELDS)
def test_a_value_is_said_while_it_stands_and_apart_when_it_was_cleared(database: Database, kind: str) -> None:
    for table, names in FIELDS[kind].items():
        for name in names:
            value = "p" if name in ("person_id", "owner_id") else VALUES[kinds(table)[name]]
            record_id = f"{table}-{name}"
            with database.change("Add") as tx:
                record = tx.add(RECORDS[table](id=record_id, **{name: value}))
            only = Selection(rows={table: {record_id: {}}})
            with database.read() as tx:
                held = personal_data.held(tx, only, national_ids=True)
            assert (held.kinds.get(kind), held.earlier) == (1, {})
            with database.change("Clear") as tx:
                tx.update(record, **{name: None})
            with database.read() as tx:
                held = personal_data.held(tx, only, national_ids=True)
            assert (dict(held.kinds), held.earlier.get(kind)) == ({}, 1)


@pytest.mark.parametrize("scope", [COURSE, ALL], ids=["course", "everything"])
def test_what_was_changed_or_cleared_is_said_because_it_travels(
    database: Database, tmp_path: Path, scope: Scope
) -> None:
    with database.change("Type") as tx:
        tx.update(tx.get(Person, "p"), email="old@example.org", address="12 Old Street", phones="1")
    with database.change("Correct") as tx:
        tx.update(tx.get(Person, "p"), email="new@example.org", address=None)
    path = tmp_path / "a.xlsx"
    written = send(database, path, load_catalogue(), scope, sender="Office")
    journal = str(list(read_workbook(path).changes()))
    assert "old@example.org" in journal
    assert "12 Old Street" in journal
    held = written.people
    assert dict(held.earlier) == {"emails": 1, "addresses": 1}
    assert dict(held.kinds) == {"names": 2, "phones": 1, "emails": 1, "courses": 1}
    assert written.people.sentence() == (
        "The workbook holds personal data of 2 people. Who they are: names (2). Where they are reached: phone numbers "
        "(1), e-mail addresses (1). What they did: courses and attendance (1). Only in its hidden history, changed, "
        "cleared or deleted since: e-mail addresses (1), addresses or places (1). Give it only to those who need it."
    )


@pytest.mark.parametrize("scope", [COURSE, ALL], ids=["course", "everything"])
def test_what_was_deleted_or_taken_back_is_only_in_the_history(database: Database, scope: Scope) -> None:
    with database.change("Add") as tx:
        tx.add(Person(id="q", full_name="Gone", disability="yes"))
        tx.add(Enrolment(id="f", course_id="c", person_id="q", remark="his brother came"))
    with database.change("Delete") as tx:
        tx.delete(tx.get(Enrolment, "f"))
        tx.delete(tx.get(Person, "q"))
    with database.change("Add and take back") as tx:
        tx.add(Person(id="u", full_name="Undone", groups="refugee"))
        tx.add(Enrolment(id="g", course_id="c", person_id="u", remark="came late"))
    with database.read() as tx:
        action = tx.rows("SELECT max(id) FROM action")[0][0]
    with database.change("Undo", kind="undo") as tx:
        take_back(tx, action)
    held = said(database, scope)
    assert dict(held.kinds) == {"names": 2, "courses": 1}
    assert dict(held.earlier) == {"names": 2, "disability": 1, "groups": 1, "courses": 2, "notes": 2}
    assert held.people == 4


def test_what_was_put_aside_here_does_not_travel_and_is_not_said(database: Database, tmp_path: Path) -> None:
    other = Database.create(tmp_path / "b.db")
    with database.change("Type") as tx:
        tx.update(tx.get(Person, "p"), disability="yes")
    path = tmp_path / "a.xlsx"
    send(database, path, load_catalogue(), ALL, sender="Office")
    merge(other, [path], apply=True)
    assert said(other, ALL).kinds["disability"] == 1
    with other.read() as tx:
        action = tx.rows("SELECT max(id) FROM action WHERE kind = 'merge'")[0][0]
    with other.change("Undo", kind="undo") as tx:
        take_back(tx, action)
    held = said(other, ALL)
    assert (held.people, "disability" in held.kinds, dict(held.earlier)) == (0, False, {})


@pytest.mark.parametrize("scope", [COURSE, ALL], ids=["course", "everything"])
def test_an_earlier_national_id_is_left_out_too_and_said_where_it_is_not(database: Database, scope: Scope) -> None:
    with database.change("Type") as tx:
        tx.update(tx.get(Person, "p"), national_id="1")
        tx.update(tx.get(Person, "t"), national_id="2")
    with database.change("Correct") as tx:
        tx.update(tx.get(Person, "p"), national_id=None)
        tx.update(tx.get(Person, "t"), national_id="3")
    held = said(database, scope)
    assert (held.ids_left_out, dict(held.earlier)) == (2, {})
    asked = said(database, scope, national_ids=True)
    assert (asked.ids_left_out, asked.kinds["national_ids"], dict(asked.earlier)) == (0, 1, {"national_ids": 2})


def test_remarks_of_one_person_are_counted_once_and_those_of_others_each(database: Database) -> None:
    with database.change("Type") as tx:
        tx.update(tx.get(Person, "p"), notes="a")
        tx.update(tx.get(Enrolment, "e"), remark="b")
        tx.add(Visit(course_id="c", enrolment_id="e", notes="c"))
        tx.add(Visit(course_id="c", trainer_id="t", notes="of a group"))
        tx.add(Certificate(enrolment_id="e", person_id="p", course_id="c", number="1", issued_by="Daw Mya"))
        tx.add(Certificate(enrolment_id="e", person_id="p", course_id="c", number="2", issued_by="Daw Mya"))
    for scope in (COURSE, ALL):
        held = said(database, scope)
        assert (held.kinds["notes"], held.kinds["certificates"], held.kinds["staff"]) == (2, 1, 1)


def test_who_entered_it_and_what_was_typed_in_lists_travels_too(database: Database) -> None:
    database.author = "Daw Mya"
    with database.change("Import") as tx:
        tx.add(Person(id="q", full_name="Ko Ko"), origin={"file": "a.xlsx", "typed": {"full_name": "ko ko (son)"}})
        tx.add(Enrolment(course_id="c", person_id="q"))
    for scope in (COURSE, ALL):
        held = said(database, scope)
        assert (held.kinds["staff"], dict(held.earlier)) == (1, {"typed": 1})


def test_without_people_nothing_is_said_of_people(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "a.db")
    with database.change("Course") as tx:
        tx.add(Course(code="SYB-1"))
    assert said(database, COURSE).sentence() == "The workbook holds no personal data."
    with database.change("Enterprise") as tx:
        tx.add(Enterprise(name="Shop", owner_name="U Ba"))
        tx.add(Organisation(name="School", phones="1"))
    sentence = said(database, ALL).sentence()
    assert sentence.startswith("The workbook holds personal data. ")
    assert "owners of enterprises (1)" in sentence
