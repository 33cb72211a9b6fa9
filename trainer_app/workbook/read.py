"""Reading a workbook back: a pure function of the file.

It gives the changes that the file carries, and those that follow from cells that differ from what was written. The
stamps of the latter are derived from the workbook's id and the content, and follow the moment of export: everybody
who reads the same edit gets the same change, so merging stays a union of sets.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson
from openpyxl.utils import get_column_letter

from db.clock import stamp_text, wall_of
from db.ids import derived_id
from db.journal import BadChange, check_change, encode
from db.resolve import Change, State, resolve
from trainer_app.errors import UserError
from trainer_app.formats import fold
from trainer_app.texts import _
from trainer_app.workbook import machine
from trainer_app.workbook.cells import Lists, Refused, canon, from_cell, names_in
from trainer_app.workbook.files import open_workbook
from trainer_app.workbook.sheets import ATTENDANCE, COURSES, SESSIONS, SHEETS, TRAINERS, Column, Sheet
from trainer_app.workbook.write import row_digest


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell (or row) that could not be taken, and why."""

    sheet: str
    cell: str
    found: str
    reason: str


@dataclass(slots=True)
class RowSeen:
    """A row that differs from what was written: its records, whether anybody typed in it, whether it was refused."""

    sheet: str
    row: int
    records: list[tuple[str, str]]
    typed: bool = False
    refused: bool = False


@dataclass
class Incoming:
    """What a workbook brings. `journal` is unpacked when first asked for."""

    path: Path
    head: machine.Head
    machine_rows: Sequence[Sequence[Any]]
    edits: list[Change] = field(default_factory=list)
    untouched: dict[str, list[str]] = field(default_factory=dict)  # per sheet, the ids of rows that came back as sent
    rows: list[RowSeen] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @cached_property
    def journal(self) -> list[Change]:
        """The changes that the file carries."""
        lines = machine.unpack(machine.blob(self.machine_rows, "journal"), self.head.journal_digest, self.path.name)
        try:
            changes = [machine.change_of(line) for line in lines]
            for change in changes:
                check_change(change)
        except (BadChange, ValueError, TypeError, AttributeError) as error:
            raise UserError(
                _(
                    "The hidden part of {file} holds what this application never writes. Nothing was taken from it."
                ).format(file=self.path.name)
            ) from error
        return changes

    @cached_property
    def histories(self) -> dict[tuple[str, str], list[Change]]:
        """The carried changes per record."""
        found: dict[tuple[str, str], list[Change]] = {}
        for change in self.journal:
            found.setdefault((change.table, change.record), []).append(change)
        return found

    def state(self, table: str, record: str) -> State:
        """A record as it stood in the workbook when it was written."""
        return resolve(self.histories.get((table, record), ()))

    @cached_property
    def base(self) -> dict[str, dict[str, list[str]]]:
        """The cells as they were written, per sheet and record."""
        found: dict[str, dict[str, list[str]]] = {sheet.key: {} for sheet in SHEETS}
        lines = machine.unpack(machine.blob(self.machine_rows, "base"), self.head.base_digest, self.path.name)
        for line in lines:
            sheet, record, cells = orjson.loads(line)
            found.setdefault(sheet, {})[record] = cells
        return found


def read_workbook(path: Path, *, password: str | None = None) -> Incoming:
    """Read a workbook of ours. UserError for what is no workbook, not ours, newer, altered or locked."""
    sheets = open_workbook(path, password)
    machine_rows = next((rows for _name, rows in sheets if rows and rows[0] and rows[0][0] == machine.MARK), None)
    if machine_rows is None:
        raise UserError(
            _("{file} is not a workbook of this application, or lost its hidden sheet. Nothing was taken from it. "
              "To take in a list made elsewhere use “import”.").format(file=path.name)
        )  # fmt: skip
    incoming = Incoming(path, machine.read_head(machine_rows, path.name), machine_rows)
    _Reader(incoming).read(sheets)
    return incoming


