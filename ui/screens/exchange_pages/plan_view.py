"""What a merge would do, or did: workbooks and sheets with their counts, and every cell with its old and new value."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from trainer_app.file_names import located
from trainer_app.texts import _, ngettext
from ui.dialogs.save_list import save_list
from ui.screen import Screen
from ui.screens.exchange_pages import plan_text
from ui.screens.exchange_pages.plan_tree import PlanTree
from ui.screens.flow import Flow
from ui.screens.page import told
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.exchange.acceptance import Key, Left
    from trainer_app.exchange.merging import Plan


class PlanView(QWidget):
    """Above the workbooks with their sheets, below the cells of the one that is chosen.

    Space leaves a workbook or sheet out, Ctrl+L the selected records below; Ctrl+Enter merges what is taken.
    """

    merge_wanted = Signal(str)
    """Merge, settling new conflicts by the rule (exchange.PREFERENCES); "" leaves them open."""
    read_again = Signal(str)
    """Read again with this password."""
    back_wanted = Signal()
    undo_wanted = Signal(list)
    """Take the merge back: the ids of its actions."""
    settle_wanted = Signal()
    refusals_wanted = Signal()
    """Save what was refused, to be corrected."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen
        self._plan: Plan | None = None
        self._busy = False
        self._at, self._total = (0, ""), 0
        self._left: dict[int, set[Key]] = {}  # records left out one by one, per workbook
        self.headline = told(strong=True)
        self.details = told()
        self.left_text = told()
        self.rule = QComboBox()
        self.merge_button = self._button(_("Merge"))
        self.back_button = self._button(_("Leave it"))
        self.undo_button = self._button(_("Undo this merge"))
        self.settle_button = self._button(_("Settle conflicts"))
        self.refusals_button = self._button(_("Save what was refused…"))
        self.password = QLineEdit()
        self.again_button = self._button(_("Read again"))
        self.tree = PlanTree()
        self.cells = RecordTable("exchange-cells", _columns(), screen.state)
        self.cells.set_export(lambda columns, rows: save_list(screen, _("What a merge changes"), columns, rows))
        self.leave_action = self.cells.add_action(_("Leave out or take"), self._toggle, "Ctrl+L")
        self.about = told()
        self.line_text = told()
        self._lay_out()
        self._connect()

    # -- for the page

    def show_plan(self, plan: Plan) -> None:
        """Show a plan, or what was done if it was applied."""
        if plan is not self._plan:
            self._left = {}
        self._plan = plan
        text = plan_text.headline(plan)
        if plan.applied:
            text = (_("Merged.") if plan.changes_anything else _("Nothing was changed.")) + " " + text
        self.headline.setText(text)
        self.details.setText(self._backup_text(plan))
        self.details.setVisible(bool(self.details.text()))
        conflicts = sum(file.conflicts for file in plan.files)
        self._rule_group.setVisible(not plan.applied and conflicts > 0)
        self.merge_button.setVisible(not plan.applied)
        self.back_button.setText(_("Take in others") if plan.applied or not plan.changes_anything else _("Leave it"))
        self.undo_button.setVisible(plan.applied and plan.changes_anything)
        self.settle_button.setVisible(plan.applied and conflicts > 0)
        self.refusals_button.setVisible(any(file.refusals for file in plan.files))
        self._password_group.setVisible(any(file.locked for file in plan.files) and not plan.applied)
        self.leave_action.setVisible(not plan.applied)
        self.tree.show_plan(plan)
        self._share_room()
        self._show_left()

    def _share_room(self) -> None:
        """The tree gets what its lines need, but at most two fifths; the cells get the rest."""
        room = max(sum(self._splitter.sizes()), self.height() - 120)
        above = max(min(self.tree.wanted_height(), room * 2 // 5), self.fontMetrics().height() * 4)
        self._splitter.setSizes([above, room - above])

    def set_busy(self, busy: bool, label: str = "") -> None:
        """While workbooks are read or merged, nothing can be pressed."""
        self._busy = busy
        for widget in (self.back_button, self.undo_button, self.again_button, self.refusals_button, self.rule):
            widget.setEnabled(not busy)
        if busy and self._plan is not None:
            self.details.setText(_("{work} …").format(work=label))
            self.details.show()
            self.merge_button.setEnabled(False)
        elif self._plan is not None:
            self.show_plan(self._plan)

    def focus_next(self) -> None:
        """Go to what is most likely pressed next, so that Enter is enough."""
        for button in (self.merge_button, self.settle_button, self.back_button):
            if button.isEnabled() and button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def taken(self) -> tuple[list[Path], dict[Path, Left]]:
        """The workbooks to be merged, and what of them is left out."""
        from trainer_app.exchange.acceptance import Left

        assert self._plan is not None
        paths: list[Path] = []
        left: dict[Path, Left] = {}
        for at, file in enumerate(self._plan.files):
            if self.tree.is_left(at):
                continue
            paths.append(file.path)
            if out := Left(self.tree.left_sheets(at), frozenset(self._left.get(at, ()))):
                left[file.path] = out
        return paths, left

    def refused(self) -> list[Path]:
        """The workbooks of which something was refused."""
        return [file.path for file in self._plan.files if file.refusals] if self._plan else []

    # -- parts

    def _lay_out(self) -> None:
        for value, label in (
            ("", _("later, one by one")),
            ("newest", _("at once: the newest value")),
            ("office", _("at once: the office's value")),
            ("trainer", _("at once: the trainer's value")),
            ("ours", _("at once: the value here")),
            ("theirs", _("at once: the value in the workbook")),
        ):
            self.rule.addItem(label, value)
        self.rule.setToolTip(plan_text.newest_told())
        self.rule.setAccessibleDescription(plan_text.newest_told())
        rule_label = QLabel(_("Settle &conflicts:"))
        rule_label.setBuddy(self.rule)
        password_label = QLabel(_("Pass&word of the workbooks:"))
        password_label.setBuddy(self.password)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaximumWidth(self.fontMetrics().averageCharWidth() * 24)
        line = Flow()
        for button in (
            self.merge_button, self.settle_button, self.undo_button, self.back_button, self.refusals_button,
        ):  # fmt: skip
            line.addWidget(button)
        self._rule_group = line.add_group(rule_label, self.rule)
        self._password_group = line.add_group(password_label, self.password, self.again_button)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 4, 0, 0)
        self.about.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.about)
        below.addWidget(self.cells, 1)
        below.addWidget(self.line_text)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(self.tree)
        self._splitter.addWidget(lower)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 3)
        self._splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        for widget in (self.headline, self.details):
            column.addWidget(widget)
        column.addLayout(line)
        column.addWidget(self.left_text)
        column.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        self.tree.current_changed.connect(self._show_cells)
        self.tree.left_changed.connect(self._left_changed)
        self.cells.selection_changed.connect(self._show_line)
        # Not the button's own shortcut: that goes with every change of its text.
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.merge_button.click)
        self.merge_button.setToolTip(shortcut.key().toString(QKeySequence.SequenceFormat.NativeText))
        self.merge_button.clicked.connect(lambda: self.merge_wanted.emit(self.rule.currentData()))
        self.back_button.clicked.connect(self.back_wanted)
        self.undo_button.clicked.connect(
            lambda: self.undo_wanted.emit(list(self._plan.action_ids) if self._plan else [])
        )
        self.settle_button.clicked.connect(self.settle_wanted)
        self.refusals_button.clicked.connect(self.refusals_wanted)
        self.again_button.clicked.connect(lambda: self.read_again.emit(self.password.text()))
        self.password.returnPressed.connect(self.again_button.click)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(True)  # Enter presses it when it has the focus
        return button

    def _backup_text(self, plan: Plan) -> str:
        if plan.backup is None:
            return ""
        return _("A backup of the state before is kept in {file}.").format(file=located(plan.backup))

    # -- what is left out

    def _toggle(self, ids: list[str]) -> None:
        """Take the selected records in again if all of them are left out, else leave them out."""
        if self._plan is None or self._plan.applied:
            return
        at = self._at[0]
        keys = {row["key"] for row in self.cells.rows.rows if row["id"] in set(ids) and row["key"]}
        left = self._left.setdefault(at, set())
        if keys <= left:
            left -= keys
        else:
            left |= keys
        self._left_changed()

    def _left_changed(self) -> None:
        self._show_taken([dict(row) for row in self.cells.rows.rows])
        self._show_left()

    def _show_left(self) -> None:
        """Say what is left out, and merge what is not."""
        plan = self._plan
        if plan is None:
            return
        paths, left = ([], {}) if plan.applied else self.taken()
        good = {file.path for file in plan.files if not file.problem}
        n = len(good.intersection(paths))
        self.merge_button.setText(ngettext("Merge {n} workbook", "Merge {n} workbooks", n).format(n=n))
        self.merge_button.setEnabled(not self._busy and plan.changes_anything and n > 0)
        books = 0 if plan.applied else len(good) - n
        sheets, records = (sum(len(part) for part in parts) for parts in (
            [one.sheets for one in left.values()], [one.records for one in left.values()],
        ))  # fmt: skip
        parts = [
            ngettext("{n} workbook", "{n} workbooks", books).format(n=books) if books else "",
            ngettext("{n} sheet", "{n} sheets", sheets).format(n=sheets) if sheets else "",
            ngettext("{n} record", "{n} records", records).format(n=records) if records else "",
        ]
        text = _("Left out: {list}, with what stands on them. Merging the file again takes it.")
        self.left_text.setText(text.format(list=", ".join(part for part in parts if part)))
        self.left_text.setVisible(any(parts))

    def _show_taken(self, rows: list[dict[str, Any]]) -> None:
        """Put into the lines of the list whether their records are taken."""
        at = self._at[0]
        sheets, records = self.tree.left_sheets(at), self._left.get(at, set())
        for row in rows:
            if row["key"] is not None:
                row["taken"] = not (row["sheet"] in sheets or row["key"] in records)
        self.cells.set_rows(rows, self._total)

    # -- cells

    def _show_cells(self, at: int, sheet: str) -> None:
        plan = self._plan
        if plan is None:
            return
        self._at = (at, sheet)
        file = plan.files[at]
        if file.problem:
            self.about.setText(file.problem)
            self.about.show()
            self.cells.hide()
            self.line_text.hide()
            return
        lines = list(dict.fromkeys([file.signature, plan_text.new_records(file), *file.notes])) if not sheet else []
        self.about.setText("\n".join(line for line in lines if line))
        self.about.setVisible(bool(self.about.text()))
        self.cells.show()
        self._show_line(self.cells.selected_ids())
        self._screen.query(
            lambda tx: plan_text.cells(tx, plan, file, sheet),
            self._cells_read,
            topic="cells",
            label=_("Reading the plan"),
        )

    def _show_line(self, ids: list[str]) -> None:
        """The selected line in full: a list cuts long texts."""
        row = next((row for row in self.cells.rows.rows if ids[:1] == [row["id"]]), None)
        self.line_text.setVisible(row is not None)
        if row is None:
            return
        lines = []
        if row["what"] == "refused":
            lines += [_("Found: {text}").format(text=row["new"])] if row["new"] else []
            lines.append(row["note"])
        elif row["what"] != "new":
            lines.append(_("{field} of {record}").format(field=row["field"], record=row["record"]))
            lines.append(_("Here now: {old}. From the workbook: {new}.").format(old=row["old"], new=row["new"]))
            lines += [row["note"]] if row["note"] else []
        else:
            lines.append(_("New: {kind} {record}").format(kind=row["kind"], record=row["record"]))
        self.line_text.setText("\n".join(lines))

    def _cells_read(self, answer: tuple[list[dict[str, Any]], int]) -> None:
        rows, self._total = answer
        self._show_taken(rows)
        if rows and not self.cells.selected_ids():
            self.cells.select([rows[0]["id"]])


def _columns() -> list[Column]:
    what = (
        ("refused", _("Refused")), ("held", _("In conflict")), ("new", _("New")), ("changed", _("Changed")),
    )  # fmt: skip
    return [
        Column("taken", _("Taken"), "yes_no", width=8),
        Column("what", _("What"), "choice", what, width=12),
        Column("kind", _("Kind"), width=12),
        Column("record", _("Whose"), width=26),
        Column("field", _("Field"), width=16),
        Column("old", _("Here now"), width=22),
        Column("new", _("From the workbook"), width=22),
        Column("cell", _("Cell"), width=18),
        Column("note", _("Note"), width=44),
    ]
