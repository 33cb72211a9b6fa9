"""Rosters of trainers and the calls to those whom they trained, as one workbook holds them."""

from datetime import date

import pytest

from tests.trainer_app.lists.pasted import TODAY, paste
from trainer_app.lists.dates import parse_date
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import ListTable
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid
from trainer_app.lists.words import load_words

WORDS = load_words()


def read(*lines: str) -> ListTable:
    rows: list[list[Cell]] = [[cell.strip() for cell in line.split("|")] for line in lines]
    (table,) = read_sheets("list.xlsx", [Grid("Sheet1", rows)], today=TODAY).tables
    return table


def test_since_when_beside_whether_there_is_a_business() -> None:
    head = "No|Nombre|Género|Curso|Fecha del curso|Fecha de la llamada|Resultado|¿Tiene negocio?|Negocio iniciado en"
    table = read(
        head, "1|Ana Po|F|SYB|5-9/8/2019|22/06/2020|OK|Sí|03/12/19", "2|Bo Li|M|SYB|5-9/8/2019|22/06/2020|OK|No|"
    )
    assert [guess.field for guess in table.columns[7:]] == ["started", "business_start"]


@pytest.mark.parametrize(
    ("first", "second", "field"), [("5-9/8/2019", "set-19", None), ("5-9/8/2019", "12-16/8/2019", "dates")]
)
def test_days_of_courses_below_a_heading_that_nobody_knows(first: str, second: str, field: str | None) -> None:
    head = "No|Nombre|Género|Curso|Zuz|Fecha de la llamada|Resultado|Abrió negocio"
    table = read(head, f"1|Ana Po|F|SYB|{first}|22/06/2020|OK|Sí", f"2|Bo Li|M|SYB|{second}|22/06/2020|OK|No")
    assert table.columns[4].field == field


@pytest.mark.parametrize(
    ("called", "result", "started", "said"),
    [
        ("Llamada el", "Resultado", "Abrió negocio", "no contesta"),
        ("Chamada", "Resultado", "Criou negócio?", "n.º não existe"),
        ("Inquirido em", "Estado da chamada", "Criou negócio?", "n.º não existe"),
        ("Called", "Result", "Started a business?", "number does not exist"),
        ("Appelé", "Résultat de l'appel", "A créé son entreprise ?", "ce numéro n'existe pas"),
    ],
)
def test_days_below_a_word_for_a_call_are_when_it_was_made(called: str, result: str, started: str, said: str) -> None:
    table = read(
        f"No|Name|Sex|Course|Course dates|{called}|{result}|{started}|Monthly sales",
        f"1|Ana Po|F|SYB|5-9/8/2019|22/06/2020|{said}||",
        f"2|Bo Li|M|SYB|5-9/8/2019|23/06/2020|{said}||",
    )
    assert table.kind == "followups"
    assert table.rows[0].values["asked_on"].value == date(2020, 6, 22)
    assert table.rows[0].values["contact_result"].value == "not_found"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("N° trab. mujeres", "workers_women"), ("Nº trab. homens", "workers_men"), ("Empl. mujeres", "workers_women"),
        ("Curso de formadores (fecha)", "tot_date"), ("Data do curso de formadores", "tot_date"),
        ("Date of trainers' course", "tot_date"), ("Date atelier de formateurs", "tot_date"),
    ],
)  # fmt: skip
def test_headings_of_workers_and_of_courses_for_trainers(heading: str, field: str) -> None:
    assert set(WORDS.fields_of(heading, within=True)) == {field}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("مدرس دوره", "trainer"), ("شروع دوره", "start"), ("tallerista curso", "trainer"), ("course tutor", "trainer"),
        ("salón del curso", "venue"), ("course hall", "venue"), ("desde curso", "start"), ("багш сургалт", "product"),
        ("teacher training", "product"), ("guru pelatihan", "trainer"), ("pelatihan guru", "product"),
    ],
)  # fmt: skip
def test_a_word_beside_one_for_a_course_tells_what_of_it_is_asked(heading: str, field: str) -> None:
    assert field in WORDS.fields_of(heading, within=True)


@pytest.mark.parametrize("said", ["año 2017", "en 2017", "tahun 2017", "2017 yılı", "Year: 2017", "ano de 2017"])
def test_a_year_with_the_word_for_one_is_that_year(said: str) -> None:
    table = read("Nombres|Sexo|Categoría|ToT|Cursos dictados", f"Ana Po|F|Formador|{said}|3", "Bo|M|Formador|2018|4")
    assert (table.kind, table.rows[0].values["tot_date"].value) == ("trainers", "2017")


def test_a_word_of_a_calendar_beside_a_year_still_tells_in_which_it_is() -> None:
    said = parse_date("2010 ዓ.ም", WORDS)
    assert said is not None
    assert (said.start.year, said.calendar) == (2010, "ethiopian")


@pytest.mark.parametrize(
    "head",
    ["No|Nombre|Fecha de la llamada|Resultado|¿Abrió negocio?|Personas que trabajan (M)|Personas que trabajan (V)",
     "No|Name|Date of call|Result|Business started?|People working (F)|People working (M)"],
)  # fmt: skip
def test_workers_by_sex_in_two_headings_of_more_words(head: str) -> None:
    table = read(head, "1|Awa Po|3/4/2020|OK|yes|2|0", "2|Ba Li|4/4/2020|OK|no||")
    assert [guess.field for guess in table.columns][5:] == ["workers_women", "workers_men"]


def test_days_behind_whether_it_operates_are_its_end_only_where_no_row_with_one_says_yes() -> None:
    head, rows = (
        "No|Name|Called on|Started?|Operating?|Zzz",
        ("1|Awa|14/3/2021|Yes|No|25/1/2021", "2|Bo|14/3/2021|No||"),
    )
    ended = read(head, *rows, "3|Eva|15/3/2021|Yes|Yes|")
    assert [guess.field for guess in ended.columns][5] == "business_end"
    other = read(head, *rows, "3|Eva|15/3/2021|Yes|Yes|26/1/2020")
    assert [guess.field for guess in other.columns][5] is None


def test_who_was_not_reached_instead_of_whether_there_is_a_business() -> None:
    table = read("No|Name|Called on|Business started?", "1|Awa|14/3/2021|Yes", "2|Bo|14/3/2021|Not reachable")
    assert table.rows[1].values["contact_result"].value == "not_found"
    assert "started" not in table.rows[1].values


def test_who_goes_on_is_asked_in_any_words_with_one_for_still() -> None:
    header = "N°|Nombre|Género (H/M)|Fecha de llamada|Respuesta|¿Puso su negocio?|¿Todavía lo atiende?|Venta mensual"
    rows = ("1|Ana Paz|M|2023-09-07|Ubicada|Sí|si|850", "2|Juan Paz|H|2023-09-07|Ubicado|Sí|no|850")
    (table,) = paste(header, *rows).tables
    assert [row.values["operating"].value for row in table.rows] == [True, False]


def test_days_below_an_unknown_heading_that_names_the_training_of_trainers() -> None:
    header = "N°|Nombres|Apellidos|Género (H/M)|Nivel|Aprobó ToT|Fecha de certificado|Vence"
    rows = (
        "1|Ana|Paz Soto|M|Máster|2018-03-16|2019-02-11|2022-02-11",
        "2|Juan|Paz Cruz|H|Facilitador|2018|2019-02-11|2022-02-11",
    )
    (table,) = paste(header, *rows).tables
    assert [row.values["tot_date"].value for row in table.rows] == [date(2018, 3, 16), "2018"]
