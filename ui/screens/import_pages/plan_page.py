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
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
)

from trainer_app.formats import number_text, span_text
from trainer_app.texts import N_, _, ngettext
from ui import style
from ui.screens.flow import Flow
from ui.screens.import_pages.step_page import StepPage
from ui.screens.page import told
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.importing.likely import Decision
    from trainer_app.importing.plan import Plan
    from trainer_app.importing.wizard import ListFile, Wizard
    from ui.screens.import_pages.background import Background
    from ui.state import State

VERDICTS = {
    "new": N_("new"), "changed": N_("changed"), "same": N_("same"), "held": N_("held"), "refused": N_("refused"),
}  # fmt: skip


_KINDS = {
    "person": N_("Person"), "enterprise": N_("Enterprise"), "organiser": N_("Organiser"), "trainer": N_("Trainer"),
}  # fmt: skip
_STATES = {
    "open": N_("open"), "same": N_("the same"), "other": N_("another one"), "new": N_("new unless you say otherwise"),
    "certain": N_("known for certain"),
}  # fmt: skip


class PlanPage(StepPage):
    """Ctrl+Enter imports. In the list of likely duplicates Ctrl+Y says the same, Ctrl+N another one."""

    problems_wanted = Signal()
    finished = Signal()
    """The data is another: something was imported, or taken back."""

    def __init__(self, model: Wizard, background: Background, state: State) -> None:
        super().__init__(model, background)
        self._chooses_tab = True
        self.headline = told(strong=True)
        self.details = told()
        self.ledger = QTableWidget(0, 7)
        self.strict = QCheckBox(_("All or &nothing: import only if no row is held or refused"))
        self.likely = QComboBox()
        self.back_language = QComboBox()
        self.look_button = self.act(_("Look at the &questions"), "", self.problems_wanted.emit)
        self.undo_button = self.act(_("&Undo this import"), "", self._undo)
        self.back_button = self.act(_("&Write what is wrong into their file…"), "", self._ask_back)
        self.people = RecordTable("import-likely", _likely_columns(), state)
        self.same_button = self.people.add_action(_("The same"), self._same, "Ctrl+Y")
        self.other_button = self.people.add_action(_("Another one"), self._other, "Ctrl+N")
        self.later_button = self.people.add_action(_("Leave it open"), self._later, "Ctrl+L")
        self.courses = RecordTable("import-courses", _course_columns(), state)
        self.rows = RecordTable("import-rows", _row_columns(), state)
        self.tabs = QTabWidget()
        self._lay_out()
        self.strict.toggled.connect(lambda on: self._choose("all_or_nothing", on))
        self.likely.activated.connect(lambda _at: self._choose("likely", self.likely.currentData()))
        self.back_language.activated.connect(lambda _at: self._choose_language())
        self.setFocusProxy(self.ledger)

    def enter(self) -> None:
        self._chooses_tab = True
        super().enter()

    def show_model(self) -> None:
        file = self.model.current
        if file is None or file.plan is None:
            self.headline.setText(_("The plan is being made …"))
            return
        if self._chooses_tab and file.is_planned:  # what needs looking at lies open
            self._chooses_tab = False
            self.tabs.setCurrentWidget(self.people if file.likely() else self.rows)
        plan = file.taken.plan if file.taken is not None else file.plan
        self.headline.setText(_headline(plan, file.taken is not None))
        self.details.setText(self._details(file))
        self.details.setVisible(bool(self.details.text()))
        self._show_ledger(plan)
        self._show_lists(file, plan)
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
        for action in (self.same_button, self.other_button, self.later_button):
            action.setVisible(open_)

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
        plan, data, sender = file.plan, self.background.data, self._remembering(file)
        assert plan is not None

        def work(progress: Any) -> Any:
            from trainer_app.importing import taking

            taken = taking.take(data, plan, catalogue, progress=progress)
            sender()
            return taken

        def tell(taken: Any) -> None:
            file.take_result(taken)
            self.finished.emit()

        self.background.run(_("Importing {file}").format(file=file.path.name), work, tell)

    # -- parts

    def _lay_out(self) -> None:
        self.ledger.setHorizontalHeaderLabels([_("Sheet"), _("Read"), *(_(label) for label in VERDICTS.values())])
        self.ledger.setAccessibleName(_("Rows by sheet"))
        first = self.ledger.horizontalHeaderItem(0)
        if first is not None:
            first.setTextAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.ledger.verticalHeader().hide()
        self.ledger.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.ledger.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.ledger.setShowGrid(False)
        self.ledger.verticalHeader().setDefaultSectionSize(style.line_height(self))
        self.ledger.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        )
        self.ledger.horizontalHeader().setHighlightSections(False)
        self.ledger.setTabKeyNavigation(False)
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
        for widget, label in zip((self.people, self.courses, self.rows), _tab_labels(0, 0, 0), strict=True):
            self.tabs.addTab(widget, label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.headline)
        column.addWidget(self.details)
        column.addWidget(self.ledger)
        column.addLayout(line)
        column.addWidget(self.tabs, 1)

    def _details(self, file: ListFile) -> str:
        lines = []
        if file.taken is not None:
            if file.taken.backup is not None:
                lines.append(_("A backup of the state before is kept in {file}.").format(file=file.taken.backup.name))
        elif not file.is_planned:
            lines.append(_("The plan is being made anew …"))
        elif (n := file.open_problems) > 0:
            lines.append(
                ngettext(
                    "{n} question or problem is open. What is not certain is left empty and keeps its text.",
                    "{n} questions and problems are open. What is not certain is left empty and keeps its text.", n,
                ).format(n=n)
            )  # fmt: skip
        return " ".join(lines)

    def _show_ledger(self, plan: Plan) -> None:
        self.ledger.setRowCount(len(plan.ledgers))
        for line, ledger in enumerate(plan.ledgers):
            figures = [getattr(ledger, name) for name in ("read", *VERDICTS)]
            for column, text in enumerate((ledger.sheet, *map(number_text, figures))):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
                self.ledger.setItem(line, column, item)
        width = self.fontMetrics().averageCharWidth()
        self.ledger.setColumnWidth(0, width * 40)
        for column in range(1, 7):
            self.ledger.setColumnWidth(column, width * 14)
        lines = min(max(len(plan.ledgers), 1), 5)
        height = self.ledger.verticalHeader().defaultSectionSize() * lines
        self.ledger.setFixedHeight(height + self.ledger.horizontalHeader().sizeHint().height() + 4)

    def _show_lists(self, file: ListFile, plan: Plan) -> None:
        people = _likely_rows(file)
        self.people.set_rows(people)
        self.courses.set_rows(_course_rows(plan))
        self.rows.set_rows(
            [
                {
                    "id": f"{row.sheet}!{row.row}", "sheet": row.sheet, "row": row.row, "name": row.name,
                    "verdict": row.verdict, "courses": ", ".join(row.courses),
                    "why": row.reason or "; ".join(one.field for one in row.differences),
                }
                for row in plan.rows
            ]
        )  # fmt: skip
        for at, label in enumerate(_tab_labels(len(people), len(plan.courses), len(plan.rows))):
            self.tabs.setTabText(at, label)

    # -- what the person says

    def _choose(self, name: str, value: Any) -> None:
        if self.model.current is not None:
            self.model.current.choose(**{name: value})
            self.changed.emit()

    def _choose_language(self) -> None:
        if self.model.current is not None:
            self.model.current.language = self.back_language.currentData()

    def _same(self, ids: list[str]) -> None:
        self._decide(ids, "same")

    def _other(self, ids: list[str]) -> None:
        self._decide(ids, "other")

    def _later(self, ids: list[str]) -> None:
        self._decide(ids, "open")

    def _decide(self, ids: list[str], decision: Decision) -> None:
        file = self.model.current
        if file is not None:
            file.decide_likely([one for one in file.likely() if one.id in ids], decision)
            self.changed.emit()

    # -- after it

    def _undo(self) -> None:
        file = self.model.current
        if file is None or file.taken is None:
            return
        action, data = file.taken.action_id, self.background.data

        def work(_progress: Any) -> list[str]:
            from trainer_app.undoing import take_back

            with data.change(_("Undo: Import"), kind="undo") as tx:
                return take_back(tx, action).kept

        def tell(kept: list[str]) -> None:
            file.take_result(None)
            text = _("The import is undone.")
            if kept:
                text = _("The import is undone, but for what other work stands on: {list}").format(
                    list=", ".join(kept[:5]) + (" …" if len(kept) > 5 else "")
                )
            self.background.told.emit(text)
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

        def work(progress: Any) -> tuple[int, object]:
            from trainer_app.importing import taking

            return taking.send_back(data, opened, choices, catalogue, target, language=language, progress=progress)

        def tell(done: tuple[int, object]) -> None:
            n, lost = done
            if not n:
                self.background.told.emit(_("Nothing is wrong in the list: nothing was written."))
                return
            text = ngettext("{n} cell to correct is marked in {file}.", "{n} cells to correct are marked in {file}.", n)
            self.background.told.emit(f"{text.format(n=n, file=target.name)} {lost}".strip())
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent)))

        self.background.run(_("Writing {file}").format(file=target.name), work, tell)

    def _remembering(self, file: ListFile) -> Any:
        """What keeps what was said of this list for the next one of its layout; done off the window's thread."""
        reading, choices, asked = file.reading, file.choices, list(file.asked.values())
        sender, language = file.sender, file.language

        def keep() -> None:
            from trainer_app.importing.memory import remember

            if reading is not None and (sender or choices != type(choices)()):
                remember(sender, reading.tables, choices, asked, language=language)

        return keep


