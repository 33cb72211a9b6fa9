"""The journal of changes, and the tables kept as its result.

`apply` is the only way into a record's table: it adds changes to the journal and brings the records they touch to
the state that `resolve` says, in the caller's transaction. Triggers (db/schema.py) refuse every other write.
"""

import math
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple, get_args

import orjson
from sqlalchemy import Connection

from db import joins, schema
from db.canonical import encode
from db.clock import STAMP
from db.models import RECORDS, REFERENCES
from db.resolve import LOCAL, Change, State, erased_by, resolve
from db.twins import compare

CHUNK = 500  # ids in one IN (...) list, well below SQLite's bound of variables

_KINDS = frozenset(("create", "set", "retract", "erase"))

_COLUMNS = "seq, stamp, table_name, record_id, kind, fields, basis, author, origin, action_id"


Journaled = dict[str, dict[str, tuple[str, str, str, str, int]]]
"""What the journal holds of some records: per record and stamp kind, fields, basis and table, as they are written, and
the place in the journal."""


class BadChange(ValueError):
    """A change that no release of this schema could have written."""


class Effect(NamedTuple):
    """What an application of changes did to one record. `before` is None for a new one."""

    kind: str  # new, changed, same
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    conflicts: frozenset[str]  # fields that are in conflict now, and were not before or between other values
    settled: frozenset[str] = frozenset()  # fields that were in conflict before and are no more
    opened: frozenset[str] = frozenset()  # fields that are in conflict now, and were not before at all


@dataclass(frozen=True, slots=True)
class Applied:
    """What an application of changes did, per (table, record).

    `twins` are the replicas of which two copies are at work: they gave one stamp to two changes. `completed` are the
    fields that came of changes which had been known without them; `known` are the places in the journal of those of
    the changes that were here already.
    """

    effects: dict[tuple[str, str], Effect]
    twins: frozenset[str] = frozenset()
    completed: frozenset[str] = frozenset()
    known: Sequence[int] = ()

    @property
    def tables(self) -> frozenset[str]:
        return frozenset([table for (table, _), effect in self.effects.items() if effect[0] != "same"])


@cache
def columns(table: str) -> tuple[str, ...]:
    """The columns of a record's table, in the order of the table."""
    return tuple(RECORDS[table].model_fields)


@cache
def kinds(table: str) -> dict[str, type]:
    """The Python type of each column of a record's table."""
    found = {}
    for name, info in RECORDS[table].model_fields.items():
        annotation = info.annotation
        if isinstance(annotation, types.UnionType):
            annotation = next(part for part in get_args(annotation) if part is not types.NoneType)
        found[name] = annotation
    return found  # type: ignore[return-value]


def check_change(change: Change) -> None:
    """Raise BadChange for what is no change, or names an unknown table or field: the file may be forged."""
    stamp, table, record, kind, fields, basis, author, origin = change
    if table not in RECORDS or kind not in _KINDS:
        raise BadChange(f"{table}: {kind}")
    if not STAMP.fullmatch(stamp) or type(record) is not str or not record:
        raise BadChange(f"{stamp}: {record}")
    if type(basis) is not dict or type(fields) is not dict:
        raise BadChange(f"{stamp}: {basis!r:.80}")
    for stamps in basis.values():
        if type(stamps) is not list or any(type(one) is not str for one in stamps):
            raise BadChange(f"{stamp}: {basis!r:.80}")
    if LOCAL in basis or type(author or "") is not str or type(origin or {}) is not dict:
        raise BadChange(f"{stamp}: {author!r:.80}")
    if origin and type(origin.get("typed", {})) is not dict:
        raise BadChange(f"{stamp}: {origin!r:.80}")
    if fields.get("deleted", False) is None:
        raise BadChange(f"{stamp}: deleted")
    for name, expected in _to_look_at(table, tuple(fields), tuple(map(type, fields.values()))):
        if not _fits(expected, fields[name]):
            raise BadChange(f"{table}.{name} = {fields[name]!r:.80}")


