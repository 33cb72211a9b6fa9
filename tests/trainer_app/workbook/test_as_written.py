"""Rows that are as they were written come from the process that reads as ids only, and nothing is read otherwise."""

import random
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from db.database import Database
from db.models import Course, Enrolment, Person
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.spreadsheets.digests import TOP, AsWritten
from trainer_app.spreadsheets.opening import opened
from trainer_app.workbook import ahead
from trainer_app.workbook.read import Incoming, read_workbook

SEATS = 60


@pytest.fixture(scope="module")
def sender(tmp_path_factory: pytest.TempPathFactory) -> Database:
    database = Database.create(tmp_path_factory.mktemp("sender") / "sender.db", name="Trainer")
    with database.change("course") as tx:
        course = tx.add(Course(code="SYB-1", programme="SIYB", products="SYB"))
        for seat in range(1, SEATS + 1):
            person = tx.add(Person(full_name=f"Aung {seat}", phones=f"09 1234 {seat:03}", sex="F"))
            tx.add(Enrolment(course_id=course.id, person_id=person.id, seat=seat, outcome="completed"))
    return database


@pytest.fixture(scope="module")
def sent(sender: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sent") / "sent.xlsx"
    send(sender, path, load_catalogue(), Scope("everything"), sender="Trainer")
    return path


def at(sheet: Worksheet, key: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == f"participants/{key}")


def type_over(sheet: Worksheet) -> None:
    for row in (5, 25, 26, 40, 62):
        sheet.cell(row, at(sheet, "person.phones"), f"07 9999 {row}")


def copy_rows(sheet: Worksheet) -> None:
    for source, target in ((10, 64), (40, 65), (50, 66)):
        for column in range(1, sheet.max_column + 1):
            sheet.cell(target, column, sheet.cell(source, column).value)


def sort_rows(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(3, SEATS + 2)]
    random.Random(3).shuffle(rows)
    for number, row in enumerate(rows, 3):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)


def sort_without_ids(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row[3:]] for row in sheet.iter_rows(3, SEATS + 2)]
    for number, row in enumerate([*rows[1:], rows[0]], 3):
        for column, value in enumerate(row, 4):
            sheet.cell(number, column, value)


def swap_empty_columns(sheet: Worksheet) -> None:
    one, other = at(sheet, "person.email"), at(sheet, "person.latin_name")
    for row in (1, 2):
        cells = sheet.cell(row, one), sheet.cell(row, other)
        cells[0].value, cells[1].value = cells[1].value, cells[0].value


def swap_keys(sheet: Worksheet) -> None:
    one, other = sheet.cell(1, at(sheet, "person.phones")), sheet.cell(1, at(sheet, "person.education"))
    one.value, other.value = other.value, one.value


def add_a_column(sheet: Worksheet) -> None:
    for row in range(2, SEATS + 3):
        sheet.cell(row, sheet.max_column + (row == 2), f"mine {row}")


def take_a_column_out(sheet: Worksheet) -> None:
    sheet.delete_cols(at(sheet, "person.education"))


def titles_above(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 3)
    sheet["D1"] = "Our participants"


def empty_a_row(sheet: Worksheet) -> None:
    for column in range(4, sheet.max_column + 1):
        sheet.cell(45, column).value = None


def show_an_error(sheet: Worksheet) -> None:
    cell = sheet.cell(45, at(sheet, "person.email"))
    cell.value, cell.data_type = "#N/A", "e"


def take_ids_out(sheet: Worksheet) -> None:
    for row in range(30, 35):
        sheet.cell(row, 1).value = None


PEOPLE: tuple[Callable[[Worksheet], None], ...] = (
    type_over, copy_rows, sort_rows, sort_without_ids, swap_empty_columns, swap_keys, add_a_column, take_a_column_out,
    titles_above, empty_a_row, show_an_error, take_ids_out,
)  # fmt: skip


def returned(sent: Path, path: Path, what: Callable[[Worksheet], None] = lambda sheet: None) -> Path:
    book = openpyxl.load_workbook(sent)
    what(book["Participants"])
    book.save(path)
    return path


def told(incoming: Incoming) -> dict[str, Any]:
    """All that reading a workbook gives."""
    return {
        "edits": incoming.edits, "read": incoming.read, "rows": incoming.rows, "letters": incoming.letters,
        "refusals": incoming.refusals, "notes": incoming.notes,
        "untouched": {key: asdict(rows) for key, rows in incoming.untouched.items()},
    }  # fmt: skip


@pytest.mark.parametrize("what", PEOPLE, ids=lambda what: what.__name__)
def test_whatever_people_do_it_is_read_as_from_all_rows(
    sent: Path, tmp_path: Path, what: Callable[[Worksheet], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = returned(sent, tmp_path / "back.xlsx", what)
    shortly = told(read_workbook(path))
    monkeypatch.setattr(ahead, "_KEYS", ())
    assert told(read_workbook(path)) == shortly


def test_of_rows_beyond_the_first_only_the_ids_come(sent: Path, tmp_path: Path) -> None:
    path = returned(sent, tmp_path / "back.xlsx", type_over)
    with opened(path, first="Participants", digests=["participants"]) as sheets:
        rows = list(next(sheets).rows)
    number, typed = 0, {}
    for row in rows:
        if isinstance(row, AsWritten):
            assert number >= TOP
            number += len(row.firsts)
            continue
        number += 1
        if found := [cell for cell in row if str(cell).startswith("07 9999")]:
            typed[number] = found
    assert typed == {number: [f"07 9999 {number}"] for number in (5, 25, 26, 40, 62)}
    assert sum(len(row.firsts) for row in rows if isinstance(row, AsWritten)) == SEATS + 2 - TOP - 4


def test_keys_moved_over_other_columns_are_seen_by_looking_at_all_rows(
    sender: Database, sent: Path, tmp_path: Path
) -> None:
    """From left to right the digests are as they were, of cells that are now those of other columns."""
    plan = merge(sender, [returned(sent, tmp_path / "back.xlsx", swap_keys)], apply=False)
    (ledger,) = [ledger for ledger in plan.files[0].ledgers if ledger.sheet == "participants"]
    assert (ledger.read, ledger.same) == (SEATS, 0)
