"""The participants of a course: a grid to type or paste into, who may be known already, totals without names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from db.ids import new_id
from trainer_app.formats import number_text
from trainer_app.texts import _, ngettext
from ui import clipboard
from ui.dialogs.one_text import OneTextDialog
from ui.grid import Edit, EditableTable
from ui.grid_editor import Suggestion
from ui.labels import plain_label
from ui.screens.course import participant_rows
from ui.screens.course.doubts import DoubtBar
from ui.screens.course.headcounts import HeadcountsPart
from ui.screens.course.lookup import organisation_names
from ui.screens.course.participant_rows import NAME, Pasted, People
from ui.screens.course.tab import CourseTab

TELLS_AT_MOST = 5


class ParticipantsTab(CourseTab):
    """A row is saved as soon as it has a name; what is typed before waits in the grid."""

    reads = frozenset({"enrolment", "person", "course", "headcount", "enterprise", "organisation"})

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._learner = "person"
        self._waiting: dict[str, dict[str, Any]] = {}
        self._refused: dict[tuple[str, str], Any] = {}
        self._notes: dict[tuple[str, str], str] = {}
        self._wants_blank_line = False
        self._enrolled: set[str] = set()
        self._marked: set[tuple[str, str]] = set()
        self.add_button(_("Add"), self._add, "Ctrl+Shift+N", _("Goes to the blank line: type, or paste a list"))
        hint = _("A group, cooperative or other that takes part as a whole")
        self.add_button(_("Organisation…"), self._ask_organisation, hint=hint).setObjectName("organisation")
        self.add_button(_("Take off the course"), self._remove, hint=_("The participants of the selected cells"))
        self._totals = self.add_button(_("Totals without names"), lambda: None)
        self._totals.setCheckable(True)
        self._totals.toggled.connect(self._show_totals)
        self.bar.addStretch(1)
        self._sum = plain_label(muted=True)
        self.bar.addWidget(self._sum)
        self.grid = self._make_grid()
        self.grid.view.installEventFilter(self)
        self.doubts = DoubtBar(self.change)
        self.headcounts = HeadcountsPart(window)
        self.headcounts.hide()
        self.column.addWidget(self.doubts)
        self.column.addWidget(self.headcounts)

    def open_record(self, record_id: str) -> None:
        super().open_record(record_id)
        self.headcounts.open_record(record_id)

    def clear(self) -> None:
        self._waiting.clear()
        self._refused.clear()
        self._notes.clear()
        self._enrolled.clear()
        self._marked.clear()
        self._remake_grid(self._learner)
        self.doubts.clear()
        self._sum.setText("")
        self._totals.setChecked(False)

    def load(self) -> None:
        course_id = self.course_id
        if course_id:
            self.query(lambda tx: participant_rows.read_people(tx, course_id), self._show, topic="people")

    # -- shown

    def _show(self, people: People) -> None:
        if people.learner != self._learner:
            self._remake_grid(people.learner)
        self._enrolled = {row["id"] for row in people.rows}
        for row_id in self._enrolled & set(self._waiting):
            del self._waiting[row_id]
        waiting = [{"id": row_id, **values} for row_id, values in self._waiting.items()]
        rows = [*people.rows, *waiting]
        for row in rows:
            row |= {key: value for (row_id, key), value in self._refused.items() if row_id == row["id"]}
        self.grid.set_rows(rows)
        self._mark({**self._notes, **people.problems})
        if self._wants_blank_line:
            self._wants_blank_line = False
            self._go_to_blank_line()
        elif not self.grid.view.currentIndex().isValid():
            self.grid.view.setCurrentIndex(self.grid.rows.index(0, 0))
        self._tell_sums(people)

    def _mark(self, problems: dict[tuple[str, str], str]) -> None:
        unread = self.grid.rows.unread
        for place in self._marked - set(problems):
            if place not in unread and place not in self._refused:
                self.grid.set_problem(*place, None)
        for place, sentence in problems.items():
            if place not in unread:
                self.grid.set_problem(*place, sentence)
        self._marked = set(problems)

    def _tell_sums(self, people: People) -> None:
        n, parts = people.persons, []
        if n or not people.rows:
            parts.append(ngettext("{n} participant", "{n} participants", n).format(n=number_text(n)))
        if n:
            parts.append(_("{n} women").format(n=number_text(people.women)))
            parts.append(_("{n} men").format(n=number_text(people.men)))
        if people.other:
            parts.append(_("{n} other").format(n=number_text(people.other)))
        if people.unknown:
            parts.append(_("{n} of sex not known").format(n=number_text(people.unknown)))
        for whole, text in (
            (people.classes, ngettext("{n} class", "{n} classes", people.classes)),
            (people.enterprises, ngettext("{n} enterprise", "{n} enterprises", people.enterprises)),
            (people.organisations, ngettext("{n} organisation", "{n} organisations", people.organisations)),
        ):
            if whole:
                parts.append(text.format(n=number_text(whole)))
        if people.without_names:
            parts.append(_("and {n} without names").format(n=number_text(people.without_names)))
            self._totals.setChecked(True)
        self._sum.setText(", ".join(parts))

    def _show_totals(self, shown: bool) -> None:
        self.headcounts.setVisible(shown)
        if shown and self._totals.hasFocus():
            self.headcounts.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        self._go_to_blank_line()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_blank_line(self) -> None:
        rows = self.grid.rows
        self.grid.view.setCurrentIndex(rows.index(rows.rowCount() - 1, 0))

    def _make_grid(self) -> EditableTable:
        grid = EditableTable(participant_rows.columns(self._learner), new_id)
        grid.edited.connect(lambda row_id, key, value: self._save([(row_id, key, value)]))
        grid.block_edited.connect(self._save)
        grid.misread.connect(self._misread)
        grid.typing.connect(self._suggest)
        grid.chosen.connect(self._choose)
        grid.view.fit_columns()
        self.column.insertWidget(1, grid, 1)
        self.setFocusProxy(grid)
        return grid

    def _remake_grid(self, learner: str) -> None:
        self._learner = learner
        had_focus = self.window().focusWidget() is self.grid.view  # also while a dialog is being closed over it
        self.column.removeWidget(self.grid)
        self.grid.hide()
        self.grid.deleteLater()
        self.grid = self._make_grid()
        self.grid.view.installEventFilter(self)
        if had_focus:
            self.grid.setFocus()

    # -- typed

    def _save(self, edits: Sequence[Edit]) -> None:
        """Save rows that have a name; the others wait until they have one. What cannot be stays in the grid."""
        course_id, ready = self.course_id, []
        for row_id, key, value in edits:
            self._refused.pop((row_id, key), None)
            self._notes.pop((row_id, key), None)
            if participant_rows.is_refused(key, value):
                self._refused[(row_id, key)] = value
        edits = [edit for edit in edits if edit[:2] not in self._refused]
        for row_id, key, value in edits:
            if row_id not in self._enrolled:
                self._waiting.setdefault(row_id, {})[key] = value
        for row_id, key, value in edits:
            named = bool(self._waiting.get(row_id, {}).get(NAME))
            if row_id in self._enrolled and key == NAME and not value:
                self.grid.set_problem(row_id, NAME, _("The name is missing. It stays as it was until you type one."))
                self._marked.add((row_id, NAME))
            elif row_id in self._enrolled or named:
                ready.append((row_id, key, value))
            else:
                self.grid.set_problem(row_id, NAME, _("The name is missing. Type it, and the row is saved."))
        if not ready:
            return
        waiting = {row_id: dict(self._waiting[row_id]) for row_id, _key, _value in ready if row_id in self._waiting}
        for row_id in waiting:
            self._enrolled.add(row_id)
            self.grid.set_problem(row_id, NAME, None)
        self.change(
            _("Participants"), lambda tx: participant_rows.save_rows(tx, course_id, ready, waiting), self.doubts.add
        )

    def _misread(self, row_id: str, key: str, text: str) -> None:
        if key == "person.sex":
            self.query(lambda _tx: participant_rows.sex_from(text), lambda sex: self._take(row_id, key, sex))

    def _take(self, row_id: str, key: str, value: Any) -> None:
        rows = self.grid.rows
        line = rows.line_of(row_id)
        if value is not None and line >= 0 and (row_id, key) in rows.unread:
            section = [column.key for column in rows.columns].index(key)
            rows.write_values([(line, section, value)])

    def _suggest(self, row_id: str, key: str, text: str) -> None:
        course_id = self.course_id

        def offer(found: list[Suggestion]) -> None:
            self.grid.offer(row_id, key, found)

        self.query(lambda tx: participant_rows.suggest(tx, course_id, text), offer, topic="suggest")

    def _choose(self, row_id: str, _key: str, person_id: str) -> None:
        course_id, target = self.course_id, row_id or new_id()
        typed = self._waiting.pop(target, {})

        def go_on(_result: None) -> None:
            self.grid.go(target, "person.sex")

        self.change(
            _("Enrol somebody known"),
            lambda tx: participant_rows.put_known(tx, course_id, target, person_id, typed),
            go_on,
        )

    # -- pasted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pastes = (
            watched is self.grid.view
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
        )
        return (pastes and self._paste_list()) or super().eventFilter(watched, event)

    def _paste_list(self) -> bool:
        """Enrol the people of a list; anything else is pasted cell by cell.

        A list is what is pasted onto the blank line, and every block of several rows and columns under Name: it never
        writes over those who are enrolled.
        """
        index = self.grid.view.currentIndex()
        cells = clipboard.paste()
        if not index.isValid() or not cells or len(cells) * len(cells[0]) < 2:
            return False
        block = index.column() == 0 and len(cells) > 1 and len(cells[0]) > 1
        if self.grid.rows.id_of(index.row()) and not block:
            return False
        course_id, text = self.course_id, clipboard.to_tabs(cells)
        self.change(_("Paste participants"), lambda tx: participant_rows.paste(tx, course_id, text), self._tell_pasted)
        return True

    def _tell_pasted(self, pasted: Pasted) -> None:
        self.doubts.add(pasted.doubts)
        self._notes |= pasted.notes
        self._wants_blank_line = True
        self.reload()
        parts = [ngettext("{n} participant enrolled", "{n} participants enrolled", pasted.new).format(n=pasted.new)]
        if pasted.changed:
            parts.append(_("{n} changed").format(n=pasted.changed))
        if pasted.same:
            parts.append(_("{n} here already").format(n=pasted.same))
        told = _("{parts}.").format(parts=", ".join(parts))
        if not pasted.refused:
            self.messages.success(told, _("Undo"), self.main_window.undo)
            return
        shown = list(pasted.refused[:TELLS_AT_MOST])
        if len(pasted.refused) > TELLS_AT_MOST:
            shown.append(_("and {n} more").format(n=len(pasted.refused) - TELLS_AT_MOST))
        look = _("Please look at: {cells}").format(cells="; ".join(shown))
        self.messages.warning(f"{told} {look}", _("Undo"), self.main_window.undo)

    # -- other

    def _ask_organisation(self) -> None:
        course_id = self.course_id

        def ask(known: tuple[str, ...]) -> None:
            dialog = OneTextDialog(
                _("Enrol an organisation"), _("Name of the organisation:"),
                _("It takes part as a whole. One of this name that is known already is taken."), self, offered=known,
            )  # fmt: skip
            dialog.accepted.connect(lambda: self._enrol_organisation(course_id, " ".join(dialog.text().split())))
            dialog.open()

        self.query(organisation_names, ask, topic="organisations")

    def _enrol_organisation(self, course_id: str, name: str) -> None:
        self.change(
            _("Enrol an organisation"),
            lambda tx: participant_rows.put_organisation(tx, course_id, name),
            self.doubts.add,
        )

    def _remove(self) -> None:
        ids = [row_id for row_id in self.grid.selected_ids() if row_id in self._enrolled]
        if not ids:
            return

        def told(_result: None) -> None:
            n = len(ids)
            self.messages.success(
                ngettext(
                    "{n} participant is taken off the course.", "{n} participants are taken off the course.", n
                ).format(n=n),
                _("Undo"),
                self.main_window.undo,
            )

        self.change(_("Take participants off"), lambda tx: participant_rows.remove_rows(tx, ids), told)
