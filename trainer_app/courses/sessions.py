"""Sessions of a course: proposed from its dates and the modules of its products, added, changed, removed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import col

from db.database import Transaction
from db.ids import derived_id
from db.models import Attendance, Course, CourseSession
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import Module, Product, Span
from trainer_app.texts import _

PARTS = ("am", "pm", "day")
WEEKEND = frozenset({5, 6})
"""Saturday and Sunday, as date.weekday() counts; offices with another week-end pass their own."""

_LONGEST_DAILY = 31  # more calendar days than this without a known length are not one course held day after day
_MOST_HOURS = 24.0


@dataclass(frozen=True)
class Slot:
    """A session that is proposed: number from 1, day (None where the dates do not tell), part, hours, module code."""

    number: int
    held_on: date | None
    part: str
    hours: float | None
    module: str | None


def propose(
    starts: date | None, ends: date | None, products: Sequence[Product], weekend: Iterable[int] = WEEKEND
) -> list[Slot]:
    """Two half-days per training day, modules spread over them; a session per module where the days are not known.

    Hours are set where the product says how long it is in all, and left unknown otherwise.
    """
    modules = [module for product in products for module in product.modules]
    days = training_days(starts, ends, _days_needed(products), weekend)
    hours = _hours(products)
    if not days:
        return [
            Slot(number, None, "day", module.hours.most if module.hours else _each(hours, len(modules)), module.code)
            for number, module in enumerate(modules, 1)
        ]
    halves = [(day, part) for day in days for part in ("am", "pm")]
    return [
        Slot(number, day, part, _each(hours, len(halves)), _module_at(modules, (number - 0.5) / len(halves)))
        for number, (day, part) in enumerate(halves, 1)
    ]


def training_days(
    starts: date | None, ends: date | None, needed: Span | None = None, weekend: Iterable[int] = WEEKEND
) -> list[date]:
    """The days on which a course of these dates is likely held; none where they do not tell.

    Days of the week-end count where the course starts or ends on one, or where it would be too short without them. A
    course of more than a week that starts and ends at the week-end, with no more days than needed there, is a course of
    week-ends (virtual GET Ahead). Dates that hold far more days than needed (a school year) tell nothing.
    """
    if starts is None or (ends or starts) < starts:
        return []
    weekend = frozenset(weekend)
    every = [starts + timedelta(days=offset) for offset in range(((ends or starts) - starts).days + 1)]
    off = [day for day in every if day.weekday() in weekend]
    least, most = (needed.least, needed.most) if needed else (0.0, float(_LONGEST_DAILY))
    if len(every) > 7 and {every[0].weekday(), every[-1].weekday()} <= weekend and len(off) <= 2 * max(most, 1):
        return off
    kept = {starts.weekday(), every[-1].weekday()}
    working = [day for day in every if day.weekday() not in weekend or day.weekday() in kept]
    days = working if len(working) >= least else every
    return days if len(days) <= max(2 * most, 7) else []


def find(tx: Transaction, course_id: str) -> list[CourseSession]:
    """The sessions of a course, in order."""
    return tx.find(
        CourseSession, col(CourseSession.course_id) == course_id, order_by=(CourseSession.number, CourseSession.id)
    )


def save_proposed(tx: Transaction, course: Course, slots: Sequence[Slot]) -> list[CourseSession]:
    """Save proposed sessions that the course does not have yet, by number; those it has are left as they are."""
    known = _by_number(tx, course.id)
    fresh = [_record(course.id, slot) for slot in slots if slot.number not in known]
    tx.add_many(fresh)
    for slot in slots:
        session = known.get(slot.number)
        if session is not None and session.deleted:
            tx.update(
                session, deleted=False, held_on=slot.held_on, part=slot.part, hours=slot.hours, module=slot.module
            )
    return find(tx, course.id)


def add(
    tx: Transaction, course: Course, held_on: date | None = None, part: str | None = "day",
    hours: float | None = None, module: str | None = None,
) -> CourseSession:  # fmt: skip
    """One more session, numbered after all that the course ever had."""
    _check(course, {"held_on": held_on, "part": part, "hours": hours})
    number = max(_by_number(tx, course.id), default=0) + 1
    session = CourseSession(
        id=derived_id("course_session", course.id, str(number)), course_id=course.id, number=number,
        held_on=held_on, part=part, hours=hours, module=module,
    )  # fmt: skip
    return tx.add(session)


def change(tx: Transaction, course: Course, session: CourseSession, **values: Any) -> bool:
    """Set held_on, part, hours or module. Raises UserError for what cannot be; True if anything differs."""
    _check(course, values)
    return tx.update(session, **values)


def remove(tx: Transaction, session: CourseSession) -> int:
    """Delete a session with its attendance; returns how many marks went with it."""
    marks = tx.find(Attendance, col(Attendance.session_id) == session.id)
    for mark in marks:
        tx.delete(mark)
    tx.delete(session)
    return len(marks)


def problems(course: Course, values: dict[str, Any]) -> list[str]:
    """What cannot be in a session's values, in sentences."""
    found = []
    hours, part, held_on = values.get("hours"), values.get("part"), values.get("held_on")
    if hours is not None and not 0 < hours <= _MOST_HOURS:
        found.append(_("A session lasts more than 0 and at most 24 hours; {hours:g} cannot be.").format(hours=hours))
    if part is not None and part not in PARTS:
        found.append(
            _("“{part}” is not a part of the day. Choose morning, afternoon or the whole day.").format(part=part)
        )
    early = held_on is not None and course.starts is not None and held_on < course.starts
    late = held_on is not None and course.ends is not None and held_on > course.ends
    if early or late:
        found.append(
            _(
                "The session of {day} lies outside the course, {start} to {end}. "
                "Correct the day, or the course's dates first."
            ).format(day=held_on, start=course.starts or "…", end=course.ends or "…")
        )
    return found


