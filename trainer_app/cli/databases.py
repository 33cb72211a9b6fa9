"""Commands for the database as a whole: new, demo, settings, backup, restore, check, dump, history, undo."""

import sys
from pathlib import Path

import click

from db import stopping
from db.database import Database
from trainer_app import action_log, backups, checking, dump, history, keys, settings, undoing
from trainer_app.cli.frame import ACTION, LISTED, Context, command
from trainer_app.errors import UserError
from trainer_app.exchange import logged
from trainer_app.file_names import located
from trainer_app.moments import is_typed
from trainer_app.texts import _, ngettext

_FILE = click.Path(path_type=Path, readable=False)


@command("new")
@click.option("--name", default="", help="Whose database it is: a trainer's or an office's name.")
@click.option("--office", is_flag=True, help="It is an office's database, not one trainer's.")
@click.option("--country", default="", help="Two letters, such as MM.")
@click.option("--language", type=click.Choice(list(dict(settings.LANGUAGES))), help="Language of texts, such as en.")
def new(context: Context, name: str, office: bool, country: str, language: str | None) -> None:
    """Make a new, empty database.

    \b
    Examples:
      trainer-app --database mya.sqlite new --name "Daw Mya" --country MM
      trainer-app --database office.sqlite new --name "Country office" --office
    """
    context.path.parent.mkdir(parents=True, exist_ok=True)
    kind = "office" if office else "trainer"
    chosen: dict[str, str | None] = {
        "office_name" if office else "your_name": name, "country": country.upper(), "language": language,
    }  # fmt: skip
    with stopping.held():
        database = Database.create(context.path, name=name, kind=kind)
        with database.change(_("First settings")) as tx:
            for key, value in chosen.items():
                if value:
                    settings.save(tx, key, value)
            keys.own(tx)
    context.say(_("{file} is made. Its code is {code}.").format(file=located(context.path), code=database.code))
    context.give({"file": str(context.path), "replica": database.replica, "code": database.code})


@command("demo")
@click.option("--folder", type=_FILE, default=Path("demo-output"), help="Where the results go.")
def demo(context: Context, folder: Path) -> None:
    """Run the whole story of three trainers and a country office, and leave its files in a folder.

    \b
    Example:
      trainer-app demo --folder demo-output
    """
    from trainer_app.demo import run

    result = run(folder, context.say, context.progress)
    context.say(_("Everything lies in {folder}. The office's database is {file}.").format(
        folder=folder.absolute(), file=result.office))  # fmt: skip
    context.give({"folder": str(folder), "office": str(result.office), "files": [str(file) for file in result.files]})


@command("settings")
@click.option(
    "--set", "values", multiple=True, metavar="KEY=VALUE", help="Set one; an empty value brings the default back."
)
def settings_(context: Context, values: tuple[str, ...]) -> None:
    """Show the settings of this database, or set some.

    \b
    Examples:
      trainer-app --database mya.sqlite settings
      trainer-app --database mya.sqlite settings --set signatory_1_name="Daw Mya" --set signatory_1_title=Director
    """
    known = [setting.key for setting in settings.SETTINGS]
    pairs = [text.partition("=") for text in values]
    for key, sign, _value in pairs:
        if not sign or key not in known:
            raise UserError(
                _("There is no setting {key}. The settings are: {keys}.").format(key=key, keys=", ".join(known))
            )
    if pairs:
        with context.database.change(_("Settings")) as tx:
            for key, _sign, value in pairs:
                settings.save(tx, key, value)
    with context.database.read() as tx:
        found = settings.all_values(tx)
    context.table(
        [_("Key"), _("Setting"), _("Value")],
        [[setting.key, settings.label(setting), found[setting.key]] for setting in settings.SETTINGS],
    )
    context.give(found)


@command("backup")
def backup(context: Context) -> None:
    """Copy the database into the folder of backups beside it.

    \b
    Example:
      trainer-app --database office.sqlite backup
    """
    path = backups.make(context.database)
    context.say(_("The backup is {file}.").format(file=located(path)))
    context.give({"file": str(path)})


@command("restore")
@click.argument("source", type=_FILE, required=False)
def restore(context: Context, source: Path | None) -> None:
    """Put a backup in the place of the database; without SOURCE the backups are listed.

    The present state is backed up first.

    \b
    Examples:
      trainer-app --database office.sqlite restore
      trainer-app --database office.sqlite restore "office backups/office 2026-03-01 120000 by hand.db"
    """
    if source is None:
        found = backups.find(context.path)
        context.table(
            [_("Made"), _("Reason"), _("File")], [[f"{b.made:%Y-%m-%d %H:%M}", b.reason, b.path] for b in found]
        )
        context.give([{"made": b.made.isoformat(), "reason": b.reason, "file": str(b.path)} for b in found])
        return
    database = backups.restore(context.path, source)
    context.say(
        _("{file} is restored. It goes on under the new code {code}.").format(
            file=located(context.path), code=database.code
        )
    )
    context.give({"file": str(context.path), "code": database.code})


