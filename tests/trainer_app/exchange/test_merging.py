"""What is sent and merged: undone work, scopes, the log, and what a course's workbook must not give away."""

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import col

from db.backup import copy
from db.database import Database
from db.models import Attendance, Course, CourseSession, CourseTrainer, Enrolment, Person, Replica
from trainer_app import dump, history
from trainer_app.checking import check
from trainer_app.errors import UserError
from trainer_app.exchange import notes
from trainer_app.exchange.merging import FilePlan, Scope, merge, send
from trainer_app.exchange.plan import fill_in
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import in_language
from trainer_app.workbook.sheets import TRAINERS

CATALOGUE = load_catalogue()


@pytest.fixture
def office(tmp_path: Path) -> Database:
    database = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with database.change("courses") as tx:
        for code in "SYB-1", "SYB-2":
            course = tx.add(Course(code=code, programme="SIYB", products="SYB", starts=date(2026, 3, 2)))
            trainer = tx.add(Person(full_name=f"Trainer of {code}", is_trainer=True))
            tx.add(CourseTrainer(course_id=course.id, person_id=trainer.id))
            person = tx.add(Person(full_name=f"Participant of {code}"))
            tx.add(Enrolment(course_id=course.id, person_id=person.id))
    return database


def sent(database: Database, path: Path, scope: Scope) -> Path:
    send(database, path, CATALOGUE, scope, sender="Office")
    return path


def names(database: Database) -> set[str]:
    with database.read() as tx:
        return {str(person.full_name) for person in tx.find(Person)}


def courses(database: Database) -> dict[str, str]:
    with database.read() as tx:
        return {str(course.code): course.id for course in tx.find(Course)}


def person_of(database: Database, code: str) -> Person:
    with database.read() as tx:
        return next(person for person in tx.find(Person) if person.full_name == f"Participant of {code}")


def enrol(database: Database, code: str, name: str) -> int:
    """Somebody new in a course, marked once; the number of the action."""
    with database.change(name) as tx:
        course = courses(database)[code]
        person = tx.add(Person(full_name=name, phones=f"secret of {name}"))
        enrolment = tx.add(Enrolment(course_id=course, person_id=person.id))
        session = tx.add(CourseSession(course_id=course, number=9))
        tx.add(Attendance(enrolment_id=enrolment.id, session_id=session.id, mark="present"))
        return tx.action.id or 0


def undo(database: Database, action: int) -> int:
    with database.change("undo", kind="undo") as tx:
        tx.undo(action)
        return tx.action.id or 0


def digest(database: Database) -> str:
    with database.read() as tx:
        return dump.digest(tx)


@pytest.mark.parametrize("scope", [Scope("everything"), Scope("course", "SYB-1")])
def test_what_is_undone_after_it_was_sent_is_undone_there_too(office: Database, tmp_path: Path, scope: Scope) -> None:
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    action = enrol(office, "SYB-1", "Mistake")
    merge(trainer, [sent(office, tmp_path / "first.xlsx", scope)], apply=True)
    assert "Mistake" in names(trainer)
    undo(office, action)
    plan = merge(trainer, [sent(office, tmp_path / "second.xlsx", scope)], apply=True)
    assert plan.changes_anything
    assert "Mistake" not in names(trainer)
    with trainer.read() as tx:
        assert len(tx.find(Enrolment)) == len(tx.find(CourseSession)) + (2 if scope.kind == "everything" else 1)


def test_a_workbook_of_one_course_holds_nobody_of_another_undone_or_not(office: Database, tmp_path: Path) -> None:
    undo(office, enrol(office, "SYB-2", "Undone elsewhere"))
    undo(office, enrol(office, "SYB-1", "Undone here"))
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    merge(trainer, [sent(office, tmp_path / "one.xlsx", Scope("course", "SYB-1"))], apply=True)
    with trainer.read() as tx:
        journal = "\n".join(row[0] for row in tx.rows("SELECT fields FROM change"))
    assert "Undone here" in journal
    assert "Undone elsewhere" not in journal
    assert "SYB-2" not in journal


