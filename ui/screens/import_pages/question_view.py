"""One question with its answers: a digit or a letter chooses, and it is answered for all rows that it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from trainer_app.texts import _, ngettext
from ui.screens.page import told

if TYPE_CHECKING:
    from trainer_app.importing.problems import Problem

MOST_NAMED = 12
"""Cells that are named."""


class QuestionView(QWidget):
    """Digits answer; so does a press of the button. The same answer again takes it back."""

    answered = Signal(str)
    """The code of the option, "" for none any more."""

    def __init__(self) -> None:
        super().__init__()
        self._problem: Problem | None = None
        self._key = ""
        self.text = told(strong=True)
        self.places = told()
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.addWidget(self.text)
        self._column.addWidget(self.places)
        self._options = QVBoxLayout()
        self._column.addLayout(self._options)
        self._column.addStretch(1)

    def show_problem(self, problem: Problem) -> None:
        """Ask this."""
        again = problem.key == self._key
        self._problem, self._key = problem, problem.key
        self.text.setText(problem.text)
        self.places.setText(_about(problem))
        if not again:
            self._make_buttons(problem)
        for button, (code, _shown) in zip(self.buttons, problem.options, strict=True):
            button.setChecked(code == problem.answer)

    def focusInEvent(self, event: object) -> None:
        if self.buttons:
            chosen = next((button for button in self.buttons if button.isChecked()), self.buttons[0])
            chosen.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit():
            self.choose(int(event.text()))
        else:
            super().keyPressEvent(event)

    def choose(self, number: int) -> None:
        """Give the answer of this number, from 1, while a question is shown."""
        if self.isVisible() and 1 <= number <= len(self.buttons):
            self.buttons[number - 1].click()

    def _make_buttons(self, problem: Problem) -> None:
        for button in self.buttons:
            self._options.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, (code, shown) in enumerate(problem.options, 1):
            button = QPushButton(f"&{number}  {shown}")
            button.setAccessibleName(shown)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setMaximumWidth(self.fontMetrics().averageCharWidth() * 60)
            button.clicked.connect(lambda _on=False, code=code: self._choose(code))
            self._options.addWidget(button)
            button.show()
            self.buttons.append(button)

    def _choose(self, code: str) -> None:
        if self._problem is not None:
            self.answered.emit("" if code == self._problem.answer else code)


def _about(problem: Problem) -> str:
    """Which rows it touches."""
    rows = ngettext("It touches {n} row", "It touches {n} rows", problem.touched).format(n=problem.touched)
    cells = [place.cell for place in problem.places[:MOST_NAMED]]
    if not cells:
        return _("{rows}, on {sheets}. One answer is for all.").format(rows=rows, sheets=problem.where)
    more = ", …" if len(problem.places) > MOST_NAMED else ""
    return _("{rows}, on {sheets}: {cells}. One answer is for all.").format(
        rows=rows, sheets=problem.places[0].sheet, cells=", ".join(cells) + more
    )
