"""The tables. Every subclass of Record is journaled; the others are local to one database.

Every column of a record but its id may be empty: blank means "not known", never zero. Dates are ISO dates.
Columns that end in `_id` name a record of another table (see REFERENCES); codes of programmes and products
are those of resources/programmes.

To add a column: here, a migration in db/migrations/versions, and where it is shown or exchanged
(trainer_app/workbook/sheets.py, the form).
"""

from datetime import date
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from db.ids import new_id


class Record(SQLModel):
    """A row that is journaled and exchanged. `deleted` rows stay, so that nothing is lost."""

    id: str = Field(primary_key=True, default_factory=new_id)
    deleted: bool = Field(default=False, nullable=False)


def _reference(**kwargs: Any) -> Any:
    """A column that names a record of another table; indexed because lists are read by it."""
    return Field(default=None, index=True, **kwargs)


class Place(Record, table=True):
    """A province, district, township or their equivalents, as a tree."""

    name: str | None = None
    latin_name: str | None = None
    spellings: str | None = None  # other spellings, separated by "; "
    level: str | None = None  # country, province, district, township
    code: str | None = None
    country: str | None = None  # ISO 3166 alpha-2
    parent_id: str | None = _reference()
    merged_into: str | None = None


class Organisation(Record, table=True):
    """An office, ministry, provider, school, donor, company ... Name and country identify it, not the acronym."""

    name: str | None = None
    acronym: str | None = None
    kind: str | None = None
    country: str | None = None
    parent_id: str | None = _reference()
    place_id: str | None = _reference()
    phones: str | None = None
    email: str | None = None
    notes: str | None = None
    merged_into: str | None = None


class Project(Record, table=True):
    """What pays for courses: a project with its donor and outcome codes."""

    code: str | None = None
    name: str | None = None
    donor_id: str | None = _reference()
    outcome_code: str | None = None  # country programme outcome or the donor's own code
    starts: date | None = None
    ends: date | None = None
    youth_from: int | None = None  # the project's own youth limits, years of age, inclusive
    youth_to: int | None = None
    notes: str | None = None


class Target(Record, table=True):
    """What a project promised for a period."""

    project_id: str | None = _reference()
    indicator: str | None = None
    starts: date | None = None
    ends: date | None = None
    value: float | None = None


class Funding(Record, table=True):
    """Who paid what share of a course."""

    course_id: str | None = _reference()
    project_id: str | None = _reference()
    organisation_id: str | None = _reference()
    role: str | None = None  # donor, partner, host, participants
    share: float | None = None  # per cent of the cost
    amount: float | None = None
    currency: str | None = None


class Person(Record, table=True):
    """A participant, trainer, owner, or several of these. The name is never split and needs no surname."""

    full_name: str | None = Field(default=None, index=True)
    latin_name: str | None = None
    honorific: str | None = None
    father_name: str | None = None
    sex: str | None = None  # F, M, X other, N not stated; empty: not known
    birth_date: date | None = None
    birth_year: int | None = None
    age: int | None = None  # years, on the day age_on
    age_on: date | None = None
    age_bracket: str | None = None  # "16-25", "60+"
    phones: str | None = None  # as text, several separated by "; "
    email: str | None = None
    national_id: str | None = None
    address: str | None = None
    place_id: str | None = _reference()
    education: str | None = None
    literacy: str | None = None  # excellent, good, fair, weak
    occupations: str | None = None
    disability: str | None = None  # yes, no
    disability_method: str | None = None  # washington_group, yes_no
    groups: str | None = None
    is_trainer: bool | None = None
    consent_on: date | None = None
    consent_purposes: str | None = None
    notes: str | None = None
    merged_into: str | None = None
    erased_on: date | None = None


