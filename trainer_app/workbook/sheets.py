"""The sheets of the workbook: one list, from which writing, reading, merging and the template follow.

To add a column: a line here. To add a sheet: an entry in SHEETS; its rows come from one table, or from a main table
and the record that it refers to (`second`).
"""

from dataclasses import dataclass
from functools import cached_property

from trainer_app.texts import N_

NAMES_SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind` says how a cell is written and read (see cells.py); `field` is table.field."""

    field: str
    label: str
    kind: str = "text"  # text, integer, decimal, date, choice, yesno, reference, trainers, information
    list: str = ""  # of a choice or reference: the code list or the table
    width: int = 14
    note: str = ""
    required: bool = False
    least: int = 0  # of an integer
    most: int = 1_000_000_000

    @property
    def key(self) -> str:
        """The part of the stable key after the sheet's: never changes once released."""
        return self.field

    @property
    def table(self) -> str:
        return self.field.partition(".")[0]

    @property
    def is_percentage(self) -> bool:
        """Whether the cells are percentages, from 0 to 100."""
        return "%" in self.label

    @property
    def name(self) -> str:
        return self.field.partition(".")[2]


@dataclass(frozen=True)
class Sheet:
    """One visible sheet. `identity` names the columns that tell a row without an id."""

    key: str
    label: str
    table: str
    columns: tuple[Column, ...]
    second: str = ""  # the table of the record that the main one refers to by `<second>_id`
    identity: tuple[str, ...] = ()
    spare: int = 0  # empty rows ready to type in

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """The columns by their keys."""
        return {column.key: column for column in self.columns}


_COURSE = Column(
    "{}.course_id",
    N_("Course"),
    "reference",
    "course",
    18,
    N_("Code of the course, as on the sheet Courses."),
    required=True,
)


def _course(table: str) -> Column:
    return Column(
        _COURSE.field.format(table), _COURSE.label, _COURSE.kind, _COURSE.list, _COURSE.width, _COURSE.note, True
    )


COURSES = Sheet(
    "courses",
    N_("Courses"),
    "course",
    (
        Column("course.code", N_("Code"), width=18, note=N_("A short name for the course, different for each."),
               required=True),
        Column("course.title", N_("Title"), width=28),
        Column("course.products", N_("Product"), "choice", "product", 16,
               N_("What was taught. Several products: their codes with a blank between."), required=True),
        Column("course.place_id", N_("Province"), "reference", "place", 18),
        Column("course.venue", N_("Venue"), width=20),
        Column("course.starts", N_("Start"), "date", width=12, note=N_("As 2026-03-31, or as a date cell.")),
        Column("course.ends", N_("End"), "date", width=12),
        Column("course.organiser_id", N_("Organiser"), "reference", "organisation", 22),
        Column("course.trainers", N_("Trainers"), "trainers", "trainer", 28,
               N_("Names of the trainers, with a semicolon between.")),
        Column("course.status", N_("Status"), "choice", "course_status", 12),
        Column("course.hours", N_("Hours"), "decimal", width=9),
        Column("course.class_name", N_("Class"), width=14, note=N_("KAB: the class or group of the school.")),
        Column("course.school_year", N_("School year"), width=12),
        Column("course.problems", N_("Problems met"), width=28),
        Column("course.notes", N_("Notes"), width=28),
    ),
    identity=("course.code",),
    spare=5,
)  # fmt: skip

SESSIONS = Sheet(
    "sessions",
    N_("Sessions"),
    "course_session",
    (
        _course("course_session"),
        Column("course_session.number", N_("Session"), "integer", width=9, required=True),
        Column("course_session.held_on", N_("Date"), "date", width=12),
        Column("course_session.part", N_("Part of the day"), "choice", "part", 14),
        Column("course_session.hours", N_("Hours"), "decimal", width=9),
        Column("course_session.module", N_("Module"), width=28),
    ),
    identity=("course_session.course_id", "course_session.number"),
)

PARTICIPANTS = Sheet(
    "participants",
    N_("Participants"),
    "enrolment",
    (
        _course("enrolment"),
        Column("enrolment.seat", N_("No."), "integer", width=6),
        Column("person.full_name", N_("Full name"), width=26, required=True,
               note=N_("The name as the person writes it, in the person's own script.")),
        Column("person.latin_name", N_("Name in Latin letters"), width=24),
        Column("person.father_name", N_("Father's or spouse's name"), width=22),
        Column("person.sex", N_("Sex"), "choice", "sex", 10),
        Column("person.birth_date", N_("Birth date"), "date", width=12, note=N_("As 2026-03-31, or as a date cell.")),
        Column("person.birth_year", N_("Birth year"), "integer", width=10, least=1900, most=2100,
               note=N_("Four digits, if the birth date is not known.")),
        Column("person.phones", N_("Phone"), width=18, note=N_("Several with a semicolon between.")),
        Column("person.email", N_("E-mail"), width=22),
        Column("person.national_id", N_("National id"), width=20),
        Column("person.address", N_("Address"), width=24),
        Column("person.place_id", N_("Home province"), "reference", "place", 18),
        Column("person.education", N_("Education"), width=16),
        Column("person.occupations", N_("Occupation"), width=18),
        Column("person.disability", N_("Disability"), "choice", "yes_no", 11),
        Column("enrolment.role", N_("Role"), "choice", "role", 12),
        Column("enrolment.has_business", N_("Has a business"), "yesno", "yes_no", 12),
        Column("enrolment.business_name", N_("Name of the business"), width=20),
        Column("enrolment.business_sector", N_("Sector"), width=16),
        Column("enrolment.plan_finished", N_("Plan finished"), "yesno", "yes_no", 12),
        Column("enrolment.pre_test", N_("Test before, %"), "decimal", width=11),
        Column("enrolment.post_test", N_("Test after, %"), "decimal", width=11),
        Column("enrolment.outcome", N_("Outcome"), "choice", "outcome", 14),
        Column("enrolment.outcome_reason", N_("Reason"), width=60),
        Column("enrolment.certificate", N_("Certificate"), "information", width=30),
        Column("enrolment.remark", N_("Remark"), width=24),
    ),
    second="person",
    identity=("enrolment.course_id", "person.full_name"),
    spare=40,
)  # fmt: skip

ATTENDANCE = Sheet(
    "attendance",
    N_("Attendance"),
    "enrolment",
    (
        Column("enrolment.course_code", N_("Course"), "information", width=18),
        Column("person.name", N_("Full name"), "information", width=26),
    ),
    identity=("enrolment.course_code", "person.name"),
)
"""Besides these two a column per session number: `attendance.<number>`, cells are marks."""

HEADCOUNTS = Sheet(
    "headcounts",
    N_("Totals without names"),
    "headcount",
    (
        _course("headcount"),
        Column("headcount.label", N_("Group"), width=24),
        Column("headcount.women", N_("Women"), "integer", width=9),
        Column("headcount.men", N_("Men"), "integer", width=9),
        Column("headcount.other", N_("Other"), "integer", width=9),
        Column("headcount.unknown", N_("Sex not known"), "integer", width=12),
        Column("headcount.youth", N_("Of these, youth"), "integer", width=12),
        Column("headcount.disability", N_("Of these, with a disability"), "integer", width=14),
        Column("headcount.notes", N_("Notes"), width=28),
    ),
    identity=("headcount.course_id", "headcount.label"),
    spare=10,
)

ENTERPRISES = Sheet(
    "enterprises",
    N_("Enterprises"),
    "enterprise",
    (
        Column("enterprise.name", N_("Name"), width=28, required=True),
        Column("enterprise.owner_name", N_("Owner"), width=24),
        Column("enterprise.owner_sex", N_("Sex of the owner"), "choice", "sex", 12),
        Column("enterprise.sector", N_("Sector"), width=20),
        Column("enterprise.place_id", N_("Province"), "reference", "place", 18),
        Column("enterprise.phones", N_("Phone"), width=18),
        Column("enterprise.started_on", N_("Started on"), "date", width=12),
        Column("enterprise.workers_women", N_("Workers, women"), "integer", width=11),
        Column("enterprise.workers_men", N_("Workers, men"), "integer", width=11),
        Column("enterprise.workers_total", N_("Workers, all"), "integer", width=11),
        Column("enterprise.registered", N_("Registered"), "yesno", "yes_no", 11),
        Column("enterprise.notes", N_("Notes"), width=28),
    ),
    identity=("enterprise.name",),
    spare=10,
)

FOLLOW_UPS = Sheet(
    "follow_ups",
    N_("Follow-ups"),
    "follow_up",
    (
        Column("follow_up.course_code", N_("Course"), "information", width=18),
        Column("follow_up.person_name", N_("Full name"), "information", width=26),
        Column("follow_up.phones", N_("Phone"), "information", width=18),
        Column("follow_up.months", N_("Months after"), "information", width=9),
        Column("follow_up.due", N_("Due on"), "date", width=12),
        Column("follow_up.status", N_("Status"), "choice", "follow_up_status", 14),
        Column("follow_up.asked_on", N_("Asked on"), "date", width=12),
        Column("follow_up.mode", N_("How"), "choice", "mode", 12),
        Column("follow_up.asked_by", N_("Asked by"), width=20),
        Column("follow_up.notes", N_("Notes"), width=32),
    ),
    identity=("follow_up.course_code", "follow_up.person_name", "follow_up.months"),
)

VISITS = Sheet(
    "visits",
    N_("Visits"),
    "visit",
    (
        _course("visit"),
        Column("visit.kind", N_("Kind"), "choice", "visit_kind", 12),
        Column("visit.visited_on", N_("Date"), "date", width=12, required=True),
        Column("visit.hours", N_("Hours"), "decimal", width=9),
        Column("visit.module", N_("Subject"), width=24),
        Column("visit.notes", N_("Notes"), width=36),
    ),
    identity=("visit.course_id", "visit.visited_on", "visit.notes"),
    spare=10,
)

TRAINERS = Sheet(
    "trainers",
    N_("Trainers"),
    "person",
    (
        Column("person.full_name", N_("Full name"), width=26, required=True),
        Column("person.latin_name", N_("Name in Latin letters"), width=24),
        Column("person.sex", N_("Sex"), "choice", "sex", 10),
        Column("person.phones", N_("Phone"), width=18),
        Column("person.email", N_("E-mail"), width=24),
        Column("person.place_id", N_("Home province"), "reference", "place", 18),
        Column("person.notes", N_("Notes"), width=28),
    ),
    identity=("person.full_name",),
    spare=5,
)

SHEETS: tuple[Sheet, ...] = (
    COURSES, SESSIONS, PARTICIPANTS, ATTENDANCE, HEADCOUNTS, ENTERPRISES, FOLLOW_UPS, VISITS, TRAINERS,
)  # fmt: skip
"""Every work sheet, in the order of the tabs. TRAINERS and COURSES are read first, the others refer to them."""

CODE_LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "sex": (("F", N_("Woman")), ("M", N_("Man")), ("X", N_("Other")), ("N", N_("Not stated"))),
    "yes_no": (("yes", N_("Yes")), ("no", N_("No"))),
    "part": (("am", N_("Morning")), ("pm", N_("Afternoon")), ("day", N_("Whole day"))),
    "mark": (("present", N_("P")), ("absent", N_("A")), ("half", N_("H")), ("excused", N_("E"))),
    "role": (("participant", N_("Participant")), ("manager", N_("Manager")), ("worker", N_("Worker"))),
    "outcome": (
        ("completed", N_("Completed")),
        ("dropped_out", N_("Dropped out")),
        ("no_show", N_("Never came")),
        ("failed", N_("Did not pass")),
        ("not_known", N_("Not known")),
    ),
    "course_status": (("planned", N_("Planned")), ("held", N_("Held")), ("cancelled", N_("Cancelled"))),
    "follow_up_status": (
        ("due", N_("Due")),
        ("reached", N_("Reached")),
        ("refused", N_("Refused")),
        ("not_found", N_("Not found")),
        ("moved", N_("Moved away")),
        ("dead", N_("Dead")),
        ("ineligible", N_("Not to be asked")),
    ),
    "mode": (
        ("phone", N_("By phone")),
        ("visit", N_("Visit")),
        ("group", N_("In a group")),
        ("message", N_("Message")),
    ),
    "visit_kind": (("visit", N_("Visit")), ("call", N_("Call")), ("group", N_("Group meeting"))),
}
"""Codes and labels of every drop-down that does not come from the data. A code never changes once released."""
