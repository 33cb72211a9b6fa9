"""What a trainer is to look at again in a workbook: conflicts, cells that could not be taken, and what is missing."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from db.database import Transaction
from trainer_app.exchange import brought
from trainer_app.exchange.conflicts import value_of
from trainer_app.texts import in_language
from trainer_app.workbook import wording
from trainer_app.workbook.cells import canon, to_cell
from trainer_app.workbook.select import Selection
from trainer_app.workbook.sheets import ATTENDANCE, COURSES, PARTICIPANTS, SHEETS, Column
from trainer_app.workbook.visible import Contents, Remarks

_Place = tuple[str, str, str]  # sheet, id of the row, column


def remarks(tx: Transaction, selection: Selection, contents: Contents, language: str) -> Remarks:
    """What is to be looked at in these contents: sentences in the reader's language, of several the gravest."""
    say = in_language(language)
    places = _Places(selection, contents)
    found: dict[_Place, str] = {}
    for place in _missing(selection, contents, date.today()):
        found[place] = say(wording.MISSING)
    for place, column in _refused(tx, contents):
        found[place] = f"{say(wording.NOT_TAKEN)} {say(wording.EXPECTED.get(column.kind, wording.TYPE_AGAIN))}"
    for table, record, field, values in _conflicts(tx, selection):
        for place, column in places.of(table, record, field):
            shown = dict.fromkeys(canon(to_cell(column, value, contents.lists)) or "–" for value in values)
            deleted = field == "deleted"
            found[place] = (
                say(wording.TO_STAY) if deleted else say(wording.SEVERAL).format(values="; ".join(map(str, shown)))
            )
    by_row: dict[tuple[str, str], dict[str, str]] = {}
    erased = _rows_of_the_erased(selection, contents)
    for (sheet, row, key), sentence in found.items():
        if (sheet, row) in erased and key.startswith("person."):
            continue  # nobody is to ask them again
        by_row.setdefault((sheet, row), {})[key] = sentence
    return by_row


def _rows_of_the_erased(selection: Selection, contents: Contents) -> set[tuple[str, str]]:
    """The rows (sheet and id) of persons whose data were erased at their request."""
    erased = {record for record, person in selection.of("person").items() if person["erased_on"] is not None}
    return {
        (sheet, row.id)
        for sheet, rows in contents.rows.items()
        for row in rows
        if row.id in erased or row.second_id in erased
    }


class _Places:
    """Where the field of a record stands in a workbook: a person's in each of the person's rows."""

    def __init__(self, selection: Selection, contents: Contents) -> None:
        self.selection, self.contents = selection, contents
        self.rows: dict[tuple[str, str, str], list[str]] = {}  # sheet, table, record -> rows
        for sheet in SHEETS:
            for row in contents.rows[sheet.key]:
                self.rows.setdefault((sheet.key, sheet.table, row.id), []).append(row.id)
                if sheet.second:
                    self.rows.setdefault((sheet.key, sheet.second, row.second_id), []).append(row.id)

    def of(self, table: str, record: str, field: str) -> Iterator[tuple[_Place, Column]]:
        """The cells of a field, each with its column; for a deletion the first cell of the row."""
        if table == "attendance":
            yield from self._of_mark(record)
            return
        for sheet in SHEETS:
            columns = self.contents.columns[sheet.key]
            named = columns[:1] if field == "deleted" else [one for one in columns if one.field == f"{table}.{field}"]
            for row in self.rows.get((sheet.key, table, record), ()):
                yield from (((sheet.key, row, column.key), column) for column in named)

    def _of_mark(self, record: str) -> Iterator[tuple[_Place, Column]]:
        mark = self.selection.of("attendance").get(record, {})
        number = self.selection.of("course_session").get(mark.get("session_id") or "", {}).get("number")
        for column in self.contents.columns[ATTENDANCE.key]:
            if column.key == f"attendance.{number}":
                yield (ATTENDANCE.key, mark["enrolment_id"] or "", column.key), column


