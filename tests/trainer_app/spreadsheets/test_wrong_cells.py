"""Cells that show an error, and formulas that nobody calculated, are told from empty ones in every kind of file."""

import struct
from pathlib import Path
from typing import Any

import pytest
from other_files import error, failing, xls
from packed_files import (
    COLUMNS,
    ERROR,
    ODS_PEOPLE,
    PEOPLE,
    ROWS,
    SHEET,
    XLSB_PEOPLE,
    Maker,
    ods,
    ods_cell,
    ods_row,
    packed,
    record,
    sheet,
    wide,
    xlsb,
    xlsb_error,
    xlsb_row,
    xlsb_text,
)

from trainer_app.spreadsheets import wrong_cells
from trainer_app.spreadsheets.opening import UNCALCULATED, opened

_EMPTY = "<table:table-cell/>"


def wrong_in(path: Path, make: Maker) -> dict[str, Any]:
    """By cell what the one sheet of this file has that is wrong; each is empty among the rows."""
    make(path)
    with opened(path) as sheets:
        for one in sheets:
            for number, row in enumerate(one.rows, 1):
                assert not any(row[column] for column in one.wrong.get(number, ()) if column < len(row))
            return {f"{'ABCDEFGH'[at]}{row}": shown for row, cells in one.wrong.items() for at, shown in cells.items()}
    raise AssertionError


def xlsx(cells: str) -> Maker:
    return packed({SHEET: sheet(PEOPLE + f'<row r="4">{cells}</row>')})


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ('<c r="A4" t="e"><v>#N/A</v></c>', {"A4": "#N/A"}),
        ('<c t="e" s="2" r="B4"><f>1/0</f><v>#DIV/0!</v></c>', {"B4": "#DIV/0!"}),
        ('<c r="C4"><f>20+22</f></c>', {"C4": UNCALCULATED}),
        ('<c r="C4" s="1"><f>20+22</f><v></v></c>', {"C4": UNCALCULATED}),
        ('<c r="C4"><f t="shared" si="0"/></c>', {"C4": UNCALCULATED}),
        ('<c r="C4"><f>20+22</f><v>42</v></c>', {}),
        ('<c r="C4" t="str"><f>""</f><v></v></c>', {}),
        ('<c r="C4" t="inlineStr"><is><t># t="e" &lt;f&gt;&lt;/f&gt;&lt;/c&gt;</t></is></c>', {}),
        ('<c r="C4"><v>1</v></c><c r="D4" s="1"/>', {}),
    ],
)
def test_in_xlsx(tmp_path: Path, cells: str, found: dict[str, str]) -> None:
    assert wrong_in(tmp_path / "list.xlsx", xlsx(cells)) == found


def test_wherever_the_blocks_end_that_a_sheet_is_read_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.xlsx"
    xlsx('<c r="A4" t="e"><f>NA()</f><v>#N/A</v></c><c r="B4"><f>20+22</f><v></v></c>')(path)
    content = path.read_bytes()
    for size in range(70, 300):
        monkeypatch.setattr(wrong_cells, "_BLOCK", size)
        assert wrong_cells.understood(content)[1]("People") == {4: {0: "#N/A", 1: UNCALCULATED}}, size


def test_in_ods(tmp_path: Path) -> None:
    rows = ods_row(attributes=f'{ROWS}="3"') + ods_row(
        f'<table:table-cell {COLUMNS}="2"/>', ods_cell("#N/A", ERROR), ods_cell("Err:502", f'{ERROR} {COLUMNS}="2"')
    )
    repeated = ods_row(_EMPTY, ods_cell("#REF!", ERROR), attributes=f'{ROWS}="2"')
    assert wrong_in(tmp_path / "list.ods", ods(ODS_PEOPLE + rows + repeated)) == {
        "C6": "#N/A", "D6": "Err:502", "E6": "Err:502", "B7": "#REF!", "B8": "#REF!",
    }  # fmt: skip
    assert wrong_in(tmp_path / "list.ods", ods(ODS_PEOPLE)) == {}


def test_in_xls(tmp_path: Path) -> None:
    found = wrong_in(tmp_path / "list.xls", xls(error(2, 0, 42) + failing(3, 1, 7) + error(4, 2, 0)))
    assert found == {"A3": "#N/A", "B4": "#DIV/0!", "C5": "#NULL!"}
    assert wrong_in(tmp_path / "list.xls", xls(b"")) == {}


def test_in_xlsb(tmp_path: Path) -> None:
    cells = xlsb_row(2) + xlsb_error(0, 42) + xlsb_row(3) + xlsb_error(1, 7, formula=True)
    assert wrong_in(tmp_path / "list.xlsb", xlsb(XLSB_PEOPLE + cells)) == {"A3": "#N/A", "B4": "#DIV/0!"}
    assert wrong_in(tmp_path / "list.xlsb", xlsb(XLSB_PEOPLE)) == {}


def test_cells_of_an_xlsb_without_a_column_of_their_own(tmp_path: Path) -> None:
    short = xlsb_row(2) + xlsb_text(0, "Bo Bo") + record(17, struct.pack("<I", 0) + wide("M"))
    number = record(13, struct.pack("<II", 0, 30 << 2 | 2))
    error_cell = record(14, struct.pack("<IB", 0, 42))
    make, path = xlsb(XLSB_PEOPLE + short + number + error_cell), tmp_path / "list.xlsb"
    assert wrong_in(path, make) == {"D3": "#N/A"}
    with opened(path) as sheets:
        rows = [list(row) for one in sheets for row in one.rows]
    assert rows[2][:3] == ["Bo Bo", "M", 30]
