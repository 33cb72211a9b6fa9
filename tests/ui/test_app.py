"""The application from start to end, as a person starts it, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.database import Database
from db.models import Course
from trainer_app import name_index
from trainer_app.paths import DATA_VARIABLE
from ui import style
from ui.app import Application
from ui.dialogs.bug import BugDialog
from ui.doors import Doors
from ui.screens.settings import SettingsScreen
from ui.state import State

FIRST = ["app", "icons", "main_window", "screens", "state", "style", "tasks"]
"""The modules of ui/ that the first paint needs; nothing of trainer_app and db but what they say below."""

UNTIL_PAINTED = """
import sys
from PySide6 import QtCore, QtWidgets
from PySide6.QtWidgets import QApplication, QMainWindow
before = set(sys.modules)
from ui import style
from ui.app import Application

def painted():
    for package in ("ui", "trainer_app", "db"):
        print(*sorted(name.partition(".")[2] for name in sys.modules if name.startswith(package + ".")))
    print(*sorted({name.partition(".")[0] for name in set(sys.modules) - before} - {"ui", "trainer_app", "db"}))
    print("Qt" in vars(QtCore), "QStyle" in vars(QtWidgets))
    app.quit()

app = QtWidgets.QApplication([*sys.argv[:1], *style.ARGUMENTS])
application = Application(app)
application.window.painted.connect(painted)
application.window.show()
app.exec()
application.close()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    return tmp_path


def _application(qtbot: QtBot, database: Path | None) -> Application:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    application = Application(app, database)
    qtbot.addWidget(application.window)
    application.window.show()
    qtbot.waitUntil(lambda: application.errors is not None)
    assert application.errors is not None
    application.errors.uninstall()
    return application


