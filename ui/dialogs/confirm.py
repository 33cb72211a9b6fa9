"""Asks before something is done that reaches far, and says what it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from trainer_app.texts import _
from ui.dialogs.openable import Openable


class ConfirmDialog(QDialog):
    """A question, perhaps what it touches under a heading, and two answers; Esc is no.

    items: sentences, each with the records behind it.
    """

    def __init__(
        self, title: str, question: str, agree: str, parent: QWidget, *, heading: str = "",
        items: Mapping[str, Sequence[str]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.items = Openable(heading, items or {})
        column = QVBoxLayout(self)
        column.addWidget(self._wrapped(question))
        if items:
            column.addWidget(self._wrapped(heading))
            column.addWidget(self.items, 1)
        buttons = QDialogButtonBox()
        buttons.addButton(_("Leave it as it is"), QDialogButtonBox.ButtonRole.RejectRole)
        self.agree = buttons.addButton(agree, QDialogButtonBox.ButtonRole.AcceptRole)
        self.agree.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.adjustSize()
        self.agree.setFocus()

    def _wrapped(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setMinimumWidth(self.fontMetrics().averageCharWidth() * 66)
        return label