def test_a_trainers_workbook_holds_that_trainers_courses(office: Database, tmp_path: Path) -> None:
    with office.read() as tx:
        one = next(person for person in tx.find(Person) if person.full_name == "Trainer of SYB-1")
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    merge(trainer, [sent(office, tmp_path / "one.xlsx", Scope("trainer", one.id))], apply=True)
    assert names(trainer) == {"Trainer of SYB-1", "Participant of SYB-1"}


def test_merging_undone_and_redone_is_as_merged(office: Database, tmp_path: Path) -> None:
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    plan = merge(trainer, [sent(office, tmp_path / "all.xlsx", Scope("everything"))], apply=True)
    with trainer.read() as tx:
        merged = dump.digest(tx)
    undo(trainer, plan.action_ids[0])
    assert not names(trainer)
    again = merge(trainer, [tmp_path / "all.xlsx"], apply=True)
    assert not again.changes_anything
    assert again.files[0].notes
    with trainer.read() as tx:
        undone_by = tx.rows("SELECT undone_by FROM action WHERE undone_by IS NOT NULL")
    undo(trainer, undone_by[0][0])
    with trainer.read() as tx:
        assert dump.digest(tx) == merged


def test_a_plan_changes_nothing_and_says_what_applying_does(office: Database, tmp_path: Path) -> None:
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    path = sent(office, tmp_path / "all.xlsx", Scope("everything"))
    with trainer.read() as tx:
        before = dump.digest(tx)
    plan = merge(trainer, [path], apply=False)
    with trainer.read() as tx:
        assert dump.digest(tx) == before
    done = merge(trainer, [path], apply=True)
    assert [ledger.new for ledger in plan.files[0].ledgers] == [ledger.new for ledger in done.files[0].ledgers]
    assert plan.files[0].new_records == done.files[0].new_records
    with trainer.read() as tx:
        for table, number in done.files[0].new_records.items():
            own = int(table == "replica")
            assert tx.rows(f"SELECT count(*) FROM {table}") == [(number + own,)]


@pytest.mark.parametrize(("prefer", "phones"), [("ours", "ours"), ("theirs", "theirs"), ("newest", "theirs")])
def test_new_conflicts_are_settled_by_rule(office: Database, tmp_path: Path, prefer: str, phones: str) -> None:
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    merge(trainer, [sent(office, tmp_path / "all.xlsx", Scope("everything"))], apply=True)
    person = person_of(office, "SYB-1")
    with office.change("ours") as tx:
        tx.update(person, phones="ours")
    with trainer.change("theirs") as tx:
        tx.update(person, phones="theirs")
    back = sent(trainer, tmp_path / "back.xlsx", Scope("everything"))
    plan = merge(office, [back], apply=True, prefer=prefer)
    assert plan.files[0].settled == 1
    assert person_of(office, "SYB-1").phones == phones
    with office.read() as tx:
        assert not tx.rows("SELECT * FROM conflict")
    assert not merge(office, [back], apply=True, prefer=prefer).changes_anything


def test_more_courses_than_a_cell_holds_can_be_sent(tmp_path: Path) -> None:
    office = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with office.change("courses") as tx:
        tx.add_many([Course(code=f"SYB-{number:05}", programme="SIYB", products="SYB") for number in range(2000)])
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    merge(trainer, [sent(office, tmp_path / "all.xlsx", Scope("everything"))], apply=True)
    assert len(courses(trainer)) == 2000


def test_newer_work_on_a_merge_that_was_undone_is_refused_until_that_is_taken_back(
    office: Database, tmp_path: Path
) -> None:
    other = Database.create(tmp_path / "other.db", name="Other", kind="office")
    merged = merge(other, [sent(office, tmp_path / "first.xlsx", Scope("everything"))], apply=True).action_ids[0]
    with other.change("undo", kind="undo") as tx:
        tx.undo(merged)
        undone = tx.action.id or 0
    enrol(office, "SYB-1", "Newcomer")
    newer = sent(office, tmp_path / "newer.xlsx", Scope("everything"))
    before = names(other)
    with pytest.raises(UserError, match=f"Undo action {undone} first"):
        merge(other, [newer], apply=True)
    assert names(other) == before == set()
    again = undo(other, undo(other, undone))  # had again, and put aside once more
    with pytest.raises(UserError, match=f"Undo action {again} first"):
        merge(other, [newer], apply=True)
    undo(other, again)
    merge(other, [newer], apply=True)
    assert names(other) == names(office)


