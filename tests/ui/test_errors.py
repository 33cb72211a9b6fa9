"""What the person can act on is a sentence; a bug is a report that names no person and no folder."""

import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.errors import DatabaseProblem
from trainer_app.errors import UserError
from trainer_app.paths import DATA_VARIABLE
from trainer_app.progress import Cancelled
from ui import errors
from ui.dialogs.bug import BugDialog

NAME = "Ma Khin Htay"


@pytest.fixture
def caught(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    parent = QObject()
    told: list[str] = []
    bugs: list[str] = []
    hooks = sys.excepthook, threading.excepthook
    taker = errors.Errors(told.append, bugs.append, parent)
    taker.install()
    yield taker, told, bugs
    taker.uninstall()
    sys.excepthook, threading.excepthook = hooks


def _bug() -> None:
    record = {"name": NAME}
    try:
        int(record["name"])
    except ValueError:
        raise KeyError(NAME) from None


def test_user_errors_and_database_problems_are_sentences_and_stopping_is_silent(caught: Any) -> None:
    taker, told, bugs = caught
    taker.show_error(UserError("The file is locked."))
    taker.show_error(DatabaseProblem("locked", Path("training.sqlite")))
    taker.show_error(Cancelled())
    assert told[0] == "The file is locked."
    assert "in use by another program" in told[1]
    assert len(told) == 2
    assert bugs == []


@pytest.mark.parametrize("where", ["slot", "thread"])
def test_what_nobody_took_becomes_a_report_and_is_logged(caught: Any, qtbot: QtBot, tmp_path: Path, where: str) -> None:
    _taker, _told, bugs = caught
    if where == "thread":
        threading.Thread(target=_bug).start()
    else:
        QTimer.singleShot(0, lambda: sys.excepthook(*_info()))
    qtbot.waitUntil(lambda: bool(bugs))
    assert "tests/ui/test_errors.py" in bugs[0] or "ui/test_errors.py" in bugs[0]
    assert "builtins.KeyError" in bugs[0]
    assert NAME not in bugs[0]
    assert str(Path.home()) not in bugs[0]
    assert bugs[0] in (tmp_path / "log" / errors.LOG_NAME).read_text("utf-8")


def _info() -> Any:
    try:
        _bug()
    except KeyError:
        return sys.exc_info()


def test_messages_that_name_code_are_in_the_report() -> None:
    with pytest.raises(AttributeError) as caught:
        NAME.no_such_thing  # type: ignore[attr-defined] # noqa: B018
    assert "no_such_thing" in errors.report(caught.value)


def test_the_log_begins_anew_when_it_is_long(caught: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "LOG_BYTES", 100)
    for number in range(10):
        errors.write_log(f"report {number} " + "x" * 50)
    assert sum(file.stat().st_size for file in (tmp_path / "log").iterdir()) < 500
    assert "report 9" in (tmp_path / "log" / errors.LOG_NAME).read_text("utf-8")


def test_the_report_can_be_copied_and_further_faults_are_added_once(qtbot: QtBot) -> None:
    dialog = BugDialog("first report")
    qtbot.addWidget(dialog)
    dialog.add("second report")
    dialog.add("second report")
    dialog._copy.click()
    assert QGuiApplication.clipboard().text() == "first report\n\nsecond report"
