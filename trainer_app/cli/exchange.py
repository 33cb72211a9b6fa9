"""Commands of the exchange: merge, conflicts (export is in sending.py)."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from db import stopping
from db.database import Transaction
from trainer_app.cli.frame import PASSWORD_VARIABLE, Context, check_writable, command
from trainer_app.errors import UserError
from trainer_app.exchange import conflicts as conflict_list
from trainer_app.exchange import merging
from trainer_app.exchange.acceptance import OTHER, Left
from trainer_app.file_names import called, located
from trainer_app.history import TABLES, Labels, field_label
from trainer_app.moments import when_text
from trainer_app.texts import _, ngettext
from trainer_app.workbook.refusals import refusals_paths, write_refusals
from trainer_app.workbook.sheets import SHEETS

MOST_SHOWN = 10
"""New records of one kind, changed fields and conflicts that a merge names on the screen; the plan as JSON has all."""

_WORKBOOK = click.Path(path_type=Path, readable=False)
_NEWEST = "For “newest”, cells typed into a workbook count as of the time when that was written."
_SHEETS = [*(sheet.key for sheet in SHEETS), OTHER]


@command("merge")
@click.argument("paths", nargs=-1, required=True, type=_WORKBOOK)
@click.option("--apply", is_flag=True, help="Do it; without this only the plan is shown.")
@click.option("--plan", type=_WORKBOOK, help="Also write the plan, down to the cell, as JSON into this file.")
@click.option(
    "--prefer", type=click.Choice(merging.PREFERENCES), help=f"Settle new conflicts by this rule at once. {_NEWEST}"
)
@click.option("--password", envvar=PASSWORD_VARIABLE,
              help=f"Password of the workbooks; better kept in the variable {PASSWORD_VARIABLE}.")  # fmt: skip
@click.option("--leave-sheet", "leave_sheets", type=click.Choice(_SHEETS), multiple=True, metavar="SHEET",
              help=f"Leave this sheet out: {', '.join(_SHEETS)} (what stands on none). Merging the file again takes "
                   "it.")  # fmt: skip
@click.option("--leave-record", "leave_records", multiple=True, metavar="ID",
              help="Leave out the record with this id, and what stands on it; --plan writes the ids.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Take nothing from a file of which anything is refused.")
@click.option("--refusals", type=_WORKBOOK,
              help="Also write the rows that could not be taken into this workbook, to be corrected and merged again; "
                   "one beside it for each further file.")  # fmt: skip
def merge(
    context: Context, paths: tuple[Path, ...], apply: bool, plan: Path | None, prefer: str | None,
    password: str | None, leave_sheets: tuple[str, ...], leave_records: tuple[str, ...], strict: bool,
    refusals: Path | None,
) -> None:  # fmt: skip
    """Merge workbooks, or all workbooks of a folder, into the database.

    \b
    Examples:
      trainer-app --database office.db merge inbox/
      trainer-app --database office.db merge inbox/ --apply --prefer newest
      trainer-app --database office.db merge a.xlsx b.xlsx --plan plan.json
      trainer-app --database office.db merge a.xlsx --apply --leave-sheet trainers
    """
    if plan is not None:
        if plan.suffix.lower() != ".json":
            raise UserError(_("The plan is written as .json. Name the file {name}.").format(name=plan.stem + ".json"))
        check_writable(plan)
    if refusals is not None and refusals.suffix.lower() != ".xlsx":
        raise UserError(_("A workbook is written as .xlsx. Name the file {name}.").format(name=refusals.stem + ".xlsx"))
    take = partial(
        merging.merge, context.database, paths, prefer=prefer, strict=strict, password=password,
        progress=context.progress,
    )  # fmt: skip
    if leave_records:
        _check_records(take(apply=False), leave_records)
    left = Left(frozenset(leave_sheets), frozenset((table, one) for table in TABLES for one in leave_records))
    result = take(apply=apply, left=dict.fromkeys(merging.workbooks_in(paths), left))
    if plan is not None:
        try:
            plan.write_text(json.dumps(result.to_json(), ensure_ascii=False, indent=1, default=str), encoding="utf-8")
        except OSError as error:
            raise UserError(
                _("The plan could not be written to {file}: {reason}.").format(
                    file=located(plan), reason=error.strerror
                )
            ) from error
    with context.database.read() as tx:
        for file in result.files:
            _show(context, tx, file)
    if lists := merging.lists_beside(paths):
        text = ngettext(
            "{n} list made elsewhere was passed over: {files}. It is taken in by “import”.",
            "{n} lists made elsewhere were passed over: {files}. They are taken in by “import”.", len(lists),
        )  # fmt: skip
        context.say(text.format(n=len(lists), files=", ".join(map(called, lists))))
    if refusals is not None:
        _write_refusals(context, [file.path for file in result.files if file.refusals], refusals, password)
    if not apply:
        context.say(_("This is a plan; nothing was changed. Repeat with --apply to do it."))
    elif result.backup is not None:
        context.say(_("A backup of the state before lies in {file}.").format(file=located(result.backup)))
    context.give({**result.to_json(), "passed_over": [str(one) for one in lists]})
    if result.problems:
        context.refuse([file.problem for file in result.problems])


def _check_records(plan: merging.Plan, records: Sequence[str]) -> None:
    """Refuse to leave out what is in no file: who mistypes an id would have the record merged after all."""
    made = [one.record for file in plan.files for one in file.created]
    if len(made) < sum(sum(file.new_records.values()) for file in plan.files):
        return  # more new ones than a plan names
    known = {*made, *(one.record for file in plan.files for one in file.differences)}
    for record in records:
        if record not in known:
            raise UserError(
                _("No record with the id {id} is new or changed in these files. Nothing was changed. The ids stand in "
                  "the plan as JSON (--plan).").format(id=record)
            )  # fmt: skip


def _write_refusals(context: Context, sources: list[Path], target: Path, password: str | None) -> None:
    for source, path in refusals_paths(sources, target).items():
        with stopping.held():
            number = write_refusals(source, path, password=password)
            with context.database.change(
                _("Write what was refused of {file}").format(file=called(source)), kind="list"
            ) as tx:
                tx.describe(file=called(path), rows=number)
        sentence = ngettext(
            "{n} refused cell of {source} can be corrected in {file}.",
            "{n} refused cells of {source} can be corrected in {file}.",
            number,
        )
        context.say(sentence.format(n=number, source=called(source), file=located(path)))
        context.say(_("It holds all that {source} holds of people. Give it only to whom that came from.").format(
            source=called(source)))  # fmt: skip


def _show(context: Context, tx: Transaction, file: merging.FilePlan) -> None:
    labels = {sheet.key: _(sheet.label) for sheet in SHEETS}
    context.say("")
    sender = _(" from {sender} ({code})").format(sender=file.sender or "-", code=file.code) if file.code else ""
    context.say(f"{called(file.path)}{sender}")
    if not file.problem:
        context.say(file.signature)
        _show_rows(context, tx, file, labels)
    for refusal in file.refusals:
        context.say(
            _("Refused: {file}, sheet “{sheet}”, cell {cell}: {reason}").format(
                file=called(file.path), sheet=refusal.sheet, cell=refusal.cell, reason=refusal.reason
            )
        )
    for note in file.notes:
        context.say(_("Note: {note}").format(note=note))


def _show_rows(context: Context, tx: Transaction, file: merging.FilePlan, labels: dict[str, str]) -> None:
    """The ledger of a file, the names of what is new, what changes, and both sides of every conflict."""
    context.table(
        [_("Sheet"), _("Rows"), _("new"), _("changed"), _("same"), _("held"), _("refused")],
        [[labels[row.sheet], row.read, row.new, row.changed, row.same, row.held, row.refused] for row in file.ledgers],
    )
    if not file.changes_anything and not file.refusals:
        context.say(_("Nothing in it is new here."))
    elif not file.shows_anything and not file.refusals:
        context.say(_("Nothing changes that is shown; what it brings is kept in the history."))
    if file.left:
        text = ngettext(
            "{n} record is left out. Merging the file again takes it.",
            "{n} records are left out. Merging the file again takes them.", file.left,
        )  # fmt: skip
        context.say(text.format(n=file.left))
    if file.conflicts:
        count = ngettext("{n} field is in conflict.", "{n} fields are in conflict.", file.conflicts)
        context.say(count.format(n=file.conflicts) + " " + _("“conflicts” shows and settles them."))
    names = Labels(tx, {(new.table, new.record): new.values for new in file.created})
    for table, n in file.new_records.items():
        known = [names.record(table, new.record) for new in file.created if new.table == table][:MOST_SHOWN]
        more = "; …" if n > len(known) else ""
        context.say(_("New, {table} ({n}): {names}").format(table=_(TABLES[table]), n=n, names="; ".join(known) + more))
    changed = [one for one in file.differences if not one.conflict]
    for one in changed[:MOST_SHOWN]:
        if not one.shows:
            sentence = _("Kept with the joined record, does not show: {record}, {field}: {old} → {new}")
        elif one.settles:
            sentence = _("Settled: {record}, {field}: {old} → {new}")
        else:
            sentence = _("Changed: {record}, {field}: {old} → {new}")
        context.say(
            sentence.format(
                record=names.with_join(one.table, one.record), field=field_label(one.table, one.field),
                old=names.value(one.table, one.field, one.old) or "–",
                new=names.value(one.table, one.field, one.new) or "–",
            )
        )  # fmt: skip
    if len(changed) > MOST_SHOWN:
        context.say(_("Changed: … {n} more; --plan writes all.").format(n=len(changed) - MOST_SHOWN))
    for difference in [one for one in file.differences if one.conflict][:MOST_SHOWN]:
        field = field_label(difference.table, difference.field)
        context.say(_("In conflict: {record}, {field}").format(
            record=names.with_join(difference.table, difference.record), field=field))  # fmt: skip
        for number, standing in enumerate(difference.sides, 1):
            context.say(_standing_text(number, standing))


def _standing_text(number: int, standing: conflict_list.Standing) -> str:
    """One side of a conflict: its value, who set it, where and when."""
    shown = _("shows") if standing.shows else ""
    by = ", ".join(filter(None, (standing.who, standing.computer, when_text(standing.stamp), standing.source)))
    return f"  {number}. {standing.text or '–'}   [{by}] {shown}".rstrip()


@command("conflicts")
@click.option(
    "--settle", metavar="RULE", type=click.Choice(merging.PREFERENCES),
    help=f"Settle all that are listed by this rule. {_NEWEST}",
)  # fmt: skip
@click.option("--record", help="Only conflicts of the record with this id.")
@click.option("--field", help="Only conflicts of this field.")
@click.option("--sheet", type=click.Choice(_SHEETS[:-1]), metavar="SHEET",
              help=f"Only conflicts of the records on this sheet: {', '.join(_SHEETS[:-1])}.")  # fmt: skip
@click.option("--choose", type=int, metavar="N", help="Settle the one listed conflict by its Nth value.")
@click.option("--value", help="Settle the one listed conflict by another value.")
def conflicts(
    context: Context, settle: str | None, record: str | None, field: str | None, sheet: str | None,
    choose: int | None, value: str | None,
) -> None:  # fmt: skip
    """Show the fields for which two values stand, and settle them.

    \b
    Examples:
      trainer-app --database office.db conflicts
      trainer-app --database office.db conflicts --record 0199… --field phones --choose 2
      trainer-app --database office.db conflicts --settle newest
      trainer-app --database office.db conflicts --settle office --sheet participants
    """
    if sum(given is not None for given in (settle, choose, value)) > 1:
        raise click.UsageError(_("Choose one of --settle, --choose and --value."))
    with context.database.read() as tx:
        found = conflict_list.find(tx, record_id=record, field=field, sheet=sheet)
    if settle is None and choose is None and value is None:
        _list_conflicts(context, found)
        return
    if settle is None and len(found) != 1:
        raise UserError(
            _("{n} conflicts meet this. Name one by --record and --field; the list shows both.").format(n=len(found))
        )
    with context.database.change(_("Settle conflicts"), kind="settle") as tx:
        if settle is not None:
            conflict_list.settle_by_rule(tx, settle, record_id=record, field=field, sheet=sheet)  # type: ignore[arg-type]
        else:
            _settle_one(tx, found[0], choose, value)
    with context.database.read() as tx:
        left = conflict_list.count(tx)
    context.say(ngettext("{n} conflict is still open.", "{n} conflicts are still open.", left).format(n=left))
    context.give({"open": left})


def _settle_one(tx: Transaction, dispute: conflict_list.Dispute, choose: int | None, value: str | None) -> None:
    if choose is None:
        conflict_list.settle_with(tx, dispute.table, dispute.record_id, dispute.field, value)
        return
    if not 1 <= choose <= len(dispute.values):
        raise UserError(_("There is no value {n}; the list has {count}.").format(n=choose, count=len(dispute.values)))
    conflict_list.settle(tx, dispute.table, dispute.record_id, dispute.field, dispute.values[choose - 1].stamp)


def _list_conflicts(context: Context, found: list[conflict_list.Dispute]) -> None:
    if not found:
        context.say(_("No conflicts are open."))
    for dispute in found:
        context.say(f"{dispute.label} – {dispute.field_label}   (--record {dispute.record_id} --field {dispute.field})")
        for number, standing in enumerate(dispute.values, 1):
            context.say(_standing_text(number, standing))
    context.give(
        [
            {
                "table": dispute.table, "record": dispute.record_id, "field": dispute.field, "label": dispute.label,
                "values": [
                    {"value": s.value, "stamp": s.stamp, "who": s.who, "from": s.source, "shows": s.shows}
                    for s in dispute.values
                ],
            }
            for dispute in found
        ]
    )  # fmt: skip
