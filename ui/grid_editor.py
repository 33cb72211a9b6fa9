"""Typing into a cell of a grid: keys as in Excel, answers completed, known people offered, problems marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPolygon
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLineEdit,
    QListWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from trainer_app.texts import _
from ui import style, values
from ui.grid_rows import PROBLEM, GridRows

Index = QModelIndex | QPersistentModelIndex
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class Suggestion(NamedTuple):
    """Something known already that the person may mean: what choosing it gives, and the line that is read."""

    id: str
    text: str


class CellEditor(QStyledItemDelegate):
    """Makes the editor of a cell, and paints the red corner of a cell with a problem."""

    moved = Signal(int, bool)
    """The editor was left with this key (Tab, Enter or an arrow), with or without Shift."""
    typing = Signal(QModelIndex, str)
    """What stands in the editor of a column that suggests."""
    chosen = Signal(QModelIndex, str)
    """The id of the suggestion that was chosen."""

    def __init__(self, view: QTableView, rows: GridRows) -> None:
        super().__init__(view)
        self._view, self._rows = view, rows
        self._index = QPersistentModelIndex()
        self.replaces = False  # the editor was opened by typing: arrows leave it
        self._offers = QListWidget(view.viewport())
        self._offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._offers.setAccessibleName(_("Known already"))
        self._offers.hide()
        self._suggestions: Sequence[Suggestion] = ()
        self._editor: QLineEdit | None = None
        self._offers.itemPressed.connect(lambda item: self._choose(self._offers.row(item)))
        self.closeEditor.connect(self._closed)

    @property
    def is_open(self) -> bool:
        """Whether a cell is being typed into."""
        return self._editor is not None

    def begin(self, first: str) -> None:
        """Type the key that opened the editor into it, in place of what was there."""
        if self._editor is None:
            return
        self._editor.clear()
        if first:
            key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, first)
            QApplication.sendEvent(self._editor, key)
        self._editor.setModified(True)

    def offer(self, row_id: str, key: str, suggestions: Sequence[Suggestion]) -> None:
        """Show suggestions under the cell, if it is still the one that is typed into; who is selected stays so."""
        if self._editor is None or not self._index.isValid():
            return
        line, column = self._index.row(), self._rows.columns[self._index.column()]
        if (self._rows.id_of(line), column.key) != (row_id, key):
            return
        row = self._offers.currentRow()
        selected = self._suggestions[row].id if 0 <= row < len(self._suggestions) else None
        self._suggestions = suggestions
        self._offers.clear()
        self._offers.addItems([suggestion.text for suggestion in suggestions])
        self._offers.setCurrentRow(next((at for at, one in enumerate(suggestions) if one.id == selected), -1))
        self._offers.setVisible(bool(suggestions))
        if suggestions:
            rect = self._view.visualRect(self._at())
            height = self._offers.sizeHintForRow(0) * len(suggestions) + 2 * self._offers.frameWidth()
            wide = max(rect.width(), self._offers.sizeHintForColumn(0) + 2 * self._offers.frameWidth() + 8)
            below = self._view.viewport().height() - rect.bottom()
            top = rect.bottom() + 1 if height <= below or below > rect.top() else max(rect.top() - height, 0)
            self._offers.setGeometry(rect.left(), top, wide, min(height, max(below, rect.top())))
            self._offers.raise_()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._rows.columns[index.column()]
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setAccessibleName(column.title)
        choices = values.yes_no() if column.kind == "yes_no" else column.choices
        if choices:
            completer = QCompleter([label for _value, label in choices], editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            editor.setCompleter(completer)
        self._index, self._editor = QPersistentModelIndex(index), editor
        if column.suggests:
            editor.textEdited.connect(lambda text: self.typing.emit(self._at(), text))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        if isinstance(editor, QLineEdit) and isinstance(model, GridRows):
            model.setData(index, editor.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            key, shifted = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if self._offers.isVisible() and self._offer_key(key):
                return True
            leaves = key in ENTERS or key in TABS or (self.replaces and key in ARROWS)
            if leaves:
                self._leave(watched)
                self.moved.emit(key, shifted or key == Qt.Key.Key_Backtab)
                return True
        return super().eventFilter(watched, event)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(PROBLEM):
            rect, size = option.rect, max(option.rect.height() // 3, 6)
            mirrored = self._view.isRightToLeft()
            x, inward = (rect.left(), size) if mirrored else (rect.right() + 1, -size)
            corner = QPolygon([QPoint(x, rect.top()), QPoint(x + inward, rect.top()), QPoint(x, rect.top() + size)])
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(style.DANGER))
            painter.drawPolygon(corner)
            painter.restore()

    def _at(self) -> QModelIndex:
        return self._rows.index(self._index.row(), self._index.column())

    def _offer_key(self, key: Qt.Key) -> bool:
        row, last = self._offers.currentRow(), self._offers.count() - 1
        if key == Qt.Key.Key_Down:
            self._offers.setCurrentRow(min(row + 1, last))
        elif key == Qt.Key.Key_Up and row >= 0:
            self._offers.setCurrentRow(row - 1)
        elif key == Qt.Key.Key_Escape:
            self._offers.hide()
        elif (key in ENTERS or key == Qt.Key.Key_Tab) and row >= 0:
            self._choose(row)
        else:
            return False
        return True

    def _choose(self, row: int) -> None:
        index, wanted = self._at(), self._suggestions[row].id
        if self._editor is not None:
            self.closeEditor.emit(self._editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
        self.chosen.emit(index, wanted)

    def _leave(self, editor: QLineEdit) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _closed(self, _editor: QWidget) -> None:
        self._editor = None
        self._suggestions = ()
        self._offers.hide()
