"""From selected records to the rows of the visible sheets."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import in_language
from trainer_app.workbook.cells import Lists, to_cell
from trainer_app.workbook.select import Selection
from trainer_app.workbook.sheets import (
    ATTENDANCE,
    CODE_LISTS,
    FOLLOW_UPS,
    NAMES_SEPARATOR,
    SHEETS,
    TRAINERS,
    Column,
    Sheet,
)

Row = dict[str, Any]

EMPTY_SESSIONS = 10
"""Session columns that the grid has at least, so that a course typed into the workbook can be marked too."""

NATIONAL_ID = frozenset({"person.national_id"})
"""What leaves a database only if that was asked for."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row to write: ids of its record(s) and its cells in the order of the sheet's columns."""

    id: str
    second_id: str
    cells: list[Any]


def lists_for(selection: Selection, catalogue: Catalogue, language: str) -> Lists:
    """The code lists and the records that cells may name, labels in the reader's language."""
    say = in_language(language)
    entries = {name: [(code, say(label)) for code, label in pairs] for name, pairs in CODE_LISTS.items()}
    entries["programme_of"] = [
        (product.code, catalogue.programme_of(product.code).code) for product in catalogue.products()
    ]
    entries["product"] = [(product.code, product.name(language)) for product in catalogue.products()]
    for name, table, label in (
        ("place", "place", "name"),
        ("organisation", "organisation", "name"),
        ("course", "course", "code"),
    ):
        entries[name] = _unique(
            (row["id"], row[label])
            for row in _visible(selection, table)
            if row[label] and selection.standing(table, row["id"]) == row["id"]
        )
    entries["trainer"] = _unique(
        (row["id"], row["full_name"])
        for row in _visible(selection, "person")
        if row["is_trainer"] and row["full_name"] and selection.standing("person", row["id"]) == row["id"]
    )
    lists = Lists(entries)
    for name, table in (("place", "place"), ("organisation", "organisation"), ("trainer", "person")):
        for row in selection.of(table).values():
            if (root := selection.standing(table, row["id"])) != row["id"]:
                lists.show(name, row["id"], lists.label(name, root))
    return lists


