"""The list of courses as the screen and the command line show it: one query per page, with counts."""

import json
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from db.database import Transaction

ORDERS = {
    "starts": "c.starts", "ends": "c.ends", "code": "c.code", "title": "c.title", "programme": "c.programme",
    "products": "c.products", "place": "pl.name", "organiser": "o.name", "status": "status",
}  # fmt: skip
"""What the list can be ordered by."""


@dataclass(frozen=True)
class Filter:
    """Which courses: every field that is given must fit. `text` is looked for in code, title, venue and place."""

    text: str | None = None
    programme: str | None = None
    product: str | None = None
    status: str | None = None  # planned, running, held, cancelled
    since: date | None = None  # courses that end on this day or later
    until: date | None = None  # courses that start on this day or earlier
    place_id: str | None = None  # with all places inside it
    organiser_id: str | None = None
    trainer_id: str | None = None
    project_id: str | None = None
    ids: tuple[str, ...] | None = None  # these courses only


@dataclass(frozen=True)
class CourseRow:
    """One course of the list.

    `enrolled` counts seats with a learner, `named` those of persons, `headcount` people without names (None: no
    headcount), `women` those of both known to be women (None: of nobody is it known); `people` are all of both. `marks`
    of `cells` attendance cells are filled. `attendance` is marks / cells, None without cells.
    """

    id: str
    code: str | None
    title: str | None
    programme: str | None
    products: str | None
    starts: date | None
    ends: date | None
    place: str | None
    venue: str | None
    organiser: str | None
    status: str
    trainers: str | None
    enrolled: int
    named: int
    women: int | None
    headcount: int | None
    completed: int
    certificates: int
    sessions: int
    marks: int

    @property
    def people(self) -> int:
        return self.named + (self.headcount or 0)

    @property
    def cells(self) -> int:
        return self.enrolled * self.sessions

    @property
    def attendance(self) -> float | None:
        return self.marks / self.cells if self.cells else None


STATUS_SQL = (
    "COALESCE(c.status, CASE WHEN COALESCE(c.starts, c.ends) IS NULL OR COALESCE(c.starts, c.ends) > :today "
    "THEN 'planned' WHEN COALESCE(c.ends, c.starts) >= :today THEN 'running' ELSE 'held' END)"
)
"""courses.status as SQL over a course `c`, with :today as ISO text."""

_TABLES = "FROM course c LEFT JOIN place pl ON pl.id = c.place_id LEFT JOIN organisation o ON o.id = c.organiser_id"

# The counts are made for the courses of the page only; every table here is indexed by what it is read by.
_SQL = """
WITH page AS MATERIALIZED (SELECT c.id {tables} WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset)
SELECT c.id, c.code, c.title, c.programme, c.products, c.starts, c.ends, pl.name AS place, c.venue,
    o.name AS organiser, {status} AS status,
    (SELECT GROUP_CONCAT(t.full_name, '; ') FROM course_trainer ct
        LEFT JOIN joined jt ON jt.table_name = 'person' AND jt.id = ct.person_id
        JOIN person t ON t.id = COALESCE(jt.root, ct.person_id)
        WHERE ct.course_id = c.id AND NOT ct.deleted) AS trainers,
    COALESCE(s.enrolled, 0) AS enrolled, COALESCE(s.named, 0) AS named,
    COALESCE(s.women + h.women, s.women, h.women) AS women,
    h.people AS headcount, COALESCE(s.completed, 0) AS completed,
    (SELECT COUNT(*) FROM certificate f WHERE f.course_id = c.id AND f.voided_on IS NULL AND NOT f.deleted)
        AS certificates,
    (SELECT COUNT(*) FROM course_session cs WHERE cs.course_id = c.id AND NOT cs.deleted) AS sessions,
    (SELECT COUNT(*) FROM enrolment e JOIN attendance a ON a.enrolment_id = e.id
        JOIN course_session cs ON cs.id = a.session_id
        WHERE e.course_id = c.id AND NOT e.deleted AND NOT a.deleted AND NOT cs.deleted AND a.mark IS NOT NULL)
        AS marks
{tables} LEFT JOIN (
    SELECT e.course_id, COUNT(*) AS enrolled, SUM(COALESCE(e.learner, 'person') = 'person') AS named,
        SUM(CASE WHEN p.sex <> 'N' THEN p.sex = 'F' END) AS women,
        SUM(e.outcome = 'completed') AS completed
    FROM enrolment e
    LEFT JOIN joined j ON j.table_name = 'person' AND j.id = e.person_id
    LEFT JOIN person p ON p.id = COALESCE(j.root, e.person_id)
    WHERE e.course_id IN (SELECT id FROM page) AND NOT e.deleted GROUP BY e.course_id) s ON s.course_id = c.id
LEFT JOIN (
    SELECT course_id, SUM(women) AS women,
        SUM(COALESCE(women, 0) + COALESCE(men, 0) + COALESCE(other, 0) + COALESCE(unknown, 0)) AS people
    FROM headcount WHERE course_id IN (SELECT id FROM page) AND NOT deleted GROUP BY course_id) h ON h.course_id = c.id
WHERE c.id IN (SELECT id FROM page) ORDER BY {order}
"""