def test_undoing_a_merge_puts_it_aside_here_only(office: Database, tmp_path: Path) -> None:
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    merge(trainer, [sent(office, tmp_path / "first.xlsx", Scope("everything"))], apply=True)
    enrol(trainer, "SYB-1", "Newcomer")
    with trainer.change("correct") as tx:
        tx.update(tx.find(Person, col(Person.full_name) == "Participant of SYB-1")[0], phones="09 1")
    merged = merge(office, [sent(trainer, tmp_path / "back.xlsx", Scope("everything"))], apply=True).action_ids[0]
    with office.change("correct") as tx:
        tx.update(tx.find(Person, col(Person.full_name) == "Participant of SYB-2")[0], phones="09 2")
    undone = undo(office, merged)
    assert "Newcomer" not in names(office)
    again = sent(office, tmp_path / "again.xlsx", Scope("everything"))
    plan = merge(trainer, [again], apply=True)
    assert {(difference.field, difference.new) for difference in plan.files[0].differences} == {("phones", "09 2")}
    assert "Newcomer" in names(trainer)
    region = Database.create(tmp_path / "region.db", name="Region", kind="office")
    merge(region, [again], apply=True)
    assert names(region) == names(office)
    with office.change("undo the undo", kind="undo") as tx:
        tx.undo(undone)
    merge(region, [sent(office, tmp_path / "last.xlsx", Scope("everything"))], apply=True)
    assert names(region) == names(trainer)
    for database in office, trainer:
        merge(database, [sent(region, tmp_path / "region.xlsx", Scope("everything"))], apply=True)
    assert digest(region) == digest(office) == digest(trainer)


def test_two_copies_of_one_database_lose_nothing_and_get_names_of_their_own(office: Database, tmp_path: Path) -> None:
    one = Database.create(tmp_path / "one.db", name="Ann")
    merge(one, [sent(office, tmp_path / "first.xlsx", Scope("everything"))], apply=True)
    old = one.replica
    copy(one.path, tmp_path / "two.db")
    two = Database.open(tmp_path / "two.db")
    for database, name in (one, "Newcomer of one"), (two, "Newcomer of two"):
        enrol(database, "SYB-1", name)
    merge(office, [sent(one, tmp_path / "one.xlsx", Scope("everything"))], apply=True)
    plan = merge(office, [sent(two, tmp_path / "two.xlsx", Scope("everything"))], apply=True)
    assert any("Two copies of the database of" in note for note in plan.files[0].notes)
    plan = merge(office, [sent(two, tmp_path / "two again.xlsx", Scope("everything"))], apply=True)
    assert not any("Two copies of the database of" in note for note in plan.files[0].notes)
    back = sent(office, tmp_path / "back.xlsx", Scope("everything"))
    for database in one, two:
        plan = merge(database, [back], apply=False)
        assert database.replica == old
        plan = merge(database, [back], apply=True)
        assert any("another copy of this database" in note for note in plan.files[0].notes)
        assert database.replica != old
        with database.read() as tx:
            assert tx.get(Replica, database.replica).name == "Ann"
    assert one.replica != two.replica
    assert one.code != two.code
    for database in one, two:
        merge(office, [sent(database, tmp_path / f"{database.code}.xlsx", Scope("everything"))], apply=True)
    last = sent(office, tmp_path / "last.xlsx", Scope("everything"))
    for database in one, two:
        merge(database, [last], apply=True)
        assert digest(database) == digest(office)
    assert {"Newcomer of one", "Newcomer of two"} <= names(office)


