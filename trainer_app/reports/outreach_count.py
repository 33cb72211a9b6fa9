"""Counting people reached, in SQL: courses, seats, distinct persons by sex and age, totals without names.

The rules are those of design paper "measures", section "Counting".
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from db.database import Transaction
from trainer_app.people import ages
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.reports.grouping import DIMENSIONS, Dimension

Group = tuple[str | None, ...]
CountBy = Literal["end", "start"]


@dataclass
class Figures:
    """What was counted in one group. Persons are distinct; named and unnamed people are never mixed.

    unknown_sex, unknown_age: persons of whom it is not known. groups: enrolments of enterprises, classes and
    organisations. sex_share: in a group of one sex, its part of the persons of the group whose sex is known.
    head_*: sums over totals without names, None where they do not tell.
    """

    courses: int = 0
    named: int = 0
    without_person: int = 0
    groups: int = 0
    completed: int = 0
    outcome_unknown: int = 0
    certificates: int = 0
    persons: int = 0
    women: int = 0
    men: int = 0
    other: int = 0
    unknown_sex: int = 0
    youth: int = 0
    unknown_age: int = 0
    unnamed: int = 0
    sex_share: float | None = None
    head_women: int | None = None
    head_men: int | None = None
    head_other: int | None = None
    head_unknown: int | None = None
    head_youth: int | None = None

    @property
    def seats(self) -> int:
        """Seats of named people and those of totals without names."""
        return self.named + self.unnamed

    @property
    def persons_at_most(self) -> int:
        """Persons if every seat without a name were another person."""
        return self.persons + self.without_person + self.unnamed


@dataclass
class Count:
    """Figures by level (how many of the dimensions, from the first), trainers or not, and group."""

    levels: dict[int, dict[bool, dict[Group, Figures]]] = field(default_factory=dict)

    def of(self, level: int, trained: bool, group: Group) -> Figures:
        """The figures of one group, made where there are none yet."""
        return self.levels.setdefault(level, {}).setdefault(trained, {}).setdefault(group, Figures())

    def groups(self, level: int, trained: bool) -> dict[Group, Figures]:
        return self.levels.get(level, {}).get(trained, {})

    def total(self, trained: bool) -> Figures:
        return self.groups(0, trained).get((), Figures())


@dataclass(frozen=True)
class Question:
    """What to count: see trainer_app.reports.outreach.outreach, whose parameters these are."""

    period: tuple[date, date]
    by: tuple[Dimension, ...]
    youth: tuple[int, int]
    count_by: CountBy
    where: Mapping[str, Sequence[str | None]]
    catalogue: Catalogue

    @property
    def levels(self) -> list[int]:
        """Nothing (the total), the first dimension, and all of them."""
        return sorted({0, 1, len(self.by)})

    @property
    def by_sex(self) -> bool:
        return "sex" in self.keys(len(self.by))

    def keys(self, level: int) -> list[str]:
        """The keys of the first `level` dimensions."""
        return [one.key for one in self.by[:level]]

    def parameters(self) -> dict[str, Any]:
        """The values of the named parameters of `tables`."""
        makers = [product.code for product in self.catalogue.products() if product.makes]
        values: dict[str, Any] = {
            "first": self.period[0].isoformat(), "last": self.period[1].isoformat(), "makers": json.dumps(makers),
        }  # fmt: skip
        for key, allowed in self.where.items():
            values[f"only_{key}"] = json.dumps([value for value in allowed if value is not None])
            values[f"blank_{key}"] = None in allowed
        return values

    def tables(self) -> str:
        """WITH: course_base (courses of the period), d_… (course, value) of each dimension, and placed.

        placed has a row for every course and combination of its values: course, trained (whether it makes trainers),
        first_day, g0, g1 … Dimensions that narrow keep only the allowed values, and only the courses that have one.
        """
        day = "COALESCE(ends, starts)" if self.count_by == "end" else "COALESCE(starts, ends)"
        parts = [
            f"course_base AS MATERIALIZED (SELECT rowid AS course, id, programme, products, place_id, status, "
            f"{day} AS day, COALESCE(starts, ends) AS first_day, dates_precision AS precision "
            f"FROM course WHERE NOT deleted AND status IS NOT 'cancelled' AND {day} BETWEEN :first AND :last)"
        ]
        for key in dict.fromkeys([*(one.key for one in self.by if one.sql), "product", *self.where]):
            allowed = (
                f" WHERE value IN (SELECT value FROM json_each(:only_{key})) OR (:blank_{key} AND value IS NULL)"
                if key in self.where
                else ""
            )
            parts.append(f"every_{key} (course, value) AS MATERIALIZED ({DIMENSIONS[key].sql})")
            parts.append(f"d_{key} AS MATERIALIZED (SELECT course, value FROM every_{key}{allowed})")
        joins = "".join(f" JOIN d_{one.key} ON d_{one.key}.course = c.course" for one in self.by if one.sql)
        narrowed = "".join(f" AND c.course IN (SELECT course FROM d_{key})" for key in self.where)
        groups = "".join(f", d_{one.key}.value AS g{at}" for at, one in enumerate(self.by) if one.sql)
        parts.append(
            "placed AS MATERIALIZED (SELECT c.course, c.id, c.first_day, c.course IN (SELECT course FROM every_product "
            f"WHERE value IN (SELECT value FROM json_each(:makers))) AS trained{groups} "
            f"FROM course_base c{joins} WHERE TRUE{narrowed})"
        )
        parts.append("narrowed AS MATERIALIZED (SELECT DISTINCT course, id, first_day, trained FROM placed)")
        return "WITH " + ",\n".join(parts)

    def placed(self, level: int) -> str:
        """Each course once in every combination of its first `level` dimensions."""
        groups = "".join(f", g{at}" for at, one in enumerate(self.by[:level]) if one.sql)
        return f"(SELECT DISTINCT course, trained{groups} FROM placed) placed"

    def group_columns(self, level: int, sex: str = "NULL") -> list[str]:
        """The SQL of the first `level` dimensions."""
        return [f"placed.g{at}" if one.sql else sex for at, one in enumerate(self.by[:level])]


def count(tx: Transaction, question: Question) -> Count:
    """Count everything; a handful of statements, whatever the number of groups."""
    result = Count()
    for counting in (_count_courses, _count_seats, _count_certificates, _count_heads):
        counting(tx, question, result)
    for level in question.levels:
        if "sex" in question.keys(level):
            for groups in result.levels.get(level, {}).values():
                _share_sexes(groups, question.keys(level).index("sex"))
    return result


def _share_sexes(groups: dict[Group, Figures], at: int) -> None:
    """Set the share of each sex; its value stands at that position of the group. Persons of two sexes are different."""
    known: dict[Group, int] = {}
    for group, figures in groups.items():
        if group[at] is not None:
            rest = group[:at] + group[at + 1 :]
            known[rest] = known.get(rest, 0) + figures.persons
    for group, figures in groups.items():
        whole = known.get(group[:at] + group[at + 1 :])
        if group[at] is not None and whole:
            figures.sex_share = figures.persons / whole


def _padded(columns: Sequence[str]) -> str:
    """Three group columns g0, g1, g2 in every level."""
    return ", ".join(f"{one} AS g{at}" for at, one in enumerate([*columns, "NULL", "NULL", "NULL"][:3]))


def _count_courses(tx: Transaction, question: Question, result: Count) -> None:
    """Courses by group, those without anybody among them; by sex the people tell, see _count_seats."""
    statements = [
        f"SELECT {level}, trained, {_padded(question.group_columns(level))}, COUNT(*) "
        f"FROM {question.placed(level)} GROUP BY 1, 2, 3, 4, 5"
        for level in question.levels
        if "sex" not in question.keys(level)
    ]
    for level, trained, g0, g1, g2, courses in tx.rows(
        question.tables() + "\nUNION ALL ".join(statements), question.parameters()
    ):
        result.of(level, bool(trained), (g0, g1, g2)[:level]).courses = courses


# Numbers instead of names and days keep what has to be sorted small: that is where the time goes.
# `met` is the day number of the course's start, with sex (0 to 3) and youth (0 no, 1 yes, 2 not known) as last digits.
_SEATS = """,
bracket AS MATERIALIZED (
    SELECT value ->> 0 AS text, value ->> 1 AS least, COALESCE(value ->> 2, 1000) AS most FROM json_each(:brackets)
),
aged AS (
    SELECT n.course, n.trained, n.first_day, COALESCE(p.rowid, j.root, e.person_id) AS person,
        CASE p.sex WHEN 'F' THEN 1 WHEN 'M' THEN 2 WHEN 'X' THEN 3 ELSE 0 END AS sex,
        COALESCE(e.learner, 'person') = 'person' AS single,
        e.outcome IS 'completed' AS completed,
        COALESCE(e.outcome, 'not_known') = 'not_known' AS open,
        {years} AS years, CASE WHEN p.age_bracket IS NOT NULL THEN {moved} END AS moved, p.age_bracket
    FROM narrowed n CROSS JOIN enrolment e ON e.course_id = n.id AND NOT e.deleted
    LEFT JOIN joined j ON j.table_name = 'person' AND j.id = e.person_id
    LEFT JOIN person p ON p.id = COALESCE(j.root, e.person_id)
),
seat AS MATERIALIZED (
    SELECT course, trained, CASE WHEN single THEN person END AS person, sex * single AS sex, single,
        single AND completed AS completed, single AND open AS open,
        CAST(julianday(first_day) + 0.5 AS INTEGER) * 100 + sex * single * 10 + COALESCE(
            CASE WHEN years BETWEEN 0 AND {oldest} THEN years BETWEEN :youth_from AND :youth_to
                 WHEN years IS NULL AND age_bracket IS NOT NULL THEN (
                     SELECT CASE WHEN least + moved >= :youth_from AND most + moved <= :youth_to THEN 1
                                 WHEN least + moved > :youth_to OR most + moved < :youth_from THEN 0 END
                     FROM bracket WHERE text = age_bracket) END, 2) AS met
    FROM aged
)
""".format(
    years=ages.COUNTED_SQL.format(day="n.first_day"), moved=ages.MOVED_SQL.format(day="n.first_day"), oldest=ages.OLDEST
)

_SEXED = """,
sexed AS MATERIALIZED (
    SELECT course, sex FROM seat WHERE single
    UNION
    SELECT n.course, sexes.value FROM headcount h JOIN narrowed n ON n.id = h.course_id, json_each('[0, 1, 2, 3]') sexes
    WHERE NOT h.deleted AND CASE sexes.value WHEN 1 THEN women WHEN 2 THEN men WHEN 3 THEN other ELSE unknown END > 0
)
"""


def _count_seats(tx: Transaction, question: Question, result: Count) -> None:
    """Seats and persons, and the courses by sex, in one statement over one reading of the enrolments."""
    known = [text for (text,) in tx.rows("SELECT DISTINCT age_bracket FROM person WHERE age_bracket IS NOT NULL")]
    brackets = [(text, one.least, one.most) for text in known if (one := ages.bracket(text))]
    parameters = question.parameters() | {
        "youth_from": question.youth[0], "youth_to": question.youth[1], "brackets": json.dumps(brackets),
    }  # fmt: skip
    statements = [_seats_and_persons(question, level) for level in question.levels]
    statements += [_sexed_courses(question, level) for level in question.levels if "sex" in question.keys(level)]
    numbers = {level: _numbers(tx, question, level) for level in question.levels if level}
    for what, level, number, sex, *sums in tx.rows(
        question.tables() + _SEATS + (_SEXED if question.by_sex else "") + "\nUNION ALL ".join(statements), parameters
    ):
        trained, group = numbers[level][number] if level else (bool(number), ())
        if "sex" in question.keys(level):
            at = question.keys(level).index("sex")
            group = (*group[:at], (None, "F", "M", "X")[sex], *group[at + 1 :])
        figures = result.of(level, trained, group)
        if what == "courses":
            figures.courses = sums[0]
        else:
            (
                figures.named, loose, figures.groups, figures.completed, figures.outcome_unknown,
                figures.persons, figures.women, figures.men, figures.other, figures.unknown_sex, figures.youth,
                figures.unknown_age,
            ) = sums  # fmt: skip
            figures.without_person = loose or 0


def _numbered(question: Question, level: int) -> str:
    """Each course of each group of a level (but sex) with the number of the group: trained or not, and its values."""
    groups = ", ".join(["trained", *(f"g{at}" for at, one in enumerate(question.by[:level]) if one.sql)])
    return f"(SELECT *, DENSE_RANK() OVER (ORDER BY {groups}) AS number FROM {question.placed(level)})"


def _numbers(tx: Transaction, question: Question, level: int) -> dict[int, tuple[bool, Group]]:
    rows = tx.rows(
        f"{question.tables()} SELECT DISTINCT number, trained, {_padded(question.group_columns(level))} "
        f"FROM {_numbered(question, level)} placed",
        question.parameters(),
    )
    return {number: (bool(trained), tuple(groups[:level])) for number, trained, *groups in rows}


def _seats_and_persons(question: Question, level: int) -> str:
    """A row per group and person with the first course that they met in, then the sums over those, by group."""
    number = "numbered.number" if level else "trained"
    joined = f" CROSS JOIN {_numbered(question, level)} numbered ON numbered.course = seat.course" if level else ""
    sex = "sex" if "sex" in question.keys(level) else "0"
    return f"""
        SELECT 'seats', {level}, number, {sex}, SUM(single), SUM(single) FILTER (WHERE person IS NULL),
            SUM(every - single), SUM(completed), SUM(open), COUNT(person),
            {", ".join(f"SUM(person IS NOT NULL AND sex = {one})" for one in (1, 2, 3, 0))},
            {", ".join(f"SUM(person IS NOT NULL AND youth = {one})" for one in (1, 2))}
        FROM (
            SELECT {number} AS number, person, MIN(met) / 10 % 10 AS sex, MIN(met) % 10 AS youth, SUM(single) AS single,
                COUNT(*) AS every, SUM(completed) AS completed, SUM(open) AS open
            FROM seat{joined} GROUP BY 1, person
        ) GROUP BY 3, 4"""


def _sexed_courses(question: Question, level: int) -> str:
    return (
        f"SELECT 'courses', {level}, number, sex, COUNT(*){', NULL' * 11} FROM {_numbered(question, level)} placed "
        "JOIN sexed ON sexed.course = placed.course GROUP BY 3, 4"
    )


def _count_certificates(tx: Transaction, question: Question, result: Count) -> None:
    """Certificates of the courses that are not void, whatever their kind.

    Those of one kind for one enrolment and product, issued by two replicas before they met, are one.
    """
    sex, people = "NULL", ""
    if question.by_sex:
        sex = "CASE WHEN p.sex IN ('F', 'M', 'X') THEN p.sex END"
        people = (
            " LEFT JOIN joined j ON j.table_name = 'person' AND j.id = COALESCE(k.person_id, e.person_id)"
            " LEFT JOIN person p ON p.id = COALESCE(j.root, k.person_id, e.person_id)"
        )
    first = """k.voided_on IS NULL AND NOT k.deleted AND NOT EXISTS (
            SELECT 1 FROM certificate o WHERE o.enrolment_id = k.enrolment_id AND o.id < k.id AND o.product IS k.product
            AND o.kind IS k.kind AND o.voided_on IS NULL AND NOT o.deleted)"""
    enrolled = " LEFT JOIN enrolment e ON e.id = k.enrolment_id" if question.by_sex else ""
    certified = f""",
