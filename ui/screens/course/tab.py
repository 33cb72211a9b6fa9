"""What every tab of a course is: a screen of its own that knows which course it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from trainer_app.formats import right_to_left
from ui.screen import Screen


class CourseTab(Screen):
    """A tab loads when it is shown and after changes of the tables it reads, as every screen does."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self.course_id = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 8, 4)
        self.bar = QHBoxLayout()
        self.column.addLayout(self.bar)

    def show_course(self, course_id: str) -> None:
        """Show this course from now on; what belongs to the one before is cleared first."""
        if course_id != self.course_id:
            self.course_id = course_id
            self.clear()
        self.reload()

    def clear(self) -> None:
        """Forget what belongs to the course shown until now."""

    def open_record(self, record_id: str) -> None:
        self.show_course(record_id)

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


def language() -> str:
    """The language in which names of products are shown."""
    return QLocale().name().split("_")[0]


def plain_label(text: str = "", *, muted: bool = False, bold: float = 0.0) -> QLabel:
    """Text that is never taken for markup; `bold` is the size against the usual one.

    It stands at the side where lines begin, also where names in another script would pull it to the other.
    """
    label = QLabel(text)
    side = Qt.AlignmentFlag.AlignRight if label.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if muted:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    if bold:
        font = label.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * bold)
        label.setFont(font)
    return label


def beside(*parts: str) -> str:
    """Facts in one line, the blank ones left out; where lines run from the right each keeps its own direction."""
    said = [part for part in parts if part]
    if right_to_left():
        said = [f"\u2068{part}\u2069" for part in said]
    return "  ·  ".join(said)
