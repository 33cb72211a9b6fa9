"""The page Send: a workbook for somebody else; what it will hold of people and what is amiss is told before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from trainer_app.file_names import called, located
from trainer_app.progress import Progress
from trainer_app.texts import _, ngettext
from ui.dialogs.confirm import ConfirmDialog
from ui.screen import Screen
from ui.screens.exchange_pages.health_view import HealthView
from ui.screens.exchange_pages.send_form import LAST_FOLDER, SendForm, Wanted
from ui.screens.page import Page, told
from ui.tasks import Work

if TYPE_CHECKING:
    from trainer_app.exchange.health import Finding
    from trainer_app.exchange.sending import Written

PAUSE_MS = 300  # after the last change of the form, before what would be sent is looked at
MOST_COUNTED = 50_000
"""Persons in a database of which it is counted what kinds of data each has; with more only they are."""


class SendPage(Page):
    """What, to whom, why; then one button. Ctrl+Enter writes the workbook."""

    opened = Signal(str, str, str)
    """A finding of the check is to be opened: its key, table and id of the record."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._work: Work | None = None
        self._sent: Wanted | None = None
        self._facts: dict[str, Any] = {}
        self._written: Path | None = None
        self._failed = False  # and that is told in the bar
        self.form = SendForm(screen)
        self.health = HealthView()
        self.personal = told()
        self.send_button = QPushButton(_("Write the workbook"))
        self.folder_button = QPushButton(_("Open its folder"))
        self.result = told(strong=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._lay_out()
        self.form.changed.connect(self._form_changed)
        self._pause.timeout.connect(self._look)
        self.health.opened.connect(self.opened)
        self.send_button.clicked.connect(self._send)
        self.folder_button.clicked.connect(self._open_folder)
        self.owner.tasks.ended.connect(self._ended)

    def load(self) -> None:
        def read(tx: Any) -> dict[str, Any]:
            from trainer_app import settings
            from trainer_app.paths import documents_folder

            values = settings.all_values(tx)
            folder = documents_folder()
            return {
                "sender": values["your_name"] or values["office_name"] or "", "country": values["country"] or "",
                "language": values["language"] or "en", "languages": settings.WORKBOOK_LANGUAGES,
                "folder": str(folder if folder.is_dir() else Path.home()), "name": tx.database.path.stem,
            }  # fmt: skip

        self.owner.query(read, self._read, topic="send")

    def address(self, key: str, name: str, person_id: str) -> None:
        """Write to this partner."""
        self.form.address(key, name, person_id)

    # -- parts

    def _lay_out(self) -> None:
        self.send_button.setAutoDefault(True)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.send_button.click)
        self.send_button.setToolTip(shortcut.key().toString(QKeySequence.SequenceFormat.NativeText))
        self.folder_button.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self.send_button)
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.addWidget(self.form)
        column.addSpacing(6)
        column.addWidget(self.personal)
        column.addLayout(buttons)
        column.addWidget(self.result)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(left)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(area)
        splitter.addWidget(self.health)
        splitter.setSizes([3000, 2000])  # shares of the room
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 0)
        whole.addWidget(splitter, 1)
        self.setFocusProxy(self.form)

    def _read(self, facts: dict[str, Any]) -> None:
        self._facts = facts
        self.form.fill(facts)
        self._look_soon()

    # -- before it is written

    def _form_changed(self) -> None:
        self.result.clear()
        self.folder_button.hide()
        self._look_soon()

    def _look_soon(self) -> None:
        self.send_button.setEnabled(self._work is None and self.form.wanted().is_whole)
        self._pause.start()

    def _look(self) -> None:
        """Look at what would be sent: what it holds of people, and what is amiss in it."""
        wanted = self.form.wanted()
        if not wanted.is_whole:
            missing = {
                "course": _("Choose the course."), "trainer": _("Choose the trainer."),
                "corrections": _("Choose the trainer."),
            }  # fmt: skip
            text = missing.get(wanted.kind, "") if not wanted.key else ""
            self.personal.setText(text or _("To send only what is new, say to whom."))
            self.health.clear()
            return
        self.owner.query(
            lambda tx: what_it_holds(tx, wanted), self.personal.setText, topic="people", label=_("Reading what is sent")
        )
        self.owner.query(
            lambda tx, progress: look_at(tx, wanted, progress), self._show_findings, topic="health",
            label=_("Checking what is sent"), progress=True,
        )  # fmt: skip

    def _show_findings(self, findings: list[Finding] | None) -> None:
        if findings is None:
            self.health.clear(_("An empty workbook: there is nothing to look at before."))
        else:
            self.health.show_findings(findings)

    # -- the work

    def _send(self) -> None:
        wanted = self.form.wanted()
        if self._work is not None or not wanted.is_whole:
            return
        path = Path(wanted.path)
        self.form.path.setText(str(path))
        if not path.exists():
            self._write(wanted, path)
            return
        question = _("{file} is there already; somebody may have filled it in. Replaced, what is in it is lost.")
        dialog = ConfirmDialog(_("Replace a file"), question.format(file=called(path)), _("Replace it"), self)
        dialog.accepted.connect(lambda: self._write(wanted, path))
        dialog.open()

    def _write(self, wanted: Wanted, path: Path) -> None:
        database: Any = self.owner.tasks.data
        facts = self._facts

        def work(progress: Progress) -> Written:
            from trainer_app.exchange import sending
            from trainer_app.paths import programmes_folder
            from trainer_app.programmes.catalogue import load_catalogue

            return sending.send(
                database, path, load_catalogue(programmes_folder()), _scope(wanted), sender=facts["sender"],
                partner=wanted.partner, partner_key=wanted.partner_key, why=wanted.why, language=wanted.language,
                country=facts["country"], national_ids=wanted.national_ids, password=wanted.password or None,
                progress=progress,
            )  # fmt: skip

        self.result.clear()
        self.folder_button.hide()
        self._forget_failure()
        self.send_button.setEnabled(False)
        self._work = self.owner.tasks.run(
            _("Writing {file}").format(file=called(path)), work, owner=None, progress=True, writes=True
        )

    def _ended(self, work: Work) -> None:
        if work is not self._work:
            return
        self._work = None
        self.send_button.setEnabled(self.form.wanted().is_whole)
        if work.result is None:
            self._failed = work.error is not None
            return
        written: Written = work.result
        self._written = written.path
        self.owner.state.set(LAST_FOLDER, str(written.path.parent))
        self.form.written()
        rows = sum(written.rows.values())
        text = ngettext("{file} is written: {n} row.", "{file} is written: {n} rows.", rows)
        self.result.setText(text.format(file=located(written.path), n=rows))
        self.folder_button.show()
        self.owner.tasks.changed.emit(frozenset({"action"}))

    def _forget_failure(self) -> None:
        """What could not be written says nothing to the next attempt, nor to another page."""
        if self._failed:
            self._failed = False
            self.owner.messages.clear("error")

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self._forget_failure()
        super().hideEvent(event)

    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))


