"""Asks how the certificates of several courses are made: those not printed yet or all, into which folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from trainer_app.texts import _, ngettext
from ui.dialogs.choice import Choice
from ui.dialogs.folder import FolderLine


class BatchDialog(QDialog):
    """One PDF for each course; Enter makes them."""

    def __init__(self, courses: int, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Certificates of several courses"))
        told = ngettext("{n} course is selected; it gets a PDF.", "{n} courses are selected; each gets a PDF.", courses)
        self._whom = Choice(
            _("For whom"),
            [("fresh", _("Not printed yet"), True), ("all", _("Everybody who is eligible"), True)],
            "fresh",
        )
        self._folder = FolderLine(_("Folder for the certificates"), folder)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        make = buttons.addButton(_("Make them"), QDialogButtonBox.ButtonRole.AcceptRole)
        make.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (QLabel(told.format(n=courses)), self._whom, self._folder):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 90, self.sizeHint().height())
        make.setFocus()

    def only_fresh(self) -> bool:
        """Whether certificates that were printed already are left out."""
        return self._whom.chosen() == "fresh"

    def folder(self) -> Path:
        """Where the files are put."""
        return self._folder.path()
