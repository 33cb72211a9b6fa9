"""Follow-ups: they appear by themselves so many months after a course, and hold one interview each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text as sql_text
from sqlmodel import col

from db.database import Transaction
from db.ids import derived_id
from db.models import Answer, FollowUp
from trainer_app import settings
from trainer_app.courses.courses import Problem
from trainer_app.courses.outcomes import add_months
from trainer_app.errors import UserError
from trainer_app.formats import fold, parse_number
from trainer_app.programmes.catalogue import Catalogue, Question
from trainer_app.texts import N_, _

STATUSES = {
    "due": N_("Due"), "reached": N_("Reached"), "refused": N_("Refused"), "not_found": N_("Not found"),
    "moved": N_("Moved away"), "dead": N_("Dead"), "ineligible": N_("Not to be asked"),
}  # fmt: skip
MODES = {"phone": N_("By phone"), "visit": N_("Visit"), "group": N_("In a group"), "message": N_("Message")}

_YES_NO = ("yes", "no")


@dataclass(frozen=True)
class Row:
    """One follow-up of the list; `id` is the record's, whether or not it is saved yet."""

    id: str
    enrolment_id: str
    person_id: str
    name: str
    phones: str
    course: str
    products: str
    months: int
    due: date
    status: str
    asked_on: date | None
    overdue: bool


@dataclass(frozen=True)
class Interview:
    """One follow-up to be asked: its record (saved or not), the questions of its product and the answers so far."""

    row: Row
    questions: tuple[Question, ...]
    answers: dict[str, str]
    mode: str | None
    asked_by: str | None
    notes: str | None


def follow_up_id(enrolment_id: str, months: int) -> str:
    """The id of a follow-up, the same on every replica."""
    return derived_id("follow_up", enrolment_id, str(months))


def find(
    tx: Transaction, catalogue: Catalogue, on: date, *, ahead: int | None = None, statuses: Sequence[str] = ("due",),
    text: str = "", limit: int = 1000,
) -> list[Row]:  # fmt: skip
    """The follow-ups due by `on` plus `ahead` days (the office's setting if None), the longest overdue first.

    A follow-up exists as soon as its course has ended and the product asks for one; nothing need be written for it.
    Only named people are followed up; who never came is not. `text` is looked for in names, phones and course codes.
    """
    ahead = settings.get(tx, "follow_up_ahead") if ahead is None else ahead
    make_due(tx, catalogue, on + timedelta(days=ahead))
    found: list[Row] = []
    marks = ", ".join(f":s{number}" for number in range(len(statuses)))
    chosen = {f"s{number}": status for number, status in enumerate(statuses)}
    query = f"{_ROWS} AND COALESCE(f.status, 'due') IN ({marks}) ORDER BY 9, c.code, e.seat, e.id"
    for values in tx.connection.execute(sql_text(query), chosen):
        row = _row(values, on)
        if not text or _holds(row, text):
            found.append(row)
            if len(found) >= limit:
                break
    return found


def count_due(tx: Transaction, catalogue: Catalogue, on: date) -> tuple[int, int]:
    """How many follow-ups are due on the day, and how many of them overdue, without listing them."""
    make_due(tx, catalogue, on)
    due, overdue = tx.rows(
        f"SELECT count(*), COALESCE(sum(due < :on), 0) FROM ({_ROWS} AND COALESCE(f.status, 'due') = 'due')",
        {"on": on.isoformat()},
    )[0]
    return int(due), int(overdue)


def make_due(tx: Transaction, catalogue: Catalogue, until: date) -> None:
    """A temporary table due_course (course_id, months, due) of what falls due by a day, by the products' months.

    Gone with the transaction's connection. Deleted follow-ups are not asked for again, those saved with other months
    than the product's are.
    """
    own: tuple[int, ...] = settings.get(tx, "follow_up_months") or ()
    by_products: dict[str, list[int]] = {}
    known = {product.code: product for product in catalogue.products()}
    fresh = []
    for course, products, ends in tx.rows(
        "SELECT id, COALESCE(products, ''), ends FROM course WHERE NOT deleted AND ends <= :until "
        "AND COALESCE(status, '') NOT IN ('cancelled', 'planned')",
        {"until": until.isoformat()},
    ):
        if products not in by_products:
            asked_for = {month for code in products.split() if code in known for month in known[code].followup_months}
            by_products[products] = sorted(asked_for)
        for months in own if own and by_products[products] else by_products[products]:
            due = add_months(date.fromisoformat(ends), months)
            if due <= until:
                fresh.append((course, months, due.isoformat()))
    connection = tx.connection
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS due_course (course_id TEXT, months INTEGER, due TEXT)")
    connection.exec_driver_sql("DELETE FROM temp.due_course")
    if fresh:
        connection.exec_driver_sql("INSERT INTO temp.due_course VALUES (?, ?, ?)", fresh)
    connection.exec_driver_sql(
        "INSERT INTO temp.due_course SELECT DISTINCT e.course_id, f.months, f.due FROM follow_up f "
        "JOIN enrolment e ON e.id = f.enrolment_id WHERE NOT f.deleted AND f.due <= ? AND NOT EXISTS "
        "(SELECT 1 FROM temp.due_course d WHERE d.course_id = e.course_id AND d.months = f.months)",
        (until.isoformat(),),
    )


