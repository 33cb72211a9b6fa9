"""The page Backups: copies of the database made, listed, and put back in its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout

from trainer_app.file_names import called
from trainer_app.texts import _
from ui.dialogs.confirm import ConfirmDialog
from ui.screen import Screen
from ui.screens.page import Page, moment_text, told
from ui.table import Column, RecordTable
from ui.tasks import Work

if TYPE_CHECKING:
    from db.database import Database
    from trainer_app.backups import Backup


class BackupsPage(Page):
    """Made by a button; before merges and restores they are made without asking."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._backups: dict[str, Backup] = {}
        self._work: Work | None = None
        self.state = told(strong=True)
        self.list = RecordTable(
            "settings-backups",
            [
                Column("made", _("Made"), width=20),
                Column("reason", _("Why"), width=34),
                Column("size", _("Size, kB"), "integer", width=12),
                Column("file", _("File"), width=60),
            ],
            screen.state,
        )
        self.list.add_action(_("&Make a backup now"), lambda _ids: self._make(), needs="none")
        self.list.add_action(_("&Restore…"), self._ask, needs="one")
        self.list.add_action(_("Open the folder"), lambda _ids: self._open_folder(), needs="none")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.state)
        column.addWidget(
            told(_("They lie beside the database. Copy one to a memory stick now and then: a lost laptop takes both."))
        )
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        screen.tasks.ended.connect(self._ended)

    def load(self) -> None:
        path = self._database().path

        def read(_tx: Any) -> list[Backup]:
            from trainer_app import backups

            return backups.find(path)

        self.owner.query(read, self._show, topic="backups")

    # -- parts

    def _database(self) -> Database:
        database: Any = self.owner.tasks.data
        return database

    def _show(self, found: list[Backup]) -> None:
        self._backups = {str(one.path): one for one in found}
        if found:
            self.state.setText(_("The last backup was made on {moment}.").format(moment=moment_text(found[0].made)))
        else:
            self.state.setText(_("There is no backup yet."))
        self.list.set_rows(
            [
                {
                    "id": str(one.path), "made": f"{one.made:%Y-%m-%d %H:%M:%S}", "reason": _reason(one.reason),
                    "size": max(one.size // 1024, 1), "file": called(one.path),
                }
                for one in found
            ]
        )  # fmt: skip

    def _make(self) -> None:
        database = self._database()

        def make() -> Path:
            from trainer_app import backups

            return backups.make(database)

        def tell(path: Path) -> None:
            self.owner.messages.success(_("The backup is made: {file}.").format(file=called(path)))
            self.load()

        self.owner.tasks.run(_("Making a backup"), make, tell, owner=self.owner)

    def _ask(self, ids: list[str]) -> None:
        backup = self._backups[ids[0]]
        question = _(
            "The database goes back to how it was on {moment}. What was done since is not in it; a backup of the "
            "present state is made first. Workbooks that came in since can be merged again."
        ).format(moment=moment_text(backup.made))
        dialog = ConfirmDialog(_("Restore a backup"), question, _("Restore"), self)
        dialog.accepted.connect(lambda: self._restore(backup))
        dialog.open()

    def _restore(self, backup: Backup) -> None:
        if self._work is not None or self.owner.tasks.busy(kind="change"):
            self.owner.messages.info(_("Something is still being written. Wait a moment and restore again."))
            return
        path, author = self._database().path, self._database().author

        def restore() -> Database:
            from trainer_app import backups

            database = backups.restore(path, backup.path)
            database.author = author
            return database

        # Not `on_done`: the window must go on with the restored database even if another screen is shown by then.
        self._work = self.owner.tasks.run(_("Restoring a backup"), restore, owner=None, writes=True)

    def _ended(self, work: Work) -> None:
        if work is not self._work:
            return
        self._work = None
        if work.result is not None:
            window, database = self.owner.main_window, work.result
            text = _("The backup is restored. The database goes on under the new code {code}.")
            self.owner.messages.success(text.format(code=database.code))
            window.attach(database, "settings")

    def _open_folder(self) -> None:
        from db.backup import backup_folder

        folder = backup_folder(self._database().path)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder if folder.is_dir() else folder.parent)))


def _reason(reason: str) -> str:
    """Why a backup was made; those that the application made by itself in the person's language."""
    known = {"by hand": _("by hand"), "before merge": _("before merge"), "before restoring": _("before restoring")}
    return known.get(reason, reason)
