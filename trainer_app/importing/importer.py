"""Participant lists into the database: what would happen row by row (a plan), and the same done in one action.

A plan is made by doing it in a transaction that is rolled back, so that it cannot differ from what `apply` does.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from db.database import Transaction
from db.ids import new_id
from db.journal import plain
from db.models import Course, Enrolment, Person
from db.resolve import Change
from trainer_app import places, settings
from trainer_app.courses import enrolments
from trainer_app.errors import UserError
from trainer_app.garbage import no_garbage_collection
from trainer_app.importing import attendance, attended, deadline
from trainer_app.importing.courses import Courses
from trainer_app.importing.differences import InWords
from trainer_app.importing.earlier import Earlier
from trainer_app.importing.moved import Moves
from trainer_app.importing.named import Named
from trainer_app.importing.other_writing import as_known
from trainer_app.importing.plan import VERDICTS, CoursePlan, Difference, Ledger, Options, Plan, RowPlan
from trainer_app.importing.records import Records, worse
from trainer_app.importing.values import FOLLOWS_FROM, CellNote, read_row, tell_apart
from trainer_app.importing.who import ImportRow, Who
from trainer_app.linkage.profile import of_person
from trainer_app.lists.kinds import ENTERPRISES, FOLLOW_UPS, INDICATORS, PEOPLE, TOTALS, TRAINERS, WITH_NAMES
from trainer_app.lists.reading import Reading
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.progress import Progress
from trainer_app.texts import _, ngettext


@no_garbage_collection()
def plan(
    tx: Transaction, reading: Reading, catalogue: Catalogue, options: Options | None = None,
    progress: Progress | None = None,
) -> Plan:  # fmt: skip
    """Do the import of a list, rehearsed for a plan, and say what was done. Raises UserError if it takes too long."""
    within = deadline.of_plan(progress or Progress(), reading.file, reading.spent)
    return _done(tx, reading, catalogue, options or Options(), within)


def _done(tx: Transaction, reading: Reading, catalogue: Catalogue, options: Options, progress: Progress) -> Plan:
    made = _Import(tx, reading, catalogue, options, progress).run()
    wrong = [ledger.sheet for ledger in made.ledgers if not ledger.adds_up]
    if wrong:
        raise AssertionError(f"rows unaccounted for in {wrong}")
    return made


def apply(tx: Transaction, made: Plan, catalogue: Catalogue, progress: Progress | None = None) -> Plan:
    """Do what a plan says, as part of this transaction's action. Raises UserError if the data changed since."""
    with no_garbage_collection():  # what was planned in time is done, however long it takes now
        done = _done(tx, made.reading, catalogue, made.options, progress or Progress())
    if [(row.sheet, row.row, row.verdict) for row in done.rows] != [(r.sheet, r.row, r.verdict) for r in made.rows]:
        raise UserError(
            _(
                "While the list {file} was looked at, participants were changed elsewhere, so that the plan is no "
                "longer right. Nothing was imported. Look at the new plan and repeat."
            ).format(file=made.file)
        )
    waiting = sum(ledger.held + ledger.refused for ledger in done.ledgers)
    if waiting and made.options.all_or_nothing:
        raise UserError(
            ngettext(
                "{count} row of {file} cannot be taken yet, and it was asked to take all or nothing. Nothing was "
                "imported. Settle the row, or let the good rows go in.",
                "{count} rows of {file} cannot be taken yet, and it was asked to take all or nothing. Nothing was "
                "imported. Settle the rows, or let the good rows go in.",
                waiting,
            ).format(count=waiting, file=made.file)
        )
    if tx.touched:
        tx.describe(file=done.file, ledger=[vars(ledger) for ledger in done.ledgers])
    return done


_OF_A_COURSE = (PEOPLE, FOLLOW_UPS, TOTALS)
_ROWS_OF_A_STEP = 200
_NAMING = frozenset({"full_name", "latin_name", "is_trainer"})


