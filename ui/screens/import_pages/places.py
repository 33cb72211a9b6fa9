"""The cells of a problem, and those of one row, as tables in which corrections are typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from trainer_app.formats import figures_text
from trainer_app.texts import N_, _
from ui import style

if TYPE_CHECKING:
    from trainer_app.importing.problems import Place

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
STATES = {"open": "", "corrected": N_("corrected"), "settled": N_("left as it is")}


class Cells(QAbstractTableModel):
    """Lines of texts of which the last column can be typed into."""

    corrected = Signal(int, str)
    """Line, and what was typed there."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = [*titles, _("Correct to")]
        self._lines: list[tuple[str, ...]] = []
        self._done: list[bool] = []
        self._fixed: list[bool] = []

    def set_lines(self, lines: Sequence[tuple[str, ...]], done: Sequence[bool], fixed: Sequence[bool]) -> None:
        """Show these; done: nothing is left to do there; fixed: it has no cell that could be corrected."""
        same = len(lines) == len(self._lines)
        if not same:
            self.beginResetModel()
        self._lines, self._done, self._fixed = list(lines), list(done), list(fixed)
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self._titles) - 1))

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return self._lines[index.row()][index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and self._done[index.row()]:
            return QBrush(QColor(style.colours().muted))
        if role == Qt.ItemDataRole.BackgroundRole and index.column() == self.columnCount() - 1:
            return QBrush(QColor(style.colours().info[0])) if not self._fixed[index.row()] else None
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self._lines[index.row()][-1]:
            return False
        self.corrected.emit(index.row(), str(value).strip())
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        last = index.column() == self.columnCount() - 1
        return flags | Qt.ItemFlag.ItemIsEditable if last and not self._fixed[index.row()] else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return self._titles[section] if role == Qt.ItemDataRole.DisplayRole else None


class CellsView(QTableView):
    """Enter, or typing, corrects the line in its last column."""

    def __init__(self, cells: Cells, name: str, widths: Sequence[int]) -> None:
        super().__init__()
        self.setModel(cells)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.line_height(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width * self.fontMetrics().averageCharWidth())

    def lines(self) -> list[int]:
        """The lines that are selected."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def go_to(self, line: int) -> None:
        """Select a line."""
        if self.model().rowCount():
            self.setCurrentIndex(self.model().index(max(0, min(line, self.model().rowCount() - 1)), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:  # Enter comes here too when it ends the typing
            return
        index = self.currentIndex()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain
        types = plain and event.text().isprintable() and event.text().strip()
        if index.isValid() and (enter or types):
            last = self.model().index(index.row(), self.model().columnCount() - 1)
            self.setCurrentIndex(last)
            self.edit(last)
            editor = self.focusWidget()
            if types and editor is not None and editor is not self:
                editor.setProperty("text", event.text())
            return
        super().keyPressEvent(event)


def place_lines(places: Sequence[Place], corrections: Any) -> list[tuple[str, ...]]:
    """Cells as lines: where, whose, typed, understood, state, correction."""
    return [
        (
            place.sheet, place.cell, place.name, figures_text(place.typed), figures_text(place.understood),
            _(STATES[place.state]), corrections.get(place.key, ""),
        )
        for place in places
    ]  # fmt: skip
