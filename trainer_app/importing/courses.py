"""The courses that a participant list tells of: found among those known, or made."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import col

from db.database import Transaction
from db.journal import plain
from db.models import Course
from db.resolve import Change
from trainer_app.courses import courses
from trainer_app.formats import fold
from trainer_app.importing.course_keys import Alike, CourseKey, unknown_product
from trainer_app.importing.earlier import Earlier
from trainer_app.importing.named import Named
from trainer_app.importing.plan import CoursePlan, Difference
from trainer_app.importing.who import ImportRow
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import _


class Courses:
    """Finds the course of each key once, and makes those that are new when somebody is enrolled in them."""

    def __init__(
        self, tx: Transaction, catalogue: Catalogue, named: Named, into: Course | None, earlier: Earlier
    ) -> None:
        self.tx, self.catalogue, self.named, self.earlier = tx, catalogue, named, earlier
        self.into = CoursePlan(None, into, new=False) if into else None
        self.plans: dict[CourseKey | None, CoursePlan] = {None: self.into} if self.into else {}
        self._keys: list[CourseKey] = []  # in the order of the list
        self._first: dict[Alike, int] = {}  # the place there of the first key that is found by it
        self._known: dict[date | None, list[Course]] = {}  # courses of this database by their first day
        self._fresh: list[Change] = []  # what makes the new ones, not written yet
        self._days = {day for (day,) in tx.rows("SELECT DISTINCT starts FROM course WHERE NOT deleted")}
        self._codes = {code for (code,) in tx.rows("SELECT code FROM course WHERE code IS NOT NULL AND NOT deleted")}

    def of(self, key: CourseKey) -> CoursePlan:
        """The course of a key: the one that is imported into, one that is known, or a new one."""
        if self.into is not None:
            return self.into
        if key not in self.plans:
            known = min((place for one in key.alike() if (place := self._first.get(one)) is not None), default=None)
            self.plans[key] = self.plans[self._keys[known]] if known is not None else self._plan(key)
            for one in key.likenesses():
                self._first.setdefault(one, len(self._keys))
            self._keys.append(key)
        return self.plans[key]

    def all(self) -> tuple[CoursePlan, ...]:
        """The courses of the list, each once."""
        return tuple(self.plans[key] for key in dict.fromkeys(plan.key for plan in self.plans.values()))

    def settle(self, rows: Sequence[ImportRow], origin: Callable[[ImportRow], dict[str, Any]]) -> None:
        """Before any course is made: give known ones the dates that a copy with corrections says now, of which each of
        their rows tells, and find whom the organisers and trainers of the new ones may be."""
        for key, course in self.earlier.mended([(row.values, row.targets) for row in rows]).items():
            before = {name: getattr(course, name) for name in _dates(key)}
            told = {name: value for name, value in _dates(key).items() if before[name] != value}
            if course.title and course.starts is None:
                told["title"] = key.title or course.title.removesuffix(f", {course.dates_typed}")  # see course_keys
            plan = self.plans[key]
            of_it = [row for row in rows if plan in row.targets]
            self.tx.update(course, origin(of_it[0]), **told)
            self.plans[key] = CoursePlan(key, self.tx.get(Course, course.id), new=False)
            for row in of_it:
                row.targets = [self.plans[key] if target is plan else target for target in row.targets]
                cells = {"starts": row.values.cells.get("start"), "ends": row.values.cells.get("end")}
                row.differences += [
                    Difference(f"course.{name}", cell or str(row.values.row), before[name], told[name])
                    for name, cell in cells.items() if name in told
                ]  # fmt: skip
        self._look_for_named()

    def _look_for_named(self) -> None:
        keys = [plan.key for plan in self.all() if plan.new and plan.key is not None]
        organisers = [("organisation", key.organiser) for key in keys if key.organiser]
        self.named.look(
            [*organisers, *(("person", name) for key in keys for name in self.named.names_in(key.trainers))]
        )

    def save(self, plan: CoursePlan, origin: dict[str, Any]) -> CoursePlan:
        """Make the course of a plan if it is new and not made yet; `origin` of the first row that is in it.

        Those with a code of their own are in the database from the next `write` on: a list may have hundreds.
        """
        if plan.new:
            plan = self.plans[plan.key]
        if not plan.new or plan.course is not None or plan.key is None:
            return plan
        key = plan.key
        organiser = self.named.organiser(key.organiser) if key.organiser else None
        values = _values(key)
        if key.code in self._codes:
            values["title"] = key.code  # another course has the code: this one gets a proposed one
        elif key.code:
            values["code"] = key.code
        if "code" not in values:
            self.write()  # by the codes that are there one is proposed
        trainers = self._trainers(key)
        course, taught = courses.new(self.tx, self.catalogue, trainers, organiser_id=organiser, **values)
        self._codes.add(course.code)
        self._fresh += self.tx.creations([course, *taught], origin)
        self.plans[key] = replace(plan, course=course)
        return self.plans[key]

    def write(self) -> None:
        """Write the courses that were made."""
        self.tx.apply(self._fresh)
        self._fresh.clear()

    def _plan(self, key: CourseKey) -> CoursePlan:
        problem = unknown_product(key)
        if problem is None:
            found = [course for course in self._alike(key) if _fits(course, key)]
            by_code = [course for course in found if key.code and fold(course.code) == fold(key.code)]
            found = by_code or found
            if len(found) == 1:
                return CoursePlan(key, found[0], new=False)
            if found:
                codes = ", ".join(course.code or "" for course in found)
                problem = _("Several courses fit: {codes}. Choose the course for this list.").format(codes=codes)
            elif (known := self.earlier.course(key)) is not None:
                return CoursePlan(key, known, new=False)
        checked = courses.problems(_values(key), self.catalogue)
        refusing = [one.sentence for one in checked if one.refuses]
        doubts = tuple(one.sentence for one in checked if not one.refuses)
        return CoursePlan(key, None, new=True, problem=problem or "\n".join(refusing) or None, doubts=doubts)

    def _alike(self, key: CourseKey) -> list[Course]:
        """Courses that may be that of a key: by its dates, and by code or title where it has one."""
        if key.starts not in self._known:
            by_dates = col(Course.starts) == key.starts if key.starts else col(Course.starts).is_(None)
            there = plain(key.starts) in self._days
            self._known[key.starts] = self.tx.find(Course, by_dates, order_by=Course.id) if there else []
        found = {course.id: course for course in self._known[key.starts]}
        if key.code in self._codes:
            found |= {course.id: course for course in self.tx.find(Course, col(Course.code) == key.code)}
        return list(found.values())

    def _trainers(self, key: CourseKey) -> list[tuple[str, str | None]]:
        names = self.named.names_in(key.trainers)
        phones = key.trainer_phones if len(names) == 1 else None
        return [
            (self.named.trainer(name, phones), "lead" if number == 0 else "co_trainer")
            for number, name in enumerate(names)
        ]


def _values(key: CourseKey) -> dict[str, Any]:
    return {
        "products": " ".join(key.products), "venue": key.venue, "title": key.title, "hours": key.hours,
        "school_year": key.school_year, "class_name": key.class_name, **_dates(key),
    }  # fmt: skip


def _dates(key: CourseKey) -> dict[str, Any]:
    return {
        "starts": key.starts, "ends": key.ends, "dates_typed": key.dates_typed, "dates_precision": key.precision,
    }  # fmt: skip


def _may_be_one_place(one: str | None, other: str | None) -> bool:
    """Whether two places are not known to differ: "Town hall" may be that of "Town hall, Surkhet"."""
    first, second = ({fold(part) for part in (text or "").split(",")} for text in (one, other))
    return not (one and other) or first <= second or second <= first


def _fits(course: Course, key: CourseKey) -> bool:
    """Whether nothing that the course and the list both tell is different, and enough is the same to know it by."""
    if set((course.products or "").split()) != set(key.products):
        return False
    pairs = [(course.starts, key.starts), (course.ends, key.ends)]
    if any(one and other and one != other for one, other in pairs) or not _may_be_one_place(course.venue, key.venue):
        return False
    if key.code and fold(key.code) in (fold(course.code), fold(course.title)):
        return True
    if key.title is not None:
        return course.title == key.title
    decided = not courses.is_proposed(course.code)
    return key.starts is not None and course.starts == key.starts and not (key.code and decided)
