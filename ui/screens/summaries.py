"""The screen Summaries: who was reached in a period, as tables and charts; saved, printed, copied."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from trainer_app.file_names import called, located
from trainer_app.texts import N_, _
from ui import style
from ui.dialogs.print_pdf import PrintJob
from ui.screen import Screen
from ui.screens.flow import Flow
from ui.screens.summary_parts.document_view import DocumentView
from ui.screens.summary_parts.period import FREE, PeriodField

if TYPE_CHECKING:
    from trainer_app.reports.document import Document
    from ui.main_window import MainWindow

STATE = "summaries/chosen"
LAST_FOLDER = "summaries/folder"
FIRST_TIME = {"period": "this_year", "by": ["programme", "sex"]}
LABELS = ((N_("&By:"), N_("Group by")), (N_("a&nd:"), N_("and group by")), (N_("an&d:"), N_("and then group by")))
"""Of the fields that say what is counted apart: what stands before each, and its whole name."""


class SummariesScreen(Screen):
    """Ctrl+S saves, Ctrl+P prints, Ctrl+Shift+C copies. What was chosen is remembered."""

    reads = frozenset(
        {"course", "enrolment", "person", "headcount", "place", "organisation", "project", "funding", "course_trainer",
         "certificate", "setting"}
    )  # fmt: skip

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        from trainer_app.reports.grouping import DIMENSIONS

        chosen: dict[str, Any] = {**FIRST_TIME, **(self.state.get(STATE) or {})}
        span = chosen.get("span")
        days = (date.fromisoformat(span[0]), date.fromisoformat(span[1])) if span else None
        self.period = PeriodField(chosen["period"], days, date.today())
        self.by = tuple(QComboBox() for _label in LABELS)
        for at, box in enumerate(self.by):
            if at:
                box.addItem(_("nothing else"), "")
            for key, dimension in DIMENSIONS.items():
                box.addItem(_(dimension.label), key)
            box.setCurrentIndex(max(box.findData(dict(enumerate(chosen["by"])).get(at, "")), 0))
        self.save_button = self._button(_("Save…"), "Ctrl+S")
        self.print_button = self._button(_("Print…"), "Ctrl+P")
        self.copy_button = self._button(_("Copy"), "Ctrl+Shift+C")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.view = DocumentView()
        self._print_job: PrintJob | None = None
        self._lay_out()
        self._connect()

    def load(self) -> None:
        period, by = self.period.span(), self._by()

        def read(tx: Any) -> Document:
            from trainer_app import settings
            from trainer_app.paths import programmes_folder
            from trainer_app.programmes.catalogue import load_catalogue
            from trainer_app.reports.outreach import outreach

            known = settings.all_values(tx)
            return outreach(
                tx, period=period, by=by, catalogue=load_catalogue(programmes_folder()),
                youth=(known["youth_from"], known["youth_to"]), language=known["language"] or "en",
            )  # fmt: skip

        self.query(read, self._show, topic="summary", label=_("Counting"))

    # -- parts

    def _lay_out(self) -> None:
        line = Flow()
        fields: list[tuple[str, QWidget]] = [(_("P&eriod:"), self.period)]
        for box, (text, name) in zip(self.by, LABELS, strict=True):
            box.setAccessibleName(_(name))
            fields.append((_(text), box))
        for text, field in fields:
            label = QLabel(text)
            label.setBuddy(field.focusProxy() or field)  # a label looks at its buddy's own focus policy only
            line.add_group(label, field)
        line.add_group(self.save_button, self.print_button, self.copy_button)
        self.problem.setStyleSheet(f"color: {style.colours(self).error[1]}")
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.problem)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.period)

    def _connect(self) -> None:
        self.period.changed.connect(self._chosen)
        for box in self.by:
            box.currentIndexChanged.connect(lambda _at: self._chosen())
        for edit in (self.period.first, self.period.last):
            edit.editingFinished.connect(self._show_problem)
        self.save_button.clicked.connect(self._ask_where)
        self.print_button.clicked.connect(self._print)
        self.copy_button.clicked.connect(self._copy)

    def _button(self, text: str, keys: str) -> QPushButton:
        button = QPushButton(text)
        button.setShortcut(QKeySequence(keys))
        button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        button.setEnabled(False)
        return button

    def _by(self) -> tuple[str, ...]:
        """What is counted apart; the same twice is once."""
        return tuple(dict.fromkeys(box.currentData() for box in self.by if box.currentData()))

    def _chosen(self) -> None:
        span = self.period.span()
        self.state.set(
            STATE,
            {
                "period": self.period.key(), "by": self._by(),
                "span": [day.isoformat() for day in span] if self.period.key() == FREE else None,
            },
        )  # fmt: skip
        self._show_problem()
        self.reload()

    def _show_problem(self) -> None:
        self.problem.setText(self.period.problem)
        self.problem.setVisible(bool(self.period.problem))

    def _show(self, document: Document) -> None:
        self.view.show_document(document)
        for button in (self.save_button, self.print_button, self.copy_button):
            button.setEnabled(True)

    # -- out

    def _copy(self) -> None:
        if self.view.copy():
            self.messages.success(_("The table is copied. Paste it into Excel or a letter."))

    def _print(self) -> None:
        document = self.view.document
        if document is not None:
            from trainer_app import reports

            self._print_job = PrintJob(
                self.tasks, self, document.title, lambda path: reports.write(document, path), self.messages.success
            )

    def _ask_where(self) -> None:
        from trainer_app.paths import documents_folder
        from trainer_app.reports import OUTPUTS

        document = self.view.document
        if document is None:
            return
        folder = self.state.get(LAST_FOLDER) or str(documents_folder())
        dialog = QFileDialog(self, _("Save the summary"), folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = {f"{_(output.label)} (*{ending})": ending for ending, output in OUTPUTS.items()}
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix("pdf")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen][1:]))
        name = re.sub(r'[\\/:*?"<>|\s]+', " ", f"{document.title} {document.period}").strip()
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self._save(document, Path(path)))
        dialog.open()

    def _save(self, document: Document, path: Path) -> None:
        self.state.set(LAST_FOLDER, str(path.parent))

        def write() -> Path:
            from trainer_app import reports

            reports.write(document, path)
            return path

        self.tasks.run(_("Writing {file}").format(file=called(path)), write, self._saved, owner=self)

    def _saved(self, path: Path) -> None:
        self.messages.success(
            _("{file} is written.").format(file=located(path)),
            _("Open it"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
        )
