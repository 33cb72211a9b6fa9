"""What the tests of importing share: an office, and a small messy list."""

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from db.database import Database
from trainer_app import settings
from trainer_app.importing import taking
from trainer_app.importing.opened import open_list
from trainer_app.importing.wizard import ListFile
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
ROWS: list[list[object]] = [
    ["Course: SYB, Date: 5-9 August 2019, Venue: Hpa-An"],
    ["No", "Name", "Sex", "Date of birth", "Phone", "Mobile money"],
    [1, "Aye Aye", "F", "25/03/1990", "0944 379 0564", "agent 7"],
    [2, "Bo Bo", "M", "31/02/1991", "123", "shop"],
    [3, "Su Su", "mmm", "26/11/1985", "09443790566", "sister"],
    [4, "Ko Ko", "mmm", "31/02/1991", "09443790567", "sister"],
]


class Office:
    """A country office that takes in lists."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database.create(folder / "office.db", name="Office", kind="office")
        with self.database.change("settings") as tx:
            settings.save(tx, "country", "MM")

    def write(self, rows: list[list[object]] | None = None, name: str = "list.xlsx", sheet: str = "List") -> Path:
        with Workbook(str(self.folder / name)) as book:
            page = book.add_worksheet(sheet)
            for number, row in enumerate(rows or ROWS):
                page.write_row(number, 0, row)
        return self.folder / name

    def begin(self, path: Path) -> ListFile:
        """A file on its way in, read and planned."""
        file = ListFile(path)
        file.take_opened(open_list(path), None)
        self.refresh(file)
        return file

    def refresh(self, file: ListFile) -> None:
        """Read and plan with the choices as they are."""
        assert file.opened is not None
        choices = file.choices
        reading = file.opened.read(choices, "MM")
        file.take_reading(reading, choices)
        with self.database.change("look", kind="import", rehearse=True) as tx:
            file.take_plan(taking.make_plan(tx, reading, CATALOGUE, choices), choices)

    def take(self, file: ListFile) -> None:
        """Import it."""
        self.refresh(file)
        assert file.plan is not None
        file.take_result(taking.take(self.database, file.plan, CATALOGUE))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)
