"""Columns in an order that few people choose: what they are does not hang on the one beside them alone."""

from datetime import date

import pytest

from tests.trainer_app.lists.laid_out import fields, read


def test_days_of_a_course_are_told_from_other_days_by_their_cells() -> None:
    header = "Curso|¿Cuándo?|H/M|Nombre del egresado|¿Abrió negocio?|Fecha de la llamada|Fechas del curso"
    rows = (
        "ISUN|02/12/2023|H|Luis Paz|Sí|2024-07-13|06-10/03/2023", "\"||M|Ana Gil|No|2024-07-14|\"",
        "\"||H|Juan Ríos|No|2024-07-15|\"",
    )  # fmt: skip
    (table,) = read(header, *rows).tables
    assert fields(table)[6] == "dates"
    assert [row.values["start"].value for row in table.rows] == [date(2023, 3, 6)] * 3


def test_days_of_the_course_behind_whether_somebody_has_begun() -> None:
    header = "Nombre|H/M|Curso|Fecha de la llamada|¿Puso en marcha su negocio?|Fechas del curso|¿Desde cuándo?"
    rows = ("Luis Paz|H|ISUN|2024-07-13|Sí|oct-19|2020-02-18", "Ana Gil|M|ISUN|2024-07-14|No|oct-19|")
    (table,) = read(header, *rows).tables
    assert fields(table)[5:] == ["dates", "business_start"]


def test_how_many_days_are_no_days() -> None:
    header = "क्र.सं.|स्थान|अवधि (दिन)|सहभागी संख्या|तालिम|मिति (वि.सं.)"
    rows = ("१|खाल्सा|3|२३|GYB तालिम|२०७९-१२-२०", "२|छिन्ताङ|5|२०|SYB तालिम|२०८०-०१-३१")
    (table,) = read(header, *rows).tables
    assert fields(table)[5] == "dates"
    assert [row.values["start"].value for row in table.rows] == [date(2023, 4, 3), date(2023, 5, 14)]


@pytest.mark.parametrize(
    ("days", "field"),
    [
        (("17/01/2021", "21/02/2021"), "start"),
        (("17/01/2020", "21/02/2020"), None),
        (("25/01/2021", "27/02/2021"), None),
    ],
)
def test_the_first_days_are_those_right_before_the_last(days: tuple[str, str], field: str | None) -> None:
    header = "No|End date|Name|Product|Zuzu"
    rows = (f"1|21/01/2021|Aye Aye|SYB|{days[0]}", f"2|25/02/2021|Bo Bo|SYB|{days[1]}")
    (table,) = read(header, *rows).tables
    assert fields(table)[4] == field


def test_the_days_of_the_course_stand_behind_those_attended() -> None:
    (table,) = read("姓名|性别|实到天数|天", "张三|男|3|3", "李四|女|2|3", "王五|男|3|3").tables
    assert fields(table)[2:] == ["attendance_total", "days"]
    (table,) = read("姓名|性别|实到天数|分", "张三|男|3|5", "李四|女|2|4", "王五|男|3|3").tables
    assert fields(table)[2:] == ["attendance_total", None]


def test_numbers_that_count_the_rows_are_no_telephones() -> None:
    (table,) = read("Curso|N° encuesta|Género|Apellidos y nombres", "GIN|1|H|Paz, Luis", "GIN|2|M|Gil, Ana").tables
    assert fields(table)[1] == "serial"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("目前状态", ("在营", "停业", "")),
        ("Situación", ("Operativo", "Cerrado", "Operativo")),
        ("وضعیت", ("فعال", "بسته شده", "")),
    ],
)
def test_what_is_running_or_closed_tells_whether_a_business_goes_on(heading: str, cells: tuple[str, ...]) -> None:
    header = f"No|Name|Sex|Date of call|Started a business?|{heading}"
    rows = (f"{row}|Aye Aye {row}|F|13/07/2024|Yes|{cell}" for row, cell in enumerate(cells, 1))
    (table,) = read(header, *rows).tables
    assert fields(table)[5] == "operating"
    assert [row.values["operating"].value for row in table.rows if "operating" in row.values][:2] == [True, False]


@pytest.mark.parametrize(
    "header",
    [
        "No|Name|Birth day|Birth month|Birth year|Sex",
        "N°|Nombre|Día nac.|Mes nac.|Año nac.|Sexo",
        "STT|Họ và tên|Ngày sinh|Tháng sinh|Năm sinh|Giới tính",
        "N°|Nom|Jour de naissance|Mois de naissance|Année de naissance|Sexe",
    ],
)
def test_day_month_and_year_of_birth_each_named_in_full(header: str) -> None:
    (table,) = read(header, "1|Ana Paz|17|3|1990|F", "2|Eva Ruiz|2|12|1985|F").tables
    assert [row.values["birth_date"].value for row in table.rows] == [date(1990, 3, 17), date(1985, 12, 2)]


def test_the_slash_of_a_short_word_before_another_script_parts_nothing() -> None:
    (table,) = read("No شماره|Name نام|F/Name نام پدر|Gender جنسیت", "1|مدینه|عبدالجمیل|F", "2|نازو|گل آقا|F").tables
    assert fields(table) == ["serial", "full_name", "father_name", "sex"]


@pytest.mark.parametrize("heading", ["¿Dicta actualmente?", "Enseigne actuellement ?", "Hiện còn dạy", "هم اکنون"])
def test_what_trainers_do_today_tells_who_is_active(heading: str) -> None:
    header = f"No|Name|Level|ToT date|Licence until|{heading}"
    rows = ("1|Ana Paz|Trainer|17/03/2015|17/03/2019|x", "2|Eva Ruiz|Trainer|17/03/2015|17/03/2019|No")
    (table,) = read(header, *rows).tables
    assert [row.values["active"].value for row in table.rows] == [True, False]
