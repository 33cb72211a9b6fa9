"""Support after training, one line each: visits, calls and group meetings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.database import Transaction
from db.models import Course, Enrolment, Visit
from trainer_app.courses.courses import Problem
from trainer_app.errors import UserError
from trainer_app.formats import date_text
from trainer_app.texts import N_, _

KINDS = {"visit": N_("Visit"), "call": N_("Call"), "group": N_("Group meeting")}


@dataclass(frozen=True)
class Row:
    """One visit of the list; who: the person or enterprise visited, or the group's course."""

    id: str
    visited_on: date | None
    kind: str
    who: str
    course_code: str
    trainer: str
    hours: float | None
    module: str
    notes: str


def problems(values: Mapping[str, Any], today: date | None = None) -> list[Problem]:
    """What is wrong with a visit's values (field -> value; missing means blank)."""
    today = today or date.today()
    found = []
    if not any(values.get(name) for name in ("course_id", "enrolment_id", "enterprise_id")):
        found.append(
            Problem("enrolment_id", _("Who was visited is missing. Choose a participant, enterprise or course."))
        )
    if values.get("kind") is not None and values["kind"] not in KINDS:
        found.append(Problem("kind", _("“{kind}” is not in the list. Choose one of it.").format(kind=values["kind"])))
    day = values.get("visited_on")
    if day is None:
        found.append(Problem("visited_on", _("The date of the visit is missing. Type it.")))
    elif day > today:
        sentence = _("The visit of {day} lies in the future. Record it when it was made.")
        found.append(Problem("visited_on", sentence.format(day=date_text(day))))
    hours = values.get("hours")
    if hours is not None and not 0 < hours <= 24:
        found.append(Problem("hours", _("A visit lasts more than 0 and at most 24 hours. Correct the hours.")))
    return found


def save(tx: Transaction, visit: Visit | None = None, today: date | None = None, **values: Any) -> Visit:
    """Save a new visit, or values of one. Raises UserError for what cannot be.

    One line is enough: of an enrolment the course and enterprise follow; kind is a visit and the day today unless said.
    """
    if visit is None:
        values.setdefault("kind", "visit")
        if values.get("visited_on") is None:
            values["visited_on"] = today or date.today()
        if values.get("enrolment_id"):
            enrolment = tx.get(Enrolment, values["enrolment_id"])
            values.setdefault("course_id", enrolment.course_id)
            values.setdefault("enterprise_id", enrolment.enterprise_id)
    before = visit.model_dump() if visit else {}
    found = [
        problem.sentence
        for problem in problems({**before, **values}, today)
        if visit is None or problem.field in values
    ]
    if values.get("course_id") and values.get("visited_on"):
        starts = tx.get(Course, values["course_id"]).starts
        if starts and values["visited_on"] < starts:
            sentence = _("The visit is dated before the course began ({day}). Correct the date.")
            found.append(sentence.format(day=date_text(starts)))
    if found:
        raise UserError("\n".join(found))
    if visit is None:
        return tx.add(Visit(**values))
    tx.update(visit, **values)
    return visit


def delete(tx: Transaction, visit: Visit) -> None:
    """Delete a visit that was not made."""
    tx.delete(visit)


def rows(
    tx: Transaction, *, course_id: str | None = None, enterprise_id: str | None = None,
    enrolment_id: str | None = None, trainer_id: str | None = None, limit: int = 500, offset: int = 0,
) -> list[Row]:  # fmt: skip
    """Visits, the newest first: all, or of a course, enterprise, participant or trainer."""
    chosen = {
        "course_id": course_id,
        "enterprise_id": enterprise_id,
        "enrolment_id": enrolment_id,
        "trainer_id": trainer_id,
    }
    where = " ".join(f"AND v.{name} = :{name}" for name, value in chosen.items() if value is not None)
    found = tx.rows(
        "SELECT v.id, v.visited_on, v.kind, COALESCE(p.full_name, p.latin_name, b.name, c.title, c.code), c.code, "
        "COALESCE(t.full_name, t.latin_name), v.hours, v.module, v.notes FROM visit v "
        "LEFT JOIN enrolment e ON e.id = v.enrolment_id "
        "LEFT JOIN joined j ON j.table_name = 'person' AND j.id = e.person_id "
        "LEFT JOIN person p ON p.id = COALESCE(j.root, e.person_id) LEFT JOIN enterprise b ON b.id = v.enterprise_id "
        "LEFT JOIN course c ON c.id = v.course_id LEFT JOIN person t ON t.id = v.trainer_id "
        f"WHERE NOT v.deleted {where} ORDER BY v.visited_on DESC, v.id DESC LIMIT :limit OFFSET :offset",
        {name: value for name, value in chosen.items() if value is not None} | {"limit": limit, "offset": offset},
    )
    return [
        Row(
            r[0], date.fromisoformat(r[1]) if r[1] else None, r[2] or "", r[3] or "", r[4] or "", r[5] or "", r[6],
            r[7] or "", r[8] or "",
        )
        for r in found
    ]  # fmt: skip
