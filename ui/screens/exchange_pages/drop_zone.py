"""Where no workbook is chosen yet: a field to drop on, and two buttons for the keyboard."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from trainer_app.texts import _
from ui import style
from ui.icons import icon
from ui.screens.page import told


class DropZone(QFrame):
    """Ctrl+O chooses workbooks, Ctrl+Shift+O a folder."""

    def __init__(self) -> None:
        super().__init__()
        self._hovered = False
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = told(_("Drop workbooks or a folder here"), strong=True)
        more = told(
            _(
                "You first see what they would change, down to the cell. Nothing is changed before you merge, "
                "and a merge can be undone."
            )
        )
        for label in (title, more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.folder_button = self._button(_("Choose a folder…"), "Ctrl+Shift+O")
        self.files_button = self._button(_("Choose workbooks…"), "Ctrl+O")
        self.lists_button = QPushButton(_("Import somebody’s own lists…"))
        self.lists_button.setToolTip(QKeySequence("Ctrl+I").toString(QKeySequence.SequenceFormat.NativeText))
        self.lists_button.setAutoDefault(True)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.folder_button)
        line.addWidget(self.files_button)
        line.addWidget(self.lists_button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addWidget(title)
        column.addWidget(more)
        column.addLayout(line)
        column.addStretch(3)
        self.setFocusProxy(self.folder_button)
        self._colour()

    def set_busy(self, busy: bool) -> None:
        """While workbooks are being read nothing else can be chosen."""
        for button in (self.folder_button, self.files_button, self.lists_button):
            button.setEnabled(not busy)

    def set_hovered(self, hovered: bool) -> None:
        """Show that what is held over it would be taken."""
        self._hovered = hovered
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = style.colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme.accent if self._hovered else theme.line)
        painter.setPen(QPen(colour, 3 if self._hovered else 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(6, 6, -6, -6), 10, 10)

    def changeEvent(self, event: Any) -> None:
        if style.is_palette_change(event):
            self._colour()
        super().changeEvent(event)

    def _colour(self) -> None:
        size = self.fontMetrics().height() * 3
        self._picture.setPixmap(icon("exchange", style.colours(self).accent, size).pixmap(QSize(size, size)))

    def _button(self, text: str, keys: str) -> QPushButton:
        button = QPushButton(text)
        button.setShortcut(QKeySequence(keys))
        button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        button.setAutoDefault(True)
        return button
