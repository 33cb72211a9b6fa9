"""What makes a workbook good to work in: what stands still, opens, chooses, explains, may be typed and may not."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from trainer_app.workbook.sheets import ATTENDANCE, CODE_LISTS, PARTICIPANTS, SHEETS, Sheet

KEYS, HEADER, FIRST = 1, 2, 3


@pytest.fixture(scope="module")
def book(sent: Path) -> Workbook:
    return openpyxl.load_workbook(sent)


def page(book: Workbook, spec: Sheet) -> Worksheet:
    return book[spec.label]


def column(book: Workbook, spec: Sheet, key: str) -> int:
    """The number of the column with this key."""
    return next(cell.column for cell in page(book, spec)[KEYS] if cell.value == f"{spec.key}/{key}")


def columns(sheet: Worksheet) -> list[ColumnDimension]:
    """The columns from A on; one description may be of several."""
    found = sorted(sheet.column_dimensions.values(), key=lambda column: column.min)
    return [column for column in found for _number in range(column.min, column.max + 1)]


def test_every_sheet_is_there_in_the_order_of_work(book: Workbook) -> None:
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [
        "About", "Courses", "Sessions", "Participants", "Attendance", "Totals without names", "Enterprises",
        "Follow-ups", "Visits", "Trainers", "Lists",
    ]  # fmt: skip


@pytest.mark.parametrize("spec", SHEETS, ids=lambda spec: spec.key)
def test_the_header_stands_still_and_filters_ids_are_out_of_sight_and_it_prints(book: Workbook, spec: Sheet) -> None:
    sheet = page(book, spec)
    assert sheet.freeze_panes == "D3"
    first, last = sheet.auto_filter.ref.split(":")
    assert first == "A2"  # the ids are sorted with their rows
    assert sheet[last].column == max(cell.column for cell in sheet[HEADER])
    shape = columns(sheet)
    assert [column.hidden for column in shape[:3]] == [True] * 3
    assert sheet.row_dimensions[KEYS].hidden
    assert all(found.width >= one.width for found, one in zip(shape[3:], spec.columns, strict=False))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$2:$2"


@pytest.mark.parametrize("spec", SHEETS, ids=lambda spec: spec.key)
def test_protection_hinders_no_typing_sorting_filtering_or_inserting(book: Workbook, spec: Sheet) -> None:
    sheet = page(book, spec)
    guard = sheet.protection
    assert guard.sheet
    assert guard.password is None
    hindered = (guard.sort, guard.autoFilter, guard.insertRows, guard.deleteRows, guard.formatColumns)
    assert hindered == (False,) * 5  # Excel writes what is forbidden
    # Excel sorts a protected range only where every cell of it may be changed.
    cells = [cell for row in sheet.iter_rows(min_row=FIRST) for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.protection.locked]
    assert all(cell.protection.locked for cell in sheet[HEADER][3:])
    shape = columns(sheet)
    assert len(shape) >= 3 + len(spec.columns)
    assert not [column for column in shape if column.protection.locked]  # also where nothing was typed yet


def test_dates_are_dates_and_numbers_of_people_are_texts(book: Workbook) -> None:
    sheet = page(book, PARTICIPANTS)
    born = sheet.cell(FIRST, column(book, PARTICIPANTS, "person.birth_date"))
    assert (born.value, born.number_format) == (datetime(1961, 12, 31), "yyyy-mm-dd")
    for key, value in (
        ("person.national_id", "001"),
        ("person.phones", "0912 345 671; 001"),
        ("person.address", "1/2"),
    ):
        cell = sheet.cell(FIRST, column(book, PARTICIPANTS, key))
        assert (cell.value, cell.data_type, cell.number_format) == (value, "s", "@")
        assert columns(sheet)[cell.column - 1].number_format == "@"  # what is typed into an empty row stays as typed


def test_spare_rows_have_ids_and_the_grid_shows_who_is_typed_into_them(book: Workbook) -> None:
    people, grid = page(book, PARTICIPANTS), page(book, ATTENDANCE)
    name = column(book, PARTICIPANTS, "person.full_name")
    spare = [row for row in range(FIRST, people.max_row + 1) if people.cell(row, name).value is None]
    assert len(spare) == PARTICIPANTS.spare
    ids = [people.cell(row, 1).value for row in spare]
    assert len(set(ids)) == len(ids)
    assert [grid.cell(row, 1).value for row in spare] == ids
    assert all(str(grid.cell(row, 5).value).startswith("=IFERROR(") for row in spare)


def test_the_reason_of_an_outcome_makes_no_row_higher() -> None:
    reason = next(one for one in PARTICIPANTS.columns if one.name == "outcome_reason")
    assert reason.width > len("present 10 of 10 half-days (100 %), the rule asks for 80 %")


def test_drop_downs_offer_the_lists_and_reach_below_the_spare_rows(book: Workbook) -> None:
    lists = book["Lists"]
    headers = {cell.value: cell.column for cell in lists[HEADER]}
    for spec in SHEETS:
        sheet = page(book, spec)
        rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
        for number, one in enumerate(spec.columns, 4):
            if one.kind not in ("choice", "yesno") or one.list == "product":
                continue
            rule = rules[f"{openpyxl.utils.get_column_letter(number)}{FIRST}"]
            _title, area = rule.formula1.split("!")
            offered = [cell.value for (cell,) in lists[area.replace("$", "")]]
            assert offered == [label for _code, label in CODE_LISTS[one.list]]
            assert int(str(rule.sqref).split(":")[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) > sheet.max_row + 400
    codes = [lists.cell(row, headers["Code of the product"]).value for row in range(FIRST, FIRST + 5)]
    assert "SYB" in codes


def test_notes_explain_the_columns_that_need_it(book: Workbook) -> None:
    for spec in SHEETS:
        for number, one in enumerate(spec.columns, 4):
            note = page(book, spec).cell(HEADER, number).comment
            assert (note.text if note else "") == one.note
    required = page(book, PARTICIPANTS).cell(HEADER, column(book, PARTICIPANTS, "person.full_name"))
    assert required.value == "Full name *"