def test_the_first_paint_waits_for_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    """Each of these once cost a noticeable part of the start; all of it is made right after the paint."""
    (tmp_path / "window.ini").write_text('[look]\ntheme="\\"dark\\""\nfont_scale=1.25\nlanguage="\\"my\\""\n')
    done = subprocess.run(
        [sys.executable, "-c", UNTIL_PAINTED], env={**os.environ, DATA_VARIABLE: str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    ours, domain, data, others, names_of_qt = done.stdout.splitlines()
    assert ours.split() == FIRST
    assert domain.split() == ["progress", "texts"]
    assert data.split() == ["stopping"]
    assert others.split() == []
    assert names_of_qt == "False False", "Qt.* and QStyle.* make hundreds of names when they are first touched"


def test_a_screen_imports_in_the_window_s_thread_only_what_is_of_the_window() -> None:
    program = (
        "import importlib, sys\n"
        "from db.database import Database\n"
        "from trainer_app import home, paths, searching, undoing\n"
        "from ui.app import import_needs\n"
        "from ui.screens import SCREENS\n"
        "for entry in SCREENS:\n"
        "    import_needs([entry])\n"
        "    before = set(sys.modules)\n"
        "    importlib.import_module(entry.module)\n"
        "    print(*(name for name in set(sys.modules) - before if name.startswith(('trainer_app.', 'db.'))))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == [], "name these in the needs of their screen (ui/screens/__init__.py)"


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


def test_the_look_that_was_chosen_is_there_from_the_start_and_nonsense_is_not_followed(
    qtbot: QtBot, folder: Path, qapp: QApplication
) -> None:
    font, palette = qapp.font(), qapp.palette()
    chosen = State(str(folder / "window.ini"))
    chosen.set("look/theme", "dark")
    chosen.set("look/font_scale", 1.5)
    try:
        style.apply(qapp)
        usual = qapp.font().pointSizeF()
        _application(qtbot, None).close()
        assert style.colours() is style.DARK
        assert qapp.font().pointSizeF() == pytest.approx(1.5 * usual)
        chosen.set("look/font_scale", "huge")
        _application(qtbot, None).close()
        assert qapp.font().pointSizeF() == pytest.approx(usual)
    finally:
        qapp.setFont(font)
        qapp.setPalette(palette)


def test_the_window_turns_dark_with_the_computer_unless_a_theme_was_chosen(
    qtbot: QtBot, folder: Path, qapp: QApplication
) -> None:
    palette = qapp.palette()
    application = _application(qtbot, None)
    try:
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert style.colours() is style.DARK
        application.state.set("look/theme", "dark")
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
        assert style.colours() is style.DARK
    finally:
        application.close()
        qapp.setPalette(palette)


def test_a_named_database_is_opened_and_named(qtbot: QtBot, folder: Path) -> None:
    Database.create(folder / "office.sqlite")
    application = _application(qtbot, folder / "office.sqlite")
    qtbot.waitUntil(lambda: application.tasks.data is not None)
    assert "office" in application.window.windowTitle()
    # What searching looks in is made ready before anybody types.
    qtbot.waitUntil(lambda: any(path == str(folder / "office.sqlite") for path, *_of in name_index._indexes))
    application.close()


def test_a_database_that_cannot_be_opened_is_said_with_what_to_do(qtbot: QtBot, folder: Path) -> None:
    (folder / "office.sqlite").write_text("not a database")
    application = _application(qtbot, folder / "office.sqlite")
    doors = _doors(qtbot, application)
    assert "not a database of this application" in doors.sentence.text()
    assert [link.accessibleName() for link in doors.links] == ["Try again", "Open another database…", "New database…"]
    assert not application.window.navigation.isEnabled()
    assert application.tasks.data is None
    (folder / "office.sqlite").unlink()
    Database.create(folder / "office.sqlite")
    QTest.keyClick(doors.links[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: application.tasks.data is not None)
    assert application.window.navigation.isEnabled()
    application.close()


def test_a_damaged_database_is_put_back_from_its_backup_by_one_press(qtbot: QtBot, folder: Path) -> None:
    database = Database.create(folder / "office.sqlite")
    with database.change("A course") as tx:
        tx.add(Course(code="SYB-1"))
    database.backup("by hand")
    database.path.write_bytes(b"not a database any more")
    application = _application(qtbot, database.path)
    doors = _doors(qtbot, application)
    qtbot.waitUntil(lambda: len(doors.links) == 4)
    assert doors.links[0].accessibleName().startswith("Restore the backup of ")
    QTest.keyClick(doors.links[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: application.tasks.data is not None, timeout=20000)
    with Database.open(database.path).read() as tx:
        assert [course.code for course in tx.find(Course)] == ["SYB-1"]
    application.close()


def test_another_database_is_made_and_opened_from_the_settings_and_again_at_the_next_start(
    qtbot: QtBot, folder: Path
) -> None:
    application = _application(qtbot, None)
    qtbot.waitUntil(lambda: application.tasks.data is not None, timeout=20000)
    own = folder / "training.sqlite"
    for button, path in (("New database…", folder / "second.sqlite"), ("Open another database…", own)):
        screen = application.window.go("settings", "database")
        assert isinstance(screen, SettingsScreen)
        [press] = [one for one in screen.findChildren(QPushButton) if one.text().replace("&", "") == button]
        press.click()
        _choose_file(qtbot, application, path)
        qtbot.waitUntil(lambda path=path: _open_path(application) == path, timeout=20000)
        assert path.stem in application.window.windowTitle()
        assert path.exists()
    application.window.database_wanted.emit(True)
    _choose_file(qtbot, application, own)
    qtbot.waitUntil(lambda: application.window.messages.message is not None)
    assert "is there already" in application.window.messages._text.text()
    assert _open_path(application) == own
    application.window.messages.clear()
    application.window.database_wanted.emit(False)
    _choose_file(qtbot, application, folder / "second.sqlite")
    qtbot.waitUntil(lambda: _open_path(application) == folder / "second.sqlite", timeout=20000)
    application.close()
    application = _application(qtbot, None)
    qtbot.waitUntil(lambda: _open_path(application) == folder / "second.sqlite", timeout=20000)
    application.close()


def _doors(qtbot: QtBot, application: Application) -> Doors:
    qtbot.waitUntil(lambda: bool(application.window.findChildren(Doors)), timeout=20000)
    return application.window.findChildren(Doors)[0]


def _open_path(application: Application) -> Path | None:
    data = application.tasks.data
    return data.path if isinstance(data, Database) else None


def _choose_file(qtbot: QtBot, application: Application, path: Path) -> None:
    """Name a file in the dialog that is asked for, and press Enter."""
    qtbot.waitUntil(lambda: bool(application.window.findChildren(QFileDialog)))
    [dialog] = application.window.findChildren(QFileDialog)
    [name] = dialog.findChildren(QLineEdit, "fileNameEdit")
    name.setText(str(path))
    QTest.keyPress(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not application.window.findChildren(QFileDialog))


def test_the_status_line_knows_of_a_backup_as_soon_as_it_is_made(qtbot: QtBot, folder: Path) -> None:
    application = _application(qtbot, Database.create(folder / "office.sqlite").path)
    status = application.window._status
    qtbot.waitUntil(lambda: status._facts["backup"].text() == "No backup yet")
    screen = application.window.go("settings", "backups")
    assert isinstance(screen, SettingsScreen)
    [make] = [one for one in screen.findChildren(QPushButton) if one.text() == "&Make a backup now"]
    make.click()
    qtbot.waitUntil(lambda: status._facts["backup"].text().startswith("Backup: "), timeout=20000)
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
