"""Columns that somebody added beside ours: they are told, and a sheet that is full of them says so once."""

from pathlib import Path

import openpyxl
import pytest

from db.database import Database
from trainer_app.exchange.merging import merge
from trainer_app.spreadsheets.packed import column_letters


def with_columns(sent: Path, path: Path, number: int) -> tuple[Path, int]:
    """The workbook with so many columns more, each with a cell in the first two rows of participants, and their place.

    The last of them stands apart.
    """
    book = openpyxl.load_workbook(sent)
    sheet = book["Participants"]
    first = sheet.max_column + 1
    for place in (*range(first, first + number - 1), first + number):
        sheet.cell(2, place, f"Mine {place}")
        sheet.cell(3, place, place)
        sheet.cell(4, place, "x")
    book.save(path)
    return path, first


def notes(office: Database, path: Path) -> list[str]:
    (plan,) = merge(office, [path], apply=False).files
    return list(plan.notes)


@pytest.mark.parametrize("number", [4, 16_300])
def test_many_are_told_in_one_sentence(office: Database, sent: Path, tmp_path: Path, number: int) -> None:
    path, first = with_columns(sent, tmp_path / "wide.xlsx", number)
    ends = column_letters(first - 1), column_letters(first + number - 1)
    assert notes(office, path) == [
        f"Sheet “Participants”: {number} columns ({ends[0]} … {ends[1]}) are not ours: their {2 * number} cells were "
        "not taken."
    ]


def test_a_few_are_told_by_their_headers(office: Database, sent: Path, tmp_path: Path) -> None:
    path, first = with_columns(sent, tmp_path / "three.xlsx", 3)
    assert notes(office, path) == [
        f"Sheet “Participants”, column {column_letters(place - 1)} “Mine {place}” is not one of ours: its 2 cells were "
        "not taken."
        for place in (first, first + 1, first + 3)
    ]
