"""Ages in columns of births: told by the heading, by a word in the cell or by the days around them."""

from datetime import date

import pytest

from tests.trainer_app.lists.pasted import column, paste, values
from trainer_app.lists.reading import Reading


def births(header: str, *told: str, country: str | None = None) -> Reading:
    return paste(f"No|Name|Sex|{header}", *(f"{n}|Ann Po {'ABCDE'[n]}|F|{cell}" for n, cell in enumerate(told)),
                 country=country)  # fmt: skip


@pytest.mark.parametrize(
    ("header", "cell", "country"),
    [
        ("DATE DE NAISSANCE OU ÂGE", "27", "CI"),
        ("Âge ou date de naissance", "27 ans", "CI"),
        ("Date of birth", "27 yrs", "KE"),
        ("出生日期或年龄", "27", "CN"),
        ("ว/ด/ป เกิด", "อายุ 27 ปี", "TH"),
        ("เกิดเมื่อ", "๒๗ ปี", "TH"),
        ("Ngày sinh", "27 tuổi", "VN"),
    ],
)
def test_an_age_in_a_column_of_births_is_told_by_a_word(header: str, cell: str, country: str) -> None:
    values = column("age", births(header, cell, "14/07/1991", country=country))
    assert [value and (value.value, value.mark) for value in values] == [(27, "converted"), None]


@pytest.mark.parametrize("cell", ["85", "85 г.", "năm 85", "27"])
def test_a_number_that_may_be_a_year_is_no_age(cell: str) -> None:
    assert column("age", births("Date of birth", cell, "1991")) == [None, None]


def test_a_number_among_whole_days_that_can_be_no_year_is_an_age_to_be_looked_at() -> None:
    reading = births("Date of birth", "27", "14/07/1991", "85", "22/11/1988", "3/4/1990")
    assert [value and (value.value, value.mark) for value in column("age", reading)] == [(27, "unsure"), *[None] * 4]
    told = [value and value.value for value in column("birth_date", reading)]
    assert told == [None, date(1991, 7, 14), None, date(1988, 11, 22), date(1990, 4, 3)]
    assert column("age", births("ว/ด/ป เกิด", "27", "14/07/2534", "22/11/2531", country="TH")) == [None] * 3


def test_a_year_with_a_digit_too_many_is_no_day_that_a_spreadsheet_counts() -> None:
    years = ["1362", "1373", "1347", "1356", "1340", "1353", "1367", "1345", "1365", "1381", "13665"]
    reading = paste("نوم|جنس|د زېږون کال", *(f"مینه|ښځه|{year}" for year in years), country="AF")
    last = reading.tables[0].rows[-1].values
    assert (last["birth_year"].value, last["birth_year"].mark, "birth_date" in last) == (None, "refused", False)
    counted = paste("Name|Sex|Year of birth", "Ann|F|31048", "Bob|M|1990", country="KE")
    assert [value is not None for value in values("birth_date", counted)] == [True, False]
