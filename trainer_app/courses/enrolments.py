"""Enrolments: persons, classes, enterprises and organisations in a course, and the rows of its participants grid."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlmodel import col

from db.database import Transaction
from db.ids import new_id
from db.models import RECORDS, Certificate, Course, Enrolment, Enterprise, Headcount, Organisation, Person, Record
from trainer_app.courses import attendance, courses, headcounts
from trainer_app.errors import UserError
from trainer_app.people import persons
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import N_, _

LEARNERS = ("person", "enterprise", "class", "organisation")

OUTCOMES = {
    "completed": N_("Completed"),
    "dropped_out": N_("Dropped out"),
    "no_show": N_("Never came"),
    "failed": N_("Did not pass"),
    "not_known": N_("Not known"),
}

CHUNK = 500
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Entry:
    """Somebody to enrol: a person known already (`person_id`), or values of a new one. `values` are the enrolment's."""

    person_id: str | None = None
    person: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row of the participants grid. `person` is the one that stands for joined duplicates."""

    enrolment: Enrolment
    person: Person | None
    enterprise: str | None
    organisation: str | None
    attendance: attendance.Total
    certificates: tuple[str, ...]

    def value(self, column: str) -> Any:
        """The value of a column such as person.full_name or enrolment.seat."""
        table, _dot, name = column.partition(".")
        record = self.person if table == "person" else self.enrolment
        return getattr(record, name) if record is not None else None


def find(tx: Transaction, course_id: str) -> list[Enrolment]:
    """The enrolments of a course in the order of the list."""
    return tx.find(Enrolment, col(Enrolment.course_id) == course_id, order_by=(Enrolment.seat, Enrolment.id))


def person_roots(tx: Transaction, person_ids: Iterable[str]) -> dict[str, str]:
    """For each person the one that stands for it: itself unless it was joined to another."""
    ids = list(dict.fromkeys(person_ids))
    roots = {person_id: person_id for person_id in ids}
    for chunk in _chunks(ids):
        names = {f"p{number}": person_id for number, person_id in enumerate(chunk)}
        marks = ", ".join(f":{name}" for name in names)
        roots.update(
            tuple(row)
            for row in tx.rows(f"SELECT id, root FROM joined WHERE table_name = 'person' AND id IN ({marks})", names)
        )
    return roots


def enrol(tx: Transaction, course_id: str, entries: Sequence[Entry]) -> list[Enrolment]:
    """Enrol persons in order, new ones saved first; who is in the course already keeps the enrolment there.

    Seats go on after the last one. Returns the enrolment of each entry. Raises UserError for what no person can be.
    """
    for entry in entries:
        wrong = [] if entry.person_id else [one.sentence for one in persons.problems(entry.person) if one.refuses]
        if wrong:
            raise UserError("\n".join([*wrong, _("Nobody was enrolled.")]))
    now = find(tx, course_id)
    known = [*(one.person_id for one in now), *(entry.person_id for entry in entries)]
    roots = person_roots(tx, [person_id for person_id in known if person_id is not None])
    here = {roots[one.person_id]: one for one in now if one.person_id is not None}
    seat = max((one.seat or 0 for one in now), default=0)
    people: list[Person] = []
    fresh: list[Enrolment] = []
    result: list[Enrolment] = []
    for entry in entries:
        person_id = roots[entry.person_id] if entry.person_id else new_id()
        if entry.person_id is None:
            people.append(Person(id=person_id, **entry.person))
        if person_id not in here:
            seat += 1
            values = {"seat": seat, "learner": "person", **entry.values}
            here[person_id] = Enrolment(course_id=course_id, person_id=person_id, **values)
            fresh.append(here[person_id])
        result.append(here[person_id])
    tx.add_many(people)
    tx.add_many(fresh)
    return result


def enrol_class(
    tx: Transaction, course_id: str, class_name: str, organisation_id: str | None = None, **counts: Any
) -> tuple[Enrolment, Headcount]:
    """Enrol a class of an institution (KAB); its students are totals by sex in a headcount of the same name.

    `counts`: women, men, other, unknown, youth, disability; None or missing is not known; and the headcount's notes.
    """
    known = [one for one in find(tx, course_id) if (one.learner, one.class_name) == ("class", class_name)
             and one.organisation_id == organisation_id]  # fmt: skip
    label = class_name
    if organisation_id is not None:
        label = f"{tx.get(Organisation, organisation_id).name or ''} {class_name}".strip()
    if known:
        existing = next((one for one in headcounts.find(tx, course_id) if one.label == label), None)
        return known[0], headcounts.save(tx, course_id, existing, label=label, **counts)
    enrolment = _add(tx, course_id, learner="class", class_name=class_name, organisation_id=organisation_id)
    return enrolment, headcounts.save(tx, course_id, label=label, **counts)


def add_totals(
    tx: Transaction, course: Course, catalogue: Catalogue, *, label: str | None = None, **values: Any
) -> Headcount:
    """Add totals without names. In a course of classes (KAB) the label names the class, which is enrolled with them.

    `values` are the headcount's. Raises UserError for totals that cannot be, and for a label that has its totals.
    """
    if any(one.label == label for one in headcounts.find(tx, course.id) if label):
        raise UserError(
            _("{label} has its totals here already. Correct those, or write another name.").format(label=label)
        )
    products = courses.products_of(course, catalogue)
    if label and products and products[0].learner == "class":
        return enrol_class(tx, course.id, label, **values)[1]
    return headcounts.save(tx, course.id, label=label, **values)


def enrol_enterprise(
    tx: Transaction, course_id: str, enterprise_id: str, people: Sequence[tuple[str, str]] = ()
) -> tuple[Enrolment, list[Enrolment]]:
    """Enrol an enterprise (SCORE) with the people that it sends: (person id, role manager or worker)."""
    known = [one for one in find(tx, course_id) if (one.learner, one.enterprise_id) == ("enterprise", enterprise_id)]
    enterprise = tx.get(Enterprise, enterprise_id)
    firm = known[0] if known else _add(
        tx, course_id, learner="enterprise", enterprise_id=enterprise_id,
        workers_women=enterprise.workers_women, workers_men=enterprise.workers_men,
    )  # fmt: skip
    sent = enrol(
        tx, course_id,
        [Entry(person_id, values={"enterprise_id": enterprise_id, "role": role}) for person_id, role in people],
    )  # fmt: skip
    return firm, sent


def enrol_organisation(tx: Transaction, course_id: str, organisation_id: str) -> Enrolment:
    """Enrol a cooperative, group or other organisation as a learner of its own."""
    for one in find(tx, course_id):
        if (one.learner, one.organisation_id) == ("organisation", organisation_id):
            return one
    return _add(tx, course_id, learner="organisation", organisation_id=organisation_id)


def remove(tx: Transaction, enrolment: Enrolment) -> None:
    """Take a learner off a course, with attendance; the person stays. Raises UserError where a certificate stands."""
    refuse_certified(tx, enrolment)
    attendance.mark(tx, attendance.cells_of(tx, enrolment.id), None)
    tx.delete(enrolment)


def move(tx: Transaction, enrolment: Enrolment, course_id: str, seat: int, origin: dict[str, Any]) -> None:
    """Let a seat be of another course, at the end of its list, without the attendance of the one that it leaves.

    Raises UserError where a certificate stands.
    """
    refuse_certified(tx, enrolment)
    attendance.mark(tx, attendance.cells_of(tx, enrolment.id), None)
    tx.update(enrolment, origin, course_id=course_id, seat=seat)


def refuse_certified(tx: Transaction, enrolment: Enrolment) -> None:
    """Raise UserError where a certificate stands."""
    numbers = [
        one.number
        for one in tx.find(Certificate, col(Certificate.enrolment_id) == enrolment.id)
        if one.voided_on is None
    ]
    if numbers:
        raise UserError(
            _("This participant holds the certificate {number}. Void it first, then take the participant off.").format(
                number=numbers[0]
            )
        )


def rows(tx: Transaction, course_id: str) -> list[Row]:
    """The participants grid of a course, in the order of the list."""
    now = find(tx, course_id)
    roots = person_roots(tx, [one.person_id for one in now if one.person_id])
    people = by_id(tx, Person, roots.values())
    enterprises = by_id(tx, Enterprise, [one.enterprise_id for one in now if one.enterprise_id])
    organisations = by_id(tx, Organisation, [one.organisation_id for one in now if one.organisation_id])
    totals = attendance.totals(tx, course_id)
    numbers: dict[str, list[str]] = {}
    for certificate in tx.find(Certificate, col(Certificate.course_id) == course_id, order_by=Certificate.number):
        if certificate.voided_on is None and certificate.enrolment_id and certificate.number:
            numbers.setdefault(certificate.enrolment_id, []).append(certificate.number)
    return [
        Row(
            one,
            people.get(roots[one.person_id]) if one.person_id else None,
            enterprises[one.enterprise_id].name if one.enterprise_id in enterprises else None,
            organisations[one.organisation_id].name if one.organisation_id in organisations else None,
            totals[one.id],
            tuple(numbers.get(one.id, ())),
        )
        for one in now
    ]


def save_cell(tx: Transaction, enrolment_id: str, column: str, value: Any) -> bool:
    """Save one cell of the grid, `column` such as person.phones or enrolment.role; True if it differs.

    A value of the person is the person's, and so changes in every course. Raises UserError for what cannot be.
    """
    table, _dot, name = column.partition(".")
    enrolment = tx.get(Enrolment, enrolment_id)
    if table == "enrolment":
        found = problems({name: value})
        if found:
            raise UserError("\n".join(found))
        return tx.update(enrolment, **{name: value})
    if enrolment.person_id is None:
        raise UserError(_("This row is not a person, so that it has no such value."))
    person = tx.get(Person, person_roots(tx, [enrolment.person_id])[enrolment.person_id])
    before = getattr(person, name)
    persons.save(tx, person, **{name: value})
    return bool(before != value)


def problems(values: Mapping[str, Any]) -> list[str]:
    """What cannot be in an enrolment's values, in sentences."""
    found = []
    for name in ("pre_test", "post_test"):
        score = values.get(name)
        if score is not None and not 0 <= score <= 100:
            found.append(
                _("A test result of {score:g} cannot be: it is in per cent. Type a number from 0 to 100.").format(
                    score=score
                )
            )
    for name in ("workers_women", "workers_men", "income"):
        number = values.get(name)
        if number is not None and number < 0:
            found.append(_("{number:g} cannot be. Type 0 or more, or leave it blank.").format(number=number))
    outcome, role = values.get("outcome"), values.get("role")
    if outcome is not None and outcome not in OUTCOMES:
        found.append(_("“{outcome}” is not an outcome. Choose one of the list.").format(outcome=outcome))
    if role is not None and role not in ("participant", "manager", "worker"):
        found.append(_("“{role}” is not a role. Choose participant, manager or worker.").format(role=role))
    return found


def outcome_label(outcome: str | None) -> str:
    """The outcome as a person reads it; "" for none, "Enrolled" for a course that is not over."""
    if outcome == "enrolled":
        return _("Enrolled")
    return _(OUTCOMES[outcome]) if outcome in OUTCOMES else outcome or ""


def by_id(tx: Transaction, model: type[R], ids: Iterable[str]) -> dict[str, R]:
    """The records of these ids, deleted ones too: what refers to them still shows their names."""
    table = RECORDS[str(model.__tablename__)]
    found: dict[str, R] = {}
    for chunk in _chunks(list(dict.fromkeys(ids))):
        found.update((one.id, one) for one in tx.find(model, col(table.id).in_(chunk), deleted=True))
    return found


def _add(tx: Transaction, course_id: str, **values: Any) -> Enrolment:
    seat = max((one.seat or 0 for one in find(tx, course_id)), default=0) + 1
    return tx.add(Enrolment(course_id=course_id, seat=seat, **values))


def _chunks(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]