def _check(course: Course, values: dict[str, Any]) -> None:
    found = problems(course, values)
    if found:
        raise UserError("\n".join(found))


def _by_number(tx: Transaction, course_id: str) -> dict[int, CourseSession]:
    every = tx.find(CourseSession, col(CourseSession.course_id) == course_id, deleted=True)
    return {session.number: session for session in every if session.number is not None}


def _record(course_id: str, slot: Slot) -> CourseSession:
    return CourseSession(
        id=derived_id("course_session", course_id, str(slot.number)), course_id=course_id, number=slot.number,
        held_on=slot.held_on, part=slot.part, hours=slot.hours, module=slot.module,
    )  # fmt: skip


def _days_needed(products: Sequence[Product]) -> Span | None:
    """The days of all products together; None unless every one is known."""
    spans = [product.days for product in products]
    if not spans or None in spans:
        return None
    return Span(sum(span.least for span in spans if span), sum(span.most for span in spans if span))


def _hours(products: Sequence[Product]) -> float | None:
    """The hours of all products together, where every product says one number."""
    spans = [product.hours for product in products]
    if not spans or any(span is None or span.least != span.most for span in spans):
        return None
    return sum(span.most for span in spans if span)


def _each(hours: float | None, sessions: int) -> float | None:
    """The hours of one of so many sessions, to the quarter of an hour."""
    return round(hours / sessions * 4) / 4 or None if hours is not None and sessions else None


def _module_at(modules: Sequence[Module], share: float) -> str | None:
    """The code of the module that is taught when this share of the course is over."""
    if not modules:
        return None
    known = all(module.hours for module in modules)
    weights = [module.hours.most if known and module.hours else 1.0 for module in modules]
    passed = 0.0
    for module, weight in zip(modules, weights, strict=True):
        passed += weight
        if share * sum(weights) <= passed:
            return module.code
    return modules[-1].code
