"""Where trainers stand for each product that they are trained for, and how many are trained, certified, active."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from db.database import Transaction
from db.models import Credential
from trainer_app.courses.outcomes import Standing, trainer_status
from trainer_app.programmes.catalogue import Catalogue, TrainerRule
from trainer_app.texts import N_

STATUSES = {
    "not_known": N_("Not known"), "nominated": N_("Nominated"), "in_tot": N_("In training"),
    "tot_done": N_("Trained"), "practising": N_("Practising"), "overdue": N_("Practice overdue"),
    "ready": N_("Ready to be certified"), "certified": N_("Certified"), "active": N_("Active"),
    "inactive": N_("Certified, not active"), "expiring": N_("Licence ends soon"), "expired": N_("Licence ended"),
    "suspended": N_("Suspended"), "withdrawn": N_("Withdrawn"), "left": N_("Left"),
}  # fmt: skip

_PROOFS = ("refreshed", "exam_passed")
"""Steps that are asked for beside the practice, and say nothing of where a trainer stands."""

_TRAINED = frozenset(STATUSES) - {"not_known", "nominated", "in_tot"}
_CERTIFIED = frozenset({"certified", "active", "inactive", "expiring", "expired"})


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
class Funnel:
    """Distinct persons: trained as trainers, of these certified, of these active. `trained >= certified >= active`."""

    trained: int
    certified: int
    active: int


@dataclass
class _Facts:
    """What is recorded about trainers, joined persons under the one that stands for them."""

    steps: dict[tuple[str, str, str, str], list[Credential]] = field(default_factory=dict)
    tots: dict[tuple[str, str, str, str], date | None] = field(default_factory=dict)
    taught: dict[str, list[tuple[str, frozenset[str], date]]] = field(default_factory=dict)
    observed: dict[str, set[str]] = field(default_factory=dict)
    visits: dict[str, dict[str, int]] = field(default_factory=dict)


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


def funnel(standings: Iterable[Place], product: str | None = None) -> Funnel:
    """Trained, certified, active: distinct persons, of one product if asked. The suspended count as trained."""
    wanted = [place for place in standings if product in (None, place.product)]
    trained = {place.person_id for place in wanted if place.standing.status in _TRAINED}
    certified = {place.person_id for place in wanted if place.standing.status in _CERTIFIED}
    active = {place.person_id for place in wanted if place.active}
    return Funnel(len(trained), len(certified), len(active))
