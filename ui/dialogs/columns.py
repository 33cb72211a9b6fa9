"""Choosing which columns a list shows, and in which order."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trainer_app.texts import _

KEY = Qt.ItemDataRole.UserRole


class ColumnsDialog(QDialog):
    """Space ticks, Alt+Up and Alt+Down move, or drag. `chosen` is the answer."""

    def __init__(self, columns: Sequence[tuple[str, str, bool]], parent: QWidget) -> None:
        """`columns` are (key, title, is shown) in their present order."""
        super().__init__(parent)
        self.setWindowTitle(_("Columns"))
        told = QLabel(_("Tick what is shown. Move with Alt+Up and Alt+Down, or drag."))
        told.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Columns"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        for key, title, is_shown in columns:
            item = QListWidgetItem(title, self.list)
            item.setData(KEY, key)
            item.setCheckState(Qt.CheckState.Checked if is_shown else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        moves = QHBoxLayout()
        for text, keys, step in ((_("Move up"), "Alt+Up", -1), (_("Move down"), "Alt+Down", 1)):
            button = QPushButton(text)
            button.clicked.connect(lambda _checked=False, step=step: self._move(step))
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self._move(step))
            moves.addWidget(button)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(told)
        column.addWidget(self.list)
        column.addLayout(moves)
        column.addWidget(buttons)
        self.list.setFocus()

    @property
    def chosen(self) -> list[tuple[str, bool]]:
        """(key, is shown) in the order chosen; at least one is shown."""
        items = [self.list.item(row) for row in range(self.list.count())]
        found = [(str(item.data(KEY)), item.checkState() == Qt.CheckState.Checked) for item in items]
        return found if any(shown for _key, shown in found) else [(key, True) for key, _shown in found]

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count():
            self.list.insertItem(row + step, self.list.takeItem(row))
            self.list.setCurrentRow(row + step)
