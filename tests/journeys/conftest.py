"""A person at the real window: one database, keys and mouse, nothing that a hand could not do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QTableView,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from trainer_app.paths import DATA_VARIABLE
from ui.app import Application

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton


class Desk:
    """The window on one database. What is named here is what stands on the screen; "&" and "…" need not be said."""

    def __init__(self, application: Application, qtbot: QtBot) -> None:
        self.application, self.window, self._qtbot = application, application.window, qtbot
        self.problems: list[Exception] = []
        self.window.resize(1366, 720)
        self.window.show()
        qtbot.waitUntil(lambda: self.window.tasks.data is not None, timeout=20000)
        errors = application.errors
        assert errors is not None
        errors.uninstall()  # a test says itself what nobody took
        self.window.tasks.failed.connect(self.problems.append)
        self.wait()

    # -- where one is

    def wait(self) -> None:
        """Until all work is done and shown."""
        for _round in range(3):
            QApplication.processEvents()
            self._qtbot.waitUntil(lambda: not self.window.tasks.busy(), timeout=30000)
        (QApplication.activeModalWidget() or self.window).activateWindow()  # there is no window manager to do it
        QApplication.processEvents()
        assert not self.problems

    def go(self, screen: str) -> None:
        """Click a line of the navigation."""
        navigation = self.window.navigation
        (item,) = [one for one in map(navigation.item, range(navigation.count())) if one.text() == screen]
        QTest.mouseClick(navigation.viewport(), LEFT, pos=navigation.visualItemRect(item).center())
        self.wait()

    def open_tab(self, title: str) -> None:
        """Click a tab."""
        for tabs in self._shown(QTabWidget):
            for at in range(tabs.count()):
                if _plain(tabs.tabText(at)).startswith(title):
                    QTest.mouseClick(tabs.tabBar(), LEFT, pos=tabs.tabBar().tabRect(at).center())
                    self.wait()
                    return
        raise AssertionError(f"there is no tab {title}")

    def sees(self, text: str) -> None:
        """A label or the message bar holds the text."""
        told = [label.text() for label in self._shown(QLabel)]
        assert any(text in one for one in told), f"“{text}” is not in {told}"

    # -- what hands do

    def press(self, *keys: Any) -> None:
        """Type text, or press a key or (modifier, key), where the focus is."""
        for key in [one for each in keys for one in (each if isinstance(each, str) else [each])]:
            target = self.focused()  # a letter may open a cell: the next one goes there
            if isinstance(key, str) and key.isascii():
                QTest.keyClicks(target, key)
            elif isinstance(key, str):  # a keyboard of another script: QTest knows none
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, key))
            else:
                modifier, code = key if isinstance(key, tuple) else (Qt.KeyboardModifier.NoModifier, key)
                QTest.keyClick(target, code, modifier)
        self.wait()

    def click(self, text: str) -> None:
        """Click a button as soon as it can be pressed."""
        button = self._button(text)
        QTest.mouseClick(button, LEFT, pos=_on(button))
        self.wait()

    def _button(self, text: str) -> QAbstractButton:
        found: list[QAbstractButton] = []

        def look() -> bool:
            shown = [one for one in self._shown(QAbstractButton) if _plain(one.text()).startswith(text)]
            found[:] = [one for one in shown if one.isEnabled()]
            return bool(found)

        self._qtbot.waitUntil(look, timeout=20000)
        return found[0]

    def fill(self, label: str, text: str) -> None:
        """Go to the field that the label stands beside, and type into it in the place of what is there."""
        field = self.field(label)
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        if isinstance(field, QComboBox):
            QTest.keyClicks(field, text)
        else:
            QTest.keyClick(field, Key.Key_A, CTRL)
            QTest.keyClicks(field, text)
            QTest.keyClick(field, Key.Key_Tab)
        self.wait()

    def field(self, label: str) -> QWidget:
        """The field that a label stands beside."""
        for one in self._shown(QLabel):
            buddy = one.buddy()
            if buddy is not None and _plain(one.text()).startswith(label):
                return buddy
        raise AssertionError(f"there is no field {label}")

    def click_cell(self, row: str, column: str) -> None:
        """Click a cell of a table: the row that holds the one text, the column that has the other as its title."""
        for view in self._shown(QTableView):
            model = view.model()
            across = range(model.columnCount())
            titles = [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in across]
            lines = [at for at in range(model.rowCount()) if any(model.index(at, one).data() == row for one in across)]
            if column in titles and lines:
                cell = model.index(lines[0], titles.index(column))
                view.scrollTo(cell)
                QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(cell).center())
                self.wait()
                return
        raise AssertionError(f"there is no {column} of {row}")

    def choose(self, text: str) -> None:
        """Type into the field one is in, and take the first of what it then offers."""
        self.press(text)
        self._qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=20000)
        QTest.qWait(200)  # what is offered first is more than what was typed
        popup = QApplication.activePopupWidget()
        assert popup is not None
        QTest.keyClick(popup, Key.Key_Down)
        QTest.keyClick(popup, Key.Key_Return)
        self.wait()

    def paste(self, text: str) -> None:
        """Paste what was copied elsewhere."""
        QGuiApplication.clipboard().setText(text)
        self.press((CTRL, Key.Key_V))

    def choose_file(self, path: Path) -> None:
        """Name a file or folder in the dialog that is open, and press Enter."""
        self._qtbot.waitUntil(lambda: bool(self.window.findChildren(QFileDialog)))
        (dialog,) = self.window.findChildren(QFileDialog)
        (name,) = dialog.findChildren(QLineEdit, "fileNameEdit")
        name.setText(str(path))
        QTest.keyPress(name, Key.Key_Return)
        self._qtbot.waitUntil(lambda: not self.window.findChildren(QFileDialog))
        self.wait()

    def choose_printer_file(self, path: Path) -> None:
        """Print into a file in the dialog that is asked for: no printer is connected."""
        self._qtbot.waitUntil(lambda: bool(self.window.findChildren(QPrintDialog)), timeout=20000)
        (dialog,) = self.window.findChildren(QPrintDialog)
        dialog.findChild(QLineEdit, "filename").setText(str(path))
        QTest.keyPress(dialog, Key.Key_Return)
        self._qtbot.waitUntil(path.exists, timeout=20000)
        self.wait()

    def focused(self) -> QWidget:
        """What has the focus; a dialog that has just been opened gets it in a moment, as does the window after one."""
        for _turn in range(200):
            focused, modal = QApplication.focusWidget(), QApplication.activeModalWidget()
            if focused is not None and focused.window() is (modal or self.window):
                return focused
            QTest.qWait(10)
        raise AssertionError("nothing has the focus")

    def leave(self) -> None:
        """Close the window, as at the end of the day."""
        self.window.close()
        self.application.close()
        self.window.deleteLater()
        QApplication.processEvents()

    def _shown(self, kind: type[Any]) -> list[Any]:
        """The widgets of a kind that are seen: of the dialog in front, else of the window."""
        front = QApplication.activeModalWidget() or self.window
        return [one for one in front.findChildren(kind) if one.isVisible()]


def _plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _on(button: QAbstractButton) -> QPoint:
    """Where a button is hit: a round or square one at its beginning, not in the room behind its words."""
    return QPoint(8, button.height() // 2) if button.isCheckable() else button.rect().center()


@pytest.fixture
def sit_down(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], Desk]]:
    """Opens the window on a database; whoever sat there before has left."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    desks: list[Desk] = []

    def open_on(database: Path) -> Desk:
        if desks:
            desks.pop().leave()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        desks.append(Desk(Application(app, database), qtbot))
        return desks[0]

    yield open_on
    for desk in desks:
        desk.leave()
