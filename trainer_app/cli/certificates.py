"""Commands for certificates: certificates, verify."""

from pathlib import Path
from typing import Any

import click
from sqlmodel import col

from db.models import Certificate
from trainer_app.certificates import proof, register, trust_list, verification
from trainer_app.certificates.designs import load
from trainer_app.certificates.drawing import draw_certificates, draw_each
from trainer_app.certificates.printing import count_printed, print_course
from trainer_app.certificates.statement import is_code
from trainer_app.cli.frame import Context, check_writable, command
from trainer_app.courses import find_course
from trainer_app.errors import UserError
from trainer_app.formats import date_text
from trainer_app.paths import designs_folder, programmes_folder
from trainer_app.programmes import load_catalogue
from trainer_app.texts import _, ngettext

_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif")
_FILE = click.Path(path_type=Path, readable=False)


@command("certificates")
@click.argument("code")
@click.option("--pdf", type=_FILE, help="Issue what is due and print all into this PDF.")
@click.option("--folder", type=_FILE, help="Issue what is due and print one PDF for each into this folder.")
@click.option("--seat", "seats", multiple=True, type=int, help="Only these participants; may be repeated.")
@click.option("--void", metavar="NUMBER", help="Make one certificate void; needs --reason.")
@click.option("--reason", default="", help="Why it is void.")
def certificates(
    context: Context, code: str, pdf: Path | None, folder: Path | None, seats: tuple[int, ...], void: str | None,
    reason: str,
) -> None:  # fmt: skip
    """Show who gets a certificate and why, print them with permanent numbers, or make one void.

    \b
    Examples:
      trainer-app --database mya.sqlite certificates SYB-2026-K7Q-001
      trainer-app --database mya.sqlite certificates SYB-2026-K7Q-001 --pdf certificates.pdf
      trainer-app --database mya.sqlite certificates SYB-2026-K7Q-001 --void SIYB-SYB-MM-… --reason "wrong name"
    """
    if sum(given is not None for given in (pdf, folder, void)) > 1:
        raise click.UsageError(_("Choose one of --pdf, --folder and --void."))
    if void is not None:
        _void(context, void, reason)
    elif pdf is not None or folder is not None:
        _print(context, code, pdf, folder, seats)
    else:
        _show(context, code)


def _void(context: Context, number: str, reason: str) -> None:
    with context.database.change(_("Void {number}").format(number=number)) as tx:
        found = tx.find(Certificate, col(Certificate.number) == number.strip().upper())
        if not found:
            raise UserError(_("There is no certificate {number} in this database.").format(number=number))
        valid = [one for one in found if one.voided_on is None]
        if len(valid) > 1:
            names = ", ".join(one.name_printed or "-" for one in valid)
            raise UserError(
                _("{number} was given to several: {names}. Make the wrong one void in the window.").format(
                    number=number, names=names
                )
            )
        register.void(tx, (valid or found)[0], reason)
    context.say(_("{number} is void. The number is kept and never given again.").format(number=number))
    context.give({"number": number, "void": True})


def _print(context: Context, code: str, pdf: Path | None, folder: Path | None, seats: tuple[int, ...]) -> None:
    check_writable(pdf or folder or Path(), folder=pdf is None)
    catalogue = load_catalogue(programmes_folder())
    with context.database.change(_("Issue certificates of {code}").format(code=code)) as tx:
        course = find_course(tx, code)
        chosen = None
        if seats:
            chosen = [
                one.enrolment.id for one in register.eligible(tx, course, catalogue) if one.enrolment.seat in seats
            ]
        made = print_course(tx, course, catalogue, chosen, issued_by=context.database.author)
    progress = context.progress

    def step(done: int) -> None:
        progress.step(done, len(made), _("Printing"))

    if pdf is not None:
        draw_certificates(made, pdf, designs=load(designs_folder()), progress=step)
        files = [pdf]
    else:
        files = draw_each(made, folder or Path(), designs=load(designs_folder()))
    with context.database.change(_("Print certificates of {code}").format(code=code)) as tx:
        count_printed(tx, made)
    context.say(ngettext("{n} certificate is printed.", "{n} certificates are printed.", len(made)).format(n=len(made)))
    context.give({"numbers": [one.number for one in made], "files": [str(file) for file in files]})


def _show(context: Context, code: str) -> None:
    with context.database.read() as tx:
        found = register.eligible(tx, find_course(tx, code), load_catalogue(programmes_folder()))
    context.table(
        [_("No"), _("Name"), _("Certificate"), _("Number"), _("Reason")],
        [
            [
                one.enrolment.seat,
                one.name,
                register.kind_label(one.kind),
                one.certificate.number if one.certificate else "",
                one.reason,
            ]
            for one in found
        ],
    )
    context.give([
        {"seat": one.enrolment.seat, "name": one.name, "kind": one.kind, "reason": one.reason,
         "number": one.certificate.number if one.certificate else None}
        for one in found
    ])  # fmt: skip


@command("verify")
@click.argument("what", nargs=-1)
@click.option("--list", "lists", multiple=True, type=_FILE, help="An office's list of void numbers; it is remembered.")
def verify(context: Context, what: tuple[str, ...], lists: tuple[Path, ...]) -> None:
    """Check certificates: numbers, PDFs, photographs or scans of the code, or the text of a code.

    Exit code 1 if any is not good.

    \b
    Examples:
      trainer-app --database office.sqlite verify SIYB-SYB-MM-2026-K7Q2M9D-0001-X
      trainer-app --database office.sqlite verify certificate.pdf
      trainer-app --database office.sqlite verify photo.jpg
      trainer-app --database ministry.sqlite verify --list chamber.trust.json photo.jpg
    """
    if not what and not lists:
        raise click.UsageError(_("Name what to check: a number, a PDF or a picture."))
    for file in lists:
        with context.database.change(_("Load a list of void numbers")) as tx:
            taken = trust_list.take(tx, file)
        context.say(_("The list of {office} of {day} is used.").format(office=taken.office, day=date_text(taken.as_of)))
    results: list[verification.Result] = []
    with context.database.read() as tx:
        for text in what:
            if text.lower().endswith(".pdf"):
                results += proof.verify_pdf(tx, Path(text))
            elif text.lower().endswith(_PICTURES):
                results += proof.verify_picture(tx, Path(text))
            elif is_code(text):
                results.append(proof.verify_code(tx, text))
            else:
                results.append(verification.verify(tx, text))
    for result in results:
        context.say(result.sentence)
    data: list[dict[str, Any]] = [
        {"state": result.state, "number": result.number, "sentence": result.sentence} for result in results
    ]
    context.give(data)
    bad = sum(result.state != verification.GOOD for result in results)
    if bad:
        context.refuse([ngettext("{n} is not good.", "{n} are not good.", bad).format(n=bad)])