@command("check")
def check(context: Context) -> None:
    """Look whether the database is sound: file, journal, tables, references, numbers.

    \b
    Example:
      trainer-app --database office.sqlite check
    """
    progress = context.progress
    found = checking.check(context.database, lambda share: progress.step(int(share * 100), 100, _("Checking")))
    context.give([{"kind": f.kind, "wrong": f.wrong, "sentence": f.sentence, "record": f.record} for f in found])
    for finding in found:
        context.say(finding.sentence)
    wrong = [finding for finding in found if finding.wrong]
    if wrong:
        context.refuse([ngettext("{n} thing is wrong.", "{n} things are wrong.", len(wrong)).format(n=len(wrong))])
    context.say(_("The database is sound."))


@command("dump")
@click.argument("file", type=_FILE, required=False)
def dump_(context: Context, file: Path | None) -> None:
    """Print all data as sorted lines of JSON: equal for equal databases.

    \b
    Examples:
      trainer-app --database office.sqlite dump > office.jsonl
      trainer-app --database office.sqlite dump office.jsonl
    """
    with context.database.read() as tx:
        if file is None:
            for line in dump.lines(tx):
                sys.stdout.write(line + "\n")
            return
        try:
            digest = dump.write(tx, file)
        except OSError as error:
            raise UserError(
                _("{file} could not be written: {reason}.").format(file=located(file), reason=error.strerror)
            ) from error
    context.say(_("{file} is written.").format(file=located(file)))
    context.give({"file": str(file), "sha256": digest})


@command("history")
@click.option("--record", nargs=2, metavar="TABLE ID", help="The history of one record.")
@click.option("--field", help="With --record: of this field only.")
@click.option("--action", type=ACTION, help="What one action changed.")
@click.option("--limit", default=50, type=LISTED, help="How many actions are listed.")
def history_(
    context: Context, record: tuple[str, str] | None, field: str | None, action: int | None, limit: int
) -> None:
    """Show what was done here and with whom, newest first, or who set a record's values, when and from where.

    \b
    Examples:
      trainer-app --database office.sqlite history
      trainer-app --database office.sqlite history --record person 0199… --field phones
    """
    with context.database.read() as tx:
        if record is not None or action is not None:
            events = history.of_record(tx, *record, field) if record else history.of_action(tx, action or 0)
            if record is None and (exchanged := action_log.one_action(tx, action or 0)):
                for line in logged.about(exchanged):
                    context.say(line)
            for event in events:
                context.say(event.sentence)
            context.give([
                {"at": e.at.isoformat(), "typed": is_typed(e.stamp), "who": e.who, "computer": e.computer,
                 "source": e.source, "kind": e.kind, "field": e.field, "old": e.old, "new": e.new} for e in events
            ])  # fmt: skip
            return
        rows = action_log.actions(tx, limit)
    context.table(
        [_("No"), _("When"), _("Who"), _("What"), _("With"), _("Changes"), _("Undone by")],
        [[row.id, f"{row.at:%Y-%m-%d %H:%M}", row.author, row.label, row.details.get("partner", ""), row.changes,
          row.undone_by or ""] for row in rows],
    )  # fmt: skip
    context.give([
        {"id": row.id, "at": row.at.isoformat(), "kind": row.kind, "label": row.label, "changes": row.changes,
         "undone_by": row.undone_by, "partner": row.details.get("partner"),
         "personal_data": row.details.get("personal_data")} for row in rows
    ])  # fmt: skip


@command("undo")
@click.argument("action", type=ACTION)
def undo(context: Context, action: int) -> None:
    """Take back one action: an edit, a merge, an import, or an undo. “history” shows the numbers.

    What other work has been built on since stays, and is named.

    \b
    Example:
      trainer-app --database office.sqlite undo 12
    """
    with context.database.read() as tx:
        found = action_log.one_action(tx, action)
    if found is None:
        raise UserError(_("There is no action {n}. “history” shows what was done here.").format(n=action))
    if found.kind in ("new", "restore"):
        raise UserError(
            _("“{what}” made this database what it is and cannot be undone. “restore” brings back a backup.").format(
                what=found.label
            )
        )
    if found.undone_by:
        raise UserError(_("Action {n} was undone already, by action {by}.").format(n=action, by=found.undone_by))
    if not found.did_something:
        raise UserError(_("Action {n} changed nothing, so there is nothing to undo.").format(n=action))
    with context.database.change(_("Undo: {what}").format(what=found.label), kind="undo") as tx:
        taken_back = undoing.take_back(tx, action)
        number = tx.action.id
    context.say(_("“{what}” is undone; undo action {n} to have it back.").format(what=found.label, n=number))
    for one in taken_back.kept:
        context.say(f"{one.sentence}: {', '.join(one.labels)}")
    if taken_back.passed_on:
        context.say(
            _(
                "It is put aside on this computer only. Workbooks went out since, to: {partners}. They may hold it."
            ).format(partners=", ".join(taken_back.passed_on))
        )
    context.give({"undone": action, "action": number, "kept": [vars(one) for one in taken_back.kept],
                  "passed_on": taken_back.passed_on})  # fmt: skip
