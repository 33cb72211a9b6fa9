"""The application from start to end, as a person starts it, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.database import Database
from trainer_app.paths import DATA_VARIABLE
from ui.app import Application
from ui.dialogs.bug import BugDialog

HEAVY = ("sqlalchemy", "sqlmodel", "babel", "openpyxl", "xlsxwriter", "reportlab", "alembic", "click", "platformdirs")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    return tmp_path


def _application(qtbot: QtBot, database: Path | None) -> Application:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    application = Application(app, database)
    application.errors.uninstall()
    qtbot.addWidget(application.window)
    application.window.show()
    return application


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    program = f"import sys, ui.app; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_program_starts_makes_its_database_and_ends_without_a_word(tmp_path: Path) -> None:
    program = (
        "from PySide6.QtWidgets import QApplication\n"
        "from ui.app import Application\n"
        "app = QApplication([])\n"
        "application = Application(app)\n"
        "application.tasks.ended.connect(lambda work: application.window.close())\n"
        "application.window.show()\n"
        "code = app.exec()\n"
        "application.close()\n"
        "raise SystemExit(code)\n"
    )
    environment = {**os.environ, DATA_VARIABLE: str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", program],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert (done.returncode, said) == (0, [])
    assert (tmp_path / "training.sqlite").exists()


def test_a_named_database_is_opened_and_named(qtbot: QtBot, folder: Path) -> None:
    Database.create(folder / "office.sqlite")
    application = _application(qtbot, folder / "office.sqlite")
    qtbot.waitUntil(lambda: application.tasks.data is not None)
    assert "office" in application.window.windowTitle()
    application.close()


def test_a_database_that_cannot_be_opened_is_said_with_what_to_do(qtbot: QtBot, folder: Path) -> None:
    (folder / "office.sqlite").write_text("not a database")
    application = _application(qtbot, folder / "office.sqlite")
    qtbot.waitUntil(lambda: application.window.messages.message is not None)
    message = application.window.messages.message
    assert message is not None
    assert (message.kind, message.action) == ("error", "Open another")
    assert "not a database of this application" in message.text
    assert application.tasks.data is None
    application.close()


def test_bugs_open_one_dialog(qtbot: QtBot, folder: Path) -> None:
    application = _application(qtbot, None)
    qtbot.waitUntil(lambda: application.tasks.data is not None)
    for _time in range(3):
        application.tasks.failed.emit(ZeroDivisionError("1 / 0"))
    dialogs = application.window.findChildren(BugDialog)
    assert len(dialogs) == 1
    dialogs[0].reject()
    application.close()
