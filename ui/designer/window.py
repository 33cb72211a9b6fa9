"""The designer: a design of certificates with its boxes, and how it prints while it is changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from trainer_app.certificates.designer.draft import Draft, said
from trainer_app.certificates.designs import PAPERS
from trainer_app.errors import UserError
from trainer_app.texts import N_, _
from ui import style
from ui.designer.box_form import BoxForm, combo_of
from ui.designer.canvas import DesignCanvas
from ui.designer.page_form import PageForm
from ui.dialogs.confirm import ConfirmDialog
from ui.focus_ring import FocusRing
from ui.tasks import Tasks

if TYPE_CHECKING:
    from trainer_app.certificates.designer.job import Job

PIXELS = 1200  # of the page's width
NAMES = {"": N_("A usual name"), "long": N_("A long name"), "tall": N_("A name in a tall script")}
_HISTORY = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class DesignerWindow(QDialog):
    """The page on one side, what stands on it on the other. Ctrl+Z takes back, Ctrl+S saves, Esc leaves."""

    saved = Signal(str)
    """The design is in its file: the name of that."""

    def __init__(self, tasks: Tasks, job: Job, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Design of certificates: {name}").format(name=job.name))
        self._tasks, self._job, self._pictures = tasks, job, list(job.pictures)
        self.draft = Draft(job.design)
        self.at = 0 if job.design.box else -1
        self.drawing = self._again = False
        self.canvas, self.box_form, self.page_form = DesignCanvas(), BoxForm(), PageForm()
        self.boxes, self.problems, self.kept = QListWidget(), QLabel(), QLabel()
        self.paper = combo_of({"": N_("The design’s paper"), **PAPERS})
        self.names = combo_of(NAMES)
        self.name = QLineEdit(job.name)
        self.undo_button, self.redo_button = QPushButton(_("&Undo")), QPushButton(_("&Redo"))
        self.text_button, self.picture_button = QPushButton(_("New te&xt")), QPushButton(_("New pict&ure"))
        self.delete_button = QPushButton(_("&Delete"))
        self.save_button, self.close_button = QPushButton(_("&Save")), QPushButton(_("Close"))
        self._lay_out()
        self._connect()
        self.resize(parent.window().size() * 0.95)
        self._refresh()
        self.canvas.setFocus()

    def choose(self, at: int) -> None:
        """Choose a box, counted from 0; -1: none."""
        if at != self.at:
            self.at = at
            self._show()

    # -- parts

    def _lay_out(self) -> None:
        self.boxes.setAccessibleName(_("Boxes of the design"))
        self.boxes.setMinimumHeight(self.fontMetrics().lineSpacing() * 5)
        self.paper.setAccessibleName(_("Paper to try it on"))
        self.names.setAccessibleName(_("Name to try it with"))
        self.name.setAccessibleName(_("Name of the design"))
        for label in (self.problems, self.kept):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.problems.setAccessibleName(_("What would not print well"))
        self.problems.setStyleSheet(f"color: {style.colours(self).problem}")
        trying = _line(self.undo_button, self.redo_button, self.paper, self.names)
        left = QVBoxLayout()
        left.addLayout(trying)
        left.addWidget(self.canvas, 1)
        left.addWidget(self.problems)
        tabs = QTabWidget()
        forms: list[tuple[QWidget, str]] = [(self.box_form, _("B&ox")), (self.page_form, _("Pa&ge"))]
        for form, text in forms:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QScrollArea.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(form)
            area.setMinimumWidth(form.minimumSizeHint().width() + 24)
            tabs.addTab(area, text)
        right = QVBoxLayout()
        right.addWidget(self.boxes, 1)
        right.addLayout(_line(self.text_button, self.picture_button, self.delete_button))
        right.addWidget(tabs, 3)
        caption = QLabel(_("&Name:"))
        caption.setBuddy(self.name)
        right.addLayout(_line(caption, self.name, stretch=False))
        right.addLayout(_line(self.save_button, self.close_button))
        right.addWidget(self.kept)
        line = QHBoxLayout(self)
        line.addLayout(left, 1)
        line.addLayout(right)
        FocusRing(self)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in a line must not press one

    def _connect(self) -> None:
        self.canvas.chosen.connect(self.choose)
        self.canvas.moved.connect(lambda *by: self._do(lambda: self.draft.move(*by)))
        self.canvas.pulled.connect(lambda *by: self._do(lambda: self.draft.pull(*by)))
        self.canvas.deleted.connect(lambda _at: self._delete())
        self.boxes.currentRowChanged.connect(self.choose)
        self.box_form.changed.connect(self._change_box)
        self.box_form.picture_wanted.connect(self._ask_picture)
        self.page_form.changed.connect(self._change_page)
        for combo in (self.paper, self.names):
            combo.currentIndexChanged.connect(lambda _at: self._refresh())
        self.text_button.clicked.connect(lambda: self._add(text=_("Text")))
        self.picture_button.clicked.connect(lambda: self._add(image="logo 1"))
        self.delete_button.clicked.connect(self._delete)
        self.close_button.clicked.connect(self.reject)
        for button, act, keys in (
            (self.undo_button, self.draft.undo, QKeySequence.StandardKey.Undo),
            (self.redo_button, self.draft.redo, QKeySequence.StandardKey.Redo),
        ):
            button.clicked.connect(lambda _checked=False, act=act: self._do(act))
            self._shortcut(keys, button)
        self.save_button.clicked.connect(self.save)
        self._shortcut(QKeySequence.StandardKey.Save, self.save_button)
        for widget in (self.box_form.text, *self.box_form.numbers.values()):
            widget.installEventFilter(self)

    def _shortcut(self, keys: QKeySequence.StandardKey, button: QPushButton) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(button.click)
        self.addAction(action)
        button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undo is the design's wherever one types: no line keeps the keys for its own."""
        overriding = event.type() == QEvent.Type.ShortcutOverride
        if overriding and isinstance(event, QKeyEvent) and any(event.matches(keys) for keys in _HISTORY):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    # -- changing

    def _do(self, act: Any) -> None:
        """Do something to the draft, and show what became of it; what cannot be is told beside the box."""
        before = self.draft.design
        try:
            act()
        except UserError as error:
            self.box_form.show_problem(str(error))
            return
        if self.draft.design is not before:
            self.kept.clear()
            self.at = min(self.at, len(self.draft.design.box) - 1)
            self._refresh()

    def _change_box(self, key: str, value: Any) -> None:
        at = self.at
        if at >= 0:
            self._do(lambda: self.draft.set(at, f"{key} {at}", **{key: value}))

    def _change_page(self, key: str, value: Any) -> None:
        design = self.draft.design
        if key in type(design.colours).model_fields:
            # A design may have another accent for some kinds of certificate: the one that is chosen here is for all.
            accents = {} if key == "accent" else design.accents
            design = design.model_copy(
                update={"colours": design.colours.model_copy(update={key: value}), "accents": accents}
            )
        else:
            design = design.model_copy(update={key: value})
        self._do(lambda: self.draft.become(design))

    def _add(self, **values: Any) -> None:
        self.at = len(self.draft.design.box)
        self._do(lambda: self.draft.add(**values))
        self.canvas.setFocus()

    def _delete(self) -> None:
        at = self.at
        if at >= 0:
            self._do(lambda: self.draft.delete(at))

    def _ask_picture(self) -> None:
        dialog = QFileDialog(self, _("Load a picture"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Pictures") + " (*.png *.jpg *.jpeg *.gif *.bmp *.tif *.tiff *.webp)")
        dialog.fileSelected.connect(lambda path: self.load_picture(Path(path)))
        dialog.open()

    def load_picture(self, path: Path) -> None:
        """Put a picture beside the designs and into the chosen box."""
        folder = self._job.folder

        def put() -> str:
            from trainer_app.certificates.designer.files import add_picture

            return add_picture(folder, path)

        def show(name: str) -> None:
            if name not in self._pictures:
                self._pictures.append(name)
            self._change_box("image", name)

        def refused(error: Exception) -> None:
            self._refused(error, self.box_form.problem)

        self._tasks.run(_("Load a picture"), put, show, refused, owner=self)

    # -- showing

    def _refresh(self) -> None:
        self._show()
        self._draw()

    def _show(self) -> None:
        design = self.draft.design
        texts = [f"{number}  {said(box)}" for number, box in enumerate(design.box, 1)]
        self.boxes.blockSignals(True)
        if texts != [self.boxes.item(row).text() for row in range(self.boxes.count())]:
            self.boxes.clear()
            self.boxes.addItems(texts)
        self.boxes.setCurrentRow(self.at)
        self.boxes.blockSignals(False)
        self.canvas.show_design(design, self.paper.currentData(), self.at, len(self._job.certificate.logos))
        self.box_form.show_box(design.box[self.at] if self.at >= 0 else None, self._pictures)
        self.page_form.show_design(design)
        self.undo_button.setEnabled(self.draft.can_undo)
        self.redo_button.setEnabled(self.draft.can_redo)
        self.delete_button.setEnabled(self.at >= 0)

    def _draw(self) -> None:
        """Draw the page off this thread; what changes meanwhile is drawn after, once."""
        if self.drawing:
            self._again = True
            return
        self.drawing, self._again = True, False
        job, design = self._job, self.draft.design
        paper, name = self.paper.currentData(), self.names.currentData()

        def draw() -> tuple[bytes, list[tuple[int | None, str]]]:
            from trainer_app.certificates.designer.checks import Trial, tried

            return tried(Trial(design, job.certificate, job.folder, paper, name), PIXELS)

        self._tasks.run(_("Preview"), draw, self._drawn, self._not_drawn, owner=self)

    def _drawn(self, answer: tuple[bytes, list[tuple[int | None, str]]]) -> None:
        picture, found = answer
        self.canvas.show_png(picture)
        self.problems.setText("\n".join(sentence for _box, sentence in found))
        self._next()

    def _not_drawn(self, error: Exception) -> None:
        self._refused(error, self.problems)
        self._next()

    def _next(self) -> None:
        self.drawing = False
        if self._again:
            self._draw()

    def _refused(self, error: Exception, place: QLabel) -> None:
        """Tell what a person can act on; all else is a bug."""
        if isinstance(error, UserError):
            place.setText(str(error))
        else:
            self._tasks.failed.emit(error)

    # -- the end

    def save(self) -> None:
        """Check and write the design; what is wrong is told and nothing written."""
        job, design, name = self._job, self.draft.design, self.name.text()

        def write() -> str:
            from trainer_app.certificates.designer import files

            return files.save(design, job.folder, name, job.certificate, job.stem).stem

        def done(stem: str) -> None:
            self.draft.saved(design)
            self._job = replace(self._job, stem=stem, name=name)
            self.setWindowTitle(_("Design of certificates: {name}").format(name=name))
            self.kept.setText(_("The design is saved."))
            self.saved.emit(stem)

        def refused(error: Exception) -> None:
            self._refused(error, self.kept)

        self._tasks.run(_("Save the design"), write, done, refused, owner=self, writes=True)

    def reject(self) -> None:
        if not self.draft.changed and self.name.text() == self._job.name:
            super().reject()
            return
        question = _("The design has changes that are not saved. If you leave now they are lost.")
        dialog = ConfirmDialog(_("Leave the designer"), question, _("Leave without saving"), self)
        dialog.accepted.connect(super().reject)
        dialog.open()


def _line(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    line = QHBoxLayout()
    for widget in widgets:
        line.addWidget(widget)
        if isinstance(widget, QComboBox):
            line.setStretchFactor(widget, 1)
    if stretch:
        line.addStretch(1)
    return line
