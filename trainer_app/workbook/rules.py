"""What the forms would refuse or doubt, asked of the cells that somebody typed into a workbook."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from db.clock import wall_of
from db.journal import kinds
from db.models import Course
from trainer_app import enterprises
from trainer_app.courses import courses, enrolments, headcounts, sessions
from trainer_app.courses.courses import Problem
from trainer_app.follow_ups import follow_ups, visits
from trainer_app.people import persons

_FIRST_DAY = date(2026, 1, 1)
"""No workbook of this application is older, whatever the clock said that dated it."""
_YEARS_IN_USE = 5
"""A workbook comes home within these years: a visit or interview dated later is a slip of the finger."""


def written_on(stamp: str) -> date:
    """The day that a workbook's cells are judged by: that of its writing, so that every reader judges alike."""
    day = datetime.fromtimestamp(min(wall_of(stamp) / 1000, 4102444800), UTC).date()  # at most the year 2100
    return max(day, _FIRST_DAY)


def sift(
    table: str, before: Mapping[str, Any], typed: dict[str, Any], written: date, course: Mapping[str, Any]
) -> tuple[dict[str, str], list[Problem]]:
    """Take out of `typed` what cannot be: gives the sentence per refused field, and the doubts about the others.

    Values are those of the journal. `before` is the record as the workbook had it, `course` that of a session: what
    was wrong with it before is nobody's fault now.
    """
    check = _CHECKS.get(table)
    if check is None or not typed:
        return {}, []

    def found(fields: Mapping[str, Any]) -> list[Problem]:
        return [*check(_with_days(table, {**before, **fields}), written, course)]

    refused: dict[str, str] = {}
    while True:
        now = found(typed)
        fresh = [*(Counter(now) - Counter(found({}))).elements()] if now else []
        problem = next((problem for problem in fresh if problem.refuses), None)
        if problem is None or not typed:
            return refused, fresh
        for name in _culprits(problem, typed, table, found):
            del typed[name]
            refused[name] = problem.sentence


def _culprits(
    problem: Problem, typed: Mapping[str, Any], table: str, found: Callable[[Mapping[str, Any]], list[Problem]]
) -> list[str]:
    """The typed fields that a problem comes from.

    The one that it names, the one without which it is gone, or the numbers and days all together.
    """
    if problem.field in typed:
        return [problem.field]
    times = found(typed).count(problem)
    for name in typed:
        if found({other: value for other, value in typed.items() if other != name}).count(problem) < times:
            return [name]
    return [name for name in typed if kinds(table).get(name, str) is not str] or list(typed)


@cache
def _days(table: str) -> tuple[str, ...]:
    return tuple(name for name, kind in kinds(table).items() if kind is date)


def _with_days(table: str, values: dict[str, Any]) -> dict[str, Any]:
    for name in _days(table):
        if isinstance(values.get(name), str):
            values[name] = date.fromisoformat(values[name])
    return values


def _soon(written: date) -> date:
    return date(written.year + _YEARS_IN_USE, 12, 31)


def _of_session(values: dict[str, Any], _written: date, course: Mapping[str, Any]) -> Iterator[Problem]:
    days = _with_days("course", {"starts": course.get("starts"), "ends": course.get("ends")})
    return (Problem("", sentence) for sentence in sessions.problems(Course(**days), values))


_CHECKS: dict[str, Callable[[dict[str, Any], date, Mapping[str, Any]], Any]] = {
    "course": lambda values, written, _course: courses.problems(values, None, written),
    "course_session": _of_session,
    "person": lambda values, written, _course: persons.problems(values, written),
    "enrolment": lambda values, _written, _course: (Problem("", found) for found in enrolments.problems(values)),
    "headcount": lambda values, _written, _course: (Problem("", found) for found in headcounts.problems(values)),
    "enterprise": lambda values, written, _course: enterprises.problems(values, _soon(written)),
    "visit": lambda values, written, _course: visits.problems(values, _soon(written)),
    "follow_up": lambda values, written, _course: follow_ups.problems(values, _soon(written)),
}
"""The check of each table that has a sheet. Births and courses are judged by the day of writing, what happens
later than that by the time a workbook may be in use."""
