"""Starts the window: painted first, everything heavy after it and off its thread."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from trainer_app import texts
from trainer_app.texts import _
from ui import style
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.screens import SCREENS, Entry
from ui.state import State
from ui.tasks import Tasks

if TYPE_CHECKING:
    from db.database import Database
    from ui.dialogs.bug import BugDialog


def run(database: Path | str | None = None, screen: str | None = None) -> int:
    """Show the window until it is closed; returns the exit code.

    `database` None is the person's own (made if it is not there); `screen` is a key of ui.screens.SCREENS.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    application = Application(app, Path(database) if database else None, screen)
    application.window.show()
    code = app.exec()
    application.close()
    return code


class Application(QObject):
    """The window with what it needs, in the order in which a slow laptop should do it."""

    def __init__(self, app: QApplication, database: Path | None = None, screen: str | None = None) -> None:
        super().__init__()
        self._app, self._database, self._screen = app, database, screen
        stick = os.environ.get("TRAINER_APP_DATA")  # see trainer_app.paths, which is too slow to import here
        self.state = State(os.path.join(stick, "window.ini") if stick else None)
        self.language = self.state.get("look/language") or QLocale.system().name().split("_")[0]
        theme, scale = self.state.get("look/theme", "system"), float(self.state.get("look/font_scale", 1.0))
        texts.use_language(self.language)
        app.setApplicationName("trainer-app")
        style.apply_direction(app, self.language)
        style.apply(app, theme, scale)
        if theme == "system":
            style.SystemTheme(app, scale)
        self.tasks = Tasks(self)
        self.window = MainWindow(self.tasks, self.state)
        self._bug: BugDialog | None = None
        self._search: Any = None  # arrives with the database
        self.errors = Errors(self.window.messages.error, self._show_bug, self)
        self.errors.install()
        self.tasks.failed.connect(self.errors.show_error)
        self.window.painted.connect(self._after_paint, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Finish what is being written, and stop."""
        self.tasks.close()
        self.errors.uninstall()

    def _after_paint(self) -> None:
        gc.enable()  # off while starting: trainer_app/__main__.py
        # Like a write: it is told also when somebody asked it to stop, or the window would stay empty.
        self.tasks.run(_("Opening the database"), self._open, self._opened, self._not_opened, writes=True)
        from ui import fonts

        fonts.load(self._app)
        own = QTranslator(self._app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if own.load(QLocale(self.language), "qtbase", "_", folder):
            self._app.installTranslator(own)

    def _open(self) -> Database:
        from db.database import Database
        from trainer_app import formats, searching, settings
        from trainer_app.paths import default_database

        self._search = searching.search
        formats.use_locale(self.state.get("look/locale") or self.language)
        path = self._database or default_database()
        if self._database is None and not path.exists():
            return Database.create(path)
        database = Database.open(path)
        with database.read() as tx:
            database.author = settings.get(tx, "your_name")
        return database

    def _import_screens(self, entries: Sequence[Entry]) -> None:
        """Import in a thread what the window would have to wait for. What fails does so again when it is opened."""
        for entry in entries:
            with suppress(Exception):
                importlib.import_module(entry.module)

    def _opened(self, database: Database) -> None:
        self.window.show_fact("database", database.path.stem, str(database.path))
        self.window.setWindowTitle(_("{database} – Training programmes").format(database=database.path.stem))
        self.window.set_search(self._search)
        first = self.window.first_entry(self._screen or self.state.get("last/screen", ""))
        self.tasks.run(
            _("Opening the database"),
            lambda: self._import_screens(first),
            lambda _nothing: self._attach(database, first),
            writes=True,
        )

    def _attach(self, database: Database, first: Sequence[Entry]) -> None:
        from trainer_app import undoing

        self.window.attach(database, first[0].key if first else "")
        self.window.set_undo(undoing.undo, undoing.redo)
        self.tasks.changed.connect(self._ask_facts)
        self._ask_facts()
        self.tasks.run(_("Opening the database"), lambda: self._import_screens(SCREENS))

    def _ask_facts(self, _tables: frozenset[str] = frozenset()) -> None:
        from trainer_app import home

        self.tasks.query(home.facts, self._show_facts, owner=self, topic="facts")

    def _show_facts(self, facts: dict[str, str]) -> None:
        for name, text in facts.items():
            self.window.show_fact(name, text)

    def _not_opened(self, error: Exception) -> None:
        from ui.errors import sentence

        told = sentence(error)
        if told is None:
            self.errors.show_error(error)
        else:
            self.window.messages.error(told, _("Open another"), self._choose)

    def _choose(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from trainer_app.paths import data_folder

        chosen, _kind = QFileDialog.getOpenFileName(
            self.window, _("Open a database"), str(data_folder()), _("Databases (*.sqlite *.db)")
        )
        if chosen:
            self._database = Path(chosen)
            # Like a write: it is told also when somebody asked it to stop, or the window would stay empty.
        self.tasks.run(_("Opening the database"), self._open, self._opened, self._not_opened, writes=True)

    def _show_bug(self, report: str) -> None:
        from ui.dialogs.bug import BugDialog

        if self._bug is not None:
            self._bug.add(report)
            return
        self._bug = BugDialog(report, self.window)
        self._bug.finished.connect(self._bug_closed)
        self._bug.open()

    def _bug_closed(self) -> None:
        self._bug = None