def test_whoever_a_workbook_is_for_is_the_one_who_typed_into_it(office: Database, tmp_path: Path) -> None:
    path = tmp_path / "for Nang.xlsx"
    send(office, path, CATALOGUE, Scope("everything"), sender="Office", partner="Nang")
    book = openpyxl.load_workbook(path)
    sheet = book["Participants"]
    keys = [cell.value for cell in sheet[1]]
    column = keys.index("participants/person.phones") + 1
    sheet.cell(3, column).value = "09 77"
    book.save(path)
    merge(office, [path], apply=True)
    with office.read() as tx:
        [person] = tx.find(Person, col(Person.phones) == "09 77")
        newest = history.of_record(tx, "person", person.id, "phones")[0]
    assert (newest.who, newest.source.split(", ")[:2]) == ("Nang", ["for Nang.xlsx", "Participants"])


def test_ours_is_what_was_here_also_where_the_other_side_knew_it(office: Database, tmp_path: Path) -> None:
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    merge(trainer, [sent(office, tmp_path / "first.xlsx", Scope("everything"))], apply=True)
    for database, phones in (office, "09 1"), (trainer, "09 2"):
        with database.change("correct") as tx:
            tx.update(tx.find(Person, col(Person.full_name) == "Participant of SYB-1")[0], phones=phones)
    merge(trainer, [sent(office, tmp_path / "second.xlsx", Scope("everything"))], apply=True)
    back = sent(trainer, tmp_path / "back.xlsx", Scope("everything"))
    assert merge(office, [back], apply=True, prefer="ours").files[0].settled == 1
    with office.read() as tx:
        assert tx.find(Person, col(Person.full_name) == "Participant of SYB-1")[0].phones == "09 1"


def test_a_file_that_fails_half_way_leaves_nothing_beside_others(
    office: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    region = Database.create(tmp_path / "region.db", name="Region", kind="office")
    good = sent(office, tmp_path / "b good.xlsx", Scope("course", "SYB-1"))
    bad = sent(office, tmp_path / "a bad.xlsx", Scope("course", "SYB-2"))

    def fails(tx: object, incoming: object, file: FilePlan, effects: object) -> None:
        fill_in(tx, incoming, file, effects)
        if file.path == bad:
            raise UserError("no more")

    monkeypatch.setattr("trainer_app.exchange.merging.fill_in", fails)
    plan = merge(region, [bad, good], apply=True)
    assert [file.problem for file in plan.files] == ["no more", ""]
    assert set(courses(region)) == {"SYB-1"}
    assert not [finding for finding in check(region) if finding.wrong]


def test_a_sheet_that_cannot_be_read_leaves_nothing_of_what_came_before_it(office: Database, tmp_path: Path) -> None:
    region = Database.create(tmp_path / "region.db", name="Region", kind="office")
    good = sent(office, tmp_path / "b good.xlsx", Scope("course", "SYB-1"))
    whole = sent(office, tmp_path / "whole.xlsx", Scope("course", "SYB-2"))
    bad = tmp_path / "a bad.xlsx"
    title = in_language("en")(TRAINERS.label)
    part = f"xl/worksheets/sheet{CalamineWorkbook.from_path(whole).sheet_names.index(title) + 1}.xml"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"<row r=", b"<row r") if name == part else content)
    plan = merge(region, [bad, good], apply=True)
    assert title in plan.files[0].problem
    assert not plan.files[0].notes
    assert not plan.files[1].problem
    assert set(courses(region)) == {"SYB-1"}
    with region.read() as tx:
        before = dump.digest(tx)
    with pytest.raises(UserError, match=title):
        merge(region, [bad], apply=True)
    with region.read() as tx:
        assert dump.digest(tx) == before
    assert not [finding for finding in check(region) if finding.wrong]


def test_a_file_that_goes_away_while_it_is_read_ends_in_a_sentence(
    office: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sent(office, tmp_path / "on a stick.xlsx", Scope("everything"))
    monkeypatch.setattr(notes, "a_fork", lambda *_given: path.unlink())
    with pytest.raises(UserError, match=r"There is no file .*on a stick\.xlsx"):
        merge(office, [path], apply=True)
