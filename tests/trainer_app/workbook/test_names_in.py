"""The names of a cell that holds several, however somebody keeps them apart."""

import pytest

from trainer_app.workbook.cells import Lists, names_in

LISTS = Lists({"trainer": [("1", "Ann"), ("2", "Ben"), ("3", "Condori, Rubén")]})


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Ann; Ben", ["Ann", "Ben"]),
        ("Ann;Ben;", ["Ann", "Ben"]),
        ("Ann\nBen", ["Ann", "Ben"]),
        ("Ann, Ben", ["Ann", "Ben"]),
        ("Ann، Ben", ["Ann", "Ben"]),
        ("Ann, Somebody New", ["Ann", "Somebody New"]),
        ("Condori, Rubén; Ann", ["Condori, Rubén", "Ann"]),
        ("Nobody, Known", ["Nobody, Known"]),
        ("", []),
    ],
)
def test_names_are_told_apart(typed: str, names: list[str]) -> None:
    assert names_in(typed, "trainer", LISTS) == names
