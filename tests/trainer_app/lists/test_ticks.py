"""Answers ticked in columns of their own: under one heading, or each under a bracket of ages."""

import pytest

from tests.trainer_app.lists.laid_out import fields, read
from trainer_app.lists.read import read_sheets
from trainer_app.lists.sheets import Grid


def _told(name: str, *lines: str) -> list[object]:
    (table,) = read("GYB", *lines).tables
    return [(row.values[name].value if name in row.values else None) for row in table.rows]


@pytest.mark.parametrize(
    ("heading", "labels", "name", "values"),
    [
        ("Tranche d'âge", "18-24|25-35", "age_bracket", ["18-24", "25-35", "18-24"]),
        ("Age", "18-24|> 35", "age_bracket", ["18-24", "35+", "18-24"]),
        ("អាយុ", "18-24|25-35", "age_bracket", ["18-24", "25-35", "18-24"]),
        ("Niveau d'étude", "Primaire|Secondaire", "education", ["Primaire", "Secondaire", "Primaire"]),
        ("Handicap", "Oui|Non", "disability", ["Oui", "Non", "Oui"]),
        ("Condición", "Aprobado|Retirado", "outcome", ["completed", "dropped_out", "completed"]),
        ("Refugee status", "Refugee|Host", "category", ["Refugee", "Host", "Refugee"]),
    ],
)
def test_a_tick_under_an_answer_is_that_answer(heading: str, labels: str, name: str, values: list[str]) -> None:
    lines = (f"No|Name|{heading}||Phone", f"||{labels}|", "1|Awa Ba|X||", "2|Ali Sy||X|", "3|Eva Ka|X||")
    assert _told(name, *lines) == values


def test_brackets_of_ages_need_no_heading_above() -> None:
    lines = ("No|Name|Below 18|18-35|Above 35|Phone", "1|Awa Ba||✓||", "2|Ali Sy|||✓|", "3|Eva Ka|✓|||")
    assert _told("age_bracket", *lines) == ["18-35", "35+", "<18"]


def test_two_ticks_in_one_row_are_looked_at_and_neither_is_taken() -> None:
    lines = ("No|Name|Age||Phone", "||18-24|25-35|", "1|Awa Ba|X||", "2|Ali Sy|X|X|", "3|Eva Ka||X|")
    (table,) = read("GYB", *lines).tables
    doubtful = table.rows[1].values["age"]
    assert (doubtful.raw, doubtful.value, doubtful.mark) == ("18-24 / 25-35", None, "unsure")


def test_a_heading_that_nobody_knows_stays_with_the_answer() -> None:
    lines = (
        "No|Name|Sex|Paid by|",
        "|||Cash|Transfer",
        "1|Awa Ba|F|X|",
        "2|Ali Sy|M||X",
        "3|Bo Ka|M||X",
        "4|Eva Ba|F|X|",
    )
    (table,) = read("GYB", *lines).tables
    assert [row.extra["Paid by"] for row in table.rows] == ["Cash", "Transfer", "Transfer", "Cash"]


@pytest.mark.parametrize(
    ("heading", "labels", "found"),
    [
        ("Sexe", "F|H", ["sexmark:F", "sexmark:M"]), ("Training", "GYB|SYB", ["product:GYB", "product:SYB"]),
        ("Attendance", "12/3|13/3", ["attendance:2", "attendance:3"]),
        ("Attendance", "AM|PM", ["attendance:2", "attendance:3"]),
    ],
)  # fmt: skip
def test_sexes_products_and_days_stay_columns_of_their_own(heading: str, labels: str, found: list[str]) -> None:
    lines = (f"No|Name|{heading}||Phone", f"||{labels}|", "1|Awa Ba|X||", "2|Ali Sy||X|", "3|Eva Ka|X||")
    (table,) = read("List", *lines).tables
    assert fields(table)[2:4] == found


def test_crosses_are_ticks_where_nothing_else_ticks() -> None:
    lines = ("No|Name|Age||Phone", "||18-24|25-35|", "1|Awa Ba|✗||", "2|Ali Sy||✗|", "3|Eva Ka||✗|")
    assert _told("age_bracket", *lines) == ["18-24", "25-35", "25-35"]


@pytest.mark.parametrize(
    ("labels", "rows", "found"),
    [
        ("Yes/No|Type", ("Yes|Shop", "No|", "Yes|Bakery"), ["business", "business_type"]),
        ("Yes/No|Type", ("X|Shop", "|", "X|Bakery"), ["business", "business_type"]),
    ],
)
def test_columns_that_answer_something_of_their_own_stay(
    labels: str, rows: tuple[str, ...], found: list[str | None]
) -> None:
    lines = [f"{n}|{name}|F|{row}" for n, (name, row) in enumerate(zip(("Awa", "Bo", "Eva"), rows, strict=True), 1)]
    (table,) = read("GYB", "No|Name|Sex|Business|", f"|||{labels}", *lines).tables
    assert fields(table)[3:5] == found


def test_what_is_put_together_once_stays_as_it_is() -> None:
    lines = (
        "No|Name|Sex|Paid by||Age|",
        "|||Cash|Transfer|18-24|25-35",
        "1|Awa|F|X||X|",
        "2|Bo|M||X|X|X",
        "3|Eva|F||X||X",
    )
    grid = Grid("List", [[*line.split("|")] for line in (*lines, "4|Ida|F|X||X|")])
    first, second = (read_sheets("list.xlsx", [grid]).tables for _time in range(2))
    assert first == second
