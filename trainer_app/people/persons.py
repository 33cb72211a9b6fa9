"""Persons: listed, checked and saved, their age at a day, joined, erased, and what is held about one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from sqlmodel import col

from db.database import Transaction
from db.journal import columns, read_changes
from db.models import RECORDS, REFERENCES, Answer, Person, Record
from trainer_app import duplicates, name_index
from trainer_app.courses.courses import Problem
from trainer_app.errors import UserError
from trainer_app.formats import date_text, plain_digits
from trainer_app.history import field_label, of_record
from trainer_app.joined import joined_under, root_of, standing
from trainer_app.moments import when_text
from trainer_app.people.ages import OLDEST, Age, age_at, bracket, full_years
from trainer_app.places import below, full_names
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import N_, _

SEXES = {"F": N_("Woman"), "M": N_("Man"), "X": N_("Other"), "N": N_("Not stated")}
BRACKETS = ("16-25", "26-35", "36-45", "46-60", "60+")

FILLED_BY_JOINING = tuple(
    name for name in Person.model_fields if name not in ("id", "deleted", "full_name", "merged_into", "erased_on")
)

_FREE_TEXT: dict[str, tuple[str, ...]] = {
    "certificate": ("name_printed", "collected_by", "override_reason", "void_reason"),
    "enrolment": ("business_name", "outcome_reason", "remark"),
    "credential": ("notes",),
    "follow_up": ("notes", "asked_by"),
    "answer": ("value",),
    "visit": ("notes",),
    "observation": ("notes",),
    "enterprise": ("owner_name", "address", "phones", "notes"),
}
"""Columns of records of a person in which something about that person may be written."""

_OF_PERSON = (
    ("certificate", "t.person_id IN people OR t.enrolment_id IN (SELECT id FROM enrolment WHERE person_id IN people)"),
    ("enrolment", "t.person_id IN people"),
    ("credential", "t.person_id IN people"),
    ("follow_up", "t.enrolment_id IN (SELECT id FROM enrolment WHERE person_id IN people)"),
    ("answer", "t.follow_up_id IN (SELECT f.id FROM follow_up f JOIN enrolment e ON e.id = f.enrolment_id "
     "WHERE e.person_id IN people)"),
    ("attendance", "t.enrolment_id IN (SELECT id FROM enrolment WHERE person_id IN people)"),
    ("visit", "t.trainer_id IN people OR t.enrolment_id IN (SELECT id FROM enrolment WHERE person_id IN people)"),
    ("observation", "t.trainer_id IN people OR t.observer_id IN people"),
    ("course_trainer", "t.person_id IN people"),
    ("enterprise", "t.owner_id IN people"),
)  # fmt: skip
"""Which records are about a person; `people` stands for the person's ids, joined ones too."""


@dataclass(frozen=True)
class Row:
    """One person of the list; courses counts the seats of all joined ones, last is the end of the latest course."""

    id: str
    full_name: str
    latin_name: str
    sex: str
    age: Age | None
    phones: str
    place: str
    is_trainer: bool
    courses: int
    last: date | None


# -- checking and saving


def problems(values: Mapping[str, Any], today: date | None = None) -> list[Problem]:
    """What is wrong or doubtful with a person's values (field -> value; missing means blank).

    The one check for forms, imports and merges.
    """
    today = today or date.today()
    found = []
    if not any((values.get(name) or "").strip() for name in ("full_name", "latin_name")):
        found.append(Problem("full_name", _("The name is missing. Type the name as the person writes it.")))
    if values.get("sex") is not None and values["sex"] not in SEXES:
        sentence = _("“{sex}” is not one of woman, man, other, not stated. Choose one, or leave it blank.")
        found.append(Problem("sex", sentence.format(sex=values["sex"])))
    found += _of_birth(values, today)
    if values.get("email") and "@" not in values["email"]:
        found.append(Problem("email", _("“{text}” is no e-mail address.").format(text=values["email"]), refuses=False))
    digits = [sign for sign in plain_digits(values.get("phones") or "") if sign.isdigit()]
    if values.get("phones") and len(digits) < 5:
        sentence = _("“{text}” is too short for a phone number.")
        found.append(Problem("phones", sentence.format(text=values["phones"]), refuses=False))
    if values.get("consent_on") and values["consent_on"] > today:
        found.append(Problem("consent_on", _("The consent is dated in the future. Correct the date.")))
    return found


