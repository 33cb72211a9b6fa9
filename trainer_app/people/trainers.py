"""Trainers: their steps from nomination to licence, where they stand for each product, and who trained whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sqlmodel import col

from db.database import Transaction
from db.models import Credential, Person
from trainer_app.courses.courses import Problem
from trainer_app.courses.outcomes import Standing, trainer_status
from trainer_app.errors import UserError
from trainer_app.formats import date_text, fold
from trainer_app.joined import stands
from trainer_app.places import full_names
from trainer_app.programmes.catalogue import Catalogue, TrainerRule
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

_PROOFS = ("refreshed", "exam_passed")
"""Steps that are asked for beside the practice, and say nothing of where a trainer stands."""

LEVELS = {
    "trainer": N_("Trainer"),
    "master_trainer": N_("Master trainer"),
    "facilitator": N_("Facilitator"),
    "promoter": N_("Promoter"),
    "key_facilitator": N_("Key facilitator"),
    "international_key_facilitator": N_("International key facilitator"),
    "expert": N_("Expert trainer"),
}

STATUSES = {
    "not_known": N_("Not known"), "nominated": N_("Nominated"), "in_tot": N_("In training"),
    "tot_done": N_("Trained"), "practising": N_("Practising"), "overdue": N_("Practice overdue"),
    "ready": N_("Ready to be certified"), "certified": N_("Certified"), "active": N_("Active"),
    "inactive": N_("Certified, not active"), "expiring": N_("Licence ends soon"), "expired": N_("Licence ended"),
    "suspended": N_("Suspended"), "withdrawn": N_("Withdrawn"), "left": N_("Left"),
}  # fmt: skip

_TRAINED = frozenset(STATUSES) - {"not_known", "nominated", "in_tot"}
_CERTIFIED = frozenset({"certified", "active", "inactive", "expiring", "expired"})
_ORDER = ("active", "expiring", "certified", "inactive", "ready", "practising", "tot_done", "overdue", "expired",
          "in_tot", "nominated", "suspended", "withdrawn", "left", "not_known")  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where one trainer stands for one product ("" : the whole programme) and level, with what it rests on.

    `practice` is where they would stand by their practice alone, whatever was declared: "ready" when all of it is done.
    """

    person_id: str
    programme: str
    product: str
    level: str
    standing: Standing
    delivered: int
    observed: int
    tot_date: date | None
    certified_on: date | None
    active: bool  # certified, and delivered within the months of the rule
    practice: Standing


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
class Funnel:
    """Distinct persons: trained as trainers, of these certified, of these active. `trained >= certified >= active`."""

    trained: int
    certified: int
    active: int


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


