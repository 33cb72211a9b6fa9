"""Asks for one line of text, such as the reason for something that is put on record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget


class OneTextDialog(QDialog):
    """Where the text is `needed`, OK waits for it. What is `offered` can be chosen while one types."""

    def __init__(
        self, title: str, label: str, more: str, parent: QWidget, *, needed: bool = True, offered: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._needed = needed
        self._line = QLineEdit()
        if offered:
            completer = QCompleter(list(offered), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self._line.setCompleter(completer)
        caption = QLabel(label)
        caption.setBuddy(self._line)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        self._ok = buttons.button(standard.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._line.textChanged.connect(self._changed)
        column = QVBoxLayout(self)
        if more:
            told = QLabel(more)
            told.setTextFormat(Qt.TextFormat.PlainText)
            told.setWordWrap(True)
            column.addWidget(told)
        for widget in (caption, self._line, buttons):
            column.addWidget(widget)
        self.resize(self.fontMetrics().averageCharWidth() * 70, self.sizeHint().height())
        self._changed("")

    def text(self) -> str:
        """What was typed, without blanks around it."""
        return self._line.text().strip()

    def _changed(self, text: str) -> None:
        self._ok.setEnabled(bool(text.strip()) or not self._needed)
