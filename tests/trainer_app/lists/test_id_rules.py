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


def test_an_age_that_is_not_known_leaves_the_birth_to_the_identity_number() -> None:
    rows = [f"{row}|{age}" for row, age in zip(EGYPTIANS, ("-", "35", ""), strict=True)]
    reading = paste("م|الاسم|النوع|الرقم القومي|العمر", *rows, country="EG")
    assert values("birth_date", reading) == [date(1985, 3, 15), None, date(2001, 2, 28)]


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


def test_a_leading_0_that_a_file_of_text_lost_is_marked() -> None:
    header, rows = "رديف|نام|جنسيت|کد ملي", ("1|زهرا رضايي|زن|0841027426", "2|علي عباسي|مرد|841027426")
    ids = column("national_id", paste(header, *rows, country="IR"))
    assert [(value.value, value.mark) for value in ids if value] == [("0841027426", None), ("0841027426", "unsure")]
    assert values("national_id", paste(header, *rows, country="LB")) == ["0841027426", "841027426"]
