"""Whose each row of a list is: a seat in the course, an earlier row of the list, or a person who is known."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col

from db import journal
from db.database import Transaction
from db.models import Course, Person
from trainer_app.importing.courses import CoursePlan
from trainer_app.importing.matching import Candidate, Seat, Seats, candidates, same_person, share_identity
from trainer_app.importing.plan import NEW_PERSON, SAME_AS_ROW, Difference, Options
from trainer_app.importing.values import RowValues
from trainer_app.joined import stands
from trainer_app.linkage.profile import Profile
from trainer_app.lists.kinds import PEOPLE
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
    differences: list[Difference] = field(default_factory=list)
    enrolled_in: list[str] = field(default_factory=list)
    fresh_course: bool = False  # the first row of a course that the import makes
    enrolments: list[tuple[str, Course]] = field(default_factory=list)  # the seats in those courses

    @property
    def key(self) -> tuple[str, int]:
        return self.values.sheet, self.values.row


class Who:
    """Tells the rows of one import apart, as somebody decided or as their cells show."""

    def __init__(self, tx: Transaction, options: Options) -> None:
        self.tx, self.options = tx, options
        self.seats: dict[int, Seats] = {}

    def give_seats(self, rows: Sequence[ImportRow]) -> None:
        """Give each row the seat that is its own: by the same cells, then beyond doubt, then by the name alone."""
        for target in {id(target): target for row in rows for target in row.targets}.values():
            self.seats[id(target)] = Seats(self.tx, target.course.id if target.course else None)
        for way in ("typed", "decided", "certain", "like"):
            for row in rows:
                for position, target in enumerate(row.targets):
                    if position not in row.seats:
                        seat = self._seat(row, self.seats[id(target)], way)
                        if seat is not None:
                            row.seats[position] = seat
                            row.person_id = row.person_id or seat.person_id

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
        """Find rows of one person: beyond doubt, the second adds nothing; with a doubt about it, it waits."""
        known: dict[str, list[ImportRow]] = {}
        for row in rows:
            decision = self.options.decisions.get(row.key)
            decided = decision is not None and decision != SAME_AS_ROW
            earlier = [] if row.seats or decided else [other for name in row.who.names for other in known.get(name, ())]
            row.same_as = next((other for other in earlier if same_person(row.who, other.who)), None)
            alike = next((other for other in earlier if share_identity(row.who, other.who)), None)
            if decision == SAME_AS_ROW:
                row.same_as = row.same_as or alike or next(iter(earlier), None)
            like = row.same_as or alike
            row.like_row = like.values.row if like is not None and like.values.sheet == row.values.sheet else None
            told = _("The same person as in row {row}.")
            otherwise = _("The same person as in row {row}? It is told otherwise: correct the list, or decide by hand.")
            if row.same_as is not None and all(target in row.same_as.targets for target in row.targets):
                more = decision is None and _tells_more(row.values, row.same_as.values)
                row.verdict = "held" if more else "same"
                row.reason = (otherwise if row.verdict == "held" else told).format(row=row.same_as.values.row)
            elif row.same_as is None and alike is not None:
                row.verdict, row.reason = "held", otherwise.format(row=alike.values.row)
            for name in row.who.names:
                known.setdefault(name, []).append(row)

    def know_trainers(self, rows: Sequence[ImportRow]) -> None:
        """Know the trainers again whom the very same cells made before."""
        people = self.tx.find(Person, col(Person.is_trainer).is_(True), stands(Person)) if rows else []
        history = journal.read_changes(self.tx.connection, "person", [person.id for person in people])
        typed = {
            json.dumps(change.origin["typed"], sort_keys=True): person_id
            for person_id, changes in history.items()
            for change in changes
            if change.origin and "typed" in change.origin
        }
        for row in rows:
            if row.key not in self.options.decisions:
                row.person_id = typed.get(json.dumps(row.values.typed, sort_keys=True))

    def find_known(self, rows: Sequence[ImportRow]) -> None:
        """Find the known persons that rows are or may be, and decide or hold."""
        for row, found in zip(rows, candidates(self.tx, [row.who for row in rows]), strict=True):
            doubts = [one for target in row.targets for one in self.seats[id(target)].doubtful(row.who)]
            row.candidates = list({one.person_id: one for one in [*doubts, *found]}.values())
            decision = self.options.decisions.get(row.key)
            if decision not in (None, SAME_AS_ROW):
                row.person_id = None if decision == NEW_PERSON else decision
            elif row.candidates and (row.candidates[0].certain or self.options.likely == "same"):
                row.person_id = row.candidates[0].person_id
            elif row.candidates and self.options.likely == "hold":
                row.verdict = "held"
                row.reason = _("Is this {name} ({why})?").format(
                    name=row.candidates[0].name, why=row.candidates[0].sentence
                )


def _tells_more(values: RowValues, first: RowValues) -> bool:
    """Whether a second row of a person tells anything that the first one did not."""
    pairs: list[tuple[dict[Any, Any], dict[Any, Any]]] = [
        (values.person, first.person), (values.enrolment, first.enrolment), (values.marks, first.marks),
    ]  # fmt: skip
    return any(told.get(name) != value for tells, told in pairs for name, value in tells.items())
