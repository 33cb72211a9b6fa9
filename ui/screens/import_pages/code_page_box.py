"""In which code page the letters of a text file are: as they seem to be, or as somebody chooses who sees them wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QWidget

if TYPE_CHECKING:
    from trainer_app.importing.wizard import ListFile

_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class CodePageBox(QWidget):
    """Is there for text files alone that could be in any code page. asks: what stands before it, with a key."""

    chosen = Signal(str)
    """A code page, as Python calls it."""

    def __init__(self, asks: str) -> None:
        super().__init__()
        self.pages = _Pages()
        label = QLabel(asks)
        label.setBuddy(self.pages)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label)
        line.addWidget(self.pages)
        self.pages.activated.connect(lambda _at: self.chosen.emit(self.pages.currentData()))
        self.hide()

    def show_file(self, file: ListFile) -> None:
        """Show in which code page a file was opened, or is to be."""
        from trainer_app.spreadsheets.code_pages import code_pages

        if not self.pages.count():
            for encoding, name in code_pages():
                self.pages.addItem(name, encoding)
        seen_in = file.opened.code_page if file.opened is not None else ""
        self.setVisible(bool(seen_in) or file.unlettered)
        self.setEnabled(file.taken is None)
        self.pages.setCurrentIndex(self.pages.findData(file.encoding or seen_in))


class _Pages(QComboBox):
    """Keys open the list and go through that: for each step through the closed one the file would be opened anew."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().strip()
        if event.key() in _STEPS or letter:
            self.showPopup()
        if letter:
            QApplication.sendEvent(self.view(), event)
        elif event.key() not in _STEPS:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
