"""What lists tell besides people: totals, firms, their indicators, credentials of trainers, follow-ups; saved once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import col

from db import journal
from db.database import Transaction
from db.ids import derived_id
from db.models import Answer, Course, Credential, Enrolment, Enterprise, FollowUp, Headcount, Measurement, Record
from trainer_app import enterprises
from trainer_app.courses import headcounts
from trainer_app.errors import UserError
from trainer_app.follow_ups import follow_ups
from trainer_app.formats import fold
from trainer_app.importing.earlier import Earlier
from trainer_app.importing.plan import Difference
from trainer_app.importing.values import RowValues
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import _

_DAYS_IN_MONTH = 30.4
_CREDENTIALS = ("tot_date", "tot_done"), ("certified_on", "certified")  # field of the list, status


class Records:
    """Saves the records of rows. Each has an id by its nature, so that the same row never makes a second one."""

    def __init__(self, tx: Transaction, catalogue: Catalogue, earlier: Earlier) -> None:
        self.tx, self.catalogue, self.earlier = tx, catalogue, earlier
        self._firms: dict[str, str] | None = None
        self._labels: dict[str, int] = {}

    @property
    def firms(self) -> dict[str, str]:
        """The ids of enterprises by their folded names, also by those of joined ones; of two of one name the first."""
        if self._firms is None:
            self._firms = {}
            for name, root in self.tx.rows(
                "SELECT e.name, r.id FROM enterprise e LEFT JOIN joined j ON j.table_name = 'enterprise' "
                "AND j.id = e.id JOIN enterprise r ON r.id = COALESCE(j.root, e.id) "
                "WHERE NOT e.deleted AND NOT r.deleted ORDER BY j.root IS NOT NULL, e.id"
            ):
                self._firms.setdefault(fold(name), root)
        return self._firms

    def save_headcount(self, row: RowValues, course: Course, origin: dict[str, Any]) -> tuple[str, list[Difference]]:
        """Totals of a course. Raises UserError for totals that cannot be."""
        values = {name: row.stored[name] for name in headcounts.PARTS}
        if all(value is None for value in values.values()):
            return "same", []
        if found := headcounts.problems(values):
            raise UserError("\n".join(found))
        label = next((key.title for key in row.courses if key.title), None) or course.title or course.code or ""
        number = self._labels[f"{course.id}/{label}"] = self._labels.get(f"{course.id}/{label}", 0) + 1
        label = label if number == 1 else f"{label} ({number})"
        told = {"course_id": course.id, "label": label, **values}
        saved = self._save(Headcount, derived_id("headcount", course.id, label), row, origin, told)
        product = self.catalogue.find_product((course.products or "").partition(" ")[0])
        if product is not None and product.learner == "class":
            known = self.tx.find(Enrolment, col(Enrolment.course_id) == course.id, deleted=True)
            if not any(one.class_name == label for one in known):
                enrolment_id = derived_id("enrolment", course.id, label)
                self.tx.add(Enrolment(id=enrolment_id, course_id=course.id, learner="class", class_name=label), origin)
        return saved

    def save_enterprise(
        self, row: RowValues, courses: Sequence[Course], place_id: str | None, origin: dict[str, Any]
    ) -> tuple[str, list[Difference]]:
        """A firm and the courses that it sent people to. Raises UserError for a firm that cannot be."""
        values = {name: value for name, value in row.stored.items() if value is not None} | (
            {"place_id": place_id} if place_id else {}
        )
        name = fold(values.get("name"))
        known_id = self.firms.get(name)
        if known_id is None:
            if found := [problem.sentence for problem in enterprises.problems(values) if problem.refuses]:
                raise UserError("\n".join(found))
            known = self.tx.add(Enterprise(**values), origin)
            self.firms[name] = known.id
            verdict, differences = "new", list[Difference]()
        else:
            known = self.tx.get(Enterprise, known_id)
            if fold(known.name) != name:  # known under another name, which it keeps
                del values["name"]
            verdict, differences = self._change(known, row, origin, values)
        for course in courses:
            seats = self.tx.find(Enrolment, col(Enrolment.course_id) == course.id, deleted=True)
            if not any(seat.enterprise_id == known.id for seat in seats):
                seat = Enrolment(
                    id=derived_id("enrolment", course.id, known.id), course_id=course.id, learner="enterprise",
                    enterprise_id=known.id, seat=len(seats) + 1,
                )  # fmt: skip
                self.tx.add(seat, origin)
                verdict = verdict if verdict == "new" else "changed"
        return verdict, differences

    def save_indicator(self, row: RowValues, origin: dict[str, Any]) -> tuple[str, list[Difference]]:
        """The values of one indicator of a firm. Raises UserError where nobody knows the firm."""
        firm_id = self.firms.get(fold(row.stored["name"]))
        if firm_id is None:
            raise UserError(
                _("No enterprise is called “{name}”. Add it first, or correct the name.").format(
                    name=row.stored["name"]
                )
            )
        verdict, differences = "same", []
        for moment, value in row.stored["moments"].items():
            kind, _colon, module = moment.partition(":")
            course = self._course_of_module(firm_id, module)
            record_id = derived_id("measurement", firm_id, row.stored["indicator"], moment)
            values = {
                "enterprise_id": firm_id, "course_id": course, "indicator": row.stored["indicator"], "moment": kind,
                "value": value, "unit": row.stored["unit"],
            }  # fmt: skip
            one, changes = self._save(Measurement, record_id, row, origin, values)
            verdict = worse(verdict, one)
            differences += changes
        return verdict, differences

    def _course_of_module(self, firm_id: str, module: str) -> str | None:
        """The course of SCORE's module that a firm was in, None if it is not known."""
        rows = self.tx.rows(
            "SELECT c.id FROM enrolment e JOIN course c ON c.id = e.course_id WHERE e.enterprise_id = :firm "
            "AND NOT e.deleted AND NOT c.deleted AND c.products = :product",
            {"firm": firm_id, "product": f"SCORE-M{module}"},
        )
        return rows[0][0] if module and len(rows) == 1 else None

    def save_trainer(self, row: RowValues, person_id: str, origin: dict[str, Any]) -> tuple[str, list[Difference]]:
        """The steps of a trainer's history, one per product."""
        verdict, differences = "same", []
        until = _day(row.stored["licence_until"])
        for field, status in _CREDENTIALS:
            since = _day(row.stored[field])
            for code in row.stored["products"] if since is not None else ():
                product = self.catalogue.find_product(code)
                if product is None:
                    continue
                values = {
                    "person_id": person_id, "programme": product.programme, "product": product.code,
                    "level": row.stored["level"] or product.trainer_level, "status": status, "since": since,
                    "until": until if status == "certified" else None,
                }  # fmt: skip
                like = {"person_id": person_id, "product": product.code, "status": status}
                record_id = self.earlier.credential(row, like) or derived_id(
                    "credential", person_id, product.code, status, str(since)
                )
                one, changes = self._save(Credential, record_id, row, origin, values)
                verdict = worse(verdict, one)
                differences += changes
        return verdict, differences

    def save_follow_up(
        self, row: RowValues, enrolment_id: str, course: Course, origin: dict[str, Any]
    ) -> tuple[str, list[Difference]]:
        """A follow-up of an enrolment and its answers; what no question asks is left to the remark."""
        status, asked_on = row.stored["status"], _day(row.stored["asked_on"])
        if status is None:
            return "same", []
        if found := follow_ups.problems({"asked_on": asked_on}):
            raise UserError(found[0].sentence)
        months = self._months(course, asked_on)
        record_id = follow_ups.follow_up_id(enrolment_id, months)
        values = {"enrolment_id": enrolment_id, "months": months, "status": status, "asked_on": asked_on}
        verdict, differences = self._save(FollowUp, record_id, row, origin, values)
        questions = {one.code for one in follow_ups.questions_of(self.catalogue, course.products or "")}
        for code, answer in row.stored["answers"].items():
            if code in questions:
                told = {"follow_up_id": record_id, "question": code, "value": _answer(answer)}
                one, changes = self._save(Answer, derived_id("answer", record_id, code), row, origin, told)
                verdict = worse(verdict, one)
                differences += changes
        return verdict, differences

    def _months(self, course: Course, asked_on: date | None) -> int:
        """The follow-up that an interview was: the planned one nearest to it, else the months that had passed."""
        planned = {m for code in (course.products or "").split() for m in self.catalogue.product(code).followup_months}
        ended = course.ends or course.starts
        if asked_on is None or ended is None:
            return min(planned, default=0)
        passed = round((asked_on - ended).days / _DAYS_IN_MONTH)
        return min(planned, key=lambda month: abs(month - passed), default=passed)

    def _save(
        self, table: type[Record], record_id: str, row: RowValues, origin: dict[str, Any], values: Mapping[str, Any]
    ) -> tuple[str, list[Difference]]:
        """A new record, or what a row changes in one; one that somebody deleted stays so."""
        known = self.tx.find(table, table.id == record_id, deleted=True)
        if not known:
            told = {name: value for name, value in values.items() if value is not None}
            self.tx.add(table(id=record_id, **told), origin)
            return "new", []
        if known[0].deleted:
            return "same", []
        return self._change(known[0], row, origin, values)

    def _change(
        self, record: Record, row: RowValues, origin: dict[str, Any], values: Mapping[str, Any]
    ) -> tuple[str, list[Difference]]:
        """What a row says otherwise; nothing where the very same cells were taken before: it was corrected since."""
        table = str(type(record).__tablename__)
        joined = self.tx.rows(
            "SELECT id FROM joined WHERE table_name = :table AND root = :id", {"table": table, "id": record.id}
        )
        told = journal.read_changes(self.tx.connection, table, [record.id, *(one[0] for one in joined)])
        history = [change for changes in told.values() for change in changes]
        if not row.corrected and any((change.origin or {}).get("typed") == row.typed for change in history):
            return "same", []
        new = {name: value for name, value in values.items() if value is not None and getattr(record, name) != value}
        differences = [
            Difference(f"{table}.{name}", row.cells.get(name, str(row.row)), getattr(record, name), value)
            for name, value in new.items()
        ]
        if new:
            self.tx.update(record, origin, **new)
        return "changed" if new else "same", differences


def worse(one: str, other: str) -> str:
    """Of two verdicts the one that says more happened."""
    return min(one, other, key=("new", "changed", "same").index)


def _day(value: Any) -> date | None:
    """The day; of a month or year its first."""
    if value is None or isinstance(value, date):
        return value
    year, _dash, month = str(value).partition("-")
    return date(int(year), int(month or 1), 1)


def _answer(value: Any) -> str:
    """An answer as follow-ups store it: yes, no, 2019-04, 850."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.strftime("%Y-%m")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)  # as read_answer does
