"""Columns of attendance: days, half-days and hours, of which course they are, and what is none of them."""

import pytest

from tests.trainer_app.lists.laid_out import fields, read
from trainer_app.importing.attended import attended, columns
from trainer_app.importing.values import read_row
from trainer_app.programmes.catalogue import load_catalogue


@pytest.mark.parametrize(
    "days", ["M1 Day 1|M1 Day 2|M2 Day 1|M2 Day 2", "Mód. 1 día 1|Mód. 1 día 2|Mód. 2 día 1|Mód. 2 día 2"]
)
def test_days_of_modules_are_attended_by_module(days: str) -> None:
    (table,) = read("SCORE", f"No|Name|Sex|{days}", "1|Aye|F|P|A|P|P", "2|Bo|M|P|P||").tables
    first = attended(table, table.rows[0], {1: 1.0, 2: 0.0, 3: 1.0, 4: 1.0})
    assert {code: (one.unit, one.marks) for code, one in first.items()} == {
        "SCORE-M1": ("day", (1.0, 0.0)), "SCORE-M2": ("day", (1.0, 1.0))}  # fmt: skip


def test_two_columns_below_each_day_are_half_days_and_p_beside_marks_is_leave() -> None:
    lines = ("No|Name|8/6||9/6|", "||S|C|S|C", "1|Aye|x|x|x|P", "2|Bo|x|x|x|x", "3|Cho|x||x|x")
    (table,) = read("Lớp GYB 8-9/6/2020", *lines).tables
    marks = table.rows[0].values["attendance:5"]
    assert (marks.value, marks.mark) == (-1.0, "unsure")
    assert attended(table, table.rows[1], {1: 1.0, 2: 1.0, 3: 1.0, 4: 1.0})[""].unit == "half_day"


@pytest.mark.parametrize(
    ("days", "unit"),
    [
        ("D1 m|D1 t|D2 m|D2 t", "half_day"), ("J1 (matin)|J1 (a.-m.)|J2 (matin)|J2 (a.-m.)", "half_day"),
        ("12 May am|12 May pm|13 May am|13 May pm", "half_day"), ("AM D1|PM D1|AM D2|PM D2", "half_day"),
        ("D1|D2|D3|D4", "day"), ("12 May|13 May|14 May|15 May", "day"), ("12 Mon|13 Tue|14 Wed|15 Thu", "day"),
    ],
)  # fmt: skip
def test_two_columns_that_name_one_day_are_its_halves(days: str, unit: str) -> None:
    (table,) = read(f"No|Name|Sex|{days}", "1|Aye Aye|F|x|x|x|x", "2|Bo Bo|M|x|x|x|", "3|Cho Cho|F|x||x|x").tables
    assert attended(table, table.rows[0], {1: 1.0, 2: 1.0, 3: 1.0, 4: 1.0})[""].unit == unit


def test_days_attended_below_letters_that_may_be_a_province() -> None:
    marks = ("✓|ขาด|✓|½|✓", "✓|✓|ลา|✓|✓", "✓|✓|✓|✓|ขาด")
    lines = [f"{n}|นาย{name} บุญมา|{30 + n}|{row}" for n, (name, row) in enumerate(zip("กขค", marks, strict=True), 1)]
    (table,) = read("ลำดับ|ชื่อ-นามสกุล|อายุ|จ.|อ.|พ.|พฤ.|ศ.", *lines).tables
    assert fields(table)[3:] == [f"attendance:{index}" for index in range(3, 8)]
    (table,) = read("ลำดับ|ชื่อ-นามสกุล|อายุ|จ.|อ.", "1|นายก บุญมา|30|ตาก|แม่สอด", "2|นายข ใจดี|31|ตาก|บ้านตาก").tables
    assert fields(table)[3:] == ["province", "district"]


def test_hours_of_those_in_the_heading_with_their_word_in_some_cells() -> None:
    rows = ("1|Letay|F|SYB|06/07/2019|40", "2|Hagos|M|SYB|06/07/2019|36 hrs", "3|Kiros|M|SYB|06/07/2019|24")
    (table,) = read("No|Name|Sex|Course|Start|Hours (max 40)", *rows).tables
    assert fields(table)[5] == "attendance_total"


