"""The page Log: everything that was exchanged and done here, what each action changed, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QPushButton, QSplitter, QVBoxLayout, QWidget

from trainer_app.texts import _, ngettext
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.save_list import save_list
from ui.screen import Screen
from ui.screens.exchange_pages.plan_text import sheet_label
from ui.screens.page import Page, told
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.action_log import ActionRow
    from trainer_app.undoing import Stays

PAGE = 500
EVENTS = 300
EXCHANGES = ("merge", "export", "import")
COUNTS = ("new", "changed", "same", "held", "refused")


class LogPage(Page):
    """The newest first. Ctrl+Z takes back the last action; here any of them can be, and be had again."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._actions: dict[str, ActionRow] = {}
        self._wanted, self._text = PAGE, ""
        self.list = RecordTable("exchange-log", _columns(), screen.state)
        self.list.add_action(_("Take back…"), self._ask, "Ctrl+Backspace", needs="one")
        self.list.set_export(lambda columns, rows: save_list(screen, _("Log of exchanges"), columns, rows))
        self.only_exchanges = QCheckBox(_("Only e&xchanges"))
        self.older = QPushButton(_("Show older ones"))
        self.about = told()
        self.events = QListWidget()
        self._lay_out()
        self.list.selection_changed.connect(lambda _ids: self._show())
        self.list.opened.connect(lambda _id: self.events.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.narrowed.connect(self._narrow)
        self.only_exchanges.toggled.connect(lambda _on: self.load())
        self.older.clicked.connect(self._show_older)

    def load(self) -> None:
        kinds = EXCHANGES if self.only_exchanges.isChecked() else ()
        wanted, text = self._wanted, self._text

        def read(tx: Any) -> tuple[list[ActionRow], int]:
            from trainer_app import action_log

            return action_log.actions(tx, wanted, None, *kinds, text=text), action_log.count_actions(tx, *kinds)

        self.owner.query(read, self._read, topic="log", label=_("Reading the log"))

    def show_exchanges(self, text: str) -> None:
        """Show the exchanges in which a text stands, such as those with a partner."""
        self.only_exchanges.setChecked(True)
        self.list.quick.setText(text)
        self._text = text
        self.list.rows.arrange(quick=text)
        self.load()

    # -- parts

    def _lay_out(self) -> None:
        self.only_exchanges.setChecked(True)
        self.events.setAccessibleName(_("What this action changed"))
        self.events.setWordWrap(True)
        self.events.setAlternatingRowColors(True)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 4, 0, 0)
        below.addWidget(self.about)
        below.addWidget(self.events, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.list)
        splitter.addWidget(lower)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.only_exchanges)
        column.addWidget(splitter, 1)
        column.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self.list)

    def _read(self, answer: tuple[list[ActionRow], int]) -> None:
        actions, total = answer
        self._actions = {str(action.id): action for action in actions}
        self.older.setVisible(len(actions) >= self._wanted)
        self.list.set_rows([_row(action) for action in actions], total)
        if actions and not self.list.selected_ids():
            self.list.select([str(actions[0].id)])
        self._show()

    def _narrow(self, text: str) -> None:
        self._text = text
        self.load()

    def _show_older(self) -> None:
        self._wanted += PAGE
        self.load()

    def _show(self) -> None:
        ids = self.list.selected_ids()
        action = self._actions.get(ids[0]) if len(ids) == 1 else None
        self.events.clear()
        self.about.setText(_about(action) if action else "")
        self.about.setVisible(bool(self.about.text()))
        if action is None:
            return
        number = action.id

        def read(tx: Any) -> list[str]:
            from trainer_app import history

            return [event.sentence for event in history.of_action(tx, number, EVENTS)]

        self.owner.query(read, lambda found: self._show_events(action, found), topic="events")

    def _show_events(self, action: ActionRow, sentences: list[str]) -> None:
        self.events.clear()
        self.events.addItems(sentences or [_("It changed nothing in the data.")])
        if len(sentences) >= EVENTS:
            self.events.addItem(_("… and more: {n} changes in all.").format(n=action.changes))

    # -- taking back

    def _ask(self, ids: list[str]) -> None:
        """Try it and roll back first, so that the question can say what stays."""
        action = self._actions[ids[0]]
        number = action.undone_by or action.id
        if not action.did_something:
            self.owner.messages.info(_("This action changed nothing, so there is nothing to take back."))
            return

        def rehearse(tx: Any) -> list[Stays]:
            from trainer_app.undoing import take_back

            return take_back(tx, number).kept

        self.owner.tasks.change(
            _("Trying what taking it back would do"), rehearse, lambda kept: self._confirm(action, kept),
            owner=self.owner, kind="undo", rehearse=True,
        )  # fmt: skip

    def _confirm(self, action: ActionRow, kept: list[Stays]) -> None:
        n, m = action.changes, sum(len(one.labels) for one in kept)
        if action.undone_by:
            question = ngettext(
                "“{what}” was taken back. It is done again: {n} change.",
                "“{what}” was taken back. It is done again: {n} changes.",
                n,
            )
            title = _("Have it again")
        else:
            question = ngettext(
                "“{what}” is taken back: {n} change. Everything done since stays, and this can be undone in turn.",
                "“{what}” is taken back: {n} changes. Everything done since stays, and this can be undone in turn.",
                n,
            )
            title = _("Take back")
        heading = ngettext(
            "{n} record stays, in whole or in part:", "{n} records stay, in whole or in part:", m
        ).format(n=m)
        items = {one.sentence: one.labels for one in kept}
        question = question.format(what=action.label, n=n)
        dialog = ConfirmDialog(title, question, title, self, heading=heading, items=items)
        dialog.accepted.connect(lambda: self._take_back(action))
        dialog.open()

    def _take_back(self, action: ActionRow) -> None:
        number, again = action.undone_by or action.id, bool(action.undone_by)

        def undo(tx: Any) -> None:
            from trainer_app.undoing import take_back

            take_back(tx, number)

        def tell(_result: None) -> None:
            text = _("Done again: {what}") if again else _("Taken back: {what}")
            self.owner.messages.success(text.format(what=action.label))

        label = _("Redo: {what}") if again else _("Undo: {what}")
        self.owner.tasks.change(label.format(what=action.label), undo, tell, owner=self.owner, kind="undo")


