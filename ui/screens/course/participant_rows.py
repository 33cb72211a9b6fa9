"""The participants of a course as rows of a grid: read, typed, pasted, told from people known already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from db.models import Course, Enrolment, Person
from trainer_app import duplicates, enterprises, settings
from trainer_app.courses import courses, enrolments, headcounts
from trainer_app.courses.enrolments import Entry
from trainer_app.formats import fold
from trainer_app.importing import importer
from trainer_app.importing.plan import Options
from trainer_app.lists.read import read_pasted
from trainer_app.lists.scripts import plain
from trainer_app.lists.sexes import sex_of
from trainer_app.lists.words import load_words
from trainer_app.paths import programmes_folder
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import N_, _
from ui.grid import Edit
from ui.grid_editor import Suggestion
from ui.rows import Column
from ui.screens.course.doubts import Doubt, about
from ui.screens.course.lookup import organisation_id

NAME = "person.full_name"
ENTERPRISE = "enterprise"
ROLES = {"participant": N_("Participant"), "manager": N_("Manager"), "worker": N_("Worker")}
FEWEST_LETTERS = 3
DOUBTFUL = 4.0
"""Weight of likeness (trainer_app.linkage.likeness) from which a person is asked about."""


class People(NamedTuple):
    """The grid's rows, what is wrong by (row id, column), who learns (a product's `learner`), and the sums.

    Women to unknown are of persons; classes to organisations take part as a whole.
    """

    rows: list[dict[str, Any]]
    problems: dict[tuple[str, str], str]
    learner: str
    women: int
    men: int
    other: int
    unknown: int
    classes: int
    enterprises: int
    organisations: int
    without_names: int | None

    @property
    def persons(self) -> int:
        return self.women + self.men + self.other + self.unknown


class Pasted(NamedTuple):
    """What a list became: how many rows are new, changed, the same; what to look at, in words and by cell."""

    new: int
    changed: int
    same: int
    refused: tuple[str, ...]
    notes: dict[tuple[str, str], str]
    doubts: list[Doubt]


def columns(learner: str) -> list[Column]:
    """The columns of the grid; keys are those of enrolments.save_cell."""
    sexes = tuple((code, _(label)) for code, label in persons.SEXES.items())
    yes_no = (("yes", _("Yes")), ("no", _("No")))
    roles = tuple((code, _(label)) for code, label in ROLES.items())
    firm = [Column(ENTERPRISE, _("Enterprise"), width=24), Column("enrolment.role", _("Role"), "choice", roles, 13)]
    return [
        Column(NAME, _("Name"), width=30, suggests=True),
        Column("person.sex", _("Sex"), "choice", sexes, width=11, check=_check("sex")),
        Column("person.birth_year", _("Birth year"), "year", width=11, check=_check("birth_year")),
        Column("person.phones", _("Phone"), "phones", width=20, check=_check("phones")),
        Column("person.age", _("Age"), "integer", width=8, hint=_("On the first day"), check=_check("age")),
        *(firm if learner == "enterprise" else []),
        Column("person.latin_name", _("Name in Latin letters"), width=24),
        Column("person.email", _("E-mail"), width=24, check=_check("email")),
        Column("person.education", _("Education"), width=18),
        Column("person.occupations", _("Occupation"), width=18),
        Column("person.disability", _("Disability"), "choice", yes_no, width=11),
        Column("enrolment.has_business", _("Has a business"), "yes_no", width=14),
        Column("enrolment.business_name", _("Name of the business"), width=22),
        Column("enrolment.business_sector", _("Sector"), width=18),
        Column("enrolment.remark", _("Remark"), width=30),
    ]  # fmt: skip


def read_people(tx: Any, course_id: str) -> People:
    """The participants of a course."""
    course = tx.get(Course, course_id)
    products = courses.products_of(course, load_catalogue(programmes_folder()))
    learner = products[0].learner if products else "person"
    keys = [column.key for column in columns(learner)]
    found = enrolments.rows(tx, course_id)
    rows, problems = [], {}
    for one in found:
        row: dict[str, Any] = {key: one.value(key) for key in keys if key != ENTERPRISE}
        row |= {"id": one.enrolment.id, ENTERPRISE: one.enterprise}
        if one.person is None:
            row[NAME] = _who(one)
        else:
            for problem in persons.problems(one.person.model_dump()):
                if f"person.{problem.field}" in row:
                    problems[(one.enrolment.id, f"person.{problem.field}")] = problem.sentence
        rows.append(row)
    sexes = [one.person.sex for one in found if one.person is not None]
    women, men, other = sexes.count("F"), sexes.count("M"), sexes.count("X")
    whole = [one.enrolment.learner for one in found if one.person is None]
    return People(
        rows,
        problems,
        learner,
        women,
        men,
        other,
        len(sexes) - women - men - other,
        whole.count("class"),
        whole.count("enterprise"),
        len(whole) - whole.count("class") - whole.count("enterprise"),
        headcounts.sums(tx, course_id).everyone,
    )


def save_rows(tx: Any, course_id: str, edits: Sequence[Edit], waiting: Mapping[str, Mapping[str, Any]]) -> list[Doubt]:
    """Save cells; rows that are not enrolled yet are, with what was typed before in `waiting`.

    Returns who of those that got a name or phone now, and which new enterprise, may be known already.
    """
    doubts: list[Doubt] = []
    known = {one.id for one in enrolments.find(tx, course_id)}
    fresh: dict[str, dict[str, Any]] = {}
    asked: dict[str, None] = {}
    ages: list[str] = []
    for row_id, key, value in edits:
        if row_id not in known:
            fresh.setdefault(row_id, dict(waiting.get(row_id, {})))[key] = value
        elif key == ENTERPRISE:
            doubts += _set_enterprise(tx, course_id, row_id, value)
        else:
            enrolments.save_cell(tx, row_id, key, value)
        if key == "person.age":
            ages.append(row_id)
        if key in (NAME, "person.phones"):
            asked[row_id] = None
    for row_id, values in fresh.items():
        doubts += _enrol(tx, course_id, row_id, values)
    for row_id in ages:
        _date_age(tx, tx.get(Enrolment, row_id), again=True)
    persons_ = [doubt for row_id in asked if (doubt := _doubt(tx, tx.get(Enrolment, row_id))) is not None]
    return [*persons_, *doubts]


def put_organisation(tx: Any, course_id: str, name: str) -> list[Doubt]:
    """Enrol an organisation as a whole; one that is not known by this name is made.

    Returns which other one it may be.
    """
    known = organisation_id(tx, name)
    if known is None:
        return []
    enrolments.enrol_organisation(tx, course_id, known)
    return about(tx, "organisation", known)


def put_known(tx: Any, course_id: str, row_id: str, person_id: str, typed: Mapping[str, Any]) -> None:
    """Make a known person the participant of a row; what was typed for a new one fills what is blank."""
    enrolment = next((one for one in enrolments.find(tx, course_id) if one.id == row_id), None)
    if enrolment is None:
        own = {key.partition(".")[2]: value for key, value in typed.items() if key.startswith("enrolment.")}
        enrolments.enrol(tx, course_id, [Entry(person_id, values={"id": row_id, **own})])
    elif enrolment.person_id is not None:
        same_person(tx, person_id, enrolment.person_id)


def same_person(tx: Any, known_id: str, person_id: str) -> None:
    """Say that two are one person."""
    persons.join(tx, known_id, person_id)


def suggest(tx: Any, course_id: str, text: str, phone: str | None = None) -> list[Suggestion]:
    """People known already whose name is like what is typed, those in the course left out."""
    if len(text.strip()) < FEWEST_LETTERS:
        return []
    here = {one.person_id for one in enrolments.find(tx, course_id) if one.person_id}
    here = set(enrolments.person_roots(tx, here).values())
    known = [one for one in duplicates.is_it_known(tx, text, phone) if one.id not in here]
    facts = {row.id: row for row in persons.rows(tx, ids=[one.id for one in known])}
    return [Suggestion(one.id, _person_line(facts[one.id])) for one in known if one.id in facts]


def sex_from(text: str) -> str | None:
    """The sex that a word of any language means by itself, None if it may be either."""
    word = plain(text)
    return sex_of(word, {word}, load_words().sexes, frozenset())


def paste(tx: Any, course_id: str, text: str) -> Pasted:
    """Enrol everybody of a pasted list, with or without its header row."""
    catalogue = load_catalogue(programmes_folder())
    reading = read_pasted(text, country=settings.get(tx, "country"))
    done = importer.plan(tx, reading, catalogue, Options(course_id=course_id, likely="new"))
    verdicts = [row.verdict for row in done.rows]
    enrolled = {one.person.id: one for one in enrolments.rows(tx, course_id) if one.person is not None}
    here = {(row.sheet, row.row): enrolled[row.person_id] for row in done.rows if row.person_id in enrolled}
    for one in here.values():
        _date_age(tx, one.enrolment)
    doubts = []
    for row in done.rows:
        mine = here.get((row.sheet, row.row))
        if row.verdict == "new" and mine is not None and mine.person is not None:
            person = mine.person
            others = [other for other in row.candidates if other.record_id != person.id and not other.certain]
            if others and row.candidates[0].record_id != person.id:
                known = f"{others[0].name} ({others[0].sentence})"
                doubts.append(Doubt(person.id, row.name, others[0].record_id, known))
    refused = [f"{row.name or row.row}: {row.reason}" for row in done.rows if row.verdict in ("refused", "held")]
    refused += [f"{note.cell} “{note.typed}”: {note.note}" for note in done.notes]
    refused += [question.text for question in done.questions]
    notes = {
        (here[place].enrolment.id, f"person.{note.field}"): _("“{typed}”: {note}").format(
            typed=note.typed, note=note.note
        )
        for note in done.notes
        if (place := (note.sheet, note.row)) in here
    }
    counts = [verdicts.count(verdict) for verdict in ("new", "changed", "same")]
    return Pasted(counts[0], counts[1], counts[2], tuple(refused), notes, doubts)


def remove_rows(tx: Any, ids: Iterable[str]) -> None:
    """Take learners off the course."""
    for row_id in ids:
        enrolments.remove(tx, tx.get(Enrolment, row_id))


def _date_age(tx: Any, enrolment: Enrolment, *, again: bool = False) -> None:
    """An age that is told in a course is that of its first day; `again`: also where the age had a day before."""
    starts = tx.get(Course, enrolment.course_id or "").starts
    if enrolment.person_id is None or starts is None:
        return
    person = tx.get(Person, enrolments.person_roots(tx, [enrolment.person_id])[enrolment.person_id])
    if person.age is not None and (again or person.age_on is None):
        tx.update(person, age_on=min(starts, date.today()))


def _enrol(tx: Any, course_id: str, row_id: str, values: Mapping[str, Any]) -> list[Doubt]:
    person = {key.partition(".")[2]: value for key, value in values.items() if key.startswith("person.")}
    own = {key.partition(".")[2]: value for key, value in values.items() if key.startswith("enrolment.")}
    person = {key: value for key, value in person.items() if value is not None}
    enrolments.enrol(tx, course_id, [Entry(person=person, values={"id": row_id, **own})])
    return _set_enterprise(tx, course_id, row_id, values[ENTERPRISE]) if values.get(ENTERPRISE) else []


def _set_enterprise(tx: Any, course_id: str, row_id: str, name: str | None) -> list[Doubt]:
    """The enterprise that sends a participant; one that is not of the course is made, and takes part itself.

    Returns which known one a new one may be.
    """
    enrolment = tx.get(Enrolment, row_id)
    if not name:
        tx.update(enrolment, enterprise_id=None)
        return []
    here = [one for one in enrolments.rows(tx, course_id) if one.enterprise and fold(one.enterprise) == fold(name)]
    known = here[0].enrolment.enterprise_id if here else None
    enterprise_id = known or enterprises.save(tx, name=name).id
    enrolments.enrol_enterprise(tx, course_id, enterprise_id)
    tx.update(enrolment, enterprise_id=enterprise_id)
    return about(tx, "enterprise", enterprise_id) if known is None else []


def _doubt(tx: Any, enrolment: Enrolment) -> Doubt | None:
    """Somebody known elsewhere who is much like this participant."""
    if enrolment.person_id is None:
        return None
    root = enrolments.person_roots(tx, [enrolment.person_id])[enrolment.person_id]
    person = tx.get(Person, root)
    if not person.full_name:
        return None
    found = duplicates.is_it_known(
        tx, person.full_name, person.phones, sex=person.sex, birth_date=person.birth_date,
        birth_year=person.birth_year, age=person.age, national_id=person.national_id,
    )  # fmt: skip
    others = [one for one in found if one.id != root and one.likeness.weight >= DOUBTFUL]
    apart = duplicates.said_apart(tx, root, [one.id for one in others])
    others = [one for one in others if one.id not in apart]
    if not others:
        return None
    facts = persons.rows(tx, ids=[others[0].id])
    why = "; ".join(others[0].likeness.reasons[:2])
    return Doubt(root, person.full_name, others[0].id, f"{_person_line(facts[0])} ({why})")


def _person_line(row: persons.Row) -> str:
    born = _("{age} years").format(age=row.age) if row.age else ""
    return " · ".join(part for part in (row.full_name or row.latin_name, row.phones, row.place, born) if part)


def _who(row: enrolments.Row) -> str:
    return " ".join(part for part in (row.enterprise, row.organisation, row.enrolment.class_name) if part)


def is_refused(key: str, value: Any) -> bool:
    """Whether a value of a column cannot be, so that it stays in the grid with its mark and is not saved."""
    table, _dot, field = key.partition(".")
    if value is None or table != "person":
        return False
    found = persons.problems({"full_name": "-", field: value}, date.today())
    return any(problem.field == field and problem.refuses for problem in found)


def _check(field: str) -> Any:
    def check(value: Any) -> str | None:
        found = persons.problems({"full_name": "-", field: value}, date.today())
        return next((problem.sentence for problem in found if problem.field == field), None)

    return check
