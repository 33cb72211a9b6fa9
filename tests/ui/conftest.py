"""What the tests of the window share: a real database, tasks that end with the test, no window that stays."""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.database import Database
from ui.state import State
from ui.tasks import Tasks


class _OneThread:
    """Looks on while modules are imported: those with Qt in them may only be by the window's own thread."""

    def __init__(self) -> None:
        self.elsewhere: list[str] = []

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> None:
        if name.partition(".")[0] in ("ui", "PySide6") and threading.current_thread() is not threading.main_thread():
            self.elsewhere.append(name)


@pytest.fixture(autouse=True)
def qt_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two threads that make Qt's classes at a time, by naming them first, hang or crash (PySide6 6.11)."""
    looking_on = _OneThread()
    monkeypatch.setattr(sys, "meta_path", [looking_on, *sys.meta_path])
    yield
    assert looking_on.elsewhere == []


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "training.sqlite")


@pytest.fixture
def tasks(qapp: QApplication, database: Database) -> Iterator[Tasks]:
    tasks = Tasks()
    tasks.data = database
    yield tasks
    tasks.close()


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(str(tmp_path / "window.ini"))


@pytest.fixture
def press() -> Callable[..., None]:
    """Press keys in a widget: text is typed letter by letter, ("Ctrl+A") style names in a list are pressed."""

    def press(widget: QWidget, *keys: Any) -> None:
        for key in keys:
            target = QApplication.focusWidget() or widget
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                modifier, code = key if isinstance(key, tuple) else (Qt.KeyboardModifier.NoModifier, key)
                QTest.keyClick(target, code, modifier)

    return press


@pytest.fixture
def attached(qtbot: QtBot, tasks: Tasks, state: State) -> Iterator[Callable[..., Any]]:
    """Opens a window with these screens (entries of ui.screens) on a database, active and ready for keys."""
    from ui.main_window import MainWindow

    windows: list[MainWindow] = []

    def attach(database: Database, entries: Sequence[Any]) -> MainWindow:
        window = MainWindow(tasks, state, entries)
        windows.append(window)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.attach(database)
        return window

    yield attach
    for window in windows:
        window.close()


@pytest.fixture
def settle(qtbot: QtBot, tasks: Tasks) -> Callable[[], None]:
    """Waits until nothing is under way and nothing follows."""

    def settle() -> None:
        for _round in range(3):
            QApplication.processEvents()
            qtbot.waitUntil(lambda: not tasks.busy(), timeout=10000)
        QApplication.processEvents()

    return settle


class Course:
    """A window on a database with one course of ten half-days, and the keys that were pressed in it."""

    tab: Any = None

    def __init__(self, window: Any, database: Database, course_id: str) -> None:
        self.window, self.database, self.id = window, database, course_id
        self.pressed = 0
        self.errors: list[Exception] = []  # that nothing else takes; a test that expects one takes it out
        window.tasks.failed.connect(self.errors.append)

    def wait(self) -> None:
        """Until all work is done and shown."""
        limit = 1200
        while limit and self.window.tasks.busy():
            QTest.qWait(25)
            limit -= 1
        QTest.qWait(25)

    def open_tab(self, number: int) -> Any:
        """The tab, shown with its data."""
        screen = self.window.go("courses")
        screen.open_tab(self.id, number)
        self.wait()
        return screen.page.tabs.widget(number)

    def press(self, *keys: Any) -> None:
        """Type text, or press a key or (modifier, key), where the focus is; each counts."""
        for key in [one for each in keys for one in (each if isinstance(each, str) else [each])]:
            target = self._focus()
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                modifier, code = key if isinstance(key, tuple) else (Qt.KeyboardModifier.NoModifier, key)
                QTest.keyClick(target, code, modifier)
            self.pressed += 1

    def _focus(self) -> QWidget:
        """What has the focus; a dialog that has just been opened gets it in a moment."""
        for _turn in range(80):
            focused, modal = QApplication.focusWidget(), QApplication.activeModalWidget()
            if focused is None and modal is None:
                self.window.activateWindow()  # a screen without a window manager
            if focused is not None and (modal is None or focused.window() is modal):
                return focused
            QTest.qWait(25)
        raise AssertionError("nothing has the focus")

    def read(self, fn: Callable[[Any], Any]) -> Any:
        """What a function finds in the database."""
        with self.database.read() as tx:
            return fn(tx)

    def enrol(self, names: list[str]) -> list[str]:
        """Enrol people; their enrolments' ids."""
        from trainer_app.courses.enrolments import Entry, enrol

        with self.database.change("Enrol") as tx:
            return [one.id for one in enrol(tx, self.id, [Entry(person={"full_name": name}) for name in names])]


@pytest.fixture
def at_work() -> type[Course]:
    """What presses keys in a window on a record, for tests that make their own."""
    return Course


@pytest.fixture
def course(tasks: Tasks, state: State, database: Database) -> Iterator[Course]:
    from trainer_app import settings
    from trainer_app.courses import courses, sessions
    from trainer_app.programmes.catalogue import load_catalogue
    from ui.main_window import MainWindow
    from ui.screens import SCREENS

    catalogue = load_catalogue()
    with database.change("A course") as tx:
        settings.save(tx, "country", "MM")
        starts, ends = date(2026, 3, 2), date(2026, 3, 6)
        made = courses.save(tx, catalogue, products="SYB", starts=starts, ends=ends)
        sessions.save_proposed(tx, made, sessions.propose(starts, ends, [catalogue.product("SYB")]))
    window = MainWindow(tasks, state, [entry for entry in SCREENS if entry.key in ("home", "courses")])
    window.resize(1366, 740)
    window.show()
    window.activateWindow()
    window.attach(database, "courses")
    shown = Course(window, database, made.id)
    yield shown
    assert not shown.errors
    window.close()
    window.deleteLater()
