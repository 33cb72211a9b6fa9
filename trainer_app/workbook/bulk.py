"""The many plain rows of a workbook, put between the others as text when XlsxWriter is done.

XlsxWriter knows how to write everything, and takes several times as long for it. It writes what is special: headers,
spare rows, rows with notes or unusual texts. A row of printable texts, numbers and dates is only a line of XML.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_PIECE = 1 << 16  # characters of XML that are compressed at a time
_ROW = re.compile(rb'<row r="(\d+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)
_COLUMN = re.compile(rb'<col min="(\d+)" max="(\d+)"[^>]*? style="(\d+)"')
_DAY_ZERO = date(1899, 12, 30)
_FIRST_DATE = date(1900, 3, 1)  # Excel counts a 29 February 1900 that was none
_NAMES = [xl_col_to_name(column) for column in range(1 << 14)]
_KINDS = {str, int, float, date, type(None)}


@dataclass(frozen=True, slots=True)
class PlainRow:
    """A row: its number (from 0), its height in points where it is not the usual one, and its cells from column A.

    Cells are text, int, float, date or None; they look like their column.
    """

    number: int
    height: int | None
    cells: Sequence[Any]


def is_plain(cells: Sequence[Any]) -> bool:
    """Whether a row of these cells needs nothing that only XlsxWriter knows."""
    kinds = set(map(type, cells))
    if not kinds <= _KINDS or (date in kinds and any(type(cell) is date and cell < _FIRST_DATE for cell in cells)):
        return False
    together = f" {' '.join([cell for cell in cells if type(cell) is str])} "
    # Two blanks: one before, after or without a text.
    return "  " not in together and "_x" not in together and together.replace("\n", "").isprintable()


class Bulk:
    """The plain rows of the sheets of a workbook that XlsxWriter writes without them."""

    def __init__(self) -> None:
        self._rows: dict[str, Iterable[PlainRow]] = {}  # by the sheet's name

    def add(self, sheet: Worksheet, rows: Iterable[PlainRow]) -> None:
        """Rows of a sheet, in their order; taken one by one at the end."""
        self._rows[sheet.get_name()] = rows

    def complete(self, book: xlsxwriter.Workbook, frame: IO[bytes], target: IO[bytes]) -> None:
        """Write the workbook, that was closed and lies in `frame`, with all its rows."""
        parts = {
            f"xl/worksheets/sheet{number}.xml": self._rows[sheet.get_name()]
            for number, sheet in enumerate(book.worksheets(), 1)
            if sheet.get_name() in self._rows
        }
        with zipfile.ZipFile(frame) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                content = old.read(info)
                about = zipfile.ZipInfo(info.filename, info.date_time)
                about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, info.external_attr
                if info.filename not in parts:
                    new.writestr(about, content)
                    continue
                with new.open(about, "w") as part:
                    for piece in _with_rows(content, parts[info.filename]):
                        part.write(piece)


def _with_rows(content: bytes, rows: Iterable[PlainRow]) -> Iterator[bytes]:
    """A sheet's XML with plain rows between those that are in it."""
    styles = {
        column: style.decode()
        for first, last, style in _COLUMN.findall(content)
        for column in range(int(first) - 1, int(last))
    }
    looks = [f' s="{styles[column]}"' if column in styles else "" for column in range(len(_NAMES))]
    here = 0
    waiting = _ROW.finditer(content)
    written = next(waiting, None)
    lines: list[str] = []
    size = 0
    for row in rows:
        while written is not None and int(written[1]) <= row.number:
            yield "".join(lines).encode()
            lines, size = [], 0
            yield content[here : written.end()]
            here = written.end()
            written = next(waiting, None)
        line = _line(row, looks)
        lines.append(line)
        size += len(line)
        if size > _PIECE:
            yield "".join(lines).encode()
            lines, size = [], 0
    yield "".join(lines).encode()
    yield content[here:]


def _line(row: PlainRow, looks: Sequence[str]) -> str:
    number = str(row.number + 1)
    height = f' ht="{row.height}" customHeight="1"' if row.height else ""
    parts = [f'<row r="{number}"{height}>']
    for name, look, cell in zip(_NAMES, looks, row.cells, strict=False):
        kind = type(cell)
        if kind is str:
            if "&" in cell or "<" in cell or ">" in cell:
                cell = cell.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            parts.append(f'<c r="{name}{number}"{look} t="inlineStr"><is><t>{cell}</t></is></c>')
        elif kind is date:
            parts.append(f'<c r="{name}{number}"{look}><v>{(cell - _DAY_ZERO).days}</v></c>')
        elif cell is not None:
            parts.append(f'<c r="{name}{number}"{look}><v>{cell:.16G}</v></c>')
    parts.append("</row>")
    return "".join(parts)
