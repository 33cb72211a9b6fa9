"""A merge's plan in words and rows: what the screen shows of trainer_app.exchange.Plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from trainer_app.texts import _, ngettext

if TYPE_CHECKING:
    from db.database import Transaction
    from trainer_app.exchange import FilePlan, Plan

COUNTS = ("read", "new", "changed", "same", "held", "refused")
OTHER = "other"
"""Stands for a sheet's key where a difference is of a table that no sheet of the file shows."""


def totals(file: FilePlan) -> dict[str, int]:
    """The rows of all sheets of one workbook, by what becomes of them."""
    return {name: sum(getattr(ledger, name) for ledger in file.ledgers) for name in COUNTS}


def headline(plan: Plan) -> str:
    """What the merge does, or did, in one sentence or two."""
    good = [file for file in plan.files if not file.problem]
    counts = {name: sum(totals(file)[name] for file in good) for name in COUNTS}
    conflicts = sum(file.conflicts for file in good)
    books = ngettext("{n} workbook", "{n} workbooks", len(plan.files)).format(n=len(plan.files))
    parts = []
    if counts["new"]:
        parts.append(ngettext("{n} new row", "{n} new rows", counts["new"]).format(n=counts["new"]))
    if counts["changed"]:
        parts.append(ngettext("{n} changed row", "{n} changed rows", counts["changed"]).format(n=counts["changed"]))
    if conflicts:
        parts.append(ngettext("{n} value in conflict", "{n} values in conflict", conflicts).format(n=conflicts))
    refused = sum(len(file.refusals) for file in good)
    if refused:
        parts.append(ngettext("{n} refusal", "{n} refusals", refused).format(n=refused))
    if not good:
        return ngettext(
            "The workbook could not be taken.", "None of the {n} workbooks could be taken.", len(plan.files)
        ).format(n=len(plan.files))
    if not parts:
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


def sheet_of(file: FilePlan, table: str) -> str:
    """The key of the sheet of this workbook on which a record of the table stands; OTHER if on none."""
    from trainer_app.workbook.sheets import SHEETS

    there = {ledger.sheet for ledger in file.ledgers}
    if table == "attendance" and "attendance" in there:
        return "attendance"
    if table == "course_trainer" and "courses" in there:
        return "courses"
    for sheet in SHEETS:
        if sheet.key in there and sheet.key != "attendance" and table in (sheet.table, sheet.second):
            return sheet.key
    return OTHER


def sheet_label(key: str) -> str:
    """What a person calls the sheet."""
    from trainer_app.workbook.sheets import SHEETS

    return next((_(sheet.label) for sheet in SHEETS if sheet.key == key), _("Other data"))


def cells(tx: Transaction, file: FilePlan, sheet: str) -> list[dict[str, Any]]:
    """The rows of the list of cells: refusals first, then conflicts, then changes, of one sheet or ("") of all."""
    found = [*_refusals(file, sheet), *_differences(tx, file, sheet)]
    return [{"id": str(number), **row} for number, row in enumerate(found)]


def _refusals(file: FilePlan, sheet: str) -> Iterator[dict[str, str]]:
    label = sheet_label(sheet) if sheet else ""
    for refusal in file.refusals:
        if not sheet or refusal.sheet in (sheet, label):
            where = _("Sheet {sheet}, cell {cell}").format(sheet=refusal.sheet, cell=refusal.cell)
            yield {"what": "refused", "record": where, "new": refusal.found, "note": refusal.reason}


def _differences(tx: Transaction, file: FilePlan, sheet: str) -> Iterator[dict[str, str]]:
    from trainer_app.history import TABLES, Labels, field_label

    labels = Labels(tx)
    for difference in sorted(file.differences, key=lambda one: not one.conflict):
        if sheet and sheet_of(file, difference.table) != sheet:
            continue
        table, name = difference.table, difference.field
        old, new = (labels.value(table, name, value) for value in (difference.old, difference.new))
        note = ""
        if difference.conflict and old == new:
            # The value here is the later one: it goes on showing, and the plan does not carry the other.
            new, note = "", _("The workbook has another value. Both are kept. Choose one on the page Conflicts.")
        elif difference.conflict:
            note = _("Both values are kept. Choose one on the page Conflicts.")
        yield {
            "what": "held" if difference.conflict else "changed",
            "kind": _(TABLES.get(table, table)),
            "record": labels.record(table, difference.record),
            "field": field_label(table, name),
            "old": old,
            "new": new,
            "note": note,
        }


def new_records(file: FilePlan) -> str:
    """How many records of each kind are new, as one line; "" for none. That a computer is new is told by the sender."""
    from trainer_app.history import TABLES

    found = [f"{_(TABLES[table])}: {n}" for table, n in file.new_records.items() if table != "replica"]
    return _("New: {list}").format(list=", ".join(found)) if found else ""
