"""Step 3: questions and problems, those of most rows first; each is answered once, or corrected cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainer_app.formats import figures_text, number_text
from trainer_app.texts import N_, _, ngettext
from ui.screens.flow import Flow
from ui.screens.import_pages.places import Cells, CellsView, place_lines
from ui.screens.import_pages.question_view import QuestionView
from ui.screens.import_pages.step_page import StepPage
from ui.screens.page import told

if TYPE_CHECKING:
    from trainer_app.importing.problems import Problem
    from trainer_app.importing.wizard import Wizard
    from ui.screens.import_pages.background import Background

KINDS = {
    "question": N_("question"), "refused": N_("not taken"), "check": N_("please check"), "row": N_("rows not taken"),
    "twice": N_("twice in the list?"), "corrected": N_("corrected"),
}  # fmt: skip
_KEY = Qt.ItemDataRole.UserRole


class ProblemsPage(StepPage):
    """Up and down choose a problem, Enter goes into it: a digit answers a question, typing corrects a cell.

    Ctrl+L leaves the selected cells as they are, Ctrl+Shift+L all of the problem, Ctrl+D does the same to all alike.
    """

    def __init__(self, model: Wizard, background: Background) -> None:
        super().__init__(model, background)
        self._filling = False
        self._problems: list[Problem] = []
        self._row_cells: list[str] = []
        self.headline = told(strong=True)
        self.list = _Problems()
        self.question = QuestionView()
        self.cells = Cells([_("Sheet"), _("Cell"), _("Who"), _("Typed"), _("Understood"), _("State")])
        self.places = CellsView(self.cells, _("Cells"), (15, 7, 24, 22, 18, 14))
        self.row_model = Cells([_("Column"), _("Typed")])
        self.row_view = CellsView(self.row_model, _("The whole row"), (18, 22))
        self.about = told()
        self.alike_button = self.act(
            _("The same for all ali&ke"), "Ctrl+D", self._correct_alike,
            _("The correction of this cell goes to all in which the same was typed"),
        )  # fmt: skip
        self.leave_button = self.act(_("Lea&ve as it is"), "Ctrl+L", self._leave, _("The selected cells"))
        self.leave_all_button = self.act(_("Leave &all of these"), "Ctrl+Shift+L", self._leave_all)
        self._lay_out()
        self.list.currentItemChanged.connect(lambda _now, _before: self._choose())
        self.list.entered_problem.connect(self._go_in)
        self.list.digit.connect(self.question.choose)
        self.question.answered.connect(self._answer)
        self.cells.corrected.connect(self._correct_place)
        self.row_model.corrected.connect(self._correct_in_row)
        self.places.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_row())
        self.setFocusProxy(self.list)

    def enter(self) -> None:
        if self.model.current is not None:
            self.model.current.arrange_problems()
        super().enter()

    def show_model(self) -> None:
        file = self.model.current
        self._problems = file.problems() if file is not None else []
        chosen = self._current()
        self._filling = True
        count = self.list.topLevelItemCount()
        for number, problem in enumerate(self._problems):
            item = self.list.topLevelItem(number) if number < count else QTreeWidgetItem(self.list)
            assert item is not None
            self.list.show_problem(item, problem)
        while self.list.topLevelItemCount() > len(self._problems):
            self.list.takeTopLevelItem(self.list.topLevelItemCount() - 1)
        keys = [problem.key for problem in self._problems]
        if keys:
            key = chosen.key if chosen is not None else ""
            self.list.go_to(keys.index(key) if key in keys else 0)
        self._filling = False
        self._tell()
        self._show_problem()

    # -- parts

    def _lay_out(self) -> None:
        line = Flow()
        for button in (self.alike_button, self.leave_button, self.leave_all_button):
            line.addWidget(button)
        side = QSplitter()
        side.addWidget(self.places)
        side.addWidget(self.row_view)
        side.setChildrenCollapsible(False)
        width = self.fontMetrics().averageCharWidth()
        side.setSizes([width * 118, width * 60])
        of_cells = QWidget()
        column = QVBoxLayout(of_cells)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.about)
        column.addLayout(line)
        column.addWidget(side, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(of_cells)
        self._stack.addWidget(self.question)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.list)
        splitter.addWidget(self._stack)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([self.fontMetrics().height() * 13, self.fontMetrics().height() * 20])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.headline)
        whole.addWidget(splitter, 1)

    def _current(self) -> Problem | None:
        item = self.list.currentItem()
        key = item.data(0, _KEY) if item is not None else None
        return next((one for one in self._problems if one.key == key), None)

    def _choose(self) -> None:
        if not self._filling:
            self._show_problem()
            self.places.go_to(0)

    def _tell(self) -> None:
        file = self.model.current
        if file is None or file.plan is None:
            self.headline.setText(self.under_way(_("Questions and problems are being looked for …")))
            return
        n = sum(one.open > 0 for one in self._problems)
        if n:
            text = ngettext("{n} thing to look at.", "{n} things to look at, those of most rows first.", n)
            text += " " + _("Any may be left: what is not certain stays empty with its text, or the row waits.")
            self.headline.setText(text.format(n=number_text(n)))
        else:
            self.headline.setText(_("Nothing is left to look at."))

    def _show_problem(self) -> None:
        problem = self._current()
        self._stack.setVisible(problem is not None)
        file = self.model.current
        if problem is None:
            return
        if problem.options:
            alike = sum(one.kind == problem.kind and one.open > 0 for one in self._problems)
            shown = file.examples_of(problem) if file is not None else ()
            self.question.show_problem(problem, self._rows_of(problem), alike if problem.kind == "twice" else 1, shown)
            self._stack.setCurrentWidget(self.question)
            return
        self._stack.setCurrentIndex(0)
        corrections = file.choices.corrections if file is not None else {}
        done = [place.state != "open" for place in problem.places]
        fixed = [place.cell.isdigit() for place in problem.places]
        self.cells.set_lines(place_lines(problem.places, corrections), done, fixed)
        text = _("{where}: {problem}").format(where=problem.where or _("Cells"), problem=problem.text)
        text += "" if text.endswith((".", "?")) else "."
        if problem.allowed:
            text += " " + _("Allowed: {what}.").format(what=problem.allowed)
        self.about.setText(text)
        if not self.places.currentIndex().isValid():
            self.places.go_to(0)
        for button in (self.alike_button, self.leave_button, self.leave_all_button):
            button.setVisible(problem.kind != "corrected")
        self._show_row()

    def _rows_of(self, problem: Problem) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
        """The rows that a question is about, as (title, cells): the first of them, and the one that it may repeat."""
        file = self.model.current
        if file is None:
            return []
        return [
            (_("Row {row}").format(row=place.row), file.row_cells(place.sheet, place.row))
            for place in problem.places[:2 if problem.kind == "twice" else 1]
        ]  # fmt: skip

    def _show_row(self) -> None:
        """The whole row of the cell that is chosen: what is wrong in one cell often shows beside it."""
        problem, file = self._current(), self.model.current
        line = self.places.currentIndex().row()
        if problem is None or file is None or not 0 <= line < len(problem.places):
            self._row_cells = []
            self.row_model.set_lines([], [], [])
            return
        place = problem.places[line]
        cells = file.row_cells(place.sheet, place.row)
        self._row_cells = [cell for cell, _heading, _typed, _told in cells]
        corrections = file.choices.corrections
        lines = [
            (heading, figures_text(typed), corrections.get((place.sheet, cell), ""))
            for cell, heading, typed, _told in cells
        ]
        self.row_model.set_lines(lines, [False] * len(lines), [False] * len(lines))

    def _go_in(self) -> None:
        problem = self._current()
        if problem is None:
            return
        if problem.options:
            self.question.setFocus()
        else:
            self.places.setFocus()

    # -- what the person does

    def _answer(self, code: str) -> None:
        problem, file = self._current(), self.model.current
        if problem is not None and file is not None:
            alike = problem.kind == "twice" and self.question.alike.isChecked()
            others = [one for one in self._problems if one.kind == "twice" and one.open] if alike else []
            for one in dict.fromkeys([problem, *others]):
                file.answer(one, code)
            self.changed.emit()
            self.show_model()
            self._go_to_next()

    def _go_to_next(self) -> None:
        """To the next problem that is open, ready for its answer."""
        item = self.list.currentItem()
        at = self.list.indexOfTopLevelItem(item) if item is not None else 0
        later = [number for number in range(at + 1, len(self._problems)) if self._problems[number].open]
        self.list.go_to(later[0] if later else at)
        self.list.setFocus()

    def _correct_place(self, line: int, text: str) -> None:
        problem = self._current()
        if problem is not None:
            self._correct([problem.places[line].key], text)

    def _correct_in_row(self, line: int, text: str) -> None:
        problem = self._current()
        at = self.places.currentIndex().row()
        if problem is not None and 0 <= at < len(problem.places):
            self._correct([(problem.places[at].sheet, self._row_cells[line])], text)

    def _correct(self, cells: list[tuple[str, str]], text: str) -> None:
        file = self.model.current
        if file is None:
            return
        if text:
            file.correct(cells, text)
        else:
            for cell in cells:
                file.correct([cell], file.typed(cell))
        self.changed.emit()
        self.show_model()

    def _correct_alike(self) -> None:
        """Give the correction of the current cell to all cells in which the same was typed."""
        from trainer_app.importing.problems import alike

        problem, file = self._current(), self.model.current
        line = self.places.currentIndex().row()
        if problem is None or file is None or not 0 <= line < len(problem.places):
            return
        place = problem.places[line]
        text = file.choices.corrections.get(place.key, "")
        cells = alike(problem, place)
        if text:
            self._correct(cells, text)
        elif place.state == "settled":
            self._settle(cells)
        else:
            self.places.setFocus()

    def _leave(self) -> None:
        """Leave the selected cells as they are, or look at them again."""
        problem = self._current()
        if problem is not None:
            places = [problem.places[line] for line in self.places.lines() if line < len(problem.places)]
            self._settle([place.key for place in places], any(place.state == "open" for place in places))

    def _leave_all(self) -> None:
        problem = self._current()
        if problem is not None:
            self._settle([place.key for place in problem.places], bool(problem.open))
            self._go_to_next()

    def _settle(self, cells: list[tuple[str, str]], settled: bool = True) -> None:
        file = self.model.current
        if file is not None and cells:
            file.settle(cells, settled)
            self.changed.emit()
            self.show_model()


class _Problems(QTreeWidget):
    """One line per problem: how many rows it touches, what it is, where, and whether something was done about it."""

    entered_problem = Signal()
    digit = Signal(int)
    """An answer by its number."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Questions and problems"))
        self.setHeaderLabels([_("Rows"), _("What"), _("Question or problem"), _("Where"), _("State")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        width = self.fontMetrics().averageCharWidth()
        for column, chars in ((0, 9), (1, 18), (3, 26), (4, 22)):
            header.resizeSection(column, width * chars)
        self.itemActivated.connect(lambda _item: self.entered_problem.emit())

    def go_to(self, line: int) -> None:
        """Choose a line."""
        item = self.topLevelItem(line)
        if item is not None:
            self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal():
            self.digit.emit(int(event.text()))
        else:
            super().keyPressEvent(event)

    def show_problem(self, item: QTreeWidgetItem, problem: Problem) -> None:
        """Fill a line."""
        answer = next((shown for code, shown in problem.options if code == problem.answer), "")
        if problem.open:
            state = ""
        elif problem.options:
            state = answer
        else:
            state = _("done")
        texts = (number_text(problem.touched), _(KINDS[problem.kind]), problem.text, problem.where, state)
        for column, text in enumerate(texts):
            item.setText(column, text)
            item.setToolTip(column, text)
        item.setTextAlignment(0, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        item.setData(0, _KEY, problem.key)
        muted = self.palette().placeholderText() if not problem.open else self.palette().text()
        for column in range(len(texts)):
            item.setForeground(column, muted)