def _scope(wanted: Wanted) -> Any:
    from trainer_app.exchange.sending import Scope

    return Scope(wanted.kind, wanted.key, wanted.only_new)


def what_it_holds(tx: Any, wanted: Wanted) -> str:
    """What the workbook would hold of people, as a sentence; or why there is nothing to send."""
    from trainer_app.errors import UserError
    from trainer_app.exchange import personal_data, sending

    people = tx.rows("SELECT count(*) FROM person WHERE NOT deleted")[0][0]
    if wanted.kind == "everything" and not wanted.only_new and people > MOST_COUNTED:
        text = _(
            "It will hold all that is known of {n} people, also what was changed, cleared or deleted since: {kinds}. "
            "Give it only to those who need all of it."
        )
        return text.format(n=people, kinds=personal_data.any_kinds(national_ids=wanted.national_ids))
    try:
        held = sending.preview(
            tx, _scope(wanted), partner=wanted.partner, partner_key=wanted.partner_key,
            national_ids=wanted.national_ids,
        )  # fmt: skip
    except UserError as error:
        return str(error)
    return held.sentence()


def look_at(tx: Any, wanted: Wanted, progress: Progress) -> list[Finding] | None:
    """What the check finds in what would be sent; None for an empty workbook."""
    from trainer_app.exchange import health

    if wanted.kind == "template":
        return None
    return health.check(tx, health.courses_of(tx, wanted.kind, wanted.key), progress=progress)
