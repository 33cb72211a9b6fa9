"""One question with its answers: a digit or a letter chooses, and it is answered for all rows that it touches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from trainer_app.formats import figures_text, number_text
from trainer_app.texts import _, ngettext
from ui import style
from ui.screens.flow import Flow
from ui.screens.page import told

if TYPE_CHECKING:
    from trainer_app.importing.examples import Example
    from trainer_app.importing.problems import Problem

Cells = Sequence[tuple[str, str, str, str]]

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
        self.alike = QCheckBox()
        self._column.addWidget(self.alike)
        self._options = Flow()
        self._column.addLayout(self._options)
        self.examples = QTableWidget()
        self._column.addWidget(self.examples)
        self.rows = QTableWidget()
        self._lay_out_rows()
        self._column.addWidget(self.rows, 1)
        self._column.addStretch()

    def show_problem(
        self, problem: Problem, rows: Sequence[tuple[str, Cells]] = (), alike: int = 1, examples: Sequence[Example] = ()
    ) -> None:
        """Ask this. rows: (title, cells) of rows that it is about, beside each other; cells as ListFile.row_cells.
        alike: how many such questions are open, each with an answer of its own, that may have the same. examples: real
        cells with what each answer makes of them.
        """
        again = problem.key == self._key
        self._problem, self._key = problem, problem.key
        self.text.setText(problem.text)
        self.places.setText(_about(problem))
        if not again:
            self._make_buttons(problem)
            self.alike.setChecked(False)
        self.alike.setText(_("The answer is for &all {n} questions of this kind").format(n=number_text(alike)))
        self.alike.setVisible(alike > 1)
        for button, (code, _shown) in zip(self.buttons, problem.options, strict=True):
            button.setChecked(code == problem.answer)
        self._show_examples(problem, examples)
        self._show_rows(rows)

    def focusInEvent(self, event: object) -> None:
        if self.buttons:
            chosen = next((button for button in self.buttons if button.isChecked()), self.buttons[0])
            chosen.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal():
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
            button = QPushButton(f"{number}  {shown}".replace("&", "&&"))  # Alt with a digit goes to a step
            button.setAccessibleName(shown)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
            button.clicked.connect(lambda _on=False, code=code: self._choose(code))
            self._options.addWidget(button)
            button.show()
            self.buttons.append(button)

    def _lay_out_rows(self) -> None:
        self.rows.setAccessibleName(_("The rows it is about"))
        self.examples.setAccessibleName(_("What each answer makes of the cells"))
        for table in (self.examples, self.rows):
            table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
            table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
            table.setTabKeyNavigation(False)
            table.setShowGrid(False)
            table.verticalHeader().hide()
            table.verticalHeader().setDefaultSectionSize(style.line_height(self))
            table.horizontalHeader().setHighlightSections(False)
            table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)

    def _show_examples(self, problem: Problem, examples: Sequence[Example]) -> None:
        """A line for each cell, a column for each answer; what the chosen answer makes of it stands out."""
        self.examples.setVisible(bool(examples))
        answers = [_("{n}  {answer}").format(n=n, answer=shown) for n, (_code, shown) in enumerate(problem.options, 1)]
        self.examples.setColumnCount(2 + len(answers))
        self.examples.setRowCount(len(examples))
        self.examples.setHorizontalHeaderLabels([_("Cell"), _("Typed"), *answers])
        ground = QColor(style.colours().info[0])
        for line, one in enumerate(examples):
            for column, text in enumerate((one.cell, one.typed, *one.made)):
                item = QTableWidgetItem(figures_text(text))
                item.setToolTip(text)
                if column > 1 and problem.options[column - 2][0] == problem.answer:
                    item.setBackground(ground)
                self.examples.setItem(line, column, item)
        widest = self.fontMetrics().averageCharWidth() * 40
        for column in range(self.examples.columnCount()):
            self.examples.resizeColumnToContents(column)
            self.examples.setColumnWidth(column, min(self.examples.columnWidth(column) + 8, widest))
        height = self.examples.horizontalHeader().sizeHint().height() + 4
        height += len(examples) * style.line_height(self) + self.examples.horizontalScrollBar().sizeHint().height()
        self.examples.setFixedHeight(height)

    def _show_rows(self, rows: Sequence[tuple[str, Cells]]) -> None:
        """Rows beside each other, with what differs in colour; an answer needs no scrolling through the sheet."""
        shown = [(title, cells) for title, cells in rows if cells]
        self.rows.setVisible(bool(shown))
        headings = list(dict.fromkeys(heading for _title, cells in shown for _cell, heading, _typed, _told in cells))
        self.rows.setColumnCount(1 + len(shown))
        self.rows.setRowCount(len(headings))
        self.rows.setHorizontalHeaderLabels([_("Column"), *(title for title, _cells in shown)])
        ground = QColor(style.colours(self).warning[0])
        for line, heading in enumerate(headings):
            texts = [next((typed for _c, own, typed, _t in cells if own == heading), "") for _title, cells in shown]
            for column, text in enumerate((heading, *texts)):
                item = QTableWidgetItem(figures_text(text))
                if column and len(set(texts)) > 1:
                    item.setBackground(ground)
                self.rows.setItem(line, column, item)
        for column in range(self.rows.columnCount()):
            self.rows.setColumnWidth(column, self.fontMetrics().averageCharWidth() * (30 if column == 0 else 42))

    def _choose(self, code: str) -> None:
        if self._problem is not None:
            self.answered.emit("" if code == self._problem.answer else code)


def _about(problem: Problem) -> str:
    """Which rows it touches."""
    rows = ngettext("It touches {n} row", "It touches {n} rows", problem.touched).format(n=problem.touched)
    cells = [place.cell for place in problem.places[:MOST_NAMED]]
    if problem.touched == 1:
        if not cells:
            return rows
        # The cells first: a sheet's name in another script would turn the line round.
        return _("{cells} of the sheet {sheet}").format(sheet=problem.places[0].sheet, cells=", ".join(cells))
    if not cells:
        return _("{rows}, on {sheets}. One answer is for all.").format(rows=rows, sheets=problem.where)
    more = ", …" if len(problem.places) > MOST_NAMED else ""
    return _("{rows}, on {sheets}: {cells}. One answer is for all.").format(
        rows=rows, sheets=problem.places[0].sheet, cells=", ".join(cells) + more
    )
