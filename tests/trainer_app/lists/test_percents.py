"""Indicators in per cent whose cells a spreadsheet shows as 10.8 % and keeps as 0.108."""

import pytest

from trainer_app.lists.read import read_sheets
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid

HEADER: list[Cell] = ["Indicador", "Empresa", "Unidad", "Línea base", "Después M1"]
OTHERS: list[list[Cell]] = [
    ["Ausentismo", "Andina", "%", "14,1%", "11,3%"],
    ["Ausentismo", "El Roble", "%", 9.4, 2.4],
    ["Accidentes", "Andina", "casos/mes", 3, 2],
]


def measured(header: list[Cell], *rows: list[Cell]) -> tuple[object, object]:
    """The value before of the last of these rows, and its mark."""
    (table,) = read_sheets("list.xlsx", [Grid("KPI", [["SCORE"], header, *map(list, rows)])]).tables
    value = table.rows[-1].values["baseline"]
    return value.value, value.mark


@pytest.mark.parametrize(
    ("row", "value", "mark"),
    [
        (["Ausentismo", "Farallones", "%", 0.108, ""], 10.8, "converted"),
        (["Ausentismo", "Farallones", "%", "0,5%", ""], 0.5, "converted"),
        (["Ausentismo", "Farallones", "%", 0.5, ""], 0.5, None),  # half a per cent: as a share it would be far too much
        (["Ausentismo", "Farallones", "%", 0.01, ""], 0.01, "unsure"),  # neither fits
        (["Ausentismo", "Farallones", "%", 1.4, ""], 1.4, None),
        (["Accidentes", "Farallones", "casos/mes", 0.25, ""], 0.25, None),
        (["Productos defectuosos", "Farallones", "%", 0.049, ""], 4.9, "unsure"),  # beside nothing to compare it with
    ],
)
def test_a_share_of_one_among_values_in_per_cent(row: list[Cell], value: float, mark: str | None) -> None:
    assert measured(HEADER, *OTHERS, row) == (value, mark)


def test_the_unit_may_stand_above_the_values() -> None:
    header: list[list[Cell]] = [["No", "Company", "Absenteeism (%)", ""], ["", "", "Before", "After"]]
    rows: list[list[Cell]] = [[1, "Kilimani", 12.5, 9], [2, "Pwani", 0.108, 0.09]]
    (table,) = read_sheets("list.xlsx", [Grid("KPI", [*header, *rows])]).tables
    assert [row.values["baseline"].value for row in table.rows] == [12.5, 10.8]
