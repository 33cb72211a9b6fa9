"""Taking a workbook in parts: what is left out is not applied, not lost, and comes with the next merge of the file."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

import trainer_app.cli.exchange  # noqa: F401 - declares the command
from db.database import Database
from db.models import Attendance, Course, CourseSession, CourseTrainer, Enrolment, Person
from trainer_app import dump
from trainer_app.checking import check
from trainer_app.cli import application
from trainer_app.exchange.acceptance import OTHER, Left
from trainer_app.exchange.merging import FilePlan, Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
Pair = tuple[Database, Path]


def export(database: Database, path: Path) -> Path:
    send(database, path, CATALOGUE, Scope("everything"), sender="Ko Aung")
    return path


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """An office with a course of one, and a workbook in which a trainer changed and added things."""
    office = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with office.change("start") as tx:
        tx.add(Course(id="c1", code="SYB-1", title="Start"))
        tx.add(CourseSession(id="s1", course_id="c1", number=1))
        tx.add(Person(id="p1", full_name="Ma Khin", sex="F"))
        tx.add(Enrolment(id="e1", course_id="c1", person_id="p1"))
    trainer = Database.create(tmp_path / "trainer.db", name="Laptop")
    merge(trainer, [export(office, tmp_path / "out.xlsx")], apply=True)
    with trainer.change("work") as tx:
        tx.update(tx.get(Course, "c1"), title="Start Your Business")
        tx.update(tx.get(Person, "p1"), phones="09-1")
        for number in (2, 3):
            tx.add(Person(id=f"p{number}", full_name=f"Nang {number}", sex="F"))
            tx.add(Enrolment(id=f"e{number}", course_id="c1", person_id=f"p{number}"))
        for number in (1, 2, 3):
            tx.add(Attendance(id=f"a{number}", enrolment_id=f"e{number}", session_id="s1", mark="present"))
    return office, export(trainer, tmp_path / "back.xlsx")


def take(office: Database, path: Path, *sheets: str, records: tuple[tuple[str, str], ...] = ()) -> FilePlan:
    left = Left(frozenset(sheets), frozenset(records))
    (file,) = merge(office, [path], apply=True, left={path: left}).files
    for ledger in file.ledgers:
        assert ledger.read == ledger.new + ledger.changed + ledger.same + ledger.held + ledger.refused
    assert check(office) == []
    return file


def ids(database: Database, model: Any) -> set[str]:
    with database.read() as tx:
        return {record.id for record in tx.find(model)}


def held(file: FilePlan) -> dict[str, int]:
    return {ledger.sheet: ledger.held for ledger in file.ledgers if ledger.held}


def test_a_sheet_that_is_left_out_comes_with_the_next_merge_of_the_file(pair: Pair, tmp_path: Path) -> None:
    office, back = pair
    whole = Database.create(tmp_path / "whole.db")
    file = take(office, back, "courses")
    with office.read() as tx:
        assert (tx.get(Course, "c1").title, tx.get(Person, "p1").phones) == ("Start", "09-1")
    assert ids(office, Enrolment) == {"e1", "e2", "e3"}
    assert (file.left, held(file)) == (1, {"courses": 1})
    (again,) = merge(office, [back], apply=True).files
    assert [(one.field, one.new) for one in again.differences] == [("title", "Start Your Business")]
    merge(whole, [back], apply=True)
    with office.read() as tx:
        assert not merge(office, [back], apply=False).changes_anything
        assert tx.get(Course, "c1").title == "Start Your Business"


def test_in_parts_and_as_a_whole_come_to_the_same(pair: Pair, tmp_path: Path) -> None:
    office, back = pair
    other = Database.create(tmp_path / "other.db")
    merge(other, [tmp_path / "out.xlsx"], apply=True)
    merge(other, [back], apply=True)
    take(office, back, "participants", "attendance")
    take(office, back, records=(("attendance", "a2"),))
    merge(office, [back], apply=True)

    def lines(database: Database) -> list[str]:
        with database.read() as tx:
            return [line for line in dump.lines(tx) if '"replica"' not in line]

    assert lines(office) == lines(other)


def test_what_stands_on_a_new_record_is_left_out_with_it(pair: Pair) -> None:
    office, back = pair
    file = take(office, back, "participants")
    assert ids(office, Enrolment) == {"e1"}
    assert ids(office, Person) == {"p1"}
    assert ids(office, Attendance) == {"a1"}  # its participant is known here, the others are not
    assert held(file) == {"participants": 3, "attendance": 2}
    assert file.left == 2 * 3 + 1  # seat, person and mark of two, and the phone of the third


def test_one_participant_is_left_out_as_a_whole(pair: Pair) -> None:
    office, back = pair
    file = take(office, back, records=(("enrolment", "e2"),))
    assert ids(office, Person) == {"p1", "p3"}
    assert ids(office, Attendance) == {"a1", "a3"}
    assert file.left == 3
    with office.read() as tx:
        details = tx.rows("SELECT details FROM action WHERE kind = 'merge' ORDER BY id DESC")[0][0]
    assert '"left":3' in details


def test_a_person_whom_another_seat_needs_is_taken(pair: Pair, tmp_path: Path) -> None:
    office, back = pair
    trainer = Database.open(tmp_path / "trainer.db")
    with trainer.change("a second course") as tx:
        tx.add(Course(id="c2", code="SYB-2"))
        tx.add(Enrolment(id="e9", course_id="c2", person_id="p2"))
        tx.add(CourseTrainer(id="t9", course_id="c2", person_id="p1"))
    export(trainer, back)
    take(office, back, records=(("enrolment", "e2"),))
    assert ids(office, Person) == {"p1", "p2", "p3"}
    assert ids(office, Enrolment) == {"e1", "e3", "e9"}


def test_nothing_is_left_out_where_nothing_is_new(pair: Pair) -> None:
    office, back = pair
    merge(office, [back], apply=True)
    file = take(office, back, "courses", "participants", "attendance", OTHER)
    assert (file.left, held(file), file.changes_anything) == (0, {}, False)


def test_typed_cells_are_left_out_like_what_the_file_carries(pair: Pair, tmp_path: Path) -> None:
    office, _back = pair
    out = export(office, tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(out)
    for title, label, value in (("Participants", "Education", "Secondary"), ("Courses", "Title", "Typed")):
        sheet = book[title]
        header = next(row for row in sheet.iter_rows() if any(str(cell.value).startswith(label) for cell in row))
        column = next(cell.column for cell in header if str(cell.value).startswith(label))
        sheet.cell(header[0].row + 1, column, value)
    book.save(out)
    take(office, out, "participants")
    with office.read() as tx:
        assert (tx.get(Course, "c1").title, tx.get(Person, "p1").education) == ("Typed", None)
    (again,) = merge(office, [out], apply=True).files
    (difference,) = again.differences
    assert (difference.field, difference.sheet, difference.new) == ("education", "participants", "Secondary")
    assert difference.cell.startswith("Participants, ")
    with office.read() as tx:
        assert tx.get(Person, "p1").education == "Secondary"


def test_a_plan_names_what_is_new_and_where_it_stands(pair: Pair) -> None:
    office, back = pair
    (file,) = merge(office, [back], apply=False).files
    named = {(one.table, one.record): one for one in file.created}
    assert named["person", "p2"].values == {"full_name": "Nang 2"}
    assert {key: one.sheet for key, one in named.items() if one.table != "replica"} == {
        ("person", "p2"): "participants", ("person", "p3"): "participants", ("enrolment", "e2"): "participants",
        ("enrolment", "e3"): "participants", ("attendance", "a1"): "attendance", ("attendance", "a2"): "attendance",
        ("attendance", "a3"): "attendance",
    }  # fmt: skip
    assert {one.field: one.sheet for one in file.differences} == {"title": "courses", "phones": "participants"}


def test_both_values_of_a_conflict_stand_in_the_plan(pair: Pair) -> None:
    office, back = pair
    with office.change("edit") as tx:
        tx.update(tx.get(Person, "p1"), phones="09-9")
    (file,) = merge(office, [back], apply=False).files
    (conflict,) = [one for one in file.differences if one.conflict]
    assert (conflict.old, {side.value for side in conflict.sides}) == ("09-9", {"09-1", "09-9"})


def test_a_national_id_that_was_withheld_before_is_left_out_too(tmp_path: Path) -> None:
    """It makes a change whole that is known here, and is no new one."""
    trainer = Database.create(tmp_path / "trainer.db", name="Laptop")
    with trainer.change("work") as tx:
        tx.add(Course(id="c1", code="SYB-1"))
        tx.add(Person(id="p1", full_name="Ma Khin", national_id="12/ABC"))
        tx.add(Enrolment(id="e1", course_id="c1", person_id="p1"))
    office = Database.create(tmp_path / "office.db", name="Office", kind="office")
    merge(office, [export(trainer, tmp_path / "without.xlsx")], apply=True)
    whole = tmp_path / "with.xlsx"
    send(trainer, whole, CATALOGUE, Scope("everything"), sender="Ko Aung", national_ids=True)
    for choice in ((("participants",), ()), ((), (("person", "p1"),))):
        take(office, whole, *choice[0], records=choice[1])
        with office.read() as tx:
            assert tx.get(Person, "p1").national_id is None
    merge(office, [whole], apply=True)
    with office.read() as tx:
        assert tx.get(Person, "p1").national_id == "12/ABC"


def on_the_command_line(office: Database, *words: str) -> Result:
    return CliRunner().invoke(application, ["--database", str(office.path), *words])


def test_on_the_command_line_a_sheet_is_left_out(pair: Pair) -> None:
    office, back = pair
    told = on_the_command_line(office, "merge", str(back), "--apply", "--leave-sheet", "courses")
    assert "1 record is left out. Merging the file again takes it." in told.output.splitlines()
    with office.read() as tx:
        assert (tx.get(Course, "c1").title, tx.get(Person, "p1").phones) == ("Start", "09-1")
    assert on_the_command_line(office, "merge", str(back), "--apply").exit_code == 0
    with office.read() as tx:
        assert tx.get(Course, "c1").title == "Start Your Business"


def test_on_the_command_line_a_record_is_left_out_and_one_that_is_not_there_stops_it(
    pair: Pair, tmp_path: Path
) -> None:
    office, back = pair
    told = on_the_command_line(office, "merge", str(back), "--apply", "--leave-record", "e9")
    assert told.exit_code == 1
    assert "No record with the id e9 is new or changed in these files. Nothing was changed." in told.output
    assert ids(office, Enrolment) == {"e1"}
    plan = tmp_path / "plan.json"
    on_the_command_line(office, "merge", str(back), "--plan", str(plan))
    (file,) = json.loads(plan.read_text("utf-8"))["files"]
    assert "e2" in {one["record"] for one in file["created"]}
    told = on_the_command_line(office, "merge", str(back), "--apply", "--leave-record", "e2")
    assert "3 records are left out. Merging the file again takes them." in told.output.splitlines()
    assert ids(office, Person) == {"p1", "p3"}
    assert check(office) == []
