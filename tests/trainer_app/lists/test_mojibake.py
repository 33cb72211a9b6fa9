"""Letters that a wrong encoding broke are mended; all others stay as they are."""

import pytest

from tests.trainer_app.lists.laid_out import read
from trainer_app.lists.mojibake import mend_sheet
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid

NAMES = ("Peñaflor, José", "Côte d’Ivoire", "Nguyễn Thị Hoa", "Алмаз Нурланов", "สมชาย ใจดี", "মোসাঃ রাহেলা", "محمد")


@pytest.mark.parametrize("name", NAMES)
def test_utf8_read_as_another_encoding(name: str) -> None:
    broken = name.encode().decode("latin-1")
    rows: list[list[Cell]] = [[1.0, broken], [2.0, name]]
    assert mend_sheet(Grid("s", rows)) == {(0, 1): broken}
    assert rows == [[1.0, name], [2.0, name]]


@pytest.mark.parametrize("text", [*NAMES, "SÃO JOSÉ", "NÃO", "N°", "MarÃa", "Ð�Ð»Ð¼Ð°Ð·", "†gvt gvmy` ivbv", "HÀ ĐÔNG"])
def test_what_is_whole_or_lost_for_good_stays(text: str) -> None:
    rows: list[list[Cell]] = [[text]]
    assert mend_sheet(Grid("s", rows)) == {}
    assert rows == [[text]]


def test_what_was_typed_is_kept_beside_it() -> None:
    (table,) = read(
        "SYB, 3-7 June 2024", "NÂ°|Nom et prÃ©nom|Sexe|TÃ©lÃ©phone", "1|AÃ¯ssatou SÃ¨ne|F|77 123 45 67", country="SN"
    ).tables
    assert [guess.field for guess in table.columns] == ["serial", "full_name", "sex", "phones"]
    name = table.rows[0].values["full_name"]
    assert (name.raw, name.value, name.mark) == ("AÃ¯ssatou SÃ¨ne", "Aïssatou Sène", "converted")
