"""The page Conflicts: the values that stand against each other, side by side, settled by one key each or by a rule."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSplitter, QVBoxLayout

from trainer_app.progress import Progress
from trainer_app.texts import _, ngettext
from ui.dialogs.save_list import save_list
from ui.screen import Screen
from ui.screens.exchange_pages.plan_text import newest_told, sheet_label
from ui.screens.exchange_pages.side_by_side import MOST_KEYS, SideBySide
from ui.screens.page import Page, told
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.exchange.conflicts import Dispute, Rule

LIMIT = 500


class DisputesPage(Page):
    """Keys: 1 to 9 take that value and go on to the next conflict, 0 asks for another value."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._disputes: dict[str, Dispute] = {}
        self._total = 0
        self._wanted = ""  # what the id of the conflict to go to begins with
        columns = [
            Column("record", _("Whose"), width=32),
            Column("kind", _("Kind"), width=14),
            Column("field", _("Field"), width=22),
            Column("values", _("Values"), width=50),
        ]
        self.list = RecordTable("exchange-conflicts", columns, screen.state)
        self.list.set_export(lambda columns, rows: save_list(screen, _("Conflicts"), columns, rows))
        self.side_by_side = SideBySide()
        self.nothing = told(_("No conflict is open. Where two people change the same field, both values appear here."))
        self.rule_button = QPushButton(_("Settle by a &rule"))
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
            from trainer_app.exchange import conflicts

            return conflicts.find(tx, limit=LIMIT), conflicts.count(tx)

        self.owner.query(read, self._read, topic="conflicts", label=_("Reading conflicts"))

    def show_conflicts_of(self, table: str, record_id: str) -> None:
        """Go to the first conflict of a record, as soon as the conflicts are read."""
        self._wanted = f"{table} {record_id} "

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
        wanted = next((key for key in self._disputes if self._wanted and key.startswith(self._wanted)), "")
        self._wanted = ""
        self._fill(wanted)

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
            from trainer_app.exchange import conflicts

            conflicts.settle(tx, dispute.table, dispute.record_id, dispute.field, stamp)

        self._settle(dispute, settle)

    def _settle_with(self, value: Any) -> None:
        dispute = self.current()
        if dispute is None:
            return

        def settle(tx: Any) -> None:
            from trainer_app.exchange import conflicts

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
        """For each way to say which conflicts, a menu of the rules."""
        menu.clear()
        for title, meant in self._scopes():
            rules = menu.addMenu(title.replace("&", "&&"))
            rules.setToolTipsVisible(True)
            for rule, label in _rules():
                action = rules.addAction(label, partial(self._settle_all, rule, meant))
                if rule == "newest":
                    action.setToolTip(newest_told())

    def _scopes(self) -> list[tuple[str, dict[str, Any]]]:
        """What can be settled in one go: (title, arguments of conflicts.settle_by_rule, or `these`)."""
        from trainer_app.exchange.conflicts import sheets_of

        found: list[tuple[str, dict[str, Any]]] = []
        chosen = [self._disputes[key] for key in self.list.selected_ids() if key in self._disputes]
        if len(chosen) > 1:
            text = ngettext("The {n} selected conflict", "The {n} selected conflicts", len(chosen))
            found.append((text.format(n=len(chosen)), {"these": chosen}))
        for dispute in chosen[:1]:
            title = _("Only the record {label}").format(label=dispute.label)
            found.append((title, {"table": dispute.table, "record_id": dispute.record_id}))
            title = _("Only the column {field}").format(field=dispute.field_label)
            found.append((title, {"table": dispute.table, "field": dispute.field}))
            for sheet in sheets_of(dispute.table):
                title = _("Only the sheet {sheet}").format(sheet=sheet_label(sheet))
                found.append((title, {"sheet": sheet}))
        n = self._total
        found.append((ngettext("The {n} conflict", "All {n} conflicts", n).format(n=n), {}))
        return found

    def _settle_all(self, rule: Rule, meant: dict[str, Any]) -> None:
        def settle(tx: Any, progress: Progress) -> int:
            from trainer_app.exchange import conflicts

            if "these" in meant:
                return conflicts.settle_these(tx, rule, meant["these"], progress)
            return conflicts.settle_by_rule(tx, rule, **meant, progress=progress)

        def tell(n: int) -> None:
            if n:
                text = ngettext("{n} conflict is settled.", "{n} conflicts are settled.", n).format(n=n)
                self.owner.messages.success(text, _("Undo"), self.owner.main_window.undo)
            else:
                self.owner.messages.info(_("The rule says nothing about these conflicts; they stay open."))

        self.owner.change(_("Settle conflicts"), settle, tell, progress=True)


def _rules() -> tuple[tuple[Rule, str], ...]:
    return (
        ("newest", _("The newest value")),
        ("office", _("The office's value")),
        ("trainer", _("The trainer's value")),
        ("ours", _("The value set on this computer")),
        ("theirs", _("The value set elsewhere")),
    )


def _id(dispute: Dispute) -> str:
    return f"{dispute.table} {dispute.record_id} {dispute.field}"
