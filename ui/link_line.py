"""A line to press, as on the first screen: a picture, what it does, and more about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from ui import style
from ui.icons import icon
from ui.labels import plain_label


class LinkLine(QPushButton):
    """A line to press: a picture, what it does in bold, and more about it below."""

    def __init__(self, text: str, detail: str, picture: str) -> None:
        super().__init__()
        self.setFlat(True)
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        self._name = picture
        self._picture = QLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 6, 10, 6)
        line.setSpacing(12)
        line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(plain_label(text, bold=1.0))
        if detail:
            texts.addWidget(plain_label(detail, muted=True))
        line.addLayout(texts, 1)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._draw()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if style.is_palette_change(event):
            self._draw()

    def _draw(self) -> None:
        size = self.fontMetrics().height() + 2
        self._picture.setPixmap(icon(self._name, style.colours().accent, size).pixmap(size))
