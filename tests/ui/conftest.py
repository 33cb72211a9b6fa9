"""What the tests of the window share: a real database, tasks that end with the test, no window that stays."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.database import Database
from ui.state import State
from ui.tasks import Tasks


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
