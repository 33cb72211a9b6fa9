"""What people do to the rows of a workbook: typed, inserted, taken out, sorted, copied, pasted over, from elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import col

from db.database import Database
from db.models import Course, CourseSession, Enrolment, Person
from tests.trainer_app.workbook.sittings import FIRST, SENT
from tests.trainer_app.workbook.sittings import NAMES as PEOPLE
from tests.trainer_app.workbook.taken import LAN, NAMES, Seen, names, records, take
from trainer_app import history
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue


def test_rows_typed_into_spare_rows_bring_a_course_with_all_that_belongs_to_it(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["spare"])
    assert {name: names(found) for name, found in seen.new.items()} == {
        "course": ["KAB 7"],
        "place": ["Luang Prabang"],
        "organisation": ["New office"],
        "person": ["Bat-Erdene", "Ko Ko"],
        "course_trainer": ["KAB 7 Daw Mya", "KAB 7 Ko Ko"],
        "enrolment": ["KAB 7 Bat-Erdene"],
        "course_session": ["KAB 7", "KAB 7"],
        "attendance": ["KAB 7 Bat-Erdene 1", "KAB 7 Bat-Erdene 2"],
        "visit": ["KAB 7"],
    }
    assert {record["mark"] for record in seen.new["attendance"]} == {"present", "half"}
    assert next(record for record in seen.new["person"] if record[""] == "Bat-Erdene")["phones"] == "00420"
    assert not seen.changed
    assert len(plan.notes) == 2  # the new place and organisation
    with office.read() as tx:
        person = tx.find(Person, col(Person.phones) == "00420")[0]
        sources = {event.field: event.source for event in history.of_record(tx, "person", person.id)}
    assert sources == {
        "": "spare.xlsx, Participants, row 15",
        "full_name": "spare.xlsx, Participants, F15",
        "phones": "spare.xlsx, Participants, L15",
    }


def test_rows_typed_below_the_spare_ones_are_taken_with_their_marks(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, _plan = take(office, sittings["below"])
    assert {name: names(found) for name, found in seen.new.items()} == {
        "person": ["Bat-Erdene"],
        "enrolment": ["SYB-1 Bat-Erdene"],
        "attendance": ["SYB-1 Bat-Erdene 3"],
    }
    assert not seen.changed


def test_inserted_rows_are_new_participants(office: Database, sittings: dict[str, Path]) -> None:
    # A number typed into an unformatted cell has lost its zeros: that is refused, not guessed.
    seen, plan = take(office, sittings["inserted"], refused=1)
    assert {name: names(found) for name, found in seen.new.items()} == {
        "person": ["Bat-Erdene"],
        "enrolment": ["SYB-1 Bat-Erdene"],
    }
    assert not seen.changed
    assert plan.refusals[0].found == "7"


@pytest.mark.parametrize("name", ["deleted", "title inserted"])
def test_rows_taken_out_and_titles_put_in_change_nothing(
    office: Database, sittings: dict[str, Path], name: str
) -> None:
    seen, _plan = take(office, sittings[name])
    assert seen == Seen()


LAST = "សុខ ដារ៉ា"  # the name that comes first when sorted downwards


def test_sorted_rows_stay_the_same_people(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["sorted"])
    assert seen.changed == {("enrolment", f"007 {LAST}", "remark", "first of all")}
    assert not seen.new
    assert not plan.notes


def test_cells_sorted_apart_from_their_ids_stay_with_their_people(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["sorted apart"])
    assert seen.changed == {("person", LAST, "phones", "changed afterwards")}
    assert {name: names(found) for name, found in seen.new.items()} == {
        "attendance": [f"007 {LAST} 4"],
        "course_session": ["007"],
    }
    told = ("sorted apart", "changed afterwards", "sorted apart", "makes a session 4")
    assert [words in note for words, note in zip(told, plan.notes, strict=True)] == [True] * 4


def test_cells_sorted_apart_after_a_column_was_filled_for_all_stay_with_their_people(
    office: Database, sittings: dict[str, Path]
) -> None:
    """No row is as it was written then."""
    path = sittings["filled and sorted apart"]
    participants, attendance = beside_names(path, "Participants", "Z"), beside_names(path, "Attendance", "H")
    seen, plan = take(office, path)
    tests = {
        (name, value) for table, name, field, value in seen.changed if (table, field) == ("enrolment", "post_test")
    }
    marks = {(record[""], record["mark"]) for record in seen.new["attendance"]}
    assert tests == {(name, float(cell)) for name, cell in participants.items()}
    assert marks == {(f"{name} 3", {"A": "absent", "P": "present"}[cell]) for name, cell in attendance.items()}
    assert len(seen.changed) == len(participants) == len(attendance) == SENT + 1 - FIRST
    assert sum("sorted apart" in note for note in plan.notes) == 2


@pytest.mark.parametrize("name", ["header sorted among the rows", "header sorted among the rows, apart"])
def test_rows_above_a_header_that_was_sorted_among_them_are_read(
    office: Database, sittings: dict[str, Path], name: str
) -> None:
    path = sittings[name]
    rows = openpyxl.load_workbook(path)["Participants"]
    assert [rows[f"F{row}"].value for row in range(1, SENT + 1)].index("Full name *") > 1
    seen, plan = take(office, path)
    assert seen.changed == {("person", NAMES[0], "phones", "0912 000 111")}
    assert {table: names(found) for table, found in seen.new.items()} == {"attendance": [f"007 {NAMES[0]} 3"]}
    assert [ledger.read for ledger in plan.ledgers if ledger.sheet == "participants"] == [SENT + 1 - FIRST]
    assert all("sorted apart" in note for note in plan.notes)
    assert bool(plan.notes) == name.endswith("apart")


def beside_names(path: Path, sheet: str, column: str) -> dict[str, Any]:
    """The cells of a column by course and name, as they stand in the file."""
    rows = openpyxl.load_workbook(path)[sheet]
    name = {"Participants": "F", "Attendance": "E"}[sheet]
    return {
        f"{rows[f'D{row}'].value} {rows[f'{name}{row}'].value}": rows[f"{column}{row}"].value
        for row in range(FIRST, SENT + 1)
    }


@pytest.mark.parametrize(("name", "notes"), [("row copied", 3), ("row copied above", 2)])
def test_a_copied_row_with_other_values_is_a_new_person_and_an_equal_one_is_not(
    office: Database, sittings: dict[str, Path], name: str, notes: int
) -> None:
    seen, plan = take(office, sittings[name])
    assert {table: names(found) for table, found in seen.new.items()} == {
        "person": ["Her Sister"],
        "enrolment": ["007 Her Sister"],
    }
    assert not seen.changed
    assert not seen.gone
    assert len(plan.notes) == notes
    assert "seat 3 of course 007 is that of 2 participants" in plan.notes[-1]


def test_a_row_copied_on_any_sheet_is_a_new_record_but_of_marks_and_follow_ups_it_is_refused(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["rows copied on every sheet"], refused=2)
    new = {table: names(found) for table, found in seen.new.items()}
    assert new.pop("course_trainer") == ["KAB 9 Daw Mya", "KAB 9 ครู แดง"]
    assert new == {
        "course": ["KAB 9"], "course_session": ["007"], "headcount": ["007"], "enterprise": ["Her Shop"],
        "visit": ["007"], "person": ["U Ba"],
    }  # fmt: skip
    assert not seen.changed
    assert not seen.gone
    assert {refusal.sheet for refusal in plan.refusals} == {"Attendance", "Follow-ups"}
    assert all("is a copy of the row of" in refusal.reason for refusal in plan.refusals)
    assert sum("taken as a new one" in note for note in plan.notes) == 6


def test_a_row_whose_visible_cells_are_pasted_over_another_renames_nobody_and_doubles_nobody(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["row pasted over"])
    assert {table: names(found) for table, found in seen.new.items()} == {
        "person": ["Her Sister"],
        "enrolment": ["007 Her Sister"],
    }
    assert not seen.changed
    told = ("2 rows repeat others in every cell", "is that of 2 participants")
    assert [words in note for words, note in zip(told, plan.notes, strict=True)] == [True] * 2


def test_a_row_whose_cells_were_pushed_aside_is_refused_as_a_whole(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["cells pushed aside"], refused=40)
    assert seen == Seen()
    assert [refusal.cell for refusal in plan.refusals] == ["H5:AD5", "L6:AD6"]
    assert all("one column further" in refusal.reason and LAN in plan.refusals[0].whose for refusal in plan.refusals)


def test_rows_that_were_pushed_up_or_down_beside_the_ids_stay_the_same(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["cells pushed up and down"])
    assert seen.changed == {("enrolment", "007 สมศักดิ์ ใจดี", "remark", "on the row that moved up")}
    assert {table: names(found) for table, found in seen.new.items()} == {"visit": ["SYB-1"]}
    assert any("sorted apart" in note for note in plan.notes)


def test_ids_in_which_signs_were_replaced_double_nobody(office: Database, sittings: dict[str, Path]) -> None:
    """Find and replace reaches the hidden columns; the course 007 became 227, which there is not."""
    seen, plan = take(office, sittings["signs replaced"], refused=6)
    assert not seen.new
    assert {name for table, name, field, _value in seen.changed if field == "phones"} == {
        name for name, _l, _s in PEOPLE
    }
    assert {refusal.found for refusal in plan.refusals} == {"227"}
    assert any("12 rows" in note and "hidden ids were altered" in note for note in plan.notes)


def test_the_id_of_another_row_doubles_nobody(office: Database, sittings: dict[str, Path]) -> None:
    seen, _plan = take(office, sittings["id pasted"])
    assert seen == Seen(
        changed={("person", LAN, "phones", "0912 000 222"), ("person", PEOPLE[3][0], "phones", "0912 000 333")}
    )


def test_another_person_in_somebodys_row_and_one_typed_twice_are_pointed_out(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["somebody else"])
    assert ("person", LAN, "full_name", "Bat-Erdene") in seen.changed
    assert names(seen.new["enterprise"]) == ["-Shop & Co <b>"]
    told = (
        f"“{LAN}” became “Bat-Erdene” with other data",
        f"“007 · {NAMES[0]}” stands on this sheet more than once",
        "“-Shop & Co <b>” stands on this sheet more than once",
    )
    assert [words in note for words, note in zip(told, plan.notes, strict=True)] == [True] * 3


def test_names_typed_over_by_unlike_ones_are_pointed_out(
    office: Database, sent: Path, fill_in: Callable[..., Path], tmp_path: Path
) -> None:
    """As where the workbook of one course is used again for the next; another spelling is nobody else."""
    cells = {("Participants", 3, "Full name"): "Zaw Win", ("Participants", 5, "Full name"): "Lan Nguyen"}
    _seen, plan = take(office, fill_in(sent, tmp_path / "used again.xlsx", cells))
    (note,) = plan.notes
    assert f"“{NAMES[0]}” became “Zaw Win”. If that is another person" in note


def test_an_edited_list_of_trainers_changes_only_that_course(office: Database, sittings: dict[str, Path]) -> None:
    seen, _plan = take(office, sittings["trainers"])
    assert seen.changed == {("course", "007", "title", "only the title")}
    assert seen.gone == {("course_trainer", "SYB-1 ครู แดง")}
    assert {name: names(found) for name, found in seen.new.items()} == {
        "person": ["Ko Ko"],
        "course_trainer": ["SYB-1 Ko Ko"],
    }


def test_marks_beside_a_name_typed_over_that_of_a_new_participant_are_nobodys(
    office: Database, sent: Path, fill_in: Callable[..., Path], tmp_path: Path
) -> None:
    cells = {
        ("Participants", 15, "Course"): "007", ("Participants", 15, "Full name"): "Bat-Erdene",
        ("Participants", 16, "Course"): "007", ("Participants", 16, "Full name"): "Saikhan",
        ("Attendance", 15, "Full name"): "Saikhan", ("Attendance", 15, "1"): "P", ("Attendance", 16, "1"): "A",
    }  # fmt: skip
    seen, plan = take(office, fill_in(sent, tmp_path / "over the name.xlsx", cells), refused=1)
    assert names(seen.new["attendance"]) == ["007 Saikhan 1"]
    assert [(refusal.cell, "that of Bat-Erdene" in refusal.reason) for refusal in plan.refusals] == [("E15", True)]


def test_what_stands_beside_a_name_typed_over_that_of_the_participant_is_nobodys(
    office: Database, sent: Path, fill_in: Callable[..., Path], tmp_path: Path
) -> None:
    cells = {
        ("Attendance", 3, "Full name"): "Bat-Erdene", ("Attendance", 3, "3"): "A", ("Attendance", 4, "3"): "P",
        ("Follow-ups", 3, "Full name"): "Bat-Erdene", ("Follow-ups", 3, "Status"): "Reached",
    }  # fmt: skip
    seen, plan = take(office, fill_in(sent, tmp_path / "another name.xlsx", cells), refused=2)
    assert len(seen.new["attendance"]) == 1
    assert not seen.changed
    told = ["whose marks", "whose follow-up"]
    assert [words in refusal.reason for words, refusal in zip(told, plan.refusals, strict=True)] == [True] * 2


def test_marks_of_two_of_one_name_whose_rows_were_moved_apart_from_their_ids_are_nobodys(tmp_path: Path) -> None:
    office = Database.create(tmp_path / "office.db")
    with office.change("start") as tx:
        course = tx.add(Course(code="SYB-1"))
        tx.add(CourseSession(course_id=course.id, number=1))
        for seat, name in enumerate(("Hla", "Aung Aung", "Aung Aung", "Zaw"), 1):
            tx.add(Enrolment(course_id=course.id, person_id=tx.add(Person(full_name=name)).id, seat=seat))
    path = tmp_path / "sent.xlsx"
    send(office, path, load_catalogue(), Scope("everything"), sender="Office")
    book = openpyxl.load_workbook(path)
    grid = book["Attendance"]
    day = next(cell.column for cell in grid[2] if str(cell.value) == "1")
    for row in range(FIRST, FIRST + 4):
        grid.cell(row, day).value = (
            "A" if grid[f"E{row}"].value == "Aung Aung" and grid[f"E{row - 1}"].value == "Hla" else "P"
        )
    shown = [[cell.value for cell in row[3:]] for row in grid.iter_rows(FIRST, FIRST + 3)]
    for number, cells in enumerate((shown[1], shown[0], shown[3], shown[2]), FIRST):
        for column, value in enumerate(cells, 4):
            grid.cell(number, column).value = value
    book.save(path)
    seen, plan = take(office, path, refused=2)
    assert sorted(record[""] for record in seen.new["attendance"]) == ["SYB-1 Hla 1", "SYB-1 Zaw 1"]
    assert all("cannot be told whose row" in refusal.reason for refusal in plan.refusals)


def test_people_retyped_and_moved_apart_from_their_ids_do_not_become_each_other(
    office: Database, sent: Path, tmp_path: Path
) -> None:
    """No row shows anything by which it would be known; only that several columns moved at once tells it."""
    before = records(office)
    path = tmp_path / "retyped and moved.xlsx"
    book = openpyxl.load_workbook(sent)
    sheet = book["Participants"]
    rows = [[cell.value for cell in row[3:]] for row in sheet.iter_rows(FIRST, SENT)]
    for place, cells in enumerate([*rows[5:], *rows[:5]]):
        for column, value in enumerate(cells, 4):
            sheet.cell(FIRST + place, column).value = value
        sheet[f"F{FIRST + place}"] = f"Dr {sheet[f'F{FIRST + place}'].value}"
        sheet[f"U{FIRST + place}"] = "Yes" if place < 3 else "No"
    book.save(path)
    assert merge(office, [path], apply=True).files[0].refusals
    assert records(office) == before


def test_marks_beside_a_shown_name_that_was_saved_uncalculated_are_those_of_the_row(
    office: Database, sent: Path, fill_in: Callable[..., Path], tmp_path: Path
) -> None:
    """LibreOffice writes such a formula into an .xls as 0."""
    cells = {
        ("Participants", 15, "Course"): "007", ("Participants", 15, "Full name"): "Bat-Erdene",
        ("Attendance", 15, "Full name"): 0, ("Attendance", 15, "1"): "P",
    }  # fmt: skip
    seen, _plan = take(office, fill_in(sent, tmp_path / "uncalculated.xlsx", cells))
    assert names(seen.new["attendance"]) == ["007 Bat-Erdene 1"]


def test_a_new_name_is_no_doubt_about_the_attendance_that_shows_the_old_one(
    office: Database, sent: Path, fill_in: Callable[..., Path], tmp_path: Path
) -> None:
    cells = {("Participants", 5, "Full name"): "Lan Nguyen", ("Attendance", 5, "3"): "P"}
    seen, plan = take(office, fill_in(sent, tmp_path / "renamed.xlsx", cells))
    assert {(table, field) for table, _name, field, _value in seen.changed} == {("person", "full_name")}
    assert plan.notes == []
