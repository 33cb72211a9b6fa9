"""The check before sending: what in the data to be sent is missing, half filled or undecided. It stops nobody."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from db.database import Transaction
from trainer_app import duplicates
from trainer_app.courses import course_list
from trainer_app.courses.courses import find_course
from trainer_app.exchange import attendance_gaps
from trainer_app.formats import number_text
from trainer_app.history import Labels
from trainer_app.joined import standing
from trainer_app.progress import Progress
from trainer_app.texts import ngettext
from trainer_app.workbook import select

MOST = 200
"""Records that one finding names; more are only counted."""


@dataclass(frozen=True)
class Finding:
    """One line: how many records of a table (person, course, or conflict) it is about, and the first MOST of them.

    `records` are (table, id, label); the table and id of a conflict are those of its record.
    """

    key: str
    sentence: str
    count: int
    records: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class _Meant:
    """What is to be sent: these courses and persons (None: all)."""

    courses: frozenset[str] | None = None
    persons: frozenset[str] | None = None
    records: frozenset[str] | None = None


def check(
    tx: Transaction,
    courses: list[str] | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> list[Finding]:
    """What to look at before these courses (their ids; None: everything) are sent, the gravest first."""
    meant = _meant(tx, courses)
    steps: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: _conflicts(tx, meant),
        lambda: _duplicates(tx, meant),
        lambda: _courses(tx, meant, today or date.today()),
        lambda: _gaps(tx, meant, today or date.today()),
        lambda: _of_no_course(tx, meant),
        lambda: _persons(tx, meant),
    )
    found: list[Finding] = []
    for number, step in enumerate(steps):
        if progress is not None:
            progress.step(number, len(steps))
        found += step()
    return found


def courses_of(tx: Transaction, kind: str, key: str) -> list[str] | None:
    """The ids of the courses that a workbook of this kind (sending.Scope) holds; None where it is everything."""
    if kind == "course":
        return [find_course(tx, key).id]
    if kind in ("trainer", "corrections"):
        return [row.id for row in course_list.rows(tx, course_list.Filter(trainer_id=key), limit=-1)]
    return [] if kind == "template" else None


def _meant(tx: Transaction, courses: list[str] | None) -> _Meant:
    if courses is None:
        return _Meant()
    chosen = select.of_courses(tx, courses)
    records = frozenset(record for rows in chosen.rows.values() for record in rows)
    persons = frozenset(chosen.standing("person", record) for record in chosen.of("person"))
    return _Meant(frozenset(courses), persons, records)


def _conflicts(tx: Transaction, meant: _Meant) -> Iterator[Finding]:
    rows = [
        (row[0], row[1])
        for row in tx.rows("SELECT table_name, record_id FROM conflict ORDER BY table_name, record_id, field")
        if meant.records is None or row[1] in meant.records
    ]
    if rows:
        text = ngettext("{n} conflict is open", "{n} conflicts are open", len(rows))
        yield _finding(tx, "conflicts", text, rows)


def _duplicates(tx: Transaction, meant: _Meant) -> Iterator[Finding]:
    """Persons entered twice with the same name and phone, about whom nobody has said yet whether they are the same."""
    alike = duplicates.entered_twice(tx)
    first = [next((one for one in ids if meant.persons is None or one in meant.persons), None) for ids in alike]
    found = [("person", one) for one in first if one is not None]
    if found:
        text = ngettext(
            "{n} person is entered twice with the same name and phone",
            "{n} persons are entered twice with the same name and phone",
            len(found),
        )
        yield _finding(tx, "duplicates", text, found)


_SEATS = (
    "SELECT 1 FROM enrolment e WHERE e.course_id = c.id AND NOT e.deleted AND COALESCE(e.learner, 'person') = 'person'"
)
_ENDED = f"COALESCE(c.status, '') <> 'cancelled' AND COALESCE(c.ends, c.starts) < :today AND EXISTS ({_SEATS})"

_NO_NUMBER = "n.number IS NULL AND n.issued_on IS NOT NULL AND n.voided_on IS NULL AND NOT n.deleted"

_COURSES: tuple[tuple[str, str], ...] = (
    ("no_dates", "c.starts IS NULL AND c.ends IS NULL AND c.dates_typed IS NULL"),
    ("no_code", "c.code IS NULL"),
    (
        "same_code",
        "c.code IS NOT NULL AND EXISTS "
        "(SELECT 1 FROM course o WHERE o.code = c.code AND o.id <> c.id AND NOT o.deleted)",
    ),
    (
        "no_trainer",
        "COALESCE(c.status, '') <> 'cancelled' AND NOT EXISTS "
        "(SELECT 1 FROM course_trainer t WHERE t.course_id = c.id AND NOT t.deleted)",
    ),
    (
        "no_participants",
        "COALESCE(c.status, '') <> 'cancelled' AND COALESCE(c.ends, c.starts) < :today AND NOT EXISTS "
        "(SELECT 1 FROM enrolment e WHERE e.course_id = c.id AND NOT e.deleted) AND NOT EXISTS "
        "(SELECT 1 FROM headcount h WHERE h.course_id = c.id AND NOT h.deleted)",
    ),
    (
        "no_learner",
        "EXISTS (SELECT 1 FROM enrolment e WHERE e.course_id = c.id AND NOT e.deleted AND CASE "
        "COALESCE(e.learner, 'person') WHEN 'person' THEN e.person_id IS NULL WHEN 'enterprise' THEN "
        "e.enterprise_id IS NULL WHEN 'organisation' THEN e.organisation_id IS NULL ELSE 0 END)",
    ),
    (
        "no_attendance",
        f"{_ENDED} AND NOT EXISTS (SELECT 1 FROM enrolment e JOIN attendance a ON a.enrolment_id = e.id "
        "AND NOT a.deleted AND a.mark IS NOT NULL WHERE e.course_id = c.id AND NOT e.deleted)",
    ),
    (
        "no_outcome",
        f"{_ENDED} AND EXISTS ({_SEATS} AND (e.outcome IS NULL OR e.outcome = 'not_known'))",
    ),
    (
        "no_number",
        f"EXISTS (SELECT 1 FROM certificate n WHERE n.course_id = c.id AND {_NO_NUMBER})",
    ),
)
"""What is wrong with a course `c`, as SQL with :today."""


def _courses(tx: Transaction, meant: _Meant, today: date) -> Iterator[Finding]:
    for key, condition in _COURSES:
        rows = tx.rows(
            f"SELECT c.id, count(*) OVER () FROM course c WHERE NOT c.deleted AND {condition} AND :today IS NOT NULL "
            "AND (:courses IS NULL OR c.id IN (SELECT value FROM json_each(:courses))) ORDER BY c.ends DESC, c.id "
            "LIMIT :most",
            {"today": today.isoformat(), "courses": _json(meant.courses), "most": MOST},
        )
        if rows:
            n = rows[0][1]
            yield _finding(tx, key, _course_text(key, n), [("course", row[0]) for row in rows], n)


def _course_text(key: str, n: int) -> str:
    return {
        "no_dates": ngettext("{n} course has no dates", "{n} courses have no dates", n),
        "no_code": ngettext("{n} course has no code", "{n} courses have no code", n),
        "same_code": ngettext("{n} course has the code of another", "{n} courses have the code of another", n),
        "no_learner": ngettext("{n} course has a participant who is not named",
                               "{n} courses have a participant who is not named", n),
        "no_trainer": ngettext("{n} course names no trainer", "{n} courses name no trainer", n),
        "no_participants": ngettext("{n} course is over and has no participants",
                                    "{n} courses are over and have no participants", n),
        "no_attendance": ngettext("{n} course is over and has no attendance",
                                  "{n} courses are over and have no attendance", n),
        "no_outcome": ngettext("{n} course is over and lacks outcomes", "{n} courses are over and lack outcomes", n),
        "no_number": ngettext("{n} course has certificates issued without a number",
                              "{n} courses have certificates issued without a number", n),
    }[key]  # fmt: skip


def _gaps(tx: Transaction, meant: _Meant, today: date) -> Iterator[Finding]:
    """Courses that are over and whose attendance is there in part."""
    ended = (
        "NOT c.deleted AND COALESCE(c.status, '') <> 'cancelled' AND COALESCE(c.ends, c.starts) < :today "
        "AND (:courses IS NULL OR c.id IN (SELECT value FROM json_each(:courses)))"
    )
    gaps = attendance_gaps.gaps(tx, ended, {"today": today.isoformat(), "courses": _json(meant.courses)})
    if gaps:
        n = len(gaps)
        text = ngettext(
            "{n} course is over and its attendance is filled in partly",
            "{n} courses are over and their attendance is filled in partly",
            n,
        )
        labels = Labels(tx)
        named = tuple(("course", gap.course_id, gap.sentence(labels.record("course", gap.course_id)))
                      for gap in gaps[:MOST])  # fmt: skip
        yield Finding("part_attendance", text.format(n=number_text(n)), n, named)


def _of_no_course(tx: Transaction, meant: _Meant) -> Iterator[Finding]:
    """Certificates without a number that no course here tells of, such as a trainer's."""
    rows = tx.rows(
        f"SELECT n.id, n.person_id, count(*) OVER () FROM certificate n WHERE {_NO_NUMBER} AND NOT EXISTS "
        "(SELECT 1 FROM course c WHERE c.id = n.course_id AND NOT c.deleted) "
        "AND (:records IS NULL OR n.id IN (SELECT value FROM json_each(:records))) ORDER BY n.id LIMIT :most",
        {"records": _json(meant.records), "most": MOST},
    )
    if rows:
        n = rows[0][2]
        text = ngettext(
            "{n} certificate of no known course was issued without a number",
            "{n} certificates of no known course were issued without a number",
            n,
        )
        named = [("person", row[1]) if row[1] else ("certificate", row[0]) for row in rows]
        yield _finding(tx, "no_number_no_course", text, named, n)


