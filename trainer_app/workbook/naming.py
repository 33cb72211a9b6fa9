"""Which records the rows of a workbook are about, and what its cells name: courses, participants, sessions."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from db.ids import derived_id
from trainer_app.formats import fold
from trainer_app.workbook.cells import Lists, canon, understand_all_languages
from trainer_app.workbook.incoming import Incoming
from trainer_app.workbook.sheets import COURSES, PARTICIPANTS, TRAINERS, VISITS, Sheet
from trainer_app.workbook.tables import Row, Table

_TELLING = {VISITS.key: ("visit.course_id", "visit.visited_on")}
"""The cells that tell a new row, where it is not all by which a row without an id is recognised."""


class Names:
    """What can be named in one workbook: all that stood in it when it was written, and all that was typed since."""

    def __init__(self, incoming: Incoming) -> None:
        self.incoming = incoming
        self.typed: dict[tuple[str, str], dict[str, Any]] = {}  # fields by record
        self._given: dict[str, str] = {}  # the enrolment that stands in a participant's row, by the row's own id
        self.rows: dict[str, list[tuple[Table, Row]]] = {}  # those that differ, by the sheet's key
        self._courses: dict[str, str] = {}  # by code
        self._alike: dict[str, Counter[tuple[str, ...]]] = {}  # rows by what tells them, by the sheet's key

    @cached_property
    def lists(self) -> Lists:
        """The lists; most workbooks of a folder come back with nothing typed, and never ask for them."""
        head = self.incoming.head
        lists = Lists({name: [(code, label) for code, label in pairs] for name, pairs in head.lists.items()})
        understand_all_languages(lists, head.language)
        return lists

    def look_up(self, spec: Sheet, record: str) -> None:
        """Work out now how the records stood of a row of this id: nothing that is typed elsewhere alters it."""
        if record in self.incoming.carried(spec.table):
            self.incoming.foresee(spec.key, record)
            self._second(spec, record)

    def add(self, table: Table, rows: Sequence[Row]) -> None:
        """The rows of one sheet that differ; sheets that others name must come first."""
        self.rows.setdefault(table.spec.key, []).extend((table, row) for row in rows)
        for row in rows:
            row.own = row.record
            self._identify(table, row)
        if table.spec is COURSES:
            self._name_courses(rows)

    def _identify(self, table: Table, row: Row) -> None:
        """Settle the ids of the row's records, and let later cells name the course or trainer that it brings."""
        spec, own = table.spec, row.record
        many_hands = self.incoming.head.format > 1 or self.incoming.head.kind == "template"
        if row.base is None and many_hands and spec.spare:
            row.record = self._told(spec, row)
        if row.base is not None and spec.second:
            row.second = self._second(spec, row.record) or row.second
        elif spec.second and (row.record != own or not row.second):
            row.second = derived_id("second", row.record)
        row.seen.records = [(spec.table, row.record)] + ([(spec.second, row.second)] if spec.second else [])
        if spec is TRAINERS:
            self.lists.add("trainer", row.record, canon(row.cells.get("person.full_name")))
        elif spec is PARTICIPANTS:
            self._given[own] = row.record

    def _second(self, spec: Sheet, record: str) -> str:
        """The second record of a row that is not new; "" where a sheet has none."""
        second = str(self.incoming.state(spec.table, record).values.get(f"{spec.second}_id") or "")
        return self.incoming.standing(spec.second, second) if second else ""

    def _name_courses(self, rows: Sequence[Row]) -> None:
        """Let later cells name courses by the codes that they have now; two courses cannot have one code."""
        before = {pair[0]: pair[1] for pair in self.incoming.head.lists.get("course", ())}
        typed = {row.record: canon(row.cells["course.code"]) for row in rows if "course.code" in row.cells}
        now = before | typed
        for record, code in sorted(now.items(), key=lambda pair: pair[1] != before.get(pair[0])):
            self._courses.setdefault(code, record)  # who had it keeps it
        for row in rows:
            code = now.get(row.record, "")
            if self._courses.get(code) == row.record:
                self.lists.add("course", row.record, code)

    def course_with(self, code: str) -> str | None:
        """The course that has this code now."""
        return self._courses.get(code)

    def enrolment_in(self, row: str) -> str:
        """The enrolment that stands in the participant's row with this id."""
        return self._given.get(row, row)

    def participants(self, course: str, name: str) -> list[str]:
        """The enrolments that the cells course and name of another sheet may mean."""
        return self._enrolments.get((fold(course), fold(name)), [])

    def _told(self, spec: Sheet, row: Row) -> str:
        """What tells a new row from another that somebody typed into the same prepared row of another copy.

        Of the first format only templates go to many hands, and only the course tells.
        """
        keys = _TELLING.get(spec.key, spec.identity)
        if self.incoming.head.format < 2:
            keys = next(((key,) for key in spec.by_key if spec.by_key[key].list == "course"), keys[:1])
        told = []
        for key in keys:
            label = canon(row.cells.get(key))
            course = self.lists.code("course", label) if spec.by_key[key].list == "course" else None
            told.append(course or fold(label))
        return derived_id("row", row.record, *told)

    def in_seat(self, course: str, seat: str) -> list[str]:
        """The enrolments of a course that have this seat, by the cells of the sheet Participants."""
        return self._seats.get((fold(course), fold(seat)), [])

    def like(self, spec: Sheet, row: Row) -> int:
        """How many rows of the sheet have the cells that tell this one: its course and name."""
        if spec.key not in self._alike:
            keys = self.incoming.head.columns.get(spec.key, [])
            at = [keys.index(key) for key in spec.identity if key in keys]
            now = {record: tuple(fold(cells[place]) for place in at)
                   for record, cells in self.incoming.written(spec.key).items()}  # fmt: skip
            now |= {other.record: _identity(spec, other) for _table, other in self.rows.get(spec.key, ())}
            self._alike[spec.key] = Counter(now.values())
        return self._alike[spec.key][_identity(spec, row)]

    @cached_property
    def _enrolments(self) -> dict[tuple[str, str], list[str]]:
        return self._enrolments_by("person.full_name")

    @cached_property
    def _seats(self) -> dict[tuple[str, str], list[str]]:
        return self._enrolments_by("enrolment.seat")

    def _enrolments_by(self, key: str) -> dict[tuple[str, str], list[str]]:
        """The enrolments of the sheet Participants by course and another cell as they stand there now."""
        keys = self.incoming.head.columns.get(PARTICIPANTS.key, [])
        if not {"enrolment.course_id", key} <= set(keys):
            return {}
        at_course, at = keys.index("enrolment.course_id"), keys.index(key)
        now = {record: (cells[at_course], cells[at])
               for record, cells in self.incoming.written(PARTICIPANTS.key).items()}  # fmt: skip
        for _table, row in self.rows.get(PARTICIPANTS.key, ()):
            now[row.record] = (canon(row.cells.get("enrolment.course_id")), canon(row.cells.get(key)))
        found: dict[tuple[str, str], list[str]] = {}
        for record, (course, text) in now.items():
            found.setdefault((fold(course), fold(text)), []).append(record)
        return found

    def now(self, table: str, record: str) -> dict[str, Any]:
        """A record as this workbook has it, with what was typed."""
        return self.incoming.state(table, record).values | self.typed.get((table, record), {})

    def course_of(self, enrolment: str) -> str:
        """The course of an enrolment as this workbook has it now; "" if it has no such enrolment."""
        return self.now("enrolment", enrolment).get("course_id") or ""

    @cached_property
    def sessions(self) -> dict[tuple[str, int], str]:
        """The sessions that stood in the workbook, by course and number; deleted ones only where no other is."""
        found: dict[tuple[str, int], str] = {}
        states = [
            (record, self.incoming.state("course_session", record))
            for record in self.incoming.carried("course_session")
        ]
        for record, state in sorted(states, key=lambda pair: (not pair[1].deleted, pair[0])):
            found[state.values.get("course_id") or "", state.values.get("number") or 0] = record
        return found

    @cached_property
    def trainers_of(self) -> dict[str, dict[str, list[str]]]:
        """Per course, the records that name a person its trainer, by the person that stands for all joined ones."""
        found: dict[str, dict[str, list[str]]] = {}
        for record in self.incoming.carried("course_trainer"):
            if not (state := self.incoming.state("course_trainer", record)).deleted:
                person = self.incoming.standing("person", state.values.get("person_id") or "")
                found.setdefault(state.values.get("course_id") or "", {}).setdefault(person, []).append(record)
        return found


def _identity(spec: Sheet, row: Row) -> tuple[str, ...]:
    return tuple(fold(canon(row.cells.get(key))) for key in spec.identity)
