"""The files that were made last, offered beside a list: to open, to print, to look at in their folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from trainer_app.file_names import called, located
from trainer_app.formats import number_text
from trainer_app.texts import _, ngettext
from ui.screen import Screen


class PaperFiles:
    """Buttons in a bar of a screen, shown once there are files."""

    def __init__(self, screen: Screen, bar: QHBoxLayout) -> None:
        self._screen, self._files, self._backs = screen, list[Path](), False
        self.open = _button(bar, _("Open the PDF"), self.show_file)
        self.print = _button(bar, _("Print…"), self._print_file)
        self.folder = _button(bar, _("Open the folder"), self.show_folder)
        self.offer([])

    def offer(self, files: list[Path], *, backs: bool = False) -> None:
        """Offer these from now on: one PDF to open and print. `backs`: every second page of it is a back side."""
        self._files, self._backs = files, backs
        paper = [file.suffix for file in files] == [".pdf"]
        self.open.setVisible(paper)
        self.print.setVisible(paper)
        self.folder.setVisible(bool(files))

    def tell_certificates(self, number: int, files: list[Path], *, backs: bool) -> None:
        """Offer the files of so many certificates, and say where they are."""
        self.offer(files, backs=backs)
        one = len(files) == 1
        where = called(files[0]) if one else located(files[0].parent)
        told = ngettext("{n} certificate is in {where}.", "{n} certificates are in {where}.", number)
        self._screen.messages.success(
            told.format(n=number_text(number), where=where), _("Open it") if one else _("Open the folder"),
            self.show_file if one else self.show_folder,
        )  # fmt: skip

    def show_file(self) -> None:
        """Open the one file with the program for such files."""
        self._show(self._files[0])

    def show_folder(self) -> None:
        """Open the folder in which the files are."""
        self._show(self._files[0].parent)

    def _print_file(self) -> None:
        from ui.dialogs.print_pdf import PrintJob

        file = self._files[0]
        PrintJob(
            self._screen.tasks, self._screen, file.stem, lambda path: shutil.copyfile(file, path),
            self._screen.messages.success, backs=self._backs,
        )  # fmt: skip

    def _show(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            told = _("No program on this computer opens it by itself. It is here: {path}")
            self._screen.messages.warning(told.format(path=located(path)))


def _button(bar: QHBoxLayout, text: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(lambda: act())
    bar.addWidget(button)
    return button
