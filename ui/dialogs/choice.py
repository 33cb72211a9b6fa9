"""A question with a few answers below each other, one of which is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget


class Choice(QWidget):
    """`answers` are (key, label, whether it can be chosen)."""

    def __init__(self, title: str, answers: list[tuple[str, str, bool]], chosen: str) -> None:
        super().__init__()
        self._keys = [key for key, _label, _enabled in answers]
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.addWidget(QLabel(title))
        for number, (key, label, enabled) in enumerate(answers):
            button = QRadioButton(label)
            button.setEnabled(enabled)
            button.setChecked(key == chosen)
            self._group.addButton(button, number)
            column.addWidget(button)

    def chosen(self) -> str:
        """The key of the answer."""
        return self._keys[self._group.checkedId()]
