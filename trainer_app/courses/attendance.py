"""Attendance: a mark per learner and session, in blocks, and what each learner's marks add up to.

Blank is "not known" and never absent: shares are of the sessions that are known, and say how many those are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import col

from db.database import Transaction
from db.ids import derived_id
from db.models import Attendance, CourseSession, Enrolment
from trainer_app.courses import sessions
from trainer_app.errors import UserError
from trainer_app.texts import _

PRESENCE: dict[str, float] = {"present": 1.0, "half": 0.5, "absent": 0.0, "excused": 0.0}
"""The share of a session that each mark stands for. Excused is away with a good reason: still not there."""

CHUNK = 500

Cell = tuple[str, str]
"""(enrolment id, session id)"""


@dataclass(frozen=True)
class Mark:
    """What is known of one learner at one session; `hours` only where it differs from the session's."""

    mark: str | None
    hours: float | None = None


@dataclass(frozen=True)
class Grid:
    """The attendance sheet of a course: a column per session, a row per enrolment; blank cells are not in `marks`."""

    sessions: list[CourseSession]
    enrolments: list[Enrolment]
    marks: dict[Cell, Mark]

    @property
    def filled(self) -> float | None:
        """Share of the cells that are marked, 0 to 1; None for a grid without cells."""
        cells = len(self.sessions) * len(self.enrolments)
        return len(self.marks) / cells if cells else None


@dataclass(frozen=True)
class Total:
    """One learner's attendance. Sessions and hours present are of the known ones; `all_sessions` counts blanks too.

    `hours_known` leaves out sessions whose hours nobody gave.
    """

    present: float
    known: int
    all_sessions: int
    hours_present: float
    hours_known: float
    excused: int

    @property
    def share(self) -> float | None:
        """Sessions present of those known, 0 to 1; None where nothing is known."""
        return self.present / self.known if self.known else None

    @property
    def share_of_hours(self) -> float | None:
        """Hours present of those known, 0 to 1; None where nothing is known."""
        return self.hours_present / self.hours_known if self.hours_known else None

    @property
    def complete(self) -> bool:
        """Whether every session is known."""
        return self.known == self.all_sessions


NOTHING = Total(0.0, 0, 0, 0.0, 0.0, 0)


def grid(tx: Transaction, course_id: str) -> Grid:
    """The attendance sheet of a course."""
    enrolments = tx.find(Enrolment, col(Enrolment.course_id) == course_id, order_by=(Enrolment.seat, Enrolment.id))
    return Grid(sessions.find(tx, course_id), enrolments, _marks(tx, course_id))


def mark(tx: Transaction, cells: Iterable[Cell], value: str | None, hours: float | None = None) -> int:
    """Give one mark to a block of cells (None: not known); returns how many changed. `hours`: hours present."""
    return save(tx, {cell: Mark(value, hours if value is not None else None) for cell in cells})


def all_present(tx: Transaction, session: CourseSession) -> int:
    """Mark everyone present at a session who has no mark yet; returns how many. Absences stay."""
    now = grid(tx, session.course_id or "")
    blank = [(enrolment.id, session.id) for enrolment in now.enrolments if (enrolment.id, session.id) not in now.marks]
    return mark(tx, blank, "present")


def save(tx: Transaction, marks: dict[Cell, Mark]) -> int:
    """Save many cells, each its own mark; returns how many changed. Raises UserError for what is no mark."""
    for wanted in marks.values():
        _check(wanted)
    ids = {derived_id("attendance", *cell): cell for cell in marks}
    known = {record.id: record for record in _find(tx, list(ids))}
    fresh, changed = [], 0
    for record_id, cell in ids.items():
        wanted, record = marks[cell], known.get(record_id)
        if record is not None:
            before = None if record.deleted else Mark(record.mark, record.hours)
            if before != wanted and not (record.deleted and wanted.mark is None):
                changed += tx.update(record, mark=wanted.mark, hours=wanted.hours, deleted=False)
        elif wanted.mark is not None:
            fresh.append(
                Attendance(id=record_id, enrolment_id=cell[0], session_id=cell[1], mark=wanted.mark, hours=wanted.hours)
            )
    tx.add_many(fresh)
    return changed + len(fresh)


def totals(tx: Transaction, course_id: str) -> dict[str, Total]:
    """What each enrolment's marks add up to, by enrolment id; every enrolment of the course is there."""
    now = grid(tx, course_id)
    return {enrolment.id: total(now.sessions, _row(now, enrolment.id)) for enrolment in now.enrolments}


def total(held: Sequence[CourseSession], marks: Sequence[Mark | None]) -> Total:
    """The total of one learner's marks, one per session, None for blank."""
    present = hours_present = hours_known = 0.0
    known = excused = 0
    for session, cell in zip(held, marks, strict=True):
        if cell is None or cell.mark is None:
            continue
        share = PRESENCE[cell.mark]
        if cell.hours is not None and session.hours:
            share = min(cell.hours / session.hours, 1.0)
        known += 1
        present += share
        excused += cell.mark == "excused"
        if session.hours:
            hours_known += session.hours
            hours_present += share * session.hours
    return Total(present, known, len(held), hours_present, hours_known, excused)


def cells_of(tx: Transaction, enrolment_id: str) -> list[Cell]:
    """The cells of one enrolment that are marked."""
    marked = tx.find(Attendance, col(Attendance.enrolment_id) == enrolment_id)
    return [(enrolment_id, one.session_id) for one in marked if one.session_id and one.mark is not None]


def _row(now: Grid, enrolment_id: str) -> list[Mark | None]:
    return [now.marks.get((enrolment_id, session.id)) for session in now.sessions]


def _marks(tx: Transaction, course_id: str) -> dict[Cell, Mark]:
    rows = tx.rows(
        "SELECT a.enrolment_id, a.session_id, a.mark, a.hours FROM enrolment e "
        "JOIN attendance a ON a.enrolment_id = e.id JOIN course_session s ON s.id = a.session_id "
        "WHERE e.course_id = :course AND s.course_id = :course AND a.mark IS NOT NULL "
        "AND NOT e.deleted AND NOT a.deleted AND NOT s.deleted",
        {"course": course_id},
    )
    return {(enrolment, session): Mark(value, hours) for enrolment, session, value, hours in rows}


def _find(tx: Transaction, ids: Sequence[str]) -> list[Attendance]:
    found: list[Attendance] = []
    for start in range(0, len(ids), CHUNK):
        found += tx.find(Attendance, col(Attendance.id).in_(ids[start : start + CHUNK]), deleted=True)
    return found


def _check(cell: Mark) -> None:
    if cell.mark is not None and cell.mark not in PRESENCE:
        raise UserError(
            _("“{mark}” is not a mark of attendance. Use present, half, absent or excused.").format(mark=cell.mark)
        )
    if cell.hours is not None and not 0 <= cell.hours <= 24:
        raise UserError(
            _("{hours:g} hours at one session cannot be. Type a number from 0 to 24.").format(hours=cell.hours)
        )