def _totals(plan: Plan) -> Any:
    from trainer_app.importing.taking import totals

    return totals(plan)


def _headline(plan: Plan, done: bool) -> str:
    """The ledger in one line, and whether it was done."""
    counts = _totals(plan)
    parts = " + ".join(
        _("{n} {verdict}").format(n=number_text(counts[name]), verdict=_(label)) for name, label in VERDICTS.items()
    )
    text = _("{read} rows read = {parts}.").format(read=number_text(counts["read"]), parts=parts)
    return _("Imported. {counts}").format(counts=text) if done else text


def _tab_labels(likely: int, courses: int, rows: int) -> tuple[str, ...]:
    return (
        _("Likely duplicates ({n})").format(n=number_text(likely)),
        _("Courses ({n})").format(n=number_text(courses)),
        _("Rows ({n})").format(n=number_text(rows)),
    )


def _likely_columns() -> list[Column]:
    return [
        Column("what", _("What"), "choice", tuple((kind, _(label)) for kind, label in _KINDS.items()), width=12),
        Column("name", _("In the list"), width=26),
        Column("known", _("May be"), width=26),
        Column("why", _("Why"), width=52),
        Column("decided", _("Decided"), "choice", tuple((key, _(text)) for key, text in _STATES.items()), width=18),
        Column("sheet", _("Sheet"), width=14),
        Column("row", _("Row"), "integer", width=7),
    ]


