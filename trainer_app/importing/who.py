"""Whose each row of a list is: a seat in the course, an earlier row of the list, or a person who is known."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import col

from db import journal
from db.database import Transaction
from db.models import Course, Enrolment, Person
from trainer_app import duplicates
from trainer_app.formats import fold
from trainer_app.importing.earlier import Earlier
from trainer_app.importing.matching import Candidate, Seat, Seats, candidates, may_be_one, told_alike
from trainer_app.importing.plan import NEW_PERSON, SAME_AS_ROW, CoursePlan, Difference, Options
from trainer_app.importing.values import RowValues
from trainer_app.joined import root_of, stands
from trainer_app.linkage.profile import Profile, of_person
from trainer_app.lists.kinds import PEOPLE
from trainer_app.progress import Progress
from trainer_app.texts import _


@dataclass
class ImportRow:
    """One row on its way: where it goes, whose seat it has, what is decided."""

    values: RowValues
    who: Profile
    kind: str = PEOPLE
    targets: list[CoursePlan] = field(default_factory=list)
    seats: dict[int, Seat] = field(default_factory=dict)  # by position in targets
    same_as: "ImportRow | None" = None  # the earlier row of the same person
    like_row: int | None = None  # its number, or that of an earlier row that may be
    person_id: str | None = None  # a known person
    candidates: list[Candidate] = field(default_factory=list)
    verdict: str = ""
    reason: str = ""
    question: str = ""  # the key of the one that it waits for
    differences: list[Difference] = field(default_factory=list)
    enrolled_in: list[str] = field(default_factory=list)
    fresh_course: bool = False  # the first row of a course that the import makes
    enrolments: list[tuple[str, Course]] = field(default_factory=list)  # the seats in those courses

    @property
    def key(self) -> tuple[str, int]:
        return self.values.sheet, self.values.row

    def date_age(self) -> None:
        """An age is that of the day when the course began, unless it is still to come."""
        begun = [one.course.starts if one.course else one.key.starts if one.key else None for one in self.targets]
        starts = next((day for day in begun if day is not None and day <= date.today()), None)
        if "age" in self.values.person and starts is not None:
            self.values.person["age_on"] = starts
            self.who = of_person(self.values.person)


class Who:
    """Tells the rows of one import apart, as somebody decided or as their cells show."""

    def __init__(self, tx: Transaction, options: Options, earlier: Earlier, progress: Progress) -> None:
        self.tx, self.options, self.earlier, self.progress = tx, options, earlier, progress
        self.seats: dict[int, Seats] = {}

    def give_seats(self, rows: Sequence[ImportRow], brought: Mapping[tuple[tuple[str, int], int], Enrolment]) -> None:
        """Give each row the seat that is its own: by the same cells, then beyond doubt, then by the name alone.

        A row of a copy with corrections has the person whom it made before. brought: seats of other courses that go
        along, by row and place among its targets.
        """
        for row in rows:
            if row.key not in self.options.decisions:
                row.person_id = self.earlier.person(row.values)
        for target in {id(target): target for row in rows for target in row.targets}.values():
            self.seats[id(target)] = Seats(self.tx, target.course.id if target.course else None)
        self._bring(rows, brought)
        asked = [row for row in rows if any(self.seats[id(target)].every for target in row.targets)]
        for way in ("typed", "decided", "certain", "like"):
            for row in asked:
                self.progress.cancelled()
                for position, target in enumerate(row.targets):
                    if position not in row.seats:
                        seat = self._seat(row, self.seats[id(target)], way)
                        if seat is not None:
                            row.seats[position] = seat
                            row.person_id = row.person_id or seat.person_id

    def _bring(self, rows: Sequence[ImportRow], brought: Mapping[tuple[tuple[str, int], int], Enrolment]) -> None:
        """Give rows the seats that they have in other courses, so that no other row is given them."""
        of_course = {
            target.course.id: self.seats[id(target)] for row in rows for target in row.targets if target.course
        }
        for row in rows:
            for position in range(len(row.targets)):
                seat = brought.get((row.key, position))
                if seat is None or seat.course_id is None:
                    continue
                seats = of_course.setdefault(seat.course_id, Seats(self.tx, seat.course_id))
                row.seats[position] = seats.take(seat.id)
                row.person_id = row.seats[position].person_id

    def _seat(self, row: ImportRow, seats: Seats, way: str) -> Seat | None:
        decision = self.options.decisions.get(row.key)
        if decision == SAME_AS_ROW:
            return None
        if way == "typed":
            return seats.take_typed(row.values.typed)
        if way == "decided":
            known = decision if decision not in (None, NEW_PERSON) else row.person_id
            return seats.take_person(known) if known else None
        if decision is not None:
            return None
        return seats.take_certain(row.who) if way == "certain" else seats.take_like(row.who)

    def find_within_list(self, rows: Sequence[ImportRow]) -> None:
        """Find rows of one person: beyond doubt, the second adds nothing; with a doubt about it, it waits if it is of
        the same course. Of another course it is taken as somebody else, who is offered as a likely duplicate."""
        known: dict[str, dict[Profile, ImportRow]] = {}  # the first row of each profile: those after it add nothing
        for row in rows:
            self.progress.cancelled()
            decision = self.options.decisions.get(row.key)
            decided = decision is not None and decision != SAME_AS_ROW
            like_named = [other for name in row.who.names for other in known.get(name, {}).values()]
            earlier = [] if row.seats or decided else like_named
            row.same_as = next((other for other in earlier if _told_alike(row, other)), None)
            alike = row.same_as or next((other for other in earlier if may_be_one(row.who, other.who)), None)
            if decision == SAME_AS_ROW:
                row.same_as = row.same_as or alike or next(iter(earlier), None)
            like = row.same_as or alike
            row.like_row = like.values.row if like is not None and like.values.sheet == row.values.sheet else None
            told = _("The same person as in row {row}.")
            otherwise = _("The same person as in row {row}? It is told otherwise: correct the list, or decide by hand.")
            if row.same_as is not None and all(target in row.same_as.targets for target in row.targets):
                more = decision is None and _tells_more(row.values, row.same_as.values)
                row.verdict = "held" if more else "same"
                row.reason = (otherwise if row.verdict == "held" else told).format(row=_where(row.same_as, row))
            elif row.same_as is None and alike is not None:
                row.reason = otherwise.format(row=_where(alike, row))
                row.verdict = "held" if not row.targets or any(one in alike.targets for one in row.targets) else ""
            for name in row.who.names:
                known.setdefault(name, {}).setdefault(row.who, row)

    def know_trainers(self, rows: Sequence[ImportRow]) -> None:
        """Know the trainers again whom the very same cells made before."""
        people = self.tx.find(Person, col(Person.is_trainer).is_(True), stands(Person)) if rows else []
        typed = self._made_of("person", (person.id for person in people))
        for row in rows:
            if row.key not in self.options.decisions:
                row.person_id = typed.get(_typed(row), row.person_id)

    def find_known(self, rows: Sequence[ImportRow]) -> None:
        """Find the known persons that rows are or may be, and decide or hold."""
        for row, found in zip(rows, candidates(self.tx, [row.who for row in rows], self.progress), strict=True):
            self.progress.cancelled()
            doubts = [one for target in row.targets for one in self.seats[id(target)].doubtful(row.who)]
            row.candidates = list({one.record_id: one for one in [*doubts, *found]}.values())
            decision = self.options.decisions.get(row.key)
            if decision not in (None, SAME_AS_ROW):
                row.person_id = None if decision == NEW_PERSON else decision
            elif row.candidates and (row.candidates[0].certain or self.options.likely == "same"):
                row.person_id = row.candidates[0].record_id
            elif row.candidates and self.options.likely == "hold":
                row.verdict, row.reason = "held", _is_this(row.candidates[0])

    def find_firms(self, rows: Sequence[ImportRow], known: Mapping[str, str]) -> dict[str, str]:
        """Whom rows of firms mean whose very name nobody has: ids by the folded names, or the rows are held.

        All rows of one name are decided together.
        """
        unknown: dict[str, list[ImportRow]] = {}
        for row in rows:
            name = fold(row.values.stored.get("name"))
            if name and name not in known:
                unknown.setdefault(name, []).append(row)
        told = [max((_of_firm(row) for row in group), key=_fulness) for group in unknown.values()]
        again = self._made_of("enterprise", known.values()) if unknown else {}
        meant = {}
        for (name, group), likely in zip(
            unknown.items(), duplicates.known_like(self.tx, "enterprise", told), strict=True
        ):
            decision = next(
                (self.options.decisions[row.key] for row in group if row.key in self.options.decisions), None
            )
            before = next((again[typed] for row in group if (typed := _typed(row)) in again), None)
            found = [Candidate(one.id, one.label, one.likeness) for one in likely]
            if before is not None and decision is None:
                meant[name] = before
                continue
            for row in group:
                row.candidates = found
            if decision not in (None, NEW_PERSON):
                meant[name] = root_of(self.tx, "enterprise", decision)
            elif found and decision is None and (found[0].certain or self.options.likely == "same"):
                meant[name] = found[0].record_id
            elif found and decision is None and self.options.likely == "hold":
                for row in group:
                    row.verdict, row.reason = "held", _is_this(found[0])
        return meant

    def _made_of(self, table: str, ids: Iterable[str]) -> dict[str, str]:
        """The records that earlier imports made, by the cells that they were made of."""
        history = journal.read_changes(self.tx.connection, table, list(dict.fromkeys(ids)))
        return {
            json.dumps(change.origin["typed"], sort_keys=True): record_id
            for record_id, changes in history.items()
            for change in changes
            if change.origin and "typed" in change.origin
        }


def _told_alike(row: ImportRow, earlier: ImportRow) -> bool:
    """Whether two rows are of one person beyond doubt, also by the form of address."""
    titles = [one.values.person.get("honorific") for one in (row, earlier)]
    return titles[0] == titles[1] and told_alike(row.who, earlier.who)


def _typed(row: ImportRow) -> str:
    return json.dumps(row.values.typed, sort_keys=True)


def _of_firm(row: ImportRow) -> Profile:
    told = row.values.stored
    return of_person(
        {"full_name": told.get("name"), "phones": told.get("phones"), "father_name": told.get("owner_name"),
         "address": told.get("address")}
    )  # fmt: skip


def _fulness(firm: Profile) -> int:
    return bool(firm.phones) + bool(firm.relative) + bool(firm.address)


def _is_this(likely: Candidate) -> str:
    return _("Is this {name} ({why})?").format(name=likely.name, why=likely.sentence)


def _where(earlier: ImportRow, row: ImportRow) -> str:
    """Where an earlier row stands, seen from another: its number, on another sheet with that before it."""
    sheet, number = earlier.key
    return str(number) if sheet == row.values.sheet else f"{sheet}!{number}"


def _tells_more(values: RowValues, first: RowValues) -> bool:
    """Whether a second row of a person tells anything that the first one did not."""
    pairs: list[tuple[dict[Any, Any], dict[Any, Any]]] = [
        (values.person, first.person), (values.enrolment, first.enrolment), (values.marks, first.marks),
    ]  # fmt: skip
    return any(told.get(name) != value for tells, told in pairs for name, value in tells.items())
