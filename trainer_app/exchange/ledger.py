"""The ledger of a merge: what became of every row that was read, and whether the tables hold what the plan says."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass

from db.database import Database, Transaction
from db.journal import Effect
from db.models import RECORDS
from trainer_app.errors import UserError
from trainer_app.exchange.acceptance import Key
from trainer_app.texts import _
from trainer_app.workbook.incoming import Incoming, RowSeen, Untouched
from trainer_app.workbook.sheets import ATTENDANCE, COURSES, SHEETS, Sheet

_NEW, _CHANGED, _SAME, _HELD, _REFUSED = "new", "changed", "same", "held", "refused"
OUTCOMES = (_NEW, _CHANGED, _SAME, _HELD, _REFUSED)
"""What becomes of a row: every row read is exactly one of these, so the ledger adds up."""

Effects = Mapping[Key, Effect]
"""What a merge did to each (table, record)."""

_SHEETS = {sheet.key: sheet for sheet in SHEETS}

PARTS = {ATTENDANCE.key: ("attendance", "enrolment_id"), COURSES.key: ("course_trainer", "course_id")}
"""The records that a row shows besides its own: their table, and how they name the row's record."""


@dataclass
class Ledger:
    """The rows of one sheet of one file; `read` is the sum of the others.

    Held rows wait for a person: a value of theirs is in conflict, or they were left out.
    """

    sheet: str
    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    held: int = 0
    refused: int = 0

    @property
    def adds_up(self) -> bool:
        return self.read == sum(getattr(self, outcome) for outcome in OUTCOMES)


def ledgers(incoming: Incoming, effects: Effects, left: Set[Key] = frozenset()) -> list[Ledger]:
    """Per sheet what became of its rows; `left` are records that were left out.

    RuntimeError if a row that was read has no outcome, or two.
    """
    found = {key: Ledger(key, read) for key, read in incoming.read.items() if read}
    counter = _Counter(incoming, effects, left)
    for key, rows in incoming.untouched.items():
        for outcome, number in counter.untouched(_SHEETS[key], rows).items():
            _add(found[key], outcome, number)
    for row in incoming.rows:
        _add(found[row.sheet], counter.seen(row))
    wrong = [ledger for ledger in found.values() if not ledger.adds_up]
    if wrong:
        raise RuntimeError(f"the ledger does not add up: {wrong}")
    return list(found.values())


def _add(ledger: Ledger, outcome: str, number: int = 1) -> None:
    setattr(ledger, outcome, getattr(ledger, outcome) + number)


class _Counter:
    """Finds the outcome of single rows."""

    def __init__(self, incoming: Incoming, effects: Effects, left: Set[Key]) -> None:
        self.incoming, self.effects, self.left = incoming, effects, left
        naming = dict(PARTS.values())
        self.parts: dict[str, dict[str, list[Key]]] = {table: {} for table in naming}  # by the record that they name
        self.new: dict[str, set[str]] = {}  # the records by table that are new and nothing else
        self.other = {record for _table, record in left}  # those of which more has to be asked than whether they are
        for (table, record), (kind, before, after, conflicts, *_more) in effects.items():
            plainly_new = kind == "new" and not conflicts
            if not plainly_new:
                self.other.add(record)
            elif table in self.new:
                self.new[table].add(record)
            else:
                self.new[table] = {record}
            if table in naming:
                named = (after or before or {}).get(naming[table]) or ""
                self.parts[table].setdefault(named, []).append((table, record))
                if not plainly_new or (table, record) in left:
                    self.other.add(named)

    def seen(self, row: RowSeen) -> str:
        """What became of a row that differed from what was written."""
        if row.refused:
            return _REFUSED
        about = row.about or (row.records[0] if row.records else ("", ""))
        return self._outcome(_SHEETS[row.sheet], about, row.records)

    def untouched(self, sheet: Sheet, rows: Untouched) -> Counter[str]:
        """What became of rows of these records that nobody typed in: by what the carried journal did to them."""
        found: Counter[str] = Counter()
        new, new_beside = self.new.get(sheet.table, set()), self.new.get(sheet.second, set())
        parts = self.parts[PARTS[sheet.key][0]] if sheet.key in PARTS else {}
        other = self.other
        number_of_new = 0
        pairs: Iterable[tuple[str, str]] = zip(rows.firsts, rows.seconds, strict=True)
        if not (new or new_beside or parts):  # as in most returned workbooks
            pairs = [pair for pair in pairs if pair[0] in other or pair[1] in other]
        for first, second in pairs:
            plainly = first not in other and second not in other
            if plainly and first in new:
                number_of_new += 1
            elif not plainly or second in new_beside or first in parts:
                records = [] if sheet is ATTENDANCE else [(sheet.table, first)]
                records += [(sheet.second, second)] if second else []
                found[self._outcome(sheet, (sheet.table, first), records)] += 1
        number_of_same = len(rows) - number_of_new - found.total()
        return found + Counter({_NEW: number_of_new, _SAME: number_of_same})

    def _outcome(self, sheet: Sheet, about: Key, records: Sequence[Key]) -> str:
        """By the record that a row stands for, and all those that it shows: of attendance only the marks."""
        shown = list(records)
        if sheet.key in PARTS:
            shown += self.parts[PARTS[sheet.key][0]].get(about[1], ())
        found = [self.effects[key] for key in shown if key in self.effects]
        if any(effect.conflicts for effect in found) or not self.left.isdisjoint((about, *shown)):
            return _HELD
        main = self.effects.get(about)
        if main is not None and main.kind == "new":
            return _NEW
        return _SAME if all(effect.kind == "same" and not effect.settled for effect in found) else _CHANGED


class RowCount:
    """Keeps how many rows each table should have gained or lost, to be compared with what it has in the end."""

    def __init__(self) -> None:
        self.expected: Counter[str] = Counter()

    def add(self, effects: Effects) -> None:
        """What one file did. A deleted record keeps its row, one whose making was taken back has none."""
        for (table, _record), (_kind, before, after, *_fields) in effects.items():
            self.expected[table] += (after is not None) - (before is not None)

    @contextmanager
    def beside(self, tx: Transaction) -> Iterator[None]:
        """What is done within is not what a file brings: settling may end what stood only for what goes by that."""
        before = _rows(tx, RECORDS)
        yield
        for table, has in _rows(tx, RECORDS).items():
            self.expected[table] += has - before[table]

    def compare(self, database: Database, tx: Transaction) -> None:
        """UserError, so that nothing is changed, where a table gained other than the plan says.

        Another connection still sees the tables as they were before this transaction.
        """
        tables = sorted(self.expected.keys() - {"replica"})  # where a copy of this database takes a new name on the way
        with database.read() as before:
            had = _rows(before, tables)
        for table, has in _rows(tx, tables).items():
            expected = had[table] + self.expected[table]
            if has != expected:
                raise UserError(
                    _(
                        "After the merge the table {table} holds {has} rows, where the plan says {expected}. "
                        "Nothing was changed. Check the data (Settings, or the command “check”), and report this "
                        "with the workbooks."
                    ).format(table=table, has=has, expected=expected)
                )


def _rows(tx: Transaction, tables: Iterable[str]) -> dict[str, int]:
    """How many rows each of these tables has."""
    return {table: int(tx.rows(f"SELECT count(*) FROM {table}")[0][0]) for table in tables}
