"""The ledger of a merge: every row read has one outcome, and the tables hold in the end what the plan says."""

import sqlite3
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from db.database import Database
from db.models import Attendance, Course, CourseSession, CourseTrainer, Enrolment, Person
from trainer_app import dump
from trainer_app.cli import application
from trainer_app.cli import exchange as _the_command  # noqa: F401 it registers itself
from trainer_app.courses import courses
from trainer_app.errors import UserError
from trainer_app.exchange import conflicts
from trainer_app.exchange.ledger import OUTCOMES, ledgers
from trainer_app.exchange.merging import FilePlan, Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.workbook.read import read_workbook

CATALOGUE = load_catalogue()
NAMES = ("Nang", "Somchai", "Malee")


@pytest.fixture
def office(tmp_path: Path) -> Database:
    database = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with database.change("course") as tx:
        course = tx.add(Course(code="SYB-1", programme="SIYB", products="SYB", starts=date(2026, 3, 2)))
        sessions = [tx.add(CourseSession(course_id=course.id, number=number)) for number in (1, 2)]
        for seat, name in enumerate(NAMES, 1):
            person = tx.add(Person(full_name=name))
            enrolment = tx.add(Enrolment(course_id=course.id, person_id=person.id, seat=seat))
            tx.add(Attendance(enrolment_id=enrolment.id, session_id=sessions[0].id, mark="absent"))
    return database


def sent(database: Database, path: Path) -> Path:
    send(database, path, CATALOGUE, Scope("everything"), sender=path.stem, national_ids=True)
    return path


@pytest.fixture
def trainer(office: Database, tmp_path: Path) -> Database:
    database = Database.create(tmp_path / "trainer.db", name="Trainer")
    merge(database, [sent(office, tmp_path / "to trainer.xlsx")], apply=True)
    return database


def counted(file: FilePlan) -> dict[str, dict[str, int]]:
    """The outcomes of each sheet that are not nought."""
    return {
        ledger.sheet: {outcome: n for outcome in OUTCOMES if (n := getattr(ledger, outcome))} for ledger in file.ledgers
    }


def typed(path: Path, name: str, cells: dict[tuple[str, str], object]) -> Path:
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in cells.items():
        book[sheet][cell] = value
    book.save(path.with_name(name))
    return path.with_name(name)


def test_a_mark_changed_in_the_application_changes_the_row_of_the_attendance_and_no_other(
    office: Database, trainer: Database, tmp_path: Path
) -> None:
    with trainer.change("mark") as tx:
        tx.update(tx.find(Attendance)[0], mark="present")
    file = merge(office, [sent(trainer, tmp_path / "back.xlsx")], apply=True).files[0]
    assert counted(file)["attendance"] == {"changed": 1, "same": 2}
    assert counted(file)["participants"] == {"same": 3}


def test_a_remark_changes_the_row_of_the_participant_and_not_that_of_the_attendance(
    office: Database, trainer: Database, tmp_path: Path
) -> None:
    with trainer.change("remark") as tx:
        tx.update(tx.find(Enrolment)[0], remark="late")
        session = tx.find(CourseSession)[1]
        tx.add(Attendance(enrolment_id=tx.find(Enrolment)[1].id, session_id=session.id, mark="present"))
    file = merge(office, [sent(trainer, tmp_path / "back.xlsx")], apply=True).files[0]
    assert counted(file)["participants"] == {"changed": 1, "same": 2}
    assert counted(file)["attendance"] == {"changed": 1, "same": 2}


def test_a_trainer_added_in_the_application_changes_the_row_of_the_course(
    office: Database, trainer: Database, tmp_path: Path
) -> None:
    with trainer.change("trainer") as tx:
        person = tx.add(Person(full_name="Daw Mya", is_trainer=True))
        tx.add(CourseTrainer(course_id=tx.find(Course)[0].id, person_id=person.id))
    file = merge(office, [sent(trainer, tmp_path / "back.xlsx")], apply=True).files[0]
    assert counted(file)["courses"] == {"changed": 1}
    assert counted(file)["trainers"] == {"new": 1}


