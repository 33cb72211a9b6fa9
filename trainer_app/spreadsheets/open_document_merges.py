"""Which cells of an .ods are merged: the parser tells that of other workbooks only."""

import io
import re
import zipfile
from contextlib import suppress
from typing import Any
from xml.parsers import expat

from trainer_app.spreadsheets import packed
from trainer_app.spreadsheets.bounds import MERGES
from trainer_app.spreadsheets.open_document import CELLS, CONTENT, times

Merge = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell, each its row and column from 0."""

_BLOCK = 1 << 20
_SPANS = re.compile(rb'-spanned\s*=\s*["\'](?:[2-9]|1\d)')


def merges_by_title(content: bytes) -> dict[str, list[Merge]]:
    """The merged cells of each sheet of a workbook by its title; nothing for one that is no .ods, or a broken one."""
    if not content.startswith(packed.ZIP):
        return {}
    with suppress(*packed.BROKEN), zipfile.ZipFile(io.BytesIO(content)) as archive:
        if CONTENT in archive.NameToInfo and _has_any(archive):
            return _Merges(archive.read(CONTENT)).found
    return {}


def _has_any(archive: zipfile.ZipFile) -> bool:
    rest = b""
    with archive.open(CONTENT) as file:
        while read := file.read(_BLOCK):
            if _SPANS.search(rest + read):
                return True
            rest = read[-40:]  # letters of the name of an attribute and its value
    return False


class _Merges:
    """Counts rows and cells, which have no names, but may be repeated."""

    def __init__(self, xml: bytes) -> None:
        """Read all of a content.xml, as far as it can be read."""
        self.found: dict[str, list[Merge]] = {}
        self._title = ""
        self._row = self._column = self._rows = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._begins, self._ends
        with suppress(expat.ExpatError):  # the parser of the workbook says what is wrong with it
            parser.Parse(xml, True)

    def _begins(self, name: str, about: dict[str, Any]) -> None:
        if name in CELLS:
            down, right = times(about, "table:number-rows-spanned"), times(about, "table:number-columns-spanned")
            known = self.found.setdefault(self._title, [])
            if max(down, right) > 1 and len(known) < MERGES:
                known.append(((self._row, self._column), (self._row + down - 1, self._column + right - 1)))
            self._column += times(about, "table:number-columns-repeated")
        elif name == "table:table-row":
            self._rows, self._column = times(about, "table:number-rows-repeated"), 0
        elif name == "table:table":
            self._title, self._row = about.get("table:name", ""), 0

    def _ends(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._rows
