"""Guests on a sheet of their own: the code of their class tells the course, as the list of all classes has it."""

from datetime import date

import pytest

from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import ListTable
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid

CLASSES = (
    "STT|Mã lớp|Khóa học|Từ ngày|Đến ngày|Địa điểm|Họ và tên|Giới tính",
    "3|HT-03|IYB|15/07/2019|21/07/2019|Sa Pa|Lô Thị Bé|Nữ",
    "1|LC01|GYB|04/03/2019|06/03/2019|Sa Pa|Bùi Thị Mai|Nữ",
    "2|LC02|IYB|15/07/2019|21/07/2019|Sa Pa|Hồ Văn Sơn|Nam",
)


def guests(*lines: str) -> ListTable:
    sheets = [Grid(name, rows(told)) for name, told in (("Tổng hợp", CLASSES), ("Khách", lines))]
    return read_sheets("list.xlsx", sheets, today=date(2026, 1, 15)).tables[-1]


def rows(lines: tuple[str, ...]) -> list[list[Cell]]:
    return [list(line.split("|")) for line in lines]


@pytest.mark.parametrize(
    "title", [
        "Khách mời tham dự lớp LC02", "Danh sách bổ sung (lớp: lc02)", "LC02 - IYB", "LC02",
        "Đoàn khách Lào cùng dự lớp HT-03 (15/07-21/07/2019)",
    ],
)  # fmt: skip
def test_the_code_above_a_list_tells_its_course(title: str) -> None:
    course = guests(title, "TT|Họ tên|Nam/Nữ", "1|Naly Xayavong|Nữ").course
    told = [course[name].value for name in ("product", "start", "end", "venue")]
    assert told == ["IYB", date(2019, 7, 15), date(2019, 7, 21), "Sa Pa"]
    assert course["product"].mark == "converted"


@pytest.mark.parametrize(
    "lines",
    [
        ("Khách mời dự lớp LC01 và LC02", "TT|Họ tên|Nam/Nữ", "1|Naly Xayavong|Nữ"),
        ("Khách mời dự lớp LC020", "TT|Họ tên|Nam/Nữ", "1|Naly Xayavong|Nữ"),
        ("Khách mời dự lớp LC02", "TT|Họ tên|Nam/Nữ|Mã lớp", "1|Naly Xayavong|Nữ|XX07"),
    ],
)
def test_two_codes_another_code_or_codes_of_its_own_leave_the_course_open(lines: tuple[str, ...]) -> None:
    assert guests(*lines).course["start"].value is None


def test_the_course_that_a_title_tells_itself_stands() -> None:
    course = guests("SYB, 5-9/8/2019, như lớp LC02", "TT|Họ tên|Nam/Nữ", "1|Naly Xayavong|Nữ").course
    assert (course["product"].value, course["start"].value) == ("SYB", date(2019, 8, 5))


def test_a_column_of_codes_that_hold_the_product_beside_one_of_products() -> None:
    header = "شماره|نام|جنسیت|کود کورس|نوع کورس|تاریخ آغاز"
    told = ("1|خالد|مرد|99/SYB/001|SYB|1399/05/21", "2|مریم|زن|99/GYB/002|GYB|1399/06/21")
    (table,) = read_sheets("list.xlsx", [Grid("Sheet1", [list(line.split("|")) for line in (header, *told)])]).tables
    assert [guess.field for guess in table.columns][3:5] == ["course_code", "product"]


def test_codes_that_hold_the_product_below_a_heading_in_two_languages() -> None:
    header = "S.No|نام Name|جنس Sex|کورس Course|کوڈ Batch Code|آغاز From|اختتام To"
    told = (
        "1|طاہرہ کوثر|عورت|SYB|PK/SYB/001|18/01/2021|22/01/2021",
        "2|عدیل حسین|مرد|SYB|PK/SYB/001|18/01/2021|22/01/2021",
    )
    (table,) = read_sheets("list.xlsx", [Grid("Sheet1", [list(line.split("|")) for line in (header, *told)])]).tables
    assert [guess.field for guess in table.columns][3:5] == ["product", "course_code"]