_ROWS = (
    "SELECT e.id, p.id, COALESCE(p.full_name, p.latin_name, ''), COALESCE(p.phones, ''), COALESCE(c.code, ''), "
    "COALESCE(c.products, ''), COALESCE(f.status, 'due'), f.asked_on, COALESCE(f.due, d.due) AS due, d.months "
    "FROM temp.due_course d JOIN course c ON c.id = d.course_id JOIN enrolment e ON e.course_id = c.id "
    "LEFT JOIN joined j ON j.table_name = 'person' AND j.id = e.person_id "
    "JOIN person p ON p.id = COALESCE(j.root, e.person_id) "
    "LEFT JOIN follow_up f ON f.enrolment_id = e.id AND f.months = d.months "
    "WHERE NOT c.deleted AND NOT e.deleted AND NOT COALESCE(f.deleted, 0) AND p.erased_on IS NULL AND NOT p.deleted "
    "AND COALESCE(e.outcome, '') <> 'no_show'"
)


def _row(values: Any, on: date) -> Row:
    enrolment, person, name, phones, course, products, status, asked_on, due, months = values
    day = date.fromisoformat(due)
    return Row(
        follow_up_id(enrolment, months), enrolment, person, name, phones, course, products, months, day, status,
        date.fromisoformat(asked_on) if asked_on else None, status == "due" and day < on,
    )  # fmt: skip


def _holds(row: Row, text: str) -> bool:
    return fold(text) in fold(" ".join((row.name, row.phones, row.course)))


def interview(tx: Transaction, catalogue: Catalogue, row: Row) -> Interview:
    """Everything that is needed to ask one follow-up."""
    saved = tx.find(FollowUp, col(FollowUp.id) == row.id)
    answers = {
        answer.question: answer.value or ""
        for answer in tx.find(Answer, col(Answer.follow_up_id) == row.id)
        if answer.question and answer.value is not None
    }
    mode, asked_by, notes = (saved[0].mode, saved[0].asked_by, saved[0].notes) if saved else (None, None, None)
    return Interview(row, questions_of(catalogue, row.products), answers, mode, asked_by, notes)


def questions_of(catalogue: Catalogue, products: str) -> tuple[Question, ...]:
    """The questions of a course's products, each once, in their order."""
    known = {product.code: product for product in catalogue.products()}
    found = [question for code in products.split() if code in known for question in known[code].questions]
    return tuple({question.code: question for question in found}.values())


def asked(question: Question, answers: Mapping[str, str]) -> bool:
    """Whether the answers so far lead to this question."""
    if question.when_question is None:
        return True
    given = answers.get(question.when_question, "").split()
    return any(answer in question.when_is for answer in given)


def next_question(questions: Sequence[Question], answers: Mapping[str, str]) -> Question | None:
    """The first question that is to be asked and has no answer yet."""
    return next((one for one in questions if one.code not in answers and asked(one, answers)), None)


def read_answer(question: Question, text: str) -> str | None:
    """The answer as it is stored: codes, a number in ISO form, a month as 2026-03, text. Raises UserError."""
    text = text.strip()
    if not text:
        return None
    if question.kind == "yes_no":
        return _code(question, text, {code: code for code in _YES_NO} | {"y": "yes", "n": "no", "1": "yes", "0": "no"})
    if question.kind in ("choice", "choices"):
        codes = {choice.code: choice.code for choice in question.choices}
        codes |= {fold(choice.name("en")): choice.code for choice in question.choices}
        parts = text.replace(",", " ").split() if question.kind == "choices" else [text]
        return " ".join(_code(question, part, codes) for part in parts)
    if question.kind in ("number", "money"):
        number = parse_number(text)
        if number is None or number < 0:
            raise UserError(_("“{text}” is not a number. Type how many.").format(text=text))
        return f"{number:g}"
    if question.kind == "month":
        return _month(text)
    return text


def _code(question: Question, text: str, codes: Mapping[str, str]) -> str:
    found = codes.get(text) or codes.get(fold(text))
    if found is None:
        raise UserError(
            _("“{text}” is no answer to “{question}”. Choose one of: {choices}.").format(
                text=text, question=question.name("en"), choices=", ".join(dict.fromkeys(codes.values()))
            )
        )
    return found


