"""What the page of one record is: back to the list, its title and facts in one line, and tabs below.

To add a page: a subclass that hands its tabs, each a `RecordTab`, and what reads its head to `__init__`. Where more
than title and facts follows from the head, it extends `show_head`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QTabWidget, QVBoxLayout

from trainer_app.texts import _
from ui.labels import plain_label
from ui.screen import Screen


class RecordTab(Screen):
    """A tab that knows which record it shows; it loads when it is shown and after changes, as every screen does."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self.record_id = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 8, 4)

    def open_record(self, record_id: str) -> None:
        """Show this record from now on; what belongs to the one before is finished with and cleared first."""
        if record_id != self.record_id:
            self.clear()
            self.record_id = record_id
        self.reload()

    def enter(self) -> None:
        """Put the person at the keyboard into the tab."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Finish with, and forget, what belongs to the record shown until now."""


@dataclass(frozen=True)
class Head:
    """What stands at the top; `root` is the id of the record that stands for the one that was opened."""

    root: str
    title: str
    facts: str


class RecordPage(Screen):
    """Alt+1, Alt+2, … open the tabs, Alt+Left goes back to the list."""

    def __init__(
        self,
        window: Any,
        back: Callable[[], object],
        to_list: str,
        tabs: Sequence[tuple[str, RecordTab]],
        read_head: Callable[[Any, str], Head],
    ) -> None:
        """`to_list` names the button that goes back; `read_head` takes a transaction and the id of the record."""
        super().__init__(window)
        self._read_head = read_head
        self.record_id = ""
        self.title, self.facts = plain_label(bold=1.3), plain_label(muted=True)
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        button = QPushButton(to_list)
        button.setToolTip(_("Back to the list (Alt+Left)"))
        button.clicked.connect(lambda: back())
        self.head = QHBoxLayout()
        self.head.addWidget(button)
        self.head.addSpacing(8)
        self.head.addWidget(self.title)
        self.head.addSpacing(12)
        self.head.addWidget(self.facts, 1)
        self.parts = [tab for _name, tab in tabs]
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for number, (name, tab) in enumerate(tabs):
            self.tabs.addTab(tab, name)
            self.tabs.setTabToolTip(number, f"Alt+{number + 1}")
            self.add_keys(f"Alt+{number + 1}", partial(self.open_tab, number))
        self.add_keys("Alt+Left", back)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addLayout(self.head)
        self.column.addWidget(self.tabs, 1)

    def show_head(self, head: Head) -> None:
        """Show what stands at the top."""
        self.title.setText(head.title)
        self.facts.setText(head.facts)

    def open_record(self, record_id: str) -> None:
        """Show a record; the tab stays the one that is open."""
        if record_id != self.record_id:
            self.record_id = record_id
            self.title.setText("")
            self.facts.setText("")
        for part in self.parts:
            part.open_record(record_id)
        self.reload()

    def open_tab(self, number: int) -> None:
        """Open one of the tabs and put the person at the keyboard into it."""
        self.tabs.setCurrentIndex(number)
        self.parts[number].enter()

    def load(self) -> None:
        record_id = self.record_id
        if record_id:
            self.query(lambda tx: self._read_head(tx, record_id), self._show, topic="head")

    def _show(self, head: Head) -> None:
        if head.root != self.record_id:
            self.open_record(head.root)
            self.parts[self.tabs.currentIndex()].enter()
        else:
            self.show_head(head)

    def add_keys(self, keys: str, act: Callable[[], object]) -> None:
        """A key of this page and what is in it."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: act())
