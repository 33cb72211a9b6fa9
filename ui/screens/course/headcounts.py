"""Totals without names: people of a course whom nobody listed, and classes of students."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QSizePolicy

from db.ids import new_id
from db.models import Course
from trainer_app.courses import enrolments, headcounts
from trainer_app.paths import programmes_folder
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _
from ui.grid import Edit, EditableTable
from ui.rows import Column
from ui.screens.course.tab import CourseTab

LINES = 5


class HeadcountsPart(CourseTab):
    """A small grid, one line per group; it is saved as soon as it says how many."""

    reads = frozenset({"headcount"})

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self.column.setContentsMargins(0, 4, 0, 0)
        self._waiting: dict[str, dict[str, Any]] = {}
        self._saved: set[str] = set()
        numbers = (
            ("women", _("Women")), ("men", _("Men")), ("other", _("Other")), ("unknown", _("Sex not known")),
            ("youth", _("of these young")), ("disability", _("of these with a disability")),
        )  # fmt: skip
        self.grid = EditableTable(
            [
                Column("label", _("Group or class without names"), width=36),
                *(Column(key, title, "integer") for key, title in numbers),
                Column("notes", _("Notes"), width=30),
            ],
            new_id,
        )
        self.grid.edited.connect(lambda row_id, key, value: self._save([(row_id, key, value)]))
        self.grid.block_edited.connect(self._save)
        self.grid.view.fit_columns()
        self.column.addWidget(self.grid)
        self.setFocusProxy(self.grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.fontMetrics().height() * 2 * LINES)

    def clear(self) -> None:
        self._waiting.clear()
        self._saved.clear()
        self.grid.set_rows([])

    def load(self) -> None:
        course_id = self.course_id
        if course_id:
            self.query(lambda tx: read_headcounts(tx, course_id), self._show, topic="headcounts")

    def _show(self, rows: list[dict[str, Any]]) -> None:
        self._saved = {row["id"] for row in rows}
        for row_id in self._saved & set(self._waiting):
            del self._waiting[row_id]
        self.grid.set_rows([*rows, *({"id": row_id, **values} for row_id, values in self._waiting.items())])

    def _save(self, edits: Sequence[Edit]) -> None:
        course_id = self.course_id
        changed: dict[str, dict[str, Any]] = {}
        for row_id, key, value in edits:
            changed.setdefault(row_id, {})[key] = value
            if row_id not in self._saved:
                self._waiting.setdefault(row_id, {})[key] = value
        ready = {}
        for row_id, values in changed.items():
            whole = {**self._waiting.get(row_id, {}), **values}
            if row_id in self._saved:
                ready[row_id] = values
            elif any(whole.get(part) is not None for part in headcounts.PARTS):
                ready[row_id] = whole
                self._saved.add(row_id)
        if ready:
            self.change(_("Totals without names"), lambda tx: save_headcounts(tx, course_id, ready))


def read_headcounts(tx: Any, course_id: str) -> list[dict[str, Any]]:
    """The totals of a course as rows."""
    return [one.model_dump() for one in headcounts.find(tx, course_id)]


def save_headcounts(tx: Any, course_id: str, rows: dict[str, dict[str, Any]]) -> None:
    """Save lines of the grid. Raises UserError for totals that cannot be; then nothing is saved."""
    known = {one.id: one for one in headcounts.find(tx, course_id)}
    course = tx.get(Course, course_id)
    for row_id, values in rows.items():
        if row_id in known:
            headcounts.save(tx, course_id, known[row_id], **values)
        else:
            enrolments.add_totals(tx, course, load_catalogue(programmes_folder()), **values, id=row_id)
