"""What belongs to one person: the courses they sat in, their certificates, joined records, and who may be the same."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col

from db.database import Transaction
from db.models import Person
from trainer_app import searching
from trainer_app.duplicates import Known, is_it_known, said_apart
from trainer_app.joined import standing

_PEOPLE = (
    "WITH people AS (SELECT :person AS id UNION SELECT id FROM joined WHERE table_name = 'person' AND root = :person) "
)


@dataclass(frozen=True)
class Seat:
    """One seat of the person in a course; outcome as it is saved, None: not decided."""

    enrolment_id: str
    course_id: str
    code: str
    title: str
    products: str
    starts: date | None
    ends: date | None
    outcome: str | None
    certificates: str


@dataclass(frozen=True)
class Paper:
    """One certificate of the person, void ones too."""

    id: str
    course_id: str
    number: str
    kind: str | None
    product: str
    course: str
    issued_on: date | None
    collected_on: date | None
    voided_on: date | None


def count(tx: Transaction) -> int:
    """How many persons there are, joined and erased ones left out."""
    return int(
        tx.rows(f"SELECT count(*) FROM person WHERE NOT deleted AND {standing('person')} AND erased_on IS NULL")[0][0]
    )


def find_ids(tx: Transaction, text: str, limit: int) -> list[str]:
    """The ids of persons by name in either script, or by phone."""
    found = [*searching.persons_named(tx, text, limit), *searching.with_phone(tx, text, limit)]
    return list(dict.fromkeys(found))[:limit]


def seats(tx: Transaction, person_id: str) -> list[Seat]:
    """The courses that the person sat in, those of joined persons too, the latest first."""
    return [
        Seat(row[0], row[1], row[2], row[3], row[4], _day(row[5]), _day(row[6]), row[7], row[8])
        for row in tx.rows(
            _PEOPLE + "SELECT e.id, c.id, COALESCE(c.code, ''), COALESCE(c.title, ''), COALESCE(c.products, ''), "
            "c.starts, c.ends, e.outcome, COALESCE((SELECT group_concat(n.number, '; ') FROM certificate n "
            "WHERE n.enrolment_id = e.id AND NOT n.deleted AND n.voided_on IS NULL), '') "
            "FROM enrolment e JOIN course c ON c.id = e.course_id "
            "WHERE e.person_id IN people AND NOT e.deleted AND NOT c.deleted ORDER BY c.ends DESC, c.id, e.id",
            {"person": person_id},
        )
    ]


def papers(tx: Transaction, person_id: str) -> list[Paper]:
    """The certificates of the person, those of joined persons too, the latest first."""
    return [
        Paper(row[0], row[1], row[2], row[3], row[4], row[5], _day(row[6]), _day(row[7]), _day(row[8]))
        for row in tx.rows(
            _PEOPLE
            + "SELECT n.id, COALESCE(n.course_id, ''), COALESCE(n.number, ''), n.kind, COALESCE(n.product, ''), "
            "COALESCE(c.code, ''), n.issued_on, n.collected_on, n.voided_on FROM certificate n "
            "LEFT JOIN course c ON c.id = n.course_id WHERE NOT n.deleted AND (n.person_id IN people "
            "OR n.enrolment_id IN (SELECT id FROM enrolment WHERE person_id IN people)) "
            "ORDER BY n.issued_on DESC, n.number DESC",
            {"person": person_id},
        )
    ]


def joined_to(tx: Transaction, person_id: str) -> list[Person]:
    """The persons that were joined with this one and can be taken apart again."""
    rows = tx.rows("SELECT id FROM joined WHERE table_name = 'person' AND root = :person", {"person": person_id})
    return tx.find(Person, col(Person.id).in_([row[0] for row in rows]), order_by=(Person.full_name, Person.id))


def likely_same(tx: Transaction, person_id: str, limit: int = 20) -> list[Known]:
    """Who may be the same as this person, the likeliest first; without those that somebody said are not."""
    person = tx.get(Person, person_id)
    found: dict[str, Known] = {}
    for name in dict.fromkeys(name for name in (person.full_name, person.latin_name) if name):
        for known in is_it_known(
            tx, name, person.phones, sex=person.sex, birth_date=person.birth_date, birth_year=person.birth_year,
            age=person.age, national_id=person.national_id, limit=limit,
        ):  # fmt: skip
            if known.id not in found or found[known.id].likeness.weight < known.likeness.weight:
                found[known.id] = known
    settled = said_apart(tx, person_id, found)
    likely = [
        known
        for known in found.values()
        if known.id != person_id and known.id not in settled and known.likeness.band != "different"
    ]
    return sorted(likely, key=lambda known: (-known.likeness.weight, known.label, known.id))[:limit]


def asked_in(tx: Transaction, follow_up_id: str) -> str | None:
    """The person whom a saved follow-up asks, who stands for joined ones; None if it is not saved."""
    rows = tx.rows(
        "SELECT COALESCE(j.root, e.person_id) FROM follow_up f JOIN enrolment e ON e.id = f.enrolment_id "
        "LEFT JOIN joined j ON j.table_name = 'person' AND j.id = e.person_id WHERE f.id = :id",
        {"id": follow_up_id},
    )
    return rows[0][0] if rows else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
