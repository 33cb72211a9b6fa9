"""What the parts of a packed workbook (.xlsx) say beside its values: sizes, where its sheets are, far cells."""

import io
import re
import struct
import zipfile
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from typing import IO
from xml.etree import ElementTree

from trainer_app.spreadsheets.bounds import UNPACKED
from trainer_app.spreadsheets.problem import Problem

ZIP = b"PK"
WORKBOOK = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FAR = 5_000_000  # cells up to which no sheet is too far stretched
_LONGEST_MANIFEST = 1 << 20
_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]{0,80}?\br\s*=\s*["\']([A-Za-z]{1,7})([0-9]{1,10})["\']')
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError,
    LookupError, ElementTree.ParseError,
)  # fmt: skip
"""What is raised of a file that is no proper archive, or does not hold what it should."""


def check(content: bytes) -> None:
    """Raise Problem for an archive that says that it is far too large, or has sheets that the parser finds empty.

    Where sizes are not those that are said the parser stops.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            sheets = [entry for entry in archive.infolist() if entry.filename.startswith("xl/worksheets/sheet")]
            utf16 = [entry for entry in sheets[:1] if archive.open(entry).read(2) in (BOM_UTF16_LE, BOM_UTF16_BE)]
    except BROKEN:
        return  # the parser says what is wrong with it
    if size > UNPACKED:
        raise Problem("bomb", size=size >> 20)
    if utf16:
        raise Problem("damaged")


def is_encrypted(content: bytes) -> bool:
    """Whether an archive (.ods) says that its parts are protected with a password."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(_LONGEST_MANIFEST)
    except BROKEN:
        return False


def far_cell(content: bytes) -> tuple[str, str] | None:
    """The sheet and the farthest cell of the first sheet that is stretched far; None where no sheet is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for title, part in parts(archive):
                with archive.open(part) as file:
                    columns, rows, farthest = _extent(file)
                if columns * rows > _FAR:
                    return title, farthest
    except BROKEN:
        pass
    return None


def _extent(file: IO[bytes]) -> tuple[int, int, str]:
    """The last column and row of a sheet's cells, and the cell that is the farthest."""
    columns = rows = most = 0
    farthest, rest = "", b""
    while block := file.read(1 << 20):
        block = rest + block
        for letters, digits in _CELL.findall(block):
            column, row = column_number(letters) + 1, int(digits)
            columns, rows = max(columns, column), max(rows, row)
            if column * row > most:
                most, farthest = column * row, (letters + digits).decode()
        rest = block[-120:]
    return columns, rows, farthest


def column_letters(place: int) -> str:
    """The name of a column, counted from 0."""
    name = ""
    while place >= 0:
        name, place = chr(place % 26 + 65) + name, place // 26 - 1
    return name


def column_number(letters: bytes) -> int:
    """The place of a column, counted from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


def parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The title of each sheet and the part of the archive that holds it; nothing for what is not .xlsx."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        where = targets(archive, "xl/_rels/workbook.xml.rels")
    except (KeyError, ElementTree.ParseError):
        return
    for sheet in book.iter(f"{_MAIN}sheet"):
        part = where.get(sheet.get(_RELATION, ""), "")
        if part in archive.NameToInfo:
            yield sheet.get("name") or "", part


def sizes(content: bytes) -> dict[str, int]:
    """The unpacked bytes of each sheet, by its title; nothing for what is not .xlsx."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {title: archive.getinfo(part).file_size for title, part in parts(archive)}
    except BROKEN:
        return {}  # the parser says what is wrong with it


def targets(archive: zipfile.ZipFile, relations: str) -> dict[str, str]:
    """The parts that a workbook names, by the ids that it has for them. Raises KeyError, ElementTree.ParseError."""
    found = {}
    for relation in ElementTree.fromstring(archive.read(relations)):
        target = (relation.get("Target") or "").removeprefix("/")
        found[relation.get("Id") or ""] = target if target.startswith("xl/") else f"xl/{target}"
    return found


def replaced(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """The archive with other contents of some of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            made.writestr(name, changed[name] if name in changed else archive.read(name))
    return out.getvalue()
