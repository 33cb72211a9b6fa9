"""Shows everything that is held about a person, to be copied and given to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from trainer_app.texts import _


class HeldDialog(QDialog):
    """The text is JSON with labels in the person's language: readable, and a program's too."""

    def __init__(self, held: Mapping[str, Any], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What is held about this person"))
        told = QLabel(_("Every value, every record that belongs to the person, and who set what when."))
        told.setWordWrap(True)
        self.text = QPlainTextEdit(json.dumps(held, ensure_ascii=False, indent=2, default=str))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.windowTitle())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = QPushButton(_("Copy"))
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        self.copy.clicked.connect(self._copy)
        column = QVBoxLayout(self)
        for widget in (told, self.text, buttons):
            column.addWidget(widget)
        width = self.fontMetrics().averageCharWidth()
        self.resize(min(width * 100, parent.window().width()), min(width * 70, parent.window().height() - 40))
        self.copy.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(_("Copied"))