def _of_birth(values: Mapping[str, Any], today: date) -> Iterator[Problem]:
    born, year, age = values.get("birth_date"), values.get("birth_year"), values.get("age")
    if born is not None:
        if born > today:
            sentence = _("The birth date {day} lies in the future. Correct it.")
            yield Problem("birth_date", sentence.format(day=date_text(born)))
        elif full_years(born, today) > OLDEST:
            sentence = _("Born on {day}, the person would be {age} years old. Correct the birth date.")
            yield Problem("birth_date", sentence.format(day=date_text(born), age=full_years(born, today)))
        elif full_years(born, today) < 5:
            sentence = _("Born on {day}, the person would be {age} years old. Is that meant?")
            yield Problem(
                "birth_date", sentence.format(day=date_text(born), age=full_years(born, today)), refuses=False
            )
        if year is not None and year != born.year:
            sentence = _("The birth year {year} is not that of the birth date {day}. Correct one of them.")
            yield Problem("birth_year", sentence.format(year=year, day=date_text(born)), refuses=False)
    if year is not None and not today.year - OLDEST - 1 <= year <= today.year:
        sentence = _("The birth year {year} cannot be. Type it in four digits, from {first} to {last}.")
        yield Problem("birth_year", sentence.format(year=year, first=today.year - OLDEST - 1, last=today.year))
    if age is not None and not 0 <= age <= OLDEST:
        sentence = _("An age of {age} years cannot be. Type a number from 0 to {most}.")
        yield Problem("age", sentence.format(age=age, most=OLDEST))
    if values.get("age_on") is not None and values["age_on"] > today:
        yield Problem("age_on", _("The age is given for a day in the future. Correct the date."))
    if values.get("age_bracket") is not None and bracket(values["age_bracket"]) is None:
        sentence = _("“{text}” is not an age group. Write it like 16-25 or 60+.")
        yield Problem("age_bracket", sentence.format(text=values["age_bracket"]))


def save(tx: Transaction, person: Person | None = None, today: date | None = None, **values: Any) -> Person:
    """Save a new person, or values of one. An age gets today as its day. Raises UserError for what cannot be.

    What was wrong before and is not touched now is not refused again. Values of a joined person go to the one who
    stands, who is returned.
    """
    today = today or date.today()
    if person is not None and (root := root_of(tx, "person", person.id)) != person.id:
        person = tx.get(Person, root)
    if (
        values.get("age") is not None
        and values.get("age_on") is None
        and (person is None or values["age"] != person.age)
    ):
        values["age_on"] = today
    before = person.model_dump() if person else {}
    found = [
        problem.sentence
        for problem in problems({**before, **values}, today)
        if problem.refuses and (person is None or problem.field in values or problem.field == "full_name")
    ]
    if found:
        raise UserError("\n".join(found))
    if person is None:
        return tx.add(Person(**values))
    tx.update(person, **values)
    return person


# -- lists


def rows(
    tx: Transaction, *, ids: list[str] | None = None, place_id: str | None = None, trainers: bool | None = None,
    day: date | None = None, limit: int = 500, offset: int = 0,
) -> list[Row]:  # fmt: skip
    """Persons by name, joined and erased ones left out; ages on `day` (today). `ids`: only these, in their order.

    place_id: those who live in that place or below it. trainers: only trainers, or only others.
    """
    where = ["NOT p.deleted", standing("person", "p"), "p.erased_on IS NULL"]
    parameters: dict[str, Any] = {"limit": limit, "offset": offset}
    for name, chosen in (("p.id", ids), ("p.place_id", sorted(below(tx, place_id)) if place_id else None)):
        if chosen is not None:
            names = [f"{name[2]}{number}" for number in range(len(chosen))]
            parameters |= dict(zip(names, chosen, strict=True))
            where.append(f"{name} IN ({', '.join(f':{one}' for one in names)})")
    if trainers is not None:
        where.append("p.is_trainer" if trainers else "NOT COALESCE(p.is_trainer, 0)")
    persons = tx.rows(
        f"SELECT p.id FROM person p WHERE {' AND '.join(where)} ORDER BY p.full_name, p.id LIMIT :limit OFFSET :offset",
        parameters,
    )
    found = _rows(tx, [row[0] for row in persons], day or date.today())
    return sorted(found, key=lambda row: ids.index(row.id)) if ids is not None else found


def _rows(tx: Transaction, ids: list[str], day: date) -> list[Row]:
    persons: dict[str, Person] = {}
    seats: dict[str, tuple[int, str | None]] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        persons |= {person.id: person for person in tx.find(Person, col(Person.id).in_(part))}
        names = {f"p{number}": record for number, record in enumerate(part)}
        marks = ", ".join(f":{name}" for name in names)
        for root, count, last in tx.rows(
            "SELECT m.root, count(e.id), max(c.ends) FROM "
            f"(SELECT id, id AS root FROM person WHERE id IN ({marks}) UNION ALL "
            f"SELECT id, root FROM joined WHERE table_name = 'person' AND root IN ({marks})) m "
            "JOIN enrolment e ON e.person_id = m.id AND NOT e.deleted "
            "JOIN course c ON c.id = e.course_id AND NOT c.deleted GROUP BY m.root",
            names,
        ):
            seats[root] = count, last
    places = full_names(tx) if any(person.place_id for person in persons.values()) else {}
    return [_row(persons[record], places, *seats.get(record, (0, None)), day=day) for record in ids]


def _row(person: Person, places: dict[str, str], courses: int, last: str | None, *, day: date) -> Row:
    return Row(
        person.id, person.full_name or "", person.latin_name or "", person.sex or "", age_at(person, day),
        person.phones or "", places.get(person.place_id or "", ""), bool(person.is_trainer), courses,
        date.fromisoformat(last) if last else None,
    )  # fmt: skip