def _month(text: str) -> str:
    year, _dash, month = text.replace("/", "-").partition("-")
    try:
        return f"{date(int(year), int(month), 1):%Y-%m}"
    except ValueError as error:
        raise UserError(_("“{text}” is not a month. Type it as 2026-03.").format(text=text)) from error


def problems(values: Mapping[str, Any], today: date | None = None) -> list[Problem]:
    """What cannot be in a follow-up's values (field -> value; missing means blank)."""
    asked_on = values.get("asked_on")
    if asked_on is not None and asked_on > (today or date.today()) + timedelta(days=1):
        return [Problem("asked_on", _("The interview is dated in the future. Correct the day."))]
    return []


def record(
    tx: Transaction, catalogue: Catalogue, row: Row, *, status: str, asked_on: date | None = None,
    mode: str | None = None, asked_by: str | None = None, notes: str | None = None,
    answers: Mapping[str, str] | None = None,
) -> FollowUp:  # fmt: skip
    """Save what came of a follow-up. Raises UserError, nothing changed then.

    An answer of "" takes an earlier one back; so does another answer to the question that led to it.
    """
    if status not in STATUSES:
        raise UserError(_("“{status}” is no status. Choose one of: {choices}.").format(
            status=status, choices=", ".join(STATUSES)))  # fmt: skip
    for problem in problems({"asked_on": asked_on}):
        raise UserError(problem.sentence)
    questions = {question.code: question for question in questions_of(catalogue, row.products)}
    unknown = [code for code in answers or {} if code not in questions]
    if unknown:
        raise UserError(_("There is no question “{code}”. The questions are: {codes}.").format(
            code=unknown[0], codes=", ".join(questions)))  # fmt: skip
    stored = {code: read_answer(questions[code], text) for code, text in (answers or {}).items()}
    values: dict[str, Any] = {
        "status": status,
        "asked_on": asked_on,
        "mode": mode,
        "asked_by": asked_by,
        "notes": notes,
    }
    known = tx.find(FollowUp, col(FollowUp.id) == row.id, deleted=True)
    if known:
        given = {name: value for name, value in values.items() if value is not None}
        if known[0].deleted:
            given["deleted"] = False
        tx.update(known[0], **given)
        saved = known[0]
    else:
        saved = tx.add(FollowUp(id=row.id, enrolment_id=row.enrolment_id, months=row.months, due=row.due, **values))
    before = {one.question or "": one.value for one in tx.find(Answer, col(Answer.follow_up_id) == row.id)}
    _save_answers(tx, row.id, stored | _led_nowhere(list(questions.values()), before | stored))
    return saved


def _led_nowhere(questions: Sequence[Question], answers: Mapping[str, str | None]) -> dict[str, str | None]:
    """The answers to take back because their question would not be asked after the others."""
    left = {code: value for code, value in answers.items() if value is not None}
    gone: dict[str, str | None] = {}
    while lost := [one.code for one in questions if one.code in left and not asked(one, left)]:
        for code in lost:
            del left[code]
            gone[code] = None
    return gone


def _save_answers(tx: Transaction, follow_up: str, stored: Mapping[str, str | None]) -> None:
    for code, value in stored.items():
        answer_id = derived_id("answer", follow_up, code)
        before = tx.find(Answer, col(Answer.id) == answer_id, deleted=True)
        if before:
            given: dict[str, Any] = {"value": value} | ({"deleted": False} if before[0].deleted else {})
            tx.update(before[0], **given)
        elif value is not None:
            tx.add(Answer(id=answer_id, follow_up_id=follow_up, question=code, value=value))


def ensure(tx: Transaction, catalogue: Catalogue, on: date) -> int:
    """Save a record for every due follow-up that has none, so that it travels in workbooks; how many were made."""
    rows = find(tx, catalogue, on, limit=1_000_000)
    known = {row[0] for row in tx.rows("SELECT id FROM follow_up")}
    fresh = [
        FollowUp(id=row.id, enrolment_id=row.enrolment_id, months=row.months, due=row.due, status="due")
        for row in rows
        if row.id not in known
    ]
    tx.add_many(fresh)
    return len(fresh)


def of_person(tx: Transaction, catalogue: Catalogue, person_id: str, on: date) -> list[Row]:
    """All follow-ups of one person, asked or to come within the next ten years, by due date."""
    make_due(tx, catalogue, add_months(on, 120))
    rows = tx.rows(f"{_ROWS} AND p.id = :person ORDER BY 9, c.code, e.id", {"person": person_id})
    return [_row(values, on) for values in rows]
