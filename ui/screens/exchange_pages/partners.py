"""The page Partners: who sent and got what last, who has not been heard from, and the file for letters to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout

from trainer_app.file_names import called
from trainer_app.texts import _, ngettext
from ui.dialogs.save_list import LAST_FOLDER, save_list
from ui.screen import Screen
from ui.screens.page import Page, told
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.exchange.partners import Partner


class PartnersPage(Page):
    """Enter shows the exchanges with a partner, Ctrl+Enter sends a workbook."""

    send_wanted = Signal(str, str, str)
    """Send a workbook to the partner of this key and name, who is this person ("" : none that is known)."""
    log_wanted = Signal(str)
    """Show the exchanges with the partner of this name."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._partners: dict[str, Partner] = {}
        self._limit = 0
        self.days = QSpinBox()
        self.all = QCheckBox(_("Show &all partners"))
        self.summary = told(strong=True)
        self.list = RecordTable("exchange-partners", _columns(), screen.state)
        self.list.add_action(_("Send a workbook…"), self._send, "Ctrl+Return", needs="one")
        self.list.add_action(_("Its exchanges"), self._open, needs="one")
        self.list.add_action(_("File for letters…"), self._ask_letters, needs="none")
        self.list.set_export(lambda columns, rows: save_list(screen, _("Partners"), columns, rows))
        self._lay_out()
        self.list.opened.connect(lambda key: self._open([key]))
        self.all.toggled.connect(lambda _on: self._fill())
        self.days.editingFinished.connect(self._save_days)

    def load(self) -> None:
        def read(tx: Any) -> tuple[list[Partner], int]:
            from trainer_app import settings
            from trainer_app.exchange import partners

            return partners.find(tx), settings.get(tx, "silent_days")

        self.owner.query(read, self._read, topic="partners", label=_("Reading the partners"))

    # -- parts

    def _lay_out(self) -> None:
        label = QLabel(_("Not heard from: nothing came for so &many days:"))
        label.setBuddy(self.days)
        self.days.setRange(1, 3650)
        self.days.setAccessibleName(_("Days after which a partner counts as not heard from"))
        top = QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self.days)
        top.addSpacing(16)
        top.addWidget(self.all)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addLayout(top)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def _read(self, answer: tuple[list[Partner], int]) -> None:
        found, self._limit = answer
        self._partners = {partner.key: partner for partner in found}
        self.days.blockSignals(True)
        self.days.setValue(self._limit)
        self.days.blockSignals(False)
        self._fill()

    def _fill(self) -> None:
        today = date.today()
        shown = [
            partner
            for partner in self._partners.values()
            if self.all.isChecked() or partner.state(today, self._limit) == "silent"
        ]
        n = sum(partner.state(today, self._limit) == "silent" for partner in self._partners.values())
        all_of_them = len(self._partners)
        if not all_of_them:
            self.summary.setText(
                _("There are no partners yet: trainers, and whoever workbooks are exchanged with, appear here.")
            )
        elif not n:
            self.summary.setText(_("Nobody has been silent for that long."))
        else:
            text = ngettext(
                "{n} of {all} partners was not heard from.", "{n} of {all} partners were not heard from.", n
            )
            self.summary.setText(text.format(n=n, all=all_of_them))
        self.list.set_rows([_row(partner, today, self._limit) for partner in shown])
        if shown and not self.list.selected_ids():
            self.list.select([shown[0].key])

    def _save_days(self) -> None:
        days = self.days.value()
        if days == self._limit or not self._limit:  # 0: the setting has not been read yet
            return
        self._limit = days
        self._fill()

        def save(tx: Any) -> None:
            from trainer_app import settings

            settings.save(tx, "silent_days", days)

        self.owner.change(_("Partners count as not heard from after {n} days").format(n=days), save)

    # -- what can be done

    def _send(self, keys: list[str]) -> None:
        partner = self._partners[keys[0]]
        self.send_wanted.emit(partner.key, partner.name, partner.person_id)

    def _open(self, keys: list[str]) -> None:
        self.log_wanted.emit(self._partners[keys[0]].name)

    def _ask_letters(self, _keys: list[str]) -> None:
        """Ask for a file; it gets the partners seen, or those selected if these are several."""
        selected = self.list.selected_ids()
        seen = [row["id"] for row in self.list.seen()[1]]
        wanted = [self._partners[key] for key in (selected if len(selected) > 1 else seen)]
        if not wanted:
            self.owner.messages.info(_("The list is empty, so there is nobody to write to."))
            return
        dialog = QFileDialog(self, _("File for letters"), self.owner.state.get(LAST_FOLDER) or "")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Excel workbook (*.xlsx)"), _("CSV, text that Excel opens (*.csv)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix("csv" if "*.csv" in kind else "xlsx"))
        dialog.selectFile(f"{_('Not heard from')} {date.today():%Y-%m-%d}.xlsx")
        dialog.fileSelected.connect(lambda name: self._write_letters(wanted, Path(name)))
        dialog.open()

    def _write_letters(self, wanted: Sequence[Partner], path: Path) -> None:
        self.owner.state.set(LAST_FOLDER, str(path.parent))
        n = len(wanted)

        def write() -> None:
            from trainer_app.exchange import partners
            from trainer_app.reports.mail_merge import write_mail_merge

            write_mail_merge(partners.letters(wanted).tables[0], path)

        def written(_nothing: None) -> None:
            label = ngettext("File for letters: {n} partner, {file}", "File for letters: {n} partners, {file}", n)
            self.owner.tasks.change(
                label.format(n=n, file=called(path)), lambda tx: tx.describe(file=called(path), rows=n), kind="list"
            )
            told_text = ngettext("{n} partner stands in {file}.", "{n} partners stand in {file}.", n)
            self.owner.messages.success(told_text.format(n=n, file=called(path)))

        self.owner.tasks.run(_("Writing {file}").format(file=called(path)), write, written, owner=self.owner)


def _row(partner: Partner, today: date, limit: int) -> dict[str, Any]:
    return {
        "id": partner.key, "name": partner.name, "state": partner.state(today, limit), "days": partner.days(today),
        "received_at": partner.received_at.date() if partner.received_at else None,
        "received_file": partner.received_file or None, "received": partner.received,
        "sent_at": partner.sent_at.date() if partner.sent_at else None, "sent_file": partner.sent_file or None,
        "sent": partner.sent, "kind": partner.kind, "phones": partner.phones or None, "email": partner.email or None,
        "place": partner.place or None, "code": partner.code or None,
    }  # fmt: skip


def _columns() -> list[Column]:
    from trainer_app.exchange.partners import KINDS, STATES

    kinds = tuple((code, _(label)) for code, label in KINDS.items())
    states = tuple((code, _(label)) for code, label in STATES.items())
    return [
        Column("name", _("Partner"), width=24),
        Column("state", _("State"), "choice", states, width=18),
        Column("days", _("Days"), "integer", width=7, hint=_("Since the last workbook came, or the first was sent")),
        Column("received_at", _("Last received"), "date", width=14),
        Column("received_file", _("File received"), width=26),
        Column("sent_at", _("Last sent"), "date", width=14),
        Column("sent_file", _("File sent"), width=26),
        Column("phones", _("Phone"), "phones", width=16),
        Column("email", _("E-mail"), width=20),
        Column("kind", _("Kind"), "choice", kinds, shown=False),
        Column("place", _("Place"), shown=False),
        Column("code", _("Code"), hint=_("Of the computer, as in certificate numbers"), shown=False),
        Column("received", _("Received"), "integer", shown=False),
        Column("sent", _("Sent"), "integer", shown=False),
    ]
