"""Cells left empty below a course that was told once for its group."""

from tests.trainer_app.lists.laid_out import read
from trainer_app.lists.read import read_sheets
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid

HEADER = "序号|班号|姓名|性别|培训类别|培训起止时间"
FIRST = ("1|云21-01|陈玉珍|女|SYB|2021.3.8-2021.3.17", "2|云21-01|王建明|男|同上|2021.3.8-2021.3.17",
         "3|云21-01|李秀兰|女|SYB|2021.3.8-2021.3.17", "4|云21-01|刀艳芳|女|SYB|2021.3.8-2021.3.17")  # fmt: skip
LONE = ("5|云21-02|周丽芬|女|GYB|2021.6.7-2021.6.9", "6||杨鹏|男||", "7||字秀兰|女||")


def products(*lines: str) -> list[object]:
    (table,) = read("学员名单", HEADER, *lines, country="CN").tables
    return [row.values["product"].value if "product" in row.values else None for row in table.rows]


def test_a_course_told_once_above_people_without_any_is_theirs() -> None:
    assert products(*FIRST, *LONE) == ["SYB"] * 4 + ["GYB"] * 3
    third = ("8|云21-03|沙海燕|女|IYB|2021.9.1-2021.9.5", "9||普会英|女||", "10||段云仙|女||")
    assert products(*FIRST, *LONE, *third) == ["SYB"] * 4 + ["GYB"] * 3 + ["IYB"] * 3


def test_people_without_a_course_below_one_that_every_other_row_tells_have_none() -> None:
    assert products(*FIRST, "5||周丽芬|女||", "6||杨鹏|男||") == [*["SYB"] * 4, None, None]
    assert products(*FIRST, *LONE[:2]) == [*["SYB"] * 4, "GYB", None]  # one person: was the course forgotten?
    others = "8|云21-03|沙海燕|女|IYB|2021.9.1-2021.9.5"  # a group of its own, as the one above may be
    assert products(*FIRST, *LONE, others) == [*["SYB"] * 4, "GYB", None, None, "IYB"]


def test_merged_cells_above_a_header_that_is_repeated_are_filled_too() -> None:
    head = "No|UKM|Nama peserta|L/P"
    lines = ("1|CV A|Imas|P", "2||Dadang|L", "3||Tati|P", head, "4|CV B|Wawan|L", "5||Ade|L")
    rows: list[list[Cell]] = [line.split("|") for line in (head, *lines)]
    merged = [((1, 1), (3, 1)), ((5, 1), (6, 1))]
    (table,) = read_sheets("list.xlsx", [Grid("Absensi", rows, merges=merged)]).tables
    assert [row.values["business_name"].value for row in table.rows] == [*["CV A"] * 3, *["CV B"] * 2]


def test_firms_of_which_only_some_are_merged_cells() -> None:
    lines = ("1|CV A|Imas|P", "2||Dadang|L", "3||Tati|P", "4|CV B|Wawan|L", "5||Ade|L", "6||Ai|P", "7|CV C|Yeni|P",
             "8||Karsa|L", "9||Agus|L", "10||Casmi|P")  # fmt: skip
    rows: list[list[Cell]] = [line.split("|") for line in ("No|UKM|Nama peserta|L/P", *lines)]
    merged = [((1, 1), (3, 1)), ((7, 1), (9, 1))]
    (table,) = read_sheets("list.xlsx", [Grid("Absensi", rows, merges=merged)]).tables
    firms = [row.values["business_name"].value if "business_name" in row.values else None for row in table.rows]
    assert firms == [*["CV A"] * 3, *["CV B"] * 3, *["CV C"] * 3, None]  # whoever is below the merged cell is of none