# -- joining, erasing, and what is held


def join(tx: Transaction, keep_id: str, *gone_ids: str) -> int:
    """Say that these persons are the one to keep, whose blank values are filled from them; how many were joined."""
    return duplicates.join(tx, Person, keep_id, gone_ids, FILLED_BY_JOINING)


def unjoin(tx: Transaction, person_id: str) -> bool:
    """Make a joined person one of their own again; True if they were joined."""
    return duplicates.unjoin(tx, Person, person_id)


def erase(tx: Transaction, person_id: str, catalogue: Catalogue, today: date | None = None) -> int:
    """Remove every value about a person from records and journal, on every replica that hears of it.

    With the person go the names printed on certificates and whatever was written freely about them; the register
    keeps the numbers, courses keep their seats, marks and outcomes. Backups made before, and workbooks sent before,
    still hold the values: that is for the office to deal with. Answers stay where the catalogue says that the
    question is not one of free text. An erased record takes no edits any more. Returns the number of erased records.
    """
    questions = [question for form in catalogue.questionnaires.values() for question in form.questions]
    coded = {question.code for question in questions if question.kind != "text"}
    ids = _everybody(tx, person_id)
    forget_names(tx, ids)
    erased = 0
    for table, found in _records_of(tx, ids).items():
        free = _FREE_TEXT.get(table)
        if not free:
            continue
        changes = read_changes(tx.connection, table, [record.id for record in found])
        for record in found:
            if isinstance(record, Answer) and record.question in coded:
                continue
            if any(change.fields.get(name) is not None for change in changes[record.id] for name in free):
                keep = {name: value for name, value in record if name not in (*free, "id") and value is not None}
                tx.erase(record, keep)
                erased += 1
    for one in ids:
        person = tx.get(Person, one)
        tx.erase(person, {"erased_on": today or date.today(), "merged_into": person.merged_into})
        erased += 1
    return erased


def forget_names(tx: Transaction, ids: Sequence[str]) -> None:
    """Take the names that persons have or had out of what lies beside their records: the log, and files of names."""
    changes = chain.from_iterable(read_changes(tx.connection, "person", ids).values())
    names = {change.fields.get(name) for change in changes for name in ("full_name", "latin_name")} - {None, ""}
    for name in sorted(map(str, names), key=len, reverse=True):
        tx.connection.exec_driver_sql("UPDATE action SET label = replace(label, ?, '…')", (name,))
    name_index.forget(tx)


def held(tx: Transaction, person_id: str) -> dict[str, Any]:
    """Everything that is held about a person, for a copy on request: JSON values, labels in the person's language.

    {"person": {label: value}, "records": {table: [{label: value}]}, "history": [sentences, the newest first]}.
    """
    ids = _everybody(tx, person_id)
    root = root_of(tx, "person", person_id)
    records = {
        table: [_labelled(tx, record) for record in found] for table, found in _records_of(tx, ids).items() if found
    }
    return {
        "person": _labelled(tx, tx.get(Person, root)),
        "joined": [_labelled(tx, tx.get(Person, one)) for one in ids if one != root],
        "records": records,
        "history": [f"{when_text(event.stamp)} {event.sentence}" for event in of_record(tx, "person", root)],
    }


def _everybody(tx: Transaction, person_id: str) -> list[str]:
    """The person's id and those of all that were joined with it."""
    root = root_of(tx, "person", person_id)
    return [root, *joined_under(tx, "person", root)]


def _records_of(tx: Transaction, ids: list[str]) -> dict[str, list[Record]]:
    """The records about these persons per table, deleted ones too."""
    names = {f"p{number}": record for number, record in enumerate(ids)}
    people = f"({', '.join(f':{name}' for name in names)})"
    found: dict[str, list[Record]] = {}
    for table, where in _OF_PERSON:
        rows = tx.rows(f"SELECT t.id FROM {table} t WHERE {where.replace('people', people)}", names)
        model: type[Record] = RECORDS[table]
        wanted = [row[0] for row in rows]
        for start in range(0, len(wanted), 500):
            found.setdefault(table, []).extend(
                tx.find(model, col(model.id).in_(wanted[start : start + 500]), order_by=model.id, deleted=True)
            )
    return found


def _labelled(tx: Transaction, record: Record) -> dict[str, Any]:
    table = str(type(record).__tablename__)
    found: dict[str, Any] = {}
    for name in columns(table):
        value = getattr(record, name)
        if value is None or name in ("id", "deleted"):
            continue
        if name in REFERENCES:
            target = REFERENCES[name] or table
            rows = tx.rows(f"SELECT * FROM {target} WHERE id = :id", {"id": value})
            named = rows[0]._mapping if rows else {}
            value = next((named[key] for key in ("code", "full_name", "name", "number") if named.get(key)), value)
        found[field_label(table, name)] = value.isoformat() if isinstance(value, date) else value
    return found
