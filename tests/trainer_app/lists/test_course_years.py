"""A column of years beside the courses tells when they were, as far as no days do."""

from datetime import date

import pytest

from tests.trainer_app.lists.pasted import TODAY, column, paste, values
from trainer_app.importing.values import read_row
from trainer_app.lists.read import read_sheets
from trainer_app.lists.sheets import Grid
from trainer_app.programmes.catalogue import load_catalogue


@pytest.mark.parametrize(
    ("header", "years", "told"),
    [
        ("No|Name|Sex|Course|Year", ("2019", "2020"), ["2019", "2020"]),
        ("No|Name|Sex|Year of training|Course", ("2019", "2020"), ["2019", "2020"]),
        ("N°|Nom et prénom|Sexe|Formation|Année", ("2019", '"'), ["2019", "2019"]),
        ("ลำดับ|ชื่อ-สกุล|เพศ|หลักสูตร|ปี", ("2562", "2563"), ["2019", "2020"]),
    ],
)
def test_without_dates_a_course_is_known_to_its_year(header: str, years: tuple[str, str], told: list[str]) -> None:
    cells = [(year, "SYB") if "Year of" in header else ("SYB", year) for year in years]
    rows = [f"{n}|Awa Diop {'ABC'[n]}|F|{'|'.join(pair)}" for n, pair in enumerate(cells, 1)]
    reading = paste(header, *rows)
    assert values("start", reading) == told
    assert {value.mark for value in column("start", reading) if value} == {"unsure"}
    made = read_row("list", reading.tables[0], reading.tables[0].rows[0], load_catalogue(), None)
    (course,) = made.courses
    assert (course.starts, course.ends, course.precision) == (date(2019, 1, 1), date(2019, 12, 31), "year")


def test_totals_of_courses_are_known_to_their_year() -> None:
    rows = [
        ["No", "Trainer", "District", "Course", "Year", "Women", "Men"],
        [1, "Awa Diop", "Thiès", "SYB", 2019, 4, 5],
    ]
    (table,) = read_sheets("list.xlsx", [Grid("Sheet1", rows)], today=TODAY).tables
    assert table.kind == "totals"
    assert table.rows[0].values["start"].value == "2019"


def test_beside_dates_the_year_fills_what_they_leave_open() -> None:
    header = "No|Name|Sex|Course|Year|Dates"
    rows = ("5-9 August", "", "3 March 2019", "3 March 2018")
    reading = paste(header, *(f"{n}|Awa Diop {'ABCD'[n - 1]}|F|SYB|2019|{dates}" for n, dates in enumerate(rows, 1)))
    told = [value and (value.value, value.mark) for value in column("start", reading)]
    assert told == [
        (date(2019, 8, 5), "converted"), ("2019", "unsure"), (date(2019, 3, 3), "converted"),
        (date(2018, 3, 3), "unsure"),
    ]  # fmt: skip
    assert values("end", reading)[0] == date(2019, 8, 9)


def test_years_far_apart_may_be_those_of_births_and_two_in_one_are_none() -> None:
    born = paste("No|Name|Sex|Course|Year", "1|Awa Diop|F|SYB|1971", "2|Modou Fall|M|SYB|1999", "3|Ali|M|SYB|2001")
    assert values("start", born) == [None, None, None]
    spans = paste("No|Name|Sex|Course|Year", "1|Awa Diop|F|SYB|2019/20", "2|Modou Fall|M|SYB|2018/19")
    assert "course_year" not in {guess.field for guess in spans.tables[0].columns}
    assert [row.extra for row in spans.tables[0].rows] == [{"Year": "2019/20"}, {"Year": "2018/19"}]
