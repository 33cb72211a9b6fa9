"""Asks before an action is taken back, and says what stays because other work stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

from trainer_app.texts import _, ngettext

if TYPE_CHECKING:
    from trainer_app.history import ActionRow


class TakeBackDialog(QDialog):
    """`kept` names the records that stay, as a rehearsal found."""

    def __init__(self, action: ActionRow, kept: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Take back"))
        n = action.changes
        what = ngettext(
            "“{what}” is taken back: {n} change. Everything done since stays, and this can be undone in turn.",
            "“{what}” is taken back: {n} changes. Everything done since stays, and this can be undone in turn.",
            n,
        ).format(what=action.label, n=n)
        column = QVBoxLayout(self)
        character = self.fontMetrics().averageCharWidth()
        question = _wrapped(what)
        question.setMinimumWidth(character * 66)
        column.addWidget(question)
        if kept:
            m = len(kept)
            column.addWidget(
                _wrapped(
                    ngettext(
                        "{n} record stays, because other work stands on it:",
                        "{n} records stay, because other work stands on them:",
                        m,
                    ).format(n=m)
                )
            )
            self.stays = stays = QListWidget()
            stays.setAccessibleName(_("What stays"))
            stays.addItems(kept)
            column.addWidget(stays, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.agree = buttons.addButton(_("Take back"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.agree.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.adjustSize()
        self.agree.setFocus()


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
