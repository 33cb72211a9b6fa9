"""What every page of a screen with tabs is: a widget that reads its data when the screen says so."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from trainer_app import formats
from ui.screen import Screen


class Page(QWidget):
    """Its work on the data belongs to its screen, whose `query` and `change` it uses."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.owner = screen

    def load(self) -> None:
        """Start reading what is shown."""


def told(text: str = "", *, strong: bool = False) -> QLabel:
    """A sentence of the page: wrapped, and with its text to be selected and copied."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if strong:
        font = label.font()
        font.setBold(True)
        label.setFont(font)
    return label


def moment_text(at: datetime) -> str:
    """Day and minute as the person's locale has them."""
    return f"{formats.date_text(at.date())}, {at:%H:%M}"
