"""The first schema: the journaled tables with their indexes, the journal, and what is local to one database."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables; the triggers that guard them are made after every upgrade (env.py)."""
    _registers()
    _courses()
    _results()
    _journal()


def _record(table: str, *columns: sa.Column, indexed: tuple[str, ...] = ()) -> None:
    """A journaled table: every column but the first two may be empty."""
    op.create_table(
        table,
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        *columns,
    )
    for name in indexed:
        op.create_index(f"ix_{table}_{name}", table, [name])


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.String())


def _whole(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer())


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Float())


def _day(name: str) -> sa.Column:
    return sa.Column(name, sa.Date())


def _yes_no(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean())


def _registers() -> None:
    """What the other records refer to."""
    _record("replica", _text("code"), _text("name"), _text("kind"))
    _record("setting", _text("replica"), _text("key"), _text("value"))
    _record("saved_view", _text("screen"), _text("name"), _text("definition"))
    _record(
        "place",
        _text("name"), _text("latin_name"), _text("spellings"), _text("level"), _text("code"), _text("country"),
        _text("parent_id"), _text("merged_into"), indexed=("parent_id",),
    )  # fmt: skip
    _record(
        "organisation",
        _text("name"), _text("acronym"), _text("kind"), _text("country"), _text("parent_id"), _text("place_id"),
        _text("phones"), _text("email"), _text("notes"), _text("merged_into"), indexed=("parent_id", "place_id"),
    )  # fmt: skip
    _record(
        "project",
        _text("code"), _text("name"), _text("donor_id"), _text("outcome_code"), _day("starts"), _day("ends"),
        _whole("youth_from"), _whole("youth_to"), _text("notes"), indexed=("donor_id",),
    )  # fmt: skip
    _record(
        "target",
        _text("project_id"), _text("indicator"), _day("starts"), _day("ends"), _number("value"),
        indexed=("project_id",),
    )  # fmt: skip
    _record(
        "person",
        _text("full_name"), _text("latin_name"), _text("honorific"), _text("father_name"), _text("sex"),
        _day("birth_date"), _whole("birth_year"), _whole("age"), _day("age_on"), _text("age_bracket"),
        _text("phones"), _text("email"), _text("national_id"), _text("address"), _text("place_id"),
        _text("education"), _text("literacy"), _text("occupations"), _text("disability"),
        _text("disability_method"), _text("groups"), _yes_no("is_trainer"), _day("consent_on"),
        _text("consent_purposes"), _text("notes"), _text("merged_into"), _day("erased_on"), indexed=("full_name",
        "place_id"),
    )  # fmt: skip
    _record(
        "credential",
        _text("person_id"), _text("programme"), _text("product"), _text("level"), _text("status"), _day("since"),
        _day("until"), _text("course_id"), _text("number"), _text("notes"), indexed=("person_id", "course_id"),
    )  # fmt: skip
    _record(
        "enterprise",
        _text("name"), _text("owner_id"), _text("owner_name"), _text("owner_sex"), _yes_no("registered"),
        _text("legal_form"), _text("sector"), _text("isic"), _text("place_id"), _text("address"), _text("phones"),
        _day("started_on"), _whole("workers_women"), _whole("workers_men"), _whole("workers_total"),
        _yes_no("union_representative"), _text("buyer"), _yes_no("cooperative"), _text("notes"),
        _text("merged_into"), indexed=("name", "owner_id", "place_id"),
    )  # fmt: skip


