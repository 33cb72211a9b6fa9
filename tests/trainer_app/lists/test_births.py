"""Births and ages as people type them: days beside places and words, years that are only about known, brackets."""

from datetime import date

import pytest

from tests.trainer_app.lists.pasted import column, paste, values

BIRTHS = "No|Name|Date of birth"


@pytest.mark.parametrize(
    ("cell", "value", "mark"),
    [
        ("34", 34, None),
        ("၃၄", 34, "converted"),
        ("31 ans", 31, "converted"),
        ("३१ वर्षे", 31, "converted"),
        ("n/a", None, "converted"),
        ("?", None, "unsure"),
        ("340", None, "refused"),
        ("grown", None, "refused"),
    ],
)
def test_ages(cell: str, value: int | None, mark: str | None) -> None:
    (age,) = column("age", paste("No|Name|Age", f"1|Aye Aye|{cell}"))
    assert age is not None
    assert (age.value, age.mark) == (value, mark)


def test_years_and_brackets_among_ages() -> None:
    reading = paste("No|Name|Age", "1|Aye|1985", "2|Bo|16-25")
    assert values("birth_year", reading) == [1985, None]
    assert values("age_bracket", reading) == [None, "16-25"]


@pytest.mark.parametrize(
    ("header", "cell", "born"),
    [
        ("Date et lieu de naissance", "22/05/1985 Bakel", date(1985, 5, 22)),
        ("Fecha y lugar de nacimiento", "3 de agosto de 1990 Santa Cruz", date(1990, 8, 3)),
        ("Ngày, nơi sinh", "22/5/1986 Kon Tum", date(1986, 5, 22)),
        ("Date de naissance", "22/05/1985 Bakel", None),  # nobody asked for a place: another calendar, perhaps
    ],
)
def test_a_place_after_a_date_of_birth_where_both_are_asked_for(header: str, cell: str, born: date | None) -> None:
    assert values("birth_date", paste(f"N°|Nom complet|{header}", f"1|Awa Faye|{cell}")) == [born]


@pytest.mark.parametrize("cell", ["vers 1972", "vers 1972 à Goudiry", "Né vers 1972", "environ 1972 à Bakel"])
def test_a_birth_that_is_only_about_known_is_looked_at(cell: str) -> None:
    (born,) = column("birth_year", paste("N°|Nom complet|Date et lieu de naissance", f"1|Awa Faye|{cell}"))
    assert born is not None
    assert (born.value, born.mark, born.raw) == (1972, "unsure", cell)


def test_about_a_day_is_no_day_of_birth() -> None:
    (born,) = column("birth_date", paste(BIRTHS, "1|Awa Faye|about 22/05/1972"))
    assert born is not None
    assert (born.value, born.mark) == (None, "unsure")


def test_a_month_of_birth_without_a_sign_between_year_and_month() -> None:
    reading = paste("序号|姓名|性别|出生年月", "1|李秀兰|女|199205", "2|王建明|男|1988.11", "3|刀艳芳|女|190582")
    assert values("birth_date", reading) == ["1992-05", "1988-11", None]


@pytest.mark.parametrize(
    ("header", "cell"),
    [("Lieu et date de naissance", "Bukavu, le 28/07/1978"), ("Санаи таваллуд", "28.7.1978 с.")],
)
def test_a_date_of_birth_beside_other_words(header: str, cell: str) -> None:
    (born,) = values("birth_date", paste(f"N°|Nom complet|{header}", f"1|Awa Faye|{cell}"))
    assert born == date(1978, 7, 28)


def test_a_place_before_a_date_of_birth() -> None:
    reading = paste("No|Nama|Tempat, Tgl Lahir", "1|Ana|Soe, 22-05-1987", "2|Budi|Ende, 3 Agustus 1990")
    assert values("birth_date", reading) == [date(1987, 5, 22), date(1990, 8, 3)]


def test_years_of_birth_or_ages_in_one_column() -> None:
    reading = paste("No|Name|Year of birth / age", "1|Aber Concy|1995", "2|Okot Simon|27", "3|Min Min|34 yrs")
    assert (values("birth_year", reading), values("age", reading)) == ([1995, None, None], [None, 27, 34])


@pytest.mark.parametrize(
    ("typed", "bracket"),
    [("36 ans et +", "36+"), ("36 años y más", "36+"), ("36+", "36+"), ("> 60", "60+"), ("60 ปีขึ้นไป", "60+"),
     ("moins de 25", "<25"), ("under 18", "<18"), ("25-35 ans", "25-35"),
     ("26 à 35", "26-35"), ("[36-45]", "36-45"), ("46 đến 60 tuổi", "46-60"), ("18~25岁", "18-25"),
     ("६० वर्षे पेक्षा जास्त", "60+"), ("46-60 वर्षे", "46-60")],
)  # fmt: skip
def test_open_brackets_of_age(typed: str, bracket: str) -> None:
    reading = paste("N°|Nom et prénom|Tranche d'âge", f"1|Awa Ba|{typed}")
    assert (values("age_bracket", reading), values("age", reading)) == ([bracket], [None])


@pytest.mark.parametrize(
    "typed",
    ["1989 р.н.", "1989р.н.", "1989 року народження", "1989 года рожд.", "née en 1989", "nacido en 1989",
     "1989 doğumlu", "b. 1989", "1989 онд төрсөн", "1989年生", "مواليد 1989", "Lahir 1989", "sinh năm 1989",
     "เกิด พ.ศ. 2532", "1989 ж.т."],
)  # fmt: skip
def test_a_year_with_the_words_for_a_birth_is_that_of_the_birth(typed: str) -> None:
    reading = paste(BIRTHS, "1|Aye|24/03/1990", f"2|Bo|{typed}")
    assert values("birth_year", reading)[1] == 1989
    assert column("birth_year", reading)[1].mark == "converted"  # type: ignore[union-attr]
    reading = paste("No|Name|Year of birth", "1|Aye|1990", f"2|Bo|{typed}")
    assert values("birth_year", reading)[1] == 1989


def test_a_day_with_the_words_for_a_birth_is_its_day() -> None:
    reading = paste(BIRTHS, "1|Aye|24/03/1990", "2|Bo|4 травня 1989 року народження", "3|Cho|born around 1972")
    assert values("birth_date", reading)[1] == date(1989, 5, 4)
    assert column("birth_year", reading)[2].mark == "unsure"  # type: ignore[union-attr]
