"""What a merge would do, or did: workbooks and sheets with their counts, and every cell with its old and new value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainer_app.texts import _, ngettext
from ui import style, values
from ui.screen import Screen
from ui.screens.exchange_pages import plan_text
from ui.screens.flow import Flow
from ui.screens.page import told
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.exchange import FilePlan, Plan

_KEY = Qt.ItemDataRole.UserRole


class PlanView(QWidget):
    """Above the workbooks with their sheets, below the cells of the one that is chosen."""

    merge_wanted = Signal(str)
    """Merge, settling new conflicts by the rule (newest, ours, theirs); "" leaves them open."""
    read_again = Signal(str)
    """Read again with this password."""
    back_wanted = Signal()
    undo_wanted = Signal(list)
    """Take the merge back: the ids of its actions."""
    settle_wanted = Signal()

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen
        self._plan: Plan | None = None
        self.headline = told(strong=True)
        self.details = told()
        self.rule = QComboBox()
        self.merge_button = self._button(_("Merge"), "Ctrl+Return")
        self.back_button = self._button(_("Leave it"), "")
        self.undo_button = self._button(_("Undo this merge"), "")
        self.settle_button = self._button(_("Settle conflicts"), "")
        self.password = QLineEdit()
        self.again_button = self._button(_("Read again"), "")
        self.tree = QTreeWidget()
        self.cells = RecordTable("exchange-cells", _columns(), screen.state)
        self.about = told()
        self._lay_out()
        self._connect()

    # -- for the page

    def show_plan(self, plan: Plan) -> None:
        """Show a plan, or what was done if it was applied."""
        self._plan = plan
        text = plan_text.headline(plan)
        if plan.applied:
            text = (_("Merged.") if plan.changes_anything else _("Nothing was changed.")) + " " + text
        self.headline.setText(text)
        self.details.setText(self._backup_text(plan))
        self.details.setVisible(bool(self.details.text()))
        taken = [file for file in plan.files if not file.problem]
        conflicts = sum(file.conflicts for file in taken)
        self._rule_group.setVisible(not plan.applied and conflicts > 0)
        self.merge_button.setVisible(not plan.applied)
        self.merge_button.setEnabled(plan.changes_anything)
        self.merge_button.setText(
            ngettext("Merge {n} workbook", "Merge {n} workbooks", len(taken)).format(n=len(taken))
            if taken
            else _("Merge")
        )
        self.back_button.setText(_("Take in others") if plan.applied or not plan.changes_anything else _("Leave it"))
        self.undo_button.setVisible(plan.applied and plan.changes_anything)
        self.settle_button.setVisible(plan.applied and conflicts > 0)
        self._password_group.setVisible(bool(plan.problems) and not plan.applied)
        self._fill_tree(plan)

    def set_busy(self, busy: bool, label: str = "") -> None:
        """While workbooks are read or merged, nothing can be pressed."""
        for button in (self.merge_button, self.back_button, self.undo_button, self.again_button, self.rule):
            button.setEnabled(not busy)
        if busy and self._plan is not None:
            self.details.setText(_("{work} …").format(work=label))
            self.details.show()
        elif self._plan is not None:
            self.show_plan(self._plan)

    def focus_next(self) -> None:
        """Go to what is most likely pressed next, so that Enter is enough."""
        for button in (self.merge_button, self.settle_button, self.back_button):
            if button.isEnabled() and button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    # -- parts

    def _lay_out(self) -> None:
        for value, label in (
            ("", _("later, one by one")),
            ("newest", _("at once: the newest value")),
            ("ours", _("at once: the value here")),
            ("theirs", _("at once: the value in the workbook")),
        ):
            self.rule.addItem(label, value)
        rule_label = QLabel(_("Settle &conflicts:"))
        rule_label.setBuddy(self.rule)
        password_label = QLabel(_("&Password of the workbooks:"))
        password_label.setBuddy(self.password)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaximumWidth(self.fontMetrics().averageCharWidth() * 24)
        line = Flow()
        for button in (self.merge_button, self.settle_button, self.undo_button, self.back_button):
            line.addWidget(button)
        self._rule_group = line.add_group(rule_label, self.rule)
        self._password_group = line.add_group(password_label, self.password, self.again_button)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 4, 0, 0)
        self.about.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.about)
        below.addWidget(self.cells, 1)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(self._tree())
        self._splitter.addWidget(lower)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 3)
        self._splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.headline)
        column.addWidget(self.details)
        column.addLayout(line)
        column.addWidget(self._splitter, 1)

    def _tree(self) -> QTreeWidget:
        tree = self.tree
        tree.setAccessibleName(_("Workbooks and sheets"))
        titles = [
            _("Workbook, sheet"), _("From"), _("Rows"), _("New"), _("Changed"), _("Same"), _("In conflict"),
            _("Refused"),
        ]  # fmt: skip
        tree.setHeaderLabels(titles)
        tree.setUniformRowHeights(True)
        tree.setFrameShape(QFrame.Shape.StyledPanel)
        tree.setAlternatingRowColors(True)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 7)
        for section in range(2, len(titles)):
            tree.headerItem().setTextAlignment(section, Qt.AlignmentFlag.AlignTrailing)
        return tree

    def _connect(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._show_cells)
        self.tree.currentItemChanged.connect(lambda _now, _was: self._pause.start(0))
        self.merge_button.clicked.connect(lambda: self.merge_wanted.emit(self.rule.currentData()))
        self.back_button.clicked.connect(self.back_wanted)
        self.undo_button.clicked.connect(
            lambda: self.undo_wanted.emit(list(self._plan.action_ids) if self._plan else [])
        )
        self.settle_button.clicked.connect(self.settle_wanted)
        self.again_button.clicked.connect(lambda: self.read_again.emit(self.password.text()))
        self.password.returnPressed.connect(self.again_button.click)

    def _button(self, text: str, keys: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(True)  # Enter presses it when it has the focus
        if keys:
            button.setShortcut(QKeySequence(keys))
        return button

    def _backup_text(self, plan: Plan) -> str:
        if plan.backup is None:
            return ""
        return _("A backup of the state before is kept in {file}.").format(file=plan.backup)

    def _fill_tree(self, plan: Plan) -> None:
        self.tree.clear()
        order = sorted(range(len(plan.files)), key=lambda at: not plan.files[at].problem)
        for at in order:
            self.tree.addTopLevelItem(self._file_item(at, plan.files[at]))
        first = self.tree.topLevelItem(0)
        if first is not None:
            first.setExpanded(len(plan.files) == 1)
            self.tree.setCurrentItem(first)

    def _file_item(self, at: int, file: FilePlan) -> QTreeWidgetItem:
        if file.problem:
            item = QTreeWidgetItem([file.path.name, _("not taken")])
            item.setForeground(1, QBrush(QColor(style.colours(self).error[1])))
        else:
            sender = f"{file.sender} ({file.code})" if file.sender and file.code else file.sender or file.code
            item = self._counted([file.path.name, sender], plan_text.totals(file))
        item.setData(0, _KEY, (at, ""))
        item.setToolTip(0, str(file.path))
        for ledger in file.ledgers:
            counts = {name: getattr(ledger, name) for name in plan_text.COUNTS}
            child = self._counted([plan_text.sheet_label(ledger.sheet), ""], counts)
            child.setData(0, _KEY, (at, ledger.sheet))
            item.addChild(child)
        if any(plan_text.sheet_of(file, difference.table) == plan_text.OTHER for difference in file.differences):
            other = QTreeWidgetItem([plan_text.sheet_label(plan_text.OTHER)])
            other.setData(0, _KEY, (at, plan_text.OTHER))
            item.addChild(other)
        return item

    def _counted(self, texts: list[str], counts: dict[str, int]) -> QTreeWidgetItem:
        item = QTreeWidgetItem(texts + [values.shown("integer", counts[name]) for name in plan_text.COUNTS])
        theme = style.colours(self)
        for section, name in enumerate(plan_text.COUNTS, start=2):
            item.setTextAlignment(section, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            if counts[name] and name in ("held", "refused"):
                colour = theme.warning[1] if name == "held" else theme.error[1]
                font = item.font(section)
                font.setBold(True)
                item.setFont(section, font)
                item.setForeground(section, QBrush(QColor(colour)))
        return item

    def _show_cells(self) -> None:
        item = self.tree.currentItem()
        if item is None or self._plan is None:
            return
        at, sheet = item.data(0, _KEY)
        file = self._plan.files[at]
        if file.problem:
            self.about.setText(file.problem)
            self.about.show()
            self.cells.hide()
            return
        lines = [plan_text.new_records(file)] if not sheet else []
        lines += file.notes if not sheet else []
        self.about.setText("\n".join(line for line in lines if line))
        self.about.setVisible(bool(self.about.text()))
        self.cells.show()
        self._screen.query(
            lambda tx: plan_text.cells(tx, file, sheet), self._cells_read, topic="cells", label=_("Reading the plan")
        )

    def _cells_read(self, rows: list[dict[str, Any]]) -> None:
        self.cells.set_rows(rows)


def _columns() -> list[Column]:
    what = (("refused", _("Refused")), ("held", _("In conflict")), ("changed", _("Changed")))
    return [
        Column("what", _("What"), "choice", what),
        Column("kind", _("Kind"), shown=False),
        Column("record", _("Whose or where"), width=28),
        Column("field", _("Field"), width=18),
        Column("old", _("Here now"), width=24),
        Column("new", _("From the workbook"), width=24),
        Column("note", _("Note"), width=60),
    ]
