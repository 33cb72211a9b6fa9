"""Years of birth of two digits among full ones."""

from datetime import date

import pytest

from tests.trainer_app.lists.pasted import paste, values


@pytest.mark.parametrize(
    ("header", "years", "expected"),
    [
        ("نام و نام خانوادگی|جنسیت|متولد سال", ("1367", "۱۳۳۳", "۴۶", "'79"), [1988, 1954, 1967, 2000]),
        ("Name|Sex|Year of birth", ("1985", "1990", "79", "05"), [1985, 1990, 1979, 2005]),
        ("ชื่อ-สกุล|เพศ|ปีเกิด", ("2528", "2533", "40"), [1985, 1990, 1997]),
        ("Name|Sex|Year of birth", ("85", "90", "1979"), [None, None, 1979]),  # most are short: of which calendar?
        ("Name|Sex|Year of birth", ("85", "90", "79"), [None, None, None]),
    ],
)
def test_a_short_year_is_of_the_century_that_the_full_ones_show(
    header: str, years: tuple[str, ...], expected: list[int | None]
) -> None:
    country = {"ن": "IR", "ช": "TH"}.get(header[0], "LK")
    reading = paste(header, *(f"Ann Po {'ABCD'[n]}|F|{year}" for n, year in enumerate(years)), country=country)
    assert values("birth_year", reading) == expected
    assert [row.values["birth_year"].raw for row in reading.tables[0].rows] == list(years)


@pytest.mark.parametrize(
    ("header", "start", "end", "days"),
    [
        ("序号|姓名|性别|培训内容|开班时间|结业时间", "21/10/18", "21/10/27", (date(2021, 10, 18), date(2021, 10, 27))),
        ("序号|姓名|性别|培训内容|开班时间|结业时间", "21.3.8", "21.3.17", (date(2021, 3, 8), date(2021, 3, 17))),
        ("№|Овог нэр|Хүйс|Сургалт|Эхэлсэн огноо|Дууссан огноо", "21/10/18", "21/10/27",
         (date(2021, 10, 18), date(2021, 10, 27))),
        ("No|Name|Sex|Course|Start date|End date", "18/10/21", "27/10/21", (date(2021, 10, 18), date(2021, 10, 27))),
    ],
)  # fmt: skip
def test_a_short_year_comes_first_where_the_language_has_it_so(
    header: str, start: str, end: str, days: tuple[date, date]
) -> None:
    reading = paste(header, f"1|Ann Po|F|SYB|{start}|{end}", f"2|Bo Li|M|SYB|{start}|{end}")
    values_of = reading.tables[0].rows[0].values
    assert (values_of["start"].value, values_of["end"].value) == days
