"""Identity numbers: what they tell of birth and sex by the rule of their country, where a whole list keeps it."""

from datetime import date

import pytest

from trainer_app.lists.id_rules import Told, told_by_ids
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import Reading, Value
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid

TODAY = date(2026, 1, 15)


def paste(*lines: str, country: str) -> Reading:
    rows: list[list[Cell]] = [list(line.split("|")) for line in lines]
    return read_sheets("list.csv", [Grid("csv", rows)], country=country, today=TODAY)


def column(field: str, reading: Reading) -> list[Value | None]:
    return [row.values.get(field) for row in reading.tables[0].rows]


def values(field: str, reading: Reading) -> list[object]:
    return [None if value is None else value.value for value in column(field, reading)]


EGYPTIANS = ("1|منى السيد|أنثى|28503152512346", "2|كريم حسن|ذكر|29011052513358", "3|هناء منصور|أنثى|30102282512324")


def test_a_date_of_birth_is_told_by_the_identity_number_of_a_country_where_it_holds_one() -> None:
    header, rows = "م|الاسم|النوع|الرقم القومي", list(EGYPTIANS)
    reading = paste(header, *rows, country="EG")
    assert values("birth_date", reading) == [date(1985, 3, 15), date(1990, 11, 5), date(2001, 2, 28)]
    assert reading.questions == ()
    reading = paste(header, *rows[:2], rows[2].replace("أنثى", "ذكر"), country="EG")
    assert [value.mark for value in column("sex", reading) if value] == ["converted", "converted", "unsure"]
    assert values("birth_date", paste(header, *rows, country="SD")) == [None] * 3
    others = [row.replace("3152", "3992").replace("1052", "9052") for row in rows]  # days and months that do not exist
    assert values("birth_date", paste(header, *others, country="EG")) == [None] * 3


def test_the_identity_number_tells_the_birth_where_the_age_is_not_known_and_where_it_is() -> None:
    rows = [f"{row}|{age}" for row, age in zip(EGYPTIANS, ("-", "29", ""), strict=True)]
    reading = paste("م|الاسم|النوع|الرقم القومي|العمر", *rows, country="EG")
    assert values("birth_date", reading) == [date(1985, 3, 15), date(1990, 11, 5), date(2001, 2, 28)]
    assert values("age", reading) == [None, 29, None]
    marks = [value and value.mark for value in column("birth_date", reading)]
    assert marks == ["unsure", "converted", "unsure"]  # which those who wrote the list did not know


@pytest.mark.parametrize(
    ("country", "number", "born", "sex"),
    [
        ("KZ", "850315400123", date(1985, 3, 15), "F"),
        ("KG", "2 15031985 01234", date(1985, 3, 15), "M"),
        ("UZ", "51503010012345", date(2001, 3, 15), "M"),
        ("LK", "855752345V", date(1985, 3, 15), "F"),
        ("LK", "198507502345", date(1985, 3, 15), "M"),
        ("ID", "3374125503850001", date(1985, 3, 15), "F"),
        ("MY", "850315-08-1234", date(1985, 3, 15), "F"),
        ("PK", "35202-1234567-8", None, "F"),
    ],
)
def test_rules_of_identity_numbers(country: str, number: str, born: date | None, sex: str) -> None:
    assert told_by_ids([number], country, TODAY) == {number: Told(born, sex)}


@pytest.mark.parametrize("wrong", ["943884668V", "93131250V", "9313125021", "19938850234"])
def test_a_sri_lankan_number_of_another_length_or_without_a_day_of_the_year_is_refused(wrong: str) -> None:
    numbers = ["855752345V", "198507502345", "905752345V", "911752345x", "932752345v", wrong]
    rows = [f"{n}|Name {n}|{number}" for n, number in enumerate(numbers, 1)]
    ids = column("national_id", paste("No|Name|NIC", *rows, country="LK"))
    assert [value.mark if value else None for value in ids] == [*[None] * 5, "refused"]


def test_a_leading_0_that_a_file_of_text_lost_is_marked() -> None:
    header, rows = "رديف|نام|جنسيت|کد ملي", ("1|زهرا رضايي|زن|0841027426", "2|علي عباسي|مرد|841027426")
    ids = column("national_id", paste(header, *rows, country="IR"))
    assert [(value.value, value.mark) for value in ids if value] == [("0841027426", None), ("0841027426", "unsure")]
    assert values("national_id", paste(header, *rows, country="LB")) == ["0841027426", "841027426"]


BORN = ("139904198906212324", "139904197305153221", "139902199102186775", "139904197611196002")


@pytest.mark.parametrize(
    ("heading", "cells"),
    [("年龄", "31|47|30|44"), ("出生年月", "1989.06|1973.5|1991年2月|1976年11月"), ("出生年份", "1989|1973|1991|1976")],
)
def test_a_date_of_birth_in_the_number_is_more_than_an_age_or_year(heading: str, cells: str) -> None:
    rows = (f"{n}|陈{n}|{told}|{BORN[n]}" for n, told in enumerate(cells.split("|")))
    (table,) = paste(f"序号|姓名|{heading}|身份证号", *rows, country="CN").tables
    assert [row.values["birth_date"].value for row in table.rows] == [
        date(1989, 6, 21), date(1973, 5, 15), date(1991, 2, 18), date(1976, 11, 19)]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "cells", "name"),
    [("年龄", "31|47|39|44", "age"), ("出生日期", "1989-06-21|1973-05-15|1991-02-19|1976-11-19", "birth_date")],
)
def test_a_birth_or_age_that_the_number_contradicts_is_looked_at(heading: str, cells: str, name: str) -> None:
    rows = (f"{n}|陈{n}|{told}|{BORN[n]}" for n, told in enumerate(cells.split("|")))
    (table,) = paste(f"序号|姓名|{heading}|身份证号", *rows, country="CN").tables
    assert [row.values[name].mark == "unsure" for row in table.rows] == [False, False, True, False]
    assert "birth_date" not in table.rows[2].values or name == "birth_date"


def test_an_impossible_date_of_birth_is_told_beside_a_number_that_holds_one() -> None:
    (table,) = paste("序号|姓名|出生日期|身份证号", f"1|陈伟|1989-06-31|{BORN[0]}", country="CN").tables
    assert (table.rows[0].values["birth_date"].value, table.rows[0].values["birth_date"].mark) == (None, "refused")


def test_numbers_that_contradict_many_births_follow_another_rule() -> None:
    rows = (f"{n}|陈{n}|{1950 + n}-01-01|{number}" for n, number in enumerate(BORN))
    (table,) = paste("序号|姓名|出生日期|身份证号", *rows, country="CN").tables
    assert [row.values["birth_date"].value for row in table.rows] == [date(1950 + n, 1, 1) for n in range(4)]


def test_a_number_whose_date_of_birth_does_not_exist_is_refused_where_those_of_the_others_do() -> None:
    lines = [f"{n}|陈玉珍{n}|女|53990319900{n}1224{n}2" for n in range(1, 6)]
    (first, *others) = column(
        "national_id", paste("序号|姓名|性别|身份证号", "9|董鹏|男|539901199002312437", *lines, country="CN")
    )
    assert first is not None
    assert (first.value, first.mark, first.raw) == (None, "refused", "539901199002312437")
    assert all(other is not None and other.mark is None for other in others)
