"""The one window: navigation, search, messages, the screen, and the status line.

What is painted first needs little of Python and Qt; all else is imported and made after it (`complete`). The names of
`QtCore.Qt` cost an eighth of the whole start when the first of them is used: never before the first paint.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from trainer_app.texts import _
from ui import style
from ui.icons import icon
from ui.screens import SCREENS, Entry

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from ui.messages import MessageBar
    from ui.screen import Screen
    from ui.state import State
    from ui.status import StatusLine
    from ui.tasks import Data, Tasks, Work

Undo = Callable[[Any], str | None]


class MainWindow(QMainWindow):
    """Screens find here what they need of the frame: `tasks`, `messages`, `state`, `go`, `show_fact`."""

    painted = Signal()
    """The window has been on the screen for the first time."""

    database_wanted = Signal(bool)
    """Another database is to be opened; True: a new one is to be made."""

    messages: MessageBar

    def __init__(self, tasks: Tasks, state: State, screens: Sequence[Entry] = SCREENS) -> None:
        super().__init__()
        self.tasks, self.state = tasks, state
        self._entries = {entry.key: entry for entry in screens}
        self._screens: dict[str, Screen] = {}
        self._wanted: tuple[str, str] = ("", "")
        self._was_painted = self._complete = self._closing = self._searching = False
        self._instead: QWidget | None = None
        self._undo: Undo | None = None
        self._redo: Undo | None = None
        self.setWindowTitle(_("Training programmes"))
        self.navigation = QListWidget()
        self._stack = QStackedWidget()
        self._status: StatusLine
        self.statusBar()
        self._lay_out()
        self._fill_navigation()
        geometry = state.get_bytes("window/geometry")
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(1180, 680)

    # -- for the application

    def complete(self) -> None:
        """Add what the first paint does not show: messages, the status line, keys, the ring around the focus."""
        if self._complete:
            return
        self._complete = True
        from ui.focus_ring import FocusRing
        from ui.messages import MessageBar
        from ui.status import StatusLine

        self.messages = MessageBar()
        self._column.insertWidget(0, self.messages)
        self._status = StatusLine(self.tasks, self.messages, self.statusBar())
        self._add_keys()
        self.navigation.itemClicked.connect(lambda _item: self._enter())
        FocusRing(self)
        self.tasks.ended.connect(self._work_ended)

    def attach(self, data: Data, first: str = "") -> None:
        """The database is open: show the first screen, or the one that was asked for meanwhile."""
        self.complete()
        self.tasks.data = data
        for screen in self._screens.values():
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self._screens.clear()
        self._clear_instead()
        self.navigation.setEnabled(True)
        self.navigation.currentRowChanged.connect(self._row_chosen, QtCore.Qt.ConnectionType.UniqueConnection)
        for entry in self.first_entry(first):
            self.go(entry.key, self._wanted[1])
        self._wanted = ("", "")

    def show_instead(self, page: QWidget) -> None:
        """Show a page where the screens would be: no database is open."""
        self._clear_instead()
        self._instead = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.navigation.setEnabled(False)
        page.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def first_entry(self, key: str) -> list[Entry]:
        """The screen to begin with, in a list: that which was asked for meanwhile, else this, else the first."""
        for wanted in (self._wanted[0], key):
            if wanted in self._entries:
                return [self._entries[wanted]]
        return list(self._entries.values())[:1]

    def set_search(self, search: Any) -> None:
        """Put the search box at the top; `search(tx, text)` gives hits; those that no screen opens are left out.

        `is_incomplete(tx)` tells whether not all is found yet.
        """
        from PySide6.QtGui import QKeySequence, QShortcut

        from ui.search import SearchBox

        if self._searching:
            return
        self._searching = True
        opened = {table for entry in self._entries.values() for table in entry.opens}
        box = SearchBox(
            self.tasks,
            lambda tx, text: [hit for hit in search(tx, text) if hit.table in opened],
            lambda hit: self.go_to(hit.table, hit.id),
            self,
        )
        self._column.insertWidget(0, box)
        box.show()
        shortcut = QShortcut(QKeySequence("Ctrl+K"), self)
        reason = QtCore.Qt.FocusReason.ShortcutFocusReason  # selects all as well
        shortcut.activated.connect(lambda: box.setFocus(reason))

    def set_undo(self, undo: Undo, redo: Undo) -> None:
        """What Ctrl+Z and Ctrl+Y call: `undo(tx)` takes back the last action and returns its label, or None."""
        self._undo, self._redo = undo, redo
        for action in (self.undo_action, self.redo_action):
            action.setEnabled(True)

    # -- for screens

    def go(self, key: str, record_id: str = "") -> Screen | None:
        """Open a screen, and a record in it; the screen, or None while the database is still being opened."""
        if self.tasks.data is None:
            self._wanted = (key, record_id)
            return None
        screen = self._screens.get(key)
        if screen is None:
            entry = self._entries[key]
            screen = getattr(importlib.import_module(entry.module), entry.screen)(self)
            screen.setAccessibleName(_(entry.label))
            self._screens[key] = screen
            self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        self.navigation.blockSignals(True)
        self.navigation.setCurrentRow(list(self._entries).index(key))
        self.navigation.blockSignals(False)
        if not self.navigation.hasFocus():
            screen.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        if record_id:
            screen.open_record(record_id)
        return screen

    def go_to(self, table: str, record_id: str) -> Screen | None:
        """Open a record on the first screen that opens records of its table."""
        return self.go(next(entry.key for entry in self._entries.values() if table in entry.opens), record_id)

    def import_lists(self, paths: Sequence[Path] = (), password: str = "") -> QDialog | None:
        """Open the import wizard with these files and folders; None while the database is still being opened.

        password: what those open with that have one.
        """
        if self.tasks.data is None:
            return None
        from ui.screens.import_pages.wizard import ImportWizard

        wizard = ImportWizard(self, list(paths), password)
        wizard.ours_found.connect(self._merge)
        wizard.imported.connect(self._tell_all_changed)
        wizard.open()
        return wizard

    def show_fact(self, name: str, text: str, hint: str = "") -> None:
        """A fact of the status line: `name` is database, backup or unsent; "" takes it away."""
        self._status.show_fact(name, text, hint)

    def undo(self) -> None:
        """Take back the last action of this person."""
        self._take_back(self._undo, _("Undo"), _("Undone: {what}"), _("There is nothing left to undo."))

    def redo(self) -> None:
        """Do again what was undone last."""
        self._take_back(self._redo, _("Redo"), _("Done again: {what}"), _("There is nothing left to do again."))

    # -- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)
            QTimer.singleShot(0, self.complete)

    def changeEvent(self, event: QEvent) -> None:
        if style.is_palette_change(event) or event.type() == QEvent.Type.FontChange:
            self._fit_navigation()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()  # what is half typed is committed
        self.state.set_bytes("window/geometry", self.saveGeometry())
        current = self._stack.currentWidget()
        self.state.set("last/screen", next((key for key, one in self._screens.items() if one is current), None))
        if self.tasks.busy(kind="change"):
            self._closing = True
            self.messages.info(_("The window closes as soon as everything is saved."))
            event.ignore()
            return
        super().closeEvent(event)

    # -- parts

    def _lay_out(self) -> None:
        whole = QWidget()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(8, 8, 8, 4)
        self._column.setSpacing(6)  # not the none of the line it stands in
        self._column.addWidget(self._stack, 1)
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.navigation)
        line.addLayout(self._column, 1)
        self.setCentralWidget(whole)

    def _fill_navigation(self) -> None:
        self.navigation.setAccessibleName(_("Navigation"))
        self.navigation.setFrameShape(QFrame.Shape.NoFrame)
        self.navigation.setViewportMargins(6, 8, 6, 8)
        for entry in self._entries.values():
            self.navigation.addItem(QListWidgetItem(_(entry.label)))
        self._fit_navigation()

    def _fit_navigation(self) -> None:
        """Icons in the theme's colours, lines and width after the font."""
        theme = style.colours()
        size = self.navigation.fontMetrics().height() + 4
        self.navigation.setIconSize(QSize(size, size))
        widest = 0
        for row, entry in enumerate(self._entries.values()):
            item = self.navigation.item(row)
            item.setIcon(icon(entry.icon, theme.muted, size, selected=theme.on_accent))
            widest = max(widest, self.navigation.fontMetrics().horizontalAdvance(item.text()))
            item.setSizeHint(QSize(0, style.line_height(self.navigation) + 4))
        self.navigation.setFixedWidth(widest + size + 40)
        self.navigation.setVisible(bool(self._entries))

    def _add_keys(self) -> None:
        from PySide6.QtGui import QAction, QKeySequence, QShortcut

        for row in range(min(self.navigation.count(), 10)):
            keys = QKeySequence(f"Ctrl+{(row + 1) % 10}")
            self.navigation.item(row).setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
            QShortcut(keys, self).activated.connect(lambda row=row: self.navigation.setCurrentRow(row))
        self.undo_action = QAction(_("Undo"), self)
        self.undo_action.setShortcuts(QKeySequence.StandardKey.Undo)
        self.undo_action.triggered.connect(self.undo)
        self.redo_action = QAction(_("Redo"), self)
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.redo_action.triggered.connect(self.redo)
        for action in (self.undo_action, self.redo_action):
            action.setEnabled(False)
            self.addAction(action)
        self.import_action = QAction(_("Import lists…"), self)
        self.import_action.setShortcut(QKeySequence("Ctrl+I"))
        self.import_action.triggered.connect(lambda: self.import_lists())
        self.addAction(self.import_action)

    def _row_chosen(self, row: int) -> None:
        if row >= 0:
            self.go(list(self._entries)[row])

    def _enter(self) -> None:
        """After a click the keys are the screen's; arrow keys go on choosing in the navigation."""
        screen = self._stack.currentWidget()
        if screen is not None:
            screen.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def _merge(self, paths: list[Path]) -> None:
        """Take in workbooks of this application that were taken for lists."""
        screen: Any = self.go("exchange", "receive")
        if screen is not None:
            screen.receive.take(paths)

    def _clear_instead(self) -> None:
        if self._instead is not None:
            self._stack.removeWidget(self._instead)
            self._instead.deleteLater()
            self._instead = None

    def _tell_all_changed(self) -> None:
        from trainer_app.history import TABLES

        self.tasks.changed.emit(frozenset(TABLES))

    def _take_back(self, act: Undo | None, label: str, told: str, nothing: str) -> None:
        if act is None:
            return

        def tell(what: str | None) -> None:
            if what is None:
                self.messages.info(nothing)
            else:
                self.messages.success(told.format(what=what))

        def refuse(error: Exception) -> None:
            from trainer_app.undoing import InTheLog

            if isinstance(error, InTheLog):
                self.messages.info(str(error), _("Open the log"), lambda: self.go("exchange", "log"))
            else:
                self.tasks.failed.emit(error)

        self.tasks.change(label, act, tell, refuse, kind="undo")

    def _work_ended(self, _work: Work) -> None:
        if self._closing and not self.tasks.busy(kind="change"):
            self._closing = False
            QTimer.singleShot(0, self.close)
