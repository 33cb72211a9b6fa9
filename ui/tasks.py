"""All work on the data, off the window's thread: one writer, several readers, results back in order."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QWidget

from trainer_app.progress import Cancelled, Progress

READERS = 2
SLOW_MS = 600  # work that takes longer is shown in the status line
AGAIN_MS = 500  # between two questions while what answers them is being prepared


def _nothing() -> None:
    """What work that has ended does."""


class Data(Protocol):
    """What the tasks need of a database: db.database.Database."""

    def read(self) -> AbstractContextManager[Any]: ...

    def change(self, label: str, *, kind: str, rehearse: bool) -> AbstractContextManager[Any]: ...


_WRITING = ("change", "write")


class Work(Progress):
    """One piece of work, from being asked for to its end. The window reads `label`, `done`, `total`, `text`."""

    def __init__(self, kind: str, label: str, fn: Callable[..., Any], owner: QObject | None) -> None:
        self.kind = kind  # query, change, run or write (a run that writes)
        self.label = label
        self.fn = fn
        self.owner = owner
        self.with_progress = False
        self.topic = ""
        self.action = "edit"
        self.rehearse = False
        self.on_done: Callable[[Any], object] | None = None
        self.on_error: Callable[[Exception], object] | None = None
        self.result: Any = None
        self.error: Exception | None = None
        self.touched: frozenset[str] = frozenset()
        self.incomplete = False
        self.done = 0
        self.total = 0
        self.text = ""
        self.slow = False
        self._stop = False

    def step(self, done: int, total: int, text: str = "") -> None:
        self.done, self.total = done, total
        self.text = text or self.text
        self.cancelled()

    def cancelled(self) -> None:
        if self._stop:
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop: at its next step, and at the latest before anything is written for good."""
        self._stop = True

    @property
    def is_cancelled(self) -> bool:
        return self._stop

    def forget(self) -> None:
        """Let go of widgets here: the worker thread may be the last to hold this, and must not delete a widget."""
        self.owner = self.on_done = self.on_error = None
        self.fn = _nothing

    def perform(self, data: Data | None) -> None:
        """Do the work, in the thread that calls; leaves `result` or `error`."""
        extra = (self,) if self.with_progress else ()
        try:
            self.cancelled()
            if self.kind in ("run", "write"):
                self.result = self.fn(*extra)
                return
            if data is None:
                raise RuntimeError("no database is open")
            if self.kind == "query":
                with data.read() as tx:
                    self.result = self.fn(tx, *extra)
                    self.incomplete = tx.incomplete
                return
            with data.change(self.label, kind=self.action, rehearse=self.rehearse) as tx:
                self.result = self.fn(tx, *extra)
                self.cancelled()  # the last moment at which leaving is rolling back
            if not self.rehearse:
                self.touched = frozenset(tx.touched)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported in the window's thread
            self.error = error


