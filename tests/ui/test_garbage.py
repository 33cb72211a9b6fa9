"""Closed windows are deleted between events by the window's own thread, and at no other moment."""

import ast
import gc
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
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


class _OfItself(QDialog):
    """Its own signal is connected to what names it: nothing but its deletion by Qt frees it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.finished.connect(lambda: self.setWindowTitle("closed"))


def test_a_closed_dialog_that_its_own_signals_name_is_freed(qtbot: QtBot) -> None:
    def closed() -> weakref.ref[QDialog]:
        dialog = _OfItself()
        dialog.open()
        dialog.reject()
        return weakref.ref(dialog)

    dialogs = [closed() for _number in range(5)]

    def freed() -> bool:
        gc.collect()
        return not any(dialog() is not None for dialog in dialogs)

    qtbot.waitUntil(freed)


def test_every_dialog_is_deleted_when_it_is_closed() -> None:
    forgotten = []
    for path in sorted((Path(__file__).parents[2] / "ui").rglob("*.py")):
        text = path.read_text("utf-8")
        for made in ast.walk(ast.parse(text)):
            if isinstance(made, ast.ClassDef) and any(ast.unparse(base) == "QDialog" for base in made.bases):
                forgotten += [] if "WA_DeleteOnClose" in (ast.get_source_segment(text, made) or "") else [made.name]
    assert forgotten == ["ColumnsDialog"]  # whoever asks for columns waits for the answer, and deletes it


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