@dataclass(slots=True)
class _Row:
    """A row that differs from what was written, before it is understood."""

    number: int  # as Excel counts
    record: str
    second: str
    cells: dict[str, Any]  # by column key
    base: list[str] | None  # None: a new row
    seen: RowSeen


@dataclass
class _Table:
    """One visible sheet as found: where its columns are now."""

    spec: Sheet
    title: str
    positions: dict[str, int]  # by column key
    first: int  # index of the first record's row
    rows: Sequence[Sequence[Any]]

    def cell(self, key: str, number: int) -> str:
        return f"{get_column_letter(self.positions.get(key, 0) + 1)}{number}"


def _owners(tables: Sequence[_Table]) -> dict[str, list[str]]:
    """The records that were written with each row digest."""
    found: dict[str, list[str]] = {}
    for table in tables:
        at_id, at_digest = table.positions.get("id"), table.positions.get("digest")
        if at_id is None or at_digest is None:
            continue
        for row in table.rows[table.first :]:
            if row[at_id] and row[at_digest]:
                found.setdefault(str(row[at_digest]), []).append(str(row[at_id]))
    return found


class _Reader:
    def __init__(self, incoming: Incoming) -> None:
        self.incoming = incoming
        head = incoming.head
        self.lists = Lists({name: [(code, label) for code, label in pairs] for name, pairs in head.lists.items()})
        self._wall, self._counter = wall_of(head.stamp), int(head.stamp[13:19], 16) + 1
        self._origin: dict[str, Any] = {}

    def read(self, sheets: Sequence[tuple[str, Sequence[Sequence[Any]]]]) -> None:
        """Courses and trainers first, since the other sheets name them."""
        tables = [table for name, rows in sheets for table in self._find(name, rows)]
        order = {spec.key: place for place, spec in enumerate((COURSES, TRAINERS, *SHEETS))} | {
            COURSES.key: 0,
            TRAINERS.key: 1,
        }
        tables.sort(key=lambda table: order[table.spec.key])
        for spec in dict.fromkeys(table.spec.key for table in tables):
            self._read_tables([table for table in tables if table.spec.key == spec])

    # -- finding sheets, columns and rows

    def _find(self, title: str, rows: Sequence[Sequence[Any]]) -> Iterator[_Table]:
        for index, row in enumerate(rows[:10]):
            for spec in SHEETS:
                prefix = f"{spec.key}/"
                positions = {
                    cell[len(prefix) :]: position
                    for position, cell in enumerate(row)
                    if isinstance(cell, str) and cell.startswith(prefix)
                }
                if positions:
                    table = _Table(spec, title, positions, index + 2, rows)
                    self._note_strangers(table, index)
                    yield table
                    return

    def _note_strangers(self, table: _Table, key_row: int) -> None:
        """Columns that somebody added: their values cannot be taken, and that is said."""
        known = set(table.positions.values())
        width = max((len(row) for row in table.rows), default=0)
        for position in range(width):
            if position in known:
                continue
            filled = sum(1 for row in table.rows[table.first :] if position < len(row) and canon(row[position]))
            if filled:
                header = canon(table.rows[key_row + 1][position]) if key_row + 1 < len(table.rows) else ""
                self.incoming.notes.append(
                    _(
                        "Sheet “{sheet}”, column {column} “{header}” is not one of ours: its {n} cells were not taken."
                    ).format(sheet=table.title, column=get_column_letter(position + 1), header=header, n=filled)
                )

    def _read_tables(self, tables: Sequence[_Table]) -> None:
        """The rows of one kind of sheet (a copied sheet counts as more of the same)."""
        used: set[str] = set()
        changed = [(table, row) for table in tables for row in self._differing(table, used)]
        owners = _owners(tables) if changed else {}
        for table, row in changed:
            self._settle_id(table, row, owners, used)
        new = [(table, row) for table, row in changed if row.base is None]
        for table, row in new:
            self._announce(table, row)
        for table, row in changed:
            self._understand(table, row)

    def _differing(self, table: _Table, used: set[str]) -> Iterator[_Row]:
        """The rows whose cells are not those that were written; the others are only noted as untouched.

        Made for returned workbooks of which nearly all rows are untouched: nothing is allocated for those.
        """
        keys = self.incoming.head.columns.get(table.spec.key, [])
        here = [key for key in keys if key in table.positions]
        if not here:
            return
        places = [table.positions[key] for key in here]
        pick: Callable[[Sequence[Any]], Any] = itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)
        at_id, at_second, at_digest = (table.positions.get(key, -1) for key in ("id", "second", "digest"))
        comparable = len(here) == len(keys) and at_id >= 0 and at_digest >= 0
        untouched = self.incoming.untouched.setdefault(table.spec.key, [])
        empty = ("",) * len(places)
        for number, row in enumerate(table.rows[table.first :], table.first + 1):
            cells = pick(row)
            if cells == empty:
                continue
            if comparable and row_digest(cells) == row[at_digest] and row[at_id] not in used:
                used.add(row[at_id])
                untouched.append(row[at_id])
                continue
            if any(canon(cell) for cell in cells):
                record = str(row[at_id]) if at_id >= 0 else ""
                second = str(row[at_second]) if at_second >= 0 else ""
                seen = RowSeen(table.spec.key, number, [(table.spec.table, record)])
                yield _Row(number, record, second, dict(zip(here, cells, strict=True)), None, seen)

    def _settle_id(self, table: _Table, row: _Row, owners: dict[str, list[str]], used: set[str]) -> None:
        """Whose row this is: by its id; by its content where ids and cells were sorted apart; else a new one."""
        spec = table.spec
        base = self.incoming.base[spec.key]
        keys = self.incoming.head.columns[spec.key]
        if len(row.cells) == len(keys):
            rightful = owners.get(row_digest(row.cells[key] for key in keys), [])
            free = [record for record in dict.fromkeys(rightful) if record not in used and record in base]
            if len(free) == 1 and free[0] != row.record:
                self._note(table, row, _("ids and cells were sorted apart; the row was recognised by its content"))
                row.record, row.second = free[0], self._second_of(spec, free[0])
        if not row.record or row.record in used:
            if row.record:
                self._note(table, row, _("a copied row; it was taken as a new one"))
            content = [canon(row.cells.get(key)) for key in (spec.identity or keys)]
            row.record = derived_id("row", self.incoming.head.workbook, spec.key, *content)
            row.second = derived_id("second", row.record) if spec.second else ""
            if row.record in used:
                row.record = ""
        used.add(row.record)
        row.base = base.get(row.record)
        if row.base is not None and spec.second:
            row.second = self._second_of(spec, row.record)
        row.seen.records = [(spec.table, row.record)] + ([(spec.second, row.second)] if spec.second else [])

    def _second_of(self, spec: Sheet, record: str) -> str:
        return str(self.incoming.state(spec.table, record).values.get(f"{spec.second}_id") or "") if spec.second else ""

    def _note(self, table: _Table, row: _Row, text: str) -> None:
        self.incoming.notes.append(
            _("Sheet “{sheet}”, row {row}: {text}.").format(sheet=table.title, row=row.number, text=text)
        )

    def _announce(self, table: _Table, row: _Row) -> None:
        """Let later cells name the course or trainer that this new row brings."""
        if table.spec is COURSES:
            self.lists.add("course", row.record, canon(row.cells.get("course.code")))
        if table.spec is TRAINERS:
            self.lists.add("trainer", row.record, canon(row.cells.get("person.full_name")))

    # -- from cells to changes

    def _understand(self, table: _Table, row: _Row) -> None:
        self.incoming.rows.append(row.seen)
        if not row.record:
            return
        self._origin = {"file": self.incoming.path.name, "sheet": table.title, "row": row.number}
        keys = self.incoming.head.columns[table.spec.key]
        before = dict(zip(keys, row.base, strict=True)) if row.base is not None else {}
        values: dict[str, Any] = {}
        for key, cell in row.cells.items():
            text = canon(cell)
            if text == before.get(key, ""):
                continue
            column = self._column(table.spec, key)
            if column is None:
                continue
            try:
                values[key] = self._value(table, column, cell)
            except Refused as refused:
                self.incoming.refusals.append(Refusal(table.title, table.cell(key, row.number), text, str(refused)))
                row.seen.refused = True
        row.seen.typed = bool(values)
        if row.base is None and not self._complete(table, row, values):
            row.seen.refused = True
            row.seen.typed = False
            return
        if values:
            row.seen.refused = False
            self._write(table, row, values)

    def _column(self, spec: Sheet, key: str) -> Column | None:
        if spec is ATTENDANCE and key.startswith("attendance."):
            return Column(key, key, "choice", "mark")
        return spec.column(key)

    def _complete(self, table: _Table, row: _Row, values: dict[str, Any]) -> bool:
        """A new row needs its required cells; what is missing is said once, at the row."""
        if table.spec is ATTENDANCE:
            return True
        missing = [column for column in table.spec.columns if column.required and values.get(column.key) is None]
        already = {refusal.cell for refusal in self.incoming.refusals if refusal.sheet == table.title}
        for column in missing:
            cell = table.cell(column.key, row.number)
            if cell not in already:
                self.incoming.refusals.append(
                    Refusal(table.title, cell, "", _("“{label}” is needed in a new row.").format(label=_(column.label)))
                )
        return not missing

    def _value(self, table: _Table, column: Column, cell: Any) -> Any:
        value = from_cell(column, cell, self.lists)
        if value is None or column.kind != "reference":
            return value
        known = self.lists.code(column.list, value)
        if known is not None:
            return known
        if column.list == "course":
            raise Refused(_("There is no course “{found}” on the sheet Courses.").format(found=value))
        country = self.incoming.head.country
        parts = (column.list, country, fold(value)) if column.list == "organisation" else (
            column.list, country, "", fold(value)
        )  # fmt: skip
        record = derived_id(*parts)
        fields: dict[str, Any] = {"name": value} | ({"country": country} if country else {})
        if column.list == "place":
            fields["level"] = "province"
        self._add(column.list, record, "create", fields, {})
        self.lists.add(column.list, record, value)
        self.incoming.notes.append(
            _("Sheet “{sheet}”: “{name}” is new in the list “{label}”.").format(
                sheet=table.title, name=value, label=_(column.label)
            )
        )
        return record

    def _write(self, table: _Table, row: _Row, values: dict[str, Any]) -> None:
        spec = table.spec
        if spec is ATTENDANCE:
            self._write_marks(row, values)
            return
        trainers = values.pop("course.trainers", None) if spec is COURSES else None
        has_trainers = spec is COURSES and "course.trainers" in row.cells
        by_table: dict[str, dict[str, Any]] = {}
        for key, value in values.items():
            owner, _dot, name = key.partition(".")
            by_table.setdefault(owner, {})[name] = value
        course = by_table.get("course")
        if course and course.get("products"):
            course["programme"] = self.lists.label("programme_of", course["products"].split()[0])
        if row.base is None:
            self._write_new(spec, row, by_table)
        else:
            for owner, fields in by_table.items():
                record = row.record if owner == spec.table else row.second
                for name, value in fields.items():
                    self._set(owner, record, name, value, table.cell(f"{owner}.{name}", row.number))
        if has_trainers and (trainers is not None or row.base is not None):
            self._write_trainers(row.record, names_in(trainers or ""), row.base is not None and trainers is None, row)

    def _write_new(self, spec: Sheet, row: _Row, by_table: dict[str, dict[str, Any]]) -> None:
        if spec is SESSIONS:
            fields = by_table["course_session"]
            row.record = derived_id("course_session", fields["course_id"], str(fields["number"]))
            row.seen.records = [("course_session", row.record)]
        if spec.second:
            self._create(spec.second, row.second, by_table.get(spec.second, {}))
            by_table.setdefault(spec.table, {})[f"{spec.second}_id"] = row.second
        if spec is TRAINERS:
            by_table["person"]["is_trainer"] = True
        self._create(spec.table, row.record, by_table.get(spec.table, {}))

    def _write_trainers(self, course: str, names: Sequence[str], emptied: bool, row: _Row) -> None:
        """Bring the course's trainers to the names of the cell."""
        if row.base is not None and not emptied and not names:
            return
        wanted = {self._trainer(name) for name in names}
        standing = {
            state.values["person_id"]: record
            for (table, record) in self.incoming.histories
            if table == "course_trainer"
            and (state := self.incoming.state(table, record)).values.get("course_id") == course
            and not state.deleted
        } if row.base is not None else {}  # fmt: skip
        for person in sorted(wanted - set(standing)):
            record = derived_id("course_trainer", course, person)
            self._create("course_trainer", record, {"course_id": course, "person_id": person})
            if self.incoming.state("course_trainer", record).deleted:
                self._set("course_trainer", record, "deleted", False, "")
            row.seen.records.append(("course_trainer", record))
        for person in sorted(set(standing) - wanted):
            self._set("course_trainer", standing[person], "deleted", True, "")
            row.seen.records.append(("course_trainer", standing[person]))

    def _trainer(self, name: str) -> str:
        known = self.lists.code("trainer", name)
        if known is not None:
            return known
        record = derived_id("trainer", self.incoming.head.workbook, fold(name))
        self._create("person", record, {"full_name": name, "is_trainer": True})
        self.lists.add("trainer", record, name)
        self.incoming.notes.append(_("The trainer “{name}” is new.").format(name=name))
        return record

    def _write_marks(self, row: _Row, values: dict[str, Any]) -> None:
        """Marks of one participant; the session of a typed course is made with its first mark."""
        course = self.incoming.state("enrolment", row.record).values.get("course_id") or next(
            (change.fields.get("course_id") for change in self.incoming.edits
             if change.record == row.record and change.table == "enrolment"), None,
        )  # fmt: skip
        if course is None:
            self._refuse_marks(row)
            return
        row.seen.records = []
        for key, mark in values.items():
            number = int(key.partition(".")[2])
            session = derived_id("course_session", course, str(number))
            if ("course_session", session) not in self.incoming.histories:
                self._create("course_session", session, {"course_id": course, "number": number})
            record = derived_id("attendance", row.record, session)
            if ("attendance", record) in self.incoming.histories:
                self._set("attendance", record, "mark", mark, "")
            else:
                self._create("attendance", record, {"enrolment_id": row.record, "session_id": session, "mark": mark})
            row.seen.records.append(("attendance", record))

    def _refuse_marks(self, row: _Row) -> None:
        self.incoming.refusals.append(
            Refusal(
                _(ATTENDANCE.label), f"A{row.number}", "",
                _("This row has marks, but no participant on the sheet Participants. Enter the participant first."),
            )
        )  # fmt: skip
        row.seen.refused = True
        row.seen.typed = False

    def _create(self, table: str, record: str, fields: dict[str, Any]) -> None:
        self._add(table, record, "create", {name: value for name, value in fields.items() if value is not None}, {})

    def _set(self, table: str, record: str, name: str, value: Any, cell: str) -> None:
        """One field of an existing record, replacing what stood in the workbook."""
        state = self.incoming.state(table, record)
        basis = {name: [head.stamp for head in state.heads.get(name, ())]}
        if name == "deleted" and value:
            basis["*"] = sorted({head.stamp for heads in state.heads.values() for head in heads})
        self._add(table, record, "set", {name: value}, basis, cell)

    def _add(
        self, table: str, record: str, kind: str, fields: dict[str, Any], basis: dict[str, list[str]], cell: str = ""
    ) -> None:
        content = encode([self.incoming.head.workbook, table, record, kind, fields])
        mark = "x" + hashlib.blake2b(content.encode(), digest_size=8).hexdigest()[:15]
        stamp = stamp_text(self._wall, self._counter, mark)
        origin = self._origin | ({"cell": cell} if cell else {})
        sender = self.incoming.head.sender or None
        self.incoming.edits.append(Change(stamp, table, record, kind, fields, basis, sender, origin))
