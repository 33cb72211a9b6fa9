"""The cells of an .xlsx whose value is none of their type: a number without end, a day that is none, a text unknown.

The parser refuses the whole sheet for one of them, or gives something else for it: another cell's text, the year 1899.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from functools import cached_property
from math import inf

import orjson

from trainer_app.spreadsheets import packed
from trainer_app.spreadsheets.problem import Unfit

UnfitCells = dict[int, dict[int, Unfit]]
"""What stands in the cells of a sheet, by row (from 1) and column (from 0)."""

_BLOCK = 1 << 20
_BEGINNING = 1 << 16  # bytes of the shared texts in which the first of them stands
_MOST = 100_000  # in one sheet
_LONGEST = 400  # signs of a number; the largest has 309 digits
_LEAST = -1e11  # where a cell shows a date, the parser falls over a number below
_SHOWN = 40  # signs of what stands in a cell
_STRINGS = "xl/sharedStrings.xml"
_CELL = re.compile(rb"<c(\s[^<>]*)>(?:<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>))?<v(?:\s[^<>]*)?>([^<]*)</v>")
_ERROR = re.compile(rb'(<c\s[^<>]*?\bt="e"[^<>]*>(?:<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>))?<v(?:\s[^<>]*)?>)(#[^<]*)</v>')
_NAME = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')
_TYPE = re.compile(rb'\st="([^"]*)"')
_FIRST = re.compile(rb"<si>(?:<r>(?:<rPr>.*?</rPr>)?)?<t(?:\s[^<>]*)?>([^<]+)</t>", re.DOTALL)
_NUMBER = re.compile(rb"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_ENDLESS = re.compile(rb"[+-]?(?:inf|infinity|nan)", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SIMPLE = {b"str", b"inlineStr"}
_YES_OR_NO = {b"0", b"1", b"true", b"false"}
_ERRORS = {b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!", b"#DATA!", b"#GETTING_DATA"}


class Finder:
    """Finds them in one file; none in a file of another kind, or in one whose parts cannot be read."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def of(self, title: str) -> UnfitCells:
        """Those of a sheet."""
        found: UnfitCells = {}
        try:
            for number, (row, column, shown) in enumerate(self._cells(title)):
                if number == _MOST:
                    break
                found.setdefault(row, {})[column] = shown
        except packed.BROKEN:
            pass  # what was found before is as true
        return found

    def first(self, title: str) -> tuple[str, Unfit] | None:
        """The name of the first of a sheet, and what stands in it."""
        try:
            for row, column, shown in self._cells(title):
                return f"{packed.column_letters(column)}{row}", shown
        except packed.BROKEN:
            pass
        return None

    def mended(self) -> bytes | None:
        """The file as the parser takes it: these cells empty, and the errors that it does not know, as of other
        programs, under a name that it does. None where there are none, or too many to tell them all."""

        def emptied(hit: re.Match[bytes]) -> bytes:
            kind = _TYPE.search(hit[1])
            fits = _fits(kind[1] if kind else b"", hit[2], self._strings)
            return hit[0] if fits else b"<c" + _TYPE.sub(b"", hit[1]) + b">"

        try:
            changed = {}
            for part in self._parts.values():
                xml = self._archive.read(part)
                if sum(1 for _cell in among(xml, self._strings)) > _MOST:
                    return None
                known = _ERROR.sub(lambda hit: hit[0] if hit[2] in _ERRORS else hit[1] + b"#VALUE!</v>", xml)
                known = _CELL.sub(emptied, known)
                if known != xml:
                    changed[part] = known
            return packed.replaced(self._archive, changed) if changed else None
        except packed.BROKEN:
            return None

    @cached_property
    def stand_in(self) -> bytes:
        """How the first shared text begins in JSON, which the parser gives where a cell names none by its number."""
        try:
            with self._archive.open(_STRINGS) as file:
                block = file.read(_BEGINNING)
        except packed.BROKEN:
            return b""
        hit = _FIRST.match(block, max(block.find(b"<si>"), 0))
        text = html.unescape(hit[1].decode("utf-8", "replace")).strip() if hit else ""
        return orjson.dumps(text)[:-1] if text else b""

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self._content))

    @cached_property
    def _parts(self) -> dict[str, str]:
        return dict(packed.parts(self._archive))

    @cached_property
    def _strings(self) -> int:
        """How many shared texts there are."""
        if _STRINGS not in self._archive.NameToInfo:
            return 0
        number, rest = 0, b""
        with self._archive.open(_STRINGS) as file:
            while read := file.read(_BLOCK):
                block = rest + read
                number += block.count(b"</si>") + block.count(b"<si/>")
                rest = block[-4:]
        return number

    def _cells(self, title: str) -> Iterator[tuple[int, int, Unfit]]:
        if title not in self._parts:
            return
        rest = b""
        with self._archive.open(self._parts[title]) as file:
            while read := file.read(_BLOCK):
                block = rest + read
                end = block.rfind(b"</v>") + 4
                rest = block[end:] if end >= 4 else block[-_BLOCK:]
                yield from among(block[:end], self._strings)


def among(block: bytes, strings: float = inf) -> Iterator[tuple[int, int, Unfit]]:
    """Row, column and content of those in a stretch of a sheet, where there are so many shared texts."""
    for hit in _CELL.finditer(block):
        kind = _TYPE.search(hit[1])
        if not _fits(kind[1] if kind else b"", hit[2], strings) and (name := _NAME.search(hit[1])):
            shown = html.unescape(hit[2].decode("utf-8", "replace"))
            yield int(name[2]), packed.column_number(name[1]), Unfit(shown[:_SHOWN])


def _fits(kind: bytes, value: bytes, strings: float) -> bool:
    """Whether a cell of this type may hold that. Without a type it may also be a text, as the parser takes it."""
    if not value or kind in _SIMPLE:
        return True
    if kind == b"s":
        return len(value) < 10 and value.isdigit() and int(value) < strings
    if kind in (b"", b"n"):
        if _NUMBER.fullmatch(value):
            return len(value) <= _LONGEST and _LEAST <= float(value) < inf
        return not kind and not _ENDLESS.fullmatch(value)
    if kind == b"d":
        return is_moment(value.decode("utf-8", "replace"))
    return value.lower() in _YES_OR_NO if kind == b"b" else kind == b"e" and value in _ERRORS


def is_moment(text: str) -> bool:
    """Whether a text is a date or a time; some programs end it with the zone, or leave the zeros of a day out."""
    day = _DAY.fullmatch(text)
    try:
        if day:
            datetime(int(day[1]), int(day[2]), int(day[3]))
        elif text[2:3] == ":":
            time.fromisoformat(text)
        else:
            datetime.fromisoformat(text)
    except ValueError:
        return False
    return day is not None or ":" in text or "-" in text
