"""Cells of an .xlsb that only say to come right of the cell before them: given their column, which the parser asks for.

[MS-XLSB] 2.1.7.62 knows each kind of cell twice, with its column and, eleven higher, without. Excel writes the first
alone; others (SheetJS and what is built on it) write both, and the parser drops the second without a word.
"""

import io
import re
import struct
import zipfile
import zlib
from struct import pack, unpack_from

from trainer_app.spreadsheets import binary_records, packed

_WORKBOOK = "xl/workbook.bin"
_ROW, _CELLS, _FORMULAS, _LATER = 0, range(1, 8), range(8, 12), 11  # kinds of records
_SHORT = range(_CELLS.start + _LATER, _CELLS.stop + _LATER)
_BROKEN = (
    zipfile.BadZipFile, struct.error, zlib.error, KeyError, IndexError, OSError, ValueError, NotImplementedError,
    RuntimeError,
)  # fmt: skip
_MAY_BE = re.compile(rb"[\x0c\x0e\x0f][\x04\x05]|[\x0d\x12]\x08|\x10\x0c|\x11")


def with_columns(content: bytes) -> bytes:
    """The workbook with a column for every cell; any other file as it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if _WORKBOOK not in archive.NameToInfo:
                return content
            streams = {part: archive.read(part) for part in set(binary_records.parts(archive).values())}
            changed = {part: told for part, stream in streams.items() if (told := _rewritten(stream)) is not None}
            return packed.replaced(archive, changed) if changed else content
    except _BROKEN:
        return content  # the parser says what is wrong with it


def _rewritten(stream: bytes) -> bytes | None:
    """The records of a sheet with those without a column as those with one; None where there are none."""
    if not _MAY_BE.search(stream):
        return None
    out = io.BytesIO()
    column, found = -1, False
    for kind, record in binary_records.records(stream):
        if kind == _ROW:
            column = -1
        elif kind in _CELLS or kind in _FORMULAS:
            column = unpack_from("<I", record)[0]
        elif kind in _SHORT:
            column, found = column + 1, True
            kind, record = kind - _LATER, pack("<I", column) + record
        out.write(_number(kind) + _number(len(record)) + record)
    return out.getvalue() if found else None


def _number(value: int) -> bytes:
    """A kind or a length: seven bits a byte, the highest bit where more follow."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
