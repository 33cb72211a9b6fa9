"""What is done to certificates that have a number, wherever they are listed: handed over, made void."""

from __future__ import annotations

from collections.abc import Sequence

from trainer_app.texts import _, ngettext
from ui.screen import Screen
from ui.screens.course import papers


def ask_handed_over(screen: Screen, certificates: Sequence[str]) -> None:
    """Ask who took them, and record it."""
    from ui.dialogs.one_text import OneTextDialog

    if not certificates:
        screen.messages.info(_("None of these has a number yet: make the certificates first."))
        return
    title = ngettext("{n} certificate is handed over", "{n} certificates are handed over", len(certificates))
    label = _("Taken by (blank: the persons themselves)")
    dialog = OneTextDialog(title.format(n=len(certificates)), label, "", screen, needed=False)

    def save() -> None:
        by = dialog.text() or None
        screen.change(_("Certificates handed over"), lambda tx: papers.hand_over(tx, certificates, by))

    dialog.accepted.connect(save)
    dialog.open()


def ask_void(screen: Screen, certificates: Sequence[str]) -> None:
    """Ask why they are void, and make them so."""
    from ui.dialogs.one_text import OneTextDialog

    if not certificates:
        screen.messages.info(_("None of these is a certificate that is valid."))
        return
    title = ngettext("Make {n} certificate void", "Make {n} certificates void", len(certificates))
    more = _("The number is kept in the register and never given again.")
    dialog = OneTextDialog(title.format(n=len(certificates)), _("Why"), more, screen)

    def save() -> None:
        reason = dialog.text()
        screen.change(_("Make certificates void"), lambda tx: papers.void(tx, certificates, reason))

    dialog.accepted.connect(save)
    dialog.open()
