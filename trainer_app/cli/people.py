"""Commands for people: person, trainers, duplicates, followups."""

from datetime import date
from typing import Any

import click
from sqlmodel import col

from db.database import Transaction
from db.journal import kinds
from db.models import RECORDS, Person
from trainer_app import duplicates, enterprises, history, organisations, searching
from trainer_app.cli.frame import Context, command, day
from trainer_app.errors import UserError
from trainer_app.follow_ups import follow_ups
from trainer_app.formats import date_text, parse_date, parse_whole
from trainer_app.paths import programmes_folder
from trainer_app.people import persons, standings, trainers
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _, ngettext

_JOIN = {"person": persons.join, "enterprise": enterprises.join, "organisation": organisations.join}
_FIELDS = ("full_name", *(name for name in persons.FILLED_BY_JOINING if not name.endswith("_id")))


def _typed(field: str, text: str) -> Any:
    """A value as a person types it; blank empties the field. Raises UserError."""
    kind = kinds("person")[field]
    if kind is date:
        return parse_date(text)
    if kind is int:
        return parse_whole(text)
    return text.strip() or None


def _pairs(texts: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise click.BadParameter(_("{text} is not like NAME=VALUE.").format(text=text))
        found[name] = value
    return found


def _person(tx: Transaction, name: str) -> Person:
    """The one person of that name or id. Raises UserError for none and for several."""
    found = tx.find(Person, col(Person.id) == name)
    if not found:
        ids = [hit.id for hit in searching.search(tx, name) if hit.table == "person"]
        exact = [
            person
            for person in tx.find(Person, col(Person.id).in_(ids))
            if name in (person.full_name, person.latin_name)
        ]
        found = exact or tx.find(Person, col(Person.id).in_(ids))
    if len(found) != 1:
        raise UserError(
            _("{n} people are found for “{name}”. Name one by the id; “person NAME” lists them.").format(
                n=len(found), name=name
            )
            if found
            else _("Nobody is found for “{name}”.").format(name=name)
        )
    return found[0]


@command("person")
@click.argument("name")
@click.option("--set", "values", multiple=True, metavar="FIELD=VALUE", help="Correct a value, such as phones=0942…")
def person(context: Context, name: str, values: tuple[str, ...]) -> None:
    """Look somebody up by name, phone or id, and correct values.

    \b
    Examples:
      trainer-app --database mya.sqlite person "Ma Khin Htwe"
      trainer-app --database mya.sqlite person "Ma Khin Htwe" --set phones=09420088001
    """
    if not values:
        with context.database.read() as tx:
            hits = [hit for hit in searching.search(tx, name) if hit.table == "person"]
        context.table([_("Name"), _("Details"), _("Id")], [[hit.title, hit.detail, hit.id] for hit in hits])
        context.give([vars(hit) for hit in hits])
        return
    wanted: dict[str, Any] = dict(_pairs(values))
    unknown = [field for field in wanted if field not in _FIELDS]
    if unknown:
        raise UserError(
            _("{field} cannot be set. What can: {fields}.").format(field=unknown[0], fields=", ".join(_FIELDS))
        )
    with context.database.change(_("Correct {name}").format(name=name)) as tx:
        saved = persons.save(tx, _person(tx, name), **{field: _typed(field, value) for field, value in wanted.items()})
    context.say(_("{name} is saved.").format(name=saved.full_name or saved.latin_name or saved.id))
    context.give({"id": saved.id})


@command("trainers")
def trainers_(context: Context) -> None:
    """List the trainers with what they have taught and where they stand.

    \b
    Example:
      trainer-app --database office.sqlite trainers
    """
    catalogue = load_catalogue(programmes_folder())
    with context.database.read() as tx:
        found = trainers.rows(tx, catalogue, date.today())
    context.table(
        [_("Name"), _("Phone"), _("Courses"), _("Last"), _("Status")],
        [[row.name, row.phones, row.courses, row.last, _(standings.STATUSES[row.status])] for row in found],
    )
    context.give([vars(row) for row in found])


@command("duplicates")
@click.option(
    "--table", type=click.Choice(["person", "enterprise", "organisation"]), default="person", show_default=True
)
@click.option("--join", nargs=2, metavar="KEEP GONE", help="Say that two are one: the id to keep and the other one.")
@click.option("--not-same", nargs=2, metavar="ID ID", help="Say that two are not the same, so that nobody asks again.")
def duplicates_(context: Context, table: str, join: tuple[str, str] | None, not_same: tuple[str, str] | None) -> None:
    """List who may be in twice and why; join them, or remember that they are two.

    Nothing is joined without being asked, and a join can be undone.

    \b
    Examples:
      trainer-app --database office.sqlite duplicates
      trainer-app --database office.sqlite duplicates --join 0199… 0198…
    """
    if join and not_same:
        raise click.UsageError(_("Choose one of --join and --not-same."))
    if join or not_same:
        first, second = join or not_same or ("", "")
        if first == second:
            raise UserError(_("Both ids are {id}. Name two different records.").format(id=first))
        with context.database.change(
            _("Join two records") if join else _("Two records are not the same"), kind="join"
        ) as tx:
            for record_id in (first, second):
                if not tx.find(RECORDS[table], col(RECORDS[table].id) == record_id):
                    raise UserError(
                        _("There is no {table} with the id {id}. “duplicates --table {table}” shows the ids.").format(
                            table=table, id=record_id
                        )
                    )
            labels = history.Labels(tx)
            names = labels.record(table, first), labels.record(table, second)
            if join:
                _JOIN[table](tx, first, second)
            else:
                duplicates.mark_not_same(tx, table, first, second)
        text = _("{one} and {other} are one now; “undo” takes it back.") if join else _("{one} and {other} stay two.")
        context.say(text.format(one=names[0], other=names[1]))
        context.give({"joined": bool(join), "ids": [first, second]})
        return
    with context.database.read() as tx:
        found = duplicates.candidates(tx, table, progress=context.progress)
    for pair in found:
        context.say(f"{pair.likeness.band}: {pair.first}  –  {pair.second}   ({', '.join(pair.reasons)})")
        context.say(f"    {pair.first_id} {pair.second_id}")
    if not found:
        context.say(_("Nobody seems to be in twice."))
    context.give(
        [
            {"ids": [pair.first_id, pair.second_id], "names": [pair.first, pair.second], "band": pair.likeness.band,
             "weight": pair.likeness.weight, "reasons": list(pair.reasons), "disputed": pair.disputed}
            for pair in found
        ]
    )  # fmt: skip


@command("followups")
@click.option("--on", "on", type=day, metavar="DAY", help="The day from which “due” is counted; today if not given.")
@click.option("--text", default="", help="Only people or courses in whose name, phone or code this stands.")
@click.option("--all", "everything", is_flag=True, help="Also those that were asked already.")
@click.option("--record", "record_id", metavar="ID", help="Record what came of the follow-up with this id.")
@click.option("--status", type=click.Choice(list(follow_ups.STATUSES)), default="reached", show_default=True)
@click.option("--answer", "answers", multiple=True, metavar="QUESTION=ANSWER", help="An answer; may be repeated.")
@click.option("--mode", type=click.Choice(list(follow_ups.MODES)), default="phone", show_default=True)
@click.option("--notes", help="Anything else that was said.")
def followups(
    context: Context, on: date | None, text: str, everything: bool, record_id: str | None, status: str,
    answers: tuple[str, ...], mode: str, notes: str | None,
) -> None:  # fmt: skip
    """List the follow-ups that are due, and record interviews.

    \b
    Examples:
      trainer-app --database office.sqlite followups
      trainer-app --database office.sqlite followups --record 5f0e… --answer business_now=yes --answer workers_women=2
    """
    catalogue = load_catalogue(programmes_folder())
    today = on or date.today()
    statuses = tuple(follow_ups.STATUSES) if everything or record_id else ("due",)
    with context.database.read() as tx:
        found = follow_ups.find(tx, catalogue, today, statuses=statuses, text=text)
    if record_id is not None:
        rows = [row for row in found if row.id == record_id]
        if not rows:
            raise UserError(_("No follow-up with this id is due by {day}.").format(day=date_text(today)))
        with context.database.change(_("Follow-up of {name}").format(name=rows[0].name)) as tx:
            follow_ups.record(
                tx, catalogue, rows[0], status=status, asked_on=today, mode=mode, asked_by=context.database.author,
                notes=notes, answers=_pairs(answers),
            )  # fmt: skip
        context.say(_("The follow-up of {name} is saved.").format(name=rows[0].name))
        context.give({"id": record_id, "status": status})
        return
    context.table(
        [_("Due"), _("Name"), _("Phone"), _("Course"), _("Months"), _("Status"), _("Id")],
        [
            [row.due, row.name, row.phones, row.course, row.months, _(follow_ups.STATUSES[row.status]), row.id]
            for row in found
        ],
    )
    context.say(ngettext("{n} follow-up.", "{n} follow-ups.", len(found)).format(n=len(found)))
    context.give([vars(row) for row in found])