class Tasks(QObject):
    """The only way from the window to the data.

    Results arrive in the window's thread. They are dropped when their owner has been deleted, or is a widget that
    is hidden by then (what is shown again loads again). A query that ran while a change of the same owner was
    still waiting is run again after it, so that nobody sees their own typing go back. One whose answer is `incomplete`
    is handed over, and asked again until it is whole.
    """

    changed = Signal(frozenset)
    """A change has been written: the names of the tables it touched."""
    started = Signal(object)
    """Work that has gone on for 0.6 s (a Work): show it."""
    ended = Signal(object)
    """Any work has ended."""
    failed = Signal(object)
    """An exception that no `on_error` took, or whose owner is gone."""

    _performed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data: Data | None = None
        self._writer = self._pool(1)
        self._readers = self._pool(READERS)
        self._works: list[Work] = []
        self._again: list[Work] = []
        self._closed = False
        self._performed.connect(self._deliver)  # queued, as it comes from another thread

    def _pool(self, threads: int) -> QThreadPool:
        pool = QThreadPool(self)
        pool.setMaxThreadCount(threads)
        pool.setExpiryTimeout(-1)
        return pool

    def query(
        self,
        fn: Callable[..., Any],
        on_done: Callable[[Any], object],
        on_error: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None,
        label: str = "",
        topic: str = "",
        progress: bool = False,
    ) -> Work:
        """Read: `fn(tx)`, or `fn(tx, progress)`; then `on_done(result)`.

        A query with a `topic` replaces the one of the same owner and topic that is still under way.
        `label` says in the person's language what is done, for the status line.
        """
        work = self._work("query", label, fn, on_done, on_error, owner, progress)
        work.topic = topic
        for other in [*self._works, *self._again]:
            if topic and other is not work and other.topic == topic and other.owner is owner:
                other.cancel()
        self._start(work)
        return work

    def change(
        self,
        label: str,
        fn: Callable[..., Any],
        on_done: Callable[[Any], object] | None = None,
        on_error: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
        progress: bool = False,
        kind: str = "edit",
        rehearse: bool = False,
    ) -> Work:
        """Write, as one action that can be undone: `fn(tx)` or `fn(tx, progress)`. Changes keep their order.

        `label` is what the history and undo say was done, in the person's language. `kind` and `rehearse` are those
        of db.database.Database.change; what is rehearsed is rolled back and changes nothing.
        """
        work = self._work("change", label, fn, on_done, on_error, owner, progress)
        work.action, work.rehearse = kind, rehearse
        self._start(work)
        return work

    def run(
        self,
        label: str,
        fn: Callable[..., Any],
        on_done: Callable[[Any], object] | None = None,
        on_error: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
        progress: bool = False,
        writes: bool = False,
    ) -> Work:
        """Work without a transaction handed to it: `fn()` or `fn(progress)`, such as opening a database.

        One that `writes`, such as a merge, takes its turn among the changes; what it has finished is always told.
        """
        work = self._work("write" if writes else "run", label, fn, on_done, on_error, owner, progress)
        self._start(work)
        return work

    def busy(self, owner: QObject | None = None, kind: str = "") -> bool:
        """Whether work (of that owner, of that kind) is still under way."""
        return any(
            (owner is None or work.owner is owner) and (not kind or work.kind == kind) and not work.is_cancelled
            for work in [*self._works, *self._again]
        )

    @property
    def works(self) -> list[Work]:
        """What is under way, oldest first."""
        return list(self._works)

    def close(self) -> None:
        """Stop reading, finish writing; nobody is told any more. For the end of the application."""
        self._closed = True
        for work in self._works:
            if work.kind not in _WRITING:
                work.cancel()
        self._writer.waitForDone()
        self._readers.waitForDone()

    def _work(
        self,
        kind: str,
        label: str,
        fn: Callable[..., Any],
        on_done: Callable[[Any], object] | None,
        on_error: Callable[[Exception], object] | None,
        owner: QObject | None,
        progress: bool,
    ) -> Work:
        work = Work(kind, label, fn, owner)
        work.on_done, work.on_error, work.with_progress = on_done, on_error, progress
        return work

    def _start(self, work: Work) -> None:
        self._works.append(work)
        pool = self._writer if work.kind in _WRITING else self._readers
        data = self.data

        def perform() -> None:
            work.perform(data)
            self._performed.emit(work)

        pool.start(perform)
        QTimer.singleShot(SLOW_MS, self, lambda: self._show_if_slow(work))

    def _show_if_slow(self, work: Work) -> None:
        if work in self._works and not work.slow:
            work.slow = True
            self.started.emit(work)

    def _deliver(self, work: Work) -> None:
        self._works.remove(work)
        if self._closed:  # the window may be gone
            return
        self.ended.emit(work)
        if work.touched:
            self.changed.emit(work.touched)
        if work.kind == "query" and work.owner is not None and self.busy(work.owner, "change"):
            if not work.is_cancelled:
                self._again.append(work)
            return
        owner = work.owner
        self._hand_over(work)
        if work.incomplete and not work.is_cancelled and _is_there(owner):
            self._again.append(work)
            QTimer.singleShot(AGAIN_MS, self, lambda: self._ask_again(work))
            return
        work.forget()
        if work.kind == "change":
            self._run_again(owner)

    def _hand_over(self, work: Work) -> None:
        stopped = isinstance(work.error, Cancelled) or (work.is_cancelled and work.kind not in _WRITING)
        if stopped:
            return
        there = _is_there(work.owner)
        if work.error is None:
            if there and work.on_done is not None:
                work.on_done(work.result)
        elif there and work.on_error is not None:
            work.on_error(work.error)
        elif there or work.kind != "query":
            self.failed.emit(work.error)

    def _run_again(self, owner: QObject | None) -> None:
        if self.busy(owner, "change"):
            return
        for work in [work for work in self._again if work.owner is owner]:
            self._ask_again(work)

    def _ask_again(self, work: Work) -> None:
        """Ask what waits for it, unless it was asked meanwhile."""
        if work not in self._again:
            return
        self._again.remove(work)
        if work.is_cancelled or not _is_there(work.owner):
            work.forget()
            return
        work.result = work.error = None
        work.incomplete = work.slow = False
        self._start(work)


def _is_there(owner: QObject | None) -> bool:
    """Whether somebody is left to be told: never deleted, and a widget only while it is shown."""
    if owner is None:
        return True
    if not shiboken6.isValid(owner):
        return False
    return not isinstance(owner, QWidget) or owner.isVisible()
