"""What headings, lines and empty columns tell of a whole list: where it was held, which name is which, whose sex."""

from datetime import date

import pytest

from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import ListTable, Reading
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid
from trainer_app.lists.words import load_words


def read(*lines: str, answers: dict[str, str] | None = None) -> Reading:
    rows: list[list[Cell]] = [[cell.strip() for cell in line.split("|")] for line in lines]
    return read_sheets("list.xlsx", [Grid("Sheet1", rows)], answers=answers, today=date(2026, 1, 15))


def fields(table: ListTable) -> list[str | None]:
    return [guess.field for guess in table.columns]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("محافظة المنيا", True), ("গাইবান্ধা জেলা", True), ("Kabupaten Bogor", True), ("Нарынская область", True),
        ("Province of Laguna", True), ("District Industries Centre", False), ("Municipality Office", False),
        ("District Chief", False), ("Regional Director", False), ("ບັນຊີລາຍຊື່ ແຂວງ", False), ("Training 12", False),
    ],
)  # fmt: skip
def test_a_line_that_is_a_word_for_a_place_and_its_name(line: str, place: bool) -> None:
    (table,) = read(line, "List of participants", "No|Name|Sex|Course|Start", "1|Ann Po|F|SYB|3.6.2019").tables
    told = table.course.get("province")
    assert (told is not None and told.value == line and told.mark == "unsure") is place


@pytest.mark.parametrize(("lived", "expected"), [("Municipio", "venue"), ("Edad", "address")])
def test_a_place_behind_the_dates_is_that_of_the_course_where_people_have_one(lived: str, expected: str) -> None:
    cell = "Pespire" if lived == "Municipio" else "33"
    line = f"1|Karla Pineda|M|{cell}|GYB|12/11/2018|14/11/2018|Choluteca"
    (table,) = read(f"No.|Nombre|Sexo|{lived}|Curso|Fecha inicio|Fecha fin|Lugar", line).tables
    assert fields(table)[-1] == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("RAKOTO", "RABE"), ("Naivo", "Haingo"), ["family_name", "given_name"]),
        (("RAKOTO Naivo", "RABE Haingo"), ("Naivo", "Haingo"), ["full_name", "given_name"]),  # what they are called
        (("RAKOTO", "RABE"), ("N.", "H."), ["full_name", "given_name"]),
    ],
)
def test_a_name_of_one_word_beside_the_given_name_is_the_surname(
    first: tuple[str, str], second: tuple[str, str], expected: list[str]
) -> None:
    lines = [f"{number}|{one}|{other}|V|21" for number, (one, other) in enumerate(zip(first, second, strict=True), 1)]
    (table,) = read("Laharana|Anarana|Fanampiny|L/V|Taona", *lines).tables
    assert fields(table)[1:3] == expected


@pytest.mark.parametrize("answer", ["F", "M", "unknown", ""])
def test_an_empty_column_of_sexes_is_asked_about_once_and_not_answered_for_the_next_list(answer: str) -> None:
    lines = ("№|Ф.И.О.|Пол|Возраст", "1|Калыков Эркин||29", "2|Жолдошева Айгуль||33")
    (asked,) = read(*lines).questions
    assert (asked.rows_touched, asked.lasting) == (2, "")
    (table,) = read(*lines, answers={asked.key: answer} if answer else {}).tables
    told = [row.values["sex"].value if "sex" in row.values else None for row in table.rows]
    assert told == [answer if answer in ("F", "M") else None] * 2


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Saa za mafunzo (kati ya 12)", "attendance_total"), ("Số giờ tham gia (trên 12)", "attendance_total"),
        ("Finday (Orange)", "phones"),
        ("Nömrə telefon", "phones"), ("Виза", None), ("Nivel de estudios", "education"),
        ("Nível de escolaridade", "education"),
    ],
)  # fmt: skip
def test_words_that_head_columns_are_words_of_longer_headings(heading: str, field: str | None) -> None:
    cells = ("12", "9", "6") if field == "attendance_total" else ("0331818196", "0331818197", "0331818198")
    lines = [f"{number}|Asha Komba{number}|F|{cell}" for number, cell in enumerate(cells, 1)]
    (table,) = read(f"Na.|Jina kamili|Jinsia|{heading}", *lines).tables
    assert fields(table)[3] == field


def test_a_word_that_is_known_of_a_language_is_not_borrowed_from_its_columns() -> None:
    words = load_words()
    assert words.speaks_of("nifarana", "end")  # Malagasy has no other word for it
    assert not words.speaks_of("tema", "course")  # Spanish has


@pytest.mark.parametrize("age", ["miaka 36-45", "Age: 36-45", "36-45 ans", "อายุ 36-45"])
def test_a_bracket_of_ages_may_have_its_unit_before_it(age: str) -> None:
    (table,) = read("No|Name|Sex|Age", f"1|Asha Komba|F|{age}").tables
    assert table.rows[0].values["age_bracket"].value == "36-45"


