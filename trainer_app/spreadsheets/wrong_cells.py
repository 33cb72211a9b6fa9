"""The cells that show an error (#N/A), or hold a formula that nobody calculated: the parser gives them as empty.

Also those of an .xlsx that call a day what is none: the parser gives them as a text.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import IO

from trainer_app.spreadsheets import binary_records, open_document, packed, short_cells, unfit_cells
from trainer_app.spreadsheets.problem import UNCALCULATED, UNNAMED, Problem

WrongCells = dict[int, dict[int, str]]
"""What the cells of a sheet show, an Unfit, or UNCALCULATED, by row (from 1) and column (from 0)."""

_Cell = tuple[str, int, int, str]  # sheet, row, column, what it shows

_MOST = open_document.MOST  # in one sheet; some programs save all formulas of our attendance without their results
_BLOCK = 1 << 20
_TAG = re.compile(rb"<c\s[^<>]*>")
_NAME = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_FORMULA = re.compile(rb"<f")  # as a pattern it is found twice as fast as by "in"
_DAY = re.compile(rb'="d"')
_BARE = re.compile(rb"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>")
_BARE_ENDS = (b"</f></c>", b"</f><v></v></c>", b"/></c>")
_RESULT_OF_TEXT = re.compile(rb'\st="(?!n")')


def understood(content: bytes) -> tuple[bytes, Callable[[str], WrongCells]]:
    """The file as the parser can take it, and what gives the wrong cells of the sheet with a title.

    The latter raises Problem for a sheet that is full of them. Sheets without any, as nearly all are, cost no more than
    looking through their bytes.
    """
    try:
        content, found = _understood(content)
    except packed.BROKEN:
        return content, lambda title: {}  # the parser says what is wrong with it

    def unbroken(title: str) -> WrongCells:
        try:
            return found(title)
        except packed.BROKEN:
            return {}

    return content, unbroken


def _understood(content: bytes) -> tuple[bytes, Callable[[str], WrongCells]]:
    if not content.startswith(packed.ZIP):
        return content, _by_title(lambda: binary_records.errors_of_xls(content))
    content = short_cells.with_columns(content)
    archive = zipfile.ZipFile(io.BytesIO(content))
    if open_document.CONTENT in archive.NameToInfo:
        content, cells = open_document.understood(archive, content)
        return content, _by_title(lambda: cells)
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

    return content, found


def _by_title(all_of: Callable[[], Iterable[_Cell]]) -> Callable[[str], WrongCells]:
    """The same for a file that is looked through once, for all its sheets."""
    known = cache(lambda: _gathered(all_of()))
    return lambda title: known().get(title, {})


def _gathered(cells: Iterable[_Cell]) -> dict[str, WrongCells]:
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
