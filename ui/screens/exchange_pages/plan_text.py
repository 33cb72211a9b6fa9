"""A merge's plan in words and rows: what the screen shows of trainer_app.exchange.merging.Plan."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from trainer_app.moments import when_text
from trainer_app.texts import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.database import Transaction
    from trainer_app.exchange.conflicts import Standing
    from trainer_app.exchange.merging import FilePlan, Plan
    from trainer_app.exchange.plan import Difference, NewRecord
    from trainer_app.history import Labels
    from trainer_app.workbook.incoming import Refusal

COUNTS = ("read", "new", "changed", "same", "held", "refused")
UNTOLD = ("replica", "signing_key")
"""Tables of which new records are not named: that a computer is new is told by the sender."""
MOST_LINES = 3000
"""Lines of the list of cells that are shown at once."""


def totals(file: FilePlan) -> dict[str, int]:
    """The rows of all sheets of one workbook, by what becomes of them."""
    return {name: sum(getattr(ledger, name) for ledger in file.ledgers) for name in COUNTS}


def sender(file: FilePlan) -> str:
    """Who sent a workbook, with the code of the computer that wrote it unless that is this one."""
    if file.seal == "own":
        return file.sender
    return f"{file.sender} ({file.code})" if file.sender and file.code else file.sender or file.code


def headline(plan: Plan) -> str:
    """What the merge does, or did, in one sentence or two."""
    good = [file for file in plan.files if not file.problem]
    counts = {name: sum(totals(file)[name] for file in good) for name in COUNTS}
    conflicts = sum(file.conflicts for file in good)
    books = ngettext("{n} workbook", "{n} workbooks", len(plan.files)).format(n=len(plan.files))
    parts = []
    if counts["new"]:
        parts.append(ngettext("{n} new row", "{n} new rows", counts["new"]).format(n=counts["new"]))
    elif created := sum(n for file in good for table, n in file.new_records.items() if table not in UNTOLD):
        # such as people without a course, who stand in no row
        parts.append(ngettext("{n} new record", "{n} new records", created).format(n=created))
    if counts["changed"]:
        parts.append(ngettext("{n} changed row", "{n} changed rows", counts["changed"]).format(n=counts["changed"]))
    if conflicts:
        parts.append(ngettext("{n} value in conflict", "{n} values in conflict", conflicts).format(n=conflicts))
    if settled := sum(difference.settles for file in good for difference in file.differences):
        parts.append(ngettext("{n} conflict settled", "{n} conflicts settled", settled).format(n=settled))
    refused = sum(refusal.cells for file in good for refusal in file.refusals)
    if refused:
        parts.append(ngettext("{n} refusal", "{n} refusals", refused).format(n=refused))
    left = sum(file.left for file in good)
    if left:
        parts.append(ngettext("{n} record left out", "{n} records left out", left).format(n=left))
    if not good:
        return ngettext(
            "The workbook could not be taken.", "None of the {n} workbooks could be taken.", len(plan.files)
        ).format(n=len(plan.files))
    if not parts and plan.changes_anything:
        text = _("{books}: nothing changes that is shown; what is new is kept in the history.").format(books=books)
    elif not parts:
        text = _("{books}: nothing in it is new here.").format(books=books)
    else:
        text = _("{books}: {counts}.").format(books=books, counts=", ".join(parts))
    if plan.problems:
        n = len(plan.problems)
        text += " " + ngettext(
            "{n} workbook could not be taken; it does not keep the others out.",
            "{n} workbooks could not be taken; they do not keep the others out.",
            n,
        ).format(n=n)
    return text


def sheet_label(key: str) -> str:
    """What a person calls the sheet."""
    from trainer_app.workbook.sheets import SHEETS

    return next((_(sheet.label) for sheet in SHEETS if sheet.key == key), _("Other data"))


def cells(tx: Transaction, plan: Plan, file: FilePlan, sheet: str) -> tuple[list[dict[str, Any]], int]:
    """The lines of the list of cells of one sheet or ("") of all, and how many there are.

    Refusals come first, then conflicts, new records, and changes. `key` is the (table, id) of the record, None for a
    refusal.
    """
    from trainer_app.history import Labels

    label = sheet_label(sheet)
    refusals = [one for one in file.refusals if not sheet or one.sheet in (sheet, label)]
    created = [one for one in file.created if one.table not in UNTOLD and sheet in ("", one.sheet)]
    here = [one for one in file.differences if sheet in ("", one.sheet)]
    differences = sorted(here, key=lambda one: not one.conflict)
    conflicts = sum(one.conflict for one in differences)
    # One workbook of a folder may change what another one brings.
    labels = Labels(tx, {(one.table, one.record): one.values for other in plan.files for one in other.created})
    lines = chain(
        map(_refusal, refusals),
        (_difference(labels, one) for one in differences[:conflicts]),
        (_created(labels, one) for one in created),
        (_difference(labels, one) for one in differences[conflicts:]),
    )
    found = [{"id": str(number), **line} for number, line in enumerate(islice(lines, MOST_LINES))]
    return found, len(refusals) + len(created) + len(differences)


def _refusal(refusal: Refusal) -> dict[str, Any]:
    from trainer_app.history import TABLES
    from trainer_app.workbook.sheets import SHEETS

    sheet, _row, key = refusal.place
    table = key.partition(".")[0]
    columns = next((one.by_key for one in SHEETS if one.key == sheet), {})
    return {
        "what": "refused", "key": None, "kind": _(TABLES[table]) if table in TABLES else "",
        "record": refusal.whose, "field": _(columns[key].label) if key in columns else key.partition(".")[2],
        "new": refusal.found, "cell": _("{sheet}, {cell}").format(sheet=refusal.sheet, cell=refusal.cell),
        "note": refusal.reason,
    }  # fmt: skip


def _created(labels: Labels, one: NewRecord) -> dict[str, Any]:
    from trainer_app.history import TABLES

    return {
        "what": "new", "key": (one.table, one.record), "sheet": one.sheet, "kind": _(TABLES[one.table]),
        "record": labels.record(one.table, one.record),
    }  # fmt: skip


def newest_told() -> str:
    """What counts as the newest value."""
    return _("For the newest value, cells typed into a workbook count as of the time when that was written: nobody "
             "knows when they were typed.")  # fmt: skip


def _difference(labels: Labels, one: Difference) -> dict[str, Any]:
    from trainer_app.history import TABLES, field_label

    shown = [one.new]
    if one.conflict:
        shown = [side.value for side in one.sides if side.value != one.old]
    notes = [_("Kept with the joined record; does not show.")] if not one.shows else []
    if one.conflict:
        notes.append(_sides(one.sides))
    elif one.settles:
        notes.append(_("The conflict is settled."))
    return {
        "what": "held" if one.conflict else "changed", "key": (one.table, one.record), "sheet": one.sheet,
        "kind": _(TABLES.get(one.table, one.table)), "record": labels.with_join(one.table, one.record),
        "field": field_label(one.table, one.field), "old": labels.value(one.table, one.field, one.old),
        "new": " / ".join(labels.value(one.table, one.field, value) for value in shown), "cell": one.cell,
        "note": " ".join(notes),
    }  # fmt: skip


def _sides(sides: Sequence[Standing]) -> str:
    """Who gave each of the values in conflict, when and where."""
    told = [
        _("“{value}”: {who}").format(value=side.text, who=", ".join(filter(None, (
            side.who or side.computer, when_text(side.stamp), side.file, side.source.partition(", ")[2]))))
        for side in sides
    ]  # fmt: skip
    return " ".join([_("Both values are kept. Choose one on the page Conflicts."), *told])


def new_records(file: FilePlan) -> str:
    """How many records of each kind are new, as one line; "" for none."""
    from trainer_app.history import TABLES

    found = [f"{_(TABLES[table])}: {n}" for table, n in file.new_records.items() if table not in UNTOLD]
    return _("New: {list}").format(list=", ".join(found)) if found else ""
