"""Who set which value, when, on which computer and from which cell."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from db.database import Transaction
from db.journal import columns, kinds, read_changes
from db.models import REFERENCES
from db.resolve import HIDES, LOCAL, RETRACTS, WITHHELD, Change
from trainer_app.formats import date_text, number_text
from trainer_app.joined import joined_under, root_of
from trainer_app.moments import moment
from trainer_app.texts import N_, _
from trainer_app.workbook.sheets import CODE_LISTS, SHEETS, Column

TABLES: dict[str, str] = {
    "replica": N_("Copy of the data"), "setting": N_("Setting"), "place": N_("Place"),
    "organisation": N_("Organisation"), "project": N_("Project"), "target": N_("Target"), "person": N_("Person"),
    "credential": N_("Step of a trainer"), "enterprise": N_("Enterprise"), "course": N_("Course"),
    "course_trainer": N_("Trainer of a course"), "course_session": N_("Session"), "funding": N_("Funding"),
    "enrolment": N_("Participant"), "headcount": N_("Totals without names"), "attendance": N_("Attendance"),
    "evaluation": N_("Evaluation"), "visit": N_("Visit"), "observation": N_("Observation"),
    "measurement": N_("Measurement"), "improvement": N_("Improvement"), "follow_up": N_("Follow-up"),
    "answer": N_("Answer"), "certificate": N_("Certificate"), "printing": N_("Printing"), "figure": N_("Figure"),
    "saved_view": N_("Saved view"), "not_same": N_("Not the same"), "signing_key": N_("Key of signature"),
}  # fmt: skip
"""What a person calls a record of each table."""

_FIELDS: dict[str, str] = {
    "deleted": N_("Deleted"), "merged_into": N_("Joined with"), "erased_on": N_("Erased on"),
    "parent_id": N_("Part of"), "place_id": N_("Province"), "person_id": N_("Person"), "owner_id": N_("Owner"),
    "course_id": N_("Course"),
    "trainer_id": N_("Trainer"), "enterprise_id": N_("Enterprise"), "project_id": N_("Project"),
    "organisation_id": N_("Organisation"), "donor_id": N_("Donor"), "observer_id": N_("Observer"),
    "enrolment_id": N_("Participant"), "session_id": N_("Session"), "follow_up_id": N_("Follow-up"),
    "certificate_id": N_("Certificate"), "name": N_("Name"), "latin_name": N_("Name in Latin letters"),
    "acronym": N_("Acronym"), "level": N_("Level"), "kind": N_("Kind"), "country": N_("Country"),
    "honorific": N_("Honorific"), "age": N_("Age"), "age_on": N_("Age given on"), "age_bracket": N_("Age group"),
    "literacy": N_("Reading and calculating"), "disability_method": N_("How disability was asked"),
    "groups": N_("Groups"), "is_trainer": N_("Is a trainer"), "consent_on": N_("Consent given on"),
    "consent_purposes": N_("Consent for"), "since": N_("Since"), "until": N_("Until"), "number": N_("Number"),
    "programme": N_("Programme"), "product": N_("Product"), "edition": N_("Edition"), "fee": N_("Fee"),
    "legal_form": N_("Legal form"), "mark": N_("Mark"), "income": N_("Income"), "outcome_by": N_("Outcome decided by"),
    "learner": N_("Learner"), "class_name": N_("Class"), "share": N_("Share, %"), "amount": N_("Amount"),
    "currency": N_("Currency"), "value": N_("Value"), "starts": N_("Start"), "ends": N_("End"), "code": N_("Code"),
    "status": N_("Status"), "role": N_("Role"), "hours": N_("Hours"), "question": N_("Question"),
    "name_printed": N_("Name as printed"), "issued_on": N_("Issued on"), "issued_by": N_("Issued by"),
    "collected_on": N_("Collected on"), "collected_by": N_("Collected by"), "voided_on": N_("Voided on"),
    "void_reason": N_("Reason for voiding"), "printed_on": N_("Printed on"), "score": N_("Score"),
}  # fmt: skip
"""Columns that no sheet of the workbook shows."""

_NAMING: dict[str, tuple[str, ...]] = {
    "person": ("full_name", "latin_name"), "course": ("code", "title"), "certificate": ("number",),
    "setting": ("key",), "headcount": ("label",), "figure": ("indicator",), "target": ("indicator",),
    "improvement": ("action",), "replica": ("name", "code"),
}  # fmt: skip
_PARENTS = ("person_id", "enrolment_id", "enterprise_id", "follow_up_id", "certificate_id", "project_id", "course_id")
_EXTRA = {"attendance": "session_id", "enrolment": "course_id", "course_session": "number", "follow_up": "months"}


@dataclass(frozen=True)
class Event:
    """One field set once. `old` and `new` are values of the journal; `sentence` says it all in words."""

    stamp: str
    at: datetime  # of what was typed into a workbook: when that was written
    who: str
    computer: str
    source: str  # file, sheet and cell, or ""
    action_id: int | None
    kind: str  # create, set, retract, erase
    field: str  # "" where the whole record is meant
    old: Any
    new: Any
    sentence: str


class Labels:
    """Names records, fields and values for a person; remembers what it looked up, so keep one for one list.

    `planned` are values (naming) of records that are not in the database, because a plan is looked at.
    """

    def __init__(self, tx: Transaction, planned: Mapping[tuple[str, str], Mapping[str, Any]] | None = None) -> None:
        self._tx, self._planned = tx, planned or {}
        self._records: dict[tuple[str, str], str] = {}
        self._roots: dict[tuple[str, str], str] = {}
        self._letters: dict[int, dict[str, dict[str, str]]] = {}  # of columns, by action and sheet
        self._replicas = {row[0]: row[1] or row[2] or "" for row in tx.rows("SELECT id, name, code FROM replica")}

    def record(self, table: str, record_id: str) -> str:
        """What a person calls the record: its name, or whose and what it is."""
        key = table, record_id
        if key not in self._records:
            self._records[key] = ""  # ends a circle
            self._records[key] = self._name(table, record_id)
        return self._records[key]

    def with_join(self, table: str, record_id: str) -> str:
        """The same; of a joined record also which one stands for it, for the values of this one do not show."""
        key = table, record_id
        if key not in self._roots:
            self._roots[key] = root_of(self._tx, table, record_id)
        name = self.record(table, record_id)
        if self._roots[key] == record_id:
            return name
        return _("{record} (joined with {other})").format(record=name, other=self.record(table, self._roots[key]))

    def _name(self, table: str, record_id: str) -> str:
        found = self._tx.connection.exec_driver_sql(
            f"SELECT {', '.join(columns(table))} FROM {table} WHERE id = ?", (record_id,)
        ).first()
        kind = _(TABLES[table])
        row = dict(zip(columns(table), found, strict=True)) if found else self._planned.get((table, record_id), {})
        for name in _NAMING.get(table, ("name",)):
            if row.get(name):
                return str(row[name])
        parts = [self.record(REFERENCES[name], row[name]) for name in _PARENTS if row.get(name)][:1]
        extra = _EXTRA.get(table, "")
        if row.get(extra) and extra in REFERENCES:
            parts.append(self.record(REFERENCES[extra], row[extra]))
        elif row.get(extra) is not None:
            parts.append(str(row[extra]))
        parts = list(dict.fromkeys(part for part in parts if part))
        return f"{kind}: {', '.join(parts)}" if parts else kind

    def value(self, table: str, field: str, value: Any) -> str:
        """A value of the journal as a person reads it; "–" for blank."""
        if value is None:
            return "–"
        kind = kinds(table).get(field, str)
        if kind is bool:
            return _("yes") if value else _("no")
        if field in REFERENCES and isinstance(value, str):
            return self.record(REFERENCES[field] or table, value)
        if kind is date:
            return date_text(date.fromisoformat(value))
        if kind in (int, float):
            return str(value) if field.endswith("year") else number_text(value)
        column = _column(table, field)
        codes = dict(CODE_LISTS.get(column.list, ())) if column else {}
        if table == "attendance" and field == "mark":
            return {"present": _("present"), "absent": _("absent"), "half": _("half"), "excused": _("excused")}.get(
                value, value
            )
        return _(codes[value]) if value in codes else str(value)

    def placed(self, origin: dict[str, Any] | None, field: str, action: int | None) -> dict[str, Any] | None:
        """The origin with the cell of a field of a new row, where the merge was here: it kept the columns' letters."""
        if not origin or "cell" in origin or "row" not in origin or action is None:
            return origin
        if action not in self._letters:
            query = "SELECT json_extract(details, '$.columns') FROM action WHERE id = :action"
            rows = self._tx.rows(query, {"action": action})
            self._letters[action] = json.loads(rows[0][0] or "{}") if rows else {}
        letter = self._letters[action].get(str(origin.get("sheet")), {}).get(field)
        return origin | {"cell": f"{letter}{origin['row']}"} if letter else origin

    def computer(self, stamp: str) -> str:
        """The name of the computer that made the stamp, or ""."""
        return str(self._replicas.get(stamp[20:], ""))


