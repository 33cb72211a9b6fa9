"""What a screen is that shows a list until one of its records is opened on a page of its own.

To add one: a subclass that makes its `table`, hands list and page to `arrange`, and starts the queries of the list in
`read`. Where something new can be made, `arrange` gets that too, for Ctrl+N.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.screen import Screen
from ui.table import RecordTable


class ListScreen(Screen):
    """The list is in front until a record is opened; the page's Alt+Left calls `show_list`."""

    table: RecordTable

    def arrange(self, front: QWidget, page: QWidget, new: Callable[[], object] | None = None) -> None:
        """Put the list (alone, or the widget it stands in) in front of the page; `new` is what Ctrl+N does."""
        self._text = ""
        self._front, self._page = front, page
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        for widget in (front, page):
            self._stack.addWidget(widget)
        if front is not self.table:
            front.setFocusProxy(self.table)
        self.show_front(front)
        self.table.narrowed.connect(self._narrow)
        if new is not None:
            shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(new)

    def load(self) -> None:
        """Read the list; a record that is open reads itself."""
        if self.page_open():
            self._stale = True
        else:
            self.read()

    def read(self) -> None:
        """Start reading what the list shows: all, or what `self._text`, typed into its filter, finds."""
        raise NotImplementedError

    def page_open(self) -> bool:
        """Whether a record is open, in front of the list."""
        return self._stack.currentWidget() is self._page

    def show_front(self, front: QWidget) -> None:
        """Put one of the stacked widgets in front; the keyboard goes there when the screen gets it."""
        self._stack.setCurrentWidget(front)
        self.setFocusProxy(front)

    def show_page(self) -> None:
        """Put the page in front."""
        self.show_front(self._page)

    def show_list(self) -> None:
        """Back to the list."""
        self.show_front(self._front)
        self.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def put(self, rows: Sequence[Mapping[str, Any]], total: int | None = None) -> None:
        """Show the rows; the first is selected where nothing was. `total` counts those not shown too."""
        self.table.set_rows(rows, total)
        if rows and not self.table.view.currentIndex().isValid():
            self.table.select([rows[0]["id"]])

    def _narrow(self, text: str) -> None:
        self._text = text
        self.reload()
