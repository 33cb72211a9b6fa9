"""The command that takes in somebody's own list: import."""

from dataclasses import asdict
from pathlib import Path

import click

from trainer_app import list_import, settings
from trainer_app.cli.frame import Context, command
from trainer_app.courses import find_course
from trainer_app.list_plan import Options, Plan
from trainer_app.lists.read import read_list
from trainer_app.paths import programmes_folder
from trainer_app.programmes import load_catalogue
from trainer_app.texts import _


@command("import")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--course", help="Everybody goes into the course with this code.")
@click.option("--product", help="What was taught, where the list does not tell.")
@click.option("--likely", type=click.Choice(["hold", "new", "same"]), default="hold", show_default=True,
              help="What to do with a row that is likely somebody known.")  # fmt: skip
@click.option("--answer", "answers", multiple=True, metavar="QUESTION=OPTION", help="Answer to a question of the plan.")
@click.option("--password", help="Password of the file.")
@click.option("--apply", is_flag=True, help="Do it; without this only the plan is shown.")
def import_(
    context: Context, file: Path, course: str | None, product: str | None, likely: str, answers: tuple[str, ...],
    password: str | None, apply: bool,
) -> None:  # fmt: skip
    """Take in a list of participants as somebody wrote it: .xlsx, .xls, .ods, .csv and others.

    \b
    Examples:
      trainer-app --database mya.sqlite import "list final (2).xlsx" --course SYB-2026-K7Q-001
      trainer-app --database mya.sqlite import "list final (2).xlsx" --course SYB-2026-K7Q-001 --apply
    """
    database = context.database
    catalogue = load_catalogue(programmes_folder())
    with database.read() as tx:
        country = settings.get(tx, "country") or None
        options = Options(
            course_id=find_course(tx, course).id if course else None,
            product=product,
            likely=likely,  # type: ignore[arg-type]
        )
    reading = read_list(file, password=password, answers=dict(_answer(text) for text in answers), country=country)
    label = _("Import {file}").format(file=file.name)
    with database.change(label, kind="import", rehearse=True) as tx:
        made = list_import.plan(tx, reading, catalogue, options)
    if apply:
        database.backup(_("before import"))
        with database.change(label, kind="import") as tx:
            made = list_import.apply(tx, made, catalogue)
    _show(context, made)
    if not apply:
        context.say(_("This is a plan; nothing was changed. Repeat with --apply to do it."))
    context.give(
        {
            "applied": apply,
            "ledgers": [asdict(ledger) for ledger in made.ledgers],
            "rows": [
                {"sheet": row.sheet, "row": row.row, "name": row.name, "verdict": row.verdict, "reason": row.reason}
                for row in made.rows
            ],
            "cells": [asdict(note) for note in made.notes],
            "questions": [asdict(question) for question in made.questions],
        }
    )


def _answer(text: str) -> tuple[str, str]:
    key, sign, option = text.partition("=")
    if not sign:
        raise click.BadParameter(_("{text} is not like QUESTION=OPTION.").format(text=text))
    return key, option


def _show(context: Context, made: Plan) -> None:
    context.table(
        [_("Sheet"), _("Rows"), _("new"), _("changed"), _("same"), _("held"), _("refused")],
        [[row.sheet, row.read, row.new, row.changed, row.same, row.held, row.refused] for row in made.ledgers],
    )
    for row in made.rows:
        if row.verdict in ("held", "refused"):
            context.say(
                _("{sheet}, row {row}, {name}: {reason}").format(
                    sheet=row.sheet, row=row.row, name=row.name, reason=row.reason
                )
            )
    for note in made.notes:
        understood = note.understood or _("not taken, kept as text")
        context.say(
            _("{sheet}, cell {cell}: “{typed}” – {understood}").format(
                sheet=note.sheet, cell=note.cell, typed=note.typed, understood=understood
            )
        )
    for question in made.questions:
        options = ", ".join(f"{code} ({shown})" for code, shown in question.options)
        context.say(
            _("Question {key}: {text} Options: {options}").format(key=question.key, text=question.text, options=options)
        )
