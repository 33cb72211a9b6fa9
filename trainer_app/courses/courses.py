"""Courses: saving and checking one, proposing its code, its trainers and who pays, its status by the dates."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import col

from db.database import Transaction
from db.ids import derived_id
from db.models import (
    Certificate,
    Course,
    CourseSession,
    CourseTrainer,
    Enrolment,
    Evaluation,
    Funding,
    Headcount,
    Person,
    Record,
)
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import Catalogue, Product
from trainer_app.texts import N_, _

STATUSES = {"planned": N_("Planned"), "running": N_("Running"), "held": N_("Held"), "cancelled": N_("Cancelled")}
"""Every status that a course can have; `running` follows from the dates only and is never stored."""

ROLES = {
    "lead": N_("Lead trainer"),
    "co_trainer": N_("Co-trainer"),
    "master_trainer": N_("Master trainer"),
    "facilitator": N_("Facilitator"),
}

FIRST_YEAR = 1970
"""No course of these programmes is older: the first material of the oldest dates from 1977."""
_YEARS_AHEAD = 5
_LONGEST = 400  # days; a school year with its holidays is shorter
_REPLICA_SIGNS = 3
_MOST_DIGITS = 9  # of the number in a code: nobody holds more courses, so that longer ones are something else
_PROPOSED = re.compile(r".+-[0-9]{4}-[0-9A-Z]{3}-[0-9]{3,}")


@dataclass(frozen=True)
class Problem:
    """Something about one field: `refuses` if it cannot be, else a doubt that a person should look at."""

    field: str
    sentence: str
    refuses: bool = True


@dataclass(frozen=True)
class Payment:
    """Who pays what share (per cent) of a course, or what amount."""

    project_id: str | None = None
    organisation_id: str | None = None
    role: str | None = "donor"
    share: float | None = None
    amount: float | None = None
    currency: str | None = None


def problems(values: Mapping[str, Any], catalogue: Catalogue | None, today: date | None = None) -> list[Problem]:
    """What is wrong or doubtful with a course's values (field -> value, as in the table; missing means blank).

    The one check for forms, imports and merges; without a catalogue the products are not looked at.
    """
    return [
        *(_of_products(values, catalogue) if catalogue else ()),
        *_of_dates(values.get("starts"), values.get("ends"), today or date.today()),
        *_of_the_rest(values),
    ]


def find_course(tx: Transaction, code: str) -> Course:
    """The one course of that code or id. Raises UserError for none and for several."""
    found = tx.find(Course, col(Course.id) == code) or tx.find(Course, col(Course.code) == code)
    if not found:
        raise UserError(
            _(
                "There is no course with the code {code}. The list of courses shows all codes (command “courses”)."
            ).format(code=code)
        )
    if len(found) > 1:
        raise UserError(
            _("{n} courses have the code {code}. Name one by its id instead: {ids}.").format(
                n=len(found), code=code, ids=", ".join(sorted(one.id for one in found))
            )
        )
    return found[0]


def save(
    tx: Transaction, catalogue: Catalogue, course: Course | None = None, *,
    trainers: Sequence[tuple[str, str | None]] | None = None, payments: Sequence[Payment] | None = None,
    origin: dict[str, Any] | None = None, **values: Any,
) -> Course:  # fmt: skip
    """Save a new course, or values of one. Raises UserError for what cannot be.

    A new course without a code gets the proposed one, one without a programme that of its products. `trainers` are
    (person id, role) pairs, `payments` who pays; None leaves them as they are. `origin`: where the
    values come from, for the journal.
    """
    if course is None:
        course, taught = new(tx, catalogue, trainers or (), **values)
        if values.get("code"):
            _check_code(tx, values["code"], None)
        tx.add_many([course, *taught], origin)
        trainers = None
    else:
        values = _with_programme(values, catalogue)
        found = problems({**course.model_dump(), **values}, catalogue)
        _refuse([problem for problem in found if _is_new(problem, values)])
        if values.get("code"):
            _check_code(tx, values["code"], course.id)
        tx.update(course, origin, **values)
    if trainers is not None:
        set_trainers(tx, course.id, trainers)
    if payments is not None:
        set_payments(tx, course.id, payments)
    return course


def new(
    tx: Transaction, catalogue: Catalogue, trainers: Iterable[tuple[str, str | None]] = (), **values: Any
) -> tuple[Course, list[CourseTrainer]]:
    """A new course with its trainers, to be added, by values as of `save`. That no other course has its code is known;
    a code is proposed by those that were added. Raises UserError for what cannot be."""
    values = _with_programme(values, catalogue)
    _refuse(problems(values, catalogue))
    values["code"] = values.get("code") or propose_code(tx, values)
    course = Course(**values)
    return course, _trainers(course.id, trainers)


def propose_code(tx: Transaction, values: Mapping[str, Any], today: date | None = None) -> str:
    """A visible code that no course of this database has: product (or programme), year, this replica, number.

    SYB-2026-K7Q-003. Three signs of the replica's code keep trainers who never meet apart; should two share them, the
    offices see two courses of one code, and the records stay two.
    """
    codes = (values.get("products") or "").split()
    head = codes[0] if len(codes) == 1 else values.get("programme") or "COURSE"
    starts = values.get("starts") or today or date.today()
    stem = f"{head}-{starts.year}-{tx.database.code[:_REPLICA_SIGNS]}-"
    ((last,),) = tx.rows(  # an import proposes thousands: the database counts them in a small part of the time
        "SELECT max(CAST(substr(code, length(:stem) + 1) AS INTEGER)) FROM course WHERE code > :stem AND code < :end "
        "AND length(code) <= length(:stem) + :digits AND substr(code, length(:stem) + 1) NOT GLOB '*[^0-9]*'",
        {"stem": stem, "end": stem + "~", "digits": _MOST_DIGITS},
    )
    return f"{stem}{(last or 0) + 1:03d}"


def is_proposed(code: str | None) -> bool:
    """Whether a code looks like one that was proposed, and so says nothing that anybody decided."""
    return code is None or _PROPOSED.fullmatch(code) is not None


def status(course: Course, today: date | None = None) -> str:
    """planned, running, held or cancelled: as somebody said, else as the dates say."""
    if course.status:
        return course.status
    now = today or date.today()
    first, last = course.starts or course.ends, course.ends or course.starts
    if first is None or last is None or now < first:
        return "planned"
    return "running" if now <= last else "held"


def products_of(course: Course, catalogue: Catalogue) -> list[Product]:
    """The products that a course teaches, those that this computer has no file for left out."""
    known = {product.code: product for product in catalogue.products()}
    return [known[code] for code in (course.products or "").split() if code in known]


def trains_trainers(course: Course, catalogue: Catalogue) -> bool:
    """Whether a course makes trainers (ToT, ToMT): its participants are never counted as entrepreneurs."""
    return any(product.makes for product in products_of(course, catalogue))


def trainers_of(tx: Transaction, course_id: str) -> list[tuple[CourseTrainer, Person]]:
    """The trainers of a course with their persons, lead first; joined persons under the one that stands for them."""
    records = tx.find(CourseTrainer, col(CourseTrainer.course_id) == course_id)
    roots = dict(
        tuple(row)
        for row in tx.rows(
            "SELECT t.person_id, COALESCE(j.root, t.person_id) FROM course_trainer t LEFT JOIN joined j "
            "ON j.table_name = 'person' AND j.id = t.person_id WHERE t.course_id = :course AND NOT t.deleted",
            {"course": course_id},
        )
    )
    persons = {person.id: person for person in tx.find(Person, col(Person.id).in_(list(roots.values())))}
    pairs = [(record, persons[root]) for record in records if (root := roots.get(record.person_id)) in persons]
    order = list(ROLES)
    return sorted(
        pairs, key=lambda pair: (order.index(pair[0].role) if pair[0].role in order else 9, pair[1].full_name or "")
    )


def set_trainers(tx: Transaction, course_id: str, trainers: Sequence[tuple[str, str | None]]) -> None:
    """Make these (person id, role) the trainers of a course; others are taken off it."""
    wanted = {record.id: record for record in _trainers(course_id, trainers)}
    known = {record.id: record for record in tx.find(
        CourseTrainer, col(CourseTrainer.course_id) == course_id, deleted=True
    )}  # fmt: skip
    for record in known.values():
        if record.id not in wanted and not record.deleted:
            tx.delete(record)
    for record in wanted.values():
        if record.id in known:
            tx.update(known[record.id], role=record.role, deleted=False)
        else:
            tx.add(record)


def _trainers(course_id: str, trainers: Iterable[tuple[str, str | None]]) -> list[CourseTrainer]:
    """The records of these (person id, role) as trainers of a course, each person once."""
    return [
        CourseTrainer(
            id=derived_id("course_trainer", course_id, person), course_id=course_id, person_id=person, role=role
        )
        for person, role in dict(trainers).items()
    ]


def set_payments(tx: Transaction, course_id: str, payments: Sequence[Payment]) -> None:
    """Make these the payments of a course. Raises UserError for shares that cannot be."""
    shares = [payment.share for payment in payments if payment.share is not None]
    if any(share < 0 for share in shares) or sum(shares) > 100.005:
        raise UserError(
            _("The shares of those who pay add up to {sum:g} per cent, more than the whole. Correct them.").format(
                sum=sum(shares)
            )
            if min(shares) >= 0
            else _("A share below zero cannot be. Type per cent from 0 to 100.")
        )
    known = {
        (record.project_id, record.organisation_id, record.role): record
        for record in tx.find(Funding, col(Funding.course_id) == course_id)
    }
    for payment in payments:
        record = known.pop((payment.project_id, payment.organisation_id, payment.role), None)
        if record is None:
            tx.add(Funding(course_id=course_id, **vars(payment)))
        else:
            tx.update(record, share=payment.share, amount=payment.amount, currency=payment.currency)
    for record in known.values():
        tx.delete(record)


def delete(tx: Transaction, course: Course) -> None:
    """Delete a course that should not be there, with what belongs to it alone; one that gave certificates stays."""
    numbers = [
        certificate.number
        for certificate in tx.find(Certificate, col(Certificate.course_id) == course.id, deleted=True)
    ]
    if numbers:
        raise UserError(
            _(
                "{course} cannot be deleted: it stands in the register of certificates ({number} and others like it). "
                "Void the certificates that are wrong, and set the course to cancelled."
            ).format(course=course.code or course.title or "", number=numbers[0] or "-")
        )
    parts: list[type[Record]] = [CourseSession, CourseTrainer, Funding, Headcount, Evaluation, Enrolment]
    for model in parts:
        for record in tx.find(model, model.course_id == course.id):  # type: ignore[attr-defined]
            tx.delete(record)
    tx.delete(course)


def _of_products(values: Mapping[str, Any], catalogue: Catalogue) -> list[Problem]:
    found = []
    codes = (values.get("products") or "").split()
    known = {product.code: product for product in catalogue.products()}
    programme = values.get("programme")
    if not codes:
        found.append(Problem("products", _("The product is missing. Choose what the course teaches.")))
    for code in codes:
        if code not in known:
            found.append(
                Problem(
                    "products",
                    _(
                        "There is no product “{product}” on this computer. Choose one of the list, or ask for the "
                        "programme file that has it."
                    ).format(product=code),
                )
            )
        elif programme and known[code].programme != programme:
            found.append(
                Problem(
                    "products",
                    _("{product} belongs to {own}, not to {programme}. Choose one programme for the course.").format(
                        product=code, own=known[code].programme, programme=programme
                    ),
                )
            )
    if programme and programme not in {one.code for one in catalogue.programmes}:
        found.append(Problem("programme", _("There is no programme “{code}” on this computer.").format(code=programme)))
    return found


def _of_dates(starts: date | None, ends: date | None, today: date) -> list[Problem]:
    found = []
    for field, day in (("starts", starts), ("ends", ends)):
        if day is not None and not FIRST_YEAR <= day.year <= today.year + 50:
            found.append(
                Problem(field, _("A course in the year {year} cannot be. Check the year.").format(year=day.year))
            )
        elif day is not None and day.year > today.year + _YEARS_AHEAD:
            found.append(
                Problem(field, _("{day} is more than five years ahead. Check the year.").format(day=day), False)
            )
    if starts is not None and ends is not None:
        if ends < starts:
            found.append(
                Problem(
                    "ends",
                    _("The course ends on {end}, before it starts on {start}. Correct one of the two.").format(
                        end=ends, start=starts
                    ),
                )
            )
        elif (ends - starts).days > _LONGEST:
            found.append(
                Problem(
                    "ends",
                    _("The course lasts {days} days. Check the year of its dates.").format(
                        days=(ends - starts).days + 1
                    ),
                    False,
                )
            )
    if ends is None and starts is not None:
        found.append(Problem("ends", _("The end is missing. Summaries count a course by its end."), False))
    if starts is None and ends is not None:
        found.append(Problem("starts", _("The start is missing; only the end is known."), False))
    return found


def _of_the_rest(values: Mapping[str, Any]) -> list[Problem]:
    found = []
    for field, sentence in (
        ("hours", N_("{value:g} hours cannot be. Type a number above 0, or leave it blank.")),
        ("fee", N_("A fee of {value:g} cannot be. Type 0 or more, or leave it blank.")),
    ):
        value = values.get(field)
        if value is not None and (value < 0 or (field == "hours" and value == 0)):
            found.append(Problem(field, _(sentence).format(value=value)))
    if values.get("status") is not None and values["status"] not in ("planned", "held", "cancelled"):
        found.append(
            Problem(
                "status",
                _("“{status}” is not a status. Choose planned, held or cancelled.").format(status=values["status"]),
            )
        )
    return found


def _is_new(problem: Problem, values: Mapping[str, Any]) -> bool:
    """Whether a problem comes with these values: what an older or another computer saved is not refused again."""
    together = {"ends": ("starts", "ends"), "products": ("products", "programme")}
    return any(field in values for field in together.get(problem.field, (problem.field,)))


def _refuse(found: Sequence[Problem]) -> None:
    refusing = [problem.sentence for problem in found if problem.refuses]
    if refusing:
        raise UserError("\n".join(refusing))


def _with_programme(values: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """Values of a course, with the programme of its products where none is told."""
    if "products" not in values or values.get("programme") is not None:
        return values
    known = {product.code: product.programme for product in catalogue.products()}
    codes = (values["products"] or "").split()
    return values | {"programme": next((known[code] for code in codes if code in known), None)}


def _check_code(tx: Transaction, code: str, course_id: str | None) -> None:
    others = [course for course in tx.find(Course, col(Course.code) == code) if course.id != course_id]
    if others:
        raise UserError(
            _("The code {code} is that of another course already. Choose a different one.").format(code=code)
        )
