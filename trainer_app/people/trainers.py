"""Trainers: listed, found by name, their steps from nomination to licence, and who trained whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import col

from db.database import Transaction
from db.models import Credential, Person
from trainer_app.courses.courses import Problem
from trainer_app.errors import UserError
from trainer_app.formats import date_text, fold
from trainer_app.joined import stands
from trainer_app.people.standings import Place, places, training_products
from trainer_app.places import full_names
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import N_, _

STEPS = {
    "nominated": N_("Nominated"),
    "in_tot": N_("In the training of trainers"),
    "tot_done": N_("Training of trainers done"),
    "practising": N_("Practising"),
    "refreshed": N_("Refreshment workshop done"),
    "exam_passed": N_("Exam passed"),
    "certified": N_("Certified"),
    "suspended": N_("Suspended"),
    "withdrawn": N_("Certificate withdrawn"),
    "left": N_("Left"),
}
"""The steps that an office records; a renewal is one more step `certified`."""

LEVELS = {
    "trainer": N_("Trainer"),
    "master_trainer": N_("Master trainer"),
    "facilitator": N_("Facilitator"),
    "promoter": N_("Promoter"),
    "key_facilitator": N_("Key facilitator"),
    "international_key_facilitator": N_("International key facilitator"),
    "expert": N_("Expert trainer"),
}

_ORDER = ("active", "expiring", "certified", "inactive", "ready", "practising", "tot_done", "overdue", "expired",
          "in_tot", "nominated", "suspended", "withdrawn", "left", "not_known")  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One trainer of the list; status is the best of the places."""

    id: str
    name: str
    sex: str
    home: str
    phones: str
    email: str
    status: str
    places: tuple[Place, ...]
    courses: int
    last: date | None


@dataclass(frozen=True)
class Link:
    """One person trained as a trainer by another, in one course."""

    course_id: str
    course_code: str
    ends: date | None
    trainer_id: str
    trainer: str
    trainee_id: str
    trainee: str


def history(tx: Transaction, person_id: str) -> list[Credential]:
    """A trainer's steps, the oldest first, those of joined persons too."""
    rows = tx.rows(
        "SELECT c.id FROM credential c LEFT JOIN joined j ON j.table_name = 'person' AND j.id = c.person_id "
        "WHERE NOT c.deleted AND COALESCE(j.root, c.person_id) = :person",
        {"person": person_id},
    )
    return tx.find(
        Credential, col(Credential.id).in_([row[0] for row in rows]), order_by=(Credential.since, Credential.id)
    )


def problems(values: Mapping[str, Any], catalogue: Catalogue, today: date | None = None) -> list[Problem]:
    """What is wrong with a step's values (field -> value; missing means blank)."""
    today = today or date.today()
    found = []
    if not values.get("person_id"):
        found.append(Problem("person_id", _("The trainer is missing. Choose a person.")))
    if values.get("status") not in STEPS:
        found.append(Problem("status", _("The step is missing or not in the list. Choose one of it.")))
    if values.get("level") is not None and values["level"] not in LEVELS:
        found.append(
            Problem("level", _("“{level}” is not in the list. Choose one of it.").format(level=values["level"]))
        )
    if values.get("product") and values["product"] not in {product.code for product in catalogue.products()}:
        sentence = _("There is no product “{product}” on this computer. Choose one of the list.")
        found.append(Problem("product", sentence.format(product=values["product"])))
    if not values.get("product") and not values.get("programme"):
        found.append(Problem("product", _("The product is missing. Choose what the trainer teaches.")))
    since, until = values.get("since"), values.get("until")
    if since is None:
        found.append(Problem("since", _("The date of the step is missing. Type it.")))
    elif since > today:
        found.append(Problem("since", _("{day} lies in the future.").format(day=date_text(since)), refuses=False))
    if since and until and until < since:
        found.append(Problem("until", _("The licence ends before it begins. Correct one of the dates.")))
    return found


def add_step(tx: Transaction, catalogue: Catalogue, today: date | None = None, **values: Any) -> Credential:
    """Record one more step of a trainer; what was recorded before stays. Raises UserError for what cannot be.

    programme and level follow from the product unless said. From the training of trainers on the person is a trainer.
    """
    if values.get("product"):
        product = next((one for one in catalogue.products() if one.code == values["product"]), None)
        if product is not None:
            values["programme"] = values.get("programme") or product.programme
            values["level"] = values.get("level") or product.trainer_level
    if found := [problem.sentence for problem in problems(values, catalogue, today) if problem.refuses]:
        raise UserError("\n".join(found))
    person = tx.get(Person, values["person_id"])
    if not person.is_trainer and values["status"] not in ("nominated", "in_tot"):
        tx.update(person, is_trainer=True)
    return tx.add(Credential(**values))


def find_by_name(tx: Transaction, name: str) -> Person:
    """The trainer of that name, or of that id. Raises UserError if there is none, or more than one."""
    if found := named(tx, name):
        return found
    raise UserError(_("There is no trainer “{name}”. Write the name as the list of trainers has it.").format(name=name))


