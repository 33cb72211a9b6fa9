"""By whom a trainer was trained as one, and whom they trained, course by course."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer_app.paths import programmes_folder
from trainer_app.people import trainers
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _
from ui.labels import plain_label
from ui.screens.person.tab import PersonTab
from ui.table import Column, RecordTable


class LinksTab(PersonTab):
    """Enter goes on to the other trainer, and so up and down the cascade."""

    reads = frozenset({"course", "course_trainer", "person", "enrolment"})

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._people: dict[str, str] = {}
        ways = (("by", _("Trained by")), ("whom", _("Trained")))
        self.table = RecordTable("trainer-links", [
            Column("way", _("Relation"), "choice", ways), Column("name", _("Name")),
            Column("course_code", _("Course")), Column("ends", _("End"), "date"),
        ], window.state)  # fmt: skip
        self.table.opened.connect(lambda row: self.main_window.go("trainers", self._people[row]))
        self._nobody = plain_label(
            _("No training of trainers with this person is recorded, as trainer or as participant."), muted=True
        )
        self.column.addWidget(self._nobody)
        self.column.addWidget(self.table, 1)
        self.column.addStretch(0)
        self.setFocusProxy(self.table)

    def load(self) -> None:
        person_id = self.person_id
        if person_id:
            self.query(lambda tx: read_links(tx, person_id), self._show, topic="links")

    def _show(self, rows: list[Mapping[str, Any]]) -> None:
        self._people = {row["id"]: row["person_id"] for row in rows}
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._nobody.setVisible(not rows)


def read_links(tx: Any, person_id: str) -> list[Mapping[str, Any]]:
    """One row per person and course; who trained this trainer first."""
    rows = []
    for link in trainers.cascade(tx, load_catalogue(programmes_folder()), person_id):
        up = link.trainee_id == person_id
        other, name = (link.trainer_id, link.trainer) if up else (link.trainee_id, link.trainee)
        rows.append({
            "id": f"{link.course_id} {link.trainer_id} {link.trainee_id}", "person_id": other, "name": name,
            "way": "by" if up else "whom", "course_code": link.course_code, "ends": link.ends,
        })  # fmt: skip
    return sorted(rows, key=lambda row: row["way"] != "by")
