"""Taking workbooks in: dropped or chosen, first as a plan, then merged, and undone if that was wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedLayout

from trainer_app.errors import UserError
from trainer_app.file_names import called
from trainer_app.progress import Progress
from trainer_app.texts import _, ngettext
from ui.screen import Screen
from ui.screens.exchange_pages.drop_zone import DropZone
from ui.screens.exchange_pages.plan_view import PlanView
from ui.screens.page import Page
from ui.tasks import Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.database import Database
    from trainer_app.exchange.merging import Plan
    from trainer_app.undoing import Stays

PATTERNS = "*.xlsx *.xlsm *.xlsb *.xls *.ods"
TEXTS = (".csv", ".tsv", ".txt")
"""Files that are never workbooks, but may be lists."""
LAST_FOLDER = "exchange/folder"


class ReceivePage(Page):
    """Drop, look, merge. Ctrl+O chooses workbooks, Ctrl+Shift+O a folder; Enter then merges."""

    settle_wanted = Signal()
    """The person wants to see the conflicts."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._work: Work | None = None
        self._paths: list[Path] = []
        self._texts: list[Path] = []  # lists that came with them
        self._password = ""
        self.setAcceptDrops(True)
        self.start = DropZone()
        self.plan = PlanView(screen)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.start)
        self._stack.addWidget(self.plan)
        self.start.files_button.clicked.connect(self.choose_files)
        self.start.folder_button.clicked.connect(self.choose_folder)
        self.start.lists_button.clicked.connect(lambda: screen.main_window.import_lists())
        self.plan.merge_wanted.connect(self._merge)
        self.plan.read_again.connect(self._read_again)
        self.plan.back_wanted.connect(self.begin)
        self.plan.undo_wanted.connect(self._undo)
        self.plan.settle_wanted.connect(self.settle_wanted)
        self.plan.refusals_wanted.connect(self._ask_refusals)
        screen.tasks.ended.connect(self._ended)

    # -- what the person does

    def begin(self) -> None:
        """Back to the start: nothing is chosen."""
        self._paths, self._texts, self._password = [], [], ""
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
        """Read these files and folders, and show what merging them would do; lists go to the import wizard."""
        if self._work is not None:
            return
        from trainer_app.folders import is_folder

        first = paths[0]
        self.owner.state.set(LAST_FOLDER, str(first if is_folder(first) else first.parent))
        try:
            paths, texts = _sorted_out(paths)
        except UserError as error:
            self.owner.messages.error(str(error))
            return
        if not paths:
            self.owner.main_window.import_lists(texts)
            return
        self._paths, self._texts, self._password = paths, texts, ""
        self._run(_("Reading workbooks"), self._paths, apply=False)

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title, self.owner.state.get(LAST_FOLDER) or "")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _read_again(self, password: str) -> None:
        self._password = password
        self._run(_("Reading workbooks"), self._paths, apply=False)

    def _merge(self, prefer: str) -> None:
        """Merge the workbooks of the plan, also where the folder holds others by now."""
        paths, left = self.plan.taken()
        self._run(_("Merging workbooks"), paths, apply=True, prefer=prefer or None, left=left)

    def _undo(self, action_ids: list[int]) -> None:
        def undo(tx: Any) -> list[Stays]:
            from trainer_app.undoing import take_back

            return take_back(tx, *reversed(action_ids)).kept

        def tell(kept: list[Stays]) -> None:
            self.begin()
            if kept:
                shown = "\n".join([_("The merge is undone."), *(one.sentence for one in kept)])
                self.owner.messages.info(shown, _("Show what stays"), lambda: self._show_kept(kept))
            else:
                self.owner.messages.success(_("The merge is undone."))

        self.owner.tasks.change(_("Undo: Merge"), undo, tell, owner=self.owner, kind="undo")

    def _show_kept(self, kept: list[Stays]) -> None:
        from ui.dialogs.openable import OpenableDialog

        OpenableDialog(_("What stays"), {one.sentence: one.labels for one in kept}, self).open()

    # -- refusals

    def _ask_refusals(self) -> None:
        """Ask where to write what was refused; with several workbooks each gets a file of its own beside that."""
        sources = self.plan.refused()
        dialog = self._dialog(_("Save what was refused, to be corrected"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Workbooks ({patterns})").format(patterns="*.xlsx"))
        dialog.setDefaultSuffix("xlsx")
        name = _("To correct: {file}").format(file=sources[0].stem) if len(sources) == 1 else _("To correct")
        dialog.selectFile(f"{name.replace(':', '')}.xlsx")
        dialog.fileSelected.connect(lambda chosen: self._save_refusals(sources, Path(chosen)))
        dialog.open()

    def _save_refusals(self, sources: list[Path], target: Path) -> None:
        password = self._password or None

        def work(progress: Progress) -> dict[Path, int]:
            from trainer_app.workbook.refusals import refusals_paths, write_refusals

            written: dict[Path, int] = {}
            try:
                for number, (source, path) in enumerate(refusals_paths(sources, target, replace=True).items()):
                    progress.step(number, len(sources))
                    written[path] = write_refusals(source, path, password=password)
            except BaseException:
                for path in written:
                    path.unlink(missing_ok=True)
                raise
            return written

        def tell(written: dict[Path, int]) -> None:
            n = sum(written.values())
            text = ngettext("{n} refused cell can be corrected in {files}.",
                            "{n} refused cells can be corrected in {files}.", n)  # fmt: skip
            shown = ", ".join(map(called, written))
            folder = QUrl.fromLocalFile(str(target.parent))
            given = _("Each holds all that its workbook holds of people: give it only to whom that came from.")
            self.owner.messages.success(
                f"{text.format(n=n, files=shown)} {given}",
                _("Open its folder"),
                lambda: QDesktopServices.openUrl(folder),
            )
            label = _("Write what was refused: {files}").format(files=shown)
            self.owner.tasks.change(label, lambda tx: tx.describe(file=shown, rows=n), kind="list")

        self.owner.tasks.run(_("Writing what was refused"), work, tell, owner=self.owner, progress=True)

    # -- the work

    def _run(self, label: str, paths: list[Path], *, apply: bool, **options: Any) -> None:
        """`options` are those of merging.merge."""
        if self._work is not None:
            return
        database: Any = self.owner.tasks.data
        password = self._password or None

        def work(progress: Progress) -> Plan:
            return _merge(database, paths, apply=apply, password=password, progress=progress, **options)

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
        foreign = [file.path for file in plan.files if file.foreign]
        lists = [*foreign, *self._texts]
        if foreign and len(foreign) == len(plan.files):
            password = self._password
            self.begin()
            self.owner.main_window.import_lists(lists, password)
            return
        self._tell_of_lists(lists)
        self.plan.show_plan(plan)
        self._stack.setCurrentWidget(self.plan)
        self.plan.focus_next()
        if plan.applied:
            from trainer_app.history import TABLES

            self.owner.tasks.changed.emit(frozenset(TABLES))

    def _tell_of_lists(self, lists: list[Path]) -> None:
        """Offer to import the files among workbooks that are somebody's own lists."""
        if lists:
            n = len(lists)
            text = ngettext(
                "{n} file is no workbook of this application but perhaps somebody’s own list.",
                "{n} files are no workbooks of this application but perhaps somebody’s own lists.", n,
            )  # fmt: skip
            window, password = self.owner.main_window, self._password
            self.owner.messages.info(text.format(n=n), _("Import them"), lambda: window.import_lists(lists, password))

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


def _sorted_out(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Workbooks and folders with such, and text files, also those in the folders."""
    from trainer_app.folders import files_in, is_folder

    workbooks: list[Path] = []
    texts: list[Path] = []
    for path in paths:
        inside = files_in(path) if is_folder(path) else [path]
        own = [one for one in inside if one.suffix.lower() in TEXTS]
        texts += own
        if not own or len(own) < len(inside):
            workbooks.append(path)
    return workbooks, texts


def _merge(database: Database, paths: list[Path], **options: Any) -> Plan:
    """`merging.merge`, with the problem of a single workbook in its plan like that of one of many."""
    from trainer_app.exchange import merging

    files = merging.workbooks_in(paths)
    try:
        return merging.merge(database, files, **options)
    except UserError as error:
        if len(files) != 1:
            raise
        from trainer_app.spreadsheets.opening import Locked
        from trainer_app.workbook.read import NotOurs

        foreign, locked = isinstance(error, NotOurs), isinstance(error, Locked)
        return merging.Plan([merging.FilePlan(files[0], problem=str(error), foreign=foreign, locked=locked)])
