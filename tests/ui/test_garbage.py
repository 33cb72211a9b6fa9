"""Closed windows are deleted between events by the window's own thread, and at no other moment."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from trainer_app.garbage import collect_due, no_garbage_collection
from ui import style
from ui.garbage import Garbage


class _Dialog(QDialog):
    """With fields, and named by something that it names itself."""

    def __init__(self) -> None:
        super().__init__()
        for _number in range(20):
            QLineEdit(self)
        self.itself = self


class _Busy(QWidget):
    """Makes thousands of rows whenever its look changes: elsewhere enough for Python to look for garbage."""

    def changeEvent(self, event: QEvent) -> None:
        self.rows = [[number] for number in range(100 * gc.get_threshold()[0])]
        super().changeEvent(event)


@pytest.fixture
def garbage(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Garbage:
    monkeypatch.setattr("ui.garbage.PAUSE_MS", 1)
    gc.enable()
    return Garbage(qapp)


def _closed_dialog() -> weakref.ref[QDialog]:
    dialog = _Dialog()
    dialog.show()
    dialog.close()
    return weakref.ref(dialog)


def _fill_the_young_generation() -> list[list[int]]:
    return [[number] for number in range(2 * gc.get_threshold()[0])]


def test_neither_a_thread_nor_a_handler_of_events_deletes_a_window(qtbot: QtBot, garbage: Garbage) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    busy = _Busy()
    qtbot.addWidget(busy)
    busy.show()
    closed = [_closed_dialog() for _number in range(10)]
    try:
        style.apply(app, "dark", 1.5)
        worker = threading.Thread(target=_fill_the_young_generation)
        worker.start()
        worker.join()
        assert all(dialog() is not None for dialog in closed)
        rows = _fill_the_young_generation()
        qtbot.waitUntil(lambda: not any(dialog() is not None for dialog in closed))
        assert rows
    finally:
        style.apply(app, "light")
        app.setStyleSheet("")
        garbage.deleteLater()


def test_nothing_is_looked_for_while_rows_are_made_by_the_thousand() -> None:
    class Knot(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.itself = self

    gc.disable()
    try:
        with no_garbage_collection():
            knot = weakref.ref(Knot())
            _fill_the_young_generation()
            collect_due()
            assert knot() is not None
        assert not gc.isenabled()
        gc.collect(0)
        knot = weakref.ref(Knot())
        rows = _fill_the_young_generation()
        collect_due()
        assert rows
        assert knot() is None
    finally:
        gc.enable()