_PERSONS = (
    ("no_name", "p.full_name IS NULL AND p.latin_name IS NULL"),
    ("no_sex", "p.sex IS NULL"),
    ("no_age", "p.birth_date IS NULL AND p.birth_year IS NULL AND p.age IS NULL AND p.age_bracket IS NULL"),
    ("no_phone", "p.phones IS NULL AND p.email IS NULL"),
)
"""What is missing of a participant `p`, as SQL."""


def _persons(tx: Transaction, meant: _Meant) -> Iterator[Finding]:
    for key, condition in _PERSONS:
        rows = tx.rows(
            "SELECT p.id, count(*) OVER () FROM person p WHERE NOT p.deleted AND p.erased_on IS NULL "
            f"AND {standing('person', 'p')} AND {condition} "
            "AND (:persons IS NULL OR p.id IN (SELECT value FROM json_each(:persons))) "
            "AND EXISTS (SELECT 1 FROM enrolment e WHERE e.person_id = p.id AND NOT e.deleted) LIMIT :most",
            {"persons": _json(meant.persons), "most": MOST},
        )
        if rows:
            n = rows[0][1]
            yield _finding(tx, key, _person_text(key, n), [("person", row[0]) for row in rows], n)


def _person_text(key: str, n: int) -> str:
    return {
        "no_name": ngettext("{n} participant has no name", "{n} participants have no name", n),
        "no_sex": ngettext("Of {n} participant the sex is not filled in",
                           "Of {n} participants the sex is not filled in", n),
        "no_age": ngettext("Of {n} participant neither birth nor age is filled in",
                           "Of {n} participants neither birth nor age is filled in", n),
        "no_phone": ngettext("Of {n} participant there is neither phone nor e-mail",
                             "Of {n} participants there is neither phone nor e-mail", n),
    }[key]  # fmt: skip


def _finding(tx: Transaction, key: str, text: str, rows: list[tuple[str, str]], n: int = 0) -> Finding:
    """A finding about these records (table, id), or n where these are only the first."""
    n = n or len(rows)
    labels = Labels(tx)
    named = tuple((table, record, labels.record(table, record)) for table, record in rows[:MOST])
    return Finding(key, text.format(n=number_text(n)), n, named)


def _json(ids: frozenset[str] | None) -> str | None:
    return None if ids is None else json.dumps(sorted(ids))
