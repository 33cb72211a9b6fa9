"""The sessions of a course: its days and half-days, with hours and modules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from db.models import Course, CourseSession
from trainer_app.courses import courses, sessions
from trainer_app.formats import day_text, number_text
from trainer_app.paths import programmes_folder
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import N_, _, ngettext
from ui.grid import Edit, EditableTable
from ui.labels import language, plain_label
from ui.rows import Column
from ui.screens.course.tab import CourseTab

PARTS = {"am": N_("Morning"), "pm": N_("Afternoon"), "day": N_("Whole day")}


class Held(NamedTuple):
    """The sessions as rows, the modules that can be chosen, and the hours in all."""

    rows: list[dict[str, Any]]
    modules: tuple[tuple[str, str], ...]
    hours: float


class SessionsPart(CourseTab):
    """A grid: type days, hours and modules; add, remove, or have them proposed."""

    reads = frozenset({"course", "course_session"})

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._modules: tuple[tuple[str, str], ...] = ()
        self._sum = plain_label(muted=True)
        self._propose = self.add_button(_("Propose"), self._save_proposed, hint=_("From the dates and the products"))
        self.add_button(_("Add one"), self._add)
        self.add_button(_("Remove"), self._remove, hint=_("The sessions of the selected cells"))
        self.bar.addStretch(1)
        self.bar.addWidget(self._sum)
        self.grid = self._make_grid()

    def clear(self) -> None:
        self.grid.set_rows([])

    def load(self) -> None:
        course_id = self.course_id
        if course_id:
            self.query(lambda tx: read_sessions(tx, course_id), self._show, topic="sessions")

    def _show(self, held: Held) -> None:
        if held.modules != self._modules:
            self._modules = held.modules
            self.column.removeWidget(self.grid)
            self.grid.deleteLater()
            self.grid = self._make_grid()
        self.grid.set_rows(held.rows)
        self._propose.setVisible(not held.rows)
        text = ngettext("{n} session", "{n} sessions", len(held.rows)).format(n=number_text(len(held.rows)))
        if held.hours:
            text = _("{sessions}, {hours} hours").format(sessions=text, hours=number_text(held.hours))
        self._sum.setText(text)

    def _make_grid(self) -> EditableTable:
        parts = tuple((code, _(label)) for code, label in PARTS.items())
        columns = [
            Column("held_on", _("Day"), "date", width=18),
            Column("part", _("Part"), "choice", parts, width=14),
            Column("hours", _("Hours"), "decimal", width=9),
        ]
        if self._modules:
            columns.append(Column("module", _("Module"), "choice", self._modules, width=28))
        grid = EditableTable(columns)
        grid.edited.connect(lambda row_id, key, value: self._save([(row_id, key, value)]))
        grid.block_edited.connect(self._save)
        self.column.addWidget(grid, 1)
        self.setFocusProxy(grid)
        return grid

    def _save(self, edits: Sequence[Edit]) -> None:
        course_id = self.course_id
        self.change(_("Sessions"), lambda tx: save_sessions(tx, course_id, edits))

    def _save_proposed(self) -> None:
        course_id = self.course_id

        def told(number: int) -> None:
            if not number:
                self.messages.info(
                    _("No session can be proposed: the dates of the course do not tell on which days it is held.")
                )

        self.change(_("Sessions"), lambda tx: save_proposed(tx, course_id), told)

    def _add(self) -> None:
        course_id = self.course_id
        self.change(_("Add a session"), lambda tx: sessions.add(tx, tx.get(Course, course_id)))

    def _remove(self) -> None:
        ids = self.grid.selected_ids()

        def told(marks: int) -> None:
            self.messages.success(
                ngettext(
                    "The session is removed, with {n} mark of attendance.",
                    "The session is removed, with {n} marks of attendance.",
                    marks,
                ).format(n=number_text(marks)),
                _("Undo"),
                self.main_window.undo,
            )

        if ids:
            self.change(_("Remove sessions"), lambda tx: remove_sessions(tx, ids), told)


def read_sessions(tx: Any, course_id: str) -> Held:
    """The sessions of a course."""
    course = tx.get(Course, course_id)
    products = courses.products_of(course, load_catalogue(programmes_folder()))
    modules = tuple((module.code, module.name(language())) for product in products for module in product.modules)
    found = sessions.find(tx, course_id)
    return Held([one.model_dump() for one in found], modules, sum(one.hours or 0 for one in found))


def save_sessions(tx: Any, course_id: str, edits: Sequence[Edit]) -> None:
    """Save cells of the grid. Raises UserError for what cannot be; then nothing is saved."""
    course = tx.get(Course, course_id)
    by_session: dict[str, dict[str, Any]] = {}
    for session_id, key, value in edits:
        by_session.setdefault(session_id, {})[key] = value
    for session_id, values in by_session.items():
        sessions.change(tx, course, tx.get(CourseSession, session_id), **values)


def save_proposed(tx: Any, course_id: str) -> int:
    """Save the sessions that dates and products propose; how many there are now."""
    course = tx.get(Course, course_id)
    products = courses.products_of(course, load_catalogue(programmes_folder()))
    return len(sessions.save_proposed(tx, course, sessions.propose(course.starts, course.ends, products)))


def remove_sessions(tx: Any, ids: Sequence[str]) -> int:
    """Delete sessions; how many marks of attendance went with them."""
    return sum(sessions.remove(tx, tx.get(CourseSession, session_id)) for session_id in ids)


def title_of(session: CourseSession) -> str:
    """A session in two lines, its day above its part; its number where the day is not known."""
    day = day_text(session.held_on) or _("Session {number}").format(number=session.number)
    return "\n".join(text for text in (day, _(PARTS[session.part]) if session.part in PARTS else "") if text)
