"""In whatever order the sheets come, what was typed is understood alike, and as early as it can be."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from trainer_app.spreadsheets import packed, reader
from trainer_app.workbook import machine
from trainer_app.workbook.ahead import Opening
from trainer_app.workbook.read import arriving, read_workbook
from trainer_app.workbook.sheets import SHEETS

FIRST, COURSE, NAME, DAY_1 = 3, 4, 5, 6
ORDERS: dict[str, Callable[[list[str]], list[str]]] = {
    "as sent": lambda titles: titles,
    "named ones first": lambda titles: sorted(
        titles, key=lambda title: title not in ("About", "Lists", "Trainers", "Courses")
    ),
    "backwards": lambda titles: titles[::-1],
    "by name": sorted,
    "attendance first": lambda titles: sorted(titles, key="Attendance".__ne__),
}


def type_names(book: openpyxl.Workbook, participants: str = "Participants") -> None:
    """A new participant, who also gets a row of marks, and a new trainer, who is said to hold a course."""
    type_into(book[participants], {"Course": "SYB-1", "Full name": "Nang New"})
    type_into(book["Attendance"], {"Course": "SYB-1", "Full name": "Nang New"}, {DAY_1: "P"})
    type_into(book["Trainers"], {"Full name": "Sai Trainer"})
    courses = book["Courses"]
    courses.cell(FIRST, header(courses).index("Trainers") + 1, "Sai Trainer")


def header(sheet: Worksheet) -> list[str]:
    return [str(cell.value).rstrip(" *") for cell in sheet[FIRST - 1]]


def type_into(sheet: Worksheet, cells: dict[str, str], more: dict[int, str] | None = None) -> None:
    """Type a row below all that is there."""
    labels, row = header(sheet), sheet.max_row + 1
    for place, text in ({labels.index(label) + 1: text for label, text in cells.items()} | (more or {})).items():
        sheet.cell(row, place, text)


def in_order(book: openpyxl.Workbook, order: list[str]) -> None:
    book._sheets.sort(key=lambda sheet: order.index(sheet.title))  # what dragging the tabs does


def changes(path: Path) -> list[str]:
    incoming = read_workbook(path)
    assert not incoming.refusals
    return sorted(map(repr, incoming.edits))


@pytest.fixture
def typed(sent: Path, tmp_path: Path) -> Callable[[Callable[[list[str]], list[str]]], Path]:
    """The workbook with those names typed, its sheets in an order."""

    def make(order: Callable[[list[str]], list[str]]) -> Path:
        book = openpyxl.load_workbook(sent)
        type_names(book)
        in_order(book, order(book.sheetnames))
        path = tmp_path / "ordered.xlsx"
        book.save(path)
        return path

    return make


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_of_the_sheets_changes_nothing(
    typed: Callable[[Callable[[list[str]], list[str]]], Path], order: str
) -> None:
    expected = changes(typed(ORDERS["as sent"]))
    assert changes(typed(ORDERS[order])) == expected
    assert len({change.split("table='")[1].split("'")[0] for change in expected}) == 4


def test_what_names_nothing_to_come_is_understood_while_the_rest_is_read(
    typed: Callable[[Callable[[list[str]], list[str]]], Path],
) -> None:
    with arriving(Opening(typed(ORDERS["named ones first"]), None)) as workbook:
        tables = [{change.table for change in some} for some in workbook.typed() if some]
    assert tables == [{"person", "course_trainer"}, {"person", "enrolment"}, {"attendance"}]


@pytest.mark.parametrize("at_the_end", [False, True])
def test_a_copied_sheet_is_awaited_before_anything_is_understood(sent: Path, tmp_path: Path, at_the_end: bool) -> None:
    book = openpyxl.load_workbook(sent)
    book.copy_worksheet(book["Participants"]).title = "Copy"
    type_names(book, "Copy")
    in_order(book, sorted(book.sheetnames, key=lambda title: (title not in ("Trainers", "Courses"), title == "Copy"))
             if at_the_end else sorted(book.sheetnames, key="Copy".__ne__))  # fmt: skip
    path = tmp_path / "copied.xlsx"
    book.save(path)
    assert sum("Nang New" in change for change in changes(path)) == 1
    assert any("'attendance'" in change for change in changes(path))


def test_large_sheets_come_after_small_ones(sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = sent.read_bytes()
    sizes = packed.sizes(content)
    large = sorted(sizes, key=sizes.__getitem__)[-2:]
    monkeypatch.setattr(reader, "_LARGE", sizes[large[0]] - 1)
    output = io.BytesIO()
    keys = [sheet.key for sheet in SHEETS]
    request = {"wanted": "rows", "path": str(sent), "password": None, "texts": False, "most": 10**6}
    reader._Answer(output).to(request | {"first": machine.SHEET, "digests": keys})
    told = list(_sheets(output.getvalue()))
    assert told[0][0] == machine.SHEET
    assert {title for title, _following in told[-2:]} == set(large)
    assert [following for _title, following in told] == list(range(len(sizes)))[::-1]


def _sheets(answer: bytes) -> list[tuple[str, int]]:
    found, at = [], 0
    while at < len(answer):
        size = int.from_bytes(answer[at + 1 : at + 5], "little")
        if answer[at : at + 1] == b"S":
            about = json.loads(answer[at + 5 : at + 5 + size])
            found.append((about[0], about[5]))
        at += 5 + size
    return found
