"""What an earlier import of the same list made: its courses, and in a copy with corrections the people of its rows.

A list is known by its name, which a copy that goes back to its sender tells; a row by its place and the name in it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col

from db.database import Transaction
from db.journal import plain
from db.models import Course, Credential, Enrolment, Headcount
from trainer_app.importing.course_keys import CourseKey
from trainer_app.importing.plan import CoursePlan
from trainer_app.importing.values import RowValues
from trainer_app.joined import root_of
from trainer_app.lists.reading import Reading

_NAMES = frozenset({"full_name", "given_name", "family_name", "latin_name", "business_name"})
_OF_COURSES = frozenset({"product", "course_code", "venue", "organiser", "school", "school_year", "class_name"})
"""What tells one course from another, beside its dates."""

Place = tuple[str, int]
"""Sheet and row."""


@dataclass(frozen=True)
class Made:
    """A seat that a row of the list made before; as_it_was: of the very same cells."""

    seat: Enrolment
    as_it_was: bool


class Earlier:
    """Looks up what the database has of a list since it came before."""

    def __init__(self, tx: Transaction, reading: Reading) -> None:
        self.tx, self.reading = tx, reading
        self._made: list[tuple[str, dict[str, Any]]] | None = None
        self._rows: dict[tuple[str, Place], list[tuple[str, dict[str, str]]]] | None = None

    def course(self, key: CourseKey) -> Course | None:
        """The course of which a list of this name said the very same before, whatever its dates are now."""
        if self._made is None:
            rows = self.tx.rows(
                "SELECT c.id, h.fields FROM course c JOIN change h ON h.record_id = c.id AND h.table_name = 'course' "
                "WHERE NOT c.deleted AND json_extract(h.origin, '$.file') = :file ORDER BY h.seq",
                {"file": self.reading.file},
            )
            self._made = []
            said: dict[str, dict[str, Any]] = {}
            for course, fields in rows:
                said[course] = said.get(course, {}) | json.loads(fields)
                self._made.append((course, said[course]))
        wanted = {
            "products": " ".join(key.products), "starts": plain(key.starts), "dates_typed": key.dates_typed,
            "venue": key.venue,
        }  # fmt: skip
        found = {one for one, made in self._made if all(made.get(name) == value for name, value in wanted.items())}
        return self.tx.get(Course, found.pop()) if len(found) == 1 and key.dates_typed and not key.title else None

    def credential(self, values: RowValues, like: Mapping[str, Any]) -> str | None:
        """The step of a trainer that this row of a copy made before, with these values."""
        found = self.tx.find(Credential, col(Credential.id).in_(self._of("credential", values)))
        same = [one.id for one in found if all(getattr(one, name) == value for name, value in like.items())]
        return same[0] if len(same) == 1 else None

    def person(self, values: RowValues) -> str | None:
        """The person whom this row of a copy made before."""
        people = self._of("person", values) or [
            found for one in self._of("enrolment", values) if (found := self.tx.get(Enrolment, one).person_id)
        ]
        return root_of(self.tx, "person", people[0]) if len(people) == 1 else None

    def seats(self, values: RowValues, key: CourseKey) -> list[Made]:
        """The seats that there are since this row made them, in courses of these products; the newest first.

        As long as the list is no copy with corrections, only those that the very same cells made.
        """
        same = {record for record, typed in self._at("enrolment", values) if typed == values.typed}
        made = dict.fromkeys([*self._of("enrolment", values), *same])
        found = [Made(self.tx.get(Enrolment, one), one in same) for one in made]
        standing = [one for one in found if not one.seat.deleted]
        known = self.tx.find(Course, col(Course.id).in_([one.seat.course_id for one in standing])) if standing else []
        ids = {course.id for course in known if set((course.products or "").split()) == set(key.products)}
        return [one for one in standing if one.seat.course_id in ids]

    def mended(self, rows: Sequence[tuple[RowValues, Sequence[CoursePlan]]]) -> dict[CourseKey, Course]:
        """The known courses whose dates a copy corrects, by what it says of them now.

        All rows of such a course came from this list, from one course, and are in no other course of the copy.
        """
        if not self.reading.is_copy:
            return {}
        groups: dict[CourseKey, list[RowValues]] = {}
        there = set[str]()
        for values, targets in rows:
            for target in targets:
                if target.course is not None:
                    there.add(target.course.id)
                elif target.key is not None and target.problem is None:
                    groups.setdefault(target.key, []).append(values)
        found: dict[CourseKey, Course] = {}
        for key, group in groups.items():
            of_rows = [self._courses_of(values, key) for values in group]
            same = set.intersection(*of_rows) - there
            if len(same) == 1:
                found[key] = self.tx.get(Course, same.pop())
        claimed = [course.id for course in found.values()]
        return {key: course for key, course in found.items() if claimed.count(course.id) == 1}

    def _courses_of(self, values: RowValues, key: CourseKey) -> set[str]:
        ids = [self.tx.get(Enrolment, one).course_id for one in self._of("enrolment", values)]
        ids += [self.tx.get(Headcount, one).course_id for one in self._of("headcount", values)]
        known = self.tx.find(Course, col(Course.id).in_(ids))
        return {course.id for course in known if set((course.products or "").split()) == set(key.products)}

    def _of(self, table: str, values: RowValues) -> list[str]:
        """The ids of the records that this row of the list made before."""
        if not self.reading.is_copy:
            return []
        return list(dict.fromkeys(one for one, typed in self._at(table, values) if _is_row(values.typed, typed)))

    def _at(self, table: str, values: RowValues) -> Sequence[tuple[str, dict[str, str]]]:
        """The records that a row at this place made before, each with what was typed in it; the newest first."""
        if self._rows is None:
            self._rows = {}
            for name, record, text in self.tx.rows(
                "SELECT h.table_name, h.record_id, h.origin FROM action a JOIN change h ON h.action_id = a.id "
                "WHERE a.undone_by IS NULL AND json_extract(a.details, '$.file') = :file AND h.origin IS NOT NULL "
                "AND h.table_name IN ('person', 'enrolment', 'headcount', 'credential') ORDER BY h.seq DESC",
                {"file": self.reading.file},
            ):
                origin = json.loads(text)
                if origin.get("file") == self.reading.file and "typed" in origin:
                    self._rows.setdefault((name, (origin["sheet"], origin["row"])), []).append(
                        (record, origin["typed"])
                    )
        return self._rows.get((table, (values.sheet, values.row)), ())


def _is_row(now: dict[str, str], before: dict[str, str]) -> bool:
    """Whether two texts are of one row: of one course but for its dates, and of one name, or alike in all else."""
    other = {name for name in now.keys() | before.keys() if now.get(name) != before.get(name)}
    if not _NAMES.isdisjoint(now):
        return other.isdisjoint(_NAMES | _OF_COURSES)
    return {name.partition(":")[0] for name in other} <= {"start", "end"}
