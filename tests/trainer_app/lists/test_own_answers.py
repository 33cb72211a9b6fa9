"""Headings that name their own answers, and of several columns the one whose cells say how the course ended."""

import pytest

from tests.trainer_app.lists.laid_out import fields, read
from trainer_app.importing.values import read_row
from trainer_app.programmes.catalogue import load_catalogue


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Statut (déplacé, retourné, autochtone)", ("Déplacée", "Retourné", "Autochtone")),
        ("Condición (retornado/desplazado)", ("Retornada", "Desplazado", "Retornado")),
        ("Status (Refugee/Host)", ("Refugee", "Host", "Host")), ("الحالة (نازح/مضيف)", ("نازح", "مضيف", "نازح")),
        ("Statut", ("Réfugié", "Hôte", "Réfugiée")), ("Status (Xaa/Xbb)", ("Xaa", "Xbb", "Xaa")),
        ("IDP / Host", ("IDP", "Host", "IDP")), ("Refugee / Host / IDP", ("IDP", "Host", "Refugee")),
        ("Grupo", ("Desplazada", "Retornado", "Comunidad receptora")),
    ],
)  # fmt: skip
def test_groups_of_people_are_no_outcome_and_no_organiser(heading: str, cells: tuple[str, ...]) -> None:
    rows = [f"{n}|{name}|F|{cell}" for n, (name, cell) in enumerate(zip(("Awa", "Bo", "Eva"), cells, strict=True), 1)]
    (table,) = read(f"No|Name|Sex|{heading}", *rows).tables
    assert fields(table)[3] == "category"


@pytest.mark.parametrize(
    ("status", "cells", "ended"),
    [
        ("Status (Refugee/Host)|Completed? (Y/N)", ("Refugee|Y", "Host|N"), 4),
        ("Completed? (Y/N)|Status (Refugee/Host)", ("Y|Refugee", "N|Host"), 3),
        ("Status|Result", ("Aaa|Passed", "Bbb|Failed"), 4), ("Status|Result", ("Active|Passed", "Inactive|Failed"), 4),
    ],
)  # fmt: skip
def test_how_the_course_ended_is_the_column_that_says_so(status: str, cells: tuple[str, ...], ended: int) -> None:
    (table,) = read(f"No|Name|Sex|{status}", f"1|Awa|F|{cells[0]}", f"2|Bo|M|{cells[1]}").tables
    assert fields(table)[ended] == "outcome"
    assert [row.values["outcome"].value for row in table.rows] == ["completed", "failed"]


def test_a_half_of_a_heading_whose_cells_are_its_halves_decides_nothing() -> None:
    (table,) = read("No|Name|Sex|Xaa / Host", "1|Awa|F|Xaa", "2|Bo|M|Host").tables
    assert fields(table)[3] is None


@pytest.mark.parametrize(
    ("heading", "new", "existing"),
    [
        ("Existing / New Business", "New", "Existing"),
        ("มีกิจการอยู่แล้ว / เริ่มใหม่", "เริ่มใหม่", "มีกิจการอยู่แล้ว"),
        ("Type d'entreprise", "Nouvelle", "Existante"),
        ("Tipo de negocio", "Negocio nuevo", "Negocio existente"),
    ],
)
def test_who_has_a_business_by_words_for_a_new_and_an_existing_one(heading: str, new: str, existing: str) -> None:
    (table,) = read(f"No|Name|Sex|{heading}", f"1|Awa|F|{new}", f"2|Bo|M|{existing}").tables
    told = [read_row("list.xlsx", table, row, load_catalogue(), "SYB").enrolment for row in table.rows]
    assert [one.get("has_business") for one in told] == [False, True]
