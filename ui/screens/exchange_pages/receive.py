"""Taking workbooks in: dropped or chosen, first as a plan, then merged, and undone if that was wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout

from trainer_app.errors import UserError
from trainer_app.progress import Progress
from trainer_app.texts import _
from ui import style
from ui.icons import icon
from ui.screen import Screen
from ui.screens.exchange_pages.plan_view import PlanView
from ui.screens.page import Page, told
from ui.tasks import Work

if TYPE_CHECKING:
    from db.database import Database
    from trainer_app.exchange import Plan

PATTERNS = "*.xlsx *.xlsm *.xlsb *.xls *.ods"
LAST_FOLDER = "exchange/folder"


class ReceivePage(Page):
    """Drop, look, merge. Ctrl+O chooses workbooks, Ctrl+Shift+O a folder; Enter then merges."""

    settle_wanted = Signal()
    """The person wants to see the conflicts."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._work: Work | None = None
        self._paths: list[Path] = []
        self._password = ""
        self.setAcceptDrops(True)
        self.start = DropZone()
        self.plan = PlanView(screen)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.start)
        self._stack.addWidget(self.plan)
        self.start.files_button.clicked.connect(self.choose_files)
        self.start.folder_button.clicked.connect(self.choose_folder)
        self.plan.merge_wanted.connect(self._merge)
        self.plan.read_again.connect(self._read_again)
        self.plan.back_wanted.connect(self.begin)
        self.plan.undo_wanted.connect(self._undo)
        self.plan.settle_wanted.connect(self.settle_wanted)
        screen.tasks.ended.connect(self._ended)

    # -- what the person does

    def begin(self) -> None:
        """Back to the start: nothing is chosen."""
        self._paths, self._password = [], ""
        self._stack.setCurrentWidget(self.start)
        self.start.set_busy(False)
        self.start.folder_button.setFocus()

    def choose_files(self) -> None:
        """Ask for workbooks."""
        dialog = self._dialog(_("Choose workbooks"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([_("Workbooks ({patterns})").format(patterns=PATTERNS), _("All files (*)")])
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.open()

    def choose_folder(self) -> None:
        """Ask for a folder; all workbooks in it are taken."""
        dialog = self._dialog(_("Choose a folder with workbooks"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(lambda name: self.take([Path(name)]))
        dialog.open()

    def take(self, paths: list[Path]) -> None:
        """Read these files and folders, and show what merging them would do."""
        if not paths or self._work is not None:
            return
        self._paths, self._password = paths, ""
        first = paths[0]
        self.owner.state.set(LAST_FOLDER, str(first if first.is_dir() else first.parent))
        self._run(_("Reading workbooks"), apply=False)

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title, self.owner.state.get(LAST_FOLDER) or "")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _read_again(self, password: str) -> None:
        self._password = password
        self._run(_("Reading workbooks"), apply=False)

    def _merge(self, prefer: str) -> None:
        self._run(_("Merging workbooks"), apply=True, prefer=prefer or None)

    def _undo(self, action_ids: list[int]) -> None:
        def undo(tx: Any) -> list[str]:
            from trainer_app.history import Labels

            held = [key for action in reversed(action_ids) for key in tx.undo(action)]
            labels = Labels(tx)
            return [labels.record(table, record) for table, record in held]

        def tell(kept: list[str]) -> None:
            self.begin()
            if kept:
                text = _("The merge is undone. {n} records stay, because other work stands on them: {list}.")
                shown = ", ".join(kept[:5]) + (" …" if len(kept) > 5 else "")
                self.owner.messages.info(text.format(n=len(kept), list=shown))
            else:
                self.owner.messages.success(_("The merge is undone."))

        self.owner.tasks.change(_("Undo: Merge"), undo, tell, owner=self.owner, kind="undo")

    # -- the work

    def _run(self, label: str, *, apply: bool, prefer: str | None = None) -> None:
        if self._work is not None:
            return
        database: Any = self.owner.tasks.data
        paths, password = list(self._paths), self._password or None

        def work(progress: Progress) -> Plan:
            return _merge(database, paths, apply, prefer, password, progress)

        self.start.set_busy(True)
        self.plan.set_busy(True, label)
        # Not `on_done`: what was written must be told also to a screen that was left meanwhile.
        self._work = self.owner.tasks.run(label, work, owner=None, progress=True, writes=True)

    def _ended(self, work: Work) -> None:
        if work is not self._work:
            return
        self._work = None
        self.start.set_busy(False)
        self.plan.set_busy(False)
        plan: Plan | None = work.result
        if plan is None:
            return
        self.plan.show_plan(plan)
        self._stack.setCurrentWidget(self.plan)
        self.plan.focus_next()
        if plan.applied:
            from trainer_app.history import TABLES

            self.owner.tasks.changed.emit(frozenset(TABLES))

    # -- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._work is None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.start.set_hovered(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.start.set_hovered(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.start.set_hovered(False)
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


def _merge(
    database: Database, paths: list[Path], apply: bool, prefer: str | None, password: str | None, progress: Progress
) -> Plan:
    """trainer_app.exchange.merge, with the problem of a single workbook in its plan like that of one of many."""
    from trainer_app import exchange

    files = exchange.workbooks_in(paths)
    try:
        return exchange.merge(database, files, apply=apply, prefer=prefer, password=password, progress=progress)
    except UserError as error:
        if len(files) != 1:
            raise
        return exchange.Plan([exchange.FilePlan(files[0], problem=str(error))])


class DropZone(QFrame):
    """Where nothing is chosen yet: a field to drop on, and two buttons for the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self._hovered = False
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = told(_("Drop workbooks or a folder here"), strong=True)
        more = told(
            _(
                "You first see what they would change, down to the cell. Nothing is changed before you merge, "
                "and a merge can be undone."
            )
        )
        for label in (title, more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.folder_button = self._button(_("Choose a folder…"), "Ctrl+Shift+O")
        self.files_button = self._button(_("Choose workbooks…"), "Ctrl+O")
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.folder_button)
        line.addWidget(self.files_button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addWidget(title)
        column.addWidget(more)
        column.addLayout(line)
        column.addStretch(3)
        self.setFocusProxy(self.folder_button)
        self._colour()

    def set_busy(self, busy: bool) -> None:
        """While workbooks are being read nothing else can be chosen."""
        for button in (self.folder_button, self.files_button):
            button.setEnabled(not busy)

    def set_hovered(self, hovered: bool) -> None:
        """Show that what is held over it would be taken."""
        self._hovered = hovered
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = style.colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme.accent if self._hovered else theme.line)
        painter.setPen(QPen(colour, 3 if self._hovered else 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(6, 6, -6, -6), 10, 10)

    def changeEvent(self, event: Any) -> None:
        if style.is_palette_change(event):
            self._colour()
        super().changeEvent(event)

    def _colour(self) -> None:
        size = self.fontMetrics().height() * 3
        self._picture.setPixmap(icon("exchange", style.colours(self).accent, size).pixmap(QSize(size, size)))

    def _button(self, text: str, keys: str) -> QPushButton:
        button = QPushButton(text)
        button.setShortcut(QKeySequence(keys))
        button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        button.setAutoDefault(True)
        return button
