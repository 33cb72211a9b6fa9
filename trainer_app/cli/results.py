"""Commands for what is reported: outreach."""

from datetime import date
from pathlib import Path

import click

from trainer_app import settings
from trainer_app.cli.frame import Context, command, day
from trainer_app.file_names import located
from trainer_app.paths import programmes_folder
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.reports import write
from trainer_app.reports.document import Table
from trainer_app.reports.grouping import DIMENSIONS
from trainer_app.reports.json_output import as_data
from trainer_app.reports.outreach import outreach
from trainer_app.texts import _


@command("outreach")
@click.option("--from", "first", type=day, required=True, metavar="DAY", help="First day of the period.")
@click.option("--to", "last", type=day, required=True, metavar="DAY", help="Last day of the period.")
@click.option("--by", multiple=True, type=click.Choice(list(DIMENSIONS)), default=("programme",), show_default=True,
              help="What to group by; up to three.")  # fmt: skip
@click.option(
    "--count-by", type=click.Choice(["end", "start"]), default="end", help="Which day puts a course in the period."
)
@click.option(
    "--out",
    multiple=True,
    type=click.Path(path_type=Path, readable=False),
    help="Write it: .pdf, .xlsx, .csv or .json.",
)
def outreach_(
    context: Context, first: date, last: date, by: tuple[str, ...], count_by: str, out: tuple[Path, ...]
) -> None:
    """The outreach of a period: seats, persons, shares, courses, completions, certificates.

    \b
    Examples:
      trainer-app --database office.sqlite outreach --from 2026-01-01 --to 2026-12-31 --by programme --by sex
      trainer-app --database office.sqlite outreach --from 2026-01-01 --to 2026-12-31 --by province --out 2026.pdf
    """
    catalogue = load_catalogue(programmes_folder())
    with context.database.read() as tx:
        document = outreach(
            tx, period=(first, last), by=by, catalogue=catalogue, count_by=count_by,  # type: ignore[arg-type]
            youth=(settings.get(tx, "youth_from"), settings.get(tx, "youth_to")),
            language=settings.get(tx, "language"),
        )  # fmt: skip
    for path in out:
        write(document, path)
        context.say(_("{file} is written.").format(file=located(path)))
    if not out:
        for part in document.parts:
            if isinstance(part, Table):
                context.say(part.title)
                rows = [part.shown(row) for row in part.rows]
                total = [part.shown_total()] if part.total is not None else []
                context.table([column.label for column in part.columns], rows + total)
                context.say("")
        context.say("\n".join(document.notes))
    context.give(as_data(document) if not out else {"files": [str(path) for path in out]})
