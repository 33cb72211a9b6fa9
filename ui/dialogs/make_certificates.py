"""Asks how certificates are made: for whom, one file or one each, into which folder. Enter makes them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from trainer_app.formats import number_text
from trainer_app.texts import _
from ui.dialogs.choice import Choice
from ui.dialogs.folder import FolderLine


class MakeCertificatesDialog(QDialog):
    """Those not printed yet are proposed; where all are printed already, all, as copies."""

    def __init__(self, eligible: int, fresh: int, selected: int, files: str, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Make certificates"))
        self._whom = Choice(
            _("For whom"),
            [
                ("fresh", _("Not printed yet ({n})").format(n=number_text(fresh)), fresh > 0),
                ("selected", _("Selected in the list ({n})").format(n=number_text(selected)), selected > 0),
                ("all", _("Everybody who is eligible ({n})").format(n=number_text(eligible)), eligible > 0),
            ],
            "fresh" if fresh else "all",
        )
        self._files = Choice(
            _("Files"),
            [
                ("one", _("One PDF with all of them"), True),
                ("each", _("One PDF for each"), True),
                ("mail", _("An e-mail for each, ready to be sent, with its PDF"), True),
            ],
            files,
        )
        self._folder = FolderLine(_("Folder for the certificates"), folder)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        make = buttons.addButton(_("Make them"), QDialogButtonBox.ButtonRole.AcceptRole)
        make.setDefault(True)
        make.setEnabled(eligible > 0)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._whom)
        column.addWidget(self._files)
        told = QLabel(
            _("Who has no number gets one. Each paper is counted; from the second on it says that it is a copy.")
            if eligible
            else _("Nobody is eligible yet. The reasons stand beside the names.")
        )
        told.setWordWrap(True)
        column.addWidget(self._folder)
        column.addWidget(told)
        column.addStretch(1)
        column.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 90, self.sizeHint().height())
        (make if eligible else buttons.button(QDialogButtonBox.StandardButton.Cancel)).setFocus()

    def whom(self) -> str:
        """fresh, selected or all."""
        return self._whom.chosen()

    def files(self) -> str:
        """one for all, a PDF for each, or an e-mail (mail) for each."""
        return self._files.chosen()

    def folder(self) -> Path:
        """Where the files are put."""
        return self._folder.path()
