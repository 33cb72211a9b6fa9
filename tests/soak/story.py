"""A story: people with and without the application, what they do, and what must hold after each of their steps.

Every method that begins with a verb is one step; it writes its sentence, does it through the application's own
functions, and compares the database with the second opinion (model.py). `end` brings people together.
"""

import itertools
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import event

from db.database import Database, Transaction
from db.models import Course, CourseSession, Enrolment, Person
from tests.soak.desk import Broken, Desk, deed_of, expect
from tests.soak.model import Deed, Mind
from tests.soak.standing import check_only_brought_again, check_standing, files_merged, first_hand
from tests.soak.world import Rows, World, read_sheets, time_zone, write_sheets
from trainer_app import backups, checking, dump, undoing
from trainer_app.courses import attendance, courses, enrolments
from trainer_app.errors import UserError
from trainer_app.exchange import conflicts
from trainer_app.exchange.merging import OUTCOMES, Plan, Scope, merge, send
from trainer_app.people import persons
from trainer_app.programmes.catalogue import Catalogue, load_catalogue
from trainer_app.workbook.read import Incoming, read_workbook

CATALOGUE: Catalogue = load_catalogue()
START = 1_774_000_000_000  # spring 2026
MINUTE, DAY = 60_000, 86_400_000
PEOPLE = ("the office", "Ann", "Ben", "Chai", "Dao")
NAMES = ("Ma Khin", "Somsak", "ສົມພອນ", "Nguyễn Lan", "علي حسن", "Ñusta")
ZONES = ("UTC", "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Kiritimati")
PERSON_FIELDS = ("phones", "notes", "full_name", "education")
YEARS = (0, -16, 15, -1)
FIRST_ROW = 2  # of a sheet, below keys and headers


@dataclass
class Book:
    """A workbook that went round: what it carries, and what was typed into it."""

    path: Path
    kind: str
    sender: str  # replica
    carries: tuple[Deed, ...]
    typed: tuple[Deed, ...] = ()
    refused: int = 0

    @property
    def deeds(self) -> tuple[Deed, ...]:
        return (*self.carries, *self.typed)


@dataclass
class Cast:
    """The databases that every story begins with, made once; each story works on copies."""

    folder: Path
    paths: dict[str, Path] = field(default_factory=dict)
    first: Path = Path()
    minds: dict[str, Mind] = field(default_factory=dict)

    @classmethod
    def gather(cls, folder: Path, world: World) -> "Cast":
        """An office with a course and two participants, four people who have merged its workbook, and blank ones."""
        cast = cls(folder)
        world.begin("cast")
        world.now = START
        office = Database.create(folder / "office.db", name="the office", kind="office")
        with office.change("course") as tx:
            course = tx.add(Course(code="SYB-1", programme="SIYB", products="SYB", starts=date(2026, 3, 2)))
            tx.add(CourseSession(course_id=course.id, number=1))
            tx.add(Course(code="SYB-2", programme="SIYB", products="SYB", starts=date(2026, 3, 9)))
            for name in NAMES[:2]:
                person = tx.add(Person(full_name=name, sex="F"))
                tx.add(Enrolment(course_id=course.id, person_id=person.id))
        cast.first = folder / "first.xlsx"
        send(office, cast.first, CATALOGUE, Scope("everything"), sender="the office")
        cast.paths["the office"] = office.path
        for name in PEOPLE[1:]:
            cast.paths[name] = Database.create(folder / f"{name}.db", name=name).path
            merge(Database.open(cast.paths[name]), [cast.first], apply=True)
        for number in range(4):
            blank = Database.create(folder / f"blank {number}.db", name=f"blank {number}", kind="office")
            cast.paths[f"blank {number}"] = blank.path
        for name, path in cast.paths.items():
            desk = Desk(name, Database.open(path), Mind())
            desk.read_journal()
            desk.look()
            cast.minds[name] = desk.mind
        return cast