class _Import:
    """One import: rows are read, given their courses and seats, told apart, and written."""

    def __init__(
        self, tx: Transaction, reading: Reading, catalogue: Catalogue, options: Options, progress: Progress
    ) -> None:
        self.tx, self.reading, self.catalogue, self.options = tx, reading, catalogue, options
        self.progress = progress
        self.country = reading.country or settings.get(tx, "country") or ""
        into = tx.get(Course, options.course_id) if options.course_id else None
        self.named = Named(tx, self.country, reading.languages, options)
        earlier = Earlier(tx, reading)
        self.courses, self.records = Courses(tx, catalogue, self.named, into, earlier), Records(tx, catalogue, earlier)
        self.moves = Moves(tx, reading, earlier, options.answers)
        self.rows: list[ImportRow] = []
        self.who = Who(tx, options, earlier, progress)
        self.spellings = places.Spellings(tx, self.country)
        self.places: dict[tuple[tuple[str, str], ...], str | None] = {}
        self.fresh: list[Change] = []  # persons and enrolments that are not written yet
        self.people: dict[str, set[str]] = {}
        self.seats: dict[str, int] = {}  # the last one of each course
        self.marks: dict[tuple[str, str, str | None], list[tuple[str, ImportRow]]] = {}
        self.doubts: list[CellNote] = []
        self.persons: dict[str, Person] = {}
        self.enrolments: dict[str, Enrolment] = {}

    def run(self) -> Plan:
        for table in self.reading.tables:
            for listed in table.rows:
                self.progress.cancelled()
                values = read_row(self.reading.file, table, listed, self.catalogue, self.options.product)
                if self.courses.into is not None:  # its own dates count, not those of the list
                    values.notes = [note for note in values.notes if note.field not in ("start", "end", "dates")]
                if self.options.corrected:
                    values.note_corrected(self.options.corrected)
                self.rows.append(ImportRow(values, of_person(values.person), table.kind))
        tell_apart(row.values for row in self.rows if row.kind == TOTALS)
        for each in self._each(self.rows, 0):
            self._find_courses(each)
        self.courses.settle(self.rows, self._origin)
        if self.courses.into is None:
            self.moves.settle([row for row in self.rows if row.kind in WITH_NAMES])
        of_firms = [row for row in self.rows if not row.verdict and row.kind in (ENTERPRISES, INDICATORS)]
        if of_firms:
            self.records.firms.update(self.who.find_firms(of_firms, self.records.firms))
        open_rows = [row for row in self.rows if not row.verdict and row.kind in WITH_NAMES]
        self.who.give_seats(open_rows, self.moves.seats)
        self.who.know_trainers([row for row in open_rows if row.kind == TRAINERS])
        self.who.find_within_list(open_rows)
        self.who.find_known(
            [row for row in open_rows if not (row.verdict or row.seats or row.same_as or row.person_id)]
        )
        self._load(open_rows)
        for row in self._each(open_rows, len(self.rows)):
            if not row.verdict and row.same_as is not None and row.same_as.verdict == "held":
                row.verdict, row.reason = "held", row.same_as.reason
            if not row.verdict:
                self._write(row)
        self._flush()
        self._save_marks()
        for kind in (TRAINERS, FOLLOW_UPS, ENTERPRISES, INDICATORS, TOTALS):  # an indicator needs its firm
            for row in self.rows:
                if row.kind == kind and row.verdict not in ("held", "refused"):
                    self.progress.cancelled()
                    self._write_records(row)
        return self._result()

    def _each(self, rows: Sequence[ImportRow], done: int) -> Iterator[ImportRow]:
        """The rows one by one; how far the whole is, which goes through them twice, is told now and then."""
        for number, row in enumerate(rows):
            if number % _ROWS_OF_A_STEP == 0:
                self.progress.step(done + number, 2 * len(self.rows))
            self.progress.cancelled()
            yield row

    def _find_courses(self, row: ImportRow) -> None:
        values = row.values
        if not values.name and row.kind in WITH_NAMES:
            row.verdict, row.reason = "refused", _("The name is missing.")
            return
        keys = values.courses
        row.targets = [self.courses.into] if self.courses.into else [self.courses.of(key) for key in keys]
        row.date_age()
        problems = [target.problem for target in row.targets if target.problem]
        if problems or (not row.targets and row.kind in _OF_A_COURSE):
            row.verdict = "refused"
            row.reason = problems[0] if problems else _("No course is marked for this person.")

    # -- writing

    def _load(self, rows: Sequence[ImportRow]) -> None:
        """Load what is compared and counted on: known persons, their enrolments, who is in each course."""
        self.persons = enrolments.by_id(self.tx, Person, [row.person_id for row in rows if row.person_id])
        ids = [seat.enrolment_id for row in rows for seat in row.seats.values()]
        self.enrolments = enrolments.by_id(self.tx, Enrolment, ids)

    def _origin(self, row: ImportRow) -> dict[str, Any]:
        values = row.values
        return {
            "file": self.reading.file, "sheet": values.sheet, "row": values.row,
            "cells": values.cells, "typed": values.typed,
        }  # fmt: skip

    def _write(self, row: ImportRow) -> None:
        """Save a row: the person, then an enrolment per course, or what they lack."""
        origin = self._origin(row)
        values = {**row.values.person, "place_id": self._place(row.values.place)}
        values = {name: value for name, value in values.items() if value is not None}
        if row.kind == TRAINERS:
            values["is_trainer"] = True
        if row.same_as is not None:
            row.person_id = row.same_as.person_id
        if row.person_id is None:
            row.person_id = new_id()
            row.verdict = "new"
            self._make("person", row.person_id, values, origin)
        elif row.same_as is None:
            person = self.persons[row.person_id]
            self._change(row, person, as_known(person, values, row.values.corrected), origin, all_of_it=bool(row.seats))
        for position, target in enumerate(row.targets):
            course = self.courses.save(target, origin).course
            assert course is not None
            row.enrolled_in.append(course.code or course.title or "")
            own = row.values.enrolment if position == 0 else {}
            if position in row.seats:
                enrolment_id = row.seats[position].enrolment_id
                if self.enrolments[enrolment_id].course_id != course.id:
                    self.courses.write()
                    self._people_of(course.id).add(row.person_id)
                    self.seats[course.id] += 1
                    self.moves.bring(row, self.enrolments[enrolment_id], course, self.seats[course.id], origin)
                self._change(row, self.enrolments[enrolment_id], own, origin, all_of_it=True)
            else:
                here = self._people_of(course.id, new=target.new)
                if row.person_id in here:
                    continue  # decided to be somebody who has the seat already
                here.add(row.person_id)
                self.seats[course.id] += 1
                row.verdict = "new"
                enrolment_id = new_id()
                seat: dict[str, Any] = {"course_id": course.id, "person_id": row.person_id, "learner": "person"}
                seat |= {"seat": self.seats[course.id], **own}
                self._make("enrolment", enrolment_id, seat, origin)
            row.enrolments.append((enrolment_id, course))
            self._keep_marks(row, target, course.id, enrolment_id)
        if row.verdict != "new":
            row.verdict = "changed" if any(one.taken for one in row.differences) else "same"

    def _write_records(self, row: ImportRow) -> None:
        """Save what a row tells besides people: totals, a firm, an indicator, credentials, a follow-up."""
        origin = self._origin(row)
        courses = [] if row.kind in WITH_NAMES else self._courses_of(row, origin)
        try:
            if row.kind == TOTALS:
                verdict, differences = self.records.save_headcount(row.values, courses[0], origin)
                verdict = worse(verdict, "new" if row.fresh_course else "same")
            elif row.kind == ENTERPRISES:
                place = self._place(row.values.place)
                verdict, differences = self.records.save_enterprise(row.values, courses, place, origin)
            elif row.kind == INDICATORS:
                verdict, differences = self.records.save_indicator(row.values, origin)
            elif row.kind == TRAINERS and row.person_id is not None:
                verdict, differences = self.records.save_trainer(row.values, row.person_id, origin)
            else:
                verdict, differences = self._follow_ups(row, origin)
        except UserError as error:
            row.verdict, row.reason = "refused", str(error)
            return
        row.differences += differences
        told = "changed" if any(one.taken for one in row.differences) else "same"
        row.verdict = worse(row.verdict or "same", worse(verdict, told))

    def _courses_of(self, row: ImportRow, origin: dict[str, Any]) -> list[Course]:
        courses = []
        for target in row.targets:
            row.fresh_course = row.fresh_course or (target.new and self.courses.plans[target.key].course is None)
            course = self.courses.save(target, origin).course
            assert course is not None
            row.enrolled_in.append(course.code or course.title or "")
            courses.append(course)
        self.courses.write()
        return courses

    def _follow_ups(self, row: ImportRow, origin: dict[str, Any]) -> tuple[str, list[Difference]]:
        verdict, differences = "same", list[Difference]()
        for enrolment_id, course in row.enrolments:
            one, changes = self.records.save_follow_up(row.values, enrolment_id, course, origin)
            verdict = worse(verdict, one)
            differences += changes
        return verdict, differences

    def _change(
        self, row: ImportRow, record: Person | Enrolment, values: Mapping[str, Any], origin: dict[str, Any], *,
        all_of_it: bool,
    ) -> None:  # fmt: skip
        """Take the values that this list tells for the first time; of a person known from elsewhere fill blanks only.

        What an earlier import of the same cell brought is not brought again: somebody corrected it since.
        """
        seen = [typed for seat in row.seats.values() for typed in seat.seen]
        corrected = row.values.corrected
        if row.values.typed in seen:  # also what no cell of the row tells, a province by the name of the sheet
            values = {name: value for name, value in values.items() if name in corrected}
        taken = {}
        for name, value in values.items():
            before = getattr(record, name)
            told = any(_said(name, one) == _said(name, row.values.typed) != () for one in seen)
            if before == value or (told and name not in corrected):
                continue
            take = before is None or all_of_it
            cell = row.values.cells.get(name, str(row.values.row))
            table = "person" if isinstance(record, Person) else "enrolment"
            row.differences.append(Difference(f"{table}.{name}", cell, before, value, take))
            if take:
                taken[name] = value
        if taken:
            self.tx.update(record, origin, **taken)
            if isinstance(record, Person) and record.is_trainer and not _NAMING.isdisjoint(taken):
                self.named.forget_trainers()

    def _place(self, names: Mapping[str, str]) -> str | None:
        key = tuple(names.items())
        if key and key not in self.places:
            levels = tuple(names)
            self.places[key] = places.ensure(
                self.tx, self.country, *names.values(), levels=levels, known=self.spellings
            )
        return self.places.get(key)

    def _people_of(self, course_id: str, *, new: bool = False) -> set[str]:
        """The persons of a course, those that this import adds too. new: the course is made by it."""
        if course_id not in self.people:
            now = [] if new else enrolments.find(self.tx, course_id)
            roots = enrolments.person_roots(self.tx, [one.person_id for one in now if one.person_id])
            self.people[course_id] = {roots.get(one.person_id or "", one.id) for one in now}
            self.seats[course_id] = max((one.seat or position for position, one in enumerate(now, 1)), default=0)
        return self.people[course_id]

    def _make(self, table: str, record_id: str, values: Mapping[str, Any], origin: dict[str, Any]) -> None:
        """Note a new record, to be written with all others."""
        fields = {name: plain(value) for name, value in values.items() if value is not None}
        stamp, author = self.tx.database.clock.tick(), self.tx.action.author
        self.fresh.append(Change(stamp, table, record_id, "create", fields, {}, author, origin))

    def _flush(self) -> None:
        """Write all new records at once."""
        self.courses.write()
        self.tx.apply(self.fresh)
        self.named.forget_trainers()

    def _keep_marks(self, row: ImportRow, target: CoursePlan, course_id: str, enrolment_id: str) -> None:
        """Remember to save the marks of a row in one course: those of its product where the list has several."""
        product = "; ".join(target.key.products) if target.key else ""
        if row.values.marks and (told.marks if (told := row.values.attended.get(product)) else len(row.targets) == 1):
            of_product = product if told else None
            self.marks.setdefault((course_id, row.values.sheet, of_product), []).append((enrolment_id, row))

    def _save_marks(self) -> None:
        """Save the attendance of each course, but no mark that an earlier import of the same cell brought."""
        for (course_id, sheet, product), pairs in self.marks.items():
            self.progress.cancelled()
            tables = [table for table in self.reading.tables if table.sheet == sheet]
            every = attended.columns(tables)
            own = attended.columns(tables, product, [row.values.attended for _id, row in pairs])
            marks: dict[str, dict[int, float]] = {}
            keep = set()
            for enrolment_id, row in pairs:
                told = {name: row.values.marks[every[name]] for name in own if every[name] in row.values.marks}
                marks[enrolment_id] = {own[name]: share for name, share in told.items()}
                seen = [typed for seat in row.seats.values() for typed in seat.seen]
                same = [name for name in told if any(one.get(name, "") == row.values.typed.get(name) for one in seen)]
                keep |= {(enrolment_id, str(own[name])) for name in same}
            changed = attendance.save(self.tx, self.tx.get(Course, course_id), len(own), marks, keep)
            if changed is None:
                self._note_marks_left(sheet, pairs[0][1], len(own))
            for enrolment_id, row in pairs:
                if enrolment_id in (changed or ()) and row.verdict == "same":
                    row.verdict = "changed"

    def _note_marks_left(self, sheet: str, row: ImportRow, columns: int) -> None:
        note = _(
            "The attendance of this sheet was not taken: {columns} columns do not fit to the sessions of the course."
        ).format(columns=columns)
        self.doubts.append(
            CellNote(sheet, row.values.row, str(row.values.row), "attendance", "", None, "refused", note)
        )

    def _result(self) -> Plan:
        sheets = dict.fromkeys(table.sheet for table in self.reading.tables)
        in_words = InWords(self.tx)
        rows = [
            RowPlan(
                *row.key, row.values.name or row.values.stored.get("name") or "", row.verdict, row.reason,
                row.person_id, tuple(row.candidates), tuple(row.enrolled_in), tuple(map(in_words, row.differences)),
                row.like_row, "enterprise" if row.kind in (ENTERPRISES, INDICATORS) else "person", row.question,
            )
            for row in self.rows
        ]  # fmt: skip
        ledgers = []
        for sheet in sheets:
            verdicts = [row.verdict for row in rows if row.sheet == sheet]
            read = sum(len(table.rows) for table in self.reading.tables if table.sheet == sheet)
            ledgers.append(Ledger(sheet, read, *(verdicts.count(verdict) for verdict in VERDICTS)))
        return Plan(
            self.reading.file, tuple(rows), self.courses.all(),
            (*dict.fromkeys(note for row in self.rows for note in row.values.notes), *self.doubts), tuple(ledgers),
            self.reading.skipped, (*self.reading.questions, *self.moves.questions), self.named.plans(), self.reading,
            self.options,
        )  # fmt: skip


def _said(name: str, typed: Mapping[str, str]) -> tuple[str, ...]:
    """What was typed of a column: the text of its cell, or of those that it follows from."""
    return tuple(typed[field] for field in FOLLOWS_FROM.get(name, (name,)) if field in typed)