def rows(
    tx: Transaction, filter: Filter | None = None, *, order: str = "starts", descending: bool = True,
    limit: int = 200, offset: int = 0, today: date | None = None,
) -> list[CourseRow]:  # fmt: skip
    """One page of the list; blank values come last whichever way it is ordered. `order` is one of ORDERS."""
    where, values = _where(filter or Filter(), today)
    key = STATUS_SQL if order == "status" else ORDERS[order]
    by = f"({key}) IS NULL, {key} {'DESC' if descending else 'ASC'}, c.code, c.id"
    query = _SQL.format(tables=_TABLES, status=STATUS_SQL, order=by, where=where)
    found = tx.rows(query, {**values, "limit": limit, "offset": offset})
    return [CourseRow(**{**row._mapping, "starts": _day(row.starts), "ends": _day(row.ends)}) for row in found]


def count(tx: Transaction, filter: Filter | None = None, today: date | None = None) -> int:
    """How many courses the whole list has."""
    where, values = _where(filter or Filter(), today)
    query = (
        "SELECT COUNT(*) FROM course c LEFT JOIN place pl ON pl.id = c.place_id "
        f"WHERE {where} AND COALESCE(:today, '') IS NOT NULL"
    )
    return int(tx.rows(query, values)[0][0])


_CONDITIONS = {
    "text": "(c.code LIKE :text OR c.title LIKE :text OR c.venue LIKE :text OR pl.name LIKE :text)",
    "programme": "c.programme = :programme",
    "product": "' ' || c.products || ' ' LIKE :product",
    "status": f"{STATUS_SQL} = :status",
    "since": "COALESCE(c.ends, c.starts) >= :since",
    "until": "COALESCE(c.starts, c.ends) <= :until",
    "place_id": (
        "c.place_id IN (WITH RECURSIVE inside(id) AS (SELECT :place_id UNION "
        "SELECT p.id FROM place p JOIN inside ON p.parent_id = inside.id OR p.merged_into = inside.id) "
        "SELECT id FROM inside)"
    ),
    "organiser_id": "c.organiser_id IN (SELECT :organiser_id UNION SELECT id FROM joined WHERE root = :organiser_id)",
    "trainer_id": (
        "c.id IN (SELECT course_id FROM course_trainer WHERE NOT deleted AND person_id IN "
        "(SELECT :trainer_id UNION SELECT id FROM joined WHERE root = :trainer_id))"
    ),
    "ids": "c.id IN (SELECT value FROM json_each(:ids))",
    "project_id": "c.id IN (SELECT course_id FROM funding WHERE NOT deleted AND project_id = :project_id)",
}


def _where(filter: Filter, today: date | None) -> tuple[str, dict[str, Any]]:
    """The condition as SQL and its values."""
    values: dict[str, Any] = {"today": (today or date.today()).isoformat()}
    parts = ["NOT c.deleted"]
    for field in fields(filter):
        value = getattr(filter, field.name)
        if value is None:
            continue
        parts.append(_CONDITIONS[field.name])
        if field.name == "text":
            value = f"%{value.replace('%', '').replace('_', '')}%"
        elif field.name == "product":
            value = f"% {value} %"
        elif field.name == "ids":
            value = json.dumps(value)
        values[field.name] = value.isoformat() if isinstance(value, date) else value
    return " AND ".join(parts), values


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
