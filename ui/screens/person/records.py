"""The courses that a person sat in, the certificates, and the follow-ups."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from PySide6.QtWidgets import QTabWidget

from trainer_app.certificates import register
from trainer_app.courses import enrolments
from trainer_app.follow_ups import follow_ups
from trainer_app.paths import programmes_folder
from trainer_app.people import person_records
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _
from ui.screens.person.tab import PersonTab
from ui.table import Column, RecordTable


class Records(NamedTuple):
    """Rows of the three lists."""

    seats: list[dict[str, Any]]
    papers: list[dict[str, Any]]
    asked: list[dict[str, Any]]


class RecordsTab(PersonTab):
    """Enter on a course or certificate opens its course, on a follow-up the interview."""

    reads = frozenset({"person", "enrolment", "course", "certificate", "follow_up"})

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._courses: dict[str, str] = {}
        self._follow_ups: dict[str, follow_ups.Row] = {}
        outcomes = tuple((code, enrolments.outcome_label(code)) for code in enrolments.OUTCOMES)
        self.seats = RecordTable("person-courses", [
            Column("code", _("Course")), Column("title", _("Title")), Column("products", _("Product")),
            Column("starts", _("Start"), "date"), Column("ends", _("End"), "date"),
            Column("outcome", _("Outcome"), "choice", outcomes), Column("certificates", _("Certificates")),
        ], window.state)  # fmt: skip
        kinds = tuple((kind, register.kind_label(kind)) for kind in register.KINDS)
        self.papers = RecordTable("person-certificates", [
            Column("number", _("Number")), Column("kind", _("Kind"), "choice", kinds),
            Column("product", _("Product")), Column("course", _("Course")),
            Column("issued_on", _("Issued on"), "date"), Column("collected_on", _("Collected on"), "date"),
            Column("voided_on", _("Voided on"), "date"),
        ], window.state)  # fmt: skip
        statuses = tuple((code, _(label)) for code, label in follow_ups.STATUSES.items())
        self.asked = RecordTable("person-follow-ups", [
            Column("course", _("Course")), Column("months", _("Months after"), "integer"),
            Column("due", _("Due"), "date"), Column("status", _("Status"), "choice", statuses),
            Column("asked_on", _("Asked on"), "date"),
        ], window.state)  # fmt: skip
        for table in (self.seats, self.papers):
            table.opened.connect(lambda row: self.main_window.go("courses", self._courses[row]))
        self.asked.opened.connect(self._ask)
        self.lists = QTabWidget()
        self.lists.setTabPosition(QTabWidget.TabPosition.North)
        self.lists.addTab(self.seats, _("Courses"))
        self.lists.addTab(self.papers, _("Certificates"))
        self.lists.addTab(self.asked, _("Follow-ups"))
        self.column.addWidget(self.lists, 1)
        self.setFocusProxy(self.seats)

    def load(self) -> None:
        person_id = self.person_id
        if person_id:
            self.query(lambda tx: read_records(tx, person_id), self._show, topic="records")

    def _ask(self, row_id: str) -> None:
        from ui.screens.follow_ups import FollowUpsScreen

        screen = self.main_window.go("follow_ups")
        assert isinstance(screen, FollowUpsScreen)
        screen.ask(self._follow_ups[row_id])

    def _show(self, records: Records) -> None:
        self._courses = {row["id"]: row["course_id"] for row in [*records.seats, *records.papers]}
        self._follow_ups = {row["id"]: row["row"] for row in records.asked}
        labels = (_("Courses"), _("Certificates"), _("Follow-ups"))
        tables = (self.seats, self.papers, self.asked)
        for at, (table, rows, label) in enumerate(zip(tables, records, labels, strict=True)):
            table.set_rows(rows)
            self.lists.setTabText(at, _("{label} ({n})").format(label=label, n=len(rows)))


def read_records(tx: Any, person_id: str) -> Records:
    """Courses, certificates and follow-ups of a person, those of joined persons too."""
    catalogue = load_catalogue(programmes_folder())
    return Records(
        [{**vars(seat), "id": seat.enrolment_id} for seat in person_records.seats(tx, person_id)],
        [vars(paper) for paper in person_records.papers(tx, person_id)],
        [{**vars(row), "row": row} for row in follow_ups.of_person(tx, catalogue, person_id, date.today())],
    )