def test_a_mark_in_conflict_holds_the_row_of_the_attendance(
    office: Database, trainer: Database, tmp_path: Path
) -> None:
    for database, mark in ((office, "half"), (trainer, "present")):
        with database.change("mark") as tx:
            first = min(tx.find(Attendance), key=lambda one: one.id)
            tx.update(first, mark=mark)
    file = merge(office, [sent(trainer, tmp_path / "back.xlsx")], apply=True).files[0]
    assert counted(file)["attendance"] == {"held": 1, "same": 2}
    [difference] = file.differences
    assert {(side.text, side.ours, side.file) for side in difference.sides} == {
        ("half", True, ""),
        ("present", False, "back.xlsx"),
    }


def test_a_typed_first_mark_changes_its_row_and_a_new_participants_row_is_new(office: Database, tmp_path: Path) -> None:
    path = sent(office, tmp_path / "out.xlsx")
    cells: dict[tuple[str, str], object] = {
        ("Attendance", "H3"): "P",
        ("Participants", "D6"): "SYB-1",
        ("Participants", "F6"): "Noy",
        ("Attendance", "F6"): "P",
    }
    file = merge(office, [typed(path, "typed.xlsx", cells)], apply=True).files[0]
    assert counted(file)["attendance"] == {"changed": 1, "same": 2, "new": 1}
    again = merge(office, [typed(path, "typed.xlsx", cells)], apply=True).files[0]
    assert all(set(found) == {"same"} for found in counted(again).values())
    assert [(ledger.sheet, ledger.read) for ledger in again.ledgers] == [
        (ledger.sheet, ledger.read) for ledger in file.ledgers
    ]


def test_a_row_without_an_outcome_is_a_bug(office: Database, tmp_path: Path) -> None:
    path = typed(sent(office, tmp_path / "out.xlsx"), "typed.xlsx", {("Participants", "L3"): "0912 345"})
    incoming = read_workbook(path)
    incoming.rows.clear()
    with pytest.raises(RuntimeError, match="does not add up"):
        ledgers(incoming, {})


@pytest.mark.parametrize("apply", [True, False])
def test_where_a_table_gained_other_than_planned_nothing_is_changed(
    office: Database, tmp_path: Path, apply: bool
) -> None:
    path = sent(office, tmp_path / "out.xlsx")
    filled = typed(path, "typed.xlsx", {("Participants", "D6"): "SYB-1", ("Participants", "F6"): "Noy"})
    with sqlite3.connect(office.path) as connection:
        connection.execute(
            "CREATE TRIGGER lose BEFORE INSERT ON person WHEN NEW.full_name = 'Noy' BEGIN SELECT RAISE(IGNORE); END"
        )
    connection.close()
    with office.read() as tx:
        before = dump.digest(tx)
    with pytest.raises(UserError, match="person holds 3 rows, where the plan says 4"):
        merge(office, [filled], apply=apply)
    with office.read() as tx:
        assert dump.digest(tx) == before
        assert not tx.rows("SELECT 1 FROM action WHERE kind = 'merge'")


def run(office: Database, *words: object) -> Result:
    """The command merge, in this process."""
    return CliRunner().invoke(application, ["--database", str(office.path), "merge", *map(str, words)])


@pytest.fixture
def wrong(office: Database, tmp_path: Path) -> Path:
    cells: dict[tuple[str, str], object] = {("Participants", "I3"): "perhaps", ("Participants", "AD3"): "good"}
    return typed(sent(office, tmp_path / "out.xlsx"), "wrong.xlsx", cells)


def test_all_or_nothing_refuses_the_file_and_not_the_others(office: Database, wrong: Path, tmp_path: Path) -> None:
    good = typed(tmp_path / "out.xlsx", "good.xlsx", {("Participants", "AD4"): "good too"})
    bad, other = merge(office, [wrong, good], apply=True, strict=True).files
    assert "all or nothing" in bad.problem
    assert [refusal.cell for refusal in bad.refusals] == ["I3"]
    assert not bad.changes_anything
    assert [difference.new for difference in other.differences] == ["good too"]
    assert [one.new for one in merge(office, [wrong], apply=True).files[0].differences] == ["good"]


