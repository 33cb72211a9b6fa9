"""Asks for a folder: typed, or chosen from the computer's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from trainer_app.texts import _


class FolderLine(QWidget):
    """A line to type into, with a button that shows the folders there are; `title` is what for."""

    def __init__(self, title: str, folder: Path) -> None:
        super().__init__()
        self._title = title
        self.edit = QLineEdit(str(folder))
        self.edit.setAccessibleName(_("Folder"))
        label = QLabel(_("Folder"))
        label.setBuddy(self.edit)
        choose = QPushButton(_("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.edit, 1, 0)
        grid.addWidget(choose, 1, 1)

    def path(self) -> Path:
        """What is typed or chosen."""
        return Path(self.edit.text().strip()).expanduser()

    def setText(self, text: str) -> None:
        """Type this folder."""
        self.edit.setText(text)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._title, self.edit.text())
        if chosen:
            self.edit.setText(chosen)
