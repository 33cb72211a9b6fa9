"""A second row of marks for one participant, and one prepared row in two copies of a sheet."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from db.database import Database
from trainer_app.exchange.merging import FilePlan, merge

FIRST, COURSE, NAME, DAY_1, DAY_3 = 3, 4, 5, 6, 8
"""The first row of a sheet, and columns of the sheet Attendance: of its three days two are marked."""


def second_row(sheet: Worksheet, number: int, cells: dict[int, str], *, copied: bool) -> None:
    """Insert a row of marks, a copy of that of the first participant with its hidden id or a typed one."""
    own = [cell.value for cell in sheet[FIRST]]
    sheet.insert_rows(number)
    for column, value in enumerate(own, 1):
        sheet.cell(number, column, value if copied or column in (COURSE, NAME) else None)
    for column, text in cells.items():
        sheet.cell(number, column, text)


def planned(office: Database, sent: Path, target: Path, edit: Callable[[openpyxl.Workbook], object]) -> FilePlan:
    book = openpyxl.load_workbook(sent)
    edit(book)
    book.save(target)
    (file,) = merge(office, [target], apply=True).files
    for ledger in file.ledgers:
        assert ledger.read == ledger.new + ledger.changed + ledger.same + ledger.held + ledger.refused
    return file


def marks(office: Database) -> set[tuple[str, ...]]:
    with office.read() as tx:
        return {tuple(row) for row in tx.rows("SELECT enrolment_id, session_id, mark FROM attendance")}


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("cells", [{DAY_1: "A"}, {DAY_3: "P"}])
def test_a_copied_row_of_marks_changes_nothing_and_is_refused(
    office: Database, sent: Path, tmp_path: Path, cells: dict[int, str], above: bool
) -> None:
    before = marks(office)
    file = planned(office, sent, tmp_path / "copied.xlsx",
                   lambda book: second_row(book["Attendance"], FIRST + (not above), cells, copied=True))  # fmt: skip
    (refusal,) = file.refusals
    assert "is a copy of the row of" in refusal.reason
    assert refusal.cell.endswith(str(FIRST + (not above)))
    assert marks(office) == before


def test_a_copied_row_with_another_name_is_of_that_participant(office: Database, sent: Path, tmp_path: Path) -> None:
    before = marks(office)

    def copy(book: openpyxl.Workbook) -> None:
        sheet = book["Attendance"]
        other = sheet.cell(FIRST + 1, NAME).value
        second_row(sheet, FIRST + 2, {NAME: other, DAY_3: "P"}, copied=True)

    file = planned(office, sent, tmp_path / "named.xlsx", copy)
    sheet = openpyxl.load_workbook(sent)["Attendance"]
    assert not file.refusals
    assert {mark[0] for mark in marks(office) - before} == {sheet.cell(FIRST + 1, 1).value}


def test_of_a_row_typed_again_only_what_says_otherwise_is_refused(office: Database, sent: Path, tmp_path: Path) -> None:
    before = marks(office)
    file = planned(office, sent, tmp_path / "typed.xlsx", lambda book: second_row(
        book["Attendance"], FIRST + 1, {DAY_1: "A", DAY_3: "P"}, copied=False))  # fmt: skip
    (refusal,) = file.refusals
    assert "has a row on this sheet already" in refusal.reason
    assert [mark[2] for mark in marks(office) - before] == ["present"]
    assert before < marks(office)


def test_two_copies_of_a_sheet_with_one_prepared_row_are_told_as_that(
    office: Database, sent: Path, tmp_path: Path
) -> None:
    def copy(book: openpyxl.Workbook) -> None:
        sheet = book["Participants"]
        other = book.copy_worksheet(sheet)
        row = next(row for row in range(FIRST, sheet.max_row) if not sheet.cell(row, COURSE).value)
        names = [str(cell.value).rstrip(" *") for cell in sheet[2]].index("Full name") + 1
        for one, name in ((sheet, "Nang One"), (other, "Nang Two")):
            one.cell(row, COURSE, "SYB-1")
            one.cell(row, names, name)

    file = planned(office, sent, tmp_path / "copies.xlsx", copy)
    (told,) = [note for note in file.notes if "Nang One" in note]
    assert "same prepared row" in told
    assert "Nang Two" in told
    assert not any("merged before" in note for note in file.notes)


# -- follow-ups


def follow_ups(office: Database) -> dict[tuple[str, int], str]:
    """The status by participant and months."""
    with office.read() as tx:
        rows = tx.rows(
            "SELECT p.full_name || ' ' || c.code, f.months, f.status FROM follow_up f JOIN enrolment e "
            "ON e.id = f.enrolment_id JOIN person p ON p.id = e.person_id JOIN course c ON c.id = e.course_id"
        )
    return {(name, months): status for name, months, status in rows}


def copied(book: openpyxl.Workbook, cells: dict[str, object]) -> None:
    """The first follow-up copied below all others, with its hidden id, and then edited."""
    sheet = book["Follow-ups"]
    number, headers = sheet.max_row + 1, {str(cell.value): cell.column for cell in sheet[2]}
    for cell in sheet[FIRST]:
        sheet.cell(number, cell.column, cell.value)
    for header, value in cells.items():
        sheet.cell(number, headers[header], value)


@pytest.mark.parametrize("own", [None, "Not found"])
def test_a_copied_follow_up_changes_nothing_and_is_refused(
    office: Database, sent: Path, tmp_path: Path, own: str | None
) -> None:
    before = follow_ups(office)

    def copy(book: openpyxl.Workbook) -> None:
        copied(book, {"Status": "Reached", "Notes": "spoke to her"})
        if own:
            sheet = book["Follow-ups"]
            sheet.cell(FIRST, next(cell.column for cell in sheet[2] if cell.value == "Status"), own)

    file = planned(office, sent, tmp_path / "copied.xlsx", copy)
    (refusal,) = file.refusals
    assert "is a copy of the row of" in refusal.reason
    assert refusal.cells == 2
    assert not any("taken as a new one" in note for note in file.notes)
    changed = {key: status for key, status in follow_ups(office).items() if before[key] != status}
    assert list(changed.values()) == (["not_found"] if own else [])


def test_a_copied_follow_up_after_other_months_is_a_new_one_and_told(
    office: Database, sent: Path, tmp_path: Path
) -> None:
    before = follow_ups(office)
    cells = {"Months after": "12", "Status": "Reached"}
    file = planned(office, sent, tmp_path / "copied.xlsx", lambda book: copied(book, cells))
    assert not file.refusals
    assert any("taken as a new one" in note for note in file.notes)
    after = follow_ups(office)
    assert [(months, status) for (_who, months), status in after.items() if (_who, months) not in before] == [
        (12, "reached")
    ]
    assert before.items() <= after.items()
