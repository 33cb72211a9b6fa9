"""What every screen is: a widget that reads its data when it is shown, and again when that has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.tasks import Work

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Screen(QWidget):
    """One place of the navigation. A subclass names what it `reads` and overrides `load`.

    `load` starts queries (`self.query`); their results are put into widgets. It is called when the screen is shown
    with old data, after every change of a table that it reads, and after a change of its own that failed.
    """

    reads: frozenset[str] = frozenset()
    """Names of the tables that `load` reads."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.main_window = window
        self.tasks = window.tasks
        self.messages = window.messages
        self.state = window.state
        self._stale = True
        self.tasks.changed.connect(self._tables_changed)
        self.tasks.ended.connect(self._work_ended)

    def load(self) -> None:
        """Start reading what is shown."""
        raise NotImplementedError

    def open_record(self, record_id: str) -> None:
        """Show one record, by id; for what a search or another screen opens."""
        raise NotImplementedError

    def query(
        self,
        fn: Callable[..., Any],
        on_done: Callable[[Any], object],
        *,
        topic: str = "",
        label: str = "",
        progress: bool = False,
    ) -> Work:
        """`tasks.query` for this screen. The same topic again replaces the one under way."""
        return self.tasks.query(fn, on_done, owner=self, topic=topic, label=label, progress=progress)

    def change(
        self,
        label: str,
        fn: Callable[..., Any],
        on_done: Callable[[Any], object] | None = None,
        *,
        progress: bool = False,
    ) -> Work:
        """`tasks.change` for this screen; if it fails the message bar says so and the screen loads again."""
        return self.tasks.change(label, fn, on_done, owner=self, progress=progress)

    def reload(self) -> None:
        """Load now if this is on the screen, else as soon as it is."""
        if self.isVisible():
            self._stale = False
            self.load()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.tasks.busy(self, "query"):  # what arrives while this is hidden is dropped
            self._stale = True

    def _tables_changed(self, tables: frozenset[str]) -> None:
        if tables & self.reads:
            self.reload()

    def _work_ended(self, work: Work) -> None:
        if work.kind == "change" and work.owner is self and work.error is not None:
            self.reload()