def _columns() -> list[Column]:
    ways = (
        ("merge", _("Received")), ("export", _("Sent")), ("import", _("List taken in")), ("undo", _("Taken back")),
        ("settle", _("Settled")), ("restore", _("Restored")),
    )  # fmt: skip
    return [
        Column("no", _("Number"), "integer", width=9),
        Column("at", _("When"), width=18),
        Column("way", _("Way"), "choice", ways, width=12),
        Column("partner", _("With"), width=20),
        Column("file", _("File"), width=28),
        Column("rows", _("Rows"), "integer", width=8),
        Column("new", _("New"), "integer", width=8),
        Column("changed", _("Changed"), "integer", width=9),
        Column("same", _("Same"), "integer", width=8, shown=False),
        Column("held", _("In conflict"), "integer", width=11),
        Column("refused", _("Refused"), "integer", width=9),
        Column("state", _("State"), width=20),
        Column("why", _("Why"), width=24),
        Column("author", _("Who"), width=16),
        Column("label", _("What"), width=46),
        Column("changes", _("Changes"), "integer", width=10, shown=False),
    ]


def _row(action: ActionRow) -> dict[str, Any]:
    details, counts = action.details, action.counts
    return {
        "id": str(action.id), "no": action.id, "at": f"{action.at:%Y-%m-%d %H:%M}",
        "way": action.kind if action.kind not in ("edit", "new", "join", "list") else None,
        "partner": details.get("partner") or None, "file": details.get("file") or None,
        "rows": counts.get("read", counts.get("rows")), **{name: counts.get(name) for name in COUNTS},
        "state": _("taken back by {n}").format(n=action.undone_by) if action.undone_by else None,
        "why": details.get("why") or None, "author": action.author or None, "label": action.label,
        "changes": action.changes,
    }  # fmt: skip


def _about(action: ActionRow) -> str:
    """The facts that an exchange left in the log, and its ledger, in words."""
    from trainer_app.exchange import logged

    details, lines = action.details, logged.about(action)
    for ledger in (*details.get("ledgers", ()), *details.get("ledger", ())):
        text = _("{sheet}: {read} read = {new} new + {changed} changed + {same} same + {held} in conflict + "
                 "{refused} refused")  # fmt: skip
        name = ledger["sheet"] if "ledger" in details else sheet_label(ledger["sheet"])
        lines.append(text.format(**{**ledger, "sheet": name}))
    n = int(details.get("refused") or 0)
    if n:
        lines.append(ngettext("{n} cell was refused.", "{n} cells were refused.", n).format(n=n))
    return "\n".join(lines)
