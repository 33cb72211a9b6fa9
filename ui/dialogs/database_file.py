"""Asks for the file of a database: one that is there, or a name for a new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from trainer_app.paths import data_folder, free_name
from trainer_app.texts import _


def choose_database(parent: QWidget, chosen: Callable[[Path], object], *, new: bool) -> None:
    """Ask, and hand on the path; a file that is there is never offered to be written over."""
    dialog = QFileDialog(parent, _("New database") if new else _("Open a database"), str(data_folder()))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilter(_("Databases (*.sqlite *.db)"))
    if new:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("sqlite")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # it is refused
        dialog.selectFile(free_name(data_folder() / "training.sqlite").name)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
