"""Every figure of the outreach summary against a naive count in Python, in generated countries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.database import Database
from db.models import (
    Certificate,
    Course,
    CourseTrainer,
    Enrolment,
    Funding,
    Headcount,
    Organisation,
    Person,
    Place,
    Project,
    Record,
)
from tests.trainer_app.reports.outreach_asked import CATALOGUE, YEAR, make, total
from trainer_app.reports.document import Table

PEOPLE, COURSES = 6, 5
DAYS = st.sampled_from([date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 29), date(2024, 3, 1), date(2024, 12, 31),
                        date(2025, 1, 1)])  # fmt: skip


def births() -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.just({}),
        st.builds(lambda day: {"birth_date": day}, st.dates(date(1998, 1, 1), date(2011, 12, 31))),
        st.builds(lambda year: {"birth_year": year}, st.integers(1997, 2012)),
        st.builds(lambda age, on: {"age": age, "age_on": on}, st.integers(13, 27), st.none() | DAYS),
        st.builds(lambda text: {"age_bracket": text}, st.sampled_from(["15-24", "16-25", "20-22", "60+", "< 15", "?"])),
    )


def some(count: int) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(0, count - 1)


@st.composite
def worlds(draw: st.DrawFn) -> list[Record]:
    """A small country: whatever may stand in the tables, deleted, joined, cancelled and blank things among it."""
    rare = st.sampled_from([False] * 5 + [True])
    sexes = st.sampled_from(["F", "M", "X", "N", None])
    made: list[Record] = [
        Place(id="north", name="North", level="province"),
        Place(id="town", name="Town", level="district", parent_id="north"),
        Place(id="south", name="South"),
        Place(id="nord", name="Nord", level="province", merged_into="north" if draw(st.booleans()) else None),
        *(Organisation(id=f"o{n}", name=f"Organisation {n}") for n in range(2)),
        *(Project(id=f"j{n}", name=f"Project {n}") for n in range(2)),
    ]
    for n in range(PEOPLE):
        into = draw(st.none() | st.integers(0, n - 1)) if n > 3 else None
        made.append(
            Person(id=f"p{n}", full_name=f"Person {n}", sex=draw(sexes), deleted=False, **draw(births()),
                   merged_into=None if into is None else f"p{into}")
        )  # fmt: skip
    for n in range(COURSES):
        made.append(
            Course(
                id=f"c{n}", deleted=draw(rare), programme=draw(st.sampled_from(["SIYB", "KAB", None])),
                products=draw(st.sampled_from(["SYB", "GYB SYB", "SYB GYB IYB", "SIYB-NEW", "SYB-TOT", None])),
                place_id=draw(st.sampled_from(["north", "town", "south", "nord", None])), starts=draw(st.none() | DAYS),
                ends=draw(st.none() | DAYS), status=draw(st.sampled_from(["held", "cancelled", None])),
                dates_precision=draw(st.sampled_from([None, "month", "year"])),
                organiser_id=draw(st.sampled_from(["o0", None])),
            )
        )  # fmt: skip
        numbers = st.none() | st.integers(0, 9)
        if draw(rare):
            made.append(Headcount(course_id=f"c{n}", deleted=draw(rare), women=draw(numbers), men=draw(numbers),
                                  other=draw(numbers), unknown=draw(numbers), youth=draw(numbers)))  # fmt: skip
    several = st.tuples(st.integers(0, COURSES - 1), st.integers(0, PEOPLE - 1))
    for course, person in draw(st.lists(several, max_size=6)):
        made.append(CourseTrainer(course_id=f"c{course}", person_id=f"p{person}", deleted=draw(rare)))
    for course, n in draw(st.lists(st.tuples(st.integers(0, COURSES - 1), st.integers(0, 1)), max_size=5)):
        made.append(Funding(course_id=f"c{course}", deleted=draw(rare), **draw(st.sampled_from([
            {"project_id": f"j{n}", "role": "donor"}, {"organisation_id": f"o{n}", "role": "partner"},
            {"organisation_id": f"o{n}", "role": "donor"}]))))  # fmt: skip
    for n, (course, person) in enumerate(
        draw(st.lists(st.tuples(st.integers(0, COURSES - 1), some(PEOPLE)), max_size=14))
    ):
        made.append(
            Enrolment(id=f"e{n}", course_id=f"c{course}", person_id=None if person is None else f"p{person}",
                      deleted=draw(rare), learner=draw(st.sampled_from([None, None, "person", "enterprise"])),
                      outcome=draw(st.sampled_from([None, "completed", "dropped_out", "not_known"])))
        )  # fmt: skip
        if draw(st.booleans()):
            made.append(Certificate(enrolment_id=f"e{n}", course_id=draw(st.sampled_from([None, f"c{course}"])),
                                    voided_on=draw(st.sampled_from([None, date(2025, 1, 1)]))))  # fmt: skip
    return made


class Naive:
    """The same rules, told row by row."""

    def __init__(self, made: list[Record], by: list[str], count_by: str, youth: tuple[int, int]) -> None:
        self.by, self.youth, self.count_by = by, youth, count_by
        self.people = {one.id: one for one in made if isinstance(one, Person)}
        self.places = {one.id: one for one in made if isinstance(one, Place)}
        self.enrolments = {one.id: one for one in made if isinstance(one, Enrolment)}
        self.made = [one for one in made if not one.deleted]
        self.courses = {one.id: one for one in self.of(Course) if one.status != "cancelled" and self.in_period(one)}

    def of(self, model: type[Any]) -> list[Any]:
        return [one for one in self.made if isinstance(one, model)]

    def day(self, course: Course) -> date | None:
        return (course.ends or course.starts) if self.count_by == "end" else (course.starts or course.ends)

    def in_period(self, course: Course) -> bool:
        day = self.day(course)
        return day is not None and YEAR[0] <= day <= YEAR[1]

    def root(self, person: str | None) -> str | None:
        while person and self.people[person].merged_into:
            person = self.people[person].merged_into
        return person

    def sex(self, person: str | None) -> str | None:
        found = self.people[person].sex if person else None
        return found if found in ("F", "M", "X") else None

    def values(self, course: Course, key: str) -> set[Any]:
        day = self.day(course)
        assert day
        if key == "programme":
            return {course.programme}
        if key == "product":
            return set((course.products or "").split()) or {None}
        if key == "month":
            return {None if course.dates_precision == "year" else day.replace(day=1)}
        if key == "province":
            place = self.places[course.place_id] if course.place_id else None
            names = {"north": "North", "town": "North", "south": "South", "nord": "Nord", None: None}
            joined = place is not None and place.merged_into
            return {"North" if joined else names[place.id if place else None]}
        funding = [one for one in self.of(Funding) if one.course_id == course.id]
        if key == "project":
            found = {one.project_id for one in funding if one.project_id}
        elif key == "partner":
            found = {one.organisation_id for one in funding if one.organisation_id and one.role == "partner"}
            found |= {course.organiser_id} if course.organiser_id else set()
        else:
            found = {self.root(one.person_id) for one in self.of(CourseTrainer) if one.course_id == course.id}
        return found or {None}

    def groups(self, course: Course, sex: Any) -> list[tuple[Any, ...]]:
        return list(product(*({sex} if key == "sex" else self.values(course, key) for key in self.by)))

    def young(self, person: str, start: date) -> bool | None:
        one = self.people[person]
        if one.birth_date:
            years = start.year - one.birth_date.year
            years -= (start.month, start.day) < (one.birth_date.month, one.birth_date.day)
        elif one.birth_year:
            years = start.year - one.birth_year
        elif one.age is not None:
            years = one.age + (round((start - one.age_on).days / 365.2425) if one.age_on else 0)
        else:
            brackets = {"20-22": True, "60+": False, "< 15": False, "15-24": True if self.youth[0] == 15 else None}
            return brackets.get(one.age_bracket or "")
        return self.youth[0] <= years <= self.youth[1]

    def count(self, trained: bool) -> dict[tuple[Any, ...], dict[str, int]]:
        """Group -> figures; the group () is everything."""
        courses: dict[Any, set[str]] = defaultdict(set)
        starts: dict[Any, dict[str, date]] = defaultdict(dict)
        sums: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for course in self.courses.values():
            if trained != ("SYB-TOT" in (course.products or "")):
                continue
            courses[()].add(course.id)
            for group in [] if "sex" in self.by else self.groups(course, None):
                courses[group].add(course.id)
            self.count_course(course, courses, starts, sums)
        for group in list(courses):
            self.count_persons(starts[group], sums[group])
            sums[group]["courses"] = len(courses[group])
        return {group: dict(sums[group]) for group in {*courses, *sums}}

    def count_course(self, course: Course, courses: Any, starts: Any, sums: Any) -> None:
        start = course.starts or course.ends
        enrolments = {one.id: one for one in self.of(Enrolment) if one.course_id == course.id}
        for one in enrolments.values():
            if one.learner == "enterprise":
                continue
            person = self.root(one.person_id)
            for group in [*self.groups(course, self.sex(person)), ()]:
                courses[group].add(course.id)
                sums[group]["seats"] += 1
                sums[group]["completed"] += one.outcome == "completed"
                sums[group]["outcome_unknown"] += one.outcome in (None, "not_known")
                if person:
                    starts[group][person] = min(start, starts[group].get(person, start))
        for one in self.of(Headcount):
            for sex, number in (("F", one.women), ("M", one.men), ("X", one.other), (None, one.unknown)):
                if one.course_id == course.id and number:
                    for group in [*self.groups(course, sex), ()]:
                        courses[group].add(course.id)
                        sums[group]["seats"] += number
                        sums[group]["unnamed"] += number
        for one in self.of(Certificate):
            enrolment = self.enrolments[one.enrolment_id]
            if enrolment.course_id == course.id and one.voided_on is None:
                for group in [*self.groups(course, self.sex(self.root(enrolment.person_id))), ()]:
                    sums[group]["certificates"] += 1

    def count_persons(self, starts: dict[str, date], sums: dict[str, int]) -> None:
        sums["persons"] = len(starts)
        for key, sex in (("women", "F"), ("men", "M"), ("sex_unknown", None)):
            sums[key] = sum(self.sex(person) == sex for person in starts)
        young = [self.young(person, start) for person, start in starts.items()]
        sums["youth"], sums["age_unknown"] = young.count(True), young.count(None)


FIGURES = ("courses", "seats", "persons", "women", "men", "sex_unknown", "youth", "age_unknown", "completed",
           "outcome_unknown", "certificates")  # fmt: skip
OF_NAMED = ("women", "men", "sex_unknown", "youth", "age_unknown", "completed", "outcome_unknown")
"""Nothing, and not zero, where all people of a group are without names."""
KEYS = ("programme", "product", "province", "month", "trainer", "project", "partner", "sex")


def named(key: str, value: Any) -> Any:
    """What the summary prints for a value."""
    if key == "sex":
        return {"F": "Women", "M": "Men", "X": "Other", None: None}[value]
    kinds = {"trainer": ("p", "Person"), "project": ("j", "Project"), "partner": ("o", "Organisation")}
    if value and key in kinds:
        return value.replace(kinds[key][0], f"{kinds[key][1]} ")
    if key in ("programme", "product") and value:
        codes = CATALOGUE.programmes if key == "programme" else CATALOGUE.products()
        return next((f"{one.name()} ({one.code})" for one in codes if one.code == value), value)
    return value


def shown(figures: dict[str, int], keys: Iterable[str]) -> dict[str, int | None]:
    """The naive figures as a row of the summary has them."""
    nameless = 0 < figures.get("seats", 0) == figures.get("unnamed", 0)
    return {key: None if nameless and key in OF_NAMED else figures.get(key, 0) for key in keys}


def check(table: Table | None, level: int, expected: dict[tuple[Any, ...], dict[str, int]]) -> None:
    """Every figure of a table is the naive one, and what is missing on either side is zero."""
    found = {} if table is None else {row[:level]: row for row in table.rows}
    assert table is None or len(found) == len(table.rows)
    columns = {} if table is None else {column.key: at for at, column in enumerate(table.columns)}
    positions = {key: columns[key] for key in FIGURES if key in columns}
    for group in {*found, *expected} - {()}:
        wanted = shown(expected.get(group, {}), positions or FIGURES)
        got = {key: found[group][at] if group in found else 0 for key, at in positions.items()}
        assert (got or dict.fromkeys(FIGURES, 0)) == wanted, group
    if table is not None:
        last = total(table)
        assert {key: last[key] for key in positions} == shown(expected.get((), {}), positions)
        assert all(row[positions["persons"]] <= row[positions["seats"]] for row in (*table.rows, table.total))


@given(
    made=worlds(), by=st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True),
    count_by=st.sampled_from(["end", "start"]), youth=st.sampled_from([(15, 24), (18, 34)]),
)  # fmt: skip
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_is_that_of_a_naive_count(
    database: Database, made: list[Record], by: list[str], count_by: str, youth: tuple[int, int]
) -> None:
    with database.change("test", rehearse=True) as tx:
        tx.add_many(made)
        for record in made:
            if record.deleted:
                tx.delete(record)
        document = make(tx, by=by, count_by=count_by, youth=youth)
    tables = {table.title: table for table in document.tables}
    for trained, name in ((False, "People reached: "), (True, "Trained as trainers: ")):
        for level in {1, len(by)}:
            labels = [{column.key: column.label for table in tables.values() for column in table.columns}[key]
                      for key in by[:level]] if tables else []  # fmt: skip
            naive = Naive(made, by[:level], count_by, youth).count(trained)
            expected = {
                tuple(named(key, value) for key, value in zip(by, group, strict=False)): figures
                for group, figures in naive.items()
            }
            check(tables.get(name + ", ".join(labels)), level, expected)
