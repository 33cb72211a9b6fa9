"""Whether a database is sound: its pages, its journal, the tables resolved from it, and what refers to what."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import orjson

from db.clock import AHEAD, wall_of
from db.database import Database, Transaction
from db.errors import DatabaseProblem
from db.journal import CHUNK, columns, encode, kinds, states
from db.models import RECORDS, REFERENCES
from db.resolve import Change, State, erased_by
from trainer_app.texts import _


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it must be (`wrong`) or that somebody should look at (not `wrong`)."""

    kind: str
    sentence: str
    wrong: bool = True
    table: str = ""
    record: str = ""


def check(database: Database, on_progress: Callable[[float], None] | None = None) -> list[Finding]:
    """All findings, the worst first; an empty list means sound. Only reads; memory stays flat.

    `on_progress` gets the share done, 0 to 1, and may raise to cancel.
    """
    damage = _pages(database)
    if damage:
        return damage  # what else would be read from such a file says nothing
    with database.read() as tx:
        findings = list(_triggers(tx))
        findings += _records(tx, on_progress or (lambda _share: None))
        findings += [
            *_without_journal(tx),
            *_joined(tx),
            *_references(tx),
            *_numbers(tx),
            *_twice(tx),
            *_enrolled_twice(tx),
            *_clock(tx),
        ]
    return sorted(findings, key=lambda finding: not finding.wrong)


def _pages(database: Database) -> list[Finding]:
    try:
        with database.read() as tx:
            answers = [row[0] for row in tx.rows("PRAGMA integrity_check(20)") if row[0] != "ok"]
    except DatabaseProblem as problem:
        if problem.kind != "damaged":
            raise
        answers = [str(problem.__cause__)]
    sentence = _("The file itself is damaged; restore the newest backup. SQLite says: {answer}")
    return [Finding("pages", sentence.format(answer=answer)) for answer in answers]