def _unique(pairs: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs by label; where two records have one label the later ones get a number, so that a cell means one."""
    seen: dict[str, int] = {}
    found = []
    for code, label in sorted(pairs, key=lambda pair: (pair[1], pair[0])):
        seen[label] = seen.get(label, 0) + 1
        found.append((code, label if seen[label] == 1 else f"{label} ({seen[label]})"))
    return found


def _visible(selection: Selection, table: str) -> Iterator[dict[str, Any]]:
    return (row for row in selection.of(table).values() if not row["deleted"])


def session_numbers(selection: Selection) -> list[int]:
    """The numbers of all sessions of the selected courses, each once: the columns of the attendance grid."""
    found = {row["number"] for row in _visible(selection, "course_session") if row["number"] is not None}
    return sorted(found | set(range(1, EMPTY_SESSIONS + 1)))


def attendance_columns(numbers: Sequence[int]) -> tuple[Column, ...]:
    """The grid's columns for these session numbers."""
    return tuple(Column(f"attendance.{number}", str(number), "choice", "mark", 5) for number in numbers)


def columns_for(selection: Selection, *, national_ids: bool) -> dict[str, tuple[Column, ...]]:
    """The columns of every sheet, by the sheet's key: those of its list, and a column per session of the courses."""
    left_out = frozenset() if national_ids else NATIONAL_ID
    found = {sheet.key: tuple(column for column in sheet.columns if column.field not in left_out) for sheet in SHEETS}
    found[ATTENDANCE.key] += attendance_columns(session_numbers(selection))
    return found


def sheet_rows(
    selection: Selection, lists: Lists, columns_by_sheet: dict[str, tuple[Column, ...]]
) -> dict[str, list[SheetRow]]:
    """The rows of every sheet, by the sheet's key."""
    extra = _Extra(selection, lists)
    found: dict[str, list[SheetRow]] = {}
    for sheet in SHEETS:
        cells = [extra.reader(sheet, column) for column in columns_by_sheet[sheet.key]]
        rows = []
        for record in extra.records(sheet):
            second_id = record.get(f"{sheet.second}_id") or "" if sheet.second else ""
            second_id = selection.standing(sheet.second, second_id)
            second = selection.of(sheet.second).get(second_id, {}) if sheet.second else {}
            rows.append(SheetRow(record["id"], second_id, [cell(record, second) for cell in cells]))
        found[sheet.key] = rows
    return found


class _Extra:
    """Cells that come from more than the row's own record."""

    def __init__(self, selection: Selection, lists: Lists) -> None:
        self.selection = selection
        self.lists = lists
        self.persons = selection.of("person")
        self.sessions = {row["id"]: row["number"] for row in _visible(selection, "course_session")}
        self.marks = {
            (row["enrolment_id"], self.sessions.get(row["session_id"])): row["mark"]
            for row in _visible(selection, "attendance")
        }
        self.certificates: dict[str, list[str]] = {}
        for row in _visible(selection, "certificate"):
            if row["voided_on"] is None and row["enrolment_id"] and row["number"]:
                self.certificates.setdefault(row["enrolment_id"], []).append(row["number"])
        self.trainers: dict[str, set[str]] = {}
        for row in _visible(selection, "course_trainer"):
            label = lists.label("trainer", row["person_id"])
            if row["course_id"] and label:
                self.trainers.setdefault(row["course_id"], set()).add(label)

    def records(self, sheet: Sheet) -> list[dict[str, Any]]:
        rows = [
            row
            for row in _visible(self.selection, sheet.table)
            if self.selection.standing(sheet.table, row["id"]) == row["id"]
        ]
        if sheet is TRAINERS:
            rows = [row for row in rows if row["is_trainer"]]
        if sheet.table == "enrolment":
            rows = [row for row in rows if row["person_id"]]
            return sorted(rows, key=lambda row: (self._code(row["course_id"]), row["seat"] or 0, row["id"]))
        if sheet.table in ("course_session", "headcount", "visit"):
            return sorted(rows, key=lambda row: (self._code(row["course_id"]), row.get("number") or 0, row["id"]))
        if sheet.table == "course":
            return sorted(rows, key=lambda row: (row["starts"] or "", row["code"] or "", row["id"]))
        if sheet.table == "follow_up":
            return sorted(rows, key=lambda row: (row["due"] or "", row["id"]))
        return sorted(rows, key=lambda row: (row.get("full_name") or row.get("name") or "", row["id"]))

    def _code(self, course_id: str | None) -> str:
        return self.lists.label("course", course_id) or ""

    def reader(self, sheet: Sheet, column: Column) -> Callable[[Row, Row], Any]:
        """What gives the cells of one column, from the row's main and second record."""
        name, lists = column.name, self.lists
        if sheet is ATTENDANCE and column.table == "attendance":
            number = int(name)
            return lambda record, _second: lists.label("mark", self.marks.get((record["id"], number)))
        if column.kind == "trainers":
            return lambda record, _second: NAMES_SEPARATOR.join(sorted(self.trainers.get(record["id"], ()))) or None
        if column.kind == "information":
            return lambda record, _second: self._information(sheet, column, record)
        if column.table == sheet.second:
            return lambda _record, second: (
                None if (value := second.get(name)) is None else to_cell(column, value, lists)
            )
        return lambda record, _second: None if (value := record.get(name)) is None else to_cell(column, value, lists)

    def _information(self, sheet: Sheet, column: Column, record: dict[str, Any]) -> Any:
        if sheet is FOLLOW_UPS:
            enrolment = self.selection.of("enrolment").get(record["enrolment_id"] or "", {})
            if column.name == "months":
                return record["months"]
        else:
            enrolment = record
        if column.name == "course_code":
            return self._code(enrolment.get("course_id")) or None
        if column.name == "certificate":
            return NAMES_SEPARATOR.join(sorted(self.certificates.get(record["id"], ()))) or None
        person = self.persons.get(self.selection.standing("person", enrolment.get("person_id") or ""), {})
        return person.get("phones" if column.name == "phones" else "full_name")