def _conflicts(tx: Transaction, selection: Selection) -> Iterator[tuple[str, str, str, list[Any]]]:
    """The open conflicts of these records: table, record, field and the values that stand."""
    rows = tx.rows("SELECT table_name, record_id, field FROM conflict")
    for table, record, field in rows:
        if record in selection.of(table):
            # A deletion may stand against work on other records.
            heads = tx.state(table, record).conflicts.get(field, [])
            yield table, record, field, [value_of(head, record, field) for head in heads]


def _refused(tx: Transaction, contents: Contents) -> Iterator[tuple[_Place, Column]]:
    """The cells of which a typed value could not be taken, with their columns, if nothing came into them since."""
    rows = {(sheet, row.id): row for sheet, found in contents.rows.items() for row in found}
    columns = {sheet: {column.key: column for column in found} for sheet, found in contents.columns.items()}
    merges = tx.rows(
        "SELECT id, json_extract(details, '$.refused_cells') FROM action WHERE kind = 'merge' "
        "AND json_extract(details, '$.refused_cells') <> '[]'"
    )
    undone = brought.undone_merges(tx)
    for action, cells in merges:
        for sheet, record, key in json.loads(cells) if action not in undone else ():
            row, column = rows.get((sheet, record)), columns.get(sheet, {}).get(key)
            if row is None or column is None:
                continue
            later = tx.rows(
                "SELECT 1 FROM change, json_each(change.fields) f WHERE record_id IN (:record, :second) "
                "AND action_id > :action AND f.key = :field LIMIT 1",
                {"record": row.id, "second": row.second_id, "action": action, "field": column.name},
            )
            marked = column.table == "attendance" and row.cells[[*columns[sheet]].index(key)] is not None
            if not later and not marked:
                yield (sheet, record, key), column


def _missing(selection: Selection, contents: Contents, today: date) -> Iterator[_Place]:
    """The empty cells that somebody should fill in: the same gaps that the check before sending looks for."""
    for row in contents.rows[COURSES.key]:
        course = selection.of("course")[row.id]
        for field in ("starts", "products"):
            if course[field] is None and not (field == "starts" and course["dates_typed"]):
                yield COURSES.key, row.id, f"course.{field}"
    over = {
        record
        for record, course in selection.of("course").items()
        if course["status"] != "cancelled" and (course["ends"] or course["starts"] or "9999") < today.isoformat()
    }
    for row in contents.rows[PARTICIPANTS.key]:
        person, enrolment = selection.of("person").get(row.second_id, {}), selection.of("enrolment")[row.id]
        if not any(person.get(name) for name in ("birth_date", "birth_year", "age", "age_bracket")):
            yield PARTICIPANTS.key, row.id, "person.birth_year"
        if person.get("sex") is None:
            yield PARTICIPANTS.key, row.id, "person.sex"
        if not person.get("phones") and not person.get("email"):
            yield PARTICIPANTS.key, row.id, "person.phones"
        if enrolment["course_id"] in over and enrolment["outcome"] in (None, "not_known"):
            yield PARTICIPANTS.key, row.id, "enrolment.outcome"
    yield from _unmarked(selection, contents, over, today)


def _unmarked(selection: Selection, contents: Contents, over: set[str], today: date) -> Iterator[_Place]:
    """The marks that nobody gave, of sessions that were held."""
    held: dict[str, set[int]] = {}
    for session in selection.of("course_session").values():
        was_held = (session["held_on"] or "9999") < today.isoformat() or session["course_id"] in over
        if not session["deleted"] and session["number"] is not None and was_held:
            held.setdefault(session["course_id"] or "", set()).add(session["number"])
    columns = contents.columns[ATTENDANCE.key]
    for row in contents.rows[ATTENDANCE.key]:
        numbers = held.get(selection.of("enrolment")[row.id]["course_id"] or "", set())
        for column, cell in zip(columns, row.cells, strict=True):
            if column.table == "attendance" and cell is None and int(column.name) in numbers:
                yield ATTENDANCE.key, row.id, column.key