class Credential(Record, table=True):
    """One step in a trainer's history for a programme, product and level; a new step is a new record."""

    person_id: str | None = _reference()
    programme: str | None = None
    product: str | None = None
    level: str | None = None  # trainer, master_trainer, facilitator, promoter, key_facilitator, expert
    status: str | None = None  # nominated, in_tot, tot_done, practising, certified, suspended, withdrawn, left
    since: date | None = None
    until: date | None = None
    course_id: str | None = _reference()
    number: str | None = None
    notes: str | None = None


class Enterprise(Record, table=True):
    """A business as the programmes meet it."""

    name: str | None = Field(default=None, index=True)
    owner_id: str | None = _reference()
    owner_name: str | None = None
    owner_sex: str | None = None
    registered: bool | None = None
    legal_form: str | None = None
    sector: str | None = None
    isic: str | None = None
    place_id: str | None = _reference()
    address: str | None = None
    phones: str | None = None
    started_on: date | None = None
    workers_women: int | None = None
    workers_men: int | None = None
    workers_total: int | None = None
    union_representative: bool | None = None
    buyer: str | None = None
    cooperative: bool | None = None
    notes: str | None = None
    merged_into: str | None = None


class Course(Record, table=True):
    """One training event or class; it may cover several products of its programme."""

    code: str | None = Field(default=None, index=True)
    title: str | None = None
    programme: str | None = None
    products: str | None = None  # product codes separated by one blank
    edition: str | None = None
    place_id: str | None = _reference()
    venue: str | None = None
    starts: date | None = None
    ends: date | None = Field(default=None, index=True)
    dates_typed: str | None = None  # as the source wrote them, where it was not a plain date
    dates_precision: str | None = None  # day, month, year; empty: day
    organiser_id: str | None = _reference()
    status: str | None = None  # planned, held, cancelled; empty: as the dates say
    school_year: str | None = None
    class_name: str | None = None
    hours: float | None = None
    fee: float | None = None
    fee_currency: str | None = None
    problems: str | None = None
    notes: str | None = None


class CourseTrainer(Record, table=True):
    """Who taught a course, in which role."""

    __tablename__ = "course_trainer"
    course_id: str | None = _reference()
    person_id: str | None = _reference()
    role: str | None = None  # lead, co_trainer, master_trainer, facilitator


class CourseSession(Record, table=True):
    """One half-day or day of a course; attendance is marked for it."""

    __tablename__ = "course_session"
    course_id: str | None = _reference()
    number: int | None = None  # 1, 2, ... within the course
    held_on: date | None = None
    part: str | None = None  # am, pm, day
    hours: float | None = None
    module: str | None = None


class Enrolment(Record, table=True):
    """One learner in one course: a person, enterprise, class or organisation."""

    course_id: str | None = _reference()
    learner: str | None = None  # person, enterprise, class, organisation; empty: person
    person_id: str | None = _reference()
    enterprise_id: str | None = _reference()
    organisation_id: str | None = _reference()
    class_name: str | None = None
    seat: int | None = None  # order in the list
    role: str | None = None  # participant, manager, worker
    has_business: bool | None = None
    business_name: str | None = None
    business_sector: str | None = None
    workers_women: int | None = None
    workers_men: int | None = None
    income: float | None = None  # family income a month at entry, local currency
    plan_finished: bool | None = None
    pre_test: float | None = None  # per cent
    post_test: float | None = None
    outcome: str | None = None  # completed, dropped_out, no_show, failed, not_known
    outcome_reason: str | None = None
    outcome_by: str | None = None  # who decided against the product's rule
    remark: str | None = None


class Headcount(Record, table=True):
    """Totals without names."""

    course_id: str | None = _reference()
    label: str | None = None
    women: int | None = None
    men: int | None = None
    other: int | None = None
    unknown: int | None = None
    youth: int | None = None
    disability: int | None = None
    notes: str | None = None


class Attendance(Record, table=True):
    """One learner at one session."""

    enrolment_id: str | None = _reference()
    session_id: str | None = _reference()
    mark: str | None = None  # present, half, absent, excused
    hours: float | None = None


class Evaluation(Record, table=True):
    """One anonymous score of a course at its end."""

    course_id: str | None = _reference()
    respondent: int | None = None
    item: str | None = None
    score: float | None = None
    comment: str | None = None


