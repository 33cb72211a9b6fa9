"""The cells that show an error (#N/A), or hold a formula that nobody calculated: the parser gives them as empty.

Also those of an .xlsx that call a day what is none: the parser gives them as a text.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from typing import IO, Any
from xml.parsers import expat

from trainer_app.spreadsheets import binary_records, packed, unfit_cells
from trainer_app.spreadsheets.problem import UNCALCULATED, UNNAMED, Problem

WrongCells = dict[int, dict[int, str]]
"""What the cells of a sheet show, an Unfit, or UNCALCULATED, by row (from 1) and column (from 0)."""

_Found = Iterator[tuple[str, int, int, str]]  # sheet, row, column, what it shows

_MOST = 1_000_000  # in one sheet; some programs save all formulas of our attendance without their results
_BLOCK = 1 << 20
_TAG = re.compile(rb"<c\s[^<>]*>")
_NAME = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_FORMULA = re.compile(rb"<f")  # as a pattern it is found twice as fast as by "in"
_DAY = re.compile(rb'="d"')
_BARE = re.compile(rb"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>")
_BARE_ENDS = (b"</f></c>", b"</f><v></v></c>", b"/></c>")
_RESULT_OF_TEXT = re.compile(rb'\st="(?!n")')
_ODS_ERROR = b'calcext:value-type="error"'


def finder(content: bytes) -> Callable[[str], WrongCells]:
    """What gives the wrong cells of the sheet with a title. Raises Problem for a sheet that is full of them.

    Sheets without any, as nearly all are, cost no more than looking through their bytes.
    """
    try:
        found = _finder(content)
    except packed.BROKEN:
        return lambda title: {}  # the parser says what is wrong with it

    def unbroken(title: str) -> WrongCells:
        try:
            return found(title)
        except packed.BROKEN:
            return {}

    return unbroken


def _finder(content: bytes) -> Callable[[str], WrongCells]:
    if not content.startswith(packed.ZIP):
        return _by_title(lambda: binary_records.errors_of_xls(content))
    archive = zipfile.ZipFile(io.BytesIO(content))
    if "content.xml" in archive.NameToInfo:
        return _by_title(lambda: _of_ods(archive))
    of, parts = (
        (binary_records.errors_of_xlsb, binary_records.parts(archive))
        if "xl/workbook.bin" in archive.NameToInfo
        else (_of_xlsx, dict(packed.parts(archive)))
    )

    def found(title: str) -> WrongCells:
        if title not in parts:
            return {}
        with archive.open(parts[title]) as file:
            return _gathered((title, *cell) for cell in of(file)).get(title, {})

    return found


def _by_title(all_of: Callable[[], _Found]) -> Callable[[str], WrongCells]:
    """The same for a file that is looked through once, for all its sheets."""
    known = cache(lambda: _gathered(all_of()))
    return lambda title: known().get(title, {})


def _gathered(cells: _Found) -> dict[str, WrongCells]:
    sheets: dict[str, WrongCells] = {}
    amounts: dict[str, int] = {}
    for title, row, column, shown in cells:
        sheets.setdefault(title, {}).setdefault(row, {})[column] = shown
        amounts[title] = amounts.get(title, 0) + 1
        if amounts[title] > _MOST:
            raise Problem("too_much", sheet=title, row=row)
    return sheets


# -- .xlsx


def _of_xlsx(file: IO[bytes]) -> Iterator[tuple[int, int, str]]:
    """Made for parts of 100 MB in which nothing is wrong: a single sign is looked for many times as fast as a tag."""
    rest = b""
    while read := file.read(_BLOCK):
        block = rest + read
        end = block.rfind(b"</c>") + 4
        rest = block[end:] if end >= 4 else block[-_BLOCK:]
        if b"#" in block and b' t="e"' in block:
            yield from _errors(block[:end])
        if _DAY.search(block):
            yield from unfit_cells.among(block[:end])
        if _FORMULA.search(block) and any(bare in block for bare in _BARE_ENDS):
            yield from _uncalculated(block[:end])


def _errors(block: bytes) -> Iterator[tuple[int, int, str]]:
    for hit in re.finditer(rb' t="e"', block):
        tag = _tag_around(block, hit.start())
        if tag and (name := _NAME.search(tag[0])):
            value = _VALUE.search(block, tag.end(), block.find(b"</c>", tag.end()))
            yield int(name[2]), packed.column_number(name[1]), _shown(value)


def _uncalculated(block: bytes) -> Iterator[tuple[int, int, str]]:
    for hit in _BARE.finditer(block):
        tag = _tag_around(block, hit.start() - 1)
        if tag and tag.end() == hit.start() and not _RESULT_OF_TEXT.search(tag[0]) and (name := _NAME.search(tag[0])):
            yield int(name[2]), packed.column_number(name[1]), UNCALCULATED


def _tag_around(block: bytes, place: int) -> re.Match[bytes] | None:
    """The opening tag of a cell that holds this place; None where the place is in a text."""
    tag = _TAG.match(block, max(block.rfind(b"<", 0, place), 0))
    return tag if tag and tag.end() > place else None


def _shown(value: re.Match[bytes] | None) -> str:
    return value[1].decode("utf-8", "replace") if value and value[1] else UNNAMED


# -- .ods


def _of_ods(archive: zipfile.ZipFile) -> _Found:
    if not _has(archive, _ODS_ERROR):
        return
    with archive.open("content.xml") as file:
        reader = _Ods()
        while block := file.read(_BLOCK):
            try:
                reader.parser.Parse(block)
            except expat.ExpatError:
                return
            yield from reader.found
            reader.found.clear()


def _has(archive: zipfile.ZipFile, sought: bytes) -> bool:
    rest = b""
    with archive.open("content.xml") as file:
        while block := file.read(_BLOCK):
            if sought in rest + block:
                return True
            rest = block[-len(sought) :]
    return False


class _Ods:
    """Where the error cells of an OpenDocument stand: its rows and cells have no names, but may be repeated."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._begins
        self.parser.EndElementHandler = self._ends
        self.parser.CharacterDataHandler = self._says
        self.found: list[tuple[str, int, int, str]] = []
        self.title = ""
        self.row = self.column = self.rows = 0
        self.shown: list[str] | None = None  # of the error cell that is being read
        self.cells = range(0)  # its columns
        self.errors: list[tuple[int, str]] = []  # of the row

    def _begins(self, name: str, about: dict[str, Any]) -> None:
        if name == "table:table":
            self.title, self.row = about.get("table:name", ""), 0
        elif name == "table:table-row":
            self.rows, self.column, self.errors = _repeated(about, "table:number-rows-repeated"), 0, []
        elif name in ("table:table-cell", "table:covered-table-cell"):
            times = _repeated(about, "table:number-columns-repeated")
            if about.get("calcext:value-type") == "error":
                self.shown, self.cells = [], range(self.column, self.column + min(times, _MOST + 1))
            self.column += times

    def _ends(self, name: str) -> None:
        if name == "table:table-row":
            for row in range(self.row + 1, self.row + 1 + (self.rows if self.errors else 0)):
                if len(self.found) > _MOST:
                    break
                self.found += [(self.title, row, column, shown) for column, shown in self.errors]
            self.row += self.rows
        elif name in ("table:table-cell", "table:covered-table-cell") and self.shown is not None:
            self.errors += [(column, "".join(self.shown) or UNNAMED) for column in self.cells]
            self.shown = None

    def _says(self, text: str) -> None:
        if self.shown is not None:
            self.shown.append(text)


def _repeated(about: dict[str, Any], name: str) -> int:
    times = about.get(name, "1")
    return int(times) if times.isdecimal() and len(times) < 8 else 1
