"""The page Conflicts: the values that stand against each other, side by side, settled by one key each or by a rule."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from trainer_app.errors import UserError
from trainer_app.texts import _, ngettext
from ui import style, values
from ui.screen import Screen
from ui.screens.page import Page, moment_text, told
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.conflicts import Dispute, Rule, Standing

LIMIT = 500
MOST_KEYS = 9  # values that have a key of their own


class DisputesPage(Page):
    """Keys: 1 to 9 take that value and go on to the next conflict, 0 asks for another value."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._disputes: dict[str, Dispute] = {}
        self._total = 0
        columns = [
            Column("record", _("Whose"), width=32),
            Column("kind", _("Kind"), width=14),
            Column("field", _("Field"), width=22),
            Column("values", _("Values"), width=50),
        ]
        self.list = RecordTable("exchange-conflicts", columns, screen.state)
        self.side_by_side = SideBySide()
        self.nothing = told(_("No conflict is open. Where two people change the same field, both values appear here."))
        self.rule_button = QPushButton(_("Settle all by a &rule"))
        self._lay_out()
        self.list.selection_changed.connect(lambda _ids: self._show())
        self.list.opened.connect(lambda _id: self.side_by_side.focus_first())
        self.side_by_side.chosen.connect(self._choose)
        self.side_by_side.typed.connect(self._settle_with)
        for number in range(MOST_KEYS + 1):
            action = QAction(self)
            action.setShortcut(QKeySequence(str(number)))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, number=number: self._key(number))
            self.addAction(action)

    def load(self) -> None:
        def read(tx: Any) -> tuple[list[Dispute], int]:
            from trainer_app import conflicts

            return conflicts.find(tx, limit=LIMIT), conflicts.count(tx)

        self.owner.query(read, self._read, topic="conflicts", label=_("Reading conflicts"))

    def current(self) -> Dispute | None:
        """The conflict that is shown side by side."""
        ids = self.list.selected_ids()
        return self._disputes.get(ids[0]) if ids else None

    # -- parts

    def _lay_out(self) -> None:
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._fill_rules(menu))
        self.rule_button.setMenu(menu)
        self.help = told(_("Press 1, 2, … to let that value stand, 0 to write another one. All of it can be undone."))
        top = QHBoxLayout()
        top.addWidget(self.help, 1)
        top.addWidget(self.rule_button)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self.side_by_side)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addLayout(top)
        column.addWidget(self.nothing)
        column.addWidget(self._splitter, 1)
        column.addStretch(0)
        self.setFocusProxy(self.list)

    def _read(self, answer: tuple[list[Dispute], int]) -> None:
        disputes, self._total = answer
        self._disputes = {_id(dispute): dispute for dispute in disputes}
        self._fill()

    def _fill(self, wanted: str = "") -> None:
        from trainer_app.history import TABLES

        rows = [
            {
                "id": key,
                "record": dispute.label,
                "kind": _(TABLES[dispute.table]),
                "field": dispute.field_label,
                "values": " ↔ ".join(standing.text for standing in dispute.values),
            }
            for key, dispute in self._disputes.items()
        ]
        there = bool(rows)
        self.nothing.setVisible(not there)
        for widget in (self._splitter, self.help, self.rule_button):
            widget.setVisible(there)
        self.list.set_rows(rows, self._total)
        if there and (wanted or not self.list.selected_ids()):
            self.list.select([wanted or self.list.rows.row(0)["id"]])
        self._show()

    def _show(self) -> None:
        self.side_by_side.show_dispute(self.current())

    def _key(self, number: int) -> None:
        dispute = self.current()
        if dispute is None:
            return
        if number == 0:
            self.side_by_side.ask()
        elif number <= len(dispute.values):
            self._choose(dispute.values[number - 1].stamp)

    def _choose(self, stamp: str) -> None:
        dispute = self.current()
        if dispute is None:
            return

        def settle(tx: Any) -> None:
            from trainer_app import conflicts

            conflicts.settle(tx, dispute.table, dispute.record_id, dispute.field, stamp)

        self._settle(dispute, settle)

    def _settle_with(self, value: Any) -> None:
        dispute = self.current()
        if dispute is None:
            return

        def settle(tx: Any) -> None:
            from trainer_app import conflicts

            conflicts.settle_with(tx, dispute.table, dispute.record_id, dispute.field, value)

        self._settle(dispute, settle)

    def _settle(self, dispute: Dispute, settle: Callable[[Any], None]) -> None:
        """Settle in the background, and be at the next conflict at once."""
        line = self.list.rows.line_of(_id(dispute))
        below = line + 1 if line + 1 < self.list.rows.rowCount() else line - 1
        following = self.list.rows.row(below)["id"] if below >= 0 else ""
        del self._disputes[_id(dispute)]
        self._total -= 1
        self._fill(following)
        self.list.view.setFocus()
        label = _("Settle {field} of {label}").format(field=dispute.field_label, label=dispute.label)
        self.owner.change(label, settle)

    # -- by rule

    def _fill_rules(self, menu: QMenu) -> None:
        menu.clear()
        rules: tuple[tuple[Rule, str], ...] = (
            ("newest", _("The newest value")),
            ("ours", _("The value set on this computer")),
            ("theirs", _("The value set elsewhere")),
        )
        n = self._total
        menu.addSection(ngettext("The {n} conflict", "All {n} conflicts", n).format(n=n))
        for rule, label in rules:
            menu.addAction(label, partial(self._settle_all, rule))
        dispute = self.current()
        if dispute is not None:
            menu.addSection(_("Only the field {field}").format(field=dispute.field_label))
            for rule, label in rules:
                menu.addAction(label, partial(self._settle_all, rule, dispute))

    def _settle_all(self, rule: Rule, like: Dispute | None = None) -> None:
        def settle(tx: Any) -> int:
            from trainer_app import conflicts

            if like is None:
                return conflicts.settle_by_rule(tx, rule)
            return conflicts.settle_by_rule(tx, rule, table=like.table, field=like.field)

        def tell(n: int) -> None:
            if n:
                text = ngettext("{n} conflict is settled.", "{n} conflicts are settled.", n).format(n=n)
                self.owner.messages.success(text)
            else:
                self.owner.messages.info(_("The rule says nothing about these conflicts; they stay open."))

        self.owner.change(_("Settle conflicts"), settle, tell)