def _triggers(tx: Transaction) -> Iterator[Finding]:
    present = {
        name: (table, sql) for name, table, sql in
        tx.rows("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    }  # fmt: skip
    for table in (*RECORDS, "change"):
        for event in ("insert", "update", "delete"):
            on, sql = present.get(f"guard_{table}_{event}", ("", ""))
            if on != table or "journal_gate" not in sql or f"BEFORE {event.upper()}" not in sql:
                yield Finding("trigger", _("The guard of table {table} is missing.").format(table=table), table=table)
    if tx.rows("SELECT open FROM journal_gate") != [(0,)]:
        yield Finding("trigger", _("The gate of the journal stands open: writes past the journal are possible."))


def _records(tx: Transaction, on_progress: Callable[[float], None]) -> Iterator[Finding]:
    """Resolve every record from its changes again and compare with its row and its conflicts."""
    total = tx.rows("SELECT max(seq) FROM change")[0][0] or 1
    done = 0
    chunk: dict[tuple[str, str], list[Change]] = {}
    ordered = tx.connection.exec_driver_sql(
        "SELECT stamp, table_name, record_id, kind, fields, basis FROM change ORDER BY record_id"
    )
    for _record, rows in groupby(ordered, key=lambda row: row[2]):
        for row in rows:
            done += 1
            change = Change(row[0], row[1], row[2], row[3], orjson.loads(row[4]), orjson.loads(row[5]))
            chunk.setdefault((row[1], row[2]), []).append(change)
        if len(chunk) >= CHUNK:
            yield from _compare(tx, chunk)
            on_progress(min(done / total, 1.0))
            chunk = {}
    yield from _compare(tx, chunk)


def _compare(tx: Transaction, chunk: dict[tuple[str, str], list[Change]]) -> Iterator[Finding]:
    ids = [record for _table, record in chunk]
    marks = ",".join("?" * len(ids))
    rows: dict[tuple[str, str], tuple[Any, ...]] = {}
    for table in {table for table, _id in chunk} & RECORDS.keys():
        query = f"SELECT {', '.join(columns(table))} FROM {table} WHERE id IN ({marks})"
        rows |= {(table, row[0]): tuple(row) for row in tx.connection.exec_driver_sql(query, tuple(ids))}
    conflicts: dict[tuple[str, str], dict[str, str]] = {}
    query = f"SELECT table_name, record_id, field, stamps FROM conflict WHERE record_id IN ({marks})"
    for table, record, field, stamps in tx.connection.exec_driver_sql(query, tuple(ids)):
        conflicts.setdefault((table, record), {})[field] = stamps
    resolved: dict[tuple[str, str], State] = {}
    for table in {table for table, _id in chunk} & RECORDS.keys():
        histories = {record: changes for (of, record), changes in chunk.items() if of == table}
        resolved |= {(table, record): state for record, state in states(tx.connection, table, histories).items()}
    for (table, record), changes in chunk.items():
        if table not in RECORDS:
            sentence = _("The journal has changes of a table {table} that this version does not know.")
            yield Finding("unknown_table", sentence.format(table=table), table=table, record=record)
            continue
        key = table, record
        yield from _compare_one(resolved[key], table, record, changes, rows.get(key), conflicts.get(key, {}))


def _compare_one(
    state: State, table: str, record: str, changes: list[Change], row: tuple[Any, ...] | None, conflicts: dict[str, str]
) -> Iterator[Finding]:
    if state.absent != (row is None):
        sentence = (
            _("{table} {record}: there is a row although everything about it was taken back.")
            if state.absent
            else _("{table} {record}: the journal knows it, but its row is missing.")
        )
        yield Finding("row", sentence.format(table=table, record=record), table=table, record=record)
    elif row is not None:
        expected = (record, bool(state.values.get("deleted")), *[state.values.get(n) for n in columns(table)[2:]])
        if row != expected:
            wrong = [name for name, is_, was in zip(columns(table), row, expected, strict=True) if is_ != was]
            yield Finding(
                "value",
                _("{table} {record}: {fields} is not what its journal says.").format(
                    table=table, record=record, fields=", ".join(wrong)
                ),
                table=table,
                record=record,
            )
    if conflicts != {name: encode([head.stamp for head in heads]) for name, heads in state.conflicts.items()}:
        sentence = _("{table} {record}: its list of conflicts is not what its journal says.")
        yield Finding("conflict", sentence.format(table=table, record=record), table=table, record=record)
    erased = erased_by(changes)
    if any(change.fields for change in changes if change.stamp in erased):
        sentence = _("{table} {record}: it was erased, but its journal still holds values.")
        yield Finding("erased", sentence.format(table=table, record=record), table=table, record=record)
    unknown = {name for change in changes for name in change.fields} - kinds(table).keys()
    if unknown:
        sentence = _("{table} {record}: the journal sets fields that this version does not know: {fields}.")
        yield Finding(
            "unknown_field",
            sentence.format(table=table, record=record, fields=", ".join(sorted(unknown))),
            table=table,
            record=record,
        )


def _without_journal(tx: Transaction) -> Iterator[Finding]:
    for table in RECORDS:
        for (record,) in tx.rows(
            f"SELECT id FROM {table} t WHERE NOT EXISTS "
            "(SELECT 1 FROM change c WHERE c.record_id = t.id AND c.table_name = :table)",
            {"table": table},
        ):
            sentence = _("{table} {record}: there is a row that no journal entry explains.")
            yield Finding("row", sentence.format(table=table, record=record), table=table, record=record)
    for table, record, field in tx.rows(
        "SELECT table_name, record_id, field FROM conflict f WHERE NOT EXISTS "
        "(SELECT 1 FROM change c WHERE c.record_id = f.record_id AND c.table_name = f.table_name)"
    ):
        sentence = _("{table} {record}: {field} is listed as a conflict of a record that does not exist.")
        yield Finding("conflict", sentence.format(table=table, record=record, field=field), table=table, record=record)


def _joined(tx: Transaction) -> Iterator[Finding]:
    """Follow the joins anew, each to the last record that is there, or the smallest of a circle."""
    expected = set()
    for table in RECORDS:
        if "merged_into" not in columns(table):
            continue
        rows = tx.rows(
            f"SELECT id, merged_into FROM {table} WHERE merged_into IN (SELECT id FROM {table} WHERE NOT deleted) "
            "AND NOT deleted"
        )
        into = {row[0]: row[1] for row in rows}
        for record in into:
            seen = {record: None}
            last = record
            while last in into:
                last = into[last]
                if last in seen:
                    circle = list(seen)[list(seen).index(last) :]
                    last = min(circle)
                    break
                seen[last] = None
            if last != record:
                expected.add((table, record, last))
    present = {tuple(row) for row in tx.rows("SELECT table_name, id, root FROM joined")}
    for table, record, _root in sorted(expected ^ present):
        sentence = _("{table} {record}: the list of joined records is not what “merged into” says.")
        yield Finding("joined", sentence.format(table=table, record=record), table=table, record=record)


def _references(tx: Transaction) -> Iterator[Finding]:
    """Columns that name a record which is not there (a part of the data was never merged), or was deleted."""
    for table in RECORDS:
        for field in columns(table):
            if field not in REFERENCES:
                continue
            target = REFERENCES[field] or table
            for record, missing in tx.rows(
                f"SELECT t.id, r.id IS NULL FROM {table} t LEFT JOIN {target} r ON r.id = t.{field} "
                f"WHERE NOT t.deleted AND t.{field} IS NOT NULL AND (r.id IS NULL OR r.deleted)"
            ):
                sentence = (
                    _("{table} {record}: {field} names a record that is not in this database.")
                    if missing
                    else _("{table} {record}: {field} names a record that was deleted.")
                )
                yield Finding(
                    "missing_reference" if missing else "deleted_reference",
                    sentence.format(table=table, record=record, field=field),
                    wrong=False,
                    table=table,
                    record=record,
                )


def _numbers(tx: Transaction) -> Iterator[Finding]:
    for number, count, record in tx.rows(
        "SELECT number, count(*), min(id) FROM certificate WHERE number IS NOT NULL "
        "AND voided_on IS NULL AND NOT deleted GROUP BY number HAVING count(*) > 1"
    ):
        sentence = _("The certificate number {number} was given {count} times.").format(number=number, count=count)
        yield Finding("certificate_number", sentence, table="certificate", record=record)


def _twice(tx: Transaction) -> Iterator[Finding]:
    """Learners with two valid certificates of one kind and product: issued by two replicas before they met."""
    for numbers, product, record in tx.rows(
        "SELECT json_group_array(COALESCE(number, '-')), product, max(id) FROM certificate "
        "WHERE NOT deleted AND voided_on IS NULL AND enrolment_id IS NOT NULL "
        "GROUP BY enrolment_id, product, kind HAVING count(*) > 1"
    ):
        sentence = _(
            "One participant has more than one valid certificate of {product}: {numbers}. Make all but one void."
        ).format(product=product or "-", numbers=", ".join(sorted(orjson.loads(numbers))))
        yield Finding("certificate_twice", sentence, wrong=False, table="certificate", record=record)


def _enrolled_twice(tx: Transaction) -> Iterator[Finding]:
    """Persons with two seats in one course: two people entered it, or two records of one person were joined since."""
    for course, name, count, record in tx.rows(
        "SELECT c.code, p.full_name, s.seats, s.last FROM (SELECT e.course_id, COALESCE(j.root, e.person_id) AS root, "
        "count(*) AS seats, max(e.id) AS last FROM enrolment e LEFT JOIN joined j ON j.table_name = 'person' "
        "AND j.id = e.person_id WHERE NOT e.deleted AND e.person_id IS NOT NULL GROUP BY e.course_id, "
        "COALESCE(j.root, e.person_id) HAVING count(*) > 1) s "
        "JOIN course c ON c.id = s.course_id AND NOT c.deleted JOIN person p ON p.id = s.root AND NOT p.deleted "
        "AND p.erased_on IS NULL"
    ):
        sentence = _("{person} is enrolled {count} times in {course}. Take all but one off the course.").format(
            person=name or "-", count=count, course=course or "-"
        )
        yield Finding("enrolled_twice", sentence, wrong=False, table="enrolment", record=record)


def _clock(tx: Transaction) -> Iterator[Finding]:
    replica = tx.database.replica
    own, highest = tx.rows(
        "SELECT max(CASE WHEN substr(stamp, 21) = :replica THEN stamp END), max(stamp) FROM change",
        {"replica": replica},
    )[0]
    meta = {row[0]: row[1] for row in tx.rows("SELECT key, value FROM meta")}
    if meta.get("replica") != replica or not tx.rows("SELECT 1 FROM replica WHERE id = :id", {"id": replica}):
        yield Finding("replica", _("This database does not know its own name in the exchange."))
    if own and (int(meta["wall"]), int(meta["counter"])) < (wall_of(own), int(own[13:19], 16)):
        yield Finding("clock", _("The clock stands before the last change made here: stamps could be given twice."))
    if highest and wall_of(highest) > time.time_ns() // 1_000_000 + AHEAD:
        sentence = _("Some changes come from a computer whose clock runs far ahead, or this one's is behind.")
        yield Finding("clock_ahead", sentence, wrong=False)
