"""The workbooks that the merges are measured with, and their floor: python-calamine reading all cells of all sheets."""

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import records
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook


def sender(folder: Path, enrolments: int) -> Path:
    """The database of a trainer with that many enrolments."""
    from db.database import Database
    from db.models import Course, Enrolment, Person, Place

    path = folder / "sender.db"
    database = Database.create(path, name="Trainer")
    numbers = range(enrolments)
    with database.change("courses") as tx:
        place = tx.add(Place(**records.place()))
        held = records.courses(range(-(-enrolments // records.PER_COURSE)), place.id)
        learners = records.persons(numbers, place.id)
        tx.add_many([*(Course(**course) for course in held), *(Person(**person) for person in learners)])
        tx.add_many([Enrolment(**enrolment) for enrolment in records.enrolments(held, learners)])
    return path


def workbook(folder: Path, enrolments: int, name: str = "from the field.xlsx") -> Path:
    """A workbook with everything of such a trainer, made if it is not in the folder."""
    from db.database import Database
    from trainer_app.exchange.merging import Scope, send
    from trainer_app.programmes.catalogue import load_catalogue

    path = folder / name
    if not path.exists():
        folder.mkdir(exist_ok=True)
        database = Database.open(sender(folder, enrolments))
        send(database, path, load_catalogue(), Scope("everything"), sender="Trainer")
    return path


def read(path: Path) -> None:
    """Every sheet of a workbook, as rows of Python values."""
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def column(path: Path, key: str) -> tuple[str, str]:
    """The part of a workbook that XlsxWriter wrote, and the letter of its column, that hold the cells of a key."""
    book = CalamineWorkbook.from_path(path)
    for number, name in enumerate(book.sheet_names, 1):
        keys = next(book.get_sheet_by_name(name).iter_rows())
        if key in keys:
            return f"xl/worksheets/sheet{number}.xml", get_column_letter(keys.index(key) + 1)
    raise KeyError(key)


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_RELATION = (
    b'<Relationship Id="rIdTexts" Target="sharedStrings.xml" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)
_TEXT = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")? t="inlineStr"><is><t( xml:space="preserve")?>([^<]*)</t></is></c>')


def as_excel_saves(source: Path, target: Path, typed: dict[tuple[str, str], str]) -> Path:
    """The workbook with all texts in the table of shared strings, as Excel saves it, and other texts in some cells.

    `typed` gives those by the part of the archive and the cell: ("xl/worksheets/sheet3.xml", "P7").
    """
    texts: dict[str, int] = {}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            if part.startswith("xl/worksheets/sheet"):
                content = _TEXT.sub(
                    lambda cell, part=part: _shared(cell, typed.get((part, cell[1])), texts), content.decode()
                ).encode()
            elif part == "[Content_Types].xml":
                content = content.replace(b"</Types>", _TYPE + b"</Types>")
            elif part == "xl/_rels/workbook.xml.rels":
                content = content.replace(b"</Relationships>", _RELATION + b"</Relationships>")
            new.writestr(part, content)
        items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
        new.writestr("xl/sharedStrings.xml", f'{_XML}<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">{items}</sst>')
    return target


def _shared(cell: re.Match[str], typed: str | None, texts: dict[str, int]) -> str:
    text = cell[4] if typed is None else escape(typed)
    return f'<c r="{cell[1]}"{cell[2] or ""} t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'
