"""Rows that carry a digest of their cells: of those that are as they were written only the ids need to be looked at.

A sheet of such rows has a row of keys (`sheet/column`) near its top; its columns `id`, `second` and `digest` say whose
each row is and what the digest of all its other cells was.
"""

import hashlib
from collections.abc import Callable, Collection, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import orjson

SEARCHED = 10
"""Rows in which the keys are looked for: people put titles above."""

TOP = 2 * SEARCHED
"""Rows that tell a sheet: keys and header stand there. They are handed over whole."""

_HIDDEN = ("id", "second", "digest")
_DIGEST = 8  # bytes; a digest tells an edited row, it guards nothing


def row_digest(cells: Sequence[Any]) -> str:
    """The digest of a row's cells (before format 3 of those that a person may change) as calamine reads them.

    It only spares a look: a row whose digest differs is compared with its base cell by cell.
    """
    return hashlib.blake2b(orjson.dumps(cells, repr), digest_size=_DIGEST).hexdigest()


def earlier_digest(cells: Sequence[Any]) -> str:
    """What workbooks hold that were written before the digest was one of JSON; it takes more than twice as long."""
    return hashlib.blake2b(repr(tuple(cells)).encode(), digest_size=_DIGEST).hexdigest()


def blank_digest(columns: int) -> str:
    """The digest of a row that is written empty, to be typed into: one and the same in all releases."""
    return earlier_digest([""] * columns)


class Digests:
    """Compares rows with their digests, in the way first in which that of the row before was made."""

    def __init__(self) -> None:
        self._digest, self._other = row_digest, earlier_digest

    def agree(self, cells: Sequence[Any], digest: object) -> bool:
        """Whether this is the digest of these cells."""
        if self._digest(cells) == digest:
            return True
        if self._other(cells) != digest:
            return False
        self._digest, self._other = self._other, self._digest
        return True


class Places(NamedTuple):
    """Where the columns of a sheet stand: those of the ids (-1: there is none), of the digest, and what it is of."""

    sheet: str  # its key
    id: int
    second: int
    digest: int
    cells: tuple[int, ...]


class AsWritten(NamedTuple):
    """Stands for rows one after the other that are as they were written: the ids of each, and how that was told."""

    firsts: list[str]
    seconds: list[str]
    places: Places


def picker(places: Sequence[int]) -> Callable[[Sequence[Any]], Any]:
    """What gives the cells of a row in these places, as a tuple."""
    return itemgetter(*places) if len(places) > 1 else lambda row: tuple([row[place] for place in places])


def places_in(top: Sequence[Sequence[Any]], sheets: Collection[str]) -> Places | None:
    """Where the columns of the sheet stand that begins with these rows; None if it is none of those with these keys.

    Also None for one in which somebody added columns: whoever reads it wants to see its rows.
    """
    for row in top[:SEARCHED]:
        keys = [cell.partition("/") if isinstance(cell, str) else ("", "", "") for cell in row]
        found = {sheet for sheet, slash, _name in keys if slash and sheet in sheets}
        if found:
            at = {name: place for place, (_sheet, _slash, name) in enumerate(keys)}
            cells = tuple([place for name, place in at.items() if name not in _HIDDEN])
            strange = {sheet for sheet, _slash, _name in keys} != found or len(at) < len(keys)
            if strange or len(found) > 1 or not cells or not {"id", "digest"} <= at.keys():
                return None
            return Places(found.pop(), at["id"], at.get("second", -1), at["digest"], cells)
    return None


class Comparison:
    """Tells the rows of one sheet that are as they were written, and gathers their ids; `top` are those above them."""

    def __init__(self, places: Places, top: Sequence[Sequence[Any]]) -> None:
        self.places = places
        self.firsts: list[str] = []
        self.seconds: list[str] = []
        self._cells = picker(places.cells)
        self._blank = blank_digest(len(places.cells))  # that is no record
        self._agree = Digests().agree
        self._met = {row[places.id] for row in top}

    def takes(self, row: Sequence[Any]) -> bool:
        """Whether a row is as it was written, and the first of its record: then it is gathered."""
        _sheet, at_id, at_second, at_digest, _cells = self.places
        digest, record = row[at_digest], row[at_id]
        if digest == self._blank or not self._agree(self._cells(row), digest) or record in self._met:
            return False
        second = row[at_second] if at_second >= 0 else ""
        if type(record) is not str or type(second) is not str:
            return False
        self._met.add(record)
        self.firsts.append(record)
        self.seconds.append(second)
        return True

    def gathered(self) -> tuple[list[str], list[str]]:
        """The ids of the rows that were gathered since this was last asked."""
        found = self.firsts, self.seconds
        self.firsts, self.seconds = [], []
        return found
