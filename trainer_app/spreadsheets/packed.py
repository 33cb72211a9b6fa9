"""What the parts of a packed workbook (.xlsx) say beside its values: sizes, cells that show an error, far cells."""

import io
import re
import zipfile
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from typing import IO
from xml.etree import ElementTree

from trainer_app.spreadsheets.bounds import UNPACKED
from trainer_app.spreadsheets.problem import Problem

ZIP = b"PK"
WORKBOOK = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FAR = 5_000_000  # cells up to which no sheet is too far stretched
_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]{0,80}?\br\s*=\s*["\']([A-Za-z]{1,7})([0-9]{1,10})["\']')
_ERROR = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"(?:[^>]* t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?(?:<v>([^<]*)</v>)?'
    rb'|(?: s="[0-9]+")?><f[^>]*>[^<]*</f>(?:<v/>|<v></v>)?</c>)'
)
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, KeyError)
"""What zipfile raises of a file that is no proper archive."""


def check(content: bytes) -> None:
    """Raise Problem for an archive that says that it is far too large, or has sheets that the parser finds empty.

    Where sizes are not those that are said the parser stops.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            sheets = [entry for entry in archive.infolist() if entry.filename.startswith("xl/worksheets/sheet")]
            utf16 = [entry for entry in sheets[:1] if archive.open(entry).read(2) in (BOM_UTF16_LE, BOM_UTF16_BE)]
    except _BROKEN:
        return  # the parser says what is wrong with it
    if size > UNPACKED:
        raise Problem("bomb", size=size >> 20)
    if utf16:
        raise Problem("damaged")


def error_cells(content: bytes, titles: Sequence[str]) -> dict[str, dict[str, str]]:
    """Per sheet the cells that show an error, as {"C7": "#N/A"}, or hold a formula that nobody calculated.

    The parser gives them as empty. Files other than .xlsx have none that could be told.
    """
    found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = dict(_parts(archive))
            for title in titles:
                found[title] = _errors(archive.read(parts[title])) if title in parts else {}
    except _BROKEN:
        pass  # the parser has said what is wrong with it
    return found


def _errors(sheet: bytes) -> dict[str, str]:
    if b' t="e"' not in sheet and b"<f" not in sheet:
        return {}
    return {cell.decode(): shown.decode("utf-8", "replace") or "#" for cell, shown in _ERROR.findall(sheet)}


def far_cell(content: bytes) -> tuple[str, str] | None:
    """The sheet and the farthest cell of the first sheet that is stretched far; None where no sheet is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for title, part in _parts(archive):
                with archive.open(part) as file:
                    columns, rows, farthest = _extent(file)
                if columns * rows > _FAR:
                    return title, farthest
    except _BROKEN:
        pass
    return None


def _extent(file: IO[bytes]) -> tuple[int, int, str]:
    """The last column and row of a sheet's cells, and the cell that is the farthest."""
    columns = rows = most = 0
    farthest, rest = "", b""
    while block := file.read(1 << 20):
        block = rest + block
        for letters, digits in _CELL.findall(block):
            column, row = _column(letters), int(digits)
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


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The title of each sheet and the part of the archive that holds it; nothing for what is not .xlsx."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return
    targets = {relation.get("Id"): (relation.get("Target") or "").removeprefix("/") for relation in relations}
    there = set(archive.namelist())
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in there:
            yield sheet.get("name") or "", part
