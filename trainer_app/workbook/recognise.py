"""Whose row is this? Rows are sorted, copied, cut and pasted with their hidden ids or without.

A row that has all cells of a record as written is that record, whatever id stands beside it. Where ids and cells
were sorted apart the ids say nothing, and a row is known by its identity columns, or by the most equal cells.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from db.ids import derived_id
from trainer_app.workbook.tables import Row, Table

_FEW, _MANY = 3, 4  # cells that change, and that are filled, before a row is taken for a copy of another
_PAIRS = 250_000  # rows times records that are compared one by one
_PASSES = 20  # over rows that are as much like several records


@dataclass
class Recognised:
    """The rows in the end: `rows` to take, `copies` that repeat another in every cell, `unclear` to refuse."""

    rows: list[Row] = field(default_factory=list)
    copies: list[Row] = field(default_factory=list)
    unclear: list[Row] = field(default_factory=list)
    copied: list[Row] = field(default_factory=list)  # of the rows: those that had another's id
    strange: list[Row] = field(default_factory=list)  # those whose id this workbook never had, rows of another one
    apart: int = 0  # rows whose id stood beside other cells
    others: int = 0  # rows of another workbook, as that had them; counted where any row differs


def recognise(
    table: Table, rows: Sequence[Row], base: Mapping[str, list[str]], workbook: str, claimed: set[str]
) -> Recognised:
    """Give each row the record that it is: `record`, and `base` where it is not new.

    `base` has the cells of each record as written, `claimed` the records of which a row came back as it was written.
    """
    return _Recognition(table, base, workbook, claimed).of(rows)


class _Recognition:
    def __init__(self, table: Table, base: Mapping[str, list[str]], workbook: str, claimed: set[str]) -> None:
        self.table, self.base, self.workbook = table, base, workbook
        self.written = {record: self._as_written(record) for record in base if record not in claimed}
        self.untouched = claimed
        self.claimed: dict[str, tuple[str, ...]] = {}  # by these rows, with their cells
        self.found = Recognised(others=len(claimed) - (len(base) - len(self.written)))
        identity = [table.here.index(key) for key in table.spec.identity if key in table.here]
        self.identity = identity if len(identity) == len(table.spec.identity) else []

    def _as_written(self, record: str) -> tuple[str, ...]:
        cells = self.base.get(record)
        return self.table.of_written(cells) if cells else ()

    def _taken_with(self, record: str, texts: tuple[str, ...]) -> bool:
        """Whether a row with these very cells is that record."""
        if record in self.untouched:
            return self._as_written(record) == texts
        return self.claimed.get(record) == texts

    def _is_free(self, record: str) -> bool:
        """Whether no row is that record yet."""
        return record not in self.claimed and record not in self.untouched

    def of(self, rows: Sequence[Row]) -> Recognised:
        for row in rows:
            self._forget_strange_id(row)
        left = self._unchanged(rows)
        self.found.apart = self.found.apart or self._strayed(left)
        if self.found.apart or not self.table.has_ids:
            left = self._alike(left)
        else:
            left = [row for row in left if not self._claim(row, row.record)]
        for row in left:
            self._without_id(row)
        self.found.rows.sort(key=lambda row: row.number)
        return self.found

    def _forget_strange_id(self, row: Row) -> None:
        """An id beside a row that was not written empty, and that this workbook never had, says nothing.

        The row was copied from another workbook, or somebody replaced signs everywhere, in hidden cells too.
        """
        if row.record and row.record not in self.base and row.digest not in ("", self.table.blank):
            row.record = row.second = ""
            row.ids = ("", "")
            self.found.strange.append(row)

    def _claim(self, row: Row, record: str) -> bool:
        """Let the row be that record, if there is one and no other row is it."""
        if not record or not self._is_free(record):
            return False
        row.record = record
        row.base = self.base.get(record)
        self.claimed[record] = row.texts
        self.found.rows.append(row)
        return True

    def _unchanged(self, rows: Sequence[Row]) -> list[Row]:
        """Rows that hold a record's cells as written: under their own id first, then under any."""
        left = [row for row in rows if self.written.get(row.record) != row.texts or not self._claim(row, row.record)]
        by_texts: dict[tuple[str, ...], list[str]] = {}
        for record, texts in self.written.items():
            by_texts.setdefault(texts, []).append(record)
        rest = []
        for row in left:
            own = row.record
            free = next((record for record in by_texts.get(row.texts, ()) if self._is_free(record)), "")
            if self._claim(row, free):
                self.found.apart += bool(own)
            elif own and self._pasted_over(row) and row.texts in self._all_written:
                self.found.copies.append(row)
            else:
                rest.append(row)
        return rest

    @cached_property
    def _all_written(self) -> set[tuple[str, ...]]:
        """The cells of every record as written, also of those whose rows came back so."""
        return {self._as_written(record) for record in self.base}

    def _strayed(self, rows: Sequence[Row]) -> int:
        """How many rows stand beside each other's ids, where no row is as it was written: a column was filled first.

        Such a row has the identity of another record, is more like that than like its own, and the other record's own
        row is not that any more. One alone was typed so, or pasted.
        """
        known = [row for row in rows if row.record in self.written] if self.identity else []
        kept = {row.record for row in known if self._identity(row.texts) == self._identity(self.written[row.record])}
        strayed = 0
        for row in known:
            others = self._identities.get(self._identity(row.texts), [])
            if len(others) == 1 and others[0] != row.record and others[0] not in kept:
                own, other = self.written[row.record], self.written[others[0]]
                strayed += _equal(row.texts, other) > _equal(row.texts, own)
        return strayed if strayed > 1 else 0

    def _pasted_over(self, row: Row) -> bool:
        """Whether a row with an id of its own got all cells of another: what is visible was copied without the id."""
        before = self._as_written(row.record)
        changed = sum(1 for text, old in zip(row.texts, before, strict=True) if text != old) if before else _MANY
        typed = any(column.required for column in self.table.spec.columns)
        return typed and changed >= _FEW and sum(1 for text in row.texts if text) >= _MANY

    def _alike(self, rows: Sequence[Row]) -> list[Row]:
        """Rows whose ids say nothing: by unique identity, then by the most equal cells; the others remain."""
        left = [row for row in rows if not self._claim(row, self._by_identity(row))]
        free = [record for record in self.written if self._is_free(record)]
        if len(left) * len(free) > _PAIRS:
            self.found.unclear += left
            return []
        levels: dict[int, list[tuple[Row, str]]] = {}
        for row in left:
            filled = sum(1 for text in row.texts if text)
            for record in free:
                equal = _equal(row.texts, self.written[record])
                if equal * 2 >= filled:
                    levels.setdefault(equal, []).append((row, record))
        settled: set[int] = set()
        for level in sorted(levels, reverse=True):
            settled |= self._told_apart([pair for pair in levels[level] if pair[0].number not in settled])
        left = [row for row in left if row.number not in settled]
        return [row for row in left if row.record in self.base or not self._claim(row, row.record)]

    def _told_apart(self, pairs: Sequence[tuple[Row, str]]) -> set[int]:
        """The numbers of those rows, all as much like these records, that are settled: claimed, or unclear.

        A row is the record beside whose id it stands, or the only one, where no other row is like it. Rows that several
        records are like, and the other way round, are unclear, unless the rows are alike too.
        """
        settled: set[int] = set()
        for _time in range(_PASSES):  # what is settled leaves others only one
            pairs = [(row, record) for row, record in pairs if row.number not in settled and self._is_free(record)]
            rows, records = Counter(row.number for row, _record in pairs), Counter(record for _row, record in pairs)
            sure = [(row, record) for row, record in pairs if row.record == record]
            sure = sure or [(row, record) for row, record in pairs if rows[row.number] == records[record] == 1]
            sure = sure or (pairs if len({row.texts for row, _record in pairs}) == 1 else [])
            if not sure:
                break
            settled |= {row.number for row, record in sure if row.number not in settled and self._claim(row, record)}
        unclear = {row.number: row for row, record in pairs if row.number not in settled and self._is_free(record)}
        self.found.unclear += unclear.values()
        return settled | unclear.keys()

    def _by_identity(self, row: Row) -> str:
        """The one record that no row is yet and that has the row's identity; "" if there is none, or are several."""
        own = self._identity(row.texts)
        if not any(own):
            return ""
        free = [record for record in self._identities.get(own, ()) if self._is_free(record)]
        return free[0] if len(free) == 1 else ""

    @cached_property
    def _identities(self) -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for record, texts in self.written.items():
            found.setdefault(self._identity(texts), []).append(record)
        return found

    def _identity(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(texts[place] for place in self.identity)

    def _without_id(self, row: Row) -> None:
        """A row without an id, or with one that another row has: a repetition, a moved row, or a new one."""
        if row.record and self._taken_with(row.record, row.texts):
            self.found.copies.append(row)
            return
        copied = bool(row.record)
        if self._claim(row, self._by_identity(row)):
            return
        content = self._identity(row.texts) or row.texts
        number = 1
        while True:
            record = derived_id("row", self.workbook, self.table.spec.key, *content, *([str(number)] * (number > 1)))
            if self._claim(row, record):
                break
            if self._taken_with(record, row.texts):
                self.found.copies.append(row)
                return
            number += 1
        row.second = ""
        if copied:
            self.found.copied.append(row)


def _equal(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for text, written in zip(one, other, strict=True) if text and text == written)