def test_the_command_line_is_strict_and_writes_the_refusals(office: Database, wrong: Path, tmp_path: Path) -> None:
    other = typed(tmp_path / "out.xlsx", "other.xlsx", {("Participants", "K3"): 3, ("Participants", "F6"): "No course"})
    words = ("--apply", "--refusals", tmp_path / "fix.xlsx")
    result = run(office, *words, wrong, "--strict")
    assert result.exit_code == 1
    assert "“perhaps” is none of" in result.output
    assert (tmp_path / "fix.xlsx").is_file()
    result = run(office, *words, wrong, other)
    assert result.exit_code == 0
    for name in ("fix wrong.xlsx", "fix other.xlsx"):
        assert openpyxl.load_workbook(tmp_path / name).sheetnames[0] == "What to fix"
    corrected = (tmp_path / "fix.xlsx").read_bytes()
    assert "fix (2).xlsx" in run(office, *words, wrong).output
    assert (tmp_path / "fix.xlsx").read_bytes() == corrected
    with office.read() as tx:
        written = tx.rows("SELECT json_extract(details, '$.file') FROM action WHERE kind = 'list' ORDER BY id")
    names = ["fix.xlsx", "fix wrong.xlsx", "fix other.xlsx", "fix (2).xlsx"]
    assert [name for (name,) in written] == names
    result = run(office, "--refusals", "x.ods", wrong)
    assert result.exit_code == 1
    assert "x.xlsx" in result.output


def test_the_command_line_names_what_is_new_and_both_sides_of_a_conflict(
    office: Database, trainer: Database, tmp_path: Path
) -> None:
    for database, phone in ((office, "0911"), (trainer, "0922")):
        with database.change("phone") as tx:
            tx.update(next(person for person in tx.find(Person) if person.full_name == "Nang"), phones=phone)
    with trainer.change("new") as tx:
        tx.add(Person(full_name="Daw Mya", is_trainer=True))
    path = sent(trainer, tmp_path / "back.xlsx")
    result = run(office, path)
    assert "New, Person (1): Daw Mya" in result.output
    assert "In conflict: Nang, Phone" in result.output
    assert "1. 0911" in result.output
    assert "2. 0922" in result.output


def test_a_course_that_was_taken_back_in_vain_is_the_same(office: Database, trainer: Database, tmp_path: Path) -> None:
    """One file takes it back and refers to it again: for a moment of the merge it is not there."""
    third = Database.create(tmp_path / "third.db", name="Third")
    merge(third, [tmp_path / "to trainer.xlsx"], apply=True)
    with trainer.change("mark") as tx:
        seat, session = tx.find(Enrolment)[0], next(one for one in tx.find(CourseSession) if one.number == 2)
        tx.add(Attendance(enrolment_id=seat.id, session_id=session.id, mark="present"))
    with office.change("undo", kind="undo") as tx:
        ((action,),) = tx.rows("SELECT id FROM action WHERE kind = 'edit' AND label = 'course'")
        tx.undo(action)
    merge(trainer, [sent(office, tmp_path / "undone.xlsx")], apply=True)
    (file,) = merge(third, [sent(trainer, tmp_path / "to third.xlsx")], apply=True).files
    assert [one.field for one in file.differences if one.table == "course"] == []
    assert counted(file)["courses"] == {"same": 1}


def test_a_course_whose_deletion_was_doubted_for_a_moment_of_the_merge_is_the_same(
    office: Database, trainer: Database, tmp_path: Path
) -> None:
    """The seat is told before the mark that had kept it; both are deleted."""
    with trainer.change("delete") as tx:
        seat = tx.find(Enrolment)[0]
        tx.delete(seat)
    with office.change("mark") as tx:
        session = next(one for one in tx.find(CourseSession) if one.number == 2)
        tx.add(Attendance(enrolment_id=seat.id, session_id=session.id, mark="present"))
    merge(trainer, [sent(office, tmp_path / "marked.xlsx")], apply=True)
    with office.change("delete") as tx:
        courses.delete(tx, tx.find(Course)[0])
    merge(office, [sent(trainer, tmp_path / "doubted.xlsx")], apply=True)
    with trainer.change("settle") as tx:
        conflicts.settle_with(tx, "enrolment", seat.id, "deleted", True)
    (file,) = merge(office, [sent(trainer, tmp_path / "settled.xlsx")], apply=True).files
    assert counted(file)["courses"] == {"same": 1}