def _courses() -> None:
    """Courses with what belongs to them."""
    _record(
        "course",
        _text("code"), _text("title"), _text("programme"), _text("products"), _text("edition"), _text("place_id"),
        _text("venue"), _day("starts"), _day("ends"), _text("dates_typed"), _text("dates_precision"),
        _text("organiser_id"), _text("status"), _text("school_year"), _text("class_name"), _number("hours"),
        _number("fee"), _text("fee_currency"), _text("problems"), _text("notes"), indexed=("code", "place_id",
        "ends", "organiser_id"),
    )  # fmt: skip
    _record("course_trainer", _text("course_id"), _text("person_id"), _text("role"), indexed=("course_id", "person_id"))
    _record(
        "course_session",
        _text("course_id"), _whole("number"), _day("held_on"), _text("part"), _number("hours"), _text("module"),
        indexed=("course_id",),
    )  # fmt: skip
    _record(
        "funding",
        _text("course_id"), _text("project_id"), _text("organisation_id"), _text("role"), _number("share"),
        _number("amount"), _text("currency"), indexed=("course_id", "project_id", "organisation_id"),
    )  # fmt: skip
    _record(
        "enrolment",
        _text("course_id"), _text("learner"), _text("person_id"), _text("enterprise_id"), _text("organisation_id"),
        _text("class_name"), _whole("seat"), _text("role"), _yes_no("has_business"), _text("business_name"),
        _text("business_sector"), _whole("workers_women"), _whole("workers_men"), _number("income"),
        _yes_no("plan_finished"), _number("pre_test"), _number("post_test"), _text("outcome"),
        _text("outcome_reason"), _text("outcome_by"), _text("remark"), indexed=("course_id", "person_id",
        "enterprise_id", "organisation_id"),
    )  # fmt: skip
    _record(
        "headcount",
        _text("course_id"), _text("label"), _whole("women"), _whole("men"), _whole("other"), _whole("unknown"),
        _whole("youth"), _whole("disability"), _text("notes"), indexed=("course_id",),
    )  # fmt: skip
    _record(
        "attendance",
        _text("enrolment_id"), _text("session_id"), _text("mark"), _number("hours"), indexed=("enrolment_id",
        "session_id"),
    )  # fmt: skip
    _record(
        "evaluation",
        _text("course_id"), _whole("respondent"), _text("item"), _number("score"), _text("comment"),
        indexed=("course_id",),
    )  # fmt: skip
    _record(
        "visit",
        _text("course_id"), _text("enrolment_id"), _text("enterprise_id"), _text("trainer_id"), _text("kind"),
        _day("visited_on"), _number("hours"), _text("module"), _text("notes"), indexed=("course_id", "enrolment_id",
        "enterprise_id", "trainer_id"),
    )  # fmt: skip
    _record(
        "observation",
        _text("course_id"), _text("session_id"), _text("trainer_id"), _text("observer_id"), _day("observed_on"),
        _text("competency"), _number("score"), _text("recommendation"), _text("notes"), indexed=("course_id",
        "session_id", "trainer_id", "observer_id"),
    )  # fmt: skip


def _results() -> None:
    """What came of the courses."""
    _record(
        "measurement",
        _text("enterprise_id"), _text("course_id"), _text("indicator"), _text("moment"), _day("measured_on"),
        _number("value"), _text("unit"), indexed=("enterprise_id", "course_id"),
    )  # fmt: skip
    _record(
        "improvement",
        _text("enterprise_id"), _text("course_id"), _text("action"), _text("responsible"), _day("due"),
        _text("status"), _day("done_on"), _number("cost"), _number("saving"), _text("currency"),
        indexed=("enterprise_id", "course_id"),
    )  # fmt: skip
    _record(
        "follow_up",
        _text("enrolment_id"), _whole("months"), _day("due"), _text("status"), _day("asked_on"), _text("mode"),
        _text("asked_by"), _text("notes"), indexed=("enrolment_id", "due"),
    )  # fmt: skip
    _record("answer", _text("follow_up_id"), _text("question"), _text("value"), indexed=("follow_up_id",))
    _record(
        "certificate",
        _text("number"), _text("kind"), _text("product"), _text("course_id"), _text("enrolment_id"),
        _text("person_id"), _text("name_printed"), _day("issued_on"), _text("issued_by"), _text("override_reason"),
        _day("collected_on"), _text("collected_by"), _day("voided_on"), _text("void_reason"), indexed=("number",
        "course_id", "enrolment_id", "person_id"),
    )  # fmt: skip
    _record("printing", _text("certificate_id"), _day("printed_on"), indexed=("certificate_id",))
    _record(
        "figure",
        _text("indicator"), _day("starts"), _day("ends"), _text("place_id"), _text("project_id"), _number("value"),
        _text("source"), _day("published_on"), indexed=("place_id", "project_id"),
    )  # fmt: skip
    _record("not_same", _text("table_name"), _text("first_id"), _text("second_id"), indexed=("first_id", "second_id"))


def _journal() -> None:
    """The journal, its gate, and what is local to one database or derived."""
    op.create_table(
        "change",
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("stamp", sa.String(), nullable=False, unique=True),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("author", sa.String()),
        sa.Column("origin", sa.String()),
        sa.Column("action_id", sa.Integer(), nullable=False),
    )
    op.create_index("ix_change_action_id", "change", ["action_id"])
    op.create_index("ix_change_record_id", "change", ["record_id"])
    op.create_index(
        "ix_change_retract", "change", ["table_name", "record_id"], sqlite_where=sa.text("kind = 'retract'")
    )
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("author", sa.String()),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("undone_by", sa.Integer()),
    )
    op.create_table(
        "conflict",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("stamps", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "record_id", "field"),
    )
    op.create_table(
        "joined",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "id"),
    )
    op.create_index("ix_joined_root", "joined", ["root"])
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("value", sa.String(), nullable=False),
    )
    op.create_table("journal_gate", sa.Column("open", sa.Integer(), nullable=False))
    op.execute("INSERT INTO journal_gate VALUES (0)")
