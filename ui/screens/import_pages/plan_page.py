"""Step 4: what importing would do, likely duplicates, and the import itself with what can be done after it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from trainer_app.file_names import called
from trainer_app.formats import number_text
from trainer_app.texts import _, ngettext
from ui.screens.flow import Flow
from ui.screens.import_pages.likely_view import LikelyView
from ui.screens.import_pages.plan_ledger import LedgerTable
from ui.screens.import_pages.plan_lists import (
    VERDICTS,
    course_columns,
    course_rows,
    left_out_columns,
    left_out_rows,
    row_columns,
    row_rows,
)
from ui.screens.import_pages.step_page import StepPage
from ui.screens.page import told
from ui.table import RecordTable

if TYPE_CHECKING:
    from trainer_app.importing.plan import Plan
    from trainer_app.importing.wizard import ListFile, Wizard
    from trainer_app.undoing import Stays
    from ui.screens.import_pages.background import Background
    from ui.state import State


class PlanPage(StepPage):
    """Ctrl+Enter imports. Of a plan that waits or refuses anything the rows lie open; likely duplicates before all."""

    problems_wanted = Signal()
    finished = Signal()
    """The data is another: something was imported, or taken back."""

    def __init__(self, model: Wizard, background: Background, state: State) -> None:
        super().__init__(model, background)
        self._chooses_tab = True
        self.headline = told(strong=True)
        self.details = told()
        self.ledger = LedgerTable()
        self.strict = QCheckBox(_("All or &nothing: import only if no row is held or refused"))
        self.likely = QComboBox()
        self.back_language = QComboBox()
        self.look_button = self.act(_("Look at the &questions"), "", self.problems_wanted.emit)
        self.undo_button = self.act(_("&Undo this import"), "", self._undo)
        self.back_button = self.act(_("&Write what is wrong into their file…"), "", self._ask_back)
        self.people = LikelyView(model, background, state)
        self.courses = RecordTable("import-courses", course_columns(), state)
        self.rows = RecordTable("import-rows", row_columns(), state)
        self.left_out = RecordTable("import-left-out", left_out_columns(), state)
        self.tabs = QTabWidget()
        self._below = QWidget()  # all that there is only once there is a plan
        self._lay_out()
        self.strict.toggled.connect(lambda on: self._choose("all_or_nothing", on))
        self.likely.activated.connect(lambda _at: self._choose("likely", self.likely.currentData()))
        self.back_language.activated.connect(lambda _at: self._choose_language())
        self.people.decided.connect(self.changed)
        self.ledger.rows_wanted.connect(self._show_rows)
        self.setFocusProxy(self.ledger)

    def enter(self) -> None:
        self._chooses_tab = True
        super().enter()

    def show_model(self) -> None:
        file = self.model.current
        self._show_below(there=file is not None and file.plan is not None)
        if file is None or file.plan is None:
            self.headline.setText(self.under_way(_("The plan is being made …")))
            return
        if self._chooses_tab and file.is_planned:  # what needs looking at lies open
            self._chooses_tab = False
            self.rows.narrow({})
            self.tabs.setCurrentWidget(self.people if file.likely() else self.rows)
        plan = file.taken.plan if file.taken is not None else file.plan
        self.headline.setText(_headline(plan, file.taken is not None))
        self.details.setText(self._details(file))
        self.details.setVisible(bool(self.details.text()))
        self.ledger.show_plan(plan)
        self._show_lists(plan)
        open_ = file.taken is None
        for widget in (self.strict, self._likely_group):
            widget.setVisible(open_)
        self.look_button.setVisible(open_ and file.open_problems > 0)
        self.undo_button.setVisible(not open_)
        self.strict.blockSignals(True)
        self.strict.setChecked(file.choices.all_or_nothing)
        self.strict.blockSignals(False)
        self.likely.setCurrentIndex(self.likely.findData(file.choices.likely))
        self.back_language.setCurrentIndex(max(self.back_language.findData(file.back_language), 0))

    def can_import(self) -> bool:
        """Whether the plan is of today and brings something, and nothing that was asked for keeps it back."""
        file = self.model.current
        if file is None or file.taken is not None or not file.is_planned or file.plan is None:
            return False
        counts = _totals(file.plan)
        waits = counts["held"] + counts["refused"]
        return counts["new"] + counts["changed"] > 0 and not (file.choices.all_or_nothing and waits)

    def import_list(self) -> None:
        """Do what the plan says."""
        file, catalogue = self.model.current, self.background.catalogue
        if not self.can_import() or file is None or catalogue is None:
            return
        from trainer_app.importing.wizard import remembering

        plan, data, keep = file.plan, self.background.data, remembering(file)
        assert plan is not None

        def work(progress: Any) -> Any:
            from trainer_app.importing import taking

            taken = taking.take(data, plan, catalogue, progress=progress)
            keep()
            return taken

        def tell(taken: Any) -> None:
            file.take_result(taken)
            self.finished.emit()

        self.background.run(_("Importing {file}").format(file=called(file.path)), work, tell)

    # -- parts

    def _lay_out(self) -> None:
        for value, label in (
            ("hold", _("wait until somebody looks")), ("same", _("are the same")), ("new", _("are new ones")),
        ):  # fmt: skip
            self.likely.addItem(label, value)
        likely_label = QLabel(_("Li&kely duplicates:"))
        likely_label.setBuddy(self.likely)
        from trainer_app.settings import LIST_LANGUAGES

        for code, name in LIST_LANGUAGES:
            self.back_language.addItem(name, code)
        language_label = QLabel(_("i&n"))
        language_label.setBuddy(self.back_language)
        self.back_language.setAccessibleName(_("Language of what goes back to the sender"))
        line = Flow()
        self._likely_group = line.add_group(likely_label, self.likely)
        line.addWidget(self.strict)
        line.addWidget(self.undo_button)
        line.addWidget(self.look_button)
        line.add_group(self.back_button, language_label, self.back_language)
        self.tabs.setDocumentMode(True)
        for widget in (self.people, self.courses, self.rows, self.left_out):
            self.tabs.addTab(widget, "")
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.details)
        below.addWidget(self.ledger)
        below.addLayout(line)
        below.addWidget(self.tabs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.headline)
        column.addWidget(self._below, 1)
        column.addStretch()

    def _show_below(self, *, there: bool) -> None:
        arrives = there and self._below.isHidden()
        self._below.setVisible(there)
        if arrives and self.isVisible():
            self.setFocus()  # what had it while there was no plan was any button

    def _details(self, file: ListFile) -> str:
        lines = []
        if file.taken is not None:
            if file.taken.backup is not None:
                lines.append(
                    _("A backup of the state before is kept in {file}.").format(file=called(file.taken.backup))
                )
        elif not file.is_planned:
            lines.append(self.under_way(_("The plan is being made anew …")))
        elif (n := file.open_problems) > 0:
            lines.append(
                ngettext(
                    "{n} question or problem is open. What is not certain is left empty and keeps its text.",
                    "{n} questions and problems are open. What is not certain is left empty and keeps its text.", n,
                ).format(n=n)
            )  # fmt: skip
        return " ".join(lines)

    def _show_lists(self, plan: Plan) -> None:
        courses, rows, left_out = course_rows(plan), row_rows(plan), left_out_rows(plan)
        n = self.people.show_model()
        self.courses.set_rows(courses)
        self.rows.set_rows(rows)
        self.left_out.set_rows(left_out)
        for at, label in enumerate(_tab_labels(n, len(courses), len(rows), len(left_out))):
            self.tabs.setTabText(at, label)
        self.tabs.setTabVisible(self.tabs.indexOf(self.left_out), bool(left_out))

    # -- what the person says

    def _choose(self, name: str, value: Any) -> None:
        if self.model.current is not None:
            self.model.current.choose(**{name: value})
            self.changed.emit()

    def _choose_language(self) -> None:
        if self.model.current is not None:
            self.model.current.language = self.back_language.currentData()

    def _show_rows(self, sheet: str, verdict: str) -> None:
        """The rows that a figure of the ledger counts."""
        label = _(VERDICTS[verdict]) if verdict else ""
        self.rows.narrow({"sheet": sheet if self.ledger.rowCount() > 1 else "", "verdict": label})
        self.tabs.setCurrentWidget(self.rows)
        self.rows.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- after it

    def _undo(self) -> None:
        file = self.model.current
        if file is None or file.taken is None:
            return
        action, data = file.taken.action_id, self.background.data

        def work(_progress: Any) -> list[Stays]:
            from trainer_app.undoing import take_back

            with data.change(_("Undo: Import"), kind="undo") as tx:
                return take_back(tx, action).kept

        def tell(kept: list[Stays]) -> None:
            file.take_result(None)
            self.background.told.emit("\n".join([_("The import is undone."), *(one.sentence for one in kept)]))
            self.finished.emit()

        self.background.run(_("Undo: Import"), work, tell)

    def _ask_back(self) -> None:
        """Ask where to write the sender's file with what is wrong in it."""
        file = self.model.current
        if file is None or file.opened is None:
            return
        name = _("To correct {file}").format(file=file.path.stem)
        dialog = QFileDialog(self, _("Write what is wrong into the sender’s file"), str(file.path.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Workbooks ({patterns})").format(patterns="*.xlsx"))
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{name}.xlsx")
        dialog.fileSelected.connect(lambda chosen: self.write_back(Path(chosen)))
        dialog.open()

    def write_back(self, target: Path) -> None:
        """Write the sender's file with what is wrong in it, in the language that is chosen."""
        file, catalogue = self.model.current, self.background.catalogue
        if file is None or file.opened is None or catalogue is None:
            return
        opened, choices, data, language = file.opened, file.choices, self.background.data, file.back_language
        plan = file.plan if file.is_planned else None

        def work(progress: Any) -> tuple[int, object]:
            from trainer_app.importing import taking

            return taking.send_back(
                data, opened, choices, catalogue, target, language=language, plan=plan, progress=progress
            )

        def tell(done: tuple[int, object]) -> None:
            n, lost = done
            if not n:
                self.background.told.emit(_("Nothing is wrong in the list: nothing was written."))
                return
            text = ngettext("{n} cell to correct is marked in {file}.", "{n} cells to correct are marked in {file}.", n)
            self.background.told.emit(f"{text.format(n=n, file=called(target))} {lost}".strip())
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent)))

        self.background.run(_("Writing {file}").format(file=called(target)), work, tell)


def _totals(plan: Plan) -> Any:
    from trainer_app.importing.taking import totals

    return totals(plan)


def _headline(plan: Plan, done: bool) -> str:
    """The ledger in one line, and whether it was done."""
    counts = _totals(plan)
    parts = " + ".join(
        _("{n} {verdict}").format(n=number_text(counts[name]), verdict=_(label)) for name, label in VERDICTS.items()
    )
    text = ngettext("{read} row read = {parts}.", "{read} rows read = {parts}.", counts["read"])
    text = text.format(read=number_text(counts["read"]), parts=parts)
    return _("Imported. {counts}").format(counts=text) if done else text


def _tab_labels(likely: int, courses: int, rows: int, left_out: int) -> tuple[str, ...]:
    return (
        _("Likely duplicates ({n})").format(n=number_text(likely)),
        _("Courses ({n})").format(n=number_text(courses)),
        _("Rows ({n})").format(n=number_text(rows)),
        _("Left out ({n})").format(n=number_text(left_out)),
    )
