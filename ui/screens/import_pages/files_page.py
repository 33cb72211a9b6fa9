"""Step 1: which files, and from whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainer_app.file_names import called, located
from trainer_app.formats import number_text
from trainer_app.texts import _, ngettext
from ui.screens.import_pages.code_page_box import CodePageBox
from ui.screens.import_pages.step_page import StepPage
from ui.screens.page import told

if TYPE_CHECKING:
    from trainer_app.importing.plan import Plan
    from trainer_app.importing.wizard import ListFile, Wizard
    from ui.screens.import_pages.background import Background
    from ui.state import State

LAST_FOLDER = "import/folder"


class FilesPage(StepPage):
    """Ctrl+O adds files, Ctrl+Shift+O a folder; Del leaves a file out, Enter goes on with it."""

    chosen = Signal()
    """The person wants to go on with the file that is chosen."""
    ours_found = Signal(list)
    """Paths of workbooks of this application, to be merged instead."""

    def __init__(self, model: Wizard, background: Background, state: State) -> None:
        super().__init__(model, background)
        self._state = state
        self._filling = False
        self.setAcceptDrops(True)
        self.list = _Files()
        self.files_button = self.act(_("&Add files…"), "Ctrl+O", self.choose_files)
        self.folder_button = self.act(_("Add a &folder…"), "Ctrl+Shift+O", self.choose_folder)
        self.ready_button = self.act(
            _("&Import all that are ready"), "Ctrl+Shift+Return", background.take_ready,
            _("Those that leave nothing to look at go in, each as an action of its own; the others stay"),
        )  # fmt: skip
        self.remove_button = self.act(_("&Leave out"), "", self._remove, _("The selected file (Del)"))
        self.merge_button = self.act(_("&Merge workbooks instead"), "", self._merge)
        self.sender_field = QLineEdit()
        self.password = QLineEdit()
        self.again_button = QPushButton(_("&Open again"))
        self.again_button.setAutoDefault(False)
        self.code_page = CodePageBox(_("&Read as:"))
        self.about = told()
        self.forget_button = self.act(
            _("&Read it as if none came before"), "", self._forget, _("What was remembered of such lists is left out")
        )
        self._lay_out()
        self.list.currentItemChanged.connect(lambda _now, _before: self._choose())
        self.list.itemActivated.connect(lambda _item: self.chosen.emit())
        self.list.removed.connect(self._remove)
        self.sender_field.editingFinished.connect(self._name_sender)
        self.again_button.clicked.connect(self._open_again)
        self.password.returnPressed.connect(self._open_again)
        self.code_page.chosen.connect(self._open_in)
        self.setFocusProxy(self.list)

    def show_model(self) -> None:
        self._filling = True
        items = self.list.topLevelItemCount()
        for number, file in enumerate(self.model.files):
            item = self.list.topLevelItem(number) if number < items else QTreeWidgetItem(self.list)
            assert item is not None
            for column, text in enumerate((called(file.path), _content(file), self._state_of(file))):
                item.setText(column, text)
                item.setToolTip(column, located(file.path) if column == 0 else text)
        while self.list.topLevelItemCount() > len(self.model.files):
            self.list.takeTopLevelItem(self.list.topLevelItemCount() - 1)
        if self.model.files:
            current = self.list.topLevelItem(self.model.at)
            if current is not None:
                self.list.setCurrentItem(current)
        self._filling = False
        self._empty.setVisible(not self.model.files)
        self.ready_button.setVisible(len(self.model.files) > 1)
        self.ready_button.setEnabled(any(file.is_ready for file in self.model.files))
        self.merge_button.setVisible(any(file.ours for file in self.model.files))
        self._show_current()

    def enter(self) -> None:
        self._offer_senders()
        self.show_model()
        (self.list if self.model.files else self.files_button).setFocus()

    def add(self, paths: list[Path], password: str = "") -> None:
        """Take these files, and all lists in these folders."""
        from trainer_app.folders import is_folder
        from trainer_app.importing.opened import lists_in

        if not paths:
            return
        first = paths[0]
        self._state.set(LAST_FOLDER, str(first if is_folder(first) else first.parent))
        for file in self.model.add([one for path in paths for one in lists_in(path)]):
            file.password = password
        self.show_model()
        self.list.setFocus()
        self.changed.emit()

    def choose_files(self) -> None:
        """Ask for files."""
        dialog = self._dialog(_("Choose lists"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        from trainer_app.importing.opened import SUFFIXES

        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog.setNameFilters([_("Lists ({patterns})").format(patterns=patterns), _("All files (*)")])
        dialog.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        dialog.open()

    def choose_folder(self) -> None:
        """Ask for a folder; all lists in it are taken."""
        dialog = self._dialog(_("Choose a folder with lists"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(lambda name: self.add([Path(name)]))
        dialog.open()

    # -- parts

    def _lay_out(self) -> None:
        self._empty = told(
            _(
                "Drop somebody’s own lists here, or choose them: Excel, LibreOffice or text files, as they came. "
                "Nothing is changed before you import, and an import can be undone."
            )
        )
        buttons = QHBoxLayout()
        for button in (self.files_button, self.folder_button, self.ready_button, self.remove_button, self.merge_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.sender_field.setPlaceholderText(_("Whose lists these are; the next ones are read alike"))
        sender_label = QLabel(_("&Sender of this list:"))
        sender_label.setBuddy(self.sender_field)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaximumWidth(self.fontMetrics().averageCharWidth() * 24)
        password_label = QLabel(_("Pass&word:"))
        password_label.setBuddy(self.password)
        self._password_group = QWidget()
        line = QHBoxLayout(self._password_group)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in (password_label, self.password, self.again_button):
            line.addWidget(widget)
        below = QHBoxLayout()
        below.addWidget(sender_label)
        below.addWidget(self.sender_field, 1)
        below.addWidget(self._password_group)
        below.addWidget(self.code_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        column.addLayout(buttons)
        column.addWidget(self.list, 1)
        line_about = QHBoxLayout()
        line_about.addWidget(self.about, 1)
        line_about.addWidget(self.forget_button)
        column.addLayout(line_about)
        column.addLayout(below)

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title, self._state.get(LAST_FOLDER) or "")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _state_of(self, file: ListFile) -> str:
        return _state(file) if file.problem or file.reading is not None else self.under_way(_state(file))

    def _offer_senders(self) -> None:
        from trainer_app.importing.memory import senders

        completer = QCompleter(senders(), self.sender_field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.sender_field.setCompleter(completer)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if self._filling or item is None:
            return
        self.model.at = self.list.indexOfTopLevelItem(item)
        self._show_current()
        self.changed.emit()

    def _show_current(self) -> None:
        file = self.model.current
        self.sender_field.setEnabled(file is not None)
        if not self.sender_field.hasFocus():
            self.sender_field.setText(file.sender if file is not None else "")
        self._show_password(file is not None and (file.locked or bool(file.password and _is_coming(file))))
        self.code_page.setVisible(file is not None and file.unlettered)
        if file is not None and file.unlettered:
            self.code_page.show_file(file)
        self.remove_button.setEnabled(file is not None)
        self.forget_button.setVisible(file is not None and file.remembered is not None and file.taken is None)
        self.about.setText(_about(file) if file is not None else "")
        self.about.setVisible(bool(self.about.text()))

    def _show_password(self, shown: bool) -> None:
        if not shown and (self.password.hasFocus() or self.again_button.hasFocus()):
            self.list.setFocus()  # else what is hidden would give it to anything
        self._password_group.setVisible(shown)

    def _remove(self) -> None:
        file = self.model.current
        if file is not None:
            self.model.remove(file)
            self.show_model()
            self.changed.emit()

    def _name_sender(self) -> None:
        file = self.model.current
        name = " ".join(self.sender_field.text().split())
        if file is None or name == file.sender:
            return
        from trainer_app.importing.memory import recall

        known = recall(file.opened.grids, name) if file.opened is not None and name else None
        if known is not None:
            file.recall(known)
        file.sender = name
        self.show_model()
        self.changed.emit()

    def _forget(self) -> None:
        if self.model.current is not None:
            self.model.current.forget()
            self.list.setFocus()
            self.show_model()
            self.changed.emit()

    def _open_again(self) -> None:
        file = self.model.current
        if file is not None:
            file.password, file.problem, file.locked = self.password.text(), "", False
            self.password.selectAll()  # so that typing begins it anew if it was a wrong one
            self.changed.emit()
            self.show_model()

    def _open_in(self, encoding: str) -> None:
        file = self.model.current
        if file is not None:
            file.encoding, file.problem, file.unlettered = encoding, "", False
            self.changed.emit()

    def _merge(self) -> None:
        self.ours_found.emit([file.path for file in self.model.files if file.ours])

    # -- Qt

    def dragEnterEvent(self, event: Any) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: Any) -> None:
        event.acceptProposedAction()
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


class _Files(QTreeWidget):
    """The files, what is in them, and how far they are."""

    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Files"))
        self.setHeaderLabels([_("File"), _("What is in it"), _("State")])
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        width = self.fontMetrics().averageCharWidth()
        header.resizeSection(0, width * 56)
        header.resizeSection(1, width * 34)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


def _is_coming(file: ListFile) -> bool:
    """Whether a file is still to be opened."""
    return file.opened is None and not file.problem


def _content(file: ListFile) -> str:
    """How many sheets and rows a file has."""
    if file.reading is None:
        return ""
    sheets = len({table.sheet for table in file.reading.tables})
    rows = sum(len(table.rows) for table in file.reading.tables)
    if not rows:
        return _("no list was found yet")
    return ", ".join((
        ngettext("{n} sheet", "{n} sheets", sheets).format(n=sheets),
        ngettext("{n} row", "{n} rows", rows).format(n=number_text(rows)),
    ))  # fmt: skip


def _state(file: ListFile) -> str:
    if file.taken is not None:
        return _("imported")
    if file.ours:
        return _("a workbook of this application: to be merged")
    if file.locked:
        return _("waits for its password")
    if file.problem:
        return _("cannot be taken")
    if file.opened is None:
        return _("being opened …")
    if file.reading is None:
        return _("being read …")
    questions = len(file.reading.questions)
    if questions:
        return ngettext("{n} question", "{n} questions", questions).format(n=questions)
    if not any(table.rows for table in file.reading.tables):
        return _("to be looked at")
    if file.is_planned and file.plan is not None:
        return _planned(file.plan)
    return _("ready")


def _planned(plan: Plan) -> str:
    from trainer_app.importing.taking import totals

    counts = totals(plan)
    if waits := counts["held"] + counts["refused"]:
        return ngettext("{n} row to look at", "{n} rows to look at", waits).format(n=waits)
    return _("ready") if counts["new"] + counts["changed"] else _("nothing new")


def _about(file: ListFile) -> str:
    """What is to be said of the chosen file."""
    if file.problem:
        return file.problem
    if file.remembered is not None and file.remembered.sender:
        return _("A list of this layout came from {sender} before: it is read as that one was.").format(
            sender=file.remembered.sender
        )
    return _("A list of this layout came before: it is read as that one was.") if file.remembered else ""
