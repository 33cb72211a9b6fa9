"""Shows pages as they will be printed, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from trainer_app.formats import number_text
from trainer_app.texts import _
from ui.tasks import Tasks

PIXELS = 1400  # of a page's width: sharp on a screen of twice the usual resolution


def preview_certificates(tasks: Tasks, drawings: Sequence[Any], parent: QWidget) -> None:
    """Draw certificates off the window's thread, then show their pages."""

    def draw() -> tuple[bytes, int]:
        from trainer_app.certificates.designs import load
        from trainer_app.certificates.preview import preview
        from trainer_app.paths import designs_folder

        return preview(drawings, load(designs_folder()))

    def show(drawn: tuple[bytes, int]) -> None:
        PreviewDialog(tasks, *drawn, ", ".join(one.name for one in drawings[:3]), parent).open()

    tasks.run(_("Preview"), draw, show, owner=parent)


class PreviewDialog(QDialog):
    """The page fills the dialog. Page Up and Page Down turn it, Home and End go to the first and last, Esc closes."""

    def __init__(self, tasks: Tasks, pdf: bytes, pages: int, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Preview: {name}").format(name=name))
        self._tasks, self._pdf, self._pages, self._at = tasks, pdf, pages, -1
        self._room = parent.window().size() * 0.92
        self.page = QLabel()
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setMinimumSize(self._room.width(), self._room.height() - 80)
        self.count = QLabel()
        self.back = QPushButton(_("&Previous"))
        self.on = QPushButton(_("&Next"))
        line = QHBoxLayout()
        for button, step, keys in ((self.back, -1, "PgUp"), (self.on, 1, "PgDown")):
            button.clicked.connect(lambda _checked=False, step=step: self.go(self._at + step))
            button.setToolTip(keys)
            button.setAutoDefault(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for widget in (self.back, self.count, self.on):
            widget.setVisible(pages > 1)
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addWidget(self.page, 1)
        column.addLayout(line)
        self.go(0)

    def go(self, number: int) -> None:
        """Show a page, counted from 0; the nearest there is."""
        number = max(0, min(number, self._pages - 1))
        if number == self._at:
            return
        self._at = number
        pdf = self._pdf

        def picture() -> bytes:
            from trainer_app.certificates.preview import page_picture

            return page_picture(pdf, number, PIXELS)

        # whoever turns quickly sees only the page that was asked for last
        self._tasks.run(_("Preview"), picture, lambda found: self._show(number, found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_PageDown: self._at + 1, Qt.Key.Key_PageUp: self._at - 1, Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self._pages - 1,
        }  # fmt: skip
        if event.key() in keys:
            self.go(keys[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _show(self, number: int, picture: bytes) -> None:
        if number != self._at:
            return
        told = _("Page {number} of {of}").format(number=number_text(number + 1), of=number_text(self._pages))
        self.count.setText(told)
        self.page.setAccessibleName(told)
        self.back.setEnabled(number > 0)
        self.on.setEnabled(number < self._pages - 1)
        pixmap = QPixmap()
        pixmap.loadFromData(picture, "PNG")
        self.page.setPixmap(
            pixmap.scaled(
                self.page.size(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