def naming(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of a record's values that it is named by, itself or through what it belongs to."""
    return {name: value for name in _names(table) if (value := values.get(name)) is not None}


@cache
def _names(table: str) -> tuple[str, ...]:
    """The columns of a table by which its records are known."""
    names = (*_NAMING.get(table, ("name",)), *_PARENTS, _EXTRA.get(table, ""))
    return tuple(name for name in names if name in columns(table))


def field_label(table: str, field: str) -> str:
    """What a person calls the column."""
    column = _column(table, field)
    if column is not None:
        return _(column.label)
    return _(_FIELDS[field]) if field in _FIELDS else field.replace("_", " ")


def _column(table: str, field: str) -> Column | None:
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.table == table and column.name == field:
                return column
    return None


def of_record(tx: Transaction, table: str, record_id: str, field: str | None = None) -> list[Event]:
    """Everything that happened to the record and those for which it stands, or to one field, the newest first."""
    labels, found = Labels(tx), list[Event]()
    ids = [record_id, *joined_under(tx, table, record_id)]
    for one, changes in read_changes(tx.connection, table, ids).items():
        rows = tx.rows("SELECT stamp, action_id FROM change WHERE record_id = :record", {"record": one})
        actions = dict[str, int]((row[0], row[1]) for row in rows)
        known = {change.stamp: change for change in changes}
        for change in changes:
            events = _events(labels, change, known, actions.get(change.stamp))
            found += [event for event in events if field in (None, event.field)]
    return sorted(found, key=lambda event: event.stamp, reverse=True)


def of_action(tx: Transaction, action_id: int, limit: int = 1000) -> list[Event]:
    """What one action changed, field by field, at most `limit` events."""
    rows = tx.rows(
        "SELECT stamp, table_name, record_id FROM change WHERE action_id = :action ORDER BY seq LIMIT :limit",
        {"action": action_id, "limit": limit},
    )
    known: dict[tuple[str, str], dict[str, Change]] = {}
    for table in {row[1] for row in rows}:
        ids = list(dict.fromkeys(row[2] for row in rows if row[1] == table))
        for record, history in read_changes(tx.connection, table, ids).items():
            known[table, record] = {change.stamp: change for change in history}
    labels = Labels(tx)
    events: list[Event] = []
    for stamp, table, record in rows:
        events += _events(labels, known[table, record][stamp], known[table, record], action_id)
        if len(events) >= limit:
            break
    return events[:limit]


def _events(labels: Labels, change: Change, known: dict[str, Change], action: int | None) -> Iterator[Event]:
    label = labels.with_join(change.table, change.record)
    at, who = moment(change.stamp), change.author or labels.computer(change.stamp) or _("somebody")
    start = {"label": label, "who": who}

    def event(field: str, old: Any, new: Any, sentence: str) -> Event:
        computer, typed = labels.computer(change.stamp), (change.origin or {}).get("typed", {}).get(field)
        source = source_text(labels.placed(change.origin, f"{change.table}.{field}", action))
        told = _("(from {source}; typed there: {typed})") if typed and typed != str(new) else _("(from {source})")
        text = sentence + (" " + told.format(source=source, typed=typed) if source else "")
        return Event(change.stamp, at, who, computer, source, action, change.kind, field, old, new, text)

    if change.kind == "erase":
        yield event("", None, None, _("{who} erased {label} for good").format(**start))
    elif change.kind == "retract":
        taken = [known[stamp] for stamp in change.basis.get(RETRACTS, ()) if stamp in known]
        hidden = [known[stamp] for stamp in change.basis.get(HIDES, ()) if stamp in known]
        for field, old, sentence in (*_taken_back(change, taken), *_hidden(change, hidden)):
            yield event(field, old, None, sentence.format(field=field_label(change.table, field), **start))
    else:
        if change.kind == "create":
            yield event("", None, None, _("{who} made {label}").format(**start))
        for field, new in change.fields.items():
            before = [known[stamp].fields.get(field) for stamp in change.basis.get(field, ()) if stamp in known]
            old = before[-1] if before else None
            yield event(field, old, new, _set_sentence(labels, change, field, old, new, start))


def _taken_back(change: Change, taken: Sequence[Change]) -> Iterator[tuple[str, Any, str]]:
    """Per field ("" for the whole record) what it was, and the sentence on its being taken back, or had again."""
    if any(other.kind == "retract" for other in taken):
        yield "", None, _("{who} had again what was taken back of {label}")
    if any(other.kind == "create" for other in taken):
        yield (
            "",
            None,
            (
                _("{who} put {label}, which a file had brought, aside on this computer")
                if LOCAL in change.basis
                else _("{who} took back that {label} was made")
            ),
        )
    for other in taken:
        for field in other.fields if other.kind != "create" else ():
            yield (
                field,
                other.fields[field],
                (
                    _("{who} put a change of {field} of {label}, which a file had brought, aside on this computer")
                    if LOCAL in change.basis
                    else _("{who} took back a change of {field} of {label}")
                ),
            )


def _hidden(change: Change, hidden: Sequence[Change]) -> Iterator[tuple[str, Any, str]]:
    """The same of single fields that a file had completed."""
    sentence = _("{who} put a change of {field} of {label}, which a file had brought, aside on this computer")
    for other in hidden:
        yield from ((name, other.fields[name], sentence) for name in change.basis[WITHHELD] if name in other.fields)


def _set_sentence(labels: Labels, change: Change, field: str, old: Any, new: Any, start: dict[str, str]) -> str:
    if field == "deleted":
        return (_("{who} deleted {label}") if new else _("{who} brought {label} back")).format(**start)
    texts = {
        "field": field_label(change.table, field),
        "old": labels.value(change.table, field, old),
        "new": labels.value(change.table, field, new),
    }
    if old is None:
        return _("{who} set {field} of {label} to {new}").format(**texts, **start)
    return _("{who} changed {field} of {label} from {old} to {new}").format(**texts, **start)


def source_text(origin: dict[str, Any] | None) -> str:
    """File, sheet and cell that a change came from, as one line; "" for what was typed in the application."""
    if not origin:
        return ""
    cell = origin.get("cell") or (_("row {row}").format(row=origin["row"]) if origin.get("row") else "")
    return ", ".join(str(part) for part in (origin.get("file"), origin.get("sheet"), cell) if part)