def test_l_beside_present_and_absent_is_leave_to_be_looked_at() -> None:
    (table,) = read("No|Name|Sex|Day 1|Day 2|Day 3", "1|Sita|F|P|A|L", "2|Bishnu|M|P|P|P").tables
    assert (table.rows[0].values["attendance:5"].value, table.rows[0].values["attendance:5"].mark) == (-1.0, "unsure")


def test_values_after_a_module_are_no_days_attended_where_half_of_them_are_dashes() -> None:
    lines = ("Company|Indicator|Unit|Baseline|After M1|After M2", "Aye Ltd|Defects|%|5|3|2", '"|Absenteeism|%|4|2|-')
    (table,) = read(*lines).tables
    assert fields(table)[4:] == ["after:4", "after:5"]
    lines = ("Công ty|Chỉ số|Đơn vị|Trước|Sau MĐ 1|Sau MĐ 2", "Mai|Hàng lỗi|%|5|3|-", "nt|Vắng mặt|%|4|2|-")
    (table,) = read(*lines).tables
    assert fields(table)[4:] == ["after:4", "after:5"]


def test_days_of_leave_are_days_of_a_course_too() -> None:
    (table,) = read("SYB 15-16/1/2024", "No|Name|15 Jan|16 Jan", "1|Aye|ล|✓", "2|Bo|ล|✓").tables
    assert fields(table)[2:] == ["attendance:2", "attendance:3"]


def test_hours_out_of_the_most_there_were_are_those_of_a_person() -> None:
    lines = ("No|Name|Training|Date|Hours (out of 40)", "1|Aye|SYB|5-9 March 2019|40", "2|Bo|SYB|5-9 March 2019|32")
    (table,) = read(*lines).tables
    assert fields(table)[-1] == "attendance_total"


def test_days_counted_with_a_word_nobody_knows_are_no_heading_words() -> None:
    (table,) = read("No|Name|Sex|Foo 1|Foo 2|Foo 3|Foo 4|Foo 5", "1|Ann Phiri|F|✓|✓|✓|✓|✓").tables
    assert fields(table)[3:] == [f"attendance:{place}" for place in range(3, 8)]


@pytest.mark.parametrize(
    ("cell", "present", "of"), [("9/12", 9, 12), ("5 out of 5", 5, 5), ("4 sur 5", 4, 5), ("3", 3, None)]
)
def test_days_attended_out_of_all(cell: str, present: int, of: int | None) -> None:
    (table,) = read("No|Name|Sex|Days attended", f"1|Aye|F|{cell}", "2|Bo|M|2").tables
    told = attended(table, table.rows[0], {})[""]
    assert (told.present, told.of) == (present, of)


@pytest.mark.parametrize(
    ("days", "expected"), [("5|4|3", "attendance_total"), ("5|5|5", None), ("3/5/2019|4/5/2019|25/5/2019", "dates")]
)
def test_numbers_of_days_below_a_heading_of_days_are_no_dates(days: str, expected: str | None) -> None:
    rows = [f"{n}|Aye {n}|F|{told}" for n, told in enumerate(days.split("|"), 1)]
    (table,) = read("SYB training, 20-24 May 2019", "No|Name|Sex|วันที่", *rows).tables
    assert fields(table)[3] == expected
    assert (table.course.get("start") is None) == (expected == "dates")


def test_days_behind_those_of_a_short_course_are_of_the_longer_ones() -> None:
    lines = (
        "No|Name|Sex|Course|Dates|1|2|3|4|5",
        "1|Aye|F|SYB|5-9/8/2019|x|x|x|x|x", "2|Bo|M|SYB|5-9/8/2019|x|x|||", "3|Su|F|GYB|12-14/8/2019|x|x|||",
        "4|Ko|M|GYB|12-14/8/2019|x|x|x||", "5|Hla|F|GYB|12-14/8/2019|x|x||x|",
    )  # fmt: skip
    (table,) = read("", *lines).tables
    rows = [read_row("", table, row, load_catalogue(), None) for row in table.rows]
    assert [row.attended[""].of for row in rows] == [5, 5, 3, 3, 5]
    of_course = [row.attended for row in rows]
    assert [len(columns([table], None, told)) for told in (of_course[:2], of_course[2:4], of_course[2:])] == [5, 3, 5]
