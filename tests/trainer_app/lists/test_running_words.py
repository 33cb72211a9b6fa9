"""Titles that tell a course in running words: from when to when, where, by whom, in which year."""

from datetime import date

import pytest

from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import ListTable, Value
from trainer_app.lists.running_words import place_within, trainer_within
from trainer_app.lists.sheets import Grid
from trainer_app.lists.words import load_words

TODAY = date(2026, 1, 15)
FIRST, LAST = date(2019, 8, 5), date(2019, 8, 9)


def read(
    *titles: str, people: tuple[str, ...] = ("1|Aye Aye|F", "2|Bo Bo|M"), header: str = "No|Name|Sex"
) -> ListTable:
    rows = [[cell.strip() for cell in line.split("|")] for line in (*titles, header, *people)]
    (table,) = read_sheets("list.xlsx", [Grid("Sheet1", list(rows))], today=TODAY).tables
    return table


def told(value: Value | None) -> tuple[object, str | None] | None:
    return None if value is None else (value.value, value.mark)


@pytest.mark.parametrize(
    "title",
    [
        "SYB training at Chipata, start 5 August, end 9 August 2019",
        "SYB training at Chipata, starting 5 Aug 2019 and ending 9 Aug 2019",
        "SYB training at Chipata, start: 5 August, end: 9 August 2019",
        "Curso ISUN realizado en Chipata, inicio 5 de agosto, fin 9 de agosto de 2019",
        "Pelatihan SYB diadakan di Chipata, mulai 5 Agustus, selesai 9 Agustus 2019",
    ],
)
def test_a_word_before_the_first_and_the_last_day(title: str) -> None:
    course = read(title).course
    assert [course[name].value for name in ("start", "end")] == [FIRST, LAST]
    assert {course[name].mark for name in ("start", "end")} == {"converted"}
    assert not any("start" in str(value.value) for name, value in course.items() if name == "venue")


def test_such_days_beside_the_product_in_a_cell_are_not_only_the_last() -> None:
    people = ("1|Aye Aye|F|SYB, start 5 August, end 9 August 2019", "2|Bo Bo|M|SYB, start 5 August, end 9 August 2019")
    table = read(people=people, header="No|Name|Sex|Course")
    values = table.rows[0].values
    assert [values[name].value for name in ("start", "end")] == [FIRST, LAST]


@pytest.mark.parametrize(
    ("title", "year", "place"),
    [
        ("SYB training held 2019 in Katete", ("2019", "unsure"), ("Katete", "unsure")),
        ("SYB TRAINING HELD IN KATETE 2019", ("2019", "unsure"), ("KATETE", None)),
        ("Formation GERME 2019 à Thiès", ("2019", "unsure"), ("Thiès", None)),
        ("SYB participants of the 2019 project, list of 25", (None, "unsure"), None),
    ],
)
def test_a_course_that_is_known_to_its_year(
    title: str, year: tuple[object, str], place: tuple[object, str | None] | None
) -> None:
    course = read(title).course
    assert told(course.get("start")) == year
    assert told(course.get("venue")) == place


def test_another_line_with_days_that_are_not_understood_goes_before_a_year() -> None:
    course = read("SYB training 2019", "Project 2018-2020").course
    assert told(course["start"]) == (None, "unsure")


@pytest.mark.parametrize(
    ("title", "place", "trainer"),
    [
        ("Pelatihan SYB di Kupang oleh Bpk. Yohanis Tefa, 5-9 Agustus 2019", "Kupang", "Bpk. Yohanis Tefa"),
        ("SYB training in Katete by Mr John Phiri from 5 to 9 August 2019", "Katete", "Mr John Phiri"),
        ("Curso ISUN en Lima por Sra. Ana Quispe, 5-9 de agosto de 2019", "Lima", "Sra. Ana Quispe"),
        ("SYB training opened by Mr John Phiri, 5-9 August 2019", None, None),
        ("SYB training in Burmese, 5-9 August 2019", None, None),
        ("SYB training in Business Management, 5-9 August 2019", None, None),
        ("Workshop in Katete", None, None),
    ],
)
def test_where_and_by_whom(title: str, place: str | None, trainer: str | None) -> None:
    words = load_words()
    assert (place_within(title, words), trainer_within(title, words)) == (place, trainer)
    course = read(title).course
    assert told(course.get("venue")) == ((place, "unsure") if place else None)
    assert told(course.get("trainer")) == ((trainer, None) if trainer else None)