def named(tx: Transaction, name: str) -> Person | None:
    """The one trainer of that name, or of that id; None for none. Raises UserError where several have the name."""
    wanted = fold(name)
    found = [
        person
        for person in _persons(tx, _who_taught(tx))
        if name == person.id or (wanted and wanted in (fold(person.full_name), fold(person.latin_name)))
    ]
    if len(found) > 1:
        raise UserError(
            _("{n} trainers are called “{name}”. Join them if they are one person, or choose one by its id: {ids}.")
            .format(n=len(found), name=name, ids=", ".join(sorted(person.id for person in found)))
        )  # fmt: skip
    return found[0] if found else None


def ensure(tx: Transaction, name: str) -> Person:
    """The one trainer of that name, entered as a new one if there is none."""
    return named(tx, name) or tx.add(Person(full_name=" ".join(name.split()), is_trainer=True))


def make(tx: Transaction, person_id: str) -> Person:
    """Make somebody who is known a trainer, who may be one already."""
    person = tx.get(Person, person_id)
    tx.update(person, is_trainer=True)
    return person


def _who_taught(tx: Transaction) -> list[str]:
    """The persons who taught a course, joined ones under the one that stands for them."""
    rows = tx.rows(
        "SELECT DISTINCT COALESCE(j.root, t.person_id) FROM course_trainer t LEFT JOIN joined j "
        "ON j.table_name = 'person' AND j.id = t.person_id WHERE NOT t.deleted AND t.person_id IS NOT NULL"
    )
    return [row[0] for row in rows]


def rows(tx: Transaction, catalogue: Catalogue, today: date | None = None) -> list[Row]:
    """Every trainer by name: who is marked as one, has a step, was trained as one, or taught a course."""
    today = today or date.today()
    by_person: dict[str, list[Place]] = {}
    for place in places(tx, catalogue, today):
        by_person.setdefault(place.person_id, []).append(place)
    taught = {
        row[0]: (row[1], row[2])
        for row in tx.rows(
            "SELECT COALESCE(j.root, t.person_id), count(DISTINCT c.id), max(COALESCE(c.ends, c.starts)) "
            "FROM course_trainer t JOIN course c ON c.id = t.course_id "
            "LEFT JOIN joined j ON j.table_name = 'person' AND j.id = t.person_id "
            "WHERE NOT t.deleted AND NOT c.deleted AND COALESCE(c.status, '') NOT IN ('cancelled', 'planned') "
            "AND COALESCE(c.ends, c.starts) <= :today "
            "AND t.person_id IS NOT NULL GROUP BY 1",
            {"today": today.isoformat()},
        )
    }
    homes = full_names(tx)
    found = []
    for person in _persons(tx, [*by_person, *taught]):
        own = sorted(by_person.get(person.id, ()), key=lambda place: _ORDER.index(place.standing.status))
        courses, last = taught.get(person.id, (0, None))
        found.append(
            Row(
                person.id, person.full_name or person.latin_name or "", person.sex or "",
                homes.get(person.place_id or "", ""), person.phones or "", person.email or "",
                own[0].standing.status if own else "not_known", tuple(own), courses,
                date.fromisoformat(last) if last else None,
            )
        )  # fmt: skip
    return sorted(found, key=lambda row: (row.name, row.id))


def _persons(tx: Transaction, ids: Iterable[str]) -> list[Person]:
    """The persons marked as trainers, and those of the ids, without joined and erased ones."""
    shown = (stands(Person), col(Person.erased_on).is_(None))
    found = {person.id: person for person in tx.find(Person, col(Person.is_trainer).is_(True), *shown)}
    others = [one for one in dict.fromkeys(ids) if one not in found]
    for start in range(0, len(others), 500):
        part = tx.find(Person, col(Person.id).in_(others[start : start + 500]), *shown)
        found |= {person.id: person for person in part}
    return list(found.values())


def cascade(tx: Transaction, catalogue: Catalogue, person_id: str | None = None) -> list[Link]:
    """Who trained whom as a trainer, in which course, the latest first: all, or as trainer or trainee one person."""
    trainings = training_products(tx, catalogue)
    found = tx.rows(
        "SELECT c.id, c.code, c.ends, tp.id, COALESCE(tp.full_name, tp.latin_name, ''), ep.id, "
        "COALESCE(ep.full_name, ep.latin_name, '') FROM course c "
        "JOIN course_trainer t ON t.course_id = c.id AND NOT t.deleted "
        "JOIN enrolment e ON e.course_id = c.id AND NOT e.deleted AND e.outcome = 'completed' "
        "LEFT JOIN joined tj ON tj.table_name = 'person' AND tj.id = t.person_id "
        "LEFT JOIN joined ej ON ej.table_name = 'person' AND ej.id = e.person_id "
        "JOIN person tp ON tp.id = COALESCE(tj.root, t.person_id) "
        "JOIN person ep ON ep.id = COALESCE(ej.root, e.person_id) "
        "WHERE NOT c.deleted AND COALESCE(c.status, '') <> 'cancelled' "
        f"AND c.products IN ({', '.join(f':{name}' for name in trainings)}) "
        "AND (:person IS NULL OR :person IN (tp.id, ep.id)) ORDER BY c.ends DESC, c.id, tp.id, ep.id",
        {"person": person_id, **trainings},
    )
    return [Link(r[0], r[1] or "", date.fromisoformat(r[2]) if r[2] else None, r[3], r[4], r[5], r[6]) for r in found]