certified AS MATERIALIZED (
    SELECT course, sex, COUNT(*) AS number FROM (
        SELECT n.course, {sex} AS sex FROM narrowed n
        CROSS JOIN certificate k ON k.course_id = n.id AND {first}{enrolled}{people}
        UNION ALL
        SELECT n.course, {sex} FROM certificate k JOIN enrolment e ON e.id = k.enrolment_id
        JOIN narrowed n ON n.id = e.course_id{people}
        WHERE k.course_id IS NULL AND {first}
    ) GROUP BY course, sex
)
"""
    statements = [
        f"SELECT {level}, trained, {_padded(question.group_columns(level, 'certified.sex'))}, SUM(number) "
        f"FROM {question.placed(level)} JOIN certified ON certified.course = placed.course GROUP BY 1, 2, 3, 4, 5"
        for level in question.levels
    ]
    for level, trained, g0, g1, g2, number in tx.rows(
        question.tables() + certified + "\nUNION ALL ".join(statements), question.parameters()
    ):
        result.of(level, bool(trained), (g0, g1, g2)[:level]).certificates = number


def _count_heads(tx: Transaction, question: Question, result: Count) -> None:
    """Totals without names; grouped by sex, each sum goes to its sex and the young are not known."""
    heads = """,
head AS MATERIALIZED (
    SELECT n.course, sexes.value AS sex, h.youth, CASE sexes.value WHEN 'F' THEN women WHEN 'M' THEN men
        WHEN 'X' THEN other ELSE unknown END AS number, sexes.value IS NULL AS last
    FROM headcount h JOIN narrowed n ON n.id = h.course_id, json_each('["F", "M", "X", null]') sexes
    WHERE NOT h.deleted
)
"""
    statements = []
    for level in question.levels:
        youth = "NULL" if "sex" in question.keys(level) else "SUM(youth) FILTER (WHERE last)"
        statements.append(
            f"SELECT {level}, trained, {_padded(question.group_columns(level, 'head.sex'))}, "
            "SUM(number) FILTER (WHERE sex = 'F'), SUM(number) FILTER (WHERE sex = 'M'), "
            f"SUM(number) FILTER (WHERE sex = 'X'), SUM(number) FILTER (WHERE sex IS NULL), {youth} "
            f"FROM {question.placed(level)} JOIN head ON head.course = placed.course GROUP BY 1, 2, 3, 4, 5"
        )
    for level, trained, g0, g1, g2, *numbers in tx.rows(
        question.tables() + heads + "\nUNION ALL ".join(statements), question.parameters()
    ):
        if all(number is None for number in numbers):
            continue
        figures = result.of(level, bool(trained), (g0, g1, g2)[:level])
        (
            figures.head_women, figures.head_men, figures.head_other, figures.head_unknown, figures.head_youth,
        ) = numbers  # fmt: skip
        figures.unnamed = sum(number for number in numbers[:4] if number is not None)
