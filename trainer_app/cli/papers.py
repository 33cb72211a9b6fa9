"""Commands for papers: papers of a course besides its certificates, pictures for logos and signatures."""

from pathlib import Path

import click

from trainer_app.certificates import pictures
from trainer_app.cli.frame import Context, check_writable, command
from trainer_app.course_papers.facts import read
from trainer_app.course_papers.papers import PAPERS, write
from trainer_app.courses.courses import find_course
from trainer_app.courses.enrolments import find
from trainer_app.file_names import located
from trainer_app.paths import programmes_folder
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _, ngettext

_FILE = click.Path(path_type=Path, readable=False)


@command("papers")
@click.argument("code")
@click.argument("kind", type=click.Choice(list(PAPERS)))
@click.argument("pdf", type=_FILE)
@click.option("--seat", "seats", multiple=True, type=int, help="Only these participants; may be repeated.")
def papers(context: Context, code: str, kind: str, pdf: Path, seats: tuple[int, ...]) -> None:
    """Print a paper of a course: its register to sign, badges, letters of attendance, labels or envelopes.

    \b
    Examples:
      trainer-app --database mya.sqlite papers SYB-2026-K7Q-001 register register.pdf
      trainer-app --database mya.sqlite papers SYB-2026-K7Q-001 letters letters.pdf --seat 3 --seat 7
    """
    check_writable(pdf)
    with context.database.read() as tx:
        course = find_course(tx, code)
        chosen = [one.id for one in find(tx, course.id) if one.seat in seats] if seats else None
        facts = read(tx, course, load_catalogue(programmes_folder()), chosen)
    write(kind, facts, pdf)
    n = len(facts.learners)
    context.say(
        ngettext("{file} is made, for {n} person.", "{file} is made, for {n} persons.", n).format(
            file=located(pdf), n=n
        )
    )
    context.give({"file": str(pdf), "kind": kind, "persons": n})


@command("pictures")
@click.argument("slot", type=click.Choice(pictures.SLOTS), required=False)
@click.argument("file", type=_FILE, required=False)
@click.option("--remove", is_flag=True, help="Forget the picture.")
def pictures_(context: Context, slot: str | None, file: Path | None, remove: bool) -> None:
    """Load the office's logos and scanned signatures, which certificates and letters carry; they stay in this database.

    \b
    Examples:
      trainer-app --database office.sqlite pictures
      trainer-app --database office.sqlite pictures "logo 1" chamber.png
      trainer-app --database office.sqlite pictures "signature 2" --remove
    """
    if slot is not None and (file is None) == (not remove):
        raise click.UsageError(_("Name a file, or say --remove."))
    if slot is not None:
        with context.database.change(_("Pictures of certificates")) as tx:
            if file is not None:
                pictures.load(tx, slot, file)
            else:
                pictures.remove(tx, slot)
    with context.database.read() as tx:
        found = pictures.find(tx)
    context.table([_("Place"), _("Picture"), _("kB")], [
        [one, pictures.label(one), len(found[one]) // 1024 + 1 if one in found else None] for one in pictures.SLOTS
    ])  # fmt: skip
    context.give({one: len(picture) for one, picture in found.items()})
