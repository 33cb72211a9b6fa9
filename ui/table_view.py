"""The cells of the one list: whole rows are selected, Enter opens, copy and paste go to and from Excel."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from trainer_app.texts import _
from ui import style


class TableView(QTableView):
    """Tells by its line what the person did; the list knows which record that is."""

    line_opened = Signal(int)
    copy_wanted = Signal()
    paste_wanted = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAccessibleName(_("List"))
        self.verticalHeader().hide()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(self._open)
        self._fit()

    def selected_lines(self) -> list[int]:
        """The lines that are selected, from top to bottom."""
        lines: set[int] = set()
        parts = self.selectionModel().selection()
        for part in (parts.at(number) for number in range(parts.count())):
            lines.update(range(part.top(), part.bottom() + 1))
        return sorted(lines)

    def selection_of(self, lines: Iterable[int]) -> QItemSelection:
        """These lines as few ranges: Qt compares every range with every other."""
        found = QItemSelection()
        model = self.model()
        last_column = model.columnCount() - 1
        for _run, group in groupby(enumerate(sorted(lines)), key=lambda pair: pair[1] - pair[0]):
            run = [line for _at, line in group]
            found.append(QItemSelectionRange(model.index(run[0], 0), model.index(run[-1], last_column)))
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _open(self) -> None:
        self.line_opened.emit(self.currentIndex().row())

    def _fit(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(style.line_height(self))
