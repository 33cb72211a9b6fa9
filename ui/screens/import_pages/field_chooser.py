"""Asks what a column is: type a few letters of it, Enter takes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from trainer_app.texts import _
from ui import filters


class FieldChooser(QDialog):
    """`chosen` gives the field, "" for nothing."""

    chosen = Signal(str)

    def __init__(self, heading: str, choices: Sequence[tuple[str, str]], now: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What is this column?"))
        self._choices = [("", _("Nothing: it is only kept as text")), *choices]
        label = QLabel(_("What stands under “{heading}”?").format(heading=heading))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Type a few letters"))
        self.search.setAccessibleName(_("Find a field"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Fields"))
        label.setBuddy(self.search)
        column = QVBoxLayout(self)
        for widget in (label, self.search, self.list):
            column.addWidget(widget)
        self.search.textChanged.connect(lambda text: self._show(text))
        self.search.returnPressed.connect(self._take)
        self.list.itemActivated.connect(lambda _item: self._take())
        self.search.installEventFilter(self)
        self._show("", now)
        height = self.fontMetrics().height()
        self.resize(self.fontMetrics().averageCharWidth() * 52, height * 24)
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down go through the list while letters are typed."""
        moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in moves:
            step = {moves[0]: -1, moves[1]: 1, moves[2]: -8, moves[3]: 8}[Qt.Key(event.key())]
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
            return True
        return super().eventFilter(watched, event)

    def _show(self, text: str, now: str = "") -> None:
        words = filters.fold(text).split()
        self.list.clear()
        for field, label in self._choices:
            if all(word in filters.fold(label) for word in words):
                item = QListWidgetItem(label, self.list)
                item.setData(Qt.ItemDataRole.UserRole, field)
                if field == now:
                    self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
            self.accept()
