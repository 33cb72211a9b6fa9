"""Asks before a person is erased for good, and says what goes and what stays."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from trainer_app.texts import _, ngettext


class EraseDialog(QDialog):
    """The button works only after the person has said that this was asked for."""

    def __init__(self, name: str, courses: int, certificates: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Erase a person"))
        goes = _(
            "All that is written about {name} is erased: name, phone, address, notes, the name on certificates, and "
            "the history of all of it. Other computers erase it when your next workbook reaches them."
        ).format(name=name)
        stays = []
        if courses:
            seats = ngettext(
                "The seat in {n} course stays, without a name.",
                "The seats in {n} courses stay, without a name.",
                courses,
            )
            stays.append(seats.format(n=courses))
        if certificates:
            numbers = ngettext(
                "The number of {n} certificate stays in the register.",
                "The numbers of {n} certificates stay in the register.",
                certificates,
            )
            stays.append(numbers.format(n=certificates))
        column = QVBoxLayout(self)
        for text in (goes, *stays, _("This cannot be undone.")):
            label = QLabel(text)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        self.asked = QCheckBox(_("The person asked for it, or the time for keeping it is over"))
        column.addWidget(self.asked)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.agree = buttons.addButton(_("Erase for good"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.agree.setEnabled(False)
        self.asked.toggled.connect(self.agree.setEnabled)
        self.agree.clicked.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setDefault(True)
        width = self.fontMetrics().averageCharWidth() * 72
        self.resize(width, column.heightForWidth(width))
        self.asked.setFocus()
