"""Starts the window: painted first, everything heavy after it and off its thread."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication

from trainer_app import texts
from trainer_app.texts import _
from ui import style
from ui.main_window import MainWindow
from ui.screens import SCREENS, Entry
from ui.state import State
from ui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

    from db.database import Database
    from trainer_app.backups import Backup
    from ui.dialogs.bug import BugDialog
    from ui.errors import Errors
    from ui.tasks import Work


LAST_DATABASE = "last/database"
LOST = ("missing", "damaged", "not_ours")
"""What can be wrong with a database (db.errors) that a backup helps against."""


def run(database: Path | str | None = None, screen: str | None = None) -> int:
    """Show the window until it is closed; returns the exit code.

    `database` None is the person's own (made if it is not there); `screen` is a key of ui.screens.SCREENS.
    """
    app = QApplication([*sys.argv[:1], *style.ARGUMENTS])
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
        self._by_hand = False  # whether the database was chosen in the window
        stick = os.environ.get("TRAINER_APP_DATA")  # see trainer_app.paths, which is too slow to import here
        self.state = State(os.path.join(stick, "window.ini") if stick else None)
        texts.use_language(self.state.word("look/language") or QLocale.system().name().split("_")[0])
        self.language = texts.language()  # English where there are not all texts in the language asked for
        app.setApplicationName("trainer-app")
        style.apply_direction(app, self.language)
        style.apply(app, *self._look())
        self.tasks = Tasks(self)
        self.window = MainWindow(self.tasks, self.state)
        self.errors: Errors | None = None
        self._bug: BugDialog | None = None
        self._search: Any = None  # arrives with the database
        self.window.painted.connect(lambda: QTimer.singleShot(0, self._after_paint))

    def close(self) -> None:
        """Finish what is being written, and stop."""
        self.tasks.close()
        if self.errors is not None:
            self.errors.uninstall()
            self._app.styleHints().colorSchemeChanged.disconnect(self._follow_system)

    def _look(self) -> tuple[str, float]:
        """Theme and size of letters that were chosen on this computer."""
        try:
            scale = float(self.state.word("look/font_scale"))
        except ValueError:
            scale = 1.0
        return self.state.word("look/theme") or "system", min(max(1.0, scale), 2.0)

    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        """Go from light to dark with the computer, while the person leaves the choice to it."""
        theme, scale = self._look()
        if theme == "system":
            style.apply(self._app, "dark" if scheme.name == "Dark" else "light", scale)

    def _after_paint(self) -> None:
        from ui import fonts
        from ui.errors import Errors
        from ui.garbage import Garbage

        self.window.complete()
        Garbage(self)
        self.errors = Errors(self.window.messages.error, self._show_bug, self)
        self.errors.install()
        self.tasks.failed.connect(self.errors.show_error)
        self.window.database_wanted.connect(self._choose)
        if self._database is None and (last := self.state.get(LAST_DATABASE)):
            self._database = Path(last)
        self._begin(lambda: open_or_make(self._database))
        fonts.load(self._app)
        self._translate_qt()
        self._app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _translate_qt(self) -> None:
        """The words of Qt's own dialogs."""
        from PySide6.QtCore import QLibraryInfo, QTranslator

        own = QTranslator(self._app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if own.load(QLocale(self.language), "qtbase", "_", folder):
            self._app.installTranslator(own)

    def _begin(self, get: Callable[[], Database]) -> None:
        """Get a database, and go on with it."""
        # Like a write: it is told also when somebody asked it to stop, or the window would stay empty.
        self.tasks.run(
            _("Opening the database"), lambda: self._get(get), self._opened,
            lambda error: self._not_opened(error, get), writes=True,
        )  # fmt: skip

    def _get(self, get: Callable[[], Database]) -> Database:
        from trainer_app import formats, searching, settings

        self._search = searching.search
        formats.use_locale(self.language)
        database = get()
        with database.read() as tx:
            database.author = settings.get(tx, "your_name")
        return database

    def _opened(self, database: Database) -> None:
        from trainer_app.file_names import called, located

        if self._by_hand:
            self.state.set(LAST_DATABASE, str(database.path))
        name = called(database.path.with_suffix(""))
        self.window.show_fact("database", name, located(database.path))
        self.window.setWindowTitle(_("{database} – Training programmes").format(database=name))
        self.window.set_search(self._search)
        first = self.window.first_entry(self._screen or self.state.get("last/screen", ""))
        self.tasks.run(
            _("Opening the database"), lambda: import_needs(first), lambda _nothing: self._attach(database, first),
            writes=True,
        )  # fmt: skip

    def _attach(self, database: Database, first: Sequence[Entry]) -> None:
        from trainer_app import undoing

        again = self.tasks.data is not None
        self.window.attach(database, first[0].key if first else "")
        if again:
            self._ask_facts()
            self._prepare_names()
            return
        self.window.set_undo(undoing.undo, undoing.redo)
        self.tasks.changed.connect(self._ask_facts)
        self.tasks.changed.connect(self._prepare_names)
        self.tasks.ended.connect(self._work_ended)
        self._ask_facts()
        self.tasks.run(
            _("Opening the database"), lambda: import_needs(SCREENS), lambda _nothing: self._import(list(SCREENS))
        )
        self._prepare_names()

    def _prepare_names(self, tables: frozenset[str] = frozenset({"person"})) -> None:
        """Have ready what searching and "is this the same person?" look in; the other reader serves meanwhile."""
        from trainer_app import name_index

        if not tables.isdisjoint({"person", "enterprise"}):
            label = _("Preparing the search")
            self.tasks.query(name_index.prepare, lambda _nothing: None, owner=self, label=label)

    def _import(self, screens: list[Entry]) -> None:
        """Import the screens one by one between what the person does, so that none of them makes them wait later.

        In the window's thread alone: Qt's classes and names are made when they are first named, and two threads that
        do so at a time hang or crash (PySide6 6.11).
        """
        entry = screens.pop(0)
        with suppress(Exception):  # what fails does so again, and is told, when the screen is opened
            importlib.import_module(entry.module)
        if screens:
            QTimer.singleShot(50, self, lambda: self._import(screens))

    def _ask_facts(self, _tables: frozenset[str] = frozenset()) -> None:
        from trainer_app import home

        self.tasks.query(home.facts, self._show_facts, owner=self, topic="facts")

    def _work_ended(self, work: Work) -> None:
        """A backup is no change of the data, but a fact of the status line."""
        if work.kind in ("run", "write"):
            self._ask_facts()

    def _show_facts(self, facts: dict[str, str]) -> None:
        for name, text in facts.items():
            self.window.show_fact(name, text)

    def _not_opened(self, error: Exception, get: Callable[[], Database]) -> None:
        from ui.errors import sentence

        told = sentence(error)
        if told is None:
            self.tasks.failed.emit(error)
        elif self.tasks.data is not None:
            self.window.messages.error(told)
        else:
            self._show_doors(told, lost=getattr(error, "kind", "") in LOST, get=get)

    def _show_doors(self, told: str, *, lost: bool, get: Callable[[], Database]) -> None:
        """What is the matter, and what can be done about it: first of all a backup, where the database is lost."""
        from trainer_app import backups
        from trainer_app.paths import default_database
        from ui.doors import Doors

        doors = Doors(
            told,
            [
                (_("Try again"), _("When the reason is gone"), "redo", lambda: self._begin(get)),
                (_("Open another database…"), _("A file that lies elsewhere"), "open", lambda: self._choose(False)),
                (_("New database…"), _("An empty one, with a name of its own"), "new", lambda: self._choose(True)),
            ],
        )
        self.window.show_instead(doors)
        if not lost:
            return
        path = self._database or default_database()

        def restore(backup: Backup) -> None:
            self._begin(lambda: backups.restore(path, backup.path))

        self.tasks.run(
            _("Looking for backups"), lambda: backups.find(path),
            lambda found: doors.offer(found, restore) if found else None, owner=doors,
        )  # fmt: skip

    def _choose(self, new: bool) -> None:
        """Ask for another database, or for the name of a new one, and go on with that from now on."""
        from ui.dialogs.database_file import choose_database

        def go_on(path: Path) -> None:
            if self.tasks.busy(kind="change"):
                self.window.messages.info(_("Something is still being written. Wait a moment and choose again."))
                return
            self._database, self._by_hand = path, True
            self._begin((lambda: make(path)) if new else (lambda: open_or_make(path)))

        choose_database(self.window, go_on, new=new)

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


def open_or_make(path: Path | None) -> Database:
    """The database of that file; the person's own where none is named, made if it is not there."""
    from db.database import Database
    from trainer_app.paths import default_database

    if path is None and not default_database().exists():
        return make(default_database())
    return Database.open(path or default_database())


def make(path: Path) -> Database:
    """A new database with its key."""
    from db.database import Database
    from trainer_app import keys

    made = Database.create(path)
    with made.change(_("New database"), kind="new") as tx:
        keys.own(tx)
    return made


def import_needs(screens: Sequence[Entry]) -> None:
    """Import, in a thread, what screens need of trainer_app: it takes longer than their own modules."""
    for entry in screens:
        for name in entry.needs:
            importlib.import_module(f"trainer_app.{name}")