class Story:
    """Some people's databases, the workbooks that went round, and the sentences of what happened."""

    def __init__(self, cast: Cast, world: World, folder: Path, people: int = 3) -> None:
        self.cast, self.world, self.folder = cast, world, folder
        self.told: list[str] = []
        self.books: list[Book] = []
        self.names: dict[str, str] = {}
        self.time = START + DAY
        self._numbers: Iterator[int] = itertools.count(1)
        self._blanks = itertools.count()
        folder.mkdir(parents=True)
        world.begin(folder.name)
        self.desks = [self._sit_down(name, name) for name in PEOPLE[:people]]
        first = tuple(deed for deed in self.desks[0].mind.deeds.values())
        self.books.append(Book(self.cast.first, "everything", self.desks[0].database.replica, first))

    def _sit_down(self, name: str, template: str) -> Desk:
        path = self.folder / f"{name} {next(self._numbers)}.db"
        shutil.copyfile(self.cast.paths[template], path)
        self._at_work(0, "UTC")
        return Desk(name, Database(path), self.cast.minds[template].copy())

    # -- telling

    def tell(self, sentence: str) -> None:
        """Write down what happens now."""
        self.told.append(f"{len(self.told) + 1}. {sentence}")

    def text(self) -> str:
        """The story so far."""
        return "\n".join(["The story:", *self.told])

    def name(self, record: str) -> str:
        """What the story calls a record."""
        return self.names.get(record, record[:8])

    def token(self, kind: str) -> str:
        """A value that nobody ever wrote before."""
        return f"{kind} {next(self._numbers)}"

    # -- the frame of every step

    def _at_work(self, ahead: int, zone: str) -> None:
        self.time += MINUTE
        self.world.now = self.time + ahead

    @contextmanager
    def _work(self, desk: Desk) -> Iterator[None]:
        """The person's computer is on: its clock and its time zone count."""
        self._at_work(desk.ahead, desk.zone)
        if desk.zone == "UTC":
            yield
        else:
            with time_zone(desk.zone):
                yield

    def _act(self, desk: Desk, label: str, do: Callable[[Transaction], Any], kind: str = "edit") -> list[Deed]:
        """One action of a person in the application; the deeds that came of it."""
        with self._work(desk):
            try:
                with desk.database.change(label, kind=kind) as tx:
                    do(tx)
            except UserError as error:
                self.told[-1] += f" That is refused: {error}"
        return desk.look(own=True)

    def desk(self, pick: int, able: Callable[[Desk], object] | None = None) -> Desk:
        """One of the people: the first from there on who is `able`, if anybody is."""
        order = [self.desks[(pick + later) % len(self.desks)] for later in range(len(self.desks))]
        return next((desk for desk in order if able is None or able(desk)), order[0])

    def another(self, pick: int, other: int) -> int:
        """The pick of somebody who is not the first."""
        return pick % len(self.desks) + 1 + other % (len(self.desks) - 1)

    def book(self, pick: int) -> Book:
        """One of the workbooks; the newest are the likelier."""
        return self.books[-1 - pick % len(self.books)]

    # -- who is there

    def _records(self, desk: Desk, table: str) -> list[str]:
        views, tables = desk.mind.views, desk.mind.tables
        return sorted((r for r in views if tables[r] == table and views[r].there), key=lambda r: (self.name(r), r))

    def _one(self, desk: Desk, table: str, pick: int) -> str | None:
        found = self._records(desk, table)
        record = found[pick % len(found)] if found else None
        if record is not None:
            self._christen(desk, table, record)
        return record

    def _christen(self, desk: Desk, table: str, record: str) -> None:
        if record in self.names:
            return
        values = desk.mind.view(record).values
        if table == "person":
            known = str(values.get("full_name") or "somebody").split(" (")[0]
            taken = sum(1 for name in self.names.values() if name.split(" #")[0] == known)
            self.names[record] = f"{known} #{taken + 1}" if taken else known
        elif table == "course":
            self.names[record] = str(values.get("code"))
        elif table == "enrolment":
            person, course = str(values.get("person_id")), str(values.get("course_id"))
            for parent, of in ((person, "person"), (course, "course")):
                if parent in desk.mind.views:
                    self._christen(desk, of, parent)
            self.names[record] = f"the seat of {self.name(person)} in {self.name(course)}"
        elif table == "course_session":
            self.names[record] = f"session {values.get('number')}"

    # -- what people with the application do

    def edit(self, pick: int, who: int, what: str) -> None:
        """Change one field of a person; a "sex" has few values, so two people may enter the same."""
        desk = self.desk(pick)
        person = self._one(desk, "person", who)
        if person is None:
            return
        old = desk.mind.view(person).values.get(what)
        value = ("M" if old == "F" else "F") if what == "sex" else self.token(what)
        self.tell(f"{desk.name} changes {what} of {self.name(person)} from {old} to {value}")
        done = self._act(desk, "edit", lambda tx: persons.save(tx, tx.get(Person, person), **{what: value}))
        self._check_saved(desk, done, what, value)

    def clear(self, pick: int, who: int, what: str) -> None:
        """Empty one field of a person."""
        desk = self.desk(pick)
        person = self._one(desk, "person", who)
        if person is not None and what != "full_name":
            self.tell(f"{desk.name} empties {what} of {self.name(person)}")
            self._act(desk, "edit", lambda tx: persons.save(tx, tx.get(Person, person), **{what: None}))

    def remark(self, pick: int, which: int) -> None:
        """Write about one seat."""
        desk = self.desk(pick)
        seat = self._one(desk, "enrolment", which)
        if seat is None:
            return
        value = self.token("remark")
        self.tell(f"{desk.name} writes at {self.name(seat)}: {value}")
        done = self._act(desk, "edit", lambda tx: enrolments.save_cell(tx, seat, "enrolment.remark", value))
        self._check_saved(desk, done, "remark", value)

    def _check_saved(self, desk: Desk, done: Sequence[Deed], name: str, value: Any) -> None:
        there = [deed for deed in done if deed.fields.get(name) == value]
        expect(
            there or "refused" in self.told[-1] or not done,
            f"{desk.name} saved {name} = {value}, and the journal has {[deed.fields for deed in done]}",
        )

    def venue(self, pick: int, which: int) -> None:
        """Change a course."""
        desk = self.desk(pick)
        course = self._one(desk, "course", which)
        if course is not None:
            value = self.token("venue")
            self.tell(f"{desk.name} moves {self.name(course)} to {value}")
            self._act(desk, "edit", lambda tx: tx.update(tx.get(Course, course), venue=value))

    def add(self, pick: int, which: int, name: int) -> None:
        """Enrol somebody new."""
        desk = self.desk(pick)
        course = self._one(desk, "course", which)
        if course is None:
            return
        full_name = f"{NAMES[name % len(NAMES)]} ({next(self._numbers)})"
        self.tell(f"{desk.name} enrols {full_name}, who is new, in {self.name(course)}")
        entry = enrolments.Entry(person={"full_name": full_name})
        self._act(desk, "add", lambda tx: enrolments.enrol(tx, course, [entry]))

    def enrol(self, pick: int, who: int, which: int) -> None:
        """Enrol somebody known in a course."""
        desk = self.desk(pick)
        person, course = self._one(desk, "person", who), self._one(desk, "course", which)
        if person is None or course is None:
            return
        self.tell(f"{desk.name} enrols {self.name(person)} in {self.name(course)}")
        entry = enrolments.Entry(person_id=person)
        self._act(desk, "enrol", lambda tx: enrolments.enrol(tx, course, [entry]))

    def mark(self, pick: int, which: int, value: str) -> None:
        """Mark attendance: record and session are told by nature, so two people mark the same one."""
        desk = self.desk(pick)
        seat = self._one(desk, "enrolment", which)
        course = desk.mind.view(seat).values.get("course_id") if seat else None
        found = [
            record
            for record in self._records(desk, "course_session")
            if desk.mind.view(record).values.get("course_id") == course
        ]
        if seat is None or not found:
            return
        self.tell(f"{desk.name} marks {self.name(seat)}: {value}")
        self._act(desk, "mark", lambda tx: attendance.mark(tx, [(seat, found[0])], value))

    def delete(self, pick: int, what: str, which: int) -> None:
        """Delete a person, a seat or a course."""
        desk = self.desk(pick)
        record = self._one(desk, what, which)
        if record is None:
            return
        self.tell(f"{desk.name} deletes {self.name(record)}")

        def gone(tx: Transaction) -> None:
            if what == "enrolment":
                enrolments.remove(tx, tx.get(Enrolment, record))
            elif what == "course":
                courses.delete(tx, tx.get(Course, record))
            else:
                tx.delete(tx.get(Person, record))

        self._act(desk, "delete", gone)

    def join(self, pick: int, one: int, other: int) -> None:
        """Say that two persons are the same."""
        desk = self.desk(pick)
        keep, gone = self._one(desk, "person", one), self._one(desk, "person", other)
        if keep is None or gone is None or keep == gone:
            return
        self.tell(f"{desk.name} joins {self.name(gone)} into {self.name(keep)}")
        self._act(desk, "join", lambda tx: persons.join(tx, keep, gone), kind="join")

    def unjoin(self, pick: int, who: int) -> None:
        """Take joined persons apart."""
        desk = self.desk(pick, able=self._joined)
        joined = self._joined(desk)
        if joined:
            person = joined[who % len(joined)]
            self.tell(f"{desk.name} takes {self.name(person)} apart again")
            self._act(desk, "unjoin", lambda tx: persons.unjoin(tx, person), kind="join")

    def _joined(self, desk: Desk) -> list[str]:
        views = desk.mind.views
        return [record for record in self._records(desk, "person") if views[record].values.get("merged_into")]

    def settle(self, pick: int, which: int, choice: int) -> None:
        """Choose one of the values in conflict."""
        desk = self.desk(pick, able=lambda desk: any(view.conflicts for view in desk.mind.views.values()))
        with desk.database.read() as tx:
            open_ones = conflicts.find(tx)
        expect(
            len(open_ones) == sum(len(view.conflicts) for view in desk.mind.views.values()),
            f"{desk.name}: the list of conflicts is not complete",
        )
        if not open_ones:
            return
        dispute = open_ones[which % len(open_ones)]
        chosen = dispute.values[choice % len(dispute.values)]
        self.tell(f"{desk.name} settles {dispute.field} of {self.name(dispute.record_id)}: {chosen.text}")
        self._act(
            desk, "settle", kind="settle",
            do=lambda tx: conflicts.settle(tx, dispute.table, dispute.record_id, dispute.field, chosen.stamp),
        )  # fmt: skip
        left = desk.mind.view(dispute.record_id).conflicts
        expect(dispute.field not in left, f"{desk.name}: {dispute.field} was settled and is still in conflict")

    def erase(self, pick: int, who: int) -> None:
        """Erase a person on request."""
        desk = self.desk(pick)
        person = self._one(desk, "person", who)
        if person is None:
            return
        self.tell(f"{desk.name} erases {self.name(person)} on request")
        self._act(desk, "erase", lambda tx: persons.erase(tx, person, CATALOGUE, date(2026, 3, 1)))

    # -- undoing

    def undo(self, pick: int) -> None:
        """Take back one's own last action."""
        desk = self.desk(pick)
        self.tell(f"{desk.name} presses Undo")
        before = desk.mind.copy()
        self._act(desk, "undo", undoing.undo, kind="undo")
        self._check_undone(desk, before)

    def redo(self, pick: int) -> None:
        """Do again what was undone last."""
        desk = self.desk(pick)
        self.tell(f"{desk.name} presses Redo")
        self._act(desk, "redo", undoing.redo, kind="redo")

    def undo_any(self, pick: int, which: int) -> None:
        """Take back any action in the log: an edit of long ago, a whole merge, an undoing."""
        desk = self.desk(pick)
        with desk.database.read() as tx:
            found = tx.rows(
                "SELECT id, kind, label FROM action WHERE undone_by IS NULL AND kind NOT IN "
                "('new', 'restore', 'export') AND EXISTS (SELECT 1 FROM change WHERE action_id = action.id) "
                "ORDER BY id DESC"
            )
        if not found:
            return
        action, kind, label = found[which % len(found)]
        self.tell(f"{desk.name} undoes the {kind} “{label}” (action {action})")
        before, digest = desk.mind.copy(), desk.digest()
        self._act(desk, "undo", lambda tx: undoing.take_back(tx, action), kind="undo")
        if kind not in ("undo", "redo"):
            self._check_undone(desk, before)
        self._check_standing(desk)
        with self._work(desk), desk.database.change("again", kind="undo", rehearse=True) as tx:
            rows = tx.rows("SELECT undone_by FROM action WHERE id = :id", {"id": action})
            tx.undo(rows[0][0])
            expect(dump.digest(tx) == digest, f"{desk.name}: undoing and redoing action {action} is not as before")

    def _check_standing(self, desk: Desk) -> None:
        check_standing(desk, {book.path.name: book.typed for book in self.books})

    def _check_undone(self, desk: Desk, before: Mind) -> None:
        """What others built on it stays: all that stood, and that nobody ever took back, still stands."""
        taken = {(deed.record, target) for deed in desk.mind.deeds.values() for target in deed.targets}
        for record, view in before.views.items():
            after = desk.mind.view(record)
            for name, heads in view.heads.items():
                for head in heads:
                    expect(
                        head.key in taken or head.kind == "retract" or head in after.heads.get(name, ()),
                        f"{desk.name}: undoing took {name} = {head.fields[name]!r} of {self.name(record)} with it",
                    )

    # -- sending and merging

    def export(self, pick: int, kind: str = "everything", which: int = 0) -> None:
        """Write a workbook for somebody."""
        desk = self.desk(pick)
        scope = Scope(kind)
        if kind == "course":
            course = self._one(desk, "course", which)
            if course is None:
                return
            scope = Scope(kind, str(desk.mind.view(course).values["code"]))
        elif kind == "trainer":
            person = self._one(desk, "person", which)
            if person is None:
                return
            scope = Scope(kind, person)
        book = self._export(desk, scope)
        if book is not None:
            self._check_again(desk, [book])

    def _export(self, desk: Desk, scope: Scope) -> Book | None:
        path = self.folder / f"{desk.name} {next(self._numbers)}.xlsx"
        self.tell(f"{desk.name} exports {scope.kind}{f' of {scope.key}' * bool(scope.key)}: {path.name}")
        with self._work(desk):
            try:
                send(desk.database, path, CATALOGUE, scope, sender=desk.name)
            except UserError as error:
                self.told[-1] += f" That is refused: {error}"
                return None
        made = {deed.table for deed in desk.look(own=True)}
        expect(made <= {"signing_key"}, f"{desk.name}: exporting made {made}")
        incoming = read_workbook(path)
        carried = {(change.record, change.stamp) for change in incoming.changes()}
        self._check_carried(desk, scope.kind, carried)
        expect(not incoming.edits and not incoming.refusals, f"{path.name}: nobody typed and yet there are edits")
        carries = tuple(desk.mind.deeds[key] for key in sorted(carried))
        self.books.append(Book(path, scope.kind, desk.database.replica, carries))
        return self.books[-1]

    def _check_carried(self, desk: Desk, kind: str, carried: set[tuple[str, str]]) -> None:
        shared = desk.known(exchanged=True)
        expect(carried <= shared, f"{desk.name} passes on what should stay here: {sorted(carried - shared)}")
        if kind == "everything":
            expect(carried == shared, f"{desk.name} keeps back what should go: {sorted(shared - carried)}")
        records = {record for record, _stamp in carried}
        halves = {key for key in shared if key[0] in records} - carried
        expect(not halves, f"{desk.name} sends only a part of the history of {halves}")

    def hand_out(self, pick: int) -> None:
        """Write everything for somebody with only a spreadsheet program."""
        self._export(self.desk(pick), Scope("everything"))

    def pass_on(self, pick: int, to: int) -> None:
        """Send everything to somebody else, who merges it at once."""
        if self._export(self.desk(pick), Scope("everything")):
            self.merge(self.another(pick, to), [0])

    def merge(self, pick: int, books: Sequence[int], prefer: str | None = None) -> Plan | None:
        """Merge one workbook or several, old ones too."""
        desk = self.desk(pick)
        chosen = list({book.path: book for book in map(self.book, books)}.values())
        names = ", ".join(book.path.name for book in chosen)
        self.tell(f"{desk.name} merges {names}" + (f", settling by “{prefer}”" if prefer else ""))
        return self._merge(desk, chosen, prefer)

    def _merge(
        self,
        desk: Desk,
        chosen: Sequence[Book],
        prefer: str | None = None,
        failing: int | None = None,
        again: bool = True,
    ) -> Plan | None:
        before, merged = desk.mind.copy(), files_merged(desk)
        with self._work(desk), _failing(desk.database, failing):
            try:
                plan = merge(desk.database, [book.path for book in chosen], apply=True, prefer=prefer)
            except UserError as error:
                self.told[-1] += f" That is refused: {error}"
                self._check_refusal(desk, chosen)
                return None
        taken = [book for book, file in zip(chosen, plan.files, strict=True) if not file.problem]
        self._check_refusal(desk, [book for book in chosen if book not in taken])
        if plan.backup is not None:
            desk.backups.append((plan.backup, before))
        done = desk.look([deed for book in taken for deed in book.deeds], own=True)
        if prefer is None:
            check_only_brought_again(desk, done)
        for book in taken:
            if book.path.name not in merged:
                desk.first_hand[book.path.name] = first_hand(desk, book.carries, book.sender)
        self._check_standing(desk)
        self._check_ledgers(desk, plan, taken)
        if len(taken) == len(chosen) == 1:
            self._check_counts(desk, plan, before)
        if again:
            self._check_again(desk, taken)
        return plan

    def _check_refusal(self, desk: Desk, refused: Sequence[Book]) -> None:
        """A whole workbook is refused only where it goes on from a merge that was undone here."""
        aside = desk.mind.put_aside()
        for book in refused:
            expect(any(deed.key in aside for deed in book.deeds), f"{desk.name}: {book.path.name} was refused")

    def _check_counts(self, desk: Desk, plan: Plan, before: Mind) -> None:
        """The plan says how many records are new, and that many are."""
        fresh = Counter(
            table
            for record, table in desk.mind.tables.items()
            if before.view(record).absent and not desk.mind.view(record).absent
        )
        del fresh["signing_key"]  # nobody's work, so no plan tells of it
        told = plan.files[0].new_records
        expect(told == fresh, f"{desk.name}: the plan tells of {told} new, there are {dict(fresh)}")

    def _check_ledgers(self, desk: Desk, plan: Plan, taken: Sequence[Book]) -> None:
        for file in plan.files:
            for ledger in file.ledgers:
                parts = sum(getattr(ledger, outcome) for outcome in OUTCOMES)
                expect(ledger.read == parts, f"{desk.name}: the ledger of {ledger.sheet} does not add up: {ledger}")
        by_path = {file.path: file for file in plan.files}
        for book in taken:
            told = len(by_path[book.path].refusals)
            expect(told == book.refused, f"{book.path.name}: {told} cells are refused, not {book.refused}")

    def _check_again(self, desk: Desk, books: Sequence[Book]) -> None:
        """Merging the same again changes nothing, and the plan says so."""
        if not books:
            return
        with self._work(desk):
            again = merge(desk.database, [book.path for book in books], apply=False)
        expect(not again.changes_anything, f"{desk.name}: merging the same again would change {_differences(again)}")
        moved = [
            ledger for file in again.files for ledger in file.ledgers if ledger.read != ledger.same + ledger.refused
        ]
        expect(not moved, f"{desk.name}: the same again is not “same”: {moved}")

    def crash(self, pick: int, which: int, after: int) -> None:
        """A merge that fails in the middle leaves nothing behind."""
        desk, book = self.desk(pick), self.book(which)
        self.tell(f"{desk.name} begins to merge {book.path.name}, which fails at statement {after}")
        digest, clock = desk.digest(), (desk.database.clock.wall, desk.database.clock.counter)
        try:
            self._merge(desk, [book], failing=after)
        except _PowerCut:
            expect(desk.digest() == digest, f"{desk.name}: a failed merge left something behind")
            now = desk.database.clock.wall, desk.database.clock.counter
            expect(now >= clock, f"{desk.name}: the clock fell back")
            desk.look()

    # -- backups and laptops

    def laptop(self, pick: int, what: str, which: int) -> None:
        """What happens to a computer rather than to what is on it."""
        if what in ("back_up", "reinstall"):
            getattr(self, what)(pick)
        else:
            getattr(self, what)(pick, which)

    def back_up(self, pick: int) -> None:
        """Make a backup by hand."""
        desk = self.desk(pick)
        self.tell(f"{desk.name} makes a backup")
        with self._work(desk):
            desk.backups.append((backups.make(desk.database), desk.mind.copy()))

    def restore(self, pick: int, which: int) -> None:
        """Put a backup in the place of the database: what was done since is not in it."""
        desk = self.desk(pick)
        if not desk.backups:
            return
        path, mind = desk.backups[-1 - which % len(desk.backups)]
        self.tell(f"{desk.name} restores the backup {path.name}")
        old = desk.database.replica
        with self._work(desk):
            desk.database = backups.restore(desk.database.path, path)
        expect(desk.database.replica != old, f"{desk.name}: the restored database is the same replica as before")
        desk.mind = mind.copy()
        done = desk.look(own=True)
        expect({deed.table for deed in done} <= {"replica", "setting"}, f"{desk.name}: restoring changed {done}")

    def reinstall(self, pick: int) -> None:
        """The laptop was lost: an empty database with a new replica id in its place."""
        number = next(self._blanks)
        if number >= 2:
            return
        desk = self.desk(pick)
        self.tell(f"{desk.name} installs the application anew and begins with nothing")
        fresh = self._sit_down(f"{desk.name} (anew)", f"blank {number}")
        self.desks[self.desks.index(desk)] = fresh

    def set_clock(self, pick: int, which: int) -> None:
        """The computer's clock is set: wrong by years, or backwards from one day to the next."""
        desk, years = self.desk(pick), YEARS[which % len(YEARS)]
        desk.ahead = years * 365 * DAY
        self.tell(f"the clock of {desk.name} goes {years} years wrong")

    def travel(self, pick: int, zone: int) -> None:
        """The laptop comes to another time zone."""
        desk = self.desk(pick)
        desk.zone = ZONES[zone % len(ZONES)]
        self.tell(f"{desk.name} travels to {desk.zone}")

    # -- people with only a spreadsheet program

    def type_into(self, which: int, what: str, row: int, column: int) -> None:
        """Somebody edits a copy of a workbook, without the application."""
        source = self.book(which)
        sheets = read_sheets(source.path)
        typing = _Typing(self, sheets)
        sentence = typing.do(what, row, column)
        if not sentence:
            return
        number = next(self._numbers)
        path = self.folder / f"{source.path.stem} ({number}).xlsx"
        self.tell(f"somebody with only Excel opens {source.path.name}, {sentence} and saves it as {path.name}")
        write_sheets(source.path, path, sheets)
        incoming = read_workbook(path)
        typed = self._typed(source, incoming)
        refused = source.refused + typing.refused if what == "bad" else len(incoming.refusals)
        self.books.append(Book(path, source.kind, source.sender, source.carries, typed, refused))
        self._check_typed(path, incoming, typing)

    def _typed(self, source: Book, incoming: Incoming) -> tuple[Deed, ...]:
        """The deeds of what was typed: their author saw what the workbook showed."""
        mind = Mind(source.carries)
        found: dict[tuple[str, str], Deed] = {}
        for change in incoming.edits:
            key = change.record, change.stamp
            deed = deed_of(mind, key, change.table, change.kind, change.fields, change.basis)
            expect(
                key not in found or found[key].fields == deed.fields, f"{incoming.path.name}: {key} means two things"
            )
            shown = mind.view(change.record).values
            came_back = [name for name, value in change.fields.items() if (value or None) == (shown.get(name) or None)]
            expect(
                change.kind != "set" or not came_back,
                f"{incoming.path.name}: {came_back} of {change.table} only came back, and is taken as typed",
            )
            found[key] = deed
        return tuple(found.values())

    def _check_typed(self, path: Path, incoming: Incoming, typing: "_Typing") -> None:
        """What was typed is taken with its cell, or refused with its cell."""
        if typing.value is None:
            return
        if typing.wrong:
            told = [r for r in incoming.refusals if r.found == typing.value]
            expect(
                told and all(r.sheet and r.cell and r.reason for r in told),
                f"{path.name}: “{typing.value}” was not taken, and no refusal names it",
            )
            return
        changes = [change for change in incoming.edits if typing.value in change.fields.values()]
        expect(changes, f"{path.name}: “{typing.value}” was typed, and is lost")
        for change in changes:
            origin = change.origin or {}
            expect(
                origin.get("file") == path.name and origin.get("sheet") and (origin.get("cell") or origin.get("row")),
                f"{path.name}: of “{typing.value}” nobody can tell the cell: {origin}",
            )

    # -- the end

    def end(self, rng: random.Random) -> None:
        """Three stories of ten end with a meeting, one or two with two new offices that take every workbook."""
        chance = rng.random()
        if chance < 0.3:
            self._meet(rng)
        elif chance < 0.45:
            self._two_orders(rng)

    def _meet(self, rng: random.Random) -> None:
        """Everybody sends everything to one, who sends everything back: then all databases are equal."""
        for desk in self.desks:
            self._redo_merges(desk)
        self.told.append("At the end everybody sends everything to one, who sends everything back.")
        first, *others = rng.sample(self.desks, len(self.desks))
        books = [book for book in (self._export(desk, Scope("everything")) for desk in others) if book]
        self._merge(first, books, again=False)
        back = self._export(first, Scope("everything"))
        if back is not None:
            for desk in others:
                self._merge(desk, [back], again=False)
        self._check_equal(self.desks)
        self._check_again(first, books)
        self._check_sound(rng.choice(self.desks))

    def _redo_merges(self, desk: Desk) -> None:
        """What was put aside comes back, since it would make this database differ from the others."""
        with desk.database.read() as tx:
            actions = {
                row[0]: (row[1], row[2]) for row in tx.rows("SELECT id, kind, undone_by FROM action ORDER BY id")
            }
        for action in sorted((number for number, (kind, _by) in actions.items() if kind == "merge"), reverse=True):
            chain = [action]
            while (following := actions[chain[-1]][1]) is not None:
                chain.append(following)
            if len(chain) % 2 == 0:
                self.told.append(f"{desk.name} takes back action {chain[-1]}, so that merge {action} stands again")
                self._act(desk, "undo", lambda tx: undoing.take_back(tx, chain[-1]), kind="undo")  # noqa: B023

    def _two_orders(self, rng: random.Random) -> None:
        """Two offices that know nothing take every workbook that ever was, each in an order and grouping of its own."""
        books = list(self.books)
        offices = []
        for number in (2, 3):
            rng.shuffle(books)
            self.told.append(f"A new office takes {', '.join(book.path.stem for book in books)}.")
            office = self._sit_down(f"new office {number - 1}", f"blank {number}")
            cut = rng.randrange(len(books) + 1)
            for part in (books[:cut], books[cut:]):
                if part:
                    self._merge(office, part, again=False)
            offices.append(office)
        self._check_equal(offices, ignoring=[office.database.replica for office in offices])

    def _check_equal(self, desks: Sequence[Desk], ignoring: Sequence[str] = ()) -> None:
        lines = []
        for desk in desks:
            with desk.database.read() as tx:
                lines.append({line for line in dump.lines(tx) if not any(replica in line for replica in ignoring)})
        for desk, found in zip(desks, lines, strict=True):
            if found != lines[0]:
                raise Broken(
                    f"{desks[0].name} and {desk.name} have merged the same and differ:\n"
                    + "\n".join(sorted(lines[0] - found))
                    + "\nagainst\n"
                    + "\n".join(sorted(found - lines[0]))
                )

    def _check_sound(self, desk: Desk) -> None:
        with self._work(desk):
            wrong = [finding for finding in checking.check(desk.database) if finding.wrong]
        expect(not wrong, f"{desk.name}: check finds {wrong}")


