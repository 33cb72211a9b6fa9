"""Lists of the people of firms that tell on how many days of each module somebody was there, not on which."""

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from db.database import Database
from db.models import Course, Enrolment, Person
from trainer_app.importing import importer
from trainer_app.importing.choices import Choices
from trainer_app.importing.opened import open_list
from trainer_app.importing.values import read_row
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import ListTable
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid
from trainer_app.programmes.catalogue import load_catalogue

FIRMS = (
    "TT|Tên doanh nghiệp|Chủ DN (nam/nữ)|Số lao động|Công đoàn|Mô-đun 1|Mô-đun 2",
    "|||||12-13/5/2022|28-29/7/2022",
    "1|Công ty Gỗ Tân Phú|Nam|150|Có|x|x",
    "2|DNTN Mộc Hoài Nhơn|Nữ|85|Không|x|",
)
PEOPLE = (
    "TT|Họ và tên|Giới tính|Doanh nghiệp|Chức vụ|Số ngày dự M1|Số ngày dự M2",
    "1|Hồ Thị Vân|Nữ|Công ty Gỗ Tân Phú|Giám đốc|2/2|1/2",
    "2|Trần Minh Sơn|Nam|DNTN Mộc Hoài Nhơn|Công nhân|2/2|-",
)


def table_of(heading: str, *cells: str) -> ListTable:
    lines = [f"No|Company|Name|Sex|{heading}", *(f"{n}|Kilimani|Asha {n}|F|{cell}" for n, cell in enumerate(cells, 1))]
    rows: list[list[Cell]] = [["SCORE training"], *(list(line.split("|")) for line in lines)]
    return read_sheets("list.xlsx", [Grid("Sheet1", rows)]).tables[0]


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Days attended M1", ("2", "1"), "attendance_total:SCORE-M1"),
        ("Module 2 - days present", ("2", "0"), "attendance_total:SCORE-M2"),
        ("Días asistidos módulo 1", ("2 / 2", "1 / 2"), "attendance_total:SCORE-M1"),
        ("Nb de jours de présence M3", ("1,5", "2"), "attendance_total:SCORE-M3"),
        ("模块1出勤天数", ("2", "1"), "attendance_total:SCORE-M1"),
        ("Số ngày dự học phần 1", ("2", "1"), "attendance_total:SCORE-M1"),
        ("Nb jours présents M1", ("2", "1"), "attendance_total:SCORE-M1"),
        ("Jml hari hadir modul 2", ("2", "1"), "attendance_total:SCORE-M2"),
        ("M2", ("2/2", "1/2"), "attendance_total:SCORE-M2"),
        ("M2", ("x", ""), "product:SCORE-M2"),
        ("Attendance M2", ("1", "0"), "attendance_total"),  # they may be marks
        ("M2", ("12/5/2022", "12/5/2022"), "product:SCORE-M2"),
    ],
)
def test_days_of_a_module(heading: str, cells: tuple[str, ...], field: str | None) -> None:
    assert table_of(heading, *cells).columns[4].field == field


def test_the_days_are_of_so_many_and_not_of_the_number_of_the_module() -> None:
    def told(heading: str, cell: str) -> dict[str, tuple[str, float, float | None]]:
        table = table_of(heading, cell, "2")
        found = read_row("list.xlsx", table, table.rows[0], load_catalogue(), None).attended
        return {code: (one.unit, one.present, one.of) for code, one in found.items()}

    assert told("Days attended M3", "2/2") == {"SCORE-M3": ("day", 2.0, 2.0)}
    assert told("Days attended M3", "2") == {"SCORE-M3": ("day", 2.0, None)}
    assert told("Days attended of 2 (M3)", "1") == {"SCORE-M3": ("day", 1.0, 2.0)}
    assert told("Hours attended M3", "14/16") == {"SCORE-M3": ("hours", 14.0, 16.0)}


def test_people_go_into_the_modules_of_their_firm_on_whose_days_they_were_there(tmp_path: Path) -> None:
    path = tmp_path / "score.xlsx"
    with Workbook(str(path)) as book:
        for name, lines in (("DN", ("SCORE 2022", *FIRMS)), ("HV", ("SCORE 2022", *PEOPLE))):
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line.split("|"))
    office = Database.create(tmp_path / "office.sqlite", name="Office", kind="office")
    with office.change("import", kind="import") as tx:
        plan = importer.plan(tx, open_list(path).read(Choices(), "VN"), load_catalogue())
    assert [row.reason for row in plan.rows if row.verdict != "new"] == []
    assert all(ledger.adds_up for ledger in plan.ledgers)
    with office.read() as tx:
        names = {one.id: one.full_name for one in tx.find(Person)}
        starts = {one.id: str(one.starts) for one in tx.find(Course)}
        seats = sorted(
            (names[one.person_id], starts[one.course_id or ""], one.remark)
            for one in tx.find(Enrolment) if one.person_id
        )  # fmt: skip
    assert seats == [
        ("Hồ Thị Vân", "2022-05-12", "Chức vụ: Giám đốc; Số ngày dự M1: 2/2; Số ngày dự M2: 1/2"),
        ("Hồ Thị Vân", "2022-07-28", None),
        ("Trần Minh Sơn", "2022-05-12", "Chức vụ: Công nhân; Số ngày dự M1: 2/2"),
    ]  # fmt: skip
