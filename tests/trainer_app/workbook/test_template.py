"""Workbooks filled in by hand: from an empty template, by several people, sent twice, in the wrong order."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db.database import Database
from db.models import Attendance, CourseSession, Person
from trainer_app.checking import check
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()

FIRST = 3  # the first row of records


@pytest.fixture
def empty(office: Database, tmp_path: Path) -> Path:
    path = tmp_path / "template.xlsx"
    send(office, path, CATALOGUE, Scope("template"), sender="Office", country="LA")
    return path


def course(code: str, names: list[str], row: int = FIRST) -> dict[tuple[str, int, str], Any]:
    cells: dict[tuple[str, int, str], Any] = {
        ("Courses", row, "Code"): code,
        ("Courses", row, "Product"): "SYB",
        ("Courses", row, "Start"): "12.03.2026",
        ("Courses", row, "Trainers"): f"Trainer of {code}",
    }
    for number, name in enumerate(names):
        cells |= {
            ("Participants", FIRST + number, "Course"): code,
            ("Participants", FIRST + number, "Full name"): name,
            ("Participants", FIRST + number, "Phone"): f"09{number}",
            ("Attendance", FIRST + number, "1"): "P",
        }
    return cells


def counts(office: Database) -> dict[str, int]:
    with office.read() as tx:
        return {
            table: tx.rows(f"SELECT count(*) FROM {table} WHERE NOT deleted")[0][0]
            for table in ("course", "person", "enrolment", "attendance", "course_session", "course_trainer", "conflict")
            if table != "conflict"
        } | {"conflict": tx.rows("SELECT count(*) FROM conflict")[0][0]}


@pytest.fixture
def added(office: Database) -> Callable[[], dict[str, int]]:
    before = counts(office)
    return lambda: {
        table: number - before[table] for table, number in counts(office).items() if number != before[table]
    }


def test_a_template_filled_in_from_zero(
    office: Database, empty: Path, tmp_path: Path, added: Callable[[], dict[str, int]], fill_in: Callable[..., Path]
) -> None:
    filled = fill_in(empty, tmp_path / "filled.xlsx", course("GYB 1", ["Somchai", "Malee", "Noy"]))
    plan = merge(office, [filled], apply=True)
    assert not plan.files[0].refusals
    assert added() == {"course": 1, "person": 4, "enrolment": 3, "attendance": 3, "course_session": 1,
                       "course_trainer": 1}  # fmt: skip
    with office.read() as tx:
        assert tx.rows("SELECT programme, products, starts FROM course WHERE code = 'GYB 1'") == [
            ("SIYB", "SYB", "2026-03-12")
        ]
    assert not [finding for finding in check(office) if finding.wrong]


def test_one_template_given_to_two_trainers_brings_the_people_of_both(
    office: Database, empty: Path, tmp_path: Path, added: Callable[[], dict[str, int]], fill_in: Callable[..., Path]
) -> None:
    one = fill_in(empty, tmp_path / "one.xlsx", course("SYB A", ["Somchai", "Malee"]))
    other = fill_in(empty, tmp_path / "other.xlsx", course("SYB B", ["Khamla", "Bounmy", "Noy"]))
    merge(office, [one, other], apply=True)
    assert added() == {"course": 2, "person": 7, "enrolment": 5, "attendance": 5, "course_session": 2,
                       "course_trainer": 2}  # fmt: skip


def test_a_file_renamed_sent_twice_and_with_more_rows_later_doubles_nobody(
    office: Database, empty: Path, tmp_path: Path, added: Callable[[], dict[str, int]], fill_in: Callable[..., Path]
) -> None:
    first = fill_in(empty, tmp_path / "first.xlsx", course("SYB A", ["Somchai"]))
    renamed = Path(shutil.copy(first, tmp_path / "final_v3(2) as of 30 Sep.xlsx"))
    later = fill_in(first, tmp_path / "later.xlsx", course("SYB A", ["Somchai", "Malee"]))
    for path in (later, first, renamed, later):
        merge(office, [path], apply=True)
        assert added() == {"course": 1, "person": 3, "enrolment": 2, "attendance": 2, "course_session": 1,
                           "course_trainer": 1}  # fmt: skip


def test_an_old_file_after_a_new_one_brings_no_old_value_back(
    office: Database, sent: Path, tmp_path: Path, fill_in: Callable[..., Path]
) -> None:
    first = fill_in(sent, tmp_path / "first.xlsx", {("Participants", FIRST, "Phone"): "old"})
    merge(office, [first], apply=True)
    back = tmp_path / "back.xlsx"
    send(office, back, CATALOGUE, Scope("everything"), sender="Office")
    second = fill_in(back, tmp_path / "second.xlsx", {("Participants", FIRST, "Phone"): "new"})
    merge(office, [second], apply=True)
    assert not merge(office, [first, sent, back], apply=True).changes_anything
    with office.read() as tx:
        assert tx.rows("SELECT count(*) FROM person WHERE phones = 'new'") == [(1,)]
        assert not tx.rows("SELECT * FROM conflict")


def test_a_cell_corrected_in_a_later_copy_of_the_same_workbook_waits_as_a_conflict(
    office: Database, sent: Path, tmp_path: Path, fill_in: Callable[..., Path]
) -> None:
    first = fill_in(sent, tmp_path / "first.xlsx", {("Participants", FIRST, "Phone"): "one"})
    second = fill_in(first, tmp_path / "second.xlsx", {("Participants", FIRST, "Phone"): "two"})
    plan = merge(office, [first, second], apply=True)
    assert [file.conflicts for file in plan.files] == [0, 1]


def test_values_pasted_as_text_are_understood(
    office: Database, sent: Path, tmp_path: Path, fill_in: Callable[..., Path]
) -> None:
    path = fill_in(
        sent,
        tmp_path / "pasted.xlsx",
        {
            ("Participants", FIRST, "Birth date"): " 12.03.1990 ",
            ("Participants", FIRST, "Phone"): "0912 345 678",
            ("Participants", FIRST, "Has a business"): " YES ",
            ("Participants", FIRST, "Test before, %"): "47,5",
            ("Participants", FIRST, "Sex"): "woman",
            ("Participants", FIRST + 1, "Birth date"): "๑๒.๐๓.๑๙๙๐",
            ("Participants", FIRST + 1, "Birth year"): "၁၉၉၀",
        },
    )
    plan = merge(office, [path], apply=True)
    assert not plan.files[0].refusals
    with office.read() as tx:
        rows = tx.rows(
            "SELECT p.birth_date, p.phones, e.has_business, e.pre_test, p.sex FROM person p JOIN enrolment e "
            "ON e.person_id = p.id WHERE p.birth_date = '1990-03-12' ORDER BY e.seat"
        )
        assert rows[0] == ("1990-03-12", "0912 345 678", 1, 47.5, "F")
        assert len(rows) == 2
        assert tx.rows("SELECT count(*) FROM person WHERE birth_year = 1990") == [(1,)]


def test_two_course_codes_that_look_alike_are_not_confused(
    office: Database, empty: Path, tmp_path: Path, fill_in: Callable[..., Path]
) -> None:
    cells = course("SYB 7", ["Somchai"]) | {
        ("Courses", FIRST + 1, "Code"): "SYB-7",
        ("Courses", FIRST + 1, "Product"): "GYB",
        ("Participants", FIRST + 1, "Course"): "SYB-7",
        ("Participants", FIRST + 1, "Full name"): "Malee",
        ("Participants", FIRST + 2, "Course"): "syb.7",
        ("Participants", FIRST + 2, "Full name"): "Noy",
    }
    plan = merge(office, [fill_in(empty, tmp_path / "alike.xlsx", cells)], apply=True)
    with office.read() as tx:
        found = tx.rows(
            "SELECT c.code, p.full_name FROM enrolment e JOIN course c ON c.id = e.course_id "
            "JOIN person p ON p.id = e.person_id WHERE c.code IN ('SYB 7', 'SYB-7') ORDER BY 1"
        )
    assert [tuple(row) for row in found] == [("SYB 7", "Somchai"), ("SYB-7", "Malee")]
    assert [refusal.found for refusal in plan.files[0].refusals] == ["syb.7"]


def test_people_with_one_name_typed_without_ids_are_two_unless_all_is_equal(
    office: Database, sent: Path, tmp_path: Path, added: Callable[[], dict[str, int]], fill_in: Callable[..., Path]
) -> None:
    cells: dict[tuple[str, int, str], Any] = {}
    for row, phone in ((70, "0911 1"), (71, "0911 2"), (72, "0911 2")):
        cells |= {
            ("Participants", row, "Course"): "SYB-1",
            ("Participants", row, "Full name"): "Ma Khin",
            ("Participants", row, "Phone"): phone,
        }
    plan = merge(office, [fill_in(sent, tmp_path / "twins.xlsx", cells)], apply=True)
    assert added() == {"person": 2, "enrolment": 2}
    assert ["more than once" in note for note in plan.files[0].notes] == [False, True, True]


def test_a_deleted_mark_or_session_that_is_marked_again_is_there_again(
    office: Database, tmp_path: Path, fill_in: Callable[..., Path]
) -> None:
    with office.change("delete") as tx:
        for attendance in tx.find(Attendance):
            tx.delete(attendance)
        for session in tx.find(CourseSession):
            tx.delete(session)
    path = tmp_path / "marks.xlsx"
    send(office, path, CATALOGUE, Scope("everything"), sender="Office")
    merge(office, [fill_in(path, tmp_path / "marked.xlsx", {("Attendance", FIRST, "1"): "H"})], apply=True)
    with office.read() as tx:
        assert [mark.mark for mark in tx.find(Attendance)] == ["half"]
        assert [session.number for session in tx.find(CourseSession)] == [1]


def test_a_joined_person_is_shown_and_edited_as_the_one_that_stands(
    office: Database, tmp_path: Path, fill_in: Callable[..., Path]
) -> None:
    with office.change("join") as tx:
        persons = {person.full_name: person for person in tx.find(Person) if not person.is_trainer}
        keep, gone = persons["Nguyễn Thị Lan"], persons["ສົມພອນ ວົງສາ"]
        tx.update(gone, merged_into=keep.id)
        trainers = [person for person in tx.find(Person) if person.is_trainer]
        tx.update(trainers[0], merged_into=trainers[1].id)
    path = tmp_path / "joined.xlsx"
    send(office, path, CATALOGUE, Scope("everything"), sender="Office")
    book = openpyxl.load_workbook(path)
    shown = [[str(cell.value) for cell in row] for row in book["Courses"].iter_rows(min_row=FIRST, max_row=4)]
    assert not any(trainers[0].id in cell for row in shown for cell in row)
    sheet = book["Participants"]
    row = next(number for number in range(FIRST, 15) if sheet.cell(number, 2).value == keep.id)
    assert sheet.cell(row, 6).value == keep.full_name
    merge(office, [fill_in(path, tmp_path / "edited.xlsx", {("Participants", row, "Phone"): "standing"})], apply=True)
    with office.read() as tx:
        assert tx.get(Person, keep.id).phones == "standing"


def test_a_row_filled_in_further_is_the_same_person_and_one_typed_over_is_another_and_said(
    office: Database, sent: Path, tmp_path: Path, added: Callable[[], dict[str, int]], fill_in: Callable[..., Path]
) -> None:
    row = {("Participants", 15, "Course"): "SYB-1", ("Participants", 15, "Full name"): "Ma Khn"}
    first = fill_in(sent, tmp_path / "first.xlsx", row | {("Attendance", 15, "1"): "P"})
    further = fill_in(first, tmp_path / "further.xlsx", {("Participants", 15, "Phone"): "0912 345 678"})
    renamed = fill_in(further, tmp_path / "renamed.xlsx", {("Participants", 15, "Full name"): "Ma Khin"})
    notes = [merge(office, [path], apply=True).files[0].notes for path in (first, further)]
    assert added() == {"person": 1, "enrolment": 1, "attendance": 1}
    notes.append(merge(office, [renamed], apply=True).files[0].notes)
    assert added() == {"person": 2, "enrolment": 2, "attendance": 2}
    assert ["“Ma Khn” stood in this row" in str(found) for found in notes] == [False, False, True]
    for path in (first, further, renamed):
        plan = merge(office, [path], apply=True)
        assert not plan.changes_anything
        assert not plan.files[0].notes
