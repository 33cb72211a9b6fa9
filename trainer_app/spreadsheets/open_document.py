"""Cells of an .ods that show one thing and say another, or nothing: the parser takes what they say alone.

A cell has a type and a value beside the text that it shows (ODF 1.3, 19.385 and on). Where the value is missing the
parser gives an empty cell, as if somebody had cleared it; for a number that is none it refuses the whole file; a
yes or no that is none is a no. Line breaks inside a paragraph are dropped, texts of drawings count as the cell's.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from math import isfinite
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from trainer_app.spreadsheets import packed
from trainer_app.spreadsheets.problem import UNNAMED, Problem, Unfit
from trainer_app.spreadsheets.unfit_cells import is_moment

Cell = tuple[str, int, int, str]
"""Title of the sheet, row (from 1), column (from 0), and what the cell shows, or an Unfit."""

CONTENT = "content.xml"
"""The part with all cells, which no other workbook has."""

MOST = 1_000_000
"""Cells that may be told of one file."""

_BLOCK = 1 << 20
_SHOWN = 40  # signs of what stands in a cell
_TYPE = "office:value-type"
_VALUES = {
    "float": "office:value",
    "percentage": "office:value",
    "currency": "office:value",
    "date": "office:date-value",
    "time": "office:time-value",
    "boolean": "office:boolean-value",
    "string": "office:string-value",
}
_KEYS = tuple(dict.fromkeys(_VALUES.values()))
_SOUND = (
    rb'string"(?:\soffice:string-value="[^"]+")?(?:\scalcext:value-type="string")?\s*/?>',
    rb'(?:float|percentage|currency)"(?:\soffice:currency="[^"]*")?'
    rb'\soffice:value="-?[0-9]+(?:\.[0-9]+)?(?:E-?[0-9]{1,2})?"(?!\soffice)',
    rb'date"\soffice:date-value="[12][0-9]{3}-'
    rb'(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"(?!\soffice)',
    rb'boolean"\soffice:boolean-value="(?:true|false)"(?!\soffice)',
)
"""What stands after the type of most cells; whatever else does is looked at closely."""
_DOUBTFUL = re.compile(
    rb'<table:(?:covered-)?table-cell(?=[\s/>])(?:\s(?!office:)[\w:.-]+="[^"<]*")*+'
    rb'(?!\s*(?:/>|><text:p/>)|\soffice:value-type="(?:' + b"|".join(_SOUND) + rb"))"
)
_STRANGE = (b"<text:line-break", b"<draw:", b'calcext:value-type="error"')
_TAG = re.compile(rb"<[\w:.-]+(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_SAID = re.compile(rb"\s+(?:office:[\w-]*value(?:-type)?|calcext:value-type)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_DURATION = re.compile(r"PT([0-9]{1,2})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]{1,9})?S")
CELLS = ("table:table-cell", "table:covered-table-cell")
"""The elements of cells, the latter of those that a merged one covers."""
_ASIDES = ("office:annotation", "draw:")  # what is in them stands beside the cell
_BREAKS = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}


def understood(archive: zipfile.ZipFile, content: bytes) -> tuple[bytes, list[Cell]]:
    """The file in which every cell says what it shows, and the cells that show an error or cannot hold what they say.

    The latter are empty in it. A file in which all is sound comes back as it is, and costs a look at its bytes.
    Raises what an archive raises that is none (packed.BROKEN), and Problem for a file that is full of them.
    """
    if not _is_doubtful(archive):
        return content, []
    reader = _Reader(archive.read(CONTENT))
    if not reader.changed:
        return content, reader.found
    return packed.replaced(archive, {CONTENT: b"".join(reader.mended())}), reader.found


def _is_doubtful(archive: zipfile.ZipFile) -> bool:
    rest = b""
    with archive.open(CONTENT) as file:
        while read := file.read(_BLOCK):
            block = rest + read
            end = block.rfind(b">") + 1
            if any(strange in block for strange in _STRANGE) or _DOUBTFUL.search(block, 0, end):
                return True
            rest = block[end:] if len(block) - end < _BLOCK else b""
    return False


class _Reader:
    """Where the odd cells stand: rows and cells have no names, but may be repeated."""

    def __init__(self, xml: bytes) -> None:
        """Read all of a content.xml, as far as it can be read."""
        self.xml = xml
        self.found: list[Cell] = []
        self.changed: list[tuple[int, str]] = []  # where the tag of a cell begins, and what the cell is to say
        self._title = ""
        self._row = self._column = self._rows = 0
        self._wrong: list[tuple[int, str]] = []  # of the row
        self._depth = self._aside = 0  # of elements in the cell, and in what stands beside it
        self._place = 0
        self._about: dict[str, str] = {}
        self._columns = range(0)
        self._shown: list[str] = []
        self._is_strange = False  # the parser would take another text from it
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._begins, self._ends
        parser.CharacterDataHandler = self._says
        with suppress(expat.ExpatError):  # the parser says what is wrong with it
            parser.Parse(xml, True)

    def mended(self) -> Iterator[bytes]:
        """The XML with other tags for the cells that were changed."""
        done = 0
        for place, says in self.changed:
            tag = _TAG.match(self.xml, place)
            if tag and place >= done:
                yield self.xml[done:place]
                bare = _SAID.sub(b"", tag[0])
                name = re.match(rb"<[\w:.-]+", bare)
                assert name
                said = f' office:value-type="string" office:string-value={quoteattr(says)}' if says else ""
                yield name[0] + said.encode("ascii", "xmlcharrefreplace") + bare[name.end() :]
                done = tag.end()
        yield self.xml[done:]

    def _begins(self, name: str, about: dict[str, Any]) -> None:
        if self._depth:
            self._depth += 1
            if self._aside or name.startswith(_ASIDES):
                self._aside += 1
                self._is_strange = self._is_strange or name.startswith("draw:")
            elif name == "text:p" and self._shown:
                self._shown.append("\n")
            elif name in _BREAKS:
                self._shown.append(_BREAKS[name] * min(times(about, "text:c"), MOST))
                self._is_strange = self._is_strange or name == "text:line-break"
        elif name in CELLS:
            repeated = times(about, "table:number-columns-repeated")
            self._columns = range(self._column, self._column + min(repeated, MOST + 1))
            self._column += repeated
            self._depth, self._about, self._shown, self._is_strange = 1, about, [], False
            self._place = self._parser.CurrentByteIndex
        elif name == "table:table-row":
            self._rows, self._column, self._wrong = times(about, "table:number-rows-repeated"), 0, []
        elif name == "table:table":
            self._title, self._row = about.get("table:name", ""), 0

    def _ends(self, name: str) -> None:
        if self._depth:
            self._depth -= 1
            self._aside = max(0, self._aside - 1)
            if not self._depth:
                self._judge("".join(self._shown))
        elif name == "table:table-row":
            for row in range(self._row + 1, self._row + 1 + (self._rows if self._wrong else 0)):
                if len(self.found) > MOST:
                    raise Problem("too_much", sheet=self._title, row=row)
                self.found += [(self._title, row, column, shown) for column, shown in self._wrong]
            self._row += self._rows

    def _says(self, text: str) -> None:
        if self._depth > 1 and not self._aside:
            self._shown.append(text)

    def _judge(self, shown: str) -> None:
        """See what the cell says that has been read, and shows this."""
        about = self._about
        kind, key = about.get(_TYPE, ""), _VALUES.get(about.get(_TYPE, ""), "")
        said = [about[other] for other in _KEYS if other in about]
        value = about.get(key, "")
        if about.get("calcext:value-type") == "error":
            self._refuse(shown or UNNAMED)
        elif value and (len(said) > 1 or not _fits(kind, value)):
            self._refuse(Unfit(value[:_SHOWN]))
        elif value:
            pass  # as most
        elif shown.strip():
            if kind != "string" or said or self._is_strange:
                self.changed.append((self._place, shown))
        elif any(said):
            self._refuse(Unfit("".join(said)[:_SHOWN]))
        elif self._is_strange or (said and kind != "string"):
            self.changed.append((self._place, ""))

    def _refuse(self, shown: str) -> None:
        self.changed.append((self._place, ""))
        self._wrong += [(column, shown) for column in self._columns]


def times(about: dict[str, Any], name: str) -> int:
    """A number of rows or cells that an attribute tells; 1 without it, and where it is none that a sheet can have."""
    told = about.get(name, "1")
    return int(told) if told.isdecimal() and len(told) < 8 else 1


def _fits(kind: str, value: str) -> bool:
    """Whether a cell of this type may hold that, and the parser knows it for that."""
    if kind == "string":
        return True
    if kind == "boolean":
        return value in ("true", "false", "TRUE", "FALSE")
    if kind == "time":
        hit = _DURATION.fullmatch(value)
        return hit is not None and int(hit[1]) < 24 and int(hit[2]) < 60 and int(hit[3]) < 60
    if kind == "date":
        return is_moment(value)
    return bool(_NUMBER.fullmatch(value)) and isfinite(float(value))
