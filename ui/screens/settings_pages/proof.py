"""The page Proof: the keys that certificates are signed with, the page that checks them, lists of void numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout

from trainer_app import formats
from trainer_app.file_names import called
from trainer_app.texts import _, ngettext
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.passphrase import PassphraseDialog
from ui.screen import Screen
from ui.screens.page import Page, told
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.certificates.trust_list import TrustList
    from trainer_app.keys import KnownKey
    from trainer_app.own_key import State

LAST_FOLDER = "proof/folder"


class ProofPage(Page):
    """What lets others check this office's certificates without asking it."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._keys: dict[str, KnownKey] = {}
        self._own = ""
        self.headline, self.lists = told(strong=True), told()
        self.page_button = QPushButton(_("Save the page that &checks certificates…"))
        self.list_button = QPushButton(_("Save the list of &void numbers…"))
        self.load_button = QPushButton(_("&Load another office’s list…"))
        self.lock_button = QPushButton(_("Passph&rase…"))
        self.unlock_button = QPushButton(_("&Unlock…"))
        self.replace_button = QPushButton(_("Replace the &key…"))
        self.list = RecordTable(
            "settings-keys",
            [
                Column("name", _("Key of"), width=30),
                Column("made_on", _("Since"), "date", width=14),
                Column("retired_on", _("Until"), "date", width=14),
                Column("vouched_by", _("Confirmed by"), width=26),
                Column("fingerprint", _("Fingerprint"), width=44),
            ],
            screen.state,
        )
        self.list.add_action(_("C&onfirm"), self._confirm, needs="one")
        self.list.add_action(_("&Take the confirmation back"), self._take_back, needs="one")
        self._lay_out()
        self.page_button.clicked.connect(self._save_page)
        self.list_button.clicked.connect(self._save_list)
        self.load_button.clicked.connect(self._load_list)
        self.lock_button.clicked.connect(self._ask_passphrase)
        self.unlock_button.clicked.connect(self._ask_to_unlock)
        self.replace_button.clicked.connect(self._ask_to_replace)

    def load(self) -> None:
        self.owner.query(_facts, self._show, topic="proof")

    # -- parts

    def _lay_out(self) -> None:
        explanation = told(
            _(
                "The code on a certificate is signed with a key of this database. Whoever has the page can check it on "
                "a phone, without a network: hand it out, or put it on your site. Confirm your trainers’ keys, after "
                "comparing the fingerprint with them, so that the page knows what they issue. Void numbers are in the "
                "page as of the day that it is saved; the list brings an older page up to date."
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.headline)
        column.addWidget(explanation)
        for buttons in (
            (self.page_button, self.list_button, self.load_button),
            (self.unlock_button, self.lock_button, self.replace_button),
        ):
            line = QHBoxLayout()
            for button in buttons:
                line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)
        column.addWidget(self.lists)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.page_button)

    def _show(self, facts: tuple[list[KnownKey], str, State, list[TrustList], dict[str, str]]) -> None:
        known, self._own, state, lists, prints = facts
        self._keys = {key.id: key for key in known}
        if not state.made:
            self.headline.setText(_("This database has no key yet: it gets one when it first signs something."))
        elif state.locked:
            self.headline.setText(_("The key of this database is locked: nothing can be signed until it is unlocked."))
        elif state.guarded:
            self.headline.setText(_("The key of this database is kept with a passphrase, and is unlocked now."))
        else:
            self.headline.setText(_("The key of this database is kept without a passphrase."))
        self.unlock_button.setVisible(state.locked)
        self.lock_button.setEnabled(not state.locked)
        said = [
            _("List of {office} of {day}: {void}.").format(
                office=one.office, day=formats.date_text(one.as_of), void=_void_text(one)
            )
            for one in lists
        ]
        self.lists.setText("\n".join(said))
        self.lists.setVisible(bool(said))
        self.list.set_rows(
            [
                {
                    "id": key.id, "name": key.name, "made_on": key.made_on, "retired_on": key.retired_on,
                    "vouched_by": _("this database") if key.replica == self._own else key.vouched_by,
                    "fingerprint": prints[key.id],
                }
                for key in known
            ]
        )  # fmt: skip

    def _change(self, label: str, fn: Callable[[Any], Any], done: Callable[[Any], object], kind: str = "list") -> None:
        """A change that undo leaves alone; the page is read again after it."""

        def tell(result: Any) -> None:
            done(result)
            self.load()

        self.owner.tasks.change(label, fn, tell, owner=self.owner, kind=kind)

    def _confirm(self, ids: list[str]) -> None:
        key = self._keys[ids[0]]
        prints = self.list.rows.row(self.list.rows.line_of(key.id))["fingerprint"]
        question = _(
            "You confirm that the key with this fingerprint is that of {name}:\n\n{fingerprint}\n\nCompare it with "
            "what their own window shows, by telephone or in person. From then on your page and your list know their "
            "certificates."
        ).format(name=key.name, fingerprint=prints)
        dialog = ConfirmDialog(_("Confirm a key"), question, _("Confirm"), self)

        def vouch(tx: Any) -> None:
            from trainer_app import keys

            keys.vouch(tx, key.id)

        text = _("The key of {name} is confirmed. Save the page and the list anew.").format(name=key.name)
        dialog.accepted.connect(
            lambda: self._change(_("Confirm a key"), vouch, lambda _none: self.owner.messages.success(text), "edit")
        )
        dialog.open()

    def _take_back(self, ids: list[str]) -> None:
        key = self._keys[ids[0]]

        def unvouch(tx: Any) -> None:
            from trainer_app import keys

            keys.unvouch(tx, key.id)

        text = _("The key of {name} is not confirmed any more. Save the page and the list anew.").format(name=key.name)
        label = _("Take back the confirmation of a key")
        self._change(label, unvouch, lambda _none: self.owner.messages.success(text), "edit")

    def _ask_passphrase(self) -> None:
        more = _(
            "It is asked for once each time the application is started and something is to be signed. There is no way "
            "around a forgotten one but a new key. Leave both lines empty to have none. Backups that were made before "
            "still hold the key as it was."
        )
        dialog = PassphraseDialog(_("Passphrase of the key"), more, self, new=True)

        def guard(tx: Any, passphrase: str) -> None:
            from trainer_app import own_key

            own_key.guard(tx, passphrase)

        def accepted() -> None:
            passphrase = dialog.text()
            text = _("The key is kept with this passphrase.") if passphrase else _("The key is kept without one.")
            self._change(
                _("Passphrase of the key"), lambda tx: guard(tx, passphrase),
                lambda _none: self.owner.messages.success(text), "keys",
            )  # fmt: skip

        dialog.accepted.connect(accepted)
        dialog.open()

    def _ask_to_unlock(self) -> None:
        dialog = PassphraseDialog(
            _("Unlock the key"), _("It stays unlocked until this window is closed."), self, new=False
        )

        def unlock(tx: Any, passphrase: str) -> None:
            from trainer_app import own_key

            own_key.unlock(tx, passphrase)

        def accepted() -> None:
            passphrase = dialog.text()
            self.owner.query(lambda tx: unlock(tx, passphrase), lambda _none: self.load(), topic="unlock")

        dialog.accepted.connect(accepted)
        dialog.open()

    def _ask_to_replace(self) -> None:
        locked = self.unlock_button.isVisible()
        question = _(
            "From now on this database signs with a new key; what the old one signed stays signed. The old key "
            "confirms the new one, so that who knows it goes on trusting. Save the page anew, and send a workbook to "
            "your office."
        )
        if locked:
            question = _(
                "The key is locked, so it cannot confirm the new one: your office has to, and pages that are out there "
                "do not know it. What the old key signed stays signed. Do this only if the passphrase is lost."
            )
        dialog = ConfirmDialog(_("Replace the key"), question, _("Replace"), self)

        def replace(tx: Any) -> None:
            from trainer_app import keys

            keys.replace(tx, lost=locked)

        text = _("The key is replaced. Save the page anew.")
        dialog.accepted.connect(
            lambda: self._change(_("Replace the key"), replace, lambda _none: self.owner.messages.success(text), "keys")
        )
        dialog.open()

    # -- files

    def _save_page(self) -> None:
        def write(tx: Any, path: Path) -> Any:
            from trainer_app.certificates import check_page

            return check_page.write(tx, path)

        name = _("Check certificates {day}.html").format(day=date.today().isoformat())
        self._save(_("Save the page that checks certificates"), name, _("Page (*.html)"), write)

    def _save_list(self) -> None:
        def write(tx: Any, path: Path) -> Any:
            from trainer_app.certificates import trust_list

            return trust_list.write(tx, path)

        name = _("Void numbers {day}").format(day=date.today().isoformat()) + ".trust.json"
        self._save(_("Save the list of void numbers"), name, _("List (*.json)"), write)

    def _save(self, title: str, name: str, kinds: str, write: Callable[[Any, Path], TrustList]) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, title, str(self._folder() / name), kinds)
        if not chosen:
            return
        path = Path(chosen)
        self.owner.state.set(LAST_FOLDER, str(path.parent))

        def tell(found: TrustList) -> None:
            n = len(found.keys)
            known = ngettext("{n} key", "{n} keys", n).format(n=n)
            text = _("{file} is written, with {keys} and {void}.").format(
                file=called(path), keys=known, void=_void_text(found)
            )
            open_it = QUrl.fromLocalFile(str(path if path.suffix == ".html" else path.parent))
            self.owner.messages.success(text, _("Open"), lambda: QDesktopServices.openUrl(open_it))

        self._change(title, lambda tx: write(tx, path), tell)

    def _load_list(self) -> None:
        title = _("Load another office’s list")
        chosen, _kind = QFileDialog.getOpenFileName(self, title, str(self._folder()), _("List (*.json)"))
        if not chosen:
            return
        path = Path(chosen)
        self.owner.state.set(LAST_FOLDER, str(path.parent))

        def take(tx: Any) -> Any:
            from trainer_app.certificates import trust_list

            return trust_list.take(tx, path)

        def tell(found: TrustList) -> None:
            text = _("The list of {office} of {day} is used.")
            self.owner.messages.success(text.format(office=found.office, day=formats.date_text(found.as_of)))

        self._change(title, take, tell)

    def _folder(self) -> Path:
        from trainer_app.paths import documents_folder

        return Path(self.owner.state.get(LAST_FOLDER) or documents_folder())


def _facts(tx: Any) -> tuple[list[KnownKey], str, State, list[TrustList], dict[str, str]]:
    from trainer_app import keys, own_key
    from trainer_app.certificates import trust_list

    known = keys.known(tx)
    prints = {key.id: keys.fingerprint(key.public) for key in known}
    return known, tx.database.replica, own_key.state(tx), trust_list.taken(tx), prints


def _void_text(found: TrustList) -> str:
    n = len(found.void)
    return ngettext("{n} void number", "{n} void numbers", n).format(n=n)
