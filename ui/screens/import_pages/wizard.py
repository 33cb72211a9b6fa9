"""The import wizard: four steps in one window, from files to what was imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from trainer_app.file_names import called
from trainer_app.importing.wizard import COLUMNS, FILES, PLAN, PROBLEMS, Wizard
from trainer_app.texts import _
from ui import style
from ui.dialogs.confirm import ConfirmDialog
from ui.screens.import_pages.background import Background
from ui.screens.import_pages.columns_page import ColumnsPage
from ui.screens.import_pages.files_page import FilesPage
from ui.screens.import_pages.plan_page import PlanPage
from ui.screens.import_pages.problems_page import ProblemsPage
from ui.screens.page import told

if TYPE_CHECKING:
    from ui.main_window import MainWindow

LOOK_MS = 100


class ImportWizard(QDialog):
    """Ctrl+Enter goes on, Alt+Left goes back, Alt+1 to Alt+4 go to a step; Esc closes, and asks if that loses any."""

    ours_found = Signal(list)
    """Paths of workbooks of this application, to be merged instead."""
    imported = Signal()
    """The data is another."""

    def __init__(self, window: MainWindow, paths: list[Path] | None = None, password: str = "") -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Import lists"))
        self.setSizeGripEnabled(True)
        self.model = Wizard()
        self.background = Background(window.tasks, self.model, self)
        self.files = FilesPage(self.model, self.background, window.state)
        self.columns = ColumnsPage(self.model, self.background)
        self.problems = ProblemsPage(self.model, self.background)
        self.plan = PlanPage(self.model, self.background, window.state)
        self.pages = [self.files, self.columns, self.problems, self.plan]
        self.steps: list[QPushButton] = []
        self.title = QLabel()
        self.message = told()
        self.progress = QProgressBar()
        self.stop_button = self._button(_("Stop"), self._stop)
        self.resume_button = self._button(_("&Go on"), self._resume)
        self.back_button = self._button(_("&Back"), self._back)
        self.next_button = self._button(_("Ne&xt"), self._go_on)
        self.close_button = self._button(_("Close"), self.reject)
        self._stack = QStackedWidget()
        self._leaving = False
        self._lay_out()
        self._connect(window)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.resize(window.size().boundedTo(window.screen().availableSize()))
        if paths:
            self.files.add(paths, password)
        self.go(FILES)

    def go(self, step: int) -> None:
        """Show a step, as far as there is a file for it."""
        if not self.model.can_go(step):
            step = FILES
        self.model.step = step
        self._stack.setCurrentWidget(self.pages[step])
        if self.background.stopped:
            self._say("")
        self.background.go_on()
        self.pages[step].enter()
        self._show_frame()

    # -- parts

    def _lay_out(self) -> None:
        labels = (_("Files"), _("What was understood"), _("Questions and problems"), _("Plan and import"))
        top = QHBoxLayout()
        for number, label in enumerate(labels):
            button = QPushButton(_("{n}  {step}").format(n=number + 1, step=label))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(QKeySequence(f"Alt+{number + 1}").toString(QKeySequence.SequenceFormat.NativeText))
            button.clicked.connect(lambda _on=False, step=number: self.go(step))
            QShortcut(QKeySequence(f"Alt+{number + 1}"), self).activated.connect(lambda step=number: self.go(step))
            top.addWidget(button)
            self.steps.append(button)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.title.setMinimumWidth(1)
        top.addWidget(self.title, 1)
        for page in self.pages:
            self._stack.addWidget(page)
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(self.fontMetrics().averageCharWidth() * 24)
        self.progress.setAccessibleName(_("Progress"))
        self._doing = QLabel()
        self._doing.setMinimumWidth(1)  # a long name of a file makes the window no wider
        below = QHBoxLayout()
        below.addWidget(self._doing)
        below.addWidget(self.progress)
        below.addWidget(self.stop_button)
        below.addWidget(self.resume_button)
        below.addStretch(1)
        for button in (self.back_button, self.next_button, self.close_button):
            below.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(top)
        self._column.addWidget(self.message)
        self._column.addWidget(self._stack, 1)
        self._column.addLayout(below)
        self.message.hide()

    def _connect(self, window: MainWindow) -> None:
        self.background.arrived.connect(self._arrived)
        self.background.failed.connect(lambda text: self._say(text, "error"))
        self.background.took.connect(self.imported)
        self.background.told.connect(lambda text: self._say(text, "success"))
        for page in self.pages:
            page.changed.connect(self._changed)
        self.files.chosen.connect(self._go_on)
        self.files.ours_found.connect(self._merge_instead)
        self.plan.problems_wanted.connect(lambda: self.go(PROBLEMS))
        self.plan.finished.connect(self.imported)
        for keys, act in (("Ctrl+Return", self._go_on), ("Ctrl+Enter", self._go_on), ("Alt+Left", self._back)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.next_button.setToolTip(QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText))
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._show_work)
        window.tasks.started.connect(self._begun)

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    # -- what the person does

    def _go_on(self) -> None:
        """The next step; in the last one the import, and then the next file."""
        if not self.next_button.isEnabled():
            return
        self._say("")
        if self.model.step < PLAN:
            self.go(self.model.step + 1)
        elif self.model.current is not None and self.model.current.taken is None:
            self.plan.import_list()
            self._show_frame()
        else:
            self._next_file()

    def _next_file(self) -> None:
        following = self.model.next_file()
        if following is None:
            self.reject()
            return
        self.model.at = self.model.files.index(following)
        self.go(COLUMNS)

    def _back(self) -> None:
        self._say("")
        if self.model.step > FILES:
            self.go(self.model.step - 1)

    def _stop(self) -> None:
        had_focus = self.stop_button.hasFocus()
        self.background.stop()
        self._show_frame()
        if had_focus and self.resume_button.isVisible():
            self.resume_button.setFocus()

    def _resume(self) -> None:
        """Do what was stopped."""
        self._say("")
        self.background.go_on()
        self.pages[self.model.step].show_model()
        self._show_frame()

    def _changed(self) -> None:
        self.background.go_on()
        self._show_frame()

    def _arrived(self) -> None:
        self.pages[self.model.step].show_model()
        if self.background.stopped and self.background.work is None and self.message.isHidden():
            self._say(_("Stopped. Nothing was changed; any further step goes on."), "info")
        self._show_frame()

    def _merge_instead(self, paths: list[Path]) -> None:
        self.ours_found.emit(paths)
        self.reject()

    # -- shown

    def _say(self, text: str, tone: style.Tone = "info") -> None:
        ground, ink = getattr(style.colours(), tone)
        self.message.setStyleSheet(f"background: {ground}; color: {ink}; padding: 6px; border-radius: 3px;")
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _show_frame(self) -> None:
        step, current = self.model.step, self.model.current
        for number, button in enumerate(self.steps):
            button.setChecked(number == step)
            button.setEnabled(self.model.can_go(number))
        self._show_title()
        self.back_button.setEnabled(step > FILES)
        working = self.background.work is not None
        if step < PLAN:
            self.next_button.setText(_("Ne&xt"))
            self.next_button.setEnabled(self.model.can_go(step + 1))
        elif current is not None and current.taken is not None:
            following = self.model.next_file()
            self.next_button.setText(_("Ne&xt list") if following is not None else _("D&one"))
            self.next_button.setEnabled(not working)
        else:
            self.next_button.setText(_("&Import"))
            self.next_button.setEnabled(not working and self.plan.can_import())
        self._show_work()

    def _show_title(self) -> None:
        """The name of the list that is worked on, as far as there is room."""
        current = self.model.current
        name = called(current.path) if current is not None and self.model.step != FILES else ""
        of = _("{n} of {total}").format(n=self.model.at + 1, total=len(self.model.files))
        name = f"{name}  ({of})" if name and len(self.model.files) > 1 else name
        self.title.setToolTip(name)
        self._column.activate()  # the room for it is known only then
        room = self.title.contentsRect().width()
        self.title.setText(self.title.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room))

    def _begun(self, work: object) -> None:
        if work is self.background.work:
            self._look.start()
            self._show_work()

    def _show_work(self) -> None:
        """How far the work is that has gone on for a while."""
        work = self.background.work
        self.resume_button.setVisible(work is None and self.background.stopped)
        shown = work is not None and work.slow
        for widget in (self._doing, self.progress, self.stop_button):
            widget.setVisible(shown)
        if work is None or not shown:
            self._look.stop()
            return
        self._doing.setText(_("{work} …").format(work=work.label))
        self.progress.setRange(0, work.total)
        self.progress.setValue(work.done)
        self.stop_button.setEnabled(not work.is_cancelled)

    # -- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_title()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and no other: what it does in a list or field is theirs."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc, Close, or the window's own cross."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # what is half typed is taken
        if self.model.would_lose and not self._leaving:
            self._ask_leave()
            return
        self.background.stop()
        super().reject()

    def _ask_leave(self) -> None:
        dialog = ConfirmDialog(
            _("Close the import"),
            _("Columns, answers and corrections of lists that were not imported would be lost. Close all the same?"),
            _("Close it"),
            self,
        )
        dialog.accepted.connect(self._leave)
        dialog.open()

    def _leave(self) -> None:
        self._leaving = True
        self.reject()