class Visit(Record, table=True):
    """Support after training: a visit, call or group meeting."""

    course_id: str | None = _reference()
    enrolment_id: str | None = _reference()
    enterprise_id: str | None = _reference()
    trainer_id: str | None = _reference()
    kind: str | None = None  # visit, call, group
    visited_on: date | None = None
    hours: float | None = None
    module: str | None = None
    notes: str | None = None


class Observation(Record, table=True):
    """A master trainer's quality visit to a trainer's course."""

    course_id: str | None = _reference()
    session_id: str | None = _reference()
    trainer_id: str | None = _reference()
    observer_id: str | None = _reference()
    observed_on: date | None = None
    competency: str | None = None
    score: float | None = None
    recommendation: str | None = None  # certify, more_practice, reject
    notes: str | None = None


class Measurement(Record, table=True):
    """An enterprise's indicator at one moment."""

    enterprise_id: str | None = _reference()
    course_id: str | None = _reference()
    indicator: str | None = None
    moment: str | None = None  # baseline, after
    measured_on: date | None = None
    value: float | None = None
    unit: str | None = None


class Improvement(Record, table=True):
    """An action of an enterprise's improvement plan."""

    enterprise_id: str | None = _reference()
    course_id: str | None = _reference()
    action: str | None = None
    responsible: str | None = None
    due: date | None = None
    status: str | None = None  # open, done, dropped
    done_on: date | None = None
    cost: float | None = None
    saving: float | None = None
    currency: str | None = None


class FollowUp(Record, table=True):
    """One follow-up of one enrolment, so many months after the course."""

    __tablename__ = "follow_up"
    enrolment_id: str | None = _reference()
    months: int | None = None
    due: date | None = Field(default=None, index=True)
    status: str | None = None  # due, reached, refused, not_found, moved, dead, ineligible
    asked_on: date | None = None
    mode: str | None = None  # phone, visit, group, message
    asked_by: str | None = None
    notes: str | None = None


class Answer(Record, table=True):
    """One answer of a follow-up, by the question's stable code."""

    follow_up_id: str | None = _reference()
    question: str | None = None
    value: str | None = None


class Certificate(Record, table=True):
    """One number of the register. Numbers are permanent: a void one is kept and never given again."""

    number: str | None = Field(default=None, index=True)
    kind: str | None = None
    product: str | None = None
    course_id: str | None = _reference()
    enrolment_id: str | None = _reference()
    person_id: str | None = _reference()
    name_printed: str | None = None
    issued_on: date | None = None
    issued_by: str | None = None
    override_reason: str | None = None
    collected_on: date | None = None
    collected_by: str | None = None
    voided_on: date | None = None
    void_reason: str | None = None


class Printing(Record, table=True):
    """One printing of one certificate; the first is the original, the others are copies."""

    certificate_id: str | None = _reference()
    printed_on: date | None = None


class Figure(Record, table=True):
    """A figure that was published, kept so that it can be compared with what is counted now."""

    indicator: str | None = None
    starts: date | None = None
    ends: date | None = None
    place_id: str | None = _reference()
    project_id: str | None = _reference()
    value: float | None = None
    source: str | None = None
    published_on: date | None = None


class Setting(Record, table=True):
    """One setting of one replica."""

    replica: str | None = None
    key: str | None = None
    value: str | None = None


class SavedView(Record, table=True):
    """A list's columns, order and filter under a name."""

    __tablename__ = "saved_view"
    screen: str | None = None
    name: str | None = None
    definition: str | None = None  # JSON


class NotSame(Record, table=True):
    """Two records that look alike and are not the same: remembered, so that nobody is asked twice."""

    __tablename__ = "not_same"
    table_name: str | None = None
    first_id: str | None = _reference()
    second_id: str | None = _reference()


