"""Shows a page as it will be printed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from trainer_app.texts import _


class PreviewDialog(QDialog):
    """The picture fills the dialog; Esc closes it."""

    def __init__(self, picture: bytes, name: str, parent: QWidget) -> None:
        """`picture` is a PNG."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Preview: {name}").format(name=name))
        page = QLabel()
        page.setAccessibleName(self.windowTitle())
        pixmap = QPixmap()
        pixmap.loadFromData(picture, "PNG")
        room = parent.window().size() * 0.92
        page.setPixmap(
            pixmap.scaled(
                room.width(), room.height() - 80, Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )  # fmt: skip
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(page, 1, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(buttons)
