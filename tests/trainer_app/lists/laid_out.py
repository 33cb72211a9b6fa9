"""A sheet of a list by its lines, cells parted by bars, and the fields of its columns."""

from tests.trainer_app.lists.pasted import TODAY
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import ListTable, Reading
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid


def read(*lines: str, name: str = "Sheet1", country: str | None = None) -> Reading:
    rows: list[list[Cell]] = [[cell.strip() for cell in line.split("|")] for line in lines]
    return read_sheets("list.xlsx", [Grid(name, rows)], country=country, today=TODAY)


def fields(table: ListTable) -> list[str | None]:
    return [guess.field for guess in table.columns]
