"""What goes into a workbook: the records of its kind, with everything they refer to, and their changes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.database import Transaction
from db.journal import CHUNK, columns, read_changes
from db.models import RECORDS, REFERENCES
from db.resolve import Change, end_of_joins, passed_on
from trainer_app.joined import root_of

_AT_A_TIME = 1000  # rows fetched

LOCAL = ("setting", "saved_view")
"""Tables that stay with their database."""

_CHILDREN: dict[str, tuple[tuple[str, str], ...]] = {
    "course": tuple(
        (table, "course_id")
        for table in RECORDS
        if "course_id" in RECORDS[table].model_fields and table not in ("credential", *LOCAL)
    ),
    "enrolment": (("attendance", "enrolment_id"), ("follow_up", "enrolment_id")),
    "follow_up": (("answer", "follow_up_id"),),
    "certificate": (("printing", "certificate_id"),),
}
"""What belongs to a record: taken along with it."""

_HELD = (("credential", ""), ("certificate", "course_id IS NULL AND "))
"""What a trainer holds: (table, which of the person's records)."""

_SHOWN_WITH = (
    ("person", "enrolment", "person_id"),
    ("enrolment", "attendance", "enrolment_id"),
    ("enrolment", "certificate", "enrolment_id"),
    ("course", "course_session", "course_id"),
    ("course", "course_trainer", "course_id"),
)
"""What a row shows beside its own record: (the record, what is shown with it, by which column)."""


@dataclass
class Selection:
    """Rows per table (as dicts of journal values), by id; `undone` names records whose making was taken back.

    Those have no row any more, but the taking back must travel as well.
    """

    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    undone: dict[str, list[str]] = field(default_factory=dict)

    def of(self, table: str) -> dict[str, dict[str, Any]]:
        return self.rows.get(table, {})

    def standing(self, table: str, record: str) -> str:
        """The record that stands for this one, through all joins; in a circle the smallest id, as in the database."""
        if not self.of(table).get(record, {}).get("merged_into"):
            return record

        def joined_into(one: str) -> str | None:
            row = self.of(table).get(one, {})
            named = row.get("merged_into") or ""
            there = not row.get("deleted") and not self.of(table).get(named, {"deleted": True}).get("deleted")
            return named if there else None

        return end_of_joins(record, joined_into)


def everything(tx: Transaction) -> Selection:
    """All records that are exchanged, deleted ones too (a deletion must travel)."""
    selection = Selection()
    for table in RECORDS:
        if table not in LOCAL:
            _load(tx, selection, table, f"SELECT {_names(table)} FROM {table}")
    for table, record in _undone(tx):
        selection.undone.setdefault(table, []).append(record)
    return selection


def of_courses(tx: Transaction, course_ids: Sequence[str]) -> Selection:
    """These courses with all that belongs to them and all that they refer to."""
    selection = Selection()
    _load_ids(tx, selection, "course", course_ids)
    todo = ["course", "enrolment", "follow_up", "certificate"]
    for parent in todo:
        for table, name in _CHILDREN.get(parent, ()):
            for chunk in _chunks(list(selection.of(parent))):
                marks = ",".join("?" * len(chunk))
                _load(tx, selection, table, f"SELECT {_names(table)} FROM {table} WHERE {name} IN ({marks})", chunk)
    _close(tx, selection)
    _add_undone(tx, selection)
    return selection


def of_trainer(tx: Transaction, person_id: str) -> Selection:
    """The courses of one trainer, and the trainer with what he or she holds, also under joined identities."""
    root = root_of(tx, "person", person_id)
    joined = tx.rows("SELECT id FROM joined WHERE table_name = 'person' AND root = :root ORDER BY id", {"root": root})
    ids = [root, *(row[0] for row in joined)]
    names = {f"p{number}": record for number, record in enumerate(ids)}
    people = ", ".join(f":{name}" for name in names)
    found = tx.rows(
        "SELECT DISTINCT course_id FROM course_trainer WHERE NOT deleted AND course_id IS NOT NULL "
        f"AND person_id IN ({people})",
        names,
    )
    selection = of_courses(tx, [row[0] for row in found])
    _load_ids(tx, selection, "person", ids)
    for chunk in _chunks(ids):
        marks = ",".join("?" * len(chunk))
        for table, which in _HELD:
            query = f"SELECT {_names(table)} FROM {table} WHERE {which}person_id IN ({marks})"
            _load(tx, selection, table, query, chunk)
    for chunk in _chunks(list(selection.of("certificate"))):
        marks = ",".join("?" * len(chunk))
        query = f"SELECT {_names('printing')} FROM printing WHERE certificate_id IN ({marks})"
        _load(tx, selection, "printing", query, chunk)
    _close(tx, selection)
    return selection


def template(tx: Transaction) -> Selection:
    """Nothing but the places, organisations and trainers that the lists offer."""
    selection = Selection()
    for table in ("replica", "place", "organisation"):
        _load(tx, selection, table, f"SELECT {_names(table)} FROM {table} WHERE NOT deleted")
    _load(tx, selection, "person", f"SELECT {_names('person')} FROM person WHERE is_trainer AND NOT deleted")
    _close(tx, selection)
    return selection


def news(tx: Transaction, base: Selection | None, changed: Mapping[str, Collection[str]]) -> Selection:
    """Of these records (None: everything) the changed ones, with what is needed to show them and to understand them.

    A person is shown by the enrolments, an enrolment with all its marks, a course with its sessions and trainers.
    """
    found = Selection()
    for table, ids in changed.items():
        _load_ids(tx, found, table, [record for record in sorted(ids) if base is None or record in base.of(table)])
    if base is not None:
        came = of_courses(tx, _courses_that_came(base, changed))
        for table, rows in came.rows.items():
            found.rows.setdefault(table, {}).update((one, row) for one, row in rows.items() if one in base.of(table))
        _add_children(base, found)
    if base is None:
        undone = {table: [record for record in ids if record not in found.of(table)] for table, ids in changed.items()}
    else:
        undone = {table: [one for one in ids if one in changed.get(table, ())] for table, ids in base.undone.items()}
    found.undone = {table: ids for table, ids in undone.items() if ids}
    _close(tx, found)
    for parent, table, name in _SHOWN_WITH:
        for chunk in _chunks(list(found.of(parent))):
            marks = ",".join("?" * len(chunk))
            _load(tx, found, table, f"SELECT {_names(table)} FROM {table} WHERE {name} IN ({marks})", chunk)
        if base is not None:
            found.rows[table] = {record: row for record, row in found.of(table).items() if record in base.of(table)}
    _close(tx, found)
    return found


def _add_children(base: Selection, found: Selection) -> None:
    """Add what belongs to the changed records below a course: they may have come to it, or to a trainer, just now."""
    for table, which in _HELD:
        found.rows.setdefault(table, {}).update(
            (one, row)
            for one, row in base.of(table).items()
            if row["person_id"] in found.of("person") and not (which and row["course_id"])
        )
    for parent in ("enrolment", "follow_up", "certificate"):
        for table, name in _CHILDREN[parent]:
            rows = {one: row for one, row in base.of(table).items() if row[name] in found.of(parent)}
            found.rows.setdefault(table, {}).update(rows)


def _courses_that_came(base: Selection, changed: Mapping[str, Collection[str]]) -> list[str]:
    """The courses that came to a trainer since: what is in them may be old, and new to the trainer all the same."""
    joined = {
        record
        for record in changed.get("person", ())
        if base.of("person").get(record, {}).get("merged_into") is not None
    }
    return sorted(
        {
            row["course_id"]
            for record, row in base.of("course_trainer").items()
            if row["course_id"] in base.of("course")
            and (record in changed.get("course_trainer", ()) or row["person_id"] in joined)
        }
    )


def add_sender(tx: Transaction, selection: Selection) -> None:
    """Add who writes the workbook: this database's own record, and the keys by which its signature is checked."""
    own = tx.database.replica
    _load_ids(tx, selection, "replica", [own])
    _load(tx, selection, "signing_key", f"SELECT {_names('signing_key')} FROM signing_key WHERE replica_id = ?", [own])
    _close(tx, selection)


def changes_of(tx: Transaction, selection: Selection) -> Iterable[Change]:
    """All changes of the selected records: their whole history travels, but for what was put aside here."""
    for table in {**selection.rows, **selection.undone}:
        ids = [*selection.of(table), *selection.undone.get(table, ())]
        for chunk in _chunks(ids):
            for history in read_changes(tx.connection, table, chunk).values():
                yield from passed_on(history)


def _undone(tx: Transaction) -> dict[tuple[str, str], dict[str, Any]]:
    """The records whose making was taken back and not redone, with what they said."""
    taken_back: dict[str, list[str]] = {}
    for table, record in tx.rows("SELECT DISTINCT table_name, record_id FROM change WHERE kind = 'retract'"):
        if table not in LOCAL:
            taken_back.setdefault(table, []).append(record)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for table, ids in taken_back.items():
        there = Selection()
        _load_ids(tx, there, table, ids)
        absent = [record for record in ids if record not in there.of(table)]
        for record, history in read_changes(tx.connection, table, absent).items():
            found[table, record] = {name: value for change in history for name, value in change.fields.items()}
    return found


def _add_undone(tx: Transaction, selection: Selection) -> None:
    """The undone records that belonged to selected ones, and the undone ones that those referred to."""
    found = _undone(tx)
    parents = {(table, name): parent for parent, children in _CHILDREN.items() for table, name in children}
    taken: set[tuple[str, str]] = set()
    named: set[tuple[str, Any]] = set()

    def belongs(key: tuple[str, str], fields: dict[str, Any]) -> bool:
        return any(
            table == key[0] and (fields.get(name) in selection.of(parent) or (parent, fields.get(name)) in taken)
            for (table, name), parent in parents.items()
        )

    before = -1
    while len(taken) > before:
        before = len(taken)
        for key, fields in found.items():
            if key not in taken and (key in named or belongs(key, fields)):
                taken.add(key)
                named |= {(REFERENCES[name] or key[0], fields[name]) for name in fields if name in REFERENCES}
    for table, record in sorted(taken):
        selection.undone.setdefault(table, []).append(record)


def _names(table: str) -> str:
    return ", ".join(columns(table))


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _load(tx: Transaction, selection: Selection, table: str, query: str, parameters: Sequence[str] = ()) -> None:
    names = columns(table)
    rows = selection.rows.setdefault(table, {})
    for some in tx.connection.exec_driver_sql(query, tuple(parameters)).partitions(_AT_A_TIME):
        for row in some:
            rows[row[0]] = dict(zip(names, row, strict=True))


def _load_ids(tx: Transaction, selection: Selection, table: str, ids: Sequence[str]) -> None:
    for chunk in _chunks(ids):
        marks = ",".join("?" * len(chunk))
        _load(tx, selection, table, f"SELECT {_names(table)} FROM {table} WHERE id IN ({marks})", chunk)


def _close(tx: Transaction, selection: Selection) -> None:
    """Add what the selected records refer to, until nothing is missing."""
    while True:
        missing: dict[str, set[str]] = {}
        for table, rows in selection.rows.items():
            names = [name for name in columns(table) if name in REFERENCES]
            for row in rows.values():
                for name in names:
                    target = REFERENCES[name] or table
                    if row[name] is not None and row[name] not in selection.of(target):
                        missing.setdefault(target, set()).add(row[name])
        before = sum(len(rows) for rows in selection.rows.values())
        for table, ids in missing.items():
            _load_ids(tx, selection, table, sorted(ids))
        if sum(len(rows) for rows in selection.rows.values()) == before:
            return
