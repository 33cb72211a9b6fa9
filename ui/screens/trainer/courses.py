"""The courses that a trainer held."""

from __future__ import annotations

from typing import Any

from trainer_app.courses import course_list, courses
from trainer_app.texts import _
from ui.screens.person.tab import PersonTab
from ui.table import Column, RecordTable


class CoursesTab(PersonTab):
    """Enter opens the course."""

    reads = frozenset({"course", "course_trainer", "person", "enrolment", "headcount", "place"})

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        statuses = tuple((code, _(label)) for code, label in courses.STATUSES.items())
        self.table = RecordTable("trainer-courses", [
            Column("code", _("Code")), Column("title", _("Title")), Column("products", _("Product")),
            Column("starts", _("Start"), "date"), Column("ends", _("End"), "date"), Column("place", _("Place")),
            Column("status", _("Status"), "choice", statuses), Column("people", _("Participants"), "integer"),
            Column("completed", _("Completed"), "integer"), Column("trainers", _("Trainers")),
        ], window.state)  # fmt: skip
        self.table.opened.connect(lambda course_id: self.main_window.go("courses", course_id))
        self.column.addWidget(self.table)
        self.setFocusProxy(self.table)

    def load(self) -> None:
        person_id = self.person_id
        if person_id:
            wanted = course_list.Filter(trainer_id=person_id)
            self.query(
                lambda tx: [{**vars(row), "people": row.people} for row in course_list.rows(tx, wanted, limit=1000)],
                self.table.set_rows,
                topic="courses",
            )
