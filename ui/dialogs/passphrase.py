"""Asks for the passphrase of the key: the one that it has, or a new one, typed twice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from trainer_app.texts import _


class PassphraseDialog(QDialog):
    """Where a new one is asked for, OK waits until both are the same; an empty one means none."""

    def __init__(self, title: str, more: str, parent: QWidget, *, new: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._new = new
        self.line, self.again = QLineEdit(), QLineEdit()
        show = QCheckBox(_("&Show what is typed"))
        show.toggled.connect(self._show)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        self.ok = buttons.button(standard.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        told = QLabel(more)
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        told.setMinimumWidth(self.fontMetrics().averageCharWidth() * 66)
        form = QFormLayout()
        form.addRow(_("&Passphrase:"), self.line)
        if new:
            form.addRow(_("&Again:"), self.again)
        form.addRow("", show)
        column = QVBoxLayout(self)
        column.addWidget(told)
        column.addLayout(form)
        column.addWidget(buttons)
        for line in (self.line, self.again):
            line.textChanged.connect(self._changed)
        self._show(False)
        self._changed()
        self.line.setFocus()

    def text(self) -> str:
        """What was typed, without blanks around it."""
        return self.line.text().strip()

    def _show(self, on: bool) -> None:
        for line in (self.line, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def _changed(self) -> None:
        self.ok.setEnabled(self.again.text().strip() == self.text() if self._new else bool(self.text()))
