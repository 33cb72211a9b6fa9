"""The frame with real keys: navigation, search, messages, undo, progress, and closing without loss."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import col

from db.database import Database
from db.models import Place
from ui import screens
from ui import tasks as tasks_module
from ui.focus_ring import FocusRing
from ui.main_window import MainWindow
from ui.screen import Screen
from ui.screens import Entry
from ui.state import State
from ui.tasks import Tasks

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


class Places(Screen):
    """A screen of these tests: the names of places."""

    reads = frozenset({"place"})

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.loads = 0
        self.opened: list[str] = []
        self.label = QLabel()
        self.line = QLineEdit()
        self.line.editingFinished.connect(self._save)
        column = QVBoxLayout(self)
        column.addWidget(self.label)
        column.addWidget(self.line)

    def load(self) -> None:
        self.loads += 1
        self.query(
            lambda tx: ", ".join(str(place.name) for place in tx.find(Place, order_by=col(Place.name))),
            self.label.setText,
            topic="places",
        )

    def open_record(self, record_id: str) -> None:
        self.opened.append(record_id)

    def _save(self) -> None:
        name = self.line.text()
        if name:
            self.change("Add a place", lambda tx: tx.add(Place(name=name)))


ENTRIES = (
    Entry("places", "Places", "home", __name__, "Places"),
    Entry("more", "More places", "courses", __name__, "Places", ("place",)),
)


@pytest.fixture
def window(
    qtbot: QtBot, tasks: Tasks, state: State, database: Database, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr("importlib.import_module", lambda name: SimpleNamespace(Places=Places))
    window = MainWindow(tasks, state, ENTRIES)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.attach(database)
    yield window
    tasks.close()


def _current(window: MainWindow) -> Places:
    screen = window._stack.currentWidget()
    assert isinstance(screen, Places)
    return screen


def test_a_screen_loads_when_shown_and_when_its_tables_change(qtbot: QtBot, window: MainWindow) -> None:
    screen = _current(window)
    qtbot.waitUntil(lambda: not window.tasks.works)
    assert screen.loads == 1
    screen.line.setFocus()
    QTest.keyClicks(screen.line, "Yangon")
    QTest.keyClick(screen.line, KEY.Key_Return)
    qtbot.waitUntil(lambda: screen.label.text() == "Yangon")


def test_a_hidden_screen_loads_only_when_it_is_shown_again(qtbot: QtBot, window: MainWindow) -> None:
    first = _current(window)
    QTest.keyClick(window, KEY.Key_2, CONTROL)
    second = _current(window)
    assert second is not first
    loads = first.loads
    window.tasks.change("Add", lambda tx: tx.add(Place(name="Bago")))
    qtbot.waitUntil(lambda: second.label.text() == "Bago")
    assert first.loads == loads
    QTest.keyClick(window, KEY.Key_1, CONTROL)
    qtbot.waitUntil(lambda: first.label.text() == "Bago")


def test_a_failed_change_is_said_and_the_screen_loads_again(qtbot: QtBot, window: MainWindow) -> None:
    screen = _current(window)
    qtbot.waitUntil(lambda: not window.tasks.works)
    with qtbot.waitSignal(window.tasks.failed):
        screen.change("Fail", lambda _tx: 1 / 0)
    assert screen.loads == 2


def test_search_opens_the_first_hit_even_when_enter_comes_before_the_answer(qtbot: QtBot, window: MainWindow) -> None:
    def search(_tx: Any, text: str) -> list[Any]:
        return [SimpleNamespace(title=text, detail="a person", table="place", id=f"id of {text}")]

    window.set_search(search)
    QTest.keyClick(window, KEY.Key_K, CONTROL)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    QTest.keyClicks(box, "khin")
    QTest.keyClick(box, KEY.Key_Return)
    qtbot.waitUntil(lambda: window.navigation.currentRow() == 1)
    assert _current(window).opened == ["id of khin"]


def test_search_shows_its_hits_and_arrows_choose(qtbot: QtBot, window: MainWindow) -> None:
    hits = [SimpleNamespace(title=f"Hit {n}", detail="", table="place", id=f"r{n}") for n in range(3)]
    nowhere = SimpleNamespace(title="Not shown", detail="", table="action", id="x")
    window.set_search(lambda _tx, _text: [nowhere, *hits])
    QTest.keyClick(window, KEY.Key_K, CONTROL)
    box: Any = QApplication.focusWidget()
    QTest.keyClicks(box, "hi")
    qtbot.waitUntil(lambda: box._list.isVisible())
    assert [box._list.item(row).text() for row in range(box._list.count())] == ["Hit 0", "Hit 1", "Hit 2"]
    QTest.keyClick(box, KEY.Key_Down)
    QTest.keyClick(box, KEY.Key_Return)
    assert _current(window).opened == ["r1"]
    assert not box._list.isVisible()


def test_search_says_that_names_are_being_prepared_and_finds_them_once_they_are(
    qtbot: QtBot, window: MainWindow
) -> None:
    told = [SimpleNamespace(title=title, detail="", table="place", id=title) for title in ("Bago", "Old Bago")]
    ready: list[bool] = []

    def search(tx: Any, _text: str) -> list[Any]:
        tx.incomplete = not ready
        return told if ready else told[:1]

    window.set_search(search)
    QTest.keyClick(window, KEY.Key_K, CONTROL)
    box: Any = QApplication.focusWidget()
    QTest.keyClicks(box, "bago")
    qtbot.waitUntil(lambda: box._list.count() == 2)
    assert "still being prepared" in box._list.item(1).text()
    QTest.keyClick(box, KEY.Key_Down)  # the note is nothing to go to
    assert box._list.currentRow() == 0
    ready.append(True)
    qtbot.waitUntil(lambda: box._list.item(1).text() == "Old Bago")
    QTest.keyClick(box, KEY.Key_Down)
    QTest.keyClick(box, KEY.Key_Return)
    assert _current(window).opened == ["Old Bago"]


def test_ctrl_z_and_ctrl_y_call_what_was_given(qtbot: QtBot, window: MainWindow) -> None:
    window.set_undo(lambda _tx: "Add a place", lambda _tx: None)
    window.navigation.setFocus()
    QTest.keyClick(window, KEY.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: window.messages.message is not None)
    assert window.messages.message is not None
    assert window.messages.message.text == "Undone: Add a place"
    QTest.keyClick(window, KEY.Key_Y, CONTROL)
    qtbot.waitUntil(lambda: "nothing left" in str(window.messages.message))


def test_work_that_takes_long_is_shown_and_can_be_stopped(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks_module, "SLOW_MS", 10)

    def work(progress: Any) -> None:
        for number in range(10_000):
            progress.step(number, 10_000)
            threading.Event().wait(0.002)

    window.tasks.run("Reading 30 workbooks", work, progress=True)
    stop = window._status._stop
    qtbot.waitUntil(stop.isVisible)
    assert "Reading 30 workbooks" in window._status._text.text()
    assert "Reading 30 workbooks" in stop.accessibleName()
    stop.setFocus()
    QTest.keyClick(stop, KEY.Key_Space)
    qtbot.waitUntil(lambda: not window.tasks.works)
    assert not stop.isVisible()
    assert window.messages.message is not None
    assert "Nothing was changed" in window.messages.message.text


def test_closing_commits_what_is_typed_and_waits_for_what_is_being_written(
    qtbot: QtBot, window: MainWindow, database: Database
) -> None:
    screen = _current(window)
    screen.line.setFocus()
    QTest.keyClicks(screen.line, "Half typed")
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible())
    with database.read() as tx:
        assert [place.name for place in tx.find(Place)] == ["Half typed"]
    assert window.state.get("last/screen") == "places"


def test_every_control_of_the_frame_can_be_named_and_reached(window: MainWindow) -> None:
    window.set_search(lambda _tx, _text: [])
    for control in window.findChildren(QWidget):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisibleTo(window):
            name = control.accessibleName() or (control.text() if isinstance(control, QPushButton) else "")
            assert name or isinstance(control.parent(), Places), control


def test_every_screen_of_the_list_is_there() -> None:
    import importlib

    from ui.icons import DRAWINGS

    keys = [entry.key for entry in screens.SCREENS]
    assert len(set(keys)) == len(keys)
    for entry in screens.SCREENS:
        assert entry.icon in DRAWINGS
        assert issubclass(getattr(importlib.import_module(entry.module), entry.screen), Screen)


def test_the_ring_is_around_the_focus_and_goes_with_it(qtbot: QtBot, window: MainWindow) -> None:
    ring = window.findChild(FocusRing)
    screen = _current(window)
    for control in (screen.line, window.navigation):
        control.setFocus()
        around = ring.geometry()
        assert ring.isVisible()
        apart = around.center() - control.mapTo(window, control.rect().center())
        assert apart.manhattanLength() <= 2 * ring.WIDTH  # where it is cut off by the window's edge
        assert around.width() >= control.width()
    screen.line.setFocus()
    window.go("more")
    assert not ring.isVisible()
    window.go("places")
    screen.line.setFocus()
    screen.line.setFixedWidth(120)
    qtbot.waitUntil(lambda: ring.width() == 120 + 2 * ring.WIDTH)


def test_a_screen_has_the_focus_when_it_is_opened_by_a_key_and_not_from_the_navigation(window: MainWindow) -> None:
    window.navigation.setFocus()
    QTest.keyClick(window.navigation, KEY.Key_Down)
    assert window.navigation.hasFocus()
    window.go("places")
    assert window.navigation.hasFocus()
    _current(window).line.setFocus()
    QTest.keyClick(_current(window).line, KEY.Key_2, CONTROL)
    assert _current(window).hasFocus()


def test_after_a_click_in_the_navigation_the_keys_are_the_screen_s(window: MainWindow) -> None:
    item = window.navigation.item(1)
    where = window.navigation.visualItemRect(item).center()
    QTest.mouseClick(window.navigation.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert window.navigation.currentRow() == 1
    assert _current(window).hasFocus()
