"""What every tab of a course is: the tab of a record with a bar of buttons over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from ui.screens.record_page import RecordTab


class CourseTab(RecordTab):
    """A part of a course's page."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self.bar = QHBoxLayout()
        self.column.addLayout(self.bar)

    @property
    def course_id(self) -> str:
        """The course that is shown."""
        return self.record_id

    def add_button(self, text: str, act: Callable[[], object], keys: str = "", hint: str = "") -> QPushButton:
        """A button in the bar over the tab, with its keys told beside it in the hint."""
        button = QPushButton(text)
        button.clicked.connect(lambda: act())
        if keys:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda: act() if button.isEnabled() else None)
            self.addAction(action)
            shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            hint = f"{hint} ({shown})" if hint else shown
        button.setToolTip(hint)
        self.bar.addWidget(button)
        return button
