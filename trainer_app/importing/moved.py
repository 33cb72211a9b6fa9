"""Rows whose seat is in another course than the one that they tell now: followed, or asked about, never doubled.

In a copy that came back, some rows of a course may have other dates than before while the others kept theirs. Whether
those people were in another course instead or in both nobody but the sender knows; where no date could be read before,
the one that is there now is meant. And where a seat was moved, the list as it first was still means that seat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.database import Transaction
from db.models import Certificate, Course, Enrolment, Evaluation, Headcount, Record
from trainer_app.courses import courses, enrolments
from trainer_app.errors import UserError
from trainer_app.formats import date_text
from trainer_app.importing.earlier import Earlier
from trainer_app.importing.plan import CoursePlan, Difference
from trainer_app.importing.who import ImportRow
from trainer_app.lists.reading import Question, Reading
from trainer_app.lists.scripts import column_letters
from trainer_app.texts import _

MOVED, BOTH = "moved", "both"
"""What may be answered: the seat is in the other course instead, or there are two."""


@dataclass
class _Group:
    """Rows of one sheet that leave the same course for the same other one."""

    left: Course
    rows: list[tuple[ImportRow, int, Enrolment]] = field(default_factory=list)  # with the place among its targets


class Moves:
    """Settles such rows: `seats` are those that go along, by row and place among its targets; `questions` are open."""

    def __init__(self, tx: Transaction, reading: Reading, earlier: Earlier, answers: Mapping[str, str]) -> None:
        self.tx, self.reading, self.earlier, self.answers = tx, reading, earlier, answers
        self.seats: dict[tuple[tuple[str, int], int], Enrolment] = {}
        self.questions: list[Question] = []

    def settle(self, rows: Sequence[ImportRow]) -> None:
        """Give rows that came before as they are the course where their seat is now; hold those that nobody answered
        for yet."""
        groups: dict[str, _Group] = {}
        for row in rows:
            there = {target.course.id for target in row.targets if target.course is not None}
            for position, target in enumerate(row.targets):
                made = self.earlier.seats(row.values, target.key) if target.key and not row.verdict else []
                if not made or any(one.seat.course_id in there for one in made):
                    continue
                course = self.tx.get(Course, made[0].seat.course_id or "")
                if made[0].as_it_was:
                    row.targets[position] = CoursePlan(target.key, course, new=False)
                else:
                    group = groups.setdefault(self._key(row, course, target), _Group(course))
                    group.rows.append((row, position, made[0].seat))
        for key, group in groups.items():
            self._settle(key, group)

    def bring(self, row: ImportRow, seat: Enrolment, course: Course, number: int, origin: dict[str, Any]) -> None:
        """Let a seat that goes along be of this course, at this place of its list; the course without a date that the
        last one leaves was none.
        """
        cell = row.values.cells.get("start", str(row.values.row))
        row.differences.append(Difference("enrolment.course_id", cell, seat.course_id, course.id))
        left = self.tx.get(Course, seat.course_id or "")
        enrolments.move(self.tx, seat, course.id, number, origin)
        if left.starts is None and not self._holds_anything(left):
            courses.delete(self.tx, left)

    def _holds_anything(self, course: Course) -> bool:
        """Whether anything is known of a course besides what a list told of it."""
        parts: tuple[type[Record], ...] = (Enrolment, Headcount, Evaluation, Certificate)
        return any(self.tx.find(model, model.course_id == course.id) for model in parts)  # type: ignore[attr-defined]

    def _key(self, row: ImportRow, left: Course, target: CoursePlan) -> str:
        assert target.key is not None
        return f"{row.values.sheet}!moved:{left.code or left.id}:{target.key.starts or target.key.code or ''}"

    def _settle(self, key: str, group: _Group) -> None:
        answer = self.answers.get(key) if group.left.starts is not None else MOVED
        for row, position, seat in group.rows:
            if answer == MOVED:
                self._go_along(row, position, seat)
            elif answer != BOTH:
                row.verdict, row.question = "held", key
                row.reason = _("Only some rows of the course have other dates now: were these people in another one?")
        if answer not in (MOVED, BOTH):
            self.questions.append(self._question(key, group))

    def _go_along(self, row: ImportRow, position: int, seat: Enrolment) -> None:
        try:
            enrolments.refuse_certified(self.tx, seat)
        except UserError as error:
            row.verdict, row.reason = "refused", str(error)
        else:
            self.seats[row.key, position] = seat

    def _question(self, key: str, group: _Group) -> Question:
        first, position, _seat = group.rows[0]
        numbers = tuple(dict.fromkeys(row.values.row for row, _position, _seat in group.rows))
        told = first.targets[position].key
        assert told is not None
        text = _(
            "In the list as it first came these people were in the course {course} of {dates}. Now they, but not all "
            "of that course, are in one of {others}. Were they there instead, or in both?"
        ).format(
            course=group.left.code or group.left.title or "",
            dates=date_text(group.left.starts) if group.left.starts else "–",
            others=date_text(told.starts) if told.starts else told.dates_typed or "–",
        )
        options = (MOVED, _("There instead")), (BOTH, _("In both courses"))
        return Question(key, text, options, first.values.sheet, self._column(first), len(numbers), numbers)

    def _column(self, row: ImportRow) -> str:
        """The letters of the column that tells when the course of a row was."""
        tables = [table for table in self.reading.tables if table.sheet == row.values.sheet]
        of_row = [one for one in tables if any(listed.row_number == row.values.row for listed in one.rows)]
        indexes = [one.index_of[name] for one in of_row for name in ("start", "dates", "end") if name in one.index_of]
        return column_letters(indexes[0]) if indexes else "A"
