"""Commands for courses: list, new, participants from a list, attendance, outcomes, totals, certificates, verify."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from db.database import Transaction
from trainer_app import organisations, places, settings
from trainer_app.cli.frame import LISTED, Context, command, day
from trainer_app.courses import attendance, course_list, course_outcomes, courses, enrolments, headcounts, sessions
from trainer_app.courses.courses import find_course
from trainer_app.errors import UserError
from trainer_app.paths import programmes_folder
from trainer_app.people import trainers
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _

_FILE = click.Path(path_type=Path, readable=False)


@command("courses")
@click.option("--status", type=click.Choice(list(courses.STATUSES)), help="Only courses of this status.")
@click.option("--text", help="Only courses whose code, title, venue or place holds this.")
@click.option("--limit", default=50, type=LISTED, help="How many are listed.")
def courses_(context: Context, status: str | None, text: str | None, limit: int) -> None:
    """List courses, the latest first.

    \b
    Example:
      trainer-app --database mya.sqlite courses --status held
    """
    with context.database.read() as tx:
        found = course_list.rows(tx, course_list.Filter(text=text, status=status), limit=limit)
    context.table(
        [
            _("Code"),
            _("Product"),
            _("Start"),
            _("End"),
            _("Place"),
            _("With names"),
            _("Without names"),
            _("Women"),
            _("Certificates"),
        ],
        [
            [
                one.code,
                one.products,
                one.starts,
                one.ends,
                one.place,
                one.named,
                one.headcount,
                one.women,
                one.certificates,
            ]
            for one in found
        ],
    )
    context.give([{**vars(row), "people": row.people} for row in found])


@command("course")
@click.option("--product", "products", multiple=True, required=True, help="Code of what is taught; may be repeated.")
@click.option("--title", help="Title, where it has one of its own.")
@click.option("--code", help="Its code; proposed if not given.")
@click.option("--province", help="Province, made if it is new.")
@click.option("--venue", help="Where in it.")
@click.option("--from", "starts", type=day, required=True, metavar="DAY", help="First day, as 2026-03-02.")
@click.option("--to", "ends", type=day, required=True, metavar="DAY", help="Last day.")
@click.option("--organiser", help="Organisation that holds it, made if it is new.")
@click.option("--trainer", "names", multiple=True, help="Name of a trainer, made if new; may be repeated.")
def course(
    context: Context, products: tuple[str, ...], title: str | None, code: str | None, province: str | None,
    venue: str | None, starts: date, ends: date, organiser: str | None, names: tuple[str, ...],
) -> None:  # fmt: skip
    """Enter a new course, with the sessions that its product proposes.

    \b
    Example:
      trainer-app --database mya.sqlite course --product SYB --province Shan --from 2026-03-02 --to 2026-03-06
    """
    catalogue = load_catalogue(programmes_folder())
    with context.database.change(_("New course")) as tx:
        country = settings.get(tx, "country") or ""
        saved = courses.save(
            tx, catalogue, title=title, code=code, products=" ".join(products), venue=venue, starts=starts, ends=ends,
            place_id=places.ensure(tx, country, province) if province else None,
            organiser_id=organisations.ensure(tx, organiser, country) if organiser else None,
            trainers=[(trainers.ensure(tx, name).id, "co_trainer" if n else "lead") for n, name in enumerate(names)],
        )  # fmt: skip
        slots = sessions.propose(starts, ends, courses.products_of(saved, catalogue))
        sessions.save_proposed(tx, saved, slots)
    context.say(_("{code} is entered, with {n} sessions.").format(code=saved.code, n=len(slots)))
    context.give({"id": saved.id, "code": saved.code, "sessions": len(slots)})


@command("attendance")
@click.argument("code")
@click.option("--all-present", is_flag=True, help="Mark everyone present who has no mark yet, in every session.")
@click.option("--absent", "absences", multiple=True, metavar="SEAT:SESSIONS",
              help="Sessions that a participant missed, such as 7:1,2; may be repeated.")  # fmt: skip
def attendance_(context: Context, code: str, all_present: bool, absences: tuple[str, ...]) -> None:
    """Show or mark the attendance of a course.

    \b
    Examples:
      trainer-app --database mya.sqlite attendance SYB-2026-K7Q-001
      trainer-app --database mya.sqlite attendance SYB-2026-K7Q-001 --absent 7:1,2 --absent 12:10 --all-present
    """
    if all_present or absences:
        with context.database.change(_("Mark attendance")) as tx:
            mark(tx, find_course(tx, code).id, [_absence(text) for text in absences], all_present)
    with context.database.read() as tx:
        grid = attendance.grid(tx, find_course(tx, code).id)
        rows = enrolments.rows(tx, find_course(tx, code).id)
    signs = {"present": "P", "absent": "A", "half": "H", "excused": "E"}
    table = [
        [row.enrolment.seat, row.value("person.full_name") or row.enterprise or row.organisation,
         *[signs.get(marked.mark or "", "") if (marked := grid.marks.get((row.enrolment.id, s.id))) else ""
           for s in grid.sessions]]
        for row in rows
    ]  # fmt: skip
    context.table([_("No"), _("Name"), *[str(session.number) for session in grid.sessions]], table)
    context.give({"sessions": [session.number for session in grid.sessions], "rows": table})


def _absence(text: str) -> tuple[int, list[int]]:
    seat, _colon, numbers = text.partition(":")
    try:
        return int(seat), [int(number) for number in numbers.split(",")]
    except ValueError as error:
        raise click.BadParameter(_("{text} is not like 7:1,2 (seat, colon, sessions).").format(text=text)) from error


def mark(tx: Transaction, course_id: str, absences: list[tuple[int, list[int]]], all_present: bool) -> None:
    """Mark the absences (seat, session numbers), then everybody else present if asked."""
    grid = attendance.grid(tx, course_id)
    by_seat = {enrolment.seat: enrolment.id for enrolment in grid.enrolments}
    by_number = {session.number: session.id for session in grid.sessions}
    for seat, numbers in absences:
        if seat not in by_seat:
            raise UserError(_("There is no participant number {n} in this course. Nothing was marked.").format(n=seat))
        missing = [number for number in numbers if number not in by_number]
        if missing:
            raise UserError(_("There is no session {n} in this course. Nothing was marked.").format(n=missing[0]))
        attendance.mark(tx, [(by_seat[seat], by_number[number]) for number in numbers], "absent")
    if all_present:
        for session in grid.sessions:
            attendance.all_present(tx, session)


@command("outcomes")
@click.argument("code")
@click.option("--accept", is_flag=True, help="Save the proposals; what somebody decided stays.")
def outcomes(context: Context, code: str, accept: bool) -> None:
    """Show, or save, the outcomes that the product's rule proposes.

    \b
    Example:
      trainer-app --database mya.sqlite outcomes SYB-2026-K7Q-001 --accept
    """
    catalogue = load_catalogue(programmes_folder())
    with context.database.read() as tx:
        found = find_course(tx, code)
        proposed = course_outcomes.propose(tx, found, catalogue)
        names = {row.enrolment.id: row.value("person.full_name") for row in enrolments.rows(tx, found.id)}
    if accept:
        with context.database.change(_("Accept outcomes")) as tx:
            changed = course_outcomes.accept(tx, course_outcomes.propose(tx, find_course(tx, code), catalogue))
        context.say(_("{n} outcomes are saved.").format(n=changed))
    table = [
        [enrolment.seat, names.get(enrolment.id), enrolments.outcome_label(proposal.outcome), proposal.reason]
        for enrolment, proposal in proposed
    ]
    context.table([_("No"), _("Name"), _("Outcome"), _("Reason")], table)
    context.give([
        {"enrolment": enrolment.id, "outcome": proposal.outcome, "reason": proposal.reason}
        for enrolment, proposal in proposed
    ])  # fmt: skip


@command("totals")
@click.argument("code")
@click.option("--label", default="", help="Which group they are of.")
@click.option("--women", type=int)
@click.option("--men", type=int)
@click.option("--unknown", type=int, help="People whose sex is not known.")
@click.option("--youth", type=int, help="Of these, young people.")
def totals(
    context: Context, code: str, label: str, women: int | None, men: int | None, unknown: int | None, youth: int | None
) -> None:
    """Enter totals without names for a course, such as a class of KAB; the same label again corrects them.

    \b
    Example:
      trainer-app --database ben.sqlite totals KAB-2026-7QW-001 --label "Class 9B" --women 18 --men 15
    """
    counts = {"women": women, "men": men, "unknown": unknown, "youth": youth}
    given: dict[str, Any] = {name: number for name, number in counts.items() if number is not None}
    if not given:
        raise click.UsageError(_("No number is given. Say how many by --women, --men or --unknown."))
    group = label.strip() or None
    with context.database.change(_("Totals without names")) as tx:
        course = find_course(tx, code)
        known = next((one for one in headcounts.find(tx, course.id) if one.label == group), None)
        if known:
            saved = headcounts.save(tx, course.id, known, **given)
        else:
            saved = enrolments.add_totals(tx, course, load_catalogue(programmes_folder()), label=group, **given)
    context.say(_("The totals are saved."))
    context.give(json.loads(saved.model_dump_json()))
