"""The command that writes a workbook for somebody else."""

import os
from pathlib import Path

import click
from sqlmodel import col

from db import stopping
from db.database import Transaction
from db.models import Course
from trainer_app import settings
from trainer_app.cli.frame import PASSWORD_VARIABLE, Context, command
from trainer_app.courses.courses import find_course
from trainer_app.errors import UserError
from trainer_app.exchange import sending
from trainer_app.file_names import called, located
from trainer_app.paths import free_name, programmes_folder
from trainer_app.people import trainers
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _, ngettext, workbook_languages


@command("export")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--course", help="Only the course with this code.")
@click.option("--trainer", help="Only the courses of the trainer with this name.")
@click.option(
    "--corrections",
    metavar="TRAINER",
    help="The courses of this trainer, with what is in conflict, was refused or is missing pointed out.",
)
@click.option("--template", is_flag=True, help="An empty workbook to be filled in.")
@click.option("--to", "partner", default="", help="Who it is for; kept in the log.")
@click.option("--why", default="", help="What it is sent for; kept in the log.")
@click.option(
    "--only-new", is_flag=True, help="Of it only what the one it is for (--to) was not sent, and did not send."
)
@click.option(
    "--language",
    type=click.Choice(workbook_languages()),
    help="Language of the workbook, such as fr; the database's own if not given.",
)
@click.option("--with-national-ids", "national_ids", is_flag=True, help="Do not leave national ids out.")
@click.option(
    "--password",
    is_flag=True,
    help=f"Encrypt the file; the password is asked for, or taken from the variable {PASSWORD_VARIABLE}.",
)
@click.option("--preview", is_flag=True, help="Only say what the file would hold of people; write nothing.")
@click.option("--replace", is_flag=True, help="Write over a file of that name; without this it is left as it is.")
def export(
    context: Context, file: Path, course: str | None, trainer: str | None, corrections: str | None, template: bool,
    partner: str, why: str, only_new: bool, language: str | None, national_ids: bool, password: bool, preview: bool,
    replace: bool,
) -> None:  # fmt: skip
    """Write a workbook for somebody else.

    \b
    Examples:
      trainer-app --database a.db export for-office.xlsx --to "Country office" --only-new
      trainer-app --database office.db export empty.xlsx --template --to "Daw Mya" --language fr
      trainer-app --database office.db export fix.xlsx --corrections "Daw Mya" --password
    """
    if sum(map(bool, (course, trainer, corrections, template))) > 1:
        raise click.UsageError(_("Choose one of --course, --trainer, --corrections and --template."))
    if file.suffix.lower() != ".xlsx":
        raise UserError(_("A workbook is written as .xlsx. Name the file {name}.").format(name=file.stem + ".xlsx"))
    if file.exists() and not (replace or preview):
        raise UserError(
            _(
                "{file} is there already and was left as it is: somebody may have filled it in. Name another file, "
                "such as {free}, or repeat with --replace."
            ).format(file=located(file), free=called(free_name(file)))
        )
    with context.database.read() as tx:
        sender = settings.get(tx, "your_name") or settings.get(tx, "office_name") or ""
        country = settings.get(tx, "country") or ""
        language = language or settings.get(tx, "language") or "en"
        if course:
            kind, key = "course", _code(tx, course)
        elif trainer or corrections:
            kind, key = "corrections" if corrections else "trainer", _trainer(tx, trainer or corrections or "")
        else:
            kind, key = "template" if template else "everything", ""
        scope = sending.Scope(kind, key, only_new)
        if preview:
            people = sending.preview(tx, scope, partner=partner, national_ids=national_ids)
            context.say(people.sentence())
            context.give(people.facts())
            return
    written = sending.send(
        context.database, file, load_catalogue(programmes_folder()), scope, sender=sender, partner=partner, why=why,
        language=language, country=country, national_ids=national_ids, password=_password() if password else None,
        progress=context.progress, tell=lambda people: context.say(people.sentence()),
    )  # fmt: skip
    context.say(_("{file} is written.").format(file=located(written.path)))
    if written.remarks:
        text = ngettext("{n} cell is pointed out.", "{n} cells are pointed out.", written.remarks)
        context.say(text.format(n=written.remarks))
    context.give(
        {
            "file": str(written.path), "workbook": written.workbook, "rows": written.rows,
            "remarks": written.remarks, "personal_data": written.people.facts(),
        }
    )  # fmt: skip


def _password() -> str:
    """Never an argument: those stand in the list of processes and in the shell's history."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    with stopping.answering():
        return str(click.prompt(_("Password of the workbook"), hide_input=True, confirmation_prompt=True, err=True))


def _trainer(tx: Transaction, name: str) -> str:
    person = trainers.named(tx, name)
    if person is None:
        raise UserError(_("There is no trainer called “{name}”. “trainers” lists them.").format(name=name))
    return person.id


def _code(tx: Transaction, course: str) -> str:
    """The code of the one course meant; an export knows courses by their codes, so no other may have it."""
    code = find_course(tx, course).code or ""
    if len(tx.find(Course, col(Course.code) == code)) > 1:
        raise UserError(
            _("More than one course has the code {code}. Give one of them another code, then export it.").format(
                code=code
            )
        )
    return code