class _PowerCut(Exception):
    """The merge ends here."""


@contextmanager
def _failing(database: Database, after: int | None) -> Iterator[None]:
    """Let the work on the database fail at its so-manieth statement."""
    if after is None:
        yield
        return
    left = [after]

    def fail(*_arguments: Any) -> None:
        left[0] -= 1
        if left[0] == -1:
            raise _PowerCut

    event.listen(database._engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(database._engine, "before_cursor_execute", fail)


def _differences(plan: Plan) -> list[Any]:
    return [(file.path.name, file.new_records, file.differences) for file in plan.files if file.changes_anything]


class _Typing:
    """What one does to the cells of a workbook: `value` is what was typed, `wrong` whether it cannot be taken.

    `refused` are how many more cells cannot be taken than before: none where the one before was as wrong.
    """

    def __init__(self, story: Story, sheets: dict[str, Rows]) -> None:
        self.story, self.sheets = story, sheets
        self.value: str | None = None
        self.refused = 0
        self.wrong = False

    def do(self, what: str, row: int, column: int) -> str:
        """Do one thing; a sentence about it, or "" if there is nothing to do it to."""
        return getattr(self, what)(row, column)

    def _sheet(self, title: str) -> tuple[Rows, dict[str, int], list[int]]:
        """A sheet's rows, the places of its columns, and the numbers of its filled rows."""
        rows = self.sheets[title]
        keys = {str(key).partition("/")[2]: place for place, key in enumerate(rows[0])}
        name = next(keys[key] for key in ("person.full_name", "course.code", "person.name") if key in keys)
        return rows, keys, [n for n in range(FIRST_ROW, len(rows)) if rows[n][name] != ""]

    def cell(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        key = ("person.phones", "person.education", "person.full_name", "enrolment.remark")[column % 4]
        self.value = self.story.token(f"typed {key.partition('.')[2]}")
        who, rows[number][keys[key]] = rows[number][keys["person.full_name"]], self.value
        return f"types {self.value} for {who}"

    def sex(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        rows[number][keys["person.sex"]] = ("Man", "Woman", "")[column % 3]
        return f"sets the sex in row {number + 1} to “{rows[number][keys['person.sex']]}”"

    def empty(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        key = ("person.phones", "person.education", "enrolment.remark")[column % 3]
        rows[number][keys[key]] = ""
        return f"empties {key} in row {number + 1}"

    def bad(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        key = ("person.sex", "person.birth_date")[column % 2]
        self.wrong = True
        self.refused = int(not str(rows[number][keys[key]]).startswith("neither"))
        self.value = rows[number][keys[key]] = self.story.token("neither")
        return f"types “{self.value}” into {key} of row {number + 1}"

    def new(self, row: int, column: int, below: bool = False) -> str:
        rows, keys, _filled = self._sheet("Participants")
        _courses, course_keys, known = self._sheet("Courses")
        if not known:
            return ""
        free = (keys["enrolment.course_id"], keys["person.full_name"])  # a row of the erased has a course and no name
        number = next(n for n in range(FIRST_ROW, len(rows)) if all(rows[n][at] == "" for at in free))
        if below:
            number = len(rows)
            rows.append([""] * len(rows[0]))
        self.value = f"{NAMES[row % len(NAMES)]} ({next(self.story._numbers)})"
        rows[number][keys["enrolment.course_id"]] = _courses[known[column % len(known)]][course_keys["course.code"]]
        rows[number][keys["person.full_name"]] = self.value
        return f"adds {self.value} {'below the prepared rows' if below else 'in a prepared row'}"

    def below(self, row: int, column: int) -> str:
        return self.new(row, column, below=True)

    def copy(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        self.value = f"{NAMES[column % len(NAMES)]} ({next(self.story._numbers)})"
        rows.append(list(rows[number]))
        rows[-1][keys["person.full_name"]] = self.value
        return f"copies row {number + 1} below the others and writes {self.value} into it"

    def take_out(self, row: int, column: int) -> str:
        rows, _keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        del rows[number]
        return f"deletes row {number + 1} of Participants"

    def sort(self, row: int, column: int) -> str:
        rows, _keys, filled = self._sheet("Participants")
        if len(filled) < 2:
            return ""
        moved = [rows[number] for number in reversed(filled)]
        for number, other in zip(filled, moved, strict=True):
            rows[number] = other
        return "sorts Participants the other way"

    def mark(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Attendance")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        rows[number][keys["attendance.1"]] = ("P", "A", "H", "")[column % 4]
        return f"marks row {number + 1} of Attendance “{rows[number][keys['attendance.1']]}”"

    def course(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Courses")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        self.value = rows[number][keys["course.venue"]] = self.story.token("typed venue")
        return f"types {self.value} at course {rows[number][keys['course.code']]}"