def _likely_rows(file: ListFile) -> list[dict[str, Any]]:
    """Who and what may be known already, with what was decided of each."""
    return [
        {
            "id": one.id, "what": one.kind, "name": one.name, "known": one.candidates[0].name,
            "why": one.candidates[0].sentence, "decided": one.state, "sheet": one.sheet, "row": one.row or None,
        }
        for one in file.likely()
    ]  # fmt: skip


def _course_columns() -> list[Column]:
    return [
        Column("what", _("Course"), width=30),
        Column("dates", _("Dates"), width=24),
        Column("venue", _("Venue"), width=30),
        Column("state", _("State"), width=12),
        Column("problem", _("Problem"), width=52),
    ]


def _course_rows(plan: Plan) -> list[dict[str, Any]]:
    found = []
    for number, one in enumerate(plan.courses):
        key, course = one.key, one.course
        if key is not None:
            what = " ".join(part for part in (key.code, ", ".join(key.products), key.title) if part)
            dates, venue = span_text(key.starts, key.ends), key.venue
        else:
            what = (course.code or course.title or "") if course is not None else ""
            dates, venue = (span_text(course.starts, course.ends), course.venue) if course is not None else ("", None)
        found.append(
            {
                "id": str(number), "what": what, "dates": dates, "venue": venue,
                "state": _("new") if one.new else _("known"), "problem": one.problem or "; ".join(one.doubts),
            }
        )  # fmt: skip
    return found


def _row_columns() -> list[Column]:
    return [
        Column("sheet", _("Sheet"), width=18),
        Column("row", _("Row"), "integer", width=7),
        Column("name", _("Name"), width=30),
        Column("verdict", _("What becomes of it"), "choice", tuple((k, _(v)) for k, v in VERDICTS.items()), width=18),
        Column("courses", _("Courses"), width=26),
        Column("why", _("Why"), width=60),
    ]
