"""The trainers of a course with their roles, typed into a small grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from db.ids import new_id
from trainer_app import searching
from trainer_app.courses import courses
from trainer_app.people import persons
from trainer_app.texts import _
from ui.grid import Edit, EditableTable
from ui.grid_editor import Suggestion
from ui.rows import Column
from ui.screens.course.lookup import trainer_id
from ui.screens.course.tab import CourseTab


class TrainersPart(CourseTab):
    """Type a name to add a trainer, clear the name to take one off."""

    reads = frozenset({"course_trainer", "person"})

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self.column.setContentsMargins(0, 0, 0, 0)
        roles = tuple((code, _(label)) for code, label in courses.ROLES.items())
        columns = [
            Column("name", _("Name"), width=32, suggests=True),
            Column("role", _("Role"), "choice", roles, width=18),
        ]
        self._names: dict[str, str] = {}  # of rows that were typed here, which come back under the person's id
        self.grid = EditableTable(columns, new_id)
        self.grid.edited.connect(lambda row_id, key, value: self._save([(row_id, key, value)]))
        self.grid.block_edited.connect(self._save)
        self.grid.typing.connect(self._suggest)
        self.grid.chosen.connect(self._choose)
        self.column.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)

    def clear(self) -> None:
        self._names.clear()
        self.grid.set_rows([])

    def load(self) -> None:
        course_id = self.course_id
        if course_id:
            self.query(lambda tx: read_trainers(tx, course_id), self.grid.set_rows, topic="trainers")

    def _save(self, edits: Sequence[Edit]) -> None:
        self._names |= {row_id: value or "" for row_id, key, value in edits if key == "name"}
        course_id, names = self.course_id, dict(self._names)
        self.change(_("Trainers of the course"), lambda tx: save_trainers(tx, course_id, edits, names))

    def _suggest(self, row_id: str, key: str, text: str) -> None:
        def offer(found: list[Suggestion]) -> None:
            self.grid.offer(row_id, key, found)

        self.query(lambda tx: suggest_trainers(tx, text), offer, topic="suggest")

    def _choose(self, row_id: str, _key: str, person_id: str) -> None:
        course_id = self.course_id
        self.change(_("Trainers of the course"), lambda tx: put_trainer(tx, course_id, row_id, person_id))


def read_trainers(tx: Any, course_id: str) -> list[dict[str, Any]]:
    """The rows of the grid; the id of a row is that of the person."""
    return [
        {"id": person.id, "name": person.full_name, "role": record.role}
        for record, person in courses.trainers_of(tx, course_id)
    ]


def save_trainers(tx: Any, course_id: str, edits: Sequence[Edit], names: Mapping[str, str]) -> None:
    """Save cells of the grid. A new row gets a role by its place: the first trainer leads.

    `names` are those typed into rows (by id) that may be here under the ids of the persons by now.
    """
    roles: dict[str, str | None] = {person.id: record.role for record, person in courses.trainers_of(tx, course_id)}
    for row_id, key, value in edits:
        if key == "name":
            role = roles.pop(row_id, None)
            if value:
                roles[trainer_id(tx, value)] = role or ("co_trainer" if roles else "lead")
        else:
            person_id = row_id if row_id in roles or not names.get(row_id) else trainer_id(tx, names[row_id])
            if person_id in roles:
                roles[person_id] = value
    courses.set_trainers(tx, course_id, list(roles.items()))


def put_trainer(tx: Any, course_id: str, row_id: str, person_id: str) -> None:
    """Make a known person the trainer of a row."""
    roles: dict[str, str | None] = {person.id: record.role for record, person in courses.trainers_of(tx, course_id)}
    role = roles.pop(row_id, None)
    roles[person_id] = role or ("co_trainer" if roles else "lead")
    courses.set_trainers(tx, course_id, list(roles.items()))


def suggest_trainers(tx: Any, text: str) -> list[Suggestion]:
    """Trainers whose name begins like what is typed."""
    if len(text.strip()) < 2:
        return []
    found = persons.rows(tx, ids=searching.persons_named(tx, text, 20))
    return [
        Suggestion(row.id, " · ".join(part for part in (row.full_name, row.place, row.phones) if part))
        for row in found
        if row.is_trainer
    ][:6]
