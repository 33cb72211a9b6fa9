"""One database of a story beside what it must know and show, compared after every step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from db.clock import stamp_text, wall_of
from db.database import Database
from db.journal import all_changes
from db.models import RECORDS
from db.resolve import ERASED, RETRACTS
from db.resolve import LOCAL as PUT_ASIDE
from tests.soak.model import Deed, Key, Mind
from trainer_app import dump
from trainer_app.workbook.select import LOCAL

DAY = 86_400_000
FIRST_RELEASE = 1_767_225_600_000
"""The start of 2026 in milliseconds: a clock that says less is wrong."""
SENSIBLE = FIRST_RELEASE + 10 * 365 * DAY


class Broken(AssertionError):
    """The application broke one of the guarantees."""


def expect(holds: object, problem: str) -> None:
    """Raise Broken with the problem unless it holds."""
    if not holds:
        raise Broken(problem)


@dataclass(frozen=True)
class Backup:
    """A backup with what is known in it, and the greatest stamp of others that its clock had followed."""

    path: Path
    mind: Mind
    follows: str


@dataclass
class Desk:
    """Somebody's database, what they know, and how their computer's clock goes."""

    name: str
    database: Database
    mind: Mind
    ahead: int = 0  # milliseconds by which the clock is wrong
    now: int = 0  # what it said when this person was last at work
    latest: int = 0  # and ever
    follows: str = ""  # the greatest stamp of others that it must be beyond since
    zone: str = "UTC"
    backups: list[Backup] = field(default_factory=list)
    last: dict[str, str] = field(default_factory=dict)  # the greatest stamp given so far, by replica id
    brought: set[Key] = field(default_factory=set)  # by files, of what others did
    first_hand: dict[str, frozenset[Key]] = field(default_factory=dict)  # by merged file, see standing.py

    def at_work(self, now: int) -> None:
        """This person begins to work when their clock says so."""
        self.now, self.latest = now, max(self.latest, now)

    # -- learning

    def read_journal(self) -> None:
        """Begin with what the database holds, as if it had all been done here."""
        with self.database.read() as tx:
            for change in all_changes(tx.connection):
                key = change.record, change.stamp
                self.mind.learn([deed_of(self.mind, key, change.table, change.kind, change.fields, change.basis)])

    def look(self, brought: Iterable[Deed] = (), *, own: bool = False) -> list[Deed]:
        """Take in what the journal has got, and compare what every record shows with what it must.

        All that was `brought` must be there; new work may be there only if `own`, and is returned.
        """
        with self.database.read() as tx:
            changes = tx.connection.exec_driver_sql(
                "SELECT record_id, stamp, table_name, kind, fields, basis FROM change ORDER BY seq"
            ).all()
            rows = {
                (table, row[0]): dict(zip(RECORDS[table].model_fields, row, strict=True))
                for table in sorted({change[2] for change in changes})
                for row in tx.connection.exec_driver_sql(
                    f"SELECT {', '.join(RECORDS[table].model_fields)} FROM {table}"
                )
            }
            conflicts = tx.connection.exec_driver_sql("SELECT record_id, field, stamps FROM conflict").all()
        done = self._hear({deed.key: deed for deed in brought if deed.key not in self.mind.deeds}, changes, own)
        self._check_journal({(row[0], row[1]): row[4] for row in changes})
        self._check_records(rows, conflicts)
        return done

    def _hear(self, awaited: dict[Key, Deed], changes: Sequence[Any], own: bool) -> list[Deed]:
        done: list[Deed] = []
        for record, stamp, table, kind, fields, basis in changes:
            key = record, stamp
            if key in self.mind.deeds:
                continue
            if key in awaited:
                self.mind.learn([awaited.pop(key)])
                if stamp <= self._bound():
                    self.follows = max(self.follows, stamp)
                if not stamp.endswith(f"-{self.database.replica}"):
                    self.brought.add(key)
                continue
            expect(own, f"{self.name}: a change of {table} {record} came from nowhere: {kind} {fields} ({stamp})")
            deed = self._deed(key, table, kind, orjson.loads(fields), orjson.loads(basis))
            self.mind.learn([deed])
            done.append(deed)
        expect(not awaited, f"{self.name}: these changes were brought and are not there: {_told(awaited.values())}")
        return done

    def _deed(self, key: Key, table: str, kind: str, fields: dict[str, Any], basis: dict[str, list[str]]) -> Deed:
        """New work done here: what its author saw is what this story says was there to see."""
        _record, stamp = key
        replica = self.database.replica
        expect(stamp.endswith(f"-{replica}"), f"{self.name}: work done here has the stamp {stamp} of another")
        expect(stamp > self.last.get(replica, ""), f"{self.name}: the clock ran backwards to {stamp}")
        expect(
            stamp > self.follows,
            f"{self.name}: work done here has the stamp {stamp}, which stands back behind {self.follows} known before",
        )
        expect(
            wall_of(stamp) <= max(self.latest, wall_of(self.follows or stamp_text(0, 0, ""))),
            f"{self.name}: work done here is dated {stamp}, and neither this clock nor one to be followed says that",
        )
        self.last[replica] = stamp
        theirs = self.brought & {(key[0], target) for target in basis.get(RETRACTS, ())}
        expect(
            not theirs or PUT_ASIDE in basis,
            f"{self.name}: what files brought is taken from who made it, not only put aside here: {sorted(theirs)}",
        )
        return deed_of(self.mind, key, table, kind, fields, basis)

    def _bound(self) -> str:
        """No stamp beyond this drags the clock along: a day ahead, or years for one that is itself years behind."""
        return stamp_text(SENSIBLE if self.now < FIRST_RELEASE else self.now + DAY, 0, "")

    # -- what is known

    def known(self, *, exchanged: bool = False) -> frozenset[Key]:
        """All deeds known here; with `exchanged` only those that this database passes on."""
        if not exchanged:
            return frozenset(self.mind.deeds)
        shared = {key for key, deed in self.mind.deeds.items() if deed.table not in LOCAL}
        return frozenset(shared - self.mind.put_aside())

    def digest(self) -> str:
        with self.database.read() as tx:
            return dump.digest(tx)

    # -- comparing

    def _check_records(self, rows: dict[tuple[str, str], dict[str, Any]], conflicts: Sequence[Any]) -> None:
        views, tables = self.mind.views, self.mind.tables
        shown: dict[str, dict[str, frozenset[str]]] = {}
        for record, name, stamps in conflicts:
            shown.setdefault(record, {})[name] = frozenset(orjson.loads(stamps))
        for record, view in views.items():
            table = tables[record]
            row = rows.pop((table, record), None)
            expect((row is None) == view.absent, f"{self.name}: {table} {record} is {'not ' * (row is None)}there")
            if row is not None:
                self._check_row(table, row, view.values)
            standing = shown.pop(record, {})
            expect(
                standing == view.conflicts,
                f"{self.name}: {table} {record} has the conflicts {_sorted(standing)}, not {_sorted(view.conflicts)}",
            )
        expect(not rows, f"{self.name}: rows that nobody made: {sorted(rows)}")
        expect(not shown, f"{self.name}: conflicts of records that nobody made: {sorted(shown)}")

    def _check_journal(self, there: dict[Key, str]) -> None:
        lost = self.mind.deeds.keys() - there.keys()
        expect(not lost, f"{self.name}: the journal lost {_told(self.mind.deeds[key] for key in lost)}")
        for key, fields in there.items():
            deed = self.mind.deeds[key]
            wanted = {} if deed.stamp in self.mind.view(deed.record).erased else deed.fields
            expect(
                orjson.loads(fields) == wanted,
                f"{self.name}: the journal says {fields} of {deed.table} {deed.record}, not {wanted}",
            )

    def _check_row(self, table: str, row: dict[str, Any], values: dict[str, Any]) -> None:
        for name in row:
            if name == "id":
                continue
            wanted = bool(values.get(name)) if name == "deleted" else values.get(name)
            expect(
                row[name] == wanted,
                f"{self.name}: {table} {row['id']} shows {name} = {row[name]!r} instead of {wanted!r}",
            )


def deed_of(mind: Mind, key: Key, table: str, kind: str, fields: dict[str, Any], basis: dict[str, list[str]]) -> Deed:
    """A deed as done by somebody who sees what `mind` knows."""
    record, _stamp = key
    view = mind.view(record)
    seen = {name: frozenset(d.stamp for d in view.heads.get(name, ())) for name in fields} if kind == "set" else {}
    everything = frozenset(deed.stamp for heads in view.heads.values() for deed in heads)
    deletes = kind == "set" and bool(fields.get("deleted"))
    return Deed(
        key, table, kind, fields, seen,
        saw=everything if deletes else frozenset(),
        below=mind.below(record) if fields.get("deleted") else frozenset(),  # also what was deleted, then erased
        targets=frozenset(basis.get(RETRACTS, ())),
        erasures=view.erasures if kind == "set" or ERASED in basis else frozenset(),
        local=PUT_ASIDE in basis,
    )  # fmt: skip


def _told(deeds: Iterable[Deed]) -> str:
    return "; ".join(f"{deed.kind} {deed.table} {deed.record} {deed.fields}" for deed in deeds)


def _sorted(conflicts: dict[str, frozenset[str]]) -> dict[str, list[str]]:
    return {name: sorted(stamps) for name, stamps in sorted(conflicts.items())}