@lru_cache(4096)
def _to_look_at(table: str, names: tuple[str, ...], given: tuple[type, ...]) -> tuple[tuple[str, type], ...]:
    """Of fields with values of these types those that need a closer look, with the types of their columns.

    The changes of a workbook have few shapes. Raises BadChange for a field that the table has not.
    """
    known = kinds(table)
    for name in names:
        if name not in known or name == "id":
            raise BadChange(f"{table}.{name}")
    return tuple(
        (name, known[name])
        for name, kind in zip(names, given, strict=True)
        if kind is not types.NoneType and (kind is not known[name] or kind not in (str, bool))
    )


def _fits(kind: type, value: Any) -> bool:
    if kind is bool:
        return type(value) is bool
    if kind is int:
        return type(value) is int and abs(value) < 1 << 53
    if kind is float:
        return type(value) in (int, float) and math.isfinite(value) and (type(value) is float or abs(value) < 1 << 53)
    if kind is str or type(value) is not str:
        return False
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def plain(value: Any) -> Any:
    """A Python value as the journal keeps it: a JSON scalar, dates as ISO text, blank text as None."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value if value.strip() else None
    return value


def apply(connection: Connection, changes: Sequence[Change], action: int) -> Applied:
    """Add the changes that are not known yet, and bring their records up to date."""
    stored = _journaled(connection, changes)
    fresh: dict[tuple[str, str], Change] = {}
    known: list[int] = []
    for change in changes:
        here = stored.get(change.record, {}).get(change.stamp)
        if here is None:
            fresh[change.record, change.stamp] = change
        else:
            known.append(here[-1])
    completed, twins = compare(changes, stored)
    fresh |= {(copy.record, copy.stamp): copy for copies in twins.values() for copy in copies}
    if not fresh and not completed:
        return Applied({}, known=known)
    connection.exec_driver_sql("UPDATE journal_gate SET open = 1")
    _insert_changes(connection, list(fresh.values()), action)
    whole = frozenset(
        name for change in completed
        for name in change.fields.keys() - orjson.loads(stored[change.record][change.stamp][1]).keys()
    )  # fmt: skip
    _complete(connection, completed, stored)
    by_table: dict[str, dict[str, list[Change]]] = {}
    for change in (*fresh.values(), *completed):
        by_table.setdefault(change.table, {}).setdefault(change.record, []).append(change)
    effects: dict[tuple[str, str], Effect] = {}
    for table, records in by_table.items():
        effects |= _bring_up_to_date(connection, table, records, stored)
    made = {key for key in effects if key[1] not in stored}
    _bring_back_referred(connection, effects)
    joins.renew(connection, effects, made)
    connection.exec_driver_sql("UPDATE journal_gate SET open = 0")
    return Applied(effects, frozenset(twins), whole, known)


def _journaled(connection: Connection, changes: Sequence[Change]) -> Journaled:
    """What the journal holds of the records that these changes touch."""
    stored: Journaled = {}
    ids = list({change.record: None for change in changes})
    query = "SELECT record_id, stamp, kind, fields, basis, table_name, seq FROM change WHERE record_id IN"
    for record, stamp, *said in select_in(connection, query, ids):
        stored.setdefault(record, {})[stamp] = tuple(said)
    return stored


def _insert_changes(connection: Connection, changes: Sequence[Change], action: int) -> None:
    origins = {id(change.origin): change.origin for change in changes}  # a row of a list makes several records
    written = {key: encode(origin) if origin else None for key, origin in origins.items()}
    rows: list[tuple[Any, ...]] = [
        (
            stamp, table, record, kind, encode(fields), encode(basis) if basis else "{}", action, author,
            written[id(origin)],
        )
        for stamp, table, record, kind, fields, basis, author, origin in changes
    ]  # fmt: skip
    names = ["stamp", "table_name", "record_id", "kind", "fields", "basis", "action_id", "author", "origin"]
    while names[7:] and all(row[-1] is None for row in rows):
        rows = [row[:-1] for row in rows]
        names.pop()
    _insert(connection, "change", names, rows)


def _complete(connection: Connection, changes: Sequence[Change], stored: Journaled) -> None:
    """Put whole changes in the place of those that came without some fields, as news: at the end of the journal.

    They stay with the action that first brought them: to undo the one that completed them must not take all back. That
    they are whole now is seen from their places among what came with it.
    """
    if changes:
        connection.exec_driver_sql(
            "UPDATE change SET fields = ?, basis = ?, seq = (SELECT max(seq) + 1 FROM change) "
            "WHERE record_id = ? AND stamp = ?",
            [(encode(change.fields), encode(change.basis), change.record, change.stamp) for change in changes],
        )
    for change in changes:
        kind, _fields, _basis, table, seq = stored[change.record][change.stamp]
        stored[change.record][change.stamp] = kind, encode(change.fields), encode(change.basis), table, seq


def unknown(connection: Connection, changes: Sequence[Change]) -> list[Change]:
    """Those of the changes whose stamps the journal does not hold."""
    stored: dict[str, set[str]] = {}
    ids = list({change.record: None for change in changes})
    for record, stamp in select_in(connection, "SELECT record_id, stamp FROM change WHERE record_id IN", ids):
        stored.setdefault(record, set()).add(stamp)
    return [change for change in changes if change.stamp not in stored.get(change.record, ())]


def select_in(connection: Connection, select: str, keys: Sequence[str], *before: Any) -> Iterator[Any]:
    """The rows of `select (...)` for all keys, a chunk at a time."""
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        marks = ",".join("?" * len(chunk))
        yield from connection.exec_driver_sql(f"{select} ({marks})", (*before, *chunk)).all()


def _bring_up_to_date(
    connection: Connection, table: str, records: dict[str, list[Change]], stored: Journaled
) -> dict[tuple[str, str], Effect]:
    """Resolve the records that got changes and write their rows and conflicts.

    A record whose only change is its creation needs no look at the journal: bulk work stays near a bulk insert.
    """
    none = frozenset[str]()
    effects: dict[tuple[str, str], Effect] = {}
    rows: dict[str, dict[str, Any]] = {}
    histories: dict[str, list[Change]] = {}
    for record, touched in records.items():
        if len(touched) == 1 and touched[0].kind == "create" and record not in stored:
            rows[record] = fields = touched[0].fields
            effects[table, record] = Effect("new", None, fields, none)
        else:
            histories[record] = _history(table, record, touched, stored.get(record, {}))
    if histories:
        effects |= _resolve_again(connection, table, histories, rows)
    _insert_records(connection, table, rows)
    return effects


def _history(
    table: str, record: str, touched: Sequence[Change], stored: Mapping[str, tuple[str, str, str, str, int]]
) -> list[Change]:
    """All changes of a record: those of the journal, which was read already, and those that came now."""
    known = [
        Change(stamp, table, record, kind, orjson.loads(fields), orjson.loads(basis) if basis != "{}" else {})
        for stamp, (kind, fields, basis, owner, _seq) in stored.items()
        if owner == table
    ]
    return known + [change for change in touched if change.stamp not in stored]


def _bring_back_referred(connection: Connection, effects: dict[tuple[str, str], Effect]) -> None:
    """Resolve again what hidden records say, and those below them, where a record that refers to them came or went.

    No table refers to itself in this sense, nor two to each other, so this comes to an end.
    """
    todo = effects
    while todo:
        named = _named(todo)
        todo = {}
        for table, ids in named.items():
            old = sorted(record for record in ids if not _is_plainly_new(effects.get((table, record))))
            rows: dict[str, dict[str, Any]] = {}
            hidden = read_changes(connection, table, _maybe_hidden(connection, table, old))
            found = _resolve_again(connection, table, hidden, rows)
            _insert_records(connection, table, rows)
            todo |= {(table, key[1]): effect for key, effect in found.items() if effect.kind != "same"}
            for key, effect in found.items():
                effects[key] = joined_effects(effects.get(key), effect)


def _named(effects: dict[tuple[str, str], Effect]) -> dict[str, set[str]]:
    """The records that these name or named before, by their table."""
    said: dict[str, list[dict[str, Any]]] = {}
    for (table, _record), effect in effects.items():
        said.setdefault(table, []).extend(values for values in effect[1:3] if values)
    found: dict[str, set[str]] = {}
    for table, several in said.items():
        for name, target in _references(table):
            found.setdefault(target, set()).update(referred for values in several if (referred := values.get(name)))
    return {target: named for target, named in found.items() if named}


def _is_plainly_new(effect: Effect | None) -> bool:
    """Whether a record was made just now and is there."""
    if effect is None or effect.before is not None or effect.after is None:
        return False
    return not effect.after.get("deleted") and "deleted" not in effect.conflicts


def _maybe_hidden(connection: Connection, table: str, ids: Sequence[str]) -> list[str]:
    """Those of the records whose place may depend on who refers to them: deleted or taken back, perhaps in vain."""
    found = {row[0] for row in select_in(connection, f"SELECT id FROM {table} WHERE deleted AND id IN", ids)}
    for query in (
        "SELECT record_id FROM conflict WHERE field = 'deleted' AND table_name = ? AND record_id IN",
        "SELECT record_id FROM change WHERE kind = 'retract' AND table_name = ? AND record_id IN",
    ):
        found |= {row[0] for row in select_in(connection, query, ids, table)}
    return sorted(found)


def joined_effects(first: Effect | None, second: Effect) -> Effect:
    """What two applications of changes, one after the other, did to one record."""
    if first is None:
        return second
    conflicts = first.conflicts - second.settled | second.conflicts
    settled = first.settled - second.conflicts | second.settled - first.opened
    opened = first.opened - second.settled | second.opened - first.settled
    if second.kind == "same":
        return Effect(first.kind, first.before, first.after, conflicts, settled, opened)
    before, after = first.before, second.after
    if before is None:
        kind = "same" if after is None else "new"
    else:
        kind = "same" if after is not None and before == {"id": before["id"], **after} else "changed"
    return Effect(kind, before, after, conflicts, settled, opened)


@cache
def _references(table: str) -> tuple[tuple[str, str], ...]:
    """The columns of a table that name a record of another one, with that table."""
    return tuple((name, REFERENCES[name]) for name in columns(table) if REFERENCES.get(name))


def referring(connection: Connection, table: str, ids: Sequence[str]) -> dict[str, list[Change]]:
    """The heads of all records that are there and name one of these, per named record."""
    found: dict[str, list[Change]] = {}
    for owner in RECORDS:
        for name, target in _references(owner):
            if target != table:
                continue
            query = f"SELECT id, {name} FROM {owner} WHERE NOT deleted AND {name} IN"
            named = {row[0]: row[1] for row in select_in(connection, query, ids)}
            for record, state in states(connection, owner, read_changes(connection, owner, list(named))).items():
                heads = {head.stamp: head for heads in state.heads.values() for head in heads}
                found.setdefault(named[record], []).extend(heads.values())
    return found


def states(connection: Connection, table: str, histories: dict[str, list[Change]]) -> dict[str, State]:
    """The states of these records, from their changes and, for hidden ones, from who refers to them."""
    found = {record: resolve(history) for record, history in histories.items()}
    hidden = [record for record, state in found.items() if state.absent or state.deleted]
    for record, heads in referring(connection, table, hidden).items() if hidden else ():
        found[record] = resolve(histories[record], heads)
    return found


def _resolve_again(
    connection: Connection, table: str, histories: dict[str, list[Change]], rows: dict[str, dict[str, Any]]
) -> dict[tuple[str, str], Effect]:
    """Resolve records from all their changes: renew their conflicts and rows; `rows` gets those still to write."""
    names, ids = columns(table), list(histories)
    before = {
        row[0]: dict(zip(names, row, strict=True))
        for row in select_in(connection, f"SELECT {', '.join(names)} FROM {table} WHERE id IN", ids)
    }
    old_conflicts = _conflicts(connection, table, ids)
    none: dict[str, str] = {}
    effects: dict[tuple[str, str], Effect] = {}
    conflicts: list[tuple[str, str, str, str]] = []
    erased: list[tuple[str, str]] = []
    for record, state in states(connection, table, histories).items():
        now = {name: encode([head.stamp for head in heads]) for name, heads in state.conflicts.items()}
        effects[table, record] = _effect(table, before.get(record), state, old_conflicts.get(record, none), now)
        if not state.absent and record not in before:
            rows[record] = state.values
        conflicts += [(table, record, name, stamps) for name, stamps in now.items()]
        erased += [(record, stamp) for stamp in erased_by(histories[record])]
    _renew_rows(connection, table, effects)
    _write_conflicts(connection, table, list(old_conflicts), conflicts)
    if erased:  # also what arrives about an erased record later
        connection.exec_driver_sql(
            "UPDATE change SET fields = '{}', origin = NULL WHERE record_id = ? AND stamp = ? AND fields <> '{}'",
            erased,
        )
    return effects


def _renew_rows(connection: Connection, table: str, effects: dict[tuple[str, str], Effect]) -> None:
    """Bring rows that are there to what their records are now: only what is different is written."""
    gone: list[tuple[str]] = []
    changed: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for (_table, record), (_kind, before, after, *_fields) in effects.items():
        if before is None:
            continue
        if after is None:
            gone.append((record,))
        elif names := tuple([name for name, value in after.items() if value != before[name]]):
            changed.setdefault(names, []).append((*[after[name] for name in names], record))
    if gone:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE id = ?", gone)
    for names, rows in changed.items():
        values = ", ".join(f"{name} = ?" for name in names)
        connection.exec_driver_sql(f"UPDATE {table} SET {values} WHERE id = ?", rows)


def _insert_records(connection: Connection, table: str, records: dict[str, dict[str, Any]]) -> None:
    """Write the rows of these records, by id. A column that none of them fills is not named: it stays empty."""
    filled: set[str] = {"deleted"}.union(*records.values())
    names = [name for name in columns(table)[2:] if name in filled]
    rows = [(record, 1 if fields.get("deleted") else 0, *map(fields.get, names)) for record, fields in records.items()]
    _insert(connection, table, ["id", "deleted", *names], rows)


def _insert(connection: Connection, table: str, names: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    """Write rows. The driver takes several times as long for an empty value as for a text."""
    if rows:
        schema.prepare_bulk_insert(connection, table, len(rows))
        marks = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)


def _effect(
    table: str, old: dict[str, Any] | None, state: State, old_conflicts: dict[str, str], conflicts: dict[str, str]
) -> Effect:
    """What became of a record; its conflicts before and now by field, with the stamps between which they are."""
    other = frozenset(name for name, stamps in conflicts.items() if old_conflicts.get(name) != stamps)
    settled = frozenset(old_conflicts.keys() - conflicts.keys())
    opened = frozenset(conflicts.keys() - old_conflicts.keys())
    if state.absent:
        return Effect("same" if old is None else "changed", old, None, other, settled, opened)
    after = {name: state.values.get(name) for name in columns(table)[1:]}
    after["deleted"] = bool(after["deleted"])
    if old is None:
        return Effect("new", None, after, other, settled, opened)
    same = old == {"id": old["id"], **after}
    return Effect("same" if same else "changed", old, after, other, settled, opened)


def _conflicts(connection: Connection, table: str, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """The conflicts of these records: by field the stamps between which they are, as they are written."""
    found: dict[str, dict[str, str]] = {}
    select = "SELECT record_id, field, stamps FROM conflict WHERE table_name = ? AND record_id IN"
    for record, name, stamps in select_in(connection, select, ids, table):
        found.setdefault(record, {})[name] = stamps
    return found


def _write_conflicts(
    connection: Connection, table: str, stale: Sequence[str], rows: Sequence[tuple[str, str, str, str]]
) -> None:
    if stale:
        connection.exec_driver_sql(
            "DELETE FROM conflict WHERE table_name = ? AND record_id = ?",
            [(table, record) for record in stale],
        )
    if rows:
        connection.exec_driver_sql("INSERT INTO conflict VALUES (?, ?, ?, ?)", list(rows))


def _change(row: Any) -> Change:
    return Change(
        row[1], row[2], row[3], row[4], orjson.loads(row[5]), orjson.loads(row[6]), row[7],
        orjson.loads(row[8]) if row[8] else None,
    )  # fmt: skip


def read_changes(connection: Connection, table: str, ids: Sequence[str]) -> dict[str, list[Change]]:
    """All changes of these records, per record."""
    found: dict[str, list[Change]] = {record: [] for record in ids}
    select = f"SELECT {_COLUMNS} FROM change WHERE table_name = ? AND record_id IN"
    for row in select_in(connection, select, ids, table):
        found[row[3]].append(_change(row))
    return found


def all_changes(connection: Connection, *, after: int = 0) -> Iterator[Change]:
    """Every change in the order it came to this database, those after journal position `after`."""
    for row in connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM change WHERE seq > ? ORDER BY seq", (after,)):
        yield _change(row)


def changes_of_action(connection: Connection, action: int) -> list[Change]:
    """The changes that one action brought."""
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM change WHERE action_id = ? ORDER BY seq", (action,))
    return [_change(row) for row in rows]
