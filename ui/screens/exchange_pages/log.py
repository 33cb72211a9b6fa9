"""The page Log: everything that was exchanged and done here, what each action changed, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QPushButton, QSplitter, QVBoxLayout, QWidget

from trainer_app.texts import _, ngettext
from ui.dialogs.confirm import ConfirmDialog
from ui.screen import Screen
from ui.screens.exchange_pages.plan_text import sheet_label
from ui.screens.page import Page, told
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.history import ActionRow

PAGE = 500
EVENTS = 300
EXCHANGES = ("merge", "export", "import")


class LogPage(Page):
    """The newest first. Ctrl+Z takes back the last action; here any of them can be."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._actions: dict[str, ActionRow] = {}
        self._wanted = PAGE
        columns = [
            Column("no", _("No"), "integer", width=7),
            Column("at", _("When"), width=18),
            Column("author", _("Who"), width=18),
            Column("label", _("What"), width=46),
            Column("partner", _("With"), width=20),
            Column("changes", _("Changes"), "integer", width=10),
            Column("state", _("State"), width=22),
        ]
        self.list = RecordTable("exchange-log", columns, screen.state)
        self.list.add_action(_("Take back…"), self._ask, "Ctrl+Backspace", needs="one")
        self.only_exchanges = QCheckBox(_("Only e&xchanges"))
        self.older = QPushButton(_("Show older ones"))
        self.about = told()
        self.events = QListWidget()
        self._lay_out()
        self.list.selection_changed.connect(lambda _ids: self._show())
        self.only_exchanges.toggled.connect(lambda _on: self.load())
        self.older.clicked.connect(self._show_older)

    def load(self) -> None:
        kinds = EXCHANGES if self.only_exchanges.isChecked() else ()
        wanted = self._wanted

        def read(tx: Any) -> list[ActionRow]:
            from trainer_app import history

            return history.actions(tx, wanted, None, *kinds)

        self.owner.query(read, self._read, topic="log", label=_("Reading the log"))

    # -- parts

    def _lay_out(self) -> None:
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

    def _read(self, actions: list[ActionRow]) -> None:
        self._actions = {str(action.id): action for action in actions}
        self.older.setVisible(len(actions) >= self._wanted)
        self.list.set_rows([_row(action) for action in actions])
        if actions and not self.list.selected_ids():
            self.list.select([str(actions[0].id)])
        self._show()

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

    def _ask(self, ids: list[str]) -> None:
        """Try it and roll back first, so that the question can say what stays."""
        action = self._actions[ids[0]]
        if action.undone_by:
            text = _("It was taken back already, by action {n}. To have it again, take back action {n}.")
            self.owner.messages.info(text.format(n=action.undone_by))
            return
        if not action.changes:
            self.owner.messages.info(_("This action changed nothing, so there is nothing to take back."))
            return

        def rehearse(tx: Any) -> list[str]:
            from trainer_app.history import Labels

            held = tx.undo(action.id)
            labels = Labels(tx)
            return sorted({labels.record(table, record) for table, record in held})

        self.owner.tasks.change(
            _("Trying what taking it back would do"), rehearse, lambda kept: self._confirm(action, kept),
            owner=self.owner, kind="undo", rehearse=True,
        )  # fmt: skip

    def _confirm(self, action: ActionRow, kept: list[str]) -> None:
        n, m = action.changes, len(kept)
        question = ngettext(
            "“{what}” is taken back: {n} change. Everything done since stays, and this can be undone in turn.",
            "“{what}” is taken back: {n} changes. Everything done since stays, and this can be undone in turn.",
            n,
        ).format(what=action.label, n=n)
        heading = ngettext(
            "{n} record stays, because other work stands on it or its number may be on paper:",
            "{n} records stay, because other work stands on them or their numbers may be on paper:",
            m,
        ).format(n=m)
        dialog = ConfirmDialog(_("Take back"), question, _("Take back"), self, heading=heading, items=kept)
        dialog.accepted.connect(lambda: self._take_back(action))
        dialog.open()

    def _take_back(self, action: ActionRow) -> None:
        def undo(tx: Any) -> None:
            tx.undo(action.id)

        def tell(_result: None) -> None:
            self.owner.messages.success(_("Taken back: {what}").format(what=action.label))

        label = _("Undo: {what}").format(what=action.label)
        self.owner.tasks.change(label, undo, tell, owner=self.owner, kind="undo")


def _row(action: ActionRow) -> dict[str, Any]:
    state = _("taken back by {n}").format(n=action.undone_by) if action.undone_by else ""
    return {
        "id": str(action.id), "no": action.id, "at": f"{action.at:%Y-%m-%d %H:%M}", "author": action.author,
        "label": action.label, "partner": str(action.details.get("partner") or ""), "changes": action.changes,
        "state": state,
    }  # fmt: skip


def _about(action: ActionRow) -> str:
    """The facts that an exchange left in the log, in words."""
    details = action.details
    lines = []
    if details.get("file"):
        partner = details.get("partner")
        text = _("{file}, with {partner}") if partner else _("{file}")
        lines.append(text.format(file=details["file"], partner=partner))
    if details.get("personal_data"):
        lines.append(str(details["personal_data"]))
    for ledger in details.get("ledgers", ()):
        text = _("{sheet}: {read} read = {new} new + {changed} changed + {same} same + {held} in conflict + "
                 "{refused} refused")  # fmt: skip
        lines.append(text.format(**{**ledger, "sheet": sheet_label(ledger["sheet"])}))
    n = int(details.get("refused") or 0)
    if n:
        lines.append(ngettext("{n} cell was refused.", "{n} cells were refused.", n).format(n=n))
    return "\n".join(lines)