@pytest.mark.parametrize(
    ("heading", "cells", "sexes"),
    [
        ("جنسیت", ["نارینه", "ښځینه", "ن", "ښ"], ["M", "F", "M", "F"]),
        ("Kelamin", ["perempuan", "pria", "q"], ["F", "M", None]),  # begins neither of them
        ("جنس (م/ع)", ["م", "ع", "م"], ["M", "F", "M"]),
        ("جنس", ["م", "ع"], ["M", "F"]),
        ("جنس", ["م", "م"], [None, None]),
        ("جنس", ["م", "ن"], [None, None]),
        ("Jinsia", ["q", "z"], [None, None]),
    ],
)  # fmt: skip
def test_a_letter_that_begins_the_word_for_one_sex_only_means_that(
    heading: str, cells: list[str], sexes: list[str | None]
) -> None:
    name, number = ("نام", "نمبر شمار") if not heading.isascii() else ("Name", "No")
    people = ("پتہ", "عمر", "کیفیت") if not heading.isascii() else ("Address", "Age", "Remark")
    lines = [f"{row}|{name} {row}|{cell}|x|3{row}|" for row, cell in enumerate(cells, 1)]
    (table,) = read("|".join([number, name, heading, *people]), *lines).tables
    assert [row.values["sex"].value for row in table.rows] == sexes


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Occupation / business", ["Yes (tailoring)", "None", "Yes - hens", "Yes, a shop", "No"], "business"),
        ("មុខរបរ/អាជីវកម្ម", ["មាន (កាត់ដេរ)", "គ្មាន", "មាន (លក់បន្លែ)", "គ្មាន", "គ្មាន"], "business"),
        ("Occupation / business", ["Tailor", "None", "Hens", "Shop", "None"], "occupation"),
        ("Occupation", ["Yes (tailoring)", "None", "Yes - hens", "Yes, a shop", "No"], "occupation"),
    ],
)
def test_an_occupation_or_business_told_as_none_or_which_is_a_business(
    heading: str, cells: list[str], field: str
) -> None:
    lines = [f"{number}|Asha Komba{number}|F|{cell}" for number, cell in enumerate(cells, 1)]
    (table,) = read(f"No|Name|Sex|{heading}", *lines).tables
    assert fields(table)[3] == field
    if field == "business":
        assert [row.values["business"].value for row in table.rows] == cells


def test_a_kind_of_business_behind_yes_tells_that_there_is_one() -> None:
    cells = ("না", "হ্যাঁ (মুদি দোকান)", "হ্যাঁ (দর্জি)")
    lines = [f"{number}|করিম {number}|পুরুষ|{cell}" for number, cell in enumerate(cells, 1)]
    (table,) = read("ক্রঃ নং|নাম|লিঙ্গ|নিজস্ব ব্যবসা (ধরন)", *lines).tables
    assert fields(table)[3] == "business"
    (table,) = read("No|Name|Sex|Business type", "1|Ann Po|F|Shop (food)", "2|Bo Ne|M|Tailor, repairs").tables
    assert fields(table)[3] == "business_type"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("Oui", "O", "Non"), [True, True, False]),
        (("O", "N", "O"), [True, False, True]),
        (("Ha", "H", "Yo'q"), [True, True, False]),
    ],
)
def test_a_letter_alone_says_what_the_words_of_its_column_say(
    cells: tuple[str, ...], expected: list[bool | None]
) -> None:
    lines = [f"{number}|CREE|Ann Po {number}|F|24/08/2022|Joint|{cell}" for number, cell in enumerate(cells, 1)]
    (table,) = read("N°|Formation|Nom et prénoms|Sexe|Appelé le|Résultat|A créé une activité ?", *lines).tables
    assert [row.values["started"].value for row in table.rows] == expected


def test_a_body_before_a_dash_is_no_label_of_what_stands_behind_it() -> None:
    lines = ("ক্রমিক|স্থান|কার্যক্রম|তারিখ|অংশগ্রহণকারী", "1|রংপুর|SYB|5-9/9/2021|30")
    (table,) = read("শাপলা উন্নয়ন সংস্থা — ত্রৈমাসিক অগ্রগতি প্রতিবেদন", *lines).tables
    assert table.course["organiser"].value == "শাপলা উন্নয়ন সংস্থা"
    (table,) = read("সংস্থা — শাপলা ফোরাম", *lines).tables
    assert table.course["organiser"].value == "শাপলা ফোরাম"


@pytest.mark.parametrize(("heading", "cell"), [("Область", "Чуйская область"), ("Название", "Токмок")])
def test_what_a_title_says_beside_the_course_is_no_place_where_a_column_tells_places(heading: str, cell: str) -> None:
    title = "Лицей Токмок, KAB, сентябрь 2021 г."
    (table,) = read(title, f"№|{heading}|Учебное заведение|Всего|Девушки", f"1|{cell}|Лицей 93|24|14").tables
    assert ("venue" in table.course) is (heading == "Название")