class Replica(Record, table=True):
    """One database that takes part in the exchange; its id is the replica id of its stamps."""

    code: str | None = None  # seven characters, stands in certificate numbers
    name: str | None = None
    kind: str | None = None  # trainer, office


class SigningKey(Record, table=True):
    """A public key of a database: what it signs with the private one can be told from what others made."""

    __tablename__ = "signing_key"

    replica_id: str | None = _reference()
    public_key: str | None = None  # Ed25519, the 32 bytes in base64
    made_on: date | None = None
    retired_on: date | None = None
    countersigned_by: str | None = None  # the signing key of an office that vouches for this one
    countersignature: str | None = None  # base64


RECORDS: dict[str, type[Record]] = {
    str(model.__tablename__): model
    for model in (
        Replica, Setting, Place, Organisation, Project, Target, Person, Credential, Enterprise, Course,
        CourseTrainer, CourseSession, Funding, Enrolment, Headcount, Attendance, Evaluation, Visit, Observation,
        Measurement, Improvement, FollowUp, Answer, Certificate, Printing, Figure, SavedView, NotSame,
        SigningKey,
    )
}  # fmt: skip
"""Every journaled table by name, those that others refer to first."""

REFERENCES: dict[str, str] = {
    "place_id": "place",
    "parent_id": "",  # a record of the same table
    "merged_into": "",
    "donor_id": "organisation",
    "organiser_id": "organisation",
    "organisation_id": "organisation",
    "project_id": "project",
    "course_id": "course",
    "person_id": "person",
    "owner_id": "person",
    "trainer_id": "person",
    "observer_id": "person",
    "enterprise_id": "enterprise",
    "enrolment_id": "enrolment",
    "session_id": "course_session",
    "follow_up_id": "follow_up",
    "certificate_id": "certificate",
    "replica_id": "replica",
    "countersigned_by": "",
}
"""The table that a column of this name refers to; an empty name: its own table."""


class Change(SQLModel, table=True):
    """The journal: see db/journal.py."""

    # Few changes take others back; what they left without a row is looked up at every export.
    # Two copies of one database may have given one stamp twice, but a record's stamps are its own.
    __table_args__ = (
        Index("ix_change_record", "record_id", "stamp", unique=True),
        Index("ix_change_retract", "table_name", "record_id", sqlite_where=text("kind = 'retract'")),
    )

    seq: int | None = Field(default=None, primary_key=True)
    stamp: str
    table_name: str
    record_id: str
    kind: str  # create, set, retract, erase
    fields: str  # JSON object: field -> value
    basis: str  # JSON object: field -> stamps it replaces
    author: str | None = None
    origin: str | None = None  # JSON object: file, sheet, row, cells
    action_id: int = Field(index=True)  # the action of this database that brought it


class Action(SQLModel, table=True):
    """One thing that a person did here: its changes can be taken back together."""

    # An office has tens of thousands of merges: whether a file is known must not cost a look at each.
    __table_args__ = (
        Index("ix_action_sha256", text("json_extract(details, '$.sha256')")),
        Index("ix_action_workbook", text("json_extract(details, '$.workbook')")),
        Index("ix_action_whole", text("json_extract(details, '$.whole.digest')")),
        Index("ix_action_undone_by", "undone_by", sqlite_where=text("undone_by IS NOT NULL")),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str  # edit, import, merge, export, undo, restore, settle, join
    label: str
    at: str  # UTC, ISO
    author: str | None = None
    details: str = "{}"  # JSON: file, sha256, partner, ledger ...
    undone_by: int | None = None


class Conflict(SQLModel, table=True):
    """A field for which two changes stand that did not know of each other. Derived from the journal."""

    table_name: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    stamps: str  # JSON list, the last one shows


class Joined(SQLModel, table=True):
    """The record that stands for a joined one, through all joins. Derived from merged_into."""

    table_name: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    root: str = Field(index=True)


class Meta(SQLModel, table=True):
    """Facts about this database itself: replica id and code, clock, journal digests taken in."""

    key: str = Field(primary_key=True)
    value: str
