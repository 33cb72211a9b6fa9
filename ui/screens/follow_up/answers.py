"""Takes one answer by few keys: a number or letter chooses, Enter goes on."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from trainer_app.errors import UserError
from trainer_app.follow_ups.follow_ups import read_answer
from trainer_app.formats import fold, plain_digits
from trainer_app.programmes.catalogue import Question
from trainer_app.texts import _
from ui import style
from ui.labels import language, plain_label

CODE = Qt.ItemDataRole.UserRole


class AnswerPane(QWidget):
    """One question at a time. `answered` gives the stored form of the answer ("" takes it back)."""

    answered = Signal(str, str)
    """Question code and answer; the next question is wanted."""
    skipped = Signal()
    """Enter without an answer: the next question is wanted."""
    back = Signal()
    """The question before is wanted (Backspace, Up)."""

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None
        self._before = ""
        self.title = plain_label(bold=1.35)
        self.title.setWordWrap(True)
        self.choices = _Choices(self)
        self.line = _Line(self)
        self._kinds = QStackedWidget()
        self._kinds.addWidget(self.choices)
        self._kinds.addWidget(self.line)
        self.hint = plain_label(muted=True)
        self.hint.setWordWrap(True)
        self.told = plain_label()
        self.told.setWordWrap(True)
        column = QVBoxLayout(self)
        for widget in (self.title, self.hint, self._kinds, self.told):
            column.addWidget(widget)
        column.addStretch(1)

    def show_question(self, question: Question, answer: str) -> None:
        """Ask this one; `answer` is what was answered before, or ""."""
        self._question, self._before = question, answer
        self.title.setText(question.name(language()))
        self.told.clear()
        choosing = question.kind in ("yes_no", "choice", "choices")
        widget: QWidget = self.choices if choosing else self.line
        widget.setAccessibleName(self.title.text())
        self._kinds.setCurrentWidget(widget)
        self._kinds.setFixedHeight(self.choices.ask(question, answer) if choosing else self.line.sizeHint().height())
        if not choosing:
            self.line.setText(answer)
            self.line.selectAll()
        self.hint.setText(_hint(question))
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, text: str) -> None:
        """An answer was given: say what is wrong with it, or go on."""
        assert self._question is not None
        try:
            stored = read_answer(self._question, text) or ""
        except UserError as error:
            self.told.setText(str(error))
            self.told.setStyleSheet(f"color: {style.colours(self).problem};")
            return
        if stored == self._before:
            self.skipped.emit()
        else:
            self.answered.emit(self._question.code, stored)


class _Choices(QListWidget):
    """Numbered answers; of several, numbers and Space take and drop, of one a number is the answer."""

    def __init__(self, pane: AnswerPane) -> None:
        super().__init__()
        self._pane = pane
        self._several = False
        self.itemClicked.connect(self._clicked)

    def ask(self, question: Question, answer: str) -> int:
        """Show the answers to a question; returns the height that shows them all, in pixels."""
        self._several = question.kind == "choices"
        options = [("yes", _("Yes")), ("no", _("No"))] if question.kind == "yes_no" else [
            (choice.code, choice.name(language())) for choice in question.choices
        ]  # fmt: skip
        given = answer.split()
        self.clear()
        for number, (code, label) in enumerate(options, start=1):
            item = QListWidgetItem(f"{number}   {label}")
            item.setData(CODE, code)
            item.setSizeHint(QSize(0, style.line_height(self)))
            if self._several:
                item.setCheckState(Qt.CheckState.Checked if code in given else Qt.CheckState.Unchecked)
            self.addItem(item)
            if code in given:
                self.setCurrentItem(item)
        return style.line_height(self) * len(options) + 2 * self.frameWidth() + 4

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = plain_digits(event.text())
        if digit.isdecimal() and 0 < int(digit) <= self.count():
            self._choose(self.item(int(digit) - 1))
        elif event.text().isalpha() and (found := self._beginning_with(event.text())) is not None:
            self._choose(found)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        elif event.key() == Qt.Key.Key_Backspace:
            self._pane.back.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        self.setCurrentItem(item)
        if self._several:
            taken = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if taken else Qt.CheckState.Checked)
        else:
            self._pane.take(item.data(CODE))

    def _clicked(self, item: QListWidgetItem) -> None:
        if not self._several:
            self._pane.take(item.data(CODE))

    def _go_on(self) -> None:
        if self._several:
            items = [self.item(row) for row in range(self.count())]
            taken = [item.data(CODE) for item in items if item.checkState() == Qt.CheckState.Checked]
            self._pane.take(" ".join(taken))
        elif self.selectedItems():
            self._pane.take(self.selectedItems()[0].data(CODE))
        else:
            self._pane.skipped.emit()

    def _beginning_with(self, letter: str) -> QListWidgetItem | None:
        """The answer that alone begins with the letter; Y and N also mean yes and no in every language."""
        items = [self.item(row) for row in range(self.count())]
        wanted = fold(letter)
        own = [item for item in items if wanted and fold(item.text().lstrip("0123456789 ")).startswith(wanted)]
        codes = {item.data(CODE): item for item in items}
        if not own and set(codes) == {"yes", "no"}:
            return codes.get({"y": "yes", "n": "no"}.get(wanted, ""))
        return own[0] if len(own) == 1 else None


class _Line(QLineEdit):
    """Numbers, months and texts; Enter goes on, Up and Backspace in an empty line go back."""

    def __init__(self, pane: AnswerPane) -> None:
        super().__init__()
        self._pane = pane
        self.returnPressed.connect(lambda: pane.take(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        backs = event.key() == Qt.Key.Key_Backspace and not self.text()
        if backs or event.key() == Qt.Key.Key_Up:
            self._pane.back.emit()
        else:
            super().keyPressEvent(event)


def _hint(question: Question) -> str:
    """What the keys do for this kind of question."""
    return {
        "yes_no": _("1 or Y: yes. 2 or N: no. Enter leaves it open, Backspace goes back."),
        "choice": _("The number is the answer. Enter leaves it open, Backspace goes back."),
        "choices": _("Numbers take and drop answers. Enter goes on, Backspace goes back."),
        "month": _("Year and month, such as 2026-03. Enter goes on, Up goes back."),
        "text": _("Enter goes on, Up goes back."),
    }.get(question.kind, _("A number. Enter goes on; blank leaves it open. Up goes back."))
