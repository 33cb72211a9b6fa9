"""Tables of indicators whose headings nobody knows, and indicators that are not one."""

import pytest

from tests.trainer_app.lists.pasted import paste, values
from trainer_app.importing.figures import stored_values
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import Reading
from trainer_app.lists.sheets import Grid

ROWS = (
    "Andina|Ausentismo|%|14,1%|11,3%|-2,8", "Andina|Accidentes|casos/mes|3|2|-1",
    "El Roble|Ausentismo|%|9,4%|pend.|", "El Roble|Accidentes|casos/mes|4|4|0",
)  # fmt: skip


def told(reading: Reading, field: str) -> list[object]:
    return values(field, reading)


@pytest.mark.parametrize(
    "header",
    [
        "Empresa|Indicador|Und.|Línea de base (mar-22)|Al cierre (nov-22)|Variación",
        "Enterprise|Indicator|UoM|At baseline|At close|Change",
        "Entreprise|Indicateur|Unité|Au départ|En fin de cycle|Variation",
    ],
)
def test_the_words_for_units_and_for_values_at_the_end(header: str) -> None:
    reading = paste(header, *ROWS)
    assert told(reading, "unit") == ["%", "casos/mes"] * 2
    assert told(reading, "baseline") == [14.1, 3.0, 9.4, 4.0]
    assert told(reading, "after:4") == [11.3, 2.0, None, 4.0]
    assert reading.tables[0].rows[1].values["after:4"].mark != "unsure"


def test_a_unit_and_the_values_after_are_told_by_their_cells() -> None:
    reading = paste("Empresa|Indicador|Xyz|Línea de base|Qwe 22|Variación", *ROWS)
    assert told(reading, "unit") == ["%", "casos/mes"] * 2
    assert told(reading, "after:4") == [11.3, 2.0, None, 4.0]
    assert {row.values["after:4"].mark for row in reading.tables[0].rows} == {"unsure"}
    assert told(paste("Empresa|Indicador|Xyz|Abc|Después|Variación", *ROWS), "baseline") == [14.1, 3.0, 9.4, 4.0]


def test_what_differs_for_one_indicator_is_no_unit_and_numbers_elsewhere_no_values() -> None:
    rows = ["Andina|Ausentismo|%|14,1|3|x", "El Roble|Ausentismo|1/2|9,4|4|y", "Sur|Ausentismo|%|9,4|4|y"]
    (table,) = paste("Empresa|Indicador|Xyz|Línea de base|Obs.|Qwe", *rows).tables
    assert {guess.field for guess in table.columns} == {"business_name", "indicator", "baseline", "remark", None}


def test_indicators_of_one_firm_that_are_near_each_other_are_not_one() -> None:
    labels = (
        "Productos defectuosos|Reprocesos|Reclamos de clientes|Consumo de energía|Costo de energía|Entregas a tiempo"
    )
    rows = [f"Andina|{label}|%|{number}|{number + 1}" for number, label in enumerate(labels.split("|"), 3)]
    (table,) = paste("Empresa|Indicador|Unidad|Antes|Después", *rows).tables
    codes = [stored_values(table, row)["indicator"] for row in table.rows]
    assert codes == ["defects", "rework", "complaints", "energy", "electricity_cost", "on_time_delivery"]


def test_an_indicator_that_stands_once_before_all_firms() -> None:
    lines = (
        "Indicator|Company|Baseline|After M1|Unit", "Absenteeism|Abc Ltd|3.9%|2.8%|%", "|Defg Co|8.2%|5.9%|%", "||||",
        "Rejects|Abc Ltd|10.9%|7.8%|%", "|Defg Co|8.1%|5.8%|%",
    )  # fmt: skip
    (table,) = read_sheets("SCORE.xlsx", [Grid("KPI", [list(line.split("|")) for line in lines])]).tables
    told = [(row.values["indicator"].value, row.values["business_name"].value) for row in table.rows]
    assert told == [
        ("Absenteeism", "Abc Ltd"),
        ("Absenteeism", "Defg Co"),
        ("Rejects", "Abc Ltd"),
        ("Rejects", "Defg Co"),
    ]


def test_a_row_of_averages_below_rows_that_name_their_indicator_is_of_no_firm() -> None:
    lines = (
        "Indicator|Company|Baseline|After M1|Unit",
        "Absenteeism|Abc Ltd|3.9%|2.8%|%", "Absenteeism|Defg Co|8.2%|5.9%|%",
        "|Mean of all firms|6.1%|4.4%|%",
    )  # fmt: skip
    (table,) = read_sheets("SCORE.xlsx", [Grid("KPI", [list(line.split("|")) for line in lines])]).tables
    assert [row.values["business_name"].value for row in table.rows] == ["Abc Ltd", "Defg Co"]