class SideBySide(QScrollArea):
    """The values of one conflict as cards, and a field for another value."""

    chosen = Signal(str)
    """The stamp of the value that is to stand."""
    typed = Signal(object)
    """Another value that is to stand."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._dispute: Dispute | None = None
        self.buttons: list[QPushButton] = []
        self.other = QLineEdit()
        self.problem = told()
        self._kind: values.Kind = "text"
        self._choices: values.Choices = ()
        self.setMinimumHeight(self.fontMetrics().height() * 13)

    def show_dispute(self, dispute: Dispute | None) -> None:
        """Show the values of a conflict; None clears."""
        if dispute == self._dispute and dispute is not None:
            return
        self._dispute = dispute
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 4, 0, 0)
        self.buttons = []
        if dispute is not None:
            column.addWidget(told(f"{dispute.label} – {dispute.field_label}", strong=True))
            cards = QHBoxLayout()
            for number, standing in enumerate(dispute.values, 1):
                cards.addWidget(self._card(number, standing), 1)
            column.addLayout(cards)
            self._add_other(column, dispute)
        column.addStretch(1)
        shown = self.takeWidget()
        if shown is not None:
            shown.deleteLater()  # the button that was pressed is in it
        self.setWidget(inside)

    def focus_first(self) -> None:
        """Go to the first value."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Go to the field for another value, where there is one."""
        if self.other.isVisibleTo(self):
            self.other.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _card(self, number: int, standing: Standing) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        theme = style.colours(self)
        card.setStyleSheet(f"#card {{background: {theme.base}; border: 1px solid {theme.line}; border-radius: 6px;}}")
        value = told(standing.text or "–", strong=True)
        font = value.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        value.setFont(font)
        by = ", ".join(filter(None, (standing.who, standing.computer)))
        lines = [by or _("somebody"), moment_text(standing.at)]
        if standing.source:
            lines.append(_("from {source}").format(source=standing.source))
        if standing.ours:
            lines.append(_("set on this computer"))
        if standing.shows:
            lines.append(_("shown at present"))
        button = QPushButton(_("Take this ({key})").format(key=number) if number <= MOST_KEYS else _("Take this"))
        button.setAccessibleName(_("Take the value {value}").format(value=standing.text or "–"))
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self.chosen.emit(standing.stamp))
        self.buttons.append(button)
        column = QVBoxLayout(card)
        column.addWidget(value)
        column.addWidget(told("\n".join(lines)))
        column.addStretch(1)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _add_other(self, column: QVBoxLayout, dispute: Dispute) -> None:
        self.other = QLineEdit()
        self.problem = told()
        self.problem.setStyleSheet(f"color: {style.colours(self).error[1]}")
        self.problem.hide()
        editor = editor_of(dispute)
        if editor is None:
            return
        self._kind, self._choices = editor
        label = QLabel(_("Another value (0):"))
        label.setBuddy(self.other)
        self.other.setAccessibleName(_("Another value"))
        self.other.setMaximumWidth(self.fontMetrics().averageCharWidth() * 44)
        if self._choices:
            self.other.setPlaceholderText(", ".join(choice for _code, choice in self._choices))
        self.other.returnPressed.connect(self._typed)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.other, 1)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.problem)

    def _typed(self) -> None:
        try:
            value = values.read(self._kind, self.other.text(), self._choices)
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.typed.emit(value)


def editor_of(dispute: Dispute) -> tuple[values.Kind, values.Choices] | None:
    """How another value of the field is typed; None where it names a record or says whether that is deleted."""
    from db.journal import kinds
    from db.models import REFERENCES
    from trainer_app.workbook.sheets import CODE_LISTS, SHEETS

    if dispute.field == "deleted" or dispute.field in REFERENCES:
        return None
    names: dict[str, values.Kind] = {"int": "integer", "float": "decimal", "date": "date", "bool": "yes_no"}
    kind = kinds(dispute.table)[dispute.field].__name__
    if kind in names:
        return names[kind], ()
    for sheet in SHEETS:
        for column in sheet.columns:
            if (column.table, column.name) == (dispute.table, dispute.field) and column.list in CODE_LISTS:
                return "choice", tuple((code, _(label)) for code, label in CODE_LISTS[column.list])
    return "text", ()


def _id(dispute: Dispute) -> str:
    return f"{dispute.table} {dispute.record_id} {dispute.field}"
