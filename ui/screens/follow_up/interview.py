"""One interview: who is asked, the question of the moment, the answers so far; every answer is saved at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainer_app import settings
from trainer_app.follow_ups import follow_ups
from trainer_app.follow_ups.follow_ups import Interview, Row
from trainer_app.formats import date_text, number_text
from trainer_app.paths import programmes_folder
from trainer_app.programmes.catalogue import Question, load_catalogue
from trainer_app.texts import _, ngettext
from ui import style
from ui.labels import beside, language, plain_label
from ui.screen import Screen
from ui.screens.follow_up.answers import AnswerPane

NOT_REACHED = ("not_found", "moved", "refused", "dead", "ineligible")
"""What may come of a follow-up without an interview."""


class InterviewPage(Screen):
    """Answers by few keys; Ctrl+Enter goes to the next follow-up, Alt+Left to the list."""

    reads = frozenset({"follow_up", "answer"})

    def __init__(self, window: Any, back: Callable[[], object], after: Callable[[Row], Row | None]) -> None:
        """`after(row)` gives who is to be asked next, None for nobody."""
        super().__init__(window)
        self.done: set[str] = set()
        self._back, self._after = back, after
        self._row: Row | None = None
        self._questions: tuple[Question, ...] = ()
        self._answers: dict[str, str] = {}
        self._at = ""
        self._status, self._notes_before = "due", ""
        self._title, self._phones, self._facts = plain_label(bold=1.4), plain_label(bold=1.4), plain_label(muted=True)
        self._phones.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.pane = AnswerPane()
        self.end = _End()
        self.overview = QTableWidget(0, 2)
        self.mode = QComboBox()
        for code, label in follow_ups.MODES.items():
            self.mode.addItem(_(label), code)
        self.notes = QLineEdit()
        self._status_text = plain_label(muted=True)
        self._right = QStackedWidget()
        self._lay_out()
        self._connect()

    def ask(self, row: Row) -> None:
        """Begin with one follow-up, at its first open question."""
        if self._row is not None:
            self._save_notes()
        self._row, self._at, self._questions, self._answers = row, "", (), {}
        self._status = row.status
        self._title.setText(row.name or _("(no name)"))
        self._phones.setText(row.phones)
        months = ngettext("{n} month after the course", "{n} months after the course", row.months)
        due = _("overdue since {day}") if row.overdue else _("due {day}")
        facts = [row.course, row.products, months.format(n=row.months), due.format(day=date_text(row.due))]
        self._facts.setText(beside(*facts))
        self.overview.setRowCount(0)
        self.pane.hide()
        self.reload()

    def load(self) -> None:
        row = self._row
        if row is not None:
            self.query(
                lambda tx: follow_ups.interview(tx, load_catalogue(programmes_folder()), row), self._show,
                topic="interview",
            )  # fmt: skip

    def _show(self, interview: Interview) -> None:
        """Take up what is saved; the question of the moment stays."""
        if self._row is None or interview.row.id != self._row.id:
            return
        self._questions, self._answers = interview.questions, dict(interview.answers)
        if self._status == "reached" and not self._answers and self._row.status == "due":
            self._status = "due"  # the answers were undone
        if self._at == "":
            self.mode.setCurrentIndex(max(self.mode.findData(interview.mode or "phone"), 0))
            self._notes_before = interview.notes or ""
            self.notes.setText(self._notes_before)
            self._go(follow_ups.next_question(self._questions, self._answers))
        self._show_overview()

    # -- from question to question

    def _asked(self) -> list[Question]:
        return [one for one in self._questions if follow_ups.asked(one, self._answers)]

    def _go(self, question: Question | None) -> None:
        if question is None:
            self._at = "end"
            self.end.tell(self._after(self._row) if self._row is not None else None)
            self._right.setCurrentWidget(self.end)
            self.end.next.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._at = question.code
            self._right.setCurrentWidget(self.pane)
            self.pane.show()
            self.pane.show_question(question, self._answers.get(question.code, ""))
        self._show_overview()

    def _go_on(self) -> None:
        """To the next question that the answers so far lead to."""
        codes = [one.code for one in self._questions]
        start = codes.index(self._at) + 1 if self._at in codes else 0
        later = set(codes[start:])
        self._go(next((one for one in self._asked() if one.code in later), None))

    def _go_back(self) -> None:
        asked = self._asked()
        codes = [one.code for one in asked]
        at = codes.index(self._at) if self._at in codes else len(asked)
        if at > 0:
            self._go(asked[at - 1])

    def _answered(self, code: str, value: str) -> None:
        self._answers[code] = value
        if not value:
            del self._answers[code]
        self._status = "reached"
        self._save(_("Follow-up of {name}"), answers={code: value})
        self._go_on()

    def _next(self) -> None:
        following = self._after(self._row) if self._row is not None else None
        if following is None:
            self._save_notes()
            self._back()
        else:
            self.ask(following)

    # -- saving

    def _save(self, label: str, **values: Any) -> None:
        row, status, mode = self._row, self._status, self.mode.currentData()
        if row is None:
            return
        if status != "due":
            self.done.add(row.id)
        day = row.asked_on if row.status == status and row.asked_on else date.today()

        def save(tx: Any) -> None:
            follow_ups.record(
                tx, load_catalogue(programmes_folder()), row, status=status, asked_on=None if status == "due" else day,
                mode=mode, asked_by=settings.get(tx, "your_name"), **values,
            )  # fmt: skip

        self.change(label.format(name=row.name), save)

    def _save_notes(self) -> None:
        text = self.notes.text().strip()
        if text != self._notes_before:
            self._notes_before = text
            self._save(_("Note on the follow-up of {name}"), notes=text)

    def _leave(self) -> None:
        self._save_notes()
        self._back()

    def _mode_chosen(self) -> None:
        if self._status == "reached":
            self._save(_("Follow-up of {name}"))

    def _not_reached(self, status: str) -> None:
        self._status = status
        self._save(_("Follow-up of {name}"))
        self._next()

    # -- parts

    def _show_overview(self) -> None:
        asked = self._asked()
        self.overview.setRowCount(len(asked))
        for line, question in enumerate(asked):
            answer = answer_text(question, self._answers.get(question.code))
            for at, text in enumerate((question.name(language()), answer)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.overview.setItem(line, at, item)
            if question.code == self._at:
                self.overview.setCurrentCell(line, 0)
        if self._at == "end":
            self.overview.clearSelection()
        self._status_text.setText(_(follow_ups.STATUSES[self._status]))

    def _lay_out(self) -> None:
        to_list = QPushButton(_("All follow-ups"))
        to_list.setToolTip(_("Back to the list (Alt+Left)"))
        to_list.clicked.connect(self._leave)
        following = QPushButton(_("Next"))
        following.setToolTip(_("The next follow-up (Ctrl+Enter)"))
        following.clicked.connect(self._next)
        menu = QMenu(self)
        for status in NOT_REACHED:
            menu.addAction(_(follow_ups.STATUSES[status]), partial(self._not_reached, status))
        self.not_reached = QPushButton(_("&Not reached"))
        self.not_reached.setMenu(menu)
        head = QHBoxLayout()
        for widget in (to_list, self._title, self._phones):
            head.addWidget(widget)
            head.addSpacing(12)
        head.addWidget(self._status_text)
        head.addStretch(1)
        head.addWidget(self.not_reached)
        head.addWidget(following)
        self._right.addWidget(self.pane)
        self._right.addWidget(self.end)
        self.overview.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.overview.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.overview.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.overview.setTabKeyNavigation(False)
        self.overview.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.overview.setShowGrid(False)
        self.overview.setHorizontalHeaderLabels([_("Question"), _("Answer")])
        self.overview.setAccessibleName(_("Answers so far"))
        self.overview.verticalHeader().hide()
        self.overview.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.overview.setColumnWidth(1, self.fontMetrics().averageCharWidth() * 22)
        self.overview.verticalHeader().setDefaultSectionSize(style.line_height(self.overview))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self._right)
        split.addWidget(self.overview)
        for at, part in enumerate((self._right, self.overview)):
            part.setMinimumWidth(self.fontMetrics().averageCharWidth() * 40)
            split.setStretchFactor(at, 1)
        split.setSizes([1000, 1000])
        foot = QHBoxLayout()
        fields: tuple[tuple[str, QWidget, int], ...] = ((_("&How:"), self.mode, 0), (_("No&te:"), self.notes, 1))
        for text, field, stretch in fields:
            caption = QLabel(text)
            caption.setBuddy(field)
            foot.addWidget(caption)
            foot.addWidget(field, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._facts)
        column.addWidget(split, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.pane.answered.connect(self._answered)
        self.pane.skipped.connect(self._go_on)
        self.pane.back.connect(self._go_back)
        self.end.back.connect(self._go_back)
        self.end.next.clicked.connect(self._next)
        self.notes.editingFinished.connect(self._save_notes)
        self.mode.activated.connect(lambda _at: self._mode_chosen())
        self.overview.cellClicked.connect(lambda line, _at: self._go(self._asked()[line]))
        for keys, act in (("Ctrl+Return", self._next), ("Alt+Left", self._leave)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)


class _End(QWidget):
    """All is asked: Enter goes to the next follow-up, Backspace back to the last question."""

    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.next = _EnterButton()
        self.next.back.connect(self.back)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(_("All questions are asked"), bold=1.35))
        column.addWidget(plain_label(_("Everything is saved. Enter goes on, Backspace goes back."), muted=True))
        column.addWidget(self.next, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)

    def tell(self, following: Row | None) -> None:
        """Name the next one, if there is one."""
        name = (following.name if following else "").replace("&", "&&")
        self.next.setText(_("Next: {name}").format(name=name) if following else _("Back to the list"))


class _EnterButton(QPushButton):
    """A button that Enter presses outside a dialog, too."""

    back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Backspace:
            self.back.emit()
        else:
            super().keyPressEvent(event)


def answer_text(question: Question, answer: str | None) -> str:
    """A stored answer as a person reads it; "" for none."""
    if not answer:
        return ""
    if question.kind == "yes_no":
        return _("Yes") if answer == "yes" else _("No")
    if question.kind in ("choice", "choices"):
        names = {choice.code: choice.name(language()) for choice in question.choices}
        return "; ".join(names.get(code, code) for code in answer.split())
    if question.kind in ("number", "money"):
        return number_text(float(answer))
    return answer
