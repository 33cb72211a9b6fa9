"""What people write on the sheets that only tell is shown; what a program makes of our own texts is not."""

from pathlib import Path

import openpyxl
import pytest

from db.database import Database
from db.models import Place
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue


@pytest.mark.parametrize(("saved", "notes"), [("HpaAn", 0), ("Hpa An", 1)])
def test_a_listed_name_without_what_a_program_drops_was_typed_by_nobody(tmp_path: Path, saved: str, notes: int) -> None:
    office = Database.create(tmp_path / "office.db", kind="office")
    with office.change("names") as tx:
        tx.add(Place(name="Hpa\tAn\ufeff", country="MM", level="province"))
    path = tmp_path / "all.xlsx"
    send(office, path, load_catalogue(), Scope("everything"), sender="Office")
    book = openpyxl.load_workbook(path)
    (cell,) = [cell for row in book["Lists"].iter_rows() for cell in row if str(cell.value).startswith("Hpa")]
    cell.value = saved
    book.save(path)
    said = merge(office, [path], apply=False).files[0].notes
    assert [f"cell {cell.coordinate}: “{saved}” was typed here" in note for note in said] == [True] * notes
