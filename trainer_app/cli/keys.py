"""Commands for the proof that certificates carry: keys, check-page, void-list."""

import os
from pathlib import Path

import click

from db import stopping
from trainer_app import keys, own_key
from trainer_app.certificates import check_page, trust_list
from trainer_app.cli.frame import Context, check_writable, command
from trainer_app.errors import UserError
from trainer_app.file_names import located
from trainer_app.formats import date_text
from trainer_app.texts import _, ngettext

NEW_PASSPHRASE_VARIABLE = "TRAINER_APP_NEW_PASSPHRASE"
"""Environment variable of a passphrase to be set, for scripts; without it the terminal asks."""

_FILE = click.Path(path_type=Path, readable=False)


@command("keys")
@click.option("--confirm", metavar="ID", help="Confirm a trainer's key in the name of this office.")
@click.option("--unconfirm", metavar="ID", help="Take the confirmation back.")
@click.option("--replace", is_flag=True, help="Sign with a new key from now on; the old one confirms it.")
@click.option("--lost", is_flag=True, help="With --replace: the old key may be in other hands, it confirms nothing.")
@click.option("--passphrase", is_flag=True, help="Keep the key with a passphrase; an empty one takes it away.")
def keys_(
    context: Context, confirm: str | None, unconfirm: str | None, replace: bool, lost: bool, passphrase: bool
) -> None:
    """Show the keys that certificates and workbooks are signed with, confirm those of trainers, or replace one's own.

    TRAINER_APP_PASSPHRASE gives the passphrase of the key where it has one.

    \b
    Examples:
      trainer-app --database office.sqlite keys
      trainer-app --database office.sqlite keys --confirm 4f1c22
      trainer-app --database mya.sqlite keys --replace
      trainer-app --database mya.sqlite keys --passphrase
    """
    if sum(map(bool, (confirm, unconfirm, replace, passphrase))) > 1 or (lost and not replace):
        raise click.UsageError(_("Choose one of --confirm, --unconfirm, --replace and --passphrase."))
    if confirm or unconfirm:
        _confirm(context, confirm or unconfirm or "", bool(confirm))
    elif replace:
        with context.database.change(_("Replace the key"), kind="keys") as tx:
            keys.replace(tx, lost=lost)
        context.say(_("The key is replaced. Send a workbook to your office, and hand out the page anew."))
    elif passphrase:
        _passphrase(context)
    _show(context)


def _confirm(context: Context, start: str, confirm: bool) -> None:
    label = _("Confirm a key") if confirm else _("Take back the confirmation of a key")
    with context.database.change(label) as tx:
        found = [key for key in keys.known(tx) if key.id.startswith(start)]
        if len(found) != 1:
            raise UserError(
                _("There is no key {id} here, or more than one begins like that. Nothing was changed.").format(id=start)
            )
        (keys.vouch if confirm else keys.unvouch)(tx, found[0].id)
    text = _("The key of {name} is confirmed.") if confirm else _("The key of {name} is not confirmed any more.")
    context.say(text.format(name=found[0].name))


def _passphrase(context: Context) -> None:
    new = os.environ.get(NEW_PASSPHRASE_VARIABLE)
    if new is None:
        with stopping.answering():
            new = click.prompt(_("New passphrase"), hide_input=True, confirmation_prompt=True, default="", err=True)
    with context.database.change(_("Passphrase of the key"), kind="keys") as tx:
        own_key.guard(tx, new)
    context.say(_("The key is kept with this passphrase.") if new else _("The key is kept without a passphrase."))


def _show(context: Context) -> None:
    with context.database.read() as tx:
        found, own, state = keys.known(tx), tx.database.replica, own_key.state(tx)
    context.table(
        [_("Key"), _("Of"), _("Since"), _("Until"), _("Confirmed by"), _("Fingerprint")],
        [
            [one.id, one.name or "-", date_text(one.made_on), date_text(one.retired_on), one.vouched_by,
             keys.fingerprint(one.public)]
            for one in found
        ],
    )  # fmt: skip
    if state.guarded:
        context.say(_("The key of this database is kept with a passphrase."))
    context.give([
        {"id": one.id, "name": one.name, "own": one.replica == own, "made_on": one.made_on,
         "retired_on": one.retired_on, "confirmed_by": one.vouched_by, "fingerprint": keys.fingerprint(one.public)}
        for one in found
    ])  # fmt: skip


@command("check-page")
@click.argument("file", type=_FILE)
def check_page_(context: Context, file: Path) -> None:
    """Write the page that checks certificates: one HTML file that works without a network, on a phone too.

    This database's keys, those it confirmed and the void numbers of its register are in it, as of today.

    \b
    Example:
      trainer-app --database office.sqlite check-page check.html
    """
    check_writable(file)
    with stopping.held(), context.database.change(_("Save the page that checks certificates"), kind="list") as tx:
        found = check_page.write(tx, file)
    _tell(context, file, found)


@command("void-list")
@click.argument("file", type=_FILE)
def void_list(context: Context, file: Path) -> None:
    """Write the signed list of void numbers and confirmed keys, for the page and for “verify --list”.

    \b
    Example:
      trainer-app --database office.sqlite void-list chamber.trust.json
    """
    check_writable(file)
    with stopping.held(), context.database.change(_("Save the list of void numbers"), kind="list") as tx:
        found = trust_list.write(tx, file)
    _tell(context, file, found)


def _tell(context: Context, file: Path, found: trust_list.TrustList) -> None:
    n = len(found.void)
    void = ngettext("{n} void number", "{n} void numbers", n).format(n=n)
    listed = ngettext("{n} key", "{n} keys", len(found.keys)).format(n=len(found.keys))
    context.say(_("{file} is written, with {keys} and {void}.").format(file=located(file), keys=listed, void=void))
    context.give({"file": str(file), "keys": len(found.keys), "void": n, "made": found.made})
