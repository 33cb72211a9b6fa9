"""Asks which paper of a course is made, besides certificates: for whom, into which folder. Enter makes it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from trainer_app.formats import number_text
from trainer_app.texts import _
from ui.dialogs.choice import Choice
from ui.dialogs.folder import FolderLine


class MakePaperDialog(QDialog):
    """The register is proposed, and everybody unless several are selected."""

    def __init__(
        self, kinds: list[tuple[str, str]], everybody: int, selected: int, folder: Path, parent: QWidget
    ) -> None:
        """`kinds` are the papers and what a person calls them."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Papers of the course"))
        self._kind = Choice(_("Paper"), [(key, label, True) for key, label in kinds], kinds[0][0])
        self._whom = Choice(
            _("For whom"),
            [
                ("all", _("Everybody in the course ({n})").format(n=number_text(everybody)), everybody > 0),
                ("selected", _("Selected in the list ({n})").format(n=number_text(selected)), selected > 0),
            ],
            "selected" if selected > 1 else "all",
        )
        self._folder = FolderLine(_("Folder for the papers"), folder)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        make = buttons.addButton(_("Make it"), QDialogButtonBox.ButtonRole.AcceptRole)
        make.setDefault(True)
        make.setEnabled(everybody > 0)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self._kind, self._whom, self._folder):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 90, self.sizeHint().height())
        make.setFocus()

    def kind(self) -> str:
        """One of the kinds."""
        return self._kind.chosen()

    def only_selected(self) -> bool:
        """Whether only those selected in the list get one."""
        return self._whom.chosen() == "selected"

    def folder(self) -> Path:
        """Where the file is put."""
        return self._folder.path()