@dataclass
class _Facts:
    """What is recorded about trainers, joined persons under the one that stands for them."""

    steps: dict[tuple[str, str, str, str], list[Credential]] = field(default_factory=dict)
    tots: dict[tuple[str, str, str, str], date | None] = field(default_factory=dict)
    taught: dict[str, list[tuple[str, frozenset[str], date]]] = field(default_factory=dict)
    observed: dict[str, set[str]] = field(default_factory=dict)
    visits: dict[str, dict[str, int]] = field(default_factory=dict)


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
    """The trainer of that name. Raises UserError if there is none, or more than one."""
    wanted = fold(name)
    found = [
        person
        for person in _persons(tx, _who_taught(tx))
        if wanted and wanted in (fold(person.full_name), fold(person.latin_name))
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UserError(
            _("There is no trainer “{name}”. Write the name as the list of trainers has it.").format(name=name)
        )
    raise UserError(
        _("{count} trainers are called “{name}”. Join them if they are one person, or change one of the names.").format(
            count=len(found), name=name
        )
    )


def _who_taught(tx: Transaction) -> list[str]:
    """The persons who taught a course, joined ones under the one that stands for them."""
    rows = tx.rows(
        "SELECT DISTINCT COALESCE(j.root, t.person_id) FROM course_trainer t LEFT JOIN joined j "
        "ON j.table_name = 'person' AND j.id = t.person_id WHERE NOT t.deleted AND t.person_id IS NOT NULL"
    )
    return [row[0] for row in rows]


# -- where they stand


def places(
    tx: Transaction, catalogue: Catalogue, today: date | None = None, person_id: str | None = None
) -> list[Place]:
    """Where every trainer, or one, stands for each product that they are trained for or have a step for."""
    today = today or date.today()
    facts = _facts(tx, catalogue, today)
    found = []
    for key in dict.fromkeys([*facts.steps, *facts.tots]):
        person, programme, product, level = key
        if person_id not in (None, person):
            continue
        rule = _rule(catalogue, programme, product, level)
        if rule is not None:
            found.append(_place(facts, catalogue, key, rule, today))
    return found


def _place(
    facts: _Facts, catalogue: Catalogue, key: tuple[str, str, str, str], rule: TrainerRule, today: date
) -> Place:
    person, programme, product, level = key
    steps = sorted(facts.steps.get(key, ()), key=lambda step: (step.since or date.min, step.id))
    declared = next((step for step in reversed(steps) if step.status not in _PROOFS), None)
    done = {step.status for step in steps}
    certified = [step for step in steps if step.status == "certified"]
    tots = [step.since for step in steps if step.status == "tot_done" and step.since]
    tot_date = tots[-1] if tots else facts.tots.get(key)
    courses = _practice(facts, catalogue, person, programme, product, rule)
    since_tot = [course for course in courses if tot_date is None or course[2] >= tot_date]
    ids = {course[0] for course in since_tot}
    observed = len(facts.observed.get(person, set()) & ids)
    practised = partial(
        trainer_status, rule, delivered=len(since_tot), observed=observed, tot_date=tot_date, today=today,
        visits=sum(facts.visits.get(person, {}).get(course, 0) for course in ids),
        refreshed="refreshed" in done or None, exam_passed="exam_passed" in done or None,
    )  # fmt: skip
    standing = practised(
        last_delivered=max((course[2] for course in courses), default=None),
        certified_on=certified[-1].since if certified else None,
        licence_until=certified[-1].until if certified else None,
        declared=declared.status if declared else None,
    )
    # A licence that ends soon is shown first; whether the trainer is active is seen as if it ran on.
    active = standing.status == "active" or (
        standing.status == "expiring"
        and trainer_status(
            rule, delivered=None, observed=None, tot_date=tot_date, today=today, declared="certified",
            last_delivered=max((course[2] for course in courses), default=None),
        ).status == "active"
    )  # fmt: skip
    return Place(
        person, programme, product, level, standing, len(since_tot), observed, tot_date,
        certified[-1].since if certified else None, active, practised(),
    )  # fmt: skip


def _rule(catalogue: Catalogue, programme: str, product: str, level: str) -> TrainerRule | None:
    known = next((one for one in catalogue.programmes if one.code == programme), None)
    return known.trainer_rule(level) if known else None


def _practice(
    facts: _Facts, catalogue: Catalogue, person: str, programme: str, product: str, rule: TrainerRule
) -> list[tuple[str, frozenset[str], date]]:
    """The courses of a person that count as practice: of the product, or trainings of its trainers."""
    of_programme = {one.code: one for one in catalogue.products() if one.programme == programme}
    if rule.practice_unit == "tot_cycle":
        wanted = {code for code, one in of_programme.items() if one.makes and product in ("", one.trains_for)}
    else:
        wanted = {code for code, one in of_programme.items() if product in ("", code) and not one.makes}
    return [course for course in facts.taught.get(person, ()) if course[1] & wanted]


def _facts(tx: Transaction, catalogue: Catalogue, today: date) -> _Facts:
    facts = _Facts()
    roots: dict[str, str] = {
        row[0]: row[1] for row in tx.rows("SELECT id, root FROM joined WHERE table_name = 'person'")
    }
    for step in tx.find(Credential):
        person = roots.get(step.person_id or "", step.person_id or "")
        key = person, step.programme or "", step.product or "", step.level or "trainer"
        facts.steps.setdefault(key, []).append(step)
    makers = {product.code: product for product in catalogue.products() if product.makes}
    trainings = training_products(tx, catalogue)
    for person_id, products, ends, outcome in tx.rows(
        "SELECT e.person_id, c.products, c.ends, e.outcome FROM course c JOIN enrolment e ON e.course_id = c.id "
        "WHERE NOT c.deleted AND NOT e.deleted AND e.person_id IS NOT NULL AND COALESCE(c.status, '') <> 'cancelled' "
        f"AND c.products IN ({', '.join(f':{name}' for name in trainings)})",
        trainings,
    ):
        if outcome not in (None, "completed"):
            continue
        for product in (makers[code] for code in products.split() if code in makers):
            key = roots.get(person_id, person_id), product.programme, product.trains_for or "", product.makes or ""
            day = date.fromisoformat(ends) if ends else None
            if outcome == "completed" or (day is not None and day >= today):
                facts.tots[key] = max(filter(None, (facts.tots.get(key), day)), default=None)
    for person_id, course, products, ends in tx.rows(
        "SELECT t.person_id, c.id, c.products, COALESCE(c.ends, c.starts) FROM course_trainer t "
        "JOIN course c ON c.id = t.course_id WHERE NOT t.deleted AND NOT c.deleted AND t.person_id IS NOT NULL "
        "AND COALESCE(c.status, '') NOT IN ('cancelled', 'planned') AND COALESCE(c.ends, c.starts) <= :today",
        {"today": today.isoformat()},
    ):
        taught = course, frozenset((products or "").split()), date.fromisoformat(ends)
        facts.taught.setdefault(roots.get(person_id, person_id), []).append(taught)
    for person_id, course in tx.rows(
        "SELECT DISTINCT trainer_id, course_id FROM observation WHERE NOT deleted AND trainer_id IS NOT NULL"
    ):
        facts.observed.setdefault(roots.get(person_id, person_id), set()).add(course)
    for person_id, course, count in tx.rows(
        "SELECT trainer_id, course_id, count(*) FROM visit WHERE NOT deleted AND trainer_id IS NOT NULL GROUP BY 1, 2"
    ):
        known = facts.visits.setdefault(roots.get(person_id, person_id), {})
        known[course] = known.get(course, 0) + count
    return facts


def training_products(tx: Transaction, catalogue: Catalogue) -> dict[str, str]:
    """The products texts of courses that make trainers, as named SQL parameters: few, however many the courses."""
    makers = {product.code for product in catalogue.products() if product.makes}
    texts = [row[0] for row in tx.rows("SELECT DISTINCT products FROM course WHERE products IS NOT NULL")]
    return {f"t{number}": text for number, text in enumerate(texts) if makers & set(text.split())}


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


def funnel(standings: Iterable[Place], product: str | None = None) -> Funnel:
    """Trained, certified, active: distinct persons, of one product if asked. The suspended count as trained."""
    wanted = [place for place in standings if product in (None, place.product)]
    trained = {place.person_id for place in wanted if place.standing.status in _TRAINED}
    certified = {place.person_id for place in wanted if place.standing.status in _CERTIFIED}
    active = {place.person_id for place in wanted if place.active}
    return Funnel(len(trained), len(certified), len(active))


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


def named(tx: Transaction, name: str) -> Person | None:
    """The one trainer of that name, or of that id; None for none. Raises UserError where several have the name."""
    wanted = fold(name)
    found = [
        person
        for person in tx.find(Person, col(Person.is_trainer).is_(True), stands(Person))
        if name == person.id or wanted in (fold(person.full_name), fold(person.latin_name))
    ]
    if len(found) > 1:
        raise UserError(
            _("{n} trainers are called “{name}”. Choose one in the list of trainers, or name one by its id: {ids}.")
            .format(n=len(found), name=name, ids=", ".join(sorted(person.id for person in found)))
        )  # fmt: skip
    return found[0] if found else None


def ensure(tx: Transaction, name: str) -> Person:
    """The one trainer of that name, entered as a new one if there is none."""
    return named(tx, name) or tx.add(Person(full_name=" ".join(name.split()), is_trainer=True))
