"""Error cells in the binary workbooks, .xls and .xlsb: series of records, each a type, a length and its content."""

import io
import re
import zipfile
from collections.abc import Iterator
from struct import unpack_from
from typing import IO

from trainer_app.spreadsheets import packed
from trainer_app.spreadsheets.problem import UNNAMED

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

# .xls (BIFF5, BIFF8)
_FORMULA, _END, _SHEET, _ERROR, _BEGIN = 0x06, 0x0A, 0x85, 0x205, 0x809
_XLS_CONSTANT = re.compile(rb"\x05\x02\x08\x00.{7}\x01", re.DOTALL)
_XLS_FORMULA = re.compile(rb"\x06\x00.{8}\x02.{5}\xff\xff", re.DOTALL)

# .xlsb (BIFF12)
_ROW, _CONSTANT_12, _FORMULA_12, _SHEET_12 = 0, 3, 11, 156
_XLSB_CONSTANT = re.compile(rb"\x03\x09.{8}[\0\x07\x0f\x17\x1d\x24\x2a]", re.DOTALL)
_XLSB_FORMULA = re.compile(rb"\x0b(?:[\x09-\x7f]|[\x80-\xff].).{8}[\0\x07\x0f\x17\x1d\x24\x2a]", re.DOTALL)


def errors_of_xls(content: bytes) -> Iterator[tuple[str, int, int, str]]:
    """Sheet, row (from 1), column (from 0) and what it shows, of each error cell. Raises OSError for a broken file."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        name = next((name for name in ("Workbook", "Book") if ole.exists(name)), None)
        stream = ole.openstream(name).read() if name else b""
    if not (_XLS_CONSTANT.search(stream) or _XLS_FORMULA.search(stream)):
        return
    sheets = [(unpack_from("<I", record)[0], _title(record)) for kind, record in _xls(stream, 0) if kind == _SHEET]
    for place, title in sheets:
        for kind, record in _xls(stream, place):
            if kind == _ERROR and len(record) >= 8 and record[7]:
                shown = record[6]
            elif kind == _FORMULA and len(record) >= 14 and record[6] == 2 and record[12:14] == b"\xff\xff":
                shown = record[8]
            else:
                continue
            row, column = unpack_from("<HH", record)
            yield title, row + 1, column, _ERRORS.get(shown, UNNAMED)


def _xls(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, to its end, without those of charts in it."""
    depth = 0
    while place + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, place)
        if kind == _BEGIN:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def _title(record: bytes) -> str:
    """The title of a sheet; in BIFF5 it has no mark of its letters' size before it."""
    length = record[6]
    if len(record) == 7 + length:
        return record[7:].decode("cp1252", "replace")
    return record[8:].decode("utf-16-le" if record[7] & 1 else "latin-1", "replace")


def parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of an .xlsb that holds each sheet, by title."""
    targets = packed.targets(archive, "xl/_rels/workbook.bin.rels")
    found = {}
    for kind, record in records(archive.read("xl/workbook.bin")):
        if kind == _SHEET_12:
            relation, after = _text(record, 8)
            part = targets.get(relation, "")
            if part in archive.NameToInfo:
                found[_text(record, after)[0]] = part
    return found


def errors_of_xlsb(file: IO[bytes]) -> Iterator[tuple[int, int, str]]:
    """Row (from 1), column (from 0) and what it shows, of each error cell of a sheet's part."""
    stream = file.read()
    if not (_XLSB_CONSTANT.search(stream) or _XLSB_FORMULA.search(stream)):
        return
    row = 0
    for kind, record in records(stream):
        if kind == _ROW:
            row = unpack_from("<I", record)[0] + 1
        elif kind in (_CONSTANT_12, _FORMULA_12):
            yield row, unpack_from("<I", record)[0], _ERRORS.get(record[8], UNNAMED)


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record of a part of an .xlsb."""
    place = 0
    while place + 1 < len(stream):
        kind = stream[place]
        place += 1
        if kind & 0x80:
            kind = kind & 0x7F | (stream[place] & 0x7F) << 7
            place += 1
        size = shift = 0
        while shift < 28 and place < len(stream):
            byte = stream[place]
            size |= (byte & 0x7F) << shift
            place, shift = place + 1, shift + 7
            if not byte & 0x80:
                break
        yield kind, stream[place : place + size]
        place += size


def _text(record: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and the place after it."""
    end = place + 4 + 2 * unpack_from("<I", record, place)[0]
    return record[place + 4 : end].decode("utf-16-le", "replace"), end
