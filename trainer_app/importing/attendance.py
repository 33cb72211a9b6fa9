"""Attendance marks of a participant list into the sessions of its course."""

from collections.abc import Mapping, Sequence

from db.database import Transaction
from db.models import Course, CourseSession
from trainer_app.courses import attendance, sessions
from trainer_app.courses.attendance import Cell, Mark
from trainer_app.courses.sessions import Slot
from trainer_app.lists.marks import EXCUSED


def save(
    tx: Transaction, course: Course, columns: int, rows: Mapping[str, Mapping[int, float]], keep: set[Cell]
) -> set[str] | None:
    """Save marks by enrolment id and column number (from 1); returns the enrolments that changed.

    A mark is the share of the session, or hours where it is above 1. A list of one column per day marks both half-days.
    `keep`: (enrolment id, column as text) that are not touched. None: the columns do not fit to the course's sessions.
    """
    held = sessions.find(tx, course.id) or sessions.save_proposed(tx, course, _slots(course, columns))
    each = len(held) // columns if columns and len(held) in (columns, 2 * columns) else 0
    if not each:
        return None
    changed = set()
    for enrolment_id, marks in rows.items():
        cells = {
            (enrolment_id, session.id): _mark(value, each)
            for column, value in marks.items()
            if (enrolment_id, str(column)) not in keep
            for session in _sessions(held, column, each)
        }
        if attendance.save(tx, cells):
            changed.add(enrolment_id)
    return changed


def _slots(course: Course, columns: int) -> list[Slot]:
    """Sessions for so many columns: half-days or days of the course where their number fits its days."""
    days = sessions.training_days(course.starts, course.ends)
    if columns == 2 * len(days):
        halves = [(day, part) for day in days for part in ("am", "pm")]
        return [Slot(number, day, part, None, None) for number, (day, part) in enumerate(halves, 1)]
    whole = days if columns == len(days) else [None] * columns
    return [Slot(number, day, "day", None, None) for number, day in enumerate(whole, 1)]


def _sessions(held: Sequence[CourseSession], column: int, each: int) -> Sequence[CourseSession]:
    return held[(column - 1) * each : column * each]


def _mark(value: float, each: int) -> Mark:
    if value > 1:
        return Mark("present", value / each)
    return Mark({1.0: "present", 0.0: "absent", EXCUSED: "excused"}.get(value, "half"))
