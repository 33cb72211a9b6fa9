"""Commands for certificates: certificates, trainer-certificates, badges, verify."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from sqlmodel import col

from db import stopping
from db.database import Transaction
from db.models import Certificate
from trainer_app.certificates import badges as open_badges
from trainer_app.certificates import of_trainers, proof, register, trust_list, verification
from trainer_app.certificates.contents import Certificate as Drawing
from trainer_app.certificates.designs import load
from trainer_app.certificates.drawing import draw_certificates, draw_each, file_stem
from trainer_app.certificates.emails import addresses, in_emails
from trainer_app.certificates.of_trainers import Candidate
from trainer_app.certificates.printing import count_printed, drawings, print_course
from trainer_app.certificates.statement import is_code
from trainer_app.cli.frame import Context, check_writable, command
from trainer_app.courses import enrolments
from trainer_app.courses.courses import find_course
from trainer_app.errors import UserError
from trainer_app.formats import date_text
from trainer_app.paths import designs_folder, programmes_folder
from trainer_app.people import trainers
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _, ngettext

_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif")
_FILE = click.Path(path_type=Path, readable=False)

_AGAINST_RULE = click.option("--against-rule", is_flag=True, help="Although the rule says no; needs --reason and --by.")
_DECIDED_BY = click.option("--by", "decided_by", default="", help="Who decides against the rule.")
_VOID = click.option("--void", metavar="NUMBER", help="Make one certificate void; needs --reason.")
_REASON = click.option("--reason", default="", help="Why it is void, or given against the rule.")
_HANDED_OVER = click.option(
    "--handed-over", metavar="NUMBER", multiple=True, help="Record that it was collected; may be repeated."
)
_TAKEN_BY = click.option("--to", "taken_by", help="Who collected it, where it was not the person.")


@command("certificates")
@click.argument("codes", metavar="CODE...", nargs=-1, required=True)
@click.option("--pdf", type=_FILE, help="Issue what is due and print all into this PDF.")
@click.option(
    "--folder", type=_FILE,
    help="Issue what is due and print into this folder: a PDF for each person; of several courses, for each course.",
)  # fmt: skip
@click.option("--mail", is_flag=True, help="With --folder: an e-mail for each person, ready to be sent, with the PDF.")
@click.option("--seat", "seats", multiple=True, type=int, help="Only these participants; may be repeated.")
@_AGAINST_RULE
@_DECIDED_BY
@_VOID
@_REASON
@_HANDED_OVER
@_TAKEN_BY
def certificates(
    context: Context, codes: tuple[str, ...], pdf: Path | None, folder: Path | None, mail: bool,
    seats: tuple[int, ...], against_rule: bool, decided_by: str, void: str | None, reason: str,
    handed_over: tuple[str, ...], taken_by: str | None,
) -> None:  # fmt: skip
    """Show who gets a certificate and why, print them with permanent numbers, or make one void.

    \b
    Examples:
      trainer-app --database mya.sqlite certificates SYB-2026-K7Q-001
      trainer-app --database mya.sqlite certificates SYB-2026-K7Q-001 --pdf certificates.pdf
      trainer-app --database mya.sqlite certificates SYB-2026-K7Q-001 --void SIYB-SYB-MM-… --reason "wrong name"
      trainer-app --database mya.sqlite certificates SYB-2026-K7Q-001 --seat 4 --pdf four.pdf \\
          --against-rule --by "Daw Su" --reason "was ill, made up at home"
      trainer-app --database mya.sqlite certificates SYB-2026-K7Q-001 --handed-over SIYB-SYB-MM-… --to "the chief"
      trainer-app --database office.sqlite certificates SYB-2026-K7Q-001 SYB-2026-K7Q-002 --folder certificates
      trainer-app --database office.sqlite certificates SYB-2026-K7Q-001 --folder certificates --mail
    """
    if sum(bool(given) for given in (pdf, folder, void, handed_over)) > 1:
        raise click.UsageError(_("Choose one of --pdf, --folder, --void and --handed-over."))
    if len(codes) > 1 and (void or handed_over or seats):
        raise click.UsageError(_("Name one course with --seat, --void and --handed-over."))
    if mail and not folder:
        raise click.UsageError(_("--mail needs --folder."))
    if against_rule and not (seats and (pdf or folder)):
        raise click.UsageError(_("--against-rule needs --seat, and --pdf or --folder."))
    if void is not None:
        _void(context, void, reason)
    elif handed_over:
        _hand_over(context, handed_over, taken_by)
    elif pdf is not None or folder is not None:
        _print(context, codes, pdf, folder, seats, (reason, decided_by) if against_rule else None, mail=mail)
    else:
        for code in codes:
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


def _hand_over(context: Context, numbers: tuple[str, ...], by: str | None) -> None:
    with context.database.change(_("Certificates handed over")) as tx:
        found = [
            one
            for number in numbers
            for one in tx.find(Certificate, col(Certificate.number) == number.strip().upper())
            if one.voided_on is None
        ]
        missing = {number.strip().upper() for number in numbers} - {one.number for one in found}
        if missing:
            raise UserError(
                _("There is no valid certificate {number} in this database.").format(number=", ".join(sorted(missing)))
            )
        n = register.collect(tx, found, by)
    context.say(ngettext("{n} is recorded as handed over.", "{n} are recorded as handed over.", n).format(n=n))
    context.give({"handed_over": [one.number for one in found]})


def _print(
    context: Context, codes: tuple[str, ...], pdf: Path | None, folder: Path | None, seats: tuple[int, ...],
    against: tuple[str, str] | None, *, mail: bool,
) -> None:  # fmt: skip
    """Issue and print; `against` the rule: the reason, and who decides."""
    check_writable(pdf or folder or Path(), folder=pdf is None)
    catalogue = load_catalogue(programmes_folder())
    made: dict[str, list[Drawing]] = {}
    with context.database.change(_("Issue certificates of {code}").format(code=", ".join(codes))) as tx:
        for code in codes:
            course = find_course(tx, code)
            eligible = register.eligible(tx, course, catalogue) if seats or len(codes) > 1 else []
            if len(codes) > 1 and not any(one.kind for one in eligible):
                context.say(_("{code}: nobody is eligible yet.").format(code=code))
                continue
            chosen = [one.enrolment.id for one in eligible if one.enrolment.seat in seats] if seats else None
            reason, by = against or ("", context.database.author)
            made[course.code or code] = print_course(
                tx, course, catalogue, chosen, issued_by=by, overrides=dict.fromkeys(chosen or (), reason)
            )
    _put_on_paper(context, made, pdf, folder or Path(), mail=mail)


def _put_on_paper(
    context: Context, made: Mapping[str, list[Drawing]], pdf: Path | None, folder: Path, *, mail: bool = False
) -> None:  # fmt: skip
    """Write the PDFs, or `mail`s with them, count the printings once they are there, and say so."""
    every = [one for certificates in made.values() for one in certificates]
    files = _draw(context, {"": every} if mail else made, every, pdf, folder)
    if mail:
        with context.database.read() as tx:
            known = addresses(tx, every)
        files = in_emails(files, every, known)
    with stopping.held(), context.database.change(_("Print certificates of {code}").format(code=", ".join(made))) as tx:
        count_printed(tx, every)
    n = len(every)
    context.say(ngettext("{n} certificate is printed.", "{n} certificates are printed.", n).format(n=n))
    context.give({"numbers": [one.number for one in every], "files": [str(file) for file in files]})


def _draw(
    context: Context, made: Mapping[str, list[Drawing]], every: list[Drawing], pdf: Path | None, folder: Path
) -> list[Path]:  # fmt: skip
    """Write the PDFs: one with all, one for each course, or of one course one for each person."""
    designs, progress = load(designs_folder()), context.progress

    def step(done: int) -> None:
        progress.step(done, len(every), _("Printing"))

    if pdf is not None:
        draw_certificates(every, pdf, designs=designs, progress=step)
        return [pdf]
    if len(made) == 1:
        return draw_each(every, folder, designs=designs, progress=step)
    files = {code: folder / f"{file_stem(code)}.pdf" for code in made}
    for code, certificates in made.items():
        draw_certificates(certificates, files[code], designs=designs)
    return list(files.values())


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


@command("trainer-certificates")
@click.argument("name", required=False)
@click.option("--product", help="Only for this product, or programme as a whole.")
@click.option("--level", type=click.Choice(list(trainers.LEVELS)), help="Only of this level.")
@click.option("--pdf", type=_FILE, help="Issue what is due and print it into this PDF.")
@click.option("--folder", type=_FILE, help="Issue what is due and print into this folder: a PDF for each.")
@_AGAINST_RULE
@_DECIDED_BY
@_VOID
@_REASON
@_HANDED_OVER
@_TAKEN_BY
def trainer_certificates(
    context: Context, name: str | None, product: str | None, level: str | None, pdf: Path | None, folder: Path | None,
    against_rule: bool, decided_by: str, void: str | None, reason: str, handed_over: tuple[str, ...],
    taken_by: str | None,
) -> None:  # fmt: skip
    """Show which trainers have practised as the rule asks, and print the certificates of their level.

    \b
    Examples:
      trainer-app --database office.sqlite trainer-certificates
      trainer-app --database office.sqlite trainer-certificates "Ma Khin Htwe" --pdf trainer.pdf
      trainer-app --database office.sqlite trainer-certificates "Ma Khin Htwe" --product SYB --pdf trainer.pdf \\
          --against-rule --by "Daw Su" --reason "was observed before the records began"
      trainer-app --database office.sqlite trainer-certificates --void SIYB-SYB-MM-… --reason "wrong name"
    """
    if sum(bool(given) for given in (pdf, folder, void, handed_over)) > 1:
        raise click.UsageError(_("Choose one of --pdf, --folder, --void and --handed-over."))
    if against_rule and not (name and (pdf or folder)):
        raise click.UsageError(_("--against-rule needs the trainer’s name, and --pdf or --folder."))
    if void is not None:
        _void(context, void, reason)
    elif handed_over:
        _hand_over(context, handed_over, taken_by)
    elif pdf is not None or folder is not None:
        check_writable(pdf or folder or Path(), folder=pdf is None)
        catalogue = load_catalogue(programmes_folder())
        with context.database.change(_("Issue certificates of trainers")) as tx:
            found = _candidates(tx, name, product, level)
            if not against_rule:
                due = [one for one in found if one.eligible and (name or one.certificate is None)]
                found = due or _nobody_due(found, name)
            by = decided_by if against_rule else context.database.author
            given = of_trainers.issue(tx, found, issued_by=by, reason=reason if against_rule else "")
            made = drawings(tx, given, catalogue)
        _put_on_paper(context, {name or _("trainers"): made}, pdf, folder or Path())
    else:
        _show_trainers(context, name, product, level)


def _candidates(tx: Transaction, name: str | None, product: str | None, level: str | None) -> list[Candidate]:
    """The levels of trainers that are asked for. Raises UserError for none."""
    person = trainers.find_by_name(tx, name) if name else None
    found = [
        one
        for one in of_trainers.candidates(tx, load_catalogue(programmes_folder()), person.id if person else None)
        if product in (None, one.product) and level in (None, one.kind)
    ]
    if not found:
        raise UserError(
            _("No step of a trainer is recorded for this. Record one on the trainer’s page, such as the ToT.")
        )
    return found


def _nobody_due(found: list[Candidate], name: str | None) -> list[Candidate]:
    """Of one trainer all, whose reasons are told then. Raises UserError where nobody was named."""
    if name:
        return found
    raise UserError(_("No trainer is due for a certificate. The list without --pdf has the reasons."))


def _show_trainers(context: Context, name: str | None, product: str | None, level: str | None) -> None:
    with context.database.read() as tx:
        found = _candidates(tx, name, product, level)
    context.table(
        [_("Name"), _("Product"), _("Certificate"), _("By the rule"), _("Number"), _("Reason")],
        [
            [one.name, one.product, register.kind_label(one.kind), _("yes") if one.eligible else _("no"),
             one.certificate.number if one.certificate else "", one.reason]
            for one in found
        ],
    )  # fmt: skip
    context.give([
        {"name": one.name, "product": one.product, "kind": one.kind, "eligible": one.eligible, "reason": one.reason,
         "number": one.certificate.number if one.certificate else None}
        for one in found
    ])  # fmt: skip


@command("badges")
@click.argument("codes", metavar="CODE...", nargs=-1, required=True)
@click.option("--folder", type=_FILE, required=True, help="Where the files go: one for each certificate.")
@click.option("--seat", "seats", multiple=True, type=int, help="Only these participants; may be repeated.")
def badges(context: Context, codes: tuple[str, ...], folder: Path, seats: tuple[int, ...]) -> None:
    """Write the certificates that were issued as Open Badges 3.0: signed files for wallets and learning platforms.

    \b
    Examples:
      trainer-app --database mya.sqlite badges SYB-2026-K7Q-001 --folder badges
      trainer-app --database mya.sqlite badges SYB-2026-K7Q-001 --seat 3 --folder badges
    """
    if len(codes) > 1 and seats:
        raise click.UsageError(_("Name one course with --seat."))
    check_writable(folder, folder=True)
    with context.database.change(_("Badges of {code}").format(code=", ".join(codes))) as tx:
        made: dict[str, str] = {}
        for code in codes:
            course = find_course(tx, code)
            chosen = [one.id for one in enrolments.find(tx, course.id) if one.seat in seats] if seats else None
            made |= open_badges.badges(tx, register.issued(tx, course, chosen), load_catalogue(programmes_folder()))
    if not made:
        raise UserError(_("No certificate of {code} was issued yet. Issue them first.").format(code=", ".join(codes)))
    files = open_badges.write(made, folder)
    n = len(files)
    context.say(ngettext("{n} badge is written.", "{n} badges are written.", n).format(n=n))
    context.give({"files": [str(file) for file in files]})


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
        with context.database.change(_("Load another office’s list"), kind="list") as tx:
            taken = trust_list.take(tx, file)
        context.say(_("The list of {office} of {day} is used.").format(office=taken.office, day=date_text(taken.as_of)))
    results: list[verification.Result] = []
    unread: list[str] = []
    with context.database.read() as tx:
        for text in what:
            try:
                results += _verified(tx, text)
            except UserError as error:
                unread.append(str(error))
    for result in results:
        context.say(result.sentence)
    data: list[dict[str, Any]] = [
        {"state": result.state, "number": result.number, "sentence": result.sentence} for result in results
    ]
    context.give(data)
    bad = sum(result.state != verification.GOOD for result in results)
    told = [ngettext("{n} is not good.", "{n} are not good.", bad).format(n=bad)] if bad else []
    if told or unread:
        context.refuse(unread + told)


def _verified(tx: Transaction, text: str) -> list[verification.Result]:
    """What is known of a number, a PDF, a picture or the text of a code. Raises UserError where it cannot be read."""
    if text.lower().endswith(".pdf"):
        return proof.verify_pdf(tx, Path(text))
    if text.lower().endswith(_PICTURES):
        return proof.verify_picture(tx, Path(text))
    return [proof.verify_code(tx, text) if is_code(text) else verification.verify(tx, text)]
