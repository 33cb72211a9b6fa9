"""Projects and donors: what they promised for a period, and what they pay of which course."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import col

from db.database import Transaction
from db.models import Project, Target
from trainer_app.courses.courses import Problem
from trainer_app.errors import UserError
from trainer_app.formats import span_text
from trainer_app.texts import _


@dataclass(frozen=True)
class Row:
    """One project of the list; courses: those it pays a share of, without cancelled ones."""

    id: str
    code: str
    name: str
    donor: str
    starts: date | None
    ends: date | None
    courses: int
    seats: int


@dataclass(frozen=True)
class Payer:
    """Who pays for one course: a project or organisation, with role, share (per cent) or amount."""

    funding_id: str
    project: str
    organisation: str
    role: str
    share: float | None
    amount: float | None
    currency: str


def problems(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong or doubtful with a project's values (field -> value; missing means blank)."""
    found = []
    if not (values.get("name") or "").strip() and not (values.get("code") or "").strip():
        found.append(Problem("name", _("The project has neither name nor code. Type one of them.")))
    found += _of_period(values)
    young, old = values.get("youth_from"), values.get("youth_to")
    for field, age in (("youth_from", young), ("youth_to", old)):
        if age is not None and not 0 <= age <= 120:
            found.append(Problem(field, _("{age} is no limit of age. Type years from 0 to 120.").format(age=age)))
    if young is not None and old is not None and young > old:
        found.append(Problem("youth_to", _("Youth ends before it begins. Correct one of the two ages.")))
    return found


def target_problems(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a target's values (field -> value; missing means blank)."""
    found = list(_of_period(values))
    if not values.get("project_id"):
        found.append(Problem("project_id", _("The project of the target is missing. Choose it.")))
    if not values.get("indicator"):
        found.append(Problem("indicator", _("What is promised is missing. Choose an indicator.")))
    if values.get("value") is None or values["value"] < 0:
        found.append(Problem("value", _("The target figure is missing or below zero. Type a number.")))
    if not values.get("starts") or not values.get("ends"):
        found.append(Problem("starts", _("The period of the target is missing. Type its first and last day.")))
    return found


def _of_period(values: Mapping[str, Any]) -> list[Problem]:
    starts, ends = values.get("starts"), values.get("ends")
    if starts and ends and ends < starts:
        sentence = _("It ends before it begins ({span}). Correct one of the dates.")
        return [Problem("ends", sentence.format(span=span_text(starts, ends)))]
    return []


def save(tx: Transaction, project: Project | None = None, **values: Any) -> Project:
    """Save a new project, or values of one. Raises UserError for what cannot be, and for a code in use."""
    _refuse(problems({**(project.model_dump() if project else {}), **values}))
    if values.get("code"):
        others = tx.find(Project, col(Project.code) == values["code"])
        if any(project is None or other.id != project.id for other in others):
            raise UserError(_("The code {code} is that of another project already.").format(code=values["code"]))
    if project is None:
        return tx.add(Project(**values))
    tx.update(project, **values)
    return project


def save_target(tx: Transaction, target: Target | None = None, **values: Any) -> Target:
    """Save a new target figure, or values of one. Raises UserError for what cannot be."""
    _refuse(target_problems({**(target.model_dump() if target else {}), **values}))
    if target is None:
        return tx.add(Target(**values))
    tx.update(target, **values)
    return target


def targets(tx: Transaction, project_id: str) -> list[Target]:
    """The target figures of a project, by period."""
    return tx.find(Target, col(Target.project_id) == project_id, order_by=(Target.starts, Target.indicator, Target.id))


def rows(tx: Transaction) -> list[Row]:
    """The list of projects, the latest first. A course that several projects pay for counts with each of them."""
    found = tx.rows(
        "SELECT p.id, p.code, p.name, o.name, p.starts, p.ends, COALESCE(f.courses, 0), COALESCE(f.seats, 0) "
        "FROM project p LEFT JOIN organisation o ON o.id = p.donor_id LEFT JOIN ("
        "SELECT d.project_id, count(*) AS courses, sum((SELECT count(*) FROM enrolment e "
        "WHERE e.course_id = d.course_id AND NOT e.deleted)) AS seats FROM "
        "(SELECT DISTINCT project_id, course_id FROM funding WHERE NOT deleted AND project_id IS NOT NULL) d "
        "JOIN course c ON c.id = d.course_id AND NOT c.deleted AND COALESCE(c.status, '') <> 'cancelled' "
        "GROUP BY d.project_id) f ON f.project_id = p.id WHERE NOT p.deleted ORDER BY p.starts DESC, p.code, p.id"
    )
    return [Row(r[0], r[1] or "", r[2] or "", r[3] or "", _day(r[4]), _day(r[5]), r[6], r[7]) for r in found]


def payers(tx: Transaction, course_id: str) -> list[Payer]:
    """Who pays for a course, the greatest share first."""
    found = tx.rows(
        "SELECT f.id, COALESCE(p.code, p.name), o.name, f.role, f.share, f.amount, f.currency FROM funding f "
        "LEFT JOIN project p ON p.id = f.project_id LEFT JOIN organisation o ON o.id = f.organisation_id "
        "WHERE f.course_id = :course AND NOT f.deleted ORDER BY f.share DESC, f.id",
        {"course": course_id},
    )
    return [Payer(r[0], r[1] or "", r[2] or "", r[3] or "", r[4], r[5], r[6] or "") for r in found]


def youth_limits(tx: Transaction, course_id: str) -> tuple[int, int] | None:
    """The age limits (both included) of the one project with limits of its own that pays for the course.

    None where there is none, or where several of different limits pay: then the office's own limits are used.
    """
    found = {
        (row[0], row[1])
        for row in tx.rows(
            "SELECT p.youth_from, p.youth_to FROM funding f JOIN project p ON p.id = f.project_id AND NOT p.deleted "
            "WHERE f.course_id = :course AND NOT f.deleted AND p.youth_from IS NOT NULL AND p.youth_to IS NOT NULL",
            {"course": course_id},
        )
    }
    return found.pop() if len(found) == 1 else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _refuse(found: list[Problem]) -> None:
    if sentences := [problem.sentence for problem in found if problem.refuses]:
        raise UserError("\n".join(sentences))
