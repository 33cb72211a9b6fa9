"""A name and a telephone number in one column are two things; what was typed is kept beside both."""

import pytest

from tests.trainer_app.lists.pasted import column, paste, values
from trainer_app.lists.words import load_words


@pytest.mark.parametrize(
    "heading", ["Name and contact", "Name & phone number", "Full name, phone no.", "Name/Phone", "Participant + Mobile"]
)
def test_a_heading_that_asks_for_both_is_one_of_names(heading: str) -> None:
    typed = ["Khin Htay 09 420 088 001", "Khin Htay Aung (09420088002)", "Su Su, Tel: 09420088003 / 09420088004"]
    rows = [f"{n}|{cell}|F" for n, cell in enumerate([*typed, "Thida"], 1)]
    reading = paste(f"No|{heading}|Sex", *rows, country="MM")
    assert values("full_name", reading) == ["Khin Htay", "Khin Htay Aung", "Su Su", "Thida"]
    phones = ["+959420088001", "+959420088002", "+959420088003; +959420088004", None]
    assert values("phones", reading) == phones
    assert [value and value.raw for value in column("full_name", reading)] == [*typed, "Thida"]
    assert {value.mark for value in column("phones", reading) if value} == {"converted"}


@pytest.mark.parametrize(
    ("header", "cell", "country", "name", "phone"),
    [
        ("N°|Nom et contact|Sexe", "Awa Diop 77 123 45 67", "SN", "Awa Diop", "+221771234567"),
        ("N°|Nombre y teléfono|Sexo", "Ana Quispe - 912 345 678", "PE", "Ana Quispe", "+51912345678"),
        ("No|Nama dan No. HP|L/P", "Siti Aminah (0812-3456-7890)", "ID", "Siti Aminah", "+6281234567890"),
        ("ที่|ชื่อ-สกุล/เบอร์โทร|เพศ", "สมชาย ใจดี 081-234-5678", "TH", "สมชาย ใจดี", "+66812345678"),
    ],
)
def test_in_many_languages(header: str, cell: str, country: str, name: str, phone: str) -> None:
    reading = paste(header, f"1|{cell}|F", country=country)
    assert (values("full_name", reading), values("phones", reading)) == ([name], [phone])


def test_without_a_country_the_number_is_kept_as_it_was_typed() -> None:
    reading = paste("No|Name and contact|Sex", "1|Khin Htay 09 420 088 001|F")
    assert (values("full_name", reading), values("phones", reading)) == (["Khin Htay"], ["09420088001"])


def test_where_no_heading_asks_for_it_only_a_number_of_the_country_is_one() -> None:
    rows = ("1|Khin Htay +95 9 420 088 001|F", "2|Aung Aung 12/MAYAGA(N)1234567|M", "3|Su Su 12012345678|F")
    reading = paste("No|Name|Sex", *rows, country="MM")
    told = ["Khin Htay", "Aung Aung 12/MAYAGA(N)1234567", "Su Su 12012345678"]
    assert values("full_name", reading) == told
    assert values("phones", reading) == ["+959420088001", None, None]


def test_a_number_that_a_column_of_its_own_repeats_is_told_once() -> None:
    reading = paste("No|Name|Phone|Sex", "1|Khin Htay 09420088001|09 420 088 001|F", country="MM")
    assert values("phones", reading) == ["+959420088001"]


@pytest.mark.parametrize("heading", ["Name and address", "Name and sex", "Contact and phone", "Phone"])
def test_other_headings_are_none_of_both(heading: str) -> None:
    assert "full_name" not in load_words().fields_of(heading)
