"""What two columns below one heading are, where nobody knows the headings below it."""

from datetime import date

import pytest

from tests.trainer_app.lists.laid_out import fields, read

_HEADINGS = ("Lakk.|Maqaa guutuu||Saala|Leenjii", "|Xxxxx|Zzzzz||")
_NAMES = ("Caaltuu Dabalaa Guutaa|Chaltu Debela Guta", "Jamaal Huseen Margaa|Jemal Hussein Merga")


def test_one_name_spelt_twice_is_no_name_and_surname() -> None:
    (table,) = read(*_HEADINGS, *(f"{number}|{names}|Dub|SYB" for number, names in enumerate(_NAMES, 1))).tables
    assert [row.values["full_name"].value for row in table.rows] == [names.partition("|")[0] for names in _NAMES]


@pytest.mark.parametrize("english", ["Ingiliziitiin", "Afaan Ingiliffaan"])
def test_a_name_below_the_word_for_english_is_the_latin_one(english: str) -> None:
    lines = (_HEADINGS[0], f"|Afaan Oromootiin|{english}||", *(f"{no}|{_NAMES[no]}|Dub|SYB" for no in range(2)))
    (table,) = read(*lines).tables
    assert fields(table)[1:3] == ["full_name", "latin_name"]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("05/03/2019|11/03/2019", "20/04/2019|24/04/2019"), ["start", "end"]),
        (("05/03/2019|01/03/2019", "20/04/2019|02/03/2019"), ["dates", None]),
    ],
)
def test_two_days_below_one_heading_are_the_first_and_the_last(days: tuple[str, str], told: list[str | None]) -> None:
    people = (f"1|Ann Phiri|F|SYB|{days[0]}", f"2|Joe Banda|M|SYB|{days[1]}")
    (table,) = read("No|Name|Sex|Course|Training date|", "||||xyz|zyx", *people).tables
    assert fields(table)[4:] == told


@pytest.mark.parametrize(
    ("heading", "day", "told"),
    [
        ("Guyyaa (A.L.I)", "Caamsaa 20, 2014", date(2022, 5, 28)),
        ("Guyyaa (G.C)", "Caamsaa 20, 2014", date(2014, 5, 20)),
        ("Guyyaa (G.C)", "Sadaasa 12, 2014", date(2014, 11, 12)),
        ("Guyyaa", "Qaammee 2, 2015", date(2023, 9, 7)),
    ],
)
def test_months_that_have_one_name_in_two_calendars(heading: str, day: str, told: date) -> None:
    (table,) = read(f"Lakk.|Maqaa|Saala|Leenjii|{heading}", f"1|Caaltuu Lammaa|Dub|SYB|{day}", country="ET").tables
    assert table.rows[0].values["start"].value == told


def test_months_that_have_one_name_in_two_calendars_are_asked_for() -> None:
    lines = ("Lakk.|Maqaa|Saala|Leenjii|Guyyaa", "1|Caaltuu Lammaa|Dub|SYB|Caamsaa 20, 2014")
    reading = read(*lines, country="ET")
    assert reading.tables[0].rows[0].values["start"].value is None
    assert [[code for code, _shown in question.options] for question in reading.questions] == [
        ["ethiopian", "gregorian"]
    ]
