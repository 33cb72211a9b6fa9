"""From the cells of the rows that differ to changes, with stamps derived from the workbook's id and the content."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from db.clock import stamp_text, wall_of
from db.ids import derived_id
from db.journal import encode
from db.resolve import ERASED, SAW, TYPED, Change
from trainer_app.file_names import called
from trainer_app.formats import fold
from trainer_app.texts import _, ngettext
from trainer_app.workbook import doubts, rules, second_rows, wording
from trainer_app.workbook.cells import Lists, Refused, canon, from_cell, is_cut, names_in
from trainer_app.workbook.incoming import Incoming, Refusal
from trainer_app.workbook.naming import Names
from trainer_app.workbook.sheets import (
    ATTENDANCE,
    ENTERPRISES,
    FOLLOW_UPS,
    HEADCOUNTS,
    PARTICIPANTS,
    SESSIONS,
    TRAINERS,
    Column,
    Sheet,
)
from trainer_app.workbook.tables import Row, Table

_TOLD_BY_NAME = (PARTICIPANTS, HEADCOUNTS, ENTERPRISES, TRAINERS)
"""The sheets of which a new row that is told as another may double it."""
MOST_DOUBTS = 50
"""Doubtful cells of one sheet that are named; a column of slips is seen from these."""


class _Named(NamedTuple):
    """A place or an organisation that a cell names and no list has; it is made if the cell is taken."""

    list: str
    record: str
    fields: dict[str, Any]
    told: str


class Edits:
    """Adds the changes, refusals and notes of typed cells to what a workbook brings."""

    def __init__(self, incoming: Incoming) -> None:
        self.incoming = incoming
        head = incoming.head
        self.names = Names(incoming)
        self.refused: dict[tuple[str, int], dict[str, Refusal]] = {}  # by sheet and row, then column
        self._written = rules.written_on(head.stamp)
        self._wall, self._counter = wall_of(head.stamp), int(head.stamp[13:19], 16) + 1
        self._origin: dict[str, Any] = {}
        self._named: dict[str, _Named] = {}  # by column, what a row names that no list has yet
        self._doubts: Counter[str] = Counter()  # by sheet

    @property
    def lists(self) -> Lists:
        """What the cells may name."""
        return self.names.lists

    def take(self, table: Table, rows: Sequence[Row]) -> None:
        """The rows of one sheet that differ; sheets that others name must come first."""
        self.names.add(table, rows)
        if any(row.base is None for row in rows):
            self.incoming.letters[table.title] = {key: table.cell(key, 1)[:-1] for key in table.here}
        for row in rows:
            self._understand(table, row)
        if table.spec is PARTICIPANTS:
            self._doubt_seats(table, rows)
        more = self._doubts[table.title] - MOST_DOUBTS
        if more > 0:
            self.incoming.notes.append(
                ngettext(
                    "Sheet “{sheet}”: {n} more doubtful cell.", "Sheet “{sheet}”: {n} more doubtful cells.", more
                ).format(sheet=table.title, n=more)
            )

    def refuse(self, table: Table, row: Row, key: str, found: str, reason: str) -> None:
        """Say why a cell was not taken."""
        self.incoming.refusals.append(self._refused(table, row, key, found, reason))

    def refuse_together(self, table: Table, cells: Sequence[tuple[Row, str]], reason: str) -> None:
        """Say once why several cells (row and column's key) of a column or of a row were not taken."""
        all_of_them = [self._refused(table, row, key, row.texts[table.here.index(key)], reason) for row, key in cells]
        if len(all_of_them) == 1:
            self.incoming.refusals += all_of_them
            return
        first, last = all_of_them[0], all_of_them[-1]
        whose = first.whose if cells[0][0] is cells[-1][0] else ""
        one = replace(first, cell=f"{first.cell}:{last.cell}", found="", whose=whose, cells=len(all_of_them))
        self.incoming.refusals.append(one)

    def refused_cells(self) -> list[Refusal]:
        """The refusals cell by cell, in the order of the rows as they were read."""
        return [refusal for row in self.refused.values() for refusal in row.values()]

    def _refused(self, table: Table, row: Row, key: str, found: str, reason: str) -> Refusal:
        told = [canon(row.cells[name]) for name in table.spec.identity if name in row.cells]
        refusal = Refusal(
            table.title, table.cell(key, row.number), found, reason, (table.spec.key, row.record, key),
            " · ".join(filter(None, told)),
        )  # fmt: skip
        self.refused.setdefault((table.title, row.number), {})[key] = refusal
        row.seen.refused = True
        return refusal

    def note(self, table: Table, number: int, text: str) -> None:
        """Say something about one row."""
        self.incoming.notes.append(
            _("Sheet “{sheet}”, row {row}: {text}.").format(sheet=table.title, row=number, text=text)
        )

    def _enrolment(self, table: Table, row: Row, course: str, name: str) -> str:
        """The participant that a row typed by hand names; "" after a refusal."""
        named = canon(row.cells.get(course)), canon(row.cells.get(name))
        found = self.names.participants(*named)
        if len(found) == 1:
            return found[0]
        sentence = (
            _("Several participants of this course have that name, so it cannot be told whose row this is.")
            if found
            else _(
                "This row names no participant of the sheet Participants. Enter course and name as they stand there."
            )
        )
        self.refuse(table, row, name, named[1], sentence)
        return ""

    # -- from cells to values

    def _understand(self, table: Table, row: Row) -> None:
        self.incoming.rows.append(row.seen)
        self._origin = {"file": called(self.incoming.path), "sheet": table.title, "row": row.number}
        self._named = {}
        before = dict(zip(table.keys, row.base, strict=True)) if row.base is not None else {}
        values: dict[str, Any] = {}
        for key in table.changed(row):
            cell, column = row.cells[key], self._column(table.spec, key)
            if column is None:
                continue
            if column.kind == "information":
                if row.base is not None:
                    self.note(table, row.number, _("“{label}” is only shown here; what was typed into it was not "
                                                   "taken").format(label=_(column.label)))  # fmt: skip
                continue
            try:
                values[key] = self._value(table, row, column, cell, before.get(key, ""))
            except Refused as refused:
                self.refuse(table, row, key, row.texts[table.here.index(key)], str(refused))
        self._refuse_impossible(table, row, values)
        if row.base is None and (not values or not self._complete(table, row, values)):
            return
        for sentence in doubts.of_row(table, row, values):
            self._doubt(table, row, sentence)
        if row.base is None and table.spec in _TOLD_BY_NAME and self.names.like(table.spec, row) > 1:
            told = " · ".join(filter(None, (canon(row.cells.get(key)) for key in table.spec.identity)))
            self._doubt(table, row, _("“{told}” stands on this sheet more than once. If both are one and the same, "
                        "join them or delete one").format(told=told))  # fmt: skip
        if values:
            row.seen.typed, row.seen.refused = True, False
            self._write(table, row, values)

    def _refuse_impossible(self, table: Table, row: Row, values: dict[str, Any]) -> None:
        """Take out of the values what the forms would refuse as well, and say what they would doubt."""
        by_table: dict[str, dict[str, Any]] = {}
        for key, value in values.items():
            owner, _dot, name = key.partition(".")
            by_table.setdefault(owner, {})[name] = value
        for owner, typed in by_table.items():
            record = row.record if owner == table.spec.table else row.second
            before = self.incoming.state(owner, record).values if row.base is not None else {}
            of = typed.get("course_id") or before.get("course_id") or ""
            course = self.names.now("course", of) if owner == "course_session" else {}
            refused, doubtful = rules.sift(owner, before, typed, self._written, course)
            if before.get("erased_on"):
                refused = dict.fromkeys(typed, _(wording.ERASED))
            for name, sentence in refused.items():
                key = f"{owner}.{name}"
                del values[key]
                self.refuse(table, row, key, row.texts[list(row.cells).index(key)], sentence)
            for problem in doubtful:
                self._doubt(table, row, problem.sentence)

    def _doubt(self, table: Table, row: Row, sentence: str) -> None:
        """Say what may be a slip, up to a number that somebody would read."""
        self._doubts[table.title] += 1
        if self._doubts[table.title] <= MOST_DOUBTS:
            self.note(table, row.number, sentence.rstrip("."))

    def _doubt_seats(self, table: Table, rows: Sequence[Row]) -> None:
        """Point out each seat that was typed and is another participant's of the course as well."""
        key = "enrolment.seat"
        for row in rows:
            before = row.base[table.keys.index(key)] if row.base and key in table.keys else ""
            seat = canon(row.cells.get(key))
            if seat and seat != before:
                course = canon(row.cells.get("enrolment.course_id"))
                number = len(self.names.in_seat(course, seat))
                if number > 1:
                    self._doubt(table, row, _("seat {seat} of course {code} is that of {n} participants").format(
                        seat=seat, code=course, n=number))  # fmt: skip

    def _column(self, spec: Sheet, key: str) -> Column | None:
        if spec is ATTENDANCE and key.startswith("attendance."):
            return Column(key, key, "choice", "mark")
        return spec.by_key.get(key)

    def _complete(self, table: Table, row: Row, values: dict[str, Any]) -> bool:
        """A new row needs its required cells; what is missing is said once, at the row."""
        missing = [column for column in table.spec.columns if column.required and values.get(column.key) is None]
        already = self.refused.get((table.title, row.number), {})
        for column in missing:
            if column.key not in already:
                self.refuse(table, row, column.key, "",
                            _("“{label}” is needed in a new row.").format(label=_(column.label)))  # fmt: skip
        row.seen.refused = row.seen.refused or bool(missing)
        return not missing

    def _value(self, table: Table, row: Row, column: Column, cell: Any, before: str) -> Any:
        if is_cut(before):
            raise Refused(_("This text is longer than a cell holds. Change it in the application."))
        value = from_cell(column, cell, self.lists)
        if value is None and column.required and row.base is not None:
            raise Refused(_("“{label}” may not be empty; it stays as it was.").format(label=_(column.label)))
        if column.key == "course.code" and self.names.course_with(value) not in (None, row.record):
            raise Refused(
                _("The code {code} is that of another course already. Choose a different one.").format(code=value)
            )
        if (
            value
            and column.list == "product"
            and len({self.lists.label("programme_of", code) for code in value.split()}) > 1
        ):
            raise Refused(_("These products belong to several programmes. Enter a course for each programme."))
        if value is None or column.kind != "reference":
            return value
        known = self.lists.code(column.list, value)
        if known is not None:
            return known
        if column.list == "course":
            raise Refused(_("There is no course “{found}” on the sheet Courses.").format(found=value))
        return self._listed(table, column, value)

    def _programme(self, product: str) -> str | None:
        return self.lists.label("programme_of", product)

    def _listed(self, table: Table, column: Column, name: str) -> str:
        """A new place or organisation, of the sender's country."""
        country = self.incoming.head.country
        parts = (column.list, country, fold(name)) if column.list == "organisation" else (
            column.list, country, "", fold(name)
        )  # fmt: skip
        record = derived_id(*parts)
        fields: dict[str, Any] = {"name": name} | ({"country": country} if country else {})
        if column.list == "place":
            fields["level"] = "province"
        told = _("Sheet “{sheet}”: “{name}” is new in the list “{label}”.").format(
            sheet=table.title, name=name, label=_(column.label)
        )
        self._named[column.key] = _Named(column.list, record, fields, told)
        return record

    # -- from values to changes

    def _list_those(self, columns: Iterable[str]) -> None:
        """Make the places and organisations that the cells of these columns name: they are taken."""
        for key in columns:
            new = self._named.get(key)
            if new is not None and self.lists.code(new.list, new.fields["name"]) is None:
                self._add(new.list, new.record, "create", new.fields, {})
                self.lists.add(new.list, new.record, new.fields["name"])
                self.incoming.notes.append(new.told)

    def _write(self, table: Table, row: Row, values: dict[str, Any]) -> None:
        spec = table.spec
        if spec is ATTENDANCE:
            self._write_marks(table, row, values)
            return
        naming = {FOLLOW_UPS.key: self._name_follow_up, SESSIONS.key: self._name_session}.get(spec.key)
        if naming is not None and row.base is None and not naming(table, row, values):
            row.seen.typed, row.seen.refused = False, True
            return
        if spec is FOLLOW_UPS and row.base:
            enrolment = self.names.now("follow_up", row.record).get("enrolment_id") or ""
            if self._shows_another(table, row, enrolment, "follow_up.person_name"):
                row.seen.typed = False
                return
        self._list_those(values)
        trainers = (
            names_in(values.pop("course.trainers") or "", "trainer", self.lists)
            if "course.trainers" in values
            else None
        )
        by_table: dict[str, dict[str, Any]] = {}
        for key, value in values.items():
            owner, _dot, name = key.partition(".")
            by_table.setdefault(owner, {})[name] = value
        course = by_table.get("course")
        if course and course.get("products"):
            course["programme"] = self._programme(course["products"].split()[0])
        if row.base is None:
            self._write_new(spec, row, by_table)
        else:
            for owner, fields in by_table.items():
                record = row.record if owner == spec.table else row.second
                for name, value in fields.items():
                    self._set(owner, record, name, value, table.cell(f"{owner}.{name}", row.number))
        if trainers is not None:
            self._write_trainers(row, trainers)

    def _write_new(self, spec: Sheet, row: Row, by_table: dict[str, dict[str, Any]]) -> None:
        plain = self._origin
        if row.own != row.record:
            self._origin = plain | {"prepared": row.own}
        if spec.second:
            self._create(spec.second, row.second, by_table.get(spec.second, {}))
            by_table.setdefault(spec.table, {})[f"{spec.second}_id"] = row.second
        if spec is TRAINERS:
            by_table["person"]["is_trainer"] = True
        self._create(spec.table, row.record, by_table.get(spec.table, {}))
        self._origin = plain

    def _write_trainers(self, row: Row, names: Sequence[str]) -> None:
        """Bring the course's trainers to the names of the cell."""
        wanted = {self._trainer(name) for name in names}
        standing = self.names.trainers_of.get(row.record, {})
        for person in sorted(wanted - set(standing)):
            record = derived_id("course_trainer", row.record, person)
            self._bring("course_trainer", record, {"course_id": row.record, "person_id": person})
            row.seen.records.append(("course_trainer", record))
        for person in sorted(set(standing) - wanted):
            for record in standing[person]:
                self._set("course_trainer", record, "deleted", True, "")
                row.seen.records.append(("course_trainer", record))

    def _trainer(self, name: str) -> str:
        known = self.lists.code("trainer", name)
        if known is not None:
            return known
        record = derived_id("trainer", self.incoming.head.workbook, fold(name))
        self._create("person", record, {"full_name": name, "is_trainer": True})
        self.lists.add("trainer", record, name)
        self.incoming.notes.append(_("The trainer “{name}” is new.").format(name=name))
        return record

    def _name_follow_up(self, table: Table, row: Row, values: dict[str, Any]) -> bool:
        """A follow-up typed without an id is told by course, name and months."""
        enrolment = self._enrolment(table, row, "follow_up.course_code", "follow_up.person_name")
        months = canon(row.cells.get("follow_up.months"))
        if enrolment and not months.isdecimal():
            self.refuse(table, row, "follow_up.months", months,
                        _("Enter after how many months this follow-up was, as a whole number."))  # fmt: skip
        if not enrolment or not months.isdecimal():
            return False
        row.record = derived_id("follow_up", enrolment, str(int(months)))
        row.seen.records = [("follow_up", row.record)]
        if otherwise := second_rows.changed_in_copy(self.names, row, values):
            reason = _(second_rows.A_COPIED_FOLLOW_UP).format(name=canon(row.cells.get("follow_up.person_name")))
            self.refuse_together(table, [(row, key) for key in otherwise], reason)
            return False
        if row.record in self.incoming.carried("follow_up"):
            row.base = []  # it is there already: what was typed replaces what stands
        else:
            if row.ids[0]:
                self.note(table, row.number, _(second_rows.TAKEN_AS_NEW))
            values |= {"follow_up.enrolment_id": enrolment, "follow_up.months": int(months)}
        return True

    def _name_session(self, table: Table, row: Row, values: dict[str, Any]) -> bool:
        """A new session is told by course and number; a deleted one that is typed again is there again."""
        course, number = values["course_session.course_id"], values["course_session.number"]
        standing = self.names.sessions.get((course, number))
        row.record = standing or derived_id("course_session", course, str(number))
        if not standing and ("course_session", row.record) not in self.names.typed:
            row.seen.records = [("course_session", row.record)]
            return True
        if not standing or not self.incoming.state("course_session", standing).deleted:
            self.refuse(table, row, "course_session.number", str(number),
                        _("This course has a session {n} already. Change that one, or enter another "
                          "number.").format(n=number))  # fmt: skip
            return False
        row.seen.records, row.base = [("course_session", row.record)], []
        self._set("course_session", row.record, "deleted", False, table.cell("course_session.number", row.number))
        return True

    def _write_marks(self, table: Table, row: Row, values: dict[str, Any]) -> None:
        """Marks of one participant; the session of a typed course is made with its first mark."""
        enrolment = self.names.enrolment_in(row.record)
        if not self.names.course_of(enrolment):
            enrolment = self._enrolment(table, row, "enrolment.course_code", "person.name")
            if enrolment and not (values := self._not_otherwise(table, row, enrolment, values)):
                row.seen.typed = False
                return
        course = self.names.course_of(enrolment)
        if not course or self._shows_another(table, row, enrolment, "person.name"):
            row.seen.typed = False
            return
        row.seen.records, row.seen.about = [], ("enrolment", enrolment)
        for key, mark in values.items():
            number = int(key.partition(".")[2])
            session = self.names.sessions.get((course, number)) or derived_id("course_session", course, str(number))
            if mark is not None:
                self._point_out_session(table, row, course, number)
                self._bring("course_session", session, {"course_id": course, "number": number})
            record = derived_id("attendance", enrolment, session)
            self._bring("attendance", record, {"enrolment_id": enrolment, "session_id": session},
                        {"mark": mark}, table.cell(key, row.number))  # fmt: skip
            row.seen.records.append(("attendance", record))

    def _not_otherwise(self, table: Table, row: Row, enrolment: str, values: dict[str, Any]) -> dict[str, Any]:
        """Of the marks in a row that is not the participant's own those to take; the others are refused."""
        taken, otherwise = second_rows.compare(self.names, row, enrolment, values)
        if otherwise:
            sentence = second_rows.A_COPY if second_rows.is_copy(self.names, row, enrolment) else second_rows.OTHERWISE
            reason = _(sentence).format(name=canon(row.cells.get("person.name")))
            self.refuse_together(table, [(row, key) for key in otherwise], reason)
            row.seen.refused = not taken
        return taken

    def _shows_another(self, table: Table, row: Row, enrolment: str, key: str) -> bool:
        """Whether a row shows another name than that of the participant whose it is; refused then."""
        cell = row.cells.get(key)
        shown = fold(canon(cell)) if isinstance(cell, str) else ""  # 0 is a formula that LibreOffice saved uncalculated
        person = self.names.now("enrolment", enrolment).get("person_id") or ""
        name = self.names.now("person", person).get("full_name") or ""
        written = row.base[table.keys.index(key)] if row.base and key in table.keys else name
        if shown in ("", fold(name), fold(written)):
            return False
        sentence = wording.ANOTHERS_MARKS if table.spec is ATTENDANCE else wording.ANOTHERS_FOLLOW_UP
        self.refuse(table, row, key, canon(cell), _(sentence).format(name=name))
        return True

    def _point_out_session(self, table: Table, row: Row, course: str, number: int) -> None:
        """A mark in a column beyond the sessions of the course makes one more: it may be in the wrong column."""
        session = derived_id("course_session", course, str(number))
        numbers = [had for of, had in self.names.sessions if of == course]
        if numbers and number > max(numbers) and ("course_session", session) not in self.names.typed:
            self.note(table, row.number, _("the mark makes a session {number}; course {code} has sessions up to "
                      "{last}. If it is in the wrong column, correct it").format(
                          number=number, code=self.lists.label("course", course), last=max(numbers)))  # fmt: skip

    # -- changes

    def _bring(
        self, table: str, record: str, naming: dict[str, Any], fields: dict[str, Any] | None = None, cell: str = ""
    ) -> None:
        """A record that nature names: made if it is not there, undeleted if it was deleted, and its fields set."""
        if record not in self.incoming.carried(table):
            if (table, record) not in self.names.typed or fields:
                self._create(table, record, naming | (fields or {}), cell)
            return
        if self.incoming.state(table, record).deleted:
            self._set(table, record, "deleted", False, cell)
        for name, value in (fields or {}).items():
            self._set(table, record, name, value, cell)

    def _create(self, table: str, record: str, fields: dict[str, Any], cell: str = "") -> None:
        given = {name: value for name, value in fields.items() if value is not None}
        self.names.typed[table, record] = given
        self._add(table, record, "create", given, {}, cell)

    def _set(self, table: str, record: str, name: str, value: Any, cell: str) -> None:
        """One field of an existing record, replacing what stood in the workbook."""
        self.names.typed.setdefault((table, record), {})[name] = value
        state = self.incoming.state(table, record)
        basis = {name: [head.stamp for head in state.heads.get(name, ())]}
        if name == "deleted" and value:
            basis[SAW] = sorted({head.stamp for heads in state.heads.values() for head in heads})
        if state.erasures:
            basis[ERASED] = list(state.erasures)
        self._add(table, record, "set", {name: value}, basis, cell)

    def _add(
        self, table: str, record: str, kind: str, fields: dict[str, Any], basis: dict[str, list[str]], cell: str = ""
    ) -> None:
        content = encode([self.incoming.head.workbook, table, record, kind, fields])
        mark = TYPED + hashlib.blake2b(content.encode(), digest_size=8).hexdigest()[:15]
        stamp = stamp_text(self._wall, self._counter, mark)
        origin = self._origin | ({"cell": cell} if cell else {})
        author = self.incoming.head.addressee or self.incoming.head.sender or None
        self.incoming.edits.append(Change(stamp, table, record, kind, fields, basis, author, origin))
