"""The attendance of a course: a line per participant, a column per session, marked as in Excel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from trainer_app.courses import attendance, enrolments
from trainer_app.courses.attendance import Cell, Mark
from trainer_app.errors import UserError
from trainer_app.formats import number_text, percent_text, plain_digits
from trainer_app.texts import N_, _
from ui import style
from ui.grid import Edit, EditableTable
from ui.labels import plain_label
from ui.rows import Column
from ui.screens.course.sessions import title_of
from ui.screens.course.tab import CourseTab

MARKS = {"present": N_("Present"), "absent": N_("Absent"), "half": N_("Half"), "excused": N_("Excused")}
"""In this order: the first two are what Space changes between, the first letters what a key sets."""

TONES: dict[str, style.Tone] = {"absent": "error", "excused": "info", "half": "warning"}
MARKS_HELP = N_(
    "Space: present or absent  ·  P, A, H, E: present, absent, half, excused  ·  a number: go to that participant"
)
HOURS_HELP = N_("Type the hours present; 0 is absent, blank is not known")


class Sheet(NamedTuple):
    """The sheet as a grid wants it: (session id, title, hours), and a row per participant with a value per session."""

    sessions: tuple[tuple[str, str, float | None], ...]
    rows: list[dict[str, Any]]
    filled: float | None


class AttendanceTab(CourseTab):
    """Digits go to the participant of that number; the letters P, A, H and E mark the selection, Space toggles it."""

    reads = frozenset({"attendance", "course_session", "enrolment", "person"})

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._sessions: tuple[tuple[str, str, float | None], ...] = ()
        self._in_hours = False
        self._number = ""
        self._whole = self.add_button(
            _("All present, whole course"), lambda: self._all_present(""), "Ctrl+Shift+A",
            _("Everybody who has no mark yet"),
        )  # fmt: skip
        self._session = self.add_button(
            _("All present, this session"), self._session_present, "Ctrl+Shift+P",
            _("Everybody who has no mark yet at the session of the current cell"),
        )  # fmt: skip
        self._hours = self.add_button(_("Hours"), lambda: None, hint=_("Type hours present where they differ"))
        self._hours.setCheckable(True)
        self._hours.toggled.connect(self._show_hours)
        self.bar.addStretch(1)
        self._told = plain_label(muted=True)
        self.bar.addWidget(self._told)
        self._nothing = plain_label(muted=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        self.column.addWidget(self._nothing, 1)
        self._sheet = Sheet((), [], None)
        self.grid: EditableTable | None = None
        self._help = plain_label(_(MARKS_HELP), muted=True)
        self.column.addWidget(self._help)

    def clear(self) -> None:
        self._show(Sheet((), [], None))
        self._nothing.setText("")

    def load(self) -> None:
        course_id = self.course_id
        if course_id:
            in_hours = self._in_hours
            self.query(lambda tx: read_sheet(tx, course_id, in_hours), self._show, topic="sheet")

    def _show(self, sheet: Sheet) -> None:
        self._sheet = sheet
        there = bool(sheet.sessions and sheet.rows)
        if there and (self.grid is None or sheet.sessions != self._sessions):
            self._make_grid(sheet)
        self._nothing.setVisible(not there)
        for widget in (self._whole, self._session, self._hours, self._help):
            widget.setVisible(there)
        if self.grid is not None:
            self.grid.setVisible(there)
        if not there:
            missing_sessions = _("There are no sessions yet. Add them under Details.")
            self._nothing.setText(_("Nobody is enrolled yet.") if sheet.sessions else missing_sessions)
            self._told.setText("")
            return
        assert self.grid is not None
        self.grid.set_rows(sheet.rows)
        if not self.grid.view.currentIndex().isValid():
            self.grid.view.setCurrentIndex(self.grid.rows.index(0, 0))
        self._told.setText(_("{share} filled in").format(share=percent_text(sheet.filled, 0)))

    def _make_grid(self, sheet: Sheet) -> None:
        if self.grid is not None:
            self.column.removeWidget(self.grid)
            self.grid.hide()
            self.grid.deleteLater()
        self._sessions = sheet.sessions
        marks = tuple((code, _(label)) for code, label in MARKS.items())
        columns = []
        for session_id, title, hours in sheet.sessions:
            if self._in_hours:
                hint = _("{hours} hours").format(hours=number_text(hours)) if hours else ""
                columns.append(Column(session_id, title, "decimal", width=11, hint=hint, check=_fits(hours)))
            else:
                fill = ("present", _("Mark everybody present"))
                columns.append(Column(session_id, title, "mark", marks, width=11, fill=fill, tone=TONES.get))
        columns.append(Column("total", _("Present"), width=13, editable=False))
        self.grid = EditableTable(columns, row_title="name")
        self.grid.edited.connect(lambda row_id, key, value: self._save([(row_id, key, value)]))
        self.grid.block_edited.connect(self._save)
        self.grid.view.installEventFilter(self)
        self.column.insertWidget(1, self.grid, 1)
        self.setFocusProxy(self.grid)
        if self.isVisible():
            self.grid.setFocus()

    def _save(self, edits: Sequence[Edit]) -> None:
        in_hours = self._in_hours
        self.change(_("Attendance"), lambda tx: save_edits(tx, edits, in_hours))

    def _all_present(self, session_id: str) -> None:
        course_id = self.course_id
        label = _("All present at one session") if session_id else _("All present")
        self.change(label, lambda tx: mark_present(tx, course_id, session_id))

    def _session_present(self) -> None:
        if self.grid is None:
            return
        index = self.grid.view.currentIndex()
        key = self.grid.rows.columns[index.column()].key if index.isValid() else ""
        if any(key == session_id for session_id, _title, _hours in self._sessions):
            self._all_present(key)
        else:
            self.messages.info(_("Go to a cell of the session first."))

    def _show_hours(self, shown: bool) -> None:
        self._in_hours = shown
        self._sessions = ()
        self._help.setText(_(HOURS_HELP if shown else MARKS_HELP))
        self.load()

    # -- a number goes to a participant

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        keys = self.grid is not None and watched is self.grid.view and not self._in_hours
        if keys and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._jump(event)
        return super().eventFilter(watched, event)

    def _jump(self, event: QKeyEvent) -> bool:
        digit = plain_digits(event.text())
        if not (digit.isascii() and digit.isdigit()) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._number = ""
            return False
        assert self.grid is not None
        people = len(self._sheet.rows)
        longer = self._number + digit
        self._number = longer if 0 < int(longer) <= people else digit
        if 0 < int(self._number) <= people:
            column = max(self.grid.view.currentIndex().column(), 0)
            self.grid.view.setCurrentIndex(self.grid.rows.index(int(self._number) - 1, column))
        return True


def read_sheet(tx: Any, course_id: str, in_hours: bool = False) -> Sheet:
    """The attendance sheet of a course, with marks, or with hours present."""
    now = attendance.grid(tx, course_id)
    names = {one.enrolment.id: _name(one) for one in enrolments.rows(tx, course_id)}
    columns = tuple((one.id, title_of(one), one.hours) for one in now.sessions)
    rows = []
    for number, enrolment in enumerate(now.enrolments, 1):
        marks = [now.marks.get((enrolment.id, session.id)) for session in now.sessions]
        total = attendance.total(now.sessions, marks)
        name = _("{number}  {name}").format(number=number_text(number), name=names[enrolment.id])
        row: dict[str, Any] = {"id": enrolment.id, "name": name, "total": _total_text(total)}
        for session, mark in zip(now.sessions, marks, strict=True):
            row[session.id] = _hours(mark, session.hours) if in_hours else mark and mark.mark
        rows.append(row)
    return Sheet(columns, rows, now.filled)


def save_edits(tx: Any, edits: Sequence[Edit], in_hours: bool = False) -> int:
    """Save cells of the sheet; how many changed. Raises UserError for hours that cannot be."""
    if not in_hours:
        return attendance.save(tx, {(row_id, key): Mark(value) for row_id, key, value in edits})
    return attendance.save(tx, {(row_id, key): _mark_of(tx, key, value) for row_id, key, value in edits})


def mark_present(tx: Any, course_id: str, session_id: str = "") -> int:
    """Mark everybody present who has no mark yet, at one session or at all; how many that were."""
    now = attendance.grid(tx, course_id)
    blank: list[Cell] = [
        (enrolment.id, session.id)
        for enrolment in now.enrolments
        for session in now.sessions
        if session_id in ("", session.id) and (enrolment.id, session.id) not in now.marks
    ]
    return attendance.mark(tx, blank, "present")


def _mark_of(tx: Any, session_id: str, hours: float | None) -> Mark:
    from db.models import CourseSession

    whole = tx.get(CourseSession, session_id).hours
    if hours is None:
        return Mark(None)
    if whole is None:
        return Mark("present" if hours else "absent", hours or None)
    if hours > whole:
        raise UserError(
            _("{hours} hours are more than the session has ({whole}). Correct them, or the session's hours.").format(
                hours=number_text(hours), whole=number_text(whole)
            )
        )
    if hours in (0, whole):
        return Mark("present" if hours else "absent")
    return Mark("present", hours)


def _hours(mark: Mark | None, whole: float | None) -> float | None:
    if mark is None or mark.mark is None:
        return None
    if mark.hours is not None:
        return mark.hours
    share = attendance.PRESENCE[mark.mark]
    return share * whole if whole is not None else (0.0 if not share else None)


def _total_text(total: attendance.Total) -> str:
    if not total.known:
        return ""
    return _("{present} of {known}").format(present=number_text(total.present), known=number_text(total.known))


def _fits(whole: float | None) -> Any:
    def check(value: float) -> str | None:
        if whole is not None and not 0 <= value <= whole:
            return _("The session has {whole} hours. Type 0 to {whole}.").format(whole=number_text(whole))
        return None

    return check


def _name(row: enrolments.Row) -> str:
    if row.person is not None:
        return row.person.full_name or row.person.latin_name or ""
    return " ".join(part for part in (row.enterprise, row.organisation, row.enrolment.class_name) if part)
